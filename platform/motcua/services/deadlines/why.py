"""“Vì sao ngày này?”: a dossier's due date line by line, and the same for a reception that never was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.calendar import Pause, Reckoning, local, parse_instant, reckon
from motcua.domain.dossier import PauseRecord
from motcua.domain.errors import Conflict, Refused
from motcua.domain.moves import Move
from motcua.domain.people import Acting
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.regimes import REGIMES, regime_named
from motcua.domain.states import PAUSE_REASONS, STATES, SUPPLEMENT_PAUSE
from motcua.domain.terms import Term
from motcua.services.catalogue import version_for
from motcua.services.codes import local_date
from motcua.services.deadlines.acts_on_date import acts_on_the_date, event_says
from motcua.services.dossiers.visibility import load_seen
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries.trail import load_events


@dataclass(frozen=True, slots=True)
class Why:
    """Everything the page shows. `set_by_hand`: the date on the dossier is not the one that counting gives."""

    id: UUID
    code: str
    procedure: ProcedureVersion
    reckoning: Reckoning
    first_due_at: datetime | None
    due_at: datetime | None
    set_by_hand: bool
    deadline_at: datetime | None


async def why(office: Office, acting: Acting, dossier_id: UUID) -> Why:
    """Conflict for what was never accepted: nothing is due from anybody then."""
    async with transaction():
        kept = await load_seen(acting.staff, dossier_id)
        version = await version_for(office, kept.row)
        events = await load_events(dossier_id)
    dossier, center = kept.dossier, here()
    if dossier.code is None or dossier.received_at is None:
        raise Conflict("Hồ sơ chưa được tiếp nhận nên chưa có thời hạn giải quyết.")
    regime = center.regime_on(local_date(dossier.received_at))
    found = reckon(
        dossier.received_at,
        Term.parse(kept.row["term"]),
        center.calendar,
        tuple(_pause(pause, events) for pause in dossier.pauses),
        regime=regime,
        now=acting.at,
        clock_from=dossier.clock_from,
        credit=dossier.due_credit,
        reappointed_to=dossier.reappointed_to,
        acts=acts_on_the_date(events, regime),
    )
    waiting = dossier.open_pause
    return Why(
        id=dossier.id,
        code=dossier.code or "",
        procedure=version,
        reckoning=found,
        first_due_at=dossier.first_due_at,
        due_at=dossier.due_at,
        set_by_hand=waiting is None and not STATES[dossier.state].is_final and dossier.due_at != found.at,
        deadline_at=waiting.deadline_at if waiting is not None and waiting.kind == SUPPLEMENT_PAUSE else None,
    )


def _pause(pause: PauseRecord, events: Iterable[Mapping[str, Any]]) -> Pause:
    """With what was written down when it began (where that only repeats the kind, nothing), and by which act."""
    said = [] if pause.reason == PAUSE_REASONS.get(pause.kind) else [pause.reason.splitlines()[0]]
    began = next((each for each in events if each["at"] == pause.from_at and each["kind"] in PAUSING), None)
    if began is not None:
        said.append(event_says(began))
    return Pause(pause.kind, pause.from_at, pause.to_at, "; ".join(said))


PAUSING = frozenset({Move.SUSPEND.value, Move.ISSUE_SUPPLEMENT.value})
REGIME_CHOICES = tuple((regime.key, regime.name) for regime in REGIMES)


#: Units of a term in officials' words, in the order they are offered.
TERM_UNITS: Mapping[str, str] = {
    "wd": "ngày làm việc",
    "d": "ngày",
    "h": "giờ làm việc",
    "same_day": "trong ngày (không cần số lượng)",
    "none": "không quy định thời hạn",
}
WITHOUT_AMOUNT = frozenset({"same_day", "none"})


def what_if(typed: Mapping[str, str], now: datetime) -> Reckoning:
    """The answer to what a person typed; every mistake beside its field."""
    errors: dict[str, str] = {}
    center, received_at, term, regime = here(), None, None, None
    try:
        received_at = parse_instant(_instant_text(typed))
    except (ValueError, OverflowError):
        errors["on"] = "Nhập ngày giờ như 14/8/2026 và 09:00."
    try:
        term = _term(typed)
    except ValueError:
        errors["amount"] = "Nhập số lượng như 6 hoặc 0,5."
    if received_at is not None:
        try:
            named = typed.get("regime", "")
            on = local(received_at).date()
            regime = regime_named(named, center.regimes) if named else center.regime_on(on)
        except ValueError as error:
            errors["regime"] = str(error)
    pauses = _typed_pause(typed, errors)
    if errors or received_at is None or term is None or regime is None:
        raise Refused(next(iter(errors.values())), errors)
    try:
        return reckon(
            received_at,
            term,
            center.calendar,
            pauses,
            regime=regime,
            now=now,
        )
    except (ValueError, OverflowError):
        raise Refused(TOO_FAR, {"amount": TOO_FAR}) from None


TOO_FAR = "Thời điểm hoặc thời hạn nằm ngoài khoảng tính được."


def _term(typed: Mapping[str, str]) -> Term:
    unit = typed.get("unit") or "wd"
    if unit in WITHOUT_AMOUNT:
        return Term.parse(unit)
    if unit not in TERM_UNITS:
        raise ValueError(unit)
    return Term.parse(typed.get("amount", "").strip().replace(",", ".") + unit)


def _instant_text(typed: Mapping[str, str], prefix: str = "") -> str:
    """`14/8/2026` and `9:00` as an ISO instant; both may be typed with or without leading zeros."""
    day, month, year = typed.get(f"{prefix}on", "").strip().split("/")
    hours, minutes = typed.get(f"{prefix}at", "").strip().split(":")
    return f"{int(year):04d}-{int(month):02d}-{int(day):02d}T{int(hours):02d}:{int(minutes):02d}"


def _typed_pause(typed: Mapping[str, str], errors: dict[str, str]) -> tuple[Pause, ...]:
    kind = typed.get("kind", "")
    if not kind:
        return ()
    if kind not in PAUSE_REASONS:
        errors["kind"] = "Chọn một loại tạm dừng có sẵn."
        return ()
    try:
        from_at = parse_instant(_instant_text(typed, "from_"))
    except (ValueError, OverflowError):
        errors["from_on"] = "Nhập ngày giờ bắt đầu tạm dừng như 14/8/2026 và 09:00."
        return ()
    if not typed.get("to_on", "").strip():
        return (Pause(kind, from_at),)
    try:
        return (Pause(kind, from_at, parse_instant(_instant_text(typed, "to_"))),)
    except (ValueError, OverflowError):
        errors["to_on"] = "Ngày giờ kết thúc phải đúng dạng và sau lúc bắt đầu."
        return ()
