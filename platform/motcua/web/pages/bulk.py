"""One move on the dossiers ticked in a list, with what became of each; and the lists people keep."""

from __future__ import annotations

from uuid import UUID, uuid4

from motcua.domain.errors import NotHere, Refused
from motcua.domain.moves import MOVES, Move
from motcua.services.bulk import TOGETHER, Done, Picked, is_fitting, make_together, questions
from motcua.services.handovers import half_of
from motcua.services.views import forget_view, keep_view
from motcua.web.forms import Typed, only
from motcua.web.ids import uuid_of
from motcua.web.list_filters import kept_query
from motcua.web.page import (
    Answer,
    Permission,
    WebRequest,
    act,
    acting,
    business_now,
    center_of,
    faults_and_form_of,
    form_of,
    go,
    office_of,
    shown,
)

MAKERS = tuple(sorted({MOVES[move].permission for move in TOGETHER}))


@act("/viec/hang-loat", may=MAKERS, in_transaction=False)
async def make_many(request: WebRequest) -> Answer:
    """Each dossier by itself; sent again (a reload, a second click, a retry) nothing is made twice."""
    faults, posted = await faults_and_form_of(request)
    query = _kept(request, posted)
    move, key = _move(only(posted, "viec")), uuid_of(only(posted, "_key"))
    data = {field.name: only(posted, field.name) for field in questions(move)} if move else {}
    done: tuple[Done, ...] = ()
    error = next(iter(faults.values()), "")
    if move is None or key is None:
        error = error or "Hãy chọn hồ sơ và việc cần làm, rồi gửi lại."
    elif not error:
        try:
            done = await make_together(office_of(request), acting(request), move, _picked(posted, move), data, key)
        except Refused as refused:
            error = refused.sentence
    day, half = half_of(business_now(request))
    failed = [each for each in done if not each.is_done]
    return shown(
        request,
        "desk/bulk.html",
        status=422 if error else 200,
        title=MOVES[move].label if move else "Làm nhiều hồ sơ",
        move=move,
        data=data,
        done=done,
        failed=failed,
        can_retry=[each for each in failed if each.row is not None],
        key=key or uuid4(),
        query=query,
        errors=[{"text": error}] if error else [],
        sheet=f"/ban-giao?ngay={day}&buoi={half}&chieu={SHEETS[move]}" if move in SHEETS else "",
    )


SHEETS = {Move.HAND_OVER: "giao", Move.TAKE_BACK: "nhan"}


def _move(text: str) -> Move | None:
    return Move(text) if text in {move.value for move in TOGETHER} else None


def _picked(posted: Typed, move: Move) -> tuple[Picked, ...]:
    """`chon` are ticked rows. With `ca-trang` every row of the page (`trang`) that stands right for the move."""
    ticked = [_row(text) for text in posted.get("chon", ())]
    if "ca-trang" in posted:
        ticked += [row for row in map(_row, posted.get("trang", ())) if is_fitting(move, row[2])]
    return tuple(Picked(row_id, version) for row_id, version, _ in dict.fromkeys(ticked))


def _row(text: str) -> tuple[UUID, int, str]:
    row_id, _, rest = text.partition(":")
    version, _, state = rest.partition(":")
    found = uuid_of(row_id)
    if found is None or not (version.isascii() and version.isdigit() and len(version) < 9):
        raise NotHere
    return found, int(version), state


def _kept(request: WebRequest, posted: Typed) -> str:
    return kept_query(only(posted, "danh-sach"), office_of(request), center_of(request))


@act("/viec/luu", may=Permission.SEE_DOSSIERS)
async def save_view(request: WebRequest) -> Answer:
    """Keeps the list on the screen under a name."""
    posted = await form_of(request)
    query = _kept(request, posted)
    name = await keep_view(acting(request), only(posted, "ten"), query)
    return go(request, f"/viec?{query}", says=f"Đã lưu danh sách “{name}”.")


@act("/viec/bo", may=Permission.SEE_DOSSIERS)
async def drop_view(request: WebRequest) -> Answer:
    posted = await form_of(request)
    view_id = uuid_of(only(posted, "ma"))
    if view_id is None:
        raise Refused("Hãy chọn danh sách cần bỏ.")
    await forget_view(acting(request), view_id)
    return go(request, "/viec", says="Đã bỏ danh sách đã lưu.")


PAGES = (make_many, save_view, drop_view)
