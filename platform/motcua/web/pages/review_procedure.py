"""One procedure in the review: everything that is known of it as a lawyer reads it, its versions, and the moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.domain.outline import checks_of, outline, paper_says
from motcua.domain.overrides import Fact
from motcua.domain.review import ReviewMove
from motcua.services.dossiers.naming import agency_name
from motcua.services.review.deciding import change, questions
from motcua.services.review.overrides import asked_of, decide, procedure_here
from motcua.services.review.page import ReviewPage, compare, review_page
from motcua.web.forms import Typed, only
from motcua.web.ids import uuid_of
from motcua.web.page import (
    Answer,
    FromPath,
    Permission,
    WebRequest,
    act,
    acting,
    center_of,
    faults_and_form_of,
    go,
    office_of,
    page,
    query_of,
    shown,
)
from motcua.web.pages.catalogue import route_of
from motcua.web.pages.move_forms import box, box_of
from motcua.web.pages.review import HERE, picked_of

LONGEST_HASH = 64


@dataclass(frozen=True, slots=True)
class Tried:
    """A form that did not succeed: `what` is a move or a fact."""

    what: str
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    conflict: str = ""
    key: UUID | None = None


@page(f"{HERE}/{{key:str}}", may=Permission.REVIEW_PROCEDURES)
async def show_one(request: WebRequest, key: FromPath[str]) -> Answer:
    """`?ban=`: the beginning of another version's hash."""
    return await _shown(request, key, only(query_of(request), "ban"), None)


async def _shown(request: WebRequest, key: str, version: str, tried: Tried | None, status: int = 200) -> Answer:
    found = await review_page(office_of(request), acting(request), key, version[:LONGEST_HASH])
    center = center_of(request)
    return shown(
        request,
        "review/procedure.html",
        status=status,
        found=found,
        version=found.shown,
        agency=agency_name(center, found.shown.agency),
        sections=outline(found.shown.form),
        papers=[(paper, paper_says(paper)) for paper in found.shown.papers],
        checks=checks_of(found.shown),
        route=route_of(found.shown, center),
        moves=_moves(found, tried),
        facts=_facts(found, tried),
        errors=_summary(tried),
        is_made_up=center.unconfirmed.get("publication", "") if _is_declared(found, center) else "",
    )


def _is_declared(found: ReviewPage, center: Any) -> bool:
    decision = found.line.publication.decision
    return decision is not None and center.publication is not None and decision.number == center.publication.number


def _moves(found: ReviewPage, tried: Tried | None) -> list[dict[str, Any]]:
    return [
        {
            "what": offered.move.value,
            "label": offered.label,
            "why_not": offered.why_not,
            **_form(offered.move.value, offered.fields, tried),
        }
        for offered in found.line.moves
    ]


def _facts(found: ReviewPage, tried: Tried | None) -> list[dict[str, Any]]:
    forms = []
    for line in found.facts:
        what = f"fact:{line.fact.value}"
        forms.append({"line": line, "what": what, **_form(what, asked_of(line.fact), tried)})
    return forms


def _form(what: str, fields: Any, tried: Tried | None) -> dict[str, Any]:
    mine = tried if tried is not None and tried.what == what else Tried(what)
    boxes = [box(asked, what, mine.typed.get(asked.name, asked.initial), mine.errors) for asked in fields]
    return {"boxes": boxes, "key": mine.key or uuid4(), "is_open": mine is tried}


def _summary(tried: Tried | None) -> list[dict[str, str]]:
    if tried is None:
        return []
    if tried.conflict:
        return [{"text": tried.conflict}]
    return [
        {"text": sentence} if name == "*" else {"text": sentence, "href": f"#{box_of(tried.what, name)}"}
        for name, sentence in tried.errors.items()
    ]


@act(f"{HERE}/{{key:str}}", may=Permission.REVIEW_PROCEDURES, in_transaction=False)
async def change_one(request: WebRequest, key: FromPath[str]) -> Answer:
    """A move on a version (`viec` is its name), or a decision over a fact (`fact:term`)."""
    faults, posted = await faults_and_form_of(request)
    what, form_key = only(posted, "viec"), uuid_of(only(posted, "_key"))
    typed = {name: only(posted, name) for name in posted if not name.startswith("_")}
    if faults or form_key is None:
        errors = faults or {"*": "Trang này đã mở quá lâu. Hãy kiểm tra rồi gửi lại."}
        return await _shown(request, key, _version(posted), Tried(what, typed, errors), 422)
    try:
        says = await _carried_out(request, key, what, posted, typed, form_key)
    except Refused as refused:
        errors = dict(refused.errors) or {"*": refused.sentence}
        return await _shown(request, key, _version(posted), Tried(what, typed, errors, key=form_key), 422)
    except Conflict as conflict:
        return await _shown(request, key, _version(posted), Tried(what, typed, conflict=conflict.sentence), 409)
    return go(request, f"{HERE}/{key}", says=says)


def _version(posted: Typed) -> str:
    return only(posted, "phien-ban").partition(":")[0]


async def _carried_out(
    request: WebRequest, key: str, what: str, posted: Typed, typed: Mapping[str, str], form_key: UUID
) -> str:
    office, who = office_of(request), acting(request)
    found = await review_page(office, who, key)  # whether this person may see it at all
    if what in {move.value for move in ReviewMove}:
        picked = picked_of(only(posted, "phien-ban"))
        if picked.version_hash not in {line.publication.version_hash for line in found.versions}:
            raise NotHere
        move = ReviewMove(what)
        asked = {each.name: typed.get(each.name, "") for each in questions(move)}
        return f"{found.shown.title}: {await change(office, who, picked, move, asked, form_key)}"
    fact = what.removeprefix("fact:")
    if what.startswith("fact:") and fact in {each.value for each in Fact}:
        return await decide(office, who, procedure_here(office, key), Fact(fact), typed, form_key)
    raise Refused("Hãy chọn việc cần làm.")


@page(f"{HERE}/{{key:str}}/so-sanh", may=Permission.REVIEW_PROCEDURES)
async def show_difference(request: WebRequest, key: FromPath[str]) -> Answer:
    """Two versions side by side: `?tu=` and `?den=` are the beginnings of their hashes."""
    query = query_of(request)
    old, new = only(query, "tu")[:LONGEST_HASH], only(query, "den")[:LONGEST_HASH]
    first, second, found = await compare(office_of(request), acting(request), key, old, new)
    groups: dict[str, list[Any]] = {}
    for each in found:
        groups.setdefault(each.group, []).append(each)
    return shown(
        request, "review/difference.html", first=first, second=second, groups=groups, count=len(found), key=key
    )


PAGES = (show_one, change_one, show_difference)
