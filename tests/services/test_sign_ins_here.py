"""The history of signing in of a whole center: for its administrator only, narrowed and paged by key."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from motcua.centers import Center, entered
from motcua.domain.errors import NotAllowed
from motcua.domain.people import Acting
from motcua.services.accounts.sign_ins import SHOWN, Door, SignIns, note, sign_ins_here
from motcua.store.engine import transaction
from motcua.store.queries import sign_ins as stored

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
DOOR = Door("10.1.2.3", "Mozilla/5.0 (Windows NT 10.0) Chrome/120.0")


async def noted(staff_id: UUID, *kinds: str) -> None:
    async with transaction():
        for kind in kinds:
            await note(staff_id, kind, NOW, DOOR)


@pytest.fixture
async def admin(in_que_vo: Center, make_staff: Any) -> Acting:
    return Acting(await make_staff(roles=("administrator",)), NOW)


async def every_line(admin: Acting, **asked: Any) -> list[Any]:
    lines, found = [], SignIns((), 0)
    while True:
        found = await sign_ins_here(admin, before=found.next_key or None, **asked)
        assert len(found.lines) <= SHOWN
        lines += found.lines
        if not found.next_key:
            return lines


async def test_pages_hold_every_line_once_and_each_says_whose_it_is(admin: Acting, make_staff: Any) -> None:
    one, other = await make_staff(name="Bà Một"), await make_staff(name="Bà Hai")
    for number in range(SHOWN):
        await noted((one, other)[number % 2].id, "password", "out")
    lines = await every_line(admin)
    ours = [line for line in lines if line.who[0] in (one.id, other.id)]
    assert len(ours) == 2 * SHOWN
    assert [line.id for line in lines] == sorted({line.id for line in lines}, reverse=True)
    assert {line.who for line in ours} == {(one.id, "Bà Một"), (other.id, "Bà Hai")}


async def test_narrowed_to_a_person_and_to_what_failed(admin: Acting, make_staff: Any) -> None:
    one, other = await make_staff(), await make_staff()
    await noted(one.id, "password", "refused", "out", "over")
    await noted(other.id, "refused_code")
    assert [line.is_failure for line in await every_line(admin, staff_id=one.id)] == [True, False, True, False]
    failed = await every_line(admin, staff_id=one.id, is_failed=True)
    assert [line.says for line in failed] == [
        "Bị từ chối: tài khoản khóa hoặc ngoài thời hạn biệt phái",
        "Sai mật khẩu",
    ]
    everywhere = await every_line(admin, is_failed=True)
    assert {one.id, other.id} <= {line.who[0] for line in everywhere}
    assert all(line.is_failure for line in everywhere)
    assert await every_line(admin, staff_id=uuid4()) == []


async def test_nobody_else_reads_it_and_another_center_has_its_own(
    admin: Acting, make_staff: Any, other_center: Center
) -> None:
    one = await make_staff()
    await noted(one.id, "refused")
    for role in ("director", "head", "reception"):
        with pytest.raises(NotAllowed):
            await sign_ins_here(Acting(await make_staff(roles=(role,)), NOW))
    with entered(other_center):
        elsewhere = await every_line(Acting(await make_staff(roles=("administrator",)), NOW))
    assert one.id not in {line.who[0] for line in elsewhere}
    assert one.id in {line.who[0] for line in await every_line(admin)}


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ({"staff_id": UUID(int=1), "is_failed": False}, "sign_in_by_staff"),
        ({"staff_id": None, "is_failed": True}, "sign_in_failed"),
        ({"staff_id": None, "is_failed": False}, "sign_in_pkey"),
    ],
)
async def test_each_list_is_found_by_an_index(in_que_vo: Center, plan_of: Any, asked: Any, index: str) -> None:
    ask = partial(stored.sign_ins_here, **asked, before=1000, limit=51)
    plan = await plan_of(ask, "enable_seqscan", "enable_sort", "enable_bitmapscan")
    assert index in plan, plan
