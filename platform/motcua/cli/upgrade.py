"""`motcua upgrade`: every center to the release that is installed, one first, the others side by side."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import click

from motcua.centers import read_centers
from motcua.cli.administering import DATA_HELP, FOLDER, settings_for
from motcua.cli.bars import bars
from motcua.cli.opening import open_database
from motcua.cli.progress import Terminal
from motcua.readiness import Readiness
from motcua.services.oversight.keeping import count_at
from motcua.services.upgrade.gate import check_plugins
from motcua.services.upgrade.running import WORKERS, Plan, Report, look
from motcua.services.upgrade.running import upgrade as run_upgrade
from motcua.settings import Settings
from motcua.store.secrets import load_sealer, use_sealer

SHOWN = 20


class _Enough(Exception):
    """Nothing has to be touched."""


@click.command()
@click.option("--canary", metavar="KHÓA", help="Trung tâm đi trước [mặc định: trung tâm đầu tiên chưa nâng cấp].")
@click.option(
    "--workers", type=click.IntRange(1, 16), default=WORKERS, metavar="SỐ", help=f"Số trung tâm cùng lúc [{WORKERS}]."
)
@click.option("--dry-run", is_flag=True, help="Chỉ nói sẽ làm gì; không chạm vào dữ liệu.")
@click.option("--accept", "accepts", is_flag=True, help="Đã xem chỗ khác nhau của trung tâm đi trước; làm tiếp.")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def upgrade(canary: str | None, workers: int, dry_run: bool, accepts: bool, data: Path | None) -> None:
    """Nâng cấu trúc dữ liệu của mọi trung tâm lên bản phần mềm đang cài, trong khi các trung tâm vẫn làm việc.

    Một trung tâm đi trước, so sánh trước và sau; khác là dừng. Trung tâm nào lỗi thì ở lại mức cũ và vẫn làm việc, các
    trung tâm khác vẫn xong; chạy lại lệnh này để làm tiếp. Mã thoát 1 khi còn việc phải xem.
    """
    settings = settings_for(data)
    os.umask(0o077)
    try:
        report = asyncio.run(_run(settings, canary, workers, dry_run=dry_run, accepts=accepts))
    except _Enough:
        return
    _say(report)
    if not report.is_whole:
        raise SystemExit(1)


async def _run(settings: Settings, canary: str | None, workers: int, *, dry_run: bool, accepts: bool) -> Report:
    sealer = load_sealer(settings.key_file)
    use_sealer(sealer)

    async def first(owner_url: str) -> None:
        plan = await look(owner_url, canary)
        _announce(plan)
        if plan.behind:
            checked = await check_plugins(read_centers(settings.tenants_dir))
            click.echo(f"Gói thủ tục: {checked} gói đang bật đều đi cùng bản này.")
        if plan.has_nothing_to_do or dry_run:
            raise _Enough

    readiness = Readiness()
    readiness.listen(Terminal())
    async with open_database(settings, sealer.name, readiness, may_join=True, first=first) as ready:
        centers = read_centers(settings.tenants_dir)
        with bars() as tell:
            report = await run_upgrade(
                ready.owner_url or "",
                centers,
                canary=canary,
                workers=workers,
                accepts=accepts,
                tell=tell,
            )
            # Stopped here, the background rounds of the server go on with it.
            await count_at([centers[key] for key in report.done if key in centers], tell)
            return report


def _announce(plan: Plan) -> None:
    if plan.has_nothing_to_do:
        click.echo(f"{plan.centers} trung tâm đều đã ở mức {plan.level}; không có gì phải làm.")
        return
    click.echo(f"{len(plan.behind)}/{plan.centers} trung tâm chưa ở mức {plan.level}.")
    if plan.interrupted:
        click.echo(f"Lần trước bị ngắt giữa chừng ở {_some(plan.interrupted)}; làm tiếp từ mức đã ghi.")
    if plan.behind:
        click.echo(f"Đi trước: {plan.behind[0].key} (mức {plan.behind[0].level}).")


def _say(report: Report) -> None:
    if report.compared and not report.differences and report.canary not in report.failed:
        click.echo(f"{report.canary}: trước và sau khớp nhau (số dòng, trạng thái, hạn, hạn tính lại, quyền, nhật ký).")
    for sentence in report.permissions:
        click.echo(sentence)
    if report.done:
        click.echo(f"Đã nâng cấp {len(report.done)} trung tâm.")
    for sentence in report.differences:
        click.echo(f"{report.canary}: KHÁC TRƯỚC: {sentence}", err=True)
    for key, sentence in sorted(report.failed.items()):
        click.echo(f"{key}: chưa nâng được, vẫn làm việc ở mức cũ: {sentence}", err=True)
    if report.left:
        click.echo(f"Chưa chạm tới {len(report.left)} trung tâm: {_some(report.left)}.", err=True)
    if report.differences:
        click.echo("Xem chỗ khác nhau; đúng như mong muốn thì chạy lại với --accept.", err=True)
    elif report.failed:
        click.echo("Sửa nguyên nhân rồi chạy lại motcua upgrade: chỉ làm phần còn lại.", err=True)


def _some(keys: tuple[str, ...]) -> str:
    rest = len(keys) - SHOWN
    return ", ".join(keys[:SHOWN]) + (f" và {rest} trung tâm khác" if rest > 0 else "")


commands = (upgrade,)
