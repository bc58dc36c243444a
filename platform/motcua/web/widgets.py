"""From a question of a form to what its template needs: id, name, what was typed, the error, and the macro's values.

`templates/fields/<kind>.html` draws one kind; a stored form of an older version draws with the same templates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from motcua.domain.errors import Refused, Spoken
from motcua.domain.fields import Choice, Commune, Field, LongText, Many, YesNo
from motcua.domain.quantities import Number
from motcua.domain.values import NO, YES

MOST_RADIOS = 5
SHORT_LABEL = 24
OPTIONAL = " (không bắt buộc)"
CHOOSE = "– Chọn –"
Params = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One question as its template sees it. `template` is under `templates/`."""

    name: str
    template: str
    params: Params
    warning: str = ""
    why: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """What is the same for every question of one drawing."""

    typed: Mapping[str, Sequence[str]]
    errors: Mapping[str, str] = field(default_factory=dict)
    warnings: Mapping[str, str] = field(default_factory=dict)
    communes: Mapping[str, str] = field(default_factory=dict)
    #: Keys that a condition or a computed value reads: a change of them redraws the form.
    watched: frozenset[str] = frozenset()
    shows_why: bool = True


def field_id(name: str) -> str:
    """`parties.0.name` → `f-parties-0-name`: dots would need escaping in every selector."""
    return "f-" + name.replace(".", "-")


def summary_of(errors: Mapping[str, str], without: str = "*") -> list[dict[str, str]]:
    """The error summary's list, each sentence a link to its box; an error of the whole form has no box."""
    return [
        {"text": sentence} if name == without else {"text": sentence, "href": f"#{field_id(name)}"}
        for name, sentence in errors.items()
    ]


def faults_of(refused: Spoken | None) -> dict[str, str]:
    """By box the sentences of what was refused; under `*` what is about no box. Nothing where nothing was."""
    if refused is None:
        return {}
    errors = refused.errors if isinstance(refused, Refused) else {}
    return dict(errors) or {"*": refused.sentence}


def text_box(
    name: str,
    label: str,
    *,
    value: str = "",
    error: str = "",
    hint: str = "",
    classes: str = "",
    **more: Any,
) -> Params:
    """The values of `govuk.input` for a box that is not a form's field: sign-in, search."""
    return {
        "id": field_id(name),
        "name": name,
        "value": value,
        "label": {"text": label},
        "classes": classes,
        **_said(hint, error),
        **more,
    }


def _said(hint: str, error: str) -> Params:
    said: Params = {}
    if hint:
        said["hint"] = {"text": hint}
    if error:
        said["errorMessage"] = {"text": error}
    return said


# kind -> (what a keyboard on a telephone shows, width in characters, what else the box says)
BOXES: Mapping[str, tuple[str, int, Params]] = {
    "text": ("", 0, {}),
    "date": ("numeric", 10, {"placeholder": "ngày/tháng/năm"}),
    "integer": ("numeric", 10, {}),
    "decimal": ("decimal", 10, {}),
    "money": ("numeric", 10, {}),
    "id_number": ("numeric", 20, {}),
    "phone": ("tel", 20, {}),
    "email": ("email", 0, {}),
    "tax_code": ("numeric", 20, {}),
}


def draw_field(item: Field[Any], name: str, key: str, around: Around) -> Drawn:
    """`name` is what is posted (`parties.0.name`), `key` what conditions read (`parties.name`)."""
    draw = _DRAWERS.get(item.kind, _box)
    template, params = draw(item, name, around)
    if key in around.watched:
        _watch(template, params)
    if item.required:
        # The keyboard goes from one question that must be answered to the next.
        params["attributes"] = {**params.get("attributes", {}), "data-mc-must": "1"}
    return Drawn(
        name=name,
        template=f"fields/{template}.html",
        params=params,
        warning=around.warnings.get(name, ""),
        why=item.condition.says if around.shows_why and item.condition is not None else "",
        kind=item.kind,
    )


def _watch(template: str, params: Params) -> None:
    """Marks the control whose change the form listens to (`hx-trigger="change target:.mc-asks"`)."""
    if "items" in params and template != "select":
        for option in params["items"]:
            option["attributes"] = {**option.get("attributes", {}), "data-asks": "1"}
    else:
        params["attributes"] = {**params.get("attributes", {}), "data-asks": "1"}


def _common(item: Field[Any], name: str, around: Around, hint: str = "") -> Params:
    hints = [text for text in (item.hint, hint) if text]
    return {
        "id": field_id(name),
        "name": name,
        "label": {"text": item.label + ("" if item.required else OPTIONAL)},
        **_said(". ".join(text.rstrip(".") for text in hints), around.errors.get(name, "")),
    }


def _last(name: str, around: Around) -> str:
    texts = around.typed.get(name, ())
    return texts[-1] if texts else ""


def _box(item: Field[Any], name: str, around: Around) -> tuple[str, Params]:
    inputmode, width, attributes = BOXES.get(item.kind, BOXES["text"])
    params = _common(item, name, around)
    params |= {"value": _last(name, around), "autocomplete": "off", "spellcheck": False}
    if inputmode:
        params["inputmode"] = inputmode
    if width:
        params["classes"] = f"govuk-input--width-{width}"
    if attributes:
        params["attributes"] = dict(attributes)
    if isinstance(item, Number) and item.unit:
        params["suffix"] = {"text": item.unit}
    return "input", params


def _lines(item: Field[Any], name: str, around: Around) -> tuple[str, Params]:
    return "textarea", {**_common(item, name, around), "value": _last(name, around), "rows": 3, "spellcheck": False}


def _grouped(item: Field[Any], name: str, around: Around, options: list[Params], hint: str = "") -> Params:
    """Radios and check boxes: the label becomes the legend of their fieldset."""
    params = _common(item, name, around, hint)
    label = params.pop("label")
    is_short = len(options) <= 3 and all(len(option["text"]) <= SHORT_LABEL for option in options)
    params |= {
        "idPrefix": params.pop("id"),
        "fieldset": {"legend": {"text": label["text"]}},
        "items": options,
        "classes": "govuk-radios--small govuk-radios--inline" if is_short else "govuk-radios--small",
    }
    return params


def _choice(item: Field[Any], name: str, around: Around) -> tuple[str, Params]:
    chosen = _last(name, around).strip()
    if len(item.choices) > MOST_RADIOS:
        return _select(item, name, around, item.choices)
    options = [{"value": key, "text": text, "checked": key == chosen} for key, text in item.choices.items()]
    return "radios", _grouped(item, name, around, options)


def _select(item: Field[Any], name: str, around: Around, choices: Mapping[str, str]) -> tuple[str, Params]:
    chosen = _last(name, around).strip()
    options = [{"value": "", "text": CHOOSE, "selected": chosen not in choices}]
    options += [{"value": key, "text": text, "selected": key == chosen} for key, text in choices.items()]
    return "select", {**_common(item, name, around), "items": options}


def _commune(item: Field[Any], name: str, around: Around) -> tuple[str, Params]:
    if not around.communes:
        return _box(item, name, around)
    return _select(item, name, around, around.communes)


def _many(item: Field[Any], name: str, around: Around) -> tuple[str, Params]:
    chosen = {text.strip() for text in around.typed.get(name, ())}
    options = [{"value": key, "text": text, "checked": key in chosen} for key, text in item.choices.items()]
    params = _grouped(item, name, around, options, "Có thể chọn nhiều mục")
    params["classes"] = "govuk-checkboxes--small"
    return "checkboxes", params


def _yes_no(item: Field[Any], name: str, around: Around) -> tuple[str, Params]:
    said = _last(name, around).strip().lower()
    options = [
        {"value": "yes", "text": YES, "checked": said in ("yes", "có", "true", "on")},
        {"value": "no", "text": NO, "checked": said in ("no", "không", "false")},
    ]
    return "radios", _grouped(item, name, around, options)


_DRAWERS: Mapping[str, Callable[[Field[Any], str, Around], tuple[str, Params]]] = {
    LongText.kind: _lines,
    Choice.kind: _choice,
    Commune.kind: _commune,
    Many.kind: _many,
    YesNo.kind: _yes_no,
}
