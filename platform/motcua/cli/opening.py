"""Everything between an open port and the first page: centers, application, database."""

from __future__ import annotations

import asyncio
import contextlib
import csv
import gc
import importlib
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path

import click

from motcua import metrics, paths
from motcua.catalog import build_catalog
from motcua.centers import read_centers
from motcua.cli.process import App, Front, Opening, Say, lifespan
from motcua.domain.errors import DataError
from motcua.letters.rendering import Letters, letters_pool
from motcua.letters.seal import read_seal
from motcua.readiness import Readiness
from motcua.services import background
from motcua.services.measuring import measuring
from motcua.services.office import Office
from motcua.services.plugins.quarantine import Quarantine
from motcua.services.province.opening import open_province
from motcua.services.setup.center_watch import watching
from motcua.services.setup.onboarding import FirstPasswords, Onboarded
from motcua.services.setup.starting import Start
from motcua.services.upgrade.gate import unusable
from motcua.settings import Clock, Settings
from motcua.store import embedded
from motcua.store.blobs import open_blobs
from motcua.store.bootstrap import DATABASE, at_place, bootstrap, with_database
from motcua.store.clamd import Clamd
from motcua.store.engine import DB
from motcua.store.intake_files import FileIntake, openers_pool
from motcua.store.secrets import load_sealer, use_sealer

# Named, not imported: cli and web do not know each other (uvicorn takes its application by name for the same reason).
APPLICATION = "motcua.web.app:create_app"
CONSOLE = "motcua.web.console.app:create_console"
FIRST_PASSWORDS = ("Họ và tên", "Tài khoản", "Mật khẩu lần đầu")


@dataclass(frozen=True, slots=True)
class Opened:
    """An installation that is open: its office, its clock, and what reports to the person who waits."""

    office: Office
    clock: Clock
    readiness: Readiness


@dataclass(frozen=True, slots=True)
class Installation:
    """What a command wants opened, what it adds before the pages open, and what it says when they are."""

    settings: Settings
    clock: Clock
    first_passwords: FirstPasswords | None = None
    raises_levels: bool = False
    """Whether the start brings data of an earlier release up by itself: only for data that nobody would miss."""
    fill: Callable[[Opened], Awaitable[None]] | None = None
    welcome: Callable[[Opened, Say], None] | None = None


def load_application(opened: Opened) -> App:
    """The web application, in working order but for the database. Importing it takes a second: call in a thread."""
    return _load(APPLICATION, opened)


def load_console(opened: Opened) -> App:
    """The province's console; `opened` after the database, whose owner's address adding a center needs."""
    return _load(CONSOLE, opened)


def _load(where: str, opened: Opened) -> App:
    module, _, name = where.partition(":")
    create: App = getattr(importlib.import_module(module), name)
    app: App = create(opened.office, opened.clock, opened.readiness)
    return app


@contextlib.asynccontextmanager
async def open_office(settings: Settings) -> AsyncIterator[Office]:
    """Centers, plugins and helpers; nothing here needs the database. A mistake in the data is said within a second."""
    centers = read_centers(settings.tenants_dir)
    if not centers:
        raise DataError(
            str(settings.tenants_dir), "center.toml", "không có trung tâm nào.", "thêm một thư mục trung tâm."
        )
    catalog = await asyncio.to_thread(build_catalog)
    sealer = load_sealer(settings.key_file)
    use_sealer(sealer)
    blobs = open_blobs(settings)
    scanner = Clamd(settings.files.scanner) if settings.files.scanner else None
    async with letters_pool() as printers, openers_pool() as openers:
        letters = Letters(printers, paths.templates() / "letters", seal=read_seal(settings))
        files = FileIntake(
            blobs, openers, settings.data_dir / "incoming", scanner=scanner, waits=settings.files.waits_for_scanner
        )
        quarantine = Quarantine(settings.plugin_failures, settings.plugin_failures_within)
        yield Office(settings, centers, catalog, sealer, letters, blobs, files, quarantine=quarantine)


@contextlib.asynccontextmanager
async def open_database(
    settings: Settings,
    seal_key: str,
    readiness: Readiness,
    *,
    say: Say = click.echo,
    may_join: bool = False,
    first: Callable[[str], Awaitable[None]] | None = None,
) -> AsyncIterator[Settings]:
    """The embedded database or the one that the settings name, ready to serve; the settings with its addresses.

    `may_join`: where another process runs the embedded server, use that one (a command beside `motcua serve`).
    `first` is called with the owner's address before anything of ours is touched there.
    """
    async with contextlib.AsyncExitStack() as stack:
        owner_url = settings.owner_url
        name = DATABASE if settings.is_embedded else None
        if owner_url is None and may_join:
            owner_url = embedded.superuser_dsn_of(settings.data_dir)
        if owner_url is None:

            def on_change(sentence: str | None) -> None:
                if sentence:
                    readiness.trouble(sentence)
                else:
                    readiness.recovered()

            running = embedded.running(settings.data_dir, progress=readiness.tell, on_change=on_change)
            server = await stack.enter_async_context(running)
            owner_url = server.superuser_dsn
        if first is not None:
            await first(with_database(owner_url, name) if name else owner_url)
        readiness.tell("Đang chuẩn bị cơ sở dữ liệu")
        ready = await bootstrap(
            owner_url,
            secrets_dir=settings.secrets_dir,
            app_url=settings.database_url,
            database=name,
            seal_key=seal_key,
        )
        if ready.gaps:
            say("Nhờ quản trị máy chủ cơ sở dữ liệu chạy thêm (siết quyền mà tài khoản này không tự làm được):")
            for line in ready.gaps:
                say(f"  {line};")
        pooled = at_place(ready.app_url, *settings.pgbouncer_at) if settings.pgbouncer_at else None
        pools = DB.opened(ready.app_url, pool_size=settings.pool_size, through=pooled, owner_url=ready.owner_url)
        await stack.enter_async_context(pools)
        yield replace(settings, database_url=ready.app_url, owner_url=ready.owner_url)


def keep_first_passwords(folder: Path, report: Onboarded) -> str:
    """They exist nowhere else, and what a service prints ends in a log: so a file for its owner alone."""
    path = folder / f"mat-khau-lan-dau-{report.center}.csv"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    # With a mark at its beginning a spreadsheet reads the names as they are written.
    with os.fdopen(handle, "a", encoding="utf-8-sig", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        if out.tell() == 0:
            lines.writerow(FIRST_PASSWORDS)
        lines.writerows((report.names.get(each, ""), each, password) for each, password in report.first_passwords)
    count = len(report.first_passwords)
    return f"Mật khẩu lần đầu của {count} tài khoản mới nằm trong {path}. Phát cho từng người rồi xóa tệp."


def opening(installation: Installation) -> Opening:
    """The life around serving, for `process.serve`."""

    @contextlib.asynccontextmanager
    async def life(front: Front, say: Say) -> AsyncIterator[None]:
        readiness = front.readiness
        async with open_office(installation.settings) as office:
            opened = Opened(office, installation.clock, readiness)
            readiness.expect(office.centers)
            for sentence in unusable(office.centers, office.catalog):
                say(f"Gói thủ tục không dùng được với bản này, không nhận hồ sơ mới của gói: {sentence}")
            front.app = app = await asyncio.to_thread(load_application, opened)
            async with open_database(installation.settings, office.sealer.name, readiness, say=say) as settings:
                opened = replace(opened, office=replace(office, settings=settings))
                started = Start(opened.office, installation.first_passwords, opened.clock, tell=readiness.tell)
                async for report in started.centers(raises=installation.raises_levels):
                    for sentence in report.told:
                        say(sentence)
                    if report.first_passwords and installation.first_passwords is None:
                        say(keep_first_passwords(settings.secrets_dir, report))
                for key, why in started.closed.items():
                    readiness.close(key, why.shown)
                    say(f"Chưa mở {key}: {why.says}")
                await open_province(opened.office)
                front.console = console = await asyncio.to_thread(load_console, opened)
                if installation.fill is not None:
                    await installation.fill(opened)
                at = settings.metrics_at
                async with (
                    background.running(opened.office, opened.clock),
                    measuring(office.centers, opened.clock, readiness, counts=at is not None),
                    lifespan(app),
                    lifespan(console),
                    watching(opened.office, opened.clock, readiness),
                ):
                    if at is not None:
                        metrics.listen(at[1], at[0])
                    for key in office.centers:
                        readiness.serve(key)
                    readiness.started()
                    if installation.welcome is not None:
                        installation.welcome(opened, say)
                    # The catalogue and the code stay until the end: looking through them for garbage again and again
                    # would hold up a page for tens of milliseconds now and then.
                    gc.collect()
                    gc.freeze()
                    try:
                        yield
                    finally:
                        gc.unfreeze()

    return life
