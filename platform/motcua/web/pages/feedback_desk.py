"""Tiếp thu: phản ánh, kiến nghị for the director and for whoever was given one to answer."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

from motcua.domain.errors import Refused
from motcua.services.heard import feedback_desk as service
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
    query_of,
    shown,
)
from motcua.web.widgets import summary_of

HERE = "/tiep-thu"
MAY = (Permission.HEAR_PEOPLE, Permission.SEE_DOSSIERS)
BOXES = ("answer", "public_question", "public_answer")


@page(HERE, may=MAY)
async def show_list(request: WebRequest) -> Answer:
    """`?xem=da-tra-loi`: those that were answered."""
    query = query_of(request)
    is_open = only(query, "xem") != "da-tra-loi"
    found = await service.feedback_list(acting(request), is_open=is_open, after=only(query, "sau"))
    return shown(request, "feedback/list.html", found=found, is_open=is_open)


@page(f"{HERE}/{{feedback_id:str}}", may=MAY)
async def show_one(request: WebRequest, feedback_id: FromPath[str]) -> Answer:
    return await _one(request, asked_for(feedback_id), {}, {})


async def _one(
    request: WebRequest, feedback_id: UUID, typed: Mapping[str, str], faults: Mapping[str, str], status: int = 200
) -> Answer:
    found = await service.open_feedback(acting(request), feedback_id)
    return shown(
        request,
        "feedback/one.html",
        status=status,
        found=found,
        typed={
            "answer": typed.get("answer", ""),
            "public_question": typed.get("public_question", found.public_question),
            "public_answer": typed.get("public_answer", found.public_answer),
        },
        faults=faults,
        errors=summary_of(faults),
        key=uuid4(),
    )


@act(f"{HERE}/{{feedback_id:str}}", may=MAY)
async def work(request: WebRequest, feedback_id: FromPath[str]) -> Answer:
    """`viec`: giao, tra-loi, khong-thuoc, dang or go."""
    whose = asked_for(feedback_id)
    faults, posted = await faults_and_form_of(request)
    typed = {name: only(posted, name) for name in BOXES if name in posted}
    seen = only(posted, "_seen")
    version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
    if not faults:
        who, wish = acting(request), only(posted, "viec")
        try:
            match wish:
                case "giao":
                    says = await service.assign(who, whose, version, uuid_of(only(posted, "assignee")))
                case "tra-loi" | "khong-thuoc":
                    key = uuid_of(only(posted, "_key"))
                    if key is None:
                        raise Refused("Trang này đã mở quá lâu. Hãy gửi lại.")
                    text, declines = typed.get("answer", ""), wish == "khong-thuoc"
                    office = office_of(request)
                    says = await service.answer(office, who, whose, version, text, declines=declines, key=key)
                case "dang" | "go":
                    question, said = typed.get("public_question", ""), typed.get("public_answer", "")
                    is_sure = only(posted, "sure") == "yes"
                    says = await service.publish(
                        who, whose, version, question, said, is_sure=is_sure, withdraws=wish == "go"
                    )
                case _:
                    raise Refused("Hãy chọn việc cần làm.")
            return go(request, f"{HERE}/{whose}", says=says)
        except Refused as refused:
            faults = dict(refused.errors) or {"*": refused.sentence}
    return await _one(request, whose, typed, faults, 422)


PAGES = (show_list, show_one, work)
