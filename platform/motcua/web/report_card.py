"""Where the figures of the score card open what they count."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from motcua.domain.reports.periods import Kind, period_of
from motcua.domain.reports.score_card import Figure
from motcua.services.money.settlement import Quarter
from motcua.services.oversight.forms import FORMS, Asked
from motcua.services.oversight.reporting import Report
from motcua.services.oversight.scoring import MONEY
from motcua.web.page import Permission, WebRequest, acting
from motcua.web.report_asked import address_of


def links_of(request: WebRequest, report: Report) -> dict[Figure, str]:
    """By figure its list, where there is one with exactly what it counts and this person may read it."""
    if report.card is None:
        return {}
    asked, is_cut = report.asked, report.table.period != report.asked.period
    may_settle = acting(request).staff.may(Permission.SETTLE_FEES)
    found = {}
    for group in report.card.groups:
        for each in group.items:
            for figure in (*each.counted.reached, *each.counted.others) if each.counted else ():
                if figure.form in FORMS and figure.n:
                    of_form = replace(asked, form=FORMS[figure.form])
                    found[figure] = f"/bao-cao/ho-so?{address_of(of_form, cot=figure.column)}"
                elif figure.form == MONEY and figure.n and may_settle and not is_cut and _is_calendar_quarter(asked):
                    found[figure] = f"/thu-phi/quyet-toan/khoan?{_of_quarter(asked, figure.column)}"
    return found


def _is_calendar_quarter(asked: Asked) -> bool:
    """Fees are settled by quarters of the calendar, whatever the cut-off of reports."""
    period = asked.period
    return period.kind is Kind.QUARTER and period == period_of(Kind.QUARTER, period.year, period.number)


def _of_quarter(asked: Asked, column: str) -> str:
    quarter = Quarter(asked.period.year, asked.period.number)
    return urlencode({"quy": quarter.key, "cot": column, **({"co-quan": asked.agency} if asked.agency else {})})
