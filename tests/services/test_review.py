"""Publishing at a center: only what is published and in effect is received, and what holds is kept on the dossier."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.services.conftest import AT, BUSINESS, COPIES, LAND, Desk_

from motcua.catalog import Catalog
from motcua.centers import Center
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.overrides import Fact
from motcua.domain.people import Acting
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.review import ReviewMove, ReviewState
from motcua.services import catalogue
from motcua.services.codes import local_date
from motcua.services.office import Office
from motcua.services.review import deciding as review
from motcua.services.review.board import Narrow, board, narrowed, unconfirmed
from motcua.services.review.deciding import Picked, change, change_together
from motcua.services.review.overrides import decide
from motcua.services.review.page import compare, review_page
from motcua.services.setup.onboarding import sync_catalog
from motcua.store.engine import transaction
from motcua.store.queries import review as stored

TODAY = "08/11/2017"
DECISION = {"number": "12/QĐ-UBND", "on": TODAY, "signed_by": "Ông A", "from_on": TODAY}


async def stands(key: str) -> Any:
    async with transaction():
        return (await stored.load_publications(key))[-1]


def director(desk: Desk_, at: datetime = AT) -> Acting:
    return desk.by("director", at)


async def move(desk: Desk_, key: str, what: ReviewMove, *, at: datetime = AT, **typed: str) -> str:
    now = await stands(key)
    picked = Picked(now.version_hash, now.seq)
    asked = {**DECISION, "reason": "Chờ hướng dẫn.", **typed}
    return await change(desk.office, director(desk, at), picked, what, asked, uuid4())


def newer(office: Office, key: str, **changes: Any) -> Office:
    """The same office after an upgrade that changed one procedure."""
    before = office.catalog.procedures[key]
    after = ProcedureVersion.from_data(replace(before, plugin_version="2", **changes).to_data())
    procedures = {**office.catalog.procedures, key: after}
    catalog: Catalog = office.catalog.of_versions(procedures.values())
    return replace(office, catalog=catalog, versions={})


async def test_a_suspended_procedure_is_not_received_until_it_is_published_again(desk: Desk_) -> None:
    says = await move(desk, COPIES.key, ReviewMove.SUSPEND)
    assert "12/QĐ-UBND" in says
    with pytest.raises(Conflict, match="tạm ngừng tiếp nhận theo 12/QĐ-UBND"):
        await desk.accept(COPIES.key)
    closed = {version.key: why for version, why in await catalogue.not_offered(desk.office, local_date(AT))}
    assert "tạm ngừng" in closed[COPIES.key]
    assert BUSINESS.key not in closed
    await move(desk, COPIES.key, ReviewMove.PUBLISH, number="13/QĐ-UBND")
    assert (await desk.accept(COPIES.key)).code


async def test_a_procedure_is_received_from_the_day_of_its_decision(desk: Desk_) -> None:
    await move(desk, COPIES.key, ReviewMove.SUSPEND)
    await move(desk, COPIES.key, ReviewMove.PUBLISH, from_on="10/11/2017")
    with pytest.raises(Conflict, match="từ ngày 10/11/2017"):
        await desk.accept(COPIES.key)
    desk.at = AT + timedelta(days=2)
    assert (await desk.accept(COPIES.key)).code
    await move(desk, COPIES.key, ReviewMove.SUSPEND, at=desk.at)
    await move(desk, COPIES.key, ReviewMove.PUBLISH, at=desk.at)


async def test_an_old_page_changes_nothing_and_a_form_sent_twice_does_its_work_once(desk: Desk_) -> None:
    now = await stands(LAND.key)
    picked, key = Picked(now.version_hash, now.seq), uuid4()
    asked = {**DECISION, "reason": "Chờ."}
    first = await change(desk.office, director(desk), picked, ReviewMove.SUSPEND, asked, key)
    assert await change(desk.office, director(desk), picked, ReviewMove.SUSPEND, asked, key) == first
    with pytest.raises(Conflict, match="đã thay đổi"):
        await change(desk.office, director(desk), picked, ReviewMove.SUSPEND, asked, uuid4())
    with pytest.raises(Refused) as refused:
        await change(desk.office, director(desk), picked, ReviewMove.PUBLISH, {}, uuid4())
    assert set(refused.value.errors) == {"number", "on", "signed_by", "from_on"}
    await move(desk, LAND.key, ReviewMove.PUBLISH)


async def test_who_may_not_decide_decides_nothing(desk: Desk_) -> None:
    now = await stands(LAND.key)
    picked = Picked(now.version_hash, now.seq)
    asked = {**DECISION, "reason": "Chờ."}
    with pytest.raises(NotHere):
        await change(desk.office, desk.by("reception"), picked, ReviewMove.SUSPEND, asked, uuid4())
    version = desk.office.catalog.procedures[COPIES.key]
    with pytest.raises(NotAllowed, match="không có quyền"):
        await decide(desk.office, desk.by("head"), version, Fact.FEE, {**DECISION, "value": "1000"}, uuid4())
    with pytest.raises(NotAllowed):
        await review_page(desk.office, desk.by("head"), LAND.key)  # the head is of Phòng Tư pháp
    assert (await review_page(desk.office, desk.by("head"), COPIES.key)).may_decide is False


async def test_an_upgrade_is_proposed_and_the_old_version_received_until_the_new_one_is_published(
    desk: Desk_, que_vo: Center
) -> None:
    old = await desk.accept(BUSINESS.key)
    upgraded = newer(desk.office, BUSINESS.key, title="Đăng ký kinh doanh thử, bản mới")
    await sync_catalog(upgraded)
    later = AT + timedelta(minutes=1)  # of two proposed at one instant either may be listed last
    assert await review.propose(upgraded, later) == 1
    assert await review.propose(upgraded, later) == 0
    assert await review.publish_declared(upgraded, que_vo.publication, AT) == 0
    now = Desk_(upgraded, desk.crew)
    today = local_date(AT)
    assert (await catalogue.current(upgraded, BUSINESS.key, today)).title == BUSINESS.title  # type: ignore[union-attr]
    with pytest.raises(Conflict, match="phiên bản khác"):
        await now.accept(BUSINESS.key)  # the test's counter asks for the newest
    await move(now, BUSINESS.key, ReviewMove.START_REVIEW)
    tomorrow = AT + timedelta(days=1)
    await move(now, BUSINESS.key, ReviewMove.PUBLISH, from_on="09/11/2017")
    now.at = tomorrow
    assert (await now.accept(BUSINESS.key)).code
    with pytest.raises(Conflict, match="phiên bản khác"):
        await replace_at(desk, tomorrow).accept(BUSINESS.key)
    # The dossier of before goes on under its own version, and is finished by it.
    kept = await desk.seen(old.id)
    assert (await catalogue.version_for(upgraded, kept.dossier)).title == BUSINESS.title
    await now.make("reception", "hand_over", old.id, AT)
    first, second, found = await compare(
        upgraded, director(now), BUSINESS.key, kept.dossier["version_hash"][:12],
        upgraded.catalog.procedures[BUSINESS.key].hash[:12],
    )  # fmt: skip
    assert [each.name for each in found] == ["Tên thủ tục"]
    assert (first.publication.decision.to_on, second.is_todays) == (today, True)  # type: ignore[union-attr]


def replace_at(desk: Desk_, at: datetime) -> Desk_:
    return Desk_(desk.office, desk.crew, at)


async def test_a_decision_over_term_and_fee_holds_for_what_comes_after_it(desk: Desk_) -> None:
    before = await desk.accept(LAND.key)
    version = desk.office.catalog.procedures[LAND.key]
    with pytest.raises(Refused, match="dài hơn"):
        await decide(desk.office, director(desk), version, Fact.TERM, {**DECISION, "value": "20d"}, uuid4())
    with pytest.raises(Refused, match="đơn vị khác"):
        await decide(desk.office, director(desk), version, Fact.TERM, {**DECISION, "value": "5wd"}, uuid4())
    says = await decide(desk.office, director(desk), version, Fact.TERM, {**DECISION, "value": "10 ngày"}, uuid4())
    assert "10 ngày" in says
    await decide(desk.office, director(desk), version, Fact.FEE, {**DECISION, "value": "120.000"}, uuid4())
    after = await desk.accept(LAND.key)
    rows = [(await desk.seen(each.id)).dossier for each in (before, after)]
    assert [(row["term"], row["fee_due"]) for row in rows] == [("15d", None), ("10d", 120_000)]
    pinned = [await catalogue.version_for(desk.office, row) for row in rows]
    assert [each.term.default.says for each in pinned] == ["15 ngày", "10 ngày"]
    assert rows[0]["version_hash"] == rows[1]["version_hash"]
    page = await review_page(desk.office, director(desk), LAND.key)
    term = next(line for line in page.facts if line.fact is Fact.TERM)
    assert (term.says, term.layer, term.set_by[:3]) == ("10 ngày", "Trung tâm", "Bà ")
    assert term.stood == ("Phần mềm của cơ quan: 15 ngày",)
    assert [line.says for line in page.trail[:2]] == ["Quyết định riêng", "Quyết định riêng"]
    await decide(desk.office, director(desk), version, Fact.TERM, {**DECISION, "value": ""}, uuid4())
    current = await catalogue.current(desk.office, LAND.key, local_date(AT))
    assert current is not None
    assert current.term.default.says == "15 ngày"


async def test_a_rule_of_several_amounts_is_not_overridden_by_one(desk: Desk_) -> None:
    version = desk.office.catalog.procedures[COPIES.key]
    with pytest.raises(Refused, match="nhiều mức"):
        await decide(desk.office, director(desk), version, Fact.FEE, {**DECISION, "value": "5000"}, uuid4())


async def test_many_are_published_by_one_decision_and_each_answers_for_itself(
    desk: Desk_, make_staff: Callable[..., Awaitable[Any]]
) -> None:
    for key in (COPIES.key, LAND.key):
        await move(desk, key, ReviewMove.SUSPEND)
    picked = [Picked(each.version_hash, each.seq) for each in [await stands(COPIES.key), await stands(LAND.key)]]
    picked.append(Picked((await stands("thu-ra-ngoai")).version_hash, 99))
    picked.append(Picked("0" * 64, 1))
    key = uuid4()
    done = await change_together(desk.office, director(desk), picked, ReviewMove.PUBLISH, DECISION, key)
    assert [each.is_done for each in done] == [True, True, False, False]
    again = await change_together(desk.office, director(desk), picked, ReviewMove.PUBLISH, DECISION, key)
    assert [each.is_done for each in again] == [True, True, False, False]
    assert (await stands(COPIES.key)).state is ReviewState.PUBLISHED
    assert [each.procedure for each in done] == [COPIES.key, LAND.key, "thu-ra-ngoai", ""]


async def test_the_board_says_what_is_unconfirmed_where_and_who_must_decide(desk: Desk_) -> None:
    found = await board(desk.office, director(desk))
    assert {each.agency for each in found.agencies} == {"tai_chinh_ke_hoach", "chi_nhanh_vpdkdd", "tu_phap"}
    assert found.by_state[ReviewState.PUBLISHED] == len(found.rows)
    own = await board(desk.office, desk.by("head"))
    assert {each.agency for each in own.agencies} == {"tu_phap"}
    assert narrowed(found.rows, Narrow(text="bien dong"))[0].key == LAND.key
    assert unconfirmed(found.rows, "fee") == ()


async def test_the_trail_is_one_chain_and_says_where_it_was_changed(desk: Desk_, owner: Any, que_vo: Center) -> None:
    async with transaction():
        assert await stored.review_faults() == ()
    await owner.execute(f"UPDATE {que_vo.schema}.review_event SET actor_name = 'Ai đó' WHERE seq = 3")
    async with transaction():
        assert await stored.review_faults() == ("Nhật ký rà soát: nội dung sự kiện số 3 đã bị sửa.",)
