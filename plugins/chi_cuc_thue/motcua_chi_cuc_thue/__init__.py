"""Chi cục Thuế: registration, two returns of land, and a step and a check on other agencies' dossiers."""

from collections.abc import Iterable

from motcua.api import Check, Effect, Procedure, RoutingRule, hookimpl
from motcua.api.events import DossierChanged, Notify
from motcua_chi_cuc_thue.dang_ky_thue import DANG_KY_THUE
from motcua_chi_cuc_thue.le_phi_truoc_ba import LE_PHI_TRUOC_BA
from motcua_chi_cuc_thue.nghia_vu_tai_chinh import EXCHANGE_IS_FOR_FARMLAND, LAND, NEEDS_A_TAX_STEP
from motcua_chi_cuc_thue.thay_doi_dang_ky_thue import THAY_DOI_DANG_KY_THUE
from motcua_chi_cuc_thue.thue_bat_dong_san import THUE_BAT_DONG_SAN

NAME = "Chi cục Thuế"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return (DANG_KY_THUE, THAY_DOI_DANG_KY_THUE, LE_PHI_TRUOC_BA, THUE_BAT_DONG_SAN)


@hookimpl
def register_routing_rules() -> Iterable[RoutingRule]:
    return (NEEDS_A_TAX_STEP,)


@hookimpl
def register_checks() -> Iterable[Check]:
    return (EXCHANGE_IS_FOR_FARMLAND,)


@hookimpl
def dossier_changed(event: DossierChanged) -> Iterable[Effect]:
    """Tell the applicant at once that the tax notice is out: the clock stands until it is paid."""
    if event.procedure == LAND and event.move == "suspend":
        yield Notify("Cơ quan thuế đã ra thông báo nộp thuế, lệ phí trước bạ. Nộp xong, mang chứng từ đến Trung tâm.")
