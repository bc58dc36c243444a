"""What a demo's people have begun and not finished: drafts at the counter, and somebody away with a substitute."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from uuid import NAMESPACE_URL, uuid5

from motcua.domain.people import Acting, Role, Staff
from motcua.domain.substitution import why_not_substitute
from motcua.services.accounts.absence import enter_absence
from motcua.services.accounts.crew import Crew
from motcua.services.counter.drafts import save_draft
from motcua.services.demo.stories import Story
from motcua.services.office import Office

DRAFTS = 2
DAYS_AWAY = 2


async def begin_drafts(office: Office, crew: Crew, told: Sequence[Story], at: datetime) -> None:
    """The applicant is typed and half of the form; then somebody was called away."""
    for story in told[:DRAFTS]:
        key = uuid5(story.key, "draft")
        half = islice(story.sample.raw.items(), len(story.sample.raw) // 2)
        typed = {**story.applicant, **{name: tuple(texts) for name, texts in half}}
        by = crew.receiving(story.version.agency)[0]
        await save_draft(office, Acting(by, at), story.version, key, typed, None)


async def stand_in(office: Office, crew: Crew, on: date, at: datetime) -> None:
    """One officer is away from the business date on, a colleague takes the place."""
    pair = _pair(crew)
    if pair is None:
        return
    away, substitute = pair
    typed = {
        "person": str(away.id),
        "substitute": str(substitute.id),
        "from_on": f"{on:%d/%m/%Y}",
        "to_on": f"{on + timedelta(days=DAYS_AWAY):%d/%m/%Y}",
        "reason": "Dự tập huấn nghiệp vụ theo giấy triệu tập.",
    }
    key = uuid5(NAMESPACE_URL, f"motcua-demo/{crew.center.key}/{on}/absence")
    await enter_absence(office, Acting(away, at), typed, key)


def _pair(crew: Crew) -> tuple[Staff, Staff] | None:
    """The last of the list who has a colleague: whom a tour of the demo meets first stays at work."""
    officers = [staff for staff in crew.by_name.values() if staff.roles == frozenset({Role.OFFICER})]
    for away in reversed(officers):
        for colleague in officers:
            if colleague.agency == away.agency and why_not_substitute(away, away, colleague) is None:
                return away, colleague
    return None
