"""The version a dossier is pinned to, beside the one received today."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

from motcua.domain.errors import Conflict, Refused
from motcua.services.dossiers.rebasing import QUESTIONS, rebase, rebase_of
from motcua.web.forms import only
from motcua.web.ids import asked_for, uuid_of
from motcua.web.page import (
    Answer,
    FromPath,
    Permission,
    WebRequest,
    act,
    acting,
    faults_and_form_of,
    go,
    office_of,
    page,
    shown,
)
from motcua.web.pages.move_forms import box


@page("/ho-so/{dossier_id:str}/phien-ban", may=Permission.SEE_DOSSIERS)
async def show_version(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    return await _shown(request, asked_for(dossier_id), {}, {})


async def _shown(
    request: WebRequest,
    dossier_id: UUID,
    typed: Mapping[str, str],
    faults: Mapping[str, str],
    status: int = 200,
    key: UUID | None = None,
) -> Answer:
    return shown(
        request,
        "dossier/version.html",
        status=status,
        found=await rebase_of(office_of(request), acting(request), dossier_id),
        boxes_=[box(asked, "phien-ban", typed.get(asked.name, ""), faults) for asked in QUESTIONS],
        key=key or uuid4(),
        errors=[{"text": sentence} for sentence in faults.values()],
    )


@act("/chuyen-phien-ban", may=Permission.REVIEW_PROCEDURES, in_transaction=False)
async def take_over(request: WebRequest) -> Answer:
    faults, posted = await faults_and_form_of(request)
    found, key, seen = uuid_of(only(posted, "ho-so")), uuid_of(only(posted, "_key")), only(posted, "_seen")
    if found is None:
        raise Refused("Không rõ hồ sơ nào. Hãy mở lại trang hồ sơ.")
    typed = {asked.name: only(posted, asked.name) for asked in QUESTIONS}
    if faults or key is None or not (seen.isascii() and seen.isdigit() and len(seen) < 9):
        errors = faults or {"*": "Trang này đã mở quá lâu. Hãy kiểm tra rồi gửi lại."}
        return await _shown(request, found, typed, errors, 422)
    try:
        says = await rebase(office_of(request), acting(request), found, int(seen), typed, key)
    except Refused as refused:
        return await _shown(request, found, typed, dict(refused.errors) or {"*": refused.sentence}, 422, key)
    except Conflict as conflict:
        return await _shown(request, found, typed, {"*": conflict.sentence}, 409, key)
    return go(request, f"/ho-so/{found}", says=says)


PAGES = (show_version, take_over)
