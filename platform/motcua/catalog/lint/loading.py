"""What kept a plugin, or a part of it, from being loaded: the sentence that the start says, with the line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

from motcua import hookspecs
from motcua.catalog import core_version
from motcua.catalog.lint.said import Finding
from motcua.catalog.lint.source import Source
from motcua.catalog.places import Place
from motcua.catalog.plugins import Problem
from motcua.domain.errors import DefinitionError

_FACTS = {"import": "can_be_loaded", "entry point": "can_be_loaded", "core version": "works_with_this_core"}
_TOML_LINE = re.compile(r"\(at line (\d+), column \d+\)")


def finding_of(problem: Problem, entry: EntryPoint, source: Source | None) -> Finding:
    """A problem of the start. Without a line of its own it stands where the plugin, or its hook, begins."""
    place = problem.place
    if source is not None and problem.what in ("import", *_hooks()):
        place = _in_facts(problem, source) or (source.nearer(place, problem.sentence) if place else None)
        place = place or source.function(problem.what) or source.start
    sentence = problem.sentence
    if problem.what in _hooks():
        sentence = f"{problem.what}: {sentence}"
    elif sentence.startswith("gây lỗi"):
        sentence = f"nạp gói {sentence}"
    fact = _FACTS.get(problem.what, "answers_its_hooks")
    return Finding(fact, problem.plugin, "", place or declared_at(entry), sentence)


def refusal_of(entry: EntryPoint, why: DefinitionError, source: Source | None) -> Finding:
    """A mistake that stops every start: a misspelt hook, two packages for one agency, a key used twice."""
    place = None
    if source is not None:
        written = source.procedures.get(why.where)
        place = Place(written[-1][0], written[-1][1].lineno) if written else _misspelt_hook(source, str(why))
    return Finding("can_be_started", entry.name, "", place or declared_at(entry), str(why))


def states_its_core_versions(entry: EntryPoint) -> Iterator[Finding]:
    """From which version of the core on, and below which: an upgrade can't ask the plugin later."""
    if entry.dist is None or core_version.is_bounded(core_version.range_of(entry.dist)):
        return
    wanted = core_version.CORE + core_version.suggested(core_version.running())
    sentence = f"gói {entry.dist.name} không khai khoảng phiên bản lõi dùng được: ghi “{wanted}” vào dependencies."
    yield Finding("states_its_core_versions", entry.name, "", declared_at(entry), sentence)


def declared_at(entry: EntryPoint) -> Place:
    """The file that declares the plugin, for what stands on no line of its code."""
    place = core_version.stated_at(entry.dist) if entry.dist is not None else None
    return place or Place(Path(entry.module.replace(".", "/") + ".py"), 1)


def _in_facts(problem: Problem, source: Source) -> Place | None:
    """A refusal of the file of facts speaks of a row, a file that is no TOML of a line."""
    key, _, rest = problem.sentence.partition(": ")
    if rest.startswith("facts.toml:"):
        return source.fact(key)
    line = _TOML_LINE.search(problem.sentence)
    return Place(source.facts_file, int(line[1])) if line and source.facts_file else None


def _misspelt_hook(source: Source, sentence: str) -> Place | None:
    """Marked as a hook and none of that name; else the one that the sentence names."""
    marked = list(source.hooks())
    unknown = [place for name, place in marked if name not in _hooks()]
    named = [place for name, place in marked if name in sentence]
    return next(iter([*unknown, *named]), None)


def _hooks() -> frozenset[str]:
    return frozenset(name for name in dir(hookspecs) if hasattr(getattr(hookspecs, name), "motcua_spec"))
