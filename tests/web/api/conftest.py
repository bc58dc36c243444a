"""Machines of both centers, with keys made as the administrator makes them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from tests.web.live import House, Live, client_of

from motcua.centers import entered
from motcua.domain.machines import Machine, Scope
from motcua.domain.people import Acting, Role
from motcua.services.machines import keys
from motcua.settings import wall_clock


class Asker(httpx.AsyncClient):
    """A program that asks the API of one center with its key."""

    machine: Machine
    secret: str
    root: str

    async def read(self, path: str, **query: Any) -> httpx.Response:
        return await self.get(f"{self.root}/api/v1{path}", params=query)

    async def tell(self, path: str, body: Any, *, once: str | None = None) -> httpx.Response:
        headers = {"Idempotency-Key": once or str(uuid4())}
        return await self.post(f"{self.root}/api/v1{path}", json=body, headers=headers)


def administrator(house: House) -> Any:
    return next(staff for staff in house.crew.by_name.values() if Role.ADMINISTRATOR in staff.roles)


async def made_key(live: Live, house: House, scopes: str, *desks: str, days: int = 30) -> keys.MadeKey:
    """A key of the scopes named, with blanks between."""
    typed = {
        "name": [f"hệ thống {uuid4().hex[:6]}"],
        "scopes": scopes.split(),
        "desks": list(desks),
        "expires_on": [f"{wall_clock() + timedelta(days=days):%d/%m/%Y}"],
    }
    with entered(house.center):
        acting = Acting(administrator(house), live.now[0])
        return await keys.make_key(live.office, acting, typed, uuid4(), wall_clock())


async def asker_of(live: Live, house: House, scopes: str, *desks: str) -> Asker:
    made = await made_key(live, house, scopes, *desks)
    assert made.secret is not None
    with entered(house.center):
        machine = await keys.machine_of(made.secret, wall_clock())
    assert machine is not None
    transport = httpx.ASGITransport(app=live.app, raise_app_exceptions=False, client=("127.0.0.1", 50000))
    asker = Asker(
        transport=transport,
        base_url="http://127.0.0.1:8000",
        headers={"authorization": f"Bearer {made.secret}"},
    )
    asker.machine, asker.secret, asker.root = machine, made.secret, house.root
    return asker


MakeAsker = Callable[..., Awaitable[Asker]]


@pytest.fixture
async def ask_as(live: Live) -> AsyncIterator[MakeAsker]:
    made: list[Asker] = []

    async def make(house: House, scopes: str = "read act", *desks: str) -> Asker:
        found = await asker_of(live, house, scopes, *(desks or every_desk(live, house)))
        made.append(found)
        return found

    yield make
    await asyncio.gather(*(each.aclose() for each in made))


def every_desk(live: Live, house: House) -> tuple[str, ...]:
    with entered(house.center):
        return tuple(each.value for each in keys.desk_choices(live.office))


async def desk_of(live: Live, house: House, name: str) -> str:
    step = (await live.load(house, house.dossiers[name].id)).dossier.current_step
    assert step is not None
    return f"{step.agency}/{step.desk}"


@pytest.fixture
async def nobody(live: Live) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(live.app) as client:
        yield client


__all__ = ["Asker", "MakeAsker", "Scope", "administrator", "asker_of", "desk_of", "every_desk", "made_key"]
