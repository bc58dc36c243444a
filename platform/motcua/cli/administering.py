"""What the administrator's commands share: an open installation, also beside a running server.

The embedded database belongs to one process at a time. When a server already runs on the data folder, a command
connects to that server's database instead of starting its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import click

from motcua.centers import Center
from motcua.centers.province import PROVINCE_KEY, province_office
from motcua.cli.demo_folder import default_folder
from motcua.cli.opening import open_database, open_office
from motcua.cli.progress import Terminal
from motcua.domain.errors import NotHere
from motcua.readiness import Readiness
from motcua.services.office import Office
from motcua.settings import Settings, read_settings

T = TypeVar("T")
FOLDER = click.Path(file_okay=False, path_type=Path)
DATA_HELP = "Thư mục dữ liệu [mặc định: .motcua, hoặc dữ liệu mẫu của motcua demo nếu chỉ có nó]."


def settings_for(data: Path | None, tenants: Path | None = None) -> Settings:
    """Settings of an administrator's command. Without `--data`, the demo's folder is used when it is the only one."""
    if data is None and not os.environ.get("MOTCUA_DATA") and not os.environ.get("MOTCUA_DATABASE_URL"):
        demo = default_folder(os.environ, is_today=False)
        if not Path(".motcua").exists() and (demo / "pgdata").exists():
            click.echo(f"Dùng dữ liệu mẫu trong {demo}.", err=True)
            data = demo
    return read_settings(os.environ, data_dir=data.expanduser().absolute() if data else None, tenants_dir=tenants)


@contextlib.asynccontextmanager
async def installation(settings: Settings) -> AsyncIterator[Office]:
    """The office with its database open."""
    readiness = Readiness()
    readiness.listen(Terminal())
    async with (
        open_office(settings) as office,
        open_database(settings, office.sealer.name, readiness, may_join=True) as ready,
    ):
        yield replace(office, settings=ready)


def run(settings: Settings, work: Callable[[Office], Awaitable[T]]) -> T:
    async def inside() -> T:
        async with installation(settings) as office:
            return await work(office)

    os.umask(0o077)
    return asyncio.run(inside())


def place_named(office: Office, key: str) -> Center:
    """A center, or the province's own office, which is backed up and restored like one."""
    return province_office(office.centers) if key == PROVINCE_KEY else center_named(office, key)


def center_named(office: Office, key: str) -> Center:
    try:
        return office.centers[key]
    except KeyError:
        known = ", ".join(office.centers) or "chưa có trung tâm nào"
        raise NotHere(f"Không có trung tâm “{key}”. Các trung tâm: {known}.") from None
