"""Questions whose markup is kept: the same as drawn anew, for everybody, with nobody's answers in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from markupsafe import escape

from motcua.domain.items import Field
from motcua.testing import catalog, fill
from motcua.testing.installed import a_few
from motcua.web import components
from motcua.web.components import Components
from motcua.web.widgets import Around, Drawn, draw_field

HOSTILE = '"><script>alert(1)</script> \\1 \ue000 Đỗ'


def questions(key: str) -> Iterator[Drawn]:
    """Every question with nothing typed, fully typed, with hostile text, and with an error."""
    form, typed = catalog().procedures[key].form, fill(key, size="fullest").raw
    fields = [item for item in form.items if isinstance(item, Field)]
    for around in (
        Around({}),
        Around(typed, watched=form.watched),
        Around({item.key: (HOSTILE,) for item in fields}),
        Around(typed, errors={item.key: "Sai" for item in fields}),
    ):
        for item in fields:
            yield draw_field(item, item.key, item.key, around)


def differing(govuk: Components, asked: list[Drawn]) -> list[str]:
    """Questions that `asked` draws otherwise than `draw`: the first time, or once they are kept."""
    found = []
    for question in asked * 2:
        name = question.template.removeprefix("fields/").removesuffix(".html")
        if govuk.asked(name, question.params) != govuk.draw(name, question.params):
            found.append(question.name)
    return found


@pytest.mark.parametrize("key", a_few())
def test_a_kept_question_is_drawn_as_a_new_one(key: str) -> None:
    assert differing(Components(), list(questions(key))) == []


def test_one_question_taken_for_another_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(components, "repr", lambda shape: "", raising=False)
    assert differing(Components(), list(questions("dang-ky-ho-kinh-doanh")))


def test_what_somebody_typed_is_not_kept() -> None:
    govuk, secret = Components(), "Nguyễn Thị Bí Mật"
    for kind in ("input", "textarea"):
        params = {"id": "f-a", "name": "a", "label": {"text": "Họ và tên"}, "value": secret}
        assert secret in govuk.asked(kind, params)
        assert secret in govuk.asked(kind, {**params, "errorMessage": {"text": f"{secret}: sai"}})
    assert len(govuk._asked) == 1
    assert secret not in str(govuk._asked)


def test_typed_text_is_escaped_in_its_place() -> None:
    params = {"id": "f-a", "name": "a", "label": {"text": "Tên"}, "value": HOSTILE}
    drawn = Components().asked("input", params)
    assert "<script>" not in drawn
    assert escape(HOSTILE) in drawn


def test_no_more_is_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(components, "MOST_KEPT", 3)
    govuk = Components()
    for number in range(10):
        govuk.asked("input", {"id": f"f-{number}", "name": "a", "label": {"text": "Tên"}})
        assert len(govuk._asked) <= 3
