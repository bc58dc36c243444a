"""Decisions in the files of `tenants/`: what a center publishes with, what the province decided over procedures."""

from __future__ import annotations

from motcua.centers.tables import Table
from motcua.domain.decisions import Decision
from motcua.domain.overrides import Fact, Override, value_problem


def read_publication(table: Table) -> Decision | None:
    if not table.has("publication"):
        return None
    block = table.table("publication")
    decision = _decision(block)
    block.finish()
    return decision


def read_overrides(table: Table) -> tuple[Override, ...]:
    """`[[override]]`: procedure, fact, value, and the decision; the later of two for one fact wins."""
    found = []
    for block in table.tables("override"):
        fact = Fact(block.one_of("fact", tuple(each.value for each in Fact)))
        value = block.text("value")
        if problem := value_problem(fact, value):
            raise block.wrong("value", f"“{value}”: {problem}", 'viết như "3wd", "8000", "3" hoặc "1.001612".')
        found.append(
            Override(
                procedure=block.text("procedure"),
                fact=fact,
                value=value,
                layer="province",
                decision=_decision(block),
                grounds=block.text("grounds", ""),
            )
        )
        block.finish()
    return tuple(found)


def _decision(block: Table) -> Decision:
    decision = Decision(
        number=block.text("number"),
        on=block.day("on"),
        signed_by=block.text("signed_by"),
        from_on=block.day("from"),
        to_on=block.optional_day("to"),
    )
    for key, sentence in decision.problems():
        raise block.wrong({"to_on": "to"}.get(key, key), sentence, "sửa theo quyết định.")
    return decision
