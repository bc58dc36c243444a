"""govuk-frontend's markup, called from our templates as `govuk.input({...})`.

The macros ask for keys that nobody gave, so they live in an environment of their own with lenient undefined values;
ours stays strict. Everything the macros would say in English by themselves gets its Vietnamese here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup, escape

PACKAGE: Final = "govuk_frontend_jinja"
ERROR_PREFIX: Final = "Lỗi"

#: Where what was typed goes; no printable letter, so that no label has it.
PLACE: Final = "\ue000"
#: Questions whose markup is kept, a kilobyte or two each.
MOST_KEPT: Final = 4_000

# component -> what it says by itself unless told otherwise
VIETNAMESE: Final[Mapping[str, Mapping[str, Any]]] = {
    "back_link": {"text": "Quay lại"},
    "breadcrumbs": {"labelText": "Đường dẫn"},
    "error_summary": {"titleText": "Có nội dung chưa hợp lệ"},
    "notification_banner": {"titleText": "Thông báo"},
    "pagination": {"landmarkLabel": "Phân trang"},
    "skip_link": {"text": "Đến nội dung chính"},
    "warning_text": {"iconFallbackText": "Chú ý"},
}
COMPONENTS: Final = (
    "back_link",
    "breadcrumbs",
    "button",
    "checkboxes",
    "details",
    "error_message",
    "error_summary",
    "fieldset",
    "file_upload",
    "hint",
    "input",
    "inset_text",
    "label",
    "notification_banner",
    "pagination",
    "panel",
    "radios",
    "select",
    "skip_link",
    "summary_list",
    "table",
    "tag",
    "textarea",
    "warning_text",
)


class Components:
    """`components.input(params)` → markup; an unknown component is an `AttributeError` at the first rendering."""

    def __init__(self) -> None:
        environment = Environment(
            loader=PrefixLoader({PACKAGE: PackageLoader(PACKAGE)}),
            undefined=ChainableUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment = environment
        self._macros: dict[str, Any] = {}
        self._asked: dict[tuple[str, str], str] = {}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in COMPONENTS:
            raise AttributeError(name)

        def drawn(params: Mapping[str, Any] | None = None, /, **more: Any) -> Markup:
            return self.draw(name, {**(params or {}), **more})

        return drawn

    def draw(self, name: str, params: Mapping[str, Any]) -> Markup:
        macro = self._macros.get(name)
        if macro is None:
            folder = name.replace("_", "-")
            module = self._environment.get_template(f"{PACKAGE}/components/{folder}/macro.html").module
            macro = getattr(module, "govuk" + "".join(part.capitalize() for part in name.split("_")))
            self._macros[name] = macro
        filled = {**VIETNAMESE.get(name, {}), **params}
        message = filled.get("errorMessage")
        if message:
            filled["errorMessage"] = {"visuallyHiddenText": ERROR_PREFIX, **message}
        if name == "error_message":
            filled.setdefault("visuallyHiddenText", ERROR_PREFIX)
        if name == "pagination":
            filled = {**filled, **_page_words(filled)}
        return Markup(str(macro(filled)).strip())  # noqa: S704  the macros escape what they are given

    def asked(self, name: str, params: Mapping[str, Any]) -> Markup:
        """A question of a form, as `draw` makes it. Its markup is the same for everybody but for what was typed, and
        the macros take most of a long form's time, so it is kept; what was typed is only put into its place.

        Kept are words of procedures alone: a box with an error, or whose text is content, is drawn anew every time.
        """
        value = params.get("value") or ""
        if params.get("errorMessage") or (value and name != "input"):
            return self.draw(name, params)
        shape = {**params, "value": PLACE} if value else params
        key = (name, repr(shape))
        kept = self._asked.get(key)
        if kept is None:
            if len(self._asked) >= MOST_KEPT:
                self._asked.clear()
            kept = self._asked[key] = self.draw(name, shape)
        return Markup(kept.replace(PLACE, escape(value)) if value else kept)  # noqa: S704  escaped here and by `draw`


def _page_words(params: Mapping[str, Any]) -> dict[str, Any]:
    """`Trang 3` for who hears the page, `Trước` and `Sau` for the arrows."""
    words: dict[str, Any] = {
        "items": [{"visuallyHiddenText": f"Trang {item.get('number', '')}", **item} for item in params.get("items", ())]
    }
    for key, text in (("previous", "Trước"), ("next", "Sau")):
        if params.get(key):
            words[key] = {"text": text, **params[key]}
    return words
