"""What a route must satisfy, one small function per fact. Each yields sentences; the procedure raises the first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from motcua.domain.people import OUTSIDE_AGENCIES
from motcua.domain.plans import HAND_BACK_STEP, RECEPTION_STEP, RoutingRule, steps_of
from motcua.domain.routes import CENTER, Consult, Desk, Lane, Route, Step
from motcua.domain.states import PAUSE_REASONS
from motcua.domain.term_rules import TermRule
from motcua.domain.terms import MINUTES_PER_WORKING_DAY, Term

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def route_problems(route: Route, rule: TermRule, *, needs_signature: bool) -> Iterator[str]:
    """Everything wrong with a route, shape first: later checks rely on earlier ones."""
    shape = [*lane_problems(route), *step_problems(route)]
    yield from shape
    if shape:
        return
    yield from time_problems(route, rule)
    if needs_signature:
        yield from signature_problems(route)


def lane_problems(route: Route) -> Iterator[str]:
    rests = [position for position, lane in enumerate(route.lanes) if lane.condition is None]
    if not rests:
        yield "quy trình thiếu nhánh otherwise(…): hồ sơ không thuộc nhánh nào sẽ không có đường đi."
    elif rests[0] != len(route.lanes) - 1:
        yield "quy trình có nhánh viết sau otherwise(…), không bao giờ được dùng."
    seen: list[object] = []
    for lane in route.lanes:
        if not lane.steps:
            yield f"nhánh “{lane.says}” không có bước nào."
        if lane.condition is not None and (data := lane.condition.to_data()) in seen:
            yield f"nhánh “{lane.says}” lặp lại điều kiện của nhánh trước, không bao giờ được dùng."
        elif lane.condition is not None:
            seen.append(data)


def step_problems(route: Route) -> Iterator[str]:
    for lane in route.lanes:
        keys = Counter([step.key for step in lane.steps] + [c.key for step in lane.steps for c in step.consults])
        for key, times in keys.items():
            if times > 1:
                yield f"nhánh “{lane.says}” có {times} bước hoặc ý kiến cùng khóa “{key}”."
            if not SLUG.fullmatch(key) or key in (RECEPTION_STEP, HAND_BACK_STEP):
                yield f"khóa bước “{key}” không hợp lệ (chữ thường không dấu, gạch nối; không trùng bước của hệ thống)."
        for step in lane.steps:
            yield from one_step_problems(step)


def one_step_problems(step: Step) -> Iterator[str]:
    yield from desk_problems(step.desk)
    if step.awaits is not None and step.awaits.kind not in PAUSE_REASONS:
        yield f"bước “{step.label}” chờ một lý do không có trong danh mục: “{step.awaits.kind}”."
    if step.awaits is not None and step.desk.agency in OUTSIDE_AGENCIES:
        yield f"bước “{step.label}” ở cơ quan ngoài Trung tâm, không ai ở đó tạm dừng được: giao cho vị trí theo dõi."
    for asked in step.consults:
        yield from consult_problems(asked)


def consult_problems(asked: Consult) -> Iterator[str]:
    yield from desk_problems(asked.desk)
    if asked.within.has_no_end or asked.within.kind == "same_day":
        yield f"ý kiến “{asked.label}” phải có thời hạn bằng ngày hoặc giờ."


def desk_problems(desk: Desk) -> Iterator[str]:
    if not KEY.fullmatch(desk.key):
        yield f"khóa vị trí xử lý “{desk.key}” không hợp lệ (chữ thường không dấu, gạch dưới, tối đa 40 ký tự)."
    if desk.agency and (not KEY.fullmatch(desk.agency) or desk.agency == CENTER):
        yield f"khóa cơ quan “{desk.agency}” của vị trí “{desk.key}” không hợp lệ."
    if not desk.label.strip():
        yield f"vị trí xử lý “{desk.key}” thiếu tên."


def signature_problems(route: Route) -> Iterator[str]:
    for lane in route.lanes:
        if not lane.steps[-1].is_signing:
            yield (
                f"nhánh “{lane.says}” không kết thúc bằng bước ký trong khi thủ tục có kết quả "
                "(đặt signs=True ở vị trí ký, hoặc khai result_is_signed=False)."
            )


def time_problems(route: Route, rule: TermRule) -> Iterator[str]:
    for lane, term in meetings(route, rule):
        yield from lane_time_problems(route, lane, lane.steps, term)


def meetings(route: Route, rule: TermRule) -> Iterator[tuple[Lane, Term]]:
    """Every lane with every term it can meet, so that each such pair is proved to fit.

    A dossier in a lane met none of the earlier lanes' conditions, so it can't meet a case with one of those; in a lane
    with a case of its own, it meets no case after that one.
    """
    of_lane = [lane.condition.to_data() if lane.condition is not None else None for lane in route.lanes]
    for position, lane in enumerate(route.lanes):
        for case in rule.cases:
            data = case.condition.to_data()
            if data == of_lane[position]:
                yield lane, case.term
                break
            if data not in of_lane[:position]:
                yield lane, case.term
        else:
            yield lane, rule.default


def lane_time_problems(route: Route, lane: Lane, steps: Iterable[Step], term: Term) -> Iterator[str]:
    if term.has_no_end:
        return
    reception, hand_back = route.shares(term)
    counted = [("tiếp nhận", reception), ("trả kết quả", hand_back)]
    counted += [(step.label, step.within) for step in steps if not step.is_outside_clock]
    minutes = 0
    for label, within in counted:
        if within.is_counted_in_working_time:
            minutes += within.minutes
        elif not (within.kind == "same_day" and term.kind == "same_day"):
            yield (
                f"nhánh “{lane.says}”: thời gian của “{label}” ({within.says}) phải ghi bằng ngày làm việc hoặc giờ; "
                "không cộng ngày làm việc với ngày lịch (thời hạn theo ngày thì đó là tỷ phần của bước)."
            )
            return
    if term.kind == "d":
        if minutes == 0:
            yield f"nhánh “{lane.says}”: thời hạn {term.says} nhưng không bước nào có tỷ phần thời gian."
        return
    allowed = MINUTES_PER_WORKING_DAY if term.kind == "same_day" else term.minutes
    if minutes > allowed:
        yield (
            f"nhánh “{lane.says}”: các bước cộng lại {_days(minutes)} ngày làm việc, "
            f"dài hơn thời hạn giải quyết ({term.says})."
        )
    for step in steps:
        for asked in step.consults:
            if term.kind != "same_day" and not step.is_outside_clock and not _fits(asked, step):
                yield f"ý kiến “{asked.label}” ({asked.within.says}) không nằm gọn trong bước “{step.label}”."


def contribution_problems(
    rule: RoutingRule, route: Route, terms: TermRule, others: Iterable[RoutingRule] = ()
) -> Iterator[str]:
    """What is wrong with another agency's rule for this route; `others` are the rules already taken.

    A rule must fit with every other rule on, so that no combination of plugins at a center breaks the procedure.
    """
    if [bool(rule.after), bool(rule.before), bool(rule.during)].count(True) != 1:
        yield "quy tắc phải nêu đúng một trong after=, before=, during=."
        return
    if isinstance(rule.step, Consult) != bool(rule.during):
        yield "during= dành cho consult(…); after= và before= dành cho Step(…)."
        return
    carriers = [lane for lane in route.lanes if lane.step(rule.anchor)]
    if not carriers:
        yield f"quy trình không có bước “{rule.anchor}”."
        return
    if isinstance(rule.step, Step):
        yield from one_step_problems(rule.step)
    else:
        yield from consult_problems(rule.step)
    if not SLUG.fullmatch(rule.step.key) or rule.step.key in (RECEPTION_STEP, HAND_BACK_STEP):
        yield f"khóa bước “{rule.step.key}” không hợp lệ."
    taken = (*others, rule)
    for lane, term in meetings(route, terms):
        if lane in carriers:
            steps = [step for step, _ in steps_of(lane, taken)]
            keys = [step.key for step in steps] + [c.key for step in steps for c in step.consults]
            if keys.count(rule.step.key) > 1:
                yield f"nhánh “{lane.says}” đã có bước “{rule.step.key}”."
            if lane.steps[-1].is_signing and not steps[-1].is_signing:
                yield f"nhánh “{lane.says}” sẽ không còn kết thúc bằng bước ký."
            yield from lane_time_problems(route, lane, steps, term)


def _fits(asked: Consult, step: Step) -> bool:
    return asked.within.is_counted_in_working_time and (
        not step.within.is_counted_in_working_time or asked.within.minutes <= step.within.minutes
    )


def _days(minutes: int) -> str:
    return f"{minutes / MINUTES_PER_WORKING_DAY:g}".replace(".", ",")
