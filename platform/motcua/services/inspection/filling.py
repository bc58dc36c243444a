"""What goes into a sealed bundle: the dossier in words, its papers, results and letters, and its trail."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from motcua import paths
from motcua.centers import here
from motcua.domain.calendar import local
from motcua.domain.errors import NotHere, Unavailable
from motcua.domain.people import Acting
from motcua.domain.text import fold
from motcua.services.dossiers.page import DossierPage
from motcua.services.dossiers.shown import open_dossier
from motcua.services.dossiers.timeline import at_says
from motcua.services.inspection import parcel
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries.bundles import erased_of
from motcua.store.queries.dossiers import load_files
from motcua.store.queries.letters import letters_of_dossier
from motcua.store.queries.results import load_results
from motcua.store.queries.trail import load_events

Tell = Callable[[int, int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Making:
    """Whose bundle of which dossier, why; `tell` says how many files are in, of how many."""

    office: Office
    acting: Acting
    dossier_id: UUID
    reason: str
    tell: Tell


@dataclass(frozen=True, slots=True)
class _Body:
    """One stored file: where it goes, where it lies, what it must be."""

    path: str
    about: str
    storage_key: str
    sha256: str


@contextlib.asynccontextmanager
async def fill(making: Making) -> AsyncIterator[tuple[Path, str]]:
    """The bundle as a file that is gone when the block ends, and its SHA-256 in hex."""
    folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix="motcua-goi-"))
    path = folder / "goi.zip"
    try:
        await _fill(making, path)
        yield path, await asyncio.to_thread(_sha256, path)
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, True)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


async def _fill(making: Making, path: Path) -> None:
    office, dossier_id = making.office, making.dossier_id
    async with transaction():
        page = await open_dossier(office, making.acting, dossier_id)
        events, erased = await load_events(dossier_id), await erased_of(dossier_id)
        bodies = [*_papers(page, await load_files(dossier_id)), *_letters(await letters_of_dossier(dossier_id))]
        bodies += [
            _Body(f"{parcel.RESULTS}/{_name(place, file.name)}", f"Tệp kết quả: {file.name}", file.storage_key,
                  file.sha256)
            for place, file in enumerate((await load_results(dossier_id)).files, 1)
        ]  # fmt: skip
    made = parcel.begin(path)
    missing: list[str] = []
    with made.archive:
        for number, body in enumerate(bodies, 1):
            content = await _read(office, body, missing)
            if content is not None:
                await asyncio.to_thread(made.add, body.path, content, body.about)
            await making.tell(number, len(bodies) + 1)
        facts = _facts(making, page, events, erased, missing)
        made.add(parcel.TRAIL, parcel.trail_lines(events, erased), "Nhật ký của hồ sơ với chuỗi mã băm")
        made.add(parcel.FACTS, parcel.pretty(_in_words(page)), "Nội dung hồ sơ, để máy đọc")
        made.add(parcel.HOW, parcel.HOW_TO.format(name=f"ho-so-{page.code}.zip").encode(), "Cách kiểm tra gói")
        html = _template().render(
            found=page, facts=facts, files=made.contents, moment=at_says, local=local, center=here().name
        )
        made.add(parcel.READ, html.encode(), "Nội dung hồ sơ, để người đọc")
        listed = made.the_list(facts)
        made.add(parcel.LIST, listed, "")
        if signature := await office.letters.signature_over(listed):
            made.add(parcel.SIGNATURE, signature, "")


def _papers(page: DossierPage, files: Sequence[Mapping[str, Any]]) -> list[_Body]:
    titles = {paper.key: paper.title for paper in page.papers}
    return [
        _Body(
            f"{parcel.PAPERS}/{_name(place, row['name'])}",
            f"Giấy tờ nộp: {titles.get(row['paper_key'] or '', row['name'])}",
            row["storage_key"] if row["state"] == "clean" else "",
            bytes(row["sha256"]).hex(),
        )
        for place, row in enumerate(files, 1)
    ]


def _letters(letters: Sequence[Mapping[str, Any]]) -> list[_Body]:
    return [
        _Body(
            f"{parcel.LETTERS}/{place:02d}-{fold(row['title']).replace(' ', '-')[:60]}.pdf",
            f"{row['title']} số {row['number']}" if row["number"] else row["title"],
            row["storage_key"],
            bytes(row["sha256"]).hex(),
        )
        for place, row in enumerate(reversed(letters), 1)
    ]


def _name(place: int, name: str) -> str:
    """A name that every computer can write: what somebody called it, without what a file system trips over."""
    stem, dot, ending = name.rpartition(".")
    plain = fold(stem if dot else name).replace(" ", "-")[:60] or "tep"
    return f"{place:02d}-{plain}.{fold(ending)}" if dot and fold(ending) else f"{place:02d}-{plain}"


async def _read(office: Office, body: _Body, missing: list[str]) -> bytes | None:
    """The bytes, if the store still has them; what is not there, or not as it was, is said in the list."""
    if not body.storage_key:
        missing.append(f"{body.about}: không kèm trong gói (đã tiêu hủy, chưa quét xong, hoặc bị loại khi quét).")
        return None
    try:
        content = await office.blobs.read(here().key, body.storage_key)
    except NotHere:
        missing.append(f"{body.about}: kho lưu tệp của Trung tâm không còn tệp này.")
        return None
    except Unavailable:
        raise
    if hashlib.sha256(content).hexdigest() != body.sha256:
        missing.append(f"{body.about}: tệp trong kho đã khác với khi được lưu.")
    return content


def _facts(
    making: Making,
    page: DossierPage,
    events: Sequence[Mapping[str, Any]],
    erased: frozenset[int],
    missing: Sequence[str],
) -> dict[str, Any]:
    return {
        "center": here().name,
        "center_key": here().key,
        "code": page.code,
        "dossier_id": str(making.dossier_id),
        "procedure": page.procedure_title,
        "state": page.state_name,
        "made_at": making.acting.at.isoformat(),
        "made_by": making.acting.staff.name,
        "reason": making.reason,
        "is_signed": making.office.letters.seals,
        "trail": {
            "events": events[-1]["seq"] if events else 0,
            "head": bytes(events[-1]["hash"]).hex() if events else "",
            "destroyed": len(erased),
        },
        "missing": list(missing),
    }


def _in_words(page: DossierPage) -> dict[str, Any]:
    dossier = page.dossier
    return {
        "code": page.code,
        "procedure": page.procedure_title,
        "procedure_key": page.version.key,
        "state": page.state_name,
        "received_at": dossier.received_at,
        "due_at": dossier.due_at,
        "first_due_at": dossier.first_due_at,
        "applicant": [{"title": title, "answers": dict(pairs)} for title, pairs in page.applicant],
        "form": [{"title": title, "answers": dict(pairs)} for title, pairs in page.sections],
        "papers": [
            {"title": each.title, "originals": each.originals, "certified_copies": each.certified_copies,
             "copies": each.copies, "is_presented": each.is_presented}
            for each in page.papers
        ],
        "route": [
            {"step": each.label, "desk": each.desk, "state": each.state, "handed_at": each.handed_at,
             "done_at": each.done_at, "done_by": each.done_by, "note": each.note}
            for each in page.route
        ],
        "pauses": [
            {"title": each.title, "reason": each.reason, "from_at": each.from_at, "to_at": each.to_at}
            for each in page.pauses
        ],
    }  # fmt: skip


@cache
def _template() -> Any:
    """A page that stands by itself: no style sheet, no script, nothing fetched."""
    environment = Environment(
        loader=FileSystemLoader(paths.templates()), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("inspection/bundle.jinja")
