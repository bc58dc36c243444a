"""Making the province's own office ready: its schema, its role, and the first accounts."""

from __future__ import annotations

from collections.abc import Iterable

from motcua.centers import Center, StaffRow, entered
from motcua.centers.province import province_office
from motcua.domain.errors import DataError
from motcua.services.accounts import passwords
from motcua.services.office import Office
from motcua.services.province.trail import note
from motcua.settings import wall_clock
from motcua.store.bootstrap import connect_owner
from motcua.store.engine import DB, transaction
from motcua.store.province import migrate_province
from motcua.store.queries import accounts as stored


async def open_province(office: Office) -> Center:
    """Idempotent; the place that the console's requests enter."""
    place = province_office(office.centers)
    if office.settings.owner_url is None:
        raise DataError(
            "cài đặt",
            "MOTCUA_DATABASE_URL",
            "chưa có địa chỉ cơ sở dữ liệu của chủ sở hữu.",
            "khởi động máy chủ trước.",
        )
    connection = await connect_owner(office.settings.owner_url)
    try:
        await migrate_province(connection, place)
    finally:
        await connection.close()
    await DB.open_for(place)
    return place


async def has_accounts(office: Office) -> bool:
    with entered(province_office(office.centers)):
        async with transaction():
            return bool(await stored.staff_usernames())


async def make_accounts(office: Office, people: Iterable[StaffRow], password: str, *, must_change: bool) -> None:
    """Accounts that are not there yet, all with this password: the demo's, and the very first one."""
    with entered(province_office(office.centers)):
        async with transaction():
            known = await stored.staff_usernames()
        new = [person for person in people if person.username not in known]
        hashed = await passwords.hashed(password) if new else ""
        async with transaction():
            for person in new:
                await stored.insert_staff(
                    person, password_hash=hashed, must_change=must_change, at=wall_clock(), is_from_file=False
                )
                await note(None, "officer_added", wall_clock(), {"officer": person.name, "account": person.username})
