"""The layer rule of the README, read from the code's own imports, wherever in a file they stand."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLATFORM = ROOT / "platform" / "motcua"

# Lowest first; names on one line do not import each other unless they are the same.
LAYERS = (
    {"domain"},
    {"hookspecs"},
    {"api"},
    {"providers"},
    {"settings", "file_settings", "paths", "readiness", "metrics", "sandbox"},
    {"centers"},
    {"catalog"},
    {"store"},
    {"letters", "jobs", "channels"},
    {"services"},
    {"web", "cli"},
    {"testing"},
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
PEERS_THAT_MAY_MEET = {
    ("settings", "file_settings"),
    ("settings", "paths"),
    ("paths", "settings"),
    ("sandbox", "settings"),
    ("sandbox", "paths"),
}

# Who alone may import what from outside.
ONLY_IN = {
    "piccolo": {"store"},
    "asyncpg": {"store", "jobs"},
    "pgqueuer": {"jobs", "store"},
    "litestar": {"web"},
    "packaging": {"catalog"},
    "pluggy": {"catalog", "hookspecs"},
    "click": {"cli"},
    "rich": {"cli"},
    "uvicorn": {"cli"},
    "aiosmtplib": {"channels"},
    "prometheus_client": {"metrics"},
    "typst": {"sandbox"},
    "pikepdf": {"sandbox", "testing"},
    "pyhanko": {"sandbox", "testing"},
    "PIL": {"sandbox"},
    "python_calamine": {"sandbox"},
}
STDLIB_ONLY = {"domain"}


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            if node.module == "motcua":
                yield from ((f"motcua.{alias.name}", node.lineno) for alias in node.names)
            else:
                yield node.module, node.lineno


def layer_violations(root: Path) -> list[str]:
    found = []
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        if parts == ("__init__",) or parts == ("__main__",):
            continue
        own = parts[0]
        where = path.relative_to(root)
        if own not in RANK:
            found.append(f"{where}: {own} has no layer")
            continue
        for name, line in imported(ast.parse(path.read_text(encoding="utf-8"))):
            top = name.partition(".")[0]
            if top == "motcua":
                other = name.split(".")[1] if "." in name else ""
                if other and other != own and not _may_import(own, other):
                    found.append(f"{where}:{line}: {own} imports {other}")
            elif top in ONLY_IN and own not in ONLY_IN[top] | {"testing"}:
                found.append(f"{where}:{line}: {own} imports {top}")
            elif own in STDLIB_ONLY and top not in STDLIB:
                found.append(f"{where}:{line}: {own} imports {top}, which is not in the standard library")
    return found


def _may_import(own: str, other: str) -> bool:
    if other not in RANK:
        return False
    return RANK[other] < RANK[own] or (own, other) in PEERS_THAT_MAY_MEET


def plugin_violations(folder: Path) -> list[str]:
    found = []
    package = folder.name
    for path in sorted(folder.rglob("*.py")):
        for name, line in imported(ast.parse(path.read_text(encoding="utf-8"))):
            top = name.partition(".")[0]
            in_tests = "tests" in path.relative_to(folder).parts
            allowed = (
                name == "motcua.api"
                or name.startswith("motcua.api.")
                or top == f"motcua_{package}"
                or (in_tests and (top in {"pytest", "hypothesis"} or name.split(".")[:2] == ["motcua", "testing"]))
                or top in STDLIB
            )
            if not allowed:
                found.append(f"{path.relative_to(folder)}:{line}: a plugin imports {name}")
    return found


STDLIB = frozenset(__import__("sys").stdlib_module_names)


def test_every_module_imports_only_its_own_layer_and_lower_ones() -> None:
    assert layer_violations(PLATFORM) == []


@pytest.mark.parametrize("folder", sorted(p for p in (ROOT / "plugins").iterdir() if (p / "pyproject.toml").exists()))
def test_a_plugin_imports_the_api_and_itself(folder: Path) -> None:
    assert plugin_violations(folder) == []


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("domain/x.py", "import piccolo"),
        ("domain/x.py", "import msgspec"),
        ("domain/x.py", "from motcua.store import engine"),
        ("services/x.py", "from motcua.web.app import create_app"),
        ("services/x.py", "def f():\n    import asyncpg"),
        ("cli/x.py", "from motcua.web import app"),
        ("web/x.py", "from motcua import cli"),
        ("store/x.py", "from motcua.services import intake"),
        ("catalog/x.py", "from motcua.testing import fill"),
        ("store/x.py", "import pluggy"),
        ("new_layer/x.py", "import os"),
    ],
)
def test_a_planted_violation_is_found(tmp_path: Path, where: str, line: str) -> None:
    path = tmp_path / where
    path.parent.mkdir()
    path.write_text(line)
    assert len(layer_violations(tmp_path)) == 1


@pytest.mark.parametrize(
    "line", ["from motcua.store import engine", "import motcua_thue", "import requests", "from motcua.testing import x"]
)
def test_a_planted_violation_in_a_plugin_is_found(tmp_path: Path, line: str) -> None:
    folder = tmp_path / "tu_phap" / "motcua_tu_phap"
    folder.mkdir(parents=True)
    (folder / "a.py").write_text(line)
    assert len(plugin_violations(tmp_path / "tu_phap")) == 1


def test_nothing_shadows_the_standard_library() -> None:
    assert not (ROOT / "platform" / "__init__.py").exists(), "platform/ would become a package named platform"
