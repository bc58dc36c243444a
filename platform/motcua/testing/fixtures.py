"""Fixtures for agencies. Nothing heavy is imported before one is asked for.

`workshop` knows the plugin that the test belongs to and nothing else; `office`, `center` and `neighbour` know
everything that is installed, at the centers of this installation.

They need pytest-asyncio in auto mode with session-scoped loops (`asyncio_default_fixture_loop_scope = "session"`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from motcua.centers import Center
    from motcua.services.office import Office
    from motcua.store.embedded import Server
    from motcua.testing.workshops import Workshop


@pytest.fixture(scope="session")
async def cluster(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Server]:
    """One embedded PostgreSQL for the run, without fsync."""
    from motcua.store import embedded

    server = await embedded.start(tmp_path_factory.mktemp("cluster"), durable=False)
    yield server
    await server.stop()


@pytest.fixture(scope="session")
def secrets_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The secrets of everything on the cluster: its login role has one password for all databases."""
    try:
        place: Any = request.getfixturevalue("database")
    except pytest.FixtureLookupError:
        return tmp_path_factory.mktemp("secrets")
    folder: Path = place.folder
    return folder / "secrets"


@pytest.fixture(scope="module")
async def office(
    cluster: Server, secrets_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Office]:
    """An office on a fresh database of this module, with both shipped centers and every installed plugin."""
    from motcua.testing.offices import fresh_office

    folder = tmp_path_factory.mktemp("office")
    async with fresh_office(cluster.superuser_dsn, folder, secrets_dir=secrets_folder) as made:
        yield made


@pytest.fixture(scope="module")
def center(office: Office) -> Center:
    """Quế Võ, where every modelled agency is switched on."""
    return office.centers["que-vo"]


@pytest.fixture(scope="module")
def neighbour(office: Office) -> Center:
    """Gia Bình: other hours, fewer agencies; no tax office, no building permits."""
    return office.centers["gia-binh"]


@pytest.fixture(scope="module")
async def workshop(
    request: pytest.FixtureRequest, cluster: Server, secrets_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Workshop]:
    """The plugin of the test's own folder, at a made-up center with somebody at every desk, on a fresh database."""
    from motcua.testing.workshops import open_workshop

    folder = tmp_path_factory.mktemp("workshop")
    async with open_workshop(cluster.superuser_dsn, folder, request.path, secrets_folder) as made:
        yield made
