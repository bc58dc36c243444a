"""A small procedure whose route, term and fee tests choose."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from motcua.api import Procedure
from motcua.api.forms import Choice, Form, Integer, Many, Paper, Section, YesNo
from motcua.api.routes import Desk, Route, Step, otherwise, working_days
from motcua.domain.conditions import answer
from motcua.domain.plans import RoutingRule
from motcua.domain.procedures import ProcedureVersion

OFFICER = Desk("officer", "Chuyên viên")
HEAD = Desk("head", "Trưởng phòng", signs=True)
LOOK = Step("Thẩm định", OFFICER, working_days(1))
SIGN = Step("Ký", HEAD, working_days(1))
GO_THERE = Step("Kiểm tra thực tế", OFFICER, working_days(1))


class Sample(Form):
    """Đơn đề nghị."""

    first = Section("Nội dung")
    kind = Choice("Loại việc", {"new": "Cấp mới", "again": "Cấp lại", "change": "Điều chỉnh"})
    is_urgent = YesNo("Yêu cầu giải quyết sớm").shown_if(kind.is_("again"))
    is_poor = YesNo("Thuộc hộ nghèo")
    rooms = Integer("Số phòng")
    grounds = Many("Lý do", {"lost": "Bị mất", "torn": "Bị rách"})
    paper = Paper("Đơn", originals=1)


def version(route: Route, rules: Iterable[RoutingRule] = (), **changes: Any) -> ProcedureVersion:
    facts: dict[str, Any] = {
        "key": "cap-giay",
        "title": "Cấp giấy",
        "sector": "Lĩnh vực",
        "form": Sample,
        "route": route,
        "term": working_days(5),
        "result": "Giấy",
    }
    made = Procedure(**facts | changes)
    filled = [rule.filled("chi_cuc_thue", made.bind) for rule in rules]
    return ProcedureVersion.of(made, agency="tu_phap", plugin_version="1.0", routing_rules=filled)


def named(agency: str) -> str:
    return {"tu_phap": "Phòng Tư pháp", "chi_cuc_thue": "Chi cục Thuế", "center": "Trung tâm"}[agency]


def joint() -> ProcedureVersion:
    tax = Step("Xác định thuế", OFFICER, working_days(1))
    rule = RoutingRule(procedure="cap-giay", step=tax, before="ky", only_if=answer("kind").is_("new"))
    return version(Route(otherwise(LOOK, SIGN)), [rule])
