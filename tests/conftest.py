"""Fixtures of the whole suite: one embedded PostgreSQL per run, a fresh database with both shipped centers in it."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.limits import pytest_collection_modifyitems, pytest_runtest_setup, pytest_runtest_teardown  # noqa: F401

from motcua import paths
from motcua.centers import Center, Centers, StaffRow, entered, read_centers
from motcua.centers.province import province_office
from motcua.domain.people import Acting, Staff
from motcua.store import embedded, migrate
from motcua.store.bootstrap import Ready, bootstrap, connect_owner
from motcua.store.engine import DB, transaction
from motcua.store.folding import fold
from motcua.store.province import migrate_province
from motcua.store.queries import accounts, applicants, dossiers
from motcua.store.queries.catalog import StoredVersion, store_versions
from motcua.store.secrets import load_sealer, use_sealer
from tests import clamav, side_by_side

OPENING = datetime(2017, 11, 8, 0, 30, tzinfo=UTC)
VERSION = StoredVersion("test-version", "dang-ky-ho-kinh-doanh", "tests", "1", {"title": "Đăng ký hộ kinh doanh"})


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(side_by_side)


@pytest.fixture(scope="session")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[clamav.Daemon]:
    """Debian's virus scanner, with one signature of our own."""
    folder = tmp_path_factory.mktemp("clamav")
    with tempfile.TemporaryDirectory(prefix="mc-") as sockets, clamav.running(folder, Path(sockets)) as daemon:
        yield daemon


@pytest.fixture(scope="session")
async def cluster(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[embedded.Server]:
    """The embedded server itself, without fsync."""
    server = await embedded.start(tmp_path_factory.mktemp("cluster"), durable=False)
    yield server
    await server.stop()


@dataclass(frozen=True)
class Place:
    """A migrated database with its addresses and a folder for secrets."""

    ready: Ready
    folder: Path


@pytest.fixture(scope="session")
async def database(cluster: embedded.Server, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A fresh database, bootstrapped; no center yet."""
    folder = tmp_path_factory.mktemp("data")
    sealer = load_sealer(folder / "secrets" / "keys.json")
    use_sealer(sealer)
    ready = await bootstrap(
        cluster.superuser_dsn, secrets_dir=folder / "secrets", database=f"t_{uuid4().hex[:12]}", seal_key=sealer.name
    )
    return Place(ready, folder)


@pytest.fixture(scope="session")
async def owner(database: Place) -> AsyncIterator[Any]:
    """A connection with the owner's rights: what a database administrator could do behind our back."""
    connection = await connect_owner(database.ready.owner_url)
    yield connection
    await connection.close()


@pytest.fixture(scope="session")
async def two_centers(database: Place, owner: Any) -> AsyncIterator[Centers]:
    """Both shipped centers, migrated, with the engine open on them."""
    centers = read_centers(paths.tenants())
    assert len(centers) == 2
    await store_versions(owner, [VERSION], OPENING)
    assert await migrate.migrate_centers(owner, centers.values()) == {}
    async with DB.opened(database.ready.app_url, pool_size=12):
        yield centers


@pytest.fixture(scope="session")
def que_vo(two_centers: Centers) -> Center:
    return two_centers["que-vo"]


@pytest.fixture(scope="session")
def other_center(two_centers: Centers) -> Center:
    return next(center for key, center in two_centers.items() if key != "que-vo")


@pytest.fixture(scope="session")
async def province(two_centers: Centers, owner: Any) -> Center:
    """The province's own place, beside both centers."""
    place = province_office(two_centers)
    await migrate_province(owner, place)
    return place


@pytest.fixture
def in_que_vo(que_vo: Center) -> Iterator[Center]:
    """The test runs inside Quế Võ."""
    with entered(que_vo) as center:
        yield center


@pytest.fixture(scope="session")
def make_staff(two_centers: Centers) -> Callable[..., Awaitable[Staff]]:
    """A new account at the center entered."""

    async def make(**changes: Any) -> Staff:
        person = {
            "username": f"nguoi.{uuid4().hex[:8]}",
            "name": "Nguyễn Thị Bình",
            "title": "Cán bộ",
            "phone": "",
            "kind": "own",
            "agency": None,
            "roles": ("reception",),
            "desks": (("center", "reception"),),
            "receives": ("*",),
        } | changes
        async with transaction():
            staff_id = await accounts.insert_staff(StaffRow(**person), password_hash="x", must_change=False, at=OPENING)
            found = await accounts.staff_by_id(staff_id)
        assert found is not None
        return accounts.as_staff(found)

    return make


@pytest.fixture(scope="session")
def make_dossier(make_staff: Callable[..., Awaitable[Staff]]) -> Callable[..., Awaitable[UUID]]:
    """A dossier at the center entered, waiting at the reception."""

    async def make(*, name: str = "Đặng Thị Ước", id_number: str | None = None, **changes: Any) -> UUID:
        receiver = changes.pop("receiver_id", None) or (await make_staff()).id
        dossier_id = changes.pop("id", None) or uuid4()
        async with transaction():
            applicant_id = await applicants.insert_applicant(kind="citizen", name=name, at=OPENING, id_number=id_number)
            await dossiers.insert_dossier(
                {
                    "id": dossier_id,
                    "procedure_key": VERSION.key,
                    "version_hash": VERSION.hash,
                    "agency": "tai_chinh_ke_hoach",
                    "applicant_id": applicant_id,
                    "state": "accepted",
                    "channel": "direct",
                    "answers": {"owner_name": name},
                    "received_at": OPENING,
                    "term": "3wd",
                    "folded": fold(name, changes.get("code")),
                    "receiver_id": receiver,
                    "created_at": OPENING,
                    "changed_at": OPENING,
                    "at_agency": "center",
                    "at_desk": "reception",
                    "is_open": True,
                }
                | changes
            )
        return dossier_id

    return make


@pytest.fixture
def acting(make_staff: Callable[..., Awaitable[Staff]]) -> Callable[..., Awaitable[Acting]]:
    """Somebody at the center entered, at the opening of Quế Võ."""

    async def act(at: datetime = OPENING, **changes: Any) -> Acting:
        return Acting(await make_staff(**changes), at)

    return act


@pytest.fixture
def refused_as() -> Callable[[str, str], contextlib.AbstractContextManager[Any]]:
    """`with refused_as("IntegrityConstraintViolationError", "...")`: the database's own refusal, by class name."""

    @contextlib.contextmanager
    def refused(kind: str, words: str) -> Iterator[None]:
        with pytest.raises(Exception, match=words) as caught:
            yield
        assert kind in {cls.__name__ for cls in type(caught.value).__mro__}

    return refused


@pytest.fixture
def plan_of(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Awaitable[str]]:
    """How PostgreSQL would answer the first question that `ask` puts at the center entered, in words."""

    async def plan(ask: Callable[[], Awaitable[Any]], *settings: str) -> str:
        asked: list[tuple[str, tuple[Any, ...]]] = []

        async def catch(sql: str, *args: Any) -> list[Any]:
            asked.append((sql, args))
            raise LookupError

        with monkeypatch.context() as patched:
            patched.setattr(DB, "fetch", catch)
            with pytest.raises(LookupError):
                await ask()
        sql, args = asked[0]
        async with transaction():
            for setting in settings:
                await DB._joined().connection.execute(f"SET LOCAL {setting} = off")  # type: ignore[union-attr]
            return "\n".join(record[0] for record in await DB.fetch(f"EXPLAIN {sql}", *args))

    return plan
