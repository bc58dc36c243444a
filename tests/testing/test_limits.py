"""A test that never ends fails within its limit, says where it stood, and the others go on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOOKS = """
from tests import limits
from tests.limits import pytest_collection_modifyitems, pytest_runtest_setup, pytest_runtest_teardown

limits.ASIDE = 1
"""
HANGING = """
import asyncio, time
import pytest

async def for_ever():
    await asyncio.sleep(1000)  # here it stood

@pytest.mark.timeout(3)
async def test_that_waits():
    await for_ever()

@pytest.mark.timeout(1)
def test_that_blocks():
    time.sleep(1000)

@pytest.fixture
async def leftover():
    yield
    await for_ever()

@pytest.fixture
def needed():
    time.sleep(1000)

def test_that_never_begins(needed):
    pass

async def test_that_fails(leftover):
    assert False

async def test_of_somebody_else():
    await asyncio.sleep(0)
"""


def run(folder: Path, hooks: str, only: str = "test_") -> str:
    (folder / "conftest.py").write_text(hooks)
    (folder / "test_hanging.py").write_text(HANGING)
    (folder / "pytest.ini").write_text("[pytest]\ntimeout = 20\ntimeout_func_only = true\nasyncio_mode = auto\n")
    argv = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--import-mode=importlib", "-k", only, folder]
    return subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False).stdout


def test_whatever_hangs_is_ended_and_the_rest_goes_on(tmp_path: Path) -> None:
    said = run(tmp_path, HOOKS)
    assert "3 failed, 1 passed, 2 errors" in said, said
    assert "asyncio.sleep(1000)  # here it stood" in said
    assert "Timeout (>1.0s) from pytest-timeout" in said
    assert "ERROR at setup of test_that_never_begins" in said
    assert "ERROR at teardown of test_that_fails" in said


def test_without_the_hooks_a_coroutine_does_not_say_where_it_stood(tmp_path: Path) -> None:
    said = run(tmp_path, "", only="waits")
    assert "Timeout (>3.0s) from pytest-timeout" in said, said
    assert "# here it stood" not in said
