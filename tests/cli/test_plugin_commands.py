"""`motcua plugin …` on a real data folder with centers of its own: on, off, and how each plugin stands."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest

from motcua import paths
from motcua.centers import read_centers
from motcua.store import embedded
from motcua.store.bootstrap import DATABASE

pytestmark = pytest.mark.slow  # a process for each command
ON_THERE = "tu_phap"


@dataclass(frozen=True)
class Installation:
    """A data folder and a copy of the shipped centers."""

    data: Path
    tenants: Path

    def motcua(self, *words: str, is_bare: bool = False) -> subprocess.CompletedProcess[str]:
        command = [str(Path(sys.executable).with_name("motcua")), *words]
        command += [] if is_bare else ["--data", str(self.data)]
        environment = os.environ | {"MOTCUA_TENANTS": str(self.tenants)}
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)

    def plugins(self, center: str) -> frozenset[str]:
        return read_centers(self.tenants)[center].plugins


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    folder = tmp_path_factory.mktemp("gói")
    shutil.copytree(paths.tenants(), folder / "tenants")
    made = Installation(folder / "motcua", folder / "tenants")
    done = made.motcua("tenant", "onboard", str(made.tenants / "gia-binh"))
    assert done.returncode == 0, done.stderr
    return made


def test_a_plugin_is_switched_on_and_off_at_one_center_and_the_other_stays(installation: Installation) -> None:
    elsewhere = installation.plugins("que-vo")
    assert ON_THERE in installation.plugins("gia-binh")
    off = installation.motcua("plugin", "disable", ON_THERE, "--center", "gia-binh")
    assert off.returncode == 0, off.stderr
    assert "Đã tắt gói tu_phap" in off.stdout
    assert ON_THERE not in installation.plugins("gia-binh")
    assert "không bật" in installation.motcua("plugin", "disable", ON_THERE, "--center", "gia-binh").stdout
    assert installation.motcua("tenant", "onboard", str(installation.tenants / "gia-binh")).returncode == 0
    on = installation.motcua("plugin", "enable", ON_THERE, "--center", "gia-binh")
    assert on.returncode == 0, on.stderr
    assert "motcua tenant onboard" in on.stdout
    assert ON_THERE in installation.plugins("gia-binh")
    assert "từ trước" in installation.motcua("plugin", "enable", ON_THERE, "--center", "gia-binh").stdout
    assert installation.plugins("que-vo") == elsewhere


async def test_a_switch_of_the_province_that_stands_over_the_file_is_said(installation: Installation) -> None:
    decided = {"on": True, "document": "Công văn 12/UBND", "by": "Hòa", "at": "2017-11-08T01:00:00Z", "key": "x"}
    words = ("--center", "gia-binh")
    async with embedded.running(installation.data, durable=False) as server:
        connection = await asyncpg.connect(server.superuser_dsn, database=DATABASE)
        await connection.execute(
            "INSERT INTO c_gia_binh.setting (key, value, set_at) VALUES ('plugins.province', $1, now())",
            json.dumps({ON_THERE: decided}),
        )
        try:
            off = await asyncio.to_thread(installation.motcua, "plugin", "disable", ON_THERE, *words)
            off_again = await asyncio.to_thread(installation.motcua, "plugin", "disable", ON_THERE, *words)
            on = await asyncio.to_thread(installation.motcua, "plugin", "enable", ON_THERE, *words)
        finally:
            await connection.execute("DELETE FROM c_gia_binh.setting WHERE key = 'plugins.province'")
            await connection.close()
    for answer in (off, off_again, on):
        assert answer.returncode == 0, answer.stderr
        assert "Công văn 12/UBND (Hòa)" in answer.stdout
        assert "nên gói vẫn bật" in answer.stdout
    assert "Tỉnh" not in installation.motcua("plugin", "enable", ON_THERE, *words).stdout


def test_a_center_without_the_agency_is_told_the_block_to_add(installation: Installation) -> None:
    known = read_centers(installation.tenants)["gia-binh"].agencies
    missing = next(key for key in read_centers(installation.tenants)["que-vo"].agencies if key not in known)
    answer = installation.motcua("plugin", "enable", missing, "--center", "gia-binh")
    assert answer.returncode == 1
    assert "[[agency]]" in answer.stderr
    assert f'key = "{missing}"' in answer.stderr


def test_a_desk_that_nobody_holds_is_said_when_the_plugin_is_switched_on(installation: Installation) -> None:
    staff = installation.tenants / "gia-binh" / "staff.csv"
    before = staff.read_text("utf-8")
    installation.motcua("plugin", "disable", ON_THERE, "--center", "gia-binh")
    staff.write_text("\n".join(line for line in before.splitlines() if f"{ON_THERE}:head" not in line) + "\n", "utf-8")
    said = installation.motcua("plugin", "enable", ON_THERE, "--center", "gia-binh").stdout
    staff.write_text(before, "utf-8")
    assert f"Chưa ai giữ vị trí {ON_THERE}:head" in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("enable", "khong_co", "--center", "que-vo"), "Chưa cài gói “khong_co”"),
        (("enable", ON_THERE, "--center", "ha-noi"), "Không có trung tâm “ha-noi”"),
        (("disable", "khong_co", "--center", "que-vo"), "không có cơ quan “khong_co”"),
        (("removable", "khong_co"), "Chưa cài gói “khong_co”"),
        (("removable", ON_THERE), "motcua plugin disable tu_phap --center"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(installation: Installation, words: tuple[str, ...], says: str) -> None:
    answer = installation.motcua("plugin", *words)
    assert answer.returncode == 1
    assert says in answer.stderr
    assert "Traceback" not in answer.stderr


async def test_the_list_shows_what_is_kept_back_and_where(installation: Installation) -> None:
    async with embedded.running(installation.data, durable=False) as server:
        connection = await asyncpg.connect(server.superuser_dsn, database=DATABASE)
        await connection.execute(
            """UPDATE c_gia_binh.plugin_standing SET quarantined_at = '2017-11-08T02:00:00Z', failures = 5,
            hook = 'dossier_changed', problem = 'gây lỗi KeyError (x.py:7)' WHERE plugin = 'tu_phap'"""
        )
        await connection.close()
    text = " ".join(installation.motcua("plugin", "list").stdout.split())  # wrapped to the width
    assert "gia-binh: tạm ngưng chạy mã từ 09:00" in text
    assert "dossier_changed lỗi 5 lần, lần cuối: gây lỗi KeyError (x.py:7)" in text
    listed = {each["key"]: each for each in json.loads(installation.motcua("plugin", "list", "--json").stdout)}
    (at,) = listed[ON_THERE]["centers"]  # Quế Võ is not onboarded here
    assert (at["center"], at["hook"], at["failures"]) == ("gia-binh", "dossier_changed", 5)
    bare = {
        each["key"]: each for each in json.loads(installation.motcua("plugin", "list", "--json", is_bare=True).stdout)
    }
    assert "centers" not in bare[ON_THERE]
