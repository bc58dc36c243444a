"""A server without internet: the folder is made for real, and installed from with no network at all."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.infra.bouncer import ROOT

SCRIPTS = ROOT / "infra" / "wheelhouse"


@pytest.mark.parametrize("name", ["build.sh", "install.sh"])
def test_a_script_stops_at_the_first_mistake_and_says_how_it_is_called(name: str) -> None:
    text = (SCRIPTS / name).read_text(encoding="utf-8")
    assert "set -euo pipefail" in text
    assert f"{name} [" in text or f"./{name}" in text
    assert subprocess.run(["bash", "-n", str(SCRIPTS / name)]).returncode == 0


def run(*words: str | Path, alone: bool = False) -> subprocess.CompletedProcess[str]:
    """`alone`: in a network namespace with nothing in it, where this account may make one."""
    unshare = ["unshare", "--net", *(() if os.geteuid() == 0 else ("--map-root-user",))] if alone else []
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "VIRTUAL_ENV"))}
    return subprocess.run([*unshare, *map(str, words)], capture_output=True, text=True, timeout=900, env=environment)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("offline") / "motcua-offline"
    done = run(SCRIPTS / "build.sh", into)
    assert done.returncode == 0, done.stderr
    return into


@pytest.mark.slow
def test_it_is_installed_without_a_network_and_works_without_the_sources(folder: Path, tmp_path: Path) -> None:
    done = run(folder / "install.sh", "--venv-only", tmp_path / "motcua", alone=True)
    assert done.returncode == 0, done.stdout + done.stderr
    motcua = tmp_path / "motcua" / "venv" / "bin" / "motcua"
    assert "venv.moi" not in motcua.read_text()
    told = run(motcua, "plugin", "list", "--json", alone=True)
    assert told.returncode == 0, told.stderr
    plugins = json.loads(told.stdout)
    assert {plugin["key"] for plugin in plugins} == {path.parent.name for path in ROOT.glob("plugins/*/pyproject.toml")}
    assert all(plugin["status"] == "loaded" for plugin in plugins)
    asks = "from motcua import paths; print(paths.PACKAGE, paths.templates().is_dir())"
    where, has_templates = run(motcua.with_name("python"), "-c", asks).stdout.split()
    assert Path(where).is_relative_to(tmp_path)
    assert has_templates == "True"
    # Again, as an upgrade: what ran before is kept beside it.
    assert run(folder / "install.sh", "--venv-only", tmp_path / "motcua", alone=True).returncode == 0
    assert (tmp_path / "motcua" / "venv.truoc" / "bin" / "motcua").exists()


@pytest.mark.slow
def test_a_damaged_copy_is_refused_and_what_runs_is_left(folder: Path, tmp_path: Path) -> None:
    copied = tmp_path / "usb"
    shutil.copytree(folder, copied)
    wheel = next((copied / "wheels").iterdir())
    wheel.write_bytes(wheel.read_bytes()[:-1])
    done = run(copied / "install.sh", "--venv-only", tmp_path / "motcua")
    assert done.returncode == 1
    assert "Bản chép bị hỏng" in done.stderr
    assert not (tmp_path / "motcua").exists()


@pytest.mark.slow
def test_a_package_that_was_exchanged_is_refused_although_the_list_of_sums_was_too(
    folder: Path, tmp_path: Path
) -> None:
    copied = tmp_path / "usb"
    shutil.copytree(folder, copied)
    wheel = next((copied / "wheels").glob("click-*.whl"))
    wheel.write_bytes(wheel.read_bytes() + b"\0")
    sums = "find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum >SHA256SUMS"
    assert subprocess.run(["bash", "-c", sums], cwd=copied).returncode == 0
    done = run(copied / "install.sh", "--venv-only", tmp_path / "motcua")
    assert done.returncode != 0
    assert "HASH" in done.stderr.upper()
    assert not (tmp_path / "motcua" / "venv").exists()
