"""A center moved to another server, copied beside itself, killed in the middle: real processes and databases."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.backup.conftest import accept, state_of

from motcua.centers import Center, entered
from motcua.domain.people import Acting
from motcua.paths import tenants
from motcua.services.backup.making import back_up, owner_connection
from motcua.services.backup.manifest import Manifest, choose
from motcua.services.backup.moving import export
from motcua.services.letters.issuing import issue
from motcua.services.office import Office
from motcua.settings import wall_clock
from motcua.store import embedded
from motcua.store.depot import open_depot
from motcua.store.secrets import load_sealer

__all__ = ["accept"]
MOTCUA = str(Path(sys.executable).with_name("motcua"))
NAMESPACE = ("unshare", "-m") if os.geteuid() == 0 else ("unshare", "-rm")
# What a server adds or takes away by itself: who is signed in, and what onboarding wrote of itself.
OWN = {"session", "presence", "setting"}


class Server:
    """A data folder with its folder of tenants, used by processes of its own."""

    def __init__(self, data: Path, folder: Path) -> None:
        self.data, self.tenants = data, folder

    def start(self, *words: str, **env: str) -> subprocess.Popen[str]:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("MOTCUA_")}
        return subprocess.Popen(
            [MOTCUA, *words, "--data", str(self.data)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment | {"MOTCUA_TENANTS": str(self.tenants)} | env,
        )

    def run(self, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
        process = self.start(*words, **env)
        out, err = process.communicate(timeout=240)
        return subprocess.CompletedProcess(words, process.returncode, out, err)

    def done(self, *words: str) -> str:
        answer = self.run(*words)
        assert answer.returncode == 0, answer.stderr + answer.stdout
        return answer.stdout


@pytest.fixture(scope="module")
async def exported(office: Office, center: Center, accept: Any, tmp_path_factory: Any) -> tuple[Path, Manifest]:
    """Quế Võ of one installation, with dossiers and a letter, in one file."""
    await accept(center)
    case = await accept(center)
    receiver = case.crew.receiving(case.version.agency)[0]
    with entered(center):
        await issue(office, Acting(receiver, case.at), case.id, "giay-tiep-nhan", case.version_seen, {}, case.id)
    file = tmp_path_factory.mktemp("mang đi") / "que-vo.motcua"
    return file, await export(office, center, file, wall_clock())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Another installation with keys of its own, where only Gia Bình works."""
    folder = tmp_path_factory.mktemp("máy khác")
    shutil.copytree(tenants(), folder / "tenants", ignore=shutil.ignore_patterns("que-vo"))
    made = Server(folder / "data", folder / "tenants")
    made.done("tenant", "onboard", str(made.tenants / "gia-binh"))
    return made


def counted(manifest: Manifest) -> dict[str, tuple[int, str]]:
    return {table.name: (table.rows, table.sha256) for table in manifest.tables if table.name not in OWN}


@pytest.mark.slow
async def test_a_center_moves_to_another_server_while_the_others_there_work(
    office: Office, exported: tuple[Path, Manifest], server: Server, tmp_path: Path
) -> None:
    file, manifest = exported
    keys = str(office.settings.key_file)
    refused = await asyncio.to_thread(server.run, "tenant", "import", str(file))
    assert refused.returncode == 1
    assert f"khóa bằng tệp khóa {office.sealer.name}" in refused.stderr
    assert not (server.tenants / "que-vo").exists()

    async with embedded.running(server.data, durable=False):  # the other centers' server runs
        said = await asyncio.to_thread(server.done, "tenant", "import", str(file), "--keys", keys)
        assert "khớp từng bảng" in said
        trail = await asyncio.to_thread(server.done, "trail", "verify", "que-vo")
        assert "Nhật ký nguyên vẹn" in trail
        depot = tmp_path / "bản sao"
        await asyncio.to_thread(server.done, "backup", "--to", str(depot))
        again = await asyncio.to_thread(server.done, "drill", "que-vo", "--from", str(depot))
        assert "1 giấy in lại" in again  # the adopted keys open what the letter says

    made = await choose(open_depot(str(depot)), load_sealer(server.data / "secrets" / "keys.json"), "que-vo", None)
    assert counted(made) == counted(manifest)
    assert (made.file_count, made.file_bytes) == (manifest.file_count, manifest.file_bytes)
    assert made.trail == manifest.trail
    assert made.key != manifest.key
    assert (server.tenants / "que-vo" / "center.toml").read_bytes() == (
        tenants() / "que-vo" / "center.toml"
    ).read_bytes()
    twice = await asyncio.to_thread(server.run, "tenant", "import", str(file), "--keys", keys)
    assert "đã có" in twice.stderr
    listed = json.loads(await asyncio.to_thread(server.done, "tenant", "list", "--json"))
    assert {each["key"] for each in listed if each["is_onboarded"]} == {"que-vo", "gia-binh"}


@pytest.mark.slow
async def test_a_copy_under_another_key_opens_what_the_original_sealed(server: Server, tmp_path: Path) -> None:
    depot = str(tmp_path / "bản sao")
    await asyncio.to_thread(server.done, "backup", "que-vo", "--to", depot)
    await asyncio.to_thread(server.done, "tenant", "restore", "que-vo", "--from", depot, "--as", "que-vo-cu", "--yes")
    assert "nguyên vẹn" in await asyncio.to_thread(server.done, "trail", "verify", "que-vo-cu")
    await asyncio.to_thread(server.done, "backup", "que-vo-cu", "--to", depot)
    said = await asyncio.to_thread(server.done, "drill", "que-vo-cu", "--from", depot)
    assert "Khớp" in said
    files = {path.name for path in (server.data / "files" / "que-vo-cu").rglob("*") if path.is_file()}
    assert files == {path.name for path in (server.data / "files" / "que-vo").rglob("*") if path.is_file()}


@pytest.mark.slow
async def test_a_lost_server_comes_back_from_the_depot_and_the_key_file_alone(
    office: Office, center: Center, exported: tuple[Path, Manifest], tmp_path: Path
) -> None:
    await back_up(office, center, open_depot(str(tmp_path / "b"), makes=True), wall_clock())
    lost = Server(tmp_path / "data", tmp_path / "tenants")  # neither folder is there
    words = ("tenant", "restore", "que-vo", "--from", str(tmp_path / "b"), "--yes")
    without = await asyncio.to_thread(lost.run, *words)
    assert "khóa bằng tệp khóa" in without.stderr
    shutil.copy(office.settings.key_file, lost.data / "secrets" / "keys.json")
    assert "khớp từng bảng" in await asyncio.to_thread(lost.done, *words)
    assert "nguyên vẹn" in await asyncio.to_thread(lost.done, "trail", "verify", "que-vo")
    assert {path.name for path in lost.tenants.iterdir()} == {"que-vo", "province.toml", "calendar"}
    shutil.rmtree(lost.tenants / "que-vo")  # as if killed after the commit, before the folder was put down
    assert "chỉ đặt lại thư mục" in await asyncio.to_thread(lost.done, *words)
    assert (lost.tenants / "que-vo" / "center.toml").exists()


@pytest.mark.parametrize("what", ["cut", "changed", "not ours"])
def test_an_exported_file_that_is_not_whole_changes_nothing(
    exported: tuple[Path, Manifest], office: Office, tmp_path: Path, what: str
) -> None:
    body = exported[0].read_bytes()
    bad = tmp_path / "que-vo.motcua"
    bad.write_bytes(
        {"cut": body[:-70_000], "changed": body.replace(b'"rows": ', b'"rows": 1', 1), "not ours": b"x"}[what]
    )
    shutil.copytree(tenants(), tmp_path / "tenants", ignore=shutil.ignore_patterns("que-vo"))
    empty = Server(tmp_path / "data", tmp_path / "tenants")
    answer = empty.run("tenant", "import", str(bad), "--keys", str(office.settings.key_file))
    assert answer.returncode == 1
    assert answer.stderr.strip().splitlines()[-1].startswith("Lỗi: Bản sao lưu hỏng")
    assert "Traceback" not in answer.stderr
    assert {path.name for path in empty.tenants.iterdir()} == {path.name for path in tenants().iterdir()} - {"que-vo"}
    assert list(empty.data.rglob(".motcua-*")) == []


@pytest.fixture
async def own(office: Office, tmp_path: Path) -> tuple[Server, str]:
    """Processes on this test's own database, and a backup of its Quế Võ."""
    await back_up(office, office.centers["que-vo"], open_depot(str(tmp_path / "b"), makes=True), wall_clock())
    return Server(office.settings.data_dir, office.settings.tenants_dir), str(tmp_path / "b")


async def test_kill_9_before_the_switch_leaves_no_half_of_a_restore(
    office: Office, center: Center, accept: Any, own: tuple[Server, str], cluster: embedded.Server
) -> None:
    server, place = own
    await accept(center)
    state = await state_of(office, center.schema)
    env = {
        "MOTCUA_OWNER_URL": str(office.settings.owner_url),
        "MOTCUA_DATABASE_URL": str(office.settings.database_url),
        "MOTCUA_KEY_FILE": str(office.settings.key_file),
    }
    words = ("tenant", "restore", "que-vo", "--from", place, "--yes")
    async with owner_connection(office) as holder:
        work = holder.transaction()  # a request in hand: the switch must wait for it
        await work.start()
        await holder.execute(f"SELECT 1 FROM {center.schema}.dossier LIMIT 1 FOR UPDATE")
        process = server.start(*words, **env)
        async with owner_connection(office) as watch:
            while not await watch.fetchval(
                "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = $1::regclass", f"{center.schema}.dossier"
            ):
                assert process.poll() is None, process.stderr and process.stderr.read()
                await asyncio.sleep(0.05)
            process.send_signal(signal.SIGKILL)
            await asyncio.to_thread(process.communicate)
        await work.rollback()
        await holder.execute("SET lock_timeout = '60s'")  # the killed one's transaction ends, however long that takes
        await holder.fetchval("SELECT pg_advisory_lock(7040523, hashtext('que-vo'))")
        left = await holder.fetch("SELECT nspname FROM pg_namespace WHERE nspname ~ '^(r|old)_'")
        assert left == []
    assert await state_of(office, center.schema) == state
    answer = await asyncio.to_thread(server.run, *words, **env)  # the control: let alone, it does change everything
    assert answer.returncode == 0, answer.stderr
    assert await state_of(office, center.schema) != state


async def test_a_full_depot_is_one_sentence_and_no_backup(
    office: Office, own: tuple[Server, str], tmp_path: Path
) -> None:
    """On a file system of 64 kB, in a mount namespace of its own."""
    server, _ = own
    full = tmp_path / "đầy"
    full.mkdir()
    command = [MOTCUA, "backup", "que-vo", "--to", str(full), "--data", str(server.data)]
    environment = os.environ | {
        "MOTCUA_OWNER_URL": str(office.settings.owner_url),
        "MOTCUA_DATABASE_URL": str(office.settings.database_url),
        "MOTCUA_KEY_FILE": str(office.settings.key_file),
    }
    script = (
        'mount -t tmpfs -o size="$1" none "$2" && shift 2 && "$@"; code=$?; find "$5" -name manifest.json; exit $code'
    )

    async def on_a_disk_of(size: str) -> tuple[int | None, str, str]:
        process = await asyncio.create_subprocess_exec(
            *NAMESPACE, "sh", "-c", script, "sh", size, str(full), *command,
            env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        out, err = await process.communicate()
        return process.returncode, out.decode(), err.decode()

    code, out, err = await on_a_disk_of("64k")
    assert (code, "đã hết chỗ" in err, "manifest.json" in out) == (1, True, False), err + out
    assert "Traceback" not in err
    code, out, _ = await on_a_disk_of("64m")
    assert (code, "manifest.json" in out) == (0, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("backup",), "Chưa có cơ sở dữ liệu trong"),
        (("drill", "que-vo", "--from", "/không/có"), "Chưa có cơ sở dữ liệu trong"),
        (("tenant", "export", "que-vo", "--into", "x"), "Chưa có cơ sở dữ liệu trong"),
        (("tenant", "import", "/không/có.motcua"), "Không có tệp /không/có.motcua."),
        (("tenant", "restore", "que-vo"), "Chưa biết sao lưu ở đâu"),
        (("tenant", "restore", "que-vo", "--from", "/không/có"), "Không dùng được thư mục sao lưu"),
    ],
)
def test_a_mistyped_command_is_one_sentence_and_makes_no_folder(
    tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    answer = Server(tmp_path / "data", tenants()).run(*words)
    assert answer.returncode == 1
    (said,) = answer.stderr.strip().splitlines()
    assert said.startswith("Lỗi: ")
    assert told in said
    assert not (tmp_path / "data").exists()
