"""The office's facts and the procedures made of them."""

from __future__ import annotations

from motcua_bao_hiem_xa_hoi import register_procedures
from motcua_bao_hiem_xa_hoi.facts import FACTS


def test_every_procedure_stands_on_its_row_of_facts() -> None:
    assert len(FACTS) == 3
    assert {procedure.key for procedure in register_procedures()} == set(FACTS)
