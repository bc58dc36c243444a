"""Why may I not? The page that every refusal leads to; and the same question about somebody else."""

from __future__ import annotations

from motcua.domain.errors import NotHere, Refused
from motcua.services.accounts.rights import rights
from motcua.services.accounts.rights_of import ask
from motcua.web.forms import only
from motcua.web.ids import uuid_of
from motcua.web.page import (
    SIGNED_IN,
    Answer,
    Permission,
    WebRequest,
    acting,
    office_of,
    page,
    query_of,
    shown,
)

OF_OTHERS = "/quyen/cua-ai"


@page("/quyen", may=SIGNED_IN)
async def show_rights(request: WebRequest) -> Answer:
    return shown(
        request,
        "staff/rights.html",
        found=await rights(office_of(request), acting(request)),
        may_ask=acting(request).staff.may(Permission.SEE_STAFF),
    )


@page(OF_OTHERS, may=Permission.SEE_STAFF)
async def show_rights_of(request: WebRequest) -> Answer:
    query = query_of(request)
    typed = {name: only(query, name) for name in ("can-bo", "viec", "ho-so")}
    person = uuid_of(typed["can-bo"]) if typed["can-bo"] else None
    if typed["can-bo"] and person is None:
        raise NotHere
    faults: dict[str, str] = {}
    office, by = office_of(request), acting(request)
    try:
        found = await ask(office, by, person, typed["viec"], typed["ho-so"])
    except Refused as refused:
        found, faults = await ask(office, by, None, "", ""), dict(refused.errors)
    if not typed["can-bo"] and (typed["viec"] or typed["ho-so"]):
        faults = {"can-bo": "Chọn cán bộ."}
    errors = [{"text": sentence, "href": f"#f-{name}"} for name, sentence in faults.items()]
    status = 422 if faults else 200
    return shown(request, "staff/rights_of.html", status=status, found=found, typed=typed, faults=faults, errors=errors)


PAGES = (show_rights, show_rights_of)
