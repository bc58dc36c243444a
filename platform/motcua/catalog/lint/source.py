"""A plugin's source, read without running it: where its procedures, its steps and the members of its classes stand."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from motcua.catalog.places import Place
from motcua.domain.words import slug

#: Calls that make something with a key: said with `key=`, else made of the first text.
_KEYED = frozenset({"Step", "Check", "Letter", "consult", "RoutingRule"})
_HEADER = re.compile(r'\s*\[\s*"?([^\]"]+)"?\s*\]')


class Source:
    """Every file of one plugin. `root` is its package's folder, or its only file."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def files(self) -> dict[Path, ast.Module]:
        """A file that can't be read as Python is left out: importing it says so."""
        paths = [self.root] if self.root.is_file() else sorted(self.root.rglob("*.py"))
        found: dict[Path, ast.Module] = {}
        for path in paths:
            try:
                found[path] = ast.parse(path.read_text("utf-8"))
            except (SyntaxError, ValueError, OSError):
                continue
        return found

    @property
    def start(self) -> Place:
        return Place(self.root if self.root.is_file() else self.root / "__init__.py", 1)

    @cached_property
    def procedures(self) -> dict[str, list[tuple[Path, ast.Call]]]:
        """`Procedure(…)` by the key it says itself, or takes from its row of facts."""
        found: dict[str, list[tuple[Path, ast.Call]]] = defaultdict(list)
        for path, call in self._calls({"Procedure"}):
            for each in call.keywords:
                key = _text(each.value.slice if isinstance(each.value, ast.Subscript) else each.value)
                if each.arg in ("key", "facts") and key:
                    found[key].append((path, call))
        return found

    @cached_property
    def keyed(self) -> dict[str, list[Place]]:
        """Steps, checks, letters by key. The same key may stand on several lines: one for each lane."""
        found: dict[str, list[Place]] = defaultdict(list)
        for path, call in self._calls(_KEYED):
            said = next((_text(each.value) for each in call.keywords if each.arg == "key"), "")
            text = _text(call.args[0]) if call.args else ""
            for key in {said} if said else {text, slug(text), slug(text)[:60].strip("-")}:
                if key:
                    found[key].append(Place(path, call.lineno))
        return found

    def text_at(self, text: str) -> Place | None:
        """Where a text stands as it is, first."""
        for path, tree in self.files.items():
            for node in ast.walk(tree):
                if _text(node) == text and isinstance(node, ast.Constant):
                    return Place(path, node.lineno)
        return None

    def member(self, path: Path, class_name: str, name: str) -> Place | None:
        """A name's line in the body of a class; the class's own line where it is not written there."""
        for node in ast.walk(self.files.get(path, ast.Module([], []))):
            if isinstance(node, ast.ClassDef) and node.name == class_name:
                lines = [_first_line(each) for each in node.body if name in _names(each)]
                return Place(path, lines[-1] if lines else node.lineno)
        return None

    def function(self, name: str) -> Place | None:
        for path, tree in self.files.items():
            for node in tree.body:
                if isinstance(node, ast.FunctionDef) and node.name == name:
                    return Place(path, node.lineno)
        return None

    def hooks(self) -> Iterator[tuple[str, Place]]:
        """Functions marked `@hookimpl`, whatever their name."""
        for path, tree in self.files.items():
            for node in tree.body:
                if isinstance(node, ast.FunctionDef) and any(_name(each) == "hookimpl" for each in node.decorator_list):
                    yield node.name, Place(path, node.lineno)

    def assigned(self, name: str) -> tuple[Path, ast.expr] | None:
        """The value that a module gives a name."""
        for path, tree in self.files.items():
            for node in tree.body:
                if isinstance(node, ast.Assign) and name in _names(node):
                    return path, node.value
        return None

    @property
    def facts_file(self) -> Path | None:
        path = self.root / "facts.toml"
        return path if path.is_file() else None

    def fact(self, key: str, name: str = "") -> Place | None:
        """The line `name = …` of the procedure's table in facts.toml; the table's first line where it has none."""
        header = 0
        for number, line in enumerate(self._facts_lines, 1):
            if found := _HEADER.match(line):
                if header:
                    break
                header = number if found[1].strip() == key else 0
            elif header and name and re.match(rf"\s*{re.escape(name)}\s*=", line) and self.facts_file:
                return Place(self.facts_file, number)
        return Place(self.facts_file, header) if header and self.facts_file else None

    @cached_property
    def _facts_lines(self) -> list[str]:
        return self.facts_file.read_text("utf-8").splitlines() if self.facts_file else []

    def nearer(self, place: Place, words: str) -> Place:
        """Inside the statement that a refusal points at, the member that its sentence names in quotes."""
        named = re.findall(r"“([^”]+)”|'([^']+)'", words)
        tree = self.files.get(place.path, ast.Module([], []))
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and place.line in range(_first_line(node), node.lineno + 1):
                for texts in named:
                    for each in node.body:
                        said = {_text(inner) for inner in ast.walk(each)} | set(_names(each))
                        if said & set(filter(None, texts)):
                            return Place(place.path, each.lineno)
        return place

    def _calls(self, names: frozenset[str] | set[str]) -> Iterator[tuple[Path, ast.Call]]:
        for path, tree in self.files.items():
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and _name(node.func) in names:
                    yield path, node


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _names(node: ast.stmt) -> list[str]:
    """What a statement of a body gives a value to."""
    match node:
        case ast.Assign(targets=targets):
            # `one, other = both(…)` gives two.
            return [each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)) | ast.FunctionDef(name=name):
            return [name]
    return []


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def _text(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
