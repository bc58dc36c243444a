"""From plugins to procedure versions: every agency's procedures, with the checks and steps that others add to them.

What an agency adds to another's procedure is fitted one piece at a time; a piece that doesn't fit is reported in its
contributor's name and left out, and the procedure goes its own way without it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from motcua.catalog.plugins import Plugin, Plugins, Refuse, described, stop
from motcua.domain.contributions import Check, Code
from motcua.domain.errors import DefinitionError
from motcua.domain.facts import Facts
from motcua.domain.forms import Form
from motcua.domain.plans import RoutingRule
from motcua.domain.procedures import Procedure, ProcedureVersion
from motcua.domain.route_checks import contribution_problems

Piece = TypeVar("Piece")


@dataclass(frozen=True, slots=True)
class Collected:
    """The versions of today, and the code that can still be run for them."""

    versions: Mapping[str, ProcedureVersion]
    forms: Mapping[str, type[Form]]
    codes: Mapping[tuple[str, str, str], tuple[int, Code]]
    """(procedure, plugin, check) → (version of the code, the code)."""
    facts: Mapping[str, Facts]
    """The rows of `facts.toml` that procedures stand on; a procedure may have none."""


def collect(plugins: Plugins, *, refuse: Refuse = stop) -> Collected:
    """Read every plugin once. A procedure's key used twice stops the start: nobody could say which one is meant."""
    owners = _procedures(plugins, refuse)
    checks = _by_procedure(plugins, "register_checks", Check)
    rules = _by_procedure(plugins, "register_routing_rules", RoutingRule)
    versions: dict[str, ProcedureVersion] = {}
    codes: dict[tuple[str, str, str], tuple[int, Code]] = {}
    for key, (plugin, procedure) in sorted(owners.items()):
        fitted = _fitted_checks(plugins, procedure, checks[key])
        codes |= {(key, c.plugin, c.key): (c.code_version or 1, c.code) for c in fitted if c.code is not None}
        versions[key] = ProcedureVersion.of(
            procedure,
            agency=plugin.key,
            plugin_version=plugin.version,
            checks=fitted,
            routing_rules=_fitted_rules(plugins, procedure, plugin, rules[key]),
        )
    procedures = {key: procedure for key, (_, procedure) in owners.items()}
    return Collected(
        versions,
        {key: procedure.form for key, procedure in procedures.items()},
        codes,
        {key: procedure.facts for key, procedure in procedures.items() if procedure.facts is not None},
    )


def _procedures(plugins: Plugins, refuse: Refuse) -> dict[str, tuple[Plugin, Procedure]]:
    owners: dict[str, tuple[Plugin, Procedure]] = {}
    for plugin, procedure in _of_type(plugins, "register_procedures", Procedure):
        if procedure.key in owners:
            first = owners[procedure.key][0].key
            sentence = f"khai báo hai lần, bởi {first} và {plugin.key}."
            refuse(plugin.key, DefinitionError(procedure.key, sentence))
            continue
        owners[procedure.key] = (plugin, procedure)
    return owners


def _of_type(plugins: Plugins, hook: str, wanted: type[Piece]) -> list[tuple[Plugin, Piece]]:
    kept = []
    for plugin, value in plugins.call(hook):
        if isinstance(value, wanted):
            kept.append((plugin, value))
        else:
            plugins.record(plugin.key, hook, f"trả về {type(value).__name__}, không phải {wanted.__name__}")
    return kept


def _by_procedure(plugins: Plugins, hook: str, wanted: type[Any]) -> dict[str, list[tuple[Plugin, Any]]]:
    found: dict[str, list[tuple[Plugin, Any]]] = defaultdict(list)
    for plugin, piece in _of_type(plugins, hook, wanted):
        found[piece.procedure].append((plugin, piece))
    return found


def _fitted_checks(plugins: Plugins, procedure: Procedure, offered: list[tuple[Plugin, Check]]) -> list[Check]:
    kept: list[Check] = []
    for plugin, check in offered:
        fit = partial(check.filled, plugin.key, procedure.form.definition)
        fitted = _tried(plugins, plugin, procedure, "register_checks", fit)
        if fitted is None:
            continue
        if any((each.plugin, each.key) == (fitted.plugin, fitted.key) for each in kept):
            plugins.record(plugin.key, "register_checks", f"{procedure.key}: hai kiểm tra cùng khóa “{fitted.key}”")
            continue
        kept.append(fitted)
    return kept


def _fitted_rules(
    plugins: Plugins, procedure: Procedure, owner: Plugin, offered: list[tuple[Plugin, RoutingRule]]
) -> list[RoutingRule]:
    kept: list[RoutingRule] = []
    route = procedure.route.of_agency(owner.key)
    for plugin, rule in sorted(offered, key=lambda each: (each[0].key, each[1].step.key)):
        fit = partial(rule.filled, plugin.key, procedure.bind)
        fitted = _tried(plugins, plugin, procedure, "register_routing_rules", fit)
        if fitted is None:
            continue
        problem = next(contribution_problems(fitted, route, procedure.term_rule, kept), None)
        if problem is None:
            kept.append(fitted)
        else:
            plugins.record(plugin.key, "register_routing_rules", f"{procedure.key}: {problem}")
    return kept


def _tried(plugins: Plugins, plugin: Plugin, procedure: Procedure, hook: str, fit: Callable[[], Piece]) -> Piece | None:
    try:
        return fit()
    except DefinitionError as why:
        plugins.record(plugin.key, hook, str(why))
    except Exception as why:
        plugins.record(plugin.key, hook, f"{procedure.key}: gây lỗi {described(why)}")
    return None
