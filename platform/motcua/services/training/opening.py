"""Opening a training twin, beginning its class anew, and closing it without a trace."""

from __future__ import annotations

import asyncio
import shutil
from datetime import datetime

from motcua.centers import Center, entered, read_center
from motcua.domain.calendar import local
from motcua.domain.errors import Conflict
from motcua.readiness import Progress, silent
from motcua.services.demo import filling as demo
from motcua.services.office import Office
from motcua.services.setup.onboarding import FirstPasswords, Onboarded, onboard, owner_of
from motcua.services.setup.starting import keep_taken
from motcua.services.training.clock import begin_time, morning_of
from motcua.services.training.folder import BEFORE, write_twin_folder
from motcua.services.training.twin import training_of
from motcua.settings import wall_clock
from motcua.store.bootstrap import connect_owner
from motcua.store.engine import DB, transaction
from motcua.store.leaving import remove_center
from motcua.store.queries.effects import get_setting, put_setting
from motcua.store.resetting import empty_center

CLASS = "training.class"


async def open_twin(
    office: Office,
    model: Center,
    at: datetime,
    *,
    dossiers: int = 0,
    first_passwords: FirstPasswords | None = None,
    tell: Progress = silent,
) -> Onboarded:
    """`at`: the business instant whose working day the class begins on; `dossiers`: about so many invented ones stand
    at every point of their way then. A failure leaves nothing behind."""
    begins = morning_of(model.calendar, at)
    folder = await asyncio.to_thread(
        write_twin_folder, office.settings.tenants_dir, office.centers, model, local(begins).date()
    )
    center = office.centers[folder.name] = read_center(folder)
    try:
        report = await onboard(office, center, business_at=begins - BEFORE, first_passwords=first_passwords, tell=tell)
        center = await begin_time(office, center, begins, wall_clock())
        with entered(center):
            async with transaction():
                opened = {"dossiers": dossiers, "begins": begins.isoformat()}
                await put_setting(CLASS, opened, set_by=None, at=begins)
        await _fill(office, center, tell)
        await keep_taken(office, report)
    except BaseException:
        await close_twin(office, center)
        raise
    return report


async def reset_twin(office: Office, center: Center, at: datetime) -> Center:
    """Every dossier, letter and exercise goes; people, passwords and sign-ins stay, and the clock begins anew: today,
    and never before the first time, since procedures are received from then on."""
    training_of(center)
    with entered(center):
        async with transaction():
            opened = await get_setting(CLASS)
    connection = await (connect_owner(owner) if (owner := DB.pools.owner_url) else owner_of(office))
    try:
        await empty_center(connection, center)
    finally:
        await connection.close()
    await office.blobs.forget(center.key)
    await DB.open_for(center)
    center = await begin_time(office, center, max(at, datetime.fromisoformat(opened["begins"])), wall_clock())
    await _fill(office, center, silent)
    return center


async def _fill(office: Office, center: Center, tell: Progress) -> None:
    """What the class was opened with, made anew for the day it begins on."""
    assert center.time is not None
    begins = center.time.shows
    with entered(center):
        async with transaction():
            count = int((await get_setting(CLASS))["dossiers"])
            await put_setting(demo.SETTING, None, set_by=None, at=begins)
        if count:
            await demo.fill(office, center, lambda: begins, tell, count=count, is_class=True)


async def close_twin(office: Office, center: Center) -> None:
    """Nothing is archived: nothing in it ever happened."""
    training_of(center)
    connection = await owner_of(office)
    try:
        known = await connection.fetchval("SELECT 1 FROM catalog.center WHERE key = $1", center.key)
        if known:
            await remove_center(connection, center)
    finally:
        await connection.close()
    await office.blobs.forget(center.key)
    await asyncio.to_thread(shutil.rmtree, office.settings.tenants_dir / center.key, True)
    if (office.settings.tenants_dir / center.key).exists():
        raise Conflict(f"Không xóa được thư mục {office.settings.tenants_dir / center.key}. Hãy xóa bằng tay.")
    office.centers.pop(center.key, None)
