"""One move on the dossiers ticked in a list, or on a whole list; and what became of each, on a page of its own."""

from __future__ import annotations

from urllib.parse import parse_qsl
from uuid import UUID, uuid4

from motcua.domain.errors import NotHere, Refused
from motcua.domain.moves import MOVES, Move
from motcua.domain.people import Permission
from motcua.services.work.bulk import (
    MOST_OF_VIEW,
    TOGETHER,
    Picked,
    Picks,
    is_fitting,
    pick_all,
    questions,
    say_yes,
    start,
)
from motcua.services.work.bulk_results import Results, lately, results
from motcua.services.work.bulk_work import work
from motcua.services.work.handovers import half_of
from motcua.services.work.worklists import VIEWS
from motcua.web.forms import Typed, only
from motcua.web.ids import uuid_of
from motcua.web.list_filters import ADDRESSES, kept_query, listed_in
from motcua.web.page import (
    Answer,
    WebRequest,
    act,
    acting,
    business_now,
    center_of,
    faults_and_form_of,
    form_of,
    go,
    office_of,
    page,
    query_of,
    shown,
)

MAKERS = tuple(sorted({MOVES[move].permission for move in TOGETHER} | {Permission.HAND_BACK}))
HERE = "/viec/hang-loat"
SHEETS = {Move.HAND_OVER: "giao", Move.TAKE_BACK: "nhan"}
STATES = {"xong": "done", "chua-duoc": "refused", "dang-cho": "waiting"}


@act(HERE, may=MAKERS, in_transaction=False)
async def make_many(request: WebRequest) -> Answer:
    """Each dossier by itself; sent again (a reload, a second click, a retry) nothing is made twice."""
    faults, posted = await faults_and_form_of(request)
    query = _kept(request, posted)
    move, key = _move(only(posted, "viec")), uuid_of(only(posted, "_key"))
    error = next(iter(faults.values()), "")
    if move is None or key is None:
        return _refused(request, move, query, error or "Hãy chọn hồ sơ và việc cần làm, rồi gửi lại.")
    data = {field.name: only(posted, field.name) for field in questions(move)}
    try:
        if error:
            raise Refused(error)
        whole = await _whole(request, move, query) if "ca-danh-sach" in posted else None
        picked = whole.picked if whole is not None else picked_of(posted, move)
        is_beside = await start(acting(request), move, picked, data, key, query=query, whole=whole)
    except Refused as refused:
        return _refused(request, move, query, refused.sentence)
    if whole is None and not is_beside:
        await work(office_of(request), acting(request), key)
    return go(request, f"{HERE}?lan={key}")


async def _whole(request: WebRequest, move: Move, query: str) -> Picks:
    listed = listed_in(query, office_of(request), center_of(request))
    found = await pick_all(acting(request), move, ADDRESSES[listed.view], listed.narrow)
    if not found.picked:
        raise Refused(f"Danh sách không có hồ sơ nào làm được việc “{MOVES[move].label}”.")
    return found


def _refused(request: WebRequest, move: Move | None, query: str, error: str) -> Answer:
    return shown(
        request,
        "desk/bulk_refused.html",
        status=422,
        title=MOVES[move].label if move else "Làm nhiều hồ sơ",
        query=query,
        errors=[{"text": error}],
    )


@page(HERE, may=MAKERS)
async def show_batch(request: WebRequest) -> Answer:
    """What became of a batch (`lan`), or what this person had done lately."""
    if not only(query_of(request), "lan"):
        return shown(request, "desk/bulk_lately.html", batches=await lately(acting(request)))
    return await _shown(request, "desk/bulk.html")


@act(f"{HERE}/tien-do", may=MAKERS, in_transaction=False, is_quiet=True)
async def show_progress(request: WebRequest) -> Answer:
    """The part of the page that asks again by itself as long as a batch is under way."""
    if not only(query_of(request), "lan"):
        raise Refused("Không có lần làm nào như vậy.")
    return await _shown(request, "desk/_bulk.html")


async def _shown(request: WebRequest, template: str) -> Answer:
    query = query_of(request)
    batch_id, after, only_state = uuid_of(only(query, "lan")), only(query, "sau") or "0", only(query, "ket-qua")
    if batch_id is None or not (after.isascii() and after.isdigit() and len(after) < 9):
        raise NotHere
    if only_state and only_state not in STATES:
        raise NotHere
    found = await results(office_of(request), acting(request), batch_id, state=STATES.get(only_state), after=int(after))
    batch = found.batch
    day, half = half_of(business_now(request))
    return shown(
        request,
        template,
        found=found,
        batch=batch,
        title=f"{batch.label}: kết quả từng hồ sơ" if not batch.is_asked else f"{batch.label}: cả danh sách",
        list_name=_name_of(request, batch.query),
        most=MOST_OF_VIEW,
        narrowed=only_state,
        here=f"{HERE}?lan={batch_id}",
        can_retry=_can_retry(found),
        answers=found.answers or {},
        is_hand_back=batch.move is Move.HAND_BACK,
        way_back="/tra-ket-qua" if batch.move is Move.HAND_BACK else f"/viec?{batch.query}",
        sheet=f"/ban-giao?ngay={day}&buoi={half}&chieu={SHEETS[batch.move]}" if batch.move in SHEETS else "",
        key=uuid4(),
    )


def _can_retry(found: Results) -> list[object]:
    """Refused ones of this page that they may still see. A result is handed back again from its own page."""
    if found.batch.move is Move.HAND_BACK or found.batch.waiting:
        return []
    return [each for each in found.items if each.is_refused and each.row is not None]


def _name_of(request: WebRequest, query: str) -> str:
    view = dict(parse_qsl(query)).get("xem", "")
    return VIEWS[ADDRESSES[view]] if view in ADDRESSES else ""


@act(f"{HERE}/lam", may=MAKERS, in_transaction=False)
async def do_it(request: WebRequest) -> Answer:
    """Yes to a whole list, or on with what was left undone."""
    batch_id = uuid_of(only(await form_of(request), "lan"))
    if batch_id is None:
        raise Refused("Không có lần làm nào như vậy. Mở lại danh sách rồi chọn lại.")
    if not await say_yes(acting(request), batch_id):
        await work(office_of(request), acting(request), batch_id)
    return go(request, f"{HERE}?lan={batch_id}")


def _move(text: str) -> Move | None:
    return Move(text) if text in {move.value for move in TOGETHER} else None


def picked_of(posted: Typed, move: Move) -> tuple[Picked, ...]:
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


PAGES = (make_many, show_batch, show_progress, do_it)
