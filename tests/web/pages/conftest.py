"""Two centers with a real database and the shipped plugins, and people signed in at them."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from motcua import paths
from motcua.catalog import build_catalog, load_plugins
from motcua.centers import Center, Centers, entered
from motcua.domain.people import Staff
from motcua.letters.rendering import Letters, letters_pool
from motcua.services.accounts.signing_in import token_hash
from motcua.services.office import Office
from motcua.settings import Settings, wall_clock
from motcua.store.blobs import Blobs
from motcua.store.engine import transaction
from motcua.store.intake_files import FileIntake, openers_pool
from motcua.store.migrate import migrate_center
from motcua.store.queries import accounts
from motcua.store.secrets import the_sealer
from motcua.testing import publish
from motcua.web.app import create_app

WEDNESDAY = datetime(2017, 11, 8, 1, 0, tzinfo=UTC)  # 08:00
BUSINESS, LAND = "dang-ky-ho-kinh-doanh", "dang-ky-bien-dong-dat-dai"
HIDDEN = re.compile(r'<input type="hidden" name="(_[a-z_]+)" value="([^"]*)"')
APPLICANT = {
    "applicant.kind": "person",
    "applicant.name": "Nguyễn Văn An",
    "applicant.id_kind": "cmnd",
    "applicant.id_number": "125123456",
    "applicant.address": "Thị trấn Phố Mới",
    "applicant.phone": "0912345678",
    "proxy.is_used": "no",
    "_channel": "direct",
    "_delivery": "counter",
}


class Person(httpx.AsyncClient):
    """A browser in which somebody is signed in at one center; addresses are given without the center."""

    center: Center
    staff: Staff

    def at(self, path: str) -> str:
        return f"/{self.center.key}{path}"

    async def see(self, path: str) -> httpx.Response:
        return await self.get(self.at(path))

    async def hidden(self, path: str, action: str = "") -> dict[str, str]:
        """The hidden fields of the form that posts to `action` (the page's own address when none is given)."""
        page = await self.see(path)
        assert page.status_code == 200, (path, page.status_code, page.text[:2000])
        forms = re.findall(r'<form(?![^>]* method="get")[^>]* action="([^"]*)"(.*?)</form>', page.text, re.DOTALL)
        body = next((inside for where, inside in forms if where == self.at(action or path)), None)
        assert body is not None, (path, action, [where for where, _ in forms])
        return {name: html.unescape(value) for name, value in HIDDEN.findall(body)}

    async def post_form(self, path: str, values: dict[str, Any], **more: Any) -> httpx.Response:
        return await self.post(self.at(path), data=values, **more)


@dataclass
class World:
    """The application, its office, and browsers by person."""

    app: Any
    office: Office
    centers: Centers
    clock: list[datetime]
    stack: AsyncExitStack
    people: dict[tuple[str, str], Person] = field(default_factory=dict)

    @property
    def here(self) -> Center:
        return self.centers["que-vo-trang"]

    @property
    def elsewhere(self) -> Center:
        return next(center for key, center in self.centers.items() if key != "que-vo-trang")

    async def sign_in(self, staff: Staff, center: Center) -> Person:
        token = uuid4().hex
        with entered(center):
            async with transaction():
                now = wall_clock()
                await accounts.insert_session(
                    token_hash(token), staff.id, at=now, expires_at=now + timedelta(hours=9), address="", agent=""
                )
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        person = Person(transport=transport, base_url="http://127.0.0.1:8000", cookies={f"mc-{center.key}": token})
        person.center, person.staff = center, staff
        return await self.stack.enter_async_context(person)


@pytest.fixture(scope="session")
async def world(
    database: Any, two_centers: Centers, owner: Any, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[World]:
    folder = tmp_path_factory.mktemp("pages")
    pages = {key: replace(center, key=f"{key}-trang") for key, center in two_centers.items()}
    centers = Centers(two_centers.province, {center.key: center for center in pages.values()})
    settings = Settings(
        data_dir=folder,
        tenants_dir=folder,
        key_file=folder / "keys.json",
        database_url=database.ready.app_url,
        owner_url=database.ready.owner_url,
        demo_clock=WEDNESDAY,
    )
    clock = [WEDNESDAY]
    async with AsyncExitStack() as stack:
        printers = await stack.enter_async_context(letters_pool(1))
        openers = await stack.enter_async_context(openers_pool(1))
        letters = Letters(printers, paths.templates() / "letters")
        blobs = Blobs(settings.files_dir)
        files = FileIntake(blobs, openers, folder / "incoming")
        catalog = build_catalog(load_plugins())
        office = Office(settings, centers, catalog, the_sealer(), letters, blobs, files)
        app = create_app(office, lambda: clock[0])
        for center in centers.values():
            await migrate_center(owner, center)
            await publish(office, center, WEDNESDAY)
        yield World(app, office, centers, clock, stack)


Who = Callable[..., Awaitable[Person]]


@pytest.fixture(scope="session")
def somebody(world: World, make_staff: Any) -> Who:
    """`await somebody("reception", receives=("*",))`: that role's person, signed in."""

    async def enter(role: str, *, other: bool = False, **more: Any) -> Person:
        center = world.elsewhere if other else world.here
        key = (f"{role}{sorted(more.items())}", center.key)
        if key not in world.people:
            values = {"desks": (), "receives": ("*",) if role == "reception" else (), "name": f"Bà {role}"} | more
            with entered(center):
                staff = await make_staff(roles=(role,), **values)
            world.people[key] = await world.sign_in(staff, center)
        return world.people[key]

    return enter


@pytest.fixture
async def reception(somebody: Who) -> Person:
    return await somebody("reception")


@pytest.fixture
async def registrar(somebody: Who) -> Person:
    desks = (("tai_chinh_ke_hoach", "registrar"),)
    return await somebody("officer", desks=desks, agency="tai_chinh_ke_hoach", kind="agency")


@pytest.fixture
async def head(somebody: Who) -> Person:
    desks = (("tai_chinh_ke_hoach", "head"),)
    return await somebody("head", desks=desks, agency="tai_chinh_ke_hoach", kind="agency")


@pytest.fixture
def business(world: World) -> dict[str, Any]:
    """Everything the counter asks for a household business of one person, as a browser posts it."""
    return {
        **APPLICANT,
        "business_name": "Hộ kinh doanh Nguyễn Văn An",
        "business_address": "Số 5, phố Mới",
        "business_commune": world.here.communes[0].code,
        "trade": "retail",
        "capital": "50.000.000",
        "workers": "2",
        "founder": "person",
        "owner_name": "Nguyễn Văn An",
        "owner_born": "2/9/1980",
        "owner_gender": "male",
        "owner_id": "125123456",
        "owner_residence": "Thị trấn Phố Mới",
        "_paper.request.originals": "1",
        "_paper.id_copy.copies": "1",
        # One person stands for everybody here: dossiers of the test before are still open.
        "_second": "1",
    }


Take = Callable[..., Awaitable[UUID]]


@pytest.fixture
def take_in(reception: Person, business: dict[str, Any]) -> Take:
    """A household-business dossier, received at the counter by its page."""

    async def take(**changes: Any) -> UUID:
        hidden = await reception.hidden(f"/tiep-nhan/{BUSINESS}")
        form = {**hidden, **business, "_decision": "accept"} | changes
        answer = await reception.post_form(f"/tiep-nhan/{BUSINESS}", form)
        assert answer.status_code == 303, re.sub(r"\s+", " ", answer.text)[:4000]
        return UUID(answer.headers["location"].rpartition("/")[2])

    return take
