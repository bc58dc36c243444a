"""How much memory one process needs for a whole province, for docs/performance.md: `uv run infra/measure/memory.py`.

The centers are copies of the shipped ones under keys of their own, with `--staff` accounts each (hashing a password is
slow on purpose). Every center's public pages are opened twice and somebody signs in at each, so that what is made once
for a center has been made; then the process itself and its children are read from /proc. PSS counts a shared page once
for all who share it; the peak is the kernel's own (VmHWM), PostgreSQL is told apart from us.
"""

from __future__ import annotations

import argparse
import csv
import http.cookiejar
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("", "thu-tuc", "tra-cuu", "dang-nhap")


def make_tenants(into: Path, how_many: int, staff: int) -> list[str]:
    shutil.copytree(ROOT / "tenants" / "calendar", into / "calendar")
    shutil.copy(ROOT / "tenants" / "province.toml", into)
    keys = []
    for number in range(how_many):
        source = ROOT / "tenants" / ("que-vo", "gia-binh")[number % 2]
        key = f"trung-tam-{number:03d}"
        shutil.copytree(source, into / key)
        told = (into / key / "center.toml").read_text(encoding="utf-8")
        told = re.sub(r'(?m)^key = ".*"$', f'key = "{key}"', told, count=1)
        letters = f"{chr(65 + number // 26)}{chr(65 + number % 26)}"  # a code of its own for each
        told = re.sub(r'(?m)^(unit_code = "000\.00\.)..', rf"\g<1>{letters}", told, count=1)
        (into / key / "center.toml").write_text(told, encoding="utf-8")
        lines = (source / "staff.csv").read_text(encoding="utf-8").splitlines()
        (into / key / "staff.csv").write_text("\n".join(lines[: staff + 1]) + "\n", encoding="utf-8")
        keys.append(key)
    return keys


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(base: str, child: subprocess.Popen[bytes]) -> float:
    began, said = time.monotonic(), ""
    while True:
        if child.poll() is not None:
            raise SystemExit("the server ended: see its log")
        try:
            with urllib.request.urlopen(f"{base}/health/ready", timeout=20) as answer:  # noqa: S310
                json.load(answer)
                return time.monotonic() - began
        except urllib.error.HTTPError as error:
            told = json.load(error)
            now = f"{told.get('phase')} {told.get('done')}/{told.get('total')}"
            if now != said:
                print(f"  {time.monotonic() - began:6.0f} s  {now}", file=sys.stderr)
                said = now
        except OSError:
            pass
        time.sleep(1)


def visit(base: str, keys: list[str], passwords: Path) -> int:
    """Every center's public pages twice, and one person signed in; how many requests were answered."""
    answered = 0
    for key in keys * 2:
        for page in PAGES:
            with urllib.request.urlopen(f"{base}/{key}/{page}", timeout=60) as answer:  # noqa: S310
                answer.read()
                answered += 1
    for key in keys:
        with (passwords / f"mat-khau-lan-dau-{key}.csv").open(encoding="utf-8-sig", newline="") as lines:
            _, username, password = list(csv.reader(lines))[1]  # below the heading
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        with opener.open(f"{base}/{key}/dang-nhap", timeout=60) as answer:
            token = re.search(r'name="_csrf_token" value="([0-9a-f]+)"', answer.read().decode())
        assert token is not None
        form = {"_csrf_token": token[1], "username": username, "password": password}
        with opener.open(f"{base}/{key}/dang-nhap", urllib.parse.urlencode(form).encode(), timeout=60) as answer:
            assert "doi-mat-khau" in answer.url, answer.url
            answered += 2
    return answered


def megabytes_of(pid: int) -> tuple[float, float]:
    """PSS and peak of one process."""
    shared = re.search(r"(?m)^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text())
    peak = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return tuple(int(found[1]) * 1024 / 1e6 if found else 0.0 for found in (shared, peak))  # type: ignore[return-value]


def children_of(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield int(child)
            yield from children_of(int(child))


def children(pid: int) -> Iterator[tuple[str, float]]:
    for child in children_of(pid):
        kind = "PostgreSQL" if "postgres" in Path(f"/proc/{child}/comm").read_text() else "workers (letters, scans)"
        yield kind, megabytes_of(child)[0]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--centers", type=int, default=130)
    asked.add_argument("--staff", type=int, default=10, help="accounts in each center")
    asked.add_argument("--data", type=Path, required=True, help="an empty folder; what is made stays in it")
    given = asked.parse_args()
    given.data.mkdir(parents=True)
    keys = make_tenants(given.data / "tenants", given.centers, given.staff)
    port, data = free_port(), given.data / "data"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    environment |= {"MOTCUA_DATA": str(data), "MOTCUA_TENANTS": str(given.data / "tenants"), "MOTCUA_PORT": str(port)}
    environment["MOTCUA_METRICS"] = str(free_port())
    command = [sys.executable, "-c", "from motcua.cli import main; main()", "serve"]
    for start in ("first start", "second start"):
        with (given.data / "log").open("ab") as log:
            child = subprocess.Popen(command, env=environment, stdout=log, stderr=log)  # noqa: S603
        try:
            base = f"http://127.0.0.1:{port}"
            seconds = wait_until_ready(base, child)
            fresh, _ = megabytes_of(child.pid)
            answered = visit(base, keys, data / "secrets")
            pss, peak = megabytes_of(child.pid)
            print(f"{start}: ready after {seconds:.0f} s, {fresh:.0f} MB; after {answered} requests {pss:.0f} MB, "
                  f"peak {peak:.0f} MB; load {os.getloadavg()[0]:.1f}")  # fmt: skip
            total: dict[str, list[float]] = {}
            for kind, size in children(child.pid):
                total.setdefault(kind, []).append(size)
            for kind, sizes in total.items():
                print(f"  {kind}: {len(sizes)} processes, {sum(sizes):.0f} MB")
        finally:
            child.send_signal(signal.SIGTERM)
            child.wait(120)


if __name__ == "__main__":
    main()
