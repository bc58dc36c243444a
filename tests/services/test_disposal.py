"""What has ended its time is destroyed for good by the director's word; figures, books and the trail's chain stay."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pypdfium2
import pytest

from motcua.domain.books import REGISTER, Volume
from motcua.domain.errors import Conflict, NotAllowed, Refused
from motcua.domain.people import Acting, Staff
from motcua.services.archive import disposals, terms
from motcua.services.archive.collecting import collect
from motcua.services.archive.destroying import destroy
from motcua.services.archive.minutes import read_minutes
from motcua.services.books import closing
from motcua.services.demo.scans import scan
from motcua.services.dossiers.shown import open_dossier
from motcua.services.dossiers.trail import verify
from motcua.services.files.uploads import add_file
from motcua.services.incidents import open_incident
from motcua.services.inspection.bundle import ask_for, make_bundle, open_bundle
from motcua.services.inspection.checking import check_bundle
from motcua.services.inspection.search import Asked, search
from motcua.services.letters.issuing import issue
from motcua.services.oversight.recount import recount
from motcua.services.post.tasks import open_task
from motcua.services.work.handovers import half_of, issue_list
from motcua.store.engine import transaction
from motcua.store.queries import archive as stored
from motcua.store.queries.bundles import bundles_of
from motcua.store.queries.erasure import ERASED, KEPT, erase
from motcua.store.queries.inspection import dossiers_like
from motcua.store.queries.trail import erasure_mac, event_hash, seal_trail
from motcua.store.rows import rows, run, value

CANARY = "Hoàng Bạch Yến Tuyệt Mật"
NUMBER = "125987654"
WORDS = ("bach yen tuyet mat", "bạch yến", "Bạch Yến", NUMBER, "0987123456", "Ngõ Chim Sẻ", "ngo chim se")
LATER = datetime(2029, 3, 5, 2, 0, tzinfo=UTC)  # ten years are over for what ended in 2017
BASIS = "Quyết định số 1/QĐ về thời hạn bảo quản (thử)"


@pytest.fixture
def applicant() -> dict[str, list[str]]:
    return {
        "applicant.kind": ["person"],
        "applicant.name": [CANARY],
        "applicant.id_kind": ["cmnd"],
        "applicant.id_number": [NUMBER],
        "applicant.address": ["Ngõ Chim Sẻ"],
        "applicant.phone": ["0987123456"],
        "proxy.is_used": ["no"],
    }


@pytest.fixture
def clock() -> Any:
    return lambda: LATER


@pytest.fixture
async def inspector(desk: Any, make_staff: Any) -> Staff:
    made: Staff = await make_staff(roles=("inspector",), desks=(), receives=(), name="Bà Thanh Tra", kind="agency")
    return made


async def _ended(desk: Any, applicant: Any, *, list_too: bool = False) -> UUID:
    """A dossier with everything a dossier can have, handed back on the same day."""
    form = uuid4()
    await add_file(
        desk.office, desk.by("reception"), paper_key="request", stream=scan("Bach Yen tuyet mat", NUMBER),
        name="Bạch Yến.pdf", draft_key=form,
    )  # fmt: skip
    answers = {"owner_name": [CANARY], "owner_id": [NUMBER], "trade": ["retail"]}
    made = await desk.accept("thu-kinh-doanh", draft_key=form, applicant=applicant, answers=answers, fee_collected=True)
    seen = (await desk.seen(made.id)).value.version
    await issue(desk.office, desk.by("reception"), made.id, "giay-tiep-nhan", seen, {}, uuid4())
    await desk.make("reception", "hand_over", made.id)
    if list_too:
        on, half = half_of(desk.at)
        await issue_list(desk.office, desk.by("reception"), uuid4(), way="giao", on=on, half=half)
    await desk.make("officer", "confirm_receipt", made.id)
    await desk.make("officer", "submit", made.id, proposal="grant", finding=f"Ông {CANARY} đủ điều kiện")
    await desk.make("head", "sign", made.id, how="paper_only")
    await desk.make("clerk", "number", made.id, document_number="77/GCN")
    await desk.make("reception", "take_back", made.id)
    await desk.make("reception", "hand_back", made.id, received_by=CANARY, receiver="applicant")
    found: UUID = made.id
    return found


@pytest.fixture
async def closed_books(desk: Any, owner: Any, que_vo: Any) -> AsyncIterator[Any]:
    """Closes the register of 2017 when the test says so. After it, only a test's owner of the database can, the year is
    opened again: the tests of this module share one center and its first year."""

    async def close() -> None:
        await closing.close_book(desk.office, desk.by("clerk", LATER), Volume(REGISTER, 2017), uuid4())

    yield close
    for table in ("closed_line", "book_closing"):
        await owner.execute(f"DELETE FROM {que_vo.schema}.{table}")
    await owner.execute(
        f"UPDATE {que_vo.schema}.disposal SET state = 'dropped' "
        "WHERE state IN ('collecting', 'draft', 'submitted', 'destroying')"
    )


async def _approved(desk: Any, clock: Any, closed_books: Any, *, years: str = "10") -> UUID:
    """The whole way of a list, from the term to the minutes."""
    clerk, director = desk.by("clerk", LATER), desk.by("director", LATER)
    await terms.set_terms(desk.office, clerk, ["thu-kinh-doanh"], years, BASIS, uuid4())
    if closed_books is not None:
        await closed_books()
    disposal_id = await disposals.propose(clerk, uuid4())
    await collect(desk.office, {"disposal": str(disposal_id)})
    await disposals.submit(clerk, disposal_id, await _version(disposal_id))
    await disposals.approve(
        director, disposal_id, await _version(disposal_id), decision="Quyết định số 9/QĐ",
        attended="Ông A, Giám đốc\nBà B, văn thư", is_sure=True,
    )  # fmt: skip
    await destroy(desk.office, clock, {"disposal": str(disposal_id)})
    return disposal_id


async def _version(disposal_id: UUID) -> int:
    async with transaction():
        found = await stored.load_disposal(disposal_id)
    assert found is not None
    return int(found["version"])


async def _everywhere(owner: Any, schema: str, words: tuple[str, ...]) -> list[str]:
    """Every table and column of the center in which one of these words stands, in the open or in bytes."""
    columns = await owner.fetch(
        "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = $1", schema
    )
    found = []
    for table, column, kind in columns:
        as_text = f"encode(\"{column}\", 'escape')" if kind == "bytea" else f'"{column}"::text'
        for word in words:
            hits = await owner.fetchval(
                f"SELECT count(*) FROM {schema}.{table} WHERE strpos({as_text}, $1) > 0",
                word,
            )
            if hits:
                found.append(f"{table}.{column}: {word}")
    return found


FIGURES = {
    "by state": "SELECT state, count(*) FROM dossier GROUP BY 1 ORDER BY 1",
    "by agency and outcome": "SELECT agency, outcome, count(*) FROM dossier GROUP BY 1, 2 ORDER BY 1, 2",
    "fees": "SELECT sum(fee_due), count(fee_paid_at) FROM dossier",
    "times": "SELECT id, received_at, due_at, first_due_at, handed_back_at FROM dossier ORDER BY id",
    "steps": "SELECT id, state, handed_at, confirmed_at, due_at, done_at, done_by, proposal FROM step ORDER BY id",
    "pauses": "SELECT id, kind, from_at, to_at FROM pause ORDER BY id",
    "events": "SELECT dossier_id, seq, at, kind, actor_id, data->>'from', data->>'to', data->>'outcome' FROM event "
    "WHERE kind <> 'destroyed' ORDER BY 1, 2",
    "files": "SELECT state, count(*), sum(size) FROM file GROUP BY 1 ORDER BY 1",
    "letters": "SELECT kind, book, year, count(*), max(ordinal) FROM issued_letter WHERE kind <> 'disposal_minutes' "
    "GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
    "people by kind": "SELECT a.kind, count(*) FROM dossier d JOIN applicant a ON a.id = d.applicant_id GROUP BY 1",
    "books": "SELECT book, year, place, cells FROM closed_line ORDER BY 1, 2, 3",
    "sums": "SELECT measure, from_on, until_on, agency, procedure_key, channel, officer_id, sum(n) FROM dossier_count "
    "GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7",
    "money": "SELECT how, count(*), sum(amount), sum(refunded) FROM payment GROUP BY 1 ORDER BY 1",
    "ratings": "SELECT agency, channel, score, count(*) FROM rating GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
}


async def _figures() -> dict[str, list[tuple[Any, ...]]]:
    async with transaction():
        return {name: [tuple(each.values()) for each in await rows(sql)] for name, sql in FIGURES.items()}


async def test_nothing_of_a_person_is_left_and_every_figure_stays(
    desk: Any, applicant: Any, clock: Any, closed_books: Any, inspector: Staff, owner: Any, que_vo: Any
) -> None:
    dossier_id = await _ended(desk, applicant, list_too=True)
    who = Acting(inspector, LATER)
    await search(desk.office, who, Asked(dossier=CANARY))
    await search(desk.office, who, Asked(dossier=NUMBER, words="điều kiện"))
    await search(desk.office, who, Asked(words="giáp lai"))
    await ask_for(desk.office, who, dossier_id, f"Kiểm tra hồ sơ của {CANARY}", uuid4())
    async with transaction():
        bundle_id = (await bundles_of(dossier_id))[0]["id"]
        keys = {
            each["storage_key"]
            for each in await rows(
                """SELECT storage_key FROM file WHERE dossier_id = $1
                UNION SELECT storage_key FROM issued_letter WHERE dossier_id = $1 OR kind = 'handover_list'""",
                dossier_id,
            )
        }
        await seal_trail(LATER.date() - timedelta(days=1))
    await make_bundle(desk.office, {"bundle": str(bundle_id)})
    assert len(keys) >= 3
    await closed_books()
    before = await _figures()
    assert await _everywhere(owner, que_vo.schema, WORDS)  # what is looked for can be found
    disposal_id = await _approved(desk, clock, None)
    assert await _everywhere(owner, que_vo.schema, WORDS) == []
    for key in keys:
        assert not await desk.office.blobs.has(que_vo.key, key)
    after = await _figures()
    assert after == before
    checked = await verify(desk.office)
    assert checked.faults == ()
    async with transaction():
        counts = await stored.counts_of(disposal_id)
        kept = await stored.load_disposal(disposal_id)
        assert kept is not None
        assert (kept["total"], kept["done"], kept["out_count"]) == (counts["destroyed"], counts["destroyed"], 0)
        assert sum(each["n"] for each in kept["sums"]) == counts["destroyed"]
        said = await value("SELECT count(*) FROM inspection_query")
    assert counts["destroyed"] >= 1
    assert said == 1  # the search that named nobody
    found = await search(desk.office, who, Asked(dossier=CANARY))
    assert found.found == ()


# What came to a dossier by other ways than the counter's, each with a word of the applicant's in it.
BESIDE = {
    "citizen": "INSERT INTO citizen (id, name, created_at, changed_at) VALUES ({its}, 'x', {at}, {at})",
    "citizen_dossier": """INSERT INTO citizen_dossier (citizen_id, dossier_id, how, since)
        VALUES ({its}, {d}, 'filed', {at})""",
    "filing": """INSERT INTO filing (id, kind, citizen_id, procedure_key, version_hash, agency, state, sealed, number,
            applicant_name, created_at, changed_at, reason, asked, dossier_id)
        VALUES ({its}, 'new', {its}, 'thu-kinh-doanh', '', 'tu_phap', 'accepted', {word}, '1', {word}, {at}, {at},
            {word}, jsonb_build_object('reason', {word}), {d})""",
    "a scan left out": """INSERT INTO file (id, draft_key, citizen_id, paper_key, name, media_type, size, sha256,
            storage_key, state, at)
        VALUES ({its}, {its}, {its}, 'request', {word}, 'application/pdf', 3, sha256('left'), 'left-out', 'clean',
            {at})""",
    "rating": """INSERT INTO rating (dossier_id, at, month, agency, channel, score, reasons, remark_sealed,
            remark_state, remark_shown)
        VALUES ({d}, {at}, '2017-11-01', 'tu_phap', 'link', 2, ARRAY[]::text[], {word}, 'shown', {word})""",
    "exemption": """INSERT INTO fee_exemption (dossier_id, ground, paper, amount_now, by_id, by_name, at)
        SELECT {d}, 'poor', {word}, 0, id, name, {at} FROM staff LIMIT 1""",
    "wish": """INSERT INTO supplement_wish (id, dossier_id, state, reason, allowed_before, asked_by_name, asked_at,
            answer)
        VALUES ({its}, {d}, 'allowed', {word}, 0, 'x', {at}, {word})""",
    "post_task": """INSERT INTO post_task (id, kind, state, agency, about, sealed, citizen_id, filing_id, dossier_id,
            asked_at, asked_by, papers, posting_number, changed_at)
        VALUES ({its}, 'delivery', 'delivered', 'tu_phap', 'x', {word}, {its}, {its}, {d}, {at}, 'x', {word}, {word},
            {at})""",
    "post_step": """INSERT INTO post_step (task_id, seq, at, act, by_name, note)
        VALUES ({its}, 1, {at}, 'deliver', 'x', {word})""",
    "incident": """INSERT INTO incident (id, number, harm, what, story, dossier_id, task_id, sealed, fault, cost,
            found_on, recorded_at, recorded_by, recorded_by_name)
        SELECT {its}, 'SC-1', 'lost', 'x', {word}, {d}, {its}, {word}, 'post', {word}, '2017-11-20', {at}, id,
            name FROM staff LIMIT 1""",
    "incident_step": """INSERT INTO incident_step (incident_id, seq, at, by_id, by_name, text)
        SELECT {its}, 1, {at}, id, name, {word} FROM staff LIMIT 1""",
}


async def test_what_came_online_by_post_or_as_a_rating_is_emptied_as_well(
    desk: Any, applicant: Any, clock: Any, closed_books: Any, owner: Any, que_vo: Any
) -> None:
    dossier_id, its_id = await _ended(desk, applicant), uuid4()
    words = [f"{CANARY} của {name}" for name in BESIDE]
    async with transaction():
        for sql, word in zip(BESIDE.values(), words, strict=True):
            await run(sql.format(d=f"'{dossier_id}'", its=f"'{its_id}'", word=f"'{word}'", at=f"'{desk.at}'"))
    await closed_books()
    there = await _everywhere(owner, que_vo.schema, tuple(words))
    assert {each.partition(".")[0] for each in there} >= {"filing", "file", "rating", "post_step", "incident_step"}
    before = await _figures()
    await _approved(desk, clock, None)
    assert await _everywhere(owner, que_vo.schema, WORDS) == []
    assert await _figures() == before
    async with transaction():
        assert await value("SELECT count(*) FROM citizen_dossier WHERE dossier_id = $1", dossier_id) == 0
        assert await value("SELECT count(*) FROM filing WHERE dossier_id = $1", dossier_id) == 0
    assert (await recount()).is_equal
    carried = await open_task(desk.by("director", LATER), its_id)
    assert carried.task.name == "Đã tiêu hủy"
    lost = await open_incident(desk.by("director", LATER), its_id)
    assert (lost.incident.person, lost.incident.address) == ("Đã tiêu hủy", "")


async def test_its_page_its_bundle_and_the_register_still_open(
    desk: Any, applicant: Any, clock: Any, closed_books: Any, inspector: Staff, tmp_path: Any
) -> None:
    dossier_id = await _ended(desk, applicant)
    await _approved(desk, clock, closed_books)
    for acting in (desk.by("director", LATER), desk.by("reception", LATER), Acting(inspector, LATER)):
        page = await open_dossier(desk.office, acting, dossier_id)
        assert page.applicant_name == "Đã tiêu hủy"
        assert page.events[-1].title == "Tiêu hủy hồ sơ hết thời hạn bảo quản"
        assert not any(move.is_open for move in page.moves)
    seen = (await desk.seen(dossier_id)).value.version
    with pytest.raises(Conflict, match="tiêu hủy"):
        await issue(desk.office, desk.by("reception", LATER), dossier_id, "giay-tiep-nhan", seen, {}, uuid4())
    who = Acting(inspector, LATER)
    await ask_for(desk.office, who, dossier_id, "Xem lại", uuid4())
    async with transaction():
        bundle_id = (await bundles_of(dossier_id))[0]["id"]
    await make_bundle(desk.office, {"bundle": str(bundle_id)})
    _, pieces = await open_bundle(desk.office, who, dossier_id, bundle_id)
    path = tmp_path / "goi.zip"
    path.write_bytes(b"".join([piece async for piece in pieces]))
    seen_bundle = check_bundle(path)
    assert seen_bundle.faults == []
    assert any("đã tiêu hủy nội dung" in note for note in seen_bundle.notes)


async def test_the_minutes_have_a_number_of_their_own_book_and_name_what_still_holds_copies(
    desk: Any, applicant: Any, clock: Any, closed_books: Any, owner: Any, que_vo: Any
) -> None:
    await owner.execute(
        """INSERT INTO catalog.backup_run (center_key, kind, began_at, ended_at, is_ok, place, stamp, says, told)
        VALUES ($1, 'backup', $2, $2, true, 'kho-sao-luu', '20290301-010000', '', '{}')""",
        que_vo.key,
        datetime(2020, 3, 1, tzinfo=UTC),
    )
    try:
        await _ended(desk, applicant)
        disposal_id = await _approved(desk, clock, closed_books)
        clerk = desk.by("clerk", LATER)
        shown = await disposals.show(desk.office, clerk, disposal_id)
        assert shown.state == "closed"
        assert re.fullmatch(r"\d\d/BBTH", shown.minutes)
        printed = await read_minutes(desk.office, clerk, disposal_id)
        text = "\n".join(
            page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(printed.content)
        ).replace("\u200b", "")
        for words in (shown.minutes, "Quyết định số 9/QĐ", "Bà B, văn thư", "10 năm", "kho-sao-luu", "20290301-010000"):
            assert words in text, words
        assert CANARY not in text
        await destroy(desk.office, clock, {"disposal": str(disposal_id)})  # told twice, it is done once
        assert (await disposals.show(desk.office, clerk, disposal_id)).minutes == shown.minutes
        with pytest.raises(NotAllowed):
            await read_minutes(desk.office, desk.by("officer", LATER), disposal_id)
    finally:
        await owner.execute("DELETE FROM catalog.backup_run WHERE center_key = $1", que_vo.key)


async def test_a_mark_that_no_key_made_and_one_that_is_gone_are_found_out(
    desk: Any, applicant: Any, clock: Any, closed_books: Any, owner: Any, que_vo: Any
) -> None:
    """The negative control: emptying an event without a destruction breaks the chain, with or without a false mark."""
    dossier_id, other = await _ended(desk, applicant), await desk.accept("thu-kinh-doanh")
    await _approved(desk, clock, closed_books)
    schema = que_vo.schema
    assert (await verify(desk.office)).is_whole
    tamperings = (
        (f"UPDATE {schema}.event SET data = '{{}}' WHERE dossier_id = $1 AND seq = 1", other.id, "đã bị sửa"),
        (
            f"INSERT INTO {schema}.event_erased VALUES ($1, 1, gen_random_uuid(), sha256('x'))",
            other.id,
            "dấu tiêu hủy",
        ),
        (f"DELETE FROM {schema}.event_erased WHERE dossier_id = $1 AND seq = 2", dossier_id, "đã bị sửa"),
        (f"UPDATE {schema}.event SET kind = 'x' WHERE dossier_id = $1 AND seq = 2", dossier_id, "dấu tiêu hủy"),
    )
    for sql, about, fault in tamperings:
        undo = owner.transaction()
        await undo.start()
        try:
            await owner.execute(sql, about)
            # The center's own connection does not see what is not committed: the check is made where it is.
            events = await owner.fetch(f"SELECT * FROM {schema}.event WHERE dossier_id = $1 ORDER BY seq", about)
            marks = await owner.fetch(f"SELECT * FROM {schema}.event_erased WHERE dossier_id = $1", about)
            assert any(fault in each for each in _faults(events, marks)), sql
        finally:
            await undo.rollback()


def _faults(events: Any, marks: Any) -> list[str]:
    by_seq = {mark["seq"]: mark for mark in marks}
    found = []
    for record in events:
        event = dict(record) | {"data": json.loads(record["data"])}
        mark = by_seq.get(event["seq"])
        if mark is not None and erasure_mac(event, mark["disposal_id"]) != mark["mac"]:
            found.append("dấu tiêu hủy")
        elif mark is None and event_hash(event) != event["hash"]:
            found.append("đã bị sửa")
    return found


async def test_what_may_not_go_yet_stays_and_is_counted(
    desk: Any, applicant: Any, closed_books: Any, clock: Any
) -> None:
    """No term, for ever, a term that runs on, a book that is open, a dossier under way: none is on the list."""
    ended = await _ended(desk, applicant)
    clerk = desk.by("clerk", LATER)
    open_one = await desk.accept("thu-kinh-doanh")

    async def listed(years: str, procedure: str = "thu-kinh-doanh") -> tuple[set[UUID], dict[str, int]]:
        await terms.set_terms(desk.office, clerk, [procedure], years, BASIS, uuid4())
        disposal_id = await disposals.propose(clerk, uuid4())
        await collect(desk.office, {"disposal": str(disposal_id)})
        async with transaction():
            found = {each["dossier_id"] for each in await stored.items_of(disposal_id, 0, 500)}
            row = await stored.load_disposal(disposal_id)
        assert row is not None
        await disposals.drop(clerk, disposal_id, row["version"])
        return found, row["left_out"]

    found, left_out = await listed("vinh-vien")
    assert found == set()
    assert left_out["for_ever"] >= 1
    assert (await listed("12"))[0] == set()  # ends on 31-12-2029
    found, left_out = await listed("11")  # ended on 31-12-2028, but the register of 2017 is open
    assert found == set()
    assert left_out["open_book"] >= 1
    await closed_books()
    found, _ = await listed("11")
    assert ended in found
    assert open_one.id not in found


async def test_a_list_goes_by_two_people_and_every_step_asks_for_what_was_seen(
    desk: Any, applicant: Any, closed_books: Any, make_staff: Any
) -> None:
    await _ended(desk, applicant)
    await closed_books()
    clerk, director = desk.by("clerk", LATER), desk.by("director", LATER)
    await terms.set_terms(desk.office, clerk, ["thu-kinh-doanh"], "10", BASIS, uuid4())
    with pytest.raises(NotAllowed):
        await disposals.propose(desk.by("reception", LATER), uuid4())
    key = uuid4()
    disposal_id = await disposals.propose(clerk, key)
    assert await disposals.propose(clerk, key) == disposal_id
    with pytest.raises(Conflict, match="chưa xong"):
        await disposals.propose(clerk, uuid4())
    await collect(desk.office, {"disposal": str(disposal_id)})
    seen = await _version(disposal_id)
    shown = await disposals.show(desk.office, clerk, disposal_id)
    assert shown.to_destroy
    ordinal = shown.items[0].ordinal
    await disposals.leave_out(clerk, disposal_id, seen, ordinal, "Đang khiếu nại")
    with pytest.raises(Conflict):
        await disposals.leave_out(clerk, disposal_id, seen, ordinal, "")
    less = await disposals.show(desk.office, clerk, disposal_id)
    assert (less.to_destroy, less.row["out_count"]) == (shown.to_destroy - 1, 1)
    assert sum(each.count for each in less.sums) == less.to_destroy
    await disposals.leave_out(clerk, disposal_id, await _version(disposal_id), ordinal, "")
    assert (await disposals.show(desk.office, clerk, disposal_id)).to_destroy == shown.to_destroy
    await disposals.submit(clerk, disposal_id, await _version(disposal_id))
    words = {"decision": "1/QĐ", "attended": "A", "is_sure": True}
    with pytest.raises(NotAllowed):
        await disposals.approve(clerk, disposal_id, await _version(disposal_id), **words)
    for missing in ({"decision": ""}, {"attended": " "}, {"is_sure": False}):
        with pytest.raises(Refused):
            await disposals.approve(director, disposal_id, await _version(disposal_id), **{**words, **missing})
    both = await make_staff(roles=("clerk", "director"), desks=(), receives=())
    async with transaction():
        await run("UPDATE disposal SET proposed_by = $2 WHERE id = $1", disposal_id, both.id)
    with pytest.raises(NotAllowed, match="không tự duyệt"):
        await disposals.approve(Acting(both, LATER), disposal_id, await _version(disposal_id), **words)
    await disposals.send_back(director, disposal_id, await _version(disposal_id), "Rà lại")
    assert (await disposals.show(desk.office, clerk, disposal_id)).row["returned_for"] == "Rà lại"
    await disposals.drop(clerk, disposal_id, await _version(disposal_id))


async def test_somebody_with_a_younger_dossier_keeps_their_name_on_that_one(
    desk: Any, applicant: Any, clock: Any, closed_books: Any
) -> None:
    old, young = await _ended(desk, applicant), await desk.accept("thu-kinh-doanh", applicant=applicant)
    await _approved(desk, clock, closed_books)
    async with transaction():
        names = {
            each["id"]: each["name"]
            for each in await rows(
                "SELECT d.id, a.name FROM dossier d JOIN applicant a ON a.id = d.applicant_id WHERE d.id = ANY($1)",
                [old, young.id],
            )
        }
        assert await dossiers_like(CANARY) == (young.id,)
    assert (names[old], names[young.id]) == ("Đã tiêu hủy", CANARY)


async def test_a_destruction_that_was_stopped_goes_on_where_it_was(
    desk: Any, applicant: Any, clock: Any, closed_books: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was destroyed stays so, what was not is whole: no dossier is half empty."""
    for _ in range(2):
        await _ended(desk, applicant)
    done: list[UUID] = []

    async def stopping(dossier_id: UUID, *more: Any) -> list[str]:
        keys = await erase(dossier_id, *more)
        done.append(dossier_id)
        if len(done) > 1:
            raise RuntimeError("the power went")
        return keys

    with monkeypatch.context() as patched:
        patched.setattr("motcua.services.archive.destroying.erase", stopping)
        with pytest.raises(RuntimeError):
            await _approved(desk, clock, closed_books)
    async with transaction():
        state = {each["id"]: each for each in await rows("SELECT id, destroyed_at, answers FROM dossier")}
        disposal_id = await value("SELECT id FROM disposal WHERE state = 'destroying'")
    assert [state[each]["destroyed_at"] is not None for each in done] == [True, False]
    assert CANARY in state[done[1]]["answers"]
    assert len(done) == 2
    director = desk.by("director", LATER)
    halfway = await disposals.show(desk.office, director, disposal_id)
    assert halfway.destroyed == 1
    assert "chạy" in await disposals.go_on(director, disposal_id)
    assert await disposals.go_on(director, disposal_id) == "Việc đang chạy; hãy chờ ít phút."
    await destroy(desk.office, clock, {"disposal": str(disposal_id)})
    assert (await disposals.show(desk.office, director, disposal_id)).state == "closed"
    with pytest.raises(Conflict):
        await disposals.go_on(director, disposal_id)
    assert (await verify(desk.office)).is_whole


async def test_a_scan_that_another_dossier_holds_as_well_stays_there(
    desk: Any, applicant: Any, clock: Any, closed_books: Any, que_vo: Any
) -> None:
    """The bytes lie once, under their hash: they go with the last dossier that names them."""
    await _ended(desk, applicant)
    form = uuid4()
    await add_file(
        desk.office, desk.by("reception"), paper_key="request", stream=scan("Bach Yen tuyet mat", NUMBER),
        name="Giấy đề nghị.pdf", draft_key=form,
    )  # fmt: skip
    other = await desk.accept("thu-kinh-doanh", draft_key=form)
    await _approved(desk, clock, closed_books)
    async with transaction():
        found = await rows("SELECT storage_key, name FROM file WHERE dossier_id = $1", other.id)
    assert [each["name"] for each in found] == ["Giấy đề nghị.pdf"]
    assert await desk.office.blobs.has(que_vo.key, found[0]["storage_key"])


async def test_every_table_with_dossiers_in_it_was_thought_of(owner: Any, que_vo: Any) -> None:
    """A new table that names a dossier goes into `ERASED`, or into `KEPT` with the reason why nothing of it must go."""
    found = await owner.fetch(
        """SELECT DISTINCT table_name FROM information_schema.columns
        WHERE table_schema = $1 AND (column_name = 'dossier_id' OR table_name = 'viewed')""",
        que_vo.schema,
    )
    assert {each["table_name"] for each in found} <= ERASED.keys() | KEPT.keys()
    assert not ERASED.keys() & KEPT.keys()
    columns = await owner.fetch(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = $1", que_vo.schema
    )
    assert {(table, column) for table, names in ERASED.items() for column in names} <= {tuple(each) for each in columns}
