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
    asyncpg.InternalClientError,  # the answer to a question was cut off in the middle
    ConnectionError,
)

# asyncpg has one class for these and for misuse; a lost connection leaves the pool while we still hold its proxy.
LOST = ("connection is closed", "connection was closed", "released back to the pool")


def is_outage(error: BaseException) -> bool:
    """The connection was lost or refused: nothing was saved, and the same request can be made again (503)."""
    if isinstance(error, asyncpg.InterfaceError):
        return any(words in str(error) for words in LOST)
    return isinstance(error, GONE)
