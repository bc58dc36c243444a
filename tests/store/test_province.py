"""The province's role: it reads what centers say of themselves, and no center's schema; each wall with its control."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from motcua.centers import Center, Centers, entered
from motcua.domain.people import Staff
from motcua.store.engine import DB, SettingRefused, transaction
from motcua.store.queries import centers_seen, province_access
from motcua.store.queries.backup_runs import Run, record_run
from motcua.store.roles import GRANTS, PROVINCE_SCHEMA
from motcua.store.rows import row, rows, run, value

NOW = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)
Maker = Callable[..., Awaitable[UUID]]
DENIED = (asyncpg.InsufficientPrivilegeError, asyncpg.PostgresSyntaxError, SettingRefused)


async def readable(province: Center, centers: Centers) -> list[str]:
    """The centers' tables from which the province's role gets an answer."""
    found = []
    for center in centers.values():
        for table in GRANTS:
            try:
                with entered(province):
                    await value(f"SELECT count(*) FROM {center.schema}.{table}")
                found.append(f"{center.schema}.{table}")
            except asyncpg.InsufficientPrivilegeError:
                continue
    return found


async def test_the_provinces_role_can_read_no_table_of_any_center(province: Center, two_centers: Centers) -> None:
    assert await readable(province, two_centers) == []


async def test_with_a_right_on_one_table_the_same_look_finds_it(
    province: Center, two_centers: Centers, owner: Any
) -> None:
    """Negative control: it is the missing right that holds, and the look above would see one."""
    schema = two_centers["que-vo"].schema
    await owner.execute(f"GRANT USAGE ON SCHEMA {schema} TO {PROVINCE_SCHEMA}")
    await owner.execute(f"GRANT SELECT ON {schema}.applicant TO {PROVINCE_SCHEMA}")
    try:
        assert await readable(province, two_centers) == [f"{schema}.applicant"]
    finally:
        await owner.execute(f"REVOKE SELECT ON {schema}.applicant FROM {PROVINCE_SCHEMA}")
        await owner.execute(f"REVOKE USAGE ON SCHEMA {schema} FROM {PROVINCE_SCHEMA}")
    assert await readable(province, two_centers) == []


ATTACKS = {
    "becomes a center": "SET ROLE {center}",
    "becomes a center inside a query": "SELECT set_config('role', '{center}', true)",
    "becomes a center behind a comment": "/* a */ set local role {center}",
    "gives up its role": "RESET ROLE",
    "writes a center's session": "INSERT INTO {center}.session SELECT * FROM session",
    "says a center's numbers": "INSERT INTO catalog.center_numbers SELECT * FROM catalog.center_numbers",
    "changes what centers are": "UPDATE catalog.center SET schema = 'c_x'",
    "reads the queue": "SELECT * FROM jobs.pgqueuer",
}


@pytest.mark.parametrize("attack", ATTACKS)
async def test_the_province_is_refused_when_it(attack: str, province: Center, que_vo: Center) -> None:
    with entered(province), pytest.raises(DENIED):
        async with transaction():
            await run(ATTACKS[attack].format(center=que_vo.schema))


async def test_a_center_reads_announcements_and_nothing_else_of_the_provinces(province: Center, que_vo: Center) -> None:
    with entered(que_vo):
        assert await value("SELECT count(*) FROM catalog.announcement") is not None
    for sql in (
        f"SELECT * FROM {PROVINCE_SCHEMA}.staff",
        "SELECT * FROM catalog.province_access",
        "SELECT * FROM catalog.center_draft",
        "SELECT * FROM catalog.center_numbers",
        "INSERT INTO catalog.announcement SELECT * FROM catalog.announcement",
        "UPDATE catalog.center_numbers SET late = 0",
    ):
        with entered(que_vo), pytest.raises(asyncpg.InsufficientPrivilegeError):
            await run(sql)


async def said_by(center: Center, received: int) -> None:
    counted = dict.fromkeys(
        ("handed_back", "due_today", "open", "late", "soon", "waiting", "staff", "staff_locked", "bytes"), 0
    )
    said = counted | {"received": received, "plugin_errors": 0, "core": "1", "problem": "", "days": []}
    with entered(center):
        await centers_seen.publish_numbers(said | {"seen_at": NOW, "on_date": NOW.date()})


async def test_a_center_says_its_own_numbers_and_can_say_no_others(
    province: Center, que_vo: Center, other_center: Center
) -> None:
    await said_by(que_vo, 7)
    await said_by(other_center, 3)
    await said_by(que_vo, 8)
    with entered(province):
        found = {each["key"]: each["received"] for each in await centers_seen.all_centers()}
    assert (found[que_vo.key], found[other_center.key]) == (8, 3)
    assert "province" not in found


async def test_all_centers_are_read_in_one_query_besides_the_one_for_backups(province: Center) -> None:
    with entered(province), DB.counted() as statements:
        await centers_seen.all_centers()
    assert len(statements) == 2


async def test_the_console_reads_when_a_center_was_last_backed_up_and_changes_nothing_of_it(
    province: Center, que_vo: Center, other_center: Center, owner: Any
) -> None:
    for is_ok, at in ((True, NOW - timedelta(days=1)), (True, NOW), (False, NOW + timedelta(days=1))):
        await record_run(owner, Run(que_vo.key, "backup", at, at, is_ok, "", "", ""))
    try:
        with entered(province):
            found = {each["key"]: each["backed_up_at"] for each in await centers_seen.all_centers()}
            assert (found[que_vo.key], found[other_center.key]) == (NOW, None)
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await run("DELETE FROM catalog.backup_run")
    finally:
        await owner.execute("DELETE FROM catalog.backup_run")


async def test_nobody_can_consent_to_their_own_access_whatever_the_application_does(
    province: Center, refused_as: Callable[[str, str], Any]
) -> None:
    access_id, officer = uuid4(), uuid4()
    with entered(province):
        await province_access.ask(access_id, "que-vo", officer, "A", "Lý do đủ dài để đọc", 30, NOW)
        with refused_as("CheckViolationError", "province_access"):
            await province_access.answer(access_id, "given", officer, "A", "", NOW, NOW + timedelta(minutes=30))
        with refused_as("CheckViolationError", "province_access"):
            await province_access.answer(access_id, "given", uuid4(), "B", "", NOW, NOW + timedelta(minutes=31))
        await province_access.answer(access_id, "given", uuid4(), "B", "", NOW, NOW + timedelta(minutes=30))
        found = await row("SELECT state FROM catalog.province_access WHERE id = $1", access_id)
    assert found == {"state": "given"}


async def test_a_guest_has_no_password_and_nobody_else_has_a_guests_role(
    que_vo: Center, make_staff: Callable[..., Awaitable[Staff]], refused_as: Callable[[str, str], Any]
) -> None:
    with entered(que_vo):
        await province_access.let_in(
            uuid4(), username="tinh.x", name="Khách", reason="r", by="B", at=NOW, ends_at=NOW + timedelta(minutes=30)
        )
        for change in (
            "password_hash = 'x'",
            "roles = ARRAY['province_guest', 'director']",
            "desks = ARRAY['tu_phap/officer']",
            "kind = 'own'",
        ):
            with refused_as("CheckViolationError", "staff_guest"):
                await run(f"UPDATE staff SET {change} WHERE username = 'tinh.x'")
        staff = await make_staff()
        with refused_as("CheckViolationError", "staff_guest"):
            await run("UPDATE staff SET roles = ARRAY['province_guest'] WHERE id = $1", staff.id)
        assert await rows("SELECT username FROM staff WHERE kind = 'province' AND username = 'tinh.x'")
