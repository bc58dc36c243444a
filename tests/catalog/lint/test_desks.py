"""A desk that a route goes over and nobody holds is told with its center and the line to write it on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.catalog.lint.conftest import Plant

from motcua.catalog.lint.desks import has_somebody_at_every_desk, needs_at
from motcua.centers import read_center
from motcua.paths import tenants
from motcua.testing import catalog


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Gia Bình, where the plugins of justice, finance and land are on, as a copy that a test may spoil."""
    for name in ("province.toml", "calendar", "gia-binh"):
        source = tenants() / name
        shutil.copytree(source, tmp_path / name) if source.is_dir() else shutil.copy(source, tmp_path / name)
    return tmp_path / "gia-binh"


def said(folder: Path) -> list[str]:
    found = has_somebody_at_every_desk(catalog(), read_center(folder), folder)
    return [f"{place.path.name}:{place.line}: {sentence}" for _, place, sentence in found]


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def line_of(path: Path, text: str) -> int:
    return next(number for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if text in line)


def test_the_shipped_centers_have_somebody_at_every_desk() -> None:
    for key in ("que-vo", "gia-binh"):
        assert said(tenants() / key) == []
        assert needs_at(catalog(), read_center(tenants() / key))


def test_a_desk_that_nobody_holds_is_told_where_it_is_to_be_written(folder: Path) -> None:
    staff = folder / "staff.csv"
    spoil(staff, "tu_phap:head", "")
    [sentence] = said(folder)
    assert sentence.startswith(f"staff.csv:{line_of(staff, 'tu_phap:')}: gia-binh: không ai giữ vị trí tu_phap:head “")
    assert "29 thủ tục cần, như “" in sentence
    assert sentence.endswith("ghi “tu_phap:head” vào cột desks của một dòng trong staff.csv.")
    # Where nobody has a desk of the agency, the first of its people.
    spoil(staff, "tu_phap:officer", "")
    assert {each.partition(": ")[0] for each in said(folder)} == {f"staff.csv:{line_of(staff, ',tu_phap,')}"}


def with_tho(folder: Path, desks: str) -> Path:
    """The planted plugin switched on, and one person at these desks of it."""
    center = folder / "center.toml"
    block = '[[agency]]\nkey = "tho"\nname = "Phòng thử"\nkind = "specialised"\n\n[[commune]]\ncode = "09454"'
    spoil(center, '[[commune]]\ncode = "09454"', block)
    spoil(center, 'plugins = ["tu_phap", ', 'plugins = ["tho", "tu_phap", ')
    with (folder / "staff.csv").open("a", encoding="utf-8") as file:
        file.write(f"tho.nv,Nguyễn Văn Thơ,Trưởng phòng,,agency,tho,officer head,{desks},,,\n")
    return folder.parent


def test_the_check_of_a_plugin_reads_the_centers_where_it_is_on(folder: Path, plant: Plant) -> None:
    everybody = with_tho(folder, "tho:officer tho:head")
    assert plant(tenants=everybody).said() == []
    staff = folder / "staff.csv"
    spoil(staff, "tho:officer tho:head", "tho:officer")
    [finding] = plant(tenants=everybody).seen.findings
    assert (finding.fact, finding.place.path) == ("has_somebody_at_every_desk", staff)
    assert finding.place.line == line_of(staff, "tho:officer")


def test_an_agency_that_the_center_does_not_name_is_told_at_its_plugins(folder: Path, plant: Plant) -> None:
    everybody = with_tho(folder, "tho:officer tho:head")
    elsewhere = ('OFFICER = Desk("officer",', 'OFFICER = at_agency("cong_an", "officer",')
    made = plant(elsewhere, ("import Desk, Route,", "import Desk, at_agency, Route,"), tenants=everybody)
    [finding] = made.seen.findings
    assert finding.place.path == folder / "center.toml"
    assert finding.place.line == line_of(folder / "center.toml", "plugins = ")
    assert finding.sentence == (
        "gia-binh: chưa khai cơ quan “cong_an” có vị trí “Chuyên viên” (1 thủ tục cần, như “Cấp giấy phép hoạt động”): "
        "thêm khối [[agency]] với key = “cong_an” vào center.toml."
    )


def test_centers_that_can_not_be_read_are_one_sentence_and_the_plugins_are_read(folder: Path, plant: Plant) -> None:
    spoil(folder / "center.toml", 'kind = "district"', 'kind = "region"')
    made = plant(("floors < 8", "floors < 10"), tenants=folder.parent)
    assert sorted(each.fact for each in made.seen.findings) == ["has_only_checks_that_can_fail", "reads_the_centers"]
    center = next(each for each in made.seen.findings if each.fact == "reads_the_centers")
    assert (center.place.path.name, center.place.line) == ("center.toml", line_of(folder / "center.toml", "kind = "))
    assert "Cách sửa" in center.sentence
    spoil(folder / "center.toml", 'kind = "region"', 'kind = "district"')
    spoil(folder / "staff.csv", "vinh.nq,", "v,")
    [row] = plant(tenants=folder.parent).seen.findings
    assert (row.place.path.name, row.place.line) == ("staff.csv", line_of(folder / "staff.csv", "v,Nguyễn Quang Vinh"))


def test_a_signer_who_may_not_sign_is_told_at_their_line(folder: Path) -> None:
    staff = folder / "staff.csv"
    holders = [row for row in read_center(folder).staff if ("tu_phap", "head") in row.desks]
    for row in holders:
        line = next(each for each in staff.read_text("utf-8").splitlines() if each.startswith(row.username + ","))
        spoil(staff, line, line.replace(f",{' '.join(row.roles)},", ",officer,"))
    [sentence] = said(folder)
    assert sentence.startswith(
        f"staff.csv:{line_of(staff, holders[0].username + ',')}: gia-binh: người giữ vị trí tu_phap"
    )
    assert "không có vai trò được ký kết quả" in sentence
    assert f"ghi head hoặc leader vào cột roles của {holders[0].username}." in sentence


def test_a_plugin_that_is_off_needs_nobody(folder: Path) -> None:
    spoil(folder / "center.toml", '"tu_phap", ', "")
    spoil(folder / "staff.csv", "tu_phap:head", "")
    assert said(folder) == []
