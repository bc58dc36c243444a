"""`motcua calendar`: the days off and worked days of a year, imported and checked as signed-off data."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from functools import partial
from pathlib import Path

import click

from motcua.centers import entered
from motcua.centers.calendar_files import written_year
from motcua.centers.calendars import read_year
from motcua.cli.administering import DATA_HELP, FOLDER, run
from motcua.cli.decided import center_in, centers_decided, clock_settings, has_database
from motcua.domain.calendar import CalendarYear, Closure, Span, day_says
from motcua.domain.errors import Conflict, Refused
from motcua.domain.year_data import differences
from motcua.services.deadlines.calendars import Recounted, decide_closure, decide_year, keep_calendar
from motcua.services.deadlines.published_holidays import compared
from motcua.services.office import Office
from motcua.settings import wall_clock
from motcua.store.engine import DB
from motcua.store.queries.catalog import known_centers

STATUS = {True: "dự kiến", False: "chính thức"}
YEAR = click.IntRange(2000, 2100)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
CENTER_HELP = "Trung tâm [mặc định: lịch chung của tỉnh]."


@click.group(name="calendar")
def calendar() -> None:
    """Lịch nghỉ, làm bù và tạm nghỉ: xem, nạp, đối chiếu."""


@calendar.command("show")
@click.argument("year", metavar="NĂM", type=YEAR)
@click.option("--center", "key", metavar="KHÓA", help=CENTER_HELP)
@click.option("--data", type=FOLDER, metavar="THƯ_MỤC", help="Đọc cả những gì đã quyết định trong cơ sở dữ liệu này.")
def show_command(year: int, key: str | None, data: Path | None) -> None:
    """Mọi ngày nghỉ và ngày làm bù của một năm, kèm văn bản."""
    centers = centers_decided(data)
    center = center_in(centers, key) if key else next(iter(centers.values()))
    found = center.calendar.year(year)
    if found is None:
        raise Refused(f"Chưa có lịch nghỉ năm {year}: chỉ trừ ngày nghỉ hằng tuần, kết quả là tạm tính.")
    click.echo(click.style(f"Lịch nghỉ năm {year} – {STATUS[found.is_provisional]}", bold=True))
    for day in found.days:
        what = "làm việc" if day.is_worked else "nghỉ"
        mark = " (dự kiến)" if day.is_provisional else ""
        click.echo(f"  {day_says(day.on):<22} {what:<8} {day.name}{mark} – {day.document}")
    if key is None:
        return
    for own in center.calendar.own_days:
        if own.on.year == year:
            what = "làm việc" if own.is_worked else "nghỉ"
            click.echo(f"  {day_says(own.on):<22} {what:<8} {own.name} – {own.document} (riêng của trung tâm)")
    for closure in center.calendar.closures:
        if closure.first_on.year == year or closure.last_on.year == year:
            span = f", {closure.span}" if closure.span else ""
            click.echo(
                f"  {day_says(closure.first_on)} – {day_says(closure.last_on)}{span}: tạm nghỉ, {closure.reason} "
                f"– {closure.document}"
            )


@calendar.command("import")
@click.argument("file", metavar="TỆP", type=FILE)
@click.option("--document", metavar="VĂN_BẢN", help="Văn bản công bố lịch; bắt buộc khi lịch là chính thức.")
@click.option("--by", metavar="HỌ_TÊN", default="", help="Người nạp và chịu trách nhiệm đối chiếu.")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def import_command(file: Path, document: str | None, by: str, data: Path | None) -> None:
    """Nạp lịch của một năm từ TỆP (cùng dạng với tenants/calendar/NĂM.toml).

    Không có cơ sở dữ liệu thì ghi vào tenants/calendar. Có --data hoặc MOTCUA_DATABASE_URL thì ghi thành quyết định
    của mọi trung tâm đang hoạt động, tính lại hạn của hồ sơ chưa xong và báo từng nơi.
    """
    year = read_year(file)
    known = next(iter(centers_decided(data).values())).calendar.year(year.year)
    if not year.is_provisional and not document:
        raise Refused("Lịch chính thức phải có văn bản công bố: thêm --document “Thông báo số …”.")
    listed = tuple(differences(known, year))
    _say_status(known, year)
    for each in listed:
        click.echo(f"  {each.says}")
    if not listed and known is not None and known.is_provisional == year.is_provisional:
        click.echo("Không có gì thay đổi.")
        return
    if not has_database(data):
        to = clock_settings(data).tenants_dir / "calendar" / f"{year.year}.toml"
        to.write_text(written_year(year, document or ""), "utf-8")
        click.echo(f"Đã ghi {to}.")
        return
    done = run(clock_settings(data), lambda office: _everywhere(office, year, document or "dự kiến", by))
    for name, found in done.items():
        _say_recounted(name, found)


def _say_status(known: CalendarYear | None, year: CalendarYear) -> None:
    was = STATUS[known.is_provisional] if known else "chưa có"
    click.echo(f"Lịch nghỉ năm {year.year}: {was} → {STATUS[year.is_provisional]}.")


async def _everywhere(office: Office, year: CalendarYear, document: str, by: str) -> dict[str, Recounted]:
    found = {}
    there = await _onboarded()
    for key, center in list(office.centers.items()):
        if key not in there:
            continue
        decided = partial(decide_year, year, document=document, by=by or "quản trị tỉnh")
        found[center.short_name] = await _in_force(office, key, decided)
    return found


async def _in_force(office: Office, key: str, decide: Callable[..., Awaitable[None]]) -> Recounted:
    """Decides at one center and counts its open dossiers again; first by what was decided before."""
    await DB.open_for(office.centers[key])
    at = office.settings.clock()
    await keep_calendar(office.centers, key, at)
    with entered(office.centers[key]):
        await decide(at=wall_clock())
    return await keep_calendar(office.centers, key, at)


async def _onboarded() -> set[str]:
    async with DB.catalog_transaction():
        return set(await known_centers())


def _say_recounted(name: str, found: Recounted) -> None:
    click.echo(
        f"{name}: {found.earlier} hồ sơ hẹn sớm hơn, {found.kept} hồ sơ giữ ngày đã hẹn, {found.later} hồ sơ phải hẹn "
        f"muộn hơn, {found.unchanged} hồ sơ không đổi."
    )


@calendar.command("close")
@click.argument("key", metavar="TRUNG_TÂM")
@click.argument("days", metavar="NGÀY[..NGÀY]")
@click.option("--span", "hours", metavar="GIỜ", help="Chỉ một khoảng của ngày, ví dụ 13:00-17:00.")
@click.option("--reason", required=True, metavar="LÝ_DO", help="Ví dụ: phòng chống bão số 3.")
@click.option("--document", required=True, metavar="VĂN_BẢN", help="Quyết định hoặc thông báo của trung tâm.")
@click.option("--by", metavar="HỌ_TÊN", default="", help="Người ghi.")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def close_command(
    key: str, days: str, hours: str | None, reason: str, document: str, by: str, data: Path | None
) -> None:
    """Ghi việc trung tâm tạm nghỉ theo quyết định và tính lại hạn của hồ sơ chưa xong."""
    first, _, last = days.partition("..")
    try:
        first_on, last_on = date.fromisoformat(first), date.fromisoformat(last or first)
        span = Span.parse(hours) if hours else None
    except ValueError as error:
        raise Refused(f"Không hiểu “{days}” hoặc khoảng giờ: viết như 2018-07-19..2018-07-20, 13:00-17:00.") from error
    if last_on < first_on:
        raise Refused("Ngày cuối trước ngày đầu.")
    closure = Closure(first_on, last_on, reason, document, span)

    async def work(office: Office) -> Recounted:
        center = center_in(office.centers, key)
        if key not in await _onboarded():
            raise Conflict(f"{center.name} chưa được đưa vào hoạt động: chạy motcua tenant onboard trước.")
        return await _in_force(office, key, partial(decide_closure, closure, by=by or "quản trị trung tâm"))

    _say_recounted(key, run(clock_settings(data), work))


@calendar.command("check")
@click.argument("year", metavar="NĂM", type=YEAR)
@click.option("--data", type=FOLDER, metavar="THƯ_MỤC", help="Đọc cả những gì đã quyết định trong cơ sở dữ liệu này.")
def check_command(year: int, data: Path | None) -> None:
    """So lịch của một năm với bộ dữ liệu ngày nghỉ “holidays”, liệt kê chỗ khác nhau (mã 1 nếu có)."""
    found = next(iter(centers_decided(data).values())).calendar.year(year)
    if found is None:
        raise Refused(f"Chưa có lịch nghỉ năm {year}.")
    said = compared(found)
    click.echo(f"Lịch nghỉ năm {year} – {STATUS[found.is_provisional]}; đối chiếu với {said.source}.")
    for line in said.lines:
        click.echo(f"  {line}")
    if said.lines:
        click.echo(f"{len(said.lines)} chỗ khác nhau: đối chiếu với văn bản công bố.")
        raise SystemExit(1)
    click.echo("Khớp từng ngày.")


commands = (calendar,)
