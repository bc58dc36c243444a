"""`motcua doctor` as a person and as a machine call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from motcua.cli import register


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MOTCUA_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("MOTCUA_PORT", "1")


def test_every_line_that_is_wrong_is_followed_by_what_to_do(tmp_path: Path) -> None:
    done = CliRunner().invoke(register(), ["doctor"])
    lines = done.output.splitlines()
    wrong = [number for number, line in enumerate(lines) if line.startswith(("  ✗", "  !"))]
    assert done.exit_code == 1, done.output
    assert len(wrong) >= 2
    assert all(lines[number + 1].startswith("      → ") for number in wrong)
    assert "phải sửa ngay" in lines[-1]
    assert not (tmp_path / "data").exists(), "the doctor makes nothing"


def test_a_machine_reads_the_same_and_the_exit_code() -> None:
    done = CliRunner().invoke(register(), ["doctor", "--json"])
    told = json.loads(done.stdout)
    assert done.exit_code == 1
    assert told["is_well"] is False
    assert {finding["level"] for finding in told["findings"]} <= {"ok", "warn", "bad"}


def test_a_misspelt_setting_is_a_finding_and_not_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_POTR", "8000")
    done = CliRunner().invoke(register(), ["doctor", "--json"])
    (only,) = json.loads(done.stdout)["findings"]
    assert done.exit_code == 1
    assert "MOTCUA_PORT" in only["says"]
