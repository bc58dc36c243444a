"""The script of one dossier: who does what, in order, from the hand-over at the counter to the hand-back.

Made from the dossier's own steps, so it follows whatever route a procedure has. `motcua.testing.walk` plays the same
scripts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from motcua.domain.dossier import StepRecord
from motcua.domain.moves import Move
from motcua.domain.people import CLERK_DESK, RECEPTION_DESK
from motcua.domain.states import State
from motcua.domain.terms import Term
from motcua.services.dossiers.records import Kept

Desk = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Act:
    """One move: at which desk, carrying what, how many working minutes after the one before, and into which state."""

    move: Move
    desk: Desk
    after: State
    data: Mapping[str, str] = field(default_factory=dict)
    minutes: int = 10
    step: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """How a dossier fares. `is_returned`: the second step sends it back once with a note."""

    is_granted: bool = True
    is_returned: bool = False
    received_by: str = ""
    fee_is_due: bool = False
    originals: tuple[str, ...] = ()
    proxy: Mapping[str, str] = field(default_factory=dict)


FINDINGS = (
    "Hồ sơ đầy đủ, hợp lệ, đủ điều kiện giải quyết.",
    "Đã đối chiếu với bản chính và sổ lưu; nội dung phù hợp, đề nghị giải quyết.",
    "Hồ sơ bảo đảm đúng quy định.",
)
REFUSALS = (
    "Nội dung đề nghị không phù hợp với hồ sơ gốc lưu tại cơ quan; không có căn cứ để giải quyết.",
    "Không đủ điều kiện theo quy định của pháp luật chuyên ngành.",
)
RETURNS = (
    "Dự thảo ghi sai ngày sinh, đề nghị sửa lại rồi trình.",
    "Bổ sung căn cứ pháp lý vào tờ trình.",
    "Kiểm tra lại diện tích ghi trong dự thảo, chưa khớp với hồ sơ.",
)
OPINIONS = (
    "Nhất trí. Vị trí đề nghị phù hợp quy hoạch, kế hoạch sử dụng đất đã được phê duyệt.",
    "Không có ý kiến khác; đề nghị thực hiện đúng quy định hiện hành.",
)


def script(steps: Sequence[StepRecord], course: Course, rng: Random, *, is_quick: bool = False) -> tuple[Act, ...]:
    """Every move after acceptance. `is_quick`: the dossier of a same-day procedure, carried from hand to hand."""
    return tuple(_Writer(steps, course, rng, is_quick).acts())


def script_of(kept: Kept, rng: Random, *, is_granted: bool = True, is_returned: bool = False) -> tuple[Act, ...]:
    """The script of a dossier just accepted, with the fee and the originals that it stands with."""
    dossier = kept.dossier
    course = Course(
        is_granted=is_granted,
        is_returned=is_returned,
        received_by=kept.applicant_name,
        fee_is_due=bool(dossier.fee_due) and dossier.fee_paid_at is None,
        originals=tuple(paper.key for paper in kept.originals_to_return),
    )
    return script(dossier.steps, course, rng, is_quick=kept.row["term"] == "same_day")


class _Writer:
    def __init__(self, steps: Sequence[StepRecord], course: Course, rng: Random, is_quick: bool) -> None:
        self.route = [step for step in steps if step.kind == "step"]
        self.opinions = [step for step in steps if step.kind == "opinion"]
        self.course, self.rng, self.is_quick = course, rng, is_quick

    def acts(self) -> Iterator[Act]:
        first = self.route[0]
        yield Act(Move.HAND_OVER, RECEPTION_DESK, State.IN_TRANSIT, minutes=self._carrying())
        yield self._confirmed(first)
        for at, step in enumerate(self.route):
            yield from self._worked(step)
            if at == 1 and self.course.is_returned:
                yield from self._returned(self.route[0], step)
            following = self.route[at + 1] if at + 1 < len(self.route) else None
            yield from self._passed_on(step, following)
        yield Act(Move.NUMBER, CLERK_DESK, State.NUMBERED, minutes=self._carrying())
        yield Act(Move.TAKE_BACK, RECEPTION_DESK, State.READY, minutes=self._carrying())
        yield Act(Move.HAND_BACK, RECEPTION_DESK, State.HANDED_BACK, self._hand_back(), self._waiting())

    def _confirmed(self, step: StepRecord) -> Act:
        """Taken on where it goes next; to the province or a commune reception sends it."""
        if step.is_outside:
            return self._by_reception(step, Move.SEND_OUTSIDE, State.OUTSIDE, minutes=self._carrying())
        return self._at(step, Move.CONFIRM_RECEIPT, State.PROCESSING, minutes=self._carrying())

    def _worked(self, step: StepRecord) -> Iterator[Act]:
        """What happens at a desk before it passes the dossier on: opinions, and what the applicant must do first."""
        asked = [opinion for opinion in self.opinions if opinion.parent_id == step.id]
        if asked:
            about = "; ".join(opinion.label for opinion in asked)
            question = {"question": f"{about}: đề nghị cho ý kiến bằng văn bản."}
            yield self._at(step, Move.CONSULT, State.CONSULTING, question, self._share(step, 0.15))
            for number, opinion in enumerate(asked, 1):
                state = State.CONSULTING if number < len(asked) else State.PROCESSING
                given = {"opinion": self.rng.choice(OPINIONS)}
                yield self._at(opinion, Move.GIVE_OPINION, state, given, self._share(opinion, 0.6))
        if step.awaits:
            notice = f"Thông báo nộp tiền số {self.rng.randint(100, 999)}/TB-CCT"
            yield self._at(step, Move.SUSPEND, State.SUSPENDED, {"reason": notice}, self._share(step, 0.5))
            paid = f"Giấy nộp tiền số {self.rng.randint(10_000, 99_999)}"
            yield self._at(step, Move.RESUME, State.PROCESSING, {"evidence": paid}, self.rng.randint(200, 1_400))

    def _returned(self, before: StepRecord, step: StepRecord) -> Iterator[Act]:
        there = State.PROCESSING if before.agency == step.agency else State.IN_TRANSIT
        yield self._at(step, Move.RETURN, there, {"reason": self.rng.choice(RETURNS)}, self._share(step, 0.3))
        if there is State.IN_TRANSIT:
            yield self._confirmed(before)
        yield from self._passed_on(before, step)

    def _passed_on(self, step: StepRecord, following: StepRecord | None) -> Iterator[Act]:
        if following is None:
            after = State.SIGNED
        else:
            stays = following.agency == step.agency and not following.is_outside
            after = State.PROCESSING if stays else State.IN_TRANSIT
        minutes = self._share(step, 0.5)
        if step.is_outside:
            yield self._by_reception(step, Move.RECEIVE_FROM_OUTSIDE, after, self._proposal(), minutes)
        elif step.signs:
            yield self._at(step, Move.SIGN, after, {"how": "paper_only"}, minutes)
        else:
            yield self._at(step, Move.SUBMIT, after, self._proposal(), minutes)
        if after is State.IN_TRANSIT and following is not None:
            yield self._confirmed(following)

    def _proposal(self) -> dict[str, str]:
        if self.course.is_granted:
            return {"proposal": "grant", "finding": self.rng.choice(FINDINGS)}
        reason = self.rng.choice(REFUSALS)
        return {"proposal": "refuse", "finding": "Hồ sơ không đủ điều kiện giải quyết.", "reason": reason}

    def _hand_back(self) -> dict[str, str]:
        course = self.course
        data = {"received_by": course.received_by or "Người nộp hồ sơ", "receiver": "applicant"}
        if course.proxy:
            data |= {"receiver": "proxy", **course.proxy}
        if course.fee_is_due:
            data["fee_collected"] = "yes"
        return data | {f"original.{key}": "yes" for key in course.originals}

    def _at(
        self, step: StepRecord, move: Move, after: State, data: Mapping[str, str] | None = None, minutes: int = 10
    ) -> Act:
        return Act(move, (step.agency, step.desk), after, data or {}, minutes, step.key)

    def _by_reception(
        self, step: StepRecord, move: Move, after: State, data: Mapping[str, str] | None = None, minutes: int = 10
    ) -> Act:
        """What reception does for an office where nobody works in this system: with the number of the letter."""
        letter = {"document_number": f"{self.rng.randint(20, 900)}/TTHCC-TNTKQ"}
        return Act(move, RECEPTION_DESK, after, letter | dict(data or {}), minutes, step.key)

    def _share(self, step: StepRecord, part: float) -> int:
        """Part of the step's own time, more or less."""
        term = Term.parse(step.within)
        whole = term.minutes if term.kind in ("wd", "h") else 240
        return max(2, int(whole * part * self.rng.uniform(0.4, 1.3) / (3 if self.is_quick else 1)))

    def _carrying(self) -> int:
        return self.rng.randint(2, 8) if self.is_quick else self.rng.randint(8, 70)

    def _waiting(self) -> int:
        return self.rng.randint(5, 60) if self.is_quick else self.rng.randint(30, 700)


def stretched(acts: Sequence[Act], total: int) -> tuple[Act, ...]:
    """The same acts over `total` working minutes."""
    before = sum(act.minutes for act in acts)
    if not before:
        return tuple(acts)
    return tuple(replace(act, minutes=max(1, act.minutes * total // before)) for act in acts)
