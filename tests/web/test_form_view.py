"""Forms as pages: every kind of question, rows without JavaScript, conditions judged on the server."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from motcua import paths
from motcua.catalog import Catalog
from motcua.domain.definition import ITEM_KINDS
from motcua.domain.fields import FIELD_KINDS, Choice, Commune, Date, LongText, Many, Text, YesNo
from motcua.domain.forms import Computed, Form, FormDefinition, Paper, Part, Rows
from motcua.domain.items import Section
from motcua.domain.quantities import Money
from motcua.web.components import Components
from motcua.web.form_view import FormView, answers_of, form_view, is_refresh, row_numbers, with_buttons
from motcua.web.forms import Typed
from motcua.web.papers import Brought, read_papers
from motcua.web.render import Renderer, hx_attributes
from motcua.web.static_files import StaticFiles
from motcua.web.widgets import Around, draw_field, field_id, summary_of

ON = date(2017, 11, 8)
COMMUNES = {"09247": "Thị trấn Phố Mới", "09250": "Xã Việt Thống"}
ENGLISH = re.compile(
    r"\b(?:Error|There is a problem|Choose|Select|Previous|Next|Page|Warning|Success|Important|Back|Show|Hide|Upload|"
    r"optional|characters|remaining|None|True|False|undefined|Undefined)\b"
)


class Party(Part):
    name = Text("Họ và tên")
    kind = Choice("Loại", {"person": "Cá nhân", "company": "Tổ chức"})
    tax = Text("Mã số tổ chức").shown_if(kind.is_("company"))
    share = Money("Phần góp")


class Sample(Form):
    """Mẫu thử."""

    about = Section("Thông tin chung", hint="Ghi như trên giấy tờ tùy thân")
    name = Text("Họ và tên")
    born = Date("Ngày sinh")
    trade = Choice("Ngành nghề", {"retail": "Bán lẻ", "other": "Khác"})
    detail = LongText("Nêu rõ").shown_if(trade.is_("other"))
    ways = Many("Cách nhận", {"here": "Tại Trung tâm", "post": "Bưu chính"}, optional=True)
    is_first = YesNo("Nộp lần đầu")
    commune = Commune("Xã, thị trấn", optional=True)
    capital = Money("Vốn", least=1_000_000)
    members = Section("Thành viên")
    parties = Rows(Party, "Thành viên", least=1, most=3)
    total = Computed("Tổng góp", parties.sum_of("share"), unit="đồng")
    files = Section("Giấy tờ")
    request = Paper("Giấy đề nghị", originals=1)
    proof = Paper("Bản sao giấy tờ", copies=2, optional=True)


def view(
    typed: Typed, definition: FormDefinition = Sample.definition, errors: dict[str, str] | None = None
) -> FormView:
    filled = definition.parse(answers_of(typed), filed_on=ON, communes=COMMUNES)
    return form_view(definition, typed, filled, filed_on=ON, communes=COMMUNES, errors=errors)


def html(form: FormView) -> str:
    environment = Renderer(StaticFiles(paths.static())).environment
    values: dict[str, Any] = {"form": form, "action": "/que-vo/x", "submit": "Tiếp nhận", "csrf_token": "t"}
    values["hx"] = lambda **verbs: hx_attributes("n", verbs)
    return environment.get_template("form/form.html").render(values)


def seen(text: str) -> str:
    """What a person reads: text without tags, plus the words in attributes that are read aloud."""
    spoken = re.findall(r'(?:aria-label|title|placeholder|alt)="([^"]*)"', text)
    return re.sub(r"<[^>]+>", " ", text) + " ".join(spoken)


def names(form: FormView) -> set[str]:
    return set(re.findall(r'name="([^"]+)"', html(form)))


def test_every_kind_of_question_has_a_template() -> None:
    templates = paths.templates()
    for kind, made in FIELD_KINDS.items():
        if kind in ("choice", "many"):
            field: Any = made("Câu hỏi", {"a": "A", "b": "B"})  # type: ignore[call-arg]
        else:
            field = made("Câu hỏi")
        drawn = draw_field(field, "q", "q", Around({}, communes=COMMUNES))
        assert (templates / drawn.template).is_file(), kind
    assert set(ITEM_KINDS) - set(FIELD_KINDS) == {"section", "paper", "computed"}


def test_where_the_center_has_not_said_its_communes_their_name_is_typed() -> None:
    field = Commune("Xã, thị trấn")
    assert draw_field(field, "q", "q", Around({}, communes=COMMUNES)).template == "fields/select.html"
    assert draw_field(field, "q", "q", Around({})).template == "fields/input.html"


def test_a_form_is_drawn_with_labels_hints_and_what_was_typed() -> None:
    text = html(view({"name": ["Đặng <b>Thị</b> Ước"], "born": ["2/9/1990"], "trade": ["retail"]}))
    assert "Thông tin chung" in text
    assert "Ghi như trên giấy tờ tùy thân" in text
    assert 'value="Đặng &lt;b&gt;Thị&lt;/b&gt; Ước"' in text
    assert 'value="2/9/1990"' in text
    assert re.search(r'value="retail" checked', text)
    assert "Xã Việt Thống" in text
    assert "(không bắt buộc)" in text
    for name in re.findall(r'<(?:input|select|textarea)[^>]*\sid="([^"]+)"', text):
        assert f'for="{name}"' in text, name


def test_a_question_is_asked_only_while_its_condition_holds() -> None:
    assert "detail" not in names(view({"trade": ["retail"]}))
    assert "detail" in names(view({"trade": ["other"]}))
    assert "Hỏi mục này vì" in html(view({"trade": ["other"]}))


def test_only_answers_that_matter_to_others_redraw_the_form() -> None:
    text = html(view({}))
    assert 'hx-trigger="change target:[data-asks]"' in text
    watched = set(re.findall(r'name="([^"]+)"[^>]*data-asks', text))
    assert watched == {"trade", "parties.0.kind", "parties.0.share"}


def test_a_condition_in_a_row_looks_at_its_own_row() -> None:
    typed = {
        "_row": ["parties.0", "parties.1"],
        "parties.0.kind": ["person"],
        "parties.1.kind": ["company"],
        "parties.0.name": ["A"],
    }
    found = names(view(typed))
    assert "parties.1.tax" in found
    assert "parties.0.tax" not in found


def test_a_row_more_and_a_row_less_by_buttons_alone() -> None:
    typed: Typed = {"_row": ["parties.0"], "parties.0.name": ["A"], "_add": ["parties"]}
    assert is_refresh(typed)
    two = with_buttons(Sample.definition, typed)
    assert two["_row"] == ["parties.0", "parties.1"]
    assert not is_refresh(two)
    two["parties.1.name"] = ["B"]
    one = with_buttons(Sample.definition, {**two, "_remove": ["parties.0"]})
    assert one["_row"] == ["parties.1"]
    assert "parties.0.name" not in one
    assert 'value="B"' in html(view(one))


def test_rows_stay_between_the_least_and_the_most() -> None:
    rows = Sample.definition.groups[0]
    assert row_numbers(rows, {}) == [0]
    full: Typed = {"_row": ["parties.0", "parties.1", "parties.2"], "_add": ["parties"]}
    assert with_buttons(Sample.definition, full)["_row"] == ["parties.0", "parties.1", "parties.2"]
    assert "Thêm thành viên" not in html(view({"_row": full["_row"]}))
    assert "Xóa thành viên" not in html(view({}))


@pytest.mark.parametrize("mark", ["", "x", "parties", "parties.-1", "parties.99999", "nobody.0", "parties.0.name"])
def test_rows_that_nobody_made_change_nothing(mark: str) -> None:
    typed: Typed = {"_row": ["parties.0", mark], "_add": [mark], "_remove": [mark]}
    form = view(with_buttons(Sample.definition, typed))
    assert len(re.findall('class="mc-row"', html(form))) in (1, 2)


def test_computed_values_follow_what_was_typed() -> None:
    typed: Typed = {"parties.0.share": ["1.000.000"], "parties.1.share": ["500000"], "_row": ["parties.0", "parties.1"]}
    assert "1.500.000 đồng" in html(view(typed))


def test_errors_stand_beside_the_field_and_in_the_summary() -> None:
    filled = Sample.definition.parse({}, filed_on=ON)
    text = html(view({}, errors=dict(filled.errors)))
    assert 'href="#f-name"' in text
    assert 'id="f-name-error"' in text
    assert 'href="#f-parties-0-name"' in text or 'href="#f-parties"' in text
    for target in re.findall(r'href="#([^"]+)"', text):
        assert f'id="{target}"' in text, target


def test_a_first_drawing_has_no_errors() -> None:
    assert "govuk-error" not in html(view({}))


def test_papers_begin_with_what_is_asked_and_are_read_back() -> None:
    text = html(view({}))
    assert re.search(r'name="_paper.request.originals" value="1"', text)
    assert re.search(r'name="_paper.proof.copies" value="0"', text)
    brought, errors = read_papers(Sample.definition.papers, {"_paper.request.originals": ["2"]})
    assert brought == {"request": Brought(originals=2), "proof": Brought()}
    assert errors == {}


@pytest.mark.parametrize("bad", ["-1", "1.5", "100", "x", "١", "1e3", " 1 2 "])
def test_a_number_of_papers_that_is_none_is_refused_beside_the_box(bad: str) -> None:
    _, errors = read_papers(Sample.definition.papers, {"_paper.request.originals": [bad]})
    assert set(errors) == {"_paper.request.originals"}
    typed: Typed = {"_paper.request.originals": [bad]}
    text = html(view(typed, errors=errors))
    assert "phải là số từ 0 đến 99" in text
    assert 'id="f-_paper-request-originals"' in text


def test_the_pages_own_names_are_kept_from_the_form() -> None:
    typed: Typed = {"name": ["A"], "_row": ["parties.0"], "_paper.request.originals": ["1"], "_request": ["x"]}
    assert answers_of(typed) == {"name": ["A"]}
    assert "*" not in Sample.definition.parse(answers_of(typed), filed_on=ON).errors


def test_enter_in_a_box_presses_the_real_button() -> None:
    first = re.search(r"<button[^>]*>([^<]*)", html(view({})))
    assert first
    assert first[1] == "Tiếp nhận"


def test_without_javascript_there_is_a_button_to_update() -> None:
    assert re.search(r'<noscript><button[^>]*name="_refresh"', html(view({})))


@pytest.mark.parametrize(
    "typed", [{}, {"name": ["\u0661\u0662"], "x": ["<script>alert(1)</script>"]}], ids=["empty", "odd"]
)
def test_every_installed_form_is_drawn_in_vietnamese_without_a_word_of_english(catalog: Catalog, typed: Typed) -> None:
    assert catalog.procedures
    for version in catalog.procedures.values():
        filled = version.form.parse(typed, filed_on=ON, communes=COMMUNES)
        text = html(view(typed, version.form, errors=dict(filled.errors)))
        assert "<script>alert" not in text
        found = ENGLISH.findall(seen(text))
        assert not found, (version.key, found)
        assert not re.search(r"<[^>]*\sdisabled[\s=>]", text), version.key
        for target in re.findall(r'href="#([^"]+)"', text):
            assert f'id="{target}"' in text, (version.key, target)


def test_components_say_nothing_in_english_by_themselves() -> None:
    govuk = Components()
    drawn = "".join(
        [
            govuk.error_summary({"errorList": [{"text": "Sai", "href": "#a"}]}),
            govuk.error_message({"text": "Sai"}),
            govuk.input({"id": "a", "name": "a", "label": {"text": "Tên"}, "errorMessage": {"text": "Sai"}}),
            govuk.warning_text({"text": "Cẩn thận"}),
            govuk.notification_banner({"text": "Đã ghi"}),
            govuk.pagination({"items": [{"number": 1, "href": "#"}]}),
            govuk.breadcrumbs({"items": [{"text": "A", "href": "#"}]}),
            govuk.back_link({"href": "#"}),
            govuk.skip_link({"href": "#a"}),
        ]
    )
    assert not ENGLISH.findall(seen(drawn)), ENGLISH.findall(seen(drawn))
    assert "disabled" not in drawn
    with pytest.raises(AttributeError):
        _ = govuk.no_such_component


def test_what_is_given_to_a_component_is_escaped() -> None:
    drawn = Components().input({"id": "a", "name": "a", "label": {"text": "<b>"}, "value": '"><script>'})
    assert "<b>" not in drawn
    assert "<script>" not in drawn


def test_a_summary_links_every_error_to_its_box() -> None:
    assert field_id("parties.0.name") == "f-parties-0-name"
    assert summary_of({"a.b": "Sai", "*": "Cả tờ"}) == [{"text": "Sai", "href": "#f-a-b"}, {"text": "Cả tờ"}]


def test_htmx_attributes_are_escaped_and_carry_the_nonce() -> None:
    written = hx_attributes('n"', {"post": '/x?a="<', "headers__inherited": "{}", "target": None})
    assert written == 'hx-post="/x?a=&quot;&lt;" hx-headers:inherited="{}" hx-nonce="n&quot;"'
