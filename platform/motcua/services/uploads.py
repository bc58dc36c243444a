"""Scans: taken in through the capped openers, kept with a form until it becomes a dossier, opened by who may see them.

Opening a file takes seconds, so none of it happens inside a transaction.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from motcua.centers import here
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused, Unavailable
from motcua.domain.people import PERMISSION_NAMES, Acting, Permission, who_may
from motcua.domain.states import STATES
from motcua.services.office import Office
from motcua.services.visibility import load_seen
from motcua.store.engine import DB, transaction
from motcua.store.file_names import OFFICE_ENDINGS, FileLimits
from motcua.store.intake_files import INFECTED, Scan, TakenFile
from motcua.store.queries import files as stored
from motcua.store.queries.backup_runs import keeps_schemas
from motcua.store.queries.dossiers import load_files
from motcua.store.queries.drafts import delete_old_drafts
from motcua.store.queries.files import Place
from motcua.store.queries.intake import stored_keys

DRAFTS_KEPT = timedelta(days=30)
BYTES_KEPT = timedelta(days=1)  # longer than any request that has stored its bytes and not yet its row
MOST_FILES = 60
LONGEST_PAPER_KEY = 200
WAITS = "Tệp đang chờ quét vi-rút nên chưa mở được. Hãy bấm “Quét lại”, hoặc thử lại sau ít phút."
REFUSED = "Tệp này có mã độc nên đã bị loại, không mở được. Hãy đề nghị người nộp gửi lại bản khác."
_SWEPT = "Tệp chưa được lưu. Hãy tải lại tệp này."


@dataclass(frozen=True, slots=True)
class FileLine:
    """A stored file, as pages list it. Only a clean one is opened; `awaits_scan` marks one taken in unscanned."""

    id: UUID
    name: str
    media_type: str
    size: int
    paper_key: str | None
    at: datetime
    state: str = "clean"
    awaits_scan: bool = False
    is_replaced: bool = False

    @property
    def is_clean(self) -> bool:
        return self.state == "clean"

    @property
    def is_refused(self) -> bool:
        return self.state == "refused"


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file to send: its facts, and its bytes piece by piece."""

    file: FileLine
    pieces: AsyncIterator[bytes]


@dataclass(frozen=True, slots=True)
class Upload:
    """What somebody sends: its bytes as they arrive, and what they call it."""

    stream: bytes | AsyncIterable[bytes]
    name: str
    declared: str = ""
    paper_key: str | None = None


def as_line(row: Mapping[str, Any]) -> FileLine:
    return FileLine(
        row["id"], row["name"], row["media_type"], row["size"], row["paper_key"], row["at"], row["state"],
        row["awaits_scan"],
    )  # fmt: skip


def as_lines(rows: Iterable[Mapping[str, Any]]) -> tuple[FileLine, ...]:
    """The files of one dossier. A refused one for which another was sent is marked so."""
    listed = [as_line(row) for row in rows]
    there = {each.id for each in listed}
    return tuple(replace(each, is_replaced=replacement_id(each.id) in there) for each in listed)


def replacement_id(file_id: UUID) -> UUID:
    """The file that is sent for a refused one: once, however often the form is sent."""
    return uuid5(file_id, "replacement")


def limits_of(office: Office) -> FileLimits:
    """What a paper of a dossier may be at this installation."""
    every = FileLimits(most_bytes=office.settings.max_file_bytes)
    if office.settings.files.takes_office_files:
        return every
    return FileLimits(every.most_bytes, every.endings - OFFICE_ENDINGS)


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


async def keep_file(
    office: Office,
    place: Place,
    upload: Upload,
    *,
    at: datetime,
    file_id: UUID | None = None,
    check: Callable[[], Awaitable[None]] | None = None,
) -> FileLine:
    """The one way in for a file of whoever sends it, once the caller has seen that they may. `check` is asked again in
    the transaction of the row: opening a file takes a while.

    Called outside a transaction. With a `file_id` of the caller the second call answers as the first. Raises
    `Refused`, `TooLarge` or `Unavailable`, and then nothing is left behind.
    """
    paper_key = upload.paper_key
    if paper_key is not None and (len(paper_key) > LONGEST_PAPER_KEY or "\x00" in paper_key):
        raise Refused("Giấy tờ không hợp lệ.")
    most = office.settings.files.most_of_dossier
    async with transaction():
        _check_room(*await stored.held_together(place), 0, most)
    taken = await office.files.take_file(
        here().key, upload.stream, upload.name, upload.declared, at=at, limits=limits_of(office)
    )
    new_id = file_id or uuid4()
    async with transaction():
        if check is not None:
            await check()
        await stored.alone_at(place)
        if file_id is not None and (known := await stored.load_file(file_id)) is not None:
            return as_line(known)
        _check_room(*await stored.held_together(place), taken.size, most)
        await name_bytes(office, taken)
        await stored.insert_file(
            new_id,
            place,
            paper_key=paper_key,
            name=taken.name,
            media_type=taken.media_type,
            size=taken.size,
            sha256=bytes.fromhex(taken.sha256),
            storage_key=taken.storage_key,
            state=taken.state,
            awaits_scan=taken.awaits_scan,
            scanned_at=at if taken.scan is Scan.CLEAN else None,
            at=at,
        )
    return FileLine(
        new_id, taken.name, taken.media_type, taken.size, paper_key, at, taken.state, taken.awaits_scan
    )  # fmt: skip


async def name_bytes(office: Office, taken: TakenFile) -> None:
    """In the transaction whose row will name these bytes: nothing sweeps them from now on, and they are still there.

    The same bytes may have lain here as an orphan, and have been swept between being stored and being named.
    """
    await stored.while_nobody_sweeps(here().key)
    if taken.scan is not Scan.CLEAN and await stored.is_refused_content(bytes.fromhex(taken.sha256)):
        raise Refused(INFECTED)
    if not await office.blobs.has(here().key, taken.storage_key):
        raise Unavailable(_SWEPT)


def _check_room(present: int, size: int, more: int, most: int) -> None:
    """`size` and `more` in bytes: what is there, and what is to come."""
    if present >= MOST_FILES:
        raise Refused(
            f"Đã có {present} tệp. Mỗi hồ sơ nhận nhiều nhất {MOST_FILES} tệp; hãy ghép các trang vào một tệp PDF."
        )
    if size + more > most or size == most:
        raise Refused(
            f"Các tệp của hồ sơ cộng lại quá {most // 1024 // 1024} MB. "
            "Hãy quét lại ở 300 dpi, hoặc gỡ tệp không cần rồi tải lên."
        )


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


async def open_clean(office: Office, row: Mapping[str, Any]) -> OpenFile:
    """The file of a row that whoever asks may see: the only way out, and only for what is clean."""
    if row["state"] != "clean":
        raise Conflict(REFUSED if row["state"] == "refused" else WAITS)
    return OpenFile(as_line(row), await office.blobs.open_file(here().key, row["storage_key"]))
