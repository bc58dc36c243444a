"""The office's facts and the procedures made of them."""

from __future__ import annotations

import pytest

from motcua.api import Procedure
from motcua.testing import fill
from motcua_tai_chinh_ke_hoach import register_procedures
from motcua_tai_chinh_ke_hoach.facts import FACTS

PROCEDURES = {procedure.key: procedure for procedure in register_procedures()}
NOT_FREE = {key for key, facts in FACTS.items() if facts.fee is None}


def test_every_row_of_facts_is_a_procedure() -> None:
    assert len(FACTS) == 21
    assert set(PROCEDURES) == set(FACTS)


@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES)
def test_a_fee_is_nothing_or_not_known(procedure: Procedure) -> None:
    fee = fill(procedure).fee
    assert fee.amount == (None if procedure.key in NOT_FREE else 0)


def test_what_the_provincial_council_sets_is_said_to_be_its() -> None:
    assert len(NOT_FREE) == 14
    registrations = NOT_FREE - {"quyet-toan-von-dau-tu-du-an-hoan-thanh"}
    assert all("HĐND tỉnh" in fill(PROCEDURES[key]).fee.note for key in registrations)


@pytest.mark.parametrize("key", ["giai-the-tu-nguyen-hop-tac-xa", "quyet-toan-von-dau-tu-du-an-hoan-thanh"])
def test_two_terms_are_not_known(key: str) -> None:
    assert fill(PROCEDURES[key]).term == FACTS[key].term_or_unknown
    assert FACTS[key].term is None


@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES)
def test_whoever_knows_the_law_is_told_what_to_look_up(procedure: Procedure) -> None:
    assert procedure.unconfirmed
