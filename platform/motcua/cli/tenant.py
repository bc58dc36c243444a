"""`motcua tenant`: making a center ready from its folder, and listing the centers."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import click

from motcua.centers import Center, read_centers
from motcua.cli.administering import DATA_HELP, FOLDER, center_named, run, settings_for
from motcua.cli.opening import keep_first_passwords
from motcua.domain.errors import DataError
from motcua.services.office import Office
from motcua.services.onboarding import Onboarded, onboard
from motcua.settings import Settings
from motcua.store.engine import DB
from motcua.store.queries.catalog import known_centers

KINDS = {"province": "tỉnh", "district": "huyện", "commune": "xã"}


@click.group()
def tenant() -> None:
    """Các trung tâm: đưa vào hoạt động, liệt kê."""


@tenant.command("onboard")
@click.argument("folder", metavar="THƯ_MỤC", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--data", type=FOLDER, help=DATA_HELP)
def onboard_command(folder: Path, data: Path | None) -> None:
    """Đưa trung tâm trong thư mục THƯ_MỤC vào hoạt động. Chạy lại chỉ làm phần thay đổi."""
    folder = folder.resolve()
    settings = settings_for(data, folder.parent)
    began = time.perf_counter()

    async def work(office: Office) -> tuple[Center, Onboarded, float]:
        center = center_named(office, folder.name)
        opened = time.perf_counter()
        return center, await onboard(office, center, refuses_switching_off=True), time.perf_counter() - opened

    center, report, seconds = run(settings, work)
    say_onboarded(settings, center, report)
    click.echo(f"Xong sau {seconds:.1f} giây (cả mở cơ sở dữ liệu: {time.perf_counter() - began:.1f} giây).")


def say_onboarded(settings: Settings, center: Center, report: Onboarded) -> None:
    click.echo(click.style(center.name, bold=True))
    if report.did_nothing:
        click.echo("  Không có gì thay đổi.")
    if report.was_migrated:
        click.echo("  Cấu trúc dữ liệu: đã tạo hoặc nâng cấp.")
    if report.new_versions:
        click.echo(f"  Phiên bản thủ tục mới: {report.new_versions}.")
    if report.proposed:
        waiting = report.proposed - report.published
        click.echo(f"  Đưa vào rà soát: {report.proposed} thủ tục; công bố theo center.toml: {report.published}.")
        if waiting:
            click.echo(f"  {waiting} thủ tục chờ rà soát, chưa tiếp nhận được: mở trang Rà soát TTHC.")
    if report.first_passwords:
        click.echo(f"  {keep_first_passwords(settings.secrets_dir, report)}")
    for sentence in report.told:
        click.echo(f"  {sentence}")
    if report.changed:
        click.echo(f"  Tài khoản cập nhật: {', '.join(report.changed)}.")
    if report.locked:
        click.echo(f"  Tài khoản khóa (không còn trong staff.csv): {', '.join(report.locked)}.")
    for note in center.unconfirmed.values():
        click.echo(f"  Chưa xác nhận: {note}")


@tenant.command("list")
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON.")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def list_command(as_json: bool, data: Path | None) -> None:
    """Liệt kê các trung tâm và tình trạng của từng trung tâm."""
    settings = settings_for(data)
    centers = read_centers(settings.tenants_dir)
    levels = {}
    if not settings.is_embedded or (settings.data_dir / "pgdata").exists():
        levels = run(settings, _levels)
    listed = [_described(center, levels) for center in centers.values()]
    if as_json:
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    if not listed:
        raise DataError(str(settings.tenants_dir), "center.toml", "chưa có trung tâm nào.", "xem tenants/README.md.")
    for center in listed:
        state = "đang hoạt động" if center["is_onboarded"] else "chưa đưa vào hoạt động"
        ordinal = f"trung tâm thứ {center['ordinal']}, " if center["ordinal"] else ""
        click.echo(f"{center['key']:<14} {center['name']}")
        click.echo(
            f"{'':<14} {ordinal}cấp {KINDS.get(center['kind'], center['kind'])}, {center['agencies']} cơ quan, "
            f"{center['staff']} người; {state}"
        )


async def _levels(_: Office) -> dict[str, str]:
    async with DB.catalog_transaction():
        return {key: level for key, (_, level) in (await known_centers()).items()}


def _described(center: Center, levels: dict[str, str]) -> dict[str, Any]:
    return {
        "key": center.key,
        "name": center.name,
        "kind": center.kind,
        "ordinal": center.ordinal,
        "decision": center.decision,
        "path": f"/{center.key}/",
        "agencies": len(center.agencies),
        "plugins": sorted(center.plugins),
        "staff": len(center.staff),
        "is_onboarded": center.key in levels,
        "level": levels.get(center.key),
    }


commands = (tenant,)
