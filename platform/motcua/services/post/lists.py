"""A trip of the post and its list: what it fetches and delivers, printed once, printed again with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.centers import here
from motcua.domain.calendar import day_says, local
from motcua.domain.errors import NotHere
from motcua.domain.letter_kinds import POST_LIST
from motcua.domain.people import Acting
from motcua.letters.data import Issue
from motcua.letters.post_list import PostLine, PostListData
from motcua.services.letters.issuing import Printed, read_issued, reason_of, store_letter
from motcua.services.letters.statutory import head_on
from motcua.services.office import Office
from motcua.services.post.tasks import PostTask, as_task
from motcua.services.requests import once
from motcua.store.engine import Row, transaction
from motcua.store.queries import letters
from motcua.store.queries import post as stored

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Trip:
    """`tasks` as they stand now; one that was put off has left the trip."""

    id: UUID
    number: str
    officer_name: str
    at: datetime
    is_printed: bool
    tasks: tuple[PostTask, ...]


@dataclass(frozen=True, slots=True)
class TripLine:
    id: UUID
    number: str
    officer_name: str
    at: datetime
    tasks: int


async def latest_trips() -> tuple[TripLine, ...]:
    async with transaction():
        rows = await stored.latest_trips(SHOWN)
    return tuple(TripLine(row["id"], row["number"], row["officer_name"], row["at"], row["tasks"]) for row in rows)


async def open_trip(trip_id: UUID) -> Trip:
    async with transaction():
        row = await stored.load_trip(trip_id)
        if row is None:
            raise NotHere
        tasks = await stored.tasks_of_trip(trip_id)
    return Trip(
        trip_id,
        row["number"],
        row["officer_name"],
        row["at"],
        row["letter_id"] is not None,
        tuple(as_task(each) for each in tasks),
    )


async def issue_list(office: Office, acting: Acting, trip_id: UUID, reason: str, key: UUID) -> Printed:
    """The list as the trip stood when it was first printed; the same bytes from then on."""
    async with transaction(), once(key, acting, f"post_list:{trip_id}") as told:
        if told.outcome is None:
            trip = await stored.load_trip(trip_id, lock=True)
            if trip is None:
                raise NotHere
            if trip["letter_id"] is None:
                made = await store_letter(
                    office, acting, POST_LIST, await _letter(trip), Issue(POST_LIST.title), f"post/{trip_id}", None
                )
                await stored.name_list(trip_id, made.id)
                told.outcome = {"id": str(made.id)}
            else:
                said = reason_of(reason)
                await letters.insert_reprint(trip["letter_id"], said, acting.staff.id, acting.staff.name, acting.at)
                told.outcome = {"id": str(trip["letter_id"])}
        return await read_issued(office, UUID(told.outcome["id"]))


async def _letter(trip: Row) -> PostListData:
    tasks = [as_task(row) for row in await stored.tasks_of_trip(trip["id"])]
    return PostListData(
        letterhead=head_on(here(), trip["at"]),
        dated_at=trip["at"],
        trip=trip["number"],
        officer=trip["officer_name"],
        on=day_says(local(trip["at"]).date()),
        lines=tuple(
            PostLine(task.kind_name, task.about, task.code, task.name, task.address, task.phone, task.posting_number)
            for task in tasks
        ),
    )
