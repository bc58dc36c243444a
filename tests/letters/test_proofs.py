"""What the other tests of letters take for granted, each with its control: fonts, codes, and what the caps are for."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import pytest_asyncio
import zxingcpp
from tests.letters.letters_of import LINK, every_letter, issue_of
from tests.letters.test_hostile_templates import HOSTILE
from tests.letters.test_receipt import VIETNAMESE, pages_of

from motcua import paths
from motcua.domain.errors import Unavailable
from motcua.letters.rendering import FONTS, Letters, letters_pool
from motcua.letters.visit import VisitReceiptData
from motcua.sandbox.caps import Caps
from motcua.sandbox.pool import Pool

STYLES = {
    "Tinos-Regular": "",
    "Tinos-Bold": 'weight: "bold", ',
    "Tinos-Italic": 'style: "italic", ',
    "Tinos-BoldItalic": 'weight: "bold", style: "italic", ',
}
LETTERS = sorted({letter for letter in VIETNAMESE + VIETNAMESE.upper() if ord(letter) > 127})
SAYS = '#set page(paper: "a5")\n#set document(title: [T])\n#set text({style}font: "Tinos", fallback: false)\n{text}'
BUSY = "#set document(title: [T])\n#for i in range(150000) { let x = str(i) }\nXong"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def pool() -> AsyncIterator[Pool]:
    async with letters_pool(size=2) as workers:
        yield workers


async def _printed(pool: Pool, folder: Path, source: str) -> bytes:
    (folder / "proof.typ").write_text(source, "utf-8")
    return await Letters(pool, folder, FONTS).render("proof", {})


def _embedded(pdf: bytes) -> set[str]:
    """Names of the fonts whose outlines stand in the file itself."""
    found = set()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for each in document.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor":
                assert {"/FontFile2", "/FontFile3"} & set(each.keys())
                found.add(str(each.FontName).rpartition("+")[2])
    return found


def test_the_alphabet_has_134_letters_that_only_vietnamese_has() -> None:
    assert len(LETTERS) == 134


@pytest.mark.parametrize("font", STYLES)
async def test_every_letter_is_in_the_embedded_font_of_every_style(pool: Pool, tmp_path: Path, font: str) -> None:
    """PDF/UA refuses a letter that the font lacks, so that its mark says that all are there."""
    pdf = await _printed(pool, tmp_path, SAYS.format(style=STYLES[font], text=" ".join(LETTERS)))
    assert b"pdfuaid" in pdf
    assert set(LETTERS) <= set("".join(pages_of(pdf)))
    assert _embedded(pdf) == {font}


async def test_a_letter_that_the_font_lacks_is_seen(pool: Pool, tmp_path: Path) -> None:
    """Negative control."""
    pdf = await _printed(pool, tmp_path, SAYS.format(style="", text="ắ 阮"))
    assert b"pdfuaid" not in pdf


async def test_every_font_of_an_issued_letter_is_embedded(pool: Pool) -> None:
    printer = Letters(pool, paths.templates() / "letters")
    for kind, size, letter in every_letter():
        if size == "usual":
            fonts = _embedded(await printer.print_letter(letter, issue_of(kind)))
            assert fonts
            assert fonts <= set(STYLES)


async def test_each_dossier_of_a_visit_has_its_own_code_on_paper(pool: Pool) -> None:
    (visit,) = (letter for kind, size, letter in every_letter() if (kind, size) == ("visit_receipt", "usual"))
    assert isinstance(visit, VisitReceiptData)
    links = [f"{LINK}{number}" for number in range(len(visit.dossiers))]
    assert len(links) > 1
    dossiers = tuple(replace(each, tracking_link=link) for each, link in zip(visit.dossiers, links, strict=True))
    pdf = await Letters(pool, paths.templates() / "letters").print_letter(
        replace(visit, dossiers=dossiers), issue_of("visit_receipt")
    )
    document = pypdfium2.PdfDocument(pdf)
    found = {code.text for page in document for code in zxingcpp.read_barcodes(page.render(scale=4).to_pil())}
    document.close()
    assert found == set(links)


async def test_it_is_the_cap_that_ends_a_slow_template(tmp_path: Path) -> None:
    """Negative control: what the cap of a moment ends prints where it may take its time."""
    async with Pool("motcua.sandbox.typesetting", size=1, caps=Caps(seconds=0.01)) as strict:
        with pytest.raises(Unavailable, match="in lại"):
            await _printed(strict, tmp_path, BUSY)
    async with Pool("motcua.sandbox.typesetting", size=1, caps=Caps(seconds=60.0)) as patient:
        assert "Xong" in pages_of(await _printed(patient, tmp_path, BUSY))[0]


async def test_letters_print_while_an_endless_one_runs(tmp_path: Path) -> None:
    """Two workers: one is held by the template that does not end, the other serves the counter meanwhile."""
    (tmp_path / "endless.typ").write_text("#set document(title: [T])\n" + HOSTILE["endless"], "utf-8")
    (tmp_path / "good.typ").write_text("#set document(title: [T])\nĐã in", "utf-8")
    async with Pool("motcua.sandbox.typesetting", size=2, caps=Caps(seconds=60.0)) as workers:
        printer = Letters(workers, tmp_path, FONTS)
        bomb = asyncio.create_task(printer.render("endless", {}))
        await asyncio.sleep(0)  # the bomb takes its worker first
        for number in range(20):
            assert (await printer.render("good", {"n": number})).startswith(b"%PDF-")
        assert not bomb.done()
        bomb.cancel()
        with pytest.raises(asyncio.CancelledError):
            await bomb
        assert len(workers.pids) == 1, "the worker of the endless one is gone"
        assert (await printer.render("good", {})).startswith(b"%PDF-")
