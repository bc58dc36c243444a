"""The application behind a running PgBouncer in transaction mode, configured by the file that we ship."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from tests.infra.bouncer import SHIPPED, before, shipped

from motcua.centers import Center, Centers, entered
from motcua.domain.errors import DataError
from motcua.domain.states import State
from motcua.settings import read_settings
from motcua.store.bootstrap import at_place
from motcua.store.engine import ACQUIRE_SECONDS, DB, CenterEngine
from motcua.store.inspection import limit_behind
from motcua.store.pools import Pools
from motcua.testing.offices import at, fresh_office
from motcua.testing.walking import accept_dossier, walk

pytestmark = pytest.mark.infra

CLIENTS, TURNS = 12, 10


@pytest.fixture
async def behind(two_centers: Centers, database: Any) -> AsyncIterator[CenterEngine]:
    """An engine of its own whose requests go through PgBouncer, with fewer connections behind than before it."""
    app_url = database.ready.app_url
    engine = CenterEngine()
    with before(app_url, default_pool_size="3", reserve_pool_size="0") as bouncer:
        async with engine.opened(app_url, pool_size=CLIENTS, through=at_place(app_url, bouncer.host, bouncer.port)):
            yield engine


async def by_turns(engine: CenterEngine, centers: Centers, number: int) -> list[tuple[str, str, str]]:
    """What somebody sees who works now here and now there: the center meant, the role and the schema found."""
    found = []
    for turn in range(TURNS):
        center = list(centers.values())[(number + turn) % len(centers)]
        with entered(center):
            async with engine.transaction():
                mark = f"{number}/{turn}/{uuid4().hex}"
                await engine.fetch("INSERT INTO counter (key, last) VALUES ($1, $2)", mark, turn)
                await asyncio.sleep(0)
                row = (
                    await engine.fetch(
                        "SELECT current_user AS who, current_schema() AS place, last FROM counter WHERE key = $1", mark
                    )
                )[0]
                assert row["last"] == turn
                found.append((center.schema, row["who"], row["place"]))
    return found


async def test_many_share_few_connections_and_each_stays_in_its_center(
    behind: CenterEngine, two_centers: Centers
) -> None:
    seen = await asyncio.gather(*(by_turns(behind, two_centers, number) for number in range(CLIENTS)))
    assert sum(map(len, seen)) == CLIENTS * TURNS
    assert all(meant == who == place for turns in seen for meant, who, place in turns)


async def test_prepared_statements_would_be_lost_between_transactions(two_centers: Centers, database: Any) -> None:
    app_url = database.ready.app_url
    with before(app_url, default_pool_size="3", reserve_pool_size="0") as bouncer:
        engine = CenterEngine()
        # The same way without being told of PgBouncer: the limits are dropped by hand, it would refuse them.
        async with engine.opened(app_url, pool_size=CLIENTS, through=at_place(app_url, bouncer.host, bouncer.port)):
            await engine.pools.close()
            engine.pools.options["statement_cache_size"] = 100
            await engine.pools.open()
            with pytest.raises(Exception, match="prepared statement"):
                await asyncio.gather(*(by_turns(engine, two_centers, number) for number in range(CLIENTS)))


async def test_a_connection_opened_as_if_there_were_no_pgbouncer_is_refused(
    two_centers: Centers, database: Any
) -> None:
    app_url = database.ready.app_url
    with before(app_url) as bouncer, pytest.raises(Exception, match="unsupported startup parameter"):
        await Pools(at_place(app_url, bouncer.host, bouncer.port), pool_size=1).open()


async def test_what_a_session_is_limited_to_is_set_by_the_shipped_file(behind: CenterEngine, que_vo: Center) -> None:
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "jit", "timezone")
    with entered(que_vo):
        async with behind.transaction():
            found = {name: (await behind.fetch(f"SHOW {name}"))[0][0] for name in names}
    assert found == dict(zip(names, ("30s", "10s", "1min", "off", "UTC"), strict=True))


async def test_the_doctor_hears_of_a_file_without_its_limits(database: Any) -> None:
    app_url = database.ready.app_url
    for changes, limit in (({}, "30s"), ({"connect_query": ""}, "0")):
        with before(app_url, **changes) as bouncer:
            assert await limit_behind(at_place(app_url, bouncer.host, bouncer.port)) == limit
    assert await limit_behind(at_place(app_url, "127.0.0.1", 1)) is None


async def test_nothing_of_a_center_is_left_on_a_connection_that_the_next_one_gets(
    behind: CenterEngine, two_centers: Centers
) -> None:
    for center in two_centers.values():
        with entered(center):
            async with behind.transaction():
                await behind.fetch("SELECT 1")
    async with behind.catalog_transaction():
        row = (await behind.fetch("SELECT current_user AS who, current_schema() AS place"))[0]
    assert (row["who"], row["place"]) == ("motcua_app", "catalog")


async def test_a_dossier_goes_from_the_counter_to_the_hand_back_through_it(
    cluster: Any, database: Any, tmp_path: Path
) -> None:
    async with fresh_office(cluster.superuser_dsn, tmp_path, secrets_dir=database.folder / "secrets") as office:
        app_url = office.settings.database_url
        assert app_url is not None
        with before(app_url) as bouncer:
            through = at_place(app_url, bouncer.host, bouncer.port)
            async with DB.opened(app_url, pool_size=4, through=through):
                case = await accept_dossier(
                    office, office.centers["que-vo"], "dang-ky-ho-kinh-doanh", at=at("2017-11-08 10:00")
                )
                await walk(case)
                assert (await case.dossier()).state is State.HANDED_BACK


def test_the_address_behind_keeps_login_and_database_and_leaves_the_socket() -> None:
    url = "postgresql://motcua_app:p%40ss@/motcua?host=/run/x&port=5432&sslmode=disable"
    assert at_place(url, "127.0.0.1", 6432) == "postgresql://motcua_app:p%40ss@127.0.0.1:6432/motcua?sslmode=disable"
    assert at_place("postgresql://a:b@db.tinh.vn:5432/m", "::1", 6432) == "postgresql://a:b@[::1]:6432/m"


def test_the_embedded_database_stands_behind_no_pgbouncer() -> None:
    settings = read_settings({"MOTCUA_PGBOUNCER": "6432", "MOTCUA_DATABASE_URL": "postgresql://o:p@h/m"})
    assert settings.pgbouncer_at == ("127.0.0.1", 6432)
    with pytest.raises(DataError, match="MOTCUA_DATABASE_URL"):
        read_settings({"MOTCUA_PGBOUNCER": "6432"})


def test_the_shipped_file_is_what_the_application_counts_on() -> None:
    own = shipped()["pgbouncer"]
    assert own["pool_mode"] == "transaction"
    assert own["listen_addr"] == "127.0.0.1"
    assert own["auth_type"] == "scram-sha-256"
    assert float(own["query_wait_timeout"]) <= ACQUIRE_SECONDS
    assert "server_reset_query" not in own  # there is nothing to reset between transactions
    comments = [line for line in SHIPPED.read_text(encoding="utf-8").splitlines() if line.startswith(";;")]
    assert len(comments) > 15
    assert not re.search(r"password|mật khẩu:", " ".join(value for _, value in shipped().items("pgbouncer")))
