"""Tập huấn: a participant's exercises, and the trainer's board with the clock and the reset of the class."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from motcua.centers.business_time import of_installation
from motcua.domain.errors import Refused
from motcua.services.training.board import begin, board, mine
from motcua.services.training.clock import steer
from motcua.services.training.opening import reset_twin
from motcua.services.training.twin import check_is_twin
from motcua.web.forms import only
from motcua.web.ids import uuid_of
from motcua.web.page import (
    SIGNED_IN,
    Answer,
    Permission,
    WebRequest,
    act,
    acting,
    faults_and_form_of,
    go,
    office_of,
    page,
    shown,
    site_of,
)
from motcua.web.widgets import summary_of

HERE, CLASS = "/tap-huan", "/tap-huan/lop"
TOO_OLD = {"*": "Trang này đã mở quá lâu. Hãy tải lại trang rồi làm lại."}


@page(HERE, may=SIGNED_IN)
async def show_exercises(request: WebRequest) -> Answer:
    return await _exercises(request, {})


async def _exercises(request: WebRequest, faults: Mapping[str, str], status: int = 200) -> Answer:
    found = await mine(office_of(request), acting(request))
    errors = summary_of(faults)
    return shown(request, "training/mine.html", status=status, found=found, errors=errors, key_for=uuid4)


@act(f"{HERE}/bat-dau", may=SIGNED_IN)
async def begin_exercise(request: WebRequest) -> Answer:
    """To the dossier that was made for it, or to the counter where the person makes one."""
    faults, posted = await faults_and_form_of(request)
    key = uuid_of(only(posted, "_key"))
    if key is None:
        faults = TOO_OLD | faults
    if not faults and key is not None:
        try:
            dossier_id = await begin(office_of(request), acting(request), only(posted, "bai"), key)
        except Refused as refused:
            faults = {"*": refused.sentence}
        else:
            says = "Đã bắt đầu bài tập. Làm xong, quay lại mục Bài tập để xem kết quả."
            return go(request, f"/ho-so/{dossier_id}" if dossier_id else "/tiep-nhan", says=says)
    return await _exercises(request, faults, 422)


@page(CLASS, may=Permission.TRAIN)
async def show_class(request: WebRequest) -> Answer:
    return await _class(request, {})


async def _class(request: WebRequest, faults: Mapping[str, str], status: int = 200) -> Answer:
    found = await board(office_of(request))
    return shown(request, "training/board.html", status=status, found=found, errors=summary_of(faults))


@act(f"{CLASS}/dong-ho", may=Permission.TRAIN, in_transaction=False)
async def set_clock(request: WebRequest) -> Answer:
    faults, posted = await faults_and_form_of(request)
    if not faults:
        try:
            speed, jump = only(posted, "toc-do"), only(posted, "moc")
            return go(request, CLASS, says=await steer(office_of(request), acting(request), speed=speed, jump=jump))
        except Refused as refused:
            faults = {"*": refused.sentence}
    return await _class(request, faults, 422)


@act(f"{CLASS}/lam-moi", may=Permission.TRAIN, in_transaction=False)
async def reset_class(request: WebRequest) -> Answer:
    """Sent twice it finds an empty class and empties it: nothing else can happen."""
    faults, _ = await faults_and_form_of(request)
    if not faults:
        try:
            center = check_is_twin(office_of(request))
            await reset_twin(office_of(request), center, of_installation(site_of(request).clock))
            return go(request, CLASS, says="Đã làm mới lớp: mọi hồ sơ, bài làm đã xóa; tài khoản giữ nguyên.")
        except Refused as refused:
            faults = {"*": refused.sentence}
    return await _class(request, faults, 422)


PAGES = (show_exercises, begin_exercise, show_class, set_clock, reset_class)
