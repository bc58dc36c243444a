"""Phòng Tư pháp: civil status with a foreign element, certification, speakers on law."""

from collections.abc import Iterable

from motcua.api import Effect, Procedure, hookimpl
from motcua.api.events import AddNote, DossierChanged
from motcua_tu_phap import (
    ban_sao,
    bao_cao_vien,
    cha_me_con,
    chung_thuc_chu_ky,
    chung_thuc_hop_dong,
    dang_ky_lai_khai_sinh,
    di_san,
    ghi_chu_ho_tich_khac,
    ghi_chu_hon_nhan,
    giam_ho,
    hop_dong_da_chung_thuc,
    ket_hon,
    khai_sinh_nhan_con,
    khai_tu,
)
from motcua_tu_phap.cai_chinh_ho_tich import CORRECTION
from motcua_tu_phap.chung_thuc_ban_sao import CERTIFIED_COPY
from motcua_tu_phap.khai_sinh_yeu_to_nuoc_ngoai import BIRTH

NAME = "Phòng Tư pháp"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return (
        CERTIFIED_COPY,
        CORRECTION,
        BIRTH,
        ket_hon.MARRIAGE,
        ket_hon.MARRIAGE_AGAIN,
        khai_tu.DEATH,
        khai_tu.DEATH_AGAIN,
        cha_me_con.RECOGNITION,
        khai_sinh_nhan_con.BIRTH_WITH_RECOGNITION,
        giam_ho.GUARDIANSHIP,
        giam_ho.END_OF_GUARDIANSHIP,
        ghi_chu_hon_nhan.MARRIAGE_NOTE,
        ghi_chu_hon_nhan.DIVORCE_NOTE,
        ghi_chu_ho_tich_khac.OTHER_NOTE,
        dang_ky_lai_khai_sinh.BIRTH_AGAIN,
        dang_ky_lai_khai_sinh.LATE_BIRTH,
        ban_sao.EXTRACT_COPY,
        ban_sao.REGISTER_COPY,
        chung_thuc_chu_ky.SIGNATURE,
        chung_thuc_chu_ky.COLLABORATOR,
        chung_thuc_chu_ky.OWN_TRANSLATION,
        chung_thuc_hop_dong.MOVABLES,
        hop_dong_da_chung_thuc.AMENDMENT,
        hop_dong_da_chung_thuc.SLIP,
        hop_dong_da_chung_thuc.CONTRACT_COPY,
        di_san.DIVISION,
        di_san.ACCEPTANCE,
        bao_cao_vien.SPEAKER,
        bao_cao_vien.DISMISSAL,
    )


#: What the office still has to do once the result has its number, by procedure.
REMINDERS = {
    # Luật Hộ tịch 2014, Điều 28 khoản 3: the book that holds the original entry is told
    CORRECTION.key: (
        "Đã có trích lục. Ghi vào Sổ hộ tịch nội dung thay đổi và thông báo cho nơi đã đăng ký hộ tịch trước đây."
    ),
    # Luật Hộ tịch 2014, Điều 52 khoản 3
    khai_tu.DEATH.key: (
        "Đã có trích lục khai tử. Gửi thông báo kèm trích lục cho Bộ Ngoại giao để thông báo cho nước mà người chết là "
        "công dân."
    ),
    # Nghị định 123/2015/NĐ-CP, Điều 32
    ket_hon.MARRIAGE.key: (
        "Đã ký Giấy chứng nhận kết hôn. Mời hai bên cùng đến ký Sổ hộ tịch và nhận Giấy chứng nhận."
    ),
}


@hookimpl
def dossier_changed(event: DossierChanged) -> Iterable[Effect]:
    if event.move == "number" and event.procedure in REMINDERS:
        yield AddNote(REMINDERS[event.procedure])
