"""The books on the screen: the register of dossiers, the certification books, their files, the closing of a year."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import uuid4

from motcua.domain.books import REGISTER, Volume, book_by_slug
from motcua.domain.errors import NotHere, Refused, Spoken
from motcua.domain.reports.periods import KIND_NAMES, Kind, Period
from motcua.services.books import closing
from motcua.services.books import files as book_files
from motcua.services.books import shown as books
from motcua.services.books.files import BookFile
from motcua.services.codes import local_date
from motcua.services.dossiers.naming import agency_name
from motcua.services.files import made as made_files
from motcua.services.files.kinds import TYPES
from motcua.web.errors import status_of
from motcua.web.forms import Typed, only
from motcua.web.ids import uuid_of
from motcua.web.page import (
    Answer,
    Permission,
    WebRequest,
    act,
    acting,
    center_of,
    form_of,
    go,
    office_of,
    page,
    query_of,
    shown,
)
from motcua.web.pages.made_files import FILES, asked_for, file_of
from motcua.web.periods import period_asked, period_query

SEES = Permission.SEE_BOOKS
HERE, CERTIFICATIONS = "/so", "/so/chung-thuc"
PERIODS = (Kind.DAY, Kind.MONTH, Kind.QUARTER, Kind.HALF, Kind.YEAR)


def _year(request: WebRequest, typed: Typed) -> int:
    text = only(typed, "nam")
    if not text:
        return local_date(acting(request).at).year
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise NotHere
    return int(text)


def _register(request: WebRequest, typed: Typed) -> Volume:
    """Who may read one agency's part alone reads that without asking for it."""
    staff, agency = acting(request).staff, only(typed, "co-quan")
    if not agency and not books.sees_every_book(staff):
        agency = staff.agency or ""
    sector = only(typed, "linh-vuc")
    period = _period(request, typed)
    year = period.year if period is not None else _year(request, typed)
    return books.volume_of(office_of(request), REGISTER, year, agency or None, sector or None, period)


def _period(request: WebRequest, typed: Typed) -> Period | None:
    """None: a whole year of the book, which goes by the calendar's."""
    return period_asked(request, typed, PERIODS, number="thu")


def _certified(request: WebRequest, typed: Typed) -> Volume | None:
    """None: this person has no certification book."""
    office, staff, slug = office_of(request), acting(request).staff, only(typed, "so")
    theirs = books.certification_books(office, staff)
    if slug:
        book = book_by_slug(slug)
        return books.volume_of(office, None if book is REGISTER else book, _year(request, typed))
    return books.volume_of(office, theirs[0], _year(request, typed)) if theirs else None


def _address(volume: Volume) -> str:
    """The query of a volume, the same for its page and its files."""
    return urlencode(_parts(volume))


def _parts(volume: Volume) -> dict[str, str]:
    parts = {
        "so": "" if volume.book.is_register else volume.book.slug,
        "nam": str(volume.year),
        "co-quan": volume.agency or "",
        "linh-vuc": volume.sector or "",
        **(period_query(volume.period, number="thu") if volume.period is not None else {}),
    }
    return {name: text for name, text in parts.items() if text}


@page(HERE, may=SEES)
async def show_register(request: WebRequest) -> Answer:
    """Mẫu 06: every dossier of a year by its code, of the center or of one agency."""
    return await _shown(request, _register(request, query_of(request)))


@page(CERTIFICATIONS, may=SEES)
async def show_certifications(request: WebRequest) -> Answer:
    return await _shown(request, _certified(request, query_of(request)))


async def _shown(request: WebRequest, volume: Volume | None, error: str = "", status: int = 200) -> Answer:
    office, who, center = office_of(request), acting(request), center_of(request)
    theirs = books.certification_books(office, who.staff)
    found = None
    if volume is not None:
        after = only(query_of(request), "sau") if request.method == "GET" else ""
        found = await books.open_book(office, who, volume, after)
    query = _address(volume) if volume is not None else ""
    is_register = volume is not None and volume.book.is_register
    period = volume.period if volume is not None else None
    return shown(
        request,
        "books/book.html",
        status=status,
        title=book_files.title_of(volume) if volume is not None else "Sổ chứng thực",
        found=found,
        volume=volume,
        is_register=is_register,
        has_register=books.sees_every_book(who.staff) or bool(who.staff.agency),
        theirs=theirs,
        query=query,
        parts=_parts(volume) if volume is not None else {},
        path=HERE if is_register else CERTIFICATIONS,
        files="/so/theo-doi" if is_register else CERTIFICATIONS,
        next_address=f"{HERE if is_register else CERTIFICATIONS}?{query}&sau={found.next_key}"
        if found is not None and found.next_key
        else "",
        agencies=sorted((agency_name(center, key), key) for key in found.agencies) if found is not None else [],
        may_read_whole=books.sees_every_book(who.staff),
        kinds=[(kind.value, KIND_NAMES[kind]) for kind in PERIODS],
        kind=period.kind.value if period is not None else "",
        number=period.number if period is not None else 1,
        day=f"{period.since:%d/%m/%Y}" if period is not None and period.kind is Kind.DAY else "",
        period_says=f"{period.title}, {period.says}" if period is not None else "",
        formats=[(key, name) for key, (name, _) in TYPES.items()],
        is_long=found is not None and found.total > made_files.AT_ONCE,
        may_close=volume is not None and volume.is_whole and closing.may_close(office, who.staff, volume.book),
        closes_from=f"{closing.closes_from(volume):%d/%m/%Y}" if volume is not None else "",
        is_over=volume is not None and local_date(who.at) >= closing.closes_from(volume),
        key=uuid4(),
        key_for=uuid4,
        errors=[{"text": error, "href": "#khoa-so"}] if error else [],
    )


async def _file(request: WebRequest, volume: Volume | None, format: str) -> Answer:
    if volume is None:
        raise NotHere("Cơ quan của bạn không có sổ chứng thực.")
    return await file_of(request, BookFile(volume), format)


@page("/so/theo-doi.pdf", may=SEES, in_transaction=False)
async def print_register(request: WebRequest) -> Answer:
    return await _file(request, _register(request, query_of(request)), "pdf")


@page("/so/theo-doi.xlsx", may=SEES, in_transaction=False)
async def export_register(request: WebRequest) -> Answer:
    return await _file(request, _register(request, query_of(request)), "xlsx")


@page("/so/theo-doi.csv", may=SEES, in_transaction=False)
async def list_register(request: WebRequest) -> Answer:
    return await _file(request, _register(request, query_of(request)), "csv")


@page("/so/chung-thuc.pdf", may=SEES, in_transaction=False)
async def print_certifications(request: WebRequest) -> Answer:
    return await _file(request, _certified(request, query_of(request)), "pdf")


@page("/so/chung-thuc.xlsx", may=SEES, in_transaction=False)
async def export_certifications(request: WebRequest) -> Answer:
    return await _file(request, _certified(request, query_of(request)), "xlsx")


@page("/so/chung-thuc.csv", may=SEES, in_transaction=False)
async def list_certifications(request: WebRequest) -> Answer:
    return await _file(request, _certified(request, query_of(request)), "csv")


@act("/so/khoa", may=Permission.CLOSE_BOOKS, in_transaction=False)
async def close(request: WebRequest) -> Answer:
    """Closes a year. What is not understood goes back to the page of the book with a sentence."""
    typed = await form_of(request)
    key = uuid_of(only(typed, "_key"))
    volume = _certified(request, typed) if only(typed, "so") else _register(request, typed)
    if key is None or volume is None or not only(typed, "nam"):
        raise Refused("Trang này đã mở quá lâu. Hãy mở lại trang sổ rồi khóa sổ.")
    if not only(typed, "xac-nhan"):
        return await _shown(request, volume, "Hãy đánh dấu xác nhận: sổ đã khóa thì không mở lại được.", 422)
    try:
        closed = await closing.close_book(office_of(request), acting(request), volume, key)
    except Spoken as refused:
        if status_of(refused) != 409:
            raise
        return await _shown(request, volume, refused.sentence, 409)
    says = f"Đã khóa sổ {volume.book.key} năm {volume.year}: {closed.entries} số."
    path = HERE if volume.book.is_register else CERTIFICATIONS
    return go(request, f"{path}?{_address(volume)}", says=says)


@act(FILES, may=SEES, in_transaction=False)
async def ask_for_file(request: WebRequest) -> Answer:
    typed = await form_of(request)
    volume = _certified(request, typed) if only(typed, "so") else _register(request, typed)
    if volume is None:
        raise NotHere
    return await asked_for(request, typed, BookFile(volume))


PAGES = (
    show_register,
    print_register,
    export_register,
    show_certifications,
    print_certifications,
    export_certifications,
    close,
    list_register,
    list_certifications,
    ask_for_file,
)
