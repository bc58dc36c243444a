"""A form as data: what the catalog stores with a procedure's version, and what reads and shows its dossiers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from motcua.domain.checks import Check, CodeCheck
from motcua.domain.conditions import Env
from motcua.domain.errors import DefinitionError
from motcua.domain.fields import FIELD_KINDS
from motcua.domain.items import Field, Item, Section
from motcua.domain.operands import Ref
from motcua.domain.papers import Computed, Paper
from motcua.domain.parts import Part, Rows
from motcua.domain.reading import Filled, failed_checks, read
from motcua.domain.showing import Shown, show
from motcua.domain.trees import Tree, named

AnyTree = TypeVar("AnyTree", bound=Tree)


@dataclass(frozen=True, eq=False)
class FormDefinition:
    """Frozen. `items` in the order of the form: headings, fields, groups of rows, papers, computed values."""

    name: str
    title: str
    items: tuple[Item, ...]
    checks: tuple[Check, ...] = ()
    code_checks: tuple[CodeCheck, ...] = ()

    @cached_property
    def by_key(self) -> Mapping[str, Item]:
        """Every item; those in rows as `parties.name`."""
        every = {item.key: item for item in self.items}
        return every | {child.key: child for rows in self.groups for child in rows.children}

    @cached_property
    def fields(self) -> tuple[Field[Any], ...]:
        return tuple(item for item in self.items if isinstance(item, Field))

    @cached_property
    def groups(self) -> tuple[Rows[Any], ...]:
        return tuple(item for item in self.items if isinstance(item, Rows))

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        return tuple(item for item in self.items if isinstance(item, Paper))

    @cached_property
    def sensitive_keys(self) -> frozenset[str]:
        """Fields whose answers are stored encrypted; in rows as `parties.id_number`."""
        return frozenset(key for key, item in self.by_key.items() if isinstance(item, Field) and item.is_sensitive)

    @cached_property
    def watched(self) -> frozenset[str]:
        """The keys that a condition or a computed value reads: a change of their answers changes the form."""
        trees = (tree for item in self.by_key.values() for tree in (item.condition, getattr(item, "expression", None)))
        return frozenset(key for tree in trees if tree is not None for key in tree.fields())

    def field(self, key: str) -> Item:
        if key not in self.by_key:
            raise KeyError(f"{self.name}: {key}")
        return self.by_key[key]

    def bind(self, tree: AnyTree, where: str = "") -> AnyTree:
        """A condition or expression from elsewhere (a route, a fee, another agency's rule) made to fit this form.

        Refuses unknown fields, unknown options and comparisons that make no sense; fills in labels for `says`.
        """
        where = where or self.name

        def object_of(ref: Ref) -> Ref:
            item: Any = self.by_key.get(ref.name)
            if item is None or not item.has_answer:
                raise DefinitionError(where, f"đọc mục {ref.name or ref.label!r}, không có trên tờ khai {self.name}")
            return Ref(label=item.label, of=item)

        with named(where):
            bound = tree.replaced(object_of).bound(where)
        for key in sorted(bound.outer_fields()):
            if any(key.startswith(rows.key + ".") for rows in self.groups):
                raise DefinitionError(where, f"đọc {key!r} của từng dòng; dùng any_row() hoặc all_rows()")
        return bound

    def bind_check(self, check: Check, where: str = "") -> Check:
        """Another agency's check, made to fit this form."""
        at = self.by_key.get(check.field)
        if not isinstance(at, Field | Rows) or any(at in rows.children for rows in self.groups):
            raise DefinitionError(
                where or self.name, f"kiểm tra “{check.sentence}” báo tại {check.field!r}, không phải câu hỏi"
            )
        return Check(check.sentence, self.bind(check.condition, where), at.key, check.key)

    def parse(
        self,
        raw: Mapping[str, Sequence[Any]],
        *,
        filed_on: date,
        channel: str = "direct",
        communes: Mapping[str, str] | None = None,
    ) -> Filled:
        """All answers and all errors at once, errors by posted name. Never raises, whatever was posted."""
        return read(self.items, self.checks, raw, filed_on, channel, communes or {})

    def knows(self, name: str) -> bool:
        """Whether a posted name belongs to this form (the page's own names are taken out with it)."""
        group, *rest = name.split(".", 2)
        if isinstance(self.by_key.get(group), Rows):
            return len(rest) == 2 and isinstance(self.by_key.get(f"{group}.{rest[1]}"), Field)
        return isinstance(self.by_key.get(name), Field)

    def visible(self, answers: Mapping[str, Any], *, filed_on: date, channel: str = "direct") -> tuple[Item, ...]:
        """What to show with these answers, headings without content left out."""
        env = Env(answers, filed_on, channel)
        shown = [item for item in self.items if item.is_shown(env)]
        nexts: Sequence[Item | None] = [*shown[1:], None][: len(shown)]
        return tuple(
            item
            for item, after in zip(shown, nexts, strict=True)
            if not isinstance(item, Section) or not (after is None or isinstance(after, Section))
        )

    def visible_in_row(
        self,
        rows: Rows[Any],
        row: Mapping[str, Any],
        answers: Mapping[str, Any],
        *,
        filed_on: date,
        channel: str = "direct",
    ) -> tuple[Item, ...]:
        env = rows.row_env(Env(answers, filed_on, channel), row)
        return tuple(item for item in rows.children if item.is_shown(env))

    def failed(self, answers: Mapping[str, Any], *, filed_on: date, channel: str = "direct") -> dict[str, str]:
        """The data checks that these stored answers fail, by field."""
        return failed_checks(self.checks, Env(answers, filed_on, channel))

    def show(self, answers: Mapping[str, Any], communes: Mapping[str, str] | None = None) -> tuple[Shown, ...]:
        """Sections of label and text, for dossier pages and letters."""
        return show(self.items, answers, communes or {})

    def typed(self, answers: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        """Answers as they would be posted: what a correction page starts from."""
        posted: dict[str, tuple[str, ...]] = {}
        for item in self.items:
            value = answers.get(item.key)
            if isinstance(item, Field) and value is not None:
                posted[item.key] = item.typed(value)
            elif isinstance(item, Rows):
                for number, row in enumerate(value or ()):
                    for child in item.fields:
                        if (cell := row.get(item.local(child))) is not None:
                            posted[f"{item.key}.{number}.{item.local(child)}"] = child.typed(cell)
        return posted

    def answers_to_json(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        return dict(self._converted(answers, "to_json"))

    def answers_from_json(self, data: Mapping[str, Any]) -> dict[str, Any]:
        return dict(self._converted(data, "from_json"))

    def _converted(self, values: Mapping[str, Any], how: str) -> Iterator[tuple[str, Any]]:
        for item in self.items:
            if (value := values.get(item.key)) is None:
                continue
            if isinstance(item, Field | Computed):
                yield item.key, getattr(item, how)(value)
            elif isinstance(item, Rows):
                yield item.key, [dict(_cells(item, row, how)) for row in value]

    def to_data(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "title": self.title,
            "items": [item.to_data() for item in self.items],
            "checks": [check.to_data() for check in self.checks],
            "code_checks": [check.to_data() for check in self.code_checks],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> FormDefinition:
        return cls(
            name=data["name"],
            title=data["title"],
            items=tuple(item_from_data(each) for each in data["items"]),
            checks=tuple(Check.from_data(each) for each in data["checks"]),
            code_checks=tuple(CodeCheck.from_data(each) for each in data["code_checks"]),
        )


def _cells(rows: Rows[Any], row: Mapping[str, Any], how: str) -> Iterator[tuple[str, Any]]:
    for child in rows.children:
        value = row.get(rows.local(child))
        if isinstance(child, Field | Computed) and value is not None:
            yield rows.local(child), getattr(child, how)(value)


ITEM_KINDS: Mapping[str, type[Item]] = {"section": Section, "paper": Paper, "computed": Computed, **FIELD_KINDS}


def item_from_data(data: Mapping[str, Any]) -> Item:
    if data["kind"] == Rows.kind:
        rows: Rows[Part] = Rows(Part, data["label"], least=data["least"], most=data["most"], hint=data["hint"])
        rows.children = tuple(item_from_data(each) for each in data["children"])
        return rows.with_trees(data)
    if data["kind"] not in ITEM_KINDS:
        raise DefinitionError(str(data.get("key")), f"unknown kind {data['kind']!r} in stored data")
    return ITEM_KINDS[data["kind"]].from_data(data)
