"""Files of a result on a dossier's page: attached by who works on it, opened by who may see it."""

from __future__ import annotations

from litestar.response import Stream

from motcua.domain.errors import NotAllowed, NotHere, Spoken
from motcua.domain.results import KIND_NAMES, Kind
from motcua.services.results import files as results
from motcua.web.errors import status_of
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
    real_now,
    sent,
    uploads_of,
)
from motcua.web.pages.dossier import dossier_page
from motcua.web.pages.moves import OLD_PAGE, seen_in
from motcua.web.pages.uploads import SHOWN_KINDS, pieces_of

FILE, KIND = "file", "kind"


@act("/ho-so/{dossier_id:str}/ket-qua", may=Permission.SEE_DOSSIERS, in_transaction=False, takes_upload=True)
async def attach(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    """One file as one version of the draft, the signed PDF or the scan. The service says who may attach which."""
    dossier = asked_for(dossier_id)
    typed = await form_of(request)
    kind, seen = only(typed, KIND), seen_in(typed)
    if kind not in set(Kind) or seen is None:
        return await dossier_page(request, dossier, status=422, unattached=("", OLD_PAGE))
    files = await uploads_of(request, FILE)
    if len(files) != 1:
        return await dossier_page(request, dossier, status=422, unattached=(kind, "Hãy chọn một tệp để tải lên."))
    taken = results.Sent(pieces_of(files[0]), files[0].filename, files[0].content_type or "")
    try:
        file = await results.attach(
            office_of(request), acting(request), dossier, Kind(kind), taken, seen=seen, now=real_now()
        )
    except (NotHere, NotAllowed):
        raise
    except Spoken as refused:
        return await dossier_page(request, dossier, status=status_of(refused), unattached=(kind, refused.sentence))
    return go(request, f"/ho-so/{dossier}", says=f"Đã lưu {KIND_NAMES[Kind(kind)].lower()}: {file.name}.")


@page("/ho-so/{dossier_id:str}/ket-qua/{result_id:str}", may=Permission.SEE_DOSSIERS)
async def open_result(request: WebRequest, dossier_id: FromPath[str], result_id: FromPath[str]) -> Answer:
    file = uuid_of(result_id)
    if file is None:
        raise NotHere
    opened = await results.open_result(office_of(request), acting(request), asked_for(dossier_id), file)
    kind = opened.file.media_type
    like = sent(b"", media_type=kind, name=opened.file.name, inline=kind in SHOWN_KINDS)
    return Stream(opened.pieces, media_type=kind, headers=dict(like.headers))


PAGES = (attach, open_result)
