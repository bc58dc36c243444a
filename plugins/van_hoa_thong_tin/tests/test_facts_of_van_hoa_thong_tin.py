"""The office's facts and the procedures made of them."""

from __future__ import annotations

from motcua_van_hoa_thong_tin import register_procedures
from motcua_van_hoa_thong_tin.facts import FACTS


def test_every_procedure_stands_on_its_row_of_facts() -> None:
    assert len(FACTS) == 17
    assert {procedure.key for procedure in register_procedures()} == set(FACTS)
