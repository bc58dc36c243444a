"""Sealed bundles of one dossier: asked for with a reason, made beside the requests, taken away."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

from litestar.response import Stream

from motcua.domain.errors import NotHere, Refused
from motcua.services.inspection import bundle
from motcua.web.forms import only
from motcua.web.ids import asked_for, uuid_of
from motcua.web.page import (
    Answer,
    FromPath,
    Permission,
    WebRequest,
    act,
    acting,
    form_of,
    go,
    office_of,
    page,
    query_of,
    sent,
    shown,
)
from motcua.web.widgets import summary_of

HERE = "/ho-so/{dossier_id:str}/niem-phong"


@page(HERE, may=Permission.INSPECT, in_transaction=False)
async def show_bundles(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    """Those that were made of the dossier; with `ma` one of them."""
    dossier = asked_for(dossier_id)
    if text := only(query_of(request), "ma"):
        bundle_id = uuid_of(text)
        if bundle_id is None:
            raise NotHere
        name, pieces = await bundle.open_bundle(office_of(request), acting(request), dossier, bundle_id)
        kind = "application/zip"
        return Stream(pieces, media_type=kind, headers=dict(sent(b"", media_type=kind, name=name).headers))
    return await _shown(request, dossier, {})


async def _shown(
    request: WebRequest, dossier: UUID, faults: Mapping[str, str], reason: str = "", status: int = 200
) -> Answer:
    found = await bundle.bundles(office_of(request), acting(request), dossier)
    return shown(
        request,
        "inspection/bundles.html",
        status=status,
        dossier_id=dossier,
        found=found,
        is_under_way=any(each.is_under_way for each in found.lines),
        reason=reason,
        key=uuid4(),
        faults=faults,
        errors=summary_of(faults),
    )


@act(HERE, may=Permission.INSPECT, in_transaction=False)
async def ask_for_bundle(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    dossier, typed = asked_for(dossier_id), await form_of(request)
    key, reason = uuid_of(only(typed, "_key")), only(typed, "ly-do")
    if key is None:
        raise Refused("Trang này đã mở quá lâu. Hãy mở lại trang rồi lập gói.")
    try:
        await bundle.ask_for(office_of(request), acting(request), dossier, reason, key)
    except Refused as refused:
        return await _shown(request, dossier, dict(refused.errors) or {"*": refused.sentence}, reason, 422)
    return go(request, f"/ho-so/{dossier}/niem-phong", says="Đang lập gói. Trang này tự cập nhật khi gói xong.")


@act(f"{HERE}/tien-do", may=Permission.INSPECT, in_transaction=False, is_quiet=True)
async def show_progress(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    dossier = asked_for(dossier_id)
    found = await bundle.bundles(office_of(request), acting(request), dossier)
    under_way = any(each.is_under_way for each in found.lines)
    return shown(request, "inspection/_bundles.html", dossier_id=dossier, found=found, is_under_way=under_way)


PAGES = (show_bundles, ask_for_bundle, show_progress)
