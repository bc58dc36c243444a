"""`motcua tenant`: making a center's folder, bringing it into work, asking whether it is ready, listing the centers."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import click

from motcua.centers import Center, read_centers
from motcua.centers.new_folder import NewCenter, write_new_folder
from motcua.cli.administering import DATA_HELP, FOLDER, center_named, run, settings_for
from motcua.cli.decided import center_in
from motcua.cli.opening import keep_first_passwords
from motcua.cli.progress import Terminal
from motcua.cli.terminal import tenths
from motcua.domain.calendar import local
from motcua.domain.errors import DataError, NotHere
from motcua.readiness import Readiness
from motcua.services.office import Office
from motcua.services.setup.findings import WEIGHT_NAMES, Weight
from motcua.services.setup.onboard_plan import Plan, plan_of
from motcua.services.setup.onboarding import Onboarded, onboard
from motcua.services.setup.starting import keep_taken
from motcua.services.setup.tenant_check import Checked, check_tenant
from motcua.settings import Settings
from motcua.store.engine import DB
from motcua.store.queries.catalog import known_centers

KINDS = {"province": "tỉnh", "district": "huyện", "commune": "xã"}
MOST_NAMED = 8


@click.group()
def tenant() -> None:
    """Các trung tâm: tạo thư mục, đưa vào hoạt động, kiểm tra, liệt kê."""


@tenant.command("new")
@click.argument("key", metavar="KHÓA")
@click.option("--from", "model", metavar="TRUNG_TÂM", required=True, help="Trung tâm lấy làm mẫu.")
@click.option("--short-name", default="", help="Tên ngắn có dấu, như “Lương Tài”.")
@click.option("--name", default="", help="Tên đầy đủ; không ghi thì theo tên của mẫu.")
@click.option("--parent", default="", help="Cơ quan chủ quản; không ghi thì theo mẫu.")
@click.option("--kind", default="", help="Cấp: province, district hoặc commune; không ghi thì theo mẫu.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Ngày thành lập [mặc định: hôm nay].")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def new_command(
    key: str, model: str, short_name: str, name: str, parent: str, kind: str, since: Any, data: Path | None
) -> None:
    """Tạo thư mục trung tâm KHÓA, mọi thiết lập có lời giải thích."""
    settings = settings_for(data)
    centers = read_centers(settings.tenants_dir)
    on = since.date() if since is not None else local(settings.clock()).date()
    new = NewCenter(key, on, short_name, name, parent, kind)
    folder = write_new_folder(settings.tenants_dir, centers, center_in(centers, model), new)
    click.echo(f"Đã tạo {folder}/center.toml và staff.csv.")
    click.echo("Việc tiếp theo:")
    click.echo("  1. Sửa center.toml (tên, địa chỉ, cơ quan, [publication]).")
    click.echo(f"  2. Nhập cán bộ: motcua staff import {key} DANH_SÁCH.xlsx, hoặc điền staff.csv.")
    click.echo(f"  3. Xem kế hoạch: motcua tenant onboard {key} --dry-run; rồi chạy thật, bỏ --dry-run.")
    click.echo(f"  4. Kiểm tra: motcua tenant check {key}.")


@tenant.command("onboard")
@click.argument("center", metavar="TRUNG_TÂM|THƯ_MỤC")
@click.option("--dry-run", is_flag=True, help="Chỉ in kế hoạch, không thay đổi gì.")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def onboard_command(center: str, dry_run: bool, data: Path | None) -> None:
    """Đưa một trung tâm vào hoạt động. Chạy lại chỉ làm phần thay đổi."""
    folder = Path(center).resolve()
    is_folder = "/" in center or (folder / "center.toml").is_file()
    if is_folder and not (folder / "center.toml").is_file():
        raise NotHere(f"Không có {folder}/center.toml.")
    settings = settings_for(data, folder.parent if is_folder else None)
    key = folder.name if is_folder else center
    began = time.perf_counter()
    progress = Readiness()
    progress.listen(Terminal())

    async def work(office: Office) -> tuple[Center, Onboarded | None, float, float]:
        found = center_named(office, key)
        at = office.settings.clock()
        opened, spent = time.perf_counter(), time.process_time()
        say_plan(found, await plan_of(office, found, at))
        report = (
            None
            if dry_run
            else await onboard(office, found, business_at=at, tell=progress.tell, refuses_switching_off=True)
        )
        if report is not None:
            await keep_taken(office, report)
        return found, report, time.perf_counter() - opened, time.process_time() - spent

    found, report, seconds, spent = run(settings, work)
    if report is None:
        click.echo("Chưa làm gì: bỏ --dry-run để thực hiện.")
        return
    say_onboarded(settings, found, report)
    click.echo("Máy chủ đang chạy mở trung tâm, hoặc dùng thay đổi, trong vài giây; không cần khởi động lại.")
    click.echo(
        f"Xong sau {tenths(seconds)} giây, {tenths(spent)} giây tính toán "
        f"(cả mở cơ sở dữ liệu: {tenths(time.perf_counter() - began)} giây)."
    )


def say_plan(center: Center, plan: Plan) -> None:
    click.echo(click.style(f"Kế hoạch cho {center.name}", bold=True))
    if plan.migrations:
        word = f"nâng cấp từ {plan.level}" if plan.level else "tạo mới"
        click.echo(f"  Cấu trúc dữ liệu: {word}, {len(plan.migrations)} bước đến {plan.migrations[-1]}.")
    if plan.new_versions:
        click.echo(f"  Lưu {plan.new_versions} phiên bản thủ tục vào danh mục chung.")
    if plan.proposed:
        click.echo(f"  Đưa vào rà soát {len(plan.proposed)} thủ tục, công bố {len(plan.published)}.")
    elif plan.published:
        click.echo(f"  Công bố {len(plan.published)} thủ tục.")
    for says, people in (("Thêm", plan.new), ("Cập nhật", plan.changed), ("Khóa", plan.locked)):
        if people:
            more = f" và {len(people) - MOST_NAMED} người khác" if len(people) > MOST_NAMED else ""
            click.echo(f"  {says} {len(people)} tài khoản: {', '.join(people[:MOST_NAMED])}{more}.")
    click.echo(f"  Lịch nghỉ: {'; '.join(plan.calendar)}.")
    if plan.does_nothing:
        click.echo("  Không có gì phải làm.")


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


@tenant.command("check")
@click.argument("key", metavar="TRUNG_TÂM")
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON.")
@click.option("--data", type=FOLDER, help=DATA_HELP)
@click.pass_context
def check_command(context: click.Context, key: str, as_json: bool, data: Path | None) -> None:
    """Trung tâm đã sẵn sàng chưa, còn phải làm gì. Mã thoát 1 khi có việc làm cho trung tâm chưa làm việc được."""

    async def work(office: Office) -> tuple[Center, Checked]:
        center = center_named(office, key)
        return center, await check_tenant(office, center, office.settings.clock())

    center, checked = run(settings_for(data), work)
    if as_json:
        click.echo(json.dumps(checked.to_data(), ensure_ascii=False, indent=2))
    else:
        say_checked(center, checked)
    context.exit(0 if checked.is_ready else 1)


def say_checked(center: Center, checked: Checked) -> None:
    click.echo(click.style(center.name, bold=True))
    for weight, found in ((Weight.STOPS, checked.stops), (Weight.WARNS, checked.warns)):
        if found:
            click.echo(f"{WEIGHT_NAMES[weight]} ({len(found)}):")
        for each in found:
            click.echo(f"  - {each.says} Cách làm: {each.remedy}")
    click.echo("Sẵn sàng làm việc." if checked.is_ready else "Chưa sẵn sàng: làm xong các việc ở nhóm thứ nhất.")


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
