"""Phòng Lao động - Thương binh và Xã hội: labour, invalids and social affairs."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl
from motcua_lao_dong_tbxh.can_thiep_tre_em import CHILD_EMERGENCY, END_OF_CARE
from motcua_lao_dong_tbxh.chuyen_noi_cu_tru import MOVE_BETWEEN, MOVE_WITHIN
from motcua_lao_dong_tbxh.co_so_nhan_doi_tuong import ADMISSION, URGENT_ADMISSION
from motcua_lao_dong_tbxh.dung_tro_giup import END_OF_STAY
from motcua_lao_dong_tbxh.giay_phep_co_so import LICENCE, LICENCE_AGAIN
from motcua_lao_dong_tbxh.ke_hoach_tre_em import CHILD_PLAN
from motcua_lao_dong_tbxh.mai_tang import FUNERAL, SUDDEN_DEATH
from motcua_lao_dong_tbxh.thanh_lap_co_so import DISSOLUTION, FOUNDING
from motcua_lao_dong_tbxh.tro_cap_hang_thang import MONTHLY_ALLOWANCE
from motcua_lao_dong_tbxh.tro_giup_dot_xuat import EMERGENCY_CARE, WOUNDED

NAME = "Phòng Lao động - Thương binh và Xã hội"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return (
        MONTHLY_ALLOWANCE,
        MOVE_WITHIN,
        MOVE_BETWEEN,
        FUNERAL,
        SUDDEN_DEATH,
        WOUNDED,
        EMERGENCY_CARE,
        ADMISSION,
        URGENT_ADMISSION,
        END_OF_STAY,
        FOUNDING,
        DISSOLUTION,
        LICENCE,
        LICENCE_AGAIN,
        CHILD_PLAN,
        CHILD_EMERGENCY,
        END_OF_CARE,
    )
