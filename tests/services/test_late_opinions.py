"""A late opinion: in the dossier's record once, on the homes of who leads and of who heads the one-stop."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from motcua.centers import Center, entered
from motcua.domain.moves import Move
from motcua.services.deadlines.late_opinions import late_opinions, tell_late_opinions
from motcua.services.dossiers.moves import make
from motcua.store.engine import transaction
from motcua.store.queries.effects import load_notes

LATE = timedelta(days=9)


async def consulting(desk: Any) -> UUID:
    made = UUID(str((await desk.accept("thu-dat-dai")).id))
    steps = (
        ("reception", Move.HAND_OVER, {}),
        ("officer", Move.CONFIRM_RECEIPT, {}),
        ("officer", Move.CONSULT, {"question": "?"}),
    )
    for seen, (who, move, data) in enumerate(steps, 1):
        await make(desk.office, desk.by(who), move, made, seen, data, uuid4())
    return made


async def notes_of(dossier_id: UUID) -> list[str]:
    async with transaction():
        return [note["text"] for note in await load_notes(dossier_id)]


async def test_both_are_told_once_and_for_as_long_as_it_is_out(desk: Any) -> None:
    made = await consulting(desk)
    await tell_late_opinions(desk.at)
    assert await notes_of(made) == []
    late_at = desk.at + LATE
    await tell_late_opinions(late_at)
    notes = await notes_of(made)
    assert len(notes) == 2  # one for each opinion
    assert all("chưa trả lời" in note and "Đã báo" in note and "Giám đốc" in note for note in notes)
    assert await tell_late_opinions(late_at + timedelta(hours=1)) == 0
    assert await notes_of(made) == notes
    for who in ("director", "officer"):
        mine = [row for row in (await late_opinions(desk.by(who, late_at))).rows if row.dossier_id == made]
        assert {row.label for row in mine} == {"Ý kiến quy hoạch", "Ý kiến văn hóa"}
        assert all(row.late_text.startswith("Quá hạn") for row in mine)
    for who in ("stranger", "reception", "roads", "clerk"):
        assert not (await late_opinions(desk.by(who, late_at))).rows
    seen = (await desk.seen(made)).value.version
    await make(desk.office, desk.by("roads", late_at), Move.GIVE_OPINION, made, seen, {"opinion": "x"}, uuid4())
    left = [row.label for row in (await late_opinions(desk.by("director", late_at))).rows if row.dossier_id == made]
    assert left == ["Ý kiến văn hóa"]


async def test_another_center_is_told_nothing(desk: Any, other_center: Center) -> None:
    made = await consulting(desk)
    with entered(other_center):
        await tell_late_opinions(desk.at + LATE)
        assert not [r for r in (await late_opinions(desk.by("director", desk.at + LATE))).rows if r.dossier_id == made]
    assert await notes_of(made) == []


async def test_the_index_of_those_out_serves_it(que_vo: Center, owner: Any) -> None:
    async with owner.transaction():
        await owner.execute(f"SET LOCAL search_path = {que_vo.schema}; SET LOCAL enable_seqscan = off")
        plan = await owner.fetch(
            "EXPLAIN SELECT id FROM step WHERE kind = 'opinion' AND state = 'active' AND due_at < now() "
            "ORDER BY due_at, id LIMIT 20"
        )
    assert "step_opinion_out" in " ".join(line["QUERY PLAN"] for line in plan)
