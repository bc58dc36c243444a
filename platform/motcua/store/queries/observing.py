"""A center's data in figures, to be held against themselves after an upgrade: read by its own role, on any schema that
this release serves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.store.engine import DB
from motcua.store.roles import quoted


async def rights(schema: str) -> Mapping[str, str]:
    """What the center's role may do with each table, by name: `INSERT, SELECT`."""
    found = await DB.fetch(
        """SELECT c.relname, string_agg(DISTINCT a.privilege_type, ', ' ORDER BY a.privilege_type) AS may
        FROM pg_class c, aclexplode(c.relacl) a
        WHERE c.relnamespace = $1::text::regnamespace AND c.relkind = 'r' AND a.grantee = $1::text::regrole
        GROUP BY c.relname ORDER BY c.relname""",
        schema,
    )
    return {each["relname"]: each["may"] for each in found}


async def row_counts(schema: str) -> Mapping[str, int]:
    """Rows by table, of those that the center may read."""
    readable = [table for table, may in (await rights(schema)).items() if "SELECT" in may]
    if not readable:
        return {}
    one = "SELECT '{}' AS name, count(*) AS n FROM {}"
    counted = " UNION ALL ".join(one.format(table, quoted(table)) for table in readable)
    return {each["name"]: each["n"] for each in await DB.fetch(counted)}


async def staff_standing() -> list[tuple[Any, ...]]:
    """Username, change, and roles, desks and what they receive in one text."""
    found = await DB.fetch(
        """SELECT username, changed_at,
            concat_ws(' | ', kind, agency, roles::text, desks::text, receives::text, is_locked::text)
        FROM staff"""
    )
    return [tuple(each) for each in found]


async def dossiers_standing() -> list[tuple[Any, ...]]:
    """Id, change, state and due dates of every dossier."""
    found = await DB.fetch("SELECT id::text, changed_at, state, due_at, actor_due_at FROM dossier")
    return [tuple(each) for each in found]
