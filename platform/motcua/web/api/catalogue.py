"""The catalogue: what is received here, with papers, terms and fees. Public, and may be kept."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.params import HeaderParameter

from motcua.domain.errors import NotHere
from motcua.domain.papers import Paper
from motcua.domain.procedures import ProcedureVersion
from motcua.services.catalogue import current, offered
from motcua.services.codes import local_date
from motcua.services.dossiers.naming import agency_name
from motcua.web.api.declare import ProcedureKey, asked
from motcua.web.api.shapes import PaperShape, ProcedureLine, ProcedureList, ProcedureShape
from motcua.web.guards import PUBLIC
from motcua.web.site import WebRequest, business_now, center_of, office_of

KEPT = "public, max-age=300"
TAG = "Danh mục thủ tục"
KnownTag = Annotated[
    str | None,
    HeaderParameter(
        name="If-None-Match", max_length=200, description="ETag của lần đọc trước; chưa đổi thì trả lời 304."
    ),
]


@asked(
    "/procedures",
    may=PUBLIC,
    tag=TAG,
    title="Danh mục thủ tục đang tiếp nhận",
    says="Mọi thủ tục mà Trung tâm tiếp nhận hôm nay. Có ETag: lần sau gửi lại thì biết còn như cũ không (304).",
    answers="Danh mục.",
    ends=(304,),
)
async def list_procedures_for_machines(request: WebRequest, known: KnownTag = None) -> Response[ProcedureList]:
    on = local_date(business_now(request))
    found = await offered(office_of(request), on)
    return _kept(ProcedureList(on, [ProcedureLine(**_line(request, each)) for each in found]), known)


@asked(
    "/procedures/{key:str}",
    may=PUBLIC,
    tag=TAG,
    title="Một thủ tục",
    says="Thành phần hồ sơ, thời hạn, phí, lệ phí, căn cứ pháp lý của một thủ tục. Có ETag.",
    answers="Thủ tục.",
    ends=(304, 404),
)
async def show_procedure_for_machines(
    request: WebRequest, key: ProcedureKey, known: KnownTag = None
) -> Response[ProcedureShape]:
    version = await current(office_of(request), key, local_date(business_now(request)))
    if version is None:
        raise NotHere("Trung tâm không tiếp nhận thủ tục này.")
    data = version.to_data()
    shape = ProcedureShape(
        **_line(request, version),
        version=version.hash,
        fee_rule=data["fee"],
        term_rule=data["term"],
        channels=list(version.channels),
        result=version.result,
        papers=[_paper(paper) for paper in version.papers],
        legal_basis=list(version.legal_basis),
        unconfirmed=list(version.unconfirmed),
    )
    return _kept(shape, known)


def _line(request: WebRequest, version: ProcedureVersion) -> dict[str, Any]:
    return {
        "key": version.key,
        "national_code": version.national_code,
        "title": version.title,
        "sector": version.sector,
        "agency": version.agency,
        "agency_name": agency_name(center_of(request), version.agency),
        "term": version.term.says,
        "fee": version.fee.says,
    }


def _paper(paper: Paper) -> PaperShape:
    return PaperShape(
        key=paper.key,
        label=paper.label,
        originals=paper.originals,
        certified_copies=paper.certified_copies,
        copies=paper.copies,
        is_required=paper.required,
        is_presented=paper.is_presented,
        when=paper.condition.says if paper.condition is not None else None,
        note=paper.note,
    )


def _kept(shape: msgspec.Struct, known: str | None) -> Response[Any]:
    body = msgspec.json.encode(shape)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": KEPT}
    if known is not None and tag in [each.strip().removeprefix("W/") for each in known.split(",")]:
        return Response(b"", status_code=304, headers=headers, media_type="application/json")
    return Response(body, headers=headers, media_type="application/json")


PAGES = (list_procedures_for_machines, show_procedure_for_machines)
