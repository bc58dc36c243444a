"""Moving a task of the post on: one act, written down for both sides, told to the applicant, in one transaction."""

from __future__ import annotations

from collections.abc import AsyncIterable, Collection, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from motcua.centers import here
from motcua.domain.errors import Conflict, NotAllowed, NotHere
from motcua.domain.moves import Move
from motcua.domain.people import Acting, who_may
from motcua.domain.post import ACTS, GIVEN_EVENT, POST_STATES, WAITING, Carrying, PostAct, PostState, why_not_act
from motcua.domain.states import State
from motcua.domain.terms import Term
from motcua.services.catalogue import version_for
from motcua.services.codes import local_date
from motcua.services.deadlines.dues import dossier_due
from motcua.services.dossiers import records
from motcua.services.dossiers.answers import masked
from motcua.services.dossiers.moves import handed_back
from motcua.services.dossiers.stale import check_seen
from motcua.services.dossiers.timeline import at_says
from motcua.services.dossiers.visibility import check_may_see
from motcua.services.dossiers.walk import Walk, walked
from motcua.services.files.keeping import FileLine, Upload, keep_file
from motcua.services.messages.queue import Recipient, queue_message
from motcua.services.messages.telling import applicant_of
from motcua.services.office import Office
from motcua.services.post.asked import RELATIONS, read
from motcua.services.post.places import place_of_delivery
from motcua.services.post.tasks import as_task, check_sees, may_act
from motcua.services.requests import once
from motcua.store.engine import transaction
from motcua.store.queries import counters
from motcua.store.queries import post as stored
from motcua.store.queries.files import Place

MOST_PROOFS = 3
_OLD = "Việc này vừa thay đổi. Tải lại trang, xem lại rồi làm tiếp."
# What the applicant is told of at once; of a delivery the hand-back itself tells.
_TOLD = frozenset(
    {PostAct.TAKE, PostAct.MISS, PostAct.COLLECT, PostAct.RECEIVE, PostAct.TAKE_OVER, PostAct.FAIL}
    | {PostAct.TAKE_IN, PostAct.CANCEL}
)


async def give(office: Office, acting: Acting, dossier_id: UUID, seen: int, key: UUID) -> str:
    """The counter's side of a hand-over: the result waits for the post; the dossier's code."""
    async with transaction(), once(key, acting, f"post_give:{dossier_id}") as told:
        if told.outcome is None:
            told.outcome = await _give(office, acting, dossier_id, seen, key)
    return str(told.outcome["code"])


async def _give(office: Office, acting: Acting, dossier_id: UUID, seen: int, key: UUID) -> dict[str, Any]:
    kept = await records.locked(dossier_id)
    if kept is None:
        raise NotHere
    check_may_see(acting.staff, kept.dossier)
    if not acting.staff.receives_for(kept.dossier.agency):
        raise NotAllowed("Kết quả này do quầy của cơ quan đó giao cho bưu chính.")
    await check_seen(kept, seen)
    if sentence := _why_not_give(kept):
        raise Conflict(sentence)
    version = await version_for(office, kept.row)
    task_id = uuid5(key, f"{here().key}/post")
    await stored.insert_task(
        task_id,
        place_of_delivery(kept),
        kind=Carrying.DELIVERY.value,
        state=PostState.GIVEN.value,
        agency=kept.dossier.agency,
        about=version.title,
        dossier_id=dossier_id,
        asked_at=acting.at,
        asked_by=acting.staff.name,
        changed_at=acting.at,
    )
    await stored.add_step(task_id, acting.at, "given", acting.staff.id, acting.staff.name, "")
    await _note(kept, acting, GIVEN_EVENT, {}, with_post=True)
    return {"code": kept.dossier.code or ""}


def _why_not_give(kept: records.Kept) -> str | None:
    if kept.dossier.state is not State.READY:
        return "Chỉ giao cho bưu chính kết quả đang chờ trả tại Trung tâm."
    if not kept.goes_by_post:
        return "Người nộp đăng ký nhận kết quả tại Trung tâm, không phải qua bưu chính."
    if kept.row["with_post"]:
        return "Kết quả này đã giao cho bưu chính."
    if kept.dossier.owes_fee:
        return "Hồ sơ còn phí, lệ phí chưa thu. Thu phí, lệ phí trước khi giao kết quả cho bưu chính."
    return None


async def do(
    office: Office, acting: Acting, task_id: UUID, act: PostAct, seen: int, data: Mapping[str, str], key: UUID
) -> str:
    """Makes one act; what it says afterwards. The same form sent twice does it once."""
    async with transaction(), once(key, acting, f"post_{act}:{task_id}") as told:
        if told.outcome is None:
            row = await stored.load_task(task_id, lock=True)
            if row is None:
                raise NotHere
            check_sees(acting.staff, row["agency"])
            if not may_act(acting.staff, act, row["agency"]):
                raise NotAllowed(f"Việc “{ACTS[act].label}” do {who_may(ACTS[act].permission)} thực hiện.")
            if sentence := why_not_act(act, Carrying(row["kind"]), PostState(row["state"])):
                raise Conflict(sentence)
            if row["version"] != seen:
                raise Conflict(_OLD)
            await _made(office, acting, row, act, read(act, as_task(row), data, acting.at))
            told.outcome = {"says": ACTS[act].past}
    return f"{told.outcome['says']}."


async def start_trip(office: Office, acting: Acting, ids: Collection[UUID], key: UUID) -> UUID:
    """Takes what was ticked, all or nothing, as one trip with a number of its own."""
    async with transaction(), once(key, acting, "post_trip") as told:
        if told.outcome is None:
            trip_id = uuid5(key, f"{here().key}/trip")
            wanted = set(ids)
            if not wanted or len(wanted) > stored.MOST_OF_A_TRIP:
                raise Conflict(f"Đánh dấu từ 1 đến {stored.MOST_OF_A_TRIP} việc rồi lập chuyến.")
            rows = await stored.lock_tasks(wanted)
            if len(rows) != len(wanted):
                raise NotHere
            if any(PostState(row["state"]) not in WAITING for row in rows):
                raise Conflict("Có việc đã được nhận hoặc đã hủy. Tải lại trang rồi đánh dấu lại.")
            on = local_date(acting.at)
            number = f"CT-{on:%y%m%d}-{await counters.next_number(f'post_trip/{on:%Y-%m-%d}'):02d}"
            await stored.insert_trip(trip_id, number, acting.staff.id, acting.staff.name, acting.at)
            for row in rows:
                act = PostAct.TAKE if row["kind"] == Carrying.PICK_UP else PostAct.TAKE_OVER
                await _made(office, acting, row, act, {}, trip_id)
            told.outcome = {"id": str(trip_id)}
    return UUID(told.outcome["id"])


async def _made(
    office: Office,
    acting: Acting,
    row: Mapping[str, Any],
    act: PostAct,
    given: Mapping[str, Any],
    trip_id: UUID | None = None,
) -> None:
    """The task's row, its step, the dossier's event and the applicant's message."""
    changes: dict[str, Any] = {"state": ACTS[act].to.value}
    changes |= {name: given[name] for name in ("papers", "posting_number", "postage") if name in given}
    if trip_id is not None:
        changes |= {"trip_id": trip_id, "officer_id": acting.staff.id, "officer_name": acting.staff.name}
    if act in (PostAct.MISS, PostAct.FAIL):
        changes["attempts"] = row["attempts"] + 1
    if act is PostAct.MISS:
        changes["trip_id"] = None
    note = str(given.get("reason") or given.get("note") or given.get("papers") or "")
    if act is PostAct.DELIVER:
        number = masked(given["id_number"])
        relation = dict(RELATIONS)[given["relation"]].lower()
        note = f"{given['received_by']} ({relation}), giấy tờ số {number}, lúc {at_says(given['delivered_at'])}"
        changes["said"] = {**row["said"], "receiver": note, "receiver_number": given["id_number"]}
    await stored.change_task(row["id"], changes, acting.at)
    seq = await stored.add_step(row["id"], acting.at, act.value, acting.staff.id, acting.staff.name, note)
    kept = await records.locked(row["dossier_id"]) if row["dossier_id"] is not None else None
    if kept is not None and act is PostAct.DELIVER:
        await _delivered(kept, acting, given, note)
    elif kept is not None:
        away = {PostAct.TAKE_IN: False, PostAct.CANCEL: False}.get(act) if row["kind"] == Carrying.DELIVERY else None
        await _note(kept, acting, f"post_{act.value}", {"note": note} if note else {}, with_post=away)
    if act in _TOLD:
        await _tell(row, kept, act, note, seq, acting)


async def _note(
    kept: records.Kept, acting: Acting, kind: str, told: Mapping[str, Any], *, with_post: bool | None = None
) -> None:
    columns = {} if with_post is None else {"with_post": with_post}
    after = kept.dossier if columns else None
    await records.record_beside(kept, acting, Move.SEND_BY_POST, kind, told, after=after, columns=columns)


async def _delivered(kept: records.Kept, acting: Acting, given: Mapping[str, Any], note: str) -> None:
    """The result is handed back: by the very move of the counter, with what the post can prove."""
    before = kept.dossier
    if before.state is not State.READY or not kept.row["with_post"]:
        raise Conflict("Kết quả của hồ sơ này không ở bưu chính.")
    calendar = here().calendar
    said = {"received_by": given["received_by"], "posting_number": given["posting_number"]}
    after = walked(Move.SEND_BY_POST, Walk(before, acting.staff.id, acting.at, said, calendar))
    after = replace(after, due_at=dossier_due(after, Term.parse(kept.row["term"]), calendar, acting.at))
    columns, told = await handed_back(kept, acting, said)
    told |= said | {"note": note}
    await records.save(kept, after, acting, Move.SEND_BY_POST, told, {**columns, "with_post": False})


async def _tell(
    row: Mapping[str, Any], kept: records.Kept | None, act: PostAct, note: str, seq: int, acting: Acting
) -> None:
    """In plain words; the reason why something did not come about is said."""
    said, facts = row["said"], ACTS[act]
    text = f"{POST_STATES[facts.to].sentence}"
    if act in (PostAct.MISS, PostAct.FAIL, PostAct.CANCEL):
        text = f"{facts.past}. Lý do: {note}"
    to = applicant_of(kept) if kept is not None else Recipient(said["name"], said.get("email", ""), said["phone"])
    about = f"hồ sơ {kept.dossier.code}" if kept is not None and kept.dossier.code else row["about"]
    await queue_message(
        to,
        "post",
        {"about": about, "text": text},
        once=f"post/{row['id']}/{seq}",
        dossier_id=row["dossier_id"],
        at=acting.at,
    )


async def add_proof(
    office: Office,
    acting: Acting,
    task_id: UUID,
    *,
    stream: bytes | AsyncIterable[bytes],
    name: str,
    declared: str = "",
) -> FileLine:
    """A photograph of what was signed, or of the place that was found shut. Kept with the task, clean or not shown."""

    async def check() -> None:
        row = await stored.load_task(task_id, lock=True)
        if row is None:
            raise NotHere
        check_sees(acting.staff, row["agency"])
        if row["officer_id"] is None:
            raise Conflict("Bưu chính chưa nhận việc này nên chưa có gì để chụp.")
        if len([each for each in await stored.files_of_task(task_id) if each["state"] != "refused"]) >= MOST_PROOFS:
            raise Conflict(f"Mỗi việc giữ nhiều nhất {MOST_PROOFS} ảnh.")

    async with transaction():
        await check()
    place = Place(draft_key=task_id, staff_id=acting.staff.id)
    return await keep_file(office, place, Upload(stream, name, declared, "proof"), at=acting.at, check=check)
