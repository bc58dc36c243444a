"""What is wrong with a procedure's version that no import can refuse: one small function per fact.

Run over every installed plugin by a contract test and by `motcua plugin show`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date

from motcua.domain.conditions import Env
from motcua.domain.items import Item, Section
from motcua.domain.plans import HAND_BACK_STEP, RECEPTION_STEP, RoutingRule, plan
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.route_checks import meetings
from motcua.domain.routes import Route, otherwise
from motcua.domain.terms import Term

Fact = Callable[[ProcedureVersion], Iterator[str]]

LEAST_WORDS_WITHOUT_DIACRITICS = 4
_VIETNAMESE = re.compile("[ăâđêôơư\u0300\u0301\u0303\u0309\u0323]")
_APPLICATION = re.compile(r"(đơn|tờ khai|giấy đề nghị|phiếu yêu cầu|phiếu đề nghị)\b", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"lorem|todo|fixme|xxx|\?\?\?|placeholder", re.IGNORECASE)


def texts(version: ProcedureVersion) -> Iterator[tuple[str, str]]:
    """Everything of a version that a person may read, each with where it stands."""
    yield from (("title", version.title), ("sector", version.sector))
    yield from (("result", version.result or ""), ("fee", version.fee.says), ("term", version.term.says))
    yield from (("legal_basis", basis) for basis in version.legal_basis)
    yield from (("unconfirmed", sentence) for sentence in version.unconfirmed)
    for item in _every_item(version):
        yield item.key, item.label
        yield from ((f"{item.key}: {option}", label) for option, label in getattr(item, "choices", {}).items())
    for lane in version.route.lanes:
        for step in lane.steps:
            yield from ((f"step {step.key}", step.label), (f"desk {step.desk.key}", step.desk.label))
            yield from ((f"consult {asked.key}", asked.label) for asked in step.consults)
    yield from ((f"check {check.key}", check.sentence) for check in version.form.checks)
    yield from ((f"check {check.key}", check.sentence) for check in version.form.code_checks)
    yield from ((f"check {check.key}", check.sentence) for check in version.checks)


def _every_item(version: ProcedureVersion) -> Iterator[Item]:
    yield from version.form.by_key.values()


def says_nothing_in_nfd(version: ProcedureVersion) -> Iterator[str]:
    for where, text in texts(version):
        if unicodedata.normalize("NFC", text) != text:
            yield f"{where}: “{text}” không ở dạng Unicode NFC"


def writes_vietnamese_with_diacritics(version: ProcedureVersion) -> Iterator[str]:
    """A long text without one Vietnamese mark was typed without them, or is English."""
    for where, text in texts(version):
        marks = _VIETNAMESE.search(unicodedata.normalize("NFD", text.lower()) + text.lower())
        if len(text.split()) >= LEAST_WORDS_WITHOUT_DIACRITICS and not marks:
            yield f"{where}: “{text}” không có dấu tiếng Việt"


def leaves_no_placeholder(version: ProcedureVersion) -> Iterator[str]:
    for where, text in texts(version):
        if _PLACEHOLDER.search(text):
            yield f"{where}: “{text}” là chữ giữ chỗ"


def has_sections_around_everything(version: ProcedureVersion) -> Iterator[str]:
    """A question before the first heading would stand on the page under none."""
    items = version.form.items
    if items and not isinstance(items[0], Section):
        yield f"mục “{items[0].label}” đứng trước phần đầu tiên của tờ khai"
    if not version.form.papers:
        yield "không có thành phần hồ sơ nào"


def has_legal_basis(version: ProcedureVersion) -> Iterator[str]:
    if not version.legal_basis:
        yield "không có căn cứ pháp lý"


def plans_every_lane(version: ProcedureVersion) -> Iterator[str]:
    """Each lane under each term it can meet, with every contributed step and with none, walks from end to end."""
    everyone = frozenset(rule.plugin for rule in version.routing_rules)
    env = Env({}, date(2017, 11, 8))
    for lane, term in meetings(version.route, version.term):
        alone = Route(otherwise(*lane.steps), reception=version.route.reception, hand_back=version.route.hand_back)
        for on in (frozenset[str](), everyone):
            yield from (f"nhánh “{lane.says}”: {problem}" for problem in _plan_problems(version, alone, term, env, on))


def _plan_problems(version: ProcedureVersion, route: Route, term: Term, env: Env, on: frozenset[str]) -> Iterator[str]:
    always = [_without_condition(rule) for rule in version.routing_rules]
    steps = plan(route, version.agency, term, always, env, on)
    if (steps[0].key, steps[-1].key) != (RECEPTION_STEP, HAND_BACK_STEP):
        yield "không bắt đầu ở tiếp nhận hoặc không kết thúc ở trả kết quả"
    if len(keys := [step.key for step in steps]) != len(set(keys)):
        yield "có hai bước cùng khóa"
    if any(not step.agency or not step.desk for step in steps):
        yield "có bước không thuộc vị trí xử lý nào"
    if term.kind == "d" and sum(step.share or 0 for step in steps) != 1:
        yield "tỷ phần thời gian của các bước không cộng thành một"


def _without_condition(rule: RoutingRule) -> RoutingRule:
    return RoutingRule(
        procedure=rule.procedure,
        step=rule.step,
        after=rule.after,
        before=rule.before,
        during=rule.during,
        plugin=rule.plugin,
    )


def computes_a_fee_without_answers(version: ProcedureVersion) -> Iterator[str]:
    """The counter shows the fee before anything is typed, so an empty form must not raise; and a rule has words."""
    result = version.fee.compute(Env({}, date(2017, 11, 8)))
    if result.amount is None and not result.note:
        yield "lệ phí không tính được mà không nêu lý do"
    if not version.fee.says.strip():
        yield "lệ phí không có lời giải thích"


def keeps_the_application_form(version: ProcedureVersion) -> Iterator[str]:
    """What the person asks with is the ground of the decision: it stays in the file whatever becomes of it."""
    for paper in version.papers:
        if _APPLICATION.match(paper.label) and paper.goes_back != "never":
            yield f"“{paper.label}” là đơn, tờ khai nên lưu trong hồ sơ, không trả lại"


FACTS: tuple[Fact, ...] = (
    says_nothing_in_nfd,
    writes_vietnamese_with_diacritics,
    leaves_no_placeholder,
    has_sections_around_everything,
    has_legal_basis,
    plans_every_lane,
    computes_a_fee_without_answers,
    keeps_the_application_form,
)


def lint(version: ProcedureVersion) -> tuple[str, ...]:
    """Everything found, each sentence with the procedure's key."""
    return tuple(f"{version.key}: {sentence}" for fact in FACTS for sentence in fact(version))
