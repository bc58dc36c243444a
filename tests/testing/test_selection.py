"""Tests that need programs of a server are left out by name where one is missing, and never in silence."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.testing import selection


class Config:
    """As much of pytest's configuration as the selection asks."""

    def __init__(self, **options: Any) -> None:
        self.options = options

    def getoption(self, name: str) -> Any:
        return self.options.get(name)


def test_a_machine_without_pgbouncer_leaves_out_infra_and_says_which_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "infra_program", lambda name: None if name == "pgbouncer" else f"/usr/bin/{name}")
    left = selection._left_out(Config())  # type: ignore[arg-type]
    assert left["infra"] == "infra tests (no pgbouncer on this machine)"
    said = selection.pytest_report_header(Config())  # type: ignore[arg-type]
    assert said is not None
    assert "no pgbouncer" in said


def test_everything_fails_where_one_is_missing_and_names_debians_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "chromium_path", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(selection, "infra_program", lambda name: None if name == "systemd-analyze" else "/usr/bin/x")
    with pytest.raises(pytest.UsageError, match="apt install systemd"):
        selection.pytest_configure(Config(**{"--everything": True}))  # type: ignore[arg-type]


def test_nothing_is_left_out_where_all_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "infra_program", lambda name: f"/usr/bin/{name}")
    assert "infra" not in selection._left_out(Config())  # type: ignore[arg-type]
    selection.pytest_configure(Config())  # type: ignore[arg-type]
