"""Money for a dossier: taken with a receipt by book, by transfer, given back; the columns say what the rows say."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.services.conftest import AT, BUSINESS, COPIES, LAND

from motcua.centers import Center, entered
from motcua.centers.payments import BankAccount
from motcua.domain.bank_statement import Outcome
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.people import Acting, Staff
from motcua.services.citizens.public import track
from motcua.services.dossiers import moves
from motcua.services.letters import issuing
from motcua.services.money import (
    cash_desk,
    receipt_books,
    receipts,
    refunds,
    settled_rows,
    settlement,
    shifts,
    statements,
    transfers,
)
from motcua.services.money.settlement import Quarter
from motcua.store.engine import transaction
from motcua.store.queries import payments as stored
from motcua.store.queries import receipts as stored_receipts
from motcua.store.rows import rows, value

ACCOUNT = BankAccount(date(2017, 1, 1), "Ngân hàng thử", "970415", "0011012345678", "TRUNG TAM THU")


@pytest.fixture(scope="module")
async def cashier(que_vo: Center, make_staff: Any) -> Staff:
    with entered(que_vo):
        made: Staff = await make_staff(roles=("cashier",), kind="own", name="Bà Thu")
    return made


@pytest.fixture
def bank(desk: Any, que_vo: Center) -> Iterator[None]:
    with entered(replace(que_vo, bank_accounts=(ACCOUNT,))):
        yield


@pytest.fixture
async def no_books(desk: Any, owner: Any, que_vo: Center) -> AsyncIterator[None]:
    yield
    await owner.execute(f"UPDATE {que_vo.schema}.receipt_book SET state = 'closed', closed_reason = 'hết kiểm thử'")
    await owner.execute(f"UPDATE {que_vo.schema}.fee_receipt SET book_id = NULL WHERE book_id IS NOT NULL")
    await owner.execute(f"DELETE FROM {que_vo.schema}.receipt_book")


def by(cashier: Staff, at: datetime = AT) -> Acting:
    return Acting(cashier, at)


async def seen_of(desk: Any, dossier_id: UUID) -> int:
    return int((await desk.seen(dossier_id)).value.version)


async def take(desk: Any, cashier: Staff, dossier_id: UUID, at: datetime = AT, **typed: str) -> cash_desk.Taken:
    seen = await seen_of(desk, dossier_id)
    return await cash_desk.take_cash(desk.office, by(cashier, at), dossier_id, seen, typed, uuid4())


async def qr(desk: Any, cashier: Staff, dossier_id: UUID, **typed: str) -> None:
    seen = await seen_of(desk, dossier_id)
    await cash_desk.ask_transfer_at_desk(by(cashier), dossier_id, seen, typed, uuid4())


async def check_adds_up(desk: Any, dossier_id: UUID) -> Any:
    dossier = (await desk.seen(dossier_id)).value
    async with transaction():
        assert await stored.taken_of(dossier_id) == dossier.fee_paid
    return dossier


async def test_cash_at_the_desk_is_a_payment_with_its_receipt(desk: Any, cashier: Staff) -> None:
    made = await desk.accept(BUSINESS.key)
    page = await cash_desk.owed(desk.office, by(cashier), made.id)
    assert (page.balance, page.says, page.why_not) == (100_000, "100.000 đồng, chưa thu", "")
    taken = await take(desk, cashier, made.id, received="200.000")
    assert taken.sentence == "Đã thu 100.000 đồng; trả lại 100.000 đồng."
    dossier = await check_adds_up(desk, made.id)
    assert (dossier.fee_paid, dossier.fee_balance, dossier.owes_fee) == (100_000, 0, False)
    page = await cash_desk.owed(desk.office, by(cashier), made.id)
    (paid,) = page.payments
    assert paid["receipt_number"].endswith("/BLTP")
    assert paid["letter_id"] == taken.letter_id
    with pytest.raises(Conflict):
        await take(desk, cashier, made.id)
    with pytest.raises(Conflict):
        await take(desk, cashier, made.id, received="1")


async def test_the_same_form_sent_by_ten_takes_the_money_once(desk: Any, cashier: Staff, que_vo: Center) -> None:
    made = await desk.accept(BUSINESS.key)
    seen, key = await seen_of(desk, made.id), uuid4()

    async def one() -> UUID:
        with entered(que_vo):
            return (await cash_desk.take_cash(desk.office, by(cashier), made.id, seen, {}, key)).letter_id

    assert len(set(await asyncio.gather(*(one() for _ in range(6))))) == 1
    assert (await check_adds_up(desk, made.id)).fee_paid == 100_000


async def test_a_fee_that_is_not_confirmed_is_typed_and_too_little_money_is_refused(desk: Any, cashier: Staff) -> None:
    made = await desk.accept(LAND.key)
    with pytest.raises(Refused, match="số tiền phải thu"):
        await take(desk, cashier, made.id)
    with pytest.raises(Refused, match=r"còn thiếu 10\.000 đồng"):
        await take(desk, cashier, made.id, amount="60.000", received="50000")
    assert (await check_adds_up(desk, made.id)).fee_paid == 0, "what was refused took nothing"
    await take(desk, cashier, made.id, amount="60.000")
    dossier = await check_adds_up(desk, made.id)
    assert (dossier.fee_due, dossier.fee_paid) == (60_000, 60_000)


async def test_what_is_ticked_at_the_counter_is_a_payment_too_and_waits_for_its_receipt(
    desk: Any, cashier: Staff
) -> None:
    made = await desk.accept(BUSINESS.key, fee_collected=True)
    assert (await check_adds_up(desk, made.id)).fee_paid == 100_000
    waiting = await cash_desk.without_receipt(by(cashier))
    assert made.id in {each["dossier_id"] for each in waiting}
    own = await cash_desk.without_receipt(desk.by("reception"))
    assert made.id in {each["dossier_id"] for each in own}
    shift = (await shifts.shifts(desk.by("reception"))).now
    assert shift is not None
    assert shift.taken >= 100_000


async def test_an_exemption_has_its_ground_and_its_paper(desk: Any, cashier: Staff) -> None:
    made = await desk.accept(BUSINESS.key)
    seen = await seen_of(desk, made.id)
    typed = {"ground": "Hộ nghèo", "paper": "", "amount": "0"}
    with pytest.raises(Refused) as refused:
        await cash_desk.exempt(by(cashier), made.id, seen, typed, uuid4())
    assert set(refused.value.errors) == {"paper"}
    typed["paper"] = "Giấy chứng nhận hộ nghèo số 12 ngày 01/02/2017"
    with pytest.raises(Refused, match=r"không quá 100\.000 đồng"):
        await cash_desk.exempt(by(cashier), made.id, seen, {**typed, "amount": "100.001"}, uuid4())
    with pytest.raises(Conflict):
        await cash_desk.exempt(by(cashier), made.id, seen - 1, typed, uuid4())
    await cash_desk.exempt(by(cashier), made.id, seen, typed, uuid4())
    dossier = await check_adds_up(desk, made.id)
    assert (dossier.fee_due, dossier.owes_fee) == (0, False)
    with pytest.raises(NotAllowed):
        await cash_desk.owed(desk.office, by(cashier), made.id)
    page = await cash_desk.owed(desk.office, desk.by("reception"), made.id)
    assert [each["paper"] for each in page.exemptions] == [typed["paper"]]
    assert page.says == "Miễn, giảm: Hộ nghèo"


async def test_a_correction_that_makes_another_fee_due_asks_for_the_rest_or_gives_back(
    desk: Any, cashier: Staff
) -> None:
    made = await desk.accept(COPIES.key)
    assert (await desk.seen(made.id)).value.fee_due == 6_000
    await take(desk, cashier, made.id)
    await correct(desk, made.id, "form/pages", "10")
    dossier = await check_adds_up(desk, made.id)
    assert (dossier.fee_due, dossier.fee_paid, dossier.fee_balance, dossier.owes_fee) == (12_000, 6_000, 6_000, True)
    taken = await take(desk, cashier, made.id)
    assert taken.sentence == "Đã thu 6.000 đồng."
    await correct(desk, made.id, "form/pages", "1")
    dossier = await check_adds_up(desk, made.id)
    assert (dossier.fee_due, dossier.fee_balance, dossier.owes_fee) == (2_000, -10_000, False)
    page = await cash_desk.owed(desk.office, by(cashier), made.id)
    assert page.says == "2.000 đồng; đã thu 12.000 đồng, phải hoàn 10.000 đồng"
    assert len({each["receipt_number"] for each in page.payments}) == 2


async def correct(desk: Any, dossier_id: UUID, field: str, text: str) -> None:
    seen = await seen_of(desk, dossier_id)
    data = {"field": field, "value": text, "reason": "Ghi nhầm"}
    await moves.make(desk.office, desk.by("reception"), moves.Move.CORRECT, dossier_id, seen, data, uuid4())


# --- receipt books


async def register(make_admin: Acting, first: str, last: str, volume: str) -> str:
    typed = {"form": "01BLP", "symbol": "AA-17P", "volume": volume, "first": first, "last": last}
    return await receipt_books.register_book(make_admin, typed, uuid4())


@pytest.fixture(scope="module")
async def admin(que_vo: Center, make_staff: Any) -> Acting:
    with entered(que_vo):
        return Acting(await make_staff(roles=("administrator",), kind="own", name="Bà Quản trị"), AT)


async def test_numbers_run_through_their_books_without_a_gap_and_are_never_used_again(
    desk: Any, cashier: Staff, admin: Acting, que_vo: Center, no_books: None
) -> None:
    await register(admin, "1", "2", "01")
    await register(admin, "3", "4", "02")
    with pytest.raises(Refused, match="Trùng số với quyển 01"):
        await register(admin, "2", "9", "03")
    made = [await desk.accept(BUSINESS.key) for _ in range(5)]
    seen = [await seen_of(desk, each.id) for each in made]

    async def one(place: int) -> str:
        with entered(que_vo):
            try:
                await cash_desk.take_cash(desk.office, by(cashier), made[place].id, seen[place], {}, uuid4())
            except Conflict as conflict:
                return conflict.sentence
        return ""

    said = await asyncio.gather(*(one(place) for place in range(5)))
    assert sorted(map(bool, said)) == [False, False, False, False, True], said
    assert "Hết số biên lai" in "".join(said)
    async with transaction():
        used = await rows("SELECT book, number FROM fee_receipt WHERE book LIKE 'AA-17P%' ORDER BY number")
        states = await rows("SELECT volume, state FROM receipt_book ORDER BY volume")
    assert [(each["book"], each["number"]) for each in used] == [
        ("AA-17P 01", 1), ("AA-17P 01", 2), ("AA-17P 02", 3), ("AA-17P 02", 4),
    ]  # fmt: skip
    assert [each["state"] for each in states] == ["full", "full"]
    unpaid = made[next(place for place, sentence in enumerate(said) if sentence)]
    assert (await check_adds_up(desk, unpaid.id)).fee_paid == 0, "no number, no money"


async def test_a_voided_number_stays_used_and_the_payment_gets_the_next(
    desk: Any, cashier: Staff, admin: Acting, no_books: None
) -> None:
    await register(admin, "11", "19", "11")
    made = await desk.accept(BUSINESS.key)
    await take(desk, cashier, made.id)
    page = await cash_desk.owed(desk.office, by(cashier), made.id)
    (first,) = page.receipts
    with pytest.raises(Refused, match="lý do"):
        await receipts.void_receipt(by(cashier), made.id, first["id"], page.seen, " ", uuid4())
    with pytest.raises(NotHere):
        await receipts.void_receipt(by(cashier), made.id, uuid4(), page.seen, "In hỏng", uuid4())
    await receipts.void_receipt(by(cashier), made.id, first["id"], page.seen, "In hỏng", uuid4())
    seen = await seen_of(desk, made.id)
    with pytest.raises(Conflict, match="đã hủy"):
        await receipts.void_receipt(by(cashier), made.id, first["id"], seen, "In hỏng", uuid4())
    await issuing.issue(desk.office, by(cashier), made.id, "bien-lai", seen, {}, uuid4())
    page = await cash_desk.owed(desk.office, by(cashier), made.id)
    assert [(each["number"], each["voided_at"] is None) for each in page.receipts] == [(11, False), (12, True)]
    with pytest.raises(Conflict, match="đã hủy: không in lại"):
        await issuing.reprint(desk.office, desk.by("reception"), made.id, page.receipts[0]["letter_id"], "Mất", uuid4())


async def test_a_book_that_was_registered_as_the_last_number_was_taken_is_not_forgotten(
    desk: Any, cashier: Staff, admin: Acting, owner: Any, que_vo: Center, no_books: None
) -> None:
    """What two transactions that did not see each other leave: a book that waits, and none that is open."""
    await register(admin, "31", "39", "31")
    await owner.execute(f"UPDATE {que_vo.schema}.receipt_book SET state = 'waiting' WHERE state = 'open'")
    made = await desk.accept(BUSINESS.key)
    await take(desk, cashier, made.id)
    page = await cash_desk.owed(desk.office, by(cashier), made.id)
    assert [each["number"] for each in page.receipts] == [31]


async def test_only_the_administrator_keeps_books_and_a_closed_one_gives_no_number(
    desk: Any, cashier: Staff, admin: Acting, no_books: None
) -> None:
    with pytest.raises(NotAllowed):
        await register(by(cashier), "1", "9", "21")
    await register(admin, "21", "29", "21")
    (book,) = await receipt_books.books(admin)
    with pytest.raises(Conflict):
        await receipt_books.close_book(admin, book["id"], book["version"] + 1, "Mất", uuid4())
    await receipt_books.close_book(admin, book["id"], book["version"], "Mất", uuid4())
    made = await desk.accept(BUSINESS.key)
    with pytest.raises(Conflict, match="Hết số biên lai"):
        await take(desk, cashier, made.id)


# --- shifts


async def test_a_shift_is_closed_with_what_was_counted_and_a_difference_has_its_reason(
    desk: Any, make_staff: Any
) -> None:
    person = await make_staff(roles=("cashier",), kind="own", name="Bà Ca")
    await shifts.open_shift(by(person), "50.000", uuid4())
    with pytest.raises(Conflict, match="đang mở"):
        await shifts.open_shift(by(person), "0", uuid4())
    made = await desk.accept(BUSINESS.key)
    await take(desk, person, made.id)
    shift = (await shifts.shifts(by(person))).now
    assert shift is not None
    assert (shift.taken, shift.expected, shift.payments) == (100_000, 150_000, 1)
    seen, shift_id = shift.row["version"], shift.row["id"]
    with pytest.raises(Refused, match="lệch so với sổ"):
        await shifts.close_shift(desk.office, by(person), shift_id, seen, "149.000", "", uuid4())
    with pytest.raises(Conflict, match="đếm lại"):
        await shifts.close_shift(desk.office, by(person), shift_id, seen - 1, "149.000", "Thối nhầm", uuid4())
    with pytest.raises(NotAllowed):
        await shifts.close_shift(desk.office, desk.by("reception"), shift_id, seen, "150.000", "", uuid4())
    said = await shifts.close_shift(desk.office, by(person), shift_id, seen, "149.000", "Thối nhầm", uuid4())
    assert "biên bản số" in said
    closed = await shifts.shift_page(desk.by("director"), shift_id)
    assert closed.difference == -1_000
    pdf = await shifts.shift_minutes(desk.office, by(person), shift_id)
    assert pdf.content.startswith(b"%PDF")
    assert (await shifts.shifts(by(person))).now is None


async def test_money_taken_after_the_count_makes_the_count_void(desk: Any, make_staff: Any) -> None:
    """The negative control of the version: without it the shift would close with cash that nobody counted."""
    person = await make_staff(roles=("cashier",), kind="own", name="Bà Đếm")
    await shifts.open_shift(by(person), "0", uuid4())
    shift = (await shifts.shifts(by(person))).now
    assert shift is not None
    made = await desk.accept(BUSINESS.key)
    await take(desk, person, made.id)
    with pytest.raises(Conflict, match="đếm lại"):
        await shifts.close_shift(desk.office, by(person), shift.row["id"], shift.row["version"], "0", "", uuid4())


# --- refunds


async def refund_of(desk: Any, cashier: Staff, dossier_id: UUID, kind: str, amount: str = "") -> Any:
    page = await cash_desk.owed(desk.office, by(cashier), dossier_id)
    live = next(each for each in page.payments if each["cancelled_at"] is None)
    typed = {"payment": str(live["id"]), "kind": kind, "amount": amount, "reason": "Thu nhầm"}
    await refunds.ask_refund(by(cashier), dossier_id, page.seen, typed, uuid4())
    return (await cash_desk.owed(desk.office, by(cashier), dossier_id)).refunds[-1]


async def test_a_refund_is_asked_for_approved_by_the_director_and_paid_out(desk: Any, cashier: Staff) -> None:
    made = await desk.accept(BUSINESS.key)
    await take(desk, cashier, made.id)
    found = await refund_of(desk, cashier, made.id, "refund", "40.000")
    with pytest.raises(Conflict, match="chưa duyệt"):
        await refunds.pay_refund(by(cashier), found["id"], found["version"], "cash", "PC 1", uuid4())
    with pytest.raises(NotAllowed):
        await refunds.decide_refund(by(cashier), found["id"], found["version"], "approved", "", uuid4())
    with pytest.raises(Refused, match="không duyệt"):
        await refunds.decide_refund(desk.by("director"), found["id"], found["version"], "declined", "", uuid4())
    await refunds.decide_refund(desk.by("director"), found["id"], found["version"], "approved", "", uuid4())
    assert (await check_adds_up(desk, made.id)).fee_paid == 100_000, "nothing has been paid out yet"
    with pytest.raises(Conflict):
        await refunds.pay_refund(by(cashier), found["id"], found["version"], "cash", "PC 1", uuid4())
    await refunds.pay_refund(by(cashier), found["id"], found["version"] + 1, "cash", "PC 1", uuid4())
    dossier = await check_adds_up(desk, made.id)
    assert (dossier.fee_paid, dossier.fee_balance) == (60_000, 40_000)
    with pytest.raises(Refused, match=r"đến 60\.000 đồng"):
        await refund_of(desk, cashier, made.id, "refund", "60.001")


async def test_a_payment_written_down_wrong_is_cancelled_with_its_receipt_while_the_shift_is_open(
    desk: Any, make_staff: Any
) -> None:
    person = await make_staff(roles=("cashier",), kind="own", name="Bà Hủy")
    made = await desk.accept(BUSINESS.key)
    await take(desk, person, made.id)
    found = await refund_of(desk, person, made.id, "cancel")
    await refunds.decide_refund(desk.by("director"), found["id"], found["version"], "approved", "", uuid4())
    dossier = await check_adds_up(desk, made.id)
    assert (dossier.fee_paid, dossier.owes_fee) == (0, True)
    page = await cash_desk.owed(desk.office, by(person), made.id)
    assert [each["voided_at"] is not None for each in page.receipts] == [True]
    shift = (await shifts.shifts(by(person))).now
    assert shift is not None
    assert (shift.taken, shift.cancelled) == (0, 1)
    await take(desk, person, made.id)
    shift = (await shifts.shifts(by(person))).now
    assert shift is not None
    await shifts.close_shift(desk.office, by(person), shift.row["id"], shift.row["version"], "100000", "", uuid4())
    with pytest.raises(Conflict, match="đã chốt"):
        await refund_of(desk, person, made.id, "cancel")


async def test_nobody_approves_what_they_asked_for(desk: Any, make_staff: Any) -> None:
    both = await make_staff(roles=("cashier", "director"), kind="own", name="Ông Cả Hai")
    made = await desk.accept(BUSINESS.key)
    await take(desk, both, made.id)
    found = await refund_of(desk, both, made.id, "refund", "1000")
    with pytest.raises(NotAllowed, match="không tự duyệt"):
        await refunds.decide_refund(by(both), found["id"], found["version"], "approved", "", uuid4())


# --- transfers


async def test_a_reference_is_the_same_until_the_amount_changes(desk: Any, cashier: Staff, bank: None) -> None:
    made = await desk.accept(COPIES.key)
    await qr(desk, cashier, made.id)
    first = (await cash_desk.owed(desk.office, by(cashier), made.id)).transfer
    assert first is not None
    assert (first.amount, len(first.reference)) == (6_000, 14)
    await transfers.ask_transfer_by_secret(made.code, made.secret, AT)
    again = (await cash_desk.owed(desk.office, by(cashier), made.id)).transfer
    assert again is not None
    assert again.reference == first.reference
    await correct(desk, made.id, "form/pages", "10")
    assert (await cash_desk.owed(desk.office, by(cashier), made.id)).transfer is None
    await transfers.ask_transfer_by_secret(made.code, made.secret, AT)
    other = (await cash_desk.owed(desk.office, by(cashier), made.id)).transfer
    assert other is not None
    assert (other.amount, other.reference != first.reference) == (12_000, True)


async def test_a_fee_that_is_not_confirmed_is_set_before_it_can_be_transferred(
    desk: Any, cashier: Staff, bank: None
) -> None:
    made = await desk.accept(LAND.key)
    with pytest.raises(Refused, match="số tiền phải thu"):
        await qr(desk, cashier, made.id)
    with pytest.raises(Conflict):
        await transfers.ask_transfer_by_secret(made.code, made.secret, AT)
    await qr(desk, cashier, made.id, amount="80.000")
    page = await cash_desk.owed(desk.office, by(cashier), made.id)
    assert page.transfer is not None
    assert (page.transfer.amount, page.due) == (80_000, 80_000)


async def test_a_wrong_secret_asks_for_nothing(desk: Any, bank: None) -> None:
    made, other = await desk.accept(BUSINESS.key), await desk.accept(BUSINESS.key, is_second_meant=True)
    for code, secret in ((made.code, other.secret), ("khong-co", made.secret), (made.code, "")):
        with pytest.raises(NotHere):
            await transfers.ask_transfer_by_secret(code, secret, AT)
    async with transaction():
        assert await value("SELECT count(*) FROM transfer_request WHERE dossier_id = $1", made.id) == 0


async def test_the_holder_of_the_receipt_reads_what_is_owed_and_a_finder_of_the_code_does_not(
    desk: Any, cashier: Staff, bank: None
) -> None:
    made = await desk.accept(BUSINESS.key)
    found = await track(desk.office, made.code, made.secret, AT)
    assert found is not None
    assert found.detail is not None
    assert (found.detail.fee.says, found.detail.fee.can_transfer) == ("100.000 đồng, chưa thu", True)
    bare = await track(desk.office, made.code, None, AT)
    assert bare is not None
    assert bare.detail is None


def statement(*lines: tuple[str, str, str]) -> list[list[str]]:
    head = ["Ngày giao dịch", "Số bút toán", "Ghi có", "Nội dung"]
    return [["NGÂN HÀNG THỬ"], head, *(["08/11/2017", number, amount, text] for number, amount, text in lines)]


async def told_paid(dossier_id: UUID) -> int:
    async with transaction():
        return len(await rows("SELECT 1 AS x FROM message WHERE dossier_id = $1 AND occasion = 'paid'", dossier_id))


async def test_a_statement_is_read_reported_and_taken_once(desk: Any, cashier: Staff, bank: None) -> None:
    made = [await desk.accept(BUSINESS.key) for _ in range(3)]
    references = []
    for each in made:
        await qr(desk, cashier, each.id)
        transfer = (await cash_desk.owed(desk.office, by(cashier), each.id)).transfer
        assert transfer is not None
        references.append(transfer.reference)
    right, short, twice = references
    run = uuid4().hex[:8]
    body = statement(
        (f"{run}1", "100.000", f"NGUYEN VAN AN {right}"),
        (f"{run}2", "90.000", short),
        (f"{run}3", "100.000", twice),
        (f"{run}4", "100.000", f"{twice} nop lai"),
        (f"{run}5", "5.000", "khong ro"),
    )
    first = await statements.keep_statement(by(cashier), "sao-ke.csv", body, uuid4())
    report = await statements.report_of(by(cashier), first)
    assert [row.judged.outcome for row in report.rows] == [
        Outcome.MATCHED, Outcome.WRONG_AMOUNT, Outcome.MATCHED, Outcome.TWICE, Outcome.UNKNOWN,
    ]  # fmt: skip
    assert (await check_adds_up(desk, made[0].id)).fee_paid == 0, "a report changes nothing"
    said = await statements.confirm_statement(by(cashier), first, [], uuid4())
    assert said == "Đã ghi nhận 2 khoản chuyển khoản vào hồ sơ."
    paid = [(await check_adds_up(desk, each.id)).fee_paid for each in made]
    assert paid == [100_000, 0, 100_000]
    assert [await told_paid(each.id) for each in made] == [1, 0, 1], "who pays from home learns that it has arrived"
    # The same lines again, in this file and in another: nothing is counted twice.
    second = await statements.keep_statement(by(cashier), "lai.csv", [["Sao kê"], *body], uuid4())
    assert "0 khoản" in await statements.confirm_statement(by(cashier), first, [], uuid4())
    assert "0 khoản" in await statements.confirm_statement(by(cashier), second, [], uuid4())
    outcomes = [row.judged.outcome for row in (await statements.report_of(by(cashier), second)).rows]
    assert outcomes[0] is outcomes[2] is Outcome.SEEN
    # What is short or came twice is money all the same: written down when somebody says so, then completed or returned.
    places = [str(row.judged.line.place) for row in report.rows if row.judged.outcome in statements.ASKED_FOR]
    assert "2 khoản" in await statements.confirm_statement(by(cashier), first, places, uuid4())
    short_one, twice_one = await check_adds_up(desk, made[1].id), await check_adds_up(desk, made[2].id)
    assert [await told_paid(each.id) for each in made] == [1, 1, 2]
    assert (short_one.fee_balance, short_one.owes_fee) == (10_000, True)
    assert twice_one.fee_balance == -100_000


async def test_two_who_confirm_at_a_time_take_a_line_once(
    desk: Any, cashier: Staff, que_vo: Center, bank: None
) -> None:
    made = await desk.accept(BUSINESS.key)
    await qr(desk, cashier, made.id)
    transfer = (await cash_desk.owed(desk.office, by(cashier), made.id)).transfer
    assert transfer is not None
    body = statement((uuid4().hex, "100.000", transfer.reference))
    kept = [await statements.keep_statement(by(cashier), f"{each}.csv", body, uuid4()) for each in range(2)]

    async def one(statement_id: UUID) -> str:
        with entered(replace(que_vo, bank_accounts=(ACCOUNT,))):
            return await statements.confirm_statement(by(cashier), statement_id, [], uuid4())

    said = sorted(await asyncio.gather(*(one(each) for each in kept)))
    assert [each[12] for each in said] == ["0", "1"]
    assert (await check_adds_up(desk, made.id)).fee_paid == 100_000


async def test_the_rows_of_a_statement_are_sealed(desk: Any, cashier: Staff) -> None:
    name = "NGUYEN VAN KIN"
    made = await statements.keep_statement(by(cashier), "a.csv", statement(("1", "1000", name)), uuid4())
    async with transaction():
        body = await value("SELECT body FROM bank_statement WHERE id = $1", made)
    assert name not in body


async def test_what_is_no_statement_is_refused_with_a_sentence(desk: Any, cashier: Staff) -> None:
    for body, says in (
        ([["Tên"]], "Không tìm thấy cột"),
        (statement(), "không có dòng tiền vào"),
        (statement(*((str(n), "1000", "x") for n in range(501))), "hơn 500 dòng"),
    ):
        with pytest.raises(Refused, match=says):
            await statements.keep_statement(by(cashier), "a.csv", body, uuid4())
    with pytest.raises(NotAllowed):
        await statements.upload_statement(desk.office, desk.by("reception"), b"a;b", "a.csv", uuid4())


# --- what waits for the money, and what goes to the agencies


async def test_where_the_center_says_so_a_result_waits_for_what_is_owed(desk: Any, que_vo: Center) -> None:
    from motcua.domain.moves import Move
    from motcua.services.dossiers.hindrances import hindrance
    from motcua.services.dossiers.records import load

    made = await desk.accept(BUSINESS.key)
    async with transaction():
        kept = await load(made.id)
    assert kept is not None
    assert hindrance(Move.HAND_BACK, kept, AT) is None, "by default it is taken as the result is handed over"
    with entered(replace(que_vo, pays_before_hand_back=True)):
        assert "còn 100.000 đồng" in (hindrance(Move.HAND_BACK, kept, AT) or "")
        paid = replace(kept, dossier=replace(kept.dossier, fee_paid=100_000, fee_paid_at=AT))
        assert hindrance(Move.HAND_BACK, paid, AT) is None


async def test_a_quarter_is_settled_by_agency_from_the_same_rows_as_the_receipts(
    desk: Any, make_staff: Any, que_vo: Center
) -> None:
    person = await make_staff(roles=("cashier",), kind="own", name="Bà Quý")
    later = datetime(2018, 4, 2, 1, 0, tzinfo=UTC)  # a quarter of which no other test knows
    made = await desk.accept(BUSINESS.key)
    await take(desk, person, made.id, later)
    found = await settlement.settlement(by(person, later), Quarter(2018, 2))
    (line,) = found.lines
    assert (line.payments, line.cash, line.transfer, line.given, line.net) == (1, 100_000, 0, 0, 100_000)
    assert sum(each["amount"] for each in found.receipts) == line.net
    asked = await refund_of(desk, person, made.id, "refund", "30.000")
    await refunds.decide_refund(Acting(desk.crew.director, later), asked["id"], 1, "approved", "", uuid4())
    next_quarter = later + timedelta(days=91)
    await refunds.pay_refund(by(person, next_quarter), asked["id"], 2, "transfer", "FT9", uuid4())
    second = await settlement.settlement(by(person, next_quarter), Quarter(2018, 3))
    assert second.total.net == -30_000, "given back in the quarter in which it was paid out"
    assert (await settlement.settlement(by(person, later), Quarter(2018, 2))).total.net == 100_000
    table = settlement.as_rows(found)
    assert table[1][0] == "Phòng Tài chính - Kế hoạch" or table[1][0]
    assert table[-1] == (settlement.TOTAL, "1", "100000", "0", "0", "0", "100000")
    assert (await settlement.as_xlsx(found, later)).startswith(b"PK")
    assert (await settlement.as_pdf(desk.office, found, later)).startswith(b"%PDF")


async def test_every_number_of_a_settlement_opens_its_rows(desk: Any, make_staff: Any) -> None:
    person = await make_staff(roles=("cashier",), kind="own", name="Bà Quý Bốn")
    later = datetime(2018, 10, 2, 1, 0, tzinfo=UTC)  # a quarter of which no other test knows
    quarter = Quarter(2018, 4)
    for number in range(2):
        made = await desk.accept(BUSINESS.key)
        await take(desk, person, made.id, later + timedelta(minutes=number))
    asked = await refund_of(desk, person, made.id, "refund", "30.000")
    await refunds.decide_refund(Acting(desk.crew.director, later), asked["id"], 1, "approved", "", uuid4())
    await refunds.pay_refund(by(person, later + timedelta(days=1)), asked["id"], 2, "transfer", "FT7", uuid4())
    found = await settlement.settlement(by(person, later), quarter)

    async def every(column: str, agency: str = "", book: str = "") -> list[Any]:
        listed: list[Any] = []
        after = ""
        while True:
            page = await settled_rows.settled_rows(quarter, column, agency, book, after, 1)
            listed += page.rows
            after = page.next_key
            if not after:
                return listed

    for line in (*found.lines, found.total):
        assert len(await every("khoan-thu", line.agency)) == line.payments == 2
        assert sum(each["amount"] for each in await every("tien-mat", line.agency)) == line.cash == 200_000
        assert sum(each["amount"] for each in await every("chuyen-khoan", line.agency)) == line.transfer
        assert len(await every("lan-hoan", line.agency)) == line.refunds == 1
        assert -sum(each["amount"] for each in await every("da-hoan", line.agency)) == line.given == 30_000
        assert sum(each["amount"] for each in await every("phai-chuyen", line.agency)) == line.net == 170_000
    assert found.receipts
    for book in found.receipts:
        assert len(await every("bien-lai", book=book["book"])) == book["receipts"]
        assert len(await every("bien-lai-huy", book=book["book"])) == book["voided"]
        assert sum(each["amount"] for each in await every("bien-lai-tien", book=book["book"])) == book["amount"]
    for column, agency, after in (("khong-co", "", ""), ("tien-mat", "khong-co", ""), ("tien-mat", "", "hom-qua/1")):
        with pytest.raises(NotHere):
            await settled_rows.settled_rows(quarter, column, agency, "", after)


@pytest.mark.parametrize("text", ["2017", "2017-5", "2016-4", "2019-1", "abcd-1", "2017-4x"])
def test_a_quarter_that_is_none_is_not_here(text: str) -> None:
    with pytest.raises(NotHere):
        settlement.read_quarter(text, AT)


def test_a_quarter_ends_where_the_next_begins() -> None:
    for number in (1, 2, 3):
        assert Quarter(2017, number).span[1] == Quarter(2017, number + 1).span[0]
    assert Quarter(2017, 4).span[1] == Quarter(2018, 1).span[0]


async def test_receipts_and_payments_of_the_day_are_the_same_sum(desk: Any) -> None:
    """The negative control of the books: a receipt over more than was taken would show here."""
    async with transaction():
        wrong = await rows(
            """SELECT r.says FROM fee_receipt r JOIN payment p ON p.id = r.payment_id
            WHERE r.voided_at IS NULL AND r.amount <> p.amount"""
        )
        assert wrong == []
        assert await stored_receipts.has_books() is False
