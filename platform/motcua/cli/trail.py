"""`motcua trail`: proving that nobody rewrote what was done."""

from __future__ import annotations

import json
from pathlib import Path

import click

from motcua.centers import entered
from motcua.cli.administering import DATA_HELP, FOLDER, center_named, run, settings_for
from motcua.domain.errors import Refused
from motcua.services.dossiers.cases import TrailCase, case_of
from motcua.services.dossiers.trail import verify
from motcua.services.office import Office
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


@trail.command("case")
@click.argument("center", metavar="TRUNG_TÂM")
@click.argument("code", metavar="MÃ_HỒ_SƠ")
@click.option("--into", type=click.Path(dir_okay=False, path_type=Path), help="Tệp ghi ra [mặc định: màn hình].")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def case_command(center: str, code: str, into: Path | None, data: Path | None) -> None:
    """Chuyển đường đi của một hồ sơ thành ca kiểm thử chạy lại được; thông tin cá nhân được thay hết."""

    async def work(office: Office) -> TrailCase:
        found = center_named(office, center)
        await DB.open_for(found)
        with entered(found):
            return await case_of(office, code)

    made = run(settings_for(data), work)
    text = json.dumps(made.to_data(), ensure_ascii=False, indent=2) + "\n"
    if into is None:
        click.echo(text, nl=False)
        return
    if into.exists():
        raise Refused(f"Tệp {into} đã có; hãy chọn tên khác.")
    into.write_text(text, "utf-8")
    click.echo(f"Đã ghi {len(made.acts)} việc của một hồ sơ “{made.procedure}” vào {into}.")
    click.echo("Chạy lại trong kiểm thử: await replay(office, center, read_case(Path(…)))")


commands = (trail,)
