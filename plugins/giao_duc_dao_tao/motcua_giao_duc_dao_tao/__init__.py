"""Phòng Giáo dục và Đào tạo: education and training."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl
from motcua_giao_duc_dao_tao.an_trua import LUNCH
from motcua_giao_duc_dao_tao.bo_tuc import ADMISSION, MOVE
from motcua_giao_duc_dao_tao.giai_the_truong import (
    LOWER_SECONDARY_DISSOLUTION,
    PRESCHOOL_DISSOLUTION,
    PRIMARY_DISSOLUTION,
)
from motcua_giao_duc_dao_tao.hoc_sinh_thcs import FOREIGN_PUPIL, RETURNING, TRANSFER
from motcua_giao_duc_dao_tao.mien_giam_hoc_phi import TUITION
from motcua_giao_duc_dao_tao.nguoi_khuyet_tat import SCHOLARSHIP
from motcua_giao_duc_dao_tao.trung_tam_hoc_tap import COMMUNITY_CENTER
from motcua_giao_duc_dao_tao.truong_mam_non import PRESCHOOL_FOUNDING, PRESCHOOL_REORGANISATION
from motcua_giao_duc_dao_tao.truong_mam_non_hoat_dong import PRESCHOOL_OPERATION, PRESCHOOL_RETURN
from motcua_giao_duc_dao_tao.truong_thcs import LOWER_SECONDARY_FOUNDING, LOWER_SECONDARY_REORGANISATION
from motcua_giao_duc_dao_tao.truong_thcs_hoat_dong import LOWER_SECONDARY_OPERATION, LOWER_SECONDARY_RETURN
from motcua_giao_duc_dao_tao.truong_tieu_hoc import PRIMARY_FOUNDING, PRIMARY_REORGANISATION
from motcua_giao_duc_dao_tao.truong_tieu_hoc_hoat_dong import PRIMARY_OPERATION, PRIMARY_RETURN
from motcua_giao_duc_dao_tao.van_bang import DIPLOMA_COPY, DIPLOMA_CORRECTION

NAME = "Phòng Giáo dục và Đào tạo"

PRESCHOOLS = (
    PRESCHOOL_FOUNDING,
    PRESCHOOL_OPERATION,
    PRESCHOOL_RETURN,
    PRESCHOOL_REORGANISATION,
    PRESCHOOL_DISSOLUTION,
)
PRIMARY_SCHOOLS = (PRIMARY_FOUNDING, PRIMARY_OPERATION, PRIMARY_RETURN, PRIMARY_REORGANISATION, PRIMARY_DISSOLUTION)
LOWER_SECONDARY_SCHOOLS = (
    LOWER_SECONDARY_FOUNDING,
    LOWER_SECONDARY_OPERATION,
    LOWER_SECONDARY_RETURN,
    LOWER_SECONDARY_REORGANISATION,
    LOWER_SECONDARY_DISSOLUTION,
)


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return (
        *PRESCHOOLS,
        *PRIMARY_SCHOOLS,
        *LOWER_SECONDARY_SCHOOLS,
        COMMUNITY_CENTER,
        TRANSFER,
        RETURNING,
        FOREIGN_PUPIL,
        ADMISSION,
        MOVE,
        LUNCH,
        SCHOLARSHIP,
        TUITION,
        DIPLOMA_COPY,
        DIPLOMA_CORRECTION,
    )
