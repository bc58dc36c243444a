"""The demo's dossiers: every state, the same for the same date, whole trails, and a filling that survives a kill."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from motcua.centers import Center, Centers, entered
from motcua.centers.payments import BankAccount
from motcua.domain.calendar import local
from motcua.domain.moves import Move
from motcua.domain.people import Acting, Role
from motcua.domain.states import State
from motcua.domain.vietqr import vietqr
from motcua.services import demo
from motcua.services.accounts import signing_in as accounts
from motcua.services.accounts.crew import Crew
from motcua.services.demo import detours
from motcua.services.demo.banking import give_accounts
from motcua.services.demo.filling import _Filling
from motcua.services.demo.stories import LAPSED_DAYS, tell
from motcua.services.demo.timing import Window, business_date
from motcua.services.demo.wishes import WISHES
from motcua.services.dossiers import records, trail
from motcua.services.office import Office
from motcua.services.post import tasks as post
from motcua.store.engine import DB, transaction
from motcua.testing import at

NOW = at("2017-11-08 07:30")


def clock() -> datetime:
    return NOW


class Killed(BaseException):
    """As a signal ends it: nothing in between catches this."""


async def rows_of(center: Center, columns: str = "*") -> list[dict[str, Any]]:
    with entered(center):
        async with transaction():
            return [dict(row) for row in await DB.fetch(f"SELECT {columns} FROM dossier ORDER BY received_at, id")]


@pytest.fixture(scope="module")
async def filled(office: Office) -> Office:
    """Both centers, the first one killed half-way through and filled again."""
    gia_binh = office.centers["gia-binh"]
    heard: list[int] = []

    def kill_half_way(sentence: str, done: int, total: int) -> None:
        heard.append(done)
        if done > total // 2:
            raise Killed

    with pytest.raises(Killed):
        await demo.fill(office, gia_binh, clock, kill_half_way)
    assert 0 < len(await rows_of(gia_binh)) < 72
    # The clock has moved on meanwhile: the data are still those of the day the filling began.
    await demo.fill(office, gia_binh, lambda: at("2017-11-09 09:00"))
    await demo.fill(office, office.centers["que-vo"], clock)
    return office


async def test_each_center_has_enough_and_no_dossier_twice(filled: Office) -> None:
    sizes = {key: len(await rows_of(center)) for key, center in filled.centers.items()}
    assert sizes["que-vo"] >= 200
    assert sizes["gia-binh"] >= 60
    crew = await _crew(filled.centers["gia-binh"])
    told = tell(filled.catalog, filled.centers["gia-binh"], crew, NOW.date(), sizes["gia-binh"])
    assert {row["id"] for row in await rows_of(filled.centers["gia-binh"])} == {story.dossier_id for story in told}


async def _crew(center: Center) -> Crew:
    with entered(center):
        return await Crew.of(center)


async def test_the_same_date_tells_the_same_stories(filled: Office) -> None:
    center = filled.centers["que-vo"]
    crew = await _crew(center)
    one, two = (tell(filled.catalog, center, crew, NOW.date(), 40) for _ in range(2))
    assert [(s.dossier_id, s.sample.raw, s.happenings) for s in one] == [
        (s.dossier_id, s.sample.raw, s.happenings) for s in two
    ]
    other = tell(filled.catalog, center, crew, at("2017-11-09 08:00").date(), 40)
    assert {story.key for story in one}.isdisjoint({story.key for story in other})


def asked_too_late(filled: Office, center: Center, crew: Crew) -> tuple[int, int]:
    """Supplements asked for by the stories of a day under Nghị định 61/2018, and how many of them too late."""
    asked = late = 0
    for story in tell(filled.catalog, center, crew, at("2019-03-05 07:30").date(), 400):
        received_at = next((each.at for each in story.happenings if each.move is Move.ACCEPT), None)
        for each in story.happenings:
            if each.move is Move.ASK_FOR_SUPPLEMENT and received_at is not None:
                regime = center.regime_on(local(received_at).date())
                asked += 1
                late += regime.why_not_ask(received_at, each.at, center.calendar) is not None
    return asked, late


async def test_under_the_decree_a_supplement_is_asked_for_in_its_three_days(
    filled: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NĐ 61/2018, Điều 19.4; the demo may be shown for any day, and its acts are refused like anybody's."""
    center = filled.centers["que-vo"]
    crew = await _crew(center)
    asked, late = asked_too_late(filled, center, crew)
    assert asked >= 5
    assert late == 0
    monkeypatch.setattr(detours, "asked_in_time", lambda acts, minutes: acts)
    assert asked_too_late(filled, center, crew)[1] > 0, "negative control"


BESIDE_THE_WAY = {
    "ask_for_supplement", "issue_supplement", "receive_supplement", "withdraw", "stop", "cancel_acceptance", "correct",
    "assign", "take_on", "send_by_post", "collect_fee",
}  # fmt: skip


async def test_every_state_and_every_procedure_that_people_come_for_often_is_there(filled: Office) -> None:
    rows = await rows_of(filled.centers["que-vo"])
    assert {row["state"] for row in rows} == {state.value for state in State}
    offered = {v.key for v in filled.catalog.procedures.values() if v.plugin in filled.centers["que-vo"].plugins}
    assert set(WISHES) <= {row["procedure_key"] for row in rows} <= offered
    waiting = {(row["at_agency"], row["at_desk"]) for row in rows if row["is_open"]}
    steps = {d for row in filled.centers["que-vo"].staff for d in row.desks if d[0] in ("tu_phap", "chi_nhanh_vpdkdd")}
    assert waiting >= steps
    assert Counter(row["outcome"] for row in rows)["refused"] >= 3


async def test_both_centers_have_met_every_move_beside_the_straight_way(filled: Office) -> None:
    made: set[str] = set()
    for center in filled.centers.values():
        with entered(center):
            async with transaction():
                kinds = {row["kind"] for row in await DB.fetch("SELECT DISTINCT kind FROM event")}
                visits = await DB.fetch("SELECT visit_id FROM visit GROUP BY 1")
                drafts = await DB.fetch("SELECT id FROM draft")
                away = await DB.fetch("SELECT id FROM absence")
        made |= kinds
        assert kinds >= {"issue_supplement", "withdraw", "stop", "cancel_acceptance"}
        assert len(visits) == 2
        assert len(drafts) == 2
        assert len(away) == 1
    assert made >= BESIDE_THE_WAY


async def test_some_are_late_some_are_due_today_and_most_are_in_time(filled: Office) -> None:
    for center in filled.centers.values():
        dues = [row["due_at"] for row in await rows_of(center) if row["is_open"] and row["due_at"]]
        late = sum(due < NOW for due in dues)
        today = sum(NOW <= due <= at("2017-11-08 17:00") for due in dues)
        assert 2 <= late < len(dues) / 4
        assert today >= 5


async def test_nothing_lies_in_the_future_or_outside_office_hours(filled: Office) -> None:
    for center in filled.centers.values():
        window = Window.before(center.calendar, NOW.date())
        assert window.first == at("2017-10-25 08:00").date()
        with entered(center):
            async with transaction():
                found = await DB.fetch(
                    """SELECT at, dossier_id IN (SELECT dossier_id FROM event WHERE kind = 'stop' AND actor_id IS NULL)
                        AS is_lapsed FROM event"""
                )
        moments = [row["at"] for row in found]
        assert window.starts_at <= min(row["at"] for row in found if not row["is_lapsed"]) <= max(moments) < NOW
        assert min(moments) > window.starts_at - timedelta(days=LAPSED_DAYS), "one that was never completed came before"
        for moment in moments:
            minute = local(moment).hour * 60 + local(moment).minute
            assert any(span.opens <= minute < span.closes for span in center.calendar.spans(local(moment).date()))


async def test_the_trails_are_whole_and_sealed_day_by_day(filled: Office) -> None:
    for center in filled.centers.values():
        with entered(center):
            verified = await trail.verify(filled)
            async with transaction():
                days = {local(row["at"]).date() for row in await DB.fetch("SELECT at FROM event")}
        assert verified.faults == ()
        assert verified.seals == len(days) > 10


async def test_codes_are_gapless_each_day(filled: Office) -> None:
    for center in filled.centers.values():
        numbers: dict[str, list[int]] = {}
        for row in await rows_of(center):
            if row["code"]:
                _, day, number = row["code"].rsplit("-", 2)
                numbers.setdefault(day, []).append(int(number))
        assert all(sorted(found) == list(range(1, len(found) + 1)) for found in numbers.values())


async def test_some_dossiers_have_scans_that_open(filled: Office) -> None:
    center = filled.centers["que-vo"]
    with entered(center):
        async with transaction():
            files = [dict(row) for row in await DB.fetch("SELECT dossier_id, storage_key, media_type FROM file")]
    assert len(files) >= 10
    assert all(file["dossier_id"] and file["media_type"] == "application/pdf" for file in files)
    body = await filled.blobs.read(center.key, files[0]["storage_key"])
    assert body.startswith(b"%PDF-")


async def test_the_post_finds_papers_to_fetch_and_results_in_different_hands(filled: Office) -> None:
    center = filled.centers["que-vo"]
    crew = await _crew(center)
    officer = next(each for each in crew.by_name.values() if Role.POST_OFFICER in each.roles)
    with entered(center):
        waiting, _, _ = await post.tasks(Acting(officer, NOW), "cho", None)
        in_hand, _, _ = await post.tasks(Acting(officer, NOW), "dang", None)
    assert sorted((task.kind, task.state) for task in waiting) == [("delivery", "given"), ("pick_up", "asked")]
    assert [(task.kind, task.state, task.officer_name) for task in in_hand] == [("delivery", "carried", officer.name)]
    assert all(task.code for task in in_hand)


def test_transfers_go_to_an_account_of_no_bank_where_a_center_has_none_of_its_own(two_centers: Centers) -> None:
    own = BankAccount(NOW.date(), "Ngân hàng", "970415", "0011012345678", "TRUNG TAM")
    centers = Centers(two_centers.province, dict(two_centers))
    centers["gia-binh"] = replace(centers["gia-binh"], bank_accounts=(own,))
    give_accounts(centers)
    (account,) = centers["que-vo"].bank_accounts
    assert (account.code, account.holder) == ("999999", "TÀI KHOẢN THỬ")
    assert account.number in vietqr(account.code, account.number, 1_000, "MCTHU")
    assert centers["gia-binh"].bank_accounts == (own,)
    assert two_centers["que-vo"].bank_accounts == (), "nothing of it is in the shipped data"


async def test_filled_once_it_is_left_alone(filled: Office) -> None:
    center = filled.centers["que-vo"]
    before = len(await rows_of(center))
    said: list[str] = []
    assert await demo.fill(filled, center, clock, lambda sentence, done, total: said.append(sentence)) == before
    assert said == []
    assert len(await rows_of(center)) == before


async def test_without_its_mark_a_half_day_told_again_changes_nothing(filled: Office) -> None:
    """The keys are derived too: even a filling that forgot how far it was makes no dossier twice."""
    center = filled.centers["gia-binh"]
    before = await rows_of(center, "id, code, version, state")
    with entered(center):
        await _Filling(filled, center, lambda *_: None, NOW.date(), 0).run(None)
    assert await rows_of(center, "id, code, version, state") == before


async def test_everybody_signs_in_with_the_printed_password(filled: Office) -> None:
    for center in filled.centers.values():
        shown = demo.accounts(center)
        roles = {role for row in center.staff for role in row.roles if row.username in {a.username for a in shown}}
        assert roles == {role for row in center.staff for role in row.roles}
        with entered(center):
            for account in (shown[0], shown[-1]):
                signed = await accounts.sign_in(
                    filled, account.username, account.password, address="127.0.0.1", agent="", now=NOW
                )
                assert not signed.staff.must_change_password


def test_the_printed_accounts_cover_every_desk(office: Office) -> None:
    for center in office.centers.values():
        shown = {account.username for account in demo.accounts(center)}
        desks = {desk for row in center.staff if row.username in shown for desk in row.desks}
        assert desks == {desk for row in center.staff for desk in row.desks}
        receivers = [row for row in center.staff if row.username in shown and Role.RECEPTION.value in row.roles]
        assert receivers
        assert "*" in receivers[0].receives


@pytest.mark.parametrize(
    ("now", "on"),
    [("2017-11-08 07:30", "2017-11-08"), ("2017-11-08 23:00", "2017-11-08"), ("2017-11-11 10:00", "2017-11-13")],
)
def test_the_business_date_is_a_working_day(office: Office, now: str, on: str) -> None:
    assert str(business_date(office.centers["que-vo"].calendar, at(now))) == on


async def test_new_dates_are_asked_for_and_what_was_never_completed_went_back(filled: Office) -> None:
    for center in filled.centers.values():
        with entered(center):
            async with transaction():
                asked = await DB.fetch(
                    "SELECT state, new_due_at > due_was AS is_later FROM reappointment ORDER BY state"
                )
                lapsed = await DB.fetch("SELECT actor_name FROM event WHERE kind = 'stop' AND actor_id IS NULL")
                letters = await DB.fetch("SELECT number FROM issued_letter WHERE kind = 'apology'")
                notices = {row["event"] for row in await DB.fetch("SELECT DISTINCT event FROM notice")}
        assert [(row["state"], row["is_later"]) for row in asked] == [("approved", True), ("asked", True)]
        assert [row["actor_name"] for row in lapsed] == ["Hệ thống"]
        assert [row["number"] for row in letters] == ["01/PXL"]
        assert notices >= {"watch_near", "watch_expired", "reappoint_asked", "reappoint_approved"}


async def test_every_open_dossier_says_by_when_its_step_must_end_and_never_after_its_date(filled: Office) -> None:
    """The stored instant is that of the dossier as it stands, after hundreds of moves by many ways."""
    for center in filled.centers.values():
        rows = [row for row in await rows_of(center) if row["is_open"]]
        assert any(row["risk_at"] is not None for row in rows)
        with entered(center):
            async with transaction():
                for row in rows:
                    kept = await records.load(row["id"])
                    assert kept is not None
                    assert records.standing(kept.dossier)["risk_at"] == row["risk_at"], row["code"]
                    if row["risk_at"] is not None and row["due_at"] is not None:
                        assert row["risk_at"] <= row["due_at"], row["code"]
