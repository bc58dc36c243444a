"""A yearly list of dossiers whose time has ended: proposed, looked through, submitted, approved or returned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from motcua.centers import here
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.people import Acting, Permission, who_may
from motcua.jobs.port import enqueue
from motcua.services.archive.terms import check_keeps, check_sees
from motcua.services.catalogue import known_here
from motcua.services.codes import local_date
from motcua.services.dossiers.asked import clean_text
from motcua.services.dossiers.naming import agency_name
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.store.engine import Row, transaction
from motcua.store.queries import archive as stored
from motcua.store.queries.letters import load_letter
from motcua.store.queries.review import append_events, lock_review

COLLECT, DESTROY = "disposal_collect", "disposal_destroy"
KEY = "archive"
PAGE = 20
AT_ONCE = 500
LONGEST = 300
LONGEST_ATTENDED = 1_000
STATES = {
    "collecting": "Đang lập danh mục",
    "draft": "Đang rà soát danh mục",
    "submitted": "Chờ Giám đốc duyệt",
    "destroying": "Đang tiêu hủy",
    "destroyed": "Đã tiêu hủy, chưa có biên bản",
    "closed": "Đã tiêu hủy, có biên bản",
    "dropped": "Đã bỏ",
}
# Why what has ended is not on a list.
LEFT_OUT = {
    "no_term": "thủ tục chưa đặt thời hạn bảo quản",
    "open_book": "còn đứng trong sổ chưa khóa",
    "for_ever": "bảo quản vĩnh viễn",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A dossier on a list. `kept_until`: the last day of its time."""

    ordinal: int
    dossier_id: UUID
    code: str
    procedure: str
    agency: str
    ended_on: date
    kept_until: date
    years: int
    basis: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sum:
    """What a list comes to for one procedure and term."""

    procedure: str
    agency: str
    years: int
    basis: str
    count: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Disposal:
    """One list, as its page and the board show it; `row` holds what was written of it."""

    id: UUID
    year: int
    state: str
    says: str
    row: Row
    left_out: tuple[tuple[str, int], ...]
    sums: tuple[Sum, ...] = ()
    items: tuple[Item, ...] = ()
    next_ordinal: int = 0
    minutes: str = ""

    @property
    def to_destroy(self) -> int:
        return int(self.row["total"] - self.row["done"])

    @property
    def destroyed(self) -> int:
        return int(self.row["done"])

    @property
    def is_under_way(self) -> bool:
        return self.state in ("collecting", "destroying")

    @property
    def percent(self) -> int:
        return 100 * self.destroyed // self.row["total"] if self.row["total"] else 0


async def propose(acting: Acting, key: UUID) -> UUID:
    """Begins the list of this year; it is collected beside the requests."""
    check_keeps(acting.staff)
    async with transaction(), once(key, acting, COLLECT) as told:
        if told.outcome is None:
            disposal_id = uuid4()
            year = local_date(acting.at).year
            made = await stored.insert_disposal(
                disposal_id, year, by=acting.staff.id, name=acting.staff.name, at=acting.at
            )
            if not made:
                raise Conflict("Đang có một danh mục chưa xong: hãy hoàn thành hoặc bỏ danh mục đó trước.")
            await note(acting, "disposal_proposed", {"disposal": disposal_id, "year": year})
            await enqueue(COLLECT, {"disposal": disposal_id}, key=str(disposal_id))
            told.outcome = {"id": str(disposal_id)}
        return UUID(told.outcome["id"])


async def note(acting: Acting, kind: str, data: dict[str, Any]) -> None:
    """In the center's own chain, in the transaction of the act."""
    await lock_review()
    await append_events([(KEY, kind, data)], acting.staff, acting.at)


async def board(acting: Acting, before: tuple[datetime, UUID] | None = None) -> tuple[tuple[Disposal, ...], str]:
    """The lists, the latest first, and where the next page begins."""
    check_sees(acting.staff)
    async with transaction():
        found = await stored.disposals(before, PAGE + 1)
        lines = tuple([await _made(row) for row in found[:PAGE]])
    return lines, str(lines[-1].id) if len(found) > PAGE else ""


async def place_of(disposal_id: UUID) -> tuple[datetime, UUID]:
    async with transaction():
        found = await stored.load_disposal(disposal_id)
    if found is None:
        raise NotHere
    return found["proposed_at"], disposal_id


async def show(office: Office, acting: Acting, disposal_id: UUID, after: int = 0) -> Disposal:
    """A list with fifty of its dossiers, those after a number."""
    check_sees(acting.staff)
    async with transaction():
        found = await stored.load_disposal(disposal_id)
        if found is None:
            raise NotHere
        items = await stored.items_of(disposal_id, after, stored.PAGE + 1)
        made = await _made(found)
    titles: dict[str, str] = {str(each.key): each.title for each in known_here(office)}
    return Disposal(
        made.id, made.year, made.state, made.says, made.row, made.left_out,
        tuple(_sum(each, titles) for each in found["sums"] if each["n"]),
        tuple(_item(each, titles) for each in items[: stored.PAGE]),
        items[stored.PAGE - 1]["ordinal"] if len(items) > stored.PAGE else 0,
        made.minutes,
    )  # fmt: skip


async def _made(found: Row) -> Disposal:
    letter = await load_letter(found["minutes_id"]) if found["minutes_id"] else None
    return Disposal(
        found["id"], found["year"], found["state"], STATES[found["state"]], found,
        tuple((LEFT_OUT[key], count) for key, count in found["left_out"].items() if key in LEFT_OUT),
        minutes=letter["number"] if letter else "",
    )  # fmt: skip


async def every_item(office: Office, acting: Acting, disposal_id: UUID) -> tuple[Item, ...]:
    """The whole list, for a file; some hundreds at a time."""
    check_sees(acting.staff)
    titles = {str(each.key): each.title for each in known_here(office)}
    found: list[Item] = []
    while True:
        async with transaction():
            rows = await stored.items_of(disposal_id, found[-1].ordinal if found else 0, AT_ONCE)
        found += [_item(row, titles) for row in rows]
        if len(rows) < AT_ONCE:
            return tuple(found)


def sums_of(found: Sequence[Row]) -> list[dict[str, Any]]:
    """What `by_procedure` says, as it is kept on the list's row."""
    return [{**each, "first": str(each["first"]), "last": str(each["last"])} for each in found]


def _sum(row: Mapping[str, Any], titles: dict[str, str]) -> Sum:
    title, agency = titles.get(row["procedure_key"]) or str(row["procedure_key"]), agency_name(here(), row["agency"])
    first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
    return Sum(title, agency, row["years"], row["basis"], row["n"], first, last)


def _item(row: Row, titles: dict[str, str]) -> Item:
    title = titles.get(row["procedure_key"]) or str(row["procedure_key"])
    return Item(
        row["ordinal"], row["dossier_id"], row["code"] or "", title,
        agency_name(here(), row["agency"]), row["ended_on"], row["kept_until"], row["years"], row["basis"],
        row["state"], row["reason"],
    )  # fmt: skip


async def _held(disposal_id: UUID, seen: int, *states: str) -> Row:
    """The list, locked, as whoever acts on it saw it."""
    found = await stored.load_disposal(disposal_id, lock=True)
    if found is None:
        raise NotHere
    if found["state"] not in states or found["version"] != seen:
        raise Conflict("Danh mục vừa được người khác xử lý. Hãy tải lại trang để xem tình trạng mới nhất.")
    return found


async def leave_out(acting: Acting, disposal_id: UUID, seen: int, ordinal: int, reason: str) -> str:
    """A dossier that must be kept longer (a complaint, say) comes off the list; an empty reason puts it back."""
    check_keeps(acting.staff)
    said = clean_text("Lý do", reason, LONGEST)
    async with transaction():
        found = await _held(disposal_id, seen, "draft")
        item = await stored.change_item(disposal_id, ordinal, "out" if said else "in", said, acting.at)
        if item is None:
            raise NotHere
        more = -1 if said else 1
        same = ("procedure_key", "years", "basis")
        sums = [
            {**each, "n": each["n"] + more} if all(each[name] == item[name] for name in same) else each
            for each in found["sums"]
        ]
        await stored.change_disposal(
            disposal_id, total=found["total"] + more, out_count=found["out_count"] - more, sums=sums
        )
    return f"Đã đưa hồ sơ số {ordinal} ra khỏi danh mục." if said else f"Đã đưa hồ sơ số {ordinal} trở lại danh mục."


async def submit(acting: Acting, disposal_id: UUID, seen: int) -> str:
    check_keeps(acting.staff)
    async with transaction():
        count = (await _held(disposal_id, seen, "draft"))["total"]
        if not count:
            raise Conflict("Danh mục không có hồ sơ nào để trình.")
        await stored.change_disposal(disposal_id, state="submitted", submitted_at=acting.at, returned_for="")
        await note(acting, "disposal_submitted", {"disposal": disposal_id, "count": count})
    return f"Đã trình Giám đốc danh mục {count} hồ sơ."


async def drop(acting: Acting, disposal_id: UUID, seen: int) -> str:
    check_keeps(acting.staff)
    async with transaction():
        await _held(disposal_id, seen, "draft", "submitted")
        await stored.change_disposal(disposal_id, state="dropped")
        await note(acting, "disposal_dropped", {"disposal": disposal_id})
    return "Đã bỏ danh mục. Không hồ sơ nào bị tiêu hủy."


async def go_on(acting: Acting, disposal_id: UUID) -> str:
    """Work that was stopped (the machine went off, a job failed) is taken up again; what still runs is left alone."""
    check_sees(acting.staff)
    async with transaction():
        found = await stored.load_disposal(disposal_id)
        if found is None:
            raise NotHere
        kind = {"collecting": COLLECT, "destroying": DESTROY}.get(found["state"])
        if kind is None:
            raise Conflict("Việc này đã xong. Hãy tải lại trang.")
        is_new = await enqueue(kind, {"disposal": disposal_id}, key=str(disposal_id))
    return "Đã cho chạy tiếp." if is_new else "Việc đang chạy; hãy chờ ít phút."


def _check_approves(acting: Acting, found: Row) -> None:
    if not acting.staff.may(Permission.APPROVE_DISPOSAL):
        raise NotAllowed(f"Việc này do: {who_may(Permission.APPROVE_DISPOSAL)}.")
    if found["proposed_by"] == acting.staff.id:
        raise NotAllowed("Người lập danh mục không tự duyệt danh mục của mình.")


async def send_back(acting: Acting, disposal_id: UUID, seen: int, reason: str) -> str:
    said = clean_text("Lý do", reason, LONGEST)
    if not said:
        raise Refused("Hãy nêu lý do trả lại.", {"ly-do": "Hãy nêu lý do trả lại."})
    async with transaction():
        _check_approves(acting, await _held(disposal_id, seen, "submitted"))
        await stored.change_disposal(disposal_id, state="draft", returned_for=said)
        await note(acting, "disposal_returned", {"disposal": disposal_id, "reason": said})
    return "Đã trả lại danh mục để rà soát."


async def approve(acting: Acting, disposal_id: UUID, seen: int, *, decision: str, attended: str, is_sure: bool) -> str:
    """The director's word: from here on the list is destroyed beside the requests, and nothing brings it back."""
    decided = clean_text("Quyết định", decision, LONGEST)
    who = clean_text("Thành phần tham gia", attended, LONGEST_ATTENDED)
    faults = {}
    if not decided:
        faults["quyet-dinh"] = "Hãy ghi số, ngày quyết định tiêu hủy."
    if not who:
        faults["thanh-phan"] = "Hãy ghi thành phần tham gia, mỗi người một dòng."
    if not is_sure:
        faults["xac-nhan"] = "Hãy đánh dấu xác nhận: hồ sơ đã tiêu hủy không khôi phục được."
    if faults:
        raise Refused(next(iter(faults.values())), faults)
    async with transaction():
        found = await _held(disposal_id, seen, "submitted")
        _check_approves(acting, found)
        count = found["total"]
        await stored.change_disposal(
            disposal_id,
            state="destroying",
            decision=decided,
            attended=who,
            decided_by=acting.staff.id,
            decided_by_name=acting.staff.name,
            decided_by_title=acting.staff.title,
            decided_at=acting.at,
        )
        await note(acting, "disposal_approved", {"disposal": disposal_id, "count": count, "decision": decided})
        await enqueue(DESTROY, {"disposal": disposal_id}, key=str(disposal_id))
    return f"Đã duyệt. Đang tiêu hủy {count} hồ sơ; trang này tự cập nhật."
