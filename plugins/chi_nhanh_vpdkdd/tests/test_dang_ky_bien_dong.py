"""Changes in the land register: parties on both sides, shares, and ten working days."""

from __future__ import annotations

from motcua.testing import fill
from motcua_chi_nhanh_vpdkdd.dang_ky_bien_dong import TRANSFER


def parties(*shares: str, first: int = 1) -> list[dict[str, str]]:
    return [
        {"name": f"Trần Văn {at}", "identity": f"12500000{at}", "address": "Thị trấn Phố Mới", "share": share}
        for at, share in enumerate(shares, first)
    ]


def test_it_takes_ten_working_days_at_three_desks_of_the_branch() -> None:
    filling = fill(TRANSFER)
    assert filling.term.says == "10 ngày làm việc"
    assert filling.step_keys == ("tham-tra", "chinh-ly", "ky-giay-chung-nhan")


def test_three_receivers_hold_the_whole_together() -> None:
    whole = fill(TRANSFER, givers=parties("100"), receivers=parties("50", "25", "25", first=2))
    assert whole.errors == {}
    short = fill(TRANSFER, givers=parties("100"), receivers=parties("50", "25", "24,99", first=2))
    assert set(short.errors) == {"receivers"}
    assert set(fill(TRANSFER, givers=parties("60", "39"), receivers=parties("100", first=5)).errors) == {"givers"}


def test_nobody_stands_on_both_sides() -> None:
    both = fill(TRANSFER, givers=parties("100"), receivers=parties("100"))
    assert "vừa chuyển vừa nhận" in both.errors["receivers"]


def test_a_party_without_a_number_of_identity_is_refused() -> None:
    nameless = [{"name": "Trần Văn A", "identity": "", "address": "Thị trấn Phố Mới", "share": "100"}]
    assert set(fill(TRANSFER, givers=nameless).errors) == {"givers.0.identity"}


def test_only_a_transfer_has_a_price() -> None:
    assert set(fill(TRANSFER, kind="transfer", price=None).errors) == {"price"}
    assert "price" not in fill(TRANSFER, kind="gift").shown


def test_other_land_is_named() -> None:
    assert set(fill(TRANSFER, land_kind="other", land_kind_detail=None).errors) == {"land_kind_detail"}
    assert "land_kind_detail" not in fill(TRANSFER, land_kind="ont").shown


def test_the_fee_is_the_provinces_to_set() -> None:
    assert fill(TRANSFER).fee.amount is None
    assert "HĐND" in fill(TRANSFER).fee.note


def test_the_fullest_dossier_is_valid_too() -> None:
    filling = fill(TRANSFER, size="fullest")
    assert filling.errors == {}
    assert len(filling.answers["receivers"]) == 3
    assert "relief" in filling.papers
