"""What the agencies' plugins cost, for docs/performance.md: `uv run infra/measure/catalogue.py`.

The start: a fresh process reads every plugin and builds the catalogue, by turns with one that has no plugin; then it
reckons the hash of every version, as a start that stores them does. Memory is what the process holds more afterwards.

The form page: the counter's page of the procedure with the longest form, asked of the whole application in one process
over an embedded database, with nothing typed and fully typed. `drawn` is the part of it that reads the form, makes its
boxes and fills the template; the rest are session, transaction and statements.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import httpx
import structlog

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.web.live import Client, client_of  # noqa: E402

from motcua.catalog import Catalog  # noqa: E402
from motcua.centers import Center, entered  # noqa: E402
from motcua.domain.people import Role  # noqa: E402
from motcua.services.demo.people import PASSWORD, give_passwords  # noqa: E402
from motcua.store import embedded  # noqa: E402
from motcua.testing import catalog, fill  # noqa: E402
from motcua.testing.offices import at, fresh_office  # noqa: E402
from motcua.web.app import create_app  # noqa: E402
from motcua.web.pages import counter, counter_page  # noqa: E402
from motcua.web.render import Renderer  # noqa: E402

#: What the plugins of all fourteen agencies hold.
EVERY_PROCEDURE = 217
CENTER, RECEIVES = "que-vo", at("2017-11-08 09:00")
CHILD = """
import gc, json, sys, time
import motcua.domain.effective
from motcua.catalog import build_catalog, load_plugins

def held():
    gc.collect()
    status = open("/proc/self/status").read()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024

before, wall, cpu = held(), time.perf_counter(), time.process_time()
made = build_catalog(load_plugins([])) if sys.argv[1] == "none" else build_catalog()
wall, cpu, after = time.perf_counter() - wall, time.process_time() - cpu, held()
hashing = time.process_time()
for version in made.procedures.values():
    version.hash
hashing = time.process_time() - hashing
print(json.dumps({"plugins": len(made.plugins.by_key), "procedures": len(made.procedures), "wall": wall, "cpu": cpu,
                  "hashing": hashing, "megabytes": after - before}))
"""


def child(mode: str, bytecode: Path) -> dict[str, float]:
    """One fresh process; its bytecode is kept, as an installed package's is."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPYCACHEPREFIX"] = str(bytecode)
    told = subprocess.run(  # noqa: S603
        [sys.executable, "-c", CHILD, mode], capture_output=True, text=True, check=True, env=env
    )
    found: dict[str, float] = json.loads(told.stdout)
    return found


def starts(times: int) -> None:
    """Prints one line of the table: the middle of `times` processes with plugins less that of those without."""
    found: dict[str, list[dict[str, float]]] = {"none": [], "all": []}
    with tempfile.TemporaryDirectory() as folder:
        child("all", Path(folder))  # compiles
        for _ in range(times):
            for mode, runs in found.items():
                runs.append(child(mode, Path(folder)))

    def added(what: str) -> float:
        middles = [statistics.median(run[what] for run in runs) for runs in (found["all"], found["none"])]
        return middles[0] - middles[1]

    last = found["all"][-1]
    scale = EVERY_PROCEDURE / last["procedures"]
    print(f"{last['plugins']} plugins, {last['procedures']} procedures; middle of {times} fresh processes")
    print(f"| | measured | for {EVERY_PROCEDURE} | aim |\n|---|---|---|---|")
    for name, what, unit, aim in (
        ("start, on the clock", "wall", "s", "1.5 s"),
        ("start, of the processor", "cpu", "s", ""),
        ("hashes, where versions are stored", "hashing", "s", ""),
        ("memory of the catalogue", "megabytes", "MB", "30 MB"),
    ):
        print(f"| {name} | {added(what):.2f} {unit} | {added(what) * scale:.2f} {unit} | {aim} |")


class Stopwatch:
    """Milliseconds spent in the functions that it was put around, since it was last read: on the clock, and of the
    processor, which other work on the machine doesn't lengthen. Nested ones count once."""

    def __init__(self) -> None:
        self.spent, self._depth = [0.0, 0.0], 0

    def around(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*given: Any, **named: Any) -> Any:
            self._depth += 1
            began = time.perf_counter(), time.thread_time()
            try:
                return work(*given, **named)
            finally:
                self._depth -= 1
                if not self._depth:
                    self.spent[0] += (time.perf_counter() - began[0]) * 1000
                    self.spent[1] += (time.thread_time() - began[1]) * 1000

        return timed

    def read(self) -> tuple[float, float]:
        wall, cpu = self.spent
        self.spent = [0.0, 0.0]
        return wall, cpu


def largest(made: Catalog, center: Center) -> str:
    """The procedure with the most to draw, of those that the center receives."""
    here = made.for_center(center).procedures
    return max(here, key=lambda key: (len(here[key].form.by_key), key))


async def page(times: int) -> None:
    watch = Stopwatch()
    for owner, name in ((counter, "read"), (counter_page, "drawn"), (Renderer, "page")):
        setattr(owner, name, watch.around(getattr(owner, name)))
    with tempfile.TemporaryDirectory() as folder:
        server = await embedded.start(Path(folder) / "cluster", durable=False)
        try:
            async with fresh_office(server.superuser_dsn, Path(folder) / "office") as office:
                center = office.centers[CENTER]
                with entered(center):
                    await give_passwords(center, RECEIVES)
                await asked(create_app(office, lambda: RECEIVES), center, watch, times)
        finally:
            await server.stop()


async def asked(app: Any, center: Center, watch: Stopwatch, times: int) -> None:
    key = largest(catalog(), center)
    person = next(row for row in center.staff if Role.RECEPTION in row.roles)
    version = catalog().procedures[key]
    print(f"\n{key}: {len(version.form.by_key)} questions, papers and headings; {times} times each")
    print("| the counter's page | drawn, ms of processor | ms on the clock | whole answer, ms | size kB | aim |")
    print("|---|---|---|---|---|---|")
    async with client_of(app) as client:
        await client.get(f"/{CENTER}/dang-nhap")
        entry = await client.send_form(f"/{CENTER}/dang-nhap", {"username": person.username, "password": PASSWORD})
        assert entry.status_code == 303, entry.status_code
        typed = {name: list(texts) for name, texts in fill(key, size="fullest", center=center).raw.items()}
        for name, one in (("nothing typed", opened(client, key)), ("fully typed", redrawn(client, key, typed))):
            await one()
            spans: list[tuple[float, float, float]] = []
            for _ in range(times):
                watch.read()
                began = time.perf_counter()
                answer = await one()
                whole = (time.perf_counter() - began) * 1000
                wall, cpu = watch.read()
                spans.append((cpu, wall, whole))
            medians = (f"{statistics.median(each):.1f}" for each in zip(*spans, strict=True))
            cells = (*medians, f"{len(answer.content) / 1024:.0f}")
            print(f"| {name} | {' | '.join(cells)} | 15 ms |")


Ask = Callable[[], Any]


def opened(client: Client, key: str) -> Ask:
    async def one() -> httpx.Response:
        answer = await client.get(f"/{CENTER}/tiep-nhan/{key}")
        assert answer.status_code == 200, answer.status_code
        return answer

    return one


def redrawn(client: Client, key: str, typed: Mapping[str, Any]) -> Ask:
    """What a changed answer asks for without htmx: the whole page again, with everything typed."""

    async def one() -> httpx.Response:
        answer = await client.send_form(f"/{CENTER}/tiep-nhan/{key}", {**typed, "_refresh": "1"})
        assert answer.status_code == 200, answer.status_code
        return answer

    return one


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--starts", type=int, default=9, help="fresh processes of each kind")
    given.add_argument("--pages", type=int, default=60, help="drawings of each kind of page")
    wanted = given.parse_args()
    print(f"load before: {os.getloadavg()[0]:.1f}")
    starts(wanted.starts)
    asyncio.run(page(wanted.pages))
    print(f"load after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
