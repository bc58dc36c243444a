"""Phòng Tài chính - Kế hoạch: household businesses, cooperatives, settlement of public investment."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl
from motcua_tai_chinh_ke_hoach.dang_ky_ho_kinh_doanh import REGISTRATION
from motcua_tai_chinh_ke_hoach.ho_kinh_doanh_da_dang_ky import CHANGE, END, PAUSE, REISSUE

NAME = "Phòng Tài chính - Kế hoạch"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return (REGISTRATION, CHANGE, PAUSE, END, REISSUE)
