"""The papers of what is filed online: uploaded one by one, taken off again until they are handed in."""

from __future__ import annotations

from collections.abc import AsyncIterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from motcua.domain.citizens import Applying
from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.services.catalogue import versions_of
from motcua.services.files.keeping import MOST_FILES, FileLine, OpenFile, Upload, as_line, keep_file, open_clean
from motcua.services.office import Office
from motcua.services.online.filings import Filing, own_filing
from motcua.store.engine import transaction
from motcua.store.queries import filings as stored
from motcua.store.queries.files import Place

MOST_EARLIER = 30


@dataclass(frozen=True, slots=True)
class EarlierPaper:
    """A file of an earlier filing of the same citizen; `label` is the paper it was of."""

    id: UUID
    name: str
    label: str
    at: datetime


async def files_of(filing_id: UUID) -> tuple[FileLine, ...]:
    """What was uploaded for it; whose it is, the caller has seen to."""
    async with transaction():
        return tuple(as_line(row) for row in await stored.files_of_filing(filing_id))


async def add_paper(
    office: Office,
    applying: Applying,
    filing_id: UUID,
    *,
    paper_key: str,
    stream: bytes | AsyncIterable[bytes],
    name: str,
    declared: str = "",
) -> FileLine:
    """One file for one paper. What can't be taken leaves nothing behind."""
    _check_open(await own_filing(office, applying, filing_id))

    async def check() -> None:
        # It may have been handed in while the file was being opened.
        _check_open(await own_filing(office, applying, filing_id, lock=True))

    place = Place(draft_key=filing_id, citizen_id=applying.citizen.id)
    return await keep_file(office, place, Upload(stream, name, declared, paper_key), at=applying.at, check=check)


def _check_open(filing: Filing) -> None:
    if not filing.can_edit:
        raise Conflict("Hồ sơ đã nộp nên không thêm bớt giấy tờ được nữa.")


async def remove_paper(office: Office, applying: Applying, filing_id: UUID, file_id: UUID) -> None:
    async with transaction():
        _check_open(await own_filing(office, applying, filing_id, lock=True))
        if file_id not in {row["id"] for row in await stored.files_of_filing(filing_id)}:
            raise NotHere
        if not await stored.drop_scan(filing_id, file_id):
            raise Conflict("Tệp này đã nằm trong hồ sơ nên không gỡ được.")


async def earlier_papers(office: Office, applying: Applying, filing: Filing) -> tuple[EarlierPaper, ...]:
    """What this citizen has handed in before, to be used again with their consent; the latest first."""
    async with transaction():
        found = await stored.earlier_scans(applying.citizen.id, filing.id, MOST_EARLIER)
        versions = await versions_of(office, {row["version_hash"] for row in found})
    labels = {key: {paper.key: paper.label for paper in version.papers} for key, version in versions.items()}
    return tuple(
        EarlierPaper(row["id"], row["name"], labels[row["version_hash"]].get(row["paper_key"] or "", ""), row["at"])
        for row in found
    )


async def reuse_paper(office: Office, applying: Applying, filing_id: UUID, paper_key: str, from_file: UUID) -> None:
    """One's own only; the page says whose consent it is before it is sent."""
    async with transaction():
        filing = await own_filing(office, applying, filing_id, lock=True)
        _check_open(filing)
        if from_file not in {each.id for each in await earlier_papers(office, applying, filing)}:
            raise NotHere
        if sum(not file.is_refused for file in await files_of(filing_id)) >= MOST_FILES:
            raise Refused(f"Mỗi hồ sơ nhận nhiều nhất {MOST_FILES} tệp.")
        await stored.copy_scan(from_file, uuid4(), filing_id, paper_key, applying.at)


async def open_paper(office: Office, filing_id: UUID, file_id: UUID) -> OpenFile:
    """A file of this filing and of no other; whose it is, the caller has seen to."""
    async with transaction():
        found = next((row for row in await stored.files_of_filing(filing_id) if row["id"] == file_id), None)
    if found is None:
        raise NotHere
    return await open_clean(office, found)
