"""`motcua bench` on a tiny center: it runs to its end, and every floor answers as its page does. Nothing is timed."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from motcua.cli.bench import table
from motcua.cli.bench_client import Answered, Browser
from motcua.cli.bench_measure import BLOCKS, NAMES, Ask, Case, Limits, measure
from motcua.domain.errors import Unavailable
from motcua.services.demo.people import PASSWORD

MOTCUA = str(Path(sys.executable).with_name("motcua"))


def motcua(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([MOTCUA, "bench", *words], capture_output=True, text=True, timeout=300, check=False)


@pytest.mark.slow
def test_every_page_is_measured_beside_a_floor_that_says_the_same(tmp_path: Path) -> None:
    data = str(tmp_path / "đo")
    loaded = motcua("load", "1500", "--data", data)
    assert loaded.returncode == 0, loaded.stderr
    ran = motcua("--data", data, "--clients", "1,2", "--requests", "10", "--seconds", "5", "--json")
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["dossiers"] == 1500
    assert {line["case"] for line in told["lines"]} == set(NAMES)
    assert {line["case"]: line["is_equal"] for line in told["lines"]} == dict.fromkeys(NAMES, True)
    assert all(line["statements"] > 0 for line in told["lines"])
    port = free_port()
    serving = [sys.executable, "-c", "from motcua.cli import main; main()", "bench", "serve"]
    server = subprocess.Popen([*serving, "--port", str(port), "--data", data])
    try:
        wait_for(port)
        ran = motcua(
            "--base-url", f"http://127.0.0.1:{port}", "--username", "nga.nt", "--password", PASSWORD,
            "--clients", "2", "--requests", "10", "--json",
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        read = json.loads(ran.stdout)["lines"]
        assert {line["case"] for line in read} == {"worklist", "filter", "dossier"}
        assert all(line["requests"] and line["floor_median"] is None for line in read)
    finally:
        server.terminate()
        server.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/que-vo/", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not start")


async def test_a_server_with_fewer_dossiers_is_asked_in_the_same_blocks() -> None:
    asked: list[str] = []

    def asks(name: str, seconds: float) -> Iterator[Ask]:
        async def ask(window: Browser) -> Answered:
            asked.append(name)
            return Answered(200, {}, b"", seconds)

        return cycle([ask])

    here = Case("director", asks("page", 0.026), asks("floor", 0.013), is_equal=True)
    there = Case("director", asks("beside", 0.02), asks("never", 1.0))
    browser = Browser("http://127.0.0.1:8000")
    found = await measure(here, browser, 1, Limits(requests=10), (there, browser))
    assert found is not None
    assert asked == ["page", "floor", "beside", *["page", "page", "floor", "floor", "beside", "beside"] * BLOCKS]
    assert (found.requests, found.ratio, found.growth) == (10, pytest.approx(2.0), pytest.approx(1.3))
    alone = await measure(here, browser, 1, Limits(requests=10))
    assert alone is not None
    assert alone.growth is None


def test_only_this_machine_is_ever_measured() -> None:
    with pytest.raises(Unavailable, match="chính máy này"):
        Browser("http://192.0.2.1:8000")
    assert Browser("http://127.0.0.1:8000").port == 8000


def test_answers_are_compared_without_what_is_new_each_time() -> None:
    def answer(nonce: str, name: str) -> Answered:
        return Answered(200, {}, f'<p nonce="{nonce}">{name}</p>'.encode(), 0.0)

    assert answer("a", "An").bare == answer("b", "An").bare
    assert answer("a", "An").bare != answer("a", "Bình").bare


def test_the_table_says_what_does_not_match_its_floor() -> None:
    line = {
        "case": "dossier", "clients": 8, "requests": 40, "median": 20.0, "p95": 30.0, "floor_median": 10.0,
        "floor_p95": 12.0, "statements": 9, "is_equal": False, "ratio": 2.0,
    }  # fmt: skip
    told = {"dossiers": 10, "pss_mb": 120.0, "lines": [line]}
    assert "| 2.00 |" in table(told, None)
    assert "KHÔNG" in table(told, None)
    assert "| 1.00 |" in table(told, told)
    assert "| 1.25 |" in table({**told, "lines": [line | {"growth": 1.25}]}, None)
