"""Hidden folders of restores: gone when the work is done, cleared by the next one when it was killed."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from motcua.services.backup.hidden import (
    PLACED,
    STAGED,
    UNPACKED,
    clear_left_behind,
    hidden_folder,
    incoming,
    left_behind,
)
from motcua.settings import Settings, read_settings

AT_WORK = """import sys, time
from pathlib import Path
from motcua.services.backup.hidden import hidden_folder
with hidden_folder(Path(sys.argv[1]), sys.argv[2]) as folder:
    (folder / "staff.csv").write_text("Nguyễn Thị Lan")
    print(folder, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "tenants").mkdir()
    made = read_settings({}, data_dir=tmp_path / "data", tenants_dir=tmp_path / "tenants")
    incoming(made).mkdir(parents=True)
    return made


def places(settings: Settings) -> list[tuple[Path, str]]:
    return [(settings.data_dir, STAGED), (incoming(settings), UNPACKED), (settings.tenants_dir, PLACED)]


@pytest.mark.parametrize("place", [0, 1, 2], ids=["staged", "unpacked", "placed"])
def test_what_a_killed_process_left_goes_and_what_another_works_in_stays(settings: Settings, place: int) -> None:
    beside, prefix = places(settings)[place]
    process = subprocess.Popen([sys.executable, "-c", AT_WORK, beside, prefix], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    folder = Path(process.stdout.readline().strip())
    assert (left_behind(settings), clear_left_behind(settings)) == ((), ())
    assert (folder / "staff.csv").exists()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert left_behind(settings) == (folder,)
    assert clear_left_behind(settings) == (folder,)
    assert (folder.exists(), left_behind(settings)) == (False, ())


def test_at_the_end_of_the_work_nothing_stays_and_nothing_else_is_touched(settings: Settings) -> None:
    (settings.data_dir / "files").mkdir()
    (settings.tenants_dir / "que-vo").mkdir()
    for beside, prefix in places(settings):
        with hidden_folder(beside, prefix) as folder:
            assert folder.parent == beside
        assert not folder.exists()
    assert clear_left_behind(settings) == ()
    assert (settings.data_dir / "files").is_dir()
    assert (settings.tenants_dir / "que-vo").is_dir()


def test_a_new_server_has_nothing_to_clear(tmp_path: Path) -> None:
    bare = read_settings({}, data_dir=tmp_path / "data", tenants_dir=tmp_path / "tenants")
    assert (left_behind(bare), clear_left_behind(bare)) == ((), ())
