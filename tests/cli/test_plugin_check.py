"""`motcua plugin check` as a person or a machine runs it: lines to go to, and an exit code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from motcua.catalog.lint.inspection import inspect
from motcua.cli import register
from motcua.paths import tenants


def run(*arguments: str) -> Result:
    return CliRunner().invoke(register(), ["plugin", "check", *arguments])


@pytest.fixture
def nobody_signs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped centers, but that nobody heads the office of justice at Quế Võ."""
    folder = tmp_path / "tenants"
    shutil.copytree(tenants(), folder)
    staff = folder / "que-vo" / "staff.csv"
    text = staff.read_text("utf-8")
    assert "tu_phap:head" in text
    staff.write_text(text.replace("tu_phap:head", ""), "utf-8")
    monkeypatch.setenv("MOTCUA_TENANTS", str(folder))
    monkeypatch.chdir(tmp_path)
    return staff


def test_everything_that_is_shipped_is_clean() -> None:
    found = [f"{each.place.path}:{each.place.line}: {each.sentence}" for each in inspect(tenants=tenants()).findings]
    assert found == []


def test_a_clean_check_says_in_one_line_what_it_looked_at() -> None:
    result = run("tu_phap", "noi_vu")
    assert (result.exit_code, result.output) == (0, "2 gói, 51 thủ tục: không có lỗi nào.\n")


def test_a_mistake_is_a_line_with_its_file_and_the_exit_code_is_one(nobody_signs: Path) -> None:
    result = run("tu_phap")
    assert result.exit_code == 1
    number = next(n for n, line in enumerate(nobody_signs.read_text("utf-8").splitlines(), 1) if "tu_phap:" in line)
    assert result.stdout.startswith(f"tenants/que-vo/staff.csv:{number}: que-vo: không ai giữ vị trí tu_phap:head")
    assert result.stderr == "1 gói, 29 thủ tục: 1 lỗi.\n"


def test_an_agency_that_was_not_asked_about_is_not_told(nobody_signs: Path) -> None:
    result = run("noi_vu")
    assert (result.exit_code, result.output) == (0, "1 gói, 22 thủ tục: không có lỗi nào.\n")


def test_a_machine_reads_the_same_as_json(nobody_signs: Path) -> None:
    result = run("--json", "tu_phap")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert (told["plugins"], told["procedures"]) == (["tu_phap"], 29)
    [finding] = told["findings"]
    assert {key: finding[key] for key in ("kind", "fact", "plugin", "path")} == {
        "kind": "mistake",
        "fact": "has_somebody_at_every_desk",
        "plugin": "tu_phap",
        "path": "tenants/que-vo/staff.csv",
    }
    assert isinstance(finding["line"], int)


def test_an_agency_that_is_not_installed_is_refused_with_the_nearest() -> None:
    result = run("tu_fap")
    assert result.exit_code == 2
    assert "không có gói của cơ quan “tu_fap”; có: tu_phap" in result.output


def test_without_centers_the_plugins_are_read_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_TENANTS", str(tmp_path / "nowhere"))
    assert run("tu_phap").exit_code == 0


def test_many_procedures_show_how_far_it_is_on_a_terminal_and_not_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Kiểm tra thủ tục" not in run().stderr
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    result = run()
    assert "Kiểm tra thủ tục" in result.stderr
    assert "Kiểm tra thủ tục" not in result.stdout
