"""What the public post carries for a demo's center: papers to be fetched, one result waiting for the post, one on its
way. So that whoever signs in as the post's officer finds something in each list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from random import Random
from uuid import NAMESPACE_URL, uuid5

from motcua.centers import Center
from motcua.domain.fee_rules import Unconfirmed
from motcua.domain.moves import Move
from motcua.domain.people import Acting, Role
from motcua.domain.post import PostState
from motcua.domain.states import State
from motcua.services.accounts.crew import Crew
from motcua.services.counter.planning import planned
from motcua.services.demo.stories import Story
from motcua.services.dossiers import records
from motcua.services.dossiers.asked import LONGEST
from motcua.services.office import Office
from motcua.services.post.acts import give, start_trip
from motcua.services.post.asking import ask_at_counter
from motcua.services.post.tasks import tasks
from motcua.services.samples.people import Place, draw_person
from motcua.store.engine import transaction

RESULTS = 2


def with_results_by_post(center: Center, told: Iterable[Story]) -> Iterator[Story]:
    """The first results that lie ready go by post, paid for when they were asked for: the post takes none that is not.
    Everything else of the stories stays as it was."""
    left = RESULTS
    for story in told:
        paid = _paid(center, story) if left and _lies_ready(story) else None
        left -= paid is not None
        yield story if paid is None else replace(paid, delivery="post")


def _lies_ready(story: Story) -> bool:
    act = story.happenings[-1].act
    return act is not None and act.after is State.READY


def _paid(center: Center, story: Story) -> Story | None:
    """None where nobody knows how much it is."""
    if story.fee_collected or story.fee_amount or any(each.move is Move.COLLECT_FEE for each in story.happenings):
        return story
    accepted = next(each.at for each in story.happenings if each.move is Move.ACCEPT)
    fee = planned(center, story.version, story.sample.filled.answers, accepted, "direct").fee
    if fee.amount is not None:
        return replace(story, fee_collected=fee.amount > 0)
    reference = story.version.fee.reference if isinstance(story.version.fee, Unconfirmed) else None
    return replace(story, fee_amount=reference) if reference else None


async def carry(office: Office, crew: Crew, told: Sequence[Story], on: date, at: datetime) -> None:
    """Told once at the end of the filling; told again, nothing happens. `at` is its last moment."""
    officer = next((staff for staff in crew.by_name.values() if Role.POST_OFFICER in staff.roles), None)
    if officer is None:
        return
    by_post = [s for s in told if _lies_ready(s) and s.delivery == "post" and _paid(crew.center, s) == s]
    for number, story in enumerate(by_post[:RESULTS]):
        counter = Acting(crew.receiving(story.version.agency)[0], at)
        async with transaction():
            kept = await records.load(story.dossier_id)
        assert kept is not None
        await give(office, counter, story.dossier_id, kept.dossier.version, uuid5(story.key, "post"))
        if number == 0:
            await _take_over(office, Acting(officer, at), story)
    if told:
        await _ask(crew, told[0], on, at)


async def _take_over(office: Office, acting: Acting, story: Story) -> None:
    waiting, _, _ = await tasks(acting, "cho", None)
    ids = [task.id for task in waiting if task.dossier_id == story.dossier_id and task.state is PostState.GIVEN]
    if ids:
        await start_trip(office, acting, ids, uuid5(story.key, "trip"))


async def _ask(crew: Crew, story: Story, on: date, at: datetime) -> None:
    """Somebody who can't come has telephoned."""
    seed = f"motcua-demo/{crew.center.key}/{on}/post"
    person = draw_person(Random(seed), Place.of(crew.center), on)  # noqa: S311  the same person for the same date
    data = {
        "about": story.version.title[: LONGEST["text"]],
        "agency": story.version.agency,
        "name": person.name,
        "phone": person.phone,
        "address": person.address,
    }
    counter = Acting(crew.receiving(story.version.agency)[0], at)
    await ask_at_counter(counter, data, uuid5(NAMESPACE_URL, seed))
