"""`[reports]`: how the province's reports are closed, what a center sets otherwise, and the parts of QĐ 766."""

from __future__ import annotations

from decimal import Decimal

from motcua.centers.center import KEY
from motcua.centers.tables import Table
from motcua.domain.errors import DataError
from motcua.domain.reports.periods import ReportRules
from motcua.domain.reports.score_card import GROUPS, Item, Reckoned

LATEST_CUTOFF = 28
SCORES = "qd766"


def read_report_rules(table: Table, base: ReportRules | None = None) -> ReportRules:
    """The province's rules; of a center, those of `base` with what its file sets."""
    block = table.table("reports")
    rules = base or ReportRules()
    cutoff_day = block.number("cutoff_day", rules.cutoff_day)
    if not 1 <= cutoff_day <= LATEST_CUTOFF:
        raise block.wrong("cutoff_day", f"ngày {cutoff_day} không dùng được.", f"ghi từ 1 đến {LATEST_CUTOFF}.")
    is_late = block.yes_no("reappointed_is_late") if block.has("reappointed_is_late") else rules.reappointed_is_late
    if base is not None and block.has(SCORES):
        # Scores of centers that are split otherwise can't be laid beside each other.
        raise block.wrong(SCORES, "các mục chấm điểm đặt chung cho cả tỉnh.", "chuyển các khối này sang province.toml.")
    items = rules.score_items if base is not None else _score_items(block)
    block.finish()
    return ReportRules(cutoff_day, is_late, items)


def _score_items(block: Table) -> tuple[Item, ...]:
    """No two with one key, and of no group more points than it weighs."""
    found: list[Item] = []
    for each in block.tables(SCORES):
        item = _score_item(each)
        if item.key in {other.key for other in found}:
            raise each.wrong("key", f"“{item.key}” đã dùng cho mục khác.", "mỗi mục một khóa riêng.")
        if wrong := _too_many(each, item, found):
            raise wrong
        found.append(item)
        each.finish()
    return tuple(found)


def _score_item(each: Table) -> Item:
    key = each.text("key")
    if KEY.fullmatch(key) is None:
        raise each.wrong("key", f"“{key}” không đúng dạng.", "dùng chữ thường không dấu, số và gạch nối.")
    points = each.decimal("points")
    if points <= 0 or points != round(points, 2):
        raise each.wrong("points", f"{points} điểm không dùng được.", "ghi số lớn hơn 0, nhiều nhất hai chữ số lẻ.")
    group, label = each.one_of("group", tuple(GROUPS)), each.text("label")
    reckoned = Reckoned(each.one_of("measure", tuple(Reckoned))) if each.has("measure") else None
    return Item(group, key, label, points, reckoned)


def _too_many(each: Table, item: Item, found: list[Item]) -> DataError | None:
    name, weight = GROUPS[item.group]
    total = sum((other.points for other in found if other.group == item.group), item.points)
    if total <= Decimal(weight):
        return None
    return each.wrong(
        "points", f"các mục của nhóm “{name}” cộng lại {total} điểm, quá {weight} điểm của nhóm.", "giảm điểm các mục."
    )
