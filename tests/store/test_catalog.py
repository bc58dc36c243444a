from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from motcua.centers import Center, entered
from motcua.settings import wall_clock
from motcua.store.engine import DB
from motcua.store.queries import catalog
from motcua.store.queries.catalog import StoredVersion
from motcua.store.rows import run


def a_version(**changes: Any) -> StoredVersion:
    said = {"hash": uuid4().hex, "key": "khai-sinh", "plugin": "tu_phap", "plugin_version": "1", "body": {"tên": "á"}}
    return StoredVersion(**(said | changes))


async def test_a_version_is_stored_once_and_read_once(que_vo: Center, other_center: Center, owner: Any) -> None:
    one, two = a_version(), a_version(body={"steps": [1, 2]})
    assert await catalog.store_versions(owner, [one, two], wall_clock()) == 2
    assert await catalog.store_versions(owner, [one, two], wall_clock()) == 0
    with entered(que_vo), DB.counted() as statements:
        assert await catalog.load_version(one.hash) == one.body
        assert await catalog.load_version(one.hash) == one.body
    assert len(statements) == 1
    with entered(other_center):
        assert await catalog.load_versions([one.hash, two.hash]) == {one.hash: one.body, two.hash: two.body}
        assert await catalog.load_version("unknown") is None


async def test_a_stored_version_never_changes(owner: Any, que_vo: Center) -> None:
    one = a_version()
    await catalog.store_versions(owner, [one], wall_clock())
    await catalog.store_versions(owner, [one._replace(body={"other": 1})], wall_clock())
    with entered(que_vo):
        assert await catalog.load_version(one.hash) == one.body
        for sql in ("UPDATE catalog.procedure_version SET body = '{}'", "DELETE FROM catalog.procedure_version"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await run(sql)


async def test_the_list_of_centers_is_read_outside_any(que_vo: Center, other_center: Center) -> None:
    async with DB.catalog_transaction():
        known = await catalog.known_centers()
    for center in (que_vo, other_center):
        assert known[center.key][0] == center.schema
