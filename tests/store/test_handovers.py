"""The hand-over list of one half-day is found by its index, however long the history is."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from motcua.centers import Center, entered
from motcua.store.queries import handovers

MORNING = datetime(2017, 11, 8, 0, 30, tzinfo=UTC)
EVENTS = 50_000
Maker = Callable[..., Awaitable[UUID]]


@pytest.fixture(scope="module")
async def years(que_vo: Center, make_dossier: Maker, owner: Any) -> UUID:
    """Half of fifty thousand events are hand-overs, one every ten minutes, all of one dossier."""
    with entered(que_vo):
        one = await make_dossier()
    await owner.execute(
        f"""SET search_path = {que_vo.schema};
        INSERT INTO event (dossier_id, seq, kind, at, actor_name, data, prev_hash, hash)
        SELECT '{one}', n + 1000, CASE WHEN n % 2 = 0 THEN 'hand_over' ELSE 'submit' END,
            '2017-01-01T00:00:00Z'::timestamptz + n * interval '10 minutes', 'Bà Quầy',
            jsonb_build_object('at', jsonb_build_array('y_te', 'officer')), sha256('a'), sha256(n::text::bytea)
        FROM generate_series(1, {EVENTS}) n;
        ANALYZE event; ANALYZE dossier; RESET search_path"""
    )
    yield one
    await owner.execute(
        f"SET search_path = {que_vo.schema}; DELETE FROM event WHERE dossier_id = '{one}'; RESET search_path"
    )


async def test_one_half_day_is_read_by_its_index(years: UUID, que_vo: Center, plan_of: Any) -> None:
    of_half = partial(handovers.carried, "hand_over", MORNING, MORNING + timedelta(hours=4))
    with entered(que_vo):
        plan = await plan_of(partial(of_half, ["y_te"]))
        found = await of_half(["y_te"])
        elsewhere = await of_half(["noi_vu"])
    # By kind and time, or by time alone where that is as few rows; never the whole history.
    assert "event_between_desks" in plan or "event_by_time" in plan, plan
    assert "Seq Scan on event" not in plan, plan
    assert len(found) == 12  # every other event of four hours, at ten minutes each
    assert elsewhere == []
