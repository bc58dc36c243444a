"""`motcua demo`: every center with invented dossiers, on the embedded PostgreSQL, for this machine alone."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections.abc import AsyncIterator
from pathlib import Path

import click

from motcua.centers import StaffRow, entered
from motcua.cli.business_clock import OPENING_DAY, BusinessClock
from motcua.cli.demo_folder import CLOCK, claim_for_demo, default_folder
from motcua.cli.listening import bind, bind_console
from motcua.cli.opening import Installation, Opened, opening
from motcua.cli.process import Front, Opening, Say
from motcua.cli.serve import FOLDER, PORT, live, with_console
from motcua.domain.errors import Conflict
from motcua.services import demo as invented
from motcua.services.demo.banking import give_accounts
from motcua.services.demo.province import OFFICERS
from motcua.services.province.opening import make_accounts
from motcua.settings import Clock, Settings, read_settings, wall_clock
from motcua.store.data_folder import open_folder

HOST = "127.0.0.1"
EXTERNAL = ("MOTCUA_DATABASE_URL", "MOTCUA_OWNER_URL", "MOTCUA_APP_URL")


def living_with(clock: BusinessClock, life: Opening) -> Opening:
    """The same life; the business clock runs only inside it."""

    @contextlib.asynccontextmanager
    async def with_clock(front: Front, say: Say) -> AsyncIterator[None]:
        async with life(front, say):
            clock.begin()
            keeping = asyncio.create_task(clock.keep_saving(), name="business clock")
            try:
                yield
            finally:
                keeping.cancel()
                await asyncio.gather(keeping, return_exceptions=True)

    return with_clock


def first_password(_: StaffRow) -> str:
    """The demo's one password, printed at the end; `fill` lifts the duty to change it."""
    return invented.PASSWORD


async def fill(opened: Opened) -> None:
    """Dossiers for every center; a center that has them already is left alone. Exercises make their own."""
    give_accounts(opened.office.centers)
    for center in opened.office.centers.values():
        if center.training is not None:
            with entered(center):
                await invented.give_passwords(center, opened.clock())
            continue
        # One added at the console has not yet the people whom invented dossiers would pass.
        if not center.plugins <= {agency for person in center.staff for agency, _ in person.desks}:
            continue
        await invented.fill(opened.office, center, opened.clock, opened.readiness.tell)
    await make_accounts(opened.office, OFFICERS, invented.PASSWORD, must_change=False)


def say_welcome(opened: Opened, say: Say) -> None:
    """The addresses, and one account for each role."""
    base = opened.office.settings.base_url
    say("")
    for center in opened.office.centers.values():
        say(click.style(center.name, bold=True))
        say(f"  {base}/{center.key}/")
        accounts = invented.accounts(center)
        widest = max(len(account.username) for account in accounts)
        for account in accounts:
            say(f"  {account.username:<{widest}}  {account.password}  {account.says}")
        say("")
    say(click.style("Điều hành của tỉnh", bold=True))
    say(f"  {opened.office.settings.console_address}/")
    for officer in OFFICERS:
        say(f"  {officer.username:<12}  {invented.PASSWORD}  {officer.title}: {officer.name}")
    say("")
    say(f"Danh sách trung tâm: {base}/   Dừng: Ctrl-C")


def demo_settings(port: int, data: Path | None, *, is_today: bool) -> Settings:
    """Never an external database: invented dossiers would land among real ones."""
    for name in EXTERNAL:
        if os.environ.get(name):
            raise Conflict(f"motcua demo chỉ dùng PostgreSQL đi kèm. Bỏ biến {name}, hoặc dùng motcua serve.")
    return read_settings(
        os.environ,
        host=HOST,
        port=port,
        data_dir=data.expanduser().absolute() if data else default_folder(os.environ, is_today=is_today),
        demo_clock=None if is_today else OPENING_DAY,
        requires_codes=False,
    )


@click.command()
@click.option("--port", type=PORT, metavar="SỐ", default=8000, show_default=True, help="Cổng.")
@click.option("--data", type=FOLDER, metavar="THƯ MỤC", help="Thư mục dữ liệu [mặc định: ~/.local/share/motcua/demo].")
@click.option("--console-port", type=PORT, metavar="SỐ", help="Cổng trang điều hành của tỉnh [mặc định: cổng + 1].")
@click.option("--today", is_flag=True, help="Dùng ngày giờ hiện tại thay cho ngày khai trương 8-11-2017.")
def demo(port: int, data: Path | None, console_port: int | None, today: bool) -> None:
    """Chạy thử với hồ sơ mẫu, chỉ mở trên máy này.

    Đồng hồ nghiệp vụ bắt đầu lúc 7 giờ 30 ngày thứ Tư 8-11-2017 và chỉ chạy khi chương trình chạy.
    """
    settings = demo_settings(port, data, is_today=today)
    settings, is_chosen = with_console(settings, console_port)
    listener = bind(HOST, port, command="motcua demo")
    console = bind_console(settings.console_host, settings.console_port, is_chosen=is_chosen, say=click.echo)
    folder = open_folder(settings.data_dir)
    claim_for_demo(folder, is_today=today)
    clock: Clock = wall_clock
    if not today:
        clock = BusinessClock(folder / CLOCK)
    life = opening(Installation(settings, clock, first_password, raises_levels=True, fill=fill, welcome=say_welcome))
    if isinstance(clock, BusinessClock):
        life = living_with(clock, life)
    raise SystemExit(live(life, listener, least=logging.WARNING, console=console))


commands = (demo,)
