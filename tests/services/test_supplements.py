"""A supplement by the law of the day: once, in three working days, once more when the director allows it.

The page and the service refuse with one sentence, and it names the article.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from motcua.centers import Center, current
from motcua.domain.dossier import Dossier
from motcua.domain.errors import Conflict, NotAllowed
from motcua.domain.moves import Move
from motcua.domain.regimes import PAUSE, SectorRule
from motcua.domain.terms import working_days
from motcua.services.citizens.public import track
from motcua.services.deadlines.why import why
from motcua.services.dossiers.moves import make
from motcua.services.dossiers.shown import open_dossier
from motcua.store.engine import transaction
from motcua.store.queries.trail import load_events

LAND = "thu-dat-dai"
MONDAY = datetime(2018, 7, 2, 1, 0, tzinfo=UTC)  # 08:00, under Nghị định 61/2018
IN_TIME, LAST, TOO_LATE = (MONDAY.replace(day=day, minute=minute) for day, minute in ((3, 0), (5, 0), (5, 1)))
ASKED = {"missing": "Bản đồ", "reason": "Thiếu"}


@contextmanager
def at_center(center: Center) -> Iterator[None]:
    token = current.set(center)
    try:
        yield
    finally:
        current.reset(token)


async def do(desk: Any, who: str, move: Move, dossier_id: UUID, at: datetime, **data: str) -> None:
    seen = (await desk.seen(dossier_id)).value.version
    await make(desk.office, desk.by(who, at), move, dossier_id, seen, data, uuid4())


async def seen(desk: Any, dossier_id: UUID) -> Dossier:
    found: Dossier = (await desk.seen(dossier_id)).value
    return found


async def on_page(desk: Any, who: str, move: Move, dossier_id: UUID, at: datetime) -> str | None:
    """What the dossier's page says of the move: None when it is open; it must be on the page."""
    page = await open_dossier(desk.office, desk.by(who, at), dossier_id)
    (offered,) = [each for each in page.moves if each.move is move]
    return str(offered.why_not) if offered.why_not else None


async def refused(desk: Any, who: str, move: Move, dossier_id: UUID, at: datetime, **data: str) -> str:
    """The sentence of the service, which is also the page's."""
    with pytest.raises(Conflict) as refusal:
        await do(desk, who, move, dossier_id, at, **data)
    assert await on_page(desk, who, move, dossier_id, at) == refusal.value.sentence
    return refusal.value.sentence


async def processing(desk: Any, at: datetime = MONDAY) -> UUID:
    desk.at = at
    return await at_desk(desk, UUID(str((await desk.accept(LAND)).id)), at)


async def at_desk(desk: Any, made: UUID, at: datetime = MONDAY) -> UUID:
    await do(desk, "reception", Move.HAND_OVER, made, at)
    await do(desk, "officer", Move.CONFIRM_RECEIPT, made, at)
    return made


async def supplemented(desk: Any, made: UUID, asked_at: datetime, back_at: datetime) -> None:
    await do(desk, "officer", Move.ASK_FOR_SUPPLEMENT, made, asked_at, **ASKED)
    await do(desk, "reception", Move.ISSUE_SUPPLEMENT, made, asked_at, told_by="hand")
    await do(desk, "reception", Move.RECEIVE_SUPPLEMENT, made, back_at, received="Bản đồ")
    await do(desk, "officer", Move.CONFIRM_RECEIPT, made, back_at)


async def events_of(made: UUID, kind: str) -> list[Any]:
    async with transaction():
        return [event for event in await load_events(made) if event["kind"] == kind]


async def test_an_agency_asks_within_three_working_days_of_the_reception(desk: Any) -> None:
    """NĐ 61/2018, Điều 19 khoản 4."""
    made = await processing(desk)
    assert await on_page(desk, "officer", Move.ASK_FOR_SUPPLEMENT, made, LAST) is None
    sentence = await refused(desk, "officer", Move.ASK_FOR_SUPPLEMENT, made, TOO_LATE, **ASKED)
    assert "3 ngày làm việc" in sentence
    assert "Nghị định 61/2018/NĐ-CP, Điều 19 khoản 4" in sentence
    await do(desk, "officer", Move.ASK_FOR_SUPPLEMENT, made, LAST, **ASKED)
    (asked,) = await events_of(made, "ask_for_supplement")
    assert asked["data"]["basis"] == "Nghị định 61/2018/NĐ-CP, Điều 19 khoản 4"


async def test_before_the_decree_no_day_was_known_by_which_to_ask(desk: Any) -> None:
    """Negative control: QĐ 09/2015 was in force on the day of reception, and a dossier keeps its rules."""
    made = await processing(desk, datetime(2018, 6, 20, 1, 0, tzinfo=UTC))
    assert await on_page(desk, "officer", Move.ASK_FOR_SUPPLEMENT, made, IN_TIME) is None
    await supplemented(desk, made, IN_TIME, TOO_LATE)
    assert (await seen(desk, made)).clock_from is None, "the wait is left out, the term goes on"


async def test_a_center_may_have_ruled_otherwise_by_a_document_of_its_own(desk: Any, que_vo: Center) -> None:
    """The clock of a supplement is data: the move and the explanation both follow it, and cite what makes it so."""
    nd61 = que_vo.regimes[1].with_settings({"supplement_clock": PAUSE}, "Quyết định 9/QĐ-UBND, Điều 2")
    center = replace(que_vo, regimes=(que_vo.regimes[0], nd61, que_vo.regimes[2]))
    with at_center(center):
        made = await processing(desk)
        await supplemented(desk, made, IN_TIME, MONDAY.replace(day=10))
        assert (await seen(desk, made)).clock_from is None
        told = await why(desk.office, desk.by("reception", MONDAY.replace(day=10)), made)
    assert any(line.document == "Quyết định 9/QĐ-UBND, Điều 2" for line in told.reckoning.lines)
    assert not told.set_by_hand


async def test_the_law_of_the_sector_may_give_longer_and_is_recorded(desk: Any, que_vo: Center) -> None:
    """NĐ 61/2018, Điều 19 khoản 4: “trừ trường hợp pháp luật chuyên ngành có quy định khác”."""
    rule = SectorRule(frozenset({LAND}), working_days(10), "Văn bản chuyên ngành 1/2018, Điều 2")
    with at_center(replace(que_vo, sector_rules=(rule,))):
        made = await processing(desk)
        await do(desk, "officer", Move.ASK_FOR_SUPPLEMENT, made, TOO_LATE, **ASKED)
    (asked,) = await events_of(made, "ask_for_supplement")
    assert asked["data"]["basis"] == "Văn bản chuyên ngành 1/2018, Điều 2"
    other = replace(rule, procedures=frozenset({"thu-kinh-doanh"}))
    with at_center(replace(que_vo, sector_rules=(other,))):
        made = await processing(desk)
        await refused(desk, "officer", Move.ASK_FOR_SUPPLEMENT, made, TOO_LATE, **ASKED)


async def test_a_second_supplement_needs_the_directors_written_reason(desk: Any) -> None:
    """NĐ 61/2018, Điều 11 khoản 2 and Điều 15 khoản 3: once."""
    desk.at = MONDAY
    accepted = await desk.accept(LAND)
    made = await at_desk(desk, UUID(str(accepted.id)))
    moves = (await open_dossier(desk.office, desk.by("director", IN_TIME), made)).moves
    assert Move.ALLOW_SUPPLEMENT not in {each.move for each in moves}, "nothing is used up yet"
    back_at = MONDAY.replace(day=10)
    await supplemented(desk, made, IN_TIME, back_at)
    assert (await seen(desk, made)).clock_from == back_at, "Điều 19 khoản 4: counted from the start again"
    sentence = await refused(desk, "officer", Move.ASK_FOR_SUPPLEMENT, made, back_at, **ASKED)
    assert "Điều 11 khoản 2" in sentence
    assert "Giám đốc" in sentence
    with pytest.raises(NotAllowed):
        await do(desk, "officer", Move.ALLOW_SUPPLEMENT, made, back_at, reason="Tự cho phép")
    reason = "Quy hoạch vừa thay đổi, Công văn 12/TTHCC"
    await do(desk, "director", Move.ALLOW_SUPPLEMENT, made, back_at, reason=reason)
    (allowed,) = await events_of(made, "allow_supplement")
    assert allowed["data"]["reason"] == reason
    with pytest.raises(Conflict, match="chưa dùng đến"):
        await do(desk, "director", Move.ALLOW_SUPPLEMENT, made, back_at, reason=reason)
    await supplemented(desk, made, MONDAY.replace(day=18), MONDAY.replace(day=24))
    told_applicant = await track(desk.office, accepted.code, accepted.secret, MONDAY.replace(day=24))
    assert told_applicant is not None
    assert told_applicant.detail is not None
    titles = [line.text for line in told_applicant.detail.history]
    assert titles.count("Gửi phiếu yêu cầu bổ sung cho người nộp") == 2
    assert not any("Cho phép" in title for title in titles), "the applicant reads what comes of it"
    first, second = await events_of(made, "ask_for_supplement")
    assert "Giám đốc" not in first["data"]["basis"]
    assert "Giám đốc Trung tâm cho phép" in second["data"]["basis"]
    await refused(desk, "officer", Move.ASK_FOR_SUPPLEMENT, made, MONDAY.replace(day=24), **ASKED)
    told = await why(desk.office, desk.by("reception", MONDAY.replace(day=24)), made)
    lines = {line.says: line.document for line in told.reckoning.lines}
    (line,) = [says for says in lines if reason in says]
    assert "mục" in line
    assert lines[line] == "Nghị định 61/2018/NĐ-CP, Điều 11 khoản 2"
    assert not told.set_by_hand
