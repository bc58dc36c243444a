"""What a certification book says of one dossier, as a letter of its own with a number."""

from __future__ import annotations

from motcua.centers import here
from motcua.domain.books import BOOKS, CERTIFICATIONS
from motcua.letters.book import ExcerptData
from motcua.services.books.closed import kept_lines_of
from motcua.services.books.lines import Line, entry_lines
from motcua.services.letters.statutory import Given, Material, head_on, seq_of, tracking_link
from motcua.store.queries import books as stored


def excerpt_occasion(of: Material) -> str:
    """The numbers that the dossier has in a certification book; one more copy is a reprint."""
    book = of.kept.row["result_book"] or ""
    return seq_of(of.last("number", "resolve_at_once")) if book.startswith(CERTIFICATIONS) else ""


async def excerpt(of: Material, given: Given) -> ExcerptData:
    """Of a year that was closed it says what the closed book says, not what the dossier says now."""
    rows = await stored.entries_of(of.kept.dossier.id)
    book, year = BOOKS[rows[0]["book"]], rows[0]["year"]
    kept = await kept_lines_of(of.kept.dossier.id)
    lines: tuple[Line, ...] = kept.get((book.key, year), ()) or await entry_lines(of.office, book, rows)
    return ExcerptData(
        letterhead=head_on(here(), of.acting.at),
        dated_at=of.acting.at,
        code=of.kept.dossier.code or "",
        tracking_link=tracking_link(of.office, of.kept),
        book=book,
        year=year,
        lines=tuple(line.cells for line in lines),
        requester=of.kept.applicant_name,
        excerpted_by=of.acting.staff.name,
        excerpted_by_title=of.acting.staff.title,
    )
