"""Decisions of the center over a procedure's own facts: a shorter term, a fee, an online level, a code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.effective import COMPLEX_FEE, overridden, why_not_over
from motcua.domain.errors import DataError, NotAllowed, NotHere, Refused
from motcua.domain.facts import CONFIDENCES
from motcua.domain.list_matching import term_of
from motcua.domain.overrides import (
    FACT_NAMES,
    LAYER_NAMES,
    ONLINE_LEVELS,
    Fact,
    Override,
    below,
    in_effect,
    of_fact,
    term_problems,
    value_problem,
)
from motcua.domain.parsing import parse_money
from motcua.domain.people import PERMISSION_NAMES, Acting, Permission, who_may
from motcua.domain.procedures import ProcedureVersion
from motcua.services.catalogue import decided_over, installed
from motcua.services.codes import local_date
from motcua.services.dossiers.asked import MoveField, cleaned
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.services.review.deciding import DECISION, UNTIL, decision_of
from motcua.store.engine import transaction
from motcua.store.queries import review as stored

DECIDE = "override"
_VALUES: Mapping[Fact, MoveField] = {
    Fact.TERM: MoveField(
        "value",
        "Thời hạn theo quyết định",
        "text",
        hint="Ví dụ 3 ngày làm việc, 15 ngày, 4 giờ làm việc, trong ngày. Bỏ trống để trở lại mức dưới.",
    ),
    Fact.FEE: MoveField("value", "Mức thu (đồng)", "text", hint="Ghi 0 nếu không thu. Bỏ trống để trở lại mức dưới."),
    Fact.ONLINE_LEVEL: MoveField(
        "value", "Mức độ", "select", options=tuple((level, f"Mức độ {level}") for level in ONLINE_LEVELS)
    ),
    Fact.CODE: MoveField("value", "Mã thủ tục", "text", hint="Như 1.001612. Bỏ trống để trở lại mã của phần mềm."),
}
GROUNDS = MoveField(
    "grounds",
    "Căn cứ cho phép thời hạn dài hơn hoặc khác đơn vị",
    "text",
    hint="Chỉ nhập khi thời hạn theo quyết định dài hơn, hoặc tính theo ngày khác, so với mức dưới.",
)


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact as it holds today: the value, the layer it comes from, how sure it is or by which decision, who wrote
    it down; `stood` are the values below it that it covers, the nearest first."""

    fact: Fact
    name: str
    says: str
    layer: str
    source: str
    set_by: str
    is_unconfirmed: bool
    stood: tuple[str, ...] = ()
    code: str = ""


def asked_of(fact: Fact) -> tuple[MoveField, ...]:
    """What the form of one fact asks."""
    grounds = (GROUNDS,) if fact is Fact.TERM else ()
    return (_VALUES[fact], *grounds, *DECISION, UNTIL)


async def decide(
    office: Office, acting: Acting, version: ProcedureVersion, fact: Fact, typed: Mapping[str, str], key: UUID
) -> str:
    """Writes a decision of the center over one fact of a procedure; the sentence that says so."""
    override = _read(version, fact, typed)
    async with transaction(), once(key, acting, f"override:{version.key}:{fact}") as told:
        if told.outcome is None:
            await decide_within(acting, version, [override])
            told.outcome = {"says": f"Đã ghi: {FACT_NAMES[fact].lower()} {override.says} ({override.decision.says})."}
        return str(told.outcome["says"])


async def decide_within(acting: Acting, version: ProcedureVersion, overrides: Sequence[Override]) -> None:
    """Inside the caller's transaction: every one of them, or none."""
    if not acting.staff.may(Permission.PUBLISH_PROCEDURES):
        name = PERMISSION_NAMES[Permission.PUBLISH_PROCEDURES]
        raise NotAllowed(f"Bạn không có quyền {name}. Việc này thuộc về: {who_may(Permission.PUBLISH_PROCEDURES)}.")
    if version.plugin not in here().plugins:
        raise NotHere
    await stored.lock_review()
    events: list[tuple[str, str, Mapping[str, Any]]] = []
    known = await decided_over(version.key)
    for override in overrides:
        check(version, known, override)
        before = overridden(version, in_effect(known, version.key, override.decision.from_on))
        await stored.add_override(override, acting.staff, acting.at)
        told = {"fact": override.fact.value, "value": override.value, "before": fact_says(before, override.fact)}
        told |= {"grounds": override.grounds} if override.grounds else {}
        events.append((version.key, DECIDE, {**told, "decision": override.decision.to_data()}))
    await stored.append_events(events, acting.staff, acting.at)


def check(version: ProcedureVersion, known: Sequence[Override], override: Override) -> None:
    """Refuses what the layer below doesn't allow."""
    if sentence := why_not_over(version, override):
        raise Refused(sentence, {"value": sentence})
    if override.fact is Fact.TERM and override.value:
        stands = overridden(version, below(known, version.key, override.decision.from_on)).term.default
        for sentence in term_problems(override.value, stands, override.grounds):
            raise Refused(sentence, {"value": sentence})


def _read(version: ProcedureVersion, fact: Fact, typed: Mapping[str, str]) -> Override:
    given = cleaned(asked_of(fact), typed)
    value = str(given.get("value", ""))
    if fact is Fact.TERM and value:
        term = term_of(value)
        value = str(term) if term is not None else value
    if fact is Fact.FEE and value:
        amount = parse_money(value)
        value = str(amount) if amount is not None else value
    if sentence := value_problem(fact, value):
        raise Refused(sentence, {"value": sentence})
    return Override(
        procedure=version.key,
        fact=fact,
        value=value,
        layer="center",
        decision=decision_of(given),
        grounds=given.get("grounds", ""),
    )


async def facts_of(acting: Acting, version: ProcedureVersion) -> tuple[FactLine, ...]:
    """Every fact that may be decided over, as it holds today at this center."""
    async with transaction():
        known = await decided_over(version.key)
    return tuple(fact_line(version, known, fact, local_date(acting.at)) for fact in Fact)


def fact_line(version: ProcedureVersion, known: Sequence[Override], fact: Fact, on: date) -> FactLine:
    """`known` are the overrides of the province and the center."""
    held = of_fact(in_effect(known, version.key, on), fact)
    default = fact_says(version, fact)
    stood = tuple(_stood(version, known, fact, on, held))
    if held is None:
        return FactLine(
            fact, FACT_NAMES[fact], default, LAYER_NAMES["plugin"], plugin_source(version, fact), "",
            _is_unsure(version, fact), stood,
        )  # fmt: skip
    says = fact_says(overridden(version, [held]), fact)
    source = f"{held.decision.says}, {held.decision.says_when}"
    source += f"; căn cứ: {held.grounds}" if held.grounds else ""
    set_by = f"{held.set_by}, {held.set_at:%d/%m/%Y}" if held.set_at is not None else ""
    return FactLine(fact, FACT_NAMES[fact], says, LAYER_NAMES[held.layer], source, set_by, False, stood)


def _stood(
    version: ProcedureVersion, known: Sequence[Override], fact: Fact, on: date, held: Override | None
) -> Iterator[str]:
    if held is None:
        return
    under = of_fact(below(known, version.key, on), fact) if held.layer == "center" else None
    if under is not None:
        yield f"{LAYER_NAMES['province']}: {fact_says(overridden(version, [under]), fact)} ({under.decision.number})"
    yield f"{LAYER_NAMES['plugin']}: {fact_says(version, fact)}"


def fact_says(version: ProcedureVersion, fact: Fact) -> str:
    """A fact of a version in words."""
    match fact:
        case Fact.TERM:
            return version.term.says
        case Fact.FEE:
            return version.fee.says
        case Fact.ONLINE_LEVEL:
            return f"mức độ {version.online_level}" if version.online_level else "chưa xác nhận"
        case Fact.CODE:
            return ", ".join(code.code for code in version.codes) or "chưa có mã"


def plugin_source(version: ProcedureVersion, fact: Fact) -> str:
    """How sure the plugin itself is, and where it has it from."""
    known: Mapping[Fact, str] = {Fact.TERM: version.provenance.term, Fact.FEE: version.provenance.fee}
    if fact not in known:
        return "; ".join(version.provenance.sources) if fact is Fact.CODE and version.codes else ""
    sources = "; ".join(version.provenance.sources)
    return f"{CONFIDENCES[known[fact]]}{f' ({sources})' if sources else ''}"


def _is_unsure(version: ProcedureVersion, fact: Fact) -> bool:
    match fact:
        case Fact.TERM:
            return version.provenance.term != "verified"
        case Fact.FEE:
            return version.provenance.fee != "verified"
        case Fact.ONLINE_LEVEL:
            return version.online_level is None
        case Fact.CODE:
            return False


def check_province(office: Office) -> None:
    """What the province's file decides must fit the procedures that are installed; the others wait for their plugin."""
    for override in office.centers.province.overrides:
        version = office.catalog.procedures.get(override.procedure)
        if version is None:
            continue
        problems = [COMPLEX_FEE] if why_not_over(version, override) else []
        if override.fact is Fact.TERM:
            problems += term_problems(override.value, version.term.default, override.grounds)
        for sentence in problems:
            where = f"override ({override.procedure}, {override.fact})"
            raise DataError("province.toml", where, sentence, "sửa giá trị, hoặc ghi grounds.")


def procedure_here(office: Office, key: str) -> ProcedureVersion:
    """Today's version of a procedure that is switched on at this center."""
    found = next((version for version in installed(office) if version.key == key), None)
    if found is None:
        raise NotHere
    return found
