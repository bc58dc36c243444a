"""Phòng Tư pháp: certified copies, corrections of civil status, births with a foreign element."""

from collections.abc import Iterable

from motcua.api import Effect, Procedure, hookimpl
from motcua.api.events import AddNote, DossierChanged
from motcua_tu_phap.cai_chinh_ho_tich import CORRECTION
from motcua_tu_phap.chung_thuc_ban_sao import CERTIFIED_COPY
from motcua_tu_phap.khai_sinh_yeu_to_nuoc_ngoai import BIRTH

NAME = "Phòng Tư pháp"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return (CERTIFIED_COPY, CORRECTION, BIRTH)


@hookimpl
def dossier_changed(event: DossierChanged) -> Iterable[Effect]:
    """A correction must also be written into the book that holds the original entry (Luật Hộ tịch 2014, Điều 28)."""
    if event.procedure == CORRECTION.key and event.move == "number":
        yield AddNote(
            "Đã có trích lục. Ghi vào Sổ hộ tịch nội dung thay đổi và thông báo cho nơi đã đăng ký hộ tịch trước đây."
        )
