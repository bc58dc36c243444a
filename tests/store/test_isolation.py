"""What a center can't do to another, and that the wall is the role: with SET LOCAL ROLE taken out it falls."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from motcua.centers import Center, NoCenter, entered
from motcua.store import engine
from motcua.store.engine import CenterEngine, CenterSwitched, CenterTransaction, SettingRefused, transaction
from motcua.store.queries import dossiers, worklists
from motcua.store.rows import run, value

Maker = Callable[..., Awaitable[UUID]]


async def test_a_query_outside_any_center_is_refused(que_vo: Center) -> None:
    with pytest.raises(NoCenter):
        await value("SELECT count(*) FROM dossier")


async def test_the_login_role_itself_can_read_nothing(que_vo: Center, database: Any) -> None:
    connection = await asyncpg.connect(database.ready.app_url)
    try:
        for sql in (
            f"SELECT * FROM {que_vo.schema}.dossier",
            "SELECT * FROM jobs.pgqueuer",
            "SELECT jobs.enqueue('x', '{}')",
            "CREATE TABLE public.t (x int)",
            "CREATE TEMP TABLE dossier (x int)",
            "INSERT INTO catalog.center (key, schema) VALUES ('x', 'c_x')",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(sql)
    finally:
        await connection.close()


ATTACKS = {
    "reads a qualified table": "SELECT count(*) FROM {other}.dossier",
    "writes a qualified table": "INSERT INTO {other}.counter (key, last) VALUES ('x', 1)",
    "deletes a dossier of its own": "DELETE FROM dossier",
    "creates a table": "CREATE TABLE mine (x int)",
    "shadows a table": "CREATE TEMP TABLE dossier (x int)",
    "switches role inside a query": "SELECT set_config('role', '{other}', true)",
    "switches role with a second statement": "SELECT 1; SET ROLE {other}",
    "switches role": "SET ROLE {other}",
    "switches role for the transaction": "SET LOCAL ROLE {other}",
    "switches role behind a comment": "/* a */ -- b\n  set role {other}",
    "gives up its role": "RESET ROLE",
    "becomes the login": "SET SESSION AUTHORIZATION DEFAULT",
    "looks elsewhere": "SET search_path = {other}",
    "writes a block": "DO $$ BEGIN SET ROLE {other}; END $$",
    "writes the catalog": "UPDATE catalog.center SET schema = 'c_x'",
    "reads the queue": "SELECT * FROM jobs.pgqueuer",
    "reads a file of the server": "SELECT pg_read_file('/etc/passwd')",
}


REFUSALS = (asyncpg.InsufficientPrivilegeError, asyncpg.PostgresSyntaxError, SettingRefused)


@pytest.mark.parametrize("attack", ATTACKS)
async def test_a_center_is_refused_when_it(attack: str, que_vo: Center, other_center: Center) -> None:
    for here, other in ((que_vo, other_center), (other_center, que_vo)):
        with entered(here), pytest.raises(REFUSALS):
            async with transaction():
                await run(ATTACKS[attack].format(other=other.schema))


async def test_the_same_reads_are_allowed_at_home(que_vo: Center, other_center: Center) -> None:
    for center in (que_vo, other_center):
        with entered(center):
            assert await value(f"SELECT count(*) FROM {center.schema}.dossier") is not None
            assert await value("SELECT count(*) FROM catalog.center WHERE key IN ('que-vo', 'gia-binh')") == 2


async def test_another_centers_dossier_is_as_good_as_missing(
    que_vo: Center, other_center: Center, make_dossier: Maker
) -> None:
    with entered(que_vo):
        dossier_id = await make_dossier(code=f"000.00.07.H05-171108-{uuid4().hex[:6]}")
        assert await dossiers.load_dossier_bundle(dossier_id) is not None
    with entered(other_center):
        assert await dossiers.load_dossier_bundle(dossier_id) is None
        assert await dossiers.lock_dossier(dossier_id) is None
        listed = await worklists.register(text="Đặng Thị Ước", limit=10_000)
        assert dossier_id not in {row["id"] for row in listed}


async def test_without_set_local_role_the_wall_falls(
    que_vo: Center, other_center: Center, database: Any, owner: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: it is the role that holds. As an owner's session without it, the other center lies open."""
    open_engine = CenterEngine()
    monkeypatch.setattr(
        CenterTransaction, "begin_sql", property(lambda self: f"BEGIN; SET LOCAL search_path = {self.schema}")
    )
    async with open_engine.opened(database.ready.owner_url, pool_size=1):
        with entered(que_vo):
            async with open_engine.transaction():
                found = await open_engine.fetch(f"SELECT count(*) FROM {other_center.schema}.dossier")
        assert found[0][0] is not None
    async with open_engine.opened(database.ready.app_url, pool_size=1):
        # The login role without a center: it doesn't even see the table.
        with entered(que_vo), pytest.raises(asyncpg.UndefinedTableError):
            async with open_engine.transaction():
                await open_engine.fetch("SELECT count(*) FROM dossier")


async def test_without_the_hardening_a_center_can_switch_roles(
    que_vo: Center, other_center: Center, owner: Any
) -> None:
    """Negative control: the revoked right is what stops it."""
    await owner.execute(f"GRANT EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) TO {que_vo.schema}")
    try:
        with entered(que_vo):
            async with transaction():
                await run(f"SELECT set_config('role', '{other_center.schema}', true)")
                assert await value("SELECT current_user") == other_center.schema
    finally:
        await owner.execute(
            f"REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM {que_vo.schema}"
        )
    with entered(que_vo), pytest.raises(asyncpg.InsufficientPrivilegeError):
        await run(f"SELECT set_config('role', '{other_center.schema}', true)")


async def test_one_transaction_is_one_center(que_vo: Center, other_center: Center) -> None:
    with entered(que_vo):
        async with transaction():
            with entered(other_center):
                with pytest.raises(CenterSwitched):
                    await value("SELECT 1")
                with pytest.raises(CenterSwitched):
                    async with transaction():
                        pass
            assert await value("SELECT current_user") == que_vo.schema


async def test_leaving_the_center_inside_its_transaction_is_refused(que_vo: Center) -> None:
    context = entered(que_vo)
    with context:
        open_one = transaction()
        await open_one.__aenter__()
    try:
        with pytest.raises(CenterSwitched):
            await value("SELECT 1")
    finally:
        await open_one.__aexit__(None, None, None)


async def _switched(que_vo: Center, other_center: Center, database: Any) -> tuple[str, str]:
    """Who a center is after a SET ROLE of its own, and who the next borrower of that connection starts as."""
    one = CenterEngine()
    async with one.opened(database.ready.app_url, pool_size=1):
        with entered(que_vo):
            async with one.transaction():
                await one.fetch(f"SET ROLE {other_center.schema}")
                inside = (await one.fetch("SELECT current_user"))[0][0]
        pool = one.pools.of(None)
        connection = await pool.acquire()
        after = await connection.fetchval("SELECT current_user")
        await pool.release(connection)
        return inside, after


async def test_a_switched_role_would_end_with_its_transaction(
    que_vo: Center, other_center: Center, database: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative controls: without the refusal a center becomes the other; without the reset it even stays it."""
    with pytest.raises(SettingRefused):
        await _switched(que_vo, other_center, database)
    monkeypatch.setattr(engine, "_refuse_settings", lambda sql: None)
    assert await _switched(que_vo, other_center, database) == (other_center.schema, "motcua_app")
    monkeypatch.setattr(engine, "COMMIT", "COMMIT")
    assert await _switched(que_vo, other_center, database) == (other_center.schema, other_center.schema)


def test_only_statements_that_change_the_session_are_refused() -> None:
    for sql in (
        "SELECT 1",
        "UPDATE dossier SET code = 'x'",
        "SET CONSTRAINTS ALL IMMEDIATE",
        "SELECT 'SET ROLE x'",
        "SETTLE",
    ):
        engine._refuse_settings(sql)
