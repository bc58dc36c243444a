"""The cash desk through its pages: money, receipt, shift, transfer by the holder of the receipt, refund, statement."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from tests.web.live import COPIES, Live

from motcua.centers import Centers
from motcua.domain.people import Role


def who(live: Live, role: Role) -> str:
    return next(name for name, staff in live.que_vo.crew.by_name.items() if role in staff.roles)


def keys(html: str) -> dict[str, str]:
    """The hidden boxes of a page's first form that changes something."""
    return {name: re.search(rf'name="{name}" value="([^"]*)"', html)[1] for name in ("_key", "_seen")}  # type: ignore[index]


@pytest.fixture
async def owing(live: Live) -> Any:
    return await live.take_in(live.que_vo, COPIES, seed=uuid4().hex, paid=False)


@pytest.fixture
async def no_account(live: Live) -> AsyncIterator[None]:
    """Quế Võ takes no transfers."""
    center = live.que_vo.center
    centers: Centers = live.office.centers
    centers[center.key] = replace(center, bank_accounts=())
    yield
    centers[center.key] = center


async def test_the_desk_takes_the_money_and_prints_the_receipt(live: Live, owing: Any) -> None:
    client, root = await live.as_(live.que_vo, who(live, Role.CASHIER)), live.que_vo.root
    found = await client.send_form(f"{root}/thu-phi", {"text": owing.code})
    assert (found.status_code, found.headers["location"]) == (303, f"{root}/thu-phi/ho-so/{owing.id}")
    shown = await client.get(f"{root}/thu-phi/ho-so/{owing.id}")
    assert "Còn phải nộp" in shown.text
    form = {**keys(shown.text), "received": "1"}
    short = await client.send_form(f"{root}/thu-phi/ho-so/{owing.id}/tien-mat", form)
    assert short.status_code == 422
    assert "còn thiếu" in short.text
    form = {**keys(short.text), "received": ""}
    taken = await client.send_form(f"{root}/thu-phi/ho-so/{owing.id}/tien-mat", form)
    assert taken.status_code == 303
    again = await client.send_form(f"{root}/thu-phi/ho-so/{owing.id}/tien-mat", form)
    assert again.status_code == 303, "the same form sent twice is answered the same"
    after = await client.get(taken.headers["location"])
    link = re.search(r'href="([^"]*/bien-lai/[^"]*)"', after.text)
    assert link is not None
    receipt = await client.get(link[1])
    assert receipt.headers["content-type"] == "application/pdf"
    assert (await live.load(live.que_vo, owing.id)).dossier.fee_balance == 0
    other = await live.as_(live.que_vo, live.receiver(live.que_vo, COPIES))
    assert (await other.get(link[1])).status_code == 403, "somebody else prints it again with a reason"


async def test_an_old_page_takes_nothing(live: Live, owing: Any) -> None:
    client, root = await live.as_(live.que_vo, who(live, Role.CASHIER)), live.que_vo.root
    at = f"{root}/thu-phi/ho-so/{owing.id}"
    form = keys((await client.get(at)).text)
    stale = await client.send_form(f"{at}/tien-mat", {**form, "_seen": str(int(form["_seen"]) + 1)})
    assert stale.status_code == 409
    without_key = await client.send_form(f"{at}/tien-mat", {"_seen": form["_seen"]})
    assert without_key.status_code == 422
    assert (await live.load(live.que_vo, owing.id)).dossier.fee_paid == 0


async def test_the_holder_of_the_receipt_asks_for_the_code_and_nobody_else(live: Live, owing: Any) -> None:
    client, root = await live.new_client(live.que_vo, address="10.9.9.9"), live.que_vo.root
    at = f"{root}/tra-cuu/{owing.code}/{owing.secret}"
    assert "Nộp phí, lệ phí bằng chuyển khoản" in (await client.get(at)).text
    made = await client.send_form(f"{at}/chuyen-khoan")
    assert (made.status_code, made.headers["location"]) == (303, at)
    shown = (await client.get(at)).text
    assert "data:image/svg+xml;base64," in shown
    assert re.search(r"MC[A-Z2-7]{12}", shown)
    wrong = await client.send_form(f"{root}/tra-cuu/{owing.code}/sai/chuyen-khoan")
    assert wrong.status_code == 404
    bare = await client.send_form(f"{root}/tra-cuu", {"code": owing.code})
    assert "MC" not in re.sub(r"\s", "", bare.text.split("<main")[1].split("</main")[0])


async def test_without_an_account_nobody_is_told_to_transfer(live: Live, owing: Any, no_account: None) -> None:
    client, root = await live.new_client(live.que_vo, address="10.9.9.8"), live.que_vo.root
    at = f"{root}/tra-cuu/{owing.code}/{owing.secret}"
    assert "chuyển khoản" not in (await client.get(at)).text
    assert (await client.send_form(f"{at}/chuyen-khoan")).status_code == 409


async def test_a_statement_is_uploaded_read_and_confirmed(live: Live, owing: Any) -> None:
    client, root = await live.as_(live.que_vo, who(live, Role.CASHIER)), live.que_vo.root
    at = f"{root}/thu-phi/ho-so/{owing.id}"
    await client.send_form(f"{at}/chuyen-khoan", keys((await client.get(at)).text))
    reference = re.search(r"MC[A-Z2-7]{12}", (await client.get(at)).text)
    assert reference is not None
    due = (await live.load(live.que_vo, owing.id)).dossier.fee_due
    rows = f"Ngày;Ghi có;Nội dung;Số bút toán\n08/11/2017;{due};{reference[0]};{uuid4().hex}\n"
    page = await client.get(f"{root}/thu-phi/sao-ke")
    key = re.search(r'name="_key" value="([^"]*)"', page.text)
    assert key is not None
    files = {"file": ("sao-ke.csv", rows.encode(), "text/csv")}
    sent = await client.send_form(f"{root}/thu-phi/sao-ke", {"_key": key[1]}, files=files)
    assert sent.status_code == 303, sent.text
    report = await client.get(sent.headers["location"])
    assert "Khớp" in report.text
    confirm = re.search(r'name="_key" value="([^"]*)"', report.text)
    assert confirm is not None
    done = await client.send_form(sent.headers["location"], {"_key": confirm[1]})
    assert done.status_code == 303
    assert (await live.load(live.que_vo, owing.id)).dossier.fee_balance == 0
    empty = await client.send_form(f"{root}/thu-phi/sao-ke", {"_key": str(uuid4())})
    assert empty.status_code == 422


async def test_a_shift_is_opened_and_closed_with_its_minutes(live: Live, owing: Any) -> None:
    client, root = await live.as_(live.que_vo, live.receiver(live.que_vo, COPIES)), live.que_vo.root
    page = await client.get(f"{root}/thu-phi/ca")
    link = re.search(r'href="([^"]*/thu-phi/ca/[0-9a-f-]{36})"', page.text)
    if link is None:
        assert (await client.send_form(f"{root}/thu-phi/ca", {**keys(page.text), "opening": "0"})).status_code == 303
        page = await client.get(f"{root}/thu-phi/ca")
        link = re.search(r'href="([^"]*/thu-phi/ca/[0-9a-f-]{36})"', page.text)
    assert link is not None
    shift = (await client.get(link[1])).text
    lacking = await client.send_form(link[1], {**keys(shift), "counted": "999999999", "reason": ""})
    assert lacking.status_code == 422
    assert "lệch so với sổ" in lacking.text
    closed = await client.send_form(link[1], {**keys(shift), "counted": "999999999", "reason": "Thừa tiền lẻ"})
    assert closed.status_code == 303
    assert "Chênh lệch" in (await client.get(link[1])).text
    minutes = await client.get(f"{link[1]}/bien-ban.pdf")
    assert minutes.headers["content-type"] == "application/pdf"
    cashier = await live.as_(live.que_vo, who(live, Role.CASHIER))
    assert (await cashier.get(link[1])).status_code == 403, "another's shift"


async def test_a_refund_goes_from_the_desk_to_the_director_and_back(live: Live, owing: Any) -> None:
    cashier, root = await live.as_(live.que_vo, who(live, Role.CASHIER)), live.que_vo.root
    director = await live.as_(live.que_vo, who(live, Role.DIRECTOR))
    at = f"{root}/thu-phi/ho-so/{owing.id}"
    await cashier.send_form(f"{at}/tien-mat", keys((await cashier.get(at)).text))
    shown = (await cashier.get(at)).text
    payment = re.search(r'<option value="([0-9a-f-]{36})" selected', shown)
    assert payment is not None
    asked = {**keys(shown), "payment": payment[1], "kind": "refund", "amount": "1000", "reason": "Thu nhầm"}
    assert (await cashier.send_form(f"{at}/hoan", asked)).status_code == 303
    page = (await director.get(f"{root}/thu-phi/hoan")).text
    address = re.search(rf'action="({root}/thu-phi/hoan/[0-9a-f-]{{36}})"', page)
    assert address is not None
    missing = await director.send_form(address[1], {**keys(page), "decision": "declined"})
    assert missing.status_code == 422
    form = {**keys(page), "_seen": "1", "decision": "approved"}
    assert (await cashier.send_form(address[1], form)).status_code == 403
    assert (await director.send_form(address[1], form)).status_code == 303
    paid = {"_key": str(uuid4()), "_seen": "2", "how": "cash", "evidence": "PC 1"}
    assert (await cashier.send_form(f"{address[1]}/chi", paid)).status_code == 303
    kept = await live.load(live.que_vo, owing.id)
    assert kept.dossier.fee_balance == 1000


async def test_the_administrator_registers_a_book_and_the_settlement_is_a_page_and_three_files(live: Live) -> None:
    admin, root = await live.as_(live.que_vo, who(live, Role.ADMINISTRATOR)), live.que_vo.root
    page = (await admin.get(f"{root}/thu-phi/quyen")).text
    wrong = await admin.send_form(f"{root}/thu-phi/quyen", {**keys(page), "first": "9", "last": "x"})
    assert wrong.status_code == 422
    typed = {"form": "01BLP", "symbol": uuid4().hex[:6], "volume": "1", "first": "1", "last": "50"}
    assert (await admin.send_form(f"{root}/thu-phi/quyen", {**keys(page), **typed})).status_code == 303
    page = (await admin.get(f"{root}/thu-phi/quyen")).text
    address = re.search(rf'action="({root}/thu-phi/quyen/[0-9a-f-]{{36}})"', page)
    assert address is not None
    seen = re.search(rf'action="{address[1]}".*?name="_seen" value="([0-9]+)"', page, re.S)
    assert seen is not None
    form = {"_key": str(uuid4()), "_seen": seen[1], "reason": "Hết kiểm thử"}
    assert (await admin.send_form(address[1], form)).status_code == 303
    cashier = await live.as_(live.que_vo, who(live, Role.CASHIER))
    assert "Quý IV năm 2017" in (await cashier.get(f"{root}/thu-phi/quyet-toan")).text
    for ending, kind in (("csv", "text/csv"), ("xlsx", "spreadsheetml"), ("pdf", "application/pdf")):
        file = await cashier.get(f"{root}/thu-phi/quyet-toan.{ending}?quy=2017-4")
        assert file.status_code == 200
        assert kind in file.headers["content-type"]
    assert (await cashier.get(f"{root}/thu-phi/quyet-toan?quy=2030-1")).status_code == 404
