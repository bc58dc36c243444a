"""An installation for tests with one center and its training twin."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

from motcua import paths
from motcua.services.office import Office
from motcua.services.training.opening import close_twin, open_twin
from motcua.testing.offices import fresh_office

MODEL, TWIN = "que-vo", "que-vo-tap-huan"


@contextlib.asynccontextmanager
async def open_school(superuser_dsn: str, folder: Path, *, secrets_dir: Path, at: datetime) -> AsyncIterator[Office]:
    """Quế Võ in a folder of tenants of its own, and the twin of it, whose class begins on the day of `at`."""
    tenants = folder / "tenants"
    tenants.mkdir()
    for name in (MODEL, "calendar"):
        shutil.copytree(paths.tenants() / name, tenants / name)
    shutil.copy(paths.tenants() / "province.toml", tenants)
    async with fresh_office(superuser_dsn, folder, secrets_dir=secrets_dir, tenants=tenants) as made:
        await open_twin(made, made.centers[MODEL], at)
        yield made
        # Its role belongs to the whole server, where another database may have a twin of the same name next.
        if TWIN in made.centers:
            await close_twin(made, made.centers[TWIN])
