"""Signing in with an account of the province, against a provider that runs."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from joserfc.jwk import RSAKey
from tests.services.provider import agree, running_provider

from motcua.centers import Center, entered
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused, Unavailable
from motcua.domain.people import Acting
from motcua.services.accounts import oidc
from motcua.services.accounts.lock import seat_of
from motcua.services.accounts.oidc import Journey, begin, finish, link, unlink
from motcua.services.accounts.sign_ins import Door
from motcua.services.accounts.signing_in import SignedIn
from motcua.settings import Provider
from motcua.store.engine import DB, transaction
from motcua.store.queries.account_keeping import put_beside
from motcua.store.secrets import seal, unseal

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
BACK = "http://127.0.0.1:8000/que-vo/dang-nhap/tro-ve"


@pytest.fixture(scope="module")
async def provider(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Provider]:
    async with running_provider(tmp_path_factory.mktemp("provider")) as found:
        yield found


@pytest.fixture
def shared(office: Any, provider: Provider, in_que_vo: Center) -> Any:
    return replace(office, settings=replace(office.settings, oidc=provider))


@pytest.fixture
async def admin(in_que_vo: Center, make_staff: Any) -> Acting:
    return Acting(await make_staff(roles=("administrator",)), NOW)


@pytest.fixture(autouse=True)
async def nobody_is_linked(in_que_vo: Center) -> None:
    async with transaction():
        await DB.fetch("DELETE FROM oidc_link")
        await DB.fetch("UPDATE staff SET email = '' WHERE email <> ''")


async def come(shared: Any, subject: str, *, journey: Journey | None = None, **changes: str) -> tuple[SignedIn, str]:
    journey = journey or await begin(shared, BACK, "/ho-so", NOW)
    answer = await agree(journey.address, subject) | changes
    return await finish(shared, BACK, journey.sealed, answer, Door("10.0.0.9"), NOW, TODAY)


async def test_who_is_linked_gets_in_and_goes_where_they_wanted(shared: Any, admin: Acting, make_staff: Any) -> None:
    staff = await make_staff()
    await link(shared, admin, staff.id, " nga-001 ")
    made, back = await come(shared, "nga-001")
    assert (made.staff.id, back, made.awaits_code) == (staff.id, "/ho-so", False)
    assert made.staff.roles == staff.roles
    assert await seat_of(shared, made.token, NOW) is not None


async def test_nobody_gets_an_account_or_a_right_by_signing_in(shared: Any) -> None:
    async with transaction():
        before = await DB.fetch("SELECT count(*) FROM staff")
    with pytest.raises(Refused, match="la-003"):
        await come(shared, "la-003")
    async with transaction():
        assert await DB.fetch("SELECT count(*) FROM staff") == before


async def test_a_verified_e_mail_links_once_and_an_unverified_one_never(shared: Any, make_staff: Any) -> None:
    known, unsure = await make_staff(), await make_staff()
    async with transaction():
        await put_beside(known.id, email="nga@bacninh.gov.vn", is_reserve=False)
        await put_beside(unsure.id, email="chua.xac.minh@bacninh.gov.vn", is_reserve=False)
    made, _ = await come(shared, "nga-001")
    assert made.staff.id == known.id
    async with transaction():  # linked by subject from now on: an e-mail that changes hands opens nothing
        await put_beside(known.id, email="", is_reserve=False)
        await put_beside(unsure.id, email="nga@bacninh.gov.vn", is_reserve=False)
    assert (await come(shared, "nga-001"))[0].staff.id == known.id
    async with transaction():
        await put_beside(unsure.id, email="chua.xac.minh@bacninh.gov.vn", is_reserve=False)
    with pytest.raises(Refused, match="chưa gắn"):
        await come(shared, "gia-002")


async def test_another_state_another_browser_or_an_old_journey_is_refused(
    shared: Any, admin: Acting, make_staff: Any
) -> None:
    await link(shared, admin, (await make_staff()).id, "nga-001")
    with pytest.raises(Refused, match="không hợp lệ"):
        await come(shared, "nga-001", state="another")
    journey, other = await begin(shared, BACK, "", NOW), await begin(shared, BACK, "", NOW)
    answer = await agree(journey.address, "nga-001")
    for sealed, at in ((other.sealed, NOW), ("", NOW), (journey.sealed, NOW + timedelta(minutes=11))):
        with pytest.raises(Refused, match="không hợp lệ"):
            await finish(shared, BACK, sealed, answer, Door(), at, TODAY)
    assert await finish(shared, BACK, journey.sealed, answer, Door(), NOW, TODAY)
    with pytest.raises(Refused):  # the provider gives an identity for a code once
        await finish(shared, BACK, journey.sealed, answer, Door(), NOW, TODAY)


async def test_a_token_for_another_journey_is_refused(shared: Any, admin: Acting, make_staff: Any) -> None:
    await link(shared, admin, (await make_staff()).id, "nga-001")
    journey = await begin(shared, BACK, "", NOW)
    kept = json.loads(unseal(journey.sealed, "oidc journey"))
    forged = replace(journey, sealed=seal(json.dumps(kept | {"nonce": "another"}), "oidc journey"))
    with pytest.raises(Refused, match="trả lời không hợp lệ"):
        await come(shared, "nga-001", journey=forged)
    assert await come(shared, "nga-001")


async def test_the_verifier_of_the_journey_is_the_one_whose_digest_went_out(shared: Any) -> None:
    journey = await begin(shared, BACK, "", NOW)
    asked = parse_qs(urlsplit(journey.address).query)
    kept = json.loads(unseal(journey.sealed, "oidc journey"))
    digest = base64.urlsafe_b64encode(hashlib.sha256(kept["verifier"].encode()).digest()).rstrip(b"=").decode()
    assert (asked["code_challenge_method"], asked["code_challenge"]) == (["S256"], [digest])
    assert (asked["state"], asked["nonce"]) == ([kept["state"]], [kept["nonce"]])
    assert asked["redirect_uri"] == [BACK]
    assert kept["verifier"] not in journey.address


@pytest.fixture
def other_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The provider's keys are not those that signed."""
    fetch, key = oidc._fetch, RSAKey.generate_key(2048, parameters={"use": "sig"}).as_dict(private=False)

    async def fetched(address: str) -> dict[str, Any]:
        found = await fetch(address)
        return {"keys": [key | {"kid": found["keys"][0].get("kid")}]} if "keys" in found else found

    monkeypatch.setattr(oidc, "_fetch", fetched)


async def test_a_token_that_the_provider_did_not_sign_is_refused(
    shared: Any, admin: Acting, make_staff: Any, other_keys: None
) -> None:
    await link(shared, admin, (await make_staff()).id, "nga-001")
    with pytest.raises(Refused, match="trả lời không hợp lệ"):
        await come(shared, "nga-001")


async def test_a_token_for_another_application_is_refused(
    shared: Any, provider: Provider, admin: Acting, make_staff: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    await link(shared, admin, (await make_staff()).id, "nga-001")
    journey = await begin(shared, BACK, "", NOW)
    answer = await agree(journey.address, "nga-001")
    other = replace(provider, client_id="ung-dung-khac")
    theirs = oidc._client

    def client(_: Provider, redirect_uri: str) -> Any:
        return theirs(provider, redirect_uri)

    monkeypatch.setattr(oidc, "_client", client)  # the code is ours, the token's audience is checked all the same
    asked = replace(shared, settings=replace(shared.settings, oidc=other))
    with pytest.raises(Refused, match="trả lời không hợp lệ"):
        await finish(asked, BACK, journey.sealed, answer, Door(), NOW, TODAY)


async def test_what_the_provider_refuses_is_said_in_words(shared: Any) -> None:
    journey = await begin(shared, BACK, "", NOW)
    state = parse_qs(urlsplit(journey.address).query)["state"][0]
    for error, says in (("access_denied", "đã hủy"), ("server_error", "Chưa liên lạc"), ("xyz", "không hợp lệ")):
        with pytest.raises(Refused, match=says):
            await finish(shared, BACK, journey.sealed, {"state": state, "error": error}, Door(), NOW, TODAY)
    with pytest.raises(Refused):
        await finish(shared, BACK, journey.sealed, {"state": state}, Door(), NOW, TODAY)


async def test_a_provider_that_is_down_or_goes_by_another_name_is_said_so(shared: Any, provider: Provider) -> None:
    gone = replace(provider, issuer="http://127.0.0.1:9")
    with pytest.raises(Unavailable, match="Chưa liên lạc"):
        await begin(replace(shared, settings=replace(shared.settings, oidc=gone)), BACK, "", NOW)
    misnamed = replace(provider, issuer=f"{provider.issuer}//")
    with pytest.raises((Refused, Unavailable)):
        await begin(replace(shared, settings=replace(shared.settings, oidc=misnamed)), BACK, "", NOW)


async def test_without_a_provider_there_is_nothing(office: Any, in_que_vo: Center) -> None:
    with pytest.raises(NotHere):
        await begin(office, BACK, "", NOW)


async def test_a_locked_account_or_one_past_its_term_stays_out(shared: Any, admin: Acting, make_staff: Any) -> None:
    staff = await make_staff()
    await link(shared, admin, staff.id, "nga-001")
    async with transaction():
        await DB.fetch("UPDATE staff SET seconded_to = $2 WHERE id = $1", staff.id, TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="biệt phái"):
        await come(shared, "nga-001")
    async with transaction():
        await DB.fetch("UPDATE staff SET seconded_to = NULL, is_locked = true WHERE id = $1", staff.id)
    with pytest.raises(Refused, match="đang bị khóa"):
        await come(shared, "nga-001")


async def test_a_link_is_the_administrator_s_and_only_one(
    shared: Any, admin: Acting, make_staff: Any, other_center: Center
) -> None:
    first, second = await make_staff(), await make_staff()
    director = Acting(await make_staff(roles=("director",)), NOW)
    with pytest.raises(NotAllowed):
        await link(shared, director, first.id, "nga-001")
    with pytest.raises(Conflict):
        await link(shared, admin, admin.staff.id, "nga-001")
    for subject in ("", "x" * 300, "a\nb"):
        with pytest.raises(Refused):
            await link(shared, admin, first.id, subject)
    await link(shared, admin, first.id, "nga-001")
    for staff, subject in ((second, "nga-001"), (first, "la-003")):
        with pytest.raises(Conflict):
            await link(shared, admin, staff.id, subject)
    with pytest.raises(NotHere):
        await link(shared, admin, uuid4(), "la-003")
    with entered(other_center):
        abroad = Acting(await make_staff(roles=("administrator",)), NOW)
        for act in (link(shared, abroad, first.id, "x"), unlink(abroad, first.id)):
            with pytest.raises(NotHere):
                await act
        with pytest.raises(Refused, match="chưa gắn"):  # linked at one center is not linked at another
            await come(shared, "nga-001")
    token = (await come(shared, "nga-001"))[0].token
    await unlink(admin, first.id)
    assert await seat_of(shared, token, NOW) is None
    with pytest.raises(Refused, match="chưa gắn"):
        await come(shared, "nga-001")
    async with transaction():
        kinds = await DB.fetch("SELECT kind FROM account_act WHERE staff_id = $1 ORDER BY id", first.id)
    assert [row["kind"] for row in kinds] == ["linked", "unlinked"]
