"""What a letter of a case says, read from the PDF that the printer gets.

words = await letter_text(case, "receipt")
assert "3 ngày làm việc" in words
"""

from __future__ import annotations

from motcua.centers import entered
from motcua.domain.people import Acting, Role
from motcua.services.letters.issuing import material_of, preview
from motcua.services.letters.table import entries_of
from motcua.store.engine import transaction
from motcua.testing.cases import Case

_RESULT = "result:"


async def letter_text(case: Case, letter: str, **typed: str) -> str:
    """The words of one letter as it would print where the case stands now, lines joined by single spaces.

    `letter` is its kind (`receipt`, `completion_request`, `refusal`, `supplement_request`, `control_slip`,
    `result_slip`, …) or the key of a `Letter` of the procedure; `typed` answers what it asks. Nothing is issued. A
    letter that nothing calls for yet raises the sentence that a page would show.
    """
    director = next(staff for staff in case.crew.by_name.values() if Role.DIRECTOR in staff.roles)
    acting = Acting(director, case.at)
    with entered(case.center):
        async with transaction():
            of = await material_of(case.office, acting, case.id)
        slugs = {entry.kind.key: entry.kind.slug for entry in entries_of(of)}
        slug = slugs.get(letter) or slugs.get(_RESULT + letter)
        if slug is None:
            raise LookupError(f"no letter {letter!r}; there are {', '.join(sorted(slugs))}")
        printed = await preview(case.office, acting, case.id, slug, typed)
    return words_of(printed.content)


def words_of(pdf: bytes) -> str:
    """The text of a PDF. Needs pypdfium2, which a plugin names among its development dependencies."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()
