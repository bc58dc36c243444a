"""Every shared section can be filled, is short enough to be one, and is placed without what is not needed."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.api import Procedure, forms
from motcua.api.fees import free
from motcua.api.forms import Form, Paper, Part, Person, Rows
from motcua.api.routes import Desk, Route, Step, otherwise, working_days
from motcua.domain.errors import DefinitionError
from motcua.domain.fields import Field
from motcua.testing import fill

SHARED = sorted(
    (each for each in vars(forms).values() if isinstance(each, type) and issubclass(each, Part) and each is not Part),
    key=lambda part: part.__name__,
)
MOST_QUESTIONS = 12


def procedure(form: type[Form]) -> Procedure:
    sign = Step("Ký", Desk("head", "Trưởng phòng", signs=True), working_days(1))
    return Procedure(
        key="thu-nghiem",
        title="Thử nghiệm",
        sector="Thử",
        form=form,
        route=Route(otherwise(sign)),
        term=working_days(3),
        fee=free(),
        result="Giấy",
    )


def form_of(part: type[Part]) -> type[Form]:
    body = {"it": part.section("Mục"), "request": Paper("Đơn đề nghị", originals=1), "__doc__": "Đơn đề nghị."}
    kind = type(Form)
    made = kind.__prepare__("ItForm", (Form,))
    for name, member in ({"__module__": __name__, "__qualname__": "ItForm"} | body).items():
        made[name] = member
    return kind("ItForm", (Form,), made)  # type: ignore[return-value]


def test_there_are_sections_to_share() -> None:
    assert len(SHARED) >= 20


@pytest.mark.parametrize("part", SHARED, ids=lambda part: part.__name__)
@pytest.mark.parametrize("size", ["shortest", "fullest", "any"])
def test_it_gets_valid_answers_on_any_day(part: type[Part], size: str) -> None:
    for on in (date(2016, 2, 29), date(2017, 11, 8), date(2026, 1, 5)):
        filling = fill(procedure(form_of(part)), size=size, filed_on=on)
        assert filling.errors == {}
        assert filling.filled.warnings == {}


@pytest.mark.parametrize("part", SHARED, ids=lambda part: part.__name__)
def test_it_is_one_section_and_says_what_it_is(part: type[Part]) -> None:
    assert len([item for item in part.own_items if isinstance(item, Field)]) <= MOST_QUESTIONS
    assert (part.__doc__ or "").strip()


class ShortForm(Form):
    """Đơn đề nghị."""

    owner = Person.section("Chủ hộ", without=("email", "phone", "id_issued_on", "id_issued_by"))
    member = Rows(Person, "Thành viên", without=("email", "phone"))
    request = Paper("Đơn đề nghị", originals=1)


def test_what_is_left_out_is_not_asked_and_its_checks_are_gone() -> None:
    keys = set(ShortForm.definition.by_key)
    assert {"owner.name", "owner.id_number"} <= keys
    assert not {"owner.email", "owner.phone", "owner.id_issued_on"} & keys
    assert [check.key for check in ShortForm.definition.checks if check.key.startswith("owner.")] == []
    assert any(check.key.startswith("member.") for check in ShortForm.definition.checks)
    assert not {"member.email"} & {child.key for child in ShortForm.definition.by_key["member"].children}


def test_leaving_out_what_another_question_reads_is_refused() -> None:
    with pytest.raises(DefinitionError, match="mà “Số giấy tờ tùy thân” đọc"):
        Person.section("Chủ hộ", without=("born",))
    with pytest.raises(DefinitionError, match="hair"):
        Person.section("Chủ hộ", without=("hair",))
