"""Which tests a plain `pytest` runs: not `slow`; `browser` where there is Chromium, `infra` where its programs are.

`--everything` (what `.ci/run` passes) deselects nothing and fails where one of them is missing.
"""

from __future__ import annotations

import os
import shutil

import pytest

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
# What stands around the application on a server, and the Debian package that has it.
INFRA = {"pgbouncer": "pgbouncer", "caddy": "caddy", "systemd-analyze": "systemd", "clamd": "clamav-daemon"}


def chromium_path() -> str | None:
    """Path of the installed Chromium, or None."""
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def infra_program(name: str) -> str | None:
    """Path of a server program, also where Debian keeps those an ordinary account has no use for."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


def missing_infra() -> list[str]:
    return [name for name in INFRA if infra_program(name) is None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--everything", action="store_true", help="also run the slow and the browser tests")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--everything") and chromium_path() is None:
        raise pytest.UsageError(
            "--everything runs the browser tests, which need Chromium (Debian: apt install chromium)"
        )
    if config.getoption("--everything") and missing_infra():
        raise pytest.UsageError(
            f"--everything needs more (Debian: apt install {' '.join(INFRA[name] for name in missing_infra())})"
        )


def _left_out(config: pytest.Config) -> dict[str, str]:
    if config.getoption("--everything") or config.getoption("-m"):
        return {}
    left = {"slow": "slow tests (run them with --everything)"}
    if chromium_path() is None:
        left["browser"] = "browser tests (no Chromium on this machine)"
    if missing := missing_infra():
        left["infra"] = f"infra tests (no {', '.join(missing)} on this machine)"
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
