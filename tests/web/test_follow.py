"""Following a dossier without an account: what the receipt's holder reads, and what everybody else never does."""

from __future__ import annotations

import asyncio
import re
import secrets
from datetime import timedelta
from typing import Any

import pytest
from tests.domain.test_icalendar import unfolded
from tests.web.live import BUSINESS, House, Live, Made, client_of

from motcua.centers import entered
from motcua.domain.errors import TooMany
from motcua.domain.states import STATES, State
from motcua.services import public
from motcua.services.following import following_of
from motcua.services.naming import agency_name
from motcua.settings import wall_clock
from motcua.store.engine import DB, transaction
from motcua.web.render import show_moment
from motcua.web.tries import Asker, Guesses

GUESSES = 10_000


def page_of(made: Made) -> str:
    return f"/tra-cuu/{made.code}/{made.secret}"


@pytest.fixture
async def being_worked_on(live: Live) -> tuple[House, Made]:
    house = live.que_vo
    made = next(each for each in house.dossiers.values() if each.state is State.PROCESSING)
    live.app.site.failed_lookups._failed.clear()
    return house, made


async def test_the_holder_reads_who_has_it_what_comes_next_by_when_and_what_if_late(
    live: Live, being_worked_on: tuple[House, Made]
) -> None:
    house, made = being_worked_on
    kept = await live.load(house, made.id)
    dossier = kept.dossier
    assert dossier.due_at is not None
    assert dossier.current_step is not None
    async with client_of(live.app) as client:
        answer = await client.get(f"{house.root}{page_of(made)}")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    for words in (
        agency_name(house.center, dossier.current_step.agency),
        "<dt>Tiếp theo</dt>",
        "<dt>Nếu quá hạn</dt>",
        "văn bản xin lỗi",
        show_moment(dossier.due_at),
        public.masked_name(kept.applicant_name),
        "lich-hen.ics",
    ):
        assert words in main, words
    assert kept.applicant_name not in main


async def test_the_code_alone_tells_the_share_and_nothing_of_the_matter(
    live: Live, being_worked_on: tuple[House, Made]
) -> None:
    house, made = being_worked_on
    kept = await live.load(house, made.id)
    client = await live.new_client(house)
    answer = await client.send_form(f"{house.root}/tra-cuu", {"code": made.code})
    assert answer.status_code == 200
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    assert f"{STATES[made.state].level}%" in main
    assert kept.dossier.due_at is not None
    told = [live.version(kept.row["procedure_key"]).title, agency_name(house.center, kept.dossier.agency)]
    told += [kept.applicant_name, public.masked_name(kept.applicant_name), show_moment(kept.dossier.due_at), ".ics"]
    assert [each for each in told if each in main] == []
    assert "Đang giải quyết" in main


def test_the_share_is_said_in_few_words_that_no_state_can_be_told_from() -> None:
    said = {public.share_says(facts) for facts in STATES.values()}
    assert said == {"Đã tiếp nhận", "Đang giải quyết", "Đã có kết quả", "Đã kết thúc"}
    same = {public.share_says(STATES[state]) for state in (State.REFUSED, State.HANDED_BACK, State.WITHDRAWN)}
    assert len(same) == 1


async def test_the_calendar_file_is_the_date_of_the_receipt(live: Live, being_worked_on: tuple[House, Made]) -> None:
    house, made = being_worked_on
    dossier = (await live.load(house, made.id)).dossier
    async with client_of(live.app) as client:
        answer = await client.get(f"{house.root}{page_of(made)}/lich-hen.ics")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    event = unfolded(answer.text)
    assert dossier.due_at is not None
    assert event["DTSTART"] == f"{dossier.due_at:%Y%m%dT%H%M%SZ}"
    assert made.code in event["SUMMARY"]
    assert made.secret not in answer.text.replace("\r\n ", "")  # calendars are shared and synchronised
    assert str(made.id) not in answer.text


async def test_what_has_ended_has_no_appointment(live: Live) -> None:
    house = live.que_vo
    made = next(each for each in house.dossiers.values() if each.code and STATES[each.state].is_final and each.secret)
    async with client_of(live.app) as client:
        page = await client.get(f"{house.root}{page_of(made)}")
        answer = await client.get(f"{house.root}{page_of(made)}/lich-hen.ics")
    assert page.status_code == 200
    assert "lich-hen.ics" not in page.text
    assert answer.status_code == 409


async def test_every_open_state_says_what_comes_next_and_every_date_what_if_it_is_missed(live: Live) -> None:
    """No silent state, for the public too."""
    silent = []
    for house in live.houses.values():
        for name, made in house.dossiers.items():
            dossier = (await live.load(house, made.id)).dossier
            with entered(house.center):
                found = following_of(dossier, public.standing_of(dossier), live.now[0])
            if not STATES[dossier.state].is_final and not found.next:
                silent.append(f"{name}: {dossier.state}")
            facts = STATES[dossier.state]
            runs = dossier.due_at is not None and not facts.is_final and not facts.waits_for_applicant
            if runs != bool(found.if_late):
                silent.append(f"{name}: what if it is late?")
    assert silent == []


async def test_a_late_dossier_says_so_with_an_apology(live: Live, being_worked_on: tuple[House, Made]) -> None:
    house, made = being_worked_on
    dossier = (await live.load(house, made.id)).dossier
    assert dossier.due_at is not None
    with entered(house.center):
        before = following_of(dossier, public.standing_of(dossier), dossier.due_at)
        after = following_of(dossier, public.standing_of(dossier), dossier.due_at + timedelta(minutes=1))
    assert not before.is_late
    assert "xin lỗi bạn" not in before.if_late
    assert after.is_late
    assert after.if_late.startswith("Hồ sơ đã quá ngày hẹn trả. Trung tâm xin lỗi bạn")


async def test_ten_thousand_guessed_codes_open_nothing_and_the_holder_is_let_in_meanwhile(
    live: Live, being_worked_on: tuple[House, Made]
) -> None:
    house, made = being_worked_on
    tries, now = Guesses(30, 600, timedelta(minutes=5)), wall_clock()
    real = [each for each in house.dossiers.values() if each.code]
    stem = made.code[:-4]
    opened, refused, holders = [], 0, 0

    async def look(code: str, secret: str) -> public.Tracked | None:
        return await public.track(live.office, code, secret, live.now[0])

    with entered(house.center):
        async with transaction():
            for number in range(GUESSES):
                # One in ten guesses the code right; every one would have to guess 128 bits.
                code = real[number % len(real)].code if number % 10 == 0 else f"{stem}{number:04d}"
                secret = secrets.token_urlsafe(16)
                asker = Asker(tries, house.center.key, f"10.1.{number % 40}.7", now)
                try:
                    if await asker.asks(secret, lambda code=code, secret=secret: look(code, secret)) is not None:
                        opened.append(code)
                except TooMany:
                    refused += 1
                if number % 500 == 0:
                    # Behind the very address that guesses.
                    found = await asker.asks(made.secret, lambda: look(made.code, made.secret))
                    holders += found is not None and found.detail is not None
    assert opened == []
    assert refused > GUESSES - 40 * 30
    assert holders == GUESSES // 500


async def test_the_guard_opens_what_a_right_guess_would_open(live: Live, being_worked_on: tuple[House, Made]) -> None:
    """The negative control: where the secret is not asked for, guessing codes does open."""
    house, made = being_worked_on
    asker = Asker(Guesses(30, 600, timedelta(minutes=5)), house.center.key, "10.1.1.1", wall_clock())
    with entered(house.center):
        found = await asker.asks(None, lambda: public.track(live.office, made.code, None, live.now[0]))
    assert found is not None
    assert found.detail is None


async def test_a_wrong_secret_and_an_unknown_code_are_one_answer_and_as_many_queries(
    live: Live, being_worked_on: tuple[House, Made]
) -> None:
    house, made = being_worked_on
    wrong = secrets.token_urlsafe(16)
    seen: dict[str, tuple[Any, ...]] = {}
    async with client_of(live.app) as client:
        await client.get(f"{house.root}/tra-cuu")
        for name, code in (("real", made.code), ("none", f"{made.code[:-4]}9998")):
            for path in (f"/tra-cuu/{code}/{wrong}", f"/tra-cuu/{code}/{wrong}/lich-hen.ics"):
                with DB.counted() as statements:
                    answer = await client.get(f"{house.root}{path}")
                bare = re.sub(r'nonce="[^"]+"|nonce-[^\']+', "", answer.text)
                seen.setdefault(name, ())
                seen[name] += (answer.status_code, len(answer.content), bare.replace(code, ""), len(statements))
            with DB.counted() as statements:
                answer = await client.post(
                    f"{house.root}/tra-cuu",
                    data={"_csrf_token": client.cookies["mc-csrf"], "code": code, "secret": wrong},
                )
            seen[name] += (answer.status_code, len(answer.content), len(statements))
    assert seen["real"] == seen["none"]


async def test_many_at_once_are_counted_one_by_one(live: Live, being_worked_on: tuple[House, Made]) -> None:
    house, made = being_worked_on
    async with client_of(live.app, address="203.0.113.9") as client:
        asked = [client.get(f"{house.root}/tra-cuu/{made.code}/{secrets.token_urlsafe(16)}") for _ in range(40)]
        statuses = [answer.status_code for answer in await asyncio.gather(*asked)]
        assert set(statuses) <= {404, 429}
        assert (await client.get(f"{house.root}/tra-cuu/{made.code}/x")).status_code == 429
        assert (await client.get(f"{house.root}{page_of(made)}")).status_code == 200


async def test_a_form_filled_in_at_home_is_answered_as_a_paper_and_leaves_no_trace(live: Live) -> None:
    house = live.que_vo
    path = f"{house.root}/thu-tuc/{BUSINESS}/to-khai"
    client = await live.new_client(house)
    page = await client.get(path)
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    form = {"applicant.kind": "person", "applicant.name": "Nguyễn Thị Kín"}
    answer = await client.send_form(path, form)
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["cache-control"] == "no-store"
    refused = await client.send_form(path, {**form, "applicant.phone": "không phải số"})
    assert refused.status_code == 422
    assert 'href="#f-applicant-phone"' in refused.text
    again = await client.send_form(path, {**form, "_refresh": "1"}, headers={"hx-request": "true"})
    assert again.status_code == 200
    assert "<main" not in again.text
