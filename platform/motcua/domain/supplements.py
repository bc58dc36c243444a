"""Whether an agency may ask the applicant for a supplement now, by the rules of the day of reception.

NĐ 61/2018, Điều 11.2c and 15.3: once; Điều 19.4: within three working days, unless the law of the sector differs.
"""

from __future__ import annotations

from datetime import datetime

from motcua.domain.dossier import Dossier
from motcua.domain.regimes import Regime, SectorRule
from motcua.domain.states import SUPPLEMENT_PAUSE
from motcua.domain.worktime import Calendar


def asked_before(dossier: Dossier) -> int:
    """How many requests have gone out to the applicant."""
    return sum(pause.kind == SUPPLEMENT_PAUSE for pause in dossier.pauses)


def why_not_ask(
    dossier: Dossier, regime: Regime, calendar: Calendar, at: datetime, sector: SectorRule | None = None
) -> str | None:
    """The regime's sentence; None when the agency may ask. Nothing was received: nothing is asked for either."""
    if dossier.received_at is None:
        return "Hồ sơ chưa được tiếp nhận."
    return regime.why_not_ask(
        dossier.received_at,
        at,
        calendar,
        asked_before=asked_before(dossier),
        allowed=dossier.supplements_allowed,
        sector=sector,
    )


def why_not_allow(dossier: Dossier, regime: Regime) -> str | None:
    """Why the director has nothing to allow: only what is used up can be asked for once more."""
    if asked_before(dossier) >= regime.supplements + dossier.supplements_allowed:
        return None
    if dossier.supplements_allowed:
        return "Đã cho phép, cơ quan giải quyết chưa dùng đến."
    return f"Cơ quan giải quyết vẫn còn được yêu cầu bổ sung ({regime.article('supplements')})."
