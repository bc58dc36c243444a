"""Accounts of citizens: a code that opens once, for a while, for a few tries; and never a word about who has one."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from motcua.centers import Center, Centers, entered
from motcua.domain.citizens import Applying, Contact
from motcua.domain.errors import Conflict, Refused, TooMany
from motcua.services.accounts.sign_ins import Door
from motcua.services.citizens import profile as citizen_profile
from motcua.services.citizens import signing_in as citizens
from motcua.store.engine import DB, transaction
from motcua.store.queries.citizens import load_citizen

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
SENT_CODE = re.compile(r"\b(\d{3} \d{3})\b")


def somewhere() -> str:
    return f"nguoi{uuid4().hex[:8]}@vidu.vn"


def door() -> Door:
    return Door(f"10.1.{uuid4().int % 250}.{uuid4().int % 250}")


@pytest.fixture
def at_que_vo(two_centers: Centers) -> Any:
    with entered(two_centers["que-vo"]) as center:
        yield center


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What was put in the queue, as (address, code); the queue itself works as ever."""
    found: list[tuple[str, str]] = []
    real = citizens.queue_message

    async def note(to: Any, event: str, values: Any, *, once: str) -> bool:
        found.append((to.email or to.phone, values["secret"]))
        return await real(to, event, values, once=once)

    monkeypatch.setattr(citizens, "queue_message", note)
    return found


async def sign_up(told: list[tuple[str, str]], contact: str = "", at: datetime = NOW) -> citizens.CitizenIn:
    sent = await citizens.send_code(contact or somewhere(), door(), at)
    return await citizens.sign_in(sent.id, told[-1][1], door(), at)


async def test_a_code_makes_an_account_and_the_next_one_opens_the_same(at_que_vo: Center, told: Any) -> None:
    address = somewhere()
    first = await sign_up(told, address)
    again = await sign_up(told, address.upper())
    assert first.is_new
    assert not again.is_new
    assert again.citizen_id == first.citizen_id
    found = await citizens.citizen_of(again.token, NOW)
    assert found is not None
    assert found.contacts == (Contact("email", address),)


async def test_what_is_sent_does_not_depend_on_whether_there_is_an_account(at_que_vo: Center, told: Any) -> None:
    address = somewhere()
    with DB.counted() as first:
        await citizens.send_code(address, door(), NOW)
    await sign_up(told, address)
    with DB.counted() as second:
        await citizens.send_code(address, door(), NOW)
    assert first == second


async def test_a_code_opens_once(at_que_vo: Center, told: Any) -> None:
    sent = await citizens.send_code(somewhere(), door(), NOW)
    await citizens.sign_in(sent.id, told[-1][1], door(), NOW)
    with pytest.raises(Refused, match="không đúng hoặc đã hết hiệu lực"):
        await citizens.sign_in(sent.id, told[-1][1], door(), NOW)


async def test_a_code_is_over_after_ten_minutes(at_que_vo: Center, told: Any) -> None:
    sent = await citizens.send_code(somewhere(), door(), NOW)
    assert await citizens.code_sent(sent.id, NOW + citizens.CODE_LASTS - timedelta(seconds=1)) is not None
    assert await citizens.code_sent(sent.id, NOW + citizens.CODE_LASTS) is None
    with pytest.raises(Refused):
        await citizens.sign_in(sent.id, told[-1][1], door(), NOW + citizens.CODE_LASTS)


async def test_after_five_wrong_tries_the_right_code_opens_nothing(at_que_vo: Center, told: Any) -> None:
    sent = await citizens.send_code(somewhere(), door(), NOW)
    right = told[-1][1]
    wrong = "000000" if right.replace(" ", "") != "000000" else "000001"
    for _ in range(citizens.MOST_TRIES):
        with pytest.raises(Refused):
            await citizens.sign_in(sent.id, wrong, door(), NOW)
    with pytest.raises(Refused):
        await citizens.sign_in(sent.id, right, door(), NOW)


async def test_four_wrong_tries_are_forgiven(at_que_vo: Center, told: Any) -> None:
    """Control of the test before: what stops is the fifth, not the first."""
    sent = await citizens.send_code(somewhere(), door(), NOW)
    for _ in range(citizens.MOST_TRIES - 1):
        with pytest.raises(Refused):
            await citizens.sign_in(sent.id, "abc", door(), NOW)
    assert (await citizens.sign_in(sent.id, told[-1][1], door(), NOW)).token


async def test_guessing_from_one_address_is_slowed_also_without_a_code(at_que_vo: Center) -> None:
    here = door()
    for _ in range(citizens.MOST_FAILED):
        with pytest.raises(Refused):
            await citizens.sign_in(uuid4(), "123456", here, NOW)
    with pytest.raises(TooMany):
        await citizens.sign_in(uuid4(), "123456", here, NOW)


async def test_a_contact_gets_three_codes_in_a_quarter_of_an_hour(at_que_vo: Center, told: Any) -> None:
    address = somewhere()
    for _ in range(citizens.MOST_CODES):
        await citizens.send_code(address, door(), NOW)
    with pytest.raises(TooMany):
        await citizens.send_code(address, door(), NOW)
    await citizens.send_code(address, door(), NOW + citizens.WINDOW)
    assert len(told) == citizens.MOST_CODES + 1


@pytest.mark.parametrize("typed", ["", "abc", "a@b", "12345", "+4912345678", "x\x00@vidu.vn", "a" * 300 + "@vidu.vn"])
async def test_what_is_no_address_is_refused_and_nothing_is_sent(at_que_vo: Center, told: Any, typed: str) -> None:
    with pytest.raises(Refused):
        await citizens.send_code(typed, door(), NOW)
    assert told == []


async def test_one_telephone_is_one_contact_however_it_is_written(at_que_vo: Center) -> None:
    written = ("0912 345 678", "+84912345678", "0084 912.345.678")
    assert {Contact.parse(each) for each in written} == {Contact("phone", "0912345678")}
    assert Contact("phone", "0912345678").masked == "•••••••678"
    assert Contact("email", "nga@vidu.vn").masked == "n•••@vidu.vn"


async def test_nothing_typed_or_sent_is_readable_in_the_table(at_que_vo: Center, told: Any, owner: Any) -> None:
    address = somewhere()
    await citizens.send_code(address, door(), NOW)
    code = told[-1][1].replace(" ", "")
    found = await owner.fetch(f"SELECT c::text AS all_of_it FROM {at_que_vo.schema}.citizen_code c")
    assert found
    assert not [row for row in found if address in row["all_of_it"] or code in row["all_of_it"].replace("\\x", "")[:90]]


async def test_a_session_ends_when_idle_when_old_and_everywhere_at_once(at_que_vo: Center, told: Any) -> None:
    made = await sign_up(told)
    assert await citizens.citizen_of(made.token, NOW + citizens.IDLE - timedelta(minutes=1)) is not None
    assert await citizens.citizen_of(made.token, NOW + citizens.IDLE * 3) is None
    address = somewhere()
    one, two = await sign_up(told, address), await sign_up(told, address)
    citizen = await citizens.citizen_of(one.token, NOW)
    assert citizen is not None
    await citizens.sign_out(one.token)
    assert await citizens.citizen_of(one.token, NOW) is None
    assert await citizens.citizen_of(two.token, NOW) is not None
    await citizens.sign_out_everywhere(citizen)
    assert await citizens.citizen_of(two.token, NOW) is None


async def test_an_account_of_one_center_is_nobody_at_another(two_centers: Centers, told: Any) -> None:
    with entered(two_centers["que-vo"]):
        made = await sign_up(told)
    with entered(two_centers["gia-binh"]):
        assert await citizens.citizen_of(made.token, NOW) is None
    with entered(two_centers["que-vo"]):
        assert await citizens.citizen_of(made.token, NOW) is not None


ME = {
    "applicant.name": ["Nguyễn Thị Hà"],
    "applicant.born": ["2/9/1980"],
    "applicant.id_kind": ["cmnd"],
    "applicant.id_number": ["125123456"],
    "applicant.address": ["Thị trấn Phố Mới"],
}


async def signed_in(told: Any) -> Applying:
    citizen = await citizens.citizen_of((await sign_up(told)).token, NOW)
    assert citizen is not None
    return Applying(citizen, NOW)


async def test_a_profile_is_kept_with_its_number_sealed(at_que_vo: Center, told: Any, owner: Any) -> None:
    who = await signed_in(told)
    await citizen_profile.save_profile(who, ME, 1)
    profile = await citizen_profile.profile_of(who)
    assert (profile.name, profile.id_number, profile.seen) == ("Nguyễn Thị Hà", "125123456", 2)
    assert profile.typed["applicant.id_number"] == ["125123456"]
    row = await owner.fetchval(f"SELECT c::text FROM {at_que_vo.schema}.citizen c WHERE id = $1", who.citizen.id)
    assert "125123456" not in row


async def test_a_profile_is_saved_over_the_one_that_was_seen_only(at_que_vo: Center, told: Any) -> None:
    who = await signed_in(told)
    await citizen_profile.save_profile(who, ME, 1)
    with pytest.raises(Conflict):
        await citizen_profile.save_profile(who, ME, 1)


async def test_a_wrong_profile_says_what_is_wrong_by_its_field(at_que_vo: Center, told: Any) -> None:
    who = await signed_in(told)
    with pytest.raises(Refused) as refused:
        await citizen_profile.save_profile(who, {**ME, "applicant.name": [""], "applicant.id_number": ["12"]}, 1)
    assert set(refused.value.errors) == {"applicant.name", "applicant.id_number"}
    async with transaction():
        found = await load_citizen(who.citizen.id)
    assert found is not None
    assert found["name"] == ""


async def test_a_second_contact_opens_the_same_account_and_one_in_use_is_refused(at_que_vo: Center, told: Any) -> None:
    who, other = await signed_in(told), await signed_in(told)
    sent = await citizens.send_code("0987654321", door(), NOW)
    await citizens.add_contact(who.citizen, sent.id, told[-1][1], door(), NOW)
    made = await sign_up(told, "0987 654 321")
    assert made.citizen_id == who.citizen.id
    taken = await citizens.send_code("0987654321", door(), NOW + citizens.WINDOW)
    with pytest.raises(Refused, match="đã gắn"):
        await citizens.add_contact(other.citizen, taken.id, told[-1][1], door(), NOW + citizens.WINDOW)
