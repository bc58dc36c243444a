"""Sheets for the hours without the system: numbered, entered with the true time, counted once the director says so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pypdfium2
import pytest
from tests.services.conftest import BUSINESS, Desk_

from motcua.domain.calendar import due, local
from motcua.domain.errors import Conflict, NotAllowed, Refused
from motcua.domain.moves import Move
from motcua.domain.terms import Term
from motcua.services.counter.outage_sheets import APPROVE, DECLINE, decide_sheet, enter_sheet, print_sheets, sheets
from motcua.services.deadlines.why import why
from motcua.services.dossiers import trail
from motcua.services.dossiers.moves import make

DAY = timedelta(days=1)


async def printed(desk: Desk_, count: int = 1) -> list[str]:
    """The numbers on the sheets, read from the paper itself. Printed two days before."""
    pdf = await print_sheets(desk.office, desk.by("reception", desk.at - 2 * DAY), count)
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    assert len(pages) == count
    return [next(word.strip(".,") for word in text.split() if word.startswith("DP17-")) for text in pages]


def typed(number: str, code: str, **changes: str) -> dict[str, str]:
    return {"number": number, "code": code, "on": "7/11/2017", "at": "09:15", "reason": "Mất điện từ 8 giờ"} | changes


async def entered(desk: Desk_) -> tuple[str, Any]:
    (number,) = await printed(desk)
    made = await desk.accept(BUSINESS.key)
    await enter_sheet(desk.office, desk.by("reception"), typed(number, made.code), uuid4())
    return number, made


async def test_every_sheet_has_a_number_that_was_never_printed_before(desk: Desk_) -> None:
    first, second = await printed(desk, 3), await printed(desk, 2)
    assert len({*first, *second}) == 5
    assert (await sheets(desk.by("director"))).blank >= 5


async def test_the_dossier_counts_from_the_true_time_once_the_director_has_confirmed_it(desk: Desk_) -> None:
    number, made = await entered(desk)
    before = (await desk.seen(made.id)).dossier
    assert before["received_at"] == desk.at
    assert number in {line.number for line in (await sheets(desk.by("director"))).waiting}
    key = uuid4()
    says = await decide_sheet(desk.office, desk.by("director"), number, APPROVE, key)
    assert await decide_sheet(desk.office, desk.by("director"), number, APPROVE, key) == says
    after = (await desk.seen(made.id)).dossier
    assert f"{local(after['received_at']):%H:%M %d/%m/%Y}" == "09:15 07/11/2017"
    center = desk.office.centers["que-vo"]
    assert after["due_at"] == due(after["received_at"], Term.parse(after["term"]), center.calendar).at
    assert after["first_due_at"] == after["due_at"] < before["due_at"]
    explained = await why(desk.office, desk.by("director"), made.id)
    assert not explained.set_by_hand
    assert any(number in line.says for line in explained.reckoning.lines)
    assert (await desk.make("reception", "hand_over", made.id)).state == "in_transit"
    assert (await trail.verify(desk.office)).is_whole


async def test_without_the_directors_mark_or_against_it_the_time_stays_as_it_was_typed(desk: Desk_) -> None:
    number, made = await entered(desk)
    with pytest.raises(NotAllowed):
        await decide_sheet(desk.office, desk.by("reception"), number, APPROVE, uuid4())
    await decide_sheet(desk.office, desk.by("director"), number, DECLINE, uuid4())
    assert (await desk.seen(made.id)).dossier["received_at"] == desk.at
    with pytest.raises(Conflict, match="không còn chờ"):
        await decide_sheet(desk.office, desk.by("director"), number, APPROVE, uuid4())
    # What was declined may be entered again, better.
    await enter_sheet(desk.office, desk.by("reception"), typed(number, made.code, at="10:00"), uuid4())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": "DP17-9999"}, "number"),
        ({"code": "000.00.99.H05-171108-0001"}, "code"),
        ({"on": "31/2/2017"}, "on"),
        ({"on": "9/11/2017"}, "on"),
        ({"on": "1/11/2017"}, "on"),
        ({"reason": " "}, "reason"),
    ],
)
async def test_what_cannot_be_is_refused_beside_its_box(desk: Desk_, changes: dict[str, str], field: str) -> None:
    (number,) = await printed(desk)
    made = await desk.accept(BUSINESS.key)
    with pytest.raises(Refused) as refused:
        await enter_sheet(desk.office, desk.by("reception"), typed(number, made.code) | changes, uuid4())
    assert field in refused.value.errors


async def test_a_sheet_is_of_one_dossier_and_a_dossier_of_one_sheet(desk: Desk_) -> None:
    number, made = await entered(desk)
    (second,) = await printed(desk)
    other = await desk.accept(BUSINESS.key)
    for words in (typed(number, other.code), typed(second, made.code)):
        with pytest.raises(Refused):
            await enter_sheet(desk.office, desk.by("reception"), words, uuid4())


async def test_a_dossier_that_has_ended_keeps_its_time(desk: Desk_) -> None:
    number, made = await entered(desk)
    seen = (await desk.seen(made.id)).value.version
    why_so = {"reason": "Nhầm"}
    await make(desk.office, desk.by("director"), Move.CANCEL_ACCEPTANCE, made.id, seen, why_so, uuid4())
    with pytest.raises(Conflict, match="đã kết thúc"):
        await decide_sheet(desk.office, desk.by("director"), number, APPROVE, uuid4())


async def test_too_many_sheets_at_once_are_refused(desk: Desk_) -> None:
    for count in (0, 101):
        with pytest.raises(Refused):
            await print_sheets(desk.office, desk.by("reception"), count)
