"""What of a report somebody has to tell: indicators of an agency (TT 01/2018), shares of the score card (QĐ 766)."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from motcua.domain.errors import Conflict, Refused
from motcua.services.oversight import told_shares, unit_marks
from motcua.services.oversight.forms import Asked
from motcua.web.forms import UNREADABLE, only
from motcua.web.ids import uuid_of
from motcua.web.page import Answer, Permission, WebRequest, act, acting, faults_and_form_of, go
from motcua.web.pages.reports import HERE, answer_report
from motcua.web.report_asked import address_of, report_asked

MARKS = "/bao-cao/cham-diem"
CARD, INDICATORS = "766", "danh-gia"
OLD_PAGE = "Trang này đã mở quá lâu. Hãy xem lại số vừa nhập rồi ghi."
_BOXES = (told_shares.PERCENT, told_shares.SOURCE, unit_marks.POINTS)


@act(MARKS, may=Permission.SEE_REPORTS, in_transaction=False)
async def mark(request: WebRequest) -> Answer:
    """The form at the end of the report that the figures leave open; refused, it comes back as it was typed."""
    faults, posted = await faults_and_form_of(request)
    asked = report_asked(request, posted)
    if asked.form.key not in (CARD, INDICATORS) or (asked.form.key == INDICATORS and asked.agency is None):
        raise Refused("Chỉ chấm điểm một cơ quan, ở báo cáo đánh giá.")
    typed = {name: only(posted, name) for name in posted if name.startswith(_BOXES)}
    key, version = uuid_of(only(posted, "_key")), only(posted, "version")
    try:
        if faults:
            raise Refused(UNREADABLE, faults)
        if key is None or not (version.isascii() and version.isdigit() and len(version) < 10):
            raise Refused(OLD_PAGE)
        said = await _told(request, asked, typed, int(version), key)
    except (Refused, Conflict) as refused:
        return await answer_report(request, posted, typed, refused)
    return go(request, f"{HERE}?{address_of(asked)}", says=said)


async def _told(request: WebRequest, asked: Asked, typed: Mapping[str, str], version: int, key: UUID) -> str:
    if asked.form.key == CARD:
        await told_shares.tell_shares(acting(request), asked.period, asked.agency, typed, version, key)
        return "Đã ghi tỷ lệ của bộ chỉ số 766."
    assert asked.agency is not None
    await unit_marks.mark(acting(request), asked.period, asked.agency, typed, version, key)
    return "Đã ghi điểm các chỉ số của cơ quan."


PAGES = (mark,)
