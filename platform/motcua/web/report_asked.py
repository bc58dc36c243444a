"""Which report a query or a form asks for, and the query that asks for it again."""

from __future__ import annotations

from urllib.parse import urlencode

from motcua.domain.errors import NotHere
from motcua.domain.reports.periods import Kind, Period, period_around
from motcua.services.codes import local_date
from motcua.services.oversight import reporting
from motcua.services.oversight.forms import FORMS, Asked
from motcua.web.forms import Typed, only
from motcua.web.page import Permission, WebRequest, acting, center_of
from motcua.web.periods import period_asked, period_query


def period_of_report(request: WebRequest, typed: Typed, kinds: tuple[Kind, ...]) -> Period:
    if (found := period_asked(request, typed, kinds)) is not None:
        return found
    cutoff, at = center_of(request).reports.cutoff_day, acting(request).at
    if only(typed, "ky"):
        return period_around(kinds[0], local_date(at), cutoff)
    usual = reporting.usual_period(at)
    return usual if usual.kind in kinds else period_around(kinds[0], usual.since, cutoff)


def agency_asked(request: WebRequest, typed: Typed) -> str | None:
    """Who reads one agency's figures alone reads those without asking for them."""
    theirs, agency = reporting.agencies_of(acting(request).staff), only(typed, "co-quan")
    if not agency and not acting(request).staff.may(Permission.SEE_EVERY_DOSSIER):
        return theirs[0] if theirs else ""
    if agency and agency not in center_of(request).agencies:
        raise NotHere
    return agency or None


def report_asked(request: WebRequest, typed: Typed) -> Asked:
    form = FORMS.get(only(typed, "mau", "06a"))
    if form is None:
        raise NotHere
    by = only(typed, "theo", form.bys[0])
    if by not in form.bys:
        by = form.bys[0]
    return Asked(form, period_of_report(request, typed, form.kinds), by, agency_asked(request, typed))


def address_of(asked: Asked, **more: str) -> str:
    """The query of a report, the same for its page, its files and the dossiers behind it."""
    return urlencode(parts_of(asked, **more))


def parts_of(asked: Asked, **more: str) -> dict[str, str]:
    parts = {
        "mau": asked.form.key,
        **period_query(asked.period),
        "theo": asked.by,
        "co-quan": asked.agency or "",
        **more,
    }
    return {name: text for name, text in parts.items() if text}
