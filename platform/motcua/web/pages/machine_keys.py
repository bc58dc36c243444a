"""Khóa kết nối: keys of agencies' own systems, and where those want to be told. The administrator's page."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from uuid import uuid4

from motcua.domain.errors import NotHere, Refused
from motcua.domain.machines import OF_DESKS, SCOPE_NAMES
from motcua.services.machines import hooks, keys
from motcua.web.forms import Typed, only
from motcua.web.ids import asked_for, uuid_of
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
    page,
    query_of,
    real_now,
    shown,
)
from motcua.web.widgets import summary_of

HERE = "/khoa-api"
MAY = Permission.MANAGE_ACCOUNTS
OLD_PAGE = "Trang này đã mở quá lâu. Hãy kiểm tra rồi gửi lại."


@page(HERE, may=MAY)
async def show_keys(request: WebRequest) -> Answer:
    return await _page(request, {}, {})


async def _page(request: WebRequest, typed: Typed, faults: Mapping[str, str], status: int = 200) -> Answer:
    office, now = office_of(request), real_now()
    choices = keys.desk_choices(office)
    found = await keys.keys(office, now)
    told = await hooks.every_hook()
    return shown(
        request,
        "machines/keys.html",
        status=status,
        found=found,
        hooks=told,
        key_names={each.id: each.name for each in found},
        scopes=[(scope.value, name, scope in OF_DESKS) for scope, name in SCOPE_NAMES.items()],
        desks=[(agency, list(each)) for agency, each in groupby(choices, key=lambda choice: choice.agency)],
        typed=typed,
        faults=dict(faults),
        errors=summary_of(faults),
        key=only(typed, "_key") or uuid4(),
    )


@act(HERE, may=MAY)
async def make_key(request: WebRequest) -> Answer:
    """The key is in this answer and nowhere else; sent again, the answer has none."""
    faults, typed = await faults_and_form_of(request)
    key = uuid_of(only(typed, "_key"))
    if key is None:
        faults, typed = {"*": OLD_PAGE} | faults, {**typed, "_key": []}
    if not faults and key is not None:
        try:
            made = await keys.make_key(office_of(request), acting(request), typed, key, real_now())
            return shown(request, "machines/made.html", made=made)
        except Refused as refused:
            faults = dict(refused.errors) or {"*": refused.sentence}
    return await _page(request, typed, faults, 422)


@act(HERE + "/{key_id:str}/thu-hoi", may=MAY)
async def revoke(request: WebRequest, key_id: FromPath[str]) -> Answer:
    return go(request, HERE, says=await keys.revoke(acting(request), asked_for(key_id), real_now()))


@page(HERE + "/noi-nhan/{webhook_id:str}", may=MAY)
async def show_deliveries(request: WebRequest, webhook_id: FromPath[str]) -> Answer:
    """What was sent there, the newest first."""
    text = only(query_of(request), "truoc")
    if text and not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise NotHere
    hook = await hooks.hook_for_keeper(asked_for(webhook_id))
    lines, cursor = await hooks.deliveries(hook.id, int(text) if text else None)
    return shown(request, "machines/deliveries.html", hook=hook, lines=lines, cursor=cursor)


@act(HERE + "/noi-nhan/{webhook_id:str}/gui-lai", may=MAY)
async def replay(request: WebRequest, webhook_id: FromPath[str]) -> Answer:
    """From a position on, or (an empty box) from where it stands."""
    text = only(await form_of(request), "after")
    if text and not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise Refused("Vị trí là một số, ví dụ 120; để trống là gửi tiếp từ chỗ đang dừng.")
    after = int(text) if text else -1
    hook = await hooks.replay_as_keeper(acting(request), asked_for(webhook_id), after, real_now())
    return go(request, f"{HERE}/noi-nhan/{hook.id}", says="Các sự kiện sẽ được gửi lại theo thứ tự.")


PAGES = (show_keys, make_key, revoke, show_deliveries, replay)
