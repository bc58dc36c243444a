"""The office's facts and the procedures made of them."""

from __future__ import annotations

from motcua_chi_cuc_thue import register_procedures
from motcua_chi_cuc_thue.facts import FACTS


def test_every_procedure_stands_on_its_row_of_facts() -> None:
    assert len(FACTS) == 4
    assert {procedure.key for procedure in register_procedures()} == set(FACTS)
