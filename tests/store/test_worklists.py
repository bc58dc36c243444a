from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from motcua.centers import Center, entered
from motcua.domain.dossier import StepRecord
from motcua.store.engine import DB, transaction
from motcua.store.folding import fold
from motcua.store.queries import standing, steps, visible, worklists
from motcua.store.queries.worklists import Due

NOW = datetime(2017, 11, 8, 3, 0, tzinfo=UTC)
Maker = Callable[..., Awaitable[UUID]]
RARE = worklists.Narrow(states=("withdrawn",))
PAGE_OF_RARE = visible._Page(visible.Sight(desks=(("crowd7", "officer"),)), RARE, "", None, visible.NEWEST, 50)


def _desk() -> tuple[str, str]:
    return (f"agency_{uuid4().hex[:8]}", "officer")


async def test_a_desk_sees_what_waits_for_it_the_most_urgent_first(
    que_vo: Center, other_center: Center, make_dossier: Maker
) -> None:
    desk = _desk()
    here = {"at_agency": desk[0], "at_desk": desk[1]}
    with entered(que_vo):
        later = await make_dossier(**here, due_at=NOW + timedelta(hours=9), risk_at=NOW + timedelta(hours=8))
        never = await make_dossier(**here)
        late = await make_dossier(
            **here,
            actor_due_at=NOW - timedelta(hours=1),
            due_at=NOW - timedelta(hours=1),
            risk_at=NOW - timedelta(hours=2),
        )
        await make_dossier(**here, is_open=False, state="handed_back")
        await make_dossier(at_agency=desk[0], at_desk="head")
    with entered(other_center):
        elsewhere = await make_dossier(**here)
        assert [row["id"] for row in await worklists.worklist([desk])] == [elsewhere]
    with entered(que_vo):
        assert [row["id"] for row in await worklists.worklist([desk])] == [late, later, never]
        assert [row["id"] for row in await worklists.worklist([desk], due=worklists.Due(NOW))] == [late]
        near = worklists.Due(NOW, NOW + timedelta(hours=9))
        assert [row["id"] for row in await worklists.worklist([desk], due=near)] == [later]
        assert await worklists.worklist([]) == []
        assert await worklists.worklist([desk], narrow=worklists.Narrow(states=("signed",))) == []
        assert len(await worklists.worklist([desk], narrow=worklists.Narrow(states=("accepted",)))) == 3
        counted = await worklists.waiting_groups([desk], now=NOW)
        assert await worklists.waiting_groups([], now=NOW) == []
        after = await worklists.next_waiting([desk], late)
        assert await worklists.next_waiting([], late) is None
    assert [(row["at_counter"], row["state"], row["waiting"], row["late"]) for row in counted] == [
        (False, "accepted", 3, 1)
    ]
    assert after is not None
    assert after["id"] == later


async def test_pages_follow_each_other_without_a_gap(in_que_vo: Center, make_dossier: Maker) -> None:
    desk = _desk()
    for number in range(7):
        due = None if number > 4 else NOW + timedelta(hours=number // 2)
        await make_dossier(at_agency=desk[0], at_desk=desk[1], risk_at=due)
    whole = [row["id"] for row in await worklists.worklist([desk])]
    paged: list[UUID] = []
    after: tuple[datetime | None, UUID] | None = None
    while page := await worklists.worklist([desk], after=after, limit=2):
        paged += [row["id"] for row in page]
        after = (page[-1]["risk_at"], page[-1]["id"])
    assert paged == whole
    assert len(whole) == 7


async def test_an_opinion_asked_of_a_desk_is_in_its_list(in_que_vo: Center, make_dossier: Maker) -> None:
    desk = _desk()
    dossier_id = await make_dossier(state="consulting", at_agency="kinh_te_ha_tang", at_desk="officer")
    opinion = StepRecord(uuid4(), 9, "opinion", "ask", "Cho ý kiến", desk[0], desk[1], False, "1wd", "active")
    async with transaction():
        await steps.insert_steps(dossier_id, [opinion])
    assert [row["id"] for row in await worklists.worklist([desk])] == [dossier_id]
    groups = await worklists.waiting_groups([desk], now=NOW)
    assert [(group["state"], group["waiting"]) for group in groups] == [("consulting", 1)]
    await steps.update_step(opinion.id, {"state": "done"})
    assert await worklists.worklist([desk]) == []


async def test_a_counter_sees_only_the_agencies_it_receives_for(in_que_vo: Center, make_dossier: Maker) -> None:
    agency = f"agency_{uuid4().hex[:8]}"
    mine = await make_dossier(agency=agency)
    reception = ("center", "reception")
    seen = await worklists.worklist([reception], receives=[agency])
    assert [row["id"] for row in seen] == [mine]
    other = await make_dossier()
    everything = {row["id"] for row in await worklists.worklist([reception], receives=["*"], limit=10_000)}
    assert everything >= {mine, other}
    # At the clerk's desk the agency doesn't limit.
    await make_dossier(agency=agency, at_desk="clerk", state="signed")
    assert await worklists.worklist([("center", "clerk")], receives=["nobody"]) != []


async def test_a_dossier_is_found_with_and_without_accents_by_code_and_by_number(
    in_que_vo: Center, make_dossier: Maker
) -> None:
    tail = uuid4().hex[:6]
    code = f"000.00.07.H05-{int(tail, 16) % 10**6:06d}-0001"
    name = f"Đặng Thị Ước {tail}"
    number = f"0{int(tail, 16):011d}"[-12:]
    dossier_id = await make_dossier(name=name, code=code, id_number=number, folded=fold(name, code, "Phố Mới"))
    for text in (
        name,
        f"dang thi uoc {tail}",
        f"UOC {tail}",
        f"pho moi {tail}",
        code,
        code[:-2],
        number,
        f" {number} ",
    ):
        assert [row["id"] for row in await worklists.register(text=text)] == [dossier_id], text
    for text in ("x", "q z", "%", "'; DROP TABLE dossier --", number[:-1], "\\", "a' | b:*", "đ"):
        assert dossier_id not in {row["id"] for row in await worklists.register(text=text)}, text


async def test_the_register_is_newest_first_in_pages(in_que_vo: Center, make_dossier: Maker) -> None:
    agency = f"agency_{uuid4().hex[:8]}"
    made = [await make_dossier(agency=agency, received_at=NOW + timedelta(minutes=n // 2)) for n in range(5)]
    rows = await worklists.register(receives=[agency])
    assert {row["id"] for row in rows} == set(made)
    paged: list[UUID] = []
    after = None
    while page := await worklists.register(receives=[agency], after=after, limit=2):
        paged += [row["id"] for row in page]
        after = (page[-1]["received_at"], page[-1]["id"])
    assert paged == [row["id"] for row in rows]


@pytest.mark.parametrize("walked", [1, 3, 1_000])
async def test_an_officer_reads_the_same_pages_however_far_the_register_is_walked(
    in_que_vo: Center, make_dossier: Maker, walked: int
) -> None:
    desk = _desk()
    sight = visible.Sight(desks=(desk,), agencies=(f"agency_{uuid4().hex[:8]}",))
    mine = []
    for number in range(8):
        headed = {"agency": sight.agencies[0]} if number == 6 else {}
        made = await make_dossier(received_at=NOW + timedelta(minutes=number // 2), **headed)
        step = StepRecord(uuid4(), 1, "step", "do", "Làm", *(desk if number % 3 else _desk()), False, "1wd", "done")
        async with transaction():
            await steps.insert_steps(made, [step])
        if number % 3 or headed:
            mine.append((NOW + timedelta(minutes=number // 2), made))
    whole = [made for _, made in sorted(mine, reverse=True)]
    paged: list[UUID] = []
    after = None
    while page := await visible.visible(sight, after=after, limit=2, walked=walked):
        paged += [row["id"] for row in page]
        after = (page[-1]["received_at"], page[-1]["id"])
    assert paged == whole
    assert len(whole) == 6
    back = await visible.visible(sight, after=sorted(mine)[-2], is_back=True, walked=walked)
    assert [row["id"] for row in back] == whole[:1]
    ready = worklists.Narrow(states=("ready",))
    assert await visible.visible(sight, narrow=ready, walked=walked) == []
    async with transaction():
        await DB.fetch("UPDATE dossier SET state = 'withdrawn' WHERE id = ANY($1::uuid[])", [whole[1], whole[4]])
        await make_dossier(state="withdrawn", received_at=NOW + timedelta(hours=1))
        gone = worklists.Narrow(states=("withdrawn",))
        found = await visible.visible(sight, narrow=gone, walked=walked)
        assert [row["id"] for row in found] == [whole[1], whole[4]]
        after = (found[0]["received_at"], found[0]["id"])
        beyond = await visible.visible(sight, narrow=gone, after=after, walked=walked)
        assert [row["id"] for row in beyond] == [whole[4]]
        await DB.fetch("UPDATE dossier SET state = 'accepted' WHERE state = 'withdrawn'")


@pytest.fixture(scope="module")
async def crowded(que_vo: Center, make_dossier: Maker, owner: Any) -> None:
    """Enough dossiers for the planner to want an index."""
    with entered(que_vo):
        one = await make_dossier()
    await owner.execute(
        f"""SET search_path = {que_vo.schema};
        INSERT INTO applicant (id, kind, name, name_folded, name_key, id_number_sealed, id_number_mac,
            created_at, changed_at)
        SELECT md5('crowd' || n)::uuid, 'citizen', 'x', 'x', 'x', 'x', sha256(n::text::bytea), now(), now()
        FROM generate_series(1, 6000) n;
        INSERT INTO dossier (id, code, procedure_key, version_hash, agency, applicant_id, state, channel, answers,
            received_at, term, folded, receiver_id, created_at, changed_at, at_agency, at_desk, risk_at, is_open,
            old_number, due_at)
        SELECT gen_random_uuid(), 'Z-' || n, d.procedure_key, d.version_hash, 'crowd', md5('crowd' || n)::uuid,
            'processing', 'direct', '{{}}', d.received_at + n * interval '1 second', '3wd', 'tran van so ' || n,
            d.receiver_id, d.created_at, d.changed_at, 'crowd' || n % 50, 'officer',
            d.created_at + n * interval '1 minute', true,
            CASE WHEN n % 20 = 0 THEN 'BN-' || n END, d.received_at + n * interval '1 hour'
        FROM dossier d, generate_series(1, 6000) n WHERE d.id = '{one}';
        ANALYZE dossier; ANALYZE step; ANALYZE applicant; RESET search_path"""
    )


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda: worklists.worklist([("crowd7", "officer")]), "dossier_by_risk"),
        (lambda: worklists.next_waiting([("crowd7", "officer")], uuid4()), "dossier_by_risk"),
        (lambda: visible.visible(visible.Sight(desks=(("crowd7", "officer"),))), "dossier_register"),
        (lambda: visible.visible(visible.Sight(everything=True), narrow=RARE), "dossier_by_state"),
        (lambda: PAGE_OF_RARE.of_few(), "dossier_by_state"),
        (lambda: worklists.register(), "dossier_register"),
        (lambda: worklists.register(receives=["nobody"]), "dossier_by_agency"),
        (lambda: worklists.register(text="Z-599"), "dossier_code_"),
        (lambda: worklists.register(text="Z-599"), "dossier_old_number"),
        (lambda: visible.visible(visible.Sight(everything=True), text="BN-59"), "dossier_old_number"),
        (lambda: visible.count_due(visible.Sight(everything=True), Due(NOW), Due(NOW, NOW)), "dossier_by_due"),
        (lambda: standing.count_late(Due(NOW)), "dossier_by_due"),
        (lambda: worklists.register(text="so 59 tran"), "dossier_search"),
        (lambda: worklists.register(text="012345678901"), "dossier_by_applicant"),
    ],
)
async def test_every_list_is_answered_by_its_index(
    crowded: None, que_vo: Center, ask: Callable[[], Awaitable[Any]], index: str, plan_of: Any
) -> None:
    with entered(que_vo):
        plan = await plan_of(ask)
    assert index in plan, plan
    assert "Seq Scan on dossier" not in plan, plan
