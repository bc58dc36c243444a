"""`motcua plugin check` without its screen: every fact over every plugin, each finding with its line.

One plugin that can't be loaded, or that would stop every start, keeps no other from being read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from motcua.catalog.catalog import Catalog, build_catalog
from motcua.catalog.lint import catalogue, desks, facts_found, loading
from motcua.catalog.lint.lines import Lines
from motcua.catalog.lint.said import Finding
from motcua.catalog.lint.source import Source
from motcua.catalog.places import Place, root_of
from motcua.catalog.plugins import GROUP, load_plugins
from motcua.centers import read_centers
from motcua.domain.errors import DataError, DefinitionError
from motcua.domain.procedures import ProcedureVersion

#: Shows the progress over what is still to be looked at.
Watch = Callable[[Sequence[ProcedureVersion]], Iterable[ProcedureVersion]]


@dataclass(frozen=True, slots=True)
class Inspected:
    """What was looked at and what was found, in the order of plugins and lines."""

    plugins: tuple[str, ...]
    procedures: int
    findings: tuple[Finding, ...]

    @property
    def mistakes(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if not each.is_warning)


def inspect(
    found: Iterable[EntryPoint] | None = None,
    *,
    only: Collection[str] = (),
    tenants: Path | None = None,
    watch: Watch = iter,
) -> Inspected:
    """`only` these agencies, all if empty; `tenants` None leaves out what depends on the centers."""
    entries = list(entry_points(group=GROUP) if found is None else found)
    refused: list[tuple[str, DefinitionError]] = []

    def keep(plugin: str, why: DefinitionError) -> None:
        refused.append((plugin, why))

    catalog = build_catalog(load_plugins(entries, refuse=keep), refuse=keep)
    every = _Inspection(entries, catalog, refused)
    chosen = [version for version in catalog.procedures.values() if not only or version.plugin in only]
    findings = [
        *every.of_loading(),
        *(each for version in watch(chosen) for each in every.of_version(version)),
        *every.of_catalogue(),
        *(every.of_centers(tenants) if tenants is not None else ()),
    ]
    kept = {each for each in findings if not only or not each.plugin or each.plugin in only}
    names = sorted({entry.name for entry in entries if not only or entry.name in only})
    return Inspected(tuple(names), len(chosen), tuple(sorted(kept, key=_in_order)))


class _Inspection:
    def __init__(self, entries: list[EntryPoint], catalog: Catalog, refused: list[tuple[str, DefinitionError]]) -> None:
        self.entries = {entry.name: entry for entry in entries}
        self.catalog, self.refused = catalog, refused
        roots = {name: root_of(entry.module) for name, entry in self.entries.items()}
        roots |= {key: root_of(plugin.module) for key, plugin in catalog.plugins.by_key.items()}
        self.sources = {name: Source(root) for name, root in roots.items() if root is not None and root.exists()}
        self.lines = Lines(self.sources, catalog.collected.forms)

    def of_loading(self) -> Iterator[Finding]:
        for problem in self.catalog.problems:
            entry = self.entries[problem.plugin]
            yield loading.finding_of(problem, entry, self.sources.get(problem.plugin))
        for plugin, why in self.refused:
            yield loading.refusal_of(self.entries[plugin], why, self.sources.get(plugin))
        for entry in self.entries.values():
            yield from loading.states_its_core_versions(entry)

    def of_version(self, version: ProcedureVersion) -> Iterator[Finding]:
        for fact, said in facts_found(version):
            place = self.lines.of(version, said.about)
            yield Finding(fact.__name__, version.plugin, version.key, place, f"{version.key}: {said.sentence}")

    def of_catalogue(self) -> Iterator[Finding]:
        for fact in (
            catalogue.gives_no_code_twice,
            catalogue.asks_something_of_its_own,
            catalogue.asks_what_no_other_asks,
            catalogue.asks_nearly_what_another_asks,
        ):
            is_warning = fact is catalogue.asks_nearly_what_another_asks
            for version, said in fact(self.catalog):
                place = self.lines.of(version, said.about)
                yield Finding(fact.__name__, version.plugin, version.key, place, said.sentence, is_warning)
        yield from self._unused_templates()

    def of_centers(self, folder: Path) -> Iterator[Finding]:
        try:
            centers = read_centers(folder)
        except DataError as why:
            # The message names file, key and remedy; the plugins themselves are read all the same.
            yield Finding("reads_the_centers", "", "", desks.place_of_data(folder, why), str(why))
            return
        fact = desks.has_somebody_at_every_desk
        for center in centers.values():
            for version, place, sentence in fact(self.catalog, center, folder / center.key):
                yield Finding(fact.__name__, version.plugin, version.key, place, sentence)

    def _unused_templates(self) -> Iterator[Finding]:
        """A template that no letter was made of prints nothing; perhaps its `Letter(…)` was forgotten."""
        printed = {letter.source for version in self.catalog.procedures.values() for letter in version.letters}
        # A plugin whose procedures could not be read says so itself.
        for plugin in sorted({version.plugin for version in self.catalog.procedures.values()}):
            source = self.sources.get(plugin)
            for path in sorted(source.root.rglob("*.typ")) if source is not None and source.root.is_dir() else ():
                if path.read_text("utf-8") not in printed:
                    sentence = f"mẫu {path.name} không thuộc Letter(…) nào nên không bao giờ được in."
                    yield Finding("prints_every_template", plugin, "", Place(path, 1), sentence, is_warning=True)


def _in_order(finding: Finding) -> tuple[str, Place, str]:
    return finding.plugin, finding.place, finding.sentence
