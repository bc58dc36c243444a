"""`motcua training` as a person runs it: opened, begun anew, closed, each by a process of its own."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from motcua.centers import read_centers
from motcua.paths import tenants
from motcua.services.training.folder import TRAINER

pytestmark = pytest.mark.slow  # a process for each command
MOTCUA = str(Path(sys.executable).with_name("motcua"))


def run(folder: Path, *words: str) -> tuple[int, str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MOTCUA_")}
    done = subprocess.run(
        [MOTCUA, "training", *words, "--data", str(folder / "data")],
        capture_output=True,
        text=True,
        timeout=240,
        env=environment | {"MOTCUA_TENANTS": str(folder / "tenants")},
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_class_is_opened_begun_anew_and_closed(tmp_path: Path) -> None:
    here = tmp_path / "tenants"
    shutil.copytree(tenants(), here)
    status, said = run(tmp_path, "open", "que-vo")
    assert status == 0, said
    assert f"Giảng viên đăng nhập bằng {TRAINER.username}" in said
    passwords = tmp_path / "data" / "secrets" / "mat-khau-lan-dau-que-vo-tap-huan.csv"
    assert passwords.stat().st_mode & 0o077 == 0
    made = {row["Tài khoản"]: row for row in csv.DictReader(passwords.read_text("utf-8-sig").splitlines())}
    assert made[TRAINER.username]["Họ và tên"] == TRAINER.name
    assert all(row["Mật khẩu lần đầu"] not in said for row in made.values())
    assert read_centers(here)["que-vo-tap-huan"].training is not None
    for words, wanted in ((("open", "que-vo"), 1), (("reset", "gia-binh"), 1), (("reset", "que-vo"), 0)):
        status, said = run(tmp_path, *words)
        assert status == wanted, said
        assert "Traceback" not in said
    status, said = run(tmp_path, "close", "que-vo-tap-huan")
    assert status == 0, said
    assert sorted(read_centers(here)) == ["gia-binh", "que-vo"]
