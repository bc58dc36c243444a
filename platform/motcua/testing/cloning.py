"""Many centers at once, for what must be shown with a whole province: a schema copied table by table, without the way
that made it. The copy has the rows, rights and level of its model."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from motcua import paths
from motcua.centers import schema_of
from motcua.store.copying import tables_of
from motcua.store.roles import APP, OWNER, column_grants, quoted, shared_grants, table_grants


async def clone_centers(owner: Any, model: str, keys: Iterable[str]) -> None:
    """Centers `keys` after the center `model`, in one database; `owner` may make roles."""
    was = schema_of(model)
    shapes = await tables_of(owner, was)
    tables = [shape.name for shape in shapes]
    foreign = await owner.fetch(
        """SELECT r.relname AS name, c.conname, pg_get_constraintdef(c.oid) AS says FROM pg_constraint c
        JOIN pg_class r ON r.oid = c.conrelid WHERE c.connamespace = $1::regnamespace AND c.contype = 'f'""",
        was,
    )
    for key in keys:
        schema = schema_of(key)
        made = [f"CREATE SCHEMA {schema}"]
        for shape in shapes:
            name, columns = quoted(shape.name), ", ".join(map(quoted, shape.columns))
            made.append(f"CREATE TABLE {schema}.{name} (LIKE {was}.{name} INCLUDING ALL)")
            made.append(
                f"INSERT INTO {schema}.{name} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM {was}.{name}"
            )
        for each in foreign:
            says = each["says"].replace(f"REFERENCES {was}.", "REFERENCES ")
            made.append(f"ALTER TABLE {quoted(each['name'])} ADD CONSTRAINT {quoted(each['conname'])} {says}")
        made.append(f"GRANT USAGE ON SCHEMA {schema} TO {schema}")
        made += [*table_grants(schema, tables), *column_grants(schema), *shared_grants(schema)]
        made.append(
            f"INSERT INTO catalog.center (key, schema, onboarded_at, migration_level) SELECT '{key}', '{schema}',"
            f" onboarded_at, migration_level FROM catalog.center WHERE key = '{model}'"
        )
        async with owner.transaction():
            if not await owner.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", schema):
                await owner.execute(f"CREATE ROLE {schema} NOLOGIN NOINHERIT")
            await owner.execute(f"GRANT {schema} TO {APP} WITH INHERIT FALSE, SET TRUE")
            await owner.execute(f"SET LOCAL ROLE {OWNER}; SET LOCAL search_path = {schema}")
            await owner.execute("; ".join(made))


def clone_folders(into: Path, model: str, keys: Iterable[str], *, staff: int = 3) -> None:
    """`into` becomes a folder of tenants in which every center is `model` under a key and a unit code of its own, with
    the first `staff` people of its list."""
    shipped = paths.tenants()
    shutil.copytree(shipped / "calendar", into / "calendar")
    shutil.copy(shipped / "province.toml", into)
    for number, key in enumerate(keys):
        shutil.copytree(shipped / model, into / key)
        told = (into / key / "center.toml").read_text(encoding="utf-8")
        told = re.sub(r'(?m)^key = ".*"$', f'key = "{key}"', told, count=1)
        letters = f"{chr(65 + number // 26)}{chr(65 + number % 26)}"
        told = re.sub(r'(?m)^(unit_code = "000\.00\.)..', rf"\g<1>{letters}", told, count=1)
        (into / key / "center.toml").write_text(told, encoding="utf-8")
        lines = (shipped / model / "staff.csv").read_text(encoding="utf-8").splitlines()
        (into / key / "staff.csv").write_text("\n".join(lines[: staff + 1]) + "\n", encoding="utf-8")
