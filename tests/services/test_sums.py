"""The sums under random lives of dossiers: at every moment what the dossiers come to, counted two other ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from tests.services.oversight_oracle import Key, day_of, slow_acts, slow_stands, trails
from tests.services.test_moves_random import PROCEDURES, Life, given

from motcua.domain.errors import Spoken
from motcua.domain.measures import ENDED_OTHERWISE, SETTLED, Measure
from motcua.domain.moves import AT_INTAKE, Move
from motcua.domain.people import Acting
from motcua.domain.states import STATES
from motcua.services.dossiers.moves import make
from motcua.services.oversight import recount as proving
from motcua.services.oversight.keeping import count_waiting, keep_sums
from motcua.store.engine import transaction
from motcua.store.queries import counts, sums
from motcua.store.rows import run

BY = ("agency", "procedure_key", "channel")
ACTS: Mapping[str, tuple[Measure, ...]] = {
    "received": (Measure.RECEIVED,),
    "settled": SETTLED,
    "handed_back": (Measure.HANDED_BACK,),
    "supplement_asked": (Measure.SUPPLEMENT_ASKED,),
    **{each.value: (each,) for each in ENDED_OTHERWISE},
}
STANDING = (Measure.IN_PROCESS, Measure.OVERDUE, Measure.WAITING_SUPPLEMENT, Measure.SUSPENDED)


async def live(desk: Any, seed: int, lives: int, most: int = 40) -> Counter[Move]:
    """Random lives: whatever is lawful, by whoever may; now and then long after."""
    rng, made = Random(seed), Counter[Move]()
    for number in range(lives):
        desk.at += timedelta(minutes=rng.randrange(10, 900))
        life = Life(desk, rng.choice(PROCEDURES), rng)
        await life.begin()
        for _ in range(most):
            life.at += timedelta(days=4) if rng.random() < 0.15 else timedelta(minutes=rng.randrange(0, 600))
            kept = await life.kept()
            life.case = kept.dossier
            move, who = life.pick(kept)
            if move in AT_INTAKE:
                continue
            data = given(life.case.version, life.key, life.colleague())
            try:
                await make(desk.office, Acting(who, life.at), move, life.id, life.case.version, data, uuid4())
            except Spoken:
                continue
            made[move] += 1
            if STATES[(await life.kept()).dossier.state].is_final:
                break
        if number % 3 == 0:
            await keep_sums()
    return made


async def summed_acts() -> Counter[Key]:
    found: Counter[Key] = Counter()
    async with transaction():
        for name, measures in ACTS.items():
            for row in await sums.sums(measures, None, date(2100, 1, 1), ("on_date", *BY)):
                if row["n"]:
                    found[name, row["on_date"], *(row[column] for column in BY)] = row["n"]
    return found


async def summed_stands(first: date, days: int) -> Counter[Key]:
    found: Counter[Key] = Counter()
    async with transaction():
        for number in range(days):
            day = first + timedelta(days=number)
            for measure in STANDING:
                for row in await sums.sums((measure,), None, day + timedelta(days=1), BY):
                    if row["n"]:
                        found[measure.value, day, *(row[column] for column in BY)] = row["n"]
    return found


async def check(*, days: int = 120) -> None:
    seen = await proving.recount()
    assert list(seen.sentences()) == []
    assert seen.is_equal
    assert seen.dossiers
    assert await summed_acts() == await slow_acts()
    first = min(day_of(dossier["received_at"]) for dossier, _ in await trails()) - timedelta(days=1)
    assert await summed_stands(first, days) == await slow_stands(first, days)


async def test_the_sums_are_what_a_slow_recount_of_the_trails_comes_to(desk: Any) -> None:
    made = await live(desk, 11, 14)
    assert sum(made.values()) > 100
    await check()


async def test_folding_changes_no_sum_and_leaves_nothing_to_fold(desk: Any) -> None:
    await live(desk, 12, 2)
    before = await summed_acts()
    await keep_sums()
    async with transaction():
        assert await sums.unfolded() == 0
    assert await summed_acts() == before
    await check(days=3)


async def test_by_months_are_the_days_added_up_also_of_months_that_are_not_whole(desk: Any) -> None:
    await live(desk, 16, 4)
    desk.at += timedelta(days=30)
    spans = ((None, date(2100, 1, 1)), (date(2017, 11, 9), date(2017, 12, 11)), (date(2017, 11, 1), date(2018, 1, 1)))
    for is_folded in (False, True):
        if is_folded:
            await keep_sums()
        else:
            await desk.accept(PROCEDURES[0])  # not folded yet
        months_seen = set()
        for since, before in spans:
            wanted: Counter[tuple[date, str]] = Counter()
            async with transaction():
                assert (await sums.unfolded() > 0) is not is_folded
                by_day = await sums.sums((Measure.RECEIVED, *SETTLED), since, before, ("on_date", "agency"))
                by_month = await sums.sums((Measure.RECEIVED, *SETTLED), since, before, (sums.MONTH, "agency"))
            for row in by_day:
                wanted[row["on_date"].replace(day=1), row["agency"]] += row["n"]
            assert {(row["month"], row["agency"]): row["n"] for row in by_month} == wanted, (since, before)
            months_seen |= {month for month, _ in wanted}
        assert len(months_seen) > 1
    with pytest.raises(ValueError, match="week"):
        await sums.sums((Measure.RECEIVED,), None, date(2100, 1, 1), ("week",))


async def test_the_dossiers_behind_a_sum_are_exactly_as_many(desk: Any) -> None:
    await live(desk, 13, 6)
    everything, at = date(2000, 1, 1), date(2100, 1, 1)
    async with transaction():
        for name, measures in ACTS.items():
            n = (await sums.sums(measures, None, at, ()))[0]["n"]
            listed = await _paged(measures, everything, at)
            assert sum(row["n"] for row in listed) == n, name
        days = [row["on_date"] for row in await sums.sums((Measure.IN_PROCESS,), None, at, ("on_date",))]
        for day in days[:: max(1, len(days) // 12)]:
            for measure in STANDING:
                n = (await sums.sums((measure,), None, day + timedelta(days=1), ()))[0]["n"]
                assert len(await sums.dossiers_standing((measure,), day, limit=10_000)) == n


async def _paged(measures: tuple[Measure, ...], since: date, before: date) -> list[Any]:
    listed: list[Any] = []
    while page := await sums.dossiers_acting(
        measures, since, before, after=(listed[-1]["on_date"], listed[-1]["dossier_id"]) if listed else None, limit=3
    ):
        listed += page
    return listed


async def test_what_was_never_counted_is_counted_once(desk: Any) -> None:
    """A center with dossiers from before there were sums."""
    await live(desk, 14, 3)
    await keep_sums()
    before = await summed_acts()
    async with transaction():
        await run("DELETE FROM dossier_count")
        await run("UPDATE day_sum SET n = 0")
        await run("UPDATE month_sum SET n = 0")
        await run("DELETE FROM tally")
        await run("UPDATE dossier SET counted_seq = 0")
    assert not (await proving.recount()).is_equal
    assert await count_waiting() > 0
    assert await count_waiting() == 0
    await keep_sums()
    assert await summed_acts() == before
    await check(days=3)


async def test_a_change_that_passes_by_the_trail_is_found_and_named(desk: Any) -> None:
    """The control: a due date written without an event, a sum written over, a move that is not counted."""
    await live(desk, 15, 3)
    await keep_sums()
    accepted = await desk.accept(PROCEDURES[0])
    async with transaction():
        await run("UPDATE dossier SET due_at = due_at - interval '9 days' WHERE id = $1", accepted.id)
    seen = await proving.recount()
    assert seen.strays == (accepted.id,)
    assert any("Đang giải quyết, quá hạn" in each.says for each in seen.differences)
    await proving.mend(seen, desk.at)
    assert (await proving.recount()).is_equal
    async with transaction():
        await run("UPDATE dossier SET due_at = due_at + interval '9 days' WHERE id = $1", accepted.id)
    await proving.mend(await proving.recount(), desk.at)
    await check(days=3)
    async with transaction():
        await run("UPDATE day_sum SET n = n + 1 WHERE measure = 'received'")
    seen = await proving.recount()
    assert not seen.strays
    assert {each.cell.measure for each in seen.differences} == {"received"}
    await proving.mend(seen, desk.at)
    await check(days=3)


async def test_a_move_that_leaves_the_sums_alone_fails_the_recount(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def nothing(ids: Any) -> int:
        return 0

    with monkeypatch.context() as patched:
        patched.setattr(counts, "count", nothing)
        await desk.accept(PROCEDURES[0])
    with pytest.raises(AssertionError):
        await check(days=3)
    async with transaction():
        await run("UPDATE dossier SET counted_seq = 0 WHERE id NOT IN (SELECT dossier_id FROM dossier_count)")
    await count_waiting()
    await check(days=3)
