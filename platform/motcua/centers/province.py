"""The province's own office: where its console works, beside the centers and never one of them.

It is kept like a center (a schema and a role of its own, people who sign in by the same rules, a chained trail), so
that whatever protects a center protects it; its role can read no center's schema.
"""

from __future__ import annotations

from datetime import date

from motcua.centers.center import Center, Centers, UnitName
from motcua.domain.calendar import Calendar

#: No center can have this key: its cookie and schema are the province's.
PROVINCE_KEY = "province"
CONSOLE_NAME = "Điều hành một cửa toàn tỉnh"
_SINCE = date(1997, 1, 1)


def province_office(centers: Centers) -> Center:
    """The place that the console's requests enter."""
    province = centers.province
    name = UnitName(_SINCE, CONSOLE_NAME, province.name, "")
    return Center(PROVINCE_KEY, province.short_name, "province", province, "", (name,), Calendar(hours=()))
