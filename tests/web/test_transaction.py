"""One request, one transaction: what the page says happened is what the database holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from tests.web.conftest import browsing

from motcua.centers import Center, entered
from motcua.domain.errors import Conflict
from motcua.store.engine import DB, CenterTransaction, transaction
from motcua.web.middleware.center import CenterByPath
from motcua.web.page import PUBLIC, Answer, FromPath, WebRequest, keep, page, sent, shown

MakeApp = Callable[..., CenterByPath]
AT = datetime(2017, 11, 8, tzinfo=UTC)


async def _write(address: str) -> None:
    await DB.fetch("INSERT INTO sign_in_failure (username_mac, address, at) VALUES ($1, $2, $3)", b"x", address, AT)


async def _found(center: Center, address: str) -> bool:
    with entered(center):
        async with transaction():
            return bool(await DB.fetch("SELECT 1 FROM sign_in_failure WHERE address = $1", address))


@page("/ghi/{address:str}/{how:str}", may=PUBLIC)
async def write(request: WebRequest, address: FromPath[str], how: FromPath[str]) -> Answer:
    await _write(address)
    if how == "raise":
        raise RuntimeError("after the write")
    if how == "conflict":
        raise Conflict("Đã có người khác xử lý.")
    if how == "keep":
        keep(request)
    if how in ("refuse", "keep"):
        values = {
            "title": "x",
            "sentence": "x",
            "details": [],
            "reference": "",
            "is_forbidden": False,
            "is_gone": False,
        }
        return shown(request, "errors/_error.html", status=422, **values)
    return sent(b"ok", media_type="text/plain", name="ok.txt")


@pytest.mark.parametrize(
    ("how", "status", "is_kept"),
    [("well", 200, True), ("raise", 500, False), ("conflict", 409, False), ("refuse", 422, False), ("keep", 422, True)],
)
async def test_writes_are_kept_only_when_the_answer_is_good_or_says_so(
    app: MakeApp, que_vo: Center, how: str, status: int, is_kept: bool
) -> None:
    address = f"kept-{how}"
    async with browsing(app((write,))) as browser:
        answer = await browser.get(f"/que-vo/ghi/{address}/{how}")
    assert answer.status_code == status
    assert await _found(que_vo, address) is is_kept


async def test_a_write_lands_in_the_center_of_the_address_only(
    app: MakeApp, que_vo: Center, other_center: Center
) -> None:
    async with browsing(app((write,))) as browser:
        await browser.get(f"/{other_center.key}/ghi/only-there/well")
    assert await _found(other_center, "only-there")
    assert not await _found(que_vo, "only-there")


async def test_when_the_commit_fails_the_page_does_not_say_that_all_is_well(
    app: MakeApp, que_vo: Center, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lost(self: CenterTransaction) -> None:
        await self.rollback()
        raise ConnectionResetError("server closed the connection")

    async with browsing(app((write,))) as browser:
        monkeypatch.setattr(CenterTransaction, "commit", lost)
        answer = await browser.get("/que-vo/ghi/lost/well")
        monkeypatch.undo()
    assert answer.status_code == 503
    assert "chưa được lưu" in answer.text
    assert not await _found(que_vo, "lost")


async def test_the_answer_starts_after_the_commit(
    app: MakeApp, que_vo: Center, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    commit = CenterTransaction.commit

    async def noted(self: CenterTransaction) -> None:
        await commit(self)
        order.append("commit")

    monkeypatch.setattr(CenterTransaction, "commit", noted)
    application = app((write,))

    async def watched(scope: dict[str, object], receive: object, send: Callable[..., object]) -> None:
        async def noting(message: dict[str, object]) -> None:
            order.append(str(message["type"]))
            await send(message)  # type: ignore[misc]

        await application(scope, receive, noting)

    async with browsing(watched) as browser:
        await browser.get("/que-vo/ghi/order/well")
    assert order[:2] == ["commit", "http.response.start"]


async def test_without_a_database_the_page_says_so(app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DB, "_pools", None)
    async with browsing(app((write,))) as browser:
        answer = await browser.get("/que-vo/ghi/none/well")
    assert answer.status_code == 503
    assert "Việc bạn đang làm chưa được lưu" in answer.text
