"""The pools of one installation: its own server, and those of the centers that live on another."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import asyncpg

from motcua.centers import Center
from motcua.domain.errors import Unavailable
from motcua.store.pool_options import pool_options

Resolver = Callable[[Center], str]
MAX_POOL = 20
BUSY = "Hệ thống đang bận hoặc cơ sở dữ liệu tạm ngừng. Việc bạn đang làm chưa được lưu; thử lại sau ít phút."


class Busy(Unavailable):
    """No connection could be had: it passes by itself."""


def unavailable() -> Busy:
    return Busy(BUSY)


class Pools:
    """Connections to one installation.

    `app_url` is the server itself. `through`: the same database behind PgBouncer in transaction mode; requests go that
    way, while the queue, which listens, keeps the direct one. There a prepared statement lives as long as a
    transaction, and what a session is to be set to stands in infra/pgbouncer/pgbouncer.ini. `resolve` says which server
    holds a center (default: this one). `owner_url`: for what pages may have the owner do, emptying a training twin.
    """

    def __init__(
        self,
        app_url: str,
        *,
        resolve: Resolver | None = None,
        pool_size: int = 16,
        through: str | None = None,
        owner_url: str | None = None,
    ) -> None:
        self.direct_url = app_url
        self.requests_url = through or app_url
        self.owner_url = owner_url
        self.options = pool_options(min(pool_size, MAX_POOL), is_pooled=through is not None)
        self._resolve = resolve or (lambda _: self.requests_url)
        self._open: dict[str, Any] = {}

    async def open(self, center: Center | None = None) -> None:
        """Opens the pool of the center's server, this one's without a center. Raises `Unavailable`."""
        url = self._resolve(center) if center else self.requests_url
        if url in self._open:
            return
        try:
            self._open[url] = await asyncpg.create_pool(url, **self.options)
        except (OSError, asyncpg.CannotConnectNowError) as error:
            raise unavailable() from error

    def of(self, center: Center | None) -> Any:
        """The open pool of the center's server, this one's without a center. Raises `Unavailable`."""
        try:
            return self._open[self._resolve(center) if center else self.requests_url]
        except KeyError:
            raise unavailable() from None

    def connections(self) -> dict[str, int]:
        """Of every pool together: open, idle among them, and how many there may be."""
        pools = list(self._open.values())
        return {
            "open": sum(pool.get_size() for pool in pools),
            "idle": sum(pool.get_idle_size() for pool in pools),
            "most": sum(pool.get_max_size() for pool in pools),
        }

    async def close(self) -> None:
        pools, self._open = list(self._open.values()), {}
        for pool in pools:
            try:
                await asyncio.wait_for(pool.close(), timeout=5)
            except TimeoutError:
                pool.terminate()
