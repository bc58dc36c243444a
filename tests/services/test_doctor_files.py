"""What the doctor says of the file store and of the virus scanner."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from tests.buckets import bucket_server, use_bucket
from tests.clamav import Daemon
from tests.services.test_doctor import seen_with
from tests.store.hostile_files import picture

from motcua.centers import entered
from motcua.domain.errors import Refused
from motcua.services.doctor import Level, files
from motcua.services.files.keeping import Upload, keep_file
from motcua.services.office import Office
from motcua.settings import read_settings
from motcua.store import inspection
from motcua.store.clamd import Clamd
from motcua.store.queries.files import Place
from motcua.testing.offices import at

NOW = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)


async def test_a_folder_is_not_made_by_looking(tmp_path: Path) -> None:
    settings = read_settings({"MOTCUA_DATA": str(tmp_path / "chua-co")})
    (found,) = await files.store(settings)
    assert found.level is Level.OK
    assert not (tmp_path / "chua-co").exists()


async def test_a_bucket_answers_or_is_bad(monkeypatch: pytest.MonkeyPatch) -> None:
    with bucket_server("tep") as address:
        use_bucket(monkeypatch, address)
        for bucket, level in (("tep", Level.OK), ("khong-co", Level.BAD)):
            (found,) = await files.store(read_settings({"MOTCUA_FILES": f"s3://{bucket}/a"}))
            assert found.level is level
            assert f"s3://{bucket}/a" in found.says


@pytest.mark.infra
async def test_clamd_answers_is_away_or_is_not_set_up(clamd: Daemon, tmp_path: Path) -> None:
    (found,) = await files.scanner(read_settings({"MOTCUA_CLAMD": clamd.address}), NOW)
    assert (found.level, "ClamAV" in found.says) == (Level.OK, True)
    for policy, words in (("hold", "phải chờ"), ("accept", "chưa quét")):
        env = {"MOTCUA_CLAMD": str(tmp_path / "khong-co.ctl"), "MOTCUA_CLAMD_DOWN": policy}
        (found,) = await files.scanner(read_settings(env), NOW)
        assert (found.level, words in found.says) == (Level.BAD, True)
    (found,) = await files.scanner(read_settings({}), NOW)
    assert found.level is Level.WARN


@pytest.mark.parametrize(
    ("says", "level"),
    [
        ("ClamAV 1.4.3/27831/Fri Nov 27 09:45:08 2026", Level.OK),
        ("ClamAV 1.4.3/27700/Mon Jul 20 09:45:08 2026", Level.WARN),
        ("ClamAV 1.4.3", Level.OK),
    ],
)
def test_old_signatures_are_said(says: str, level: Level) -> None:
    assert files.of_signatures("/run/clamav/clamd.ctl", says, NOW).level is level


def test_files_that_wait_too_long_are_bad() -> None:
    assert list(files.waiting(seen_with(), NOW)) == []
    for since, level in ((timedelta(minutes=5), Level.WARN), (timedelta(hours=5), Level.BAD)):
        (found,) = files.waiting(seen_with(files_waiting=3, files_since=NOW - since), NOW)
        assert (found.level, "3 tệp" in found.says) == (level, True)


async def test_waiting_files_are_counted_in_every_center(
    office: Office, que_vo: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    url = office.settings.owner_url
    assert url is not None
    before = (await inspection.look(url)).files_waiting
    monkeypatch.setattr(office.files, "scanner", Clamd(str(tmp_path / "khong-co.ctl")))
    with entered(que_vo):
        place = Place(draft_key=uuid4(), citizen_id=uuid4())
        body = b"\x89PNG\r\n\x1a\n"
        with pytest.raises(Refused):
            await keep_file(office, place, Upload(body, "a.png"), at=at("2017-11-08 08:00"))
        assert (await inspection.look(url)).files_waiting == before, "what is refused does not wait"
        await keep_file(office, place, Upload(picture(), "a.png"), at=at("2017-11-08 08:00"))
    seen = await inspection.look(url)
    assert seen.files_waiting == before + 1
    assert seen.files_since is not None
