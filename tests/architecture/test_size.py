"""Modules stay small enough to be read in one sitting: nine in ten under 250 lines, none over 400."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HARD_MAXIMUM = 400
NINE_IN_TEN = 250


def lengths(*folders: Path) -> dict[Path, int]:
    return {
        path: len(path.read_text(encoding="utf-8").splitlines())
        for folder in folders
        for path in folder.rglob("*.py")
        if path.stat().st_size
    }


def too_long(measured: dict[Path, int]) -> list[str]:
    return [f"{path}: {lines} lines" for path, lines in sorted(measured.items()) if lines > HARD_MAXIMUM]


def p90(measured: dict[Path, int]) -> int:
    ordered = sorted(measured.values())
    return ordered[int(len(ordered) * 0.9)] if ordered else 0


def test_no_module_is_over_the_hard_maximum() -> None:
    assert too_long(lengths(ROOT / "platform", ROOT / "plugins")) == []


def test_nine_modules_in_ten_are_under_250_lines() -> None:
    assert p90(lengths(ROOT / "platform", ROOT / "plugins")) <= NINE_IN_TEN


def test_a_planted_long_module_is_found(tmp_path: Path) -> None:
    (tmp_path / "long.py").write_text("x = 1\n" * (HARD_MAXIMUM + 1))
    assert len(too_long(lengths(tmp_path))) == 1
    assert p90(lengths(tmp_path)) > NINE_IN_TEN
