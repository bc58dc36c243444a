"""Following a dossier without an account: what the receipt's holder reads, and what everybody else never does."""

from __future__ import annotations

import asyncio
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from tests.domain.test_icalendar import unfolded
from tests.web.live import BUSINESS, client_of

from motcua.centers import Center, entered
from motcua.domain.errors import TooMany
from motcua.domain.standing import standing_of
from motcua.domain.states import STATES, State
from motcua.services.citizens import public
from motcua.services.citizens.following import following_of
from motcua.services.dossiers.naming import agency_name
from motcua.services.office import Office
from motcua.settings import wall_clock
from motcua.store.engine import DB, transaction
from motcua.testing import Case, accept_dossier, at, walk
from motcua.web.app import create_app
from motcua.web.render import show_moment
from motcua.web.tries import Asker, Guesses

GUESSES = 10_000
MORNING = "2017-11-06 08:00"


@dataclass
class World:
    """Three dossiers at two centers: one worked on, one handed back, one next door."""

    app: Any
    office: Office
    center: Center
    now: datetime
    worked_on: Case
    ended: Case
    next_door: Case

    def page(self, case: Case) -> str:
        return f"/{self.center.key}/tra-cuu/{case.code}/{case.secret}"


@pytest.fixture(scope="module")
async def world(office: Office, center: Center, neighbour: Center) -> World:
    made = [
        await accept_dossier(office, here, BUSINESS, at=at(MORNING), seed=seed)
        for seed, here in enumerate((center, center, neighbour))
    ]
    await walk(made[0], until=State.PROCESSING)
    await walk(made[1])
    now = made[0].at
    return World(create_app(office, lambda: now), office, center, now, *made)


@pytest.fixture(autouse=True)
def _nobody_has_failed_yet(request: pytest.FixtureRequest) -> None:
    if "world" in request.fixturenames:
        request.getfixturevalue("world").app.site.failed_lookups._failed.clear()


async def asked(world: World, path: str) -> httpx.Response:
    async with client_of(world.app) as client:
        return await client.get(path)


def main_of(answer: httpx.Response) -> str:
    return answer.text.partition("<main")[2].partition("</main>")[0]


async def test_the_holder_reads_who_has_it_what_comes_next_by_when_and_what_if_late(world: World) -> None:
    kept = await world.worked_on.kept()
    dossier = kept.dossier
    assert dossier.due_at is not None
    assert dossier.current_step is not None
    answer = await asked(world, world.page(world.worked_on))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    for words in (
        agency_name(world.center, dossier.current_step.agency),
        "<dt>Tiếp theo</dt>",
        "<dt>Nếu quá hạn</dt>",
        "văn bản xin lỗi",
        show_moment(dossier.due_at),
        public.masked_name(kept.applicant_name),
        "lich-hen.ics",
    ):
        assert words in main_of(answer), words
    assert kept.applicant_name not in main_of(answer)


async def test_the_code_alone_tells_the_share_and_nothing_of_the_matter(world: World) -> None:
    kept = await world.worked_on.kept()
    async with client_of(world.app) as client:
        await client.get(f"/{world.center.key}/tra-cuu")
        answer = await client.send_form(f"/{world.center.key}/tra-cuu", {"code": world.worked_on.code})
    assert answer.status_code == 200
    main = main_of(answer)
    assert f"{STATES[State.PROCESSING].level}%" in main
    assert "Đang giải quyết" in main
    assert kept.dossier.due_at is not None
    told = [world.worked_on.version.title, agency_name(world.center, kept.dossier.agency), ".ics"]
    told += [kept.applicant_name, public.masked_name(kept.applicant_name), show_moment(kept.dossier.due_at)]
    assert [each for each in told if each in main] == []


def test_the_share_is_said_in_few_words_that_no_state_can_be_told_from() -> None:
    said = {public.share_says(facts) for facts in STATES.values()}
    assert said == {"Đã tiếp nhận", "Đang giải quyết", "Đã có kết quả", "Đã kết thúc"}
    same = {public.share_says(STATES[state]) for state in (State.REFUSED, State.HANDED_BACK, State.WITHDRAWN)}
    assert len(same) == 1


async def test_the_calendar_file_is_the_date_of_the_receipt(world: World) -> None:
    dossier = await world.worked_on.dossier()
    answer = await asked(world, f"{world.page(world.worked_on)}/lich-hen.ics")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    event = unfolded(answer.text)
    assert dossier.due_at is not None
    assert event["DTSTART"] == f"{dossier.due_at:%Y%m%dT%H%M%SZ}"
    assert world.worked_on.code in event["SUMMARY"]
    assert world.worked_on.secret not in answer.text.replace("\r\n ", "")  # calendars are shared and synchronised
    assert str(world.worked_on.id) not in answer.text


async def test_what_has_ended_has_no_appointment(world: World) -> None:
    page = await asked(world, world.page(world.ended))
    assert page.status_code == 200
    assert "100%" in page.text
    assert "lich-hen.ics" not in page.text
    assert (await asked(world, f"{world.page(world.ended)}/lich-hen.ics")).status_code == 409


async def test_a_late_dossier_says_so_with_an_apology(world: World) -> None:
    dossier = await world.worked_on.dossier()
    assert dossier.due_at is not None
    with entered(world.center):
        before = following_of(dossier, standing_of(dossier), dossier.due_at)
        after = following_of(dossier, standing_of(dossier), dossier.due_at + timedelta(minutes=1))
    assert not before.is_late
    assert "xin lỗi bạn" not in before.if_late
    assert after.is_late
    assert after.if_late.startswith("Hồ sơ đã quá ngày hẹn trả. Trung tâm xin lỗi bạn")


async def test_ten_thousand_guessed_codes_open_nothing_and_the_holder_is_let_in_meanwhile(world: World) -> None:
    tries, now = Guesses(30, 600, timedelta(minutes=5)), wall_clock()
    mine, stem = world.worked_on, world.worked_on.code[:-4]
    real = [mine.code, world.ended.code]
    opened, refused, holders = [], 0, 0

    async def look(code: str, secret: str) -> public.Tracked | None:
        return await public.track(world.office, code, secret, world.now)

    with entered(world.center):
        async with transaction():
            for number in range(GUESSES):
                # One in ten guesses the code right; every one would have to guess 128 bits.
                code = real[number // 10 % 2] if number % 10 == 0 else f"{stem}{number:04d}"
                secret = secrets.token_urlsafe(16)
                asker = Asker(tries, world.center.key, f"10.1.{number % 40}.7", now)
                try:
                    if await asker.asks(secret, lambda code=code, secret=secret: look(code, secret)) is not None:
                        opened.append(code)
                except TooMany:
                    refused += 1
                if number % 500 == 0:
                    # Behind the very address that guesses.
                    found = await asker.asks(mine.secret, lambda: look(mine.code, mine.secret))
                    holders += found is not None and found.detail is not None
    assert opened == []
    assert refused > GUESSES - 40 * 30
    assert holders == GUESSES // 500


async def test_the_secret_and_nothing_else_is_what_keeps_them_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: with a secret that fits everything, the first guessed code is open."""
    monkeypatch.setattr(public.hmac, "compare_digest", lambda *_: True)
    with entered(world.center):
        found = await public.track(world.office, world.worked_on.code, secrets.token_urlsafe(16), world.now)
    assert found is not None
    assert found.detail is not None


async def test_a_wrong_secret_an_unknown_code_and_next_doors_are_one_answer_and_as_many_queries(world: World) -> None:
    wrong = secrets.token_urlsafe(16)
    pairs = {
        "wrong secret": (world.worked_on.code, wrong),
        "unknown": (f"{world.worked_on.code[:-4]}9998", wrong),
        "next door": (world.next_door.code, world.next_door.secret),
    }
    seen: dict[str, list[Any]] = {name: [] for name in pairs}
    async with client_of(world.app) as client:
        await client.get(f"/{world.center.key}/tra-cuu")
        for name, (code, secret) in pairs.items():
            for path in (f"/tra-cuu/{code}/{secret}", f"/tra-cuu/{code}/{secret}/lich-hen.ics"):
                with DB.counted() as statements:
                    answer = await client.get(f"/{world.center.key}{path}")
                bare = re.sub(r'nonce="[^"]+"|nonce-[^\']+', "", answer.text).replace(code, "").replace(secret, "")
                seen[name] += [answer.status_code, len(answer.content), bare, list(statements)]
            with DB.counted() as statements:
                answer = await client.send_form(f"/{world.center.key}/tra-cuu", {"code": code, "secret": secret})
            seen[name] += [answer.status_code, len(answer.content), list(statements)]
    assert seen["wrong secret"] == seen["unknown"] == seen["next door"]
    assert seen["unknown"][0] == 404
    found = await asked(world, world.page(world.worked_on))
    assert found.status_code == 200


async def test_guesses_at_once_are_counted_and_the_holder_behind_the_same_address_is_let_in(world: World) -> None:
    guess = f"/{world.center.key}/tra-cuu/{world.worked_on.code}"
    async with client_of(world.app, address="203.0.113.9") as client:
        answers = await asyncio.gather(*(client.get(f"{guess}/{secrets.token_urlsafe(16)}") for _ in range(40)))
        assert {answer.status_code for answer in answers} <= {404, 429}
        assert (await client.get(f"{guess}/x")).status_code == 429
        assert (await client.get(world.page(world.worked_on))).status_code == 200


async def test_a_form_filled_in_at_home_is_answered_as_a_paper_and_leaves_no_trace(world: World) -> None:
    path = f"/{world.center.key}/thu-tuc/{BUSINESS}/to-khai"
    async with client_of(world.app) as client:
        page = await client.get(path)
        assert page.status_code == 200
        assert page.headers["cache-control"] == "no-store"
        form = {"applicant.kind": "person", "applicant.name": "Nguyễn Thị Kín"}
        with DB.counted() as statements:
            answer = await client.send_form(path, form)
        assert not [each for each in statements if not each.lstrip().upper().startswith("SELECT")]
        assert answer.status_code == 200
        assert answer.content.startswith(b"%PDF")
        assert answer.headers["cache-control"] == "no-store"
        refused = await client.send_form(path, {**form, "applicant.phone": "không phải số"})
        assert refused.status_code == 422
        assert 'href="#f-applicant-phone"' in refused.text
        again = await client.send_form(path, {**form, "_refresh": "1"}, headers={"hx-request": "true"})
        assert again.status_code == 200
        assert "<main" not in again.text
        for missing in ("khong-co", "x" * 300):
            assert (await client.send_form(f"/{world.center.key}/thu-tuc/{missing}/to-khai", form)).status_code == 404
