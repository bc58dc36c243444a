"""Telling a database that went away from a mistake of ours."""

from __future__ import annotations

import asyncpg

GONE = (
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.DiskFullError,
    ConnectionError,
)


def is_outage(error: BaseException) -> bool:
    """The connection was lost or refused: nothing was saved, and the same request can be made again (503)."""
    if isinstance(error, asyncpg.InterfaceError):
        return "connection is closed" in str(error) or "connection was closed" in str(error)
    return isinstance(error, GONE)
