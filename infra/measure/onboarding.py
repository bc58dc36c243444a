"""What bringing a center into work costs: processor time of this process and the database, and time by the clock.

    uv run python infra/measure/onboarding.py 10

Centers are copies of Quế Võ with a key and a unit code of their own: 54 people, 14 agencies, every procedure published.
"""

from __future__ import annotations

import asyncio
import resource
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from motcua import paths
from motcua.centers import Centers, read_centers
from motcua.cli.administering import installation
from motcua.services.setup.onboarding import onboard
from motcua.settings import read_settings, wall_clock


async def measure(count: int, folder: Path) -> None:
    settings = read_settings({}, data_dir=folder, tenants_dir=paths.tenants())
    wall, busy, idle = [], [], []
    async with installation(settings) as office:
        shipped = read_centers(paths.tenants())
        model = shipped["que-vo"]
        await onboard(office, model, now=wall_clock())  # stores the procedures' versions, once for the province
        for number in range(count):
            center = replace(model, key=f"do-{number}", unit_code=f"000.00.{number:02d}.H05")
            office.centers.update(Centers(office.centers.province, {center.key: center}))
            began, spent = time.perf_counter(), time.process_time()
            await onboard(office, center, now=wall_clock())
            wall.append(time.perf_counter() - began)
            busy.append(time.process_time() - spent)
            began = time.perf_counter()
            assert (await onboard(office, center, now=wall_clock())).did_nothing
            idle.append(time.perf_counter() - began)
    server = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{count} centers, {len(model.staff)} people each")
    print(f"by the clock      median {statistics.median(wall):.2f} s, slowest {max(wall):.2f} s")
    print(f"processor, ours   median {statistics.median(busy):.2f} s, most {max(busy):.2f} s")
    print(f"processor, database and workers, all of the run: {server.ru_utime + server.ru_stime:.1f} s")
    print(f"again, nothing to do: median {statistics.median(idle) * 1000:.0f} ms")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        asyncio.run(measure(int(sys.argv[1]), Path(name) / "data"))
