"""All centers at a glance, and one center's numbers; never a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from motcua.domain.errors import NotHere
from motcua.domain.province import ProvincePermission
from motcua.services.province import overview
from motcua.web.forms import only
from motcua.web.page import Answer, FromPath, WebRequest, office_of, page, query_of, real_now, shown

_UNITS = ("B", "KB", "MB", "GB", "TB")


def size_says(count: int) -> str:
    """`1,4 GB`, as Vietnamese writes decimals."""
    amount, unit = float(count), 0
    while amount >= 1024 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1024, unit + 1
    return f"{amount:.1f} {_UNITS[unit]}".replace(".", ",") if unit else f"{count} B"


def chart_of(days: Sequence[Mapping[str, Any]], width: int = 600, height: int = 120) -> list[dict[str, Any]]:
    """One pair of bars a day, in the picture's own units, the highest as high as the picture."""
    most = max((max(day["received"], day["handed_back"]) for day in days), default=0) or 1
    step = width / max(len(days), 10)
    return [
        {
            "on": day["on_date"],
            "received": day["received"],
            "handed_back": day["handed_back"],
            "x": round(step * number + step * 0.1, 1),
            "wide": round(step * 0.38, 1),
            "back_x": round(step * number + step * 0.5, 1),
            "received_high": round(height * day["received"] / most, 1),
            "back_high": round(height * day["handed_back"] / most, 1),
        }
        for number, day in enumerate(days)
    ]


@page("/", may=ProvincePermission.OVERSEE)
async def show_all(request: WebRequest) -> Answer:
    order = only(query_of(request), "thu-tu", "viec")
    if order not in overview.ORDERS:
        raise NotHere
    found = await overview.overview(office_of(request), real_now(), order=order)
    return shown(
        request,
        "province/overview.html",
        found=found,
        order=order,
        orders=list(overview.ORDERS.items()),
        chart=chart_of(found.days),
        size=size_says,
    )


@page("/trung-tam/{key:str}", may=ProvincePermission.OVERSEE)
async def show_center(request: WebRequest, key: FromPath[str]) -> Answer:
    found = await overview.center_numbers(office_of(request), key, real_now())
    return shown(request, "province/center.html", found=found, chart=chart_of(found.days), size=size_says)


PAGES = (show_all, show_center)
