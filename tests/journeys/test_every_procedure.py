"""From the counter and back: every installed procedure at two centers, received, routed, decided and handed back.

The second center has every agency too, other hours, another day and another start of the term.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from motcua import paths
from motcua.centers import Center
from motcua.domain.states import State
from motcua.services.office import Office
from motcua.store.embedded import Server
from motcua.testing import a_few, accept_dossier, at, catalog, fresh_office, walk

EVERY = sorted(catalog().procedures)
#: (center, received at): a Wednesday morning; a Friday, half an hour before the other center closes.
PLACES = (("que-vo", at("2017-11-08 08:00")), ("cho-gom", at("2017-11-10 16:30")))
CHANGED = (
    ('key = "que-vo"', 'key = "cho-gom"'),
    ('short_name = "Quế Võ"', 'short_name = "Chợ Gốm"'),
    ("ordinal = 6\n", ""),
    ("000.00.NN.H05", "000.00.CG.H05"),
    ('start = "same_moment"', 'start = "next_day"'),
    ('spans = ["07:30-11:30", "13:00-17:00"]', 'spans = ["08:00-12:00", "13:00-17:00"]'),
)


@pytest.fixture(scope="module")
async def office(
    cluster: Server, secrets_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Office]:
    """Both centers, every agency on at each."""
    folder = tmp_path_factory.mktemp("two-centers")
    tenants = folder / "tenants"
    shutil.copytree(paths.tenants(), tenants, ignore=shutil.ignore_patterns("gia-binh"))
    shutil.copytree(tenants / "que-vo", tenants / "cho-gom")
    written = (tenants / "cho-gom" / "center.toml").read_text("utf-8")
    for old, new in CHANGED:
        assert old in written, old
        written = written.replace(old, new)
    (tenants / "cho-gom" / "center.toml").write_text(written, "utf-8")
    async with fresh_office(cluster.superuser_dsn, folder, secrets_dir=secrets_folder, tenants=tenants) as made:
        yield made


async def there_and_back(office: Office, key: str, size: str) -> dict[str, Any]:
    """One dossier of `key` at each center, to its end; when each was due."""
    due = {}
    for name, received_at in PLACES:
        here: Center = office.centers[name]
        assert catalog().procedures[key].plugin in here.plugins
        case = await accept_dossier(office, here, key, at=received_at, size=size)
        due[name] = (await case.dossier()).due_at
        await walk(case)
        dossier = await case.dossier()
        assert (dossier.state, dossier.outcome) == (State.HANDED_BACK, "granted"), (name, key)
        assert case.code.startswith(here.unit_code)
    return due


@pytest.mark.parametrize("key", a_few())
async def test_a_dossier_of_every_agency_is_handed_back(office: Office, key: str) -> None:
    due = await there_and_back(office, key, "fullest")
    assert due["que-vo"] != due["cho-gom"] or due["que-vo"] is None


@pytest.mark.slow
@pytest.mark.parametrize("size", ["shortest", "fullest"])
@pytest.mark.parametrize("key", EVERY)
async def test_a_dossier_of_every_procedure_is_handed_back(office: Office, key: str, size: str) -> None:
    await there_and_back(office, key, size)
