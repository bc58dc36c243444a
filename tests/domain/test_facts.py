"""A procedure stands on its row of facts: what it takes, what it may add, what it may not say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.api import Procedure, TermRule, national, read_facts
from motcua.api.fees import fixed, free, per_copy, unconfirmed
from motcua.api.forms import Form, Integer, Paper, Section, YesNo
from motcua.api.routes import Desk, Route, Step, hours, otherwise, same_day, unknown_term, working_days
from motcua.domain.conditions import Env
from motcua.domain.due import due
from motcua.domain.errors import DefinitionError
from motcua.domain.facts import FEE_UNKNOWN, NAME_UNSURE, TERM_UNKNOWN, TERM_UNSURE, FactFile
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.terms import Term

KNOWN = """
[cap-ban-sao]
title = "Cấp bản sao trích lục"
sector = "Hộ tịch"
codes = ["2.000635"]
term = "same_day"
fee = 8000
result = "Bản sao trích lục"
legal_basis = ["Luật Hộ tịch 2014"]
era = "2017"
name_confidence = "verified"
term_confidence = "verified"
sources = ["Cổng dịch vụ công"]
note = "mã từ 2024: 1.012961"
"""
UNKNOWN = KNOWN.replace("[cap-ban-sao]", "[xac-nhan]").replace('"same_day"', '""').replace("fee = 8000\n", "")
UNKNOWN = UNKNOWN.replace('name_confidence = "verified"', 'name_confidence = "knowledge"')
UNKNOWN = UNKNOWN.replace('term_confidence = "verified"', 'term_confidence = "none"').replace('"2.000635"', "")


class Written:
    """A file of a package."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read_text(self, encoding: str | None = None) -> str:
        return self.text


FACTS = read_facts(Written(KNOWN + UNKNOWN))


class CopyForm(Form):
    """Tờ khai."""

    extract = Section("Trích lục")
    copies = Integer("Số bản sao", least=1)
    is_hard = YesNo("Phải xác minh")
    request = Paper("Tờ khai", originals=1)


SIGN = Step("Ký", Desk("head", "Trưởng phòng", signs=True), hours(4))


def made(row: str = "cap-ban-sao", **said: Any) -> Procedure:
    return Procedure(facts=FACTS[row], form=CopyForm, route=Route(otherwise(SIGN)), **said)


def test_what_the_row_states_is_taken() -> None:
    procedure = made()
    assert (procedure.key, procedure.title, procedure.sector) == ("cap-ban-sao", "Cấp bản sao trích lục", "Hộ tịch")
    assert procedure.codes == (national("2.000635"),)
    assert procedure.term_rule.default == same_day()
    assert procedure.fee_rule == fixed(8_000, "Phí, lệ phí")
    assert procedure.result == "Bản sao trích lục"
    assert procedure.unconfirmed == ()


def test_codes_named_in_the_note_and_more_law_may_be_added() -> None:
    procedure = made(codes=(national("1.012961"),), legal_basis=("Nghị định 123/2015/NĐ-CP", "Luật Hộ tịch 2014"))
    assert [code.code for code in procedure.codes] == ["2.000635", "1.012961"]
    assert procedure.legal_basis == ("Luật Hộ tịch 2014", "Nghị định 123/2015/NĐ-CP")


def test_rules_that_hold_the_row_are_taken() -> None:
    procedure = made(
        fee=per_copy(8_000, CopyForm.copies),
        term=TermRule(same_day(), (CopyForm.is_hard.is_(True), working_days(3))),
    )
    assert procedure.fee_rule.compute(Env({"copies": 3}, date(2017, 11, 8))).amount == 24_000
    assert procedure.term_rule.cases[0].term == working_days(3)


CONTRADICTIONS = [
    ("cap-ban-sao", {"title": "Cấp bản sao"}, "tên thủ tục"),
    ("cap-ban-sao", {"term": working_days(1)}, "thời hạn"),
    ("cap-ban-sao", {"fee": fixed(9_000)}, "mức phí"),
    ("cap-ban-sao", {"fee": free()}, "mức phí"),
    ("cap-ban-sao", {"fee": unconfirmed("HĐND tỉnh quy định")}, "chưa xác nhận"),
    ("cap-ban-sao", {"codes": (national("1.000001"),)}, "1.000001"),
    ("xac-nhan", {"term": working_days(5)}, "thời hạn"),
    ("xac-nhan", {"fee": fixed(8_000)}, "để trống"),
    ("xac-nhan", {"fee": free()}, "để trống"),
]


@pytest.mark.parametrize(("row", "said", "named"), CONTRADICTIONS)
def test_what_differs_is_refused_at_import(row: str, said: dict[str, Any], named: str) -> None:
    with pytest.raises(DefinitionError, match=named):
        made(row, **said)


@pytest.mark.parametrize(("row", "said", "named"), CONTRADICTIONS)
def test_what_differs_is_taken_with_a_reason_that_stays_to_be_read(row: str, said: dict[str, Any], named: str) -> None:
    (name,) = said
    procedure = made(row, **said, instead_of={name: "Quyết định của UBND tỉnh"})
    assert procedure.provenance.departures == ((name, "Quyết định của UBND tỉnh"),)
    assert any("Quyết định của UBND tỉnh" in sentence for sentence in procedure.unconfirmed)


def test_a_reason_for_nothing_is_a_mistake() -> None:
    with pytest.raises(DefinitionError, match="không nói khác"):
        made(instead_of={"term": "vì sao"})


def test_what_the_row_leaves_empty_stays_unconfirmed() -> None:
    procedure = made("xac-nhan")
    assert procedure.term_rule.default == unknown_term()
    assert procedure.term_rule.says == "thời hạn chưa xác nhận"
    assert procedure.fee_rule.compute(Env({}, date(2017, 11, 8))).amount is None
    assert procedure.unconfirmed == (NAME_UNSURE, TERM_UNKNOWN, FEE_UNKNOWN)
    assert TERM_UNSURE not in procedure.unconfirmed


def test_a_procedure_without_facts_states_its_term() -> None:
    with pytest.raises(DefinitionError, match="thiếu term"):
        Procedure(key="x", title="X", sector="Y", form=CopyForm, route=Route(otherwise(SIGN)), result="Giấy")


def test_provenance_is_stored_and_counts_for_the_version() -> None:
    version = ProcedureVersion.of(made(), agency="tu_phap", plugin_version="1")
    again = ProcedureVersion.from_data(version.to_data())
    assert again == version
    assert again.provenance.sources == ("Cổng dịch vụ công",)
    other = read_facts(Written(KNOWN.replace("Cổng dịch vụ công", "Báo")))["cap-ban-sao"]
    moved = Procedure(facts=other, form=CopyForm, route=Route(otherwise(SIGN)))
    assert ProcedureVersion.of(moved, agency="tu_phap", plugin_version="1").hash != version.hash


def test_an_unknown_term_is_not_a_law_without_a_term() -> None:
    assert Term.parse("unknown") == unknown_term() != Term.parse("none")
    assert unknown_term().has_no_end
    assert due(None, unknown_term(), None).at is None  # type: ignore[arg-type]


def test_an_unknown_key_names_the_nearest() -> None:
    with pytest.raises(DefinitionError, match="cap-ban-sao"):
        FACTS["cap-ban-saoo"]


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ('title = "Cấp bản sao trích lục"\n', "", "title"),
        ('era = "2017"', 'eras = "2017"', "era"),
        ('term = "same_day"', 'term = "3 ngày"', "Không hiểu thời hạn"),
        ('name_confidence = "verified"', 'name_confidence = "sure"', "name_confidence"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused(before: str, after: str, named: str) -> None:
    with pytest.raises(DefinitionError, match=named):
        read_facts(Written(KNOWN.replace(before, after)))


def test_a_file_is_a_mapping_in_its_own_order() -> None:
    assert isinstance(FACTS, FactFile)
    assert list(FACTS) == ["cap-ban-sao", "xac-nhan"]
