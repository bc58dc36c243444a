"""Scans that staff send: put with a form until it becomes a dossier, taken off, replaced, opened by who may see it."""

from __future__ import annotations

from collections.abc import AsyncIterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.errors import Conflict, NotAllowed, NotHere
from motcua.domain.people import PERMISSION_NAMES, Acting, Permission, who_may
from motcua.domain.states import STATES
from motcua.services.dossiers.visibility import load_seen
from motcua.services.files.keeping import (
    LONGEST_PAPER_KEY,
    MOST_FILES,
    FileLine,
    OpenFile,
    Upload,
    as_line,
    as_lines,
    keep_file,
    open_clean,
    replacement_id,
)
from motcua.services.office import Office
from motcua.store.engine import DB, transaction
from motcua.store.queries import files as stored
from motcua.store.queries.backup_runs import keeps_schemas
from motcua.store.queries.dossiers import load_files
from motcua.store.queries.drafts import delete_old_drafts
from motcua.store.queries.files import Place
from motcua.store.queries.filings import delete_old_filings
from motcua.store.queries.intake import stored_keys

__all__ = [
    "DRAFTS_KEPT",
    "LONGEST_PAPER_KEY",
    "MOST_FILES",
    "FileLine",
    "OpenFile",
    "add_file",
    "as_line",
    "dossier_files",
    "draft_files",
    "open_file",
    "remove_file",
    "replace_file",
    "seen_file",
    "sweep_files",
]

DRAFTS_KEPT = timedelta(days=30)
BYTES_KEPT = timedelta(days=1)  # longer than any request that has stored its bytes and not yet its row


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
    place = Place(draft_key, dossier_id, staff_id=acting.staff.id)
    if not acting.staff.may(Permission.RECEIVE):
        raise NotAllowed(
            f"Bạn không có quyền {PERMISSION_NAMES[Permission.RECEIVE]}. "
            f"Việc này thuộc về: {who_may(Permission.RECEIVE)}."
        )
    if dossier_id is not None:
        async with transaction():
            kept = await load_seen(acting.staff, dossier_id)
        if STATES[kept.dossier.state].is_final:
            raise Conflict("Hồ sơ đã kết thúc, không thêm tệp được nữa.")
    return await keep_file(office, place, Upload(stream, name, declared, paper_key), at=acting.at, file_id=file_id)


async def draft_files(office: Office, acting: Acting, draft_key: UUID) -> tuple[FileLine, ...]:
    """What this person has scanned for a form not accepted yet."""
    async with transaction():
        return tuple(as_line(row) for row in await stored.draft_files(draft_key, acting.staff.id))


async def dossier_files(office: Office, acting: Acting, dossier_id: UUID) -> tuple[FileLine, ...]:
    """The files of a dossier this person may see."""
    async with transaction():
        await load_seen(acting.staff, dossier_id)
        return as_lines(await load_files(dossier_id))


async def replace_file(office: Office, acting: Acting, dossier_id: UUID, file_id: UUID, upload: Upload) -> FileLine:
    """Another file under the same paper, for one that the scanner has refused since the dossier was received."""
    async with transaction():
        row = await seen_file(acting, file_id)
    if row["dossier_id"] != dossier_id:
        raise NotHere
    if row["state"] != "refused":
        raise Conflict("Tệp này không bị loại nên không cần thay.")
    return await add_file(
        office, acting, paper_key=row["paper_key"], stream=upload.stream, name=upload.name, declared=upload.declared,
        dossier_id=dossier_id, file_id=replacement_id(file_id),
    )  # fmt: skip


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
    key = here().key
    async with transaction():
        await delete_old_drafts(at - DRAFTS_KEPT)
        await delete_old_filings(at - DRAFTS_KEPT)
        await stored.abandoned_files(at - DRAFTS_KEPT)
        known = await stored_keys()
    async with DB.catalog_transaction():
        if await keeps_schemas(key):  # rows that a restore has replaced still name their files
            return 0
    orphans = await office.blobs.orphans(key, known, now - BYTES_KEPT)
    if not orphans:
        return 0
    async with transaction():
        await stored.sweep_alone(key)
        known = await stored_keys()  # the same bytes may have been sent again since
        return await office.blobs.delete(key, [each for each in orphans if each not in known])


async def seen_file(acting: Acting, file_id: UUID) -> Mapping[str, Any]:
    """In a transaction: the row of a file of a dossier this person may see, or of their own form."""
    row = await stored.load_file(file_id)
    if row is None:
        raise NotHere
    if row["dossier_id"] is not None:
        await load_seen(acting.staff, row["dossier_id"])
    elif row["uploaded_by"] != acting.staff.id:
        raise NotHere
    return row


async def open_file(office: Office, acting: Acting, file_id: UUID) -> OpenFile:
    """A file of a dossier this person may see, or of their own form."""
    async with transaction():
        row = await seen_file(acting, file_id)
    return await open_clean(office, row)
