"""Questions answered with a date or a number."""

from __future__ import annotations

import decimal
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, TypeVar

from motcua.domain.errors import DefinitionError, Refused
from motcua.domain.items import NOWHERE, Asked, Field
from motcua.domain.parsing import MOST_DIGITS, parse_date, parse_decimal, parse_integer, parse_money
from motcua.domain.values import DATE, NUMBER, show_date, show_number

N = TypeVar("N", int, decimal.Decimal)

# Outside these years a date is a slip of the finger (0199, 20177).
FIRST_YEAR, LAST_YEAR = 1800, 2200


class Date(Field[date]):
    """A day, typed 2/9/1990, 02.09.1990, 02-09-1990, or 1990-09-02 as browsers send it."""

    kind = "date"
    keywords: ClassVar[tuple[str, ...]] = (*Field.keywords, "not_future", "not_past")
    value_type = DATE

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        optional: bool = False,
        not_future: bool = False,
        not_past: bool = False,
    ) -> None:
        super().__init__(label, hint=hint, optional=optional)
        self.not_future, self.not_past = not_future, not_past

    def parse(self, raw: str, asked: Asked = NOWHERE) -> date:
        text = self.cleaned(raw)
        if not text:
            raise Refused(self.missing)
        try:
            value = parse_date(text)
        except ValueError:
            raise Refused(self.says("không có trong lịch; xem lại ngày và tháng")) from None
        if value is None:
            raise Refused(self.says("phải có dạng ngày/tháng/năm, ví dụ 02/09/1990"))
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise Refused(self.says(f"phải có năm từ {FIRST_YEAR} đến {LAST_YEAR}"))
        if self.not_future and asked.filed_on and value > asked.filed_on:
            raise Refused(self.says(f"không được sau ngày nộp hồ sơ ({show_date(asked.filed_on)})"))
        if self.not_past and asked.filed_on and value < asked.filed_on:
            raise Refused(self.says(f"không được trước ngày nộp hồ sơ ({show_date(asked.filed_on)})"))
        return value

    def show(self, value: date, communes: Mapping[str, str] | None = None) -> str:
        return show_date(value)

    def typed(self, value: date) -> tuple[str, ...]:
        return (show_date(value),)

    def to_json(self, value: date) -> str:
        return value.isoformat()

    def from_json(self, data: Any) -> date:
        return date.fromisoformat(data)


class Number(Field[N]):
    """What whole numbers, decimals and money share: bounds, unit, and the way they are shown."""

    keywords: ClassVar[tuple[str, ...]] = (*Field.keywords, "least", "most", "unit")
    value_type = NUMBER

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        optional: bool = False,
        least: N | int | None = 0,
        most: N | int | None = None,
        unit: str = "",
    ) -> None:
        super().__init__(label, hint=hint, optional=optional)
        if isinstance(least, float) or isinstance(most, float):
            raise DefinitionError(label, "least và most phải là int hoặc Decimal, không phải float")
        if least is not None and most is not None and least > most:
            raise DefinitionError(label, "least lớn hơn most")
        self.least: N | int | None = least
        self.most: N | int | None = most
        self.unit = unit

    def bounded(self, value: N | None, malformed: str) -> N:
        if value is None:
            raise Refused(self.says(malformed))
        if self.least is not None and value < self.least:
            raise Refused(self.says(f"phải từ {self.show_bound(self.least)} trở lên"))
        if self.most is not None and value > self.most:
            raise Refused(self.says(f"không được quá {self.show_bound(self.most)}"))
        if abs(value) >= 10**MOST_DIGITS:
            raise Refused(self.says(f"chỉ được có tối đa {MOST_DIGITS} chữ số"))
        return value

    def show_bound(self, value: N | int) -> str:
        return show_number(value) + (f" {self.unit}" if self.unit else "")

    def show(self, value: N, communes: Mapping[str, str] | None = None) -> str:
        return self.show_bound(value)

    def typed(self, value: N) -> tuple[str, ...]:
        return (show_number(value),)


class Integer(Number[int]):
    kind = "integer"

    def parse(self, raw: str, asked: Asked = NOWHERE) -> int:
        text = self.cleaned(raw)
        if not text:
            raise Refused(self.missing)
        return self.bounded(parse_integer(text), "phải là số nguyên viết bằng chữ số, ví dụ 12")

    def from_json(self, data: Any) -> int:
        return int(data)


class Decimal(Number[decimal.Decimal]):
    """A number with decimals, never a float. `places` is the most digits after the comma."""

    kind = "decimal"
    keywords: ClassVar[tuple[str, ...]] = (*Number.keywords, "places")

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        optional: bool = False,
        least: decimal.Decimal | int | None = 0,
        most: decimal.Decimal | int | None = None,
        unit: str = "",
        places: int = 2,
    ) -> None:
        super().__init__(label, hint=hint, optional=optional, least=least, most=most, unit=unit)
        if not 1 <= places <= 6:
            raise DefinitionError(label, "places phải từ 1 đến 6; số nguyên thì dùng Integer")
        self.places = places

    def parse(self, raw: str, asked: Asked = NOWHERE) -> decimal.Decimal:
        text = self.cleaned(raw)
        if not text:
            raise Refused(self.missing)
        value = self.bounded(parse_decimal(text), "phải là số, dấu phẩy trước phần lẻ, ví dụ 120,5")
        rounded = value.quantize(decimal.Decimal(1).scaleb(-self.places), decimal.ROUND_DOWN)
        if rounded != value:
            raise Refused(self.says(f"chỉ được có tối đa {self.places} chữ số sau dấu phẩy"))
        return value

    def to_json(self, value: decimal.Decimal) -> str:
        return str(value)

    def from_json(self, data: Any) -> decimal.Decimal:
        return decimal.Decimal(data)


class Money(Number[int]):
    """Whole đồng."""

    kind = "money"
    keywords: ClassVar[tuple[str, ...]] = (*Field.keywords, "least", "most")

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        optional: bool = False,
        least: int | None = 0,
        most: int | None = None,
    ) -> None:
        super().__init__(label, hint=hint, optional=optional, least=least, most=most, unit="đồng")

    def parse(self, raw: str, asked: Asked = NOWHERE) -> int:
        text = self.cleaned(raw)
        if not text:
            raise Refused(self.missing)
        return self.bounded(parse_money(text), "phải là số tiền viết bằng chữ số, ví dụ 1.000.000")

    def from_json(self, data: Any) -> int:
        return int(data)
