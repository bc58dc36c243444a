"""The doctor names each thing that is wrong, says what to do, and touches nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from motcua.catalog import build_catalog
from motcua.catalog.plugins import Problem
from motcua.centers import Center, Centers, entered, read_centers
from motcua.domain.errors import DataError
from motcua.domain.year_data import year_to_data
from motcua.providers import MailServer
from motcua.services.backup.hidden import STAGED, hidden_folder
from motcua.services.doctor import Finding, Level, Report, examine, examined, machine
from motcua.services.doctor import data as found_in
from motcua.services.office import Office
from motcua.settings import Settings, read_settings, wall_clock
from motcua.store import inspection
from motcua.store.bootstrap import connect_owner
from motcua.store.engine import transaction
from motcua.store.inspection import CenterSeen, MessagesSeen, Seen, SumsSeen
from motcua.store.queries.backup_runs import Run, record_run
from motcua.store.queries.calendars import add_decision

NOW = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
LEVELS = inspection.release_levels()


def worst(findings: Iterable[Finding]) -> Level:
    order = list(Level)
    return max((finding.level for finding in findings), key=order.index)


def seen_with(**changes: Any) -> Seen:
    plain = Seen(
        server="18",
        clock_ahead=0.0,
        clock_doubt=0.001,
        facts={"catalog_level": LEVELS["catalog_level"], "seal_key": "abc"},
        centers={"que-vo": CenterSeen("c_que_vo", LEVELS["center"], NOW - timedelta(hours=3))},
        gaps=(),
        connections=10,
        most_connections=60,
        jobs_failed=0,
        jobs_waiting=2,
        jobs_oldest=1.0,
    )
    return replace(plain, **changes)


@pytest.fixture
def shipped() -> Centers:
    return read_centers(read_settings({}).tenants_dir)


@pytest.fixture
def only_que_vo(shipped: Centers) -> dict[str, Center]:
    return {"que-vo": shipped["que-vo"]}


@pytest.fixture
def installed(tmp_path: Path) -> Settings:
    """A folder as a first start leaves it."""
    data = tmp_path / "data"
    (data / "secrets").mkdir(parents=True, mode=0o700)
    settings = read_settings({}, data_dir=data, base_url="https://motcua.vi-du.vn", trusted_proxies="127.0.0.1")
    from motcua.store.secrets import load_sealer

    load_sealer(settings.key_file)
    return settings


def test_a_finding_that_is_wrong_says_what_to_do_and_one_that_is_right_does_not() -> None:
    for level, do in ((Level.OK, "làm gì đó"), (Level.BAD, ""), (Level.WARN, "")):
        with pytest.raises(ValueError, match="says what to do"):
            Finding("Đĩa", level, "…", do)


async def test_an_examination_that_breaks_is_a_finding_without_its_words() -> None:
    async def breaks() -> list[Finding]:
        raise RuntimeError("Nguyễn Văn Kín")

    async def refuses() -> list[Finding]:
        raise DataError("center.toml", "key", "sai.", "sửa.")

    (broken,), (refused,) = await examined("Đĩa", breaks), await examined("Đĩa", refuses)
    assert (broken.level, refused.level) == (Level.BAD, Level.BAD)
    assert "RuntimeError" in broken.says
    assert "Kín" not in broken.says
    assert "center.toml" in refused.says


def test_a_sound_machine_has_nothing_bad(installed: Settings) -> None:
    assert worst([*machine.settings(installed), *machine.secrets(installed)]) is Level.OK


def test_a_missing_key_is_told_and_not_made(installed: Settings) -> None:
    installed.key_file.unlink()
    assert worst(machine.secrets(installed)) is Level.BAD
    assert not installed.key_file.exists()


@pytest.mark.parametrize("name", ["app_password", "keys.json"])
async def test_a_secret_that_others_may_read_is_named_with_the_command(installed: Settings, name: str) -> None:
    path = installed.secrets_dir / name
    path.touch(mode=0o600)
    path.chmod(0o644)

    async def look() -> list[Finding]:
        return list(machine.secrets(installed))

    found = await examined("Khóa", look)
    assert worst(found) is Level.BAD
    assert any("chmod 600" in finding.says + finding.do for finding in found)
    assert path.stat().st_mode & 0o077, "the doctor changes nothing"


def test_a_folder_of_secrets_that_others_may_open_is_named(installed: Settings) -> None:
    installed.secrets_dir.chmod(0o755)
    assert any("chmod 700" in finding.do for finding in machine.secrets(installed))


def test_first_passwords_still_lying_there_are_told(installed: Settings) -> None:
    (installed.secrets_dir / "mat-khau-lan-dau-que-vo.csv").touch(mode=0o600)
    assert any("xóa" in finding.do for finding in machine.secrets(installed) if finding.level is Level.WARN)


def test_what_a_killed_restore_left_is_named_and_what_is_at_work_is_not(installed: Settings) -> None:
    with hidden_folder(installed.data_dir, STAGED):
        assert [each for each in machine.disk(installed) if "bị ngắt" in each.says] == []
    left = installed.data_dir / f"{STAGED}ab12"
    left.mkdir()
    (found,) = (each for each in machine.disk(installed) if "bị ngắt" in each.says)
    assert found.level is Level.WARN
    assert str(left) in found.says
    assert left.exists(), "the doctor changes nothing"


def test_a_key_of_another_account_cannot_be_read_by_the_service(
    installed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.stat

    def elsewhere(path: Path, **more: Any) -> Any:
        found = real(path, **more)
        return os.stat_result((*found[:4], 4242, *found[5:])) if path == installed.data_dir else found

    monkeypatch.setattr(Path, "stat", elsewhere)
    assert any("chown" in finding.do for finding in machine.secrets(installed))


@pytest.mark.parametrize(
    ("variable", "raw", "level"),
    [
        ("MOTCUA_CLOCK", "2017-11-08T07:30", Level.BAD),
        ("MOTCUA_INSECURE_HTTP", "1", Level.BAD),
        ("MOTCUA_BASE_URL", "http://motcua.vi-du.vn", Level.WARN),
        ("MOTCUA_METRICS", "10.0.0.5:9464", Level.WARN),
        ("MOTCUA_TRUSTED_PROXIES", "", Level.WARN),
        ("MOTCUA_METRICS", "127.0.0.1:9464", Level.OK),
    ],
)
def test_settings_that_read_well_and_are_unwise(variable: str, raw: str, level: Level, tmp_path: Path) -> None:
    env = {"MOTCUA_BASE_URL": "https://motcua.vi-du.vn", "MOTCUA_DATA": str(tmp_path)}
    env |= {"MOTCUA_TRUSTED_PROXIES": "127.0.0.1", variable: raw}
    assert worst(machine.settings(read_settings(env))) is level


@pytest.mark.parametrize(
    ("free", "total", "level"),
    [(1, 100, Level.BAD), (4, 100, Level.BAD), (8, 40, Level.WARN), (30, 300, Level.WARN), (60, 100, Level.OK)],
)
def test_a_disk_is_judged_by_what_is_left_and_by_its_share(free: int, total: int, level: Level) -> None:
    gigabyte = machine.GIGABYTE
    found = machine.of_disk(Path("/x"), total * gigabyte, (total - free) * gigabyte, free * gigabyte)
    assert found.level is level


@pytest.mark.parametrize(("days", "level"), [(-1, Level.BAD), (6, Level.BAD), (20, Level.WARN), (60, Level.OK)])
def test_a_certificate_is_told_weeks_before_it_ends(days: int, level: Level) -> None:
    assert machine.of_certificate("motcua.vi-du.vn", NOW + timedelta(days=days, hours=1), NOW).level is level


def test_nobody_at_the_port_is_told(tmp_path: Path) -> None:
    (found,) = machine.serving(read_settings({"MOTCUA_PORT": "1"}))
    assert found.level is Level.WARN


@pytest.mark.parametrize(
    ("ahead", "doubt", "level"),
    [
        (0.0, 0.01, Level.OK),
        (-1.5, 0.01, Level.OK),
        (3.0, 0.01, Level.WARN),
        (3.0, 2.0, Level.OK),
        (-90, 1.0, Level.BAD),
    ],
)
def test_clocks_drift_beyond_what_the_trip_explains(ahead: float, doubt: float, level: Level) -> None:
    assert worst(found_in.clock(seen_with(clock_ahead=ahead, clock_doubt=doubt))) is level


@pytest.mark.parametrize(
    ("age", "level"), [(None, Level.BAD), (3, Level.OK), (25, Level.OK), (30, Level.WARN), (100, Level.BAD)]
)
def test_a_backup_is_judged_by_its_age_and_none_at_all_is_the_worst(age: int | None, level: Level) -> None:
    at = NOW - timedelta(hours=age) if age is not None else None
    centers = {"que-vo": CenterSeen("c_que_vo", LEVELS["center"], at), "ok": CenterSeen("c_ok", LEVELS["center"], NOW)}
    found = list(found_in.backups(seen_with(centers=centers), NOW))
    assert worst(found) is level
    assert all("ok" not in finding.says.split(": ")[-1] for finding in found if finding.level is not Level.OK)


def test_levels_behind_and_ahead_and_strangers(only_que_vo: dict[str, Center]) -> None:
    assert worst(found_in.levels(seen_with(), only_que_vo)) is Level.OK
    for level, expected in (("m0001_people", Level.WARN), ("m9999_later", Level.BAD)):
        centers = {"que-vo": CenterSeen("c_que_vo", level, NOW)}
        assert worst(found_in.levels(seen_with(centers=centers), only_que_vo)) is expected
    told = json.dumps({"newest": "m9999_later", "needs": {"m9998_taken": "m9997"}})  # a later release has left it
    for level, expected in (("m9990_added", Level.WARN), ("m9998_taken", Level.BAD), ("m9999_later", Level.BAD)):
        facts = {**seen_with().facts, "taken_away": told}
        later = seen_with(centers={"que-vo": CenterSeen("c_que_vo", level, NOW)}, facts=facts)
        assert worst(found_in.levels(later, only_que_vo)) is expected
    assert worst(found_in.levels(seen_with(server="14"), only_que_vo)) is Level.BAD
    assert worst(found_in.levels(seen_with(centers={}), only_que_vo)) is Level.WARN
    assert worst(found_in.levels(seen_with(), {})) is Level.WARN
    assert worst(found_in.levels(seen_with(unreadable=("que-vo",)), only_que_vo)) is Level.BAD


def test_another_key_than_the_databases_own_is_the_worst_news() -> None:
    assert worst(found_in.database(seen_with(), "abc")) is Level.OK
    assert worst(found_in.database(seen_with(), "xyz")) is Level.BAD
    assert worst(found_in.database(seen_with(gaps=("REVOKE x",)), "abc")) is Level.WARN
    assert worst(found_in.database(seen_with(connections=58), "abc")) is Level.WARN


def test_what_waits_too_long_or_failed_is_told() -> None:
    assert worst(found_in.jobs(seen_with())) is Level.OK
    assert worst(found_in.jobs(seen_with(jobs_failed=1))) is Level.WARN
    assert worst(found_in.jobs(seen_with(jobs_oldest=3600.0))) is Level.BAD


def test_sums_that_lack_a_dossier_or_differ_from_a_recount_are_told() -> None:
    now = datetime(2026, 5, 4, tzinfo=UTC)
    assert worst(found_in.sums(seen_with())) is Level.OK
    assert worst(found_in.sums(seen_with(sums=SumsSeen(uncounted=3)))) is Level.WARN
    assert worst(found_in.sums(seen_with(sums=SumsSeen(unfolded=10**6)))) is Level.WARN
    assert worst(found_in.sums(seen_with(sums=SumsSeen(recounted={"que-vo": (now, True)})))) is Level.OK
    differing = SumsSeen(recounted={"que-vo": (now, True), "gia-binh": (now, False)})
    (said,) = found_in.sums(seen_with(sums=differing))
    assert said.level is Level.BAD
    assert "gia-binh" in said.says


def test_mail_that_leaves_by_no_way_unencrypted_or_not_at_all_is_told(installed: Settings) -> None:
    server = MailServer(host="thu.tinh.gov.vn", port=587, security="smtp+starttls", sender="a@tinh.gov.vn")
    settings = replace(installed, mail=server)
    assert worst(found_in.mail(seen_with(), installed)) is Level.WARN
    assert worst(found_in.mail(seen_with(), settings)) is Level.OK
    assert worst(found_in.mail(seen_with(messages=MessagesSeen(waiting=9, oldest=60.0)), settings)) is Level.OK
    assert worst(found_in.mail(seen_with(messages=MessagesSeen(waiting=1, oldest=9000.0)), settings)) is Level.WARN
    assert worst(found_in.mail(seen_with(messages=MessagesSeen(failed=1)), settings)) is Level.WARN
    in_the_clear = replace(settings, mail=replace(server, security="smtp"))
    assert worst(found_in.mail(seen_with(), in_the_clear)) is Level.WARN


def test_the_coming_year_is_asked_for_as_soon_as_terms_reach_it(only_que_vo: dict[str, Center]) -> None:
    known = only_que_vo["que-vo"].calendar.years
    last = max(year.year for year in known)
    summer = list(found_in.calendars(only_que_vo, None, date(last, 7, 1)))
    autumn = list(found_in.calendars(only_que_vo, None, date(last, 11, 1)))
    assert not any(str(last + 1) in finding.says for finding in summer)
    assert any(f"Chưa có lịch nghỉ năm {last + 1}" in finding.says for finding in autumn)
    assert worst(found_in.calendars(only_que_vo, None, date(last + 1, 2, 1))) is Level.BAD
    # What a center has decided since counts over the file.
    provisional = next(year for year in known if year.is_provisional)
    body = year_to_data(replace(provisional, is_provisional=False))
    seen = seen_with(centers={"que-vo": CenterSeen("c_que_vo", LEVELS["center"], NOW, (body,))})
    before = list(found_in.calendars(only_que_vo, None, date(provisional.year, 3, 1)))
    after = list(found_in.calendars(only_que_vo, seen, date(provisional.year, 3, 1)))
    assert (worst(before), worst(after)) == (Level.WARN, Level.OK)


def test_a_plugin_that_a_center_wants_and_nobody_has_is_bad(only_que_vo: dict[str, Center]) -> None:
    installed = build_catalog()
    assert worst(found_in.plugins(installed, only_que_vo)) is Level.OK
    center = only_que_vo["que-vo"]
    wanting = {"que-vo": replace(center, plugins=center.plugins | {"khong_co"})}
    assert worst(found_in.plugins(installed, wanting)) is Level.BAD
    installed.plugins.problems.append(Problem("tu_phap", "import", "gây lỗi"))
    assert worst(found_in.plugins(installed, only_que_vo)) is Level.BAD


async def test_the_database_is_read_as_it_stands_and_left_as_it_was(office: Office) -> None:
    url = office.settings.owner_url
    assert url is not None
    taken = wall_clock() - timedelta(hours=5)
    decided = [year["year"] for year in (await inspection.look(url)).centers["que-vo"].years]  # by tests before
    with entered(office.centers["que-vo"]):
        async with transaction():
            base = office.centers["que-vo"].calendar.years[-1]
            await add_decision("year", base.year, document="QĐ", body=year_to_data(base), decided_by="x", at=taken)
    seen = await inspection.look(url)
    assert {seen.centers[key].level for key in office.centers} == {LEVELS["center"]}
    assert seen.facts["catalog_level"] == LEVELS["catalog_level"]
    assert [year["year"] for year in seen.centers["que-vo"].years] == [*decided, base.year]
    assert abs(seen.clock_ahead) < 60
    assert seen.unreadable == ()
    assert 0 < seen.connections <= seen.most_connections


async def test_the_last_backup_is_the_last_that_ended_well(office: Office) -> None:
    owner = await connect_owner(str(office.settings.owner_url))
    try:
        for kind, is_ok, hours in (("backup", True, 9), ("backup", True, 2), ("backup", False, 1), ("drill", True, 0)):
            at = NOW - timedelta(hours=hours)
            await record_run(owner, Run("gia-binh", kind, at, at, is_ok, "", "", ""))
        seen = await inspection.look(str(office.settings.owner_url))
        assert seen.centers["gia-binh"].backed_up_at == NOW - timedelta(hours=2)
        assert seen.centers["que-vo"].backed_up_at is None
    finally:
        await owner.execute("DELETE FROM catalog.backup_run")
        await owner.close()


async def test_an_empty_database_is_looked_at_without_making_anything_in_it(office: Office, cluster: Any) -> None:
    name = f"t_{uuid4().hex[:12]}"
    owner = await connect_owner(cluster.superuser_dsn)
    await owner.execute(f"CREATE DATABASE {name}")
    await owner.close()
    url = cluster.superuser_dsn.replace("/postgres?", f"/{name}?")
    seen = await inspection.look(url)
    assert (seen.centers, dict(seen.facts)) == ({}, {})
    assert (await inspection.look(url)).facts == {}


async def test_a_whole_examination_of_an_installation_at_work(office: Office) -> None:
    report = await examine(office.settings, wall_clock())
    areas = {finding.area for finding in report.findings}
    assert areas >= {
        found_in.VERSIONS, found_in.DATABASE, found_in.CLOCK, found_in.BACKUP, found_in.CALENDAR, found_in.JOBS,
        found_in.MAIL, found_in.CENTERS, machine.SETTINGS, machine.SECRETS, machine.DISK, machine.SERVING,
    }  # fmt: skip
    assert not [finding for finding in report.findings if "không kiểm tra được" in finding.says]
    told = json.loads(json.dumps(report.to_data(), ensure_ascii=False))
    assert told["is_well"] is report.is_well
    assert set(told["findings"][0]) == {"area", "level", "says", "do"}


async def test_a_database_that_does_not_answer_is_one_finding_and_the_rest_is_looked_at(
    office: Office, installed: Settings
) -> None:
    away = replace(installed, owner_url="postgresql://o:p@127.0.0.1:1/m", database_url=None)
    report = await examine(away, NOW)
    assert [finding.level for finding in report.findings if finding.area == found_in.DATABASE] == [Level.BAD]
    assert any(finding.area == found_in.CALENDAR for finding in report.findings)
    assert not report.is_well


def test_only_what_is_bad_makes_a_report_unwell() -> None:
    warned = Report((Finding("Đĩa", Level.WARN, "…", "xem"), Finding("Đĩa", Level.OK, "…")))
    assert warned.is_well
    assert not Report((*warned.findings, Finding("Đĩa", Level.BAD, "…", "sửa"))).is_well
