"""Every field of every form, typed wrongly in every way: a sentence beside the box, what was typed still there,
nothing half-written, and never a 500.
"""

from __future__ import annotations

import asyncio
import html
import re
import unicodedata
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from typing import Any
from uuid import uuid4

import httpx
import pytest
from tests.web.isolation.asking import Matrix, nothing_kept
from tests.web.live import BUSINESS, Client, House, Live, everything_in, hand_back_data, move_data, offered_at

from motcua.domain.fields import Choice, Commune, Date, Email, Field, IdNumber, Many, Phone, TaxCode, Text, YesNo
from motcua.domain.moves import AT_INTAKE, MOVES, Move
from motcua.domain.quantities import Number
from motcua.domain.states import State
from motcua.testing import a_few
from motcua.web.pages.counter_form import split
from motcua.web.pages.move_forms import SLUGS, box_of
from motcua.web.widgets import field_id

LONG = "dài " * 2_000
TYPED = "Chữ Đã Gõ"
# What a person, their keyboard, or an attacker may put into any box.
BAD: Mapping[str, str] = {
    "missing": "",
    "blank": "   ",
    "too long": LONG,
    "NUL": "Nguyễn\x00Văn",
    "a control character": "Nguyễn\x1b[2JVăn",
    "decomposed": unicodedata.normalize("NFD", "Nguyễn Thị Ước"),
    "Arabic-Indic digits": "٠١٢٣٤٥٦٧٨٩",
    "a script": "<script>alert(1)</script>",
    "a template": "{{ 7 * 7 }} #{7*7} ${7*7}",
    "an option nobody offered": "khong-co-muc-nay",
    "a huge number": "9" * 400,
    "an exponent": "1e999999",
    "not a number": "NaN",
    "minus": "-1",
    "SQL": "'; DROP TABLE dossier; --",
    "a bidi override": "abc\u202egpj.exe",
}
UNREADABLE = ("NUL", "a control character")


def must_refuse(item: Field[Any], says: str) -> bool:
    """Whether this kind of question can't take that text; for the rest either answer is right."""
    if says in UNREADABLE:
        return True
    if says in ("missing", "blank"):
        return bool(item.required)
    if isinstance(item, IdNumber) and says == "an exponent":
        return False  # letters and digits may be a passport's number
    if isinstance(item, Number) and says == "minus":
        return False  # a height may lie below the ground
    closed = (Choice, Commune, Many, YesNo, Date, Number, Phone, Email, TaxCode, IdNumber)
    return isinstance(item, closed) or (says == "too long" and isinstance(item, Text))


def questions(live: Live, key: str, form: Mapping[str, Any]) -> Iterator[tuple[str, Field[Any]]]:
    """The fields by the names under which they are posted."""
    from motcua.domain.applicant import ApplicantForm

    applicant, _ = split({name: list(texts) for name, texts in form.items() if not name.startswith("_")})
    for definition in (ApplicantForm.definition, live.version(key).form):
        for name in form:
            if name.startswith("_") or (name in applicant) is not (definition is ApplicantForm.definition):
                continue
            item = definition.field(re.sub(r"\.\d+\.", ".", name))
            if isinstance(item, Field):
                yield name, item


PROCEDURES = a_few()


def test_a_procedure_of_every_agency_is_tried(live: Live) -> None:
    offered = {version.key: version.agency for version in offered_at(live, live.que_vo)}
    assert {offered[key] for key in PROCEDURES} == set(offered.values())


async def tried(
    live: Live, owner: Any, key: str, pairs: Callable[[int, str], Iterable[str]]
) -> AsyncIterator[tuple[str, list[str]]]:
    """Posts one wrong answer at a time; yields what was wrong about the page's answer."""
    house = live.que_vo
    client = await live.as_(house, live.receiver(house, key))
    form = live.counter_form(house, key)
    asked = dict(questions(live, key, form))
    assert len(asked) > 8
    path = f"{house.root}/tiep-nhan/{key}"
    before = await everything_in(owner, house)
    with nothing_kept():
        control = await client.send_form(path, form)
        assert control.status_code == 303, control.text
        for number, (name, item) in enumerate(asked.items()):
            for says in pairs(number, name):
                posted = form | {name: BAD[says], "_key": str(uuid4()), "_note": TYPED}
                answer = await client.send_form(path, posted)
                yield f"{name} {says}", list(_faults(answer, name, item, says, BAD[says]))
    assert await everything_in(owner, house) == before


def some(number: int, name: str) -> list[str]:
    """Another quarter of the wrong answers for each question."""
    return [says for at, says in enumerate(BAD) if at % 4 == number % 4]


def every(number: int, name: str) -> list[str]:
    return list(BAD)


@pytest.mark.parametrize("key", PROCEDURES)
async def test_a_field_typed_wrongly_at_the_counter(live: Live, owner: Any, key: str) -> None:
    assert [(what, faults) async for what, faults in tried(live, owner, key, some) if faults] == []


@pytest.mark.slow
@pytest.mark.parametrize("key", PROCEDURES)
async def test_every_field_typed_wrongly_in_every_way(live: Live, owner: Any, key: str) -> None:
    assert [(what, faults) async for what, faults in tried(live, owner, key, every) if faults] == []


@pytest.mark.parametrize("key", PROCEDURES)
@pytest.mark.parametrize("says", BAD)
async def test_all_fields_typed_wrongly_at_once(live: Live, key: str, says: str) -> None:
    """Everything wrong is said at once, each thing beside its box."""
    house = live.que_vo
    client = await live.as_(house, live.receiver(house, key))
    form = live.counter_form(house, key)
    asked = dict(questions(live, key, form))
    with nothing_kept():
        answer = await client.send_form(f"{house.root}/tiep-nhan/{key}", form | dict.fromkeys(asked, BAD[says]))
    assert answer.status_code == 422
    assert len(sentences(answer)) >= (1 if says in ("decomposed", "minus") else 3)
    assert all(sentence.startswith("Lỗi:") for sentence in sentences(answer))


def _faults(answer: httpx.Response, name: str, item: Field[Any], says: str, text: str) -> Iterator[str]:
    if answer.status_code not in (303, 422):
        yield f"status {answer.status_code}"
        return
    if answer.status_code == 303:
        if must_refuse(item, says):
            yield "taken"
        return
    if not sentences(answer):
        yield "no sentence"
    if f'value="{TYPED}"' not in answer.text:
        yield "what was typed elsewhere is gone"
    if must_refuse(item, says) and f'id="{field_id(name)}-error"' not in answer.text:
        yield f"no sentence beside the box, but {sentences(answer)}"
    is_kept = isinstance(item, (Text, Date, Number, Phone, Email, TaxCode, IdNumber)) and says not in UNREADABLE
    if is_kept and unicodedata.normalize("NFC", text).strip()[:60] not in html.unescape(answer.text):
        yield "what was typed is gone"


def sentences(answer: httpx.Response) -> list[str]:
    found = re.findall(r'class="govuk-error-message"[^>]*>(.*?)</p>', answer.text, re.DOTALL)
    said = (" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in found)
    return [sentence for sentence in said if sentence]  # the screen lock keeps an empty one ready


async def test_papers_fees_and_the_pages_own_fields_typed_wrongly(live: Live, owner: Any) -> None:
    house = live.que_vo
    client = await live.as_(house, live.receiver(house, BUSINESS))
    form = live.counter_form(house, BUSINESS)
    path = f"{house.root}/tiep-nhan/{BUSINESS}"
    papers = [name for name in form if name.startswith("_paper.")]
    before = await everything_in(owner, house)
    refused_by = {"_version": (404, 422), "_key": (422,), "_channel": (422,)}
    for name in [
        *papers,
        "_fee_amount",
        "_note",
        "_channel",
        "_delivery",
        "_key",
        "_version",
        "_seen",
        "_find",
        "_row",
    ]:
        for says in some(len(name), name):
            text = BAD[says]
            with nothing_kept():
                answer = await client.send_form(path, form | {name: text})
            assert answer.status_code in (303, 404, 422), (name, says, answer.status_code)
            if name in papers and says not in ("missing", "blank"):
                assert answer.status_code == 422, (name, says)
                assert f'id="{field_id(name)}' in answer.text
            if says == "an option nobody offered" and name in refused_by:
                assert answer.status_code in refused_by[name], (name, says, answer.status_code)
    assert await everything_in(owner, house) == before


@pytest.mark.parametrize(
    "extra",
    [
        {"parties.999.name": "a"},
        {"receivers.0.0.0.name": "a"},
        {"receivers.-1.name": "a"},
        {"receivers.99999999999999999999.name": "a"},
        {"receivers.٣.name": "a"},
        {f"receivers.{number}.name": "a" for number in range(900)},
        {"_row": [f"receivers.{number}" for number in range(900)], "_refresh": "1"},
        {"_add": ["receivers"] * 500},
        {"_remove": ["receivers.0"] * 500},
        {"__proto__": "a", "constructor": "b", "": "c", ".": "d", "..": "e"},
        {"applicant": "a", "applicant.": "b", "applicant.name.": "c", "applicant.name.0": "d"},
        {"applicant.name": ["Nguyễn Văn Một", "Nguyễn Văn Hai"]},
        {"applicant.id_kind": ["cmnd", "cccd", "passport"]},
    ],
)
async def test_names_that_no_page_of_ours_posts(live: Live, owner: Any, extra: dict[str, Any]) -> None:
    house, key = live.que_vo, "dang-ky-bien-dong-dat-dai"
    client = await live.as_(house, live.receiver(house, key))
    before = await everything_in(owner, house)
    with nothing_kept():
        answer = await client.send_form(f"{house.root}/tiep-nhan/{key}", live.counter_form(house, key) | extra)
    assert answer.status_code in (200, 303, 422)
    assert await everything_in(owner, house) == before


async def test_every_question_of_every_move_typed_wrongly(live: Live, owner: Any) -> None:
    matrix = await Matrix.of(live)
    house, seen = live.que_vo, set()
    before = await everything_in(owner, house)
    for made in house.dossiers.values():
        kept = matrix.kept[made.id]
        for staff in house.crew.by_name.values():
            for offered in await live.offered(house, staff, kept):
                if not offered.is_open or offered.move in seen:
                    continue
                seen.add(offered.move)
                client = await live.as_(house, staff.username)
                good = move_data(offered, TYPED)
                good |= hand_back_data(kept) if offered.move is Move.HAND_BACK else {}
                await _every_question(client, house, made.id, kept.dossier.version, offered, good)
    assert seen == set(SLUGS)
    assert await everything_in(owner, house) == before


async def _every_question(
    client: Client, house: House, dossier_id: object, seen: int, offered: Any, good: dict[str, str]
) -> None:
    path = f"{house.root}/ho-so/{dossier_id}/{SLUGS[offered.move]}"
    hidden = {"_key": str(uuid4()), "_seen": str(seen)}
    with nothing_kept():
        control = await client.send_form(path, hidden | good)
    assert control.status_code == 303, (offered.move, sentences(control))
    for field in offered.fields:
        for says, text in BAD.items():
            with nothing_kept():
                answer = await client.send_form(path, hidden | good | {field.name: text})
            where = (offered.move, field.name, says)
            assert answer.status_code in (303, 422), (where, answer.status_code)
            closed = field.kind in ("choice", "money") and says not in ("missing", "blank")
            is_missing = field.required and says in ("missing", "blank")
            if says in UNREADABLE or says == "too long" or closed or is_missing:
                assert answer.status_code == 422, where
                assert sentences(answer), where
                assert f'id="{box_of(SLUGS[offered.move], field.name)}' in answer.text, where
            others = [value for name, value in good.items() if name != field.name and value == TYPED]
            if answer.status_code == 422 and others:
                assert TYPED in answer.text, where


@pytest.mark.parametrize("says", BAD)
async def test_every_box_outside_the_counter_typed_wrongly(live: Live, says: str) -> None:
    house = live.que_vo
    client = await live.as_(house, "nga.nt")
    public = await live.anonymous(house)
    text = BAD[says]
    live.app.site.failed_lookups._failed.clear()
    asked = [
        (client, "/ho-so", {"text": text}),
        (client, "/ho-so", {"text": "a", "sau": text}),
        (client, "/tra-ket-qua", {"text": text}),
        (public, "/tra-cuu", {"code": text}),
        (public, "/tra-cuu", {"code": house.dossiers["copies"].code, "secret": text}),
        (public, "/dang-nhap", {"username": text, "password": "sai mật khẩu"}),
        (public, "/dang-nhap", {"username": "nga.nt", "password": text, "tiep": text}),
        (client, "/doi-mat-khau", {"old": "sai", "new": text, "again": text}),
    ]
    with nothing_kept():
        for who, path, form in asked:
            answer = await who.send_form(house.root + path, form)
            assert answer.status_code in (200, 303, 404, 422), (path, form, answer.status_code)
            if says in UNREADABLE and "sau" not in form:
                assert answer.status_code == 422, path
        for path in (
            "/thu-tuc?tim=",
            "/tiep-nhan?tim=",
            "/viec?xem=",
            "/ho-so?trang-thai=",
            "/ho-so?sau=",
            "/thu-tuc?trang=",
        ):
            answer = (
                await client.get(house.root + path, params=None)
                if not text
                else await _query(client, house, path, text)
            )
            assert answer.status_code in (200, 404, 422), (path, answer.status_code)


async def _query(client: Client, house: House, path: str, text: str) -> httpx.Response:
    bare, _, name = path.rstrip("=").partition("?")
    return await client.get(house.root + bare, params={name: text})


async def test_a_dossier_sent_ten_times_at_once_is_one_dossier(live: Live, owner: Any) -> None:
    house = live.que_vo
    client = await live.as_(house, live.receiver(house, BUSINESS))
    form = live.counter_form(house, BUSINESS, seed="ten at once")
    path = f"{house.root}/tiep-nhan/{BUSINESS}"
    schema = house.center.schema
    before = await owner.fetchval(f"SELECT count(*) FROM {schema}.dossier")
    answers = await asyncio.gather(*(client.send_form(path, form) for _ in range(10)))
    answers.append(await client.send_form(path, form))
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["location"] for answer in answers}) == 1
    assert await owner.fetchval(f"SELECT count(*) FROM {schema}.dossier") == before + 1


async def test_a_move_sent_ten_times_at_once_is_made_once(live: Live, owner: Any) -> None:
    house = live.que_vo
    made = await live.new(house, "sent ten times", BUSINESS, State.ACCEPTED)
    client = await live.as_(house, live.receiver(house, BUSINESS))
    form = {"_key": str(uuid4()), "_seen": "1"}
    path = f"{house.root}/ho-so/{made.id}/chuyen"
    answers = await asyncio.gather(*(client.send_form(path, form) for _ in range(10)))
    assert {answer.status_code for answer in answers} == {303}
    sql = f"SELECT count(*) FROM {house.center.schema}.event WHERE dossier_id = $1"
    assert await owner.fetchval(sql, made.id) == 2
    del house.dossiers["sent ten times"]


async def test_ten_different_hands_on_one_dossier_make_one_move(live: Live, owner: Any) -> None:
    """Not one form sent twice, but ten forms of one page: the first wins, nine read who was faster."""
    house = live.que_vo
    made = await live.new(house, "ten hands", BUSINESS, State.ACCEPTED)
    client = await live.as_(house, live.receiver(house, BUSINESS))
    path = f"{house.root}/ho-so/{made.id}/chuyen"
    forms = [{"_key": str(uuid4()), "_seen": "1"} for _ in range(10)]
    answers = await asyncio.gather(*(client.send_form(path, form) for form in forms))
    assert sorted(answer.status_code for answer in answers) == [303] + [409] * 9
    sql = f"SELECT count(*) FROM {house.center.schema}.event WHERE dossier_id = $1"
    assert await owner.fetchval(sql, made.id) == 2
    del house.dossiers["ten hands"]


@pytest.mark.parametrize("seen", ["0", "one ahead", "99999999", "-1", "1.0", "x", "", "٣", "9" * 40])
async def test_a_stale_or_forged_version_makes_no_move(live: Live, owner: Any, seen: str) -> None:
    house = live.que_vo
    made = house.dossiers["with_scan"]
    if seen == "one ahead":
        seen = str((await live.load(house, made.id)).dossier.version + 1)
    client = await live.as_(house, live.receiver(house, BUSINESS))
    before = await everything_in(owner, house)
    form = {"_key": str(uuid4()), "_seen": seen, "note": TYPED}
    answer = await client.send_form(f"{house.root}/ho-so/{made.id}/chuyen", form)
    assert answer.status_code in (409, 422)
    assert TYPED in answer.text
    assert await everything_in(owner, house) == before


async def test_anothers_key_opens_nothing(live: Live, owner: Any) -> None:
    """A form's key is a UUID that somebody could have seen: with another person, or another act, it answers nothing."""
    house = live.que_vo
    client = await live.as_(house, live.receiver(house, BUSINESS))
    other = await live.as_(house, "nga.nt")
    form = live.counter_form(house, BUSINESS, seed="another's key")
    path = f"{house.root}/tiep-nhan/{BUSINESS}"
    first = await client.send_form(path, form)
    assert first.status_code == 303
    stolen = await other.send_form(path, form)
    assert stolen.status_code in (403, 404, 409)
    assert first.headers["location"] not in stolen.text
    made = house.dossiers["with_scan"]
    seen = str((await live.load(house, made.id)).dossier.version)
    move = await client.send_form(f"{house.root}/ho-so/{made.id}/chuyen", {"_key": form["_key"], "_seen": seen})
    assert move.status_code == 409


def test_every_move_has_questions_that_are_tried() -> None:
    assert set(SLUGS) | AT_INTAKE == set(MOVES)
