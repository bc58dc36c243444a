"""Đối soát sao kê: the bank's file uploaded, its report line by line, taking over what fits."""

from __future__ import annotations

from uuid import UUID, uuid4

from motcua.domain.bank_statement import OUTCOME_NAMES, Outcome
from motcua.domain.errors import NotAllowed, NotHere, Refused, Spoken
from motcua.services.money.statements import ASKED_FOR, confirm_statement, report_of, statements, upload_statement
from motcua.web.forms import only
from motcua.web.ids import asked_for, uuid_of
from motcua.web.money_forms import KEY, OLD_PAGE, places_of
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
from motcua.web.pages.uploads import pieces_of

HERE = "/thu-phi/sao-ke"
FILE = "file"
SEES = Permission.SETTLE_FEES


@page(HERE, may=SEES)
async def show_statements(request: WebRequest) -> Answer:
    return await _statements(request)


async def _statements(request: WebRequest, fault: str = "") -> Answer:
    staff = acting(request).staff
    return shown(
        request,
        "money/statements.html",
        status=422 if fault else 200,
        places=places_of(staff),
        found=await statements(acting(request)),
        may_take=staff.may(Permission.COLLECT_FEE),
        fault=fault,
        key=uuid4(),
        errors=[{"text": fault, "href": "#f-sao-ke"}] if fault else [],
    )


@act(HERE, may=SEES, in_transaction=False, takes_upload=True)
async def upload(request: WebRequest) -> Answer:
    faults, posted = await faults_and_form_of(request)
    key, files = uuid_of(only(posted, KEY)), await uploads_of(request, FILE)
    if faults or key is None:
        return await _statements(request, next(iter(faults.values()), OLD_PAGE))
    if len(files) != 1:
        return await _statements(request, "Hãy chọn tệp sao kê (XLSX hoặc CSV).")
    try:
        made = await upload_statement(office_of(request), acting(request), pieces_of(files[0]), files[0].filename, key)
    except (NotAllowed, NotHere):
        raise
    except Spoken as spoken:
        return await _statements(request, spoken.sentence)
    return go(request, f"{HERE}/{made}", says="Đã đọc sao kê. Chưa có gì được ghi cho đến khi xác nhận.")


@page(f"{HERE}/{{statement_id:str}}", may=SEES)
async def show_report(request: WebRequest, statement_id: FromPath[str]) -> Answer:
    return await _report(request, asked_for(statement_id))


async def _report(request: WebRequest, statement_id: UUID, problem: str = "", status: int = 422) -> Answer:
    staff = acting(request).staff
    return shown(
        request,
        "money/statement.html",
        status=status if problem else 200,
        places=places_of(staff),
        found=await report_of(acting(request), statement_id),
        may_take=staff.may(Permission.COLLECT_FEE),
        names=OUTCOME_NAMES,
        outcomes=tuple(Outcome),
        to_choose=ASKED_FOR,
        key=uuid4(),
        errors=[{"text": problem}] if problem else [],
    )


@act(f"{HERE}/{{statement_id:str}}", may=SEES, in_transaction=False)
async def confirm(request: WebRequest, statement_id: FromPath[str]) -> Answer:
    faults, posted = await faults_and_form_of(request)
    found, key = asked_for(statement_id), uuid_of(only(posted, KEY))
    if faults or key is None:
        return await _report(request, found, next(iter(faults.values()), OLD_PAGE))
    try:
        says = await confirm_statement(acting(request), found, frozenset(posted.get("chon", ())), key)
    except Refused as refused:
        return await _report(request, found, refused.sentence)
    return go(request, f"{HERE}/{found}", says=says)


PAGES = (show_statements, upload, show_report, confirm)
