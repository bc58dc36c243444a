"""`motcua staff`: what the administrator does for one account."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from motcua.centers import entered
from motcua.cli.administering import DATA_HELP, FOLDER, center_named, run, settings_for
from motcua.cli.opening import keep_first_passwords
from motcua.services.accounts.passwords import first_password
from motcua.services.accounts.second_step import reset_at_the_server
from motcua.services.accounts.signing_in import set_password
from motcua.services.accounts.staff_import import FATES, StaffReport, import_staff, report_staff
from motcua.services.office import Office
from motcua.services.setup.onboarding import Onboarded
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


@staff.command("import")
@click.argument("key", metavar="TRUNG_TÂM")
@click.argument("file", metavar="TỆP", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Chỉ in báo cáo, không thay đổi gì.")
@click.option("--whole", is_flag=True, help="Đây là danh sách đầy đủ: khóa tài khoản của người không có trong đó.")
@click.option("--data", type=FOLDER, help=DATA_HELP)
@click.pass_context
def import_command(context: click.Context, key: str, file: Path, dry_run: bool, whole: bool, data: Path | None) -> None:
    """Nhập danh sách cán bộ từ Excel hoặc CSV: báo cáo từng dòng, nhận cả danh sách hoặc không nhận dòng nào."""
    settings = settings_for(data)

    async def work(office: Office) -> tuple[StaffReport, Onboarded | None]:
        center = center_named(office, key)
        found = await report_staff(office, center, await asyncio.to_thread(file.read_bytes), file.name, is_whole=whole)
        say_report(found, is_whole=whole)
        if dry_run or found.problems:
            return found, None
        return found, await import_staff(office, center, found)

    found, made = run(settings, work)
    if made is not None:
        click.echo(f"Đã nhận danh sách: thêm {len(made.first_passwords)}, cập nhật {len(made.changed)}.")
        if made.first_passwords:
            click.echo(keep_first_passwords(settings.secrets_dir, made))
    elif found.problems:
        click.echo("Chưa nhận dòng nào: sửa các dòng trên rồi chạy lại.")
        context.exit(1)
    else:
        click.echo("Chưa thay đổi gì: bỏ --dry-run để thực hiện.")


def say_report(found: StaffReport, *, is_whole: bool) -> None:
    for each in found.fates:
        says = f" – {each.says}" if each.says else ""
        click.echo(
            f"  Dòng {each.number}: {each.name} {f'({each.username})' if each.username else ''}"
            f" {FATES[each.fate]}{says}"
        )
    counts = ", ".join(f"{says} {found.count(fate)}" for fate, says in FATES.items())
    click.echo(f"{len(found.fates)} dòng: {counts}.")
    if found.leaving:
        word = "sẽ bị khóa" if is_whole else "giữ nguyên (thêm --whole nếu danh sách là đầy đủ)"
        click.echo(f"{len(found.leaving)} người của Trung tâm không có trong danh sách: {word}.")


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
