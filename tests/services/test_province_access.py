"""Break-glass: two people, a reason, a while; told to the center, marked in its trail, over by itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from motcua.catalog import Catalog
from motcua.centers import Center, Centers, StaffRow, entered
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.people import Acting, Permission, Staff
from motcua.domain.province import ProvinceRole
from motcua.services.accounts import keeping as account_keeping
from motcua.services.accounts import signing_in as accounts
from motcua.services.accounts.lock import seat_of
from motcua.services.dossiers import trail
from motcua.services.office import Office
from motcua.services.province import access, guests
from motcua.services.province.trail import faults
from motcua.settings import Settings
from motcua.store.engine import transaction
from motcua.store.queries import accounts as stored
from motcua.store.queries.trail import load_events
from motcua.store.queries.views import account_counts
from motcua.store.rows import run, value

NOW = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)
AT = datetime(2017, 11, 8, 3, 0, tzinfo=UTC)
REASON = "Kiểm tra phản ánh trả kết quả chậm ngày 7/11."
Maker = Callable[..., Awaitable[UUID]]


@pytest.fixture
def que_vo(two_centers: Centers) -> Center:
    """The shipped one, which the office below knows by its key."""
    return two_centers["que-vo"]


@pytest.fixture
def office(two_centers: Centers, tmp_path: Path) -> Office:
    nobody: Any = None
    settings = Settings(data_dir=tmp_path, tenants_dir=tmp_path, key_file=tmp_path / "keys.json")
    return Office(settings, two_centers, Catalog.__new__(Catalog), nobody, nobody, nobody, nobody)


@pytest.fixture
async def somebody(province: Center) -> Callable[..., Awaitable[Acting]]:
    async def make(role: ProvinceRole) -> Acting:
        username = f"tinh.{uuid4().hex[:8]}"
        with entered(province):
            async with transaction():
                person = StaffRow(username, f"Cán bộ {username}", "", "", "own", None, (role.value,))
                staff_id = await stored.insert_staff(person, password_hash="x", must_change=False, at=NOW)
                found = await stored.staff_by_id(staff_id)
        assert found is not None
        return Acting(stored.as_staff(found), AT)

    return make


@pytest.fixture
async def officer(somebody: Callable[..., Awaitable[Acting]]) -> Acting:
    return await somebody(ProvinceRole.OFFICER)


@pytest.fixture
async def leader(somebody: Callable[..., Awaitable[Acting]]) -> Acting:
    return await somebody(ProvinceRole.LEADER)


async def asked(office: Office, province: Center, officer: Acting, *, minutes: int = 30) -> UUID:
    key = uuid4()
    with entered(province):
        await access.ask(office, officer, "que-vo", REASON, minutes, key, NOW)
    return key


async def came_in(office: Office, province: Center, que_vo: Center, officer: Acting, access_id: UUID) -> str:
    with entered(province):
        address = await access.enter(office, officer, access_id, NOW)
    ticket = address.rpartition("/")[2]
    assert address == f"{office.settings.base_url}/que-vo/tu-tinh/{ticket}"
    with entered(que_vo):
        return await guests.come_in(ticket, address="127.0.0.1", agent="t", business_at=AT, now=NOW)


async def test_after_consent_the_officer_reads_the_center_and_everything_they_open_is_in_its_trail(
    office: Office, province: Center, que_vo: Center, officer: Acting, leader: Acting, make_dossier: Maker
) -> None:
    access_id = await asked(office, province, officer)
    with entered(province):
        with pytest.raises(Conflict):
            await access.enter(office, officer, access_id, NOW)
        await access.consent(office, leader, access_id, NOW)
    token = await came_in(office, province, que_vo, officer, access_id)
    with entered(que_vo):
        assert [each["reason"] for each in await guests.told_here(NOW) if each["id"] == access_id] == [REASON]
        seat = await seat_of(office, token, NOW)
        assert seat is not None
        assert seat.staff.is_guest
        assert seat.staff.permissions == {
            Permission.SEE_DOSSIERS,
            Permission.SEE_EVERY_DOSSIER,
            Permission.SEE_STAFF,
        }
        dossier_id = await make_dossier()
        assert await guests.note_opened(seat.staff, "/ho-so/{dossier_id}", dossier_id, AT, NOW)
        events = await load_events(dossier_id)
        assert [(each["kind"], each["data"]) for each in events] == [("province_saw", {"reason": REASON})]
        assert "tỉnh, truy cập khẩn cấp" in events[0]["actor_name"]
        visit = next(each for each in await guests.visits(NOW) if each.id == access_id)
        assert [says for _, says, _ in visit.opened] == ["Mở /ho-so/…", "Vào Trung tâm", "Được phép truy cập"]
        assert visit.opened[0][2] == str(dossier_id)
        assert not [
            each for each in (await trail.verify(office)).faults if str(dossier_id) in each or "rà soát" in each
        ]
    with entered(province):
        assert await faults() == ()


async def test_a_guests_account_is_nobodys_at_the_center_to_keep(
    office: Office, province: Center, que_vo: Center, officer: Acting, leader: Acting, make_staff: Any
) -> None:
    access_id = await asked(office, province, officer)
    with entered(province):
        await access.consent(office, leader, access_id, NOW)
    with entered(que_vo):
        keeper = Acting(await make_staff(roles=("administrator",)), AT)
        other = await make_staff()
        guest_id = await value("SELECT staff_id FROM province_access WHERE id = $1", access_id)
        assert await value("SELECT kind FROM staff WHERE id = $1", guest_id) == "province"
        with pytest.raises(NotHere):
            await account_keeping.lock(office, keeper, guest_id)
        with pytest.raises(NotHere):
            await account_keeping.reset_password(office, keeper, guest_id, uuid4())
        assert not (await account_keeping.lock(office, keeper, other.id)).is_repeat
        counted = (await account_counts())["accounts"]
        assert counted == len(await stored.list_staff())


async def test_it_ends_by_itself_and_a_session_that_outlives_it_opens_nothing(
    office: Office, province: Center, que_vo: Center, officer: Acting, leader: Acting
) -> None:
    access_id = await asked(office, province, officer)
    with entered(province):
        await access.consent(office, leader, access_id, NOW)
    token = await came_in(office, province, que_vo, officer, access_id)
    over = NOW + timedelta(minutes=30, seconds=1)
    with entered(que_vo):
        hashed = accounts.token_hash(token)
        assert await value("SELECT expires_at FROM session WHERE token_hash = $1", hashed) == NOW + timedelta(
            minutes=30
        )
        await run("UPDATE session SET seen_at = $2 WHERE token_hash = $1", hashed, over)
        assert await seat_of(office, token, over) is None
        # Negative control: it was the session's own end that closed it; and behind it stands the access itself.
        await run("UPDATE session SET expires_at = $2 WHERE token_hash = $1", hashed, over + timedelta(hours=1))
        seat = await seat_of(office, token, over)
        assert seat is not None
        assert not await guests.note_opened(seat.staff, "/ho-so", None, AT, over)
        assert await guests.note_opened(seat.staff, "/ho-so", None, AT, NOW)
    with entered(province), pytest.raises(Conflict):
        await access.enter(office, officer, access_id, over)


async def test_a_ticket_works_once_and_for_two_minutes(
    office: Office, province: Center, que_vo: Center, officer: Acting, leader: Acting
) -> None:
    access_id = await asked(office, province, officer)
    with entered(province):
        await access.consent(office, leader, access_id, NOW)
        first = (await access.enter(office, officer, access_id, NOW)).rpartition("/")[2]
    with entered(que_vo):
        with pytest.raises(NotHere):
            await guests.ticket(first, NOW + timedelta(minutes=3))
        await guests.come_in(first, address="", agent="", business_at=AT, now=NOW)
        with pytest.raises(NotHere):
            await guests.come_in(first, address="", agent="", business_at=AT, now=NOW)


async def test_who_asks_does_not_answer_and_who_answers_does_not_ask(
    office: Office, province: Center, officer: Acting, leader: Acting, somebody: Callable[..., Awaitable[Acting]]
) -> None:
    access_id = await asked(office, province, officer)
    other = await somebody(ProvinceRole.OFFICER)
    with entered(province):
        for who in (officer, other):
            with pytest.raises(NotAllowed):
                await access.consent(office, who, access_id, NOW)
        with pytest.raises(NotAllowed):
            await access.ask(office, leader, "que-vo", REASON, 30, uuid4(), NOW)
        with pytest.raises(NotHere):
            await access.enter(office, other, access_id, NOW)


async def test_a_request_without_a_reason_or_without_an_answer_opens_nothing(
    office: Office, province: Center, officer: Acting, leader: Acting
) -> None:
    with entered(province):
        for center, reason, minutes in (("que-vo", "vì cần", 30), ("khong-co", REASON, 30), ("que-vo", REASON, 999)):
            with pytest.raises(Refused):
                await access.ask(office, officer, center, reason, minutes, uuid4(), NOW)
    access_id = await asked(office, province, officer)
    with entered(province), pytest.raises(Conflict):
        await access.consent(office, leader, access_id, NOW + timedelta(hours=8))
    with entered(province):
        await access.refuse(leader, access_id, "Chưa cần", NOW)
        with pytest.raises(Conflict):
            await access.consent(office, leader, access_id, NOW)


async def test_the_centers_director_ends_it_at_once(
    office: Office, province: Center, que_vo: Center, officer: Acting, leader: Acting,
    make_staff: Callable[..., Awaitable[Staff]],
) -> None:  # fmt: skip
    access_id = await asked(office, province, officer)
    with entered(province):
        await access.consent(office, leader, access_id, NOW)
    token = await came_in(office, province, que_vo, officer, access_id)
    with entered(que_vo):
        reception = Acting(await make_staff(), AT)
        with pytest.raises(NotAllowed):
            await guests.end_as_center(reception, access_id, NOW)
        director = Acting(await make_staff(roles=("director",), desks=()), AT)
        assert await seat_of(office, token, NOW) is not None
        await guests.end_as_center(director, access_id, NOW)
        assert await seat_of(office, token, NOW) is None
    with entered(province), pytest.raises(Conflict, match="đã kết thúc truy cập này"):
        await access.enter(office, officer, access_id, NOW)


async def test_a_guest_can_not_sign_in_with_a_password_nor_be_given_one(
    office: Office, province: Center, que_vo: Center, officer: Acting, leader: Acting
) -> None:
    access_id = await asked(office, province, officer)
    with entered(province):
        await access.consent(office, leader, access_id, NOW)
    with entered(que_vo):
        name = f"tinh.{officer.staff.id}"
        with pytest.raises(NotHere):
            await accounts.set_password(office, name, "mật khẩu rất dài 1", must_change=False, now=NOW)
        with pytest.raises(Refused):
            await accounts.sign_in(office, name, "x", address="", agent="", now=NOW)
        async with transaction():
            assert name not in {each["username"] for each in await stored.list_staff()}
            assert name not in await stored.lock_absent_staff(list(await stored.staff_usernames() - {name}), NOW)
