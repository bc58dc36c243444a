"""The administrator's commands on a real data folder, alone and beside a running server."""

from __future__ import annotations

import asyncio
import json
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from motcua.centers import read_centers
from motcua.paths import tenants
from motcua.store import embedded

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dữ liệu") / "motcua"


def run(*words: str, data: Path) -> subprocess.CompletedProcess[str]:
    """A process of its own, as a person would start it: the commands open and close the process's database."""
    command = [str(Path(sys.executable).with_name("motcua")), *words, "--data", str(data)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_a_center_is_onboarded_once_and_the_second_time_changes_nothing(data: Path) -> None:
    first = run("tenant", "onboard", str(ROOT / "tenants" / "que-vo"), data=data)
    assert first.returncode == 0, first.stdout
    people = len(read_centers(tenants())["que-vo"].staff)
    assert f"{people} tài khoản mới" in first.stdout
    (passwords,) = (data / "secrets").glob("mat-khau-lan-dau-que-vo.csv")
    assert stat.S_IMODE(passwords.stat().st_mode) == 0o600
    again = run("tenant", "onboard", str(ROOT / "tenants" / "que-vo"), data=data)
    assert "Không có gì thay đổi" in again.stdout


def test_the_list_says_which_centers_are_ready(data: Path) -> None:
    listed = run("tenant", "list", "--json", data=data)
    centers = {center["key"]: center for center in json.loads(listed.stdout)}
    assert centers["que-vo"]["is_onboarded"] is True
    assert centers["que-vo"]["ordinal"] == 6
    assert centers["gia-binh"]["is_onboarded"] is False


async def test_commands_join_the_database_of_a_running_server(data: Path) -> None:
    async with embedded.running(data, durable=False):
        seen = await asyncio.to_thread(run, "trail", "verify", "que-vo", data=data)
    assert seen.returncode == 0, seen.stdout
    assert "Nhật ký nguyên vẹn" in seen.stdout


def test_an_unknown_center_or_account_is_a_sentence(data: Path) -> None:
    for words in (("trail", "verify", "ha-noi"), ("staff", "reset-password", "que-vo", "khong.ai")):
        answer = run(*words, data=data)
        assert answer.returncode != 0
        assert "Không có" in answer.stderr
        assert "Traceback" not in answer.stderr


def test_a_reset_password_is_a_first_password(data: Path) -> None:
    answer = run("staff", "reset-password", "que-vo", "nga.nt", data=data)
    assert answer.returncode == 0
    assert "phải đổi khi đăng nhập" in answer.stdout


def test_a_mistake_in_a_centers_data_stops_its_onboarding_with_file_key_and_remedy(data: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tenants", tmp_path / "tenants")
    broken = tmp_path / "tenants" / "que-vo" / "center.toml"
    broken.write_text(broken.read_text("utf-8").replace("ordinal", "ordinall", 1), "utf-8")
    answer = run("tenant", "onboard", str(broken.parent), data=data)
    assert answer.returncode != 0
    assert "ordinall" in answer.stderr
    assert "center.toml" in answer.stderr
