"""A procedure as its agency writes it: one frozen value in which form, papers, fee, term and route travel together.

Whatever can be found wrong is found here, while the plugin is imported, with the procedure's key in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.domain.conditions import CHANNELS
from motcua.domain.errors import DefinitionError
from motcua.domain.fees import Fee, fee_problems, unconfirmed
from motcua.domain.form_keys import knows, options_of
from motcua.domain.forms import Form
from motcua.domain.letters import Letter
from motcua.domain.route_checks import SLUG, route_problems
from motcua.domain.routes import Route
from motcua.domain.term_rules import TermRule
from motcua.domain.terms import Term

LEVELS: Mapping[str, str] = {"province": "Cấp tỉnh", "district": "Cấp huyện", "commune": "Cấp xã"}

#: Most fees are set by the provincial council, so a procedure that states none is not free: it is unknown.
FEE_NOT_STATED = unconfirmed("thu theo quy định hiện hành, nếu có")

_NATIONAL_CODE = re.compile(r"[0-9]\.[0-9]{6}")


@dataclass(frozen=True, slots=True)
class ProcedureCode:
    """A code of a procedure in one list. Dates may be unknown: codes like 1.001612 did not exist in 2017."""

    scheme: str
    code: str
    valid_from: date | None = None
    valid_to: date | None = None

    def to_data(self) -> dict[str, Any]:
        return {
            "scheme": self.scheme,
            "code": self.code,
            "valid_from": self.valid_from.isoformat() if self.valid_from else None,
            "valid_to": self.valid_to.isoformat() if self.valid_to else None,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> ProcedureCode:
        starts, ends = (date.fromisoformat(data[key]) if data[key] else None for key in ("valid_from", "valid_to"))
        return cls(data["scheme"], data["code"], starts, ends)


def national(code: str, valid_from: date | None = None, valid_to: date | None = None) -> ProcedureCode:
    """A code of the national database of procedures: `national("1.001612")`."""
    return ProcedureCode("national", code, valid_from, valid_to)


def local(code: str, valid_from: date | None = None, valid_to: date | None = None) -> ProcedureCode:
    """A code of the province's own list, as before 2018: `local("BNI-275123")`."""
    return ProcedureCode("local", code, valid_from, valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """Thủ tục hành chính. `unconfirmed` holds sentences that somebody who knows the law still has to check."""

    key: str
    title: str
    sector: str
    form: type[Form]
    route: Route
    term: Term | TermRule
    result: str | None
    fee: Fee = FEE_NOT_STATED
    codes: tuple[ProcedureCode, ...] = ()
    legal_basis: tuple[str, ...] = ()
    book: str | None = None
    channels: tuple[str, ...] = ("direct", "post")
    level: str = "district"
    validity_months: int | None = None
    is_at_once: bool = False
    result_is_signed: bool = True
    letters: tuple[Letter, ...] = ()
    unconfirmed: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for sentence in self._shape_problems():
            raise DefinitionError(self.key, sentence)
        rule = self.term if isinstance(self.term, TermRule) else TermRule(self.term)
        object.__setattr__(self, "term", rule.bound(self.key))
        object.__setattr__(self, "route", self.route.bound(self.key))
        object.__setattr__(self, "fee", self.fee.bound(self.key))
        for sentence in self._fitting_problems():
            raise DefinitionError(self.key, sentence)

    @property
    def term_rule(self) -> TermRule:
        return self.term if isinstance(self.term, TermRule) else TermRule(self.term)

    def _shape_problems(self) -> Iterator[str]:
        if not SLUG.fullmatch(self.key):
            yield "khóa thủ tục phải là chữ thường không dấu, nối bằng gạch nối."
        for name in ("title", "sector"):
            if not getattr(self, name).strip():
                yield f"thiếu {name}."
        if not (isinstance(self.form, type) and issubclass(self.form, Form)):
            yield "form phải là một lớp kế thừa Form."
        if not isinstance(self.route, Route):
            yield "route phải là Route(…)."
        if not isinstance(self.term, Term | TermRule):
            yield "term phải là một thời hạn hoặc TermRule(…)."
        if not isinstance(self.fee, Fee):
            yield "fee phải là một quy tắc thu phí (free(), fixed(…), per_page(…)…)."
        for name in ("codes", "legal_basis", "channels", "letters", "unconfirmed"):
            if not isinstance(getattr(self, name), tuple):
                yield f"{name} phải là một tuple; chỉ có một phần tử thì viết (x,)."
        if self.result is not None and not self.result.strip():
            yield "result để trống; nếu thủ tục không có kết quả bằng giấy tờ thì ghi None."
        if self.book is not None and not self.book.strip():
            yield "book để trống; nếu không vào sổ riêng thì ghi None."

    def _fitting_problems(self) -> Iterator[str]:
        for code in self.codes:
            if code.scheme == "national" and not _NATIONAL_CODE.fullmatch(code.code):
                yield f"mã quốc gia “{code.code}” không đúng dạng 1.001612."
            if code.valid_from and code.valid_to and code.valid_from > code.valid_to:
                yield f"mã “{code.code}” hết hiệu lực trước khi có hiệu lực."
        if not self.channels or set(self.channels) - set(CHANNELS):
            yield f"channels phải chọn trong {', '.join(CHANNELS)}."
        if self.level not in LEVELS:
            yield f"level phải chọn trong {', '.join(LEVELS)}."
        if self.validity_months is not None and self.validity_months <= 0:
            yield "validity_months phải là số tháng dương."
        rule = self.term_rule
        for term in (rule.default, *(case.term for case in rule.cases)):
            if term.kind not in ("same_day", "none") and not term.amount:
                yield "thời hạn bằng 0; trả ngay trong ngày thì ghi same_day()."
        if rule.extendable_by is not None and not rule.extendable_by.amount:
            yield "extendable_by phải là số ngày hoặc giờ được gia hạn."
        for letter in self.letters:
            yield from letter.problems()
        form = self.form.definition
        yield from route_problems(
            self.route,
            rule,
            lambda key: knows(form, key),
            needs_signature=self.result is not None and self.result_is_signed,
        )
        yield from fee_problems(self.fee, lambda key: knows(form, key), lambda key: options_of(form, key))
