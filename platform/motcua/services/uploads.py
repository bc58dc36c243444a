"""Scans: taken in through the capped openers, kept with a form until it becomes a dossier, opened by who may see it.

Opening a file takes seconds, so none of it happens inside a transaction.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from motcua.centers import here
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.people import PERMISSION_NAMES, Acting, Permission, who_may
from motcua.domain.states import STATES
from motcua.services.office import Office
from motcua.services.visibility import load_seen
from motcua.store.engine import DB, transaction
from motcua.store.queries import files as stored
from motcua.store.queries.backup_runs import keeps_schemas
from motcua.store.queries.dossiers import load_files
from motcua.store.queries.drafts import delete_old_drafts
from motcua.store.queries.intake import stored_keys

DRAFTS_KEPT = timedelta(days=30)
BYTES_KEPT = timedelta(days=1)  # longer than any request that has stored its bytes and not yet its row
MOST_FILES = 60
LONGEST_PAPER_KEY = 200


@dataclass(frozen=True, slots=True)
class FileLine:
    """A stored file, as pages list it."""

    id: UUID
    name: str
    media_type: str
    size: int
    paper_key: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file to send: its facts, and its bytes piece by piece."""

    file: FileLine
    pieces: AsyncIterator[bytes]


def as_line(row: Mapping[str, Any]) -> FileLine:
    return FileLine(row["id"], row["name"], row["media_type"], row["size"], row["paper_key"], row["at"])


async def add_file(
    office: Office,
    acting: Acting,
    *,
    paper_key: str | None,
    stream: bytes | AsyncIterable[bytes],
    name: str,
    declared: str = "",
    draft_key: UUID | None = None,
    dossier_id: UUID | None = None,
    file_id: UUID | None = None,
) -> FileLine:
    """Stores one scan for a form (`draft_key`) or a dossier. A file that can't be taken leaves nothing behind."""
    if (draft_key is None) == (dossier_id is None):
        raise TypeError("a file belongs to a form or to a dossier")
    if not acting.staff.may(Permission.RECEIVE):
        raise NotAllowed(
            f"Bạn không có quyền {PERMISSION_NAMES[Permission.RECEIVE]}. "
            f"Việc này thuộc về: {who_may(Permission.RECEIVE)}."
        )
    if paper_key is not None and (len(paper_key) > LONGEST_PAPER_KEY or "\x00" in paper_key):
        raise Refused("Giấy tờ không hợp lệ.")
    await _check_room(acting, draft_key, dossier_id)
    new_id = file_id or uuid4()
    taken = await office.files.take_file(here().key, stream, name, declared, at=acting.at, blob_id=new_id)
    async with transaction():
        await stored.insert_file(
            new_id,
            draft_key=draft_key,
            dossier_id=dossier_id,
            uploaded_by=acting.staff.id,
            paper_key=paper_key,
            name=taken.name,
            media_type=taken.media_type,
            size=taken.size,
            sha256=bytes.fromhex(taken.sha256),
            storage_key=taken.storage_key,
            state="clean",
            at=acting.at,
        )
    return FileLine(new_id, taken.name, taken.media_type, taken.size, paper_key, acting.at)


async def _check_room(acting: Acting, draft_key: UUID | None, dossier_id: UUID | None) -> None:
    async with transaction():
        if draft_key is not None:
            present = len(await stored.draft_files(draft_key, acting.staff.id))
        else:
            assert dossier_id is not None
            kept = await load_seen(acting.staff, dossier_id)
            if STATES[kept.dossier.state].is_final:
                raise Conflict("Hồ sơ đã kết thúc, không thêm tệp được nữa.")
            present = len(kept.files)
    if present >= MOST_FILES:
        raise Refused(
            f"Đã có {present} tệp. Mỗi hồ sơ nhận nhiều nhất {MOST_FILES} tệp; hãy ghép các trang vào một tệp PDF."
        )


async def draft_files(office: Office, acting: Acting, draft_key: UUID) -> tuple[FileLine, ...]:
    """What this person has scanned for a form not accepted yet."""
    async with transaction():
        return tuple(as_line(row) for row in await stored.draft_files(draft_key, acting.staff.id))


async def dossier_files(office: Office, acting: Acting, dossier_id: UUID) -> tuple[FileLine, ...]:
    """The files of a dossier this person may see."""
    async with transaction():
        await load_seen(acting.staff, dossier_id)
        return tuple(as_line(row) for row in await load_files(dossier_id))


async def remove_file(office: Office, acting: Acting, file_id: UUID) -> None:
    """Takes a scan off a form not accepted yet. What is in a dossier stays: it was received."""
    async with transaction():
        if await stored.delete_draft_file(file_id, acting.staff.id) is None:
            row = await stored.load_file(file_id)
            if row is None or (row["dossier_id"] is None and row["uploaded_by"] != acting.staff.id):
                raise NotHere
            raise Conflict("Tệp đã thuộc hồ sơ được tiếp nhận nên không gỡ được.")
    # The bytes are swept later: a transaction that fails after this must still find them.


async def sweep_files(office: Office, at: datetime, now: datetime) -> int:
    """Drops drafts and scans of forms given up (`at`: business time) and the bytes that no row names (`now`: real)."""
    async with transaction():
        await delete_old_drafts(at - DRAFTS_KEPT)
        await stored.abandoned_files(at - DRAFTS_KEPT)
        known = await stored_keys()
    async with DB.catalog_transaction():
        if await keeps_schemas(here().key):  # rows that a restore has replaced still name their files
            return 0
    return await office.blobs.sweep(here().key, known, now - BYTES_KEPT)


async def open_file(office: Office, acting: Acting, file_id: UUID) -> OpenFile:
    """A file of a dossier this person may see, or of their own form."""
    async with transaction():
        row = await stored.load_file(file_id)
        if row is None:
            raise NotHere
        if row["dossier_id"] is None:
            if row["uploaded_by"] != acting.staff.id:
                raise NotHere
        else:
            await load_seen(acting.staff, row["dossier_id"])
    return OpenFile(as_line(row), await office.blobs.open_file(here().key, row["storage_key"]))
