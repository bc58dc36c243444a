"""Phòng Lao động - Thương binh và Xã hội: labour, invalids and social affairs."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl
from motcua_lao_dong_tbxh.can_thiep_tre_em import CHILD_EMERGENCY, END_OF_CARE
from motcua_lao_dong_tbxh.chat_doc_hoa_hoc import AGENT_ORANGE
from motcua_lao_dong_tbxh.chuyen_noi_cu_tru import MOVE_BETWEEN, MOVE_WITHIN
from motcua_lao_dong_tbxh.co_so_nhan_doi_tuong import ADMISSION, URGENT_ADMISSION
from motcua_lao_dong_tbxh.dung_tro_giup import END_OF_STAY
from motcua_lao_dong_tbxh.giay_phep_co_so import LICENCE, LICENCE_AGAIN
from motcua_lao_dong_tbxh.ke_hoach_tre_em import CHILD_PLAN
from motcua_lao_dong_tbxh.mai_tang import FUNERAL, SUDDEN_DEATH
from motcua_lao_dong_tbxh.nan_nhan_bi_mua_ban import VICTIM_SUPPORT
from motcua_lao_dong_tbxh.nguoi_co_cong_tu_tran import DEATH_OF_THE_DESERVING, SURVIVORS
from motcua_lao_dong_tbxh.thang_luong import WAGE_SCALES
from motcua_lao_dong_tbxh.thanh_lap_co_so import DISSOLUTION, FOUNDING
from motcua_lao_dong_tbxh.tho_cung_liet_si import GRAVE_VISIT, WORSHIP
from motcua_lao_dong_tbxh.tro_cap_hang_thang import MONTHLY_ALLOWANCE
from motcua_lao_dong_tbxh.tro_giup_dot_xuat import EMERGENCY_CARE, WOUNDED
from motcua_lao_dong_tbxh.uu_dai_nguoi_co_cong import EDUCATION_BOOK, HEALTH_INSURANCE
from motcua_lao_dong_tbxh.xac_nhan_liet_si import MARTYR

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
        DEATH_OF_THE_DESERVING,
        SURVIVORS,
        MARTYR,
        WORSHIP,
        GRAVE_VISIT,
        AGENT_ORANGE,
        HEALTH_INSURANCE,
        EDUCATION_BOOK,
        WAGE_SCALES,
        VICTIM_SUPPORT,
    )
