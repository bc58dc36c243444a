"""Valid answers to any procedure's form, for tests: `fill(MY_PROCEDURE)`.

filling = fill(REGISTRATION, trade="food")
assert filling.errors == {}
assert filling.term.says == "3 ngày làm việc"
assert filling.step_keys == ("tham-dinh", "ky-giay-chung-nhan")
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from motcua.catalog import Catalog
from motcua.centers import Center
from motcua.domain.conditions import Env
from motcua.domain.definition import FormDefinition
from motcua.domain.fees import FeeResult
from motcua.domain.fields import Field
from motcua.domain.forms import Filled
from motcua.domain.parts import Rows
from motcua.domain.plans import HAND_BACK_STEP, RECEPTION_STEP, PlannedStep
from motcua.domain.procedures import Procedure, ProcedureVersion
from motcua.domain.terms import Term
from motcua.services.samples.answers import Asking, Counts, rules_of, sample
from motcua.services.samples.fields import Scene
from motcua.services.samples.people import Place
from motcua.testing.installed import catalog

#: Where people live in tests that name no center.
SOMEWHERE = Place("Quế Võ", "Bắc Ninh", {"09247": "Thị trấn Phố Mới", "09283": "Xã Việt Hùng"})
#: The opening day of the center at Quế Võ.
OPENING_DAY = date(2017, 11, 8)


@dataclass(frozen=True, slots=True)
class Filling:
    """One filled form with what follows from it: fee, term, and the steps it takes."""

    version: ProcedureVersion
    filled: Filled
    raw: Mapping[str, tuple[str, ...]]
    papers: Mapping[str, Counts]
    filed_on: date
    channel: str
    plugins_on: frozenset[str]

    @property
    def answers(self) -> Mapping[str, Any]:
        return self.filled.answers

    @property
    def errors(self) -> Mapping[str, str]:
        """By posted name; empty unless the answers given in the test break a rule."""
        return self.filled.errors

    @property
    def env(self) -> Env:
        return Env(self.filled.answers, self.filed_on, self.channel)

    @property
    def fee(self) -> FeeResult:
        return self.version.fee.compute(self.env)

    @property
    def term(self) -> Term:
        return self.version.term_for(self.env)

    @property
    def steps(self) -> tuple[PlannedStep, ...]:
        """The agencies' steps; the platform's own reception and hand-back left out."""
        plan = self.version.plan(self.env, self.plugins_on)
        return tuple(step for step in plan if step.key not in (RECEPTION_STEP, HAND_BACK_STEP))

    @property
    def step_keys(self) -> tuple[str, ...]:
        return tuple(step.key for step in self.steps)

    @property
    def shown(self) -> frozenset[str]:
        """The keys of the questions and papers asked with these answers."""
        visible = self.version.form.visible(self.answers, filed_on=self.filed_on, channel=self.channel)
        return frozenset(item.key for item in visible)


def fill(
    procedure: Procedure | ProcedureVersion | str,
    *,
    size: str = "shortest",
    filed_on: date = OPENING_DAY,
    channel: str = "direct",
    seed: int = 0,
    center: Center | None = None,
    plugins_on: frozenset[str] | None = None,
    **answers: Any,
) -> Filling:
    """Valid answers: the `shortest` that are enough, the `fullest`, or `any` (by `seed`).

    `procedure` is your `Procedure`, a stored version, or the key of an installed procedure (then the checks that other
    agencies add are on it too). What you give in `answers` stays as you gave it, by field key: values as Python has
    them (`owner_born=date(2005, 1, 1)`), `None` for no answer, rows as lists of dicts, a part's field with two
    underscores (`mother__nationality="foreign"`). Everything else is drawn around it. Raises `AssertionError` when no
    valid answers can be found; answers that you gave may be wrong, then `.errors` says what the counter would read.
    """
    version, form = _version(procedure)
    on = _plugins(version) if plugins_on is None else plugins_on
    place = SOMEWHERE if center is None else Place.of(center)
    scene = Scene(Random(f"{version.key}/{seed}"), place, filed_on, size)
    asking = _asking(procedure, version, scene, on, channel)
    return _filled(version, asking, scene, on, channel, posted(form, answers))


def fill_at(
    found: Catalog, center: Center, key: str, *, size: str, filed_on: date, seed: int, answers: Mapping[str, Any]
) -> Filling:
    """`fill` for a procedure of another catalogue than the installed one, at a center and with its plugins."""
    version = found.procedures[key]
    scene = Scene(Random(f"{key}/{seed}"), Place.of(center), filed_on, size)
    asking = Asking.of(found, version, scene, center.plugins)
    return _filled(version, asking, scene, center.plugins, "direct", posted(version.form, answers))


def _filled(
    version: ProcedureVersion,
    asking: Asking,
    scene: Scene,
    on: frozenset[str],
    channel: str,
    pinned: dict[str, tuple[str, ...]],
) -> Filling:
    made = sample(asking, scene, pinned=pinned)
    if made.filled.errors and not pinned:
        raise AssertionError(f"{version.key}: no valid answers found: {dict(made.filled.errors)}")
    return Filling(version, made.filled, made.raw, made.papers, scene.filed_on, channel, on)


def _version(procedure: Procedure | ProcedureVersion | str) -> tuple[ProcedureVersion, FormDefinition]:
    if isinstance(procedure, str):
        version = catalog().procedures[procedure]
    elif isinstance(procedure, Procedure):
        # An agency's package is named after it; the catalog does the same with its entry point.
        agency = procedure.form.__module__.partition(".")[0].removeprefix("motcua_")
        version = ProcedureVersion.of(procedure, agency=agency, plugin_version="0")
    else:
        version = procedure
    return version, version.form


def _plugins(version: ProcedureVersion) -> frozenset[str]:
    return frozenset({version.plugin, *(r.plugin for r in version.routing_rules), *(c.plugin for c in version.checks)})


def _asking(procedure: Any, version: ProcedureVersion, scene: Scene, on: frozenset[str], channel: str) -> Asking:
    if not isinstance(procedure, Procedure):
        return Asking.of(catalog(), version, scene, on, channel)

    def judge(raw: Mapping[str, Sequence[str]]) -> Filled:
        return procedure.form.parse(raw, filed_on=scene.filed_on, channel=channel, communes=scene.place.communes)

    return Asking(version.form, judge, *rules_of(version.form), channel)


def posted(form: FormDefinition, answers: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Python values as a browser would post them."""
    texts: dict[str, tuple[str, ...]] = {}
    for given, value in answers.items():
        key = given.replace("__", ".")
        item = form.by_key.get(key)
        if isinstance(item, Rows):
            for at, row in enumerate(value):
                for local, cell in row.items():
                    texts[f"{key}.{at}.{local}"] = _typed(item[local], cell)
        elif isinstance(item, Field):
            texts[key] = _typed(item, value)
        else:
            raise KeyError(f"{form.name} has no question {key!r}")
    return texts


def _typed(asked: Field[Any], value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(asked.typed(value))
