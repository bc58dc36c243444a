"""The score card of QĐ 766: six groups with their weights, and what each is reckoned from.

The weights of the groups are known. How a group is split and how its parts are reckoned is data of the province
(`[[reports.qd766]]`): an item takes its share from what the center counts, or somebody tells it with its source. What
nobody has set, or nothing tells, has no points and is left out of the total.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

#: Of each group: its name and its weight. QĐ 766 gives 100 points to all of them together.
GROUPS: Mapping[str, tuple[str, int]] = {
    "publicity": ("Công khai, minh bạch", 18),
    "progress": ("Tiến độ giải quyết", 20),
    "online": ("Dịch vụ công trực tuyến", 12),
    "payment": ("Thanh toán trực tuyến", 10),
    "satisfaction": ("Mức độ hài lòng", 18),
    "digitised": ("Số hóa hồ sơ", 22),
}
ALL_POINTS = sum(weight for _, weight in GROUPS.values())
#: The province's blocks of items, and what nobody has confirmed of them, by this name.
ITEMS_SETTING = "reports.qd766"
ONE_DECIMAL, HUNDRED = Decimal("0.1"), Decimal(100)


class Reckoned(StrEnum):
    """What a center counts in its sums that a share can be taken from; the value stands in province.toml."""

    PROGRESS = "progress"
    FILED_ONLINE = "filed_online"
    PAID_BY_TRANSFER = "paid_by_transfer"
    ANSWERED_IN_TIME = "answered_in_time"
    RATED_SATISFIED = "rated_satisfied"


FORMULAS: Mapping[Reckoned, str] = {
    Reckoned.PROGRESS: (
        "(hồ sơ giải quyết đúng hạn, trước hạn + hồ sơ đang giải quyết còn trong hạn)"
        " / (hồ sơ đã giải quyết + hồ sơ đang giải quyết)"
    ),
    Reckoned.FILED_ONLINE: "hồ sơ tiếp nhận trong kỳ nộp trực tuyến / hồ sơ tiếp nhận trong kỳ",
    Reckoned.PAID_BY_TRANSFER: (
        "phí, lệ phí thu trong kỳ bằng chuyển khoản / phí, lệ phí thu trong kỳ (đồng; không kể khoản đã hủy)"
    ),
    Reckoned.ANSWERED_IN_TIME: (
        "phản ánh, kiến nghị trả lời đúng hạn / phản ánh, kiến nghị đã trả lời hoặc đến hạn trả lời trong kỳ"
    ),
    Reckoned.RATED_SATISFIED: ("lượt đánh giá “Hài lòng”, “Rất hài lòng” / lượt đánh giá chung của các tháng trong kỳ"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a group. `key` names it in what was told; `reckoned` None: somebody tells the share."""

    group: str
    key: str
    label: str
    points: Decimal
    reckoned: Reckoned | None = None

    @property
    def formula(self) -> str:
        return FORMULAS[self.reckoned] if self.reckoned else "tỷ lệ đạt do người có trách nhiệm nhập, kèm nguồn số liệu"


#: Reckoned where the province has set nothing for the group.
PROGRESS_ITEM = Item("progress", "tien-do", "Tiến độ giải quyết hồ sơ", Decimal(20), Reckoned.PROGRESS)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a share. `column` of the report `form` lists what it counts; both "" where there is no list."""

    label: str
    n: int
    form: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a share was taken from: `reached` parts of all the figures; `missing` says why there is none."""

    reached: tuple[Figure, ...] = ()
    others: tuple[Figure, ...] = ()
    missing: str = ""

    @property
    def n(self) -> int:
        return sum(figure.n for figure in self.reached)

    @property
    def out_of(self) -> int:
        return self.n + sum(figure.n for figure in self.others)


@dataclass(frozen=True, slots=True)
class Told:
    """A share in hundredths that somebody has put down, where it comes from, and who and when."""

    percent: Decimal
    source: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Scored:
    """An item with what its share is taken from."""

    item: Item
    counted: Counted | None = None
    told: Told | None = None

    @property
    def percent(self) -> Decimal | None:
        """Not rounded; None where nothing tells it."""
        if self.told is not None:
            return self.told.percent
        if self.counted is None or not self.counted.out_of or self.counted.missing:
            return None
        return HUNDRED * self.counted.n / self.counted.out_of

    @property
    def points(self) -> Decimal | None:
        """To one decimal, half up."""
        if (percent := self.percent) is None:
            return None
        if self.told is None and self.counted is not None:  # the fraction itself: a rounded share could tip a half
            exact = self.item.points * self.counted.n / self.counted.out_of
        else:
            exact = self.item.points * percent / HUNDRED
        return exact.quantize(ONE_DECIMAL, ROUND_HALF_UP)

    @property
    def missing(self) -> str:
        """Why there are no points; "" where there are."""
        if self.percent is not None:
            return ""
        if self.counted is None:
            return "chưa nhập tỷ lệ"
        return self.counted.missing or "không có số liệu trong kỳ"


@dataclass(frozen=True, slots=True)
class GroupScore:
    """`unset`: how many points of the weight no item has been set for."""

    key: str
    name: str
    weight: int
    items: tuple[Scored, ...]

    @property
    def unset(self) -> Decimal:
        return self.weight - sum((each.item.points for each in self.items), Decimal(0))

    @property
    def reckonable(self) -> Decimal:
        """The points of the items that have a share."""
        return sum((each.item.points for each in self.items if each.points is not None), Decimal(0))

    @property
    def points(self) -> Decimal | None:
        found = [each.points for each in self.items if each.points is not None]
        return sum(found, Decimal(0)) if found else None


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """All six groups, in their order. `doubt`: what of their items nobody has confirmed yet."""

    groups: tuple[GroupScore, ...]
    doubt: str = ""

    @property
    def reckonable(self) -> Decimal:
        return sum((group.reckonable for group in self.groups), Decimal(0))

    @property
    def points(self) -> Decimal:
        return sum((group.points or Decimal(0) for group in self.groups), Decimal(0))

    @property
    def left_out(self) -> Decimal:
        return ALL_POINTS - self.reckonable

    @property
    def says(self) -> str:
        """`17,5 điểm trên 32 điểm tính được; còn 68 trên 100 điểm chưa tính được`: never a total over a hundred that
        hides what is missing."""
        if not self.reckonable:
            return f"Chưa tính được điểm nào trên {ALL_POINTS} điểm"
        said = f"{points_say(self.points)} điểm trên {number(self.reckonable)} điểm tính được"
        if not self.left_out:
            return said
        return f"{said}; còn {number(self.left_out)} trên {ALL_POINTS} điểm chưa tính được"

    @property
    def to_tell(self) -> tuple[Scored, ...]:
        """Items whose share somebody tells."""
        return tuple(each for group in self.groups for each in group.items if each.item.reckoned is None)


def items_set(items: Sequence[Item]) -> tuple[Item, ...]:
    """The province's, and how progress is reckoned where it has set nothing for that group."""
    has_progress = any(item.group == PROGRESS_ITEM.group for item in items)
    return (*items, *(() if has_progress else (PROGRESS_ITEM,)))


def score_card(
    items: Sequence[Item], counted: Mapping[Reckoned, Counted], told: Mapping[str, Told], doubt: str = ""
) -> ScoreCard:
    """`counted` by what was reckoned, `told` by an item's key."""

    def scored(item: Item) -> Scored:
        return Scored(item, counted[item.reckoned]) if item.reckoned else Scored(item, told=told.get(item.key))

    every = items_set(items)
    return ScoreCard(
        tuple(
            GroupScore(key, name, weight, tuple(scored(item) for item in every if item.group == key))
            for key, (name, weight) in GROUPS.items()
        ),
        doubt,
    )


def number(value: Decimal) -> str:
    """`17,5`; `32` without a fraction."""
    return f"{value.normalize():f}".replace(".", ",")


def points_say(value: Decimal | None) -> str:
    """`17,0`, as marks are written; a dash where there are none."""
    return "–" if value is None else f"{value.quantize(ONE_DECIMAL)}".replace(".", ",")


def percent_says(value: Decimal | None) -> str:
    """`66,7%`; a dash where there is none."""
    return "–" if value is None else f"{number(value.quantize(ONE_DECIMAL, ROUND_HALF_UP))}%"
