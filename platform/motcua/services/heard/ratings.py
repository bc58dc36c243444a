"""A person says how their dossier was dealt with: once for a dossier, by the link that is theirs alone, on the screen
beside the counter, or to an officer who writes it down and is named with it.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.centers import here
from motcua.domain.calendar import due, local
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.moves import Move
from motcua.domain.people import Acting, Permission, Staff, who_may
from motcua.domain.ratings import (
    BY_STAFF,
    COUNTER,
    HAND_BACK,
    LINK,
    LONGEST_REMARK,
    NONE,
    PARTS,
    PROCESSING,
    REASONS,
    RECEPTION,
    SCORES,
    WAITING,
    RatedStep,
    Rating,
    sums_of,
)
from motcua.domain.states import State
from motcua.domain.terms import Term
from motcua.services.catalogue import version_for
from motcua.services.dossiers import records
from motcua.services.dossiers.naming import agency_name
from motcua.services.dossiers.visibility import load_seen
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries import ratings as stored
from motcua.store.queries.dossiers import find_by_code
from motcua.store.secrets import fingerprint, seal

RATED = "rated"
ENDS = frozenset({State.HANDED_BACK, State.WITHDRAWN, State.STOPPED})
_ENDED_BY = (Move.HAND_BACK, Move.SEND_BY_POST, Move.RESOLVE_AT_ONCE, Move.WITHDRAW, Move.STOP)
_PART_BY = {
    Move.ACCEPT: RECEPTION,
    Move.HAND_BACK: HAND_BACK,
    Move.SEND_BY_POST: HAND_BACK,
    Move.RESOLVE_AT_ONCE: HAND_BACK,
}
REMARK = "rating.remark"
LONGEST_CODE = 60
TOLD_HOW: Mapping[str, str] = {"spoken": "Nói trực tiếp tại quầy", "phone": "Qua điện thoại", "paper": "Phiếu giấy"}
TWICE = "Hồ sơ này đã được đánh giá. Mỗi hồ sơ chỉ được đánh giá một lần."
OVER = "Hồ sơ này không còn trong thời gian đánh giá."


@dataclass(frozen=True, slots=True)
class Ratable:
    """What the form asks about: no name and no step inside an agency. `why_not` "": it may be rated now."""

    dossier_id: UUID
    code: str
    title: str
    agency: str
    parts: tuple[tuple[str, str], ...]
    is_rated: bool
    why_not: str = ""


def rating_secret(dossier_id: UUID) -> str:
    """The link's secret, derived with the key file like that of the receipt, and another than it: who may look at a
    dossier's way has not thereby a voice about it, and no page of ours shows this one to an officer."""
    return base64.urlsafe_b64encode(fingerprint(str(dossier_id), "dossier.rating")[:16]).decode().rstrip("=")


def rating_link(office: Office, dossier_id: UUID, code: str) -> str:
    return f"{office.settings.base_url}/{here().key}/danh-gia/{code}/{rating_secret(dossier_id)}"


async def ratable(office: Office, code: str, secret: str, at: datetime) -> Ratable | None:
    """None for an unknown code, another center's and a wrong secret alike."""
    async with transaction():
        found = await _by_link(code, secret)
        return await ratable_of(office, found, at) if found is not None else None


async def _by_link(code: str, secret: str) -> UUID | None:
    bare = "".join(code.split()).upper()
    if not bare or len(bare) > LONGEST_CODE or "\x00" in bare:
        return None
    row = await find_by_code(bare)
    # An unknown code costs the same comparison.
    wanted = rating_secret(row["id"] if row is not None else UUID(int=0))
    is_right = hmac.compare_digest(wanted.encode(), secret.encode())
    return row["id"] if row is not None and is_right else None


async def ratable_of(office: Office, dossier_id: UUID, at: datetime) -> Ratable:
    """Inside a transaction, of a dossier that is there."""
    kept = await records.load(dossier_id)
    if kept is None:
        raise NotHere
    version = await version_for(office, kept.row)
    steps = await steps_of(kept)
    met = {step.part for step in steps}
    return Ratable(
        dossier_id,
        kept.dossier.code or "",
        version.title,
        agency_name(here(), kept.dossier.agency),
        tuple((part, says) for part, says in PARTS.items() if part in met),
        await stored.is_rated(dossier_id),
        await _why_not(kept, at),
    )


async def _why_not(kept: records.Kept, at: datetime) -> str:
    if kept.dossier.state not in ENDS:
        return "Hồ sơ chưa giải quyết xong nên chưa đánh giá được."
    ended_at = await stored.when_made(kept.dossier.id, [move.value for move in _ENDED_BY])
    until = due(ended_at, Term.parse(here().hearing.rating_for), here().calendar).at if ended_at is not None else None
    return OVER if until is None or at > until else ""


async def steps_of(kept: records.Kept) -> tuple[RatedStep, ...]:
    """Who had it in hand: whoever took it in, each step that somebody did, whoever handed it back."""
    found = []
    for row in await stored.who_stepped(kept.dossier.id, [move.value for move in _PART_BY]):
        found.append(RatedStep(_PART_BY[Move(row["kind"])], "", row["actor_id"], "center"))
    done = [step for step in kept.dossier.route if step.done_by is not None]
    # A signature answers for the paper; how a person was dealt with is the work of who prepared it.
    worked = [step for step in done if not step.signs] or done
    found += [RatedStep(PROCESSING, step.key, step.done_by, step.agency) for step in worked]
    by_key = {(step.part, step.step): step for step in found}
    return tuple(by_key.values())


def read_rating(typed: Mapping[str, Iterable[str]], parts: Iterable[str]) -> Rating:
    """From a form: `score`, `part.<key>`, `reasons`, `remark`. Refused by box."""
    errors: dict[str, str] = {}
    score = _score(typed.get("score", ()))
    if score is None:
        errors["score"] = "Hãy chọn một mức đánh giá."
    said = {}
    for part in parts:
        texts = list(typed.get(f"part.{part}", ()))
        if not texts or texts[-1] in ("", "none"):
            continue
        given = _score(texts)
        if given is None:
            errors[f"part.{part}"] = "Hãy chọn một mức trong danh sách."
        else:
            said[part] = given
    reasons = tuple(key for key in REASONS if key in set(typed.get("reasons", ())))
    remark = ([*typed.get("remark", ())] or [""])[-1].strip()
    if len(remark) > LONGEST_REMARK:
        errors["remark"] = f"Ý kiến dài quá {LONGEST_REMARK} ký tự. Hãy viết ngắn lại."
    if errors or score is None:
        raise Refused(next(iter(errors.values())), errors)
    return Rating(score, said, reasons, remark)


def _score(texts: Iterable[str]) -> int | None:
    text = ([*texts] or [""])[-1].strip()
    return int(text) if text in {str(score) for score in SCORES} else None


@dataclass(frozen=True, slots=True)
class Voice:
    """How a rating came. `by`: who wrote it down for the person; `screen_of`: whose screen, and since when it stood."""

    channel: str
    by: Staff | None = None
    told_how: str = ""
    screen_of: UUID | None = None
    opened_at: datetime | None = None


async def keep(kept: records.Kept, rating: Rating, voice: Voice, at: datetime) -> None:
    """Inside the transaction: the rating, its sums and the line in the dossier's trail. Conflict when there is one."""
    if why_not := await _why_not(kept, at):
        raise Conflict(why_not)
    dossier = kept.dossier
    month = local(at).date().replace(day=1)
    # One person may have done several steps of a part: each step is kept, the person's sum counts one.
    steps = await steps_of(kept)
    parts = {part: score for part, score in rating.parts.items() if any(step.part == part for step in steps)}
    rating = Rating(rating.score, parts, rating.reasons, rating.remark)
    made = await stored.insert_rating(
        {
            "dossier_id": dossier.id,
            "at": at,
            "month": month,
            "agency": dossier.agency,
            "channel": voice.channel,
            "score": rating.score,
            "reasons": list(rating.reasons),
            "remark_sealed": seal(rating.remark, REMARK) if rating.remark else "",
            "remark_state": WAITING if rating.remark else NONE,
            "by_id": voice.by.id if voice.by is not None else None,
            "by_name": voice.by.name if voice.by is not None else "",
            "told_how": voice.told_how,
            "screen_of": voice.screen_of,
            "opened_at": voice.opened_at,
        },
        steps,
        parts,
    )
    if not made:
        raise Conflict(TWICE)
    await stored.add_sums(sums_of(month, dossier.agency, rating, steps), voice.channel)
    told = {"rating": SCORES[rating.score], "rated_how": _how(voice)}
    if voice.by is not None:
        await records.note_by(Acting(voice.by, at), dossier, RATED, told, dossier.state)
    else:
        await records.note_by_itself(dossier, RATED, told, at)


def _how(voice: Voice) -> str:
    says = {COUNTER: "Người nộp đánh giá tại quầy", LINK: "Người nộp đánh giá qua đường dẫn"}
    return says.get(voice.channel) or f"Cán bộ ghi hộ: {TOLD_HOW[voice.told_how].lower()}"


async def rate_by_link(
    code: str, secret: str, rating: Rating, at: datetime, *, signed_in: Staff | None = None
) -> bool | None:
    """False: it was rated before (sent twice, too); None: no such link.

    Somebody of the staff who is signed in on this very browser is no applicant: what they send is marked as theirs.
    """
    async with transaction():
        dossier_id = await _by_link(code, secret)
        kept = await records.locked(dossier_id) if dossier_id is not None else None
        if kept is None:
            return None
        if await stored.is_rated(kept.dossier.id):
            return False
        voice = Voice(LINK) if signed_in is None else Voice(BY_STAFF, by=signed_in, told_how="spoken")
        await keep(kept, rating, voice, at)
    return True


async def rate_on_behalf(acting: Acting, dossier_id: UUID, rating: Rating, told_how: str) -> None:
    """By an officer for somebody who can't or won't use the screen: marked, and in no average."""
    if not acting.staff.may(Permission.HAND_BACK):
        raise NotAllowed(f"Ghi hộ đánh giá là việc của: {who_may(Permission.HAND_BACK)}.")
    if told_how not in TOLD_HOW:
        says = "Hãy chọn người nộp đã đánh giá bằng cách nào."
        raise Refused(says, {"told_how": says})
    async with transaction():
        kept = await load_seen(acting.staff, dossier_id, lock=True)
        await keep(kept, rating, Voice(BY_STAFF, by=acting.staff, told_how=told_how), acting.at)
