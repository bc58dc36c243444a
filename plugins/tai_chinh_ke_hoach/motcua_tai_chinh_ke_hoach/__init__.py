"""Phòng Tài chính - Kế hoạch: household businesses, cooperatives, settlement of public investment."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl
from motcua_tai_chinh_ke_hoach import ho_kinh_doanh_da_dang_ky as household
from motcua_tai_chinh_ke_hoach import hop_tac_xa_giay_chung_nhan as certificates
from motcua_tai_chinh_ke_hoach import hop_tac_xa_thay_doi as changes
from motcua_tai_chinh_ke_hoach.dang_ky_ho_kinh_doanh import REGISTRATION
from motcua_tai_chinh_ke_hoach.ho_kinh_doanh_thay_doi import CHANGE as HOUSEHOLD_CHANGE
from motcua_tai_chinh_ke_hoach.hop_tac_xa_chi_nhanh import BRANCH, BRANCH_CHANGE
from motcua_tai_chinh_ke_hoach.hop_tac_xa_chia_tach import DIVISION, SPLIT
from motcua_tai_chinh_ke_hoach.hop_tac_xa_giai_the import DISSOLUTION
from motcua_tai_chinh_ke_hoach.hop_tac_xa_hop_nhat import MERGER, UNION
from motcua_tai_chinh_ke_hoach.hop_tac_xa_ngung import BRANCH_END, PAUSE
from motcua_tai_chinh_ke_hoach.hop_tac_xa_thanh_lap import FOUNDING
from motcua_tai_chinh_ke_hoach.hop_tac_xa_thong_bao import INVESTMENT, NOTICE
from motcua_tai_chinh_ke_hoach.quyet_toan_von_dau_tu import SETTLEMENT

NAME = "Phòng Tài chính - Kế hoạch"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return (
        REGISTRATION,
        HOUSEHOLD_CHANGE,
        household.PAUSE,
        household.END,
        household.REISSUE,
        FOUNDING,
        changes.CHANGE,
        NOTICE,
        INVESTMENT,
        BRANCH,
        BRANCH_CHANGE,
        BRANCH_END,
        DIVISION,
        SPLIT,
        UNION,
        MERGER,
        certificates.EXCHANGE,
        certificates.REISSUE,
        PAUSE,
        DISSOLUTION,
        SETTLEMENT,
    )
