"""Markup in every text that can be typed: shown on every page, printed on every letter, run on none."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pypdfium2
import pytest
from tests.web.isolation.asking import nothing_kept
from tests.web.live import Client, House, Live, move_data
from tests.web.reading import Page
from tests.web.test_hostile_forms import PROCEDURES, questions, sentences

from motcua.domain.fields import LongText, Text
from motcua.domain.moves import ASIDE, STAYING, Move
from motcua.domain.states import State
from motcua.letters.data import Printable
from motcua.services.demo.scans import scan
from motcua.web.pages.move_forms import SLUGS

MARK = "mc_hit"
PAYLOADS = (
    f'"><img src=x onerror={MARK}(1)><script>{MARK}(2)</script>',
    f"'/><svg onload={MARK}(3)></textarea></title></option>",
    f"{{{{ {MARK} }}}}{{% {MARK} %}}<a href=javascript:{MARK}(4)>x</a>",
    f"<!--{MARK}--><iframe srcdoc='<script>{MARK}(5)</script>'>",
    f'" autofocus onfocus={MARK}(6) hx-on:load="{MARK}(7)" hx-get="//xau.example',
)
# Typst's own: a heading, a call, a raw block.
TYPST = '#read("/etc/passwd") = Tiêu đề *đậm* $x^2$ `mã` <nhan> @nguon'


def payload(number: int) -> str:
    return PAYLOADS[number % len(PAYLOADS)]


async def filled_with_markup(live: Live, house: House, client: Client, key: str) -> dict[str, Any]:
    """An acceptable form with markup in every text that takes it."""
    form = live.counter_form(house, key, seed=f"markup {key}")
    texts = [name for name, item in questions(live, key, form) if isinstance(item, (Text, LongText))]
    hostile = {name: payload(number) for number, name in enumerate(texts)} | {"_note": payload(0)}
    with nothing_kept():
        first = await client.send_form(f"{house.root}/tiep-nhan/{key}", form | hostile)
    assert runs(first.text) == []
    refused = set(re.findall(r'id="f-([^"]+)-error"', first.text))
    kept = {
        name: text for name, text in hostile.items() if name.replace(".", "-") not in refused and name not in refused
    }
    assert len(kept) > 3, (refused, sentences(first))
    return form | kept


def runs(html: str) -> list[str]:
    page = Page(html)
    return page.runs + [link for link in page.links if MARK in link and not link.startswith("/")]


@pytest.mark.parametrize("key", PROCEDURES)
async def test_markup_typed_at_the_counter_is_only_ever_text(live: Live, key: str) -> None:
    house = live.que_vo
    reception = await live.as_(house, "nga.nt")
    director = await live.as_(house, "thanh.nv")
    form = await filled_with_markup(live, house, reception, key)
    accepted = await reception.send_form(f"{house.root}/tiep-nhan/{key}", form)
    assert accepted.status_code == 303, sentences(accepted)
    address = accepted.headers["location"]
    pages = [
        await reception.get(address),
        await director.get(address),
        await director.get(f"{house.root}/ho-so"),
        await reception.get(f"{house.root}/viec"),
        await reception.send_form(f"{house.root}/ho-so", {"text": form["applicant.name"]}),
        await reception.send_form(f"{house.root}/tra-ket-qua", {"text": payload(0)}),
        await reception.send_form(
            f"{house.root}/tiep-nhan/{key}", form | {"_find": form["applicant.id_number"], "_find_now": "1"}
        ),
    ]
    for page in pages:
        assert page.status_code in (200, 303)  # one dossier found at the hand-back opens at once
        assert runs(page.text) == []
    assert MARK in Page(pages[0].text).text, "the markup was never shown, so this proves nothing"


@pytest.mark.parametrize("decision", ["complete", "refuse"])
async def test_markup_in_what_was_not_accepted_is_text_on_page_form_and_letter(live: Live, decision: str) -> None:
    house, key = live.que_vo, "dang-ky-ho-kinh-doanh"
    reception = await live.as_(house, "nga.nt")
    form = await filled_with_markup(live, house, reception, key)
    reasons = {"_complete_reason": payload(1), "_refuse_reason": payload(1), "_missing": f"{payload(0)}\n{TYPST}"}
    made = await reception.send_form(f"{house.root}/tiep-nhan/{key}", form | reasons | {"_decision": decision})
    assert made.status_code == 303, sentences(made)
    address = made.headers["location"]
    page = await reception.get(address)
    assert MARK in Page(page.text).text
    assert runs(page.text) == []
    if decision == "complete":
        again = await reception.get(f"{address}/tiep-nhan")
        assert again.status_code == 200
        assert MARK in again.text
        assert runs(again.text) == []
    letter = "giay/phieu-hoan-thien" if decision == "complete" else "giay/phieu-tu-choi"
    assert MARK in await printed(live, reception, f"{address}/{letter}")


async def test_the_receipt_prints_markup_and_typesetting_as_they_were_typed(live: Live) -> None:
    house, key = live.que_vo, "dang-ky-ho-kinh-doanh"
    reception = await live.as_(house, "nga.nt")
    form = await filled_with_markup(live, house, reception, key)
    for text in (payload(0), TYPST):
        made = await reception.send_form(
            f"{house.root}/tiep-nhan/{key}", form | {"applicant.address": text, "_key": str(uuid4())}
        )
        assert made.status_code == 303, sentences(made)
        said = await printed(live, reception, f"{made.headers['location']}/giay/giay-tiep-nhan")
        assert (MARK if text != TYPST else "/etc/passwd") in said
        assert "root:" not in said


async def printed(live: Live, client: Client, path: str) -> str:
    """The text of a letter, printed for real."""
    live.letters.prints = True
    try:
        answer = await client.get(path)
    finally:
        live.letters.prints = False
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert isinstance(live.letters.printed, Printable)
    document = pypdfium2.PdfDocument(answer.content)
    said = "".join(page.get_textpage().get_text_bounded() for page in document)
    return re.sub("[\\s\u200b\ufffe]", "", said)  # long words may be broken anywhere


async def test_markup_in_every_move_is_text_on_the_dossiers_page_and_for_the_public(live: Live) -> None:
    house = live.que_vo
    director = await live.as_(house, "thanh.nv")
    public = await live.anonymous(house)
    carried: set[Move] = set()
    for name, key, until in (
        ("markup", "dang-ky-ho-kinh-doanh", State.ACCEPTED),
        ("markup land", "dang-ky-bien-dong-dat-dai", Move.SUSPEND),
        ("markup permit", "giay-phep-xay-dung-nha-o-rieng-le", Move.CONSULT),
    ):
        made = await live.new(house, name, key, until)
        del house.dossiers[name]
        moves: Counter[Move] = Counter()
        while (move := await _one_move(live, house, made.id, await live.load(house, made.id), moves)) is not None:
            moves[move] += 1
            assert moves.total() < 60, "the dossier comes to no end"
        carried.update(moves)
        page = await director.get(f"{house.root}/ho-so/{made.id}")
        assert MARK in Page(page.text).text
        assert runs(page.text) == []
        live.app.site.failed_lookups._failed.clear()
        tracked = await public.get(f"{house.root}/tra-cuu/{made.code}/{made.secret}")
        assert tracked.status_code == 200
        assert runs(tracked.text) == []
        assert MARK not in tracked.text, "the public reads what officers write to each other"
    assert carried >= {
        Move.CONSULT,
        Move.GIVE_OPINION,
        Move.SUSPEND,
        Move.RESUME,
        Move.SUBMIT,
        Move.SIGN,
        Move.HAND_BACK,
    }


async def _one_move(live: Live, house: House, dossier_id: Any, kept: Any, made: Counter[Move]) -> Move | None:
    """The move least made so far of those that are open to anybody, every text of it markup."""
    open_to = [
        (staff, offered)
        for staff in house.crew.by_name.values()
        for offered in await live.offered(house, staff, kept)
        if offered.is_open and offered.move is not Move.RETURN and offered.move not in ASIDE | STAYING
    ]
    if not open_to:
        return None
    staff, offered = min(open_to, key=lambda each: made[each[1].move])
    client = await live.as_(house, staff.username)
    hidden = {"_key": str(uuid4()), "_seen": str(kept.dossier.version)}
    path = f"{house.root}/ho-so/{dossier_id}/{SLUGS[offered.move]}"
    answer = await client.send_form(path, hidden | move_data(offered, payload(sum(made.values()))))
    assert answer.status_code == 303, (offered.move, sentences(answer))
    said = await client.get(answer.headers["location"])
    assert runs(said.text) == []
    return offered.move


async def test_markup_in_a_files_name_is_text(live: Live) -> None:
    house, key = live.que_vo, "dang-ky-ho-kinh-doanh"
    client = await live.as_(house, live.receiver(house, key))
    draft = {"_csrf_token": client.csrf, "_key": str(uuid4())}
    name = f"<img src=x onerror={MARK}(1)>.pdf"
    answer = await client.post(
        f"{house.root}/tiep-nhan/{key}/tep",
        data=draft,
        files={"_file.request": (name, scan("a", "b"), "application/pdf")},
    )
    assert answer.status_code == 200
    assert MARK in answer.text
    assert runs(answer.text) == []
    where = re.search(r'href="([^"]*/tep/[^"]+)"', answer.text)
    assert where
    opened = await client.get(where[1])
    assert "attachment" in opened.headers["content-disposition"]
    assert "sandbox" in opened.headers["content-security-policy"]
    assert opened.headers["x-content-type-options"] == "nosniff"
    assert "<" not in opened.headers["content-disposition"]


@pytest.mark.parametrize("text", PAYLOADS)
async def test_markup_in_addresses_and_searches_is_text(live: Live, text: str) -> None:
    house = live.que_vo
    client = await live.as_(house, "nga.nt")
    public = await live.anonymous(house)
    live.app.site.failed_lookups._failed.clear()
    with nothing_kept():
        answers = [
            await public.get(f"{house.root}/thu-tuc", params={"tim": text, "co-quan": text, "trang": text}),
            await public.get(f"{house.root}/{quote(text, safe='')}"),
            await public.get(f"{house.root}/dang-nhap", params={"tiep": text}),
            await public.get(f"/{quote(text, safe='')}/"),
            await public.get(f"{house.root}/tra-cuu/{quote(text, safe='')}/{quote(text, safe='')}"),
            await public.send_form(f"{house.root}/tra-cuu", {"code": text, "secret": text}),
            await public.send_form(f"{house.root}/dang-nhap", {"username": text, "password": "x", "tiep": text}),
            await client.send_form(f"{house.root}/ho-so", {"text": text}),
            await client.get(f"{house.root}/tiep-nhan", params={"tim": text}),
            await client.get(f"{house.root}/viec", headers={"hx-request": "true", "referer": text.encode().hex()}),
        ]
    for answer in answers:
        assert answer.status_code < 500
        assert runs(answer.text) == [], answer.url
        assert "xau.example" not in answer.headers.get("location", "")


@pytest.mark.parametrize("text", PAYLOADS)
def test_markup_that_was_not_escaped_is_found(text: str) -> None:
    assert runs(f"<p>{text}</p>") or runs(f'<input value="{text}">') or "{{" in text or "<!--" in text
