"""An applicant who is not at the counter learns what is to be paid, and what became of money that goes back: once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.services.conftest import AT, BUSINESS, COPIES, LAND

from motcua.centers import Center, entered
from motcua.centers.payments import BankAccount
from motcua.domain.people import Acting, Staff
from motcua.services.dossiers import moves
from motcua.services.messages.telling import FRESH
from motcua.services.messages.telling_money import tell_of_money
from motcua.services.messages.untold import untold
from motcua.services.money import cash_desk, refunds
from motcua.store.engine import transaction
from motcua.store.queries.messages import messages_of_dossier, opened
from motcua.store.queries.trail import load_events
from motcua.store.rows import run

ACCOUNT = BankAccount(date(2017, 1, 1), "Ngân hàng thử", "970415", "0011012345678", "TRUNG TAM THU")


@pytest.fixture(scope="module")
async def cashier(que_vo: Center, make_staff: Any) -> Staff:
    with entered(que_vo):
        made: Staff = await make_staff(roles=("cashier",), kind="own", name="Bà Thu")
    return made


@pytest.fixture(autouse=True)
def online(desk: Any, que_vo: Center) -> Iterator[Center]:
    """The center as these tests have it: procedures may be filed online."""
    with entered(replace(que_vo, online=(BUSINESS.key, LAND.key))) as center:
        yield center


async def told(desk: Any, dossier_id: UUID, *, now: Any = AT, times: int = 2) -> list[dict[str, Any]]:
    """Every event's job run, as the queue may more than once; what was told of money, the first first."""
    async with transaction():
        seqs = [event["seq"] for event in await load_events(dossier_id)]
    for _ in range(times):
        for seq in seqs:
            await tell_of_money(desk.office, {"dossier_id": str(dossier_id), "seq": seq}, now)
    async with transaction():
        found = await messages_of_dossier(dossier_id)
    return [row | opened(row["sealed"]) for row in sorted(found, key=lambda row: row["queued_at"])]


async def seen_of(desk: Any, dossier_id: UUID) -> int:
    return int((await desk.seen(dossier_id)).value.version)


async def waiting(owner: Any, dossier_id: UUID) -> int:
    """Jobs of money that wait for this dossier: the queue is no center's to read."""
    sql = "SELECT count(*) FROM jobs.pgqueuer WHERE entrypoint = 'tell_money' AND strpos(dedupe_key, $1) > 0"
    return int(await owner.fetchval(sql, str(dossier_id)))


async def exempt(desk: Any, cashier: Staff, dossier_id: UUID, amount: str) -> None:
    typed = {"ground": "Hộ cận nghèo", "paper": "Giấy số 1 ngày 01/02/2017", "amount": amount}
    await cash_desk.exempt(Acting(cashier, AT), dossier_id, await seen_of(desk, dossier_id), typed, uuid4())


async def test_who_filed_online_reads_how_much_and_how_to_pay(desk: Any, que_vo: Center) -> None:
    made = await desk.accept(BUSINESS.key, channel="online")
    with entered(replace(que_vo, bank_accounts=(ACCOUNT,))):
        (fee,) = await told(desk, made.id)
    assert (fee["occasion"], fee["channel"]) == ("fee", "sms")
    assert "100.000 đồng" in fee["text"]
    assert "VietQR" in fee["text"]
    assert f"/tra-cuu/{made.code}/{made.secret}" in fee["text"]


async def test_without_an_account_nobody_is_told_to_transfer(desk: Any) -> None:
    made = await desk.accept(BUSINESS.key, channel="online")
    (fee,) = await told(desk, made.id)
    assert "VietQR" not in fee["text"]
    assert "nơi thu phí của Trung tâm" in fee["text"]


async def test_who_stands_at_the_counter_or_owes_nothing_is_told_nothing(desk: Any, cashier: Staff) -> None:
    here_ = await desk.accept(BUSINESS.key)
    paid = await desk.accept(BUSINESS.key, channel="online", fee_collected=True)
    unknown = await desk.accept(LAND.key, channel="online")
    for made in (here_, paid, unknown):
        assert await told(desk, made.id) == []
    await exempt(desk, cashier, here_.id, "50.000")
    assert await told(desk, here_.id) == [], "who is exempted at the cash desk pays there"


async def test_another_amount_is_told_and_the_same_one_never_twice(desk: Any, cashier: Staff) -> None:
    made = await desk.accept(BUSINESS.key, channel="online")
    await told(desk, made.id)
    await exempt(desk, cashier, made.id, "50.000")
    await exempt(desk, cashier, made.id, "50.000")
    texts = [row["text"] for row in await told(desk, made.id)]
    assert ["100.000 đồng" in texts[0], "50.000 đồng" in texts[1], len(texts)] == [True, True, 2]
    await exempt(desk, cashier, made.id, "0")
    assert len(await told(desk, made.id)) == 2, "nothing is left to pay"


async def test_a_correction_that_makes_more_due_reaches_who_has_gone_home(desk: Any) -> None:
    made = await desk.accept(COPIES.key, fee_collected=True)

    async def correct(field: str, text: str) -> None:
        data = {"field": field, "value": text, "reason": "Ghi nhầm"}
        seen = await seen_of(desk, made.id)
        await moves.make(desk.office, desk.by("reception"), moves.Move.CORRECT, made.id, seen, data, uuid4())

    await correct("applicant/applicant.phone", "0912345679")
    assert await told(desk, made.id) == []
    await correct("form/pages", "10")
    (fee,) = await told(desk, made.id)
    assert "6.000 đồng" in fee["text"]


async def test_a_fee_set_for_a_transfer_is_told_by_a_job(desk: Any, cashier: Staff, que_vo: Center, owner: Any) -> None:
    made = await desk.accept(LAND.key)
    with entered(replace(que_vo, bank_accounts=(ACCOUNT,))):
        assert await waiting(owner, made.id) == 0
        typed = {"amount": "60.000"}
        seen = await seen_of(desk, made.id)
        await cash_desk.ask_transfer_at_desk(Acting(cashier, AT), made.id, seen, typed, uuid4())
        assert await waiting(owner, made.id) == 1
        (fee,) = await told(desk, made.id)
    assert "60.000 đồng" in fee["text"]


async def asked_back(desk: Any, cashier: Staff, kind: str = "refund") -> tuple[UUID, Any]:
    made = await desk.accept(BUSINESS.key)
    by = Acting(cashier, AT)
    await cash_desk.take_cash(desk.office, by, made.id, await seen_of(desk, made.id), {}, uuid4())
    page = await cash_desk.owed(desk.office, by, made.id)
    typed = {"payment": str(page.payments[0]["id"]), "kind": kind, "amount": "40.000", "reason": "Thu nhầm"}
    await refunds.ask_refund(by, made.id, page.seen, typed, uuid4())
    return made.id, (await cash_desk.owed(desk.office, by, made.id)).refunds[-1]


async def test_a_refund_is_told_when_it_is_decided_and_when_it_is_paid(desk: Any, cashier: Staff, owner: Any) -> None:
    dossier_id, found = await asked_back(desk, cashier)
    assert await told(desk, dossier_id) == []
    await refunds.decide_refund(desk.by("director"), found["id"], found["version"], "approved", "", uuid4())
    await refunds.pay_refund(Acting(cashier, AT), found["id"], found["version"] + 1, "cash", "PC 17", uuid4())
    assert await waiting(owner, dossier_id) == 2
    decided, paid = await told(desk, dossier_id)
    assert {decided["occasion"], paid["occasion"]} == {"refund"}
    assert "đã duyệt" in decided["text"]
    assert "PC 17" in paid["text"]
    assert all("40.000 đồng" in row["text"] for row in (decided, paid))


async def test_a_refund_that_is_declined_says_why(desk: Any, cashier: Staff) -> None:
    dossier_id, found = await asked_back(desk, cashier)
    await refunds.decide_refund(desk.by("director"), found["id"], found["version"], "declined", "Thu đúng mức", uuid4())
    (declined,) = await told(desk, dossier_id)
    assert "không duyệt. Lý do: Thu đúng mức" in declined["text"]


async def test_a_payment_written_down_wrong_is_the_cash_desks_own_affair(desk: Any, cashier: Staff) -> None:
    dossier_id, found = await asked_back(desk, cashier, "cancel")
    await refunds.decide_refund(desk.by("director"), found["id"], found["version"], "approved", "", uuid4())
    assert await told(desk, dossier_id) == []


async def test_a_center_that_switched_it_off_tells_nobody(desk: Any, que_vo: Center) -> None:
    made = await desk.accept(BUSINESS.key, channel="online")
    with entered(replace(que_vo, not_told=frozenset({"fee"}))):
        assert await told(desk, made.id) == []
    assert len(await told(desk, made.id)) == 1


async def test_what_is_no_news_is_not_told(desk: Any) -> None:
    made = await desk.accept(BUSINESS.key, channel="online")
    assert await told(desk, made.id, now=AT + FRESH + timedelta(minutes=1)) == []


async def test_who_could_not_be_told_what_to_pay_is_telephoned(desk: Any) -> None:
    made = await desk.accept(BUSINESS.key, channel="online")
    (fee,) = await told(desk, made.id)
    async with transaction():
        await run("UPDATE message SET state = 'failed' WHERE id = $1", fee["id"])
    assert made.code in [line.code for line in (await untold(desk.by("reception"))).rows]
