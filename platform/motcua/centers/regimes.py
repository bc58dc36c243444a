"""`[regime.<key>]` of center.toml: what a center has set where nobody has read the text of the law itself."""

from __future__ import annotations

from typing import Any

from motcua.centers.tables import Table
from motcua.domain.regimes import REGIMES, SUPPLEMENT_CLOCKS, Regime
from motcua.domain.terms import Term


def read_regimes(table: Table) -> tuple[Regime, ...]:
    """The regimes as this center keeps them. A rule that stands in a text we have read is not to be set."""
    blocks = table.table("regime")
    made = tuple(_set(regime, blocks.table(regime.key)) for regime in REGIMES)
    blocks.finish()
    return made


def _set(regime: Regime, block: Table) -> Regime:
    found: dict[str, Any] = {}
    if block.has("supplement_clock"):
        found["supplement_clock"] = block.one_of("supplement_clock", tuple(SUPPLEMENT_CLOCKS))
    if block.has("supplement_within"):
        found["supplement_within"] = _term(block, "supplement_within")
    for key in ("supplements", "apology_days_before", "reappointments"):
        if block.has(key):
            found[key] = _count(block, key)
    for key in found.keys() - regime.unread - {"supplement_clock"}:
        raise block.wrong(key, f"{regime.article(key)} đã quy định, không phải thiết lập.", "bỏ dòng này.")
    block.finish()
    return regime.with_settings(found)


def _term(block: Table, key: str) -> Term | None:
    text = block.text(key, "")
    if not text:
        return None
    try:
        return Term.parse(text)
    except ValueError as error:
        raise block.wrong(key, str(error), 'viết như "3wd", hoặc "" khi không giới hạn.') from error


def _count(block: Table, key: str) -> int:
    count = block.number(key)
    if not 0 <= count <= 9:
        raise block.wrong(key, f"{count} không hợp lệ.", "dùng một số từ 0 đến 9.")
    return count
