"""What is held against itself before and after the upgrade of the center that goes first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.conftest import OPENING

from motcua.centers import Center
from motcua.domain.people import PERMISSION_NAMES, ROLE_NAMES, Permission, Role, Staff
from motcua.services.upgrade import permissions
from motcua.services.upgrade.observing import differences, observe
from motcua.store import migrate, upgrading
from motcua.store.bootstrap import connect_owner
from motcua.store.engine import DB
from motcua.store.upgrading import CenterFailed, Standing, raise_center


async def test_two_looks_at_a_center_that_nobody_touched_are_alike(
    in_que_vo: Center, make_dossier: Callable[..., Awaitable[UUID]]
) -> None:
    await make_dossier(code=f"000.00.01.H05-171108-{uuid4().int % 10_000:04d}", due_at=OPENING + timedelta(days=2))
    before = await observe(in_que_vo, OPENING)
    assert before.counts["dossier"] >= 1
    assert before.replanned
    assert "SELECT" in before.rights["dossier"]
    assert differences(before, await observe(in_que_vo, OPENING)) == ()


@pytest.mark.parametrize(
    ("spoil", "mend", "says"),
    [
        ("UPDATE {s}.dossier SET due_at = due_at + interval '1 hour' WHERE id = $1", None, "trạng thái, hạn của hồ sơ"),
        ("UPDATE {s}.dossier SET term = '9wd' WHERE id = $1", None, "hạn tính lại của hồ sơ"),
        ("UPDATE {s}.dossier SET actor_due_at = now() WHERE id = $1", None, "trạng thái, hạn của hồ sơ"),
        (
            "INSERT INTO {s}.note (dossier_id, at, plugin, text, source_key)"
            " VALUES ($1, now(), 'x', 'x', $1::uuid::text)",
            None,
            "bảng note",
        ),
        ("REVOKE UPDATE ON {s}.dossier FROM {s}", "GRANT UPDATE ON {s}.dossier TO {s}", "quyền của trung tâm"),
        ("UPDATE {s}.staff SET roles = '{{administrator}}'", None, "vai trò, vị trí của"),
        ("UPDATE {s}.dossier SET event_seq = 9 WHERE id = $1", None, "nhật ký"),
    ],
)
async def test_what_a_migration_must_not_change_is_named(
    owner: Any,
    in_que_vo: Center,
    make_dossier: Callable[..., Awaitable[UUID]],
    spoil: str,
    mend: str | None,
    says: str,
) -> None:
    """Each of these is what a faulty migration would do: behind the application, with nothing written down."""
    made = await make_dossier(due_at=OPENING + timedelta(days=2))
    before = await observe(in_que_vo, OPENING)
    kept = await owner.fetchrow(f"SELECT * FROM {in_que_vo.schema}.dossier WHERE id = $1", made)
    people = await owner.fetch(f"SELECT id, roles FROM {in_que_vo.schema}.staff")
    sql, table = spoil.format(s=in_que_vo.schema), f"{in_que_vo.schema}.dossier"
    await (owner.execute(sql, made) if "$1" in sql else owner.execute(sql))
    try:
        found = differences(before, await observe(in_que_vo, OPENING))
        assert any(says in each for each in found), found
    finally:
        await owner.execute(
            f"UPDATE {table} SET due_at = $2, actor_due_at = $3, event_seq = $4, term = $5 WHERE id = $1",
            made, kept["due_at"], kept["actor_due_at"], kept["event_seq"], kept["term"],
        )  # fmt: skip
        await owner.executemany(
            f"UPDATE {in_que_vo.schema}.staff SET roles = $2 WHERE id = $1",
            [(each["id"], each["roles"]) for each in people],
        )
        if mend:
            await owner.execute(mend.format(s=in_que_vo.schema))


async def test_what_people_did_meanwhile_is_no_difference(
    owner: Any,
    in_que_vo: Center,
    make_dossier: Callable[..., Awaitable[UUID]],
    make_staff: Callable[..., Awaitable[Staff]],
) -> None:
    made = await make_dossier(due_at=OPENING + timedelta(days=2))
    before = await observe(in_que_vo, OPENING)
    await owner.execute(
        f"UPDATE {in_que_vo.schema}.dossier SET due_at = due_at + interval '1 day', changed_at = now() WHERE id = $1",
        made,
    )
    after = await observe(in_que_vo, OPENING)
    assert differences(before, after) == ()
    # With an act of theirs in the trail, rows may have come; they may not have gone.
    busy = replace(after, counts={**after.counts, "event": after.counts["event"] + 1, "note": after.counts["note"] + 3})
    assert differences(before, busy) == ()
    fewer = replace(busy, counts={**busy.counts, "dossier": busy.counts["dossier"] - 1})
    assert "bảng dossier" in differences(before, fewer)[0]


async def test_rows_that_a_migration_says_it_adds_and_tables_that_are_new_are_expected(in_que_vo: Center) -> None:
    before = await observe(in_que_vo, OPENING)
    after = replace(before, counts={**before.counts, "setting": 99, "reappointment": 7, "fresh": 3})
    assert "bảng reappointment" in differences(before, after)[0]
    assert differences(before, after, filled={"reappointment"}) == ()


def test_what_roles_may_do_by_this_release_is_told_by_name() -> None:
    now = permissions.table_now()
    assert permissions.changes(now, now) == ()
    role = next(role for role, may in now.items() if may)
    lost = now[role][0]
    fewer = {**now, role: [each for each in now[role] if each != lost]}
    (more,) = permissions.changes(fewer, now)
    (less,) = permissions.changes(now, fewer)
    assert ROLE_NAMES[Role(role)] in more
    assert f"thêm {PERMISSION_NAMES[Permission(lost)]}" in more
    assert f"bớt {PERMISSION_NAMES[Permission(lost)]}" in less


async def test_what_was_kept_at_the_last_upgrade_is_compared_with_today(owner: Any, two_centers: Any) -> None:
    assert await permissions.compare(owner) == ()  # nothing was ever kept
    await permissions.keep(owner)
    assert await permissions.compare(owner) == ()
    await owner.execute("UPDATE catalog.installation SET value = '{}' WHERE key = 'permissions'")
    assert len(await permissions.compare(owner)) == sum(bool(may) for may in permissions.table_now().values())
    await owner.execute("DELETE FROM catalog.installation WHERE key = 'permissions'")


async def test_a_busy_table_is_tried_again_and_then_given_up_with_a_sentence(
    owner: Any, database: Any, que_vo: Center, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever holds a table is not waited for longer than the limit, over and over; the center keeps its level."""
    level = await upgrading.level_of(owner, que_vo.key)
    tries: list[str] = []

    async def planted(app: str, name: str) -> None:
        tries.append(name)
        await DB.run_ddl("ALTER TABLE setting ADD COLUMN planted text")

    monkeypatch.setattr(migrate, "levels", lambda app: (level, "m9001_planted"))
    monkeypatch.setattr(migrate, "run_one", planted)
    monkeypatch.setattr(migrate, "is_beside_writers", lambda name: False)
    monkeypatch.setattr(upgrading, "PAUSES", (0.01, 0.02))
    monkeypatch.setattr(upgrading, "LOCK_SECONDS", 0.2)
    holding = await connect_owner(database.ready.owner_url)
    stands = Standing(que_vo.key, que_vo.schema, level, "", "", "")
    try:
        async with holding.transaction():
            await holding.execute(f"SELECT 1 FROM {que_vo.schema}.setting")
            with pytest.raises(CenterFailed, match="bận suốt 3 lần thử"):
                await raise_center(owner, stands)
        assert len(tries) == 3
        assert await upgrading.level_of(owner, que_vo.key) == level
        # Nobody holds it any more: the same goes through at once. Undone here, since others use this center.
        transaction = owner.transaction()
        await transaction.start()
        try:
            await owner.execute(f"REVOKE INSERT ON {que_vo.schema}.setting FROM {que_vo.schema}")
            assert await raise_center(owner, stands) == "m9001_planted"
            may = "SELECT has_table_privilege($1, $2, 'INSERT')"  # what a center lacks of its rights it is given
            assert await owner.fetchval(may, que_vo.schema, f"{que_vo.schema}.setting")
        finally:
            await transaction.rollback()
        assert await upgrading.level_of(owner, que_vo.key) == level
    finally:
        await holding.close()
