"""The public surface: names re-exported from the domain, and nothing else."""

from __future__ import annotations

import ast
import importlib
import warnings
from pathlib import Path

import pytest

import motcua.api

MODULES = ["", ".forms", ".routes", ".fees", ".events", ".letters"]
FOLDER = Path(motcua.api.__file__ or "").parent


def as_ruff_sorts(name: str) -> tuple[int, str]:
    """Constants, classes, functions (RUF022)."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name


@pytest.mark.parametrize("name", MODULES)
def test_a_module_of_the_api_names_what_it_offers(name: str) -> None:
    module = importlib.import_module("motcua.api" + name)
    assert module.__doc__
    assert sorted(module.__all__, key=as_ruff_sorts) == list(module.__all__)
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # names that are leaving
        for offered in module.__all__:
            assert getattr(module, offered) is not None


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.name)
def test_the_api_has_no_logic(path: Path) -> None:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":  # names that are leaving
            assert all(isinstance(each, ast.ImportFrom) for each in [*node.body, *node.orelse])
            continue
        assert isinstance(node, ast.ImportFrom | ast.Import | ast.Assign | ast.Expr), ast.unparse(node)
