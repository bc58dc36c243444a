"""Papers of a dossier (thành phần hồ sơ) and values that the form computes."""

from __future__ import annotations

import decimal
import re
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from motcua.domain.conditions import Env, Expression, Operand, Value, as_tree
from motcua.domain.errors import DefinitionError
from motcua.domain.items import Item, Sheet
from motcua.domain.operands import Ref
from motcua.domain.trees import tree_from_data
from motcua.domain.values import NUMBER, show_number, show_value, value_from_data, value_to_data

# What becomes of originals that the center takes in, once the case is decided.
GOES_BACK: Mapping[str, str] = {
    "never": "lưu trong hồ sơ",
    "if_refused": "thay bằng kết quả, chỉ trả lại khi từ chối giải quyết",
    "always": "trả lại cùng kết quả",
}


class Paper(Item):
    """How many of which: originals, certified copies, plain copies. A presented paper is looked at and handed back.

    `goes_back` speaks of originals that are taken in: the form itself and what was made for the case stay (`never`), a
    paper that the result replaces stays unless the case is refused (`if_refused`), a person's own papers go home with
    the result (`always`). A case that ends undecided gives everything back.
    """

    kind = "paper"
    keywords: ClassVar[tuple[str, ...]] = (
        "originals", "certified_copies", "copies", "optional", "presented", "note", "goes_back",
    )  # fmt: skip

    def __init__(
        self,
        label: str,
        originals: int = 0,
        certified_copies: int = 0,
        copies: int = 0,
        optional: bool = False,
        presented: bool = False,
        note: str = "",
        key: str | None = None,
        goes_back: str = "never",
    ) -> None:
        super().__init__(label)
        numbers = (originals, certified_copies, copies)
        if any(isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= 99 for number in numbers):
            raise DefinitionError(label, "originals, certified_copies và copies là số nguyên từ 0 đến 99")
        if not any(numbers) and not presented:
            raise DefinitionError(
                label, "phải có ít nhất một bản: originals, certified_copies hoặc copies từ 1 trở lên"
            )
        if goes_back not in GOES_BACK:
            raise DefinitionError(label, f"goes_back chọn trong {', '.join(GOES_BACK)}, không phải {goes_back!r}")
        if goes_back != "never" and (presented or not originals):
            raise DefinitionError(label, "goes_back nói về bản chính mà Trung tâm giữ; giấy tờ này không có")
        if key is not None and not re.fullmatch(r"[a-z][a-z0-9_]*", key):
            raise DefinitionError(label, f"khóa {key!r} phải là chữ thường không dấu")
        self.originals = originals if any(numbers) else 1
        self.certified_copies, self.copies = certified_copies, copies
        self.required, self.is_presented, self.note = not optional, presented, note
        self.goes_back = goes_back
        self.own_key = key

    def take_name(self, name: str) -> None:
        super().take_name(self.own_key or name)

    @property
    def optional(self) -> bool:
        return not self.required

    @property
    def presented(self) -> bool:
        return self.is_presented

    @property
    def kept(self) -> str:
        """`kept` or `shown`: a shown original goes home with its owner (Nghị định 61/2018/NĐ-CP, Điều 20.2)."""
        return "shown" if self.is_presented else "kept"

    @property
    def numbers(self) -> str:
        """`1 bản chính, 2 bản sao`"""
        counts = (
            (self.originals, "bản chính"),
            (self.certified_copies, "bản sao chứng thực"),
            (self.copies, "bản sao"),
        )
        text = ", ".join(f"{number} {kind}" for number, kind in counts if number)
        return f"{text} (xuất trình)" if self.is_presented else text


class Computed(Item, Expression):
    """A value that nobody types: shown, stored, and usable in conditions. `places` rounds decimals, half up."""

    kind = "computed"
    has_answer = True
    trees: ClassVar[tuple[str, ...]] = ("condition", "expression")
    is_sensitive = False

    def __init__(self, label: str, expression: Operand, *, unit: str = "", places: int = 2) -> None:
        super().__init__(label)
        if not isinstance(expression, Expression):
            raise DefinitionError(label, f"{expression!r} không phải biểu thức của các câu hỏi")
        self.expression = as_tree(expression)
        self.unit, self.places = unit, places
        self.value_type = self.expression.value_type

    def __get__(self, sheet: Sheet | None, owner: type) -> Any:
        return self if sheet is None else sheet._answer(self.key)

    @property
    def choices(self) -> Mapping[str, str]:
        return {}

    def child(self, key: str) -> None:
        return None

    def tree(self) -> Value:
        return Ref(label=self.label, of=self)

    def compute(self, env: Env) -> Any:
        value = self.expression.value(env)
        if isinstance(value, decimal.Decimal):
            try:
                value = value.quantize(decimal.Decimal(1).scaleb(-self.places), decimal.ROUND_HALF_UP)
            except decimal.InvalidOperation:
                return None
        return value

    def show(self, value: Any, communes: Mapping[str, str] | None = None) -> str:
        text = show_number(value) if self.value_type == NUMBER else show_value(value)
        return f"{text} {self.unit}" if self.unit else text

    def to_json(self, value: Any) -> Any:
        return value_to_data(value)

    def from_json(self, data: Any) -> Any:
        return value_from_data(data)

    def to_data(self) -> dict[str, Any]:
        return super().to_data() | {"unit": self.unit, "places": self.places, "value_type": self.value_type}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        expression = tree_from_data(data["expression"])
        item = cls(data["label"], expression, unit=data["unit"], places=data["places"])
        item.value_type = data["value_type"]
        return item.with_trees(data)
