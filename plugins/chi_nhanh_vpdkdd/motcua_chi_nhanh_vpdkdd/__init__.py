"""Chi nhánh Văn phòng Đăng ký đất đai: changes in the land register."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl
from motcua_chi_nhanh_vpdkdd.dang_ky_bien_dong import TRANSFER

NAME = "Chi nhánh Văn phòng Đăng ký đất đai"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return (TRANSFER,)
