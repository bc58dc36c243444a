from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from motcua.centers import Center, entered
from motcua.domain.errors import DataError, Refused
from motcua.domain.regimes import SectorRule
from motcua.services.accounts.signing_in import sign_in
from motcua.services.setup.onboarding import onboard
from motcua.store.engine import transaction
from motcua.store.queries.accounts import list_staff

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture
def fresh(que_vo: Center) -> Center:
    """A center that nobody has onboarded yet."""
    return replace(que_vo, key="moi-mo", staff=que_vo.staff[:4])


async def test_a_center_is_made_from_its_data_and_a_second_run_does_nothing(office: Any, fresh: Center) -> None:
    first = await onboard(office, fresh, now=NOW)
    assert first.was_migrated
    assert [username for username, _ in first.first_passwords] == [person.username for person in fresh.staff]
    assert (await onboard(office, fresh, now=NOW)).did_nothing
    username, password = first.first_passwords[0]
    with entered(fresh):
        made = await sign_in(office, username, password, address="a", agent="", now=NOW)
        assert made.staff.must_change_password
    moved = replace(fresh, staff=(replace(fresh.staff[0], title="Chức vụ mới"), *fresh.staff[1:3]))
    again = await onboard(office, moved, now=NOW)
    assert (again.changed, again.locked, again.first_passwords) == ((username,), (fresh.staff[3].username,), ())
    with entered(fresh):
        with pytest.raises(Refused):
            await sign_in(office, fresh.staff[3].username, first.first_passwords[3][1], address="b", agent="", now=NOW)
        async with transaction():
            assert len(await list_staff()) == 4


async def test_passwords_may_be_given_and_are_told_in_the_report_only(office: Any, que_vo: Center) -> None:
    center = replace(que_vo, key="moi-mo-hai", staff=que_vo.staff[:1])
    report = await onboard(office, center, now=NOW, first_passwords=lambda person: f"mau-{person.username}-2017")
    assert report.first_passwords == ((center.staff[0].username, f"mau-{center.staff[0].username}-2017"),)


async def test_without_the_owner_s_address_it_says_what_is_missing(office: Any, fresh: Center) -> None:
    with pytest.raises(DataError, match="MOTCUA_DATABASE_URL"):
        await onboard(replace(office, settings=replace(office.settings, owner_url=None)), fresh, now=NOW)


async def test_a_sector_s_law_for_a_procedure_that_nobody_has_is_a_mistake(office: Any, fresh: Center) -> None:
    rule = SectorRule(frozenset({"thu-dat-dai", "thu-dat-dia"}), None, "Văn bản 1")
    with pytest.raises(DataError, match="thu-dat-dia"):
        await onboard(office, replace(fresh, sector_rules=(rule,)), now=NOW)
    known = replace(rule, procedures=frozenset({"thu-dat-dai"}))
    await onboard(office, replace(fresh, sector_rules=(known,)), now=NOW)
