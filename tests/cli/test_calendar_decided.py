"""What was decided in a database: the command line writes it and reads it, and every open dossier is counted again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.test_due import ROOT, run


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dữ liệu") / "motcua"
    made = run("tenant", "onboard", str(ROOT / "tenants" / "que-vo"), "--data", str(folder))
    assert made.returncode == 0, made.stderr
    return folder


def due_at(*more: str) -> str:
    words = ("due", "--center", "que-vo", "--received", "2026-09-07T09:00", "--term", "3wd", "--json", *more)
    answer = run(*words)
    assert answer.returncode == 0, answer.stderr
    return str(json.loads(answer.stdout)["due_at"])


def test_a_storm_decided_here_moves_dates_only_where_the_database_is_read(data: Path) -> None:
    assert due_at("--data", str(data)) == due_at() == "2026-09-10T09:00:00+07:00"
    words = ("--reason", "phòng chống bão số 3", "--document", "Quyết định 5/QĐ", "--data", str(data))
    closed = run("calendar", "close", "que-vo", "2026-09-08..2026-09-09", *words)
    assert closed.returncode == 0, closed.stderr
    assert "0 hồ sơ" in closed.stdout
    assert due_at("--data", str(data)) == "2026-09-14T09:00:00+07:00"
    assert due_at() == "2026-09-10T09:00:00+07:00"
    shown = run("calendar", "show", "2026", "--center", "que-vo", "--data", str(data)).stdout
    assert "phòng chống bão số 3 – Quyết định 5/QĐ" in shown


def test_a_year_imported_into_the_database_is_official_there_alone(data: Path, tmp_path: Path) -> None:
    text = (ROOT / "tenants/calendar/2027.toml").read_text("utf-8")
    file = tmp_path / "2027.toml"
    file.write_text(text.replace('status = "provisional"', 'status = "official"', 1), "utf-8")
    taken = run("calendar", "import", str(file), "--document", "Thông báo 1/TB", "--data", str(data))
    assert taken.returncode == 0, taken.stderr
    assert "chính thức" in run("calendar", "show", "2027", "--data", str(data)).stdout
    assert "dự kiến" in run("calendar", "show", "2027").stdout
