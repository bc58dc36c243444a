"""A counter at work: it opens for groups, calls the next number, recalls, skips, sends on, finishes and closes.

The counter's row is locked before anything else, so that two windows of one counter never call two numbers; two
counters pass each other by (`FOR UPDATE SKIP LOCKED`) and never call the same one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.calendar import local
from motcua.domain.errors import Conflict, Refused
from motcua.domain.hall import CounterGroup, TicketState, half_hour_of, ordinary_is_next
from motcua.domain.people import Acting, Staff
from motcua.domain.worktime import day_and_minute
from motcua.services.hall.numbers import Ticket, group_of, ticket_from
from motcua.services.requests import once
from motcua.store.engine import transaction
from motcua.store.queries import hall as stored
from motcua.store.queries import hall_waits

MOST_SKIPPED, MOST_CALLS_SHOWN = 10, 9
NOT_OPEN = "Bạn chưa mở quầy nào hôm nay. Hãy chọn quầy rồi bấm Mở quầy."
MOVED_ON = "Quầy đã gọi số khác (có thể ở cửa sổ khác). Hãy xem lại số đang phục vụ rồi bấm tiếp."
NOBODY = "Chưa gọi số nào: hãy bấm Gọi số tiếp theo."


@dataclass(frozen=True, slots=True)
class FiledHere:
    id: UUID
    code: str


@dataclass(frozen=True, slots=True)
class AtCounter:
    """The counter's page: `number` None where this person has none open. `waiting`: by the groups it serves."""

    number: int | None
    groups: tuple[CounterGroup, ...]
    mine: tuple[CounterGroup, ...]
    """Every group this person may serve."""
    current: Ticket | None
    filed: tuple[FiledHere, ...]
    waiting: tuple[tuple[CounterGroup, int], ...]
    skipped: tuple[Ticket, ...]
    others: Mapping[int, str]
    """Counters open today and who is at them."""


@dataclass
class _Sums:
    """What one act adds to the day's sums, written last and in the order of the groups' keys."""

    at: datetime
    by_group: dict[str, dict[str, int]] = field(default_factory=dict)

    def add(self, group: str, **more: int) -> None:
        found = self.by_group.setdefault(group, {})
        for name, number in more.items():
            found[name] = found.get(name, 0) + number

    async def write(self) -> None:
        on, minute = day_and_minute(self.at)
        for group in sorted(self.by_group):
            await hall_waits.add_to_wait(on, group, half_hour_of(minute), self.by_group[group])


def groups_for(staff: Staff) -> tuple[CounterGroup, ...]:
    """Groups with an agency whose dossiers this person takes in."""
    return tuple(group for group in here().hall.groups if any(map(staff.receives_for, group.agencies)))


async def at_counter(acting: Acting) -> AtCounter:
    on = local(acting.at).date()
    mine = groups_for(acting.staff)
    async with transaction():
        counters = await stored.counters_open(on)
        own = next((each for each in counters if each["staff_id"] == acting.staff.id), None)
        keys = own["groups"] if own else [each.key for each in mine]
        waiting = await stored.waiting_by_group(on)
        skipped = await stored.skipped_of(keys, on, MOST_SKIPPED)
        current = await stored.called_by(acting.staff.id, on) if own else None
        filed = await stored.dossiers_of_ticket(current["id"]) if current else []
    served = tuple(each for each in here().hall.groups if each.key in keys)
    return AtCounter(
        number=own["number"] if own else None,
        groups=served,
        mine=mine,
        current=ticket_from(current) if current else None,
        filed=tuple(FiledHere(each["id"], each["code"] or "") for each in filed),
        waiting=tuple((each, waiting.get(each.key, 0)) for each in served),
        skipped=tuple(map(ticket_from, skipped)),
        others={each["number"]: each["staff_name"] for each in counters if each["staff_id"] != acting.staff.id},
    )


async def open_counter(acting: Acting, number: int, groups: Sequence[str], *, takes_over: bool = False) -> str:
    """Done twice it is done. The sentence."""
    mine = {each.key: each for each in groups_for(acting.staff)}
    if not 1 <= number <= here().hall.rules.counters:
        raise Refused("Hãy chọn quầy.", {"quay": "Hãy chọn một quầy trong danh sách."})
    chosen = [key for key in mine if key in groups]
    if not chosen:
        raise Refused("Hãy chọn lĩnh vực.", {"nhom": "Chọn ít nhất một lĩnh vực mà quầy này phục vụ."})
    on = local(acting.at).date()
    async with transaction():
        await stored.hold_counters()
        own = await stored.own_counter(acting.staff.id, on)
        if own and own["number"] != number and await stored.at_counter(own["number"], on):
            raise Conflict(f"Quầy {own['number']} của bạn đang phục vụ một số: hãy kết thúc trước khi sang quầy khác.")
        if not await stored.open_counter(number, acting.staff.id, chosen, on, acting.at, takes_over=takes_over):
            raise Refused(
                "Quầy đang có người.",
                {"quay": f"Quầy {number} đang có người phụ trách. Chọn quầy khác, hoặc đánh dấu Nhận thay quầy."},
            )
    return f"Đã mở quầy {number}."


async def close_counter(acting: Acting) -> str:
    """A number still being served is finished with it."""
    async with transaction():
        own, current = await _own(acting)
        sums = _Sums(acting.at)
        if current:
            await _finish(current, acting.at, sums)
        await stored.close_counter(acting.staff.id)
        await sums.write()
    return f"Đã đóng quầy {own['number']}."


async def call_next(acting: Acting, seen: str, key: UUID) -> str:
    """Finishes what is being served and calls the next. `seen`: the number on the page, "" for none."""
    async with transaction(), once(key, acting, "hall:next") as told:
        if told.outcome is None:
            told.outcome = {"says": await _called_next(acting, seen)}
        return str(told.outcome["says"])


async def _called_next(acting: Acting, seen: str) -> str:
    own, current = await _own(acting, seen)
    on, rules, sums = local(acting.at).date(), here().hall.rules, _Sums(acting.at)
    if current:
        await _finish(current, acting.at, sums)
    run = own["priority_run"]
    found = await stored.pick(own["groups"], on, acting.at, ordinary_first=ordinary_is_next(run, rules))
    if found is not None:
        goes_before = found["priority_from"] is not None and found["priority_from"] <= acting.at
        await stored.set_priority_run(own["number"], run + 1 if goes_before else 0)
        await _call(found, own, acting, sums)
    await sums.write()
    if found is None:
        return "Không còn ai chờ." if not current else f"Đã kết thúc số {current['label']}. Không còn ai chờ."
    return f"Mời số {found['label']} đến quầy {own['number']}."


async def _call(found: Mapping[str, Any], own: Mapping[str, Any], acting: Acting, sums: _Sums) -> None:
    await stored.set_called(found["id"], own["number"], acting.staff.id, acting.at)
    if found["first_called_at"] is None:
        # Somebody with an appointment waits from its time, not from when they came early.
        since = max(found["queued_at"], found["priority_from"] or found["queued_at"])
        waited = max(0, int((acting.at - since).total_seconds()))
        sums.add(found["group_key"], called=1, waited_seconds=waited, longest_seconds=waited)


async def recall(acting: Acting, seen: str, key: UUID) -> str:
    """The same number again, on the display as just called."""
    async with transaction(), once(key, acting, "hall:recall") as told:
        if told.outcome is None:
            own, current = await _serving(acting, seen)
            await stored.set_called(current["id"], own["number"], acting.staff.id, acting.at)
            told.outcome = {"says": f"Gọi lại số {current['label']} đến quầy {own['number']}."}
        return str(told.outcome["says"])


async def call_skipped(acting: Acting, label: str, seen: str, key: UUID) -> str:
    """Somebody who was away when called has come back: at once, before the others, when the counter is free."""
    async with transaction(), once(key, acting, f"hall:skipped:{label}") as told:
        if told.outcome is None:
            own, current = await _own(acting, seen)
            sums = _Sums(acting.at)
            found = await stored.ticket_of_label(local(acting.at).date(), label)
            if found is None or found["state"] != TicketState.SKIPPED or found["group_key"] not in own["groups"]:
                raise Conflict("Số này không còn trong danh sách đã bỏ qua của quầy.")
            if current:
                await _finish(current, acting.at, sums)
            await _call(found, own, acting, sums)
            await sums.write()
            told.outcome = {"says": f"Mời số {label} đến quầy {own['number']}."}
        return str(told.outcome["says"])


async def skip(acting: Acting, seen: str, key: UUID) -> str:
    async with transaction(), once(key, acting, "hall:skip") as told:
        if told.outcome is None:
            _, current = await _serving(acting, seen)
            sums = _Sums(acting.at)
            await stored.set_ended(current["id"], TicketState.SKIPPED, acting.at)
            sums.add(current["group_key"], skipped=1)
            await sums.write()
            says = f"Đã bỏ qua số {current['label']}. Người đó quay lại thì gọi từ danh sách bên dưới."
            told.outcome = {"says": says}
        return str(told.outcome["says"])


async def finish(acting: Acting, seen: str, key: UUID) -> str:
    async with transaction(), once(key, acting, "hall:finish") as told:
        if told.outcome is None:
            _, current = await _serving(acting, seen)
            sums = _Sums(acting.at)
            await _finish(current, acting.at, sums)
            await sums.write()
            told.outcome = {"says": f"Đã phục vụ xong số {current['label']}."}
        return str(told.outcome["says"])


async def transfer(acting: Acting, to: str, seen: str, key: UUID) -> str:
    """On to another group: the number stays the person's, with its place in time."""
    group = group_of(to)
    async with transaction(), once(key, acting, f"hall:transfer:{to}") as told:
        if told.outcome is None:
            _, current = await _serving(acting, seen)
            if current["group_key"] == to:
                raise Refused("Số đang ở lĩnh vực này.", {"nhom": "Chọn lĩnh vực khác với lĩnh vực hiện tại."})
            sums = _Sums(acting.at)
            sums.add(current["group_key"], served=1, served_seconds=_seconds_served(current, acting.at))
            await stored.set_transferred(current["id"], to)
            await sums.write()
            told.outcome = {"says": f"Đã chuyển số {current['label']} sang {group.name}."}
        return str(told.outcome["says"])


async def _own(acting: Acting, seen: str | None = None) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """This person's counter and what it serves, both held. `seen`: what the page showed; another one refuses."""
    on = local(acting.at).date()
    own = await stored.own_counter(acting.staff.id, on)
    if own is None:
        raise Conflict(NOT_OPEN)
    current = await stored.at_counter(own["number"], on)
    if seen is not None and seen != (current["label"] if current else ""):
        raise Conflict(MOVED_ON)
    return own, current


async def _serving(acting: Acting, seen: str) -> tuple[dict[str, Any], dict[str, Any]]:
    own, current = await _own(acting, seen)
    if current is None:
        raise Conflict(NOBODY)
    return own, current


async def _finish(current: Mapping[str, Any], at: datetime, sums: _Sums) -> None:
    await stored.set_ended(current["id"], TicketState.FINISHED, at)
    sums.add(current["group_key"], served=1, served_seconds=_seconds_served(current, at))


def _seconds_served(current: Mapping[str, Any], at: datetime) -> int:
    return max(0, int((at - current["called_at"]).total_seconds()))
