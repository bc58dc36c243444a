"""`[[reports.qd766]]`: into what the province splits the groups of QĐ 766, and where a mistake of it stands."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from motcua import paths
from motcua.centers import Center, read_center
from motcua.domain.errors import DataError
from motcua.domain.reports.score_card import GROUPS, ITEMS_SETTING, Item, Reckoned

README = (paths.tenants() / "README.md").read_text(encoding="utf-8")
ITEM = '[[reports.qd766]]\ngroup = "{}"\nkey = "{}"\nlabel = "Mục"\npoints = {}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped folder, with nothing set for the score card."""
    shutil.copytree(paths.tenants(), tmp_path / "tenants")
    path = tmp_path / "tenants" / "province.toml"
    before, _, after = path.read_text("utf-8").partition("[[reports.qd766]]")
    path.write_text(before + after[after.index("[unconfirmed]") :], "utf-8")
    return tmp_path / "tenants"


def with_lines(folder: Path, text: str, file: str = "province.toml") -> Center:
    path = folder / file
    path.write_text(f"{path.read_text('utf-8')}\n{text}\n", "utf-8")
    return read_center(folder / "que-vo")


def test_without_items_nothing_is_set(folder: Path) -> None:
    assert read_center(folder / "que-vo").reports.score_items == ()


def test_the_shipped_items_fill_three_groups_and_say_that_nobody_has_confirmed_them() -> None:
    center = read_center(paths.tenants() / "que-vo")
    by: Counter[str] = Counter()
    for item in center.reports.score_items:
        by[item.group] += int(item.points)
    assert by == {group: GROUPS[group][1] for group in ("publicity", "satisfaction", "digitised")}
    assert "chưa đối chiếu" in center.province.unconfirmed[ITEMS_SETTING]


def test_every_center_has_the_provinces_items(folder: Path) -> None:
    with_lines(
        folder, ITEM.format("online", "nop", 8) + 'measure = "filed_online"\n' + ITEM.format("online", "dv", 2.5)
    )
    found = read_center(folder / "gia-binh").reports.score_items
    assert found == (
        Item("online", "nop", "Mục", Decimal(8), Reckoned.FILED_ONLINE),
        Item("online", "dv", "Mục", Decimal("2.5")),
    )
    assert with_lines(folder, "[reports]\ncutoff_day = 15", "que-vo/center.toml").reports.score_items == found


@pytest.mark.parametrize(
    ("text", "key", "sentence"),
    [
        (ITEM.format("khac", "a1", 1), "reports.qd766[1].group", "không có giá trị"),
        (ITEM.format("online", "Á", 1), "reports.qd766[1].key", "không đúng dạng"),
        (ITEM.format("online", "a1", 1) * 2, "reports.qd766[2].key", "đã dùng"),
        (ITEM.format("online", "a1", 0), "reports.qd766[1].points", "không dùng được"),
        (ITEM.format("online", "a1", "0.125"), "reports.qd766[1].points", "không dùng được"),
        (ITEM.format("online", "a1", '"6"'), "reports.qd766[1].points", "không phải số"),
        (ITEM.format("online", "a1", "nan"), "reports.qd766[1].points", "không phải số"),
        (ITEM.format("online", "a1", "true"), "reports.qd766[1].points", "không phải số"),
        (ITEM.format("online", "a1", 12.5), "reports.qd766[1].points", "quá 12 điểm"),
        (ITEM.format("online", "a1", 8) + ITEM.format("online", "a2", 4.01), "reports.qd766[2].points", "12.01 điểm"),
        (ITEM.format("online", "a1", 1) + 'measure = "scan"', "reports.qd766[1].measure", "không có giá trị"),
        (ITEM.format("online", "a1", 1) + 'formula = "x"', "reports.qd766[1].formula", "không có khóa này"),
        ('[[reports.qd766]]\ngroup = "online"\nkey = "a1"\npoints = 1', "reports.qd766[1].label", "thiếu khóa"),
    ],
)
def test_a_mistake_is_said_where_it_stands(folder: Path, text: str, key: str, sentence: str) -> None:
    with pytest.raises(DataError) as refusal:
        with_lines(folder, text)
    assert refusal.value.key == key
    assert sentence in refusal.value.sentence


def test_a_group_filled_to_its_weight_is_no_mistake(folder: Path) -> None:
    every = "".join(ITEM.format(group, f"m-{group}", weight) for group, (_, weight) in GROUPS.items())
    assert len(with_lines(folder, every).reports.score_items) == len(GROUPS)


def test_a_center_splits_nothing_by_itself(folder: Path) -> None:
    with pytest.raises(DataError, match="chung cho cả tỉnh") as refusal:
        with_lines(folder, ITEM.format("online", "a1", 1), "que-vo/center.toml")
    assert refusal.value.key == "reports.qd766"


def test_the_readme_names_every_group_and_everything_that_is_reckoned() -> None:
    (block,) = [each for each in re.findall(r"```toml\n(.*?)```", README, re.S) if "[[reports.qd766]]" in each]
    shown = block.split("[[reports.qd766]]", 1)[1].split("\n\n")[0]
    assert all(re.search(rf"\b{name}\b", shown) for name in (*GROUPS, *Reckoned))
