"""Reusable sections (`Part`), placed once under a prefix (`Person.section(…)`) or repeated in rows (`Rows`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, ClassVar, Generic, Self, TypeVar, overload

from motcua.domain.assembly import Declared, Member, SheetType, assemble, members_of
from motcua.domain.checks import MARK, Check
from motcua.domain.conditions import Condition, Env, Expression, Value, as_condition
from motcua.domain.errors import DefinitionError
from motcua.domain.items import Change, Field, Item, Section, Sheet
from motcua.domain.operands import Ref
from motcua.domain.papers import Paper
from motcua.domain.values import ROWS

P = TypeVar("P", bound="Part")

MOST_ROWS = 50


class Part(Sheet, metaclass=SheetType):
    """A section written once: a person, a land parcel. On a filled form it is seen as an object."""

    own_items: ClassVar[tuple[Item, ...]] = ()
    own_checks: ClassVar[tuple[Check, ...]] = ()

    def __init_subclass__(cls) -> None:
        members = members_of(cls, Part)
        for name, member in members.items():
            if name in dir(Part):
                raise DefinitionError(cls.__name__, f"tên {name!r} là của nền tảng; đặt tên khác")
            if isinstance(member, Rows):
                raise DefinitionError(
                    cls.__name__, f"{name}: nhóm dòng (Rows) không đặt được trong phần dùng lại (Part)"
                )
            if hasattr(member, MARK):
                raise DefinitionError(cls.__name__, f"{name}: @check thuộc về tờ khai; ở đây viết Check(…)")
        cls.own_items, cls.own_checks = assemble(cls.__name__, members)
        if not any(isinstance(item, Field) for item in cls.own_items):
            raise DefinitionError(cls.__name__, "không có câu hỏi nào")

    @classmethod
    def section(cls, title: str, *, hint: str = "", without: Collection[str] = ()) -> Placed[Self]:
        """The part in one place. `without` leaves out questions that this procedure has no need of, and with them the
        part's checks that read them."""
        return Placed(cls, title, hint=hint, without=without)


class Copies:
    """The items of a part, copied for one place. Keys stay empty until the class around it is built."""

    def __init__(self, part: type[Part], without: Collection[str] = ()) -> None:
        left_out = frozenset(without)
        if unknown := sorted(left_out - {item.key for item in part.own_items}):
            raise DefinitionError(part.__name__, f"without= nêu mục không có trong phần này: {', '.join(unknown)}")
        self.by_local: dict[str, Item] = {}
        for item in part.own_items:
            if item.key in left_out:
                continue
            for tree in item.reads():
                for key in sorted(tree.fields() & left_out):
                    raise DefinitionError(part.__name__, f"without= bỏ {key!r} mà “{item.label}” đọc")
            self.by_local[item.key] = item.copied("", self._here)
        self.checks = tuple(
            check.copied(check.key, self.by_local[check.field], self._here)
            for check in part.own_checks
            if not left_out & {check.field, *check.condition.fields()}
        )

    def _here(self, ref: Ref) -> Ref:
        return Ref(label=ref.label, of=self.by_local[ref.name])  # type: ignore[arg-type]  # only fields are referred to

    def name(self, prefix: str) -> None:
        for local, item in self.by_local.items():
            item.key = f"{prefix}.{local}"


class Placed(Member, Generic[P]):
    """A part under a prefix: `owner["born"]` is its field for conditions, `self.owner.born` its answer."""

    def __init__(self, part: type[P], title: str, *, hint: str = "", without: Collection[str] = ()) -> None:
        self.part = part
        self.heading = Section(title, hint=hint)
        self.copies = Copies(part, without)

    def shown_if(self, condition: Condition) -> Self:
        self.heading.shown_if(condition)
        return self

    def take_name(self, name: str) -> None:
        self.heading.take_name(name)
        self.copies.name(name)

    def declared(self, heading: Condition | None) -> tuple[Declared, Condition | None]:
        own = self.heading.condition
        return [(self.heading, None), *((item, own) for item in self.copies.by_local.values())], None

    def part_checks(self) -> tuple[Check, ...]:
        return self.copies.checks

    def __getitem__(self, key: str) -> Field[Any]:
        item = self.copies.by_local.get(key)
        if not isinstance(item, Field):
            raise DefinitionError(self.heading.label, f"không có câu hỏi {key!r} trong {self.part.__name__}")
        return item

    @overload
    def __get__(self, sheet: None, owner: type) -> Self: ...
    @overload
    def __get__(self, sheet: Sheet, owner: type) -> P: ...
    def __get__(self, sheet: Sheet | None, owner: type) -> Any:
        if sheet is None:
            return self
        prefix = self.heading.key + "."
        values = sheet._values.items()
        return self.part({key[len(prefix) :]: value for key, value in values if key.startswith(prefix)})


class Rows(Item, Expression, Generic[P]):
    """Repeating rows of one part: parties, members, rooms. Conditions speak of their number, sums, any and all."""

    kind = "rows"
    has_answer = True
    keywords: ClassVar[tuple[str, ...]] = ("least", "most", "hint")
    is_sensitive = False

    def __init__(
        self,
        part: type[P],
        label: str,
        *,
        least: int = 0,
        most: int = 10,
        hint: str = "",
        without: Collection[str] = (),
    ) -> None:
        super().__init__(label)
        if not 0 <= least <= most or not 1 <= most <= MOST_ROWS:
            raise DefinitionError(label, f"least và most phải thỏa 0 ≤ least ≤ most, most từ 1 đến {MOST_ROWS}")
        self.least, self.most, self.hint = least, most, hint
        self.children: tuple[Item, ...] = ()
        self.checks: tuple[Check, ...] = ()
        self.part: type[P] | None = None
        if part is not Part:
            if any(isinstance(item, Paper) for item in part.own_items):
                raise DefinitionError(label, "giấy tờ (Paper) không đặt được trong nhóm dòng")
            copies = Copies(part, without)
            self.part, self.copies = part, copies
            self.children, self.checks = tuple(copies.by_local.values()), copies.checks

    def take_name(self, name: str) -> None:
        super().take_name(name)
        if self.part:
            self.copies.name(name)

    def part_checks(self) -> tuple[Check, ...]:
        return self.checks

    @property
    def value_type(self) -> str:
        return ROWS

    @property
    def choices(self) -> Mapping[str, str]:
        return {}

    @property
    def required(self) -> bool:
        return self.least > 0

    def local(self, item: Item) -> str:
        return item.key[len(self.key) + 1 :]

    @property
    def fields(self) -> tuple[Field[Any], ...]:
        return tuple(item for item in self.children if isinstance(item, Field))

    def child(self, key: str) -> Any:
        if not self.key:
            return self.copies.by_local.get(key)
        return next((item for item in self.children if self.local(item) == key), None)

    def __getitem__(self, key: str) -> Field[Any]:
        item = self.child(key)
        if not isinstance(item, Field):
            raise DefinitionError(self.label, f"không có câu hỏi {key!r} trong các dòng")
        return item

    def tree(self) -> Value:
        return self.reference

    @property
    def reference(self) -> Ref:
        return Ref(label=self.label, of=self)

    def count(self) -> Expression:
        return self.reference.count()

    def sum_of(self, key: str) -> Expression:
        return self.reference.sum_of(key)

    def any_row(self, condition: Condition) -> Condition:
        return self.reference.any_row(as_condition(condition).replaced(self._in_row))

    def all_rows(self, condition: Condition) -> Condition:
        return self.reference.all_rows(as_condition(condition).replaced(self._in_row))

    def _in_row(self, ref: Ref) -> Ref:
        """`Party.kind` in a condition over rows means the field of these rows."""
        own = self.part.own_items if self.part else ()
        declared = getattr(self.part, ref.name, None) if ref.of is not None and ref.name else None
        if declared is not None and declared is ref.of and any(item.key == ref.name for item in own):
            return self.reference.column(ref.name)
        return ref

    def copied(self, key: str, change: Change) -> Self:
        other = super().copied(key, change)
        other.children = tuple(item.copied(item.key, change) for item in self.children)
        return other

    def row_env(self, env: Env, row: Mapping[str, Any]) -> Env:
        return env.in_row(self.key, row)

    def to_data(self) -> dict[str, Any]:
        return super().to_data() | {"children": [item.to_data() for item in self.children]}

    @overload
    def __get__(self, sheet: None, owner: type) -> Self: ...
    @overload
    def __get__(self, sheet: Sheet, owner: type) -> tuple[P, ...]: ...
    def __get__(self, sheet: Sheet | None, owner: type) -> Any:
        if sheet is None:
            return self
        return tuple(self.part(row) for row in sheet._answer(self.key)) if self.part else ()
