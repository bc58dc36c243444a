"""Each fact of the lint finds what it is for, and nothing in a good procedure."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.api import Procedure
from motcua.api.forms import Form, Integer, Paper, Section
from motcua.api.routes import Desk, Route, Step, calendar_days, otherwise, working_days
from motcua.catalog.lint import lint
from motcua.domain.procedures import ProcedureVersion


class Good(Form):
    """Đơn đề nghị."""

    head = Section("Nội dung đề nghị")
    rooms = Integer("Số phòng")
    papers = Section("Thành phần hồ sơ")
    paper = Paper("Đơn đề nghị", originals=1)


class Bare(Form):
    """Đơn đề nghị."""

    rooms = Integer("Số phòng")


def version(**changes: Any) -> ProcedureVersion:
    made = Procedure(
        **{
            "key": "cap-giay",
            "title": "Cấp giấy phép",
            "sector": "An toàn",
            "form": Good,
            "route": Route(otherwise(Step("Ký", Desk("head", "Trưởng phòng"), working_days(1)))),
            "term": working_days(3),
            "result": "Giấy phép",
            "legal_basis": ("Luật Hộ tịch 2014",),
            **changes,
        }
    )
    return ProcedureVersion.of(made, agency="y_te", plugin_version="1")


def test_a_good_procedure_has_nothing_to_say_against_it() -> None:
    assert lint(version()) == ()
    assert lint(version(term=calendar_days(15))) == ()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": "Cấp giâ\u0301y"}, "không ở dạng Unicode NFC"),
        ({"title": "Cap giay phep kinh doanh"}, "không có dấu tiếng Việt"),
        ({"title": "Cấp giấy lorem ipsum"}, "chữ giữ chỗ"),
        ({"form": Bare}, "đứng trước phần đầu tiên"),
        ({"form": Bare}, "không có thành phần hồ sơ"),
        ({"legal_basis": ()}, "không có căn cứ pháp lý"),
    ],
)
def test_each_fact_finds_what_it_is_for(changes: dict[str, Any], sentence: str) -> None:
    assert any(sentence in found for found in lint(version(**changes)))
    assert all(found.startswith("cap-giay: ") for found in lint(version(**changes)))
