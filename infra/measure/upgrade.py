"""What an upgrade and a start of a whole province cost, for docs/performance.md: `uv run infra/measure/upgrade.py`.

130 centers in the embedded server, copied from one that was onboarded (its procedures published, a few people), and
planted migrations of the usual kinds: a column with a default, a table with two indexes, an index built beside the
writers. Then `motcua upgrade` in a process of its own, once with all to do and three times with nothing, and
`motcua serve` until it is ready, three times with nothing to do, and once after an agency has brought a new procedure.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from motcua.cli.administering import installation
from motcua.services.setup.onboarding import onboard
from motcua.services.setup.starting import digests_of
from motcua.settings import read_settings, wall_clock
from motcua.store.bootstrap import connect_owner
from motcua.store.upgrading import keep_data_hash
from motcua.testing.cloning import clone_centers, clone_folders

MODEL = "que-vo"
PROGRAM = """
import pathlib, sys
from motcua.store.migrations import center
planted = pathlib.Path(sys.argv.pop(1))
center.__path__.append(str(planted))
if (planted / "agency.py").exists():
    exec((planted / "agency.py").read_text("utf-8"))
from motcua.cli import main
main()
"""
NEW_PROCEDURE = """
import motcua_tu_phap
from motcua.api import Procedure, hookimpl
from motcua.api.forms import Check, Date, Form, Integer, Paper, Section, Text, age
from motcua.api.routes import Desk, Route, Step, otherwise, working_days

OFFICER = Desk("officer", "Chuyên viên")
known = motcua_tu_phap.register_procedures


class MeasuredForm(Form):
    person = Section("Người đề nghị")
    name = Text("Họ và tên")
    born = Date("Ngày sinh", not_future=True)
    copies = Integer("Số bản", least=1, most=20)
    papers = Section("Thành phần hồ sơ")
    request = Paper("Đơn đề nghị", originals=1)
    adult = Check("Người đề nghị phải đủ 18 tuổi.", age(born) >= 18, at=born)


MEASURED = Procedure(
    key="do-thoi-gian",
    title="Đo thời gian (thủ tục mẫu)",
    sector="Hộ tịch",
    form=MeasuredForm,
    route=Route(otherwise(Step("Kiểm tra hồ sơ", OFFICER, within=working_days(1)))),
    term=working_days(3),
    result="Giấy xác nhận",
    result_is_signed=False,
    legal_basis=("Luật Hộ tịch",),
)


@hookimpl
def register_procedures():
    return (*known(), MEASURED)


motcua_tu_phap.register_procedures = register_procedures
"""
HEAD = "from motcua.store.migrations.raw import index_migration, raw_migration\n"
RAW = "async def forwards():\n    return raw_migration({name!r}, 'center', '', SQL)\n"
INDEX = "async def forwards():\n    return index_migration({name!r}, '', INDEXES)\n"
PLANTED = {
    "m9001_column": "SQL = (\"ALTER TABLE dossier ADD COLUMN planted text NOT NULL DEFAULT ''\",)\n" + RAW,
    "m9002_table": "SQL = ('CREATE TABLE planted (id bigint PRIMARY KEY, kind text NOT NULL, at timestamptz)',"
    " 'CREATE INDEX planted_kind ON planted (kind)', 'CREATE INDEX planted_at ON planted (at)')\n" + RAW,
    "m9003_index": "INDEXES = (('dossier_planted', 'ON dossier (planted)'),)\n" + INDEX,
}


async def make(data: Path, tenants: Path, keys: list[str]) -> None:
    settings = read_settings({}, data_dir=data, tenants_dir=tenants)
    async with installation(settings) as office:
        await onboard(office, office.centers[MODEL], now=wall_clock())
        connection = await connect_owner(office.settings.owner_url or "")
        await clone_centers(connection, MODEL, [key for key in keys if key != MODEL])
        for key, digest in digests_of(office, keys).items():
            await keep_data_hash(connection, key, digest)
        await connection.execute("CHECKPOINT")  # 20,000 new files: the server's stop is not to be measured as a start
        await connection.close()


def run(folder: Path, environment: dict[str, str], *words: str) -> tuple[float, str]:
    began = time.monotonic()
    command = [sys.executable, "-c", PROGRAM, str(folder / "planted"), *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return time.monotonic() - began, done.stdout.strip().splitlines()[-1]


def start(folder: Path, environment: dict[str, str]) -> float:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    began = time.monotonic()
    command = [sys.executable, "-c", PROGRAM, str(folder / "planted"), "serve", "--port", str(port)]
    with (folder / "log").open("ab") as log:
        child = subprocess.Popen(command, env=environment, stdout=log, stderr=log)  # noqa: S603
    try:
        while child.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=20) as answer:
                    assert json.load(answer)["ready"]
                    return time.monotonic() - began
            except (OSError, urllib.error.HTTPError):
                time.sleep(0.05)
        raise SystemExit((folder / "log").read_text("utf-8")[-2000:])
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait(120)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--centers", type=int, default=130)
    asked.add_argument("--workers", type=int, default=4)
    given = asked.parse_args()
    keys = [MODEL, *(f"trung-tam-{number:03d}" for number in range(given.centers - 1))]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clone_folders(folder / "tenants", MODEL, keys)
        (folder / "planted").mkdir()
        began = time.monotonic()
        asyncio.run(make(folder / "data", folder / "tenants", keys))
        print(f"{given.centers} centers made in {time.monotonic() - began:.0f} s; load {os.getloadavg()[0]:.1f}")
        environment = {key: value for key, value in os.environ.items() if not key.startswith("MOTCUA_")}
        environment |= {"MOTCUA_DATA": str(folder / "data"), "MOTCUA_TENANTS": str(folder / "tenants")}
        print("start, nothing to do:", ", ".join(f"{start(folder, environment):.1f} s" for _ in range(3)), flush=True)
        (folder / "planted" / "agency.py").write_text(NEW_PROCEDURE, "utf-8")
        print(f"start after one new procedure: {start(folder, environment):.1f} s", flush=True)
        print(f"the next start: {start(folder, environment):.1f} s", flush=True)
        for key, body in PLANTED.items():
            (folder / "planted" / f"{key}.py").write_text(HEAD + body.format(name=key), "utf-8")
        seconds, said = run(folder, environment, "upgrade", "--workers", str(given.workers))
        print(f"upgrade, three migrations, {given.workers} at a time: {seconds:.1f} s: {said}")
        for _ in range(3):
            seconds, said = run(folder, environment, "upgrade")
            print(f"upgrade, nothing to do: {seconds:.1f} s: {said}")
        print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
