"""The application of both shipped centers, asked over ASGI as a browser asks it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar.handlers import HTTPRouteHandler
from tests.web.live import Live, fill, open_live

from motcua import paths
from motcua.catalog import Catalog, build_catalog, load_plugins
from motcua.centers import Center, Centers, entered, read_centers
from motcua.domain.people import Staff
from motcua.readiness import Readiness
from motcua.services.accounts import passwords
from motcua.services.office import Office
from motcua.settings import Settings, wall_clock
from motcua.store import secrets
from motcua.store.blobs import Blobs
from motcua.store.engine import transaction
from motcua.store.queries import accounts as stored
from motcua.store.secrets import the_sealer
from motcua.testing import publish
from motcua.web.app import create_app
from motcua.web.middleware.center import CenterByPath
from motcua.web.pages import PAGES

WEDNESDAY = datetime(2017, 11, 8, 0, 35, tzinfo=UTC)
TOKEN = re.compile(r'name="_csrf_token" value="([0-9a-f]+)"')


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return build_catalog(load_plugins())


@pytest.fixture(scope="session")
def shipped() -> Centers:
    return read_centers(paths.tenants())


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[None]:
    before = secrets._sealer
    if before is None:
        secrets.use_sealer(secrets.load_sealer(tmp_path / "keys.json"))
    yield
    secrets.use_sealer(before)


Make = Callable[..., CenterByPath]


def office_without_helpers(settings: Settings, centers: Centers, catalog: Catalog) -> Office:
    """For pages that neither print nor take files."""
    blobs = Blobs(settings.files_dir)
    return Office(settings, centers, catalog, the_sealer(), None, blobs, None)  # type: ignore[arg-type]


@pytest.fixture
def make_app(tmp_path: Path, shipped: Centers, catalog: Catalog, sealed: None) -> Make:
    """An application without a database: pages that need one answer 503."""

    def make(
        pages: tuple[HTTPRouteHandler, ...] = PAGES, readiness: Readiness | None = None, **settings: Any
    ) -> CenterByPath:
        values: dict[str, Any] = {
            "data_dir": tmp_path,
            "tenants_dir": paths.tenants(),
            "key_file": tmp_path / "keys.json",
            "demo_clock": WEDNESDAY,
        }
        office = office_without_helpers(Settings(**{**values, **settings}), shipped, catalog)
        return create_app(office, lambda: WEDNESDAY, readiness, pages=pages)

    return make


class Browser(httpx.AsyncClient):
    """A client with cookies that knows how to send one of our forms."""

    async def token(self, path: str) -> str:
        page = await self.get(path)
        found = TOKEN.search(page.text)
        assert found, f"{path}: no form on the page ({page.status_code})"
        return found[1]

    async def send_form(self, path: str, form: dict[str, Any], *, at: str | None = None, **more: Any) -> httpx.Response:
        """Posts as the page at `at` would, with its token."""
        token = await self.token(at or path)
        return await self.post(path, data={"_csrf_token": token, **form}, **more)


@asynccontextmanager
async def browsing(app: Any, base_url: str = "http://127.0.0.1:8000") -> AsyncIterator[Browser]:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with Browser(transport=transport, base_url=base_url) as browser:
        yield browser


@pytest.fixture
async def browser(app: Make, received: None) -> AsyncIterator[Browser]:
    async with browsing(app()) as found:
        yield found


@pytest.fixture(scope="session")
async def live(
    two_centers: Centers, catalog: Catalog, database: Any, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Live]:
    """Both centers on a real database, with their people and dossiers in every state."""
    folder = tmp_path_factory.mktemp("live")
    async with open_live(two_centers, catalog, folder, database.ready.app_url, database.ready.owner_url) as made:
        await fill(made)
        yield made


@pytest.fixture(scope="session")
async def received(two_centers: Centers, database: Any, catalog: Catalog) -> None:
    """What is switched on at both centers is published there, on the database that `app` asks."""
    settings = Settings(
        data_dir=database.folder,
        tenants_dir=paths.tenants(),
        key_file=database.folder / "secrets" / "keys.json",
        database_url=database.ready.app_url,
        owner_url=database.ready.owner_url,
    )
    nobody: Any = None
    office = Office(settings, two_centers, catalog, nobody, nobody, nobody, nobody)
    for center in two_centers.values():
        await publish(office, center, WEDNESDAY)


PASSWORD = "mật khẩu dài của tôi 1"


@pytest.fixture(scope="session")
async def password_hash() -> str:
    return await passwords.hashed(PASSWORD)


@pytest.fixture
def app(two_centers: Centers, database: Any, catalog: Catalog) -> Callable[..., CenterByPath]:
    """The application on the real database with both centers in it."""

    def make(pages: tuple[HTTPRouteHandler, ...] = PAGES, **settings: Any) -> CenterByPath:
        values: dict[str, Any] = {
            "data_dir": database.folder,
            "tenants_dir": paths.tenants(),
            "key_file": database.folder / "secrets" / "keys.json",
            "demo_clock": WEDNESDAY,
        }
        office = office_without_helpers(Settings(**{**values, **settings}), two_centers, catalog)
        return create_app(office, lambda: WEDNESDAY, pages=pages)

    return make


@pytest.fixture
def make_account(make_staff: Callable[..., Any], password_hash: str) -> Callable[..., Any]:
    """Somebody who can sign in with PASSWORD at a center."""

    async def make(center: Center, *, must_change: bool = False, **changes: Any) -> Staff:
        with entered(center):
            staff: Staff = await make_staff(**changes)
            async with transaction():
                await stored.set_password(staff.id, password_hash, must_change=must_change, at=wall_clock())
        return staff

    return make


async def sign_in(browser: Browser, center: str, username: str, password: str = PASSWORD) -> httpx.Response:
    return await browser.send_form(f"/{center}/dang-nhap", {"username": username, "password": password})
