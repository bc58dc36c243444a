"""A new center's folder: it reads, every setting stands in it with a sentence, nothing of its model's own is in it."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from motcua import paths
from motcua.centers import Centers, read_center, read_centers
from motcua.centers.new_folder import NewCenter, free_unit_code, write_new_folder
from motcua.domain.errors import Conflict, DataError

SINCE = date(2018, 1, 1)


@pytest.fixture
def tenants(tmp_path: Path) -> Path:
    shutil.copytree(paths.tenants(), tmp_path / "tenants")
    return tmp_path / "tenants"


def made(tenants: Path, key: str = "luong-tai", model: str = "que-vo", **own: str) -> Path:
    centers = read_centers(tenants)
    return write_new_folder(tenants, centers, centers[model], NewCenter(key, SINCE, **own))


def test_the_folder_is_a_center_with_its_models_agencies_and_hours_and_its_own_name(tenants: Path) -> None:
    center, model = read_center(made(tenants, short_name="Lương Tài")), read_centers(tenants)["que-vo"]
    assert center.name == "Trung tâm Hành chính công huyện Lương Tài"
    assert center.parent == "UBND huyện Lương Tài"
    assert center.names[0].valid_from == SINCE
    assert center.agencies["chi_cuc_thue"].name == "Chi cục Thuế huyện Lương Tài"
    assert (center.plugins, center.calendar.hours) == (model.plugins, model.calendar.hours)
    assert center.staff == ()
    assert center.outside["commune"] == "UBND xã, thị trấn thuộc huyện Lương Tài"


def test_what_is_the_models_own_is_not_taken_over(tenants: Path) -> None:
    center = read_center(made(tenants, short_name="Lương Tài"))
    assert (center.decision, center.ordinal, center.communes, center.publication) == ("", None, (), None)
    text = (tenants / "luong-tai" / "center.toml").read_text("utf-8")
    assert [
        line for line in text.splitlines() if "Quế Võ" in line and not line.startswith(("#", "hours", "agency"))
    ] == []


def test_seasons_and_saturdays_are_taken_over(tenants: Path) -> None:
    center, model = read_center(made(tenants, model="gia-binh")), read_centers(tenants)["gia-binh"]
    assert center.calendar.hours == model.calendar.hours
    assert center.calendar.reception == model.calendar.reception


def known_settings(folder: Path) -> set[str]:
    """What the reader itself names as known, when it meets a key that it does not know."""
    path = folder / "center.toml"
    text = path.read_text("utf-8")
    path.write_text("khong_co = 1\n" + text, "utf-8")
    with pytest.raises(DataError) as refused:
        read_center(folder)
    path.write_text(text, "utf-8")
    return set(refused.value.remedy.partition("dùng được: ")[2].rstrip(".").split(", "))


def unexplained(text: str, settings: set[str]) -> list[str]:
    """Settings that stand nowhere, not even as a comment; each block or line that does stand follows a sentence."""
    return sorted(key for key in settings if not re.search(rf"^(# )?(\[+{key}[\].]|{key} =)", text, re.MULTILINE))


def test_every_setting_stands_in_it_with_its_explanation(tenants: Path) -> None:
    folder = made(tenants)
    text, settings = (folder / "center.toml").read_text("utf-8"), known_settings(folder)
    assert len(settings) > 20
    assert unexplained(text, settings) == []


def test_a_setting_that_is_left_out_would_be_noticed(tenants: Path) -> None:
    folder = made(tenants)
    text = (folder / "center.toml").read_text("utf-8")
    assert unexplained(text.replace("[[fee_receipt]]", ""), known_settings(folder)) == ["fee_receipt"]


def test_what_is_there_is_never_written_over(tenants: Path) -> None:
    before = (tenants / "gia-binh" / "center.toml").read_bytes()
    with pytest.raises(Conflict, match="đã có"):
        made(tenants, key="gia-binh")
    assert (tenants / "gia-binh" / "center.toml").read_bytes() == before


@pytest.mark.parametrize("key", ["Luong-Tai", "lương-tài", "../ngoai", "a", ""])
def test_a_key_that_is_no_key_makes_no_folder(tenants: Path, key: str) -> None:
    before = sorted(tenants.parent.rglob("*"))
    with pytest.raises(DataError, match="khóa"):
        made(tenants, key=key)
    assert sorted(tenants.parent.rglob("*")) == before


def test_two_new_centers_have_two_codes(tenants: Path) -> None:
    made(tenants, key="luong-tai")
    made(tenants, key="long-truong")
    centers: Centers = read_centers(tenants)
    codes = [center.unit_code for center in centers.values()]
    assert len(set(codes)) == len(codes) == 4
    assert free_unit_code(centers, "luong-tai") not in codes


def test_a_center_of_another_kind_is_made_the_same_way(tenants: Path) -> None:
    center = read_center(made(tenants, key="tinh", kind="province", name="Trung tâm Hành chính công tỉnh Bắc Ninh"))
    assert (center.kind, center.name) == ("province", "Trung tâm Hành chính công tỉnh Bắc Ninh")
    with pytest.raises(DataError, match="cấp"):
        made(tenants, key="tinh-hai", kind="ward")
