"""What a whole procedure has: headings, papers, a legal basis, a way to its end, a fee that can be reckoned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from motcua.catalog.lint.said import About, Part, Said
from motcua.domain.conditions import Env
from motcua.domain.items import Section
from motcua.domain.plans import HAND_BACK_STEP, RECEPTION_STEP, RoutingRule, plan
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.route_checks import meetings
from motcua.domain.routes import Route, otherwise
from motcua.domain.terms import Term

_APPLICATION = re.compile(r"(đơn|tờ khai|giấy đề nghị|phiếu yêu cầu|phiếu đề nghị)\b", re.IGNORECASE)


def has_sections_around_everything(version: ProcedureVersion) -> Iterator[Said]:
    """A question before the first heading would stand on the page under none."""
    items = version.form.items
    if items and not isinstance(items[0], Section):
        yield Said(About(Part.ITEM, items[0].key), f"mục “{items[0].label}” đứng trước phần đầu tiên của tờ khai")
    if not version.form.papers:
        yield Said(About(), "không có thành phần hồ sơ nào")


def has_legal_basis(version: ProcedureVersion) -> Iterator[Said]:
    if not version.legal_basis:
        yield Said(About(Part.STATED, "legal_basis"), "không có căn cứ pháp lý")


def plans_every_lane(version: ProcedureVersion) -> Iterator[Said]:
    """Each lane under each term it can meet, with every contributed step and with none, walks from end to end."""
    everyone = frozenset(rule.plugin for rule in version.routing_rules)
    env = Env({}, date(2017, 11, 8))
    for lane, term in meetings(version.route, version.term):
        about = About(Part.LANE, str(version.route.lanes.index(lane)))
        alone = Route(otherwise(*lane.steps), reception=version.route.reception, hand_back=version.route.hand_back)
        for on in (frozenset[str](), everyone):
            for problem in _plan_problems(version, alone, term, env, on):
                yield Said(about, f"nhánh “{lane.says}”: {problem}")


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


def computes_a_fee_without_answers(version: ProcedureVersion) -> Iterator[Said]:
    """The counter shows the fee before anything is typed, so an empty form must not raise; and a rule has words."""
    result = version.fee.compute(Env({}, date(2017, 11, 8)))
    if result.amount is None and not result.note:
        yield Said(About(Part.STATED, "fee"), "lệ phí không tính được mà không nêu lý do")
    if not version.fee.says.strip():
        yield Said(About(Part.STATED, "fee"), "lệ phí không có lời giải thích")


def keeps_the_application_form(version: ProcedureVersion) -> Iterator[Said]:
    """What the person asks with is the ground of the decision: it stays in the file whatever becomes of it."""
    for paper in version.papers:
        if _APPLICATION.match(paper.label) and paper.goes_back != "never":
            about = About(Part.ITEM, paper.key)
            yield Said(about, f"“{paper.label}” là đơn, tờ khai nên lưu trong hồ sơ, không trả lại")
