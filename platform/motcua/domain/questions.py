"""The questions on which a procedure's case depends: what to bring, which way, how long, how much.

They are the form's own questions, as few as the conditions read, so that who prepares at home is asked nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from motcua.domain.definition import FormDefinition
from motcua.domain.items import Field, Item, Section
from motcua.domain.papers import Computed
from motcua.domain.parts import Rows
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.trees import Tree

#: A name or a description decides nothing but whether it is there at all: nobody is asked for it before they come.
NOT_ASKED = frozenset({"text", "long_text", "phone", "email"})


def case_questions(version: ProcedureVersion) -> FormDefinition:
    """A form of those questions alone, in the order of the procedure's form; without any check."""
    wanted = _wanted(version.form, _trees(version))
    return FormDefinition(version.form.name, version.form.title, tuple(_items(version.form, wanted)))


def _trees(version: ProcedureVersion) -> Iterator[Tree]:
    yield version.fee
    yield from (paper.condition for paper in version.papers if paper.condition is not None)
    yield from (case.condition for case in version.term.cases)
    yield from (lane.condition for lane in version.route.lanes if lane.condition is not None)


def _wanted(form: FormDefinition, trees: Iterable[Tree]) -> frozenset[str]:
    """What the trees read, with what decides whether that is asked at all."""
    found: set[str] = set()
    left = [key for tree in trees for key in tree.fields()]
    while left:
        key = left.pop()
        item = form.by_key.get(key)
        if key in found or item is None:
            continue
        found.add(key)
        left += (key for tree in item.reads() for key in tree.fields())
    return frozenset(found)


def _items(form: FormDefinition, wanted: frozenset[str]) -> Iterator[Item]:
    heading: Section | None = None
    for item in form.items:
        if isinstance(item, Section):
            heading = item
        elif (asked := _asked(item, wanted)) is not None:
            if heading is not None:
                yield heading
                heading = None
            yield asked


def _asked(item: Item, wanted: frozenset[str]) -> Item | None:
    if isinstance(item, Rows):
        return _shorter(item, wanted)
    is_asked = isinstance(item, Computed) or (isinstance(item, Field) and _may_be_asked(item))
    return item if is_asked and item.key in wanted else None


def _shorter(rows: Rows[object], wanted: frozenset[str]) -> Item | None:  # type: ignore[type-var]
    """The rows with what is read of them; where only their number counts, with a first question to count by."""
    read = tuple(child for child in rows.children if child.key in wanted and _may_be_asked(child))
    if rows.key not in wanted and not read:
        return None
    children = read or tuple(child for child in rows.fields if _may_be_asked(child) and child.condition is None)[:1]
    if not children:
        return None
    shorter = rows.copied(rows.key, lambda reference: reference)
    shorter.children, shorter.checks = children, ()
    return shorter


def _may_be_asked(item: Item) -> bool:
    return isinstance(item, Computed) or (
        isinstance(item, Field) and not item.is_sensitive and item.kind not in NOT_ASKED
    )
