"""What a procedure must satisfy as a whole. Each function yields sentences; the procedure raises the first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from motcua.domain.conditions import CHANNELS
from motcua.domain.fees import Fee, fee_problems
from motcua.domain.forms import Form
from motcua.domain.parts import Rows
from motcua.domain.route_checks import SLUG, route_problems
from motcua.domain.routes import Route
from motcua.domain.term_rules import TermRule
from motcua.domain.terms import WITHOUT_AMOUNT, Term

if TYPE_CHECKING:
    from motcua.domain.procedures import Procedure

LEVELS: Mapping[str, str] = {"province": "Cấp tỉnh", "district": "Cấp huyện", "commune": "Cấp xã"}


def shape_problems(procedure: Procedure) -> Iterator[str]:
    """Wrong types and empty texts, before anything is put together."""
    if not SLUG.fullmatch(procedure.key):
        yield "khóa thủ tục phải là chữ thường không dấu, nối bằng gạch nối."
    for name in ("title", "sector"):
        if not getattr(procedure, name).strip():
            yield f"thiếu {name}."
    if not (isinstance(procedure.form, type) and issubclass(procedure.form, Form)) or procedure.form is Form:
        yield "form phải là một lớp kế thừa Form."
    if not isinstance(procedure.route, Route):
        yield "route phải là Route(…)."
    if procedure.facts is None and (procedure.term is None or procedure.instead_of):
        yield "thiếu term; thời hạn chưa biết thì ghi unknown_term(). instead_of chỉ dùng cùng facts=."
    if procedure.term is not None and not isinstance(procedure.term, Term | TermRule):
        yield "term phải là một thời hạn hoặc TermRule(…)."
    if procedure.fee is not None and not isinstance(procedure.fee, Fee):
        yield "fee phải là một quy tắc thu phí (free(), fixed(…), per_page(…)…)."
    for name in ("codes", "legal_basis", "channels", "letters", "unconfirmed"):
        if not isinstance(getattr(procedure, name), tuple):
            yield f"{name} phải là một tuple; chỉ có một phần tử thì viết (x,)."
    for name in ("result", "book", "numbered_rows", "shared_form"):
        value = getattr(procedure, name)
        if value is not None and not value.strip():
            yield f"{name} để trống; nếu không có thì ghi None."


def fitting_problems(procedure: Procedure) -> Iterator[str]:
    """Parts that don't go together."""
    for code in procedure.codes:
        yield from code.problems()
    if not procedure.channels or set(procedure.channels) - set(CHANNELS):
        yield f"channels phải chọn trong {', '.join(CHANNELS)}."
    if procedure.level not in LEVELS:
        yield f"level phải chọn trong {', '.join(LEVELS)}."
    if procedure.validity_months is not None and procedure.validity_months <= 0:
        yield "validity_months phải là số tháng dương."
    yield from term_problems(procedure.term_rule)
    keys = [letter.key for letter in procedure.letters]
    if len(set(keys)) < len(keys):
        yield "hai mẫu in trùng khóa."
    for letter in procedure.letters:
        yield from letter.problems(procedure.form.definition.by_key)
    if procedure.is_at_once:
        yield from at_once_problems(procedure.route)
    signs = procedure.result is not None and procedure.result_is_signed
    yield from route_problems(procedure.route, procedure.term_rule, needs_signature=signs)
    items = procedure.form.definition.by_key
    if procedure.numbered_rows is not None:
        if not isinstance(items.get(procedure.numbered_rows), Rows):
            yield f"numbered_rows ghi “{procedure.numbered_rows}”, không phải một nhóm dòng của tờ khai."
        if procedure.book is None:
            yield "numbered_rows cho mỗi dòng một số của sổ: cần book."
    yield from fee_problems(procedure.fee_rule, lambda key: getattr(items.get(key), "choices", {}))


def at_once_problems(route: Route) -> Iterator[str]:
    """What one person finishes at the counter asks nobody else and waits for nothing; exactly one signature."""
    for lane in route.lanes:
        if any(step.consults or step.awaits for step in lane.steps):
            yield f"giải quyết ngay nhưng nhánh “{lane.says}” phải lấy ý kiến hoặc chờ người nộp."
        if sum(step.is_signing for step in lane.steps) != 1:
            yield f"giải quyết ngay nhưng nhánh “{lane.says}” phải có đúng một bước ký."


def term_problems(rule: TermRule) -> Iterator[str]:
    for term in (rule.default, *(case.term for case in rule.cases)):
        if term.kind not in WITHOUT_AMOUNT and not term.amount:
            yield "thời hạn bằng 0; trả ngay trong ngày thì ghi same_day()."
    if rule.extendable_by is not None and not rule.extendable_by.amount:
        yield "extendable_by phải là số ngày hoặc giờ được gia hạn."
