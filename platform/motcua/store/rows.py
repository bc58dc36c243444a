"""Small verbs over the engine for the query modules: rows as plain dicts, JSON as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from motcua.store.engine import DB, Row

_encoder = msgspec.json.Encoder(decimal_format="string")


def to_json(value: Any) -> str:
    """JSON text for a jsonb parameter; dates, UUIDs and decimals become strings."""
    return _encoder.encode(value).decode()


def from_json(text: Any) -> Any:
    return None if text is None else msgspec.json.decode(text)


async def rows(sql: str, *args: Any, json: tuple[str, ...] = ()) -> list[Row]:
    """All rows; the columns named in `json` are decoded."""
    found = [dict(record) for record in await DB.fetch(sql, *args)]
    for row in found if json else ():
        for column in json:
            row[column] = from_json(row[column])
    return found


async def row(sql: str, *args: Any, json: tuple[str, ...] = ()) -> Row | None:
    found = await rows(sql, *args, json=json)
    return found[0] if found else None


async def value(sql: str, *args: Any) -> Any:
    """The first column of the first row, or None."""
    found = await DB.fetch(sql, *args)
    return found[0][0] if found else None


async def run(sql: str, *args: Any) -> None:
    await DB.fetch(sql, *args)


def plain(value: Any) -> Any:
    """`value` as JSON without loss on the way through jsonb, for hashing.

    Floats are refused: jsonb rewrites 1e22, and a chain over it would break. Pass money as int, measures as Decimal.
    """
    match value:
        case None | bool() | int() | str():
            return str(value) if isinstance(value, str) else value
        case datetime():
            if value.tzinfo is None:
                raise TypeError("an instant in the trail needs its time zone")
            return value.isoformat()
        case date():
            return value.isoformat()
        case UUID() | Decimal():
            return str(value)
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case set() | frozenset():
            return sorted(plain(item) for item in value)
        case _:
            raise TypeError(f"{type(value).__name__} can't go into the trail")
