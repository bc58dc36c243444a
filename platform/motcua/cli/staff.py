"""`motcua staff`: what the administrator does for one account."""

from __future__ import annotations

from pathlib import Path

import click

from motcua.centers import entered
from motcua.cli.administering import DATA_HELP, FOLDER, center_named, run, settings_for
from motcua.services.accounts import set_password
from motcua.services.office import Office
from motcua.services.passwords import first_password
from motcua.services.second_step import reset_at_the_server
from motcua.settings import wall_clock
from motcua.store.engine import DB


@click.group()
def staff() -> None:
    """Tài khoản cán bộ."""


@staff.command("reset-password")
@click.argument("center", metavar="TRUNG_TÂM")
@click.argument("username", metavar="TÀI_KHOẢN")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def reset_password(center: str, username: str, data: Path | None) -> None:
    """Đặt mật khẩu lần đầu mới cho một tài khoản của trung tâm và đăng xuất mọi nơi."""
    password = first_password()

    async def work(office: Office) -> None:
        found = center_named(office, center)
        await DB.open_for(found)
        with entered(found):
            await set_password(office, username, password, must_change=True, now=wall_clock())

    run(settings_for(data), work)
    click.echo(f"Mật khẩu lần đầu của {username}: {password}  (phải đổi khi đăng nhập)")


@staff.command("reset-code")
@click.argument("center", metavar="TRUNG_TÂM")
@click.argument("username", metavar="TÀI_KHOẢN")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def reset_code(center: str, username: str, data: Path | None) -> None:
    """Bỏ mã xác thực hai bước của một tài khoản, khi không còn quản trị nào đặt lại được trên trang."""

    async def work(office: Office) -> None:
        found = center_named(office, center)
        await DB.open_for(found)
        with entered(found):
            await reset_at_the_server(username, wall_clock())

    run(settings_for(data), work)
    click.echo(f"Đã bỏ xác thực hai bước của {username}. Nếu nhiệm vụ bắt buộc, lần đăng nhập tới phải thiết lập lại.")


commands = (staff,)
