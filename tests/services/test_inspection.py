"""An inspector finds what was written down in any dossier's trail, and what they did is written down as well."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from motcua.domain.errors import NotAllowed, Refused
from motcua.domain.people import Acting, Permission, Role, permissions_of
from motcua.services.dossiers.trail import verify
from motcua.services.inspection import acts
from motcua.services.inspection.indexing import index_events
from motcua.services.inspection.search import Asked, search
from motcua.store.engine import transaction
from motcua.store.queries import inspection as stored
from motcua.store.rows import rows, run, value

WORD = "Thiếu chữ ký giáp lai ở trang ba"


@pytest.fixture
async def inspector(desk: Any, make_staff: Any) -> Acting:
    made = await make_staff(roles=("inspector",), desks=(), receives=(), name="Bà Thanh Tra", kind="agency")
    return Acting(made, desk.at)


async def _worked_on(desk: Any, says: str = WORD) -> Any:
    made = await desk.accept("thu-kinh-doanh")
    await desk.make("reception", "hand_over", made.id)
    await desk.make("officer", "confirm_receipt", made.id)
    await desk.make("officer", "submit", made.id, proposal="grant", finding=says)
    return made


async def test_words_are_found_with_or_without_accents_and_by_their_beginnings(desk: Any, inspector: Acting) -> None:
    made = await _worked_on(desk)
    for words in ("chu ky giap lai", "Chữ ký GIÁP lai", "giap la"):
        page = await search(desk.office, inspector, Asked(words=words, dossier=made.code))
        assert [(each.dossier_id, each.title) for each in page.found] == [(made.id, page.found[0].title)]
        assert ("Kết quả thẩm định", WORD) in page.found[0].details
    assert (await search(desk.office, inspector, Asked(words="giap lai xanh", dossier=made.code))).found == ()


async def test_filters_narrow_by_person_by_kind_by_day_and_by_dossier(desk: Any, inspector: Acting) -> None:
    made, other = await _worked_on(desk), await _worked_on(desk, "Hồ sơ khác hẳn")
    mine = Asked(dossier=made.code)

    async def seqs(**changes: Any) -> list[int]:
        return [each.seq for each in (await search(desk.office, inspector, replace(mine, **changes))).found]

    everything = await seqs()
    assert everything == sorted(everything, reverse=True)
    assert len(everything) >= 4
    assert await seqs(kind="submit") == [seq for seq in everything if seq == max(everything)]
    assert await seqs(actor=str(desk.crew.reception.id)) == [2, 1]
    assert await seqs(since=date(2017, 11, 8), until=date(2017, 11, 8)) == everything
    assert await seqs(since=date(2017, 11, 9)) == []
    assert await seqs(until=date(2017, 11, 7)) == []
    by_name = await search(desk.office, inspector, Asked(dossier="nguyen van an", kind="accept"))
    assert {made.id, other.id} <= {each.dossier_id for each in by_name.found}
    by_number = await search(desk.office, inspector, Asked(dossier="125123456", kind="accept"))
    assert {made.id, other.id} <= {each.dossier_id for each in by_number.found}


async def test_pages_go_on_by_key_until_everything_was_seen_once(
    desk: Any, inspector: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await _worked_on(desk)
    whole = [each.seq for each in (await search(desk.office, inspector, Asked(dossier=made.code))).found]
    monkeypatch.setattr("motcua.services.inspection.search.PAGE", 2)
    seen, place = [], ""
    while True:
        page = await search(desk.office, inspector, Asked(dossier=made.code, place=place))
        seen += [each.seq for each in page.found]
        if not page.next_place:
            break
        place = page.next_place
    assert seen == whole


async def test_a_search_and_a_look_are_written_down_and_nobody_can_take_them_away(
    desk: Any, inspector: Acting, owner: Any, que_vo: Any
) -> None:
    made = await _worked_on(desk)
    await search(desk.office, inspector, Asked(words="giáp lai", dossier=made.code))
    await acts.note_inspected(inspector.staff, "/ho-so/{dossier_id}/tep/{file_id}", made.id, None, desk.at)
    lines, _ = await acts.acts(inspector, None)
    assert lines[0].says == "Mở xem giấy tờ nộp"
    assert lines[0].code == made.code
    assert lines[1].details[0] == ("Điều kiện", f"từ khóa “giáp lai”, hồ sơ “{made.code}”")
    looks = await rows("SELECT name, times FROM viewed WHERE subject = $1", made.id)
    assert [(each["name"], each["times"]) for each in looks] == [("Bà Thanh Tra", 2)]
    assert (await verify(desk.office)).is_whole
    sealed = await value("SELECT string_agg(data::text, '') FROM review_event WHERE procedure_key = 'inspection'")
    assert "giáp" not in sealed
    assert made.code not in sealed
    await owner.execute(
        f"UPDATE {que_vo.schema}.review_event SET data = '{{}}' WHERE seq = $1",
        lines[1].seq,
    )
    try:
        assert any("đã bị sửa" in fault for fault in (await verify(desk.office)).faults)
    finally:
        query = await value("SELECT id FROM inspection_query ORDER BY at DESC, id LIMIT 1")
        assert query is not None
        await owner.execute(f"DELETE FROM {que_vo.schema}.review_event")  # the chain of this module begins anew


async def test_only_inspectors_search_and_an_empty_or_tiny_search_is_refused(desk: Any, inspector: Acting) -> None:
    for who in ("director", "clerk", "reception"):
        with pytest.raises(NotAllowed, match="Thanh tra"):
            await search(desk.office, desk.by(who), Asked(words="giáp lai"))
    for asked in (Asked(), Asked(words="a"), Asked(since=date(2017, 11, 9), until=date(2017, 11, 8))):
        with pytest.raises(Refused):
            await search(desk.office, inspector, asked)
    assert (await acts.acts(desk.by("director"), None))[0] is not None
    with pytest.raises(NotAllowed):
        await acts.acts(desk.by("clerk"), None)


def test_an_inspector_changes_nothing() -> None:
    assert permissions_of(Role.INSPECTOR) == {
        Permission.INSPECT,
        Permission.SEE_INSPECTIONS,
        Permission.SEE_DOSSIERS,
        Permission.SEE_BOOKS,
    }


async def test_events_from_before_the_index_come_into_it_and_those_of_a_release_beside_it(
    desk: Any, inspector: Acting, owner: Any, que_vo: Any
) -> None:
    made = await _worked_on(desk)
    await owner.execute(f"DELETE FROM {que_vo.schema}.event_word WHERE dossier_id = $1", made.id)
    asked = Asked(dossier=made.code)
    assert (await search(desk.office, inspector, asked)).found == ()
    async with transaction():
        assert await stored.index_recent(desk.at + timedelta(hours=1), 100) > 0
    assert len((await search(desk.office, inspector, asked)).found) >= 4
    await owner.execute(f"DELETE FROM {que_vo.schema}.event_word WHERE dossier_id = $1", made.id)
    async with transaction():
        await run("DELETE FROM setting WHERE key = $1", stored.INDEXED)
    assert await index_events(desk.at + timedelta(days=30), batches=10_000) > 0
    page = await search(desk.office, inspector, asked)
    assert page.is_whole
    assert len(page.found) >= 4


async def test_the_index_answers_rare_words_and_the_times_index_the_latest(desk: Any, owner: Any, que_vo: Any) -> None:
    """The way PostgreSQL goes when scanning everything is made dear: no search needs to read the whole trail."""
    await _worked_on(desk)
    table = f"{que_vo.schema}.event_word"
    async with owner.transaction():
        await owner.execute("SET LOCAL enable_seqscan = off")
        words = await owner.fetch(f"EXPLAIN SELECT * FROM {table} w WHERE w.tsv @@ to_tsquery('simple', 'giap:*')")
        latest = await owner.fetch(
            f"""EXPLAIN SELECT * FROM {table} w WHERE (w.at, w.dossier_id, w.seq) < (now(), gen_random_uuid(), 1)
            ORDER BY w.at DESC, w.dossier_id DESC, w.seq DESC LIMIT 50"""
        )
    assert "event_word_search" in "\n".join(line[0] for line in words)
    assert "event_word_by_time" in "\n".join(line[0] for line in latest)
    assert "Sort" not in "\n".join(line[0] for line in latest)
