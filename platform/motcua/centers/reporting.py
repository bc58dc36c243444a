"""`[reports]`: how the province's reports are closed, and what a center sets otherwise."""

from __future__ import annotations

from motcua.centers.tables import Table
from motcua.domain.reports.periods import ReportRules

LATEST_CUTOFF = 28


def read_report_rules(table: Table, base: ReportRules) -> ReportRules:
    """The rules of `base` with what this file sets."""
    block = table.table("reports")
    cutoff_day = block.number("cutoff_day", base.cutoff_day)
    if not 1 <= cutoff_day <= LATEST_CUTOFF:
        raise block.wrong("cutoff_day", f"ngày {cutoff_day} không dùng được.", f"ghi từ 1 đến {LATEST_CUTOFF}.")
    is_late = block.yes_no("reappointed_is_late") if block.has("reappointed_is_late") else base.reappointed_is_late
    block.finish()
    return ReportRules(cutoff_day, is_late)
