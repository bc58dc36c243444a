"""Phòng Tài chính - Kế hoạch: household businesses."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl
from motcua_tai_chinh_ke_hoach.dang_ky_ho_kinh_doanh import REGISTRATION

NAME = "Phòng Tài chính - Kế hoạch"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return (REGISTRATION,)
