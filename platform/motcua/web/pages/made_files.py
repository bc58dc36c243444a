"""Files to take away: at once, or asked for and taken when they are made; of books and of reports alike."""

from __future__ import annotations

from litestar.response import Stream

from motcua.domain.errors import NotHere, Refused
from motcua.services.files import made as made_files
from motcua.services.files.kinds import TYPES, Source
from motcua.web.forms import Typed, only
from motcua.web.ids import uuid_of
from motcua.web.page import (
    Answer,
    Permission,
    WebRequest,
    act,
    acting,
    go,
    office_of,
    page,
    query_of,
    sent,
    shown,
)
from motcua.web.pages.letters import PDF_POLICY

# Who reads reports reads books: a file of either is taken at one place.
SEES = Permission.SEE_BOOKS
FILES = "/so/tep"


async def file_of(request: WebRequest, source: Source, format: str, most: int | None = None) -> Answer:
    """A file that is not too long to wait for (`most`: otherwise than most files)."""
    body = await made_files.made_at_once(office_of(request), acting(request), source, format, most)
    is_pdf = format == "pdf"
    answer = sent(body, media_type=TYPES[format][1], name=source.name(format), inline=is_pdf)
    if is_pdf:
        answer.headers["Content-Security-Policy"] = PDF_POLICY
    return answer


async def asked_for(request: WebRequest, typed: Typed, source: Source) -> Answer:
    """Has a file made beside the requests: `loai` its type, `_key` so that a form sent twice asks once."""
    key, format = uuid_of(only(typed, "_key")), only(typed, "loai")
    if key is None or format not in source.formats:
        raise Refused("Trang này đã mở quá lâu. Hãy mở lại trang vừa xem rồi lập tệp.")
    await made_files.ask_for(office_of(request), acting(request), source, format, key)
    return go(request, FILES, says="Đang lập tệp. Trang này tự cập nhật; bạn có thể làm việc khác rồi quay lại.")


@page(FILES, may=SEES, in_transaction=False)
async def show_files(request: WebRequest) -> Answer:
    """The files that this person had made; with `ma` one of them."""
    if text := only(query_of(request), "ma"):
        export_id = uuid_of(text)
        if export_id is None:
            raise NotHere
        name, kind, pieces = await made_files.open_export(office_of(request), acting(request), export_id)
        return Stream(pieces, media_type=kind, headers=dict(sent(b"", media_type=kind, name=name).headers))
    return await _files(request, "books/files.html")


async def _files(request: WebRequest, template: str) -> Answer:
    found = await made_files.exports(acting(request))
    is_under_way = any(export.state in ("waiting", "making") for export in found)
    return shown(
        request,
        template,
        title="Tệp đã lập",
        found=found,
        is_under_way=is_under_way,
        has_reports=acting(request).staff.may(Permission.SEE_REPORTS),
    )


@act(f"{FILES}/tien-do", may=SEES, in_transaction=False, is_quiet=True)
async def show_progress(request: WebRequest) -> Answer:
    return await _files(request, "books/_files.html")


PAGES = (show_files, show_progress)
