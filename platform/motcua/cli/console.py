"""`motcua console`: the province's console alone, beside a running server; `motcua officer`: its accounts."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import click

from motcua.centers import entered
from motcua.cli.administering import DATA_HELP, FOLDER, run, settings_for
from motcua.cli.listening import bind
from motcua.cli.opening import Opened, load_console, open_database, open_office
from motcua.cli.process import Front, Opening, Say, lifespan
from motcua.cli.serve import PORT, live
from motcua.domain.errors import Conflict, Refused
from motcua.domain.province import ACCOUNT_ROLES, PROVINCE_ROLE_NAMES
from motcua.services.accounts import signing_in as accounts
from motcua.services.accounts.passwords import first_password
from motcua.services.accounts.second_step import reset_at_the_server
from motcua.services.office import Office
from motcua.services.province.officers import row_for
from motcua.services.province.opening import make_accounts, open_province
from motcua.services.setup.center_watch import watching
from motcua.settings import Settings, wall_clock
from motcua.store.engine import transaction
from motcua.store.queries.accounts import staff_usernames

ROLE_KEYS = {role.value.removeprefix("province_"): role for role in ACCOUNT_ROLES}


def opening_console(settings: Settings) -> Opening:
    """The console's own life: no rounds, no centers brought up; those are the server's."""

    @contextlib.asynccontextmanager
    async def life(front: Front, say: Say) -> AsyncIterator[None]:
        readiness = front.readiness
        async with open_office(settings) as office:
            readiness.expect(office.centers)
            async with open_database(settings, office.sealer.name, readiness, say=say, may_join=True) as ready:
                office = replace(office, settings=ready)
                await open_province(office)
                front.app = app = await asyncio.to_thread(load_console, Opened(office, settings.clock, readiness))
                async with lifespan(app), watching(office, settings.clock, readiness):
                    for key in office.centers:
                        readiness.serve(key)
                    readiness.started()
                    say(f"Điều hành của tỉnh: {ready.console_address}/  (Ctrl-C để dừng)")
                    yield

    return life


@click.command()
@click.option("--port", type=PORT, metavar="SỐ", help="Cổng [mặc định: 8001].")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def console(port: int | None, data: Path | None) -> None:
    """Chạy riêng trang điều hành của tỉnh, bên cạnh máy chủ đang chạy.

    motcua serve và motcua demo đã mở sẵn trang này; lệnh này để chạy nó ở tiến trình khác.
    """
    settings = settings_for(data)
    settings = replace(settings, console_port=port or settings.console_port)
    settings.check_bind()
    listener = bind(settings.console_host, settings.console_port, command="motcua console")
    raise SystemExit(live(opening_console(settings), listener, least=logging.WARNING, settings=settings))


@click.group()
def officer() -> None:
    """Tài khoản của tỉnh, cho trang điều hành."""


@officer.command("add")
@click.argument("username", metavar="TÀI_KHOẢN")
@click.option("--name", required=True, metavar="HỌ_TÊN", help="Họ và tên.")
@click.option("--title", default="", metavar="CHỨC_VỤ", help="Chức vụ.")
@click.option(
    "--role",
    "roles",
    type=click.Choice(list(ROLE_KEYS)),
    multiple=True,
    required=True,
    help="; ".join(f"{key}: {PROVINCE_ROLE_NAMES[role]}" for key, role in ROLE_KEYS.items()) + ".",
)
@click.option("--data", type=FOLDER, help=DATA_HELP)
def add_command(username: str, name: str, title: str, roles: tuple[str, ...], data: Path | None) -> None:
    """Tạo tài khoản đầu tiên của tỉnh; các tài khoản sau tạo ở trang điều hành."""
    try:
        person = row_for(username, name, title, [ROLE_KEYS[role].value for role in roles])
    except Refused as refused:
        raise Conflict(refused.sentence) from refused
    password = first_password()

    async def work(office: Office) -> None:
        with entered(await open_province(office)):
            async with transaction():
                is_known = username in await staff_usernames()
        if is_known:
            raise Conflict(f"Tài khoản {username} đã có. Quên mật khẩu: motcua officer reset-password {username}")
        await make_accounts(office, [person], password, must_change=True)

    run(settings_for(data), work)
    click.echo(f"Mật khẩu lần đầu của {username}: {password}  (phải đổi khi đăng nhập)")


@officer.command("reset-password")
@click.argument("username", metavar="TÀI_KHOẢN")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def reset_command(username: str, data: Path | None) -> None:
    """Đặt mật khẩu lần đầu mới cho một tài khoản của tỉnh và đăng xuất mọi nơi."""
    password = first_password()

    async def work(office: Office) -> None:
        with entered(await open_province(office)):
            await accounts.set_password(office, username, password, must_change=True, now=wall_clock())

    run(settings_for(data), work)
    click.echo(f"Mật khẩu lần đầu của {username}: {password}  (phải đổi khi đăng nhập)")


@officer.command("reset-code")
@click.argument("username", metavar="TÀI_KHOẢN")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def reset_code_command(username: str, data: Path | None) -> None:
    """Bỏ mã xác thực hai bước của một tài khoản của tỉnh, khi không còn quản trị nào bỏ được trên trang."""

    async def work(office: Office) -> None:
        with entered(await open_province(office)):
            await reset_at_the_server(username, wall_clock())

    run(settings_for(data), work)
    click.echo(f"Đã bỏ xác thực hai bước của {username}. Lần đăng nhập tới phải thiết lập lại.")


commands = (console, officer)
