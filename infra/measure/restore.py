"""How long a center of many dossiers takes to be backed up, rehearsed and restored beside itself.

    motcua bench load 200000 --data DIR        # first, once
    python infra/measure/restore.py DIR que-vo

Says seconds for each step and what was compared; the numbers stand in docs/performance.md.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

MOTCUA = str(Path(sys.executable).with_name("motcua"))


def timed(name: str, *words: str) -> float:
    began = time.monotonic()
    done = subprocess.run([MOTCUA, *words], capture_output=True, text=True)  # noqa: S603
    took = time.monotonic() - began
    said = (done.stdout.strip() or done.stderr.strip()).splitlines()[-1]
    print(f"{name:<10}{took:8.1f} s  {said}", flush=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return took


def main() -> None:
    data, center = sys.argv[1:3]
    with tempfile.TemporaryDirectory(dir=Path(data).resolve().parent) as depot:
        timed("backup", "backup", center, "--to", depot, "--data", data)
        timed("drill", "drill", center, "--from", depot, "--data", data)
        took = timed("restore", "tenant", "restore", center, "--from", depot, "--yes", "--data", data)
    print("restored in under 3 minutes" if took < 180 else "MORE than 3 minutes")


if __name__ == "__main__":
    main()
