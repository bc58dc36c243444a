"""A move as the form that a dossier's page shows for it, and what was typed when it did not succeed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from motcua.domain.moves import ASIDE, Move
from motcua.services.dossiers.asked import MoveField
from motcua.services.dossiers.offered import OfferedMove
from motcua.web.widgets import field_id

# The address of a move; one word per row of the table of lawful moves that is made on this page.
SLUGS: Mapping[Move, str] = {
    Move.HAND_OVER: "chuyen",
    Move.CONFIRM_RECEIPT: "xac-nhan",
    Move.CONSULT: "lay-y-kien",
    Move.GIVE_OPINION: "tra-loi-y-kien",
    Move.SUSPEND: "tam-dung",
    Move.RESUME: "tiep-tuc",
    Move.SUBMIT: "trinh",
    Move.RETURN: "tra-lai",
    Move.SIGN: "ky",
    Move.NUMBER: "vao-so",
    Move.TAKE_BACK: "nhan-ket-qua",
    Move.HAND_BACK: "tra-ket-qua",
    Move.SEND_BY_POST: "gui-buu-chinh",
    Move.ASK_FOR_SUPPLEMENT: "de-nghi-bo-sung",
    Move.ALLOW_SUPPLEMENT: "cho-phep-bo-sung",
    Move.ISSUE_SUPPLEMENT: "gui-phieu-bo-sung",
    Move.RECEIVE_SUPPLEMENT: "nhan-bo-sung",
    Move.GO_ON_WITHOUT: "tiep-tuc-khong-y-kien",
    Move.TAKE_ON: "nhan-viec",
    Move.ASSIGN: "phan-cong",
    Move.SEND_OUTSIDE: "gui-ngoai",
    Move.RECEIVE_FROM_OUTSIDE: "nhan-tu-ngoai",
    Move.CORRECT: "dinh-chinh",
    Move.WITHDRAW: "rut",
    Move.STOP: "dung",
    Move.CANCEL_ACCEPTANCE: "huy-tiep-nhan",
    Move.RETURN_PAPERS: "tra-ban-chinh",
    Move.COLLECT_FEE: "thu-phi",
    Move.ASK_TO_REAPPOINT: "de-nghi-hen-lai",
    Move.DECLINE_TO_REAPPOINT: "khong-hen-lai",
}
# Several may be open at one desk: the usual one stands open, these wait behind their heading.
UNUSUAL = ASIDE | {Move.RETURN, Move.SUSPEND, Move.CONSULT, Move.ASK_FOR_SUPPLEMENT, Move.TAKE_ON}
SHORT = 28  # letters of an option that fits beside the others


@dataclass(frozen=True, slots=True)
class Tried:
    """A move that did not succeed: what was typed comes back with the reason beside it."""

    move: Move
    typed: Mapping[str, str]
    errors: Mapping[str, str] = field(default_factory=dict)
    conflict: str = ""
    key: UUID | None = None
    changed: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MoveView:
    """A move as its form: `boxes` are (template kind, values for its macro)."""

    slug: str
    label: str
    key: UUID
    boxes: tuple[tuple[str, dict[str, Any]], ...]
    is_unusual: bool
    is_open: bool
    is_aside: bool


def move_view(offered: OfferedMove, tried: Tried | None) -> MoveView:
    mine = tried if tried is not None and tried.move is offered.move else None
    slug = SLUGS[offered.move]
    return MoveView(
        slug=slug,
        label=offered.label,
        key=(mine.key if mine else None) or uuid4(),
        boxes=tuple(
            box(asked, slug, mine.typed.get(asked.name, "") if mine else asked.initial, mine.errors if mine else {})
            for asked in offered.fields
        ),
        is_unusual=offered.move in UNUSUAL,
        is_open=mine is not None,
        is_aside=offered.move in ASIDE,
    )


def box(asked: MoveField, slug: str, typed: str, errors: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    optional = "" if asked.required or asked.is_conditional or asked.kind == "tick" else " (không bắt buộc)"
    params: dict[str, Any] = {"name": asked.name}
    if asked.name in errors:
        params["errorMessage"] = {"text": errors[asked.name]}
    if asked.hint:
        params["hint"] = {"text": asked.hint}
    box_id = box_of(slug, asked.name)
    if asked.kind == "tick":
        item = {"value": "yes", "text": asked.label, "checked": bool(typed)}
        return "checkboxes", {**params, "idPrefix": box_id, "classes": "govuk-checkboxes--small", "items": [item]}
    if asked.kind == "choice":
        items = [{"value": key, "text": text, "checked": key == typed} for key, text in asked.options]
        legend = {"legend": {"text": asked.label + optional}}
        is_short = all(len(text) <= SHORT for _, text in asked.options)
        classes = "govuk-radios--small govuk-radios--inline" if is_short else "govuk-radios--small"
        return "radios", {**params, "idPrefix": box_id, "classes": classes, "fieldset": legend, "items": items}
    params |= {"id": box_id, "value": typed, "label": {"text": asked.label + optional}}
    if asked.kind == "select":
        items = [{"value": key, "text": text, "selected": key == typed} for key, text in asked.options]
        return "select", {**params, "items": [{"value": "", "text": "Chọn"}, *items]}
    if asked.kind == "long_text":
        return "textarea", {**params, "rows": 3}
    if asked.kind in ("date", "money"):
        params |= {"inputmode": "numeric", "classes": "govuk-input--width-10"}
    return "input", {**params, "autocomplete": "off"}


def box_of(slug: str, name: str) -> str:
    """Forms on one page ask for the same names: ids carry the move as well."""
    return field_id(f"{slug}.{name}")


def summary_of(tried: Tried | None) -> list[dict[str, str]]:
    if tried is None:
        return []
    if tried.conflict:
        return [{"text": tried.conflict}]
    slug = SLUGS[tried.move]
    return [
        {"text": sentence} if name == "*" else {"text": sentence, "href": f"#{box_of(slug, name)}"}
        for name, sentence in tried.errors.items()
    ]
