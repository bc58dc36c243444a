"""The machinery under conditions: frozen trees that can be walked, rewritten and stored as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, ClassVar, Protocol, Self, TypeVar

from motcua.domain.errors import DefinitionError
from motcua.domain.values import value_from_data, value_to_data


@contextmanager
def named(where: str) -> Iterator[None]:
    """Refusals raised inside start with the form or procedure that is being read."""
    try:
        yield
    except DefinitionError as why:
        if why.where == where:
            raise
        raise DefinitionError(where, str(why)) from None


class Named(Protocol):
    """What a tree needs to know of a field. `key` is empty until the form's class is built."""

    key: str
    label: str

    @property
    def value_type(self) -> str: ...
    @property
    def choices(self) -> Mapping[str, str]: ...
    def child(self, key: str) -> Named | None: ...


@dataclass(frozen=True, slots=True)
class Env:
    """What a condition may look at: the answers so far, the day of filing, the channel; inside a group, one row."""

    answers: Mapping[str, Any]
    filed_on: date
    channel: str = "direct"
    row: tuple[str, Mapping[str, Any]] | None = None

    def answer(self, key: str) -> Any:
        if self.row and key.startswith(self.row[0] + "."):
            return self.row[1].get(key[len(self.row[0]) + 1 :])
        return self.answers.get(key)

    def in_row(self, group: str, row: Mapping[str, Any]) -> Env:
        return replace(self, row=(group, row))


@dataclass(frozen=True, slots=True)
class Tree:
    """A node. Subclasses are frozen dataclasses whose attributes are trees, tuples of trees, or plain text."""

    op: ClassVar[str] = ""

    @property
    def says(self) -> str:
        """What this means, in Vietnamese, for staff and lawyers."""
        return ""

    def branches(self) -> Iterator[Tree]:
        for each in fields(self):
            value = getattr(self, each.name)
            for child in value if isinstance(value, tuple) else (value,):
                if isinstance(child, Tree):
                    yield child

    def fields(self) -> frozenset[str]:
        """Every field key this tree reads, a row's own as `parties.name`."""
        return frozenset[str]().union(*(branch.fields() for branch in self.branches()))

    def outer_fields(self) -> frozenset[str]:
        """The keys it reads from outside: a tree over the rows of a group reads the group, not the rows' fields."""
        return frozenset[str]().union(*(branch.outer_fields() for branch in self.branches()))

    def replaced(self, change: Callable[[Any], Tree]) -> Self:
        """The same tree with every reference to a field passed through `change`."""

        def rewritten(value: Any) -> Any:
            if isinstance(value, Tree):
                return value.replaced(change)
            return tuple(rewritten(each) for each in value) if isinstance(value, tuple) else value

        return replace(self, **{each.name: rewritten(getattr(self, each.name)) for each in fields(self)})

    def bound(self, where: str) -> Self:
        """Field objects become keys. `where` (the form or procedure) starts the message of a refusal."""
        return self.replaced(lambda reference: reference.keyed(where))

    def to_data(self) -> dict[str, Any]:
        def encoded(value: Any) -> Any:
            if isinstance(value, Tree):
                return value.to_data()
            if isinstance(value, tuple):
                return [encoded(each) for each in value]
            return value_to_data(value)

        return {"op": self.op} | {each.name: encoded(getattr(self, each.name)) for each in fields(self) if each.repr}


NODES: dict[str, type[Tree]] = {}
Node = TypeVar("Node", bound=type[Tree])


def node(cls: Node) -> Node:
    """Registers a kind of node by its `op`. Applied after `@dataclass(slots=True)`, which makes a second class."""
    NODES[cls.op] = cls
    return cls


def make(op: str, *parts: Any) -> Any:
    return NODES[op](*parts)


def tree_from_data(data: Any) -> Any:
    if isinstance(data, list):
        return tuple(tree_from_data(each) for each in data)
    if not (isinstance(data, dict) and "op" in data):
        return value_from_data(data)
    if not (isinstance(data["op"], str) and data["op"] in NODES):
        raise DefinitionError("điều kiện", f"dữ liệu lưu có phép {data['op']!r} không biết")
    try:
        return NODES[data["op"]](**{name: tree_from_data(value) for name, value in data.items() if name != "op"})
    except (TypeError, AttributeError) as why:
        raise DefinitionError("điều kiện", f"dữ liệu lưu của {data['op']!r} không đọc được: {why}") from None
