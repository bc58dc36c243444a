"""What the commands about plugins ask of centers: their file, and what of their open work needs a plugin."""

from __future__ import annotations

from pathlib import Path

from motcua.centers import Center, entered, read_centers
from motcua.domain.errors import NotHere
from motcua.services.office import Office
from motcua.services.plugin_life import needs_of
from motcua.settings import Settings
from motcua.store.engine import DB
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
