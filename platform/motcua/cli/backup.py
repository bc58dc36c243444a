"""`motcua backup`, `motcua drill`: making backups, keeping so many of them, and rehearsing a restore."""

from __future__ import annotations

from pathlib import Path

import click

from motcua.centers import Center
from motcua.centers.province import province_office
from motcua.cli.administering import DATA_HELP, FOLDER, place_named, run, settings_for
from motcua.cli.bars import bars
from motcua.cli.terminal import tenths
from motcua.domain.errors import MotCuaError, Refused
from motcua.readiness import Progress
from motcua.services.backup.drilling import Drilled, drill
from motcua.services.backup.making import back_up, owner_connection
from motcua.services.backup.manifest import Manifest, choose
from motcua.services.backup.restoring import Source
from motcua.services.backup.retention import prune
from motcua.services.office import Office
from motcua.settings import Settings, wall_clock
from motcua.store.depot import Depot, open_depot
from motcua.store.engine import DB
from motcua.store.queries.backup_runs import Run, record_run
from motcua.store.queries.catalog import known_centers

PLACE_HELP = "Thư mục hoặc s3://kho/thư-mục [mặc định: MOTCUA_BACKUP_TO]."
STAMP_HELP = "Bản sao lưu nào, ví dụ 20171108T003000Z [mặc định: bản mới nhất]."


def place_of(settings: Settings, given: str | None) -> str:
    address = given or settings.backup_to
    if not address:
        raise Refused("Chưa biết sao lưu ở đâu: thêm --to (hoặc --from), hoặc đặt MOTCUA_BACKUP_TO.")
    return address


def settings_of_database(data: Path | None) -> Settings:
    """The settings of an installation that has a database: a mistyped folder is told, not made."""
    settings = settings_for(data)
    if settings.is_embedded and not (settings.data_dir / "pgdata").exists():
        raise Refused(f"Chưa có cơ sở dữ liệu trong {settings.data_dir}; hãy chỉ đúng thư mục bằng --data.")
    return settings


@click.command()
@click.argument("centers", metavar="[TRUNG_TÂM]…", nargs=-1)
@click.option("--to", metavar="NƠI", help=PLACE_HELP)
@click.option(
    "--prune/--no-prune",
    "prunes",
    default=None,
    help="Có bỏ bản cũ theo MOTCUA_BACKUP_KEEP không [mặc định: có, khi nơi lưu lấy từ MOTCUA_BACKUP_TO].",
)
@click.option("--data", type=FOLDER, help=DATA_HELP)
def backup(centers: tuple[str, ...], to: str | None, prunes: bool | None, data: Path | None) -> None:
    """Sao lưu các trung tâm (không nêu tên: tất cả, và trang điều hành của tỉnh), có mã hóa, khi vẫn đang chạy.

    Một trung tâm lỗi không ngăn các trung tâm khác; lệnh kết thúc với mã 1 nếu có lỗi.
    """
    settings = settings_of_database(data)
    depot = open_depot(place_of(settings, to), makes=True)
    is_pruned = prunes if prunes is not None else to is None

    async def work(office: Office) -> int:
        async with DB.catalog_transaction():
            known = await known_centers()
        places = (*office.centers.values(), province_office(office.centers))
        chosen = [place_named(office, key) for key in centers] or [
            place for place in places if place.key in known and place.training is None
        ]
        # Rows without their folder are no center that a restore could bring back: said, never passed over.
        lost = [] if centers else [key for key in known if key not in {place.key for place in places}]
        for key in lost:
            click.echo(f"{key}: có dữ liệu nhưng không còn thư mục trong tenants/, nên không sao lưu được.", err=True)
        if not chosen:
            raise Refused("Chưa có trung tâm nào hoạt động nên chưa có gì để sao lưu.")
        with bars() as progress:
            return len(lost) + sum([await _one(office, center, depot, is_pruned, progress) for center in chosen])

    if run(settings, work):
        raise SystemExit(1)


async def _one(office: Office, center: Center, depot: Depot, is_pruned: bool, progress: Progress) -> int:
    """One center backed up and recorded; 1 when something is wrong with it."""
    at = wall_clock()

    def named(sentence: str, done: int = 0, total: int = 0) -> None:
        progress(f"{center.short_name}: {sentence}", done, total)

    try:
        made = await back_up(office, center, depot, at, progress=named)
    except MotCuaError as error:
        click.echo(f"{center.name}: {error}", err=True)
        await note(office, Run(center.key, "backup", at, wall_clock(), False, depot.says, "", str(error)))
        return 1
    says = said_of(made)
    click.echo(f"{center.name}: {says}")
    for key in made.missing[:5]:
        click.echo(f"  Thiếu hoặc hỏng tệp {key}", err=True)
    told = {"rows": made.rows, "files": made.file_count, "missing": len(made.missing)}
    ok = not made.missing
    await note(office, Run(center.key, "backup", at, wall_clock(), ok, depot.says, made.stamp, says, told))
    if is_pruned:
        gone = await prune(depot, office.sealer, center.key, office.settings.backup_keep, at)
        if gone:
            click.echo(f"  Đã bỏ {gone} bản cũ.")
    return 0 if ok else 1


def said_of(made: Manifest) -> str:
    size = sum(table.size for table in made.tables)
    says = (
        f"bản {made.stamp}, {made.trail.dossiers} hồ sơ, {made.rows} dòng ({tenths(size / 1e6)} MB trước khi nén), "
        f"{made.file_count} tệp ({tenths(made.file_bytes / 1e6)} MB), khóa {made.key}."
    )
    return f"{says} THIẾU {len(made.missing)} tệp." if made.missing else says


async def note(office: Office, ran: Run) -> None:
    """Records how a run ended, where the console and `motcua tenant check` read it."""
    async with owner_connection(office) as connection:
        await record_run(connection, ran)


@click.command("drill")
@click.argument("center", metavar="TRUNG_TÂM")
@click.option("--from", "place", metavar="NƠI", help=PLACE_HELP)
@click.option("--at", "stamp", metavar="BẢN", help=STAMP_HELP)
@click.option("--data", type=FOLDER, help=DATA_HELP)
def drill_command(center: str, place: str | None, stamp: str | None, data: Path | None) -> None:
    """Diễn tập phục hồi vào chỗ tạm: so số dòng, mã kiểm, nhật ký, tệp và giấy in lại; rồi xóa chỗ tạm.

    Dữ liệu đang chạy không bị đụng tới. Kết thúc với mã 1 khi có điều không khớp.
    """
    settings = settings_of_database(data)
    depot = open_depot(place_of(settings, place))

    async def work(office: Office) -> Drilled:
        found, at = place_named(office, center), wall_clock()
        try:
            manifest = await choose(depot, office.sealer, center, stamp)
            with bars() as progress:
                return await drill(office, found, Source(depot, office.sealer, manifest), at, progress=progress)
        except MotCuaError as error:
            await note(office, Run(center, "drill", at, wall_clock(), False, depot.says, stamp or "", str(error)))
            raise

    seen = run(settings, work)
    click.echo(f"Diễn tập bản {seen.manifest.stamp} ({tenths(seen.seconds)} giây): {seen.says}")
    if seen.letters_aside:
        click.echo(f"  {seen.letters_aside} giấy không in lại được để so, vì mẫu đã đổi.")
    for fault in seen.faults:
        click.echo(f"  {fault}", err=True)
    if not seen.is_whole:
        raise SystemExit(1)


commands = (backup, drill_command)
