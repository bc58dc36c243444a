"""`motcua tenant takeover`: dossiers in flight from the software before this one."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from motcua.centers import entered
from motcua.cli.administering import DATA_HELP, FOLDER, center_named, run, settings_for
from motcua.cli.tenant import tenant
from motcua.services.accounts.actors import acting_for
from motcua.services.office import Office
from motcua.services.setup.takeover import FATES, TAKEN, TakeoverReport, report_takeover, take_over
from motcua.store.engine import DB


@tenant.command("takeover")
@click.argument("key", metavar="TRUNG_TÂM")
@click.argument("file", metavar="TỆP", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Chỉ in báo cáo, không nhận hồ sơ nào.")
@click.option("--by", "username", default="", help="Tài khoản chịu trách nhiệm [mặc định: Giám đốc].")
@click.option("--data", type=FOLDER, help=DATA_HELP)
@click.pass_context
def takeover_command(
    context: click.Context, key: str, file: Path, dry_run: bool, username: str, data: Path | None
) -> None:
    """Nhận hồ sơ đang giải quyết từ phần mềm cũ (Excel, CSV): báo cáo từng dòng, nhận cả danh sách hoặc không nhận."""

    async def work(office: Office) -> tuple[TakeoverReport, tuple[tuple[str, str], ...] | None]:
        center = center_named(office, key)
        at = office.settings.clock()
        await DB.open_for(center)
        with entered(center):
            acting = await acting_for(username, at)
            report = await report_takeover(office, await asyncio.to_thread(file.read_bytes), file.name, at)
            say_report(report)
            if dry_run or report.problems:
                return report, None
            return report, await take_over(office, acting, report)

    report, taken = run(settings_for(data), work)
    if taken is not None:
        for old, new in taken:
            click.echo(f"  {old} → {new}")
        click.echo(f"Đã nhận {len(taken)} hồ sơ.")
    elif report.problems:
        click.echo("Chưa nhận hồ sơ nào: sửa các dòng trên rồi chạy lại.")
        context.exit(1)
    else:
        click.echo("Chưa nhận hồ sơ nào: bỏ --dry-run để thực hiện.")


def say_report(report: TakeoverReport) -> None:
    for each in report.fates:
        tail = f" – {each.says}" if each.says else f" – {each.where}" if each.fate == TAKEN else ""
        click.echo(f"  Dòng {each.line}: {each.old_number} {FATES[each.fate]}{tail}")
    counts = ", ".join(f"{says} {report.count(fate)}" for fate, says in FATES.items())
    click.echo(f"{len(report.fates)} dòng: {counts}.")


commands = (tenant,)
