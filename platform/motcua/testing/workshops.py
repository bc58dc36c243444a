"""The plugin that a test belongs to, read from its own folder, at a center made up around it.

async def test_it_is_handed_back(workshop: Workshop) -> None:
    case = await workshop.accept(REGISTRATION, at=at("2017-11-06 08:00"))
    await walk(case)
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from motcua import paths
from motcua.catalog import Catalog, build_catalog, load_plugins
from motcua.catalog.folders import plugin_folder_above
from motcua.centers import Center
from motcua.centers.calendars import read_years
from motcua.domain.procedures import Procedure
from motcua.services.office import Office
from motcua.services.samples import workshop as made_up
from motcua.testing.cases import Case
from motcua.testing.offices import fresh_office
from motcua.testing.walking import accept_dossier


@dataclass(frozen=True, slots=True)
class Workshop:
    """An office whose one center has this plugin switched on, somebody at every desk, and every procedure published."""

    office: Office
    center: Center

    async def accept(self, procedure: Procedure | str, *, at: datetime, **more: Any) -> Case:
        """`accept_dossier` here: valid answers around those you give, and every paper that is needed."""
        key = procedure if isinstance(procedure, str) else procedure.key
        return await accept_dossier(self.office, self.center, key, at=at, **more)


@lru_cache(maxsize=8)
def _catalog(folder: Path) -> Catalog:
    found = plugin_folder_above(folder)
    if found is None:
        raise LookupError(f"{folder} is in no folder whose pyproject.toml declares a plugin")
    found.put_on_path()
    built = build_catalog(load_plugins(found.entries))
    if built.problems:
        raise AssertionError("; ".join(str(problem) for problem in built.problems))
    return built


@contextlib.asynccontextmanager
async def open_workshop(
    superuser_dsn: str, folder: Path, test: Path, secrets_dir: Path | None = None
) -> AsyncIterator[Workshop]:
    """`test` is a file of the plugin; its folder is the nearest above whose pyproject.toml declares one."""
    catalog = _catalog(test.parent)
    centers = made_up.workshop(catalog, read_years(paths.tenants() / "calendar"))
    opened = fresh_office(superuser_dsn, folder, secrets_dir=secrets_dir, centers=centers, installed=catalog)
    async with opened as office:
        yield Workshop(office, next(iter(centers.values())))
