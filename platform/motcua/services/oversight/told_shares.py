"""Shares of the score card that no figure tells: who heads the center puts them down, each with its source.

Kept as the marks of TT 01/2018 are (`unit_marks`): a version that grows with each telling, a key that makes it once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.parsing import parse_decimal
from motcua.domain.people import Acting, Permission
from motcua.domain.reports.periods import Period
from motcua.domain.reports.score_card import HUNDRED, Item, Told, items_set
from motcua.services.codes import local_date
from motcua.services.oversight.marking import check_in_force
from motcua.services.requests import once
from motcua.store.engine import transaction
from motcua.store.queries.effects import get_setting, replace_setting

TELL = "tell_shares"
CHANGED = "Tỷ lệ của kỳ này vừa được người khác ghi. Hãy xem lại số mới rồi nhập."
LONGEST_SOURCE = 300
PERCENT, SOURCE = "ty-le-", "nguon-"


def may_tell(acting: Acting) -> bool:
    return acting.staff.may(Permission.SEE_EVERY_DOSSIER)


def _key(period: Period, agency: str | None) -> str:
    which = period.number or period.since.isoformat()
    return f"reports.qd766/{period.kind}/{period.year}/{which}/{agency or ''}"


async def load_told(period: Period, agency: str | None) -> tuple[dict[str, Told], int]:
    """By an item's key, and how often shares of this period were told; inside a transaction."""
    found = await get_setting(_key(period, agency)) or {"shares": {}, "version": 0}
    return {key: _told(each) for key, each in found["shares"].items()}, found["version"]


def _told(each: Mapping[str, str]) -> Told:
    return Told(Decimal(each["percent"]), each["source"], each["by"], date.fromisoformat(each["on"]))


async def tell_shares(
    acting: Acting, period: Period, agency: str | None, typed: Mapping[str, str], version: int, key: UUID
) -> None:
    """Keeps the shares of the items that nothing reckons; empty: not told. `typed`: by `ty-le-<item>` and
    `nguon-<item>`; `version`: that of the form, `key`: its own. Who told a share stays where it does not change."""
    if not may_tell(acting):
        raise NotAllowed("Tỷ lệ của bộ chỉ số 766 do Giám đốc Trung tâm nhập.")
    if agency is not None and agency not in here().agencies:
        raise NotHere
    check_in_force(period)
    today = local_date(acting.at)
    if period.since > today:
        raise Conflict(f"Kỳ {period.title} chưa bắt đầu.")
    shares = _shares([item for item in items_set(here().reports.score_items) if item.reckoned is None], typed)
    where = _key(period, agency)
    async with transaction(), once(key, acting, f"{TELL}:{where}") as told:
        if told.outcome is not None:
            return
        was: Any = await get_setting(where)
        before: Mapping[str, Any] = was["shares"] if was else {}
        stamp = {"by": acting.staff.name, "on": today.isoformat()}
        kept = {item: each for item, each in before.items() if item not in shares}
        for item, share in shares.items():
            if share is not None:
                old = before.get(item, {})
                is_same = all(old.get(name) == text for name, text in share.items())
                kept[item] = old if is_same else {**share, **stamp}
        new = {"shares": kept, "version": version + 1}
        is_current = (was["version"] if was else 0) == version
        if not is_current or not await replace_setting(where, new, was, set_by=acting.staff.id, at=acting.at):
            raise Conflict(CHANGED)
        told.outcome = version + 1


def _shares(items: list[Item], typed: Mapping[str, str]) -> dict[str, dict[str, str] | None]:
    """By an item's key what was typed of it; None: nothing."""
    found: dict[str, dict[str, str] | None] = {}
    errors: dict[str, str] = {}
    for item in items:
        text = typed.get(f"{PERCENT}{item.key}", "").strip().removesuffix("%").strip()
        source = " ".join(typed.get(f"{SOURCE}{item.key}", "").split())
        if not text:
            if source:
                errors[f"{PERCENT}{item.key}"] = f"{item.label}: có nguồn mà chưa có tỷ lệ."
            found[item.key] = None
            continue
        percent = parse_decimal(text)
        if percent is None or not 0 <= percent <= HUNDRED or percent != round(percent, 2):
            errors[f"{PERCENT}{item.key}"] = f"{item.label}: ghi tỷ lệ từ 0 đến 100, nhiều nhất hai chữ số lẻ."
        elif not source or len(source) > LONGEST_SOURCE:
            errors[f"{SOURCE}{item.key}"] = f"{item.label}: ghi nguồn số liệu, không quá {LONGEST_SOURCE} chữ."
        else:
            found[item.key] = {"percent": str(percent), "source": source}
    if errors:
        raise Refused(" ".join(errors.values()), errors)
    return found
