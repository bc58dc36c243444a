"""How a letter says an instant, an amount, a count: the wording of the printed forms."""

from __future__ import annotations

from datetime import datetime

from motcua.domain.calendar import LOCAL


def instant(at: datetime) -> str:
    """08 giờ 15 phút, ngày 06 tháng 11 năm 2017."""
    local = at.astimezone(LOCAL)
    return f"{local:%H} giờ {local:%M} phút, ngày {local:%d} tháng {local:%m} năm {local:%Y}"


def day(at: datetime) -> str:
    """ngày 06 tháng 11 năm 2017."""
    local = at.astimezone(LOCAL)
    return f"ngày {local:%d} tháng {local:%m} năm {local:%Y}"


def money(dong: int) -> str:
    """1.250.000 đồng."""
    return f"{dong:,} đồng".replace(",", ".")


def count(number: int) -> str:
    """Two digits as the forms print them; nothing where there is none of this kind."""
    return f"{number:02d}" if number else ""
