"""No installed procedure is an empty shell, and no two ask the same; with made ones that show what is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from motcua.api import Procedure
from motcua.api.fees import free
from motcua.api.forms import Check, Date, Form, Paper, Person, Section, Text
from motcua.api.routes import Desk, Route, Step, otherwise, working_days
from motcua.catalog.shells import alike, nearly_alike, own_questions, shell_problems
from motcua.domain.procedures import ProcedureVersion
from motcua.testing import catalog

FORMS = catalog().collected.forms
SIGN = Step("Ký", Desk("head", "Trưởng phòng", signs=True), working_days(1))


def test_no_procedure_is_a_shell() -> None:
    found = [problem for key, v in catalog().procedures.items() for problem in shell_problems(v, FORMS[key])]
    assert found == []


def test_no_two_procedures_ask_the_same() -> None:
    assert list(alike(catalog().procedures, FORMS)) == []


def test_those_that_ask_nearly_the_same_are_counted(record_property: Callable[[str, object], None]) -> None:
    """A report for whoever reads the forms next; two forms may well differ by one question that decides."""
    for sentence in nearly_alike(catalog().procedures, FORMS):
        record_property("nearly alike", sentence)


class LossForm(Form):
    """Đơn đề nghị cấp lại."""

    loss = Section("Giấy bị mất")
    number = Text("Số giấy bị mất")
    lost_on = Date("Ngày mất", not_future=True)
    found_on = Date("Ngày phát hiện", not_future=True)
    request = Paper("Đơn đề nghị", originals=1)
    in_order = Check("Ngày phát hiện không được trước ngày mất.", found_on >= lost_on, at=found_on)


class SameForm(Form):
    """Đơn đề nghị cấp lại khác."""

    loss = Section("Giấy bị mất")
    a = Text("Số giấy bị mất")
    b = Date("Ngày mất")
    c = Date("Ngày phát hiện")
    request = Paper("Đơn đề nghị", originals=1)


class EmptyForm(Form):
    """Đơn đề nghị."""

    who = Person.section("Người đề nghị")
    more = Section("Nội dung")
    wish = Text("Nội dung đề nghị")
    request = Paper("Đơn đề nghị", originals=1)


def made(key: str, form: type[Form], shared_form: str | None = None) -> ProcedureVersion:
    procedure = Procedure(
        key=key,
        title="Cấp lại",
        sector="Thử",
        form=form,
        route=Route(otherwise(SIGN)),
        term=working_days(3),
        fee=free(),
        result="Giấy",
        shared_form=shared_form,
    )
    return ProcedureVersion.of(procedure, agency="thu", plugin_version="1")


def test_a_shell_is_found_with_every_reason() -> None:
    found = "\n".join(shell_problems(made("rong", EmptyForm), EmptyForm))
    assert "chỉ có 1 câu hỏi riêng" in found
    assert "“Nội dung đề nghị” quá chung" in found
    assert "không có kiểm tra nào" in found
    assert list(shell_problems(made("mat", LossForm), LossForm)) == []


def test_the_questions_of_shared_sections_are_nobodys_own() -> None:
    assert own_questions(EmptyForm) == {"nội dung đề nghị"}


@pytest.mark.parametrize(("shared_form", "found"), [(None, 1), ("Mẫu số 02, Thông tư 1/2017/TT-XX", 0)])
def test_the_same_questions_need_a_form_of_the_law(shared_form: str | None, found: int) -> None:
    versions = {"mat": made("mat", LossForm, shared_form), "mat-nua": made("mat-nua", SameForm, shared_form)}
    forms: dict[str, type[Form]] = {"mat": LossForm, "mat-nua": SameForm}
    assert len(list(alike(versions, forms))) == found
