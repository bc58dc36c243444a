"""Every error is a Vietnamese page with the right status, and logs nothing that somebody typed."""

from __future__ import annotations

import io
from contextlib import redirect_stdout

import pytest
from structlog.testing import capture_logs
from tests.web.conftest import Make, browsing

from motcua.domain import errors
from motcua.web.errors import SAYS, STATUS_OF, status_of
from motcua.web.page import PUBLIC, Answer, FromPath, WebRequest, page

CANARY = "027123456789"
RAISED: dict[str, Exception] = {
    "refused": errors.Refused("Tên chưa hợp lệ.", {"a": "Nhập họ và tên", "b": "Nhập ngày sinh"}),
    "not-allowed": errors.NotAllowed("Bạn chưa được giao việc này."),
    "not-here": errors.NotHere(),
    "conflict": errors.Conflict("Hồ sơ vừa được người khác xử lý."),
    "too-many": errors.TooMany("Thử quá nhiều lần."),
    "too-large": errors.TooLarge("Tệp quá lớn."),
    "unavailable": errors.Unavailable("Cơ sở dữ liệu tạm ngừng."),
    "bug": RuntimeError(f"duplicate key (id_number)=({CANARY})"),
}


@page("/hong/{kind:str}", may=PUBLIC, in_transaction=False)
async def broken(request: WebRequest, kind: FromPath[str]) -> Answer:
    raise RAISED[kind]


def test_every_error_that_speaks_has_a_status() -> None:
    spoken = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.Spoken)}
    assert spoken - {errors.Spoken} <= set(STATUS_OF)
    assert set(STATUS_OF.values()) <= set(SAYS)


def test_an_error_that_nobody_listed_is_a_fault_of_ours() -> None:
    assert status_of(KeyError("x")) == 500
    assert status_of(errors.Spoken("x")) == 500


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("refused", 422, "Nhập ngày sinh"),
        ("not-allowed", 403, "Bạn chưa được giao việc này."),
        ("not-here", 404, "Không tìm thấy"),
        ("conflict", 409, "vừa được người khác xử lý"),
        ("too-many", 429, "Thử quá nhiều lần."),
        ("too-large", 413, "Tệp quá lớn."),
        ("unavailable", 503, "Cơ sở dữ liệu tạm ngừng."),
        ("bug", 500, "Mã số lỗi"),
    ],
)
async def test_an_error_is_a_page_with_its_sentence(make_app: Make, kind: str, status: int, words: str) -> None:
    async with browsing(make_app(pages=(broken,))) as browser:
        whole = await browser.get(f"/que-vo/hong/{kind}")
        part = await browser.get(f"/que-vo/hong/{kind}", headers={"HX-Request": "true"})
    assert whole.status_code == part.status_code == status
    assert words in whole.text
    assert words in part.text
    assert "<html" in whole.text
    assert "Về trang chủ" in whole.text
    assert "<html" not in part.text
    assert part.headers["hx-retarget"] == "#noi-dung"
    assert ("retry-after" in whole.headers) == (status in (429, 503))


async def test_a_bug_shows_a_reference_and_logs_where_it_broke_but_not_what_it_said(make_app: Make) -> None:
    with capture_logs() as logs, redirect_stdout(io.StringIO()) as printed:
        async with browsing(make_app(pages=(broken,))) as browser:
            answer = await browser.get("/que-vo/hong/bug")
    failure = next(line for line in logs if line["event"] == "request failed")
    assert failure["reference"] in answer.text
    assert any("test_errors.py" in frame for frame in failure["at"])
    assert CANARY not in answer.text + str(logs) + printed.getvalue()


async def test_logs_hold_routes_and_never_addresses_or_what_was_typed(make_app: Make) -> None:
    with capture_logs() as logs:
        async with browsing(make_app()) as browser:
            await browser.get(f"/que-vo/tra-cuu/000.00.NN.H05-171108-0001/{CANARY}")
            await browser.get(f"/que-vo/thu-tuc?tim={CANARY}")
            await browser.get(f"/que-vo/{CANARY}", headers={"cookie": f"x={CANARY}", "user-agent": CANARY})
            await browser.send_form("/que-vo/tra-cuu", {"code": CANARY})
            await browser.send_form("/que-vo/dang-nhap", {"username": CANARY, "password": CANARY})
    lines = [line for line in logs if line["event"] == "request"]
    assert lines[0]["route"] == "/tra-cuu/{code}/{secret}"
    assert {line["center"] for line in lines} == {"que-vo"}
    assert all(set(line) == {"event", "log_level", "method", "center", "route", "status", "ms"} for line in lines)
    assert CANARY not in str(logs)
    assert "171108-0001" not in str(logs)
