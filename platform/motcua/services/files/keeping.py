"""How a file is kept, whoever sends it: taken in by the capped openers, stored, named by a row, opened when clean.

Opening a file takes seconds, so none of it happens inside a transaction.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from motcua.centers import here
from motcua.domain.errors import Conflict, Refused, Unavailable
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.file_names import OFFICE_ENDINGS, FileLimits
from motcua.store.intake_files import INFECTED, Scan, TakenFile
from motcua.store.queries import files as stored
from motcua.store.queries.files import Place

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


async def open_clean(office: Office, row: Mapping[str, Any]) -> OpenFile:
    """The file of a row that whoever asks may see: the only way out, and only for what is clean."""
    if row["state"] != "clean":
        raise Conflict(REFUSED if row["state"] == "refused" else WAITS)
    return OpenFile(as_line(row), await office.blobs.open_file(here().key, row["storage_key"]))
