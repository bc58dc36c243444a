"""Believable answers to any procedure's form: drawn question by question, then repaired until every check is content.

Nothing here knows a procedure: a new one gets its sample answers with its form. Deterministic by the `Random` given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from motcua.catalog import Catalog
from motcua.domain.conditions import Condition, Env
from motcua.domain.definition import FormDefinition
from motcua.domain.errors import Refused
from motcua.domain.fields import Choice, Field, YesNo
from motcua.domain.forms import Filled
from motcua.domain.items import Asked
from motcua.domain.papers import Computed, Paper
from motcua.domain.parts import Rows
from motcua.domain.procedures import ProcedureVersion
from motcua.services.samples.fields import Scene, draw
from motcua.services.samples.repairs import Edit, Repairer

Raw = dict[str, tuple[str, ...]]
Judge = Callable[[Mapping[str, Sequence[str]]], Filled]
Counts = tuple[int, int, int]
#: The condition of each check, and the group whose rows it looks at (or ""), by its sentence and field.
Rules = Mapping[tuple[str, str], tuple[Condition, str]]
MOST_TRIES = 60


@dataclass(frozen=True, slots=True)
class Asking:
    """A form with everything that judges its answers. `conditions` are by the sentence they say and the field they say
    it at, since a part placed twice says each of its sentences at two fields; `code` is by its sentence alone."""

    form: FormDefinition
    judge: Judge
    conditions: Rules = field(default_factory=dict)
    code: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    channel: str = "direct"

    @classmethod
    def of(
        cls, catalog: Catalog, version: ProcedureVersion, scene: Scene, plugins: frozenset[str], channel: str = "direct"
    ) -> Asking:
        """What the counter asks for this procedure at a center where `plugins` are on."""

        def judge(raw: Mapping[str, Sequence[str]]) -> Filled:
            filled = version.form.parse(raw, filed_on=scene.filed_on, channel=channel, communes=scene.place.communes)
            live = catalog.live_checks(version, Env(filled.answers, scene.filed_on, channel), plugins)
            return filled.also(live.errors, live.unchecked)

        return cls(version.form, judge, *rules_of(version.form, version), channel)


def rules_of(form: FormDefinition, version: ProcedureVersion | None = None) -> tuple[Rules, dict[str, tuple[str, ...]]]:
    """The checks on a form: those that are conditions, and those that are code."""
    conditions = {(check.sentence, check.field): (check.condition, check.row_of) for check in form.checks}
    code = {check.sentence: check.fields for check in form.code_checks}
    for check in version.checks if version else ():
        if check.condition is not None:
            conditions[check.sentence, check.at] = (check.condition, "")
        else:
            code[check.sentence] = (check.at, *check.fields)
    return conditions, code


@dataclass(frozen=True, slots=True)
class Sample:
    """Answers as they would be posted, and as they were read."""

    raw: Mapping[str, tuple[str, ...]]
    filled: Filled
    papers: Mapping[str, Counts]


def sample(
    asking: Asking, scene: Scene, *, wanted: Mapping[str, tuple[str, ...]] | None = None,
    pinned: Mapping[str, tuple[str, ...]] | None = None,
) -> Sample:  # fmt: skip
    """Answers of the scene's size: `shortest`, `fullest` or `any`.

    `wanted` are texts to begin with, which a repair may change (or `()` for no answer, which stays); `pinned` are never
    changed, so errors may be left.
    """
    blank = {name: texts for name, texts in (wanted or {}).items() if not texts}
    drawer = _Drawer(asking, scene, blank | dict(pinned or {}))
    raw = drawer.repaired(drawer.drafted(wanted or {}))
    if scene.size in ("shortest", "fullest"):
        raw = drawer.sized(raw)
    filled = asking.judge(raw)
    return Sample(raw, filled, papers_for(asking, scene, filled))


def papers_for(asking: Asking, scene: Scene, filled: Filled) -> dict[str, Counts]:
    """What somebody brings along: all that is required, and what is optional in the fullest dossier."""
    shown = asking.form.visible(filled.answers, filed_on=scene.filed_on, channel=asking.channel)
    return {
        paper.key: (paper.originals, paper.certified_copies, paper.copies)
        for paper in shown
        if isinstance(paper, Paper) and (paper.required or scene.size == "fullest")
    }


class _Drawer:
    def __init__(self, asking: Asking, scene: Scene, pinned: Raw) -> None:
        self.asking, self.scene, self.pinned, self.rng = asking, scene, pinned, scene.rng

    def drafted(self, given: Mapping[str, tuple[str, ...]]) -> Raw:
        """One pass from top to bottom: what is given stays, what is missing is drawn, what is hidden falls away."""
        given = {**given, **self.pinned}
        raw: Raw = {}
        answers: dict[str, Any] = {}
        env = Env(answers, self.scene.filed_on, self.asking.channel)
        for item in self.asking.form.items:
            if not item.is_shown(env):
                continue
            if isinstance(item, Rows):
                answers[item.key] = rows = []
                for at in range(self._row_count(item, given)):
                    row: dict[str, Any] = {}
                    rows.append(row)
                    row_env = item.row_env(env, row)
                    for child in item.children:
                        if child.is_shown(row_env):
                            local = item.local(child)
                            self._answer(child, f"{item.key}.{at}.{local}", local, given, raw, row, row_env)
            else:
                self._answer(item, item.key, item.key, given, raw, answers, env)
        return raw

    def _answer(
        self,
        item: Any,
        name: str,
        key: str,
        given: Mapping[str, tuple[str, ...]],
        raw: Raw,
        into: dict[str, Any],
        env: Env,
    ) -> None:
        if isinstance(item, Computed):
            if (computed := item.compute(env)) is not None:
                into[key] = computed
            return
        if not isinstance(item, Field):
            return
        if name in given:
            texts = given[name]
        elif item.required or self._tells_more():
            texts = draw(item, name, self.scene, into)
        else:
            return
        if texts:
            raw[name] = texts
        try:
            value = item.read(texts, Asked(self.scene.filed_on, self.scene.place.communes, env))
        except Refused:
            return
        if value is not None:
            into[key] = value

    def _tells_more(self) -> bool:
        size = self.scene.size
        return size == "fullest" or (size == "any" and self.rng.random() < 0.6)

    def _row_count(self, rows: Rows[Any], given: Mapping[str, tuple[str, ...]]) -> int:
        start = rows.key + "."
        posted = (name for name, texts in given.items() if name.startswith(start) and texts)
        told = {int(name[len(start) :].split(".")[0]) for name in posted}
        if told:
            return max(told) + 1
        if self.scene.size == "fullest":
            return min(rows.most, max(3, rows.least))
        more = 0 if self.scene.size == "shortest" else self.rng.choice((0, 0, 1, 2))
        return min(rows.most, rows.least + more)

    def errors(self, raw: Raw) -> Mapping[str, str]:
        return self.asking.judge(raw).errors

    def repaired(self, raw: Raw) -> Raw:
        """Tries what the failing checks suggest and keeps what leaves fewer errors; now and then a step sideways."""
        best = raw
        fewest = len(self.errors(raw))
        for attempt in range(MOST_TRIES):
            filled = self.asking.judge(raw)
            if not filled.errors:
                return raw
            names = sorted(filled.errors)
            name = names[attempt % len(names)]
            tries = [self.drafted({**raw, **edit}) for edit in self._edits(name, filled.errors[name], raw, filled)]
            if not tries:
                continue
            counted = [(len(self.errors(each)), at) for at, each in enumerate(tries)]
            least, at = min(counted)
            raw = tries[at] if least < len(filled.errors) or self.rng.random() < 0.7 else self.rng.choice(tries)
            if least < fewest:
                best, fewest = tries[at], least
        return best

    def _edits(self, name: str, sentence: str, raw: Raw, filled: Filled) -> list[Edit]:
        env = Env(filled.answers, self.scene.filed_on, self.asking.channel)
        edits: list[Edit] = []
        if (rule := self.asking.conditions.get((sentence, _column_key(name)))) is not None:
            edits = list(self._condition_edits(*rule, env))
        else:
            for key in self.asking.code.get(sentence, (name,)):
                edits += self._other_answers(key, raw)
            if sentence in self.asking.code:
                edits += [edit for key in self._deciding() for edit in self._other_answers(key, raw)]
        free = [{key: texts for key, texts in edit.items() if key not in self.pinned} for edit in edits]
        return [edit for edit in free if edit]

    def _condition_edits(self, condition: Condition, row_of: str, env: Env) -> Iterator[Edit]:
        form, rng = self.asking.form, self.rng
        if not row_of:
            yield from Repairer(form, env, rng).repairs(condition)
            return
        for at, row in enumerate(env.answer(row_of) or ()):
            inner = env.in_row(row_of, row)
            if condition.holds(inner) is False:
                yield from Repairer(form, inner, rng, (row_of, at)).repairs(condition)

    def _other_answers(self, key: str, raw: Raw) -> list[Edit]:
        """Every other option of a question with options; otherwise a few fresh draws."""
        item = self.asking.form.by_key.get(key)
        if isinstance(item, YesNo):
            return [{key: ("no" if raw.get(key) == ("yes",) else "yes",)}]
        if isinstance(item, Choice):
            return [{key: (option,)} for option in item.choices if raw.get(key) != (option,)]
        if isinstance(item, Rows):
            names = [name for name in raw if name.startswith(key + ".")]
            others = {name: draw(self._column(item, name), name, self._stranger(name), {}) for name in names}
            return [others] if names else []
        field_name = next((name for name in raw if name == key), key)
        known = item if isinstance(item, Field) else self.asking.form.by_key.get(_column_key(key))
        if not isinstance(known, Field):
            return []
        return [{field_name: draw(known, field_name, self._stranger(field_name), {})} for _ in range(3)]

    def _column(self, rows: Rows[Any], name: str) -> Field[Any]:
        return rows[name.split(".", 2)[2]]

    def _stranger(self, name: str) -> Scene:
        """The same scene with somebody else in this place."""
        return replace(self.scene, cast={})

    def _deciding(self) -> list[str]:
        deciding = (item.key for item in self.asking.form.fields if isinstance(item, Choice | YesNo))
        return [key for key in deciding if key not in self.pinned]

    def sized(self, raw: Raw) -> Raw:
        """Option by option towards the fewest, or the most, questions and papers, as long as nothing is wrong."""
        if self.errors(raw):
            return raw
        best, score = raw, self._weight(raw)
        for key in self._deciding():
            for edit in self._other_answers(key, best):
                trial = self.drafted({**best, **edit})
                if self.errors(trial):
                    trial = self.repaired(trial)
                weight = self._weight(trial)
                better = weight < score if self.scene.size == "shortest" else weight > score
                if better and not self.errors(trial):
                    best, score = trial, weight
        return best

    def _weight(self, raw: Raw) -> int:
        filled = self.asking.judge(raw)
        return len(raw) + len(papers_for(self.asking, self.scene, filled))


def _column_key(name: str) -> str:
    """`members.0.share` → `members.share`."""
    return ".".join(part for part in name.split(".") if not part.isdigit())
