"""What stands on a form: the common ground of sections, fields, groups of rows, papers and computed values."""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Generic, Self, TypeVar, overload

from motcua.domain.conditions import Condition, Env, Expression, Value, as_condition
from motcua.domain.errors import DefinitionError, Refused
from motcua.domain.operands import Ref
from motcua.domain.text import lower_first, normalise, one_line
from motcua.domain.trees import Tree, tree_from_data
from motcua.domain.values import TEXT, value_from_data, value_to_data

T = TypeVar("T")
Change = Callable[[Ref], Tree]


class Unanswered(Exception):
    """A check read a field that has no answer: the check is skipped. Never leaves the domain."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What parsing one field may need from outside: the day of filing, the center's communes, the answers above."""

    filed_on: date | None = None
    communes: Mapping[str, str] = field(default_factory=dict)
    env: Env | None = None


NOWHERE = Asked()


class Sheet:
    """Answers seen as an object, so that a code check writes `self.owner_born`."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def _answer(self, key: str) -> Any:
        value = self._values.get(key)
        if value is None:
            raise Unanswered(key)
        return value


Declared = list[tuple["Item", "Condition | None"]]


class Member:
    """What a class body may hold: an item, or a part that brings several."""

    def take_name(self, name: str) -> None:
        """The attribute's name in the class. `ValueError` if the object already stands somewhere else."""

    def declared(self, heading: Condition | None) -> tuple[Declared, Condition | None]:
        """Its items, each with the condition of its heading; and the heading's condition for what follows."""
        return [], heading

    def part_checks(self) -> tuple[Any, ...]:
        return ()


class Item(Member):
    """`key` is the attribute's name in the form's class, empty until the class is built."""

    kind: ClassVar[str] = ""
    # Whether it leaves a value among the answers, which conditions may read.
    has_answer: ClassVar[bool] = False
    # The constructor's keywords that travel in stored data, and the attributes that hold trees.
    keywords: ClassVar[tuple[str, ...]] = ()
    trees: ClassVar[tuple[str, ...]] = ("condition",)

    def __init__(self, label: str) -> None:
        if not isinstance(label, str) or not label.strip():
            raise DefinitionError(type(self).__name__, "cần một tên bằng tiếng Việt")
        if unicodedata.normalize("NFC", label) != label:
            raise DefinitionError(label, "tên không ở dạng Unicode NFC; lưu tệp ở dạng NFC")
        if label != one_line(label) or not label.isprintable():
            raise DefinitionError(label, "tên có ký tự điều khiển hoặc khoảng trắng thừa")
        self.key = ""
        self.label = label
        self.condition: Condition | None = None

    def shown_if(self, condition: Condition) -> Self:
        """Asked only while the condition holds; the answer to a hidden question is dropped."""
        if self.condition is not None:
            raise DefinitionError(self.label, "có hai shown_if(); nối các điều kiện bằng & | ~")
        self.condition = as_condition(condition)
        return self

    def take_name(self, name: str) -> None:
        if self.key not in ("", name):
            raise ValueError(f"chính mục này đã đứng trên một tờ khai với tên {self.key!r}")
        self.key = name

    def declared(self, heading: Condition | None) -> tuple[Declared, Condition | None]:
        return [(self, heading)], heading

    def is_shown(self, env: Env) -> bool:
        return self.condition is None or self.condition.holds(env) is True

    def copied(self, key: str, change: Change) -> Self:
        """A copy for another place, its trees rewritten."""
        other = copy.copy(self)
        other.key = key
        for name in self.trees:
            tree = getattr(self, name)
            setattr(other, name, None if tree is None else tree.replaced(change))
        return other

    def reads(self) -> tuple[Tree, ...]:
        return tuple(tree for name in self.trees if (tree := getattr(self, name)) is not None)

    def to_data(self) -> dict[str, Any]:
        data: dict[str, Any] = {"kind": self.kind, "key": self.key, "label": self.label}
        data |= {name: value_to_data(getattr(self, name)) for name in self.keywords}
        return data | {name: tree.to_data() for name in self.trees if (tree := getattr(self, name)) is not None}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        item = cls(data["label"], **{name: value_from_data(data[name]) for name in cls.keywords if name in data})
        return item.with_trees(data)

    def with_trees(self, data: Mapping[str, Any]) -> Self:
        self.key = data["key"]
        for name in self.trees:
            if name in data:
                setattr(self, name, tree_from_data(data[name]))
        return self


class Section(Item):
    """A heading. Its `shown_if` covers everything up to the next heading."""

    kind = "section"
    keywords: ClassVar[tuple[str, ...]] = ("hint",)

    def __init__(self, label: str, *, hint: str = "") -> None:
        super().__init__(label)
        self.hint = hint

    def declared(self, heading: Condition | None) -> tuple[Declared, Condition | None]:
        return [(self, None)], self.condition


class Field(Item, Expression, Generic[T]):
    """A question. In the class body and on the class it is itself; on a filled form (`self.owner_born`) its answer."""

    keywords: ClassVar[tuple[str, ...]] = ("hint", "optional")
    has_answer = True
    value_type: ClassVar[str] = TEXT
    asks: ClassVar[str] = "Nhập"

    def __init__(self, label: str, *, hint: str = "", optional: bool = False) -> None:
        super().__init__(label)
        self.hint = hint
        self.required = not optional
        self.is_sensitive = False

    @overload
    def __get__(self, sheet: None, owner: type) -> Self: ...
    @overload
    def __get__(self, sheet: Sheet, owner: type) -> T: ...
    def __get__(self, sheet: Sheet | None, owner: type) -> Any:
        return self if sheet is None else sheet._answer(self.key)

    @property
    def optional(self) -> bool:
        return not self.required

    @property
    def choices(self) -> Mapping[str, str]:
        return {}

    def child(self, key: str) -> Field[Any] | None:
        return None

    def tree(self) -> Value:
        return Ref(label=self.label, of=self)

    @property
    def missing(self) -> str:
        return f"{self.asks} {lower_first(self.label)}"

    def says(self, rest: str) -> str:
        return f"{self.label} {rest}"

    def read(self, texts: Sequence[str], asked: Asked) -> T | None:
        """What was posted under the field's name: None if nothing. The last one counts, as with a hidden default."""
        text = self.cleaned(texts[-1]) if texts else ""
        if text:
            return self.parse(text, asked)
        if self.required:
            raise Refused(self.missing)
        return None

    def cleaned(self, raw: object) -> str:
        if not isinstance(raw, str):
            raise Refused(self.says("phải là chữ, không phải tệp"))
        try:
            return one_line(normalise(raw))
        except Refused as refused:
            raise Refused(self.says(refused.sentence)) from None

    def parse(self, raw: str, asked: Asked = NOWHERE) -> T:
        """The value, or `Refused` with a Vietnamese sentence that says what to do."""
        raise Refused(self.missing)

    def show(self, value: T, communes: Mapping[str, str] | None = None) -> str:
        return str(value)

    def typed(self, value: T) -> tuple[str, ...]:
        """What to post to get this value: the content of the input box when answers are corrected."""
        return (str(value),)

    def oddity(self, value: T, env: Env) -> str | None:
        """A warning about a value that is taken all the same."""
        return None

    def to_json(self, value: T) -> Any:
        return value

    def from_json(self, data: Any) -> T:
        return data  # type: ignore[no-any-return]
