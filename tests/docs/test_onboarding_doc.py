"""`docs/onboarding.md` takes a new officer from nothing to a working center: every command is run as it is written."""

from __future__ import annotations

import asyncio
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from motcua import paths
from motcua.store import embedded

DOC = (Path(__file__).resolve().parents[2] / "docs" / "onboarding.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(sh|csv|toml)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    kind: str
    name: str
    text: str


BLOCKS = [Block(*found.groups(default="")) for found in BLOCK.finditer(DOC)]


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Path]:
    """An installation of its own at an officer's desk, with a database that is up."""
    shutil.copytree(paths.tenants(), tmp_path / "tenants")
    async with embedded.running(tmp_path / "data", durable=False):
        yield tmp_path


def run(place: Path, line: str) -> subprocess.CompletedProcess[str]:
    program, *words = shlex.split(line)
    assert program == "motcua"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MOTCUA_")}
    environment |= {
        "MOTCUA_DATA": str(place / "data"),
        "MOTCUA_TENANTS": str(place / "tenants"),
        "MOTCUA_CLOCK": "2018-01-10T08:00",
    }
    command = [str(Path(sys.executable).with_name("motcua")), *words]
    return subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.slow
async def test_the_commands_of_the_page_make_a_working_center_and_take_it_away_again(place: Path) -> None:
    said: dict[str, str] = {}
    for block in BLOCKS:
        match block.kind:
            case "csv":
                (place / block.name).write_text(block.text, encoding="utf-8")
            case "toml":
                path = place / "tenants" / block.name
                path.write_text(path.read_text("utf-8") + block.text, encoding="utf-8")
            case _:
                for line in block.text.splitlines():
                    done = await asyncio.to_thread(run, place, line)
                    assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
                    said[line] = done.stdout
    told = "\n".join(said.values())
    assert "Sẵn sàng làm việc." in told
    assert "Đã nhận 2 hồ sơ." in told
    assert (place / "phieu-du-phong.pdf").read_bytes().startswith(b"%PDF")
    (minutes,) = (place / "roi-di").glob("bien-ban-*.pdf")
    assert minutes.read_bytes().startswith(b"%PDF")
    assert not (place / "tenants" / "luong-tai").exists()
    # A page without its decision would leave the counter empty, and the check would say so.
    assert "công bố 0" not in said["motcua tenant onboard luong-tai --dry-run"]


def test_the_page_names_every_command_of_onboarding() -> None:
    lines = [line for block in BLOCKS if block.kind == "sh" for line in block.text.splitlines()]
    begun = {" ".join(shlex.split(line)[1:3]) for line in lines}
    wanted = {"tenant new", "tenant onboard", "staff import", "tenant check", "tenant settings", "tenant takeover"}
    assert wanted | {"outage sheets", "tenant leave"} <= begun
