"""Phòng Tài nguyên và Môi trường: natural resources and environment."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl
from motcua_tai_nguyen_moi_truong.giao_dat import ALLOCATION, EXTENSION, PURPOSE
from motcua_tai_nguyen_moi_truong.giay_chung_nhan import DISPUTE, FIRST, RETURN, REVOKE
from motcua_tai_nguyen_moi_truong.moi_truong import ENVIRONMENT_PLAN, GROUNDWATER, WASTEWATER

NAME = "Phòng Tài nguyên và Môi trường"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return (
        ALLOCATION,
        PURPOSE,
        DISPUTE,
        RETURN,
        EXTENSION,
        FIRST,
        REVOKE,
        ENVIRONMENT_PLAN,
        GROUNDWATER,
        WASTEWATER,
    )
