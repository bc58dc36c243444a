"""A procedure as its agency writes it, and as the catalog keeps it.

`Procedure` is one frozen value in which form, papers, fee, term and route travel together; whatever can be found wrong
is found while the plugin is imported. `ProcedureVersion` is the same as data, with what other agencies add: it renders,
routes and finishes old dossiers after the plugin has moved on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from motcua.domain.codes import ProcedureCode
from motcua.domain.conditions import Env
from motcua.domain.contributions import Check
from motcua.domain.definition import FormDefinition
from motcua.domain.errors import DefinitionError
from motcua.domain.fact_checks import taken_from
from motcua.domain.facts import Facts, Provenance
from motcua.domain.fees import Fee, fee_from_data, unconfirmed
from motcua.domain.forms import Form
from motcua.domain.letters import Letter
from motcua.domain.overrides import Fact, Override, of_fact
from motcua.domain.papers import Paper
from motcua.domain.plans import PlannedStep, RoutingRule, plan
from motcua.domain.procedure_checks import fitting_problems, shape_problems
from motcua.domain.routes import Route
from motcua.domain.term_rules import TermRule
from motcua.domain.terms import Term, unknown_term
from motcua.domain.trees import Tree

AnyTree = TypeVar("AnyTree", bound=Tree)

#: Most fees are set by the provincial council, so a procedure that states none is not free: it is unknown.
FEE_NOT_STATED = unconfirmed("thu theo quy định hiện hành, nếu có")


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """Thủ tục hành chính.

    `facts` is its row of `facts.toml`, from which key, title, sector, codes, term, fee, result and legal basis are
    taken. Said here, codes and legal basis add to the row's, a term rule or fee rule must hold the row's; whatever
    differs is refused unless `instead_of={"term": "why"}` gives the reason. `unconfirmed` holds sentences that somebody
    who knows the law still has to check. `shared_form` is the law's name of a form that several procedures use.
    `numbered_rows` is the group of rows of which each takes its own number from the `book`; without it the result takes
    one.
    """

    form: type[Form]
    route: Route
    facts: Facts | None = None
    instead_of: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    title: str = ""
    sector: str = ""
    term: Term | TermRule | None = None
    result: str | None = None
    fee: Fee | None = None
    codes: tuple[ProcedureCode, ...] = ()
    legal_basis: tuple[str, ...] = ()
    book: str | None = None
    numbered_rows: str | None = None
    channels: tuple[str, ...] = ("direct", "post")
    level: str = "district"
    validity_months: int | None = None
    is_at_once: bool = False
    result_is_signed: bool = True
    letters: tuple[Letter, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    shared_form: str | None = None
    provenance: Provenance = field(init=False, default=Provenance())

    def __post_init__(self) -> None:
        if self.facts is not None:
            stated, provenance = taken_from(self.facts, self)
            self._set(**stated, provenance=provenance)
        for sentence in shape_problems(self):
            raise DefinitionError(self.key, sentence)
        self._set(term=self.term_rule.bound(self.bind), route=self.route.bound(self.bind), fee=self.bind(self.fee_rule))
        for sentence in fitting_problems(self):
            raise DefinitionError(self.key, sentence)

    def bind(self, tree: AnyTree) -> AnyTree:
        """A condition or fee made to fit this procedure's form; refuses what the form doesn't ask."""
        return self.form.definition.bind(tree, self.key)

    @property
    def term_rule(self) -> TermRule:
        return self.term if isinstance(self.term, TermRule) else TermRule(self.term or unknown_term())

    @property
    def fee_rule(self) -> Fee:
        return FEE_NOT_STATED if self.fee is None else self.fee

    def _set(self, **values: Any) -> None:
        """The class is frozen for those who use it; here it is still being made."""
        for name, value in values.items():
            object.__setattr__(self, name, value)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProcedureVersion:
    """One version of one procedure. Two are equal when their hash is: the hash of all its data but the plugin's
    version number, because a release that changes nothing in this procedure makes no new version of it."""

    key: str
    title: str
    agency: str
    plugin: str
    plugin_version: str
    sector: str
    form: FormDefinition
    route: Route
    term: TermRule
    fee: Fee
    result: str | None
    book: str | None
    numbered_rows: str | None
    codes: tuple[ProcedureCode, ...]
    legal_basis: tuple[str, ...]
    channels: tuple[str, ...]
    level: str
    validity_months: int | None
    is_at_once: bool
    letters: tuple[Letter, ...]
    unconfirmed: tuple[str, ...]
    provenance: Provenance
    shared_form: str | None = None
    checks: tuple[Check, ...] = ()
    routing_rules: tuple[RoutingRule, ...] = ()
    #: What was decided over it where and when it is used (`domain.effective`): no part of its data nor of its hash.
    overrides: tuple[Override, ...] = ()
    _hash: str = field(init=False, default="")

    @property
    def hash(self) -> str:
        """Reckoned when first asked for: most versions that pass through memory are never compared."""
        if not self._hash:
            data = self.to_data()
            del data["plugin_version"]
            object.__setattr__(self, "_hash", hashlib.sha256(canonical(data).encode()).hexdigest())
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ProcedureVersion) and self.hash == other.hash

    def __hash__(self) -> int:
        return hash(self.hash)

    @property
    def papers(self) -> tuple[Paper, ...]:
        return self.form.papers

    @property
    def national_code(self) -> str | None:
        return next((code.code for code in self.codes if code.scheme == "national"), None)

    @property
    def online_level(self) -> str | None:
        """Mức độ dịch vụ công trực tuyến, where somebody has decided one."""
        decided = of_fact(self.overrides, Fact.ONLINE_LEVEL)
        return decided.value if decided is not None else None

    def term_for(self, env: Env) -> Term:
        return self.term.term_for(env)

    def plan(self, env: Env, plugins_on: frozenset[str]) -> tuple[PlannedStep, ...]:
        """The steps of one dossier, with those that the plugins on at the center add."""
        return plan(self.route, self.agency, self.term_for(env), self.routing_rules, env, plugins_on)

    def to_data(self) -> dict[str, Any]:
        return {
            **{name: getattr(self, name) for name in _PLAIN},
            **{name: list(getattr(self, name)) for name in _TEXTS},
            **{name: getattr(self, name).to_data() for name in _READERS},
            **{name: [each.to_data() for each in getattr(self, name)] for name in _LIST_READERS},
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> ProcedureVersion:
        values: dict[str, Any] = {name: data[name] for name in _PLAIN}
        values |= {name: tuple(data[name]) for name in _TEXTS}
        values |= {name: read(data[name]) for name, read in _READERS.items()}
        values |= {name: tuple(read(each) for each in data[name]) for name, read in _LIST_READERS.items()}
        return cls(**values)

    @classmethod
    def of(
        cls,
        procedure: Procedure,
        *,
        agency: str,
        plugin_version: str,
        checks: Iterable[Check] = (),
        routing_rules: Iterable[RoutingRule] = (),
    ) -> ProcedureVersion:
        """The version that `procedure` makes today, with what other agencies add. It is read back from its own data,
        so that what works today is what will work when the code is gone."""
        named_here = {"agency", "plugin", "plugin_version"}
        copied: dict[str, Any] = {
            name: getattr(procedure, name)
            for name in (*_PLAIN, *_TEXTS, "codes", "letters", "provenance")
            if name not in named_here
        }
        made = cls(
            **copied,
            agency=agency,
            plugin=agency,
            plugin_version=plugin_version,
            form=procedure.form.definition,
            route=procedure.route.of_agency(agency),
            term=procedure.term_rule,
            fee=procedure.fee_rule,
            checks=tuple(sorted(checks, key=lambda check: (check.plugin, check.key))),
            routing_rules=tuple(sorted(routing_rules, key=lambda rule: (rule.plugin, rule.step.key))),
        )
        return cls.from_data(json.loads(canonical(made.to_data())))


_PLAIN = (
    "key", "title", "agency", "plugin", "plugin_version", "sector", "result", "book", "numbered_rows", "level",
    "validity_months", "is_at_once", "shared_form",
)  # fmt: skip
_TEXTS = ("legal_basis", "channels", "unconfirmed")
_READERS: Mapping[str, Any] = {
    "form": FormDefinition.from_data,
    "route": Route.from_data,
    "term": TermRule.from_data,
    "fee": fee_from_data,
    "provenance": Provenance.from_data,
}
_LIST_READERS: Mapping[str, Any] = {
    "codes": ProcedureCode.from_data,
    "letters": Letter.from_data,
    "checks": Check.from_data,
    "routing_rules": RoutingRule.from_data,
}


def canonical(data: Any) -> str:
    """One spelling of one value: sorted keys, no spaces, letters as they are."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
