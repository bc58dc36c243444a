"""Plugins made on the spot: a module in `sys.modules` and the entry point that names it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import Any

import pytest

Install = Callable[..., EntryPoint]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    """`install("tu_phap", register_procedures=…)` → its entry point; functions become hook implementations."""
    from motcua.api import hookimpl

    def made(key: str, *, name: str | None = "Cơ quan thử", module_name: str = "", **members: Any) -> EntryPoint:
        module = ModuleType(module_name or f"made_{key}")
        if name is not None:
            module.NAME = name  # type: ignore[attr-defined]
        for member, value in members.items():
            setattr(module, member, hookimpl(value) if callable(value) else value)
        monkeypatch.setitem(sys.modules, module.__name__, module)
        return EntryPoint(key, module.__name__, "motcua")

    return made
