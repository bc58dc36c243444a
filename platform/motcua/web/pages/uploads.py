"""Scans: taken in one by one while the counter's form is typed, shown and opened by who may see them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from litestar.datastructures import UploadFile
from litestar.response import Stream

from motcua.domain.errors import NotHere, Refused, Spoken
from motcua.domain.papers import Paper
from motcua.services import uploads
from motcua.services.catalogue import current
from motcua.services.counter import check_receives
from motcua.services.uploads import FileLine
from motcua.web.forms import Typed, only
from motcua.web.page import (
    Answer,
    FromPath,
    Permission,
    WebRequest,
    act,
    acting,
    form_of,
    office_of,
    page,
    sent,
    shown,
    uploads_of,
)
from motcua.web.pages.counter_form import papers_asked, read_counter, uuid_of
from motcua.web.widgets import field_id

FILE, DROP = "_file", "_drop"
PIECE = 64 * 1024
OTHER = "other"
OTHER_LABEL = "Giấy tờ khác"
# Pictures may be looked at in the browser (in a sandbox); everything else is saved first.
SHOWN_KINDS = ("image/jpeg", "image/png")


@dataclass(frozen=True, slots=True)
class ScanRow:
    """A paper with the scans that belong to it; `name` is what its box posts."""

    label: str
    name: str
    id: str
    files: tuple[FileLine, ...]
    error: str = ""


def file_name(paper_key: str) -> str:
    return f"{FILE}.{paper_key}"


def draft_page_files(
    papers: Sequence[Paper], files: Iterable[FileLine], faults: Mapping[str, str]
) -> tuple[ScanRow, ...]:
    """Each paper of the case with its scans; those of a paper that is no longer asked for are listed under "khác"."""
    by_paper: dict[str, list[FileLine]] = {paper.key: [] for paper in papers}
    by_paper[OTHER] = []
    for file in files:
        by_paper.get(file.paper_key or OTHER, by_paper[OTHER]).append(file)
    labels = {paper.key: paper.label for paper in papers} | {OTHER: OTHER_LABEL}
    return tuple(
        ScanRow(labels[key], file_name(key), field_id(file_name(key)), tuple(found), faults.get(file_name(key), ""))
        for key, found in by_paper.items()
    )


async def add_posted_files(request: WebRequest, draft_key: UUID, papers: Sequence[Paper]) -> dict[str, str]:
    """Stores every file of the form; one refusal does not lose the others. Sentences by posted name."""
    faults: dict[str, str] = {}
    for key in (*(paper.key for paper in papers), OTHER):
        for file in await uploads_of(request, file_name(key)):
            try:
                await uploads.add_file(
                    office_of(request),
                    acting(request),
                    paper_key=key,
                    stream=pieces_of(file),
                    name=file.filename,
                    declared=file.content_type or "",
                    draft_key=draft_key,
                )
            except Spoken as refused:
                faults[file_name(key)] = f"{file.filename[:60]}: {refused.sentence}"
    return faults


def files_of(errors: Mapping[str, str]) -> dict[str, str]:
    """Of a form's errors those that speak of its scans."""
    return {name: sentence for name, sentence in errors.items() if name.startswith(f"{FILE}.")}


async def pieces_of(file: UploadFile) -> AsyncIterator[bytes]:
    while piece := await file.read(PIECE):
        yield piece


@act("/tiep-nhan/{key:str}/tep", may=Permission.RECEIVE, in_transaction=False, takes_upload=True)
async def add_scan(request: WebRequest, key: FromPath[str]) -> Answer:
    """With JavaScript: the chosen file alone, at once; the answer is the list of scans and nothing else."""
    office, who = office_of(request), acting(request)
    version = current(office, key)
    if version is None:
        raise NotHere
    check_receives(who, version)
    typed: Typed = await form_of(request)
    form = read_counter(office, who, version, typed)
    if not form.has_key:
        raise Refused("Trang này đã mở quá lâu. Hãy tải lại trang rồi tải tệp lên.")
    papers = papers_asked(form, who)
    dropped = uuid_of(only(typed, DROP))
    faults: dict[str, str] = {}
    if dropped is not None:
        await uploads.remove_file(office, who, dropped)
    else:
        faults = await add_posted_files(request, form.key, papers)
    scans = draft_page_files(papers, await uploads.draft_files(office, who, form.key), faults)
    status = 422 if faults else 200
    return shown(request, "counter/_scans.html", status=status, scans=scans, scan_address=f"/tiep-nhan/{key}/tep")


@page("/tep/{file_id:str}", may=Permission.RECEIVE)
async def open_scan(request: WebRequest, file_id: FromPath[str]) -> Answer:
    """A scan of one's own form, before it is a dossier."""
    return await _opened(request, uuid_of(file_id))


@page("/ho-so/{dossier_id:str}/tep/{file_id:str}", may=Permission.SEE_DOSSIERS)
async def open_file(request: WebRequest, dossier_id: FromPath[str], file_id: FromPath[str]) -> Answer:
    dossier, file = uuid_of(dossier_id), uuid_of(file_id)
    if dossier is None:
        raise NotHere
    files = await uploads.dossier_files(office_of(request), acting(request), dossier)
    if file not in {each.id for each in files}:
        raise NotHere
    return await _opened(request, file)


async def _opened(request: WebRequest, file_id: UUID | None) -> Answer:
    if file_id is None:
        raise NotHere
    opened = await uploads.open_file(office_of(request), acting(request), file_id)
    kind = opened.file.media_type
    like = sent(b"", media_type=kind, name=opened.file.name, inline=kind in SHOWN_KINDS)
    return Stream(opened.pieces, media_type=kind, headers=dict(like.headers))


PAGES = (add_scan, open_scan, open_file)
