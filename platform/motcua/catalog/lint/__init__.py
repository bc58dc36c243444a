"""What is wrong with a procedure's version that no import can refuse: one small function per fact.

Run over every installed plugin by a contract test, by `motcua plugin check`, which adds the line, and by `motcua plugin
show`.
"""

from __future__ import annotations

from collections.abc import Iterator

from motcua.catalog.lint import checks, letters, reach, texts, whole
from motcua.catalog.lint.said import Fact, Said
from motcua.domain.procedures import ProcedureVersion

FACTS: tuple[Fact, ...] = (
    texts.says_nothing_in_nfd,
    texts.writes_vietnamese_with_diacritics,
    texts.leaves_no_placeholder,
    whole.has_sections_around_everything,
    whole.has_legal_basis,
    whole.plans_every_lane,
    whole.computes_a_fee_without_answers,
    whole.keeps_the_application_form,
    reach.reaches_every_lane,
    reach.reaches_every_term,
    reach.reaches_every_fee,
    reach.reaches_every_added_step,
    reach.asks_every_question,
    reach.asks_for_every_paper,
    checks.has_only_checks_that_can_fail,
    checks.has_only_checks_that_can_pass,
    letters.has_every_template,
    letters.prints_only_answers_it_names,
)


def facts_found(version: ProcedureVersion) -> Iterator[tuple[Fact, Said]]:
    """Everything found, with the fact that found it."""
    yield from ((fact, said) for fact in FACTS for said in fact(version))


def lint(version: ProcedureVersion) -> tuple[str, ...]:
    """Everything found, each sentence with the procedure's key."""
    return tuple(f"{version.key}: {said.sentence}" for _, said in facts_found(version))
