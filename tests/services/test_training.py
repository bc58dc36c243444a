"""A training twin: made of settings and desks, with a clock of its own, and nothing of it leaves."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextvars import Context
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pypdfium2
import pytest

from motcua.centers import Center, current, entered, read_centers
from motcua.centers.business_time import by_center
from motcua.centers.training import MARK, BusinessTime
from motcua.domain.calendar import local
from motcua.domain.errors import Conflict, NotAllowed, Refused
from motcua.domain.moves import MOVES, Move
from motcua.domain.people import Acting, Permission, Staff
from motcua.services.accounts.crew import Crew
from motcua.services.dossiers import moves, records
from motcua.services.dossiers.notices import notice_line
from motcua.services.dossiers.offered import offered_moves
from motcua.services.dossiers.trail import verify
from motcua.services.letters.issuing import issue
from motcua.services.office import Office
from motcua.services.training import clock
from motcua.services.training.board import begin, board, mine
from motcua.services.training.exercises import BY_KEY, EXERCISES
from motcua.services.training.opening import close_twin, open_twin, reset_twin
from motcua.services.training.twin import twin_key
from motcua.settings import wall_clock
from motcua.store.engine import transaction
from motcua.store.queries.effects import get_setting, load_notices
from motcua.store.resetting import empty_center
from motcua.store.rows import rows, value
from motcua.testing import at as moment
from motcua.testing.school import open_school

OPENED = moment("2017-11-08 10:00")


@pytest.fixture(scope="module")
async def school(cluster: Any, secrets_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    """Quế Võ and the twin of it, on a database of their own."""
    folder = tmp_path_factory.mktemp("school")
    async with open_school(cluster.superuser_dsn, folder, secrets_dir=secrets_folder, at=OPENED) as made:
        yield made


@pytest.fixture
def twin(school: Office) -> Center:
    return school.centers[twin_key("que-vo")]


async def crew_of(center: Center) -> Crew:
    with entered(center):
        return await Crew.of(center)


async def somebody(center: Center, exercise: str) -> Staff:
    crew = await crew_of(center)
    return next(each for each in crew.by_name.values() if BY_KEY[exercise].is_for(each))


def now_at(center: Center) -> datetime:
    with entered(center):
        return by_center(lambda: OPENED)()


async def begun(office: Office, center: Center, exercise: str) -> tuple[Staff, UUID]:
    """The first person who can be given this exercise, and its dossier."""
    for staff in (await crew_of(center)).by_name.values():
        if BY_KEY[exercise].is_for(staff):
            try:
                with entered(center):
                    dossier_id = await begin(office, Acting(staff, now_at(center)), exercise, uuid4())
            except Refused:
                continue
            assert dossier_id is not None
            return staff, dossier_id
    raise LookupError(exercise)


async def test_a_twin_has_the_desks_of_its_center_and_none_of_its_people(school: Office, twin: Center) -> None:
    model = school.centers["que-vo"]
    assert twin.training is not None
    assert (twin.training.of, twin.key) == ("que-vo", "que-vo-tap-huan")
    assert twin.schema != model.schema
    assert twin.unit_code != model.unit_code
    *learners, trainer = twin.staff
    assert [(each.title, each.roles, each.desks, each.receives) for each in learners] == [
        (each.title, each.roles, each.desks, each.receives) for each in model.staff
    ]
    for field in ("name", "username"):
        assert not {getattr(each, field) for each in twin.staff} & {getattr(each, field) for each in model.staff}
    assert (twin.plugins, twin.names) == (model.plugins, model.names)
    assert (await crew_of(twin)).by_name[trainer.username].may(Permission.TRAIN)
    assert read_centers(school.settings.tenants_dir)[twin.key].training == twin.training


async def test_a_second_twin_and_a_twin_of_a_twin_are_refused(school: Office, twin: Center) -> None:
    for center in (school.centers["que-vo"], twin):
        with pytest.raises(Conflict):
            await open_twin(school, center, OPENED)
    assert set(school.centers) == {"que-vo", twin.key}


async def test_each_center_keeps_its_own_time(school: Office, twin: Center) -> None:
    ask = by_center(lambda: OPENED)
    assert ask() == OPENED
    with entered(school.centers["que-vo"]):
        assert ask() == OPENED
    started = replace(twin, time=BusinessTime(OPENED, wall_clock() - timedelta(minutes=10), 60))
    with entered(started):
        assert ask() - OPENED >= timedelta(hours=10)
    with entered(replace(started, time=None)):
        assert ask() == OPENED, "without a time of its own it is the installation's"


def test_a_business_time_runs_stands_and_never_goes_back() -> None:
    since = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
    for speed, later in ((0, timedelta(0)), (1, timedelta(hours=1)), (60, timedelta(hours=60))):
        time = BusinessTime(OPENED, since, speed)
        assert time.at(since + timedelta(hours=1)) == OPENED + later
        assert time.at(since - timedelta(days=3)) == OPENED
        assert BusinessTime.from_data(time.to_data()) == time
    with pytest.raises(ValueError, match="speed"):
        BusinessTime(OPENED, since, -1)


async def test_a_trainer_steers_the_clock_and_another_process_sees_it(school: Office, twin: Center) -> None:
    trainer = (await crew_of(twin)).by_name["giang.vien"]
    here = moment("2017-11-10 11:00")  # Friday
    for jump, to in ((clock.HALF_DAY, "2017-11-10 13:00"), (clock.DAY, "2017-11-13 07:30")):
        with entered(twin):
            await clock.steer(school, Acting(trainer, here), jump=jump)
        time = school.centers[twin.key].time
        assert time is not None
        assert time.shows == moment(to), jump
    with entered(twin):
        await clock.steer(school, Acting(trainer, here), speed="0")
        for wrong in ({"speed": "61"}, {"speed": ""}, {"jump": "hom-qua"}):
            with pytest.raises(Refused):
                await clock.steer(school, Acting(trainer, here), **wrong)
    assert now_at(school.centers[twin.key]) == here
    school.centers[twin.key] = replace(school.centers[twin.key], time=None)  # as another process has it
    assert (await clock.keep_time(school.centers, twin.key)).time == BusinessTime.from_data(
        await _setting(twin, clock.SETTING)
    )
    with entered(school.centers["que-vo"]), pytest.raises(Refused):
        await clock.steer(school, Acting(trainer, here), speed="60")
    assert school.centers["que-vo"].time is None


async def test_a_class_steered_while_its_time_is_read_keeps_the_time_it_was_given(
    school: Office, twin: Center, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer = (await crew_of(twin)).by_name["giang.vien"]

    async def steered() -> None:
        with entered(twin):
            await clock.steer(school, Acting(trainer, moment("2017-11-10 11:00")), jump=clock.DAY)

    async def read_before_it_is_steered(key: str) -> Any:
        found = await get_setting(key)
        await asyncio.create_task(steered(), context=Context())
        return found

    school.centers[twin.key] = replace(school.centers[twin.key], time=None)  # as another process has it
    monkeypatch.setattr(clock, "get_setting", read_before_it_is_steered)
    kept = await clock.keep_time(school.centers, twin.key)
    assert kept is school.centers[twin.key]
    assert kept.time is not None
    assert kept.time.shows == moment("2017-11-13 07:30")


async def _setting(center: Center, key: str) -> Any:
    with entered(center):
        async with transaction():
            return await get_setting(key)


async def test_nothing_that_is_written_to_anybody_leaves_the_twin(school: Office, twin: Center) -> None:
    """The negative control is the same act at the same place without the mark: then it waits to be sent."""
    await reset_twin(school, twin, OPENED)
    for center, state in ((school.centers[twin.key], "kept"), (replace(twin, training=None), "waiting")):
        with entered(school.centers[twin.key]):
            staff, dossier_id = await begun(school, school.centers[twin.key], "de-nghi-hen-lai")
            kept = await _kept(dossier_id)
        at = now_at(school.centers[twin.key])
        new_on = local(at + timedelta(days=30)).date()
        with entered(replace(center, time=school.centers[twin.key].time)):
            data = {
                "reason": "Phải xác minh.",
                "new_due_on": f"{center.calendar.working_day_from(new_on):%d/%m/%Y}",
                "is_late_known": "yes",
            }
            acting = Acting(staff, at)
            await moves.make(school, acting, Move.ASK_TO_REAPPOINT, dossier_id, kept.dossier.version, data, uuid4())
            async with transaction():
                told = await load_notices(dossier_id)
                waiting = await rows("SELECT id FROM notice WHERE state = 'waiting' AND dossier_id = $1", dossier_id)
            assert [each["state"] for each in told] == [state]
            assert bool(waiting) == (state == "waiting")
            if state == "kept":
                assert "không gửi đi" in notice_line(told[0]).state


async def _kept(dossier_id: UUID) -> records.Kept:
    async with transaction():
        found = await records.load(dossier_id)
    assert found is not None
    return found


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


async def test_every_letter_of_the_twin_is_marked_and_no_other(school: Office, twin: Center) -> None:
    _, dossier_id = await begun(school, twin, "chuyen")
    crew = await crew_of(twin)
    reception = next(each for each in crew.by_name.values() if each.receives_for("*"))
    with entered(school.centers[twin.key]):
        kept = await _kept(dossier_id)
        acting = Acting(reception, now_at(school.centers[twin.key]))
        made = await issue(school, acting, dossier_id, "giay-tiep-nhan", kept.dossier.version, {}, uuid4())
        body = made.content
    text = _text(body)
    assert MARK in text
    assert "không có giá trị" in text


async def test_the_same_letter_is_marked_at_a_twin_only(school: Office, twin: Center) -> None:
    for center, is_marked in ((twin, True), (school.centers["que-vo"], False)):
        token = current.set(center)
        try:
            text = _text(await school.letters.render("book_pages", {"pages": 2}))
        finally:
            current.reset(token)
        assert text.count(MARK) == (2 if is_marked else 0)
    assert MARK not in _text(await school.letters.render("book_pages", {"pages": 2}))


@pytest.mark.parametrize("exercise", [each.key for each in EXERCISES if each.before])
async def test_an_exercise_begins_at_its_persons_turn(school: Office, twin: Center, exercise: str) -> None:
    staff, dossier_id = await begun(school, school.centers[twin.key], exercise)
    at = now_at(school.centers[twin.key])
    with entered(school.centers[twin.key]):
        kept = await _kept(dossier_id)
        acting = Acting(staff, at)
        task = next(each for each in (await mine(school, acting)).tasks if each.exercise.key == exercise)
        assert (task.dossier_id, task.done_at, task.says) == (dossier_id, None, "Đang làm")
        done_by = BY_KEY[exercise].done_by
        if done_by in MOVES:
            version = await _version(school, kept)
            offered = {each.move: each for each in offered_moves(kept, version, staff, at)}
            assert offered[Move(done_by)].why_not is None
        assert (await verify(school)).is_whole


async def _version(office: Office, kept: records.Kept) -> Any:
    from motcua.services.catalogue import version_for

    async with transaction():
        return await version_for(office, kept.row)


async def test_an_exercise_is_done_when_the_trail_shows_the_persons_own_move(school: Office, twin: Center) -> None:
    able = [each for each in (await crew_of(twin)).by_name.values() if BY_KEY["chuyen"].is_for(each)]
    other = next(each for each in able if each.receives_for("*"))
    staff = next(each for each in able if not each.receives_for("*"))
    dossier_id = await _begin(school, twin, staff, "chuyen")
    for by, is_done in ((other, False), (staff, True)):
        if is_done:
            dossier_id = await _begin(school, twin, staff, "chuyen")
        await _hand_over(school, twin, by, dossier_id)
        with entered(school.centers[twin.key]):
            found = await mine(school, Acting(staff, now_at(school.centers[twin.key])))
            task = next(each for each in found.tasks if each.exercise.key == "chuyen")
            assert (task.done_at is not None) is is_done, "another person's move is not this one's exercise"
    with entered(school.centers[twin.key]):
        shown = {each.username: each for each in (await board(school)).participants}
    assert shown[staff.username].done >= 1
    assert "giang.vien" not in shown
    assert shown[other.username].done == 0


async def _begin(office: Office, twin: Center, staff: Staff, exercise: str) -> UUID:
    """Sent twice, as by an impatient hand: begun once."""
    center, key = office.centers[twin.key], uuid4()
    with entered(center):
        first, again = [await begin(office, Acting(staff, now_at(center)), exercise, key) for _ in range(2)]
    assert first is not None
    assert first == again
    return first


async def _hand_over(office: Office, twin: Center, by: Staff, dossier_id: UUID) -> None:
    center = office.centers[twin.key]
    with entered(center):
        seen = (await _kept(dossier_id)).dossier.version
        await moves.make(office, Acting(by, now_at(center)), Move.HAND_OVER, dossier_id, seen, {}, uuid4())


async def test_nobody_is_given_the_exercise_of_another_duty(school: Office, twin: Center) -> None:
    clerk = await somebody(twin, "vao-so")
    with entered(school.centers[twin.key]):
        acting = Acting(clerk, now_at(school.centers[twin.key]))
        with pytest.raises(NotAllowed):
            await begin(school, acting, "tiep-nhan", uuid4())
        with pytest.raises(Refused):
            await begin(school, acting, "khong-co", uuid4())
    with entered(school.centers["que-vo"]):
        assert not (await mine(school, Acting(clerk, OPENED))).is_training
        assert not (await board(school)).is_training
        with pytest.raises(Refused):
            await begin(school, Acting(clerk, OPENED), "vao-so", uuid4())


async def test_a_reset_empties_the_class_and_keeps_its_people(school: Office, twin: Center) -> None:
    model = school.centers["que-vo"]
    await begun(school, school.centers[twin.key], "ky")
    before = await _counts(twin)
    assert min(before["dossier"], before["event"], before["training_task"]) > 0
    others = await _counts(model)
    fresh = await reset_twin(school, school.centers[twin.key], OPENED)
    assert fresh.time is not None
    assert fresh.time.shows == moment("2017-11-08 07:30")
    after = await _counts(twin)
    assert (after["dossier"], after["event"], after["training_task"]) == (0, 0, 0)
    for kept in ("staff", "publication"):
        assert after[kept] == before[kept] > 0
    assert await _counts(model) == others
    await begun(school, fresh, "ky")  # and the class goes on
    with entered(fresh):
        assert (await verify(school)).is_whole


async def test_a_class_begun_anew_by_an_earlier_clock_still_has_what_it_receives(school: Office, twin: Center) -> None:
    """A demo's clock stands in 2017, whatever day its class was opened on."""
    fresh = await reset_twin(school, school.centers[twin.key], OPENED - timedelta(days=400))
    assert fresh.time is not None
    assert fresh.time.shows == moment("2017-11-08 07:30")
    await begun(school, fresh, "ky")


async def _counts(center: Center) -> dict[str, int]:
    tables = ("dossier", "event", "training_task", "staff", "publication", "setting")
    with entered(center):
        async with transaction():
            return {table: int(await value(f"SELECT count(*) FROM {table}")) for table in tables}


async def test_no_center_but_a_twin_is_emptied_or_closed(school: Office, twin: Center) -> None:
    model = school.centers["que-vo"]
    before = await _counts(model)
    for act in (reset_twin(school, model, OPENED), close_twin(school, model)):
        with pytest.raises(Conflict):
            await act
    with pytest.raises(ValueError, match="c_que_vo"):
        await empty_center(None, model)
    assert await _counts(model) == before
    assert (school.settings.tenants_dir / "que-vo" / "center.toml").is_file()


async def test_a_failed_opening_leaves_nothing_behind(school: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from motcua.services.training import opening

    async def fails(*_: Any, **__: Any) -> None:
        raise RuntimeError("the database is gone")

    model = replace(school.centers["que-vo"], key="que-vo-hai", unit_code="000.00.QH.H05")
    tenants = school.settings.tenants_dir
    shutil.copytree(tenants / "que-vo", tenants / "que-vo-hai")
    monkeypatch.setattr(opening, "begin_time", fails)
    try:
        with pytest.raises(RuntimeError):
            await open_twin(school, model, OPENED)
    finally:
        shutil.rmtree(tenants / "que-vo-hai")
    assert not (tenants / twin_key("que-vo-hai")).exists()
    assert twin_key("que-vo-hai") not in school.centers


async def test_a_closed_twin_is_gone_and_can_be_opened_again(school: Office, twin: Center) -> None:
    await close_twin(school, school.centers[twin.key])
    assert set(school.centers) == {"que-vo"}
    assert not (school.settings.tenants_dir / twin.key).exists()
    assert (await open_twin(school, school.centers["que-vo"], OPENED, dossiers=40)).first_passwords
    fresh = school.centers[twin.key]
    assert fresh.time is not None
    full = await _counts(fresh)
    assert full["dossier"] >= 40
    with entered(fresh):
        async with transaction():
            assert await value("SELECT max(at) FROM event") < fresh.time.shows
            assert await value("SELECT count(*) FROM notice WHERE state <> 'kept'") == 0
            assert await value("SELECT count(*) FROM staff WHERE NOT must_change") == 0
    again = await reset_twin(school, fresh, OPENED)
    assert (await _counts(again))["dossier"] == full["dossier"], "a reset makes again what the class was opened with"
    with entered(again):
        assert (await verify(school)).is_whole
