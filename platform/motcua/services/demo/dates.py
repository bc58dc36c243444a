"""Dates that do not hold: of a few dossiers a new one is asked of the director, who answers one and not the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from motcua.centers import Center
from motcua.domain.calendar import local, working_minutes_between
from motcua.domain.moves import Move
from motcua.domain.people import Permission
from motcua.domain.states import State
from motcua.services.accounts.crew import Crew
from motcua.services.counter.planning import planned
from motcua.services.demo.stories import Happening, Story
from motcua.services.demo.timing import Window
from motcua.services.samples.scripts import Act

APOLOGY = "phieu-xin-loi"
REASONS = (
    "Chờ văn bản xác minh của UBND xã nơi có đất.",
    "Phải kiểm tra thực địa lại do mưa bão kéo dài.",
)
LATER = timedelta(days=7)
# Who made one of these last has the dossier in hand.
IN_HAND = (Move.CONFIRM_RECEIPT, Move.TAKE_ON)


def with_new_dates(center: Center, crew: Crew, window: Window, told: Sequence[Story]) -> Iterator[Story]:
    """The same stories; the first that can asks and is answered, the second still waits."""
    asked = 0
    for story in told:
        more = _asking(center, crew, window, story, is_answered=asked == 0) if asked < len(REASONS) else ()
        asked += bool(more)
        yield replace(story, happenings=(*story.happenings, *more))


def _asking(center: Center, crew: Crew, window: Window, story: Story, *, is_answered: bool) -> tuple[Happening, ...]:
    """Nothing where no desk works on it, or where its clock has stood; in time for the law, or not at all."""
    last = story.happenings[-1]
    moves = {each.move for each in story.happenings}
    if last.act is None or last.move not in IN_HAND or moves & {Move.SUSPEND, Move.ISSUE_SUPPLEMENT}:
        return ()
    accepted = next(each for each in story.happenings if each.move is Move.ACCEPT)
    due_at = planned(center, story.version, story.sample.filled.answers, accepted.at, "direct").due.at
    since = working_minutes_between(center.calendar, window.starts_at, last.at)
    at, answered_at = window.at(since + 20, 7), window.at(since + 45, 7)
    if due_at is None or since + 60 > window.minutes or local(answered_at).date() >= local(due_at).date():
        return ()
    day = center.calendar.working_day_from(local(due_at + LATER).date())
    asks = Act(
        Move.ASK_TO_REAPPOINT,
        last.act.desk,
        State.PROCESSING,
        {"reason": REASONS[not is_answered], "new_due_on": f"{day:%d/%m/%Y}"},
    )
    index = last.index + 1
    asking = Happening(at, story.number, index, Move.ASK_TO_REAPPOINT, last.by, asks)
    if not is_answered:
        return (asking,)
    director = next(staff for staff in crew.by_name.values() if staff.may(Permission.REAPPOINT))
    return (asking, Happening(answered_at, story.number, index + 1, None, director, letter=APOLOGY))
