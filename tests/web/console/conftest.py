"""The console of both shipped centers with one account of each role, asked over ASGI."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from tests.web.live import Client, client_of

from motcua import paths
from motcua.catalog import Catalog
from motcua.centers import Center, Centers, StaffRow, entered
from motcua.domain.people import Acting, Staff
from motcua.domain.province import ACCOUNT_ROLES, ProvinceRole
from motcua.letters.rendering import Letters, letters_pool
from motcua.services.accounts import passwords
from motcua.services.office import Office
from motcua.services.province import access, announcing
from motcua.services.province.publishing import say_numbers
from motcua.settings import Settings, wall_clock
from motcua.store.blobs import Blobs
from motcua.store.engine import transaction
from motcua.store.queries import accounts as stored
from motcua.store.queries import center_drafts
from motcua.store.secrets import the_sealer
from motcua.web.console.app import Console, create_console

WEDNESDAY = datetime(2017, 11, 8, 0, 35, tzinfo=UTC)
PASSWORD = "mật khẩu dài của tôi 1"
REASON = "Kiểm tra phản ánh trả kết quả chậm ngày 7/11."


@dataclass
class Desk:
    """The open console: its application, its people by role, and the things its addresses name."""

    app: Console
    office: Office
    place: Center
    people: dict[ProvinceRole, Staff]
    things: dict[str, str]
    clients: dict[ProvinceRole, Client] = field(default_factory=dict)

    def acting(self, role: ProvinceRole) -> Acting:
        return Acting(self.people[role], WEDNESDAY)

    async def as_(self, role: ProvinceRole | None) -> Client:
        """Signed in once; None is nobody."""
        if role is not None and role in self.clients:
            return self.clients[role]
        client = client_of(self.app, base_url="http://127.0.0.1:8001")
        await client.get("/dang-nhap")
        if role is not None:
            typed = {"username": self.people[role].username, "password": PASSWORD}
            answer = await client.send_form("/dang-nhap", typed)
            assert (answer.status_code, answer.headers["location"]) == (303, "/")
            self.clients[role] = client
        return client

    async def access(self, state: str) -> UUID:
        """An access to Quế Võ: asked, given."""
        key, now = uuid4(), wall_clock()
        with entered(self.place):
            await access.ask(self.office, self.acting(ProvinceRole.OFFICER), "que-vo", REASON, 30, key, now)
            if state == "given":
                await access.consent(self.office, self.acting(ProvinceRole.LEADER), key, now)
        return key


@pytest.fixture(scope="session")
def tenants(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("console") / "tenants"
    shutil.copytree(paths.tenants(), folder)
    return folder


@pytest.fixture(scope="session")
async def desk(
    two_centers: Centers, province: Center, catalog: Catalog, database: Any, tenants: Path, received: None
) -> AsyncIterator[Desk]:
    settings = Settings(
        data_dir=database.folder,
        tenants_dir=tenants,
        key_file=database.folder / "secrets" / "keys.json",
        demo_clock=WEDNESDAY,
        owner_url=database.ready.owner_url,
        database_url=database.ready.app_url,
    )
    nobody: Any = None
    # Its own list of centers: one that a test adds is nobody else's.
    centers = Centers(two_centers.province, two_centers)
    async with letters_pool(1) as printers:
        letters = Letters(printers, paths.templates() / "letters")
        yield await desk_of(
            Office(settings, centers, catalog, the_sealer(), letters, Blobs(settings.files_dir), nobody), province
        )


async def desk_of(office: Office, province: Center) -> Desk:
    """With an account of each role, and a center that has said its numbers."""
    hashed = await passwords.hashed(PASSWORD)
    people: dict[ProvinceRole, Staff] = {}
    with entered(province):
        for number, role in enumerate(ACCOUNT_ROLES):
            async with transaction():
                username = f"tinh{number}.{uuid4().hex[:4]}"
                person = StaffRow(username, f"Nguyễn Văn {number}", "Cán bộ", "", "own", None, (role.value,))
                staff_id = await stored.insert_staff(person, password_hash=hashed, must_change=False, at=wall_clock())
                found = await stored.staff_by_id(staff_id)
            assert found is not None
            people[role] = stored.as_staff(found)
    made = Desk(create_console(office, lambda: WEDNESDAY), office, province, people, {})
    for center in office.centers.values():
        await say_numbers(office, center, WEDNESDAY, wall_clock())
    await _things(made)
    return made


async def _things(desk: Desk) -> None:
    announcement, draft, now = uuid4(), uuid4(), wall_clock()
    wish = announcing.Wish("Nghỉ lễ", "Nghỉ ngày 1/1.", "staff", "", WEDNESDAY.date(), None)
    with entered(desk.place):
        await announcing.announce(desk.office, desk.acting(ProvinceRole.OFFICER), wish, announcement, now)
        async with transaction():
            await center_drafts.add_draft(draft, {}, "A", now)
    spare = desk.people[ProvinceRole.LEADER]
    desk.things |= {
        "announcement_id": str(announcement),
        "draft_id": str(draft),
        "step": "ten",
        "officer_id": str(spare.id),
        "key": "que-vo",
        "asked": str(await desk.access("asked")),
        "given": str(await desk.access("given")),
    }


def cookies_of(client: httpx.AsyncClient) -> str:
    return "; ".join(f"{name}={value}" for name, value in client.cookies.items())
