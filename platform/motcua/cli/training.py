"""`motcua training`: a training twin of a center is opened, begun anew, closed."""

from __future__ import annotations

from pathlib import Path

import click

from motcua.centers import Center
from motcua.cli.administering import DATA_HELP, FOLDER, center_named, run, settings_for
from motcua.cli.opening import keep_first_passwords
from motcua.cli.progress import Terminal
from motcua.readiness import Readiness
from motcua.services.office import Office
from motcua.services.setup.onboarding import Onboarded
from motcua.services.training.folder import TRAINER
from motcua.services.training.opening import close_twin, open_twin, reset_twin
from motcua.services.training.twin import twin_key


@click.group()
def training() -> None:
    """Tập huấn: mở, làm mới, đóng trung tâm đào tạo của một trung tâm."""


@training.command("open")
@click.argument("key", metavar="TRUNG_TÂM")
@click.option(
    "--dossiers",
    type=click.IntRange(40, 1000),
    metavar="SỐ",
    help="Dựng sẵn chừng ấy hồ sơ giả định ở mọi trạng thái, để danh sách việc không trống.",
)
@click.option("--data", type=FOLDER, help=DATA_HELP)
def open_command(key: str, dossiers: int | None, data: Path | None) -> None:
    """Mở trung tâm đào tạo KHÓA-tap-huan: cùng quy trình và vị trí, người giả định, không có hồ sơ thật."""
    settings = settings_for(data)
    progress = Readiness()
    progress.listen(Terminal())

    async def work(office: Office) -> Onboarded:
        model, at = center_named(office, key), office.settings.clock()
        return await open_twin(office, model, at, dossiers=dossiers or 0, tell=progress.tell)

    report = run(settings, work)
    click.echo(f"Đã mở trung tâm đào tạo {report.center}: {len(report.first_passwords)} tài khoản.")
    click.echo(keep_first_passwords(settings.secrets_dir, report))
    click.echo(f"Giảng viên đăng nhập bằng {TRAINER.username}, mở /{report.center}/tap-huan/lop.")
    click.echo("Máy chủ đang chạy mở trung tâm này trong vài giây, không cần khởi động lại.")


@training.command("reset")
@click.argument("key", metavar="TRUNG_TÂM")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def reset_command(key: str, data: Path | None) -> None:
    """Làm mới lớp: xóa mọi hồ sơ và bài làm, giữ tài khoản; đồng hồ về đầu ngày làm việc."""

    async def work(office: Office) -> Center:
        return await reset_twin(office, twin_named(office, key), office.settings.clock())

    center = run(settings_for(data), work)
    click.echo(f"Đã làm mới {center.key}. Máy chủ đang chạy dùng giờ mới sau ít phút, hoặc ngay khi khởi động lại.")


@training.command("close")
@click.argument("key", metavar="TRUNG_TÂM")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def close_command(key: str, data: Path | None) -> None:
    """Đóng lớp: xóa trung tâm đào tạo khỏi hệ thống, không lưu lại gì."""

    async def work(office: Office) -> str:
        center = twin_named(office, key)
        await close_twin(office, center)
        return center.key

    click.echo(f"Đã xóa trung tâm đào tạo {run(settings_for(data), work)}. Máy chủ đang chạy đóng trong vài giây.")


def twin_named(office: Office, key: str) -> Center:
    """By its own key, or by that of the center it is of."""
    return center_named(office, key if key in office.centers and office.centers[key].training else twin_key(key))


commands = (training,)
