"""The tax office in other agencies' procedures: its step, its check, and what it tells the applicant."""

from __future__ import annotations

from datetime import UTC, date, datetime

import motcua_chi_cuc_thue
from motcua.api.events import DossierChanged, Move, Notify, State
from motcua.testing import fill
from motcua_chi_cuc_thue.nghia_vu_tai_chinh import LAND

WITHOUT_TAX = frozenset({"chi_nhanh_vpdkdd"})


def test_land_dossiers_pass_the_tax_office_after_the_examination() -> None:
    filling = fill(LAND)
    assert filling.step_keys == ("tham-tra", "nghia-vu-tai-chinh", "chinh-ly", "ky-giay-chung-nhan")
    tax = filling.steps[1]
    assert (tax.agency, tax.desk, tax.contributed_by) == ("chi_cuc_thue", "officer", "chi_cuc_thue")
    assert tax.is_outside_clock


def test_where_the_tax_office_is_not_on_they_do_not() -> None:
    filling = fill(LAND, plugins_on=WITHOUT_TAX)
    assert filling.step_keys == ("tham-tra", "chinh-ly", "ky-giay-chung-nhan")


def test_only_farmland_is_exchanged() -> None:
    refused = fill(LAND, kind="exchange", land_kind="ont")
    assert "Chỉ chuyển đổi đất nông nghiệp" in refused.errors["kind"]
    assert fill(LAND, kind="exchange", land_kind="luc").errors == {}
    assert fill(LAND, kind="gift", land_kind="ont").errors == {}


def test_its_check_is_silent_where_the_tax_office_is_not_on() -> None:
    assert fill(LAND, kind="exchange", land_kind="ont", plugins_on=WITHOUT_TAX).errors == {}


def changed(move: Move, procedure: str = LAND) -> DossierChanged:
    return DossierChanged(
        event="1", dossier="d", code="H05", procedure=procedure, agency="chi_nhanh_vpdkdd", move=move,
        from_state=State.PROCESSING, to_state=State.SUSPENDED, at=datetime(2017, 11, 8, tzinfo=UTC),
        filed_on=date(2017, 11, 6), due_at=None, step="nghia-vu-tai-chinh", at_agency="chi_cuc_thue", at_desk="officer",
    )  # fmt: skip


def test_the_applicant_is_told_when_the_tax_notice_is_out() -> None:
    (effect,) = motcua_chi_cuc_thue.dossier_changed(changed(Move.SUSPEND))
    assert isinstance(effect, Notify)
    assert effect.to == "applicant"
    assert "nộp thuế" in effect.sentence
    assert list(motcua_chi_cuc_thue.dossier_changed(changed(Move.RESUME))) == []
    assert list(motcua_chi_cuc_thue.dossier_changed(changed(Move.SUSPEND, "giay-phep-xay-dung-nha-o-rieng-le"))) == []
