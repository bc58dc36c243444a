"""A plugin that is switched off, goes missing or comes in another version: refused or said, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from tests.services.conftest import AT, BUSINESS, COPIES, LAND, plugins_made

from motcua.catalog import build_catalog, load_plugins
from motcua.centers import Center, entered
from motcua.domain.books import CERTIFICATION_BOOKS
from motcua.domain.errors import Conflict, DataError, NotHere
from motcua.services import catalogue
from motcua.services.books.shown import owners_of, procedures_of
from motcua.services.catalogue import GONE
from motcua.services.dossiers.shown import open_dossier
from motcua.services.office import Office
from motcua.services.plugins import life as plugin_life
from motcua.services.plugins.board import plugin_board, troubles
from motcua.services.plugins.life import follow, keep_quarantine
from motcua.services.plugins.quarantine import Quarantine
from motcua.services.setup.onboarding import onboard
from motcua.store.engine import transaction
from motcua.store.queries import plugins as stored
from motcua.store.queries.plugins import Need
from motcua.store.queries.review import load_review_events

PLUGIN = "tai_chinh_ke_hoach"


def without(office: Office, plugin: str) -> Office:
    """The office as it starts after the plugin's package was uninstalled."""
    left = [entry for entry in plugins_made() if entry.name != plugin]
    return replace(office, catalog=build_catalog(load_plugins(left)), versions={}, quarantine=Quarantine())


def in_version(office: Office, plugin: str, version: str) -> Office:
    plugins = office.catalog.plugins
    newer = {**plugins.by_key, plugin: replace(plugins.by_key[plugin], version=version)}
    catalog = replace(office.catalog, plugins=replace(plugins, by_key=newer))
    return replace(office, catalog=catalog, quarantine=Quarantine())


@pytest.fixture
async def started(desk: Any) -> Any:
    """The desk after a start with every plugin on."""
    desk.office = replace(desk.office, quarantine=Quarantine(1))
    await follow(desk.office, AT)
    return desk


def less(center: Center, plugin: str) -> Center:
    """The center with the plugin left out of `plugins` in its data."""
    return replace(center, plugins=center.plugins - {plugin})


async def standing(plugin: str) -> Any:
    async with transaction():
        return await stored.standing_of(plugin)


async def test_a_start_with_nothing_new_writes_nothing_and_says_nothing_of_what_is_well(started: Any) -> None:
    before = await standing(PLUGIN)
    assert (before.standing, before.version) == ("on", "0")
    told = await follow(started.office, AT)
    assert [each for each in told if PLUGIN in each] == []
    assert await standing(PLUGIN) == before


async def test_a_plugin_that_is_gone_is_said_with_the_dossiers_that_need_it(started: Any) -> None:
    made = await started.accept(BUSINESS.key)
    gone = without(started.office, PLUGIN)
    (told,) = [each for each in await follow(gone, AT) if PLUGIN in each]
    assert "chưa cài, hoặc đã bị gỡ" in told
    async with transaction():
        need = (await stored.needs([PLUGIN]))[PLUGIN]
    assert need.own >= 1
    assert f"{need.own} hồ sơ thuộc thủ tục của cơ quan chưa xong" in told
    assert (await standing(PLUGIN)).standing == "missing"
    async with transaction():
        assert (await load_review_events(plugin_life.trail_key(PLUGIN)))[0]["kind"] == plugin_life.GONE
    # What is here goes its way from the stored version: shown, and moved on.
    page = await open_dossier(gone, started.by("director"), made.id)
    assert page.procedure_title == BUSINESS.title
    assert ("Ngành nghề", "Bán lẻ") in [line for _, lines in page.sections for line in lines]
    started.office = gone
    for who, move in (("reception", "hand_over"), ("officer", "confirm_receipt")):
        await started.make(who, move, made.id)
    # And comes back with the package.
    told_again = await follow(replace(gone, catalog=(await installed_again(started)).catalog), AT)
    assert [each for each in told_again if PLUGIN in each] == []
    assert (await standing(PLUGIN)).standing == "on"


async def installed_again(desk: Any) -> Office:
    return replace(desk.office, catalog=build_catalog(load_plugins(plugins_made())), versions={})


async def test_nothing_new_is_received_for_a_plugin_that_is_gone(started: Any) -> None:
    intake = started.intake(BUSINESS.key)
    started.office, whole = without(started.office, PLUGIN), started.office
    on = AT.date()
    assert BUSINESS.key not in {each.key for each in await catalogue.offered(started.office, on)}
    assert await catalogue.current(started.office, BUSINESS.key, on) is None
    assert (BUSINESS.title, GONE) in {(v.title, why) for v, why in await catalogue.not_offered(started.office, on)}
    started.intake = lambda key, **changes: intake
    with pytest.raises(Conflict, match="không còn được cài"):
        await started.accept(BUSINESS.key)
    started.office = whole
    await started.accept(BUSINESS.key)  # negative control: with the package the same intake is taken


async def test_switching_off_what_open_dossiers_need_is_refused_with_their_number_and_what_to_do(
    started: Any, que_vo: Center
) -> None:
    await started.accept(BUSINESS.key)
    before = await standing(PLUGIN)
    with (
        entered(less(que_vo, PLUGIN)),
        pytest.raises(DataError, match=r"chưa tắt được gói “tai_chinh_ke_hoach”: \d+ hồ sơ thuộc thủ tục") as refused,
    ):
        await follow(started.office, AT, refuses=True)
    assert "tạm ngừng tiếp nhận" in refused.value.remedy
    assert await standing(PLUGIN) == before


async def test_a_server_that_starts_says_so_and_goes_on(started: Any, que_vo: Center) -> None:
    made = await started.accept(BUSINESS.key)
    with entered(less(que_vo, PLUGIN)):
        (told,) = [each for each in await follow(started.office, AT) if PLUGIN in each]
        assert "đã tắt trong center.toml: không nhận hồ sơ mới. Đang cần gói này:" in told
        assert (await standing(PLUGIN)).standing == "off"
        await started.make("reception", "hand_over", made.id)
        with pytest.raises(NotHere, match="không được tiếp nhận"):
            await started.accept(BUSINESS.key)


async def test_a_step_at_another_agency_s_desk_needs_that_agency_s_plugin(started: Any, que_vo: Center) -> None:
    off = less(que_vo, "chi_cuc_thue")
    with entered(off):
        await follow(started.office, AT, refuses=True)  # nothing of its own is open, and no step of others
    await follow(started.office, AT)
    await started.accept(LAND.key)
    with entered(off), pytest.raises(DataError, match="1 hồ sơ của cơ quan khác còn bước ở đây"):
        await follow(started.office, AT, refuses=True)


async def test_without_the_count_of_what_is_open_the_plugin_would_be_switched_off(
    started: Any, que_vo: Center, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control of the refusals."""
    await started.accept(COPIES.key)

    async def nothing(_: Any) -> dict[str, Need]:
        return {}

    with entered(less(que_vo, "tu_phap")):
        with pytest.raises(DataError):
            await follow(started.office, AT, refuses=True)
        monkeypatch.setattr(stored, "needs", nothing)
        await follow(started.office, AT, refuses=True)
        assert (await standing("tu_phap")).standing == "off"


async def test_another_version_is_said_and_ends_the_quarantine(started: Any) -> None:
    await follow(started.office, AT)
    problem = started.office.catalog.plugins.record(PLUGIN, "dossier_changed", "gây lỗi RuntimeError (x.py:1)")
    started.office.quarantine.note("que-vo-quay", [problem], UUID(int=1), AT)
    await keep_quarantine(started.office, AT)
    restarted = replace(started.office, quarantine=Quarantine(1))
    told = [each for each in await follow(restarted, AT) if PLUGIN in each]
    assert restarted.quarantine.held("que-vo-quay") == {PLUGIN}
    assert len(told) == 1
    assert "tạm ngưng chạy mã từ 08:00" in told[0]
    newer = in_version(started.office, PLUGIN, "2.0")
    told = [each for each in await follow(newer, AT) if PLUGIN in each]
    assert "phiên bản 0 → 2.0" in told[0]
    assert "chạy lại" in told[1]
    assert not newer.quarantine.held("que-vo-quay")
    stands = await standing(PLUGIN)
    assert (stands.version, stands.is_quarantined) == ("2.0", False)
    async with transaction():
        kinds = [each["kind"] for each in await load_review_events(plugin_life.trail_key(PLUGIN))]
    assert kinds[:3] == [plugin_life.RELEASED, plugin_life.UPGRADED, plugin_life.QUARANTINED]


async def test_onboarding_refuses_and_a_starting_server_does_not(started: Any, que_vo: Center) -> None:
    await started.accept(BUSINESS.key)
    off = less(que_vo, PLUGIN)
    with pytest.raises(DataError, match="chưa tắt được"):
        await onboard(started.office, off, now=AT, refuses_switching_off=True)
    report = await onboard(started.office, off, now=AT)
    assert [each for each in report.told if PLUGIN in each]


async def test_the_book_of_an_agency_stays_when_its_plugin_is_gone(started: Any) -> None:
    gone = without(started.office, "tu_phap")
    (book,) = [each for each in CERTIFICATION_BOOKS if each.key == COPIES.book]
    assert owners_of(started.office, book) == {"tu_phap"}
    gone.former.clear()
    assert owners_of(gone, book) == frozenset()  # negative control: what is installed alone would hide the book
    await follow(gone, AT)
    assert owners_of(gone, book) == {"tu_phap"}
    assert COPIES.key in procedures_of(gone, COPIES.sector)
    await follow(started.office, AT)
    assert started.office.former["que-vo-quay"] == ()


async def test_who_must_know_sees_a_plugin_that_is_gone(started: Any) -> None:
    await started.accept(BUSINESS.key)
    gone = without(started.office, PLUGIN)
    await follow(gone, AT)
    director = started.by("director")
    line = next(each for each in (await plugin_board(gone, director)).lines if each.key == PLUGIN)
    assert (line.standing, line.name, line.version) == ("missing", "Phòng TCKH", "0")
    assert line.need.own >= 1
    assert PLUGIN in {each.plugin for each in await troubles(director)}
    assert await troubles(started.by("reception")) == ()
    await follow(started.office, AT)
    assert PLUGIN not in {each.plugin for each in await troubles(director)}
