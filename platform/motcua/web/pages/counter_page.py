"""The counter's page as it is drawn: the form, its scans, and fee, due date and warnings beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from motcua.domain.conditions import CHANNELS
from motcua.domain.procedures import ProcedureVersion
from motcua.services.counter import intake as intakes
from motcua.services.counter.applicants import FoundApplicant
from motcua.services.counter.at_once import at_once
from motcua.services.counter.earlier import open_ones
from motcua.services.counter.reading import DELIVERIES
from motcua.services.counter.reopening import Reopened
from motcua.services.dossiers.naming import agency_name
from motcua.web.forms import Typed, only
from motcua.web.page import Answer, WebRequest, acting, center_of, is_partial, office_of, shown
from motcua.web.pages import counter_form as forms
from motcua.web.pages.counter_form import CounterForm, drawn, read_counter
from motcua.web.pages.uploads import scan_values
from motcua.web.widgets import summary_of

COMPLETE_REASON, MISSING, REFUSE_REASON = "_complete_reason", "_missing", "_refuse_reason"
PREVIEW_PART = "counter/_preview.html"
MOST_FOUND = 5
_OWN = (
    forms.FIND,
    forms.FEE_COLLECTED,
    forms.FEE_AMOUNT,
    forms.NOTE,
    forms.SECOND,
    COMPLETE_REASON,
    MISSING,
    REFUSE_REASON,
    forms.DELIVERY_ADDRESS,
    forms.ARRIVAL_NUMBER,
    forms.ARRIVAL_POSTED_ON,
    forms.SIGNER,
    forms.RECEIVED_BY,
    forms.RECEIPT_ASKED,
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the counter fills in: a procedure for a new dossier, or one that came back completed."""

    version: ProcedureVersion
    address: str
    reopened: Reopened | None = None
    dossier_id: UUID | None = None


def read(request: WebRequest, chosen: Chosen, typed: Typed) -> CounterForm:
    return read_counter(office_of(request), acting(request), chosen.version, typed)


async def show(
    request: WebRequest,
    chosen: Chosen,
    form: CounterForm,
    *,
    status: int = 200,
    template: str = "",
    opened: str = "",
    shows_errors: bool = False,
    found: Iterable[FoundApplicant] | None = None,
    find_error: str = "",
    says: str = "",
    file_faults: Mapping[str, str] | None = None,
) -> Answer:
    """`found` None: nobody was looked for. `says` tells what was filled in without being typed."""
    office, who, center = office_of(request), acting(request), center_of(request)
    view = drawn(form, who, center, shows_errors=shows_errors)
    faults = dict(file_faults or {})
    if not shows_errors and (faults or form.errors):
        view = replace(view, errors=tuple(summary_of(faults or form.errors)))
    others = await open_ones(office, who, form.id_number, form.version.key)
    values: dict[str, Any] = {
        "chosen": chosen,
        "counter": form,
        "form": view,
        "errors": view.errors,
        "preview": await intakes.preview(office, who, form.version, form.answers, form.channel),
        "agency": agency_name(center, form.version.agency),
        "channels": {key: CHANNELS[key] for key in form.version.channels if key in CHANNELS},
        "deliveries": DELIVERIES,
        "choice": forms.choice,
        "typed": {name: only(form.typed, name) for name in _OWN},
        "opened": opened,
        "found": None if found is None else tuple(found)[:MOST_FOUND],
        "find_error": find_error,
        "find_says": says,
        "others": tuple(other for other in others if other.id != chosen.dossier_id),
        "faults": form.errors if shows_errors or find_error else {},
        "action": chosen.address,
        "at_once": None if chosen.dossier_id else await at_once(who, form.version, form.answers, form.channel),
    }
    if not template:
        template = "counter/_swap.html" if is_partial(request) else "counter/form.html"
    if template != PREVIEW_PART:
        values |= await scan_values(request, form, faults)
    # htmx swaps a refusal like any other answer; the status is the page's.
    return shown(request, template, status=status, **values)
