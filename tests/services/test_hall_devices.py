"""Kiosks and displays: paired once by a code, let in by a token, shut out at once when revoked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from motcua.centers import Center, entered
from motcua.domain.errors import Conflict, NotAllowed, Refused
from motcua.domain.people import Acting, Staff
from motcua.services.hall import devices as hall_devices
from motcua.services.hall.devices import PAIRS_FOR, device_of, lines, make_device, new_code, new_pairing, pair, revoke
from motcua.store.engine import transaction
from motcua.store.rows import rows

NOW = datetime(2026, 8, 1, 2, 0, tzinfo=UTC)
MakeStaff = Callable[..., Awaitable[Staff]]


@pytest.fixture
def at_que_vo(que_vo: Center) -> Iterator[Center]:
    with entered(que_vo):
        yield que_vo


@pytest.fixture
async def admin(at_que_vo: Center, make_staff: MakeStaff) -> Acting:
    return Acting(await make_staff(roles=("administrator",), receives=(), desks=()), NOW)


async def made(admin: Acting, kind: str = "kiosk") -> tuple[UUID, str]:
    code, name = new_code(), f"Máy {uuid4().hex[:6]}"
    await make_device(admin, kind, name, uuid4(), code, NOW)
    return next(each.id for each in await lines(NOW) if each.name == name), code


async def test_a_code_pairs_one_machine_and_is_used_up(admin: Acting, other_center: Center) -> None:
    device_id, code = await made(admin)
    with entered(other_center):
        assert await pair(code, NOW) is None
    found = await pair(f"{code[:4]} {code[4:]}", NOW)
    assert found is not None
    device, token = found
    assert (device.id, device.kind) == (str(device_id), "kiosk")
    assert await pair(code, NOW) is None
    assert await device_of(token, NOW) == device
    assert await device_of(token + "x", NOW) is None
    with entered(other_center):
        assert await device_of(token, NOW) is None


async def test_a_code_that_is_too_old_pairs_nothing(admin: Acting) -> None:
    _, code = await made(admin)
    assert await pair(code, NOW + PAIRS_FOR) is None
    for odd in ("", "abcdefgh", "1" * 300, "١٢٣٤٥٦٧٨"):
        assert await pair(odd, NOW) is None


async def test_a_revoked_machine_is_out_at_once_and_for_good(admin: Acting) -> None:
    device_id, code = await made(admin)
    found = await pair(code, NOW)
    assert found is not None
    await revoke(admin, device_id, NOW)
    assert await device_of(found[1], NOW) is None
    for act in (revoke(admin, device_id, NOW), new_pairing(admin, device_id, new_code(), NOW)):
        with pytest.raises(Conflict):
            await act


async def test_a_new_code_shuts_out_the_old_token(admin: Acting) -> None:
    device_id, code = await made(admin)
    found = await pair(code, NOW)
    assert found is not None
    again = new_code()
    await new_pairing(admin, device_id, again, NOW)
    assert await device_of(found[1], NOW) is None
    assert await pair(again, NOW) is not None


async def test_only_the_administrator_makes_and_revokes(admin: Acting, make_staff: MakeStaff) -> None:
    device_id, _ = await made(admin)
    other = Acting(await make_staff(), NOW)
    for act in (
        make_device(other, "kiosk", "Máy", uuid4(), new_code(), NOW),
        new_pairing(other, device_id, new_code(), NOW),
        revoke(other, device_id, NOW),
    ):
        with pytest.raises(NotAllowed):
            await act


async def test_the_database_holds_neither_code_nor_token(admin: Acting) -> None:
    _, code = await made(admin)
    found = await pair(code, NOW)
    assert found is not None
    async with transaction():
        said = str(await rows("SELECT * FROM hall_device"))
    assert found[1] not in said
    assert code not in said


async def test_a_machine_is_noted_as_seen_once_a_minute(admin: Acting) -> None:
    device_id, code = await made(admin)
    found = await pair(code, NOW)
    assert found is not None
    for seconds in (0, 30, 59):
        await device_of(found[1], NOW + timedelta(seconds=seconds))
    assert next(each.seen_at for each in await lines(NOW) if each.id == device_id) == NOW
    await device_of(found[1], NOW + hall_devices.SEEN_EVERY + timedelta(seconds=1))
    assert next(each.seen_at for each in await lines(NOW) if each.id == device_id) > NOW


async def test_a_machine_needs_a_kind_and_a_name(admin: Acting) -> None:
    with pytest.raises(Refused) as refused:
        await make_device(admin, "may-giat", " ", uuid4(), new_code(), NOW)
    assert set(refused.value.errors) == {"kind", "name"}
