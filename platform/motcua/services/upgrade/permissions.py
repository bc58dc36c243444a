"""What roles may do, as this release says and as the release before did: told to whoever upgrades."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from motcua.domain.people import PERMISSION_NAMES, ROLE_NAMES, ROLE_PERMISSIONS
from motcua.store.migrate import fact, set_fact_once

FACT = "permissions"
Table = Mapping[str, list[str]]


def table_now() -> Table:
    return {str(role): sorted(map(str, may)) for role, may in ROLE_PERMISSIONS.items()}


def changes(before: Table, after: Table) -> tuple[str, ...]:
    """A sentence for each role that may do more or less than before."""
    names = {str(key): name for key, name in (*ROLE_NAMES.items(), *PERMISSION_NAMES.items())}

    def named(keys: set[str]) -> str:
        return ", ".join(names.get(key, key) for key in sorted(keys))

    found = []
    for role in sorted(before.keys() | after.keys()):
        was, now = set(before.get(role, ())), set(after.get(role, ()))
        parts = [f"thêm {named(now - was)}"] if now - was else []
        parts += [f"bớt {named(was - now)}"] if was - now else []
        if parts:
            found.append(f"Quyền của vai trò {names.get(role, role)} theo bản này: {'; '.join(parts)}.")
    return tuple(found)


async def compare(connection: Any) -> tuple[str, ...]:
    """What changed since the last upgrade that went through; nothing where none was recorded."""
    known = await fact(connection, FACT)
    return changes(json.loads(known), table_now()) if known else ()


async def keep(connection: Any) -> None:
    await set_fact_once(connection, FACT, json.dumps(table_now(), sort_keys=True))
