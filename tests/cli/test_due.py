"""`motcua due` and `motcua calendar`, as a process of their own where there is no database."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOTCUA = str(Path(sys.executable).with_name("motcua"))


def run(*words: str, typed: str = "", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    return subprocess.run(
        [MOTCUA, *words], input=typed, capture_output=True, text=True, timeout=120, check=False, env=clean | (env or {})
    )


def asked(lines: list[Any]) -> str:
    return "".join(line if isinstance(line, str) else json.dumps(line) + "\n" for line in lines)


@pytest.mark.parametrize(
    ("received", "term", "due_at"),
    [
        ("2026-08-14T09:00", "6wd", "2026-08-22T09:00:00+07:00"),
        ("2026-08-24T09:00", "10wd", "2026-09-10T09:00:00+07:00"),
        ("2026-08-14T02:00:00+00:00", "6wd", "2026-08-22T09:00:00+07:00"),
        ("2017-11-08T15:01", "same_day", "2017-11-09T17:00:00+07:00"),
        ("2026-08-03T09:00", "15d", "2026-08-18T17:00:00+07:00"),
    ],
)
def test_a_due_date_needs_no_database(received: str, term: str, due_at: str) -> None:
    answer = run("due", "--center", "que-vo", "--received", received, "--term", term, "--json")
    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout)
    assert found["due_at"] == due_at
    assert found["explanation"][-1]["says"].startswith("Hạn trả kết quả")


def test_the_swapped_days_are_explained_with_their_notice() -> None:
    said = run("due", "--center", "que-vo", "--received", "2026-08-14T09:00", "--term", "13wd").stdout
    assert said.count("Thông báo 9441/TB-BNV") >= 3
    assert "thứ Hai 31/08/2026: nghỉ" in said


def test_a_batch_answers_line_by_line_and_a_bad_line_stops_nothing() -> None:
    pause = {"from": "2026-08-17T08:00", "to": "2026-08-18T08:00", "kind": "supplement"}
    good = {"received": "2026-08-14T09:00", "term": "6wd"}
    lines = [
        good,
        "not json\n",
        {**good, "pauses": [pause]},
        {**good, "pauses": [pause], "regime": "qd09_2015"},
        {**good, "pause": []},
        {**good, "term": "6"},
        {**good, "pauses": [{**pause, "kind": "holiday"}]},
        {**good, "regime": "nd1"},
        {**good, "received": "9999-12-31T23:00"},
        {**good, "term": "none"},
        "\n",
    ]
    answer = run("due", "--center", "que-vo", "--batch", typed=asked(lines))
    assert answer.returncode == 1
    found = [json.loads(line) for line in answer.stdout.splitlines()]
    assert len(found) == len(lines)
    assert [("error" in each) for each in found] == [
        False,
        True,
        False,
        False,
        True,
        True,
        True,
        True,
        True,
        False,
        True,
    ]
    assert [each.get("due_at") for each in found[:4]] == [
        "2026-08-22T09:00:00+07:00",
        None,
        "2026-08-25T08:00:00+07:00",
        "2026-08-24T09:00:00+07:00",
    ]
    assert set(found[0]) == {"due_at", "explanation"}
    assert (found[9]["due_at"], len(found[9]["explanation"])) == (None, 2)
    assert run("due", "--center", "que-vo", "--batch", typed=asked([good])).returncode == 0


def test_ten_thousand_lines_take_less_than_fifteen_seconds() -> None:
    lines = [
        {"received": f"2026-{1 + number % 12:02d}-{1 + number % 28:02d}T09:{number % 60:02d}", "term": "10wd"}
        for number in range(10_000)
    ]
    began = resource.getrusage(resource.RUSAGE_CHILDREN)
    answer = run("due", "--center", "que-vo", "--batch", typed=asked(lines))
    took = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert answer.stdout.count("\n") == 10_000
    # The processor's time: a machine shared with other tests would make a wall clock lie.
    assert took.ru_utime + took.ru_stime - began.ru_utime - began.ru_stime < 15


def test_mistakes_are_one_sentence() -> None:
    for words in (
        ("--center", "ha-noi", "--received", "2026-08-14T09:00", "--term", "6wd"),
        ("--center", "que-vo", "--received", "hôm qua", "--term", "6wd"),
        ("--center", "que-vo", "--received", "2026-08-14T09:00", "--term", "6 ngày"),
        ("--center", "que-vo", "--received", "2026-08-14T09:00", "--term", "6wd", "--regime", "nd1"),
        ("--center", "que-vo"),
        ("--center", "que-vo", "--batch", "--term", "6wd"),
    ):
        answer = run("due", *words)
        assert answer.returncode == 1
        assert answer.stderr.startswith("Lỗi: ")
        assert answer.stdout == ""


def test_a_year_is_shown_and_checked_against_the_package() -> None:
    shown = run("calendar", "show", "2026").stdout
    assert "thứ Bảy 22/08/2026" in shown
    assert "chính thức" in shown
    assert "dự kiến" in run("calendar", "show", "2027").stdout
    agreed = run("calendar", "check", "2025")
    assert (agreed.returncode, "Khớp từng ngày" in agreed.stdout) == (0, True)
    differs = run("calendar", "check", "2026")
    assert differs.returncode == 1
    assert "02/01/2026" in differs.stdout
    assert "10/01/2026" in differs.stdout


def test_an_imported_year_is_written_beside_the_others(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tenants", tmp_path / "tenants")
    env = {"MOTCUA_TENANTS": str(tmp_path / "tenants")}
    source = (ROOT / "tenants/calendar/2027.toml").read_text("utf-8")
    official = tmp_path / "lich-2027.toml"
    official.write_text(source.replace('status = "provisional"', 'status = "official"', 1), "utf-8")
    refused = run("calendar", "import", str(official), env=env)
    assert refused.returncode == 1
    assert "văn bản công bố" in refused.stderr
    taken = run("calendar", "import", str(official), "--document", "Thông báo 1/TB", env=env)
    assert taken.returncode == 0, taken.stderr
    assert "dự kiến → chính thức" in taken.stdout
    words = ("due", "--center", "que-vo", "--received", "2027-01-04T09:00", "--term", "6wd", "--json")
    assert json.loads(run(*words, env=env).stdout)["is_provisional"] is False
    assert json.loads(run(*words).stdout)["is_provisional"] is True, "negative control: the shipped year is provisional"
    assert "Không có gì thay đổi" in run("calendar", "import", str(official), "--document", "x", env=env).stdout


def test_a_data_folder_without_a_database_is_refused_and_none_is_made(tmp_path: Path) -> None:
    words = ("due", "--center", "que-vo", "--received", "2026-08-14T09:00", "--term", "6wd", "--data", str(tmp_path))
    answer = run(*words)
    assert answer.returncode == 1
    assert "chưa có cơ sở dữ liệu" in answer.stderr
    assert not list(tmp_path.iterdir())
