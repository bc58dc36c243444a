"""The office's facts and the procedures made of them."""

from __future__ import annotations

from motcua_noi_vu import register_procedures
from motcua_noi_vu.facts import FACTS


def test_every_row_of_facts_is_a_procedure() -> None:
    assert len(FACTS) == 22
    assert {procedure.key for procedure in register_procedures()} == set(FACTS)
