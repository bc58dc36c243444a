"""Every procedure of the installation by key, agency and sector, for a center, and what plugins do at run time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Protocol

from stdnum.vn import mst

from motcua.catalog.collecting import Collected, collect
from motcua.catalog.plugins import Plugin, Plugins, Problem, Refuse, described, load_plugins, stop
from motcua.domain.conditions import Env
from motcua.domain.contributions import Check
from motcua.domain.events import DossierChanged, Effect, effect_problem
from motcua.domain.forms import run_code_checks
from motcua.domain.identity import use_tax_code_rule
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.text import fold, sort_key


class HasPlugins(Protocol):
    """A center, as far as the catalog needs to know it."""

    @property
    def plugins(self) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class CheckResults:
    """Sentences by field for the checks that failed, those of the checks that nobody can judge any more, and what the
    plugins' code did wrong just now."""

    errors: Mapping[str, str]
    unchecked: tuple[str, ...] = ()
    failures: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalog:
    """A view on the procedures. `for_center` narrows it; everything else is shared."""

    procedures: Mapping[str, ProcedureVersion]
    plugins: Plugins
    collected: Collected

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(self.plugins.problems)

    @property
    def agencies(self) -> tuple[Plugin, ...]:
        """The plugins with a procedure in this view."""
        shown = {version.agency for version in self.procedures.values()}
        return tuple(plugin for key, plugin in sorted(self.plugins.by_key.items()) if key in shown)

    @property
    def sectors(self) -> tuple[str, ...]:
        return tuple(sorted({version.sector for version in self.procedures.values()}, key=sort_key))

    def get(self, key: str) -> ProcedureVersion | None:
        return self.procedures.get(key)

    def for_center(self, center: HasPlugins | frozenset[str]) -> Catalog:
        """The procedures of the agencies whose plugin is on at this center."""
        on = center if isinstance(center, frozenset) else center.plugins
        kept = {key: version for key, version in self.procedures.items() if version.plugin in on}
        return replace(self, procedures=MappingProxyType(kept))

    def of_versions(self, versions: Iterable[ProcedureVersion]) -> Catalog:
        """These versions instead of today's: those that a center has published."""
        return replace(self, procedures=MappingProxyType({version.key: version for version in versions}))

    def of_agency(self, agency: str) -> tuple[ProcedureVersion, ...]:
        return self._sorted(version for version in self.procedures.values() if version.agency == agency)

    def of_sector(self, sector: str) -> tuple[ProcedureVersion, ...]:
        return self._sorted(version for version in self.procedures.values() if version.sector == sector)

    def search(self, text: str) -> tuple[ProcedureVersion, ...]:
        """The procedures in whose title, sector, result or codes every word is found, with or without diacritics."""
        words = fold(text).split()
        return self._sorted(
            version for version in self.procedures.values() if all(word in _searched(version) for word in words)
        )

    def live_checks(
        self, version: ProcedureVersion, env: Env, plugins_on: frozenset[str], held: frozenset[str] = frozenset()
    ) -> CheckResults:
        """The code checks of the version's form and the checks other agencies add, as far as they can still be run.

        The form's own data checks are `version.form.failed(…)`. Code runs only in the very version that the procedure
        was stored with, and none of a plugin that is `held` in quarantine. A check that raises is reported and shown
        as "chưa kiểm tra được": never an error page.
        """
        form = None if version.plugin in held else self.collected.forms.get(version.key)
        outcome = run_code_checks(form, version.form.code_checks, env.answers, env.filed_on, env.channel)
        failures: list[Problem] = []
        for key, why in outcome.failures:
            if why is not None:
                sentence = f"{version.key}.{key} gây lỗi {described(why)}"
                failures.append(self.plugins.record(version.plugin, "@check", sentence))
        errors, unchecked = dict(outcome.errors), list(outcome.unchecked)
        for check in version.checks:
            if check.plugin not in plugins_on:
                continue
            verdict = self._fails(version, check, env, held, failures)
            if verdict is None:
                unchecked.append(check.sentence)
            elif verdict:
                errors.setdefault(check.at, check.sentence)
        return CheckResults(errors, tuple(unchecked), tuple(failures))

    def _fails(
        self, version: ProcedureVersion, check: Check, env: Env, held: frozenset[str], failures: list[Problem]
    ) -> bool | None:
        """None when the check can't be judged."""
        if check.condition is not None:
            return check.fails(env)
        code_version, code = self.collected.codes.get((version.key, check.plugin, check.key), (None, None))
        if code is None or code_version != check.code_version or check.plugin in held:
            return None
        if any(env.answer(key) is None for key in check.fields):
            return False
        try:
            return not code(env)
        except Exception as why:
            sentence = f"{version.key}.{check.key} gây lỗi {described(why)}"
            failures.append(self.plugins.record(check.plugin, "register_checks", sentence))
            return None

    def effects(
        self, event: DossierChanged, plugins_on: frozenset[str], failed: list[Problem] | None = None
    ) -> tuple[tuple[str, Effect], ...]:
        """What the plugins that are on ask for after a move, each effect with its plugin; what went wrong is added to
        `failed`."""
        kept, failed = [], [] if failed is None else failed
        for plugin, effect in self.plugins.call("dossier_changed", plugins_on, failed=failed, event=event):
            if problem := effect_problem(effect):
                failed.append(self.plugins.record(plugin.key, "dossier_changed", problem))
            else:
                kept.append((plugin.key, effect))
        return tuple(kept)

    def _sorted(self, versions: Iterable[ProcedureVersion]) -> tuple[ProcedureVersion, ...]:
        return tuple(sorted(versions, key=lambda version: (sort_key(version.title), version.key)))


def build_catalog(plugins: Plugins | None = None, *, refuse: Refuse = stop) -> Catalog:
    """Everything that is installed, read once at the start."""
    use_tax_code_rule(mst.is_valid)
    loaded = load_plugins(refuse=refuse) if plugins is None else plugins
    collected = collect(loaded, refuse=refuse)
    return Catalog(MappingProxyType(dict(collected.versions)), loaded, collected)


def _searched(version: ProcedureVersion) -> str:
    codes = " ".join(code.code for code in version.codes)
    return f"{fold(' '.join((version.title, version.sector, version.result or '', codes)))} {codes}"
