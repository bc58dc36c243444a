"""`motcua outage`: sheets to receive dossiers on while the system is down."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from motcua.centers import entered
from motcua.cli.administering import DATA_HELP, FOLDER, center_named, run, settings_for
from motcua.services.accounts.actors import acting_for
from motcua.services.counter.outage_sheets import MOST_AT_ONCE, print_sheets
from motcua.services.office import Office
from motcua.store.engine import DB


@click.group()
def outage() -> None:
    """Khi mất điện, mất mạng: phiếu tiếp nhận dự phòng."""


@outage.command("sheets")
@click.argument("key", metavar="TRUNG_TÂM")
@click.option("--count", type=click.IntRange(1, MOST_AT_ONCE), default=20, show_default=True, help="Số phiếu.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Tệp PDF [mặc định: phieu-du-phong-KHÓA.pdf]."
)
@click.option("--by", "username", default="", help="Tài khoản chịu trách nhiệm [mặc định: Giám đốc].")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def sheets_command(key: str, count: int, out: Path | None, username: str, data: Path | None) -> None:
    """In phiếu trắng có số tạm và mã QR, mỗi số chỉ in một lần."""
    path = out or Path(f"phieu-du-phong-{key}.pdf")

    async def work(office: Office) -> None:
        center = center_named(office, key)
        await DB.open_for(center)
        with entered(center):
            acting = await acting_for(username, office.settings.clock())
            await asyncio.to_thread(path.write_bytes, await print_sheets(office, acting, count))

    run(settings_for(data), work)
    click.echo(f"Đã in {count} phiếu vào {path}.")


commands = (outage,)
