"""Citizens sign in with an account they have elsewhere, against a provider that runs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.services.provider import agree, running_provider

from motcua.centers import Center
from motcua.domain.errors import NotHere, Refused
from motcua.services.accounts import oidc
from motcua.services.accounts.sign_ins import Door
from motcua.services.citizens import oidc as citizen_oidc
from motcua.services.citizens import signing_in as citizens
from motcua.settings import Provider
from motcua.store.engine import DB, transaction
from motcua.store.queries import citizens as stored

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
BACK = "http://127.0.0.1:8000/que-vo/cong-dan/dang-nhap/tro-ve"
STAFF_BACK = "http://127.0.0.1:8000/que-vo/dang-nhap/tro-ve"


@pytest.fixture(scope="module")
async def provider(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Provider]:
    async with running_provider(tmp_path_factory.mktemp("citizens-provider")) as found:
        yield found


@pytest.fixture
async def shared(office: Any, provider: Provider, in_que_vo: Center) -> Any:
    async with transaction():
        await DB.fetch("UPDATE citizen_contact SET address = address || citizen_id::text WHERE address LIKE '%.gov.vn'")
    return replace(office, settings=replace(office.settings, oidc=provider, citizen_oidc=provider))


async def come(shared: Any, subject: str, now: datetime = NOW) -> citizens.CitizenIn:
    journey = await citizen_oidc.begin(shared, BACK, "/cong-dan/nop", NOW)
    answer = await agree(journey.address, subject)
    made, back = await citizen_oidc.finish(shared, BACK, journey.sealed, answer, Door("10.0.0.9"), now)
    assert back == "/cong-dan/nop"
    return made


async def test_the_first_time_makes_an_account_and_the_next_one_opens_it(shared: Any) -> None:
    first, again = await come(shared, "gia-002"), await come(shared, "gia-002")
    assert again.citizen_id == first.citizen_id
    assert not again.is_new
    found = await citizens.citizen_of(again.token, NOW)
    assert found is not None
    assert found.contacts == (), "an e-mail that nobody has verified opens nothing"


async def test_a_verified_email_leads_to_the_account_that_a_code_opened(shared: Any) -> None:
    async with transaction():
        mine = await stored.insert_citizen(NOW)
        await stored.insert_contact("email", "nguoi.la@bacninh.gov.vn", mine, NOW)
    assert (await come(shared, "la-003")).citizen_id == mine


async def test_a_journey_of_staff_ends_at_no_citizens_door(shared: Any) -> None:
    journey = await oidc.begin(shared, STAFF_BACK, "/viec", NOW)
    answer = await agree(journey.address, "nga-001")
    with pytest.raises(Refused):
        await citizen_oidc.finish(shared, BACK, journey.sealed, answer, Door(), NOW)
    theirs = await citizen_oidc.begin(shared, BACK, "", NOW)
    answer = await agree(theirs.address, "nga-001")
    with pytest.raises(Refused):
        await oidc.finish(shared, STAFF_BACK, theirs.sealed, answer, Door(), NOW, date(2026, 11, 24))


async def test_an_old_or_a_foreign_journey_is_refused(shared: Any) -> None:
    with pytest.raises(Refused):
        await come(shared, "nga-001", NOW + timedelta(minutes=11))
    with pytest.raises(Refused):
        await citizen_oidc.finish(shared, BACK, "khong-phai", {"state": "x", "code": "y"}, Door(), NOW)


async def test_without_a_provider_there_is_no_such_door(office: Any, in_que_vo: Center) -> None:
    with pytest.raises(NotHere):
        await citizen_oidc.begin(office, BACK, "", NOW)
