"""Đối chiếu với danh mục: an official list uploaded, its report, and taking over what differs."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused, Spoken
from motcua.services.review.list_import import QUESTIONS, confirm_list, lists, report_of, upload_list
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
    uploads_of,
)
from motcua.web.pages.move_forms import box, box_of
from motcua.web.pages.review import HERE
from motcua.web.pages.uploads import pieces_of

LISTS = f"{HERE}/danh-muc"
FILE = "file"
OLD_PAGE = "Trang này đã mở quá lâu. Hãy kiểm tra rồi gửi lại."


@page(LISTS, may=Permission.PUBLISH_PROCEDURES)
async def show_lists(request: WebRequest) -> Answer:
    return await _lists(request, {}, {})


async def _lists(request: WebRequest, typed: Mapping[str, str], faults: Mapping[str, str], status: int = 200) -> Answer:
    return shown(
        request,
        "review/lists.html",
        status=status,
        found=await lists(acting(request)),
        boxes_=[box(asked, "danh-muc", typed.get(asked.name, ""), faults) for asked in QUESTIONS],
        file_fault=faults.get(FILE, ""),
        key=uuid4(),
        errors=[
            {"text": sentence, **({"href": f"#{box_of('danh-muc', name)}"} if name != "*" else {})}
            for name, sentence in faults.items()
        ],
    )


@act(LISTS, may=Permission.PUBLISH_PROCEDURES, in_transaction=False, takes_upload=True)
async def upload(request: WebRequest) -> Answer:
    faults, posted = await faults_and_form_of(request)
    typed = {asked.name: only(posted, asked.name) for asked in QUESTIONS}
    key, files = uuid_of(only(posted, "_key")), await uploads_of(request, FILE)
    errors = dict(faults)
    if key is None:
        errors.setdefault("*", OLD_PAGE)
    if len(files) != 1:
        errors[FILE] = "Hãy chọn tệp danh mục (XLSX hoặc CSV)."
    if errors or key is None:
        return await _lists(request, typed, errors, 422)
    try:
        made = await upload_list(
            office_of(request), acting(request), pieces_of(files[0]), files[0].filename, typed, key
        )
    except (NotAllowed, NotHere):
        raise
    except Refused as refused:
        return await _lists(request, typed, dict(refused.errors) or {FILE: refused.sentence}, 422)
    except Spoken as spoken:
        return await _lists(request, typed, {FILE: spoken.sentence}, 422)
    return go(request, f"{LISTS}/{made}", says="Đã đọc danh mục. Chưa có gì thay đổi cho đến khi xác nhận.")


@page(f"{LISTS}/{{list_id:str}}", may=Permission.PUBLISH_PROCEDURES)
async def show_report(request: WebRequest, list_id: FromPath[str]) -> Answer:
    return await _report(request, asked_for(list_id), "")


async def _report(request: WebRequest, list_id: UUID, problem: str, status: int = 200) -> Answer:
    return shown(
        request,
        "review/list.html",
        status=status,
        found=await report_of(office_of(request), acting(request), list_id),
        key=uuid4(),
        errors=[{"text": problem}] if problem else [],
    )


@act(f"{LISTS}/{{list_id:str}}", may=Permission.PUBLISH_PROCEDURES, in_transaction=False)
async def confirm(request: WebRequest, list_id: FromPath[str]) -> Answer:
    faults, posted = await faults_and_form_of(request)
    found, key = asked_for(list_id), uuid_of(only(posted, "_key"))
    if faults or key is None:
        return await _report(request, found, next(iter(faults.values()), OLD_PAGE), 422)
    try:
        says = await confirm_list(office_of(request), acting(request), found, frozenset(posted.get("chon", ())), key)
    except Refused as refused:
        return await _report(request, found, refused.sentence, 422)
    except Conflict as conflict:
        return await _report(request, found, conflict.sentence, 409)
    return go(request, f"{LISTS}/{found}", says=says)


PAGES = (show_lists, upload, show_report, confirm)
