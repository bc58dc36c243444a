"""`motcua trail`: proving that nobody rewrote what was done."""

from __future__ import annotations

from pathlib import Path

import click

from motcua.centers import entered
from motcua.cli.administering import DATA_HELP, FOLDER, center_named, run, settings_for
from motcua.services.office import Office
from motcua.services.trail import verify
from motcua.store.engine import DB
from motcua.store.queries.trail import Verified


@click.group()
def trail() -> None:
    """Nhật ký hồ sơ."""


@trail.command("verify")
@click.argument("center", metavar="TRUNG_TÂM")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def verify_command(center: str, data: Path | None) -> None:
    """Tính lại toàn bộ chuỗi nhật ký của trung tâm; báo chỗ bị sửa và kết thúc với mã 1 nếu có."""

    async def work(office: Office) -> Verified:
        found = center_named(office, center)
        await DB.open_for(found)
        with entered(found):
            return await verify(office)

    seen = run(settings_for(data), work)
    click.echo(f"Đã kiểm tra {seen.dossiers} hồ sơ, {seen.events} sự kiện, {seen.seals} lần niêm phong ngày.")
    for fault in seen.faults:
        click.echo(f"  {fault}", err=True)
    if not seen.is_whole:
        click.echo("Nhật ký đã bị sửa.", err=True)
        raise SystemExit(1)
    click.echo("Nhật ký nguyên vẹn.")


commands = (trail,)
