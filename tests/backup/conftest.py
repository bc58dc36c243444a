"""A center with dossiers, a scan and an issued letter; backups of it in a folder."""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from motcua.centers import Center, entered
from motcua.domain.people import Acting
from motcua.domain.states import State
from motcua.services.backup.making import back_up, owner_connection
from motcua.services.backup.manifest import Manifest
from motcua.services.backup.restoring import Source
from motcua.services.files.uploads import add_file
from motcua.services.letters.issuing import issue
from motcua.services.office import Office
from motcua.settings import wall_clock
from motcua.store.copying import Read, copied_out, tables_of
from motcua.store.depot import Depot, open_depot
from motcua.testing import Case, accept_dossier, at, walk

PROCEDURE = "dang-ky-ho-kinh-doanh"
EPHEMERAL = {"session", "presence", "waiting_job"}
Accept = Callable[..., Awaitable[Case]]
Backup = Callable[..., Awaitable[Source]]


def scan(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "PNG")
    return out.getvalue()


async def state_of(office: Office, schema: str) -> dict[str, tuple[int, str]]:
    """Count and hash of every table of a schema, but for who is signed in."""
    async with owner_connection(office) as connection:
        return {
            shape.name: await copied_out(connection, schema, shape, Read())
            for shape in await tables_of(connection, schema)
            if shape.name not in EPHEMERAL
        }


async def schemas_of(office: Office) -> set[str]:
    async with owner_connection(office) as connection:
        found = await connection.fetch("SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_'")
    return {each["nspname"] for each in found}


@pytest.fixture(scope="module")
def accept(office: Office) -> Accept:
    """One more dossier, with a scan of its own."""
    numbers = iter(range(1, 1_000))

    async def accepted(center: Center, moment: datetime | None = None) -> Case:
        seed = next(numbers)
        moment = moment or at("2017-11-06 09:00") + timedelta(minutes=seed)
        case = await accept_dossier(office, center, PROCEDURE, at=moment, seed=seed)
        receiver = case.crew.receiving(case.version.agency)[0]
        with entered(center):
            await add_file(
                office, Acting(receiver, moment), paper_key=None, stream=scan(f"#{seed:06x}"), name=f"{seed}.png",
                dossier_id=case.id,
            )  # fmt: skip
        return case

    return accepted


@pytest.fixture(scope="module")
async def lived_in(office: Office, center: Center, neighbour: Center, accept: Accept) -> Center:
    """Quế Võ with three dossiers, one handed back, one with its receipt issued; the neighbour with one."""
    first = await accept(center)
    await walk(first)
    second = await accept(center)
    await walk(second, until=State.PROCESSING)
    third = await accept(center)
    receiver = third.crew.receiving(third.version.agency)[0]
    with entered(center):
        await issue(office, Acting(receiver, third.at), third.id, "giay-tiep-nhan", third.version_seen, {}, uuid4())
    await accept(neighbour)
    return center


@pytest.fixture
def depot(tmp_path: Path) -> Depot:
    return open_depot(str(tmp_path / "bản sao"), makes=True)


@pytest.fixture
def backup(office: Office, lived_in: Center, depot: Depot) -> Backup:
    """A backup of the center as it is now, ready to be read from."""
    times = iter(range(1_000))

    async def made(**changes: Any) -> Source:
        moment = changes.pop("at", wall_clock() + timedelta(seconds=next(times)))
        manifest: Manifest = await back_up(office, lived_in, depot, moment)
        return Source(depot, office.sealer, manifest)

    return made
