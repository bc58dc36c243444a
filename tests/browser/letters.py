"""What is printed, read as the person at home reads it: the words, and what the codes hold."""

from __future__ import annotations

import pypdfium2
import zxingcpp
from tests.browser.people import Person


async def receipt_of(person: Person, address: str) -> tuple[str, list[str]]:
    """The text of the receipt's PDF and what its codes hold."""
    answer = await person.context.request.get(f"{person.base}/{person.center}{address}/giay/giay-tiep-nhan")
    assert answer.status == 200
    pdf = pypdfium2.PdfDocument(await answer.body())
    page = pdf[0]
    width, height = page.get_size()
    assert sorted((round(width), round(height))) == [420, 595], "A5"
    text = page.get_textpage()
    words = text.get_text_range()
    image = page.render(scale=3).to_pil()
    codes = [found.text for found in zxingcpp.read_barcodes(image)]
    for each in (text, page, pdf):
        each.close()
    return words, codes


async def tracking_link(person: Person, address: str) -> str:
    """Where the receipt's QR code leads, inside the center."""
    _, codes = await receipt_of(person, address)
    return next(found for found in codes if "/tra-cuu/" in found).removeprefix(f"{person.base}/{person.center}")
