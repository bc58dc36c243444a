"""The rows behind a number of the quarter's settlement: payments, refunds or receipts, as many as the number says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.errors import NotHere
from motcua.services.dossiers.naming import agency_name
from motcua.services.money.settlement import Quarter
from motcua.store.engine import transaction
from motcua.store.queries import payments as stored

KINDS: Mapping[str, str] = {"cash": "Tiền mặt", "transfer": "Chuyển khoản", "refund": "Hoàn trả"}
#: By the word in an address: the heading of the column, and what of `KINDS` it counts.
COLUMNS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "khoan-thu": ("Số khoản thu", ("cash", "transfer")),
    "tien-mat": ("Tiền mặt", ("cash",)),
    "chuyen-khoan": ("Chuyển khoản", ("transfer",)),
    "lan-hoan": ("Số lần hoàn", ("refund",)),
    "da-hoan": ("Đã hoàn", ("refund",)),
    "phai-chuyen": ("Phải chuyển", ("cash", "transfer", "refund")),
}
#: Of the receipts of one book: the heading, and whether only the voided (None: all).
RECEIPT_COLUMNS: Mapping[str, tuple[str, bool | None]] = {
    "bien-lai": ("Đã dùng", None),
    "bien-lai-huy": ("Hủy", True),
    "bien-lai-tien": ("Số tiền", False),
}


@dataclass(frozen=True, slots=True)
class SettledRows:
    """A page of rows. `of`: the agency or the book whose they are; `next_key` opens the next page."""

    heading: str
    of: str
    rows: tuple[Mapping[str, Any], ...]
    are_receipts: bool
    next_key: str = ""


async def settled_rows(
    quarter: Quarter, column: str, agency: str, book: str, after: str, limit: int = stored.PAGE
) -> SettledRows:
    """`agency` "": of all. Raises NotHere for a column, an agency or a place that is none."""
    if column in RECEIPT_COLUMNS:
        return await _receipts(quarter, column, book, after, limit)
    if column not in COLUMNS or (agency and agency not in here().agencies):
        raise NotHere
    heading, kinds = COLUMNS[column]
    since, until = quarter.span
    async with transaction():
        found = await stored.settled_rows(since, until, kinds, agency or None, _moment(after), limit)
    lines = tuple({**each, "what": KINDS[each["kind"]], "of": agency_name(here(), each["agency"])} for each in found)
    last = f"{found[-1]['at'].isoformat()}/{found[-1]['id']}" if len(found) == limit else ""
    return SettledRows(heading, agency_name(here(), agency) if agency else "Tổng cộng", lines, False, last)


async def _receipts(quarter: Quarter, column: str, book: str, after: str, limit: int) -> SettledRows:
    if not (after or "0").isascii() or not (after or "0").isdigit() or len(after) > 12:
        raise NotHere
    heading, is_voided = RECEIPT_COLUMNS[column]
    since, until = quarter.span
    async with transaction():
        found = await stored.receipts_used(since, until, book, is_voided, int(after or 0), limit)
    last = str(found[-1]["number"]) if len(found) == limit else ""
    return SettledRows(heading, f"Quyển {book}", tuple(found), True, last)


def _moment(after: str) -> tuple[datetime, UUID] | None:
    if not after:
        return None
    at, _, key = after.partition("/")
    try:
        moment, found = datetime.fromisoformat(at), UUID(key)
    except ValueError:
        raise NotHere from None
    if moment.tzinfo is None:
        raise NotHere
    return moment, found
