"""Keys, the feed over HTTP, and moves that an agency's own system makes."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from tests.web.api.conftest import MakeAsker, administrator, desk_of, made_key
from tests.web.live import BUSINESS, COPIES, House, Live

from motcua.centers import entered
from motcua.domain.errors import NotAllowed, Refused
from motcua.domain.machines import MACHINE_MOVES
from motcua.domain.moves import MOVES, Move
from motcua.domain.people import Acting, Permission, Role
from motcua.domain.states import State
from motcua.services.dossiers.trail import verify
from motcua.services.machines import keys
from motcua.settings import wall_clock
from motcua.store.engine import DB, transaction
from motcua.store.queries.accounts import list_staff
from motcua.store.queries.trail import load_events


async def in_transit(live: Live, house: House) -> Any:
    return await live.walk(house, await live.take_in(house, BUSINESS, seed=uuid4().hex), State.IN_TRANSIT)


async def test_an_agencys_system_confirms_and_says_the_result_and_the_trail_names_it(
    live: Live, ask_as: MakeAsker
) -> None:
    house = live.que_vo
    made = await in_transit(live, house)
    step = (await live.load(house, made.id)).dossier.current_step
    asker = await ask_as(house, "read act", f"{step.agency}/{step.desk}")
    shown = (await asker.read(f"/dossiers/{made.id}")).json()
    assert [each["move"] for each in shown["moves"]] == ["confirm_receipt"]
    body = {"move": "confirm_receipt", "seen": shown["version"], "values": {}}
    first = await asker.tell(f"/dossiers/{made.id}/moves", body)
    assert first.status_code == 200, first.text
    assert first.json()["state"] == "processing"
    shown = (await asker.read(f"/dossiers/{made.id}")).json()
    submit = next(each for each in shown["moves"] if each["move"] == "submit")
    assert {each["name"] for each in submit["questions"]} >= {"proposal", "finding"}
    values = {"proposal": "grant", "finding": "Đủ điều kiện theo hệ thống của cơ quan"}
    said = await asker.tell(
        f"/dossiers/{made.id}/moves", {"move": "submit", "seen": shown["version"], "values": values}
    )
    assert said.status_code == 200, said.text
    with entered(house.center):
        async with transaction():
            events = await load_events(made.id)
        assert (await verify(live.office)).is_whole
    assert {event["actor_name"] for event in events[-2:]} == {f"Hệ thống {asker.machine.name}"}
    assert events[-1]["actor_id"] == asker.machine.id
    assert events[-1]["data"]["finding"] == values["finding"]


async def test_the_same_idempotency_key_does_the_work_once(live: Live, ask_as: MakeAsker) -> None:
    house = live.que_vo
    made = await in_transit(live, house)
    asker = await ask_as(house)
    seen = (await live.load(house, made.id)).dossier.version
    body, once = {"move": "confirm_receipt", "seen": seen}, str(uuid4())
    answers = await asyncio.gather(*(asker.tell(f"/dossiers/{made.id}/moves", body, once=once) for _ in range(5)))
    assert {(each.status_code, each.text) for each in answers} == {(200, answers[0].text)}
    assert (await live.load(house, made.id)).dossier.version == seen + 1
    # The control: with keys of their own the others come too late.
    again = await asker.tell(f"/dossiers/{made.id}/moves", body)
    assert again.status_code == 409
    other_work = await asker.tell(f"/dossiers/{made.id}/moves", {"move": "submit", "seen": seen}, once=once)
    assert other_work.status_code == 409


async def test_an_old_version_a_missing_answer_and_a_bad_key_are_told(live: Live, ask_as: MakeAsker) -> None:
    house = live.que_vo
    made = await live.walk(house, await live.take_in(house, BUSINESS, seed=uuid4().hex), State.PROCESSING)
    asker = await ask_as(house)
    path, seen = f"/dossiers/{made.id}/moves", (await live.load(house, made.id)).dossier.version
    stale = await asker.tell(path, {"move": "submit", "seen": 1, "values": {"proposal": "grant", "finding": "Đủ"}})
    assert stale.status_code == 409
    empty = await asker.tell(path, {"move": "submit", "seen": seen})
    assert empty.status_code == 422
    assert {each["field"] for each in empty.json()["errors"]} == {"proposal", "finding"}
    nameless = await asker.tell(path, {"move": "submit", "seen": seen}, once="mot")
    assert (nameless.status_code, nameless.json()["errors"][0]["field"]) == (422, "Idempotency-Key")
    without = await asker.post(f"{house.root}/api/v1{path}", json={"move": "submit", "seen": seen})
    assert (without.status_code, without.json()["errors"][0]["detail"]) == (
        400,
        "Thiếu, sai kiểu hoặc ngoài khoảng cho phép.",
    )
    dirty = await asker.tell(path, {"move": "submit", "seen": seen, "values": {"finding": "a\x00b"}})
    assert dirty.status_code == 422


@pytest.mark.parametrize("move", sorted(set(Move) - set(MACHINE_MOVES.values())))
async def test_what_a_person_answers_for_no_key_does(live: Live, ask_as: MakeAsker, move: Move) -> None:
    made = live.que_vo.dossiers["to_sign"]
    asker = await ask_as(live.que_vo)
    seen = (await live.load(live.que_vo, made.id)).dossier.version
    answer = await asker.tell(f"/dossiers/{made.id}/moves", {"move": move.value, "seen": seen})
    assert answer.status_code == 403
    assert "không làm bằng khóa" in answer.json()["detail"]


def test_no_move_of_machines_signs_numbers_or_takes_money() -> None:
    assert {MOVES[move].permission for move in MACHINE_MOVES.values()} == {Permission.PROCESS}


async def test_a_dossier_of_another_desk_is_not_there(live: Live, ask_as: MakeAsker) -> None:
    house = live.que_vo
    key, machine = house.machines["elsewhere"]
    assert machine is not None
    made = house.dossiers["processing"]
    headers = {"authorization": f"Bearer {key}", "Idempotency-Key": str(uuid4())}
    right = await ask_as(house, "read", await desk_of(live, house, "processing"))
    assert (await right.read(f"/dossiers/{made.id}")).status_code == 200
    for path, expected in ((made.id, 404), (uuid4(), 404)):
        answer = await right.get(f"{house.root}/api/v1/dossiers/{path}", headers=headers)
        assert (answer.status_code, answer.json()["detail"]) == (expected, "Không có hồ sơ này trong phạm vi của khóa.")
    events = await right.get(f"{house.root}/api/v1/events", headers=headers)
    assert str(made.id) not in events.text


async def test_a_key_that_only_reads_changes_nothing(live: Live, ask_as: MakeAsker) -> None:
    house = live.que_vo
    made = await in_transit(live, house)
    asker = await ask_as(house, "read")
    shown = (await asker.read(f"/dossiers/{made.id}")).json()
    assert shown["moves"] == []
    answer = await asker.tell(f"/dossiers/{made.id}/moves", {"move": "confirm_receipt", "seen": shown["version"]})
    assert answer.status_code == 403
    assert (await asker.read("/national-status", on="2017-11-08")).status_code == 403


async def test_the_feed_is_read_to_its_end_without_a_gap_or_a_repetition(live: Live, ask_as: MakeAsker) -> None:
    house = live.que_vo
    asker = await ask_as(house, "read")
    small, cursor = [], "0"
    while True:
        page = (await asker.read("/events", after=cursor, limit=7)).json()
        small += page["events"]
        cursor = page["cursor"]
        if not page["has_more"]:
            break
    positions = [each["position"] for each in small]
    assert positions == sorted(set(positions))
    assert len(small) > 40
    big = (await asker.read("/events", limit=200)).json()["events"]
    assert small[:200] == big[:200]
    assert all("applicant" not in each for each in small[0])
    made = await live.take_in(house, COPIES, seed=uuid4().hex)
    more = (await asker.read("/events", after=cursor)).json()["events"]
    assert [each["dossier_id"] for each in more] == [str(made.id)]
    assert (more[0]["move"], more[0]["to_state"], more[0]["code"]) == ("accept", "accepted", made.code)


@pytest.mark.parametrize("query", [{"after": "x"}, {"after": "-1"}, {"limit": 0}, {"limit": 201}, {"limit": "x"}])
async def test_a_cursor_or_a_number_that_is_none_is_told(live: Live, ask_as: MakeAsker, query: dict[str, Any]) -> None:
    asker = await ask_as(live.que_vo, "read")
    answer = await asker.read("/events", **query)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, next(iter(query)))


async def asks(live: Live, house: House, authorization: str) -> httpx.Response:
    transport = httpx.ASGITransport(app=live.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        headers = {"authorization": authorization} if authorization else {}
        return await client.get(f"{house.root}/api/v1/events", headers=headers)


async def test_only_a_key_in_force_of_this_center_opens(live: Live) -> None:
    house = live.que_vo
    made = await made_key(live, house, "read", first_desk(live, house))
    assert made.secret is not None
    assert (await asks(live, house, f"Bearer {made.secret}")).status_code == 200
    assert (await asks(live, house, f"bearer {made.secret}")).status_code == 200
    refused = [
        await asks(live, live.gia_binh, f"Bearer {made.secret}"),
        *[
            await asks(live, house, text)
            for text in (
                "",
                "Bearer",
                "Bearer ",
                f"Basic {made.secret}",
                made.secret,
                f"Bearer {made.secret}x",
                f"Bearer {made.secret[:-1]}",
                f"Bearer {'x' * 5000}",
                "Bearer mck_" + "0" * 50,
            )
        ],
    ]
    assert {(each.status_code, each.json()["detail"]) for each in refused} == {
        (401, "Thiếu khóa kết nối, hoặc khóa sai, hết hạn, đã thu hồi.")
    }
    assert all(each.headers["www-authenticate"] == "Bearer" for each in refused)


def first_desk(live: Live, house: House) -> str:
    with entered(house.center):
        return keys.desk_choices(live.office)[0].value


async def test_a_key_expires_and_can_be_revoked_and_says_when_it_was_used(live: Live) -> None:
    house = live.que_vo
    made = await made_key(live, house, "read", first_desk(live, house))
    assert made.secret is not None
    now = wall_clock()
    with entered(house.center):
        machine = await keys.machine_of(made.secret, now)
        assert machine is not None
        assert await keys.machine_of(made.secret, now + timedelta(days=29)) is not None
        assert await keys.machine_of(made.secret, now + timedelta(days=32)) is None
        line = next(each for each in await keys.keys(live.office, now) if each.id == machine.id)
        assert line.last_used_at is not None
        await keys.revoke(Acting(administrator(house), live.now[0]), machine.id, now)
        assert await keys.machine_of(made.secret, now) is None


async def test_the_database_holds_no_key_and_nobody_signs_in_with_its_account(live: Live) -> None:
    house = live.que_vo
    made = await made_key(live, house, "read", first_desk(live, house))
    assert made.secret is not None
    with entered(house.center):
        async with transaction():
            stored = await DB.fetch("SELECT k::text, s::text FROM api_key k JOIN staff s ON s.id = k.id")
            names = {row["name"] for row in await list_staff()}
    assert all(made.secret not in str(row) and made.secret[13:] not in str(row) for row in stored)
    assert not any(name.startswith("Hệ thống ") for name in names), "a machine is nobody who works here"
    client = await live.new_client(house)
    for password in ("", made.secret):
        answer = await live.sign_in(client, house, f"khoa.{made.secret[4:12]}", password)
        assert answer.status_code == 422
    await client.aclose()


async def test_who_makes_a_key_must_say_for_what_and_until_when(live: Live) -> None:
    house, now = live.que_vo, wall_clock()
    with entered(house.center):
        acting = Acting(administrator(house), live.now[0])
        with pytest.raises(Refused) as refused:
            await keys.make_key(live.office, acting, {}, uuid4(), now)
        assert set(refused.value.errors) == {"name", "scopes", "expires_on"}
        for days, says in ((-1, "đã qua"), (400, "một năm")):
            typed = {"name": ["a"], "scopes": ["read"], "expires_on": [f"{now + timedelta(days=days):%d/%m/%Y}"]}
            with pytest.raises(Refused) as refused:
                await keys.make_key(live.office, acting, typed, uuid4(), now)
            assert says in refused.value.errors["expires_on"]
            assert "desks" in refused.value.errors
        director = next(staff for staff in house.crew.by_name.values() if Role.DIRECTOR in staff.roles)
        with pytest.raises(NotAllowed):
            await keys.make_key(live.office, Acting(director, live.now[0]), {}, uuid4(), now)


async def test_the_page_shows_a_key_once(live: Live) -> None:
    house = live.que_vo
    client = await live.as_(house, administrator(house).username)
    form = {
        "_key": str(uuid4()),
        "name": "Phần mềm của Chi nhánh",
        "scopes": ["read", "act"],
        "desks": [first_desk(live, house)],
        "expires_on": f"{wall_clock() + timedelta(days=10):%d/%m/%Y}",
    }
    first = await client.send_form(f"{house.root}/khoa-api", form)
    assert first.status_code == 200
    secret = first.text.partition("<code>")[2].partition("</code>")[0]
    assert secret.startswith("mck_")
    again = await client.send_form(f"{house.root}/khoa-api", form)
    assert secret not in again.text
    assert "chỉ hiện một lần" in again.text
    listed = await client.get(f"{house.root}/khoa-api")
    assert "Phần mềm của Chi nhánh" in listed.text
    assert secret not in listed.text
    assert "Chưa dùng" in listed.text
    assert (await asks(live, house, f"Bearer {secret}")).status_code == 200
    key_id = next(each.id for each in await listed_keys(live, house) if each.prefix == secret.split("_")[1])
    revoked = await client.send_form(f"{house.root}/khoa-api/{key_id}/thu-hoi", {})
    assert revoked.status_code == 303
    assert (await asks(live, house, f"Bearer {secret}")).status_code == 401


async def listed_keys(live: Live, house: House) -> tuple[keys.KeyLine, ...]:
    with entered(house.center):
        return await keys.keys(live.office, wall_clock())


async def test_a_sessions_cookie_opens_no_operation_for_machines(live: Live) -> None:
    """Nobody's browser can be made to act: the form's token is not asked for because the cookie does not count."""
    house = live.que_vo
    client = await live.as_(house, administrator(house).username)
    assert (await client.get(f"{house.root}/api/v1/events")).status_code == 401
    made = house.dossiers["in_transit"]
    answer = await client.post(
        f"{house.root}/api/v1/dossiers/{made.id}/moves",
        json={"move": "confirm_receipt", "seen": 1},
        headers={"Idempotency-Key": str(uuid4())},
    )
    assert answer.status_code == 401
