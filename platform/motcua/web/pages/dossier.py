"""One dossier: everything about it, what this person may do with it, and its printed forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from motcua.domain.errors import NotHere
from motcua.domain.moves import ASIDE, Move
from motcua.domain.states import State
from motcua.services.asked import MoveField, fields_of
from motcua.services.dossier_page import DossierPage
from motcua.services.dossiers import open_dossier
from motcua.services.neighbours import Neighbours, neighbours
from motcua.services.offered import OfferedMove
from motcua.services.paperwork import OfferedLetter
from motcua.services.presence import ASKS_EVERY, present_now
from motcua.services.visits import visit_lines
from motcua.services.worklists import VIEWS
from motcua.web.list_filters import ADDRESSES, list_behind
from motcua.web.page import (
    Answer,
    FromPath,
    Permission,
    WebRequest,
    acting,
    center_of,
    office_of,
    page,
    query_of,
    real_now,
    shown,
)
from motcua.web.pages.counter_form import uuid_of
from motcua.web.pages.desk import next_of
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
}
# Several may be open at one desk: the usual one stands open, these wait behind their heading.
UNUSUAL = ASIDE | {Move.RETURN, Move.SUSPEND, Move.CONSULT, Move.ASK_FOR_SUPPLEMENT, Move.TAKE_ON}
SHORT = 28  # letters of an option that fits beside the others
# Printed from the head of the page, one click after the move that calls for them; the others wait in the list below.
QUICK_LETTERS = frozenset(
    {"giay-tiep-nhan", "giay-tiep-nhan-chung", "phieu-hoan-thien", "phieu-tu-choi", "phieu-bo-sung", "thong-bao-dung"}
    | {"phieu-tu-choi-giai-quyet"}
)
# What a PDF of ours needs in the browser's own viewer; nothing of it can run.
PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


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
class Unissued:
    """A letter that was not issued (or not printed again): what was typed, and why."""

    slug: str
    typed: Mapping[str, str]
    sentence: str
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter that may be issued, or only looked at, as its form."""

    slug: str
    title: str
    key: UUID
    boxes: tuple[tuple[str, dict[str, Any]], ...]
    why_not: str | None
    is_again: bool
    is_open: bool

    @property
    def label(self) -> str:
        return f"In {self.title[0].lower()}{self.title[1:]}"


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


@page("/ho-so/{dossier_id:str}", may=Permission.SEE_DOSSIERS)
async def show_dossier(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    return await dossier_page(request, asked_for(dossier_id))


def asked_for(text: str) -> UUID:
    """An address that is no dossier's answers as a missing one does."""
    found = uuid_of(text)
    if found is None:
        raise NotHere
    return found


async def dossier_page(
    request: WebRequest,
    dossier_id: UUID,
    tried: Tried | None = None,
    status: int = 200,
    *,
    unattached: tuple[str, str] = ("", ""),
    unissued: Unissued | None = None,
) -> Answer:
    """`unattached`: the kind of a result's file that could not be taken, and why. `unissued`: the same of a letter."""
    found = await open_dossier(office_of(request), acting(request), dossier_id)
    views = tuple(move_view(move, tried) for move in found.moves if move.is_open)
    is_idle = all(move.is_aside for move in views) and not found.can_complete
    lost = _lost(found, tried)
    listed = list_behind(query_of(request), office_of(request), center_of(request))
    beside = Neighbours()
    if listed is not None:
        view = ADDRESSES[listed.view]
        beside = await neighbours(office_of(request), acting(request), view, listed.narrow, dossier_id)
    return shown(
        request,
        "dossier/page.html",
        status=status,
        found=found,
        moves=views,
        reasons=_reasons(found),
        letters=tuple(letter_view(offered, unissued) for offered in found.paperwork.offered),
        quick_letters=QUICK_LETTERS,
        issued=tuple((uuid4(), line) for line in found.paperwork.issued),
        tried=tried,
        lost=lost,
        changed=tried.changed if tried is not None else (),
        presence_every=int(ASKS_EVERY.total_seconds() * 1000),
        others=await present_now(acting(request), dossier_id, real_now()),
        errors=summary_of(tried) or _of_file(unattached) or _of_letter(unissued),
        unattached=unattached,
        just_accepted=acting(request).staff.may(Permission.RECEIVE)
        and (found.dossier.state is State.ACCEPTED or "in" in query_of(request)),
        next_row=await next_of(request, found.dossier.id) if is_idle and listed is None else None,
        beside=beside,
        list_query=f"?{listed.query}" if listed else "",
        list_name=VIEWS[ADDRESSES[listed.view]] if listed else "",
        titles={paper.key: paper.title for paper in found.papers},
        can_receive=acting(request).staff.may(Permission.RECEIVE),
        visit=await visit_lines(office_of(request), acting(request), dossier_id) if found.has_receipt else (),
    )


def move_view(offered: OfferedMove, tried: Tried | None) -> MoveView:
    mine = tried if tried is not None and tried.move is offered.move else None
    slug = SLUGS[offered.move]
    return MoveView(
        slug=slug,
        label=offered.label,
        key=(mine.key if mine else None) or uuid4(),
        boxes=tuple(
            _box(asked, slug, mine.typed.get(asked.name, "") if mine else asked.initial, mine.errors if mine else {})
            for asked in offered.fields
        ),
        is_unusual=offered.move in UNUSUAL,
        is_open=mine is not None,
        is_aside=offered.move in ASIDE,
    )


def _box(asked: MoveField, slug: str, typed: str, errors: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    optional = "" if asked.required or asked.kind == "tick" else " (không bắt buộc)"
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
    if asked.kind == "date":
        params |= {"inputmode": "numeric", "classes": "govuk-input--width-10"}
    if asked.kind == "money":
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


def _of_file(unattached: tuple[str, str]) -> list[dict[str, str]]:
    kind, sentence = unattached
    return [{"text": sentence, "href": f"#f-ket-qua-{kind}"}] if sentence else []


def _of_letter(unissued: Unissued | None) -> list[dict[str, str]]:
    if unissued is None:
        return []
    if not unissued.errors:
        return [{"text": unissued.sentence}]
    return [
        {"text": text, "href": f"#{box_of(unissued.slug, name)}"} if name in unissued.typed else {"text": text}
        for name, text in unissued.errors.items()
    ]


def letter_view(offered: OfferedLetter, unissued: Unissued | None) -> LetterView:
    mine = unissued if unissued is not None and unissued.slug == offered.slug else None
    return LetterView(
        slug=offered.slug,
        title=offered.title,
        key=uuid4(),
        boxes=tuple(
            _box(asked, offered.slug, mine.typed.get(asked.name, "") if mine else "", mine.errors if mine else {})
            for asked in offered.asks
        ),
        why_not=offered.why_not,
        is_again=offered.is_again,
        is_open=mine is not None,
    )


def _lost(found: DossierPage, tried: Tried | None) -> tuple[tuple[str, str], ...]:
    """What was typed for a move that can't be made any more: shown, so that nothing typed is lost.

    Options and ticks are chosen again in a moment, and their values are no words for a person.
    """
    if tried is None or any(move.is_open and move.move is tried.move for move in found.moves):
        return ()
    offered = next((move.fields for move in found.moves if move.move is tried.move), fields_of(tried.move))
    labels = {asked.name: asked.label for asked in offered if asked.kind not in ("choice", "tick")}
    return tuple((labels[name], text) for name, text in tried.typed.items() if name in labels and text.strip())


def _reasons(found: DossierPage) -> tuple[tuple[str, str], ...]:
    """The moves of this state that are not this person's, each with why and whom to ask."""
    return tuple((move.label, move.why_not) for move in found.moves if move.why_not is not None)


PAGES = (show_dossier,)
