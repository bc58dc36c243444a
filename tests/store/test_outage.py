"""A database that goes away in the middle of a request is an outage, not a mistake of ours."""

from __future__ import annotations

from typing import Any

import asyncpg
import pytest

from motcua.centers import Center, entered
from motcua.store.engine import DB, transaction
from motcua.store.outage import is_outage

ANY_OF_ASYNCPG = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)


async def _cut_in_the_middle(owner: Any) -> None:
    async with transaction():
        pid = (await DB.fetch("SELECT pg_backend_pid() AS pid"))[0]["pid"]
        await owner.execute("SELECT pg_terminate_backend($1)", pid)
        await DB.fetch("SELECT 1 AS one")


async def test_a_connection_cut_in_a_transaction_is_an_outage_and_the_next_one_works(
    que_vo: Center, owner: Any
) -> None:
    with entered(que_vo):
        with pytest.raises(ANY_OF_ASYNCPG) as cut:
            await _cut_in_the_middle(owner)
        assert is_outage(cut.value), repr(cut.value)
        async with transaction():
            assert (await DB.fetch("SELECT 1 AS one"))[0]["one"] == 1


def test_a_mistake_of_ours_is_no_outage() -> None:
    assert not is_outage(asyncpg.UndefinedTableError("x"))
    assert not is_outage(asyncpg.InterfaceError("another operation is in progress"))
    assert not is_outage(ValueError("x"))
