"""What no dossier can do is found without trying; checked against trying, on forms small enough for that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.conditions import Condition, Env, age, answer, channel, filed_on
from motcua.domain.definition import FormDefinition
from motcua.domain.fields import Choice, Date, Decimal, Integer, Many, Money, Section, Text, YesNo
from motcua.domain.forms import Computed, Form
from motcua.domain.parts import Part, Rows
from motcua.domain.reasoning import Goal, Wanted, can_happen, search

TODAY = date(2017, 11, 8)


class Room(Part):
    area = Integer("Diện tích", least=10, most=50)
    use = Choice("Dùng để", {"sing": "Hát", "store": "Kho"})


class Case(Form):
    """Đơn đề nghị."""

    head = Section("Nội dung")
    kind = Choice("Loại", {"new": "Cấp mới", "again": "Cấp lại", "change": "Cấp đổi"})
    is_lost = YesNo("Bị mất").shown_if(kind.is_("again"))
    why = Text("Lý do", longest=10).shown_if(is_lost.is_(False))
    code = Text("Mã", pattern="[A-Z]{2}[0-9]{2}", example="AB12", optional=True)
    rooms = Integer("Số phòng", least=1, most=20)
    doors = Integer("Số cửa", least=1, most=20)
    area = Decimal("Diện tích", most=100)
    capital = Money("Vốn", least=1_000_000)
    born = Date("Ngày sinh", not_future=True)
    issued = Date("Ngày cấp")
    ends = Date("Ngày hết hạn", not_past=True, optional=True)
    days = Computed("Số ngày", filed_on() - issued)
    goods = Many("Hàng", {"a": "A", "b": "B"})
    room = Rows(Room, "Phòng", least=1, most=3)
    more = Rows(Room, "Phòng khác", most=3)


F = Case
IMPOSSIBLE: dict[str, Condition] = {
    "two options at once": F.kind.is_("new") & F.kind.is_("again"),
    "no option left": ~F.kind.is_one_of("new", "again", "change"),
    "an answer to a hidden question": F.kind.is_("new") & F.is_lost.is_(True),
    "hidden two steps away": F.why.answered() & F.kind.is_("change"),
    "hidden because of the answer above it": F.why.answered() & F.is_lost.is_(True),
    "a question that must be answered is not": ~F.rooms.answered(),
    "a shown question that must be answered is not": F.kind.is_("again") & ~F.is_lost.answered(),
    "more than the most": F.rooms > 20,
    "less than the least": F.capital < 1_000_000,
    "between two whole numbers": (F.rooms > 3) & (F.rooms < 4),
    "a circle": (F.rooms > F.doors) & (F.doors >= F.rooms),
    "sums": (F.rooms + 5 <= F.doors) & (F.doors < 6),
    "scaled": F.rooms * 2 > 40,
    "equal and not": F.rooms.is_(F.doors) & F.rooms.is_not(F.doors),
    "fixed on both sides": F.rooms.is_(3) & F.doors.is_(3) & F.rooms.is_not(F.doors),
    "one of none": F.rooms.is_one_of(21, 22),
    "born after filing": F.born > filed_on(),
    "younger than nothing": age(F.born) < 0,
    "old enough and born too late": (age(F.born) >= 18) & (F.born >= filed_on() - 6_000),
    "young and born long ago": (age(F.born) <= 17) & (F.born < filed_on() - 6_600),
    "an end before filing": F.ends < filed_on(),
    "computed days against the day itself": (F.days < 0) & (F.issued <= filed_on()),
    "nothing chosen": ~F.goods.includes("a") & ~F.goods.includes("b"),
    "chosen and not": F.goods.includes("a") & ~F.goods.includes("a"),
    "a text that its pattern refuses": F.code.is_("ab1"),
    "a text that is too long": F.why.is_("mười một chữ cái"),
    "two texts at once": F.code.is_("AB12") & F.code.is_("CD34"),
    "a channel that is not offered": channel().is_("online"),
    "too many rows": F.room.count() > 3,
    "a row out of bounds": F.room.any_row(Room.area > 50),
    "no row breaks it, yet all": F.room.all_rows(Room.area > 50),
    "every row, and there is one": ~F.room.any_row(Room.area >= 10),
    "a row where there is none": F.more.count().is_(0) & F.more.any_row(Room.use.is_("sing")),
}
POSSIBLE: dict[str, Condition] = {
    "an option": F.kind.is_("new"),
    "an answer to a shown question": F.kind.is_("again") & F.is_lost.is_(True),
    "the edge of a range": (F.rooms >= 20) & (F.doors <= 1),
    "between two decimals": (F.area > 3) & (F.area < 4),
    "a hidden question is not answered": ~F.is_lost.answered(),
    "what may stay empty": ~F.ends.answered(),
    "order": (F.rooms > F.doors) & (F.doors >= 19),
    "old enough": (age(F.born) >= 18) & (F.born >= filed_on() - 6_600),
    "a negative number of days": F.days < 0,
    "both chosen": F.goods.includes("a") & F.goods.includes("b"),
    "a text of its pattern": F.code.is_("AB12") & F.code.is_not("CD34"),
    "a channel": channel().is_("post"),
    "rows that differ": F.room.any_row(Room.use.is_("sing")) & F.room.any_row(Room.use.is_("store")),
    "all of no rows": F.more.all_rows(Room.area > 50),
    "a row that breaks it": ~F.more.all_rows(Room.area > 49),
    "what is not sums of one or two": F.rooms * F.doors > 1_000_000,
    "sums over rows": F.room.sum_of("area") > 1_000_000,
}  # fmt: skip


def bound(condition: Condition) -> Condition:
    return Case.definition.bind(condition)


@pytest.mark.parametrize("condition", [pytest.param(each, id=name) for name, each in IMPOSSIBLE.items()])
def test_what_no_dossier_can_do_is_proved(condition: Condition) -> None:
    assert not can_happen(Case.definition, Goal(bound(condition)), channels=("direct", "post"))
    # Negative control: not fulfilling it is easy.
    assert can_happen(Case.definition, Goal(bound(condition), Wanted.NOT_TRUE), channels=("direct", "post"))


@pytest.mark.parametrize("condition", [pytest.param(each, id=name) for name, each in POSSIBLE.items()])
def test_what_a_dossier_can_do_is_never_denied(condition: Condition) -> None:
    assert can_happen(Case.definition, Goal(bound(condition)), channels=("direct", "post"))


def test_a_check_is_skipped_where_its_question_is_hidden_so_it_can_neither_hold_nor_fail_there() -> None:
    hidden = bound(F.kind.is_("new"))
    check = bound(F.is_lost.is_(True))
    for wanted in (Wanted.TRUE, Wanted.FALSE):
        assert not can_happen(Case.definition, Goal(hidden), Goal(check, wanted))
    for wanted in (Wanted.NOT_TRUE, Wanted.NOT_FALSE):
        assert can_happen(Case.definition, Goal(hidden), Goal(check, wanted))


def test_a_search_that_grows_too_large_says_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    tangled = bound((F.kind.is_("new") | F.kind.is_("again")) & F.kind.is_("change"))
    assert not can_happen(Case.definition, Goal(tangled))
    monkeypatch.setattr(search, "MOST_WAYS", 0)
    assert can_happen(Case.definition, Goal(tangled))


def test_a_question_that_is_not_on_the_form_proves_nothing() -> None:
    assert can_happen(Case.definition, Goal(answer("nowhere").is_("x") & answer("nowhere").is_("x")))


# A form small enough to try every dossier of it.


class Small(Form):
    """Đơn thử."""

    head = Section("Nội dung")
    kind = Choice("Loại", {"x": "X", "y": "Y", "z": "Z"})
    agrees = YesNo("Đồng ý").shown_if(kind.is_not("x"))
    few = Integer("Số ít", least=0, most=2, optional=True).shown_if(agrees.is_(True) | kind.is_("x"))
    some = Integer("Số khác", least=1, most=3)
    goods = Many("Hàng", {"a": "A", "b": "B"}, optional=True)


POSTED: dict[str, Sequence[tuple[str, ...]]] = {
    "kind": [("x",), ("y",), ("z",)],
    "agrees": [("yes",), ("no",)],
    "few": [(), ("0",), ("1",), ("2",)],
    "some": [("1",), ("2",), ("3",)],
    "goods": [(), ("a",), ("b",), ("a", "b")],
}


def every_dossier(form: FormDefinition) -> Iterator[Env]:
    for values in product(*POSTED.values()):
        filled = form.parse(dict(zip(POSTED, values, strict=True)), filed_on=TODAY)
        assert filled.is_complete
        yield Env(filled.answers, TODAY)


DOSSIERS = list(every_dossier(Small.definition))
NUMBER = st.integers(-1, 4)
NUMBERS = st.sampled_from([Small.few, Small.some])
COMPARED = st.sampled_from(["__lt__", "__le__", "__gt__", "__ge__", "is_", "is_not"])
ATOMS = st.one_of(
    st.sampled_from([Small.kind.is_(each) for each in "xyz"]),
    st.sampled_from([Small.agrees.is_(True), Small.agrees.is_not(True), Small.goods.includes("a")]),
    st.sampled_from([Small.goods.includes("b"), Small.few.answered(), Small.agrees.answered(), Small.goods.answered()]),
    st.builds(lambda of, how, by: getattr(of, how)(by), NUMBERS, COMPARED, NUMBER),
    st.builds(lambda how, by: getattr(Small.few + by, how)(Small.some), COMPARED, NUMBER),
    st.builds(lambda by: Small.kind.is_one_of("x", by), st.sampled_from("yz")),
)


def combined(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    both = st.tuples(inner, inner)
    return st.one_of(
        both.map(lambda pair: pair[0] & pair[1]), both.map(lambda pair: pair[0] | pair[1]), inner.map(lambda one: ~one)
    )


CONDITIONS = st.recursive(ATOMS, combined, max_leaves=8).map(Small.definition.bind)
FULFILS: dict[Wanted, Any] = {
    Wanted.TRUE: lambda truth: truth is True,
    Wanted.FALSE: lambda truth: truth is False,
    Wanted.NOT_TRUE: lambda truth: truth is not True,
    Wanted.NOT_FALSE: lambda truth: truth is not False,
}


@settings(max_examples=400, deadline=None)
@given(CONDITIONS, st.sampled_from(list(Wanted)), CONDITIONS, st.sampled_from(list(Wanted)))
def test_reasoning_agrees_with_trying_every_dossier(
    one: Condition, wanted: Wanted, other: Condition, also: Wanted
) -> None:
    tried = any(FULFILS[wanted](one.holds(env)) and FULFILS[also](other.holds(env)) for env in DOSSIERS)
    assert can_happen(Small.definition, Goal(one, wanted), Goal(other, also)) == tried


# Rows and days: too many dossiers to try them all, so only that nothing is denied which some dossier does.


class Entry(Part):
    number = Integer("Số", least=1, most=2)
    is_late = YesNo("Muộn")
    note = Text("Ghi chú").shown_if(is_late.is_(True))


class Dated(Form):
    """Đơn thử."""

    head = Section("Nội dung")
    born = Date("Ngày sinh", not_future=True)
    ends = Date("Ngày hết hạn", not_past=True, optional=True)
    has_rows = YesNo("Có dòng")
    entry = Rows(Entry, "Dòng", least=1, most=2).shown_if(has_rows.is_(True))
    lived = Computed("Số ngày", filed_on() - born)
    share = Computed("Tỷ lệ", lived / 7, places=1)


BORN = ["08/11/1999", "09/11/1999", "08/11/2017", "29/02/1996", "01/01/1900"]
ENDS = [(), ("08/11/2017",), ("09/11/2017",), ("08/11/2018",)]
ROW = [{"number": number, "is_late": late} for number in "12" for late in ("yes", "no")]
ROW_SETS = [[one] for one in ROW] + [[one, other] for one in ROW for other in ROW]


def some_dossiers() -> Iterator[Env]:
    for born, ends in product(BORN, ENDS):
        yield from (dated(born, ends, rows) for rows in [[], *ROW_SETS])


def dated(born: str, ends: tuple[str, ...], rows: list[dict[str, str]]) -> Env:
    raw = {"born": (born,), "ends": ends, "has_rows": ("yes" if rows else "no",)}
    for number, row in enumerate(rows):
        raw |= {f"entry.{number}.{key}": (value,) for key, value in row.items()}
        if row["is_late"] == "yes":
            raw[f"entry.{number}.note"] = ("muộn",)
    filled = Dated.definition.parse(raw, filed_on=TODAY)
    assert filled.is_complete, filled.errors
    return Env(filled.answers, TODAY)


OPENED = list(some_dossiers())
DAYS = st.sampled_from([0, 1, 7, 366, 6574, 6575, 43_000])
ROW_ATOMS = st.one_of(
    st.builds(lambda how, by: getattr(Entry.number, how)(by), COMPARED, st.integers(0, 3)),
    st.sampled_from([Entry.is_late.is_(True), ~Entry.is_late.is_(True), Entry.note.answered()]),
)
OVER_ROWS = st.one_of(
    st.builds(Dated.entry.any_row, ROW_ATOMS),
    st.builds(Dated.entry.all_rows, ROW_ATOMS),
    st.builds(lambda how, by: getattr(Dated.entry.count(), how)(by), COMPARED, st.integers(0, 3)),
    st.builds(lambda how, by: getattr(Dated.entry.sum_of("number"), how)(by), COMPARED, st.integers(0, 5)),
)
OVER_DAYS = st.one_of(
    st.builds(lambda how, by: getattr(age(Dated.born), how)(by), COMPARED, st.sampled_from([0, 17, 18, 21, 117])),
    st.builds(lambda how, by: getattr(Dated.born + by, how)(filed_on()), COMPARED, DAYS),
    st.builds(lambda how, by: getattr(Dated.ends - by, how)(filed_on()), COMPARED, DAYS),
    st.builds(lambda how, by: getattr(Dated.lived, how)(by), COMPARED, DAYS),
    st.builds(lambda how, by: getattr(Dated.share, how)(by), COMPARED, DAYS),
    st.builds(lambda how, by: getattr(Dated.ends - Dated.born, how)(by), COMPARED, DAYS),
    st.sampled_from([Dated.ends.answered(), Dated.has_rows.is_(True), Dated.entry.answered()]),
)
OPEN_CONDITIONS = st.recursive(st.one_of(OVER_ROWS, OVER_DAYS), combined, max_leaves=6).map(Dated.definition.bind)


@settings(max_examples=400, deadline=None)
@given(OPEN_CONDITIONS, st.sampled_from(list(Wanted)))
def test_nothing_is_denied_that_some_dossier_does(condition: Condition, wanted: Wanted) -> None:
    if any(FULFILS[wanted](condition.holds(env)) for env in OPENED):
        assert can_happen(Dated.definition, Goal(condition, wanted))
