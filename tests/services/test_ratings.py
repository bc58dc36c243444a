"""Ratings: once for a dossier, never by staff without a mark, and sums that are what a slow count says."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from tests.services.conftest import COPIES
from tests.services.test_journey import BACK

from motcua.centers import Center, entered
from motcua.domain.errors import Conflict, NotAllowed, Refused
from motcua.domain.ratings import ALL_PARTS, Rating
from motcua.services.codes import tracking_secret
from motcua.services.dossiers import trail
from motcua.services.dossiers.shown import open_dossier
from motcua.services.heard import rating_board, rating_screens, ratings
from motcua.services.heard.rating_invitations import invite_to_rate
from motcua.settings import wall_clock
from motcua.store.engine import DB, transaction
from motcua.store.queries import ratings as stored
from motcua.store.queries.messages import load_message, message_of_key, opened
from motcua.store.queries.trail import load_events

GOOD = Rating(2, {"reception": 2, "processing": 1, "hand_back": 2})
BAD = Rating(0, {"processing": 0}, ("visits", "late"), "Phải đi lại ba lần, gọi bà Hoa số 0912345678 không nghe.")


async def handed_back(desk: Any, at: Any = None, **changes: Any) -> UUID:
    made = (await desk.accept(COPIES.key, **changes)).id
    at = at or desk.at
    await desk.make("reception", "hand_over", made, at)
    await desk.make("officer", "confirm_receipt", made, at)
    await desk.make("officer", "submit", made, at, proposal="grant", finding="Đủ điều kiện")
    await desk.make("head", "sign", made, at, how="paper_only")
    await desk.make("clerk", "number", made, at)
    await desk.make("reception", "take_back", made, at)
    await desk.make("reception", "hand_back", made, at, **BACK, fee_collected="yes")
    return made


async def code_of(desk: Any, dossier_id: UUID) -> str:
    code: str = (await desk.seen(dossier_id)).dossier["code"]
    return code


async def by_link(desk: Any, dossier_id: UUID, rating: Rating, **more: Any) -> bool | None:
    secret = ratings.rating_secret(dossier_id)
    return await ratings.rate_by_link(await code_of(desk, dossier_id), secret, rating, desk.at, **more)


async def row_of(dossier_id: UUID) -> Mapping[str, Any]:
    async with transaction():
        (found,) = await DB.fetch("SELECT * FROM rating WHERE dossier_id = $1", dossier_id)
    return dict(found)


async def test_a_dossier_is_rated_by_its_link_once(desk: Any, crew: Any) -> None:
    made = await handed_back(desk)
    assert await by_link(desk, made, GOOD) is True
    assert await by_link(desk, made, BAD) is False
    found = await row_of(made)
    assert (found["score"], found["channel"], found["by_id"]) == (2, "link", None)
    async with transaction():
        parts = await DB.fetch("SELECT part, step, staff_id, agency FROM rating_part WHERE dossier_id = $1", made)
        events = await load_events(made)
    by = {row["part"]: (row["staff_id"], row["agency"]) for row in parts}
    assert by == {
        "reception": (crew.reception.id, "center"),
        "processing": (crew.officer.id, "tu_phap"),
        "hand_back": (crew.reception.id, "center"),
    }
    assert events[-1]["kind"] == "rated"
    assert events[-1]["actor_id"] is None
    assert (await trail.verify(desk.office)).is_whole


async def test_ten_at_once_are_one(desk: Any, que_vo: Center) -> None:
    made = await handed_back(desk)

    async def one() -> bool | None:
        with entered(que_vo):
            return await by_link(desk, made, GOOD)

    assert sorted(map(str, await asyncio.gather(*(one() for _ in range(10))))) == ["False"] * 9 + ["True"]
    async with transaction():
        (sums,) = await DB.fetch("SELECT count(*) FROM rating WHERE dossier_id = $1", made)
    assert sums[0] == 1


async def test_the_database_itself_takes_no_second_rating(desk: Any) -> None:
    made = await handed_back(desk)
    await by_link(desk, made, GOOD)
    with pytest.raises(asyncpg.UniqueViolationError):
        async with transaction():
            await DB.fetch("INSERT INTO rating SELECT * FROM rating WHERE dossier_id = $1", made)


async def test_neither_the_receipts_secret_nor_another_dossiers_opens_it(desk: Any) -> None:
    made, other = await handed_back(desk), await handed_back(desk)
    code = await code_of(desk, made)
    for secret in (tracking_secret(made), ratings.rating_secret(other), "", "é" * 20):
        assert await ratings.rate_by_link(code, secret, GOOD, desk.at) is None
        assert await ratings.ratable(desk.office, code, secret, desk.at) is None
    assert await ratings.ratable(desk.office, code, ratings.rating_secret(made), desk.at) is not None


async def test_what_is_not_over_is_not_rated_and_what_is_long_over_neither(desk: Any) -> None:
    made = (await desk.accept(COPIES.key)).id
    with pytest.raises(Conflict, match="chưa giải quyết xong"):
        await by_link(desk, made, GOOD)
    old = await handed_back(desk)
    with pytest.raises(Conflict, match="không còn trong thời gian"):
        await ratings.rate_by_link(
            await code_of(desk, old), ratings.rating_secret(old), GOOD, desk.at + timedelta(days=60)
        )


async def test_staff_signed_in_on_the_same_browser_are_marked_and_in_no_average(desk: Any, crew: Any) -> None:
    made = await handed_back(desk)
    before = await sums_of_center()
    assert await by_link(desk, made, GOOD, signed_in=crew.officer)
    found = await row_of(made)
    assert (found["channel"], found["by_id"], found["by_name"]) == ("staff", crew.officer.id, crew.officer.name)
    after = await sums_of_center()
    assert {key: after[key] - before[key] for key in after} == {"score_0": 0, "score_1": 0, "score_2": 0, "by_staff": 1}


async def test_without_the_mark_a_rating_by_staff_can_not_be_stored(desk: Any, crew: Any) -> None:
    made = await handed_back(desk)
    await by_link(desk, made, GOOD)
    for change in (f"by_id = '{crew.officer.id}'", "channel = 'staff'"):
        with pytest.raises(asyncpg.CheckViolationError):
            async with transaction():
                await DB.fetch(f"UPDATE rating SET {change} WHERE dossier_id = $1", made)


async def sums_of_center() -> dict[str, int]:
    async with transaction():
        found = await DB.fetch(
            """SELECT coalesce(sum(score_0), 0)::bigint AS score_0, coalesce(sum(score_1), 0)::bigint AS score_1,
                coalesce(sum(score_2), 0)::bigint AS score_2, coalesce(sum(by_staff), 0)::bigint AS by_staff
            FROM rating_sum WHERE kind = 'center' AND part = 'all'"""
        )
    return dict(found[0])


async def test_an_officer_writes_it_down_for_somebody_under_their_own_name(desk: Any, crew: Any) -> None:
    made = await handed_back(desk)
    with pytest.raises(NotAllowed):
        await ratings.rate_on_behalf(desk.by("officer"), made, GOOD, "phone")
    with pytest.raises(Refused):
        await ratings.rate_on_behalf(desk.by("reception"), made, GOOD, "")
    await ratings.rate_on_behalf(desk.by("reception"), made, GOOD, "phone")
    async with transaction():
        shown = await rating_board.rating_of(made)
        events = await load_events(made)
    assert shown is not None
    assert shown.is_by_staff
    assert "qua điện thoại" in shown.how
    assert events[-1]["actor_id"] == crew.reception.id


async def test_the_screen_shows_what_the_officer_turned_it_to_and_turns_itself_back(desk: Any) -> None:
    made, now = await handed_back(desk), wall_clock()
    who = desk.by("reception")
    secret = await rating_screens.new_screen(who, now)
    screen = await rating_screens.screen(desk.office, secret, desk.at, now)
    assert screen is not None
    assert screen.ratable is None
    await rating_screens.show_on_screen(desk.office, who, made, now)
    screen = await rating_screens.screen(desk.office, secret, desk.at, now)
    assert screen is not None
    assert screen.ratable is not None
    assert await rating_screens.rate_on_screen(secret, screen.turn, GOOD, desk.at, now) is True
    assert await rating_screens.rate_on_screen(secret, screen.turn, GOOD, desk.at, now) is False
    found = await row_of(made)
    assert (found["channel"], found["screen_of"], found["opened_at"]) == ("counter", who.staff.id, now)
    with pytest.raises(Conflict):
        await rating_screens.show_on_screen(desk.office, who, made, now)


async def test_a_form_left_on_the_screen_rates_nothing_of_the_next_person(desk: Any) -> None:
    first, second, now = await handed_back(desk), await handed_back(desk), wall_clock()
    who = desk.by("reception")
    secret = await rating_screens.new_screen(who, now)
    await rating_screens.show_on_screen(desk.office, who, first, now)
    old = await rating_screens.screen(desk.office, secret, desk.at, now)
    await rating_screens.show_on_screen(desk.office, who, second, now)
    assert old is not None
    assert await rating_screens.rate_on_screen(secret, old.turn, BAD, desk.at, now) is False
    later = now + rating_screens.STANDS
    now_on = await rating_screens.screen(desk.office, secret, desk.at, now)
    assert now_on is not None
    assert await rating_screens.rate_on_screen(secret, now_on.turn, BAD, desk.at, later) is False
    gone = await rating_screens.screen(desk.office, secret, desk.at, later)
    assert gone is not None
    assert gone.ratable is None
    assert await rating_screens.rate_on_screen(secret, now_on.turn, None, desk.at, now) is False
    assert await rating_screens.screen(desk.office, secret, desk.at, now + rating_screens.LASTS) is None
    async with transaction():
        assert not await stored.is_rated(first)
        assert not await stored.is_rated(second)


async def test_the_sums_are_what_a_slow_count_says(desk: Any) -> None:
    for rating in (GOOD, BAD, Rating(1, {})):
        await by_link(desk, await handed_back(desk), rating)
    await ratings.rate_on_behalf(desk.by("reception"), await handed_back(desk), BAD, "paper")
    counted = await slowly()
    assert counted == await summed()
    async with transaction():
        await DB.fetch("UPDATE rating_sum SET score_2 = score_2 + 1 WHERE kind = 'agency' AND part = 'all'")
    assert counted != await summed(), "a sum that is off is found out"
    async with transaction():
        await DB.fetch("UPDATE rating_sum SET score_2 = score_2 - 1 WHERE kind = 'agency' AND part = 'all'")


async def summed() -> Counter[tuple[Any, ...]]:
    async with transaction():
        found = await DB.fetch("SELECT * FROM rating_sum")
    names = ("score_0", "score_1", "score_2", "by_staff")
    counted: Counter[tuple[Any, ...]] = Counter()
    for row in found:
        for name in names:
            counted[row["month"], row["kind"], row["subject"], row["part"], name] += row[name]
    return +counted


async def slowly() -> Counter[tuple[Any, ...]]:
    """From the ratings themselves, one after the other."""
    async with transaction():
        found = await DB.fetch("SELECT * FROM rating")
        parts = await DB.fetch("SELECT * FROM rating_part")
    counted: Counter[tuple[Any, ...]] = Counter()
    for row in found:
        name = "by_staff" if row["by_id"] else f"score_{row['score']}"
        counted[row["month"], "center", "", ALL_PARTS, name] += 1
        counted[row["month"], "agency", row["agency"], ALL_PARTS, name] += 1
        seen = set()
        for part in parts:
            if part["dossier_id"] != row["dossier_id"]:
                continue
            of_part = "by_staff" if row["by_id"] else f"score_{part['score']}"
            keys = [("center", "")]
            keys += [("staff", str(part["staff_id"]))] if part["staff_id"] else []
            keys += [("agency", part["agency"])] if part["part"] == "processing" else []
            for kind, subject in keys:
                if (kind, subject, part["part"]) not in seen:
                    counted[row["month"], kind, subject, part["part"], of_part] += 1
                seen.add((kind, subject, part["part"]))
    return +counted


async def test_an_officer_sees_their_own_figures_and_the_director_everybodys(desk: Any, crew: Any) -> None:
    await by_link(desk, await handed_back(desk), GOOD)
    mine = await rating_board.rating_board(desk.by("officer"))
    assert mine.mine
    assert (mine.sees_all, mine.center, mine.agencies, mine.people) == (False, (), (), ())
    every = await rating_board.rating_board(desk.by("director"))
    assert {line.name for line in every.people} >= {crew.officer.name, crew.reception.name}
    assert every.center[0].average


async def test_a_remark_is_read_by_the_director_alone_until_it_is_let_stand(desk: Any) -> None:
    made = await handed_back(desk)
    await by_link(desk, made, BAD)
    raw = await row_of(made)
    assert "Hoa" not in str(raw)
    with pytest.raises(NotAllowed):
        await rating_board.remarks(desk.by("officer"), "waiting", "")
    found, _ = await rating_board.remarks(desk.by("director"), "waiting", "")
    (remark,) = [each for each in found if each.dossier_id == made]
    assert remark.text == BAD.remark
    assert set(remark.suspects) == {"số điện thoại", "họ tên người"}
    with pytest.raises(Refused, match="số điện thoại"):
        await rating_board.moderate(desk.by("director"), made, "waiting", "shown", BAD.remark, is_sure=False)
    shown = "Phải đi lại ba lần."
    await rating_board.moderate(desk.by("director"), made, "waiting", "shown", shown, is_sure=False)
    with pytest.raises(Conflict):
        await rating_board.moderate(desk.by("director"), made, "waiting", "hidden", "", is_sure=False)
    board = await rating_board.rating_board(desk.by("officer"))
    assert shown in [text for _, text in board.my_remarks]


async def test_the_link_goes_out_with_the_result_once(desk: Any) -> None:
    made = await handed_back(desk)
    async with transaction():
        seq = next(event["seq"] for event in await load_events(made) if event["kind"] == "hand_back")
    for _ in range(2):
        await invite_to_rate(desk.office, {"dossier_id": str(made), "seq": seq}, desk.at)
    async with transaction():
        message = await message_of_key(f"rating/{made}")
        assert message is not None
        found = await load_message(message)
    assert found is not None
    text = opened(found["sealed"])["text"]
    assert ratings.rating_secret(made) in text
    assert tracking_secret(made) not in text


async def test_who_has_rated_already_is_not_asked(desk: Any) -> None:
    made = await handed_back(desk)
    await by_link(desk, made, GOOD)
    async with transaction():
        seq = next(event["seq"] for event in await load_events(made) if event["kind"] == "hand_back")
    await invite_to_rate(desk.office, {"dossier_id": str(made), "seq": seq}, desk.at)
    async with transaction():
        assert await message_of_key(f"rating/{made}") is None


@pytest.mark.parametrize(
    ("typed", "box"),
    [({}, "score"), ({"score": ["9"]}, "score"), ({"score": ["2"], "part.reception": ["x"]}, "part.reception"),
     ({"score": ["2"], "remark": ["x" * 1001]}, "remark")],
)  # fmt: skip
def test_a_rating_is_refused_beside_its_box(typed: dict[str, list[str]], box: str) -> None:
    with pytest.raises(Refused) as refused:
        ratings.read_rating(typed, ["reception"])
    assert set(refused.value.errors) == {box}


def test_what_was_not_asked_is_not_read() -> None:
    typed = {"score": ["2"], "part.hand_back": ["0"], "part.reception": ["none"], "reasons": ["late", "khac"]}
    assert ratings.read_rating(typed, ["reception"]) == Rating(2, {}, ("late",), "")


async def test_staff_read_the_invitation_without_its_link(desk: Any) -> None:
    made = await handed_back(desk)
    async with transaction():
        seq = next(event["seq"] for event in await load_events(made) if event["kind"] == "hand_back")
    await invite_to_rate(desk.office, {"dossier_id": str(made), "seq": seq}, desk.at)
    page = await open_dossier(desk.office, desk.by("director"), made)
    (told,) = [line for line in page.messages if line.about == "Mời đánh giá"]
    assert "đường dẫn riêng của người nộp" in told.text
    assert ratings.rating_secret(made) not in str(page.messages)
