"""Which tests a plain `pytest` runs: everything but `slow`, and `browser` only where Chromium is installed.

`--everything` (what `.ci/run` passes) deselects nothing and fails where Chromium is missing.
"""

from __future__ import annotations

import shutil

import pytest

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium_path() -> str | None:
    """Path of the installed Chromium, or None."""
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--everything", action="store_true", help="also run the slow and the browser tests")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--everything") and chromium_path() is None:
        raise pytest.UsageError(
            "--everything runs the browser tests, which need Chromium (Debian: apt install chromium)"
        )


def _left_out(config: pytest.Config) -> dict[str, str]:
    if config.getoption("--everything") or config.getoption("-m"):
        return {}
    left = {"slow": "slow tests (run them with --everything)"}
    if chromium_path() is None:
        left["browser"] = "browser tests (no Chromium on this machine)"
    return left


def pytest_report_header(config: pytest.Config) -> str | None:
    left = _left_out(config)
    return f"motcua: left out: {'; '.join(left.values())}" if left else "motcua: every test"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left = _left_out(config)
    dropped = [item for item in items if any(item.get_closest_marker(name) for name in left)]
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        items[:] = [item for item in items if item not in dropped]
