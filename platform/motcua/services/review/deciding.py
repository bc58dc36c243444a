"""Rà soát: proposing, looking through, publishing, suspending and withdrawing versions of procedures at a center."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from motcua.domain.decisions import Decision
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused, Spoken
from motcua.domain.people import Acting, Staff
from motcua.domain.review import (
    REVIEW_MOVES,
    REVIEW_STATES,
    Publication,
    ReviewMove,
    ReviewState,
    sees_agency,
    why_not_review,
)
from motcua.services.catalogue import installed
from motcua.services.dossiers.asked import MoveField, cleaned
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.store.engine import transaction
from motcua.store.queries import review as stored
from motcua.store.queries.effects import get_setting, put_setting

DECLARED = "review.declared"
PROPOSE, REPLACE = "propose", "replace"
MOST = 300
DECISION = (
    MoveField("number", "Số quyết định", "text", required=True, hint="Ví dụ 12/QĐ-UBND"),
    MoveField("on", "Ngày quyết định", "date", required=True, hint="Ví dụ 1/11/2017"),
    MoveField("signed_by", "Người ký", "text", required=True),
    MoveField("from_on", "Có hiệu lực từ ngày", "date", required=True, hint="Ví dụ 8/11/2017"),
)
UNTIL = MoveField("to_on", "Đến hết ngày", "date", hint="Bỏ trống nếu quyết định không ghi ngày hết hiệu lực.")
REASON = MoveField("reason", "Lý do", required=True)


@dataclass(frozen=True, slots=True)
class Picked:
    """One version of a list as it stood on the person's screen."""

    version_hash: str
    seq: int


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one version of several. `procedure` is empty where there is no such version here."""

    version_hash: str
    procedure: str
    is_done: bool
    says: str


def questions(move: ReviewMove) -> tuple[MoveField, ...]:
    """What a move asks."""
    facts = REVIEW_MOVES[move]
    asked = DECISION if facts.by_decision else ()
    if move is ReviewMove.PUBLISH:
        asked = (*asked, UNTIL)
    return (*asked, REASON) if facts.needs_reason else asked


def decision_of(given: Mapping[str, Any]) -> Decision:
    """The decision that was typed; Refused beside the box that is wrong."""
    decision = Decision(
        number=given["number"],
        on=given["on"],
        signed_by=given["signed_by"],
        from_on=given["from_on"],
        to_on=given.get("to_on"),
    )
    if problems := dict(decision.problems()):
        raise Refused(next(iter(problems.values())), problems)
    return decision


async def propose(office: Office, at: datetime) -> int:
    """Today's version of every procedure that is switched on at the center entered; how many were not known yet."""
    async with transaction():
        await stored.lock_review()
        versions = [(version.hash, version.key, version.agency) for version in installed(office)]
        new = await stored.propose_versions(versions, at) if versions else []
        await stored.append_events([(key, PROPOSE, {"version": each}) for key, each in new], None, at)
    return len(new)


async def publish_declared(office: Office, declared: Decision | None, at: datetime) -> int:
    """Carries out, once, the decision that center.toml names; how many procedures it published.

    It speaks of what was on when it was made: a procedure that has ever been published here, and whatever is proposed
    after it was carried out, waits for a decision of its own.
    """
    if declared is None:
        return 0
    async with transaction():
        await stored.lock_review()
        if await get_setting(DECLARED) == declared.number:
            return 0
        publications = await stored.load_publications()
        settled = {each.procedure for each in publications if each.was_published}
        current = {version.hash for version in installed(office)}
        meant = [each for each in publications if each.version_hash in current and each.procedure not in settled]
        for each in meant:
            after = replace(each, state=ReviewState.PUBLISHED, decision=declared)
            await stored.save_publication(after, at)
        data = {"decision": declared.to_data(), "source": "center.toml"}
        events = [(each.procedure, str(ReviewMove.PUBLISH), {"version": each.version_hash, **data}) for each in meant]
        await stored.append_events(events, None, at)
        await put_setting(DECLARED, declared.number, set_by=None, at=at)
    return len(meant)


async def change(
    office: Office, acting: Acting, picked: Picked, move: ReviewMove, typed: Mapping[str, str], key: UUID
) -> str:
    """Makes one move on one version; the sentence that says so."""
    given = cleaned(questions(move), typed)
    decision = decision_of(given) if REVIEW_MOVES[move].by_decision else None
    async with transaction(), once(key, acting, f"review:{move}:{picked.version_hash}") as told:
        if told.outcome is None:
            told.outcome = {"says": await _changed(office, acting, picked, move, decision, given.get("reason", ""))}
        return str(told.outcome["says"])


async def change_together(
    office: Office,
    acting: Acting,
    picked: Sequence[Picked],
    move: ReviewMove,
    typed: Mapping[str, str],
    key: UUID,
) -> tuple[Done, ...]:
    """One move, by one decision, on several versions: each by itself, so that a refusal keeps no other back. Sent again
    with the same key, what was done answers as before and only what failed is tried again."""
    cleaned(questions(move), typed)
    if not picked:
        raise Refused("Hãy chọn ít nhất một thủ tục.")
    if len(picked) > MOST:
        raise Refused(f"Mỗi lần chọn nhiều nhất {MOST} thủ tục.")
    done = []
    for each in {each.version_hash: each for each in picked}.values():
        try:
            says, is_done = await change(office, acting, each, move, typed, uuid5(key, each.version_hash)), True
        except Spoken as refusal:
            says, is_done = refusal.sentence, False
        async with transaction():
            found = await stored.publication_of(each.version_hash)
        sees = found is not None and sees_agency(acting.staff, found.agency)
        done.append(Done(each.version_hash, found.procedure if found and sees else "", is_done, says))
    return tuple(done)


async def seen_publication(staff: Staff, version_hash: str) -> Publication:
    """A version that stands at this center, to who may see its agency's."""
    found = await stored.publication_of(version_hash)
    if found is None or not sees_agency(staff, found.agency):
        raise NotHere
    return found


async def _changed(
    office: Office, acting: Acting, picked: Picked, move: ReviewMove, decision: Decision | None, reason: str
) -> str:
    await stored.lock_review()
    before = await seen_publication(acting.staff, picked.version_hash)
    facts = REVIEW_MOVES[move]
    if before.seq != picked.seq:
        raise Conflict(
            f"Thủ tục này đã thay đổi sau khi bạn mở trang (bây giờ: {REVIEW_STATES[before.state].lower()}). "
            "Hãy xem lại rồi làm tiếp."
        )
    if sentence := why_not_review(move, before, acting.staff):
        raise Conflict(sentence) if before.state not in facts.sources else NotAllowed(sentence)
    if move is ReviewMove.PUBLISH:
        _check_is_todays(office, before)
    after = replace(before, state=facts.to, decision=decision, reason=reason)
    await stored.save_publication(after, acting.at)
    told: dict[str, Any] = {"version": before.version_hash, "from": before.state.value}
    told |= {"decision": decision.to_data()} if decision is not None else {}
    told |= {"reason": reason} if reason else {}
    events: list[tuple[str, str, Mapping[str, Any]]] = [(before.procedure, str(move), told)]
    if move is ReviewMove.PUBLISH and decision is not None:
        others = [each for each in await stored.load_publications(before.procedure) if each != after]
        events += await _replaced(others, before.version_hash, decision, acting.at)
    await stored.append_events(events, acting.staff, acting.at)
    when = f" theo {decision.says}, {decision.says_when}" if decision is not None else ""
    return f"{facts.past}{when}."


def _check_is_todays(office: Office, publication: Publication) -> None:
    """What was never published and is not what the plugin offers any more has been overtaken."""
    today = office.catalog.procedures.get(publication.procedure)
    if not publication.was_published and (today is None or today.hash != publication.version_hash):
        raise Conflict("Phần mềm của cơ quan đã có phiên bản mới hơn; hãy rà soát và công bố phiên bản đó.")


async def _replaced(
    others: Iterable[Publication], version_hash: str, decision: Decision, at: datetime
) -> list[tuple[str, str, Mapping[str, Any]]]:
    """The versions before end the day before the new one begins; what could never be received again is withdrawn."""
    last_day = decision.from_on - timedelta(days=1)
    events: list[tuple[str, str, Mapping[str, Any]]] = []
    for each in others:
        stands = each.decision
        if each.version_hash == version_hash or stands is None or each.state is ReviewState.WITHDRAWN:
            continue
        if each.state is ReviewState.PUBLISHED and stands.to_on is not None and stands.to_on <= last_day:
            continue
        if each.state is ReviewState.PUBLISHED and stands.from_on <= last_day:
            after = replace(each, decision=replace(stands, to_on=last_day))
        else:
            after = replace(each, state=ReviewState.WITHDRAWN, decision=decision)
        await stored.save_publication(after, at)
        told = {"version": each.version_hash, "by": version_hash, "decision": decision.to_data()}
        events.append((each.procedure, REPLACE, told))
    return events
