"""The readiness report: each thing that stops work is found, named with what to do, and gone once it is done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.channels.test_smtp import server_at
from tests.services.conftest import AGENCIES, Office

from motcua.centers import Center, StaffRow, entered
from motcua.domain.decisions import Decision
from motcua.services.messages.mail_test import TESTED
from motcua.services.setup.onboard_plan import plan_of
from motcua.services.setup.onboarding import onboard
from motcua.services.setup.tenant_check import Checked, check_tenant
from motcua.store.engine import transaction
from motcua.store.queries.accounts import insert_staff
from motcua.store.queries.backup_runs import Run, record_run
from motcua.store.queries.effects import put_setting
from motcua.store.rows import run

NOW = datetime(2018, 3, 7, 2, 0, tzinfo=UTC)
DECISION = Decision(
    number="01/QĐ-TTHCC",
    on=NOW.date() - timedelta(days=30),
    signed_by="Giám đốc",
    from_on=NOW.date() - timedelta(days=20),
)


def person(username: str, *roles: str, desks: tuple[tuple[str, str], ...] = (), **more: Any) -> StaffRow:
    return StaffRow(username, f"Bà {username}", "Cán bộ", "", "own", None, roles, desks, **more)


CREW = (
    person("giam.doc", "director"),
    person("van.thu", "clerk"),
    person("quan.tri", "administrator"),
    person("tiep.nhan", "reception", receives=("*",)),
    person("chuyen.vien", "officer", desks=tuple((agency, "officer") for agency in AGENCIES)),
    person("truong.phong", "head", desks=tuple((agency, "head") for agency in AGENCIES)),
    person("lanh.dao", "leader", desks=(("ubnd", "leader"),)),
    person("y.kien", "officer", desks=(("kinh_te_ha_tang", "officer"), ("van_hoa_thong_tin", "officer"))),
    person("thue", "officer", desks=(("chi_cuc_thue", "officer"),)),
)
Check = Callable[..., Awaitable[Checked]]


@pytest.fixture
def ready(que_vo: Center, cleared: None) -> Center:
    return replace(que_vo, key="san-sang", staff=CREW, publication=DECISION)


@pytest.fixture
def checked(office: Office, ready: Center) -> Check:
    """The report of the center with these changes, once it is onboarded so."""

    async def check(at: datetime = NOW, **changes: Any) -> Checked:
        center = replace(ready, **changes)
        await onboard(office, center, now=at, business_at=at)
        return await check_tenant(office, center, at)

    return check


def without(username: str) -> tuple[StaffRow, ...]:
    return tuple(row for row in CREW if row.username != username)


async def test_a_whole_center_has_nothing_that_stops_it_and_says_what_else_is_to_be_done(checked: Check) -> None:
    found = await checked()
    assert found.stops == ()
    assert found.is_ready
    assert {"mail", "backup", "letters"} <= {each.topic for each in found.warns}
    assert all(each.remedy for each in found.findings)


async def test_a_center_that_nobody_onboarded_is_told_how(office: Office, ready: Center) -> None:
    found = await check_tenant(office, replace(ready, key="chua-co"), NOW)
    assert [each.topic for each in found.stops] == ["data"]
    assert "tenant onboard chua-co" in found.stops[0].remedy


@pytest.mark.parametrize(
    ("username", "topic", "words"),
    [
        ("giam.doc", "people", "Giám đốc"),
        ("van.thu", "people", "Văn thư"),
        ("tiep.nhan", "people", "Không ai tiếp nhận"),
        ("chuyen.vien", "desks", "Không ai giữ vị trí Chuyên viên"),
        ("lanh.dao", "desks", "Lãnh đạo UBND huyện"),
        ("y.kien", "desks", "Cơ quan được lấy ý kiến"),
        ("thue", "desks", "Chi cục Thuế"),
    ],
)
async def test_whoever_is_missing_is_named_by_what_stops_without_them(
    checked: Check, username: str, topic: str, words: str
) -> None:
    found = await checked(staff=without(username))
    assert any(each.topic == topic and words in each.says for each in found.stops), found.stops
    assert (await checked()).is_ready


async def test_a_signing_desk_needs_somebody_who_may_sign(checked: Check) -> None:
    officer = person("truong.phong", "officer", desks=tuple((agency, "head") for agency in AGENCIES))
    found = await checked(staff=(*without("truong.phong"), officer))
    assert any("chưa có vai trò ký" in each.says for each in found.stops)
    assert (await checked()).is_ready


async def test_without_a_decision_nothing_is_published_and_the_counter_would_be_empty(
    office: Office, ready: Center
) -> None:
    center = replace(ready, key="chua-cong-bo", publication=None)
    await onboard(office, center, now=NOW, business_at=NOW)
    found = await check_tenant(office, center, NOW)
    assert any(each.topic == "procedures" and "công bố" in each.remedy for each in found.stops)


async def test_a_year_without_holidays_stops_and_a_provisional_one_warns(checked: Check, ready: Center) -> None:
    years = {year.year: year for year in ready.calendar.years}
    missing = [year for key, year in years.items() if key != NOW.year]
    found = await checked(calendar=replace(ready.calendar, years=tuple(missing)))
    assert any(each.topic == "calendar" for each in found.stops)
    provisional = (*missing, replace(years[NOW.year], is_provisional=True))
    found = await checked(calendar=replace(ready.calendar, years=provisional))
    assert found.is_ready
    assert any(each.topic == "calendar" for each in found.warns)
    assert not any(each.topic == "calendar" for each in (await checked()).findings)


async def test_what_was_backed_up_restored_and_mailed_is_no_finding_until_it_is_old(
    checked: Check, office: Office, ready: Center, owner: Any
) -> None:
    await checked()
    office = replace(office, settings=replace(office.settings, mail=server_at(25)))
    for kind in ("backup", "drill"):
        await record_run(owner, Run(ready.key, kind, NOW, NOW, True, "", "", ""))
        await record_run(owner, Run(ready.key, kind, NOW, NOW + timedelta(days=190), False, "", "", "hỏng"))
    with entered(ready):
        async with transaction():
            await put_setting(TESTED, {"server": "127.0.0.1"}, set_by=None, at=NOW)
    found = await check_tenant(office, ready, NOW)
    assert {"mail", "backup"} & {each.topic for each in found.findings} == set()
    later = await check_tenant(office, ready, NOW + timedelta(days=200))
    assert len([each for each in later.findings if each.topic == "backup" and "đã cũ" in each.says]) == 2
    await owner.execute("DELETE FROM catalog.backup_run WHERE center_key = $1", ready.key)


async def test_a_centers_own_message_that_cannot_be_drawn_is_named(checked: Check) -> None:
    own = {"test": "{% block subject %}{{ khong_co }}{% endblock %}"}
    assert [each.says for each in (await checked(messages=own)).findings if "messages/test.txt" in each.says]
    assert not [each.says for each in (await checked()).findings if "messages/" in each.says]


async def test_the_plan_says_what_would_be_done_and_does_nothing(office: Office, ready: Center) -> None:
    center = replace(ready, key="ke-hoach")
    first = await plan_of(office, center, NOW)
    assert (first.level, first.new) == ("", tuple(row.username for row in CREW))
    assert first.migrations
    assert set(first.published) == set(first.proposed) >= {"thu-kinh-doanh", "thu-dat-dai"}
    assert await plan_of(office, center, NOW) == first
    await onboard(office, center, now=NOW, business_at=NOW)
    assert (await plan_of(office, center, NOW)).does_nothing
    changed = replace(center, staff=(replace(CREW[0], title="Giám đốc mới"), *CREW[2:], person("moi", "guide")))
    plan = await plan_of(office, changed, NOW)
    assert (plan.new, plan.changed, plan.locked) == (("moi",), ("giam.doc",), ("van.thu",))
    done = await onboard(office, changed, now=NOW, business_at=NOW)
    assert (tuple(name for name, _ in done.first_passwords), done.changed, done.locked) == (
        plan.new, plan.changed, plan.locked,
    )  # fmt: skip


async def test_what_was_made_and_changed_in_the_browser_is_no_change_of_the_list(office: Office, ready: Center) -> None:
    center = replace(ready, key="trinh-duyet")
    await onboard(office, center, now=NOW, business_at=NOW)
    with entered(center):
        async with transaction():
            await insert_staff(person("moi", "guide"), password_hash="x", must_change=True, at=NOW, is_from_file=False)
            await run("UPDATE staff SET title = 'Văn thư chính' WHERE username = 'van.thu'")
    changed = replace(center, staff=(replace(CREW[0], title="Giám đốc mới"), *CREW[1:]))
    for listed, behind in ((center, ()), (changed, ("giam.doc",))):
        plan = await plan_of(office, listed, NOW)
        assert (plan.new, plan.changed, plan.locked) == ((), behind, ())
        says = [each.says for each in (await check_tenant(office, listed, NOW)).warns if "chưa áp dụng" in each.says]
        assert ["giam.doc" in each for each in says] == [True] * len(behind)
    done = await onboard(office, changed, now=NOW, business_at=NOW)
    assert (done.first_passwords, done.changed, done.locked) == ((), ("giam.doc",), ())
