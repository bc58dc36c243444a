"""What the commands about plugins ask of centers: their file, and what of their open work needs a plugin."""

from __future__ import annotations

from pathlib import Path

import click

from motcua.centers import Center, entered, read_centers
from motcua.cli.administering import run
from motcua.domain.errors import MotCuaError, NotHere
from motcua.services.office import Office
from motcua.services.plugins.life import needs_of
from motcua.services.plugins.switches import stands_over, switches
from motcua.settings import Settings
from motcua.store.engine import DB, transaction
from motcua.store.queries.catalog import known_centers
from motcua.store.queries.plugins import Need

CENTER_HELP = "Khóa của trung tâm, ví dụ que-vo."


def center_in(settings: Settings, key: str) -> Center:
    """One center of the folder of tenants; no database is opened for it."""
    centers = read_centers(settings.tenants_dir)
    if key not in centers:
        raise NotHere(f"Không có trung tâm “{key}”. Các trung tâm: {', '.join(centers) or 'chưa có trung tâm nào'}.")
    return centers[key]


def center_file(settings: Settings, key: str) -> Path:
    return settings.tenants_dir / key / "center.toml"


def say_province(settings: Settings, center: Center, agency: str) -> None:
    """That the province has switched the plugin here, where it has: the file that was just written does not count then.
    No database is made where there is none."""
    if settings.is_embedded and not (settings.data_dir / "pgdata").exists():
        return
    try:
        says = run(settings, lambda office: province_says(office, center, agency))
    except MotCuaError as error:
        says = f"Chưa hỏi được cơ sở dữ liệu tỉnh có bật, tắt gói này tại {center.name} không: {error}"
    if says:
        click.echo(says)


async def province_says(office: Office, center: Center, agency: str) -> str:
    if center.key not in {each.key for each in await onboarded(office)}:
        return ""
    with entered(center):
        async with transaction():
            return stands_over(center, await switches(), agency)


async def onboarded(office: Office, least: str = "") -> tuple[Center, ...]:
    """The centers that have a schema, of the level `least` or a later one."""
    async with DB.catalog_transaction():
        known = await known_centers()
    found = tuple(center for key, center in office.centers.items() if key in known and known[key][1] >= least)
    for center in found:
        await DB.open_for(center)
    return found


async def needed_at(office: Office, plugin: str) -> dict[str, Need]:
    """What needs the plugin, by center; where nothing does, the center is left out."""
    found = {}
    for center in await onboarded(office):
        with entered(center):
            if need := await needs_of(plugin):
                found[center.key] = need
    return found
