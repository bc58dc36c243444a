"""What the ratings add up to, for the director and for each officer of themselves; and the director's look at remarks.

A remark may name somebody or tell what is nobody's business: the director alone reads it as it was written, and lets
stand what the officers, and everybody, may read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.calendar import local
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.feedback import suspects
from motcua.domain.people import Acting, Permission, who_may
from motcua.domain.ratings import (
    ALL_PARTS,
    CHANNELS,
    HIDDEN,
    LONGEST_REMARK,
    PARTS,
    REASONS,
    SCORES,
    SHOWN,
    WAITING,
)
from motcua.services.dossiers.naming import agency_name
from motcua.services.heard.ratings import REMARK, TOLD_HOW
from motcua.store.engine import transaction
from motcua.store.queries import ratings as stored
from motcua.store.queries.visible import staff_names
from motcua.store.secrets import unseal

MONTHS = 12
PAGE = 20


@dataclass(frozen=True, slots=True)
class Figures:
    """One line: how often each score was given. `average` is of the points 0 to 2, "" where nobody rated."""

    name: str
    part: str
    counts: tuple[int, int, int]
    by_staff: int

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def average(self) -> str:
        if not self.total:
            return ""
        points = sum(score * count for score, count in enumerate(self.counts))
        return f"{points / self.total:.1f}".replace(".", ",")


@dataclass(frozen=True, slots=True)
class Remark:
    """`text` as it was written, for the director; `shown` what was let stand."""

    dossier_id: UUID
    at: datetime
    code: str
    score: str
    channel: str
    reasons: tuple[str, ...]
    text: str
    shown: str
    state: str
    moderated: str = ""
    suspects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RatingBoard:
    """`mine` is always the person's own; the rest is empty for who may not see everybody's."""

    since: date
    until: date
    mine: tuple[Figures, ...]
    my_remarks: tuple[tuple[datetime, str], ...]
    center: tuple[Figures, ...] = ()
    agencies: tuple[Figures, ...] = ()
    people: tuple[Figures, ...] = ()
    sees_all: bool = False
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class RatingOfOne:
    """The rating of one dossier, for who may see the dossier: never the remark before the director has read it."""

    at: datetime
    score: str
    how: str
    reasons: tuple[str, ...]
    is_by_staff: bool


async def rating_board(acting: Acting) -> RatingBoard:
    until = local(acting.at).date().replace(day=1)
    since = _months_before(until, MONTHS - 1)
    sees_all = acting.staff.may(Permission.HEAR_PEOPLE)
    async with transaction():
        mine = await stored.load_sums("staff", [str(acting.staff.id)], since, until)
        remarks = await stored.remarks_about(acting.staff.id, PAGE)
        center = await stored.load_sums("center", None, since, until) if sees_all else []
        agencies = await stored.load_sums("agency", None, since, until) if sees_all else []
        people = await stored.load_sums("staff", None, since, until) if sees_all else []
        names = await staff_names([UUID(row["subject"]) for row in people])
        waiting = len(await stored.remarks(WAITING, None, PAGE)) if sees_all else 0
    by_name = {str(key): name for key, name in names.items()}
    return RatingBoard(
        since,
        until,
        tuple(figures(row, acting.staff.name) for row in mine),
        tuple((row["at"], row["remark_shown"]) for row in remarks),
        tuple(figures(row, here().name) for row in center),
        tuple(figures(row, agency_name(here(), row["subject"])) for row in agencies if row["part"] == ALL_PARTS),
        tuple(sorted((figures(row, by_name[row["subject"]]) for row in people), key=lambda line: line.name)),
        sees_all,
        waiting,
    )


def figures(row: Mapping[str, Any], name: str) -> Figures:
    counts = (int(row["score_0"]), int(row["score_1"]), int(row["score_2"]))
    part = "Chung" if row["part"] == ALL_PARTS else PARTS[row["part"]]
    return Figures(name, part, counts, int(row["by_staff"]))


def _months_before(month: date, count: int) -> date:
    number = month.year * 12 + month.month - 1 - count
    return date(number // 12, number % 12 + 1, 1)


async def remarks(acting: Acting, state: str, after: str) -> tuple[tuple[Remark, ...], str]:
    """A page of remarks in one state, and where the next begins ("" where there is none)."""
    _check(acting)
    if state not in (WAITING, SHOWN, HIDDEN):
        raise NotHere
    async with transaction():
        found = await stored.remarks(state, _place(after), PAGE)
    last = found[-1] if len(found) == PAGE else None
    where = f"{last['at'].isoformat()}~{last['dossier_id']}" if last is not None else ""
    return tuple(map(_remark, found)), where


def _place(after: str) -> tuple[datetime, UUID] | None:
    if not after:
        return None
    try:
        at, _, key = after.partition("~")
        place = datetime.fromisoformat(at), UUID(key)
    except ValueError:
        raise NotHere from None
    if place[0].tzinfo is None:
        raise NotHere
    return place


def _remark(row: Mapping[str, Any]) -> Remark:
    text = unseal(row["remark_sealed"], REMARK)
    channel = CHANNELS[row["channel"]]
    return Remark(
        row["dossier_id"],
        row["at"],
        row["code"] or "",
        SCORES[row["score"]],
        f"{channel}: {row['by_name']}" if row["by_name"] else channel,
        reason_names(row["reasons"]),
        text,
        row["remark_shown"],
        row["remark_state"],
        row["moderated_by_name"],
        suspects(row["remark_shown"] or text),
    )


def reason_names(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(REASONS[key] for key in keys)


async def moderate(acting: Acting, dossier_id: UUID, was: str, state: str, shown: str, *, is_sure: bool) -> None:
    """Lets a remark stand, in words that name nobody, or keeps it from being read."""
    _check(acting)
    shown = shown.strip() if state == SHOWN else ""
    if state not in (SHOWN, HIDDEN):
        raise Refused("Hãy chọn cho hiện hay không cho hiện.", {"viec": "Hãy chọn cho hiện hay không cho hiện."})
    if state == SHOWN and not 0 < len(shown) <= LONGEST_REMARK:
        says = f"Nội dung cho hiện phải có từ 1 đến {LONGEST_REMARK} ký tự."
        raise Refused(says, {"shown": says})
    if (found := suspects(shown)) and not is_sure:
        says = f"Nội dung có vẻ còn {', '.join(found)}. Sửa lại, hoặc đánh dấu đã kiểm tra."
        raise Refused(says, {"shown": says})
    async with transaction():
        if await stored.load_rating(dossier_id) is None:
            raise NotHere
        if not await stored.moderate(dossier_id, was, state, shown, by_name=acting.staff.name, at=acting.at):
            raise Conflict("Ý kiến này vừa được người khác xem xét. Hãy tải lại trang.")


async def rating_of(dossier_id: UUID) -> RatingOfOne | None:
    """Inside a transaction, for who was shown the dossier."""
    row = await stored.load_rating(dossier_id)
    if row is None:
        return None
    how = CHANNELS[row["channel"]]
    if row["by_name"]:
        how = f"{how}: {row['by_name']}, {TOLD_HOW[row['told_how']].lower()}"
    return RatingOfOne(row["at"], SCORES[row["score"]], how, reason_names(row["reasons"]), bool(row["by_name"]))


def _check(acting: Acting) -> None:
    if not acting.staff.may(Permission.HEAR_PEOPLE):
        raise NotAllowed(f"Ý kiến kèm đánh giá do {who_may(Permission.HEAR_PEOPLE)} xem xét.")
