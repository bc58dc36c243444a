"""The director's figures in words, each with how it is counted, and the dossiers behind it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from motcua.centers import here
from motcua.domain.calendar import local
from motcua.domain.errors import NotAllowed, NotHere
from motcua.domain.people import Acting, Permission, Staff
from motcua.services.catalogue import known_here
from motcua.services.deadlines.lateness import soon_after
from motcua.services.dossiers.naming import agency_name, desk_labels, desk_name
from motcua.services.office import Office
from motcua.services.oversight.forecasting import made_on
from motcua.services.work.worklists import WorklistRow, lines_of
from motcua.store.engine import transaction
from motcua.store.queries import director, sums
from motcua.store.queries.director import Figure, Moments, Of
from motcua.store.queries.worklists import PAGE

WITHOUT_DATE = "-"

FIGURE_NAMES: Mapping[Figure, str] = {
    Figure.RECEIVED_TODAY: "Tiếp nhận hôm nay",
    Figure.RECEIVED_THIS_WEEK: "Tiếp nhận tuần này",
    Figure.IN_PROCESS: "Đang giải quyết",
    Figure.SOON: "Hết hạn trong một ngày làm việc tới",
    Figure.LATE: "Quá hạn trả",
    Figure.SUPPLEMENT: "Chờ người nộp bổ sung",
    Figure.TO_SIGN: "Chờ ký",
    Figure.CONSULTING: "Chờ ý kiến phối hợp",
    Figure.AT_DESK: "Đang ở vị trí xử lý",
    Figure.LATE_AT_DESK: "Trễ tại vị trí xử lý",
    Figure.FORETOLD: "Dự báo trễ trong năm ngày làm việc tới",
    Figure.ASSIGNED: "Đang được giao",
}
FORMULAS: Mapping[Figure, str] = {
    Figure.RECEIVED_TODAY: (
        "hồ sơ được tiếp nhận từ đầu ngày, kể cả nộp trực tuyến; không kể hồ sơ chờ hoàn thiện, từ chối tiếp nhận"
    ),
    Figure.RECEIVED_THIS_WEEK: "như trên, từ thứ Hai đến nay",
    Figure.IN_PROCESS: "đã tiếp nhận, chưa có kết quả tại Trung tâm, chưa rút, dừng hoặc hủy",
    Figure.SOON: "hạn trả nằm trong một ngày làm việc (8 giờ làm việc) tới; không kể lúc chờ người nộp",
    Figure.LATE: "đã qua hạn trả mà kết quả chưa về Trung tâm; không kể lúc chờ người nộp",
    Figure.SUPPLEMENT: "đã gửi phiếu yêu cầu bổ sung, người nộp chưa bổ sung",
    Figure.TO_SIGN: "bước đang làm là bước ký",
    Figure.CONSULTING: "có ý kiến của cơ quan khác chưa trả lời",
    Figure.AT_DESK: "đang ở vị trí này, chưa chuyển tiếp",
    Figure.LATE_AT_DESK: "đang ở vị trí này, đã quá thời gian của bước",
    Figure.FORETOLD: (
        "hạn trả trong năm ngày làm việc tới, và thời gian làm việc còn lại đến hạn ít hơn thời gian các bước còn lại "
        "thường mất tại chính các vị trí đó (trung vị 180 ngày qua)"
    ),
    Figure.ASSIGNED: "bước đang làm được giao cho người này",
}


def check_directs(staff: Staff) -> None:
    if not staff.may(Permission.DIRECT):
        raise NotAllowed("Trang điều hành dành cho Giám đốc và Phó Giám đốc Trung tâm.")


def moments(at: datetime, foretold_on: date | None) -> Moments:
    today, until = local(at).date(), soon_after(at, here().calendar).until
    assert until is not None
    week_from = today - timedelta(days=today.weekday())
    return Moments(at, until, today, week_from, foretold_on, tuple(sorted(here().agencies)))


def labels_of(office: Office) -> dict[tuple[str, str], str]:
    """What every desk of the procedures known here is called."""
    return {place: label for version in known_here(office) for place, label in desk_labels(version).items()}


def place_name(labels: Mapping[tuple[str, str], str], agency: str, desk: str) -> str:
    """A desk by its label, with the agency only where the label does not name it."""
    label = labels.get((agency, desk), "")
    is_named = agency_name(here(), agency).lower() in label.lower()
    return label if label and is_named else desk_name(here(), labels, agency, desk)


@dataclass(frozen=True, slots=True)
class Behind:
    """A page of the dossiers of one figure; `about` says of whom, `n` how many there are in all."""

    figure: Figure
    about: str
    n: int
    rows: tuple[WorklistRow, ...]
    next_key: str


async def behind(
    office: Office, acting: Acting, figure: Figure, agency: str = "", desk: str = "", person: str = "", after: str = ""
) -> Behind:
    """The dossiers of a figure, as many as it says."""
    check_directs(acting.staff)
    of, about = _of(office, figure, agency, desk, person)
    async with transaction():
        when = moments(acting.at, await made_on())
        if figure is Figure.FORETOLD and when.foretold_on is None:
            raise NotHere("Chưa có dự báo nào.")
        n = await director.count(figure, when, of)
        rows = await director.listed(figure, when, of, _place(after))
        lines = await lines_of(office, acting, rows)
        if of.person is not None:
            names = await sums.officers([of.person])
            about = names[of.person]["name"] if of.person in names else about
    return Behind(figure, about, n, lines, _key(rows[-1]["due_at"], rows[-1]["id"]) if len(rows) == PAGE else "")


def _of(office: Office, figure: Figure, agency: str, desk: str, person: str) -> tuple[Of, str]:
    if agency and agency not in here().agencies:
        raise NotHere
    place = None
    if desk:
        of_agency, _, key = desk.partition("/")
        if not of_agency or not key:
            raise NotHere
        place = of_agency, key
    if (figure in (Figure.AT_DESK, Figure.LATE_AT_DESK)) and place is None:
        raise NotHere
    try:
        whose = UUID(person) if person else None
    except ValueError:
        raise NotHere from None
    if (figure is Figure.ASSIGNED) != (whose is not None):
        raise NotHere
    about = place_name(labels_of(office), *place) if place else agency_name(here(), agency) if agency else ""
    return Of(agency or None, place, whose), about or "Toàn Trung tâm"


def _key(due_at: datetime | None, last: UUID) -> str:
    at = due_at.isoformat() if due_at is not None else WITHOUT_DATE
    return base64.urlsafe_b64encode(f"{at} {last}".encode()).decode()


def _place(after: str) -> tuple[datetime | None, UUID] | None:
    if not after:
        return None
    try:
        at, _, row_id = base64.urlsafe_b64decode(after.encode()).decode().partition(" ")
        place = None if at == WITHOUT_DATE else datetime.fromisoformat(at), UUID(row_id)
    except (ValueError, binascii.Error):
        raise NotHere from None
    if place[0] is not None and place[0].tzinfo is None:
        raise NotHere
    return place
