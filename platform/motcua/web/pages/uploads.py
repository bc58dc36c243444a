"""Scans: taken in one by one while the counter's form is typed, shown and opened by who may see them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar.datastructures import UploadFile
from litestar.response import Stream

from motcua.domain.errors import NotHere, Refused, Spoken, Unavailable
from motcua.domain.papers import Paper
from motcua.services.catalogue import current
from motcua.services.codes import local_date
from motcua.services.counter.earlier import EarlierScan, earlier_scans, move_scan, reuse_scan
from motcua.services.counter.reading import check_receives
from motcua.services.files import uploads
from motcua.services.files.scanning import scan_again
from motcua.services.files.uploads import FileLine
from motcua.web.forms import Typed, only
from motcua.web.ids import uuid_of
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
from motcua.web.pages.counter_form import CounterForm, papers_asked, read_counter
from motcua.web.widgets import field_id

FILE, DROP = "_file", "_drop"
REUSE_SCAN, PAPER_OF, RESCAN = "_reuse_scan", "_paper_of.", "_rescan"
PIECE = 64 * 1024
OTHER = "other"
OTHER_LABEL = "Giấy tờ khác"
KINDS, OFFICE_KINDS = ("pdf", "jpg", "png"), ("docx", "xlsx")
# Pictures may be looked at in the browser (in a sandbox); everything else is saved first.
SHOWN_KINDS = ("image/jpeg", "image/png")


@dataclass(frozen=True, slots=True)
class ScanRow:
    """A paper with the scans that belong to it, and earlier ones of the same person to use again.

    `name` is what its box posts.
    """

    key: str
    label: str
    name: str
    id: str
    files: tuple[FileLine, ...]
    error: str = ""
    is_required: bool = False
    offers: tuple[EarlierScan, ...] = ()

    @property
    def is_missing(self) -> bool:
        return self.is_required and all(file.is_refused for file in self.files)


def file_name(paper_key: str) -> str:
    return f"{FILE}.{paper_key}"


def draft_page_files(
    papers: Sequence[Paper],
    files: Iterable[FileLine],
    faults: Mapping[str, str],
    earlier: Iterable[EarlierScan] = (),
) -> tuple[ScanRow, ...]:
    """Each paper of the case with its scans; those of a paper that is no longer asked for are listed under "khác"."""
    by_paper: dict[str, list[FileLine]] = {paper.key: [] for paper in papers}
    by_paper[OTHER] = []
    for file in files:
        by_paper.get(file.paper_key or OTHER, by_paper[OTHER]).append(file)
    labels = {paper.key: paper.label for paper in papers} | {OTHER: OTHER_LABEL}
    required = {paper.key for paper in papers if paper.required}
    offers: dict[str, list[EarlierScan]] = {key: [] for key in by_paper}
    for scan in earlier:
        offers[next((paper.key for paper in papers if scan.suits(paper.key, paper.label)), OTHER)].append(scan)
    return tuple(
        ScanRow(
            key=key,
            label=labels[key],
            name=file_name(key),
            id=field_id(file_name(key)),
            files=tuple(found),
            error=faults.get(file_name(key), ""),
            is_required=key in required,
            offers=tuple(offers[key]),
        )
        for key, found in by_paper.items()
    )


async def scan_values(request: WebRequest, form: CounterForm, faults: Mapping[str, str]) -> dict[str, Any]:
    """What `counter/_scans.html` needs."""
    office, who = office_of(request), acting(request)
    files = await uploads.draft_files(office, who, form.key)
    earlier = await earlier_scans(office, who, form.id_number)
    rows = draft_page_files(papers_asked(form, who), files, faults, earlier)
    required = [row for row in rows if row.is_required]
    return {
        "scans": rows,
        "scan_address": f"/tiep-nhan/{form.version.key}/tep",
        "unscanned": sum(row.is_missing for row in required),
        "required_papers": len(required),
        "scans_error": faults.get(REUSE_SCAN, "") or faults.get(RESCAN, ""),
        **kinds_taken(request),
    }


def kinds_taken(request: WebRequest) -> dict[str, str]:
    """What a paper may be here, in words and as a file box says it."""
    kinds = KINDS + OFFICE_KINDS if office_of(request).settings.files.takes_office_files else KINDS
    return {
        "kinds": ", ".join(kind.upper() for kind in kinds),
        "accepts": ",".join(
            f".{ending}" for kind in kinds for ending in (("jpg", "jpeg") if kind == "jpg" else (kind,))
        ),
    }


async def change_scans(request: WebRequest, form: CounterForm) -> dict[str, str]:
    """What the scans' own buttons ask for: take one off, show one to the virus scanner again, use an earlier one again,
    put one under another paper, add.

    Sentences by posted name.
    """
    office, who, typed = office_of(request), acting(request), form.typed
    papers = papers_asked(form, who)
    keys = {*(paper.key for paper in papers), OTHER}
    dropped = uuid_of(only(typed, DROP))
    if dropped is not None:
        await uploads.remove_file(office, who, dropped)
        return {}
    waiting = uuid_of(only(typed, RESCAN))
    if waiting is not None:
        try:
            await scan_again(office, who, waiting)
        except Unavailable as silent:
            return {RESCAN: silent.sentence}
        return {}
    picked, _, paper_key = only(typed, REUSE_SCAN).partition("/")
    again = uuid_of(picked)
    if again is not None and paper_key in keys:
        try:
            number = form.id_number
            await reuse_scan(office, who, again, id_number=number, paper_key=paper_key, draft_key=form.key)
        except Refused as refused:
            return {REUSE_SCAN: refused.sentence}
        return {}
    for file in await uploads.draft_files(office, who, form.key):
        wanted = only(typed, f"{PAPER_OF}{file.id}")
        if wanted in keys and wanted != (file.paper_key or OTHER):
            await move_scan(office, who, file.id, wanted)
    return await add_posted_files(request, form.key, papers)


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
    version = await current(office, key, local_date(who.at))
    if version is None:
        raise NotHere
    check_receives(who, version)
    typed: Typed = await form_of(request)
    form = read_counter(office, who, version, typed)
    if not form.has_key:
        raise Refused("Trang này đã mở quá lâu. Hãy tải lại trang rồi tải tệp lên.")
    faults = await change_scans(request, form)
    values = await scan_values(request, form, faults)
    return shown(request, "counter/_scans.html", status=422 if faults else 200, **values)


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
