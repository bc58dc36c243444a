"""The demo's own data folder. Invented dossiers never mix with real ones, nor those of two clocks with each other.

The bench has its own kind: what it writes beside the pages it measures is in no dossier's trail.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from motcua.domain.errors import Conflict

MARK = "demo.json"
CLOCK = "clock.json"
OPENING_DAY, TODAY, BENCH = "opening-day", "today", "bench"
KINDS = {
    OPENING_DAY: "ngày khai trương 8-11-2017 (motcua demo, không có --today)",
    TODAY: "ngày hôm nay (motcua demo --today)",
    BENCH: "việc đo tốc độ (motcua bench)",
}


def default_folder(env: Mapping[str, str], *, is_today: bool) -> Path:
    """Independent of where the command is run: $XDG_DATA_HOME/motcua/demo, one for each clock."""
    home = env.get("XDG_DATA_HOME", "")
    base = Path(home) if os.path.isabs(home) else Path("~/.local/share").expanduser()
    return base / "motcua" / ("demo-today" if is_today else "demo")


def _kind(data_dir: Path) -> str | None:
    try:
        found = json.loads((data_dir / MARK).read_text("utf-8"))
        return str(found["clock"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise Conflict(
            f"Không đọc được {data_dir / MARK}. Xóa cả thư mục {data_dir} để tạo lại dữ liệu mẫu."
        ) from error


def claim_for_demo(data_dir: Path, *, is_today: bool) -> None:
    """Mark the folder as a demo's, before anything is put into it; refuse one that holds something else."""
    _claim(data_dir, TODAY if is_today else OPENING_DAY)


def claim_for_bench(data_dir: Path) -> None:
    """Mark the folder as one that is only measured: the trail of its dossiers is not kept whole."""
    _claim(data_dir, BENCH)


def _claim(data_dir: Path, wanted: str) -> None:
    found = _kind(data_dir)
    if found is None and (data_dir / "pgdata").exists():
        raise Conflict(
            f"Thư mục {data_dir} chứa dữ liệu thật (tạo bằng motcua serve); không nạp hồ sơ mẫu vào đó. "
            "Chọn thư mục khác bằng --data."
        )
    if found is not None and found != wanted:
        raise Conflict(
            f"Dữ liệu mẫu trong {data_dir} được tạo cho {KINDS.get(found, found)}. Chọn thư mục khác bằng --data."
        )
    if found is None:
        fresh = data_dir / f"{MARK}.new"
        fresh.write_text(json.dumps({"clock": wanted}) + "\n", "utf-8")
        fresh.rename(data_dir / MARK)


def refuse_demo(data_dir: Path) -> None:
    """`motcua serve` does not serve invented dossiers as real ones."""
    found = _kind(data_dir)
    if found == BENCH:
        raise Conflict(f"Thư mục {data_dir} chỉ để đo tốc độ (motcua bench). Chọn thư mục khác bằng --data.")
    if found is not None:
        raise Conflict(f"Thư mục {data_dir} chứa dữ liệu mẫu. Chạy: motcua demo --data '{data_dir}'")


def refuse_all_but_bench(data_dir: Path) -> None:
    """Measuring writes what no person did: never into real dossiers, nor into those that people are shown."""
    if _kind(data_dir) != BENCH:
        raise Conflict(
            f"motcua bench chỉ đo trên dữ liệu nạp riêng để đo, không đo trên {data_dir}. "
            "Chạy trước: motcua bench load 10000"
        )
