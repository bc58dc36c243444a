"""`motcua serve`: the installation as it is, on the embedded PostgreSQL or the one that MOTCUA_DATABASE_URL names."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from pathlib import Path

import click

from motcua.cli import process
from motcua.cli.demo_folder import refuse_demo
from motcua.cli.listening import bind
from motcua.cli.logs import log_all
from motcua.cli.opening import Installation, Opened, opening
from motcua.cli.process import Front, Say
from motcua.cli.progress import Terminal
from motcua.readiness import Readiness
from motcua.settings import Settings, read_settings

PORT = click.IntRange(1, 65535)
FOLDER = click.Path(file_okay=False, path_type=Path)


def live(
    life: process.Opening, listener: socket.socket, *, least: int = logging.INFO, settings: Settings | None = None
) -> int:
    """Serve until told to stop; the terminal shows how far the start has come."""
    os.umask(0o077)  # what is kept here is for nobody else on this machine, scans above all
    log_all(least, settings.log_format if settings else "text")
    front, terminal = Front(Readiness()), Terminal()
    front.readiness.listen(terminal)
    return asyncio.run(
        process.serve(
            front, listener, life, terminal.line, trusted_proxies=settings.trusted_proxies if settings else ""
        )
    )


def say_where(opened: Opened, say: Say) -> None:
    """Where the pages are."""
    say(f"Một Cửa đang phục vụ tại {opened.office.settings.base_url}/  (Ctrl-C để dừng)")


@click.command()
@click.option("--host", metavar="ĐỊA CHỈ", help="Địa chỉ lắng nghe [mặc định: 127.0.0.1].")
@click.option("--port", type=PORT, metavar="SỐ", help="Cổng [mặc định: 8000].")
@click.option("--data", type=FOLDER, metavar="THƯ MỤC", help="Thư mục dữ liệu [mặc định: .motcua].")
@click.option("--insecure-http", is_flag=True, help="Cho phép http không mã hóa ngoài máy này.")
def serve(host: str | None, port: int | None, data: Path | None, insecure_http: bool) -> None:
    """Chạy Một Cửa với dữ liệu thật.

    Không đặt MOTCUA_DATABASE_URL thì dùng PostgreSQL đi kèm, dữ liệu nằm trong thư mục --data.
    """
    settings = read_settings(
        os.environ,
        host=host,
        port=port,
        data_dir=data.expanduser().absolute() if data else None,
        allows_insecure_http=insecure_http or None,
    )
    settings.check_bind()
    refuse_demo(settings.data_dir)
    listener = bind(settings.host, settings.port, command="motcua serve")
    life = opening(Installation(settings, settings.clock, welcome=say_where))
    raise SystemExit(live(life, listener, settings=settings))


commands = (serve,)
