"""Nobody who works here, or comes here, reads a word of English."""

from __future__ import annotations

import re

import pytest
from tests.web.isolation.asking import Cell, nothing_kept
from tests.web.live import Live, client_of
from tests.web.reading import Page
from tests.web.test_hostile_forms import BAD, PROCEDURES, questions

from motcua.domain.moves import Move
from motcua.domain.people import Permission, Role
from motcua.domain.states import State

# Words that a framework, a component or we ourselves would leak; none of them is a Vietnamese syllable.
WORDS = re.findall(
    r"[a-z]+",
    """
    accept accepted action add administrator agency all already allowed and answer applicant are available back bad been
    before browse button cancel cannot cashier change check choose citizen clear click clerk close code collapse confirm
    conflict content continue copies cookie copy counter create csrf current date deadline default delete denied desk
    detail details director dossier draft drop edit empty entity error errors expand expected failed false field fields
    file files find first for forbidden form found from guide handed have head help hidden hide home incomplete initial
    input internal into invalid is item items last leader least length less list loading login logout menu missing month
    more must name navigation new next none not nothing null number object officer open option optional order original
    other page paid panel password permission permitted person pending please present preview previous print problem
    proceed processing processed proxy read ready reason reception refuse refused remove request required reset result
    return reset route row save search section select selected send server session should show sign signed skip
    something sort staff state step submit success summary suspended table text there this token total toggle true
    undefined unexpected unknown unauthorized update upload url user username validation value values view warning was
    welcome with wrong yes you your
    """,
)
LEAK = re.compile(rf"(?<![\w.@/-])(?:{'|'.join(sorted(set(WORDS)))})(?![\w@/-])", re.IGNORECASE)
# Texts in which such a word is right; the second is the key of a generator of codes, which may spell anything.
ALLOWED = re.compile(
    r"motcua [a-z-]+ [a-z-]+|(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}|JavaScript|[\w.]+@[\w.]+|https?://\S+|\S+\.(?:pdf|jpg|png|docx|xlsx)\b|"
    r"Một Cửa|Internet|Web|QR|PDF|JPG|PNG|DOCX"
)
RAW = re.compile(
    r"\b(?:"
    + "|".join([*(state.value for state in State), *(move.value for move in Move), *Role, *Permission])
    + r")\b"
)


def leaks(html: str) -> list[str]:
    found = []
    # What a program has to write to the letter is nobody's language, and is marked so.
    for text in Page(re.sub(r'<code[^>]* translate="no">.*?</code>', " ", html)).says:
        bare = ALLOWED.sub(" ", text)
        if match := LEAK.search(bare) or RAW.search(bare):
            found.append(f"{match[0]}: {text[:100]}")
    return found


def test_no_page_of_anybody_has_a_word_of_english(cells: list[Cell]) -> None:
    said: dict[str, str] = {}
    pages = {cell.body: cell for cell in cells if cell.body.lstrip().startswith("<")}
    for html, cell in pages.items():
        for leak in leaks(html):
            said.setdefault(leak, str(cell))
    assert said == {}
    assert len(pages) > 400
    assert {cell.status for cell in pages.values()} >= {200, 403, 404, 409, 422}


@pytest.mark.parametrize("key", PROCEDURES)
async def test_no_complaint_about_what_was_typed_has_a_word_of_english(live: Live, key: str) -> None:
    house = live.que_vo
    client = await live.as_(house, live.receiver(house, key))
    form = live.counter_form(house, key)
    asked = dict(questions(live, key, form))
    said: dict[str, str] = {}
    with nothing_kept():
        for says in ("missing", "too long", "NUL", "Arabic-Indic digits", "a huge number", "minus"):
            for extra in ({}, {"_decision": "refuse"}, {"_decision": "complete"}):
                posted = form | dict.fromkeys(asked, BAD[says]) | extra
                answer = await client.send_form(f"{house.root}/tiep-nhan/{key}", posted)
                assert answer.status_code == 422
                # What was typed is not what we say.
                html = answer.text.replace(BAD[says].strip(), "") if BAD[says].strip() else answer.text
                said |= dict.fromkeys(leaks(html), says)
    assert said == {}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/khong-co-trung-tam/"),
        ("GET", "/static/khong-co.css"),
        ("PUT", "/que-vo-web/"),
        ("GET", "/que-vo-web/khong-co"),
        ("GET", "/que-vo-web/%00"),
        ("POST", "/que-vo-web/dang-nhap"),
        ("POST", "/que-vo-web/thu-tuc"),
    ],
)
async def test_no_error_page_has_a_word_of_english(live: Live, method: str, path: str) -> None:
    async with client_of(live.app) as client:
        answer = await client.request(method, path)
    assert 'lang="vi"' in answer.text
    assert leaks(answer.text) == []


@pytest.mark.parametrize(
    "html",
    [
        "<p>There is a problem</p>",
        '<button aria-label="Close">x</button>',
        '<input placeholder="Search">',
        '<input type="submit" value="Submit">',
        "<title>Error</title>",
        "<td>in_transit</td>",
        "<p>Trạng thái: accepted</p>",
        "<p>None</p>",
    ],
)
def test_a_planted_word_is_found(html: str) -> None:
    assert leaks(html)


@pytest.mark.parametrize("html", ["<p>Tên, mã số và ngày</p>", "<script nonce='x'>if (error) close()</script>"])
def test_vietnamese_and_scripts_are_no_leak(html: str) -> None:
    assert leaks(html) == []
