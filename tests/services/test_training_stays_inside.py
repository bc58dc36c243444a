"""Nothing leaves a training twin and nobody real comes into it; each way out is held, with the same act at a center.

The ways: notices (mail, SMS, portal; `test_training.py`), the province's numbers, numbers for Prometheus, backups and
the move to another server. What else could reach the network is listed in `tests/architecture/test_outgoing.py`.
"""

from __future__ import annotations

import csv
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from motcua import metrics
from motcua.centers import Center, Centers, entered
from motcua.centers.province import province_office
from motcua.domain.errors import Refused
from motcua.services.backup.making import back_up
from motcua.services.backup.moving import export
from motcua.services.measuring import count_centers
from motcua.services.office import Office
from motcua.services.province.overview import center_numbers, overview
from motcua.services.province.publishing import say_numbers
from motcua.services.setup.onboarding import owner_of
from motcua.services.training.opening import close_twin, open_twin
from motcua.settings import wall_clock
from motcua.store.copying import tables_of
from motcua.store.depot import open_depot
from motcua.store.province import migrate_province
from motcua.testing import at as moment
from motcua.testing.school import MODEL, TWIN, open_school

OPENED = moment("2017-11-08 10:00")
REAL = f"Đinh Thị {uuid4().hex}"


@pytest.fixture(scope="module")
async def school(cluster: Any, secrets_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    folder = tmp_path_factory.mktemp("school")
    async with open_school(cluster.superuser_dsn, folder, secrets_dir=secrets_folder, at=OPENED) as made:
        yield made


@pytest.fixture
async def owner(school: Office) -> AsyncIterator[Any]:
    connection = await owner_of(school)
    try:
        yield connection
    finally:
        await connection.close()


def as_a_center(office: Office) -> Center:
    """The twin with the mark taken off: the negative control of every test here."""
    return replace(office.centers[TWIN], training=None)


async def test_no_number_of_the_province_holds_the_twin(school: Office, owner: Any) -> None:
    place = province_office(school.centers)
    await migrate_province(owner, place)
    now = wall_clock()
    for key in (MODEL, TWIN):
        await say_numbers(school, school.centers[key], OPENED, now)
    said = "SELECT center_key FROM catalog.center_numbers ORDER BY 1"
    assert [row[0] for row in await owner.fetch(said)] == [MODEL]
    with entered(place):
        seen = await overview(school, now)
        assert [(line.key, line.is_training, line.troubles) for line in seen.lines[1:]] == [(TWIN, True, ())]
        assert seen.count == 1
    await say_numbers(school, as_a_center(school), OPENED, now)
    assert [row[0] for row in await owner.fetch(said)] == [MODEL, TWIN]
    unmarked = replace(school, centers=_with(school.centers, as_a_center(school)))
    with entered(place):
        assert (await overview(unmarked, now)).count == 2
        assert (await center_numbers(unmarked, TWIN, now)).line.key == TWIN
    await owner.execute("DELETE FROM catalog.center_numbers WHERE center_key = $1", TWIN)


def _with(centers: Centers, center: Center) -> Centers:
    return Centers(centers.province, dict(centers) | {center.key: center})


async def test_no_alarm_is_raised_for_what_a_class_leaves_undone(school: Office) -> None:
    async def counted(centers: Centers) -> float | None:
        await count_centers(centers, OPENED)
        return metrics.REGISTRY.get_sample_value("motcua_dossiers_open", {"center": TWIN})

    assert await counted(school.centers) is None
    assert await counted(_with(school.centers, as_a_center(school))) == 0


async def test_neither_a_backup_nor_a_move_takes_the_twin_elsewhere(school: Office, tmp_path: Path) -> None:
    depot, file = open_depot(str(tmp_path / "kho"), makes=True), tmp_path / "ra-ngoai.tar"
    for act in (
        back_up(school, school.centers[TWIN], depot, wall_clock()),
        export(school, school.centers[TWIN], file, wall_clock()),
    ):
        with pytest.raises(Refused, match="trung tâm đào tạo"):
            await act
    assert not file.exists()
    assert [each for each in (tmp_path / "kho").rglob("*") if each.is_file()] == []
    assert (await back_up(school, as_a_center(school), depot, wall_clock())).rows > 0


async def test_nothing_of_real_people_comes_into_the_twin(school: Office, owner: Any) -> None:
    """Neither from the center's data, nor from its list of staff, nor from what lies beside its settings."""
    model = school.centers[MODEL]
    tenants = school.settings.tenants_dir
    await owner.execute(
        f"""INSERT INTO {model.schema}.applicant (id, kind, name, name_folded, name_key, created_at, changed_at)
        VALUES (gen_random_uuid(), 'person', $1, $1, $1, $2, $2)""",
        REAL,
        OPENED,
    )
    await owner.execute(
        f"UPDATE {model.schema}.staff SET name = $1, email = 'that@example.vn' WHERE id = (SELECT id "
        f"FROM {model.schema}.staff ORDER BY username LIMIT 1)",
        REAL,
    )
    (tenants / MODEL / "ho-so-dang-giai-quyet.csv").write_text(f"ten\n{REAL}\n", "utf-8")
    (tenants / MODEL / "cu").mkdir()
    (tenants / MODEL / "cu" / "staff.csv").write_text(REAL, "utf-8")
    await close_twin(school, school.centers[TWIN])
    await open_twin(school, model, OPENED, dossiers=10)

    assert await _tables_with(owner, school.centers[TWIN], REAL) == set()
    assert await _tables_with(owner, model, REAL) == {"applicant", "staff"}
    assert {path.name for path in (tenants / TWIN).iterdir()} == {"center.toml", "staff.csv"}
    assert _files_with(tenants / TWIN, REAL) == set()
    assert _files_with(tenants / MODEL, REAL) == {"ho-so-dang-giai-quyet.csv", "staff.csv"}
    with (tenants / MODEL / "staff.csv").open(encoding="utf-8-sig") as lines:
        real = {row[name] for row in csv.DictReader(lines) for name in ("name", "username", "phone") if row[name]}
    written = (tenants / TWIN / "staff.csv").read_text("utf-8")
    assert {each for each in real if each in written} == set()
    people = {row[0] for row in await owner.fetch(f"SELECT name FROM {school.centers[TWIN].schema}.staff")}
    assert people & real == set()
    assert len(people) > 10


async def _tables_with(owner: Any, center: Center, name: str) -> set[str]:
    found = set()
    for table in await tables_of(owner, center.schema):
        asked = f'SELECT EXISTS (SELECT FROM {center.schema}."{table.name}" t WHERE position($1 IN t::text) > 0)'
        if await owner.fetchval(asked, name):
            found.add(table.name)
    return found


def _files_with(folder: Path, name: str) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file() and name in path.read_text("utf-8")}
