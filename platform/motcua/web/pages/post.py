"""The post's own pages and the counter's side of them: what waits, trips with their lists, one task step by step."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

from motcua.domain.errors import NotHere, Refused, Spoken
from motcua.domain.people import Permission
from motcua.domain.post import ACTS, Carrying, PostAct
from motcua.services.post import acts as post_acts
from motcua.services.post import asking as post_asking
from motcua.services.post import lists as post_lists
from motcua.services.post import tasks as post
from motcua.services.post.asked import fields_of
from motcua.web.forms import Typed, only
from motcua.web.ids import asked_for, uuid_of
from motcua.web.page import (
    Answer,
    FromPath,
    WebRequest,
    act,
    acting,
    form_of,
    go,
    office_of,
    page,
    query_of,
    shown,
    uploads_of,
)
from motcua.web.pages.citizen_home import place_of, place_says
from motcua.web.pages.filing_papers import file_answer
from motcua.web.pages.letters import REASON, as_pdf
from motcua.web.pages.move_forms import box, box_of
from motcua.web.pages.moves import KEY, OLD_PAGE
from motcua.web.pages.uploads import pieces_of

HERE = "/buu-chinh"
LOOKS = (Permission.CARRY_POST, Permission.RECEIVE, Permission.HAND_BACK, Permission.SEE_EVERY_DOSSIER)
ACTING = (Permission.CARRY_POST, Permission.RECEIVE, Permission.HAND_BACK)
COUNTER = (Permission.RECEIVE, Permission.HAND_BACK)
LIST_NAMES = {"cho": "Chờ bưu chính nhận", "dang": "Đang thực hiện", "xong": "Đã xong"}


def seen_of(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def key_of(typed: Typed) -> UUID:
    key = uuid_of(only(typed, KEY))
    if key is None:
        raise Refused(OLD_PAGE)
    return key


@page(HERE, may=LOOKS)
async def show_board(request: WebRequest) -> Answer:
    """Tasks by where they stand; a post officer ticks those of the next trip."""
    query = query_of(request)
    which = only(query, "xem") or "cho"
    if which not in post.LISTS:
        raise NotHere
    who, place = acting(request), place_of(only(query, "sau"))
    tasks, after, counts = await post.tasks(who, which, place)
    is_post = who.staff.may(Permission.CARRY_POST)
    return shown(
        request,
        "post/board.html",
        tasks=tasks,
        which=which,
        names=LIST_NAMES,
        counts=counts,
        later=place_says(after),
        is_first=place is None,
        trips=await post_lists.latest_trips() if is_post else (),
        is_post=is_post,
        is_counter=any(who.staff.may(each) for each in COUNTER),
        key=uuid4(),
    )


@act(f"{HERE}/chuyen", may=Permission.CARRY_POST)
async def start_trip(request: WebRequest) -> Answer:
    typed = await form_of(request)
    ids = [uuid_of(text) for text in typed.get("viec", ())]
    if not ids:
        return go(request, HERE, says="Chưa đánh dấu việc nào. Đánh dấu các việc của chuyến rồi lập lại.")
    found = [each for each in ids if each is not None]
    if len(found) != len(ids):
        raise NotHere
    trip_id = await post_acts.start_trip(office_of(request), acting(request), found, key_of(typed))
    return go(request, f"{HERE}/chuyen/{trip_id}", says="Đã lập chuyến. In bảng kê để hai bên ký khi giao nhận.")


@page("/buu-chinh/chuyen/{trip_id:str}", may=Permission.CARRY_POST)
async def show_trip(request: WebRequest, trip_id: FromPath[str]) -> Answer:
    trip = await post_lists.open_trip(asked_for(trip_id))
    return shown(request, "post/trip.html", trip=trip, key=uuid4())


@act("/buu-chinh/chuyen/{trip_id:str}", may=Permission.CARRY_POST)
async def print_list(request: WebRequest, trip_id: FromPath[str]) -> Answer:
    """The first time it is issued; afterwards the same bytes, with a reason."""
    typed, found = await form_of(request), asked_for(trip_id)
    reason = only(typed, REASON)
    return as_pdf(await post_lists.issue_list(office_of(request), acting(request), found, reason, key_of(typed)))


async def _task(
    request: WebRequest,
    task_id: str,
    tried: PostAct | None = None,
    typed: Typed | None = None,
    faults: Mapping[str, str] | None = None,
    status: int = 200,
) -> Answer:
    who = acting(request)
    found = await post.open_task(who, asked_for(task_id))
    wrong = dict(faults or {})
    forms = []
    for each in found.acts:
        is_tried = each is tried
        boxes = tuple(
            box(
                asked,
                each.value,
                only(typed or {}, asked.name) if is_tried else asked.initial,
                wrong if is_tried else {},
            )
            for asked in fields_of(each, found.task, who.at)
        )
        forms.append({"act": each.value, "label": ACTS[each].label, "boxes": boxes, "key": uuid4(), "open": is_tried})
    errors = [
        {"text": text, "href": f"#{box_of(tried.value, name)}" if tried else f"#f-{name}"}
        for name, text in wrong.items()
    ]
    return shown(
        request,
        "post/task.html",
        status=status,
        found=found,
        task=found.task,
        forms=forms,
        errors=errors,
        file_fault=wrong.get("file", ""),
        may_open=who.staff.may(Permission.SEE_DOSSIERS),
        takes_photo=who.staff.may(Permission.CARRY_POST) and found.task.trip_id is not None,
        is_delivery=found.task.kind is Carrying.DELIVERY,
    )


@page("/buu-chinh/viec/{task_id:str}", may=LOOKS)
async def show_task(request: WebRequest, task_id: FromPath[str]) -> Answer:
    return await _task(request, task_id)


@act("/buu-chinh/viec/{task_id:str}", may=ACTING)
async def do(request: WebRequest, task_id: FromPath[str]) -> Answer:
    typed, found = await form_of(request), asked_for(task_id)
    made = next((each for each in PostAct if each.value == only(typed, "viec")), None)
    if made is None:
        raise Refused("Chọn một việc trên trang rồi gửi lại.")
    data = {name: texts[-1] for name, texts in typed.items() if not name.startswith("_")}
    seen = seen_of(only(typed, "_seen"))
    try:
        says = await post_acts.do(office_of(request), acting(request), found, made, seen, data, key_of(typed))
    except Refused as refused:
        if not refused.errors:
            raise
        return await _task(request, task_id, made, typed, refused.errors, 422)
    return go(request, f"{HERE}/viec/{found}", says=says)


@act("/buu-chinh/viec/{task_id:str}/anh", may=Permission.CARRY_POST, in_transaction=False, takes_upload=True)
async def add_photo(request: WebRequest, task_id: FromPath[str]) -> Answer:
    """A photograph of what was signed; optional, and shown only when it is clean."""
    found = asked_for(task_id)
    files = await uploads_of(request, "file")
    if not files:
        return await _task(request, task_id, None, {}, {"file": "Chọn một ảnh rồi gửi."}, 422)
    file = files[0]
    try:
        await post_acts.add_proof(
            office_of(request),
            acting(request),
            found,
            stream=pieces_of(file),
            name=file.filename,
            declared=file.content_type or "",
        )
    except NotHere:
        raise
    except Spoken as refused:
        return await _task(request, task_id, None, {}, {"file": refused.sentence}, 422)
    return go(request, f"{HERE}/viec/{found}", says="Đã lưu ảnh.")


@page("/buu-chinh/viec/{task_id:str}/anh/{file_id:str}", may=LOOKS)
async def open_photo(request: WebRequest, task_id: FromPath[str], file_id: FromPath[str]) -> Answer:
    found = await post.open_proof(office_of(request), acting(request), asked_for(task_id), uuid_of(file_id))
    return file_answer(found)


async def _counter(request: WebRequest, typed: Typed, faults: Mapping[str, str], status: int = 200) -> Answer:
    who, place = acting(request), place_of(only(query_of(request), "sau"))
    ready, after = await post.results_to_give(office_of(request), who, place)
    fields = post_asking.fields_to_ask(post_asking.agencies_here())
    return shown(
        request,
        "post/counter.html",
        status=status,
        ready=ready,
        later=place_says(after),
        to_confirm=await post.at_counter(who),
        boxes=tuple(box(asked, "xin", only(typed, asked.name), faults) for asked in fields),
        errors=[{"text": text, "href": f"#{box_of('xin', name)}"} for name, text in faults.items()],
        opened=bool(faults),
        can_ask=who.staff.may(Permission.RECEIVE),
        may_give=who.staff.may(Permission.HAND_BACK),
        key=uuid4(),
        new_key=uuid4,
    )


@page("/buu-chinh/quay", may=COUNTER)
async def show_counter(request: WebRequest) -> Answer:
    """What the counter gives to the post, and what it has to confirm."""
    return await _counter(request, {}, {})


@act("/buu-chinh/quay", may=Permission.RECEIVE)
async def ask(request: WebRequest) -> Answer:
    """A pick-up for somebody who telephones."""
    typed = await form_of(request)
    data = {name: texts[-1] for name, texts in typed.items() if not name.startswith("_")}
    try:
        task_id = await post_asking.ask_at_counter(acting(request), data, uuid_of(only(typed, KEY)) or uuid4())
    except Refused as refused:
        return await _counter(request, typed, refused.errors, 422)
    return go(request, f"{HERE}/viec/{task_id}", says="Đã ghi yêu cầu bưu chính đến nhận giấy tờ.")


@act("/buu-chinh/giao/{dossier_id:str}", may=Permission.HAND_BACK)
async def give(request: WebRequest, dossier_id: FromPath[str]) -> Answer:
    typed, found = await form_of(request), asked_for(dossier_id)
    seen = seen_of(only(typed, "_seen"))
    code = await post_acts.give(office_of(request), acting(request), found, seen, key_of(typed))
    return go(request, f"{HERE}/quay", says=f"Đã giao kết quả hồ sơ {code}, chờ bưu chính xác nhận.")


PAGES = (
    show_board,
    start_trip,
    show_trip,
    print_list,
    show_counter,
    ask,
    give,
    show_task,
    do,
    add_photo,
    open_photo,
)
