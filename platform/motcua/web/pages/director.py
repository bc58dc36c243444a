"""Điều hành: the center as it stands now, for the director and the deputies; and the dossiers behind each figure."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from motcua.domain.errors import NotHere
from motcua.services.oversight import directing, figures
from motcua.services.oversight.directing import Overview
from motcua.store.queries.director import MOST_AT_DESK, Figure
from motcua.web import pictures
from motcua.web.forms import only
from motcua.web.page import Answer, Permission, WebRequest, acting, office_of, page, query_of, shown
from motcua.web.pictures import Picture

HERE, BEHIND = "/dieu-hanh", "/dieu-hanh/ho-so"
SEES = Permission.DIRECT
DRAWN_DESKS = 12
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def behind_path(figure: Figure, **of: str) -> str:
    """The dossiers of a figure."""
    return f"{BEHIND}?{urlencode({'so': figure.value, **{name.replace('_', '-'): text for name, text in of.items()}})}"


def pictures_of(found: Overview) -> tuple[Picture, ...]:
    agencies = [line for line in found.agencies if line.open]
    by_agency = pictures.stacked(
        "co-quan",
        "Hồ sơ đang giải quyết theo cơ quan",
        "Cơ quan",
        ("Quá hạn trả", "Sắp hết hạn", "Chờ bổ sung", "Còn lại"),
        [
            (
                line.name,
                (line.late, line.soon, line.supplement, max(line.open - line.late - line.soon - line.supplement, 0)),
            )
            for line in agencies
        ],
        links={
            (row, column): behind_path(figure, co_quan=line.agency)
            for row, line in enumerate(agencies)
            for column, figure in enumerate((Figure.LATE, Figure.SOON, Figure.SUPPLEMENT), 1)
        },
    )
    desks = found.desks[:DRAWN_DESKS]
    by_desk = pictures.stacked(
        "vi-tri",
        f"Hồ sơ đang ở các vị trí xử lý (nhiều nhất {DRAWN_DESKS} vị trí)",
        "Vị trí xử lý",
        ("Đang ở vị trí",),
        [(line.name, (line.waiting,)) for line in desks],
        links={(row, 1): behind_path(Figure.AT_DESK, vi_tri=line.key) for row, line in enumerate(desks)},
        most_counted=MOST_AT_DESK,
    )
    by_day = pictures.lines(
        "ngay",
        f"Tiếp nhận và giải quyết xong, {directing.DAYS_DRAWN} ngày qua",
        "Ngày",
        ("Tiếp nhận", "Giải quyết xong"),
        [(f"{day:%d/%m}", (received, settled)) for day, received, settled in found.days],
    )
    return (by_agency, by_desk, by_day, _arrivals(found), pictures.flow("chuyen", FLOW_TITLE, found.flows))


FLOW_TITLE = "Hồ sơ chuyển giữa các vị trí xử lý, 180 ngày qua"


def _arrivals(found: Overview) -> Picture:
    hours = sorted({hour for _, hour in found.arrivals})
    span = range(min(hours, default=7), max(hours, default=16) + 1)
    days = [day for day in range(1, 8) if day < 6 or any(weekday == day for weekday, _ in found.arrivals)]
    numbers = {(days.index(weekday), hour - span.start): n for (weekday, hour), n in found.arrivals.items()}
    title = "Hồ sơ tiếp nhận theo giờ và thứ, 12 tuần qua"
    return pictures.heat("gio", title, [WEEKDAYS[day - 1] for day in days], [f"{hour} giờ" for hour in span], numbers)


@page(HERE, may=SEES)
async def show_overview(request: WebRequest) -> Answer:
    """Điều hành."""
    found = await directing.overview(office_of(request), acting(request))
    return shown(
        request,
        "director/overview.html",
        found=found,
        pictures=pictures_of(found),
        path_of=behind_path,
        Figure=Figure,
        formulas=[(figures.FIGURE_NAMES[each], figures.FORMULAS[each]) for each in Figure],
    )


@page(BEHIND, may=SEES)
async def show_figure(request: WebRequest) -> Answer:
    """The dossiers of one figure, fifty at a time."""
    typed = query_of(request)
    asked = only(typed, "so", Figure.LATE.value)
    if asked not in Figure.__members__.values():
        raise NotHere
    figure, of = Figure(asked), {name: only(typed, name) for name in ("co-quan", "vi-tri", "can-bo")}
    found = await figures.behind(
        office_of(request), acting(request), figure, of["co-quan"], of["vi-tri"], of["can-bo"], only(typed, "sau")
    )
    address = behind_path(figure, **{name: text for name, text in of.items() if text})
    return shown(
        request,
        "director/figure.html",
        found=found,
        name=figures.FIGURE_NAMES[figure],
        formula=figures.FORMULAS[figure],
        next_address=f"{address}&sau={quote(found.next_key)}" if found.next_key else "",
    )


PAGES = (show_overview, show_figure)
