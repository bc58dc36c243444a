"""The drawing of a route: whole, escaped, within its boxes, and needing nothing from outside."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from tests.domain.sample_routes import LOOK, SIGN, Sample, joint, named, version

from motcua.api.routes import Desk, Route, Step, consult, desk_of, otherwise, when, working_days
from motcua.domain import drawing, route_steps
from motcua.domain.drawing import width_of, wrapped
from motcua.domain.route_drawing import route_svg
from motcua.testing.drawn import misplaced, texts_of

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "Thẩm định <script>alert(1)</script> & \"trích dẫn\" 'đơn'"


def test_words_are_kept_whole_and_lines_within_their_width() -> None:
    text = "Đăng ký biến động quyền sử dụng đất trong các trường hợp chuyển đổi, chuyển nhượng"
    lines = wrapped(text, 150, 12)
    assert " ".join(lines) == text
    assert len(lines) > 2
    assert all(width_of(line, 12) <= 150 for line in lines)


def test_a_word_wider_than_the_line_is_cut_and_not_lost() -> None:
    lines = wrapped("x" * 100, 50, 12)
    assert "".join(lines) == "x" * 100
    assert all(width_of(line, 12) <= 50 for line in lines)


def test_marks_take_no_room_but_the_horn_does() -> None:
    assert width_of("ể", 10) == width_of("e", 10)
    assert width_of("ơ", 10) > width_of("o", 10)
    assert width_of("đ", 10, bold=True) > width_of("đ", 10)


def test_a_drawing_says_in_its_title_and_description_what_it_shows() -> None:
    root = ElementTree.fromstring(route_svg(joint(), named))
    assert root.get("role") == "img"
    ids = (root.get("aria-labelledby") or "").split()
    told = {each.get("id"): each.text or "" for each in root if each.tag in (f"{SVG}title", f"{SVG}desc")}
    assert sorted(told) == sorted(ids)
    assert told[ids[0]] == "Quy trình: Cấp giấy"
    assert "Xác định thuế (Chuyên viên, Chi cục Thuế, 1 ngày làm việc)" in told[ids[1]]


def test_hostile_words_stay_words() -> None:
    made = version(Route(otherwise(Step(HOSTILE, LOOK.desk, working_days(1), "tham-dinh"), SIGN)))
    text = route_svg(made, named)
    assert "<script" not in text
    root = ElementTree.fromstring(text)
    assert HOSTILE in " ".join(texts_of(root))
    assert {each.tag for each in root.iter()} <= {f"{SVG}{tag}" for tag in ALLOWED}


ALLOWED = ("svg", "title", "desc", "rect", "polyline", "polygon", "text")


def test_what_xml_can_not_hold_is_left_out() -> None:
    made = version(Route(otherwise(Step("Thẩm\x0b định", LOOK.desk, working_days(1), "tham-dinh"), SIGN)))
    assert "Thẩm định" in " ".join(texts_of(ElementTree.fromstring(route_svg(made, named))))


def test_every_shape_of_work_is_in_the_legend_and_none_that_is_not_there() -> None:
    province = Desk("sign", "Sở Tư pháp", agency="province")
    asked = consult("Ý kiến về thuế", desk_of("chi_cuc_thue", "officer"), working_days(1))
    there = Step("Sở ký", province, working_days(1), signs=True)
    look = Step("Thẩm định", LOOK.desk, working_days(1), consults=(asked,))
    words = " ".join(texts_of(ElementTree.fromstring(route_svg(version(Route(otherwise(look, there))), named))))
    for name in ("Tại Trung tâm", "Cơ quan cấp tỉnh, cấp xã", "Lấy ý kiến song song", "Ngoài Trung tâm"):
        assert name in words
    assert "Lấy ý kiến về thuế – Chi cục Thuế (1 ngày làm việc)" in words
    for name in ("Tạm dừng tính thời hạn", "liên thông"):
        assert name not in words


def test_branches_carry_their_condition_and_their_term_where_it_differs() -> None:
    route = Route(when(Sample.kind.is_("new"), LOOK, SIGN), otherwise(SIGN))
    words = " ".join(texts_of(ElementTree.fromstring(route_svg(version(route), named))))
    assert "Nhánh 1 Khi “Loại việc” là “Cấp mới”" in words
    assert "Nhánh 2 Các trường hợp còn lại" in words
    assert "Thời hạn: " not in words
    one = " ".join(texts_of(ElementTree.fromstring(route_svg(version(Route(otherwise(SIGN))), named))))
    assert "Nhánh" not in one


def test_long_labels_stay_in_their_boxes_however_many_branches_stand_abreast() -> None:
    long = "Thẩm định, đối chiếu, xác minh, lấy ý kiến bằng văn bản và tổng hợp báo cáo " * 3
    steps = (Step(long.strip(), LOOK.desk, working_days(1), "tham-dinh"), SIGN)
    for conditions in ((), ("new",), ("new", "again"), ("new", "again", "change")):
        lanes = [when(Sample.kind.is_(each), *steps) for each in conditions]
        root = ElementTree.fromstring(route_svg(version(Route(*lanes, otherwise(*steps))), named))
        assert misplaced(root) == []


def test_a_drawing_whose_lines_are_not_wrapped_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    long = "Thẩm định, đối chiếu, xác minh, lấy ý kiến bằng văn bản và tổng hợp báo cáo " * 3
    made = version(Route(otherwise(Step(long.strip(), LOOK.desk, working_days(1), "tham-dinh"), SIGN)))
    monkeypatch.setattr(route_steps, "wrapped", lambda text, *_, **__: [text])
    assert misplaced(ElementTree.fromstring(route_svg(made, named)))


def test_boxes_drawn_over_each_other_are_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    made = version(Route(otherwise(LOOK, SIGN)))
    assert misplaced(ElementTree.fromstring(route_svg(made, named))) == []
    monkeypatch.setattr(drawing, "LINE_HEIGHT", 0.4)
    monkeypatch.setattr(route_steps, "PAD", -6.0)
    assert misplaced(ElementTree.fromstring(route_svg(made, named)))


def test_a_file_for_paper_fits_a4() -> None:
    for conditions in ((), ("new",), ("new", "again", "change")):
        lanes = [when(Sample.kind.is_(each), LOOK, SIGN) for each in conditions]
        root = ElementTree.fromstring(route_svg(version(Route(*lanes, otherwise(LOOK, SIGN))), named, on_paper=True))
        assert float((root.get("width") or "").removesuffix("mm")) <= 190
        assert float((root.get("height") or "").removesuffix("mm")) <= 277
