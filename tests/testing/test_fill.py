"""`fill`: valid answers for every installed procedure, short and full; and it does not hide what a test breaks."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from random import Random
from typing import Any

import pytest

from motcua.api import Procedure
from motcua.api.forms import Check, Choice, Date, Form, Integer, Money, Part, Rows, Text, YesNo, age, check
from motcua.api.routes import Desk, Route, Step, otherwise, working_days
from motcua.centers import read_centers
from motcua.domain.applicant import ApplicantForm
from motcua.domain.definition import FormDefinition
from motcua.paths import tenants
from motcua.services.samples.people import Place, applicant_answers, draw_person, organisation_answers
from motcua.services.samples.words import in_words
from motcua.testing import a_few, catalog, fill

EVERY = sorted(catalog().procedures)
CENTERS = read_centers(tenants())


FEW = a_few()


@pytest.mark.parametrize("key", EVERY)
def test_every_procedure_gets_valid_answers(key: str) -> None:
    """The shortest in one center, the fullest in the other; `FEW` every way in both."""
    ways = list(zip(("shortest", "fullest"), CENTERS.values(), strict=True))
    if key in FEW:
        ways = [(size, center) for size in ("shortest", "fullest", "any") for center in CENTERS.values()]
    made = [fill(key, size=size, center=center, seed=3) for size, center in ways]
    for filling in made:
        assert filling.errors == {}
        assert filling.filled.unchecked == ()
        assert filling.filled.warnings == {}
        assert filling.steps
    shortest, fullest = (len(each.raw) + len(each.papers) for each in (made[0], made[-1 if key not in FEW else 2]))
    assert shortest < fullest if leaves_a_choice(key) else shortest == fullest


def leaves_a_choice(key: str) -> bool:
    """Whether two dossiers of it may differ in size: something optional, asked only sometimes, or in rows."""
    items = catalog().procedures[key].form.items
    return any(
        isinstance(item, Rows) or not getattr(item, "required", True) or item.condition is not None for item in items
    )


@pytest.mark.parametrize("key", FEW)
@pytest.mark.parametrize("on", [date(2016, 2, 29), date(2018, 9, 17), date(2026, 1, 5)])
def test_on_any_day_of_the_law(key: str, on: date) -> None:
    assert fill(key, size="any", filed_on=on).errors == {}


@pytest.mark.parametrize("key", FEW)
def test_the_shortest_is_shorter_than_the_fullest(key: str) -> None:
    shortest, fullest = fill(key), fill(key, size="fullest")
    assert len(shortest.raw) < len(fullest.raw)
    assert len(shortest.papers) <= len(fullest.papers)


@pytest.mark.parametrize("key", FEW)
def test_the_same_seed_gives_the_same_answers(key: str) -> None:
    assert fill(key, size="any", seed=7).raw == fill(key, size="any", seed=7).raw
    assert fill(key, size="any", seed=7).raw != fill(key, size="any", seed=8).raw


@pytest.mark.parametrize("seed", range(8))
def test_a_part_that_is_placed_twice_is_repaired_at_both_places(seed: int) -> None:
    assert fill(procedure(TwiceForm), size="any", seed=seed).errors == {}


def test_what_a_test_gives_is_never_changed() -> None:
    refused = fill("chung-thuc-ban-sao-tu-ban-chinh", has_defect=True)
    assert refused.answers["has_defect"] is True
    assert set(refused.errors) == {"has_defect"}


def test_a_question_that_is_not_on_the_form_is_a_mistake() -> None:
    with pytest.raises(KeyError, match="has no question 'hair'"):
        fill("chung-thuc-ban-sao-tu-ban-chinh", hair="brown")


class Child(Part):
    """Người con."""

    name = Text("Họ và tên")
    born = Date("Ngày sinh", not_future=True)
    amount = Money("Số tiền", least=1_000)


class Strict(Form):
    """Biểu mẫu nhiều ràng buộc."""

    kind = Choice("Loại", {"a": "Loại một", "b": "Loại hai", "c": "Loại ba"})
    first = Integer("Số thứ nhất", least=1, most=100)
    second = Integer("Số thứ hai", least=1, most=100)
    begins_on = Date("Ngày bắt đầu", not_past=True)
    ends_on = Date("Ngày kết thúc", not_past=True)
    total = Money("Tổng số tiền", least=30_000_000)
    children = Rows(Child, "Con", least=2, most=5)
    is_poor = YesNo("Hộ nghèo")

    sums = Check("Tổng phải bằng 120.", (first + second).is_(120), at=first)
    order = Check("Kết thúc sau khi bắt đầu ít nhất 30 ngày.", ends_on >= begins_on + 30, at=ends_on)
    shares = Check("Tiền các con bằng tổng.", children.sum_of("amount").is_(total), at=total)
    minors = Check("Các con dưới 16 tuổi.", children.all_rows(age(Child.born) < 16), at=children)
    third = Check("Chỉ loại ba cho hộ nghèo.", kind.is_("c") & is_poor.is_(True), at=kind)

    @check("Số thứ nhất phải chẵn.", first)
    def is_even(self) -> bool:
        return self.first % 2 == 0


class Span(Part):
    """Thời gian."""

    begins = Integer("Năm bắt đầu", least=1990, most=2017)
    ends = Integer("Năm kết thúc", least=1990, most=2017)
    order = Check("Năm kết thúc phải sau năm bắt đầu.", ends > begins, at=ends)


class TwiceForm(Form):
    """Cùng một phần ở hai chỗ: mỗi câu kiểm tra nói ở hai mục."""

    first = Span.section("Lần một")
    second = Span.section("Lần hai")
    apart = Check("Lần hai phải sau lần một.", second["begins"] > first["ends"], at=second["begins"])


class Impossible(Form):
    """Không ai điền đúng được."""

    number = Integer("Số", least=1, most=5)
    never = Check("Số phải lớn hơn 10.", number > 10, at=number)


def procedure(form: type[Form]) -> Procedure:
    step = Step("Ký", Desk("head", "Trưởng phòng", signs=True), within=working_days(1))
    return Procedure(
        key="thu-nghiem", title="Thử nghiệm", sector="Thử", form=form, route=Route(otherwise(step)),
        term=working_days(2), result=None, result_is_signed=False,
    )  # fmt: skip


@pytest.mark.parametrize("size", ["shortest", "fullest", "any"])
@pytest.mark.parametrize("seed", range(6))
def test_a_form_never_seen_before_is_repaired_until_its_checks_are_content(size: str, seed: int) -> None:
    filling = fill(procedure(Strict), size=size, seed=seed)
    assert filling.errors == {}
    assert filling.answers["first"] + filling.answers["second"] == 120


def test_a_form_that_nobody_can_fill_is_told() -> None:
    with pytest.raises(AssertionError, match="Số phải lớn hơn 10"):
        fill(procedure(Impossible))


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("on", [date(2017, 11, 8), date(2019, 3, 1)])
def test_invented_people_hold_together(seed: int, on: date) -> None:
    place = Place.of(CENTERS["que-vo"])
    person = draw_person(Random(seed), place, on)
    filled = _applicant(applicant_answers(person), on)
    assert (filled.errors, filled.warnings) == ({}, {})
    assert person.id_on >= date(
        person.born.year + 14, person.born.month, 28 if person.born.day == 29 else person.born.day
    )
    assert person.id_on < on
    assert ("Thị" in person.name.split()) <= (person.gender == "female")
    assert place.communes[person.commune].split(" ", 1)[1] in person.address
    organisation = _applicant(organisation_answers(Random(seed), person), on)
    assert (organisation.errors, organisation.warnings) == ({}, {})


def _applicant(raw: dict[str, Any], on: date) -> Any:
    definition: FormDefinition = ApplicantForm.definition
    return definition.parse(raw, filed_on=on)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"), (4, "bốn"), (5, "năm"), (10, "mười"), (15, "mười lăm"), (21, "hai mươi mốt"),
        (24, "hai mươi tư"), (30, "ba mươi"), (105, "một trăm linh năm"),
        (1990, "một nghìn chín trăm chín mươi"), (2000, "hai nghìn"), (2017, "hai nghìn không trăm mười bảy"),
        (2005, "hai nghìn không trăm linh năm"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_read_them(number: int, words: str) -> None:
    assert in_words(number) == words


def test_loading_the_plugin_imports_nothing_heavy() -> None:
    """pytest imports `motcua.testing` in every project: it must not bring the database or the web with it."""
    told = subprocess.run(
        [sys.executable, "-c", "import sys, motcua.testing; print(sorted(m for m in sys.modules if m in"
         " ('piccolo', 'asyncpg', 'litestar', 'motcua.catalog', 'motcua.services.counter.intake', 'typst')))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.strip() == "[]"


def test_the_builders_are_there_when_asked_for() -> None:
    import motcua.testing

    for name in motcua.testing.__all__:
        assert getattr(motcua.testing, name) is not None
    with pytest.raises(AttributeError):
        motcua.testing.nothing  # noqa: B018
