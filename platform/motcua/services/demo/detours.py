"""What happens to a dossier beside its straight way: a supplement, a correction, a withdrawal, a stop.

Each takes the acts of a script and gives them back with the detour in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random

from motcua.domain.moves import Move
from motcua.domain.people import RECEPTION_DESK
from motcua.domain.states import State
from motcua.services.samples.scripts import Act, Course, stretched

Acts = tuple[Act, ...]
CENTER = ("center", "")

MISSING = (
    "Bản sao có chứng thực giấy tờ tùy thân của người có yêu cầu",
    "Văn bản xác nhận của UBND xã về nội dung đề nghị",
    "Bản vẽ có chữ ký của đơn vị lập",
)
WITHDRAWALS = (
    "Đơn ngày hôm nay: gia đình thay đổi dự định, xin rút hồ sơ.",
    "Đơn đề nghị rút hồ sơ để chuẩn bị lại giấy tờ.",
)
STOPS = (
    "Có tranh chấp đang được Tòa án nhân dân huyện thụ lý; dừng giải quyết theo văn bản của Tòa án.",
    "Người nộp không bổ sung hồ sơ trong thời hạn đã yêu cầu.",
)


def _after_first(acts: Acts, state: State) -> int:
    """The place behind the first act after which a dossier stands so."""
    return next((at + 1 for at, act in enumerate(acts) if act.after is state), len(acts))


def supplemented(acts: Acts, rng: Random) -> Acts:
    """The first desk finds something missing; the counter asks for it and takes it in."""
    at = _after_first(acts, State.PROCESSING)
    desk, step = acts[at - 1].desk, acts[at - 1].step
    missing = rng.choice(MISSING)
    asked = {"missing": missing, "reason": "Thành phần hồ sơ chưa đủ để thẩm định."}
    told = {"told_by": rng.choice(("hand", "post", "phone", "mail"))}
    detour = (
        Act(Move.ASK_FOR_SUPPLEMENT, desk, State.SUPPLEMENT_ASKED, asked, rng.randint(30, 240), step),
        Act(Move.ISSUE_SUPPLEMENT, RECEPTION_DESK, State.SUPPLEMENT, told, rng.randint(10, 60)),
        Act(Move.RECEIVE_SUPPLEMENT, RECEPTION_DESK, State.IN_TRANSIT, {"received": missing}, rng.randint(200, 900)),
        Act(Move.CONFIRM_RECEIPT, desk, State.PROCESSING, minutes=rng.randint(8, 40), step=step),
    )
    return (*acts[:at], *detour, *acts[at:])


def asked_in_time(acts: Acts, minutes: int) -> Acts:
    """The same acts with a supplement asked for within so many working minutes; the applicant takes what is saved."""
    asked = next((at for at, act in enumerate(acts) if act.move is Move.ASK_FOR_SUPPLEMENT), None)
    if asked is None:
        return acts
    taken = sum(act.minutes for act in acts[: asked + 1])
    if taken <= minutes:
        return acts
    quicker = stretched(acts[: asked + 1], minutes)
    saved = taken - sum(act.minutes for act in quicker)
    rest = (
        replace(act, minutes=act.minutes + saved) if act.move is Move.RECEIVE_SUPPLEMENT else act
        for act in acts[asked + 1 :]
    )
    return (*quicker, *rest)


def _returned(course: Course) -> dict[str, str]:
    return {"received_by": course.received_by, "receiver": "applicant"} | {
        f"original.{key}": "yes" for key in course.originals
    }


def withdrawn(acts: Acts, course: Course, rng: Random) -> Acts:
    at = _after_first(acts, rng.choice((State.IN_TRANSIT, State.PROCESSING)))
    data = {"reason": rng.choice(WITHDRAWALS)} | _returned(course)
    return (*acts[:at], Act(Move.WITHDRAW, RECEPTION_DESK, State.WITHDRAWN, data, rng.randint(60, 400)))


def stopped(acts: Acts, course: Course, rng: Random) -> Acts:
    """By the head of the agency that has it; the papers wait at the counter, or have been fetched."""
    at = _after_first(acts, State.PROCESSING)
    desk = acts[at - 1].desk
    data = {"document_number": f"{rng.randint(20, 400)}/TB ngày hôm nay", "reason": rng.choice(STOPS)}
    stop = Act(Move.STOP, (desk[0], ""), State.STOPPED, data, rng.randint(60, 400))
    fetched: Acts = ()
    if course.originals and rng.random() < 0.5:
        fetched = (Act(Move.RETURN_PAPERS, RECEPTION_DESK, State.STOPPED, _returned(course), rng.randint(60, 300)),)
    return (*acts[:at], stop, *fetched)


def cancelled(rng: Random) -> Acts:
    reason = {"reason": "Quầy tiếp nhận nhầm thủ tục; người nộp đã được hướng dẫn nộp lại."}
    return (Act(Move.CANCEL_ACCEPTANCE, CENTER, State.CANCELLED, reason, rng.randint(10, 40)),)


def corrected(acts: Acts, value: str, rng: Random) -> Acts:
    """The telephone number was written down wrong."""
    at = rng.randint(1, _after_first(acts, State.PROCESSING))
    data = {"field": "applicant/applicant.phone", "value": value, "reason": "Người nộp báo ghi nhầm số điện thoại."}
    return (*acts[:at], Act(Move.CORRECT, RECEPTION_DESK, acts[at - 1].after, data, 15), *acts[at:])


def assigned(acts: Acts, assignee_at: Callable[[tuple[str, str]], str], rng: Random) -> Acts:
    """The head of the agency gives the dossier to somebody, or somebody takes it on."""
    at = _after_first(acts, State.PROCESSING)
    if at == len(acts) and (not acts or acts[-1].after is not State.PROCESSING):
        return acts
    desk, step = acts[at - 1].desk, acts[at - 1].step
    if rng.random() < 0.5:
        return (*acts[:at], Act(Move.TAKE_ON, desk, State.PROCESSING, minutes=10, step=step), *acts[at:])
    data = {"assignee": assignee_at(desk)}
    return (*acts[:at], Act(Move.ASSIGN, (desk[0], ""), State.PROCESSING, data, 20, step), *acts[at:])


def posted(acts: Acts, rng: Random) -> Acts:
    """The result goes by post instead of over the counter."""
    if not acts or acts[-1].move is not Move.HAND_BACK:
        return acts
    number = f"RB{rng.randrange(10**9):09}VN"
    kept = {name: text for name, text in acts[-1].data.items() if name.startswith(("original.", "fee_"))}
    return (*acts[:-1], replace(acts[-1], move=Move.SEND_BY_POST, data={"posting_number": number} | kept))


def paid_at_the_window(acts: Acts) -> Acts:
    """The fee is taken by the cashier soon after acceptance, and asked for no more at the hand-back."""
    if not acts:
        return acts
    paid = Act(Move.COLLECT_FEE, CENTER, acts[0].after, {"fee_collected": "yes"}, 10)
    rest = (replace(act, data=_without_fee(act.data)) for act in acts[1:])
    return (acts[0], paid, *rest)


def _without_fee(data: Mapping[str, str]) -> Mapping[str, str]:
    return {name: text for name, text in data.items() if name != "fee_collected"}


def ending_in(state: State, acts: Sequence[Act], course: Course, rng: Random) -> Acts:
    """The acts that lead to `state`, where the straight way does not."""
    whole = tuple(acts)
    match state:
        case State.SUPPLEMENT_ASKED | State.SUPPLEMENT:
            return supplemented(whole, rng)
        case State.WITHDRAWN:
            return withdrawn(whole, course, rng)
        case State.STOPPED:
            return stopped(whole, course, rng)
        case State.CANCELLED:
            return cancelled(rng)
        case _:
            return whole
