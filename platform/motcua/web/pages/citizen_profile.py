"""A citizen's own account: what they say of themselves, how they sign in, where they are signed in."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from motcua.domain.applicant import ApplicantForm
from motcua.domain.errors import Refused, TooMany
from motcua.services.citizens import signing_in as citizens
from motcua.services.citizens.profile import ASKED, profile_of, read_profile, save_profile
from motcua.services.codes import local_date
from motcua.web.form_view import form_view
from motcua.web.forms import Typed, only
from motcua.web.ids import uuid_of
from motcua.web.page import (
    CITIZENS,
    Answer,
    WebRequest,
    act,
    business_now,
    faults_and_form_of,
    go,
    page,
    query_of,
    real_now,
    shown,
)
from motcua.web.pages.citizen import door_of
from motcua.web.site import applying
from motcua.web.widgets import Drawn, summary_of

AT, CONTACT = "/cong-dan/tai-khoan", "/cong-dan/tai-khoan/dia-chi"


async def _shown(
    request: WebRequest, typed: Typed, seen: int, errors: Mapping[str, str], contact_fault: str = "", status: int = 200
) -> Answer:
    who = applying(request)
    on = local_date(who.at)
    form = {**typed, "applicant.kind": ["person"], "proxy.is_used": ["no"]}
    view = form_view(
        ApplicantForm.definition, form, read_profile(typed, on), filed_on=on, errors=errors or None, shows_why=False
    )
    items = [
        item for section in view.sections for item in section.items if isinstance(item, Drawn) and item.name in ASKED
    ]
    faults = {**errors, **({"contact": contact_fault} if contact_fault else {})}
    return shown(
        request,
        "citizen/profile.html",
        status=status,
        items=items,
        seen=seen,
        contacts=who.citizen.contacts,
        sessions=await citizens.sessions_of(who.citizen, real_now()),
        contact_fault=contact_fault,
        errors=summary_of(faults),
    )


@page(AT, may=CITIZENS)
async def show_profile(request: WebRequest) -> Answer:
    profile = await profile_of(applying(request))
    return await _shown(request, profile.typed, profile.seen, {})


@act(AT, may=CITIZENS)
async def change_profile(request: WebRequest) -> Answer:
    faults, typed = await faults_and_form_of(request)
    seen = only(typed, "_seen")
    number = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0
    given = {name: typed.get(name, []) for name in ASKED}
    if not faults:
        try:
            await save_profile(applying(request), given, number)
        except Refused as refused:
            faults = dict(refused.errors)
        else:
            return go(request, AT, says="Đã lưu thông tin của ông/bà.")
    return await _shown(request, given, number, faults, status=422)


@act(CONTACT, may=CITIZENS, in_transaction=False)
async def send_code(request: WebRequest) -> Answer:
    """A code to the address that is to be added."""
    faults, typed = await faults_and_form_of(request)
    status = 422
    if not faults:
        try:
            sent = await citizens.send_code(
                only(typed, "contact"), door_of(request), real_now(), local_date(business_now(request))
            )
            return go(request, f"{CONTACT}?lan={sent.id}")
        except TooMany as refused:
            faults, status = {"contact": refused.sentence}, 429
        except Refused as refused:
            faults = {"contact": refused.sentence}
    profile = await profile_of(applying(request))
    return await _shown(request, profile.typed, profile.seen, {}, next(iter(faults.values())), status)


@page(CONTACT, may=CITIZENS, in_transaction=False)
async def show_code(request: WebRequest) -> Answer:
    code_id = uuid_of(only(query_of(request), "lan"))
    return await _code_box(request, code_id, {}, 200)


async def _code_box(request: WebRequest, code_id: UUID | None, faults: Mapping[str, str], status: int) -> Answer:
    sent = None if code_id is None else await citizens.code_sent(code_id, real_now())
    if sent is None:
        return go(request, AT, says=faults.get("code", ""))
    return shown(request, "citizen/contact.html", status=status, errors=summary_of(faults), faults=faults, sent=sent)


@act("/cong-dan/tai-khoan/xac-nhan", may=CITIZENS, in_transaction=False)
async def confirm_contact(request: WebRequest) -> Answer:
    faults, typed = await faults_and_form_of(request)
    code_id, status = uuid_of(only(typed, "lan")), 422
    if not faults:
        try:
            contact = await citizens.add_contact(
                applying(request).citizen, code_id, only(typed, "code"), door_of(request), real_now()
            )
            return go(request, AT, says=f"Đã thêm {contact.shown}.")
        except TooMany as refused:
            faults, status = {"code": refused.sentence}, 429
        except Refused as refused:
            faults = {"code": refused.sentence}
    return await _code_box(request, code_id, faults, status)


PAGES = (show_profile, change_profile, send_code, show_code, confirm_contact)
