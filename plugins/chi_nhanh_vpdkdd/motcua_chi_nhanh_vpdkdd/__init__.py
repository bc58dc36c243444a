"""Chi nhánh Văn phòng Đăng ký đất đai: changes in the land register."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl
from motcua_chi_nhanh_vpdkdd.bien_dong_khac import FIELD_SWAP, OUTCOME, UNREGISTERED_TRANSFER
from motcua_chi_nhanh_vpdkdd.cap_doi_cap_lai import EXCHANGE, LOST
from motcua_chi_nhanh_vpdkdd.dang_ky_bien_dong import TRANSFER
from motcua_chi_nhanh_vpdkdd.tach_hop_thua import DIVIDE
from motcua_chi_nhanh_vpdkdd.tai_san_va_quyen_lien_ke import ASSET, EASEMENT, LAND_DATA, LEASE_END
from motcua_chi_nhanh_vpdkdd.thay_doi_thong_tin import CORRECT, INFORMATION
from motcua_chi_nhanh_vpdkdd.the_chap import MORTGAGE, MORTGAGE_CHANGE, MORTGAGE_RELEASE

NAME = "Chi nhánh Văn phòng Đăng ký đất đai"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return (
        TRANSFER,
        EXCHANGE,
        LOST,
        DIVIDE,
        CORRECT,
        INFORMATION,
        ASSET,
        OUTCOME,
        FIELD_SWAP,
        EASEMENT,
        LEASE_END,
        UNREGISTERED_TRANSFER,
        LAND_DATA,
        MORTGAGE,
        MORTGAGE_CHANGE,
        MORTGAGE_RELEASE,
    )
