"""An installation for tests: a fresh database on an embedded server, with centers onboarded, entered on its own."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from motcua import paths
from motcua.catalog import Catalog
from motcua.centers import Center, Centers, entered, read_centers
from motcua.domain.calendar import parse_instant
from motcua.letters.rendering import Letters, letters_pool
from motcua.services.office import Office
from motcua.services.review.deciding import propose, publish_declared
from motcua.services.setup.onboarding import onboard, sync_catalog
from motcua.settings import Settings
from motcua.store import secrets
from motcua.store.blobs import Blobs
from motcua.store.bootstrap import bootstrap
from motcua.store.engine import DB
from motcua.store.intake_files import FileIntake, openers_pool
from motcua.testing.installed import catalog


def at(text: str) -> datetime:
    """The instant that the wall clock of the office shows: `at("2017-11-06 10:00")`."""
    return parse_instant(text).astimezone(UTC)


@contextlib.asynccontextmanager
async def fresh_office(
    superuser_dsn: str,
    folder: Path,
    *,
    secrets_dir: Path | None = None,
    tenants: Path | None = None,
    centers: Centers | None = None,
    installed: Catalog | None = None,
) -> AsyncIterator[Office]:
    """A database of its own with every center of `tenants` onboarded; afterwards the engine is as it was.

    `centers` and `installed`: these instead of those read from `tenants`, and of what is installed here.

    `secrets_dir` must be shared by everything on one server: the login role has one password.
    """
    secrets_dir = secrets_dir or folder / "secrets"
    outer_sealer = secrets._sealer
    sealer = secrets.load_sealer(secrets_dir / "keys.json")
    ready = await bootstrap(
        superuser_dsn, secrets_dir=secrets_dir, database=f"t_{uuid4().hex[:12]}", seal_key=sealer.name
    )
    settings = Settings(
        data_dir=folder,
        tenants_dir=tenants or paths.tenants(),
        key_file=secrets_dir / "keys.json",
        database_url=ready.app_url,
        owner_url=ready.owner_url,
    )
    centers = read_centers(settings.tenants_dir) if centers is None else centers
    blobs = Blobs(folder / "files")
    secrets.use_sealer(sealer)
    try:
        async with DB.opened(ready.app_url, pool_size=8), letters_pool(1) as printers, openers_pool(1) as openers:
            files = FileIntake(blobs, openers, folder / "incoming")
            office = Office(
                settings,
                centers,
                catalog() if installed is None else installed,
                sealer,
                Letters(printers, paths.templates() / "letters"),
                blobs,
                files,
            )
            for center in centers.values():
                await onboard(office, center, now=at("2017-11-06 07:00"))
            yield office
    finally:
        secrets.use_sealer(outer_sealer)


async def publish(office: Office, center: Center, moment: datetime) -> None:
    """What `onboard` does for the procedures of a center that a test made by hand: proposed, then published by the
    decision of its center.toml."""
    await sync_catalog(office, moment)
    with entered(center):
        await propose(office, moment)
        await publish_declared(office, center.publication, moment)
