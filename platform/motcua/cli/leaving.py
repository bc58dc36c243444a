"""`motcua tenant leave`: a center is exported, sealed and removed, with minutes."""

from __future__ import annotations

from pathlib import Path

import click

from motcua.cli.administering import DATA_HELP, FOLDER, center_named, run, settings_for
from motcua.cli.tenant import tenant
from motcua.domain.states import STATES, State
from motcua.services.office import Office
from motcua.services.setup.leaving import Leaving, Left, leave, leaving


@tenant.command("leave")
@click.argument("key", metavar="TRUNG_TÂM")
@click.option("--reason", required=True, help="Lý do, căn cứ (số, ngày quyết định), in trên biên bản.")
@click.option("--out", type=FOLDER, required=True, help="Thư mục đặt tệp lưu trữ và biên bản.")
@click.option("--with-open", is_flag=True, help="Cả khi còn hồ sơ chưa giải quyết xong.")
@click.option("--confirm", default="", help="Khóa trung tâm, để không hỏi lại (lần xác nhận thứ nhất).")
@click.option("--confirm-name", default="", help="Tên đầy đủ của trung tâm, để không hỏi lại (lần thứ hai).")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def leave_command(
    key: str, reason: str, out: Path, with_open: bool, confirm: str, confirm_name: str, data: Path | None
) -> None:
    """Cho một trung tâm ngừng sử dụng: xuất dữ liệu, niêm phong, in biên bản, rồi xóa khỏi hệ thống."""

    folder = out.expanduser().absolute()

    async def work(office: Office) -> Left:
        center = center_named(office, key)
        say_leaving(await leaving(office, center))
        first = confirm or click.prompt("Gõ khóa của trung tâm để xác nhận lần thứ nhất")
        second = confirm_name or click.prompt("Gõ tên đầy đủ của trung tâm để xác nhận lần thứ hai")
        return await leave(
            office, center, folder, confirmed=(first.strip(), second.strip()), reason=reason,
            with_open=with_open, at=office.settings.clock(),
        )  # fmt: skip

    settings = settings_for(data)
    left = run(settings, work)
    click.echo(f"Đã xuất: {left.archived.path}")
    click.echo(f"SHA-256: {left.archived.sha256}")
    click.echo(f"Biên bản: {left.minutes}")
    click.echo(
        f"Tệp đã mã hóa, chỉ mở được bằng tệp khóa {left.archived.key} ({settings.key_file}): "
        "cất bản sao tệp khóa ở nơi khác, lâu bằng tệp này. Đọc lại: motcua tenant import."
    )
    if left.twin:
        click.echo(f"Đã xóa trung tâm đào tạo {left.twin}.")
    click.echo("Đã xóa trung tâm khỏi hệ thống. Máy chủ đang chạy đóng địa chỉ của trung tâm trong vài giây.")


def say_leaving(found: Leaving) -> None:
    click.echo(click.style(found.center.name, bold=True))
    for state, count in found.states.items():
        click.echo(f"  {STATES[State(state)].name}: {count} hồ sơ")
    click.echo(f"  Chưa giải quyết xong: {found.open_dossiers} hồ sơ")
    if found.twin_says:
        click.echo(f"  Trung tâm đào tạo {found.twin_says}.")


commands = (tenant,)
