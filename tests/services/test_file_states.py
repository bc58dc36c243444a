"""A file is opened only once it is clean: what waits, what is refused later, and what the sweep may take."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from PIL import Image
from tests.clamav import Daemon, infected_pdf, infected_png

from motcua.centers import entered
from motcua.domain.errors import Conflict, NotHere, Refused, TooLarge, Unavailable
from motcua.domain.people import Acting
from motcua.services.counter.earlier import earlier_scans
from motcua.services.files import uploads
from motcua.services.files.keeping import Upload, keep_file
from motcua.services.files.refused import refused_files
from motcua.services.files.scanning import scan_again, scan_waiting
from motcua.services.office import Office
from motcua.settings import wall_clock
from motcua.store.clamd import Clamd
from motcua.store.engine import transaction
from motcua.store.queries import files as stored
from motcua.store.queries.files import Place


def picture(colour: str = "white", noise: int = 0) -> bytes:
    out = io.BytesIO()
    image = Image.effect_noise((noise, noise), 90) if noise else Image.new("RGB", (30, 20), colour)
    image.save(out, "PNG")
    return out.getvalue()


@pytest.fixture(autouse=True)
def inside(que_vo: Any) -> Iterator[None]:
    with entered(que_vo):
        yield


@pytest.fixture
async def person(acting: Any) -> Acting:
    made: Acting = await acting(receives=("*",))
    return made


@pytest.fixture
def silent(office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A scanner is set up and does not answer."""
    monkeypatch.setattr(office.files, "scanner", Clamd(str(tmp_path / "khong-co.ctl")))


def back(office: Office, monkeypatch: pytest.MonkeyPatch, clamd: Daemon) -> None:
    monkeypatch.setattr(office.files, "scanner", Clamd(clamd.address))


async def send(office: Office, person: Acting, body: bytes, name: str = "a.png", **more: Any) -> uploads.FileLine:
    more = {"draft_key": uuid4()} | more if "dossier_id" not in more else more
    return await uploads.add_file(office, person, paper_key=None, stream=body, name=name, **more)


async def read(office: Office, person: Acting, file_id: UUID) -> bytes:
    opened = await uploads.open_file(office, person, file_id)
    return b"".join([piece async for piece in opened.pieces])


@pytest.mark.infra
async def test_a_file_that_came_while_the_scanner_was_silent_waits_and_nobody_opens_it(
    office: Office, person: Acting, silent: None, monkeypatch: pytest.MonkeyPatch, clamd: Daemon, make_dossier: Any
) -> None:
    dossier = await make_dossier(id_number="027182001234")
    good = await send(office, person, picture(), dossier_id=dossier)
    bad = await send(office, person, infected_png(), "b.png", dossier_id=dossier)
    assert (good.state, bad.state) == ("waiting", "waiting")
    for file in (good, bad):
        with pytest.raises(Conflict, match="đang chờ quét"):
            await read(office, person, file.id)
    assert await earlier_scans(office, person, "027182001234") == ()
    assert await scan_waiting(office, person.at) == 0, "still silent"
    with pytest.raises(Unavailable, match="sẽ tự được quét"):
        await scan_again(office, person, good.id)
    back(office, monkeypatch, clamd)
    assert await scan_waiting(office, person.at) >= 2
    assert await read(office, person, good.id) == picture()
    with pytest.raises(Conflict, match="mã độc"):
        await read(office, person, bad.id)
    found = {each.id: each for each in await uploads.dossier_files(office, person, dossier)}
    assert (found[good.id].state, found[bad.id].state) == ("clean", "refused")
    async with transaction():
        row = await stored.load_file(bad.id)
    assert row is not None
    assert row["storage_key"] == "", "no row names the bytes"
    assert await scan_waiting(office, person.at) == 0, "nothing waits any more"


@pytest.mark.infra
async def test_who_works_on_the_dossier_is_told_and_another_file_takes_its_place_once(
    office: Office,
    person: Acting,
    silent: None,
    monkeypatch: pytest.MonkeyPatch,
    clamd: Daemon,
    make_dossier: Any,
    owner: Any,
    que_vo: Any,
) -> None:
    dossier = await make_dossier()
    bad = await send(office, person, infected_pdf(), "đơn.pdf", dossier_id=dossier)
    back(office, monkeypatch, clamd)
    assert (await scan_again(office, person, bad.id)).is_refused
    notes = await owner.fetch(f"SELECT text FROM {que_vo.schema}.note WHERE dossier_id = $1", dossier)
    assert ["“đơn.pdf” có mã độc" in note["text"] for note in notes] == [True]
    told = await refused_files(person)
    assert [each.name for each in told.rows if each.dossier_id == dossier] == ["đơn.pdf"]
    other = Acting(replace(person.staff, receives=frozenset({"tu_phap"})), person.at)
    assert not [each for each in (await refused_files(other)).rows if each.dossier_id == dossier]
    sent = [
        await uploads.replace_file(office, person, dossier, bad.id, Upload(picture("red"), "đơn mới.png"))
        for _ in range(2)
    ]
    assert sent[0].id == sent[1].id
    assert not [each for each in (await refused_files(person)).rows if each.dossier_id == dossier]
    files = {each.id: each for each in await uploads.dossier_files(office, person, dossier)}
    assert len(files) == 2
    assert files[bad.id].is_replaced
    with pytest.raises(Conflict, match="không bị loại"):
        await uploads.replace_file(office, person, dossier, sent[0].id, Upload(picture(), "x.png"))
    with pytest.raises(NotHere):
        await uploads.replace_file(office, person, await make_dossier(), bad.id, Upload(picture(), "x.png"))


@pytest.mark.infra
async def test_what_was_taken_in_with_a_mark_is_opened_and_scanned_as_soon_as_can_be(
    office: Office, person: Acting, silent: None, monkeypatch: pytest.MonkeyPatch, clamd: Daemon
) -> None:
    monkeypatch.setattr(office.files, "_waits", False)
    bad = await send(office, person, infected_png("red"))
    assert (bad.state, bad.awaits_scan) == ("clean", True)
    assert await read(office, person, bad.id) == infected_png("red"), "the installation says so"
    back(office, monkeypatch, clamd)
    await scan_waiting(office, person.at)
    with pytest.raises(Conflict, match="mã độc"):
        await read(office, person, bad.id)
    monkeypatch.setattr(office.files, "scanner", None)
    with pytest.raises(Refused, match="mã độc"):
        await send(office, person, infected_png("red"))


async def test_a_waiting_file_goes_with_its_dossier_and_a_refused_one_stays_behind(
    office: Office, person: Acting, silent: None, make_dossier: Any
) -> None:
    key = uuid4()
    kept = await send(office, person, picture("blue"), draft_key=key)
    lost = await send(office, person, picture("green"), draft_key=key)
    dossier = await make_dossier()
    async with transaction():
        await stored.note_refused((await stored.load_file(lost.id))["sha256"], "Test", person.at)  # type: ignore[index]
        assert await stored.bind_files(key, dossier, person.staff.id) == 1
    assert [each.id for each in await uploads.dossier_files(office, person, dossier)] == [kept.id]


async def test_somebody_else_s_file_is_not_shown_to_the_scanner_for_one(
    office: Office, person: Acting, acting: Any, silent: None
) -> None:
    file = await send(office, person, picture())
    with pytest.raises(NotHere):
        await scan_again(office, await acting(receives=("*",)), file.id)


async def test_the_files_of_a_dossier_have_a_limit_together_also_when_they_come_at_once(
    office: Office, person: Acting
) -> None:
    body = picture(noise=700)
    small = replace(
        office, settings=replace(office.settings, files=replace(office.settings.files, most_of_dossier=3 * len(body)))
    )
    key = uuid4()
    answers = await asyncio.gather(
        *(send(small, person, body, f"{n}.png", draft_key=key) for n in range(8)), return_exceptions=True
    )
    taken = [each for each in answers if not isinstance(each, BaseException)]
    assert len(taken) == 3
    assert all(isinstance(each, Refused) and "cộng lại quá" in each.sentence for each in answers if each not in taken)
    await uploads.remove_file(small, person, taken[0].id)
    await send(small, person, body, draft_key=key)


async def test_without_the_lock_files_sent_at_once_go_over_the_limit(
    office: Office, person: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control of the test above."""
    barrier = asyncio.Barrier(4)

    async def counted_together(place: Place) -> None:
        return None

    real = stored.held_together
    calls = 0

    async def met(place: Place) -> tuple[int, int]:
        nonlocal calls
        calls += 1
        found = await real(place)
        if calls > 4:
            await barrier.wait()
        return found

    monkeypatch.setattr(stored, "alone_at", counted_together)
    monkeypatch.setattr(stored, "held_together", met)
    body = picture(noise=300)
    small = replace(
        office, settings=replace(office.settings, files=replace(office.settings.files, most_of_dossier=2 * len(body)))
    )
    key = uuid4()
    await asyncio.gather(*(send(small, person, body, f"{n}.png", draft_key=key) for n in range(4)))
    async with transaction():
        assert await real(Place(draft_key=key, staff_id=person.staff.id)) == (4, 4 * len(body))


async def test_office_files_are_papers_only_where_the_installation_says_so(office: Office, person: Acting) -> None:
    with pytest.raises(Refused, match="Chỉ nhận tệp JPG, PDF, PNG"):
        await send(office, person, b"PK\x03\x04", "đơn.docx")
    files = replace(office.settings.files, takes_office_files=True)
    willing = replace(office, settings=replace(office.settings, files=files))
    with pytest.raises(Refused, match=r"Nội dung tệp không phải là DOCX|bị hỏng"):
        await send(willing, person, b"PK\x03\x04", "đơn.docx")


async def test_the_same_scan_sent_twice_is_kept_once_and_goes_with_its_last_row(office: Office, person: Acting) -> None:
    body = picture("orange")
    first, second = await send(office, person, body), await send(office, person, body)
    async with transaction():
        keys = {(await stored.load_file(each.id))["storage_key"] for each in (first, second)}  # type: ignore[index]
    assert len(keys) == 1
    await uploads.remove_file(office, person, first.id)
    later = wall_clock() + timedelta(days=2)
    await uploads.sweep_files(office, person.at, later)
    assert await read(office, person, second.id) == body
    await uploads.remove_file(office, person, second.id)
    assert await uploads.sweep_files(office, person.at, later) >= 1
    assert not await office.blobs.has("que-vo-quay", keys.pop())


@pytest.mark.parametrize("is_guarded", [True, False])
async def test_bytes_that_are_swept_while_they_are_sent_again_are_never_named_by_a_row(
    office: Office, person: Acting, monkeypatch: pytest.MonkeyPatch, is_guarded: bool
) -> None:
    """An orphan, old enough, is on the sweep's list when the same bytes arrive; with the guard away a row is empty."""
    body = picture("purple" if is_guarded else "pink")
    await uploads.remove_file(office, person, (await send(office, person, body)).id)
    listed, stored_again, swept = asyncio.Event(), asyncio.Event(), asyncio.Event()
    real_orphans, real_put = office.blobs.orphans, office.blobs.put_hashed

    async def orphans(*args: Any) -> list[str]:
        found = await real_orphans(*args)
        listed.set()
        await stored_again.wait()
        return found

    async def put_hashed(*args: Any, **more: Any) -> str:
        await listed.wait()
        key = await real_put(*args, **more)
        stored_again.set()
        await swept.wait()
        return key

    async def sweep() -> None:
        await uploads.sweep_files(office, person.at, wall_clock() + timedelta(days=2))
        swept.set()

    async def always(*_: Any) -> bool:
        return True

    monkeypatch.setattr(office.blobs, "orphans", orphans)
    monkeypatch.setattr(office.blobs, "put_hashed", put_hashed)
    if not is_guarded:
        monkeypatch.setattr(office.blobs, "has", always)
    _, sent = await asyncio.gather(sweep(), send(office, person, body), return_exceptions=True)
    if is_guarded:
        assert isinstance(sent, Unavailable), "told to send it again: nothing is half there"
        assert "tải lại" in sent.sentence
        return
    assert not isinstance(sent, BaseException)
    with pytest.raises(NotHere):
        await read(office, person, sent.id)


async def test_bytes_that_a_row_names_by_the_time_of_the_deletion_stay(
    office: Office, person: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = picture("brown")
    await uploads.remove_file(office, person, (await send(office, person, body)).id)
    real_orphans, sent = office.blobs.orphans, []

    async def orphans(*args: Any) -> list[str]:
        found = await real_orphans(*args)
        sent.append(await send(office, person, body))
        return found

    monkeypatch.setattr(office.blobs, "orphans", orphans)
    await uploads.sweep_files(office, person.at, wall_clock() + timedelta(days=2))
    assert await read(office, person, sent[0].id) == body


async def test_a_sender_that_goes_away_leaves_neither_row_nor_bytes(office: Office, person: Acting) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield picture()[:50]
        raise ConnectionResetError

    key = uuid4()
    incoming = office.files._incoming
    with pytest.raises(Unavailable):
        await send(office, person, broken(), draft_key=key)  # type: ignore[arg-type]
    assert await uploads.draft_files(office, person, key) == ()
    assert list(incoming.iterdir()) == []


async def test_one_byte_over_the_limit_of_a_file_is_too_large(office: Office, person: Acting) -> None:
    body = picture()
    tight = replace(office, settings=replace(office.settings, max_file_bytes=len(body) - 1))
    with pytest.raises(TooLarge):
        await send(tight, person, body)


async def test_a_citizen_s_file_is_kept_beside_nobody_else_s(office: Office, person: Acting) -> None:
    citizen, key = uuid4(), uuid4()
    place = Place(draft_key=key, citizen_id=citizen)
    upload = Upload(picture(), "cccd.png", "image/png", "id_copy")
    line = await keep_file(office, place, upload, at=person.at)
    async with transaction():
        row = await stored.load_file(line.id)
        assert await stored.held_together(place) == (1, len(picture()))
        assert await stored.held_together(Place(draft_key=uuid4(), citizen_id=citizen)) == (0, 0)
    assert row is not None
    assert (row["citizen_id"], row["uploaded_by"]) == (citizen, None)
    with pytest.raises(NotHere):
        await uploads.open_file(office, person, line.id)


async def test_what_the_caller_looks_at_again_is_looked_at_with_the_row(office: Office, person: Acting) -> None:
    """What was open when the file began to arrive may have been handed in since."""

    async def handed_in() -> None:
        raise Conflict("Hồ sơ đã nộp.")

    place = Place(draft_key=uuid4(), citizen_id=uuid4())
    with pytest.raises(Conflict, match="đã nộp"):
        await keep_file(office, place, Upload(picture(), "a.png"), at=person.at, check=handed_in)
    async with transaction():
        assert await stored.held_together(place) == (0, 0)


def test_a_file_has_one_place_and_one_sender() -> None:
    key, citizen = uuid4(), uuid4()
    for wrong in ({"draft_key": key}, {"draft_key": key, "staff_id": citizen, "citizen_id": citizen}):
        with pytest.raises(TypeError):
            Place(**wrong)


async def test_no_question_about_files_reads_them_all(plan_of: Any, person: Acting) -> None:
    """With an index beside it: the count of a form or dossier, the same content, and what waits for the scanner."""
    asked = {
        "file_by_draft": lambda: stored.held_together(Place(draft_key=uuid4(), staff_id=person.staff.id)),
        "file_by_dossier": lambda: stored.held_together(Place(dossier_id=uuid4(), staff_id=person.staff.id)),
        "file_by_content": lambda: stored.is_refused_content(bytes(32)),
        "file_refused": lambda: stored.refused_in_open(None, limit=20),
        "file_awaiting_scan": lambda: stored.awaiting_scan(),
    }
    for index, ask in asked.items():
        plan = await plan_of(ask, "enable_seqscan")
        assert index in plan, plan
