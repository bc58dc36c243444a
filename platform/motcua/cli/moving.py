"""`motcua tenant restore|backups|kept|export|import`: bringing a center back, and moving it to another server."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import click

from motcua.centers.province import PROVINCE_KEY
from motcua.cli.administering import DATA_HELP, FOLDER, center_named, place_named, run, settings_for
from motcua.cli.backup import PLACE_HELP, STAMP_HELP, note, place_of, said_of, settings_of_database
from motcua.cli.bars import bars
from motcua.cli.tenant import tenant
from motcua.cli.terminal import agreed
from motcua.domain.calendar import local
from motcua.domain.errors import MotCuaError, Refused
from motcua.services.backup import moving
from motcua.services.backup.hidden import STAGED, clear_left_behind, hidden_folder, incoming
from motcua.services.backup.making import owner_connection
from motcua.services.backup.manifest import Manifest, choose, read_manifest, stamps_of
from motcua.services.backup.restoring import Restored, Source, drop_kept, is_brought, restore, switch_back
from motcua.services.office import Office
from motcua.settings import Settings, wall_clock
from motcua.store.depot import open_depot
from motcua.store.queries.backup_runs import Run
from motcua.store.secrets import Sealer, keep_sealer, load_sealer, use_sealer
from motcua.store.staging import kept_of

FILE = click.Path(dir_okay=False, path_type=Path)


@tenant.command("backups")
@click.argument("center", metavar="TRUNG_TÂM")
@click.option("--from", "place", metavar="NƠI", help=PLACE_HELP)
@click.option("--data", type=FOLDER, help=DATA_HELP)
def backups_command(center: str, place: str | None, data: Path | None) -> None:
    """Liệt kê các bản sao lưu của trung tâm, bản mới nhất trước."""
    settings = settings_for(data)
    depot = open_depot(place_of(settings, place))
    sealer = load_sealer(settings.key_file)

    async def told() -> None:
        stamps = await stamps_of(depot, center)
        if not stamps:
            click.echo(f"Không có bản sao lưu nào của {center} trong {depot.says}.")
        for stamp in reversed(stamps):
            made = await read_manifest(depot, sealer, center, stamp)
            click.echo(f"{local(made.made_at):%d/%m/%Y %H:%M}  {said_of(made)}")

    asyncio.run(told())


@tenant.command("restore")
@click.argument("center", metavar="TRUNG_TÂM")
@click.option("--from", "place", metavar="NƠI", help=PLACE_HELP)
@click.option("--at", "stamp", metavar="BẢN", help=STAMP_HELP)
@click.option("--as", "copy_key", metavar="MÃ_MỚI", help="Phục hồi thành một trung tâm khác, cạnh trung tâm này.")
@click.option("--yes", is_flag=True, help="Không hỏi lại.")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def restore_command(
    center: str, place: str | None, stamp: str | None, copy_key: str | None, yes: bool, data: Path | None
) -> None:
    """Phục hồi trung tâm từ bản sao lưu, trong khi nó vẫn chạy; xong mới thay, và giữ lại dữ liệu vừa thay.

    Trên máy chủ chưa có trung tâm này thì cả thư mục của nó cũng lấy từ bản sao lưu.
    """
    settings = settings_for(data)
    depot = open_depot(place_of(settings, place))

    async def manifest_of(sealer: Sealer) -> Source:
        return Source(depot, sealer, await choose(depot, sealer, center, stamp))

    is_here = center == PROVINCE_KEY or (settings.tenants_dir / center / "center.toml").exists()
    if center == PROVINCE_KEY and copy_key is not None:
        raise Refused("Trang điều hành của tỉnh không phục hồi thành một nơi khác được; bỏ --as.")
    if copy_key is not None or not is_here:
        _bring(settings, copy_key or center, None, manifest_of, kind="restore")
        return

    async def work(office: Office) -> Restored:
        found, at = place_named(office, center), wall_clock()
        try:
            source = await manifest_of(office.sealer)
            with bars() as progress:
                return await restore(office, found, source, at, progress=progress)
        except MotCuaError as error:
            await note(office, Run(center, "restore", at, wall_clock(), False, depot.says, stamp or "", str(error)))
            raise

    if not yes:
        agreed(f"Thay dữ liệu đang chạy của {center} bằng bản sao lưu? Dữ liệu hiện nay được giữ lại.")
    say_restored(run(settings, work))


def check_key_file(path: Path) -> Path:
    """A key file that is not there is told: one made now would open nothing that was backed up."""
    if not path.is_file():
        raise Refused(f"Không có tệp khóa {path}; bản sao lưu chỉ mở được bằng tệp khóa của máy chủ đã sao lưu.")
    return path


def clear_left(settings: Settings) -> None:
    """What a restore or an import that was killed has left holds lists of people: it goes, and is named."""
    for folder in clear_left_behind(settings):
        click.echo(f"Đã xóa thư mục tạm mà một lần phục hồi bị ngắt giữa chừng để lại: {folder}.")


def say_restored(done: Restored, before: str = "") -> None:
    trail = done.manifest.trail
    click.echo(
        f"{before}Đã phục hồi bản {done.manifest.stamp}: {done.compared.rows} dòng, {trail.dossiers} hồ sơ, "
        f"{trail.events} sự kiện, khớp từng bảng với bản sao lưu; thêm lại {done.files_added} tệp."
    )
    if done.kept:
        click.echo(
            f"{before}Dữ liệu vừa thay giữ ở {done.kept}; quay lại: motcua tenant kept {done.manifest.center} --back."
        )


@tenant.command("kept")
@click.argument("center", metavar="TRUNG_TÂM")
@click.option("--back", metavar="TÊN", is_flag=False, flag_value="latest", help="Quay lại dữ liệu này [bản mới nhất].")
@click.option("--drop", metavar="TÊN", help="Xóa hẳn dữ liệu này.")
@click.option("--yes", is_flag=True, help="Không hỏi lại.")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def kept_command(center: str, back: str | None, drop: str | None, yes: bool, data: Path | None) -> None:
    """Dữ liệu mà các lần phục hồi đã thay và còn giữ; quay lại hoặc xóa hẳn."""

    async def work(office: Office) -> str:
        found = place_named(office, center)
        async with owner_connection(office) as connection:
            have = await kept_of(connection, center)
        if drop is not None:
            await drop_kept(office, found, drop)
            return f"Đã xóa hẳn {drop}."
        if back is not None:
            if not have:
                raise Refused(f"Trung tâm {center} không còn dữ liệu cũ nào được giữ.")
            name = have[0]["schema"] if back == "latest" else back
            return f"Đã quay lại {name}; dữ liệu vừa thay giữ ở {await switch_back(office, found, name, wall_clock())}."
        lines = [f"{each['schema']}  {local(each['kept_at']):%d/%m/%Y %H:%M}  {each['why']}" for each in have]
        return "\n".join(lines) or "Không có dữ liệu cũ nào được giữ."

    if drop is not None and not yes:
        agreed(f"Xóa hẳn {drop}? Không lấy lại được.")
    click.echo(run(settings_of_database(data), work))


@tenant.command("export")
@click.argument("center", metavar="TRUNG_TÂM")
@click.option("--into", type=FILE, required=True, metavar="TỆP", help="Tệp ghi ra; không được có sẵn.")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def export_command(center: str, into: Path, data: Path | None) -> None:
    """Gói cả trung tâm vào một tệp mã hóa để chuyển sang máy chủ khác."""
    settings, target = settings_of_database(data), into.absolute()

    async def work(office: Office) -> Manifest:
        at = wall_clock()
        with bars() as progress:
            made = await moving.export(office, center_named(office, center), target, at, progress=progress)
        await note(office, Run(center, "export", at, wall_clock(), True, str(into), made.stamp, said_of(made)))
        return made

    made = run(settings, work)
    click.echo(f"{made.name}: {said_of(made)}")
    click.echo(f"Chuyển {into} và tệp khóa {settings.key_file} sang máy kia bằng hai đường khác nhau, rồi ở đó chạy:")
    click.echo(f"  motcua tenant import {into.name} --keys keys.json")


@tenant.command("import")
@click.argument("file", metavar="TỆP", type=FILE)
@click.option("--keys", type=FILE, metavar="TỆP", help="Tệp khóa của máy chủ cũ [mặc định: tệp khóa ở đây].")
@click.option("--as", "copy_key", metavar="MÃ_MỚI", help="Nhận dưới một mã khác.")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def import_command(file: Path, keys: Path | None, copy_key: str | None, data: Path | None) -> None:
    """Nhận một trung tâm từ máy chủ khác; các trung tâm ở đây vẫn chạy."""
    settings = settings_for(data)
    if not file.is_file():
        raise Refused(f"Không có tệp {file}.")
    if keys is not None:
        check_key_file(keys)

    @contextlib.asynccontextmanager
    async def opened() -> AsyncIterator[tuple[str, Callable[[Sealer], Awaitable[Source]]]]:
        async with moving.unpacked(file, incoming(settings)) as (depot, center, stamp):

            async def manifest_of(sealer: Sealer) -> Source:
                return Source(depot, sealer, await read_manifest(depot, sealer, center, stamp))

            yield center, manifest_of

    async def find() -> None:
        async with opened() as (center, manifest_of):
            await asyncio.to_thread(_bring, settings, copy_key or center, keys, manifest_of, kind="import")

    asyncio.run(find())


def _bring(
    settings: Settings,
    key: str,
    keys: Path | None,
    source_of: Callable[[Sealer], Awaitable[Source]],
    *,
    kind: str,
) -> None:
    """A center that is not here yet: its folder is made ready aside, its data restored, then the folder is put down."""
    os.umask(0o077)
    moving.check_writable(settings.tenants_dir)
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    clear_left(settings)
    with hidden_folder(settings.data_dir, STAGED) as staged:
        sealer = load_sealer(keys) if keys is not None else load_sealer(settings.key_file)
        source = asyncio.run(_staged(source_of, sealer, settings.tenants_dir, staged, key))

        async def work(office: Office) -> Restored | None:
            if await is_brought(office, key, source.manifest.stamp):
                return None
            made = moving.adopted(office.sealer, source)
            if made != office.sealer:
                keep_sealer(settings.key_file, made)
                use_sealer(made)
            with bars() as progress:
                return await restore(
                    replace(office, sealer=made),
                    office.centers[key],
                    source,
                    wall_clock(),
                    kind=kind,
                    progress=progress,
                )

        done = run(replace(settings, tenants_dir=staged), work)
        moving.place_folder(staged, settings.tenants_dir, key)
    if done is None:
        click.echo("Dữ liệu đã có từ lần chạy trước; chỉ đặt lại thư mục.")
    else:
        say_restored(done)
    click.echo(
        f"Thư mục của trung tâm: {settings.tenants_dir / key}. Máy chủ đang chạy phục vụ nó từ lần khởi động sau."
    )


async def _staged(
    source_of: Callable[[Sealer], Awaitable[Source]], sealer: Sealer, tenants: Path, into: Path, key: str
) -> Source:
    source = await source_of(sealer)
    moving.stage_folder(await moving.folder_of(source), source.manifest, tenants, into, key)
    return source


commands = (tenant,)  # again, now with what this module added to it
