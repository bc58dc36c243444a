"""More than a year of nights at one depot, pruned each night as the timer's command does."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from tests.backup.conftest import Backup

from motcua.centers import Center
from motcua.domain.calendar import local
from motcua.services.backup.drilling import drill
from motcua.services.backup.files import FileLine, listed_files, stored_name, write_list
from motcua.services.backup.making import back_up
from motcua.services.backup.manifest import Manifest, read_manifest, read_stamp, stamp_of, stamps_of, write_manifest
from motcua.services.backup.restoring import Source
from motcua.services.backup.retention import prune
from motcua.services.office import Office
from motcua.settings import read_settings
from motcua.store.depot import Depot
from motcua.store.sealed_stream import Pieces, sealed

NIGHTS = 400
SCAN_STAYS = 30  # nights that a scan of these is named by backups
FIRST = datetime(2017, 11, 8, 18, 30, tzinfo=UTC)  # 01:30 in Vietnam


async def one(body: bytes) -> Pieces:
    yield body


async def a_night(depot: Depot, key: bytes, like: Manifest, night: int) -> str:
    """A backup of that night: its list of files, one new scan, a signed manifest."""
    at = FIRST + timedelta(days=night)
    new = hashlib.sha256(str(night).encode()).hexdigest()
    name = stored_name(key, like.center, new)
    await depot.put(name, sealed(key, name, one(b"scan"), packs=False))
    named = [
        FileLine(f"{like.center}/{number}", hashlib.sha256(str(number).encode()).hexdigest(), 4)
        for number in range(max(0, night - SCAN_STAYS + 1), night + 1)
    ]
    made = msgspec.structs.replace(like, stamp=stamp_of(at), made_at=at)
    files = await write_list(depot, key, f"{made.place}/files", named)
    await write_manifest(depot, key, msgspec.structs.replace(made, files=files, file_count=len(named)))
    return made.stamp


@pytest.mark.slow
async def test_four_hundred_nights_leave_what_the_setting_says_and_the_files_that_those_name(
    office: Office, lived_in: Center, depot: Depot, backup: Backup
) -> None:
    keep = read_settings({}).backup_keep
    assert keep == (7, 5, 12)
    source = await backup(at=FIRST - timedelta(days=1))
    key, center = source.key, lived_in.key
    all_nights = [source.manifest.stamp]
    for night in range(NIGHTS):
        all_nights.append(await a_night(depot, key, source.manifest, night))
        await prune(depot, office.sealer, center, keep, FIRST + timedelta(days=night))
        left = await stamps_of(depot, center)
        assert left[-7:] == tuple(all_nights[-7:])  # the last seven nights, every night
        assert len(left) <= sum(keep)

    assert len(all_nights) == NIGHTS + 1  # the control: so many there would be, were none removed
    left = await stamps_of(depot, center)
    days = [local(read_stamp(stamp)) for stamp in left]
    nights = [local(read_stamp(stamp)) for stamp in all_nights]
    weeks = list(dict.fromkeys(f"{day:%G-%V}" for day in reversed(nights)))[:5]
    months = list(dict.fromkeys(f"{day:%Y-%m}" for day in reversed(nights)))[:12]
    last_of_weeks = {max(day for day in nights if f"{day:%G-%V}" == week) for week in weeks}
    last_of_months = {max(day for day in nights if f"{day:%Y-%m}" == month) for month in months}
    assert set(days) == set(nights[-7:]) | last_of_weeks | last_of_months
    assert (days[-1] - days[0]).days > 300

    named = set()
    for stamp in left:
        manifest = await read_manifest(depot, office.sealer, center, stamp)
        named |= {stored_name(key, center, line.sha256) async for line in listed_files(depot, key, manifest)}
    assert set(await depot.names(f"{center}/files/")) == named
    below = {name.split("/")[1] for name in await depot.names(f"{center}/")}
    assert below == {"files", *left}  # nothing half removed lies about

    made = await back_up(office, lived_in, depot, FIRST + timedelta(days=NIGHTS))
    await prune(depot, office.sealer, center, keep, FIRST + timedelta(days=NIGHTS))
    assert (await drill(office, lived_in, Source(depot, office.sealer, made), made.made_at)).is_whole
