"""The legal clock for people: why a dossier is due that day, and when something would be due."""

from __future__ import annotations

from motcua.domain.calendar import local
from motcua.domain.errors import Refused
from motcua.domain.states import PAUSE_REASONS
from motcua.services.deadlines.why import REGIME_CHOICES, TERM_UNITS, what_if, why
from motcua.web.ids import asked_for
from motcua.web.page import (
    Answer,
    FromPath,
    Permission,
    WebRequest,
    acting,
    business_now,
    office_of,
    page,
    query_of,
    shown,
)

FIELDS = ("on", "at", "amount", "unit", "regime", "kind", "from_on", "from_at", "to_on", "to_at")


@page("/ho-so/{dossier_id:str}/thoi-han", may=Permission.SEE_DOSSIERS)
async def show_why(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    """Vì sao ngày này?"""
    found = await why(office_of(request), acting(request), asked_for(dossier_id))
    return shown(request, "clock/why.html", found=found)


@page("/thoi-han", may=Permission.SEE_DOSSIERS, in_transaction=True)
async def show_what_if(request: WebRequest) -> Answer:
    """Nếu tiếp nhận lúc…: the question lies in the address, so that an answer can be sent on and printed."""
    query = query_of(request)
    typed = {name: (query.get(name) or [""])[-1] for name in FIELDS}
    found, errors = None, {}
    if any(typed.values()):
        try:
            found = what_if(typed, business_now(request))
        except Refused as refused:
            errors = refused.errors
    else:
        now = local(business_now(request))
        typed |= {"unit": "wd", "on": f"{now:%d/%m/%Y}", "at": f"{now:%H:%M}"}
    return shown(
        request,
        "clock/what_if.html",
        status=422 if errors else 200,
        found=found,
        typed=typed,
        faults=errors,
        errors=[{"text": text, "href": f"#f-{name}"} for name, text in errors.items()],
        units=tuple(TERM_UNITS.items()),
        regimes=REGIME_CHOICES,
        kinds=tuple(PAUSE_REASONS.items()),
    )


PAGES = (show_why, show_what_if)
