"""The score card of QĐ 766: weights, points of an item, and a total that never hides what is missing."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.reports.score_card import (
    ALL_POINTS,
    GROUPS,
    PROGRESS_ITEM,
    Counted,
    Figure,
    Item,
    Reckoned,
    Scored,
    Told,
    number,
    percent_says,
    points_say,
    score_card,
)

D = Decimal
ONLINE = Item("online", "nop", "Nộp trực tuyến", D(8), Reckoned.FILED_ONLINE)
TYPED = Item("publicity", "cong-khai", "Công khai đúng hạn", D("6.5"))
TOLD = Told(D("82.5"), "Sở TT&TT, báo cáo 12", "Lê Văn A", date(2022, 10, 1))


def counted(n: int, others: int) -> Counted:
    return Counted((Figure("đạt", n),), (Figure("không", others),))


def test_the_six_groups_are_a_hundred_points_and_progress_is_its_whole_group() -> None:
    assert ALL_POINTS == 100
    assert len(GROUPS) == 6
    assert GROUPS[PROGRESS_ITEM.group][1] == PROGRESS_ITEM.points


def test_without_items_only_progress_is_reckoned_and_the_rest_is_said_to_be_missing() -> None:
    card = score_card((), {Reckoned.PROGRESS: counted(2, 1)}, {})
    assert card.says == "13,3 điểm trên 20 điểm tính được; còn 80 trên 100 điểm chưa tính được"
    assert [(group.key, group.unset) for group in card.groups if group.unset] == [
        ("publicity", 18), ("online", 12), ("payment", 10), ("satisfaction", 18), ("digitised", 22),
    ]  # fmt: skip
    assert all(group.points is None for group in card.groups if group.unset)
    assert card.to_tell == ()


def test_what_has_no_figures_or_was_not_told_is_no_zero() -> None:
    nothing = {Reckoned.PROGRESS: counted(0, 0), Reckoned.FILED_ONLINE: Counted(missing="vì sao")}
    card = score_card((ONLINE, TYPED), nothing, {})
    assert card.says == "Chưa tính được điểm nào trên 100 điểm"
    said = {each.item.key: (each.points, each.missing) for group in card.groups for each in group.items}
    assert said == {
        "cong-khai": (None, "chưa nhập tỷ lệ"),
        "tien-do": (None, "không có số liệu trong kỳ"),
        "nop": (None, "vì sao"),
    }
    assert Scored(ONLINE, counted(0, 4)).points == 0, "none of four is a zero that counts"


def test_a_told_share_counts_with_the_reckoned_ones() -> None:
    found = {Reckoned.PROGRESS: counted(1, 1), Reckoned.FILED_ONLINE: counted(1, 3)}
    card = score_card((ONLINE, TYPED), found, {"cong-khai": TOLD, "khong-con": TOLD})
    # 10 + 8 / 4 + 6,5 × 82,5% = 5,3625
    assert (card.points, card.reckonable) == (D("17.4"), D("34.5"))
    assert card.says == "17,4 điểm trên 34,5 điểm tính được; còn 65,5 trên 100 điểm chưa tính được"
    groups = {group.key: group for group in card.groups}
    assert (groups["online"].unset, groups["publicity"].unset, groups["progress"].unset) == (4, D("11.5"), 0)
    assert [each.item.key for each in card.to_tell] == ["cong-khai"]


def test_a_province_that_splits_progress_has_its_own_items_alone() -> None:
    own = Item("progress", "dung-han", "Đúng hạn", D(15), Reckoned.PROGRESS)
    card = score_card((own,), {Reckoned.PROGRESS: counted(1, 0)}, {})
    (progress,) = [group for group in card.groups if group.key == "progress"]
    assert [each.item.key for each in progress.items] == ["dung-han"]
    assert (progress.points, progress.unset) == (15, 5)


@given(st.integers(0, 400), st.integers(0, 400), st.integers(1, 2200))
def test_points_are_the_exact_fraction_rounded_once(n: int, others: int, hundredths: int) -> None:
    item = Item("digitised", "x", "X", D(hundredths) / 100, Reckoned.FILED_ONLINE)
    points = Scored(item, counted(n, others)).points
    if not n + others:
        assert points is None
        return
    exact = Fraction(hundredths, 100) * Fraction(n, n + others) * 10
    wanted = D((exact + Fraction(1, 2)).__floor__()) / 10
    assert points == wanted
    assert points <= item.points.quantize(D("0.1"), ROUND_HALF_UP)


def test_numbers_are_written_as_officials_write_them() -> None:
    assert [number(D(text)) for text in ("17.50", "20", "0.0", "100")] == ["17,5", "20", "0", "100"]
    assert [percent_says(each) for each in (None, D("66.666"), D("82.25"), D(100))] == ["–", "66,7%", "82,3%", "100%"]
    assert [points_say(each) for each in (None, D("17.4"), D(0))] == ["–", "17,4", "0,0"]
