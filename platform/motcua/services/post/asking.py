"""Asking the post to fetch papers: by a citizen, with something filed online, or by the counter for who telephones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from motcua.centers import here
from motcua.domain.applicant import applicant_name
from motcua.domain.citizens import Applying
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.people import Acting
from motcua.domain.post import Carrying, PostAct, PostState, why_not_act
from motcua.services.dossiers.asked import MoveField, cleaned
from motcua.services.online.filings import Filing
from motcua.services.post.tasks import PostStep, PostTask, as_steps, as_task
from motcua.services.requests import once
from motcua.store.engine import transaction
from motcua.store.queries import post as stored
from motcua.store.queries.post import Place

MOST_OPEN = 5
BY_APPLICANT = "Người nộp (trực tuyến)"


def fields_to_ask(agencies: tuple[tuple[str, str], ...]) -> tuple[MoveField, ...]:
    return (
        MoveField("about", "Giấy tờ cần chuyển, nộp cho thủ tục nào", "text", required=True),
        MoveField("agency", "Cơ quan giải quyết", "select", required=True, options=agencies),
        MoveField("name", "Họ và tên người giao giấy tờ", "text", required=True),
        MoveField("phone", "Số điện thoại", "text", required=True),
        MoveField("address", "Địa chỉ bưu chính đến nhận", "text", required=True),
    )


def agencies_here() -> tuple[tuple[str, str], ...]:
    center = here()
    return tuple(sorted(((agency.key, agency.name) for agency in center.agencies.values()), key=lambda each: each[1]))


async def ask_by_citizen(applying: Applying, data: Mapping[str, str], key: UUID) -> UUID:
    """The same form sent twice asks once."""
    given = cleaned(fields_to_ask(agencies_here()), data)
    task_id = uuid5(key, f"{here().key}/{applying.citizen.id}/post")
    said = {name: given[name] for name in ("name", "phone", "address")}
    said["email"] = applying.citizen.contact("email") or ""
    async with transaction():
        mine = await stored.tasks_of_citizen(applying.citizen.id, None)
        running = [row for row in mine if not as_task(row).is_ended and row["id"] != task_id]
        if len(running) >= MOST_OPEN:
            says = f"Ông/bà đang có {MOST_OPEN} yêu cầu bưu chính chưa xong."
            raise Refused(says, {"about": says})
        await _ask(
            task_id, said, applying.at, BY_APPLICANT, None,
            agency=given["agency"], about=given["about"], citizen_id=applying.citizen.id,
        )  # fmt: skip
    return task_id


async def ask_at_counter(acting: Acting, data: Mapping[str, str], key: UUID) -> UUID:
    """For who telephones or stands there without the papers."""
    given = cleaned(fields_to_ask(agencies_here()), data)
    if not acting.staff.receives_for(given["agency"]):
        raise NotAllowed("Quầy của bạn không tiếp nhận hồ sơ của cơ quan này.")
    async with transaction(), once(key, acting, "post_ask") as told:
        if told.outcome is None:
            task_id = uuid5(key, f"{here().key}/post")
            said = {name: given[name] for name in ("name", "phone", "address")}
            await _ask(
                task_id, said, acting.at, acting.staff.name, acting.staff.id,
                agency=given["agency"], about=given["about"],
            )  # fmt: skip
            told.outcome = {"id": str(task_id)}
    return UUID(told.outcome["id"])


async def ask_with_filing(filing: Filing, applicant: Mapping[str, Any], at: datetime) -> None:
    """The paper originals of something filed online; inside the transaction that hands it in."""
    said = {
        "name": applicant_name(dict(applicant)),
        "phone": filing.one("applicant.phone"),
        "address": str(applicant.get("applicant.address", "")),
        "email": filing.one("applicant.email"),
    }
    await _ask(
        uuid5(filing.id, "pick_up"), said, at, BY_APPLICANT, None,
        agency=filing.version.agency, about=filing.version.title, citizen_id=filing.citizen_id, filing_id=filing.id,
        dossier_id=filing.dossier_id,
    )  # fmt: skip


async def _ask(
    task_id: UUID, said: Mapping[str, str], at: datetime, by: str, by_id: UUID | None, **values: Any
) -> None:
    is_new = await stored.insert_task(
        task_id,
        said,
        kind=Carrying.PICK_UP.value,
        state=PostState.ASKED.value,
        asked_at=at,
        asked_by=by,
        changed_at=at,
        **values,
    )
    if is_new:
        await stored.add_step(task_id, at, "asked", by_id, by, "")


async def mine(
    applying: Applying, before: Place | None
) -> tuple[tuple[tuple[PostTask, tuple[PostStep, ...]], ...], Place | None]:
    """A citizen's tasks with their steps, the latest first, one page, and where the next begins."""
    async with transaction():
        rows = await stored.tasks_of_citizen(applying.citizen.id, before)
        shown = rows[: stored.PAGE]
        steps = await stored.steps_of([row["id"] for row in shown])
    found = tuple((as_task(row), as_steps(step for step in steps if step["task_id"] == row["id"])) for row in shown)
    return found, (shown[-1]["asked_at"], shown[-1]["id"]) if len(rows) > stored.PAGE else None


async def cancel_mine(applying: Applying, task_id: UUID, seen: int) -> None:
    """Until the post has the papers. NotHere for everybody else's as for one that is not there."""
    async with transaction():
        row = await stored.load_task(task_id, lock=True)
        if row is None or row["citizen_id"] != applying.citizen.id:
            raise NotHere
        if row["state"] == PostState.CANCELLED:
            return
        if sentence := why_not_act(PostAct.CANCEL, Carrying(row["kind"]), PostState(row["state"])):
            raise Conflict(sentence)
        if row["kind"] != Carrying.PICK_UP:
            raise Conflict("Việc phát kết quả do Trung tâm giao; hãy gọi Trung tâm để đổi.")
        if row["version"] != seen:
            raise Conflict("Yêu cầu vừa thay đổi. Tải lại trang để xem tình trạng mới nhất.")
        await _cancel(row, applying.at, BY_APPLICANT, "Người nộp không cần nữa")


async def drop_pick_up(filing_id: UUID, at: datetime, by: str, why: str) -> None:
    """Nobody fetches papers for what was taken back or refused, unless the post has them already."""
    task_id = await stored.open_task_of(filing_id=filing_id)
    row = await stored.load_task(task_id, lock=True) if task_id is not None else None
    if row is not None and why_not_act(PostAct.CANCEL, Carrying(row["kind"]), PostState(row["state"])) is None:
        await _cancel(row, at, by, why)


async def _cancel(row: Mapping[str, Any], at: datetime, by: str, why: str) -> None:
    await stored.change_task(row["id"], {"state": PostState.CANCELLED.value}, at)
    await stored.add_step(row["id"], at, PostAct.CANCEL.value, None, by, why)
