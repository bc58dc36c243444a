"""Phòng Nội vụ: home affairs: associations, funds, awards, religion."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl
from motcua_noi_vu.danh_hieu import EMULATION_FIGHTER, PROGRESSIVE_GROUP, PROGRESSIVE_WORKER
from motcua_noi_vu.giay_khen import CAMPAIGN_AWARD, FOREIGN_AWARD, POLITICAL_TASK, SUDDEN_MERIT
from motcua_noi_vu.hoi_thanh_lap import CAMPAIGN, CHARTER, FOUNDING
from motcua_noi_vu.hoi_thay_doi import CONGRESS, DISSOLUTION, RENAMING, REORGANISATION
from motcua_noi_vu.quy import FUND, OPERATION
from motcua_noi_vu.ton_giao_chap_thuan import CEREMONY, PREACHING, RELIGIOUS_CONGRESS
from motcua_noi_vu.ton_giao_thong_bao import ACTIVITY_LIST, COLLECTION, RELIGIOUS_CLASS

NAME = "Phòng Nội vụ"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return (
        CAMPAIGN,
        FOUNDING,
        CHARTER,
        REORGANISATION,
        RENAMING,
        DISSOLUTION,
        CONGRESS,
        FUND,
        OPERATION,
        POLITICAL_TASK,
        PROGRESSIVE_GROUP,
        EMULATION_FIGHTER,
        PROGRESSIVE_WORKER,
        CAMPAIGN_AWARD,
        SUDDEN_MERIT,
        FOREIGN_AWARD,
        RELIGIOUS_CLASS,
        ACTIVITY_LIST,
        RELIGIOUS_CONGRESS,
        CEREMONY,
        PREACHING,
        COLLECTION,
    )
