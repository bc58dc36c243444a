"""Two people on one dossier: the second sees the first, and whoever is late sees what changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from motcua.centers import entered
from motcua.domain.people import Acting
from motcua.services.accounts.signing_in import token_hash
from motcua.services.dossiers import presence
from motcua.settings import wall_clock
from motcua.store.engine import DB, transaction


async def say_open(person: Any, dossier_id: UUID) -> Any:
    token = await person.hidden(f"/ho-so/{dossier_id}", "/khoa")
    return await person.post_form(f"/ho-so/{dossier_id}/dang-mo", token, headers={"hx-request": "true"})


@pytest.fixture
async def second(somebody: Any) -> Any:
    return await somebody("reception", name="Ông Quầy Hai")


async def test_the_second_sees_the_first_at_once_and_the_first_learns_of_the_second(
    reception: Any, second: Any, take_in: Any
) -> None:
    dossier_id = await take_in()
    other = await take_in()
    alone = await say_open(reception, dossier_id)
    assert alone.status_code == 200
    assert "Đang cùng mở" not in alone.text
    page = (await second.see(f"/ho-so/{dossier_id}")).text
    assert "Đang cùng mở hồ sơ này: Bà reception" in page
    assert "Đang cùng mở" not in (await second.see(f"/ho-so/{other}")).text  # control: another dossier
    assert "Bà reception" in (await say_open(second, dossier_id)).text
    assert "Ông Quầy Hai" in (await say_open(reception, dossier_id)).text
    assert "Đang cùng mở" not in (await reception.see(f"/ho-so/{other}")).text


async def test_a_closed_page_is_forgotten(world: Any, reception: Any, second: Any, take_in: Any) -> None:
    dossier_id = await take_in()
    await say_open(reception, dossier_id)
    with entered(world.here):
        async with transaction():
            await DB.fetch(
                "UPDATE presence SET seen_at = $2 WHERE dossier_id = $1", dossier_id, wall_clock() - presence.LASTS
            )
    assert "Đang cùng mở" not in (await second.see(f"/ho-so/{dossier_id}")).text


async def test_who_may_not_see_the_dossier_learns_nothing_and_leaves_no_mark(
    world: Any, reception: Any, registrar: Any, somebody: Any, take_in: Any
) -> None:
    dossier_id = await take_in()
    stranger = await somebody("officer", desks=(("chi_cuc_thue", "officer"),), agency="chi_cuc_thue", kind="agency")
    theirs = await somebody("reception", other=True)
    await say_open(reception, dossier_id)
    for person, status in ((stranger, 403), (theirs, 404)):
        token = await person.hidden("/viec", "/khoa")
        answer = await person.post_form(f"/ho-so/{dossier_id}/dang-mo", token)
        assert answer.status_code == status
        assert "Đang cùng mở" not in answer.text
    with entered(world.here):
        async with transaction():
            found = await DB.fetch("SELECT staff_id FROM presence WHERE dossier_id = $1", dossier_id)
    assert [row["staff_id"] for row in found] == [reception.staff.id]


async def test_an_open_page_left_alone_does_not_keep_the_screen_from_locking(
    world: Any, reception: Any, take_in: Any
) -> None:
    dossier_id = await take_in()
    token = await reception.hidden(f"/ho-so/{dossier_id}", "/khoa")
    hashed = token_hash(reception.cookies[f"mc-{world.here.key}"])
    before = wall_clock() - timedelta(minutes=5)

    async def seen_at(*, reset: bool = False) -> Any:
        with entered(world.here):
            async with transaction():
                if reset:
                    await DB.fetch("UPDATE session SET seen_at = $2 WHERE token_hash = $1", hashed, before)
                return (await DB.fetch("SELECT seen_at FROM session WHERE token_hash = $1", hashed))[0][0]

    assert await seen_at(reset=True) == before
    await reception.post_form(f"/ho-so/{dossier_id}/dang-mo", token)
    assert await seen_at() == before
    await reception.post_form(f"/ho-so/{dossier_id}/dang-mo", token, headers={"x-hand": "1"})  # control
    assert await seen_at() > before


async def test_a_stale_save_shows_what_changed_field_by_field_and_keeps_what_was_typed(
    reception: Any, registrar: Any, take_in: Any
) -> None:
    dossier_id = await take_in()
    path = f"/ho-so/{dossier_id}"
    old = await reception.hidden(path, f"{path}/chuyen")
    await reception.post_form(f"{path}/chuyen", {**old, "note": "Bản đầu"})
    late = await reception.post_form(
        f"{path}/chuyen", {**old, "_key": "7d3a1f0e-3b8f-4e43-9a1e-0c2b6f7d9e10", "note": "Gõ dở <x>"}
    )
    assert late.status_code == 409
    assert "Những gì đã thay đổi sau khi bạn mở trang" in late.text
    row = late.text.split("Trạng thái</th>")[1].split("</tr>")[0]
    assert "Đã tiếp nhận" in row
    assert "Đang chuyển" in row
    assert "Bản đầu" in late.text
    assert "Gõ dở &lt;x&gt;" in late.text
    current = await registrar.see(path)
    assert "Những gì đã thay đổi" not in current.text  # control: nothing is shown to who is not late


async def test_asking_is_one_statement_by_primary_keys_and_writes_only_when_the_mark_is_old(
    world: Any, reception: Any, take_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier_id = await take_in()
    who, now = Acting(reception.staff, world.clock[0]), wall_clock().replace(second=1)
    asked: list[tuple[str, tuple[Any, ...]]] = []
    fetch = DB.fetch

    async def watch(sql: str, *args: Any) -> Any:
        asked.append((sql, args))
        return await fetch(sql, *args)

    async def mark() -> Any:
        async with transaction():
            return (await fetch("SELECT seen_at FROM presence WHERE dossier_id = $1", dossier_id))[0][0]

    with entered(world.here):
        monkeypatch.setattr(DB, "fetch", watch)
        await presence.who_else(world.office, who, dossier_id, now)
        monkeypatch.undo()
        first = await mark()
        await presence.who_else(world.office, who, dossier_id, now + timedelta(seconds=2))
        assert await mark() == first  # still fresh: nothing is written
        await presence.who_else(world.office, who, dossier_id, now + presence.RENEWS)
        assert await mark() > first
        (sql, args) = asked[0]
        async with transaction():
            await DB._joined().connection.execute("SET LOCAL enable_seqscan = off")  # type: ignore[union-attr]
            plan = "\n".join(record[0] for record in await DB.fetch(f"EXPLAIN {sql}", *args))
    assert len(asked) == 1
    assert "Seq Scan" not in plan, plan
    assert presence.ASKS_EVERY.total_seconds() < 2  # so the first sees the second within two seconds
