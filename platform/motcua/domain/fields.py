"""The kinds of question. Each parses what people type, refuses in Vietnamese, and shows and stores its values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self, TypeVar

from motcua.domain.conditions import Env
from motcua.domain.contacts import Email, IdNumber, Phone, TaxCode
from motcua.domain.errors import DefinitionError, Refused
from motcua.domain.items import NOWHERE, Asked, Field, Item, Section
from motcua.domain.quantities import Date, Decimal, Integer, Money
from motcua.domain.text import lower_first, normalise, several_lines
from motcua.domain.values import NO, OPTIONS, TRUTH, YES

__all__ = [
    "FIELD_KINDS", "Asked", "Choice", "Commune", "Date", "Decimal", "Email", "Field", "IdNumber", "Integer", "Item",
    "LongText", "Many", "Money", "Phone", "Section", "TaxCode", "Text", "YesNo",
]  # fmt: skip

T = TypeVar("T")


class Text(Field[str]):
    """One line."""

    kind = "text"
    keywords: ClassVar[tuple[str, ...]] = (*Field.keywords, "longest", "pattern", "example", "uppercase", "words")

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        optional: bool = False,
        longest: int = 200,
        pattern: str = "",
        example: str = "",
        uppercase: bool = False,
        words: int = 1,
    ) -> None:
        super().__init__(label, hint=hint, optional=optional)
        if longest < 1:
            raise DefinitionError(label, "longest phải từ 1 trở lên")
        if bool(pattern) != bool(example):
            raise DefinitionError(label, "pattern phải đi cùng example: câu từ chối nêu ví dụ đó")
        self.longest, self.pattern, self.example = longest, pattern, example
        self.uppercase, self.words = uppercase, words
        try:
            self._pattern = re.compile(pattern, re.ASCII)
        except re.error as why:
            raise DefinitionError(label, f"pattern không đọc được: {why}") from None
        if pattern and not self._pattern.fullmatch(example):
            raise DefinitionError(label, f"ví dụ {example!r} không khớp pattern")

    def parse(self, raw: str, asked: Asked = NOWHERE) -> str:
        text = self.cleaned(raw)
        if self.uppercase:
            text = text.upper()
        if not text:
            raise Refused(self.missing)
        if len(text) > self.longest:
            raise Refused(self.says(f"chỉ được dài tối đa {self.longest} ký tự (đang có {len(text)})"))
        if self.pattern and not self._pattern.fullmatch(text):
            raise Refused(self.says(f"chưa đúng dạng, ví dụ {self.example}"))
        return text

    def oddity(self, value: str, env: Env) -> str | None:
        # A warning and no more: some minorities and foreigners have a name of one word.
        if len(value.split()) < self.words:
            return self.says(f"thường có từ {self.words} tiếng trở lên; kiểm tra lại")
        return None


class LongText(Text):
    """Several lines."""

    kind = "long_text"
    keywords: ClassVar[tuple[str, ...]] = (*Field.keywords, "longest")

    def __init__(self, label: str, *, hint: str = "", optional: bool = False, longest: int = 4000) -> None:
        super().__init__(label, hint=hint, optional=optional, longest=longest)

    def cleaned(self, raw: object) -> str:
        super().cleaned(raw)
        return several_lines(normalise(str(raw)))


class WithOptions(Field[T]):
    """A question with a fixed list of options: `{"retail": "Bán lẻ", …}`; the key is stored, the text is read."""

    keywords: ClassVar[tuple[str, ...]] = (*Field.keywords, "choices")

    def __init__(self, label: str, choices: Mapping[str, str], *, hint: str = "", optional: bool = False) -> None:
        super().__init__(label, hint=hint, optional=optional)
        self._choices = _checked_choices(label, choices)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        choices = dict(data["choices"])
        return cls(data["label"], choices, hint=data["hint"], optional=data["optional"]).with_trees(data)

    @property
    def choices(self) -> Mapping[str, str]:
        return self._choices

    def to_data(self) -> dict[str, Any]:
        # Pairs, because jsonb does not keep the order of an object's keys.
        return super().to_data() | {"choices": [list(pair) for pair in self._choices.items()]}


class Choice(WithOptions[str]):
    """One of the options."""

    kind = "choice"
    asks = "Chọn"

    def parse(self, raw: str, asked: Asked = NOWHERE) -> str:
        text = self.cleaned(raw)
        if not text:
            raise Refused(self.missing)
        if text not in self._choices:
            raise Refused(f"Chọn {lower_first(self.label)} trong danh sách")
        return text

    def show(self, value: str, communes: Mapping[str, str] | None = None) -> str:
        return self._choices.get(value, value)


class Many(WithOptions[tuple[str, ...]]):
    """Any number of the options."""

    kind = "many"
    value_type = OPTIONS
    asks = "Chọn ít nhất một mục cho"

    def read(self, texts: Sequence[str], asked: Asked) -> tuple[str, ...] | None:
        chosen = {text for text in (self.cleaned(raw) for raw in texts) if text}
        if chosen - set(self._choices):
            raise Refused(f"Chọn {lower_first(self.label)} trong danh sách")
        if not chosen and self.required:
            raise Refused(self.missing)
        return tuple(option for option in self._choices if option in chosen) or None

    def parse(self, raw: str, asked: Asked = NOWHERE) -> tuple[str, ...]:
        value = self.read([raw], asked)
        if value is None:
            raise Refused(self.missing)
        return value

    def show(self, value: tuple[str, ...], communes: Mapping[str, str] | None = None) -> str:
        return "; ".join(self._choices.get(option, option) for option in value)

    def typed(self, value: tuple[str, ...]) -> tuple[str, ...]:
        return value

    def to_json(self, value: tuple[str, ...]) -> list[str]:
        return list(value)

    def from_json(self, data: Any) -> tuple[str, ...]:
        return tuple(data)


class YesNo(Field[bool]):
    """Có / Không, posted as `yes` and `no`."""

    kind = "yes_no"
    value_type = TRUTH
    choices_posted: ClassVar[Mapping[str, bool]] = {
        "yes": True, "no": False, "có": True, "không": False, "true": True, "false": False, "on": True,
    }  # fmt: skip

    @property
    def missing(self) -> str:
        return f"Chọn Có hoặc Không cho mục “{self.label}”"

    def parse(self, raw: str, asked: Asked = NOWHERE) -> bool:
        value = self.choices_posted.get(self.cleaned(raw).lower())
        if value is None:
            raise Refused(self.missing)
        return value

    def show(self, value: bool, communes: Mapping[str, str] | None = None) -> str:
        return YES if value else NO

    def typed(self, value: bool) -> tuple[str, ...]:
        return ("yes" if value else "no",)


class Commune(Field[str]):
    """A commune of the center, stored by code. The list is the center's and comes in with `Asked`.

    A center that has not said its communes yet asks for the name: its counter must not stand still for that.
    """

    kind = "commune"
    asks = "Chọn"
    longest = 100

    def parse(self, raw: str, asked: Asked = NOWHERE) -> str:
        text = self.cleaned(raw)
        if not text:
            raise Refused(self.missing if asked.communes else f"Nhập {lower_first(self.label)}")
        if not asked.communes:
            if len(text) > self.longest:
                raise Refused(self.says(f"chỉ được dài tối đa {self.longest} ký tự (đang có {len(text)})"))
            return text
        if text not in asked.communes:
            raise Refused(f"Chọn {lower_first(self.label)} trong danh sách xã, thị trấn của huyện")
        return text

    def show(self, value: str, communes: Mapping[str, str] | None = None) -> str:
        return (communes or {}).get(value, value)


def _checked_choices(label: str, choices: Mapping[str, str]) -> dict[str, str]:
    if not isinstance(choices, Mapping) or len(choices) < 2:
        raise DefinitionError(label, 'cần từ hai lựa chọn trở lên, viết {"food": "Ăn uống", …}')
    for key, text in choices.items():
        if not (isinstance(key, str) and re.fullmatch(r"[a-z0-9][a-z0-9_\-]*", key)):
            raise DefinitionError(label, f"khóa lựa chọn {key!r} chỉ gồm a-z, 0-9, _ và -")
        if not (isinstance(text, str) and text.strip() and normalise(text) == text):
            raise DefinitionError(label, f"lựa chọn {key!r} cần một câu tiếng Việt ở dạng Unicode NFC")
    if len(set(choices.values())) < len(choices):
        raise DefinitionError(label, "hai lựa chọn cùng tên")
    return dict(choices)


FIELD_KINDS: Mapping[str, type[Field[Any]]] = {
    kind.kind: kind
    for kind in (
        Text, LongText, Date, Integer, Decimal, Money, Choice, Many, YesNo, IdNumber, Phone, Email, TaxCode, Commune,
    )
}  # fmt: skip
