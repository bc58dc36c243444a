"""Phòng Nông nghiệp và Phát triển nông thôn: agriculture and rural development."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl
from motcua_nong_nghiep_ptnt.an_toan_thuc_pham import AN_TOAN_THUC_PHAM, CAP_LAI_AN_TOAN_THUC_PHAM
from motcua_nong_nghiep_ptnt.bo_tri_dan_cu import BO_TRI_DAN_CU
from motcua_nong_nghiep_ptnt.trang_trai import CAP_DOI_TRANG_TRAI, CAP_LAI_TRANG_TRAI, TRANG_TRAI

NAME = "Phòng Nông nghiệp và Phát triển nông thôn"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return (
        TRANG_TRAI,
        CAP_DOI_TRANG_TRAI,
        CAP_LAI_TRANG_TRAI,
        BO_TRI_DAN_CU,
        AN_TOAN_THUC_PHAM,
        CAP_LAI_AN_TOAN_THUC_PHAM,
    )
