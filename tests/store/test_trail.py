import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from motcua.centers import Center, entered
from motcua.domain.people import Staff
from motcua.store import secrets
from motcua.store.engine import transaction
from motcua.store.queries import trail
from motcua.store.rows import run, value

AT = datetime(2017, 11, 8, 1, 0, tzinfo=UTC)
Maker = Callable[..., Awaitable[UUID]]
MakeStaff = Callable[..., Awaitable[Staff]]


async def _told(dossier_id: UUID, *kinds: str, actor: Staff | None = None) -> None:
    for number, kind in enumerate(kinds):
        async with transaction():
            await trail.append_event(
                dossier_id,
                kind,
                AT + timedelta(minutes=number),
                actor,
                {"step": uuid4(), "fee": 20_000, "ghi chú": "đủ"},
            )


async def _faults() -> tuple[str, ...]:
    async with transaction():
        return (await trail.verify_trail(page=3)).faults


async def test_events_are_numbered_and_chained_per_dossier(
    in_que_vo: Center, make_dossier: Maker, make_staff: MakeStaff
) -> None:
    dossier_id, person = await make_dossier(), await make_staff()
    await _told(dossier_id, "accept", "hand_over", "sign", actor=person)
    events = await trail.load_events(dossier_id)
    assert [event["seq"] for event in events] == [1, 2, 3]
    assert events[0]["prev_hash"] == trail.FIRST
    assert events[2]["prev_hash"] == events[1]["hash"]
    assert events[0]["actor_name"] == person.name
    assert events[0]["data"]["fee"] == 20_000
    assert await _faults() == ()


async def test_events_of_one_dossier_at_the_same_moment_queue_up(que_vo: Center, make_dossier: Maker) -> None:
    with entered(que_vo):
        dossier_id = await make_dossier()

    async def one() -> None:
        with entered(que_vo):
            await _told(dossier_id, "note")

    await asyncio.gather(*(one() for _ in range(10)))
    with entered(que_vo):
        assert [event["seq"] for event in await trail.load_events(dossier_id)] == list(range(1, 11))
        assert await _faults() == ()


async def test_an_event_goes_with_the_move_it_records(in_que_vo: Center, make_dossier: Maker) -> None:
    dossier_id = await make_dossier()
    with pytest.raises(RuntimeError):  # noqa: PT012
        async with transaction():
            await trail.append_event(dossier_id, "accept", AT, None, {})
            raise RuntimeError
    assert await trail.load_events(dossier_id) == []
    assert await _faults() == ()


async def test_the_trail_is_append_only_for_the_center(
    que_vo: Center, other_center: Center, make_dossier: Maker
) -> None:
    for center in (que_vo, other_center):
        with entered(center):
            dossier_id = await make_dossier()
            await _told(dossier_id, "accept")
            for sql in (
                "UPDATE event SET kind = 'x'",
                "DELETE FROM event",
                "TRUNCATE event",
                "UPDATE trail_seal SET dossiers = 0",
                "DELETE FROM trail_seal_head",
                "DELETE FROM dossier",
                "ALTER TABLE event ADD COLUMN x int",
            ):
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await run(sql)


async def test_events_of_a_release_without_salts_still_hold_and_are_followed_by_salted_ones(
    in_que_vo: Center, make_dossier: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier_id = await make_dossier()
    with monkeypatch.context() as patched:
        patched.setattr(trail.random, "token_bytes", lambda _: None)
        await _told(dossier_id, "accept")
    await _told(dossier_id, "hand_over")
    events = await trail.load_events(dossier_id)
    assert [event["salt"] is None for event in events] == [True, False]
    assert await _faults() == ()


async def test_floats_and_naive_instants_cannot_enter_the_chain(in_que_vo: Center, make_dossier: Maker) -> None:
    dossier_id = await make_dossier()
    for value_ in (1.5, datetime(2017, 1, 1), b"x", {"deep": [1e22]}):
        with pytest.raises(TypeError):
            async with transaction():
                await trail.append_event(dossier_id, "accept", AT, None, {"value": value_})


TAMPERINGS = {
    "changes what was said": (
        "UPDATE {s}.event SET data = '{{\"fee\": 1}}' WHERE dossier_id = $1 AND seq = 2",
        "số 2 đã bị sửa",
    ),
    "changes who did it": (
        "UPDATE {s}.event SET actor_name = 'Ai đó' WHERE dossier_id = $1 AND seq = 2",
        "số 2 đã bị sửa",
    ),
    "changes when": (
        "UPDATE {s}.event SET at = at - interval '1 day' WHERE dossier_id = $1 AND seq = 1",
        "số 1 đã bị sửa",
    ),
    "removes one in the middle": ("DELETE FROM {s}.event WHERE dossier_id = $1 AND seq = 2", "giữa số 1 và số 3"),
    "removes the first": ("DELETE FROM {s}.event WHERE dossier_id = $1 AND seq = 1", "giữa số 0 và số 2"),
    "cuts off the end": ("DELETE FROM {s}.event WHERE dossier_id = $1 AND seq = 3", "cuối nhật ký không khớp"),
    "cuts off everything": ("DELETE FROM {s}.event WHERE dossier_id = $1", "cuối nhật ký không khớp"),
    "puts a hash on its change": (
        "UPDATE {s}.event SET kind = 'x', hash = sha256('x') WHERE dossier_id = $1 AND seq = 2",
        "số 2 đã bị sửa",
    ),
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
async def test_the_databases_owner_is_found_out_who(
    tampering: str, que_vo: Center, other_center: Center, make_dossier: Maker, owner: Any
) -> None:
    sql, words = TAMPERINGS[tampering]
    for center in (que_vo, other_center):
        with entered(center):
            code = f"mã-{uuid4().hex[:8]}"
            dossier_id = await make_dossier(code=code)
            await _told(dossier_id, "accept", "hand_over", "sign")
            assert await _faults() == ()
            undo = owner.transaction()
            await undo.start()
            kept = await owner.fetch(f"SELECT * FROM {center.schema}.event WHERE dossier_id = $1", dossier_id)
            await owner.execute(sql.format(s=center.schema), dossier_id)
            await undo.commit()
            try:
                faults = await _faults()
                assert any(code in fault and words in fault for fault in faults), faults
            finally:
                await _put_back(owner, center, dossier_id, kept)
            assert await _faults() == ()


async def _put_back(owner: Any, center: Center, dossier_id: UUID, kept: list[Any]) -> None:
    await owner.execute(f"DELETE FROM {center.schema}.event WHERE dossier_id = $1", dossier_id)
    for event in kept:
        places = ", ".join(f"${n}" for n in range(1, len(event) + 1))
        await owner.execute(f"INSERT INTO {center.schema}.event VALUES ({places})", *event.values())


async def test_a_dossier_deleted_with_its_whole_trail_is_missed_by_the_seal(
    que_vo: Center, other_center: Center, make_dossier: Maker, owner: Any
) -> None:
    for center in (que_vo, other_center):
        with entered(center):
            last = await value("SELECT max(on_date) FROM trail_seal") or date(2030, 1, 1)
            dossier_id = await make_dossier()
            await _told(dossier_id, "accept", "hand_over")
            async with transaction():
                assert await trail.seal_trail(last + timedelta(days=1))
                assert not await trail.seal_trail(last + timedelta(days=1))
            assert await _faults() == ()
            gone = owner.transaction()
            await gone.start()
            await owner.execute(f"DELETE FROM {center.schema}.event WHERE dossier_id = $1", dossier_id)
            await owner.execute(f"DELETE FROM {center.schema}.dossier WHERE id = $1", dossier_id)
            with entered(center):
                # Verified from the owner's own session, before it is undone.
                from motcua.store.engine import DB

                await owner.execute(f"SET LOCAL search_path = {center.schema}")
                with DB.owner_connection(owner, center.schema):
                    verified = await trail.verify_trail()
            await gone.rollback()
            assert any(
                str(dossier_id) in fault and "không còn như khi niêm phong" in fault for fault in verified.faults
            )
            assert await _faults() == ()


async def test_a_rewritten_seal_shows_because_its_key_is_not_in_the_database(
    in_que_vo: Center, make_dossier: Maker, owner: Any
) -> None:
    last = await value("SELECT max(on_date) FROM trail_seal") or date(2030, 1, 1)
    day = last + timedelta(days=1)
    await _told(await make_dossier(), "accept")
    async with transaction():
        await trail.seal_trail(day)
    whole = await trail.verify_trail()
    assert whole.is_whole
    assert whole.seals >= 1
    schema = in_que_vo.schema
    kept = await owner.fetchval(f"SELECT hash FROM {schema}.trail_seal WHERE on_date = $1", day)
    await owner.execute(f"UPDATE {schema}.trail_seal SET hash = sha256('x') WHERE on_date = $1", day)
    assert any("dấu niêm phong không đúng" in fault for fault in await _faults())
    await owner.execute(f"UPDATE {schema}.trail_seal SET hash = $2 WHERE on_date = $1", day, kept)
    assert await _faults() == ()
    mine = secrets.the_sealer()
    secrets.use_sealer(secrets.Sealer(mine.current, mine.keys, b"another key"))
    try:
        assert any("không phải khóa của nơi này" in fault for fault in await _faults())
    finally:
        secrets.use_sealer(mine)


async def test_centers_seal_apart(que_vo: Center, other_center: Center, make_dossier: Maker) -> None:
    seals = {}
    for center in (que_vo, other_center):
        with entered(center):
            await _told(await make_dossier(), "accept")
            seals[center.key] = (await trail.verify_trail()).dossiers, await value("SELECT count(*) FROM dossier")
    assert all(seen == there for seen, there in seals.values())
