"""A dossier: how far it is, for whoever holds the receipt; where it stands and what to do with it, for its desk's own
system."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar import Response
from litestar.params import HeaderParameter, JSONBody

from motcua.domain.errors import NotHere, Refused
from motcua.domain.machines import Scope
from motcua.domain.moves import MOVES
from motcua.domain.states import STATES
from motcua.services.citizens.public import Tracked
from motcua.services.machines.acting import NO_DOSSIER, OpenedDossier, OpenMove, make_move, open_dossier
from motcua.web.api.declare import DossierId, asked, by, done, json_of, machine_of
from motcua.web.api.shapes import (
    DossierShape,
    DossierStatus,
    HistoryLine,
    MoveMade,
    MoveShape,
    NewMove,
    QuestionShape,
    StatusAsked,
    StatusDetail,
    StepShape,
)
from motcua.web.forms import UNREADABLE, is_unreadable
from motcua.web.guards import PUBLIC
from motcua.web.ids import uuid_of
from motcua.web.site import WebRequest, business_now, office_of
from motcua.web.tracked import NOT_FOUND, track_slowly

TAG = "Hồ sơ"
OncePer = Annotated[
    str,
    HeaderParameter(
        name="Idempotency-Key",
        max_length=64,
        description="UUID do hệ thống gọi sinh cho mỗi việc; gửi lại cùng khóa thì việc chỉ làm một lần.",
    ),
]


@done(
    "/dossier-status",
    may=PUBLIC,
    tag=TAG,
    title="Tra cứu hồ sơ bằng mã",
    says="Chỉ có mã hồ sơ: mức độ hoàn thành. Thêm mã tra cứu: hồ sơ đang ở đâu, hẹn trả khi nào. Mã sai, mã của nơi "
    "khác và mã tra cứu sai có cùng một trả lời.",
    answers="Tình trạng hồ sơ.",
    ends=(404, 429),
)
async def tell_status(request: WebRequest, data: JSONBody[StatusAsked]) -> Response[DossierStatus]:
    tracked = await track_slowly(request, data.code, data.secret or None)
    if tracked is None:
        raise NotHere(NOT_FOUND)
    return json_of(_status(tracked))


def _status(tracked: Tracked) -> DossierStatus:
    told = tracked.detail
    if told is None:
        return DossierStatus(tracked.code, tracked.level, tracked.percent)
    detail = StatusDetail(
        procedure=told.procedure_title,
        masked_name=told.masked_name,
        received_at=told.received_at,
        due_at=told.due_at,
        is_paused=told.is_paused,
        sentence=told.sentence,
        where=told.where,
        history=[HistoryLine(line.at, line.text) for line in told.history],
    )
    return DossierStatus(tracked.code, tracked.level, tracked.percent, detail)


@asked(
    "/dossiers/{dossier_id:str}",
    may=by(Scope.READ),
    tag=TAG,
    title="Một hồ sơ của vị trí được giao",
    says="Hồ sơ đang ở bước nào và khóa làm được việc gì. Nội dung tờ khai không có trong API.",
    answers="Hồ sơ.",
    ends=(404,),
)
async def show_dossier_for_machines(request: WebRequest, dossier_id: DossierId) -> Response[DossierShape]:
    found = await open_dossier(office_of(request), machine_of(request), _id(dossier_id), business_now(request))
    return json_of(_dossier(found))


@done(
    "/dossiers/{dossier_id:str}/moves",
    may=by(Scope.ACT),
    tag=TAG,
    title="Làm một việc với hồ sơ",
    says="Chỉ những việc của vị trí được giao cho khóa; ký, vào số, thu tiền luôn do người có thẩm quyền làm. Gửi lại "
    "với cùng Idempotency-Key: trả lời như lần đầu, không làm lần nữa.",
    answers="Đã làm.",
    ends=(404, 409),
)
async def make_a_move(
    request: WebRequest, dossier_id: DossierId, data: JSONBody[NewMove], once: OncePer
) -> Response[MoveMade]:
    if any(map(is_unreadable, (data.move, *data.values, *data.values.values()))):
        raise Refused(UNREADABLE)
    made = await make_move(
        office_of(request),
        machine_of(request),
        _id(dossier_id),
        data.move,
        data.seen,
        data.values,
        key_of(once),
        business_now(request),
    )
    return json_of(MoveMade(str(made.id), made.code, made.version, made.state.value, made.sentence))


def _id(text: str) -> UUID:
    found = uuid_of(text)
    if found is None:
        raise NotHere(NO_DOSSIER)
    return found


def key_of(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        says = "Idempotency-Key phải là một UUID."
        raise Refused(says, {"Idempotency-Key": says}) from None


def _dossier(found: OpenedDossier) -> DossierShape:
    dossier = found.dossier
    return DossierShape(
        id=str(dossier.id),
        code=dossier.code,
        version=dossier.version,
        procedure=found.procedure,
        procedure_title=found.procedure_title,
        agency=dossier.agency,
        state=dossier.state.value,
        state_name=STATES[dossier.state].name,
        national_status=dossier.status,
        outcome=dossier.outcome,
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        steps=[
            StepShape(
                key=step.key,
                label=step.label,
                kind=step.kind,
                agency=step.agency,
                desk=step.desk,
                state=step.state,
                due_at=step.due_at,
                done_at=step.done_at,
                proposal=step.proposal,
            )
            for step in found.steps
        ],
        moves=[_move(each) for each in found.moves],
    )


def _move(each: OpenMove) -> MoveShape:
    questions = [
        QuestionShape(
            name=field.name,
            label=field.label,
            kind=field.kind,
            is_required=field.required,
            options=dict(field.options),
            hint=field.hint,
        )
        for field in each.fields
    ]
    return MoveShape(each.move.value, MOVES[each.move].label, questions)


PAGES = (tell_status, show_dossier_for_machines, make_a_move)
