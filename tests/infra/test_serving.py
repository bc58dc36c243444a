"""`motcua serve` as a province runs it: its own database behind PgBouncer, a proxy in front, somebody who measures."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from tests.infra.bouncer import Bouncer, before, free_port

from motcua.store.bootstrap import connect_owner, with_database, with_login
from motcua.store.roles import APP

pytestmark = [pytest.mark.infra, pytest.mark.slow]
MOTCUA = Path(sys.executable).with_name("motcua")


@dataclass(frozen=True)
class Serving:
    port: int
    metrics_port: int
    log: Path
    bouncer: Bouncer
    environment: dict[str, str]
    child: subprocess.Popen[bytes]

    def get(self, path: str, *, port: int = 0, **headers: str) -> tuple[int, str]:
        request = urllib.request.Request(f"http://127.0.0.1:{port or self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def measure(self, name: str) -> float | None:
        for line in self.get("/metrics", port=self.metrics_port)[1].splitlines():
            if line.startswith(name):
                return float(line.rpartition(" ")[2])
        return None


@pytest.fixture(scope="module")
async def serving(cluster: Any, database: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("serving")
    name = f"t_{uuid4().hex[:12]}"
    owner = await connect_owner(cluster.superuser_dsn)
    await owner.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    await owner.close()
    # One login role for the whole cluster of the run, so one password.
    shutil.copytree(database.folder / "secrets", folder / "data" / "secrets")
    (folder / "data" / "secrets").chmod(0o700)
    password = (folder / "data" / "secrets" / "app_password").read_text().strip()
    url = with_database(cluster.superuser_dsn, name)
    with before(with_login(url, APP, password)) as bouncer, _process(folder, url, bouncer) as made:
        yield made


@contextlib.contextmanager
def _process(folder: Path, url: str, bouncer: Bouncer) -> Iterator[Serving]:
    port, metrics_port = free_port(), free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    environment |= {
        "MOTCUA_DATA": str(folder / "data"), "MOTCUA_DATABASE_URL": url, "MOTCUA_PORT": str(port),
        "MOTCUA_PGBOUNCER": f"{bouncer.host}:{bouncer.port}", "MOTCUA_METRICS": str(metrics_port),
        "MOTCUA_LOG": "json", "MOTCUA_TRUSTED_PROXIES": "127.0.0.1", "MOTCUA_BASE_URL": "https://motcua.vi-du.vn",
    }  # fmt: skip
    with (folder / "log").open("wb") as log:
        child = subprocess.Popen([MOTCUA, "serve"], stdout=log, stderr=log, env=environment)
    made = Serving(port, metrics_port, folder / "log", bouncer, environment, child)
    try:
        status = 0
        while status != 200:
            assert child.poll() is None, made.log.read_text()
            with contextlib.suppress(OSError):
                status = made.get("/health/ready")[0]
            time.sleep(0.3)
        yield made
    finally:
        child.send_signal(signal.SIGTERM)
        assert child.wait(60) == 0, made.log.read_text()


def test_pages_answer_and_are_measured(serving: Serving) -> None:
    assert serving.get("/que-vo/thu-tuc")[0] == 200
    assert (serving.measure('motcua_request_seconds_count{method="GET",route="/thu-tuc"') or 0) >= 1
    assert serving.measure("motcua_ready") == 1
    assert serving.measure("motcua_database_up") == 1
    while serving.measure('motcua_dossiers_open{center="gia-binh"}') is None:
        time.sleep(0.3)
    assert serving.measure('motcua_dossiers_open{center="que-vo"}') == 0
    assert serving.get("/metrics")[0] == 404


def test_who_types_wrongly_is_the_person_and_not_the_proxy(serving: Serving) -> None:
    wrong = "/que-vo/tra-cuu/000.00.NN.H05-171108-0001/sai-ma"
    statuses = [serving.get(wrong, **{"X-Forwarded-For": "198.51.100.1"})[0] for _ in range(40)]
    assert statuses[0] == 404
    assert statuses[-1] == 429
    assert serving.get(wrong, **{"X-Forwarded-For": "198.51.100.2"})[0] == 404


def test_the_log_is_one_object_a_line(serving: Serving) -> None:
    serving.get("/que-vo/thu-tuc")
    lines = [line for line in serving.log.read_text().splitlines() if line.startswith("{")]
    told = [json.loads(line) for line in lines]
    assert any(line["event"] == "request" and line["route"] == "/thu-tuc" for line in told)
    assert all({"timestamp", "level", "event"} <= line.keys() for line in told)
    assert "sai-ma" not in serving.log.read_text()


def test_the_doctor_looks_at_it_from_beside(serving: Serving) -> None:
    done = subprocess.run(
        [MOTCUA, "doctor", "--json"], capture_output=True, text=True, timeout=120, env=serving.environment
    )
    found = json.loads(done.stdout)["findings"]

    def says(area: str, level: str) -> str:
        return " ".join(each["says"] for each in found if (each["area"], each["level"]) == (area, level))

    assert "Đang phục vụ 2 trung tâm" in says("Phục vụ", "ok")
    assert "PgBouncer trả lời" in says("Cơ sở dữ liệu", "ok")
    assert "câu lệnh dài nhất 30s" in says("Cơ sở dữ liệu", "ok")
    assert "Chưa sao lưu lần nào: gia-binh, province, que-vo" in says("Sao lưu", "bad")
    # The certificate of a name that is nobody's: the doctor says so and goes on.
    assert says("Chứng thư TLS", "bad")
    assert done.returncode == 1


def test_while_pgbouncer_is_away_the_monitor_hears_of_it_and_people_read_a_sentence(serving: Serving) -> None:
    os.kill(serving.bouncer.pid, signal.SIGSTOP)  # the port is there and says nothing: the worst way to be away
    try:
        deadline = time.monotonic() + 60
        while serving.get("/health/ready")[0] == 200:
            assert time.monotonic() < deadline
            time.sleep(0.5)
        assert serving.get("/health/live")[0] == 200
        assert serving.measure("motcua_database_up") == 0
    finally:
        os.kill(serving.bouncer.pid, signal.SIGCONT)
    deadline = time.monotonic() + 60
    while serving.get("/health/ready")[0] != 200:
        assert time.monotonic() < deadline
        time.sleep(0.5)
    assert serving.get("/que-vo/thu-tuc")[0] == 200
