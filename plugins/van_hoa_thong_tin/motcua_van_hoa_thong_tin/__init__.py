"""Phòng Văn hóa và Thông tin: culture and information."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl
from motcua_van_hoa_thong_tin.bao_luc_gia_dinh import HO_TRO_NAN_NHAN, TU_VAN_BAO_LUC
from motcua_van_hoa_thong_tin.co_quan_van_hoa import CO_QUAN_CONG_NHAN_LAI, CO_QUAN_LAN_DAU
from motcua_van_hoa_thong_tin.diem_tro_choi import DIEM_TRO_CHOI
from motcua_van_hoa_thong_tin.giay_tro_choi import CAP_LAI_TRO_CHOI, GIA_HAN_TRO_CHOI, SUA_DOI_TRO_CHOI
from motcua_van_hoa_thong_tin.karaoke import KARAOKE
from motcua_van_hoa_thong_tin.photocopy import KHAI_BAO_PHOTOCOPY, THAY_DOI_PHOTOCOPY
from motcua_van_hoa_thong_tin.thon_van_hoa import THON_VAN_HOA
from motcua_van_hoa_thong_tin.thu_vien_tu_nhan import THU_VIEN_TU_NHAN
from motcua_van_hoa_thong_tin.van_minh_do_thi import VAN_MINH_CONG_NHAN_LAI, VAN_MINH_LAN_DAU
from motcua_van_hoa_thong_tin.xa_van_hoa import XA_CONG_NHAN_LAI, XA_LAN_DAU

NAME = "Phòng Văn hóa và Thông tin"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return (
        KARAOKE,
        CO_QUAN_LAN_DAU,
        CO_QUAN_CONG_NHAN_LAI,
        XA_LAN_DAU,
        XA_CONG_NHAN_LAI,
        VAN_MINH_LAN_DAU,
        VAN_MINH_CONG_NHAN_LAI,
        THON_VAN_HOA,
        THU_VIEN_TU_NHAN,
        HO_TRO_NAN_NHAN,
        TU_VAN_BAO_LUC,
        DIEM_TRO_CHOI,
        SUA_DOI_TRO_CHOI,
        GIA_HAN_TRO_CHOI,
        CAP_LAI_TRO_CHOI,
        KHAI_BAO_PHOTOCOPY,
        THAY_DOI_PHOTOCOPY,
    )
