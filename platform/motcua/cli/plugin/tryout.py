"""`motcua plugin try`: the forms of one plugin in a browser, read again whenever a file of it changes."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import logging
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import click

from motcua import paths
from motcua.catalog import Catalog, build_catalog, load_plugins
from motcua.catalog.reloading import Reloading, find_plugin
from motcua.cli.listening import bind
from motcua.cli.process import App, Front, Opening, Say, lifespan
from motcua.cli.serve import PORT, live
from motcua.letters.rendering import Letters, letters_pool
from motcua.services.office import Office
from motcua.services.samples.workshop import workshop
from motcua.settings import Settings, wall_clock
from motcua.store.blobs import Blobs
from motcua.store.intake_files import FileIntake, openers_pool
from motcua.store.secrets import load_sealer

HOST = "127.0.0.1"
# Named, not imported: cli and web do not know each other.
APPLICATION = ("motcua.web.tryout.app", "create_tryout")


@contextlib.asynccontextmanager
async def passing_office(folder: Path, catalog: Catalog) -> AsyncIterator[Office]:
    """An office without a database, for pages that keep nothing; its workers start when they are first needed."""
    settings = Settings(data_dir=folder, tenants_dir=paths.tenants(), key_file=folder / "keys.json")
    sealer, blobs = load_sealer(settings.key_file), Blobs(folder / "files")
    async with letters_pool(1) as printers, openers_pool(1) as openers:
        letters = Letters(printers, paths.templates() / "letters")
        files = FileIntake(blobs, openers, folder / "incoming")
        yield Office(settings, workshop(catalog), catalog, sealer, letters, blobs, files)


def trying(plugin: Reloading, address: str) -> Opening:
    """The life around serving."""

    @contextlib.asynccontextmanager
    async def life(front: Front, say: Say) -> AsyncIterator[None]:
        module, name = APPLICATION
        create = getattr(await asyncio.to_thread(importlib.import_module, module), name)
        with tempfile.TemporaryDirectory(prefix="motcua-try-") as folder:
            async with passing_office(Path(folder), build_catalog(load_plugins(()))) as office:
                app: App = create(office, plugin, wall_clock)
                front.app = app
                async with lifespan(app):
                    loaded = await asyncio.to_thread(plugin.current)
                    front.readiness.started()
                    if loaded.broken is not None:
                        say(f"Gói chưa đọc được: {loaded.broken.sentence}")
                    say(f"Xem tờ khai tại {address}  (sửa tệp thì trang tự đổi; Ctrl-C để dừng)")
                    yield

    return life


@click.command("try")
@click.argument("plugin", metavar="[THƯ_MỤC|CƠ_QUAN]", default=".")
@click.option("--port", type=PORT, metavar="SỐ", default=8010, show_default=True, help="Cổng.")
def command(plugin: str, port: int) -> None:
    """Xem tờ khai và quy trình của một gói, không cần cài đặt, không cần cơ sở dữ liệu.

    Mặc định là gói trong thư mục hiện tại. Chỉ mở trên máy này và không lưu gì.
    """
    found = find_plugin(plugin)
    # A file saved twice within a second would leave the bytecode of the first in its place.
    sys.dont_write_bytecode = True
    listener = bind(HOST, port, command="motcua plugin try")
    raise SystemExit(live(trying(Reloading(found), f"http://{HOST}:{port}/"), listener, least=logging.WARNING))
