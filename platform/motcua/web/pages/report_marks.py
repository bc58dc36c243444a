"""What of a report somebody has to tell: indicators of an agency (TT 01/2018), shares of the score card (QĐ 766)."""

from __future__ import annotations

from motcua.domain.errors import Refused
from motcua.domain.reports.marks import OF_UNIT
from motcua.services.oversight import told_shares, unit_marks
from motcua.web.forms import only
from motcua.web.ids import uuid_of
from motcua.web.page import Answer, Permission, WebRequest, act, acting, form_of, go
from motcua.web.pages.reports import HERE
from motcua.web.report_asked import address_of, report_asked

MARKS = "/bao-cao/cham-diem"


@act(MARKS, may=Permission.SEE_REPORTS, in_transaction=False)
async def mark(request: WebRequest) -> Answer:
    """The form at the end of the report that the figures leave open."""
    typed = await form_of(request)
    asked, key, version = report_asked(request, typed), uuid_of(only(typed, "_key")), only(typed, "version")
    is_card = asked.form.key == "766"
    if not is_card and (asked.form.key != "danh-gia" or asked.agency is None):
        raise Refused("Chỉ chấm điểm một cơ quan, ở báo cáo đánh giá.")
    if key is None or not (version.isascii() and version.isdigit() and len(version) < 10):
        raise Refused("Trang này đã mở quá lâu. Hãy mở lại báo cáo rồi chấm điểm.")
    if is_card:
        shares = {
            name: only(typed, name) for name in typed if name.startswith((told_shares.PERCENT, told_shares.SOURCE))
        }
        await told_shares.tell_shares(acting(request), asked.period, asked.agency, shares, int(version), key)
        return go(request, f"{HERE}?{address_of(asked)}", says="Đã ghi tỷ lệ của bộ chỉ số 766.")
    assert asked.agency is not None
    points = {name: only(typed, name) for name in (f"chi-so-{number}" for number in OF_UNIT)}
    await unit_marks.mark(acting(request), asked.period, asked.agency, points, int(version), key)
    return go(request, f"{HERE}?{address_of(asked)}", says="Đã ghi điểm các chỉ số của cơ quan.")


PAGES = (mark,)
