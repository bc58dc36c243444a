"""Drafts of the counter's form: saved while somebody types, thrown away from the list where they start."""

from __future__ import annotations

from typing import Any

from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.services.catalogue import current
from motcua.services.codes import local_date
from motcua.services.counter.drafts import SavedElsewhere, discard_draft, save_draft
from motcua.services.counter.reading import check_receives
from motcua.web.forms import Typed, only
from motcua.web.ids import uuid_of
from motcua.web.page import (
    Answer,
    FromPath,
    Permission,
    WebRequest,
    act,
    acting,
    faults_and_form_of,
    form_of,
    go,
    office_of,
    shown,
)
from motcua.web.pages import counter_form as forms
from motcua.web.pages.counter_form import read_counter
from motcua.web.papers import paper_name

OVERWRITE, DISCARD, DOSSIER = "_draft_over", "_discard", "_dossier"
# What the page itself keeps of a form; everything else that begins with `_` is a button or a passing state.
KEPT = (
    forms.CHANNEL,
    forms.DELIVERY,
    forms.DELIVERY_ADDRESS,
    forms.NOTE,
    forms.BESIDE,
    forms.FEE_COLLECTED,
    forms.FEE_AMOUNT,
)
KEPT_TOO = ("_row", "_complete_reason", "_missing", "_refuse_reason")
PAPERS = paper_name("", "").rstrip(".")
# A form holds these from the start: they are no work of anybody's.
GIVEN = ("applicant.kind", "proxy.is_used", "_row", forms.CHANNEL, forms.DELIVERY)


def kept_of(typed: Typed) -> Typed:
    """What a draft keeps: the answers, the papers, and what the page asks besides."""
    return {
        name: texts
        for name, texts in typed.items()
        if not name.startswith("_") or name in (*KEPT, *KEPT_TOO) or name.startswith(f"{PAPERS}.")
    }


def is_begun(typed: Typed) -> bool:
    """Whether anything was typed; a form that was only opened leaves no draft."""
    return any(
        any(text.strip() for text in texts)
        for name, texts in kept_of(typed).items()
        if name not in GIVEN and not name.startswith(f"{PAPERS}.")
    )


@act("/tiep-nhan/{key:str}/nhap", may=Permission.RECEIVE, in_transaction=False)
async def save(request: WebRequest, key: FromPath[str]) -> Answer:
    """The form as it stands, a second after somebody stopped typing."""
    office, who = office_of(request), acting(request)
    version = await current(office, key, local_date(who.at))
    if version is None:
        raise NotHere
    check_receives(who, version)
    _, typed = await faults_and_form_of(request)  # what can't be read is left out; accepting says so
    form = read_counter(office, who, version, typed)
    values: dict[str, Any] = {
        "seen": form.draft_seen,
        "at": who.at,
        "is_saved": False,
        "problem": "",
        "can_overwrite": False,
        "draft_address": f"/tiep-nhan/{key}/nhap",
    }
    status = 200
    if form.has_key and is_begun(typed):
        seen, dossier_id = None if only(typed, OVERWRITE) else form.draft_seen, uuid_of(only(typed, DOSSIER))
        try:
            values["seen"] = await save_draft(office, who, version, form.key, kept_of(typed), seen, dossier_id)
            values["is_saved"] = True
        except (Conflict, Refused) as refused:
            status = 409 if isinstance(refused, Conflict) else 422
            values |= {"problem": refused.sentence, "can_overwrite": isinstance(refused, SavedElsewhere)}
    return shown(request, "counter/_saved.html", status=status, **values)


@act("/tiep-nhan", may=Permission.RECEIVE)
async def discard(request: WebRequest) -> Answer:
    draft_id = uuid_of(only(await form_of(request), DISCARD))
    if draft_id is not None:
        await discard_draft(office_of(request), acting(request), draft_id)
    return go(request, "/tiep-nhan", says="Đã bỏ bản nháp." if draft_id is not None else "")


PAGES = (save, discard)
