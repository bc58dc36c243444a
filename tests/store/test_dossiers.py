import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest

from motcua.centers import Center, entered
from motcua.domain.dossier import State, StepRecord
from motcua.domain.people import Staff
from motcua.store.engine import DB, transaction
from motcua.store.queries import applicants, dossiers, effects, files, steps
from motcua.store.queries.files import Place
from motcua.store.rows import value

AT = datetime(2017, 11, 8, 1, 0, tzinfo=UTC)
Maker = Callable[..., Awaitable[UUID]]
MakeStaff = Callable[..., Awaitable[Staff]]


def a_step(ordinal: int = 1, **changes: object) -> StepRecord:
    said: dict[str, object] = {
        "id": uuid4(),
        "ordinal": ordinal,
        "kind": "step",
        "key": f"step{ordinal}",
        "label": "Thẩm định",
        "agency": "tai_chinh_ke_hoach",
        "desk": "registrar",
        "signs": False,
        "within": "1.5wd",
        "state": "waiting",
    }
    return StepRecord(**(said | changes))  # type: ignore[arg-type]


async def test_a_whole_dossier_comes_in_eight_queries(
    que_vo: Center, other_center: Center, make_dossier: Maker, make_staff: MakeStaff
) -> None:
    for center in (que_vo, other_center):
        with entered(center):
            dossier_id, person, draft = await make_dossier(id_number="027099001234"), await make_staff(), uuid4()
            first = a_step(1, state="active", due_at=AT)
            async with transaction():
                await steps.insert_steps(
                    dossier_id,
                    [first, a_step(2), a_step(3, kind="opinion", parent_id=first.id, state="active")],
                )
                await steps.insert_papers(
                    dossier_id,
                    [
                        {
                            "key": key,
                            "label": "Giấy đề nghị",
                            "originals": 1,
                            "certified_copies": 0,
                            "copies": 2,
                            "is_presented": False,
                            "goes_back": "always",
                        }
                        for key in ("request", "id_copy")
                    ],
                )
                await files.insert_file(
                    uuid4(),
                    Place(draft_key=draft, staff_id=person.id),
                    paper_key="request",
                    name="giấy.pdf",
                    media_type="application/pdf",
                    size=10,
                    sha256=b"x" * 32,
                    storage_key="ab/cd",
                    state="clean",
                    awaits_scan=False,
                    scanned_at=None,
                    at=AT,
                )
                assert await files.bind_files(draft, dossier_id, person.id) == 1
                await steps.open_pause(dossier_id, first.id, kind="financial_obligation", reason="Thuế", from_at=AT)
            with DB.counted() as statements:
                bundle = await dossiers.load_dossier_bundle(dossier_id)
            assert len(statements) <= 8
            assert bundle is not None
            assert bundle.applicant["id_number"] == "027099001234"
            assert bundle.dossier["answers"] == {"owner_name": "Đặng Thị Ước"}
            assert [paper["key"] for paper in bundle.papers] == ["request", "id_copy"]
            assert [file["name"] for file in bundle.files] == ["giấy.pdf"]
            assert [step["kind"] for step in bundle.steps] == ["step", "step", "opinion"]
            assert bundle.value.state is State.ACCEPTED
            assert bundle.value.current_step is not None
            assert bundle.value.current_step.due_at == AT
            assert bundle.value.open_pause is not None


async def test_two_people_cannot_change_the_same_version(in_que_vo: Center, make_dossier: Maker) -> None:
    dossier_id = await make_dossier()
    assert await dossiers.update_dossier(dossier_id, 1, AT, {"state": State.IN_TRANSIT, "answers": {"a": 1}})
    assert not await dossiers.update_dossier(dossier_id, 1, AT, {"state": State.PROCESSING})
    found = await dossiers.load_dossier_bundle(dossier_id)
    assert found is not None
    assert (found.dossier["state"], found.dossier["version"], found.dossier["answers"]) == ("in_transit", 2, {"a": 1})


async def test_a_locked_dossier_waits(que_vo: Center, make_dossier: Maker) -> None:
    with entered(que_vo):
        dossier_id = await make_dossier()
    order: list[str] = []

    async def change(name: str, hold: float) -> None:
        with entered(que_vo):
            async with transaction():
                await dossiers.lock_dossier(dossier_id)
                order.append(f"{name} in")
                await asyncio.sleep(hold)
                order.append(f"{name} out")

    first = asyncio.create_task(change("one", 0.1))
    await asyncio.sleep(0.03)
    await asyncio.gather(first, change("two", 0))
    assert order == ["one in", "one out", "two in", "two out"]


async def test_unknown_and_computed_columns_are_refused(in_que_vo: Center, make_dossier: Maker) -> None:
    dossier_id = await make_dossier()
    for column in ("tsv", "event_hash", "nonsense", "state = 'x' --"):
        with pytest.raises(TypeError):
            await dossiers.update_dossier(dossier_id, 1, AT, {column: "x"})
    with pytest.raises(TypeError):
        await steps.update_step(uuid4(), {"dossier_id": uuid4()})


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "nowhere"},
        {"at_desk": None},
        {"outcome": "maybe"},
        {"fee_due": -1},
        {"version_hash": "unknown"},
    ],
)
async def test_the_database_refuses_a_dossier_with(
    wrong: dict[str, object], in_que_vo: Center, make_dossier: Maker
) -> None:
    with pytest.raises(asyncpg.IntegrityConstraintViolationError):
        await make_dossier(**wrong)


async def test_an_open_dossier_always_lies_with_one_desk(in_que_vo: Center, make_dossier: Maker) -> None:
    dossier_id = await make_dossier()
    with pytest.raises(asyncpg.CheckViolationError):
        await dossiers.update_dossier(dossier_id, 1, AT, {"at_agency": None})
    done = {"is_open": False, "at_agency": None, "at_desk": None, "state": "handed_back"}
    assert await dossiers.update_dossier(dossier_id, 1, AT, done)


async def test_the_clock_stands_once_at_a_time(in_que_vo: Center, make_dossier: Maker) -> None:
    dossier_id = await make_dossier()
    await steps.open_pause(dossier_id, None, kind="posting", reason="Niêm yết", from_at=AT)
    with pytest.raises(asyncpg.UniqueViolationError):
        await steps.open_pause(dossier_id, None, kind="posting", reason="Niêm yết", from_at=AT)
    assert await steps.close_pause(dossier_id, to_at=AT + timedelta(days=1), evidence="Biên bản")
    assert not await steps.close_pause(dossier_id, to_at=AT + timedelta(days=1), evidence="")


async def test_steps_and_originals_change(in_que_vo: Center, make_dossier: Maker) -> None:
    dossier_id, step = await make_dossier(), a_step()
    async with transaction():
        await steps.insert_steps(dossier_id, [step])
        await steps.update_step(step.id, {"state": "active", "confirmed_at": AT, "note": "Đã nhận"})
        await steps.insert_papers(
            dossier_id,
            [
                {
                    "key": "a",
                    "label": "Sổ",
                    "originals": 1,
                    "certified_copies": 0,
                    "copies": 0,
                    "is_presented": True,
                    "goes_back": "never",
                }
            ],
        )
        await steps.return_originals(dossier_id, ["a"], AT)
    bundle = await dossiers.load_dossier_bundle(dossier_id)
    assert bundle is not None
    assert bundle.steps[0]["note"] == "Đã nhận"
    assert bundle.papers[0]["originals_returned_at"] == AT


async def test_an_applicant_is_found_by_the_whole_number_at_their_own_center(
    que_vo: Center, other_center: Center, make_dossier: Maker
) -> None:
    with entered(que_vo):
        await make_dossier(name="Nguyễn Văn An", id_number="125 900 111")
        found = await applicants.applicants_by_number("125900111")
        assert [person["name"] for person in found] == ["Nguyễn Văn An"]
        assert await applicants.applicants_by_number("12590011") == []
        await applicants.update_applicant(found[0]["id"], AT, {"phone": "0912345678"})
        changed = await applicants.load_applicant(found[0]["id"])
        assert changed is not None
        assert changed["phone"] == "0912345678"
        with pytest.raises(TypeError):
            await applicants.update_applicant(found[0]["id"], AT, {"id_number": "1"})
        assert await value("SELECT count(*) FROM applicant WHERE id_number_sealed LIKE '%125900111%'") == 0
    with entered(other_center):
        assert await applicants.applicants_by_number("125900111") == []


async def test_scans_of_a_form_are_their_persons_until_bound(
    in_que_vo: Center, make_dossier: Maker, make_staff: MakeStaff
) -> None:
    one, two, draft, dossier_id = await make_staff(), await make_staff(), uuid4(), await make_dossier()
    ids = [uuid4(), uuid4()]
    for file_id in ids:
        await files.insert_file(
            file_id,
            Place(draft_key=draft, staff_id=one.id),
            paper_key=None,
            name="a.png",
            media_type="image/png",
            size=1,
            sha256=b"1" * 32,
            storage_key=str(file_id),
            state="clean",
            awaits_scan=False,
            scanned_at=None,
            at=AT,
        )
    assert len(await files.draft_files(draft, one.id)) == 2
    assert await files.draft_files(draft, two.id) == []
    assert await files.bind_files(draft, dossier_id, two.id) == 0
    assert await files.delete_draft_file(ids[0], two.id) is None
    assert await files.delete_draft_file(ids[0], one.id) == str(ids[0])
    assert await files.bind_files(draft, dossier_id, one.id) == 1
    assert await files.delete_draft_file(ids[1], one.id) is None
    found = await files.load_file(ids[1])
    assert found is not None
    assert found["dossier_id"] == dossier_id
    assert await files.abandoned_files(AT + timedelta(days=9)) == []


async def test_effects_of_plugins_run_once_by_key(in_que_vo: Center, make_dossier: Maker) -> None:
    dossier_id, key = await make_dossier(), uuid4().hex
    for is_first in (True, False):
        assert is_first == await effects.add_note(dossier_id, at=AT, plugin="tu_phap", text="Đã báo", source_key=key)
        assert is_first == await effects.add_notice(
            dossier_id, at=AT, event="sign", channel="sms", text="Mời nhận", state="recorded", source_key=key
        )
    assert [note["text"] for note in await effects.load_notes(dossier_id)] == ["Đã báo"]
    assert [notice["channel"] for notice in await effects.load_notices(dossier_id)] == ["sms"]
    assert await effects.get_setting("late_color") is None
    for color in ("red", "blue"):
        await effects.put_setting("late_color", {"color": color}, set_by=None, at=AT)
    assert await effects.get_setting("late_color") == {"color": "blue"}
