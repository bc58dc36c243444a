"""The units are what systemd understands, and leave the service little to do harm with."""

from __future__ import annotations

import configparser
import re
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from tests.infra.bouncer import ROOT

from motcua.cli import register
from motcua.settings import READERS, read_settings
from motcua.testing.selection import infra_program

UNITS = ROOT / "infra" / "systemd"
SERVICES = ("motcua.service", "motcua-backup.service", "motcua-drill@.service")
PROGRAM = "/opt/motcua/venv/bin/motcua"
MOST_EXPOSED = 2.5  # systemd's own scale, from 0 to 10


def unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(UNITS / name, encoding="utf-8")
    return parser


def systemd(*words: str) -> subprocess.CompletedProcess[str]:
    program = infra_program("systemd-analyze")
    assert program is not None
    return subprocess.run([program, *words], capture_output=True, text=True, timeout=120)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The units with a program that exists on this machine."""
    for path in UNITS.glob("motcua*.*"):
        if path.suffix in (".service", ".timer"):
            text = path.read_text(encoding="utf-8").replace(PROGRAM, str(shutil.which("true")))
            (tmp_path / path.name).write_text(text, "utf-8")
    return tmp_path


@pytest.mark.infra
def test_systemd_understands_every_line(here: Path) -> None:
    names = sorted(str(path) for path in here.iterdir())
    assert len(names) == 5
    done = systemd("verify", "--man=no", *names)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.infra
def test_a_misspelt_line_is_found(here: Path) -> None:
    path = here / "motcua.service"
    path.write_text(path.read_text(encoding="utf-8").replace("NoNewPrivileges=", "NoNewPrivilege=", 1), "utf-8")
    assert "NoNewPrivilege" in systemd("verify", "--man=no", str(path)).stderr


def exposure(path: Path) -> float:
    done = systemd("security", "--offline=true", "--no-pager", str(path))
    said = re.search(r"Overall exposure level[^:]*: ([\d.]+)", done.stdout)
    assert said is not None, done.stdout + done.stderr
    return float(said[1])


@pytest.mark.infra
@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_little_exposed_and_would_be_more_without_its_lines(here: Path, name: str) -> None:
    path = here / name
    assert exposure(path) <= MOST_EXPOSED
    open_ = re.sub(r"(?m)^(Protect|Restrict|Private|System|Capability|NoNew).*\n", "", path.read_text(encoding="utf-8"))
    path.write_text(open_, "utf-8")
    assert exposure(path) > MOST_EXPOSED


def test_services_share_account_settings_and_folder() -> None:
    for name in SERVICES:
        service = unit(name)["Service"]
        assert (service["User"], service["EnvironmentFile"]) == ("motcua", "/etc/motcua/motcua.env")
        assert (service["StateDirectory"], service["StateDirectoryMode"], service["UMask"]) == (
            "motcua",
            "0700",
            "0077",
        )
        assert service["ExecStart"].startswith(f"{PROGRAM} ")


def test_what_the_nightly_backup_is_told_is_in_the_example_and_may_be_written() -> None:
    shown = dict(re.findall(r"(?m)^(MOTCUA_[A-Z_]+)=(.*)$", (UNITS / "motcua.env.example").read_text("utf-8")))
    place = read_settings(shown).backup_to
    assert place.startswith("/")
    for name in ("motcua-backup.service", "motcua-drill@.service"):
        assert f"-{place}" in unit(name)["Service"]["ReadWritePaths"].split()
    assert place in (ROOT / "infra" / "wheelhouse" / "install.sh").read_text("utf-8")
    assert unit("motcua-backup.service")["Service"]["ExecStart"].split()[1:] == ["backup"]
    for timer in ("motcua-backup.timer", "motcua-drill@.timer"):
        assert unit(timer)["Timer"]["Persistent"] == "true"
        assert "Asia/Ho_Chi_Minh" in unit(timer)["Timer"]["OnCalendar"]


def test_the_units_name_commands_that_exist() -> None:
    commands = set(register().commands)
    for name in SERVICES:
        assert unit(name)["Service"]["ExecStart"].split()[1] in commands


def test_stopping_waits_longer_than_requests_may_take() -> None:
    from motcua.cli.process import GRACE

    assert int(unit("motcua.service")["Service"]["TimeoutStopSec"]) > 2 * GRACE


def test_every_unit_says_what_it_is_and_why() -> None:
    for path in UNITS.iterdir():
        lines = path.read_text(encoding="utf-8").splitlines()
        assert sum(line.startswith("#") for line in lines) >= 2, path.name


@pytest.mark.parametrize("name", ["systemd/motcua.env.example"])
def test_the_example_of_settings_is_read_by_the_application(name: str) -> None:
    text = (ROOT / "infra" / name).read_text(encoding="utf-8")
    shown = dict(re.findall(r"(?m)^#?(MOTCUA_[A-Z_]+)=(.*)$", text))
    assert shown.keys() <= READERS.keys()
    settings = read_settings(shown)
    assert settings.secure_cookies
    assert settings.metrics_at == ("127.0.0.1", 9464)
    plain = dict(re.findall(r"(?m)^(MOTCUA_[A-Z_]+)=(.*)$", text))
    assert read_settings(plain).is_embedded


def test_the_administrators_command_runs_as_the_service_does() -> None:
    path = UNITS / "motcua"
    text = path.read_text(encoding="utf-8")
    assert path.stat().st_mode & stat.S_IXUSR
    assert "/etc/motcua/motcua.env" in text
    assert PROGRAM in text
    assert subprocess.run(["sh", "-n", str(path)]).returncode == 0
