"""From a class body to items with keys: what forms and reusable sections have in common."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from motcua.domain import refusals
from motcua.domain.checks import MARK, Check
from motcua.domain.conditions import Condition
from motcua.domain.errors import DefinitionError
from motcua.domain.items import Declared, Item, Member
from motcua.domain.operands import Ref
from motcua.domain.trees import named

__all__ = ["Body", "Declared", "Member", "SheetType", "assemble", "members_of"]

_NAME = re.compile(r"[a-z][a-z0-9_]*")


class Body(dict[str, Any]):
    """A class body in which a question can't silently replace another of the same name."""

    def __setitem__(self, name: str, value: Any) -> None:
        if name in self and isinstance(self[name], Member | Check):
            raise DefinitionError(self.get("__qualname__", "form"), f"tên {name!r} dùng hai lần")
        super().__setitem__(name, value)


class SheetType(type):
    @classmethod
    def __prepare__(cls, name: str, bases: tuple[type, ...], /, **keywords: Any) -> Body:
        return Body()


def members_of(cls: type, root: type) -> dict[str, Any]:
    """What the class and its bases declare, in order; a name redeclared in a subclass keeps its place."""
    members: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        if issubclass(base, root) and base is not root:
            members |= {
                name: value
                for name, value in vars(base).items()
                if isinstance(value, Member | Check) or hasattr(value, MARK)
            }
    return members


def assemble(where: str, members: Mapping[str, Any]) -> tuple[tuple[Item, ...], tuple[Check, ...]]:
    """Names every item, then hands out bound copies: what the class body holds stays as written, for subclasses."""
    declared: Declared = []
    heading: Condition | None = None
    for name, member in members.items():
        if not _NAME.fullmatch(name):
            raise DefinitionError(where, f"tên {name!r} phải là chữ thường không dấu, bắt đầu bằng chữ cái")
        if isinstance(member, Member):
            try:
                member.take_name(name)
            except ValueError as why:
                raise DefinitionError(where, f"{name}: {why}") from None
            found, heading = member.declared(heading)
            declared += found
    binder = _Binder(where, [item for item, _ in declared])
    items = tuple(binder.bind(item, outer) for item, outer in declared)
    refusals.check_keys(where, items)
    refusals.check_labels(where, items)
    refusals.check_order(where, items)
    checks = []
    for name, member in members.items():
        if isinstance(member, Check):
            checks.append(binder.bind_check(member, name))
        elif isinstance(member, Member):
            row_of = name if getattr(member, "children", ()) else ""
            checks += [binder.bind_check(each, f"{name}.{each.key}", row_of) for each in member.part_checks()]
    return items, tuple(checks)


class _Binder:
    """Turns references to the objects of one class body into keys, and refuses all others."""

    def __init__(self, where: str, items: list[Item]) -> None:
        self.where = where
        every = [each for item in items for each in (item, *getattr(item, "children", ()))]
        self.own = {id(item): item for item in every}
        self.by_key: dict[str, Item] = {item.key: item for item in every if item.has_answer}

    def to_object(self, ref: Ref) -> Ref:
        found: Any = self.by_key.get(ref.key) if ref.of is None else self.own.get(id(ref.of))
        if found is None:
            label = ref.label or ref.key
            raise DefinitionError(self.where, f"một điều kiện đọc “{label}”, không phải câu hỏi của tờ khai này")
        return Ref(label=found.label, of=found)

    def to_key(self, ref: Ref) -> Ref:
        return self.to_object(ref).keyed(self.where)

    def bind(self, item: Item, outer: Condition | None) -> Item:
        with named(self.where):
            bound = item.copied(item.key, self.to_object).copied(item.key, self.to_key)
        if outer is not None:
            condition = outer.replaced(self.to_key)
            bound.condition = condition if bound.condition is None else condition & bound.condition
        return bound

    def bind_check(self, check: Check, key: str, row_of: str = "") -> Check:
        target = self.by_key.get(check.field)
        if target is None or not (isinstance(check.at, str) or id(check.at) in self.own) or target.kind == "computed":
            sentence = f"kiểm tra “{check.sentence}” phải báo tại một câu hỏi của tờ khai này"
            raise DefinitionError(self.where, sentence)
        with named(self.where):
            bound = check.copied(key, target, self.to_object, row_of).copied(key, target.key, self.to_key)
        inside = {each for each in bound.condition.outer_fields() if row_of and each.startswith(row_of + ".")}
        rows = [item.key + "." for item in self.own.values() if getattr(item, "children", ())]
        for each in sorted(bound.condition.outer_fields() - inside):
            if each.startswith(tuple(rows)):
                raise DefinitionError(
                    self.where, f"kiểm tra “{check.sentence}” đọc {each!r} của từng dòng; dùng any_row()"
                )
        return bound
