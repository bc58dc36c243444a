"""The administrator's commands on a real data folder, alone and beside a running server."""

from __future__ import annotations

import asyncio
import csv
import json
import shutil
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from motcua.centers import read_centers
from motcua.paths import tenants
from motcua.store import embedded
from motcua.store.bootstrap import DATABASE

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
    heading, *lines = csv.reader(passwords.read_text("utf-8-sig").splitlines())
    assert heading == ["Họ và tên", "Tài khoản", "Mật khẩu lần đầu"]
    assert [(name, username) for name, username, _ in lines] == [
        (person.name, person.username) for person in read_centers(tenants())["que-vo"].staff
    ]
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


async def test_a_code_is_taken_away_at_the_server_and_it_is_written_down(data: Path) -> None:
    """The last administrator lost the telephone: afterwards the password alone signs in, and everybody is out."""
    words = ("staff", "reset-code", "que-vo", "nga.nt")
    none = await asyncio.to_thread(run, *words, data=data)
    assert none.returncode != 0
    assert "Không có tài khoản “nga.nt” bật xác thực hai bước ở đây." in none.stderr
    left = "SELECT (SELECT count(*) FROM code_generator), (SELECT count(*) FROM recovery_code), count(*) FROM session"
    async with embedded.running(data, durable=False) as server:
        owner = await asyncpg.connect(server.superuser_dsn, database=DATABASE)
        try:
            await owner.execute("SET search_path = c_que_vo")
            staff_id = await owner.fetchval("SELECT id FROM staff WHERE username = 'nga.nt'")
            now = datetime.now(UTC)
            await owner.execute("INSERT INTO code_generator VALUES ($1, 'x', 1, $2)", staff_id, now)
            await owner.execute("INSERT INTO recovery_code VALUES ($1, 'x', $2)", staff_id, now)
            await owner.execute(
                """INSERT INTO session (token_hash, staff_id, created_at, seen_at, expires_at, address, agent)
                VALUES ('x', $1, $2, $2, $2::timestamptz + interval '1 hour', '', '')""",
                staff_id,
                now,
            )
            assert tuple(await owner.fetchrow(left)) == (1, 1, 1)
            done = await asyncio.to_thread(run, *words, data=data)
            assert done.returncode == 0, done.stderr
            assert "Đã bỏ xác thực hai bước của nga.nt." in done.stdout
            assert tuple(await owner.fetchrow(left)) == (0, 0, 0)
            told = await owner.fetchrow("SELECT kind, data::text FROM account_act WHERE staff_id = $1", staff_id)
            assert told[0] == "code_reset"
            assert "máy chủ" in told[1]
        finally:
            await owner.close()
    again = await asyncio.to_thread(run, *words, data=data)
    assert again.returncode != 0
    assert "Traceback" not in again.stderr


def test_a_mistake_in_a_centers_data_stops_its_onboarding_with_file_key_and_remedy(data: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tenants", tmp_path / "tenants")
    broken = tmp_path / "tenants" / "que-vo" / "center.toml"
    broken.write_text(broken.read_text("utf-8").replace("ordinal", "ordinall", 1), "utf-8")
    answer = run("tenant", "onboard", str(broken.parent), data=data)
    assert answer.returncode != 0
    assert "ordinall" in answer.stderr
    assert "center.toml" in answer.stderr


async def test_a_recount_names_the_sum_that_was_written_over_and_mends_it(data: Path) -> None:
    async def spoil() -> None:
        async with embedded.running(data, durable=False) as server:
            owner = await asyncpg.connect(server.superuser_dsn, database=DATABASE)
            try:
                await owner.execute(
                    """INSERT INTO c_que_vo.tally (measure, on_date, agency, procedure_key, channel, officer_id, n)
                    VALUES ('received', '2017-11-08', 'tu_phap', 'khong-co', 'direct', $1, 2)""",
                    UUID(int=0),
                )
            finally:
                await owner.close()

    answer = await asyncio.to_thread(run, "recount", "que-vo", data=data)
    assert answer.returncode == 0, answer.stderr
    assert "Số tổng hợp khớp với hồ sơ." in answer.stdout
    await spoil()
    answer = await asyncio.to_thread(run, "recount", "que-vo", data=data)
    assert answer.returncode == 1
    assert "ngày 08/11/2017, Tiếp nhận, Phòng Tư pháp, thủ tục khong-co" in answer.stderr
    assert "số tổng hợp 2, đếm lại 0" in answer.stderr
    answer = await asyncio.to_thread(run, "recount", "que-vo", "--mend", data=data)
    assert answer.returncode == 0, answer.stderr
