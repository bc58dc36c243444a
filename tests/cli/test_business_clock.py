"""The demo's clock and its folder."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from motcua.cli import business_clock
from motcua.cli.business_clock import OPENING_DAY, BusinessClock, next_office_moment
from motcua.cli.demo_folder import (
    claim_for_bench,
    claim_for_demo,
    default_folder,
    refuse_all_but_bench,
    refuse_demo,
)
from motcua.domain.errors import Conflict
from motcua.settings import HANOI


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


def test_it_shows_the_opening_day_and_stands_until_it_begins(tmp_path: Path) -> None:
    clock = BusinessClock(tmp_path / "clock.json")
    assert clock() == clock() == OPENING_DAY == local("2017-11-08T07:30")
    assert clock().utcoffset() == timedelta(0)
    clock.begin()
    first = clock()
    assert first < clock() < OPENING_DAY + timedelta(seconds=5)


def test_it_goes_on_where_it_stopped_and_never_back(tmp_path: Path) -> None:
    clock = BusinessClock(tmp_path / "clock.json")
    clock.begin()
    killed_at = clock()
    after_kill = BusinessClock(tmp_path / "clock.json")  # nothing was saved at the end
    assert killed_at < after_kill() <= killed_at + timedelta(seconds=business_clock.SAVED_EVERY)
    clock.save()
    after_stop = BusinessClock(tmp_path / "clock.json")
    assert timedelta(0) <= after_stop() - killed_at < timedelta(seconds=5)


@pytest.mark.parametrize(
    ("stopped", "goes_on"),
    [
        ("2017-11-08T10:15", "2017-11-08T10:15"),
        ("2017-11-08T16:29", "2017-11-08T16:29"),
        ("2017-11-08T16:30", "2017-11-09T07:30"),  # half an hour is too short to see anything
        ("2017-11-08T23:00", "2017-11-09T07:30"),
        ("2017-11-09T03:00", "2017-11-09T07:30"),
        ("2017-11-10T17:00", "2017-11-13T07:30"),  # Friday evening to Monday
        ("2017-11-12T09:00", "2017-11-13T07:30"),
    ],
)
def test_a_start_outside_office_hours_moves_to_the_next_opening(stopped: str, goes_on: str) -> None:
    assert next_office_moment(local(stopped)) == local(goes_on)


async def test_it_is_saved_while_it_runs_and_exactly_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(business_clock, "SAVED_EVERY", 0.05)
    clock = BusinessClock(tmp_path / "clock.json")
    clock.begin()
    written = (tmp_path / "clock.json").read_text()
    keeping = asyncio.create_task(clock.keep_saving())
    await asyncio.sleep(0.2)
    assert (tmp_path / "clock.json").read_text() != written
    keeping.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await keeping
    assert BusinessClock(tmp_path / "clock.json")() <= clock()


def test_a_broken_clock_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "clock.json").write_text("{}")
    with pytest.raises(Conflict, match="đồng hồ mô phỏng"):
        BusinessClock(tmp_path / "clock.json")


def test_the_default_folder_does_not_depend_on_where_the_command_is_run() -> None:
    assert default_folder({"XDG_DATA_HOME": "/dữ liệu"}, is_today=False) == Path("/dữ liệu/motcua/demo")
    assert default_folder({}, is_today=True) == Path("~/.local/share/motcua/demo-today").expanduser()
    assert default_folder({"XDG_DATA_HOME": "tương/đối"}, is_today=False).is_absolute()


def test_invented_dossiers_never_mix_with_real_ones_nor_with_another_clocks(tmp_path: Path) -> None:
    claim_for_demo(tmp_path, is_today=False)
    claim_for_demo(tmp_path, is_today=False)
    with pytest.raises(Conflict, match="ngày khai trương"):
        claim_for_demo(tmp_path, is_today=True)
    with pytest.raises(Conflict, match="motcua demo --data"):
        refuse_demo(tmp_path)
    real = tmp_path / "thật"
    (real / "pgdata").mkdir(parents=True)
    refuse_demo(real)
    with pytest.raises(Conflict, match="dữ liệu thật"):
        claim_for_demo(real, is_today=False)


def test_what_is_measured_is_neither_shown_nor_real(tmp_path: Path) -> None:
    measured, shown = tmp_path / "measured", tmp_path / "shown"
    measured.mkdir()
    shown.mkdir()
    claim_for_bench(measured)
    refuse_all_but_bench(measured)
    with pytest.raises(Conflict, match="việc đo tốc độ"):
        claim_for_demo(measured, is_today=False)
    with pytest.raises(Conflict, match="chỉ để đo tốc độ"):
        refuse_demo(measured)
    claim_for_demo(shown, is_today=False)
    for other in (shown, tmp_path):
        with pytest.raises(Conflict, match="chỉ đo trên dữ liệu nạp riêng"):
            refuse_all_but_bench(other)
    with pytest.raises(Conflict, match="ngày khai trương"):
        claim_for_bench(shown)
