"""Everything of a lost server, from a depot and the key file: each center in its own transaction, the province last.

Stopped halfway it is run again: what came through is left alone, and only the rest is brought.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from motcua.centers import Center
from motcua.centers.province import PROVINCE_KEY, province_office
from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.readiness import Progress, silent
from motcua.services.backup.making import owner_connection
from motcua.services.backup.manifest import choose, stamps_of
from motcua.services.backup.moving import differs, folder_of, stage_here, unpack_folder
from motcua.services.backup.restoring import Restored, Source, drop_kept, is_brought, restore
from motcua.services.office import Office
from motcua.services.province.opening import has_accounts, open_province
from motcua.store.depot import Depot
from motcua.store.engine import DB
from motcua.store.queries.backup_runs import was_restored
from motcua.store.secrets import Sealer
from motcua.store.staging import is_onboarded


def place_of_key(office: Office, key: str) -> Center | None:
    """The center of this key, or the province's own office."""
    return province_office(office.centers) if key == PROVINCE_KEY else office.centers.get(key)


async def places_in(depot: Depot) -> tuple[str, ...]:
    """Whatever has a whole backup in the depot, by key; the province last."""
    found = [key for key in await depot.folders() if await stamps_of(depot, key)]
    return tuple(sorted(found, key=lambda key: (key == PROVINCE_KEY, key)))


async def latest_of(
    depot: Depot, sealer: Sealer, keys: tuple[str, ...]
) -> tuple[tuple[Source, ...], Mapping[str, str]]:
    """The latest backup of each, and by key what is wrong with those that can't be read."""
    found, unreadable = [], {}
    for key in keys:
        try:
            source = Source(depot, sealer, await choose(depot, sealer, key, None))
            await folder_of(source)
        except Refused as error:
            unreadable[key] = f"{error} Bản cũ hơn: motcua tenant backups {key}, rồi motcua tenant restore {key} --at …"
        else:
            found.append(source)
    if not found:
        raise NotHere(f"Không có bản sao lưu nào đọc được trong {depot.says}. {' '.join(unreadable.values())}".strip())
    return tuple(found), unreadable


async def stage_folders(sources: tuple[Source, ...], tenants: Path, into: Path) -> None:
    """Makes `into` the folder of tenants as it will be: what is here, and from the backups what is not."""
    stage_here(tenants, into)
    latest = max(sources, key=lambda source: source.manifest.made_at)
    for source in (latest, *(each for each in sources if each is not latest)):
        key, packed = source.manifest.center, await folder_of(source)
        unlike = differs(packed, tenants) if source is latest or (tenants / key).exists() else ""
        if unlike:
            raise Conflict(
                f"{unlike} có sẵn và khác với bản sao lưu; hãy dời thư mục {tenants} đi rồi chạy lại, hoặc phục hồi "
                "từng trung tâm bằng motcua tenant restore."
            )
        if not all((into / name).exists() for name in ("province.toml", f"{key}/center.toml")):
            unpack_folder(packed, source.manifest, into, key)


@dataclass(frozen=True, slots=True)
class Brought:
    """`done` None: it had come through in an earlier run."""

    place: Center
    done: Restored | None


async def bring_back(office: Office, source: Source, at: datetime, *, progress: Progress = silent) -> Brought:
    """One center or the province, where it is not yet. Raises `Conflict` where it works already with other data."""
    key = source.manifest.center
    place = place_of_key(office, key)
    if place is None:
        raise NotHere(f"Không có thư mục của trung tâm {key}.")
    if key == PROVINCE_KEY:
        return await _bring_province(office, place, source, at, progress)
    if await is_brought(office, key, source.manifest.stamp):
        return Brought(place, None)
    return Brought(place, await restore(office, place, source, at, progress=progress))


async def _bring_province(office: Office, place: Center, source: Source, at: datetime, progress: Progress) -> Brought:
    """A start of the server makes the province's schema by itself: without an account in it, nothing is lost."""
    async with owner_connection(office) as connection:
        if await is_onboarded(connection, PROVINCE_KEY):
            if await was_restored(connection, PROVINCE_KEY, source.manifest.stamp):
                return Brought(place, None)
            await DB.open_for(place)
            if await has_accounts(office):
                raise Conflict(
                    "Trang điều hành ở đây đã có tài khoản; muốn thay thì dùng motcua tenant restore province."
                )
    done = await restore(office, place, source, at, progress=progress)
    if done.kept:
        await drop_kept(office, place, done.kept)
    await open_province(office)
    return Brought(place, done)
