"""Phòng Kinh tế và Hạ tầng: building permits, works appraisal, planning, roads, and trade in liquor and tobacco."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl
from motcua_kinh_te_ha_tang.ban_le_ruou import RETAIL, RETAIL_AGAIN, RETAIL_CHANGE
from motcua_kinh_te_ha_tang.ban_le_thuoc_la import TOBACCO, TOBACCO_AGAIN, TOBACCO_CHANGE
from motcua_kinh_te_ha_tang.do_an_quy_hoach import DRAFT
from motcua_kinh_te_ha_tang.duong_bo_cay_xanh import PAVEMENT, ROAD_WORK, TREE
from motcua_kinh_te_ha_tang.giay_phep_da_cap import ADJUST, AGAIN, EXTEND
from motcua_kinh_te_ha_tang.giay_phep_quy_hoach import PLANNING_PERMIT
from motcua_kinh_te_ha_tang.giay_phep_xay_dung import PERMIT
from motcua_kinh_te_ha_tang.giay_phep_xay_dung_khac import MOVE, REPAIR, TEMPORARY
from motcua_kinh_te_ha_tang.nhiem_vu_quy_hoach import TASK
from motcua_kinh_te_ha_tang.ruou_thu_cong import CRAFT, CRAFT_AGAIN, CRAFT_CHANGE
from motcua_kinh_te_ha_tang.tham_dinh_bao_cao import REPORT
from motcua_kinh_te_ha_tang.tham_dinh_du_an import PROJECT
from motcua_kinh_te_ha_tang.tham_dinh_thiet_ke import DESIGN
from motcua_kinh_te_ha_tang.thong_tin_quy_hoach import PLANNING_INFO

NAME = "Phòng Kinh tế và Hạ tầng"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return (
        PERMIT,
        ADJUST,
        EXTEND,
        AGAIN,
        REPAIR,
        MOVE,
        TEMPORARY,
        PROJECT,
        REPORT,
        DESIGN,
        TREE,
        ROAD_WORK,
        PAVEMENT,
        PLANNING_INFO,
        TASK,
        DRAFT,
        PLANNING_PERMIT,
        RETAIL,
        RETAIL_CHANGE,
        RETAIL_AGAIN,
        CRAFT,
        CRAFT_CHANGE,
        CRAFT_AGAIN,
        TOBACCO,
        TOBACCO_CHANGE,
        TOBACCO_AGAIN,
    )
