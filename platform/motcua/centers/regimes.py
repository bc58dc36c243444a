"""`[regime.<key>]` and `[[sector_supplement]]`: the rules of the one-stop mechanism as a province or a center has them.

A rule that stands in a text we have read gives way only to a document that is named; one that nobody has read may be
set without, and says so wherever it is cited.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from motcua.centers.tables import Table
from motcua.domain.opening import minute_of
from motcua.domain.regimes import SUPPLEMENT_CLOCKS, Regime, SectorRule
from motcua.domain.terms import Term


def read_regimes(table: Table, base: tuple[Regime, ...]) -> tuple[Regime, ...]:
    """The regimes of `base` with what this file sets."""
    blocks = table.table("regime")
    made = tuple(_set(regime, blocks.table(regime.key)) for regime in base)
    blocks.finish()
    return made


def _set(regime: Regime, block: Table) -> Regime:
    found = {rule: read(block, rule) for rule, read in _READ.items() if block.has(rule)}
    document = block.text("document", "")
    if document and not found:
        raise block.wrong("document", "không kèm quy tắc nào.", "thêm quy tắc được thiết lập, hoặc bỏ dòng này.")
    for rule in found:
        if not document and rule not in regime.unread:
            raise block.wrong(
                rule,
                f"{regime.article(rule)} đã quy định; thiết lập khác đi phải có văn bản.",
                'thêm dòng document = "số, ngày văn bản, điều khoản", hoặc bỏ dòng này.',
            )
    block.finish()
    return regime.with_settings(found, document)


def read_sector_rules(table: Table) -> tuple[SectorRule, ...]:
    """`[[sector_supplement]]`: procedures whose own law has another time to ask for a supplement."""
    rules: list[SectorRule] = []
    for block in table.tables("sector_supplement"):
        procedures = frozenset(block.texts("procedures"))
        if not procedures:
            raise block.wrong("procedures", "chưa có thủ tục nào.", 'viết như procedures = ["cap-phep-xay-dung"].')
        if twice := next((key for rule in rules for key in sorted(rule.procedures & procedures)), None):
            raise block.wrong("procedures", f"thủ tục “{twice}” đã khai ở khối trước.", "mỗi thủ tục khai một lần.")
        rules.append(SectorRule(procedures, _term(block, "within"), block.text("basis")))
        block.finish()
    return tuple(rules)


def _clock(block: Table, key: str) -> str:
    return block.one_of(key, tuple(SUPPLEMENT_CLOCKS))


def _term(block: Table, key: str) -> Term | None:
    text = block.text(key, "") if block.has(key) else block.text(key)
    if not text:
        return None
    try:
        term = Term.parse(text)
    except ValueError as error:
        raise block.wrong(key, str(error), 'viết như "3wd", hoặc "" khi không giới hạn.') from error
    if term.kind == "none":
        raise block.wrong(key, "“none” không phải một khoảng thời gian.", 'viết như "3wd", hoặc "" khi không giới hạn.')
    return term


def _count(block: Table, key: str) -> int:
    count = block.number(key)
    if not 0 <= count <= 9:
        raise block.wrong(key, f"{count} không hợp lệ.", "dùng một số từ 0 đến 9.")
    return count


def _hour(block: Table, key: str) -> int:
    text = block.text(key)
    try:
        minute = minute_of(text)
    except ValueError:
        minute = -1
    if not 0 <= minute <= 24 * 60:
        raise block.wrong(key, f"“{text}” không phải giờ trong ngày.", 'viết như "15:00".')
    return minute


_READ: Mapping[str, Callable[[Table, str], Any]] = {
    "supplement_clock": _clock,
    "supplement_within": _term,
    "supplements": _count,
    "transfer_until": _hour,
    "apology_days_before": _count,
    "reappointments": _count,
    "refusal_is_result": Table.yes_no,
}
