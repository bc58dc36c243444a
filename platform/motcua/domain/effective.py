"""A version with what was decided over it: the value that the counter, the fee and the clock work with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from motcua.domain.codes import national
from motcua.domain.facts import FEE_UNKNOWN, TERM_UNKNOWN, TERM_UNSURE
from motcua.domain.fee_rules import By, Case, Fee, Fixed, Free, PerUnit, Unconfirmed
from motcua.domain.overrides import Fact, Override
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.term_rules import TermRule
from motcua.domain.terms import Term
from motcua.domain.trees import Tree

_SETTLES = {Fact.TERM: (TERM_UNKNOWN, TERM_UNSURE), Fact.FEE: (FEE_UNKNOWN,)}
COMPLEX_FEE = "Mức thu của thủ tục này là quy tắc nhiều mức, một số tiền không nói hết: cần phiên bản mới của phần mềm."


def overridden(version: ProcedureVersion, overrides: Iterable[Override]) -> ProcedureVersion:
    """The version as it holds under these overrides (one per fact). Its hash stays that of what was published."""
    taken = tuple(each for each in overrides if why_not_over(version, each) is None)
    if not taken:
        return version
    values: dict[str, object] = {}
    for each in taken:
        match each.fact:
            case Fact.TERM:
                values["term"] = _with_default(version.term, Term.parse(each.value))
            case Fact.FEE:
                values["fee"] = with_amount(version.fee, int(each.value)) or version.fee
            case Fact.CODE:
                others = tuple(code for code in version.codes if code.code != each.value)
                values["codes"] = (national(each.value, each.decision.from_on, each.decision.to_on), *others)
            case Fact.ONLINE_LEVEL:
                pass
    settled = {sentence for each in taken for sentence in _SETTLES.get(each.fact, ())}
    values["unconfirmed"] = tuple(sentence for sentence in version.unconfirmed if sentence not in settled)
    made = replace(version, **values, overrides=taken)  # type: ignore[arg-type]
    object.__setattr__(made, "_hash", version.hash)
    return made


def why_not_over(version: ProcedureVersion, override: Override) -> str | None:
    """Why a decision can't be carried out over this version; None: it can, or gives the fact back."""
    if override.fact is Fact.FEE and override.value and with_amount(version.fee, int(override.value)) is None:
        return COMPLEX_FEE
    return None


def _with_default(rule: TermRule, term: Term) -> TermRule:
    """The cases that the law treats apart keep the law's terms."""
    return TermRule(term, *rule.cases, extendable_by=rule.extendable_by)


def with_amount(fee: Fee, amount: int) -> Fee | None:
    """The rule with an amount in place of what was not confirmed, or of its one plain amount; exemptions stay.

    None where one amount can't say it.
    """
    every = list(_leaves(fee))
    leaves = [leaf for leaf in every if isinstance(leaf, Unconfirmed)] or every
    if len(leaves) != 1 or not isinstance(leaves[0], Unconfirmed | Fixed | Free | PerUnit):
        return None
    new: Fee = replace(leaves[0], amount=amount) if isinstance(leaves[0], PerUnit) else _amount(amount)
    return _swapped(fee, leaves[0], new)


def _amount(amount: int) -> Fee:
    return Fixed(amount, "Phí, lệ phí") if amount else Free()


def _leaves(fee: Tree) -> Iterable[Fee]:
    inner = list(_inner(fee))
    if not inner and isinstance(fee, Fee):
        return [fee]
    return [leaf for each in inner for leaf in _leaves(each)]


def _inner(fee: Tree) -> Iterable[Fee]:
    """The fee rules inside one; a case of `By` is no rule itself."""
    cases = [case.fee for case in fee.cases] if isinstance(fee, By) else []
    return [*cases, *(branch for branch in fee.branches() if isinstance(branch, Fee))]


def _swapped(tree: Fee, old: Fee, new: Fee) -> Fee:
    def change(value: object) -> object:
        if value is old:
            return new
        if isinstance(value, tuple):
            return tuple(change(each) for each in value)
        if isinstance(value, Fee | Case):
            changed: dict[str, Any] = {each.name: change(getattr(value, each.name)) for each in fields(value)}
            return replace(value, **changed)
        return value

    swapped = change(tree)
    assert isinstance(swapped, Fee)
    return swapped
