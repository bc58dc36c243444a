"""The demo's own data folder. Invented dossiers never mix with real ones, nor those of two clocks with each other."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from motcua.domain.errors import Conflict

MARK = "demo.json"
CLOCK = "clock.json"


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
    wanted, found = ("today" if is_today else "opening-day"), _kind(data_dir)
    if found is None and (data_dir / "pgdata").exists():
        raise Conflict(
            f"Thư mục {data_dir} chứa dữ liệu thật (tạo bằng motcua serve); không nạp hồ sơ mẫu vào đó. "
            "Chọn thư mục khác bằng --data."
        )
    if found is not None and found != wanted:
        other = "ngày hôm nay (--today)" if found == "today" else "ngày khai trương 8-11-2017 (không có --today)"
        raise Conflict(f"Dữ liệu mẫu trong {data_dir} được tạo cho {other}. Chọn thư mục khác bằng --data.")
    if found is None:
        fresh = data_dir / f"{MARK}.new"
        fresh.write_text(json.dumps({"clock": wanted}) + "\n", "utf-8")
        fresh.rename(data_dir / MARK)


def refuse_demo(data_dir: Path) -> None:
    """`motcua serve` does not serve invented dossiers as real ones."""
    if _kind(data_dir) is not None:
        raise Conflict(f"Thư mục {data_dir} chứa dữ liệu mẫu. Chạy: motcua demo --data '{data_dir}'")
