"""A plugin whose code keeps failing is not run any more at that center; who must know is told, and may release it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.services.conftest import AT, BUSINESS, LAND

from motcua.catalog import Problem
from motcua.centers import Center, Centers, entered
from motcua.domain.conditions import Env
from motcua.domain.errors import Conflict, NotAllowed, NotHere
from motcua.domain.people import Acting
from motcua.services import background
from motcua.services.counter import reading as counter
from motcua.services.dossiers import effects
from motcua.services.dossiers.trail import verify
from motcua.services.plugins import life as plugin_life
from motcua.services.plugins.life import keep_quarantine, release
from motcua.services.plugins.quarantine import Quarantine
from motcua.store.engine import DB, transaction
from motcua.store.queries import plugins as stored
from motcua.store.queries.dossiers import load_dossier_bundle
from motcua.store.queries.effects import load_notes
from motcua.store.queries.review import load_review_events

PLUGIN = "tai_chinh_ke_hoach"  # its hook `dossier_changed` raises each time
HERE, THERE = "que-vo", "gia-binh"


def problem(where: str = "hook") -> Problem:
    return Problem(PLUGIN, where, "gây lỗi RuntimeError (x.py:1)")


def at(minutes: float) -> datetime:
    return datetime(2017, 11, 8, 1, 0, tzinfo=UTC) + timedelta(minutes=minutes)


def test_so_many_failures_within_the_time_are_one_too_many() -> None:
    counting = Quarantine(3, timedelta(minutes=60))
    for number in range(2):
        counting.note(HERE, [problem()], number, at(number))
    assert not counting.held(HERE)
    counting.note(HERE, [problem()], 2, at(3))
    assert counting.held(HERE) == {PLUGIN}
    assert counting.crossed(HERE)[PLUGIN].failures == 3
    assert not counting.held(THERE)


def test_failures_further_apart_than_the_time_never_add_up() -> None:
    counting = Quarantine(3, timedelta(minutes=60))
    for number in range(20):
        counting.note(HERE, [problem()], number, at(number * 31))
    assert not counting.held(HERE)


def test_an_old_event_that_is_tried_late_does_not_wipe_out_what_failed_since() -> None:
    counting = Quarantine(3, timedelta(minutes=60))
    for subject, minutes in enumerate((200, 201, 0, 202)):
        counting.note(HERE, [problem()], subject, at(minutes))
    assert counting.held(HERE) == {PLUGIN}


def test_the_same_thing_tried_again_counts_once() -> None:
    counting = Quarantine(3, timedelta(minutes=60))
    for number in range(20):
        counting.note(HERE, [problem()], "one dossier", at(number))
    assert not counting.held(HERE)


def test_what_another_process_wrote_holds_and_what_was_released_begins_anew() -> None:
    counting = Quarantine(3, timedelta(minutes=60))
    counting.take_over(HERE, frozenset({PLUGIN}))
    assert counting.held(HERE) == {PLUGIN}
    for number in range(2):
        counting.note(HERE, [problem()], number, at(number))
    counting.take_over(HERE, frozenset())
    counting.note(HERE, [problem()], 3, at(3))
    assert not counting.held(HERE)


@pytest.fixture
async def tried(desk: Any, monkeypatch: pytest.MonkeyPatch, owner: Any) -> Any:
    """The desk, with an office whose plugins have not failed yet."""
    desk.office = replace(desk.office, quarantine=Quarantine(3, timedelta(minutes=60)))
    desk.office.catalog.plugins.problems.clear()
    yield desk
    async with transaction():
        for each in (await stored.standings()).values():
            await stored.end_quarantine(each.plugin, each.seq, AT)


@pytest.fixture
async def admin(que_vo: Center, make_staff: Any) -> Any:
    with entered(que_vo):
        return await make_staff(roles=("administrator",), kind="own", agency=None)


async def changed(desk: Any, key: str) -> UUID:
    made = (await desk.accept(key)).id
    await effects.dossier_changed(desk.office, {"dossier_id": str(made), "seq": 1})
    return UUID(str(made))


async def failed_thrice(desk: Any) -> None:
    for _ in range(3):
        await changed(desk, BUSINESS.key)


def errors_of(caplog: pytest.LogCaptureFixture) -> int:
    return sum(f"plugin {PLUGIN}: dossier_changed" in record.getMessage() for record in caplog.records)


async def test_a_hook_that_keeps_failing_is_called_no_more_and_others_are(
    tried: Any, caplog: pytest.LogCaptureFixture
) -> None:
    await failed_thrice(tried)
    assert errors_of(caplog) == 3
    await changed(tried, BUSINESS.key)
    assert errors_of(caplog) == 3
    made = await changed(tried, LAND.key)
    async with transaction():
        assert [note["plugin"] for note in await load_notes(made)] == ["chi_nhanh_vpdkdd"]
        stands = await stored.standing_of(PLUGIN)
    assert stands is not None
    assert (stands.hook, stands.failures, stands.is_quarantined) == ("dossier_changed", 3, True)
    assert stands.problem.startswith("gây lỗi RuntimeError (conftest.py:")
    assert "mistake" not in stands.problem  # what an exception says may be what somebody typed


async def test_without_the_count_it_would_be_called_for_ever(tried: Any, caplog: pytest.LogCaptureFixture) -> None:
    """The negative control of the one above."""
    tried.office = replace(tried.office, quarantine=Quarantine(1_000, timedelta(minutes=60)))
    for _ in range(5):
        await changed(tried, BUSINESS.key)
    assert errors_of(caplog) == 5


async def test_only_the_failure_that_is_one_too_many_is_written(tried: Any) -> None:
    written = []
    for _ in range(4):
        made = (await tried.accept(BUSINESS.key)).id
        with DB.counted() as statements:
            await effects.dossier_changed(tried.office, {"dossier_id": str(made), "seq": 1})
        written.append(sum("plugin_standing" in each and "INSERT" in each for each in statements))
    assert written == [0, 0, 1, 0]


async def test_it_survives_the_process_and_is_known_to_the_others(tried: Any) -> None:
    await failed_thrice(tried)
    other = replace(tried.office, quarantine=Quarantine())
    center = tried.office.quarantine
    assert center.crossed("que-vo-quay") == {}
    assert not other.quarantine.held("que-vo-quay")
    await keep_quarantine(other, AT)
    assert other.quarantine.held("que-vo-quay") == {PLUGIN}


async def test_it_stands_in_the_chained_trail_and_the_trail_is_whole(tried: Any, admin: Any) -> None:
    await failed_thrice(tried)
    async with transaction():
        stands = await stored.standing_of(PLUGIN)
    assert stands is not None
    await release(tried.office, Acting(admin, AT), PLUGIN, stands.seq, uuid4())
    async with transaction():
        events = await load_review_events(plugin_life.trail_key(PLUGIN))
    assert [(each["kind"], each["actor_name"]) for each in events[:2]] == [
        (plugin_life.RELEASED, admin.name), (plugin_life.QUARANTINED, "Hệ thống"),
    ]  # fmt: skip
    assert (await verify(tried.office)).faults == ()


async def test_its_checks_say_that_they_could_not_be_judged_and_the_center_goes_on(tried: Any) -> None:
    version = tried.office.catalog.procedures[BUSINESS.key]
    wrong = Env({"owner_name": "Cấm"}, AT.date(), "direct")
    judge = tried.office.catalog.live_checks
    assert judge(version, wrong, frozenset()).errors
    held = judge(version, wrong, frozenset(), frozenset({PLUGIN}))
    assert (dict(held.errors), held.unchecked) == ({}, ("Tên chủ hộ không được là Cấm.",))
    await failed_thrice(tried)
    answers = {"owner_name": ["Cấm"], "owner_id": ["125123456"], "trade": ["retail"]}
    made = await tried.accept(BUSINESS.key, answers=answers)
    async with transaction():
        kept = await load_dossier_bundle(made.id)
    assert kept is not None
    assert "Tên chủ hộ không được là Cấm." in str(kept.dossier["answers"])


def typed(desk: Any, name: str, *, acted_at: datetime | None) -> None:
    version = desk.office.catalog.procedures[BUSINESS.key]
    answers = {"owner_name": [name], "owner_id": ["125123456"], "trade": ["retail"]}
    counter.read_answers(desk.office, version, answers, AT, "direct", acted_at=acted_at)


async def test_a_check_that_fails_with_every_dossier_ends_in_quarantine_and_a_page_drawn_again_does_not(
    tried: Any,
) -> None:
    for number in range(5):
        typed(tried, "Hỏng", acted_at=None)
        typed(tried, "Hỏng", acted_at=AT + timedelta(minutes=number))
    assert not tried.office.quarantine.held("que-vo-quay")
    for id_number in ("125123457", "125123458"):
        version = tried.office.catalog.procedures[BUSINESS.key]
        answers = {"owner_name": ["Hỏng"], "owner_id": [id_number], "trade": ["retail"]}
        counter.read_answers(tried.office, version, answers, AT, "direct", acted_at=AT)
    assert tried.office.quarantine.held("que-vo-quay") == {PLUGIN}
    assert tried.office.quarantine.crossed("que-vo-quay")[PLUGIN].problem.what == "@check"


async def test_an_administrator_releases_it_once_and_it_runs_again(
    tried: Any, admin: Any, caplog: pytest.LogCaptureFixture
) -> None:
    await failed_thrice(tried)
    async with transaction():
        stands = await stored.standing_of(PLUGIN)
    assert stands is not None
    acting, key = Acting(admin, AT), uuid4()
    with pytest.raises(NotAllowed, match="Quản trị"):
        await release(tried.office, tried.by("director"), PLUGIN, stands.seq, uuid4())
    with pytest.raises(Conflict, match="đã thay đổi"):
        await release(tried.office, acting, PLUGIN, stands.seq + 1, uuid4())
    with pytest.raises(NotHere):
        await release(tried.office, acting, "khong_co", 1, uuid4())
    assert tried.office.quarantine.held("que-vo-quay") == {PLUGIN}
    says = await release(tried.office, acting, PLUGIN, stands.seq, key)
    assert await release(tried.office, acting, PLUGIN, stands.seq, key) == says
    with pytest.raises(Conflict, match="không bị tạm ngưng"):
        await release(tried.office, acting, PLUGIN, stands.seq + 1, uuid4())
    before = errors_of(caplog)
    await changed(tried, BUSINESS.key)
    assert errors_of(caplog) == before + 1


async def test_one_center_s_quarantine_is_not_the_other_s(tried: Any, other_center: Center) -> None:
    await failed_thrice(tried)
    with entered(other_center):
        await keep_quarantine(tried.office, AT)
        async with transaction():
            assert not (await stored.quarantined())
    assert not tried.office.quarantine.held(other_center.key)


@pytest.fixture(autouse=True)
def every_line(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    with caplog.at_level(logging.ERROR, "motcua.catalog"):
        yield


async def test_a_running_process_takes_over_what_another_wrote_by_itself(
    tried: Any, que_vo: Center, caplog: pytest.LogCaptureFixture
) -> None:
    await failed_thrice(tried)
    other = replace(tried.office, quarantine=Quarantine(), centers=Centers(que_vo.province, {que_vo.key: que_vo}))
    async with background.running(other, lambda: AT):
        while not other.quarantine.held(que_vo.key):  # noqa: ASYNC110  the test's own limit ends it
            await asyncio.sleep(0.05)
    assert other.quarantine.held(que_vo.key) == {PLUGIN}
