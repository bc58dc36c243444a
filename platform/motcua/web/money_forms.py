"""Forms about money as a page shows them: each with its own key, its questions, and what was typed where refused."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID, uuid4

from motcua.domain.errors import NotAllowed, NotHere, Spoken, Unavailable
from motcua.domain.people import Permission, Staff
from motcua.services.dossiers.asked import MoveField
from motcua.web.errors import status_of
from motcua.web.forms import only
from motcua.web.ids import uuid_of
from motcua.web.page import WebRequest, faults_and_form_of
from motcua.web.pages.move_forms import box, box_of
from motcua.web.widgets import faults_of

KEY, SEEN = "_key", "_seen"
OLD_PAGE = "Trang này đã mở quá lâu. Hãy kiểm tra rồi gửi lại."
T = TypeVar("T")
_P = Permission
# text, path, who sees it
PLACES: tuple[tuple[str, str, frozenset[Permission]], ...] = (
    ("Bàn thu phí", "/thu-phi", frozenset({_P.COLLECT_FEE})),
    ("Ca thu", "/thu-phi/ca", frozenset({_P.COLLECT_FEE, _P.APPROVE_REFUND})),
    ("Hoàn, hủy khoản thu", "/thu-phi/hoan", frozenset({_P.COLLECT_FEE, _P.APPROVE_REFUND})),
    ("Đối soát sao kê", "/thu-phi/sao-ke", frozenset({_P.SETTLE_FEES})),
    ("Quyển biên lai", "/thu-phi/quyen", frozenset({_P.SETTLE_FEES, _P.KEEP_RECEIPT_BOOKS})),
    ("Quyết toán quý", "/thu-phi/quyet-toan", frozenset({_P.SETTLE_FEES})),
)


@dataclass(frozen=True, slots=True)
class Posted:
    """What a form sent: its key, the version on the person's screen (-1 where it has none), and the rest."""

    key: UUID
    seen: int
    typed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Missed:
    """A form that was refused: which, what was typed there, and why."""

    slug: str
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    status: int = 422


@dataclass(frozen=True, slots=True)
class FormView:
    """`hidden`: what is sent along unseen."""

    slug: str
    address: str
    label: str
    boxes: tuple[tuple[str, dict[str, Any]], ...]
    key: UUID
    seen: int
    hidden: Mapping[str, str]
    is_tried: bool


def places_of(staff: Staff) -> tuple[tuple[str, str], ...]:
    return tuple((text, path) for text, path, may in PLACES if may & staff.permissions)


def form_view(
    slug: str,
    address: str,
    label: str,
    asks: Sequence[MoveField],
    missed: Missed | None = None,
    *,
    seen: int = 0,
    hidden: Mapping[str, str] | None = None,
) -> FormView:
    mine = missed if missed is not None and missed.slug == slug else None
    return FormView(
        slug,
        address,
        label,
        tuple(
            box(ask, slug, mine.typed.get(ask.name, "") if mine else ask.initial, mine.errors if mine else {})
            for ask in asks
        ),
        uuid4(),
        seen,
        hidden or {},
        mine is not None,
    )


async def attempted(request: WebRequest, slug: str, work: Callable[[Posted], Awaitable[T]]) -> T | Missed:
    """What the work answers; where it is refused, what was typed comes back with the reasons."""
    faults, posted = await faults_and_form_of(request)
    typed = {name: texts[-1] for name, texts in posted.items() if not name.startswith("_")}
    key, seen = uuid_of(only(posted, KEY)), only(posted, SEEN, "0")
    if faults:
        return Missed(slug, typed, faults)
    if key is None or not (seen.isascii() and seen.isdigit() and len(seen) < 9):
        return Missed(slug, typed, {"*": OLD_PAGE})
    try:
        return await work(Posted(key, int(seen), typed))
    except (NotHere, NotAllowed, Unavailable):
        raise
    except Spoken as spoken:
        return Missed(slug, typed, faults_of(spoken), status_of(spoken))


def summary_of(missed: Missed | None, *forms: FormView) -> list[dict[str, str]]:
    """Each sentence a link to its box, where the form is drawn and has one."""
    if missed is None:
        return []
    mine = next((form for form in forms if form.slug == missed.slug), None)
    names = {params["name"] for _, params in mine.boxes} if mine is not None else set()
    return [
        {"text": sentence, "href": f"#{box_of(missed.slug, name)}"} if name in names else {"text": sentence}
        for name, sentence in missed.errors.items()
    ]
