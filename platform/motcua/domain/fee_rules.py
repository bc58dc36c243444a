"""The kinds of fee rule, as trees: each computes with its reasons line by line and says itself in Vietnamese.

Amounts are whole đồng. The lines of a known amount always add up to it, so that nobody has to trust a total.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple, TypeAlias

from motcua.domain.errors import DefinitionError
from motcua.domain.expressions import Condition, Value
from motcua.domain.trees import Env, Tree, node
from motcua.domain.values import show_number
from motcua.domain.words import dong


class FeeLine(NamedTuple):
    """One line of the sum, e.g. `("2 trang đầu × 2.000 đồng", 4000)`."""

    label: str
    amount: int


@dataclass(frozen=True, slots=True)
class FeeResult:
    """What is owed. `amount` is None when the rate is not confirmed or answers are `missing`; `note` says which."""

    amount: int | None
    lines: tuple[FeeLine, ...] = ()
    exemption: str | None = None
    note: str = ""
    missing: tuple[str, ...] = ()


class Fee(Tree):
    """A fee rule. Combine with `+`, `.capped(n)` and `.exempt(condition, reason)`."""

    __slots__ = ()

    def compute(self, env: Env) -> FeeResult:
        raise DefinitionError(type(self).__name__, "không phải quy tắc thu phí")

    def capped(self, most: int) -> Fee:
        """At most this much in all."""
        return Capped(self, whole(most))

    def exempt(self, condition: Condition, reason: str) -> Fee:
        """Nothing is owed where `condition` holds: `.exempt(Form.is_poor.is_yes(), "hộ nghèo")`."""
        return Exempt(self, condition, reason)

    def __add__(self, other: Fee) -> Fee:
        return Sum((self, other))


@node
@dataclass(frozen=True, slots=True)
class Free(Fee):
    op: ClassVar[str] = "fee_free"

    @property
    def says(self) -> str:
        return "Không thu phí, lệ phí"

    def compute(self, env: Env) -> FeeResult:
        return FeeResult(0, note=self.says)


@node
@dataclass(frozen=True, slots=True)
class Fixed(Fee):
    op: ClassVar[str] = "fee_fixed"
    amount: int
    label: str = "Lệ phí"

    @property
    def says(self) -> str:
        return dong(self.amount)

    def compute(self, env: Env) -> FeeResult:
        return FeeResult(self.amount, (FeeLine(self.label, self.amount),))


@node
@dataclass(frozen=True, slots=True)
class PerPage(Fee):
    """`first` for each page up to `up_to`, then `then`; `cap` is the most for one copy."""

    op: ClassVar[str] = "fee_per_page"
    first: int
    up_to: int
    then: int
    cap: int | None
    pages: Value
    copies: Value | None = None

    @property
    def says(self) -> str:
        cap = f", tối đa {dong(self.cap)}/bản" if self.cap is not None else ""
        return f"{dong(self.first)}/trang; từ trang thứ {self.up_to + 1}: {dong(self.then)}/trang{cap}"

    def compute(self, env: Env) -> FeeResult:
        pages = _count(self.pages, env)
        copies = 1 if self.copies is None else _count(self.copies, env)
        if pages is None or copies is None:
            return _incomplete(*(v for v in (self.pages, self.copies) if v is not None and _count(v, env) is None))
        early, late = min(pages, self.up_to), max(pages - self.up_to, 0)
        times = f" × {copies} bản" if self.copies is not None else ""
        lines = [FeeLine(f"{early} trang đầu × {dong(self.first)}{times}", early * self.first * copies)]
        if late:
            lines.append(FeeLine(f"{late} trang tiếp theo × {dong(self.then)}{times}", late * self.then * copies))
        one = early * self.first + late * self.then
        if self.cap is not None and one > self.cap:
            lines.append(FeeLine(f"Mức tối đa {dong(self.cap)}/bản{times}", (self.cap - one) * copies))
        return FeeResult(sum(line.amount for line in lines), tuple(lines))


@node
@dataclass(frozen=True, slots=True)
class PerUnit(Fee):
    """So much for each unit (a copy, a room), at most `cap`."""

    op: ClassVar[str] = "fee_per_unit"
    amount: int
    units: Value
    unit: str
    cap: int | None = None

    @property
    def says(self) -> str:
        cap = f", tối đa {dong(self.cap)}" if self.cap is not None else ""
        return f"{dong(self.amount)}/{self.unit}{cap}"

    def compute(self, env: Env) -> FeeResult:
        units = _count(self.units, env)
        if units is None:
            return _incomplete(self.units)
        result = FeeResult(
            units * self.amount, (FeeLine(f"{units} {self.unit} × {dong(self.amount)}", units * self.amount),)
        )
        return result if self.cap is None else _at_most(result, self.cap)


@node
@dataclass(frozen=True, slots=True)
class Bracket(Tree):
    """`amount` in all for up to `up_to` units; None is the last bracket, without end."""

    op: ClassVar[str] = "fee_bracket"
    up_to: int | None
    amount: int


@node
@dataclass(frozen=True, slots=True)
class ByBracket(Fee):
    """One amount by how many units there are."""

    op: ClassVar[str] = "fee_by_bracket"
    units: Value
    unit: str
    brackets: tuple[Bracket, ...]

    @property
    def says(self) -> str:
        return "; ".join(f"{self._range(at)}: {dong(b.amount)}" for at, b in enumerate(self.brackets))

    def compute(self, env: Env) -> FeeResult:
        units = _count(self.units, env)
        if units is None:
            return _incomplete(self.units)
        at = next(i for i, b in enumerate(self.brackets) if b.up_to is None or units <= b.up_to)
        amount = self.brackets[at].amount
        return FeeResult(amount, (FeeLine(f"{units} {self.unit} (mức {self._range(at)})", amount),))

    def _range(self, at: int) -> str:
        from_unit = (self.brackets[at - 1].up_to or 0) + 1 if at else 1
        up_to = self.brackets[at].up_to
        return f"từ {from_unit} {self.unit} trở lên" if up_to is None else f"từ {from_unit} đến {up_to} {self.unit}"


Option: TypeAlias = "str | bool"


@node
@dataclass(frozen=True, slots=True)
class Case(Tree):
    op: ClassVar[str] = "fee_case"
    option: Option
    label: str
    fee: Fee


@node
@dataclass(frozen=True, slots=True)
class By(Fee):
    """One rule per option of a question (by subject, by kind of paper)."""

    op: ClassVar[str] = "fee_by"
    question: Value
    cases: tuple[Case, ...]
    otherwise: Fee | None = None

    @property
    def says(self) -> str:
        cases = [f"{case.label}: {case.fee.says}" for case in self.cases]
        if self.otherwise is not None:
            cases.append(f"trường hợp khác: {self.otherwise.says}")
        return "; ".join(cases)

    def compute(self, env: Env) -> FeeResult:
        answer = self.question.value(env)
        if answer is None:
            return _incomplete(self.question)
        for case in self.cases:
            if case.option == answer:
                result = case.fee.compute(env)
                lines = tuple(FeeLine(f"{case.label}: {label}", amount) for label, amount in result.lines)
                return FeeResult(result.amount, lines, result.exemption, result.note, result.missing)
        return self.otherwise.compute(env) if self.otherwise is not None else _incomplete(self.question)


@node
@dataclass(frozen=True, slots=True)
class Unconfirmed(Fee):
    """Set by the provincial council or not yet found: the office collects by its own price list."""

    op: ClassVar[str] = "fee_unconfirmed"
    note: str
    reference: int | None = None

    @property
    def says(self) -> str:
        reference = f"; mức tham khảo {dong(self.reference)}" if self.reference is not None else ""
        return f"Chưa xác nhận: {self.note.rstrip('.')}{reference}"

    def compute(self, env: Env) -> FeeResult:
        return FeeResult(None, note=self.says)


@node
@dataclass(frozen=True, slots=True)
class Capped(Fee):
    op: ClassVar[str] = "fee_capped"
    fee: Fee
    most: int

    @property
    def says(self) -> str:
        return f"{self.fee.says}; tối đa {dong(self.most)}"

    def compute(self, env: Env) -> FeeResult:
        return _at_most(self.fee.compute(env), self.most)


@node
@dataclass(frozen=True, slots=True)
class Exempt(Fee):
    op: ClassVar[str] = "fee_exempt"
    fee: Fee
    condition: Condition
    reason: str

    @property
    def says(self) -> str:
        return f"{self.fee.says}; miễn đối với {self.reason}"

    def compute(self, env: Env) -> FeeResult:
        result = self.fee.compute(env)
        # An exemption is something the applicant shows: a ground that was not stated exempts nobody.
        if self.condition.holds(env) is not True:
            return result
        given = FeeLine(f"Miễn: {self.reason}", -(result.amount or 0))
        return FeeResult(0, (*result.lines, given) if result.amount is not None else (given,), self.reason)


@node
@dataclass(frozen=True, slots=True)
class Sum(Fee):
    op: ClassVar[str] = "fee_sum"
    fees: tuple[Fee, ...]

    @property
    def says(self) -> str:
        return " cộng ".join(fee.says for fee in self.fees)

    def compute(self, env: Env) -> FeeResult:
        results = [fee.compute(env) for fee in self.fees]
        amounts = [result.amount for result in results if result.amount is not None]
        notes = dict.fromkeys(result.note for result in results if result.note and result.amount is None)
        return FeeResult(
            sum(amounts) if len(amounts) == len(results) else None,
            tuple(line for result in results for line in result.lines),
            "; ".join(result.exemption for result in results if result.exemption) or None,
            " ".join(notes),
            tuple(dict.fromkeys(label for result in results for label in result.missing)),
        )


def whole(amount: Any, what: str = "mức thu") -> int:
    """An amount or a count as the author wrote it: whole and not negative, or refused on that line."""
    if isinstance(amount, bool) or not isinstance(amount, int) or amount < 0:
        raise DefinitionError("phí, lệ phí", f"{what} phải là số nguyên không âm, không phải {amount!r}.")
    return amount


def _count(value: Value, env: Env) -> int | None:
    """A counted answer; None when it is missing or is no count."""
    found = value.value(env)
    if isinstance(found, bool) or not isinstance(found, int | Decimal) or found < 0 or found != int(found):
        return None
    return int(found)


def _incomplete(*asked: Value) -> FeeResult:
    names = tuple(value.says for value in asked)
    return FeeResult(None, note=f"Chưa đủ thông tin để tính: {', '.join(names)}.", missing=names)


def _at_most(result: FeeResult, most: int) -> FeeResult:
    if result.amount is None or result.amount <= most:
        return result
    cut = FeeLine(f"Mức tối đa {show_number(most)} đồng", most - result.amount)
    return FeeResult(most, (*result.lines, cut), result.exemption, result.note)
