"""The code in the README runs, and the commands it names exist."""

from __future__ import annotations

import re
import types
from pathlib import Path

import pytest

from motcua.catalog import build_catalog, load_plugins
from motcua.cli import register

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


class Found:
    """An entry point, as a plugin's package would declare it."""

    def __init__(self, name: str, module: types.ModuleType) -> None:
        self.name, self.value, self.dist, self._module = name, module.__name__, None, module

    def load(self) -> types.ModuleType:
        return self._module


def test_the_readmes_plugin_is_a_whole_plugin() -> None:
    (code,) = blocks("python")
    module = types.ModuleType("motcua_readme")
    exec(compile(code, "README.md", "exec"), module.__dict__)
    catalog = build_catalog(load_plugins([Found("lao_dong_tbxh", module)]))  # type: ignore[list-item]
    assert list(catalog.problems) == []
    assert catalog.procedures["xac-nhan-mau"].agency == "lao_dong_tbxh"


def test_every_command_in_the_readme_exists() -> None:
    named = {tuple(words.split()) for words in re.findall(r"uv run motcua ((?:[a-z-]+ ?)+)", README)}
    assert len(named) >= 5
    group = register()
    for words in named:
        command = group
        for word in words:
            children = getattr(command, "commands", None)
            if children is None:
                break
            assert word in children, f"motcua {' '.join(words)}"
            command = children[word]


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#h][^)]*)\)", README))))
def test_every_link_in_the_readme_leads_somewhere(link: str) -> None:
    assert (ROOT / link).exists(), link
