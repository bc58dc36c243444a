"""Phản ánh, kiến nghị from the outside: the form, its receipt, and following by number and secret. Nobody signs in."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.domain.feedback import KINDS, LONGEST
from motcua.services.heard import feedback as service
from motcua.web.forms import only
from motcua.web.ids import uuid_of
from motcua.web.page import (
    PUBLIC,
    Answer,
    FromPath,
    WebRequest,
    act,
    business_now,
    center_of,
    faults_and_form_of,
    page,
    real_now,
    shown,
    site_of,
    url_of,
)
from motcua.web.site import address_of, asker_of
from motcua.web.tries import network_of
from motcua.web.widgets import summary_of

HERE, FOLLOW = "/phan-anh", "/phan-anh/theo-doi"
LONGEST_TYPED = 100
OLD_PAGE = "Trang này đã mở quá lâu. Hãy kiểm tra nội dung rồi gửi lại."
NOT_FOUND = "Không tìm thấy phản ánh, kiến nghị. Kiểm tra lại số và mã theo dõi đã được cấp khi gửi."


@page(HERE, may=PUBLIC, in_transaction=False)
async def show_form(request: WebRequest) -> Answer:
    return _form(request, {}, {})


def _form(request: WebRequest, typed: Mapping[str, str], faults: Mapping[str, str], status: int = 200) -> Answer:
    return shown(
        request,
        "feedback/form.html",
        status=status,
        typed={name: typed.get(name, "") for name in service.BOXES},
        key=typed.get("_key") or uuid4(),
        kinds=tuple(KINDS.items()),
        agencies=_agencies(request, typed.get("agency", "")),
        due_says=service.due_of(business_now(request))[1],
        longest=LONGEST,
        faults=faults,
        errors=summary_of(faults),
    )


def _agencies(request: WebRequest, chosen: str) -> list[dict[str, object]]:
    every = [("", "– Chọn –"), *((each.key, each.name) for each in center_of(request).agencies.values())]
    return [{"value": key, "text": name, "selected": key == chosen} for key, name in every]


@act(HERE, may=PUBLIC)
async def send(request: WebRequest) -> Answer:
    """The receipt is this very answer: the secret stands in no address until the person follows it."""
    faults, posted = await faults_and_form_of(request)
    typed = {name: only(posted, name) for name in (*service.BOXES, "_key")}
    key = uuid_of(typed["_key"])
    if key is None:
        faults, typed["_key"] = {"*": OLD_PAGE} | faults, ""
    if not faults and key is not None:
        try:
            return await _keep(request, service.read_feedback(typed), key)
        except Refused as refused:
            faults = dict(refused.errors)
        except Conflict as conflict:
            faults, typed["_key"] = {"*": conflict.sentence}, ""
    return _form(request, typed, faults, 422)


async def _keep(request: WebRequest, given: Mapping[str, str], key: UUID) -> Answer:
    sent, address, now = site_of(request).sent_feedback, network_of(address_of(request)), real_now()
    sent.check(address, now)
    receipt, is_new = await service.send_feedback(given, key, business_now(request))
    if is_new:
        sent.count(address, now)
    link = f"{site_of(request).settings.base_url}{url_of(request, HERE)}/{receipt.number}/{receipt.secret}"
    return shown(request, "feedback/sent.html", receipt=receipt, link=link)


@page(FOLLOW, may=PUBLIC, in_transaction=False)
async def show_following(request: WebRequest) -> Answer:
    return shown(request, "feedback/follow.html", found=None, number="", faults={}, errors=[])


@act(FOLLOW, may=PUBLIC)
async def follow(request: WebRequest) -> Answer:
    faults, typed = await faults_and_form_of(request)
    number, secret = only(typed, "number"), only(typed, "secret")
    if not faults and not number:
        faults["number"] = "Hãy nhập số phản ánh, kiến nghị."
    if not faults and not secret:
        faults["secret"] = "Hãy nhập mã theo dõi."  # noqa: S105  a sentence
    found = None
    if not faults:
        found = await _followed(request, number, secret)
        if found is None:
            faults = {"number": NOT_FOUND}
    values = {"found": found, "number": number[:LONGEST_TYPED], "faults": faults, "errors": summary_of(faults)}
    return shown(request, "feedback/follow.html", status=422 if faults else 200, **values)


@page(f"{HERE}/{{number:str}}/{{secret:str}}", may=PUBLIC)
async def follow_link(request: WebRequest, number: FromPath[str], secret: FromPath[str]) -> Answer:
    found = await _followed(request, number, secret)
    if found is None:
        raise NotHere(NOT_FOUND)
    return shown(request, "feedback/follow.html", found=found, number=found.number, faults={}, errors=[])


async def _followed(request: WebRequest, number: str, secret: str) -> service.Followed | None:
    async def look_up() -> service.Followed | None:
        if len(number) > LONGEST_TYPED or len(secret) > LONGEST_TYPED:
            return None
        return await service.follow(number, secret, business_now(request))

    return await asker_of(request).asks(secret, look_up)


PAGES = (show_form, send, show_following, follow, follow_link)
