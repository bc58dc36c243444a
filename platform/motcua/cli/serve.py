"""`motcua serve`: the installation as it is, on the embedded PostgreSQL or the one that MOTCUA_DATABASE_URL names."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from dataclasses import replace
from pathlib import Path

import click

from motcua.cli import process
from motcua.cli.demo_folder import refuse_demo
from motcua.cli.listening import bind, bind_console
from motcua.cli.logs import log_all
from motcua.cli.opening import Installation, Opened, opening
from motcua.cli.process import Front, Say
from motcua.cli.progress import Terminal
from motcua.readiness import Readiness
from motcua.settings import Settings, read_settings

PORT = click.IntRange(1, 65535)
FOLDER = click.Path(file_okay=False, path_type=Path)


def live(
    life: process.Opening,
    listener: socket.socket,
    *,
    least: int = logging.INFO,
    settings: Settings | None = None,
    console: socket.socket | None = None,
) -> int:
    """Serve until told to stop; the terminal shows how far the start has come."""
    os.umask(0o077)  # what is kept here is for nobody else on this machine, scans above all
    log_all(least, settings.log_format if settings else "text")
    front, terminal = Front(Readiness()), Terminal()
    front.readiness.listen(terminal)
    trusted = settings.trusted_proxies if settings else ""
    return asyncio.run(process.serve(front, listener, life, terminal.line, trusted_proxies=trusted, console=console))


def say_where(opened: Opened, say: Say) -> None:
    """Where the pages are."""
    say(f"Một Cửa đang phục vụ tại {opened.office.settings.base_url}/  (Ctrl-C để dừng)")
    say(f"Điều hành của tỉnh: {opened.office.settings.console_address}/  (tài khoản: motcua officer add)")


def with_console(settings: Settings, port: int | None) -> tuple[Settings, bool]:
    """The settings with the console's port: the one asked for, else that of the environment, else the next one.
    Whether somebody chose it."""
    is_chosen = port is not None or bool(os.environ.get("MOTCUA_CONSOLE_PORT"))
    if port is None and not is_chosen:
        port = settings.port + 1 if settings.port < 65535 else settings.port - 1
    return replace(settings, console_port=port or settings.console_port), is_chosen


@click.command()
@click.option("--host", metavar="ĐỊA CHỈ", help="Địa chỉ lắng nghe [mặc định: 127.0.0.1].")
@click.option("--port", type=PORT, metavar="SỐ", help="Cổng [mặc định: 8000].")
@click.option("--data", type=FOLDER, metavar="THƯ MỤC", help="Thư mục dữ liệu [mặc định: .motcua].")
@click.option("--console-port", type=PORT, metavar="SỐ", help="Cổng trang điều hành của tỉnh [mặc định: cổng + 1].")
@click.option("--insecure-http", is_flag=True, help="Cho phép http không mã hóa ngoài máy này.")
def serve(host: str | None, port: int | None, data: Path | None, console_port: int | None, insecure_http: bool) -> None:
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
    settings, is_chosen = with_console(settings, console_port)
    listener = bind(settings.host, settings.port, command="motcua serve")
    console = bind_console(settings.console_host, settings.console_port, is_chosen=is_chosen, say=click.echo)
    life = opening(Installation(settings, settings.clock, welcome=say_where))
    raise SystemExit(live(life, listener, settings=settings, console=console))


commands = (serve,)
