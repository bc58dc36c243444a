"""`motcua restore`: everything of a lost server onto a new one, from the backups and the key file."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from pathlib import Path

import click

from motcua.cli.administering import DATA_HELP, FOLDER, run, settings_for
from motcua.cli.backup import PLACE_HELP, note, place_of
from motcua.cli.bars import bars
from motcua.cli.moving import FILE, check_key_file, clear_left, say_restored
from motcua.domain.errors import MotCuaError
from motcua.readiness import Progress
from motcua.services.backup import moving, whole
from motcua.services.backup.hidden import STAGED, hidden_folder
from motcua.services.backup.restoring import Source
from motcua.services.office import Office
from motcua.settings import Settings, wall_clock
from motcua.store.depot import open_depot
from motcua.store.queries.backup_runs import Run
from motcua.store.secrets import load_sealer, take_keys


@click.command("restore")
@click.argument("centers", metavar="[TRUNG_TÂM]…", nargs=-1)
@click.option("--from", "place", metavar="NƠI", help=PLACE_HELP)
@click.option("--keys", type=FILE, metavar="TỆP", help="Tệp khóa của máy chủ cũ [mặc định: tệp khóa ở đây].")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def restore_command(centers: tuple[str, ...], place: str | None, keys: Path | None, data: Path | None) -> None:
    """Dựng lại cả tỉnh trên máy chủ mới: mọi trung tâm và trang điều hành, từ bản sao lưu mới nhất.

    Dừng giữa chừng thì chạy lại: chỗ nào xong rồi được giữ nguyên. Một trung tâm lỗi không ngăn các trung tâm khác;
    khi đó lệnh kết thúc với mã 1. Trung tâm đang hoạt động ở đây không bao giờ bị thay.
    """
    os.umask(0o077)
    settings = settings_for(data)
    depot = open_depot(place_of(settings, place))
    moving.check_writable(settings.tenants_dir)
    if keys is not None:
        take_keys(settings.key_file, check_key_file(keys))
    sealer = load_sealer(check_key_file(settings.key_file))
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    clear_left(settings)
    with hidden_folder(settings.data_dir, STAGED) as staged:

        async def found() -> tuple[tuple[Source, ...], int]:
            sources, unreadable = await whole.latest_of(depot, sealer, tuple(centers) or await whole.places_in(depot))
            await whole.stage_folders(sources, settings.tenants_dir, staged)
            for key, sentence in unreadable.items():
                click.echo(f"{key}: {sentence}", err=True)
            return sources, len(unreadable)

        sources, failed = asyncio.run(found())

        async def work(office: Office) -> int:
            with bars() as progress:
                return sum([await _one(office, source, staged, settings, progress) for source in sources])

        failed += run(replace(settings, tenants_dir=staged), work)
    if failed:
        raise SystemExit(1)
    click.echo(f"Đã dựng lại {len(sources)} nơi. Thư mục trung tâm: {settings.tenants_dir}. Tiếp theo: motcua doctor.")


async def _one(office: Office, source: Source, staged: Path, settings: Settings, progress: Progress) -> int:
    """One place brought back, and its folder put down; 1 when it was not."""
    key, at = source.manifest.center, wall_clock()

    def named(sentence: str, done: int = 0, total: int = 0) -> None:
        progress(f"{source.manifest.name}: {sentence}", done, total)

    try:
        brought = await whole.bring_back(office, source, at, progress=named)
        moving.place_folder(staged, settings.tenants_dir, key)
    except MotCuaError as error:
        click.echo(f"{source.manifest.name}: {error}", err=True)
        where, stamp = source.depot.says, source.manifest.stamp
        await note(office, Run(key, "restore", at, wall_clock(), False, where, stamp, str(error)))
        return 1
    click.echo(f"{brought.place.name}:")
    if brought.done is None:
        click.echo(f"  Đã xong từ lần chạy trước (bản {source.manifest.stamp}).")
    else:
        say_restored(brought.done, before="  ")
    return 0


commands = (restore_command,)
