"""Gói thủ tục: switching an agency's plugin at one center, what it changes first."""

from __future__ import annotations

from uuid import uuid4

from motcua.domain.errors import Refused
from motcua.domain.province import ProvincePermission
from motcua.services.province import switching
from motcua.web.forms import Typed, only
from motcua.web.ids import uuid_of
from motcua.web.page import (
    Answer,
    FromPath,
    WebRequest,
    act,
    acting,
    faults_and_form_of,
    go,
    office_of,
    page,
    real_now,
    shown,
)
from motcua.web.widgets import summary_of

HERE = "/goi-thu-tuc/{key:str}/{agency:str}"


# Both enter a center, so neither holds the province's transaction open.
@page(HERE, may=ProvincePermission.SWITCH_PLUGINS, in_transaction=False)
async def show_switch(request: WebRequest, key: FromPath[str], agency: FromPath[str]) -> Answer:
    return await _shown(request, key, agency, {}, {})


async def _shown(
    request: WebRequest, key: str, agency: str, typed: Typed, faults: dict[str, str], status: int = 200
) -> Answer:
    found = await switching.look(office_of(request), acting(request), key, agency)
    return shown(
        request,
        "province/switch.html",
        status=status,
        found=found,
        document=only(typed, "document"),
        faults=faults,
        errors=summary_of(faults, without=""),
        key=uuid4(),
    )


@act(HERE, may=ProvincePermission.SWITCH_PLUGINS, in_transaction=False)
async def switch(request: WebRequest, key: FromPath[str], agency: FromPath[str]) -> Answer:
    faults, typed = await faults_and_form_of(request)
    sent, seen = uuid_of(only(typed, "_key")), only(typed, "seen")
    if sent is None or not (seen.isascii() and seen.isdigit() and len(seen) < 10):
        faults.setdefault("document", "Trang này đã mở quá lâu. Hãy gửi lại.")
    if not faults and sent is not None:
        try:
            says = await switching.switch(
                office_of(request),
                acting(request),
                key,
                agency,
                on=only(typed, "on") == "1",
                document=only(typed, "document"),
                seen=int(seen),
                request=sent,
                now=real_now(),
            )
        except Refused as refused:
            faults = refused.errors or {"": refused.sentence}
        else:
            return go(request, "/goi-thu-tuc", says=says)
    return await _shown(request, key, agency, typed, faults, 422)


PAGES = (show_switch, switch)
