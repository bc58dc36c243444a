"""No silent state, for the public too: every open dossier says what comes next, every date what if it is missed."""

from __future__ import annotations

from tests.web.live import Live

from motcua.centers import entered
from motcua.domain.standing import standing_of
from motcua.domain.states import STATES
from motcua.services.citizens.following import following_of


async def test_every_open_state_says_what_comes_next_and_every_date_what_if_it_is_missed(live: Live) -> None:
    silent = []
    for house in live.houses.values():
        for name, made in house.dossiers.items():
            dossier = (await live.load(house, made.id)).dossier
            with entered(house.center):
                found = following_of(dossier, standing_of(dossier), live.now[0])
            if not STATES[dossier.state].is_final and not found.next:
                silent.append(f"{name}: {dossier.state}")
            facts = STATES[dossier.state]
            runs = dossier.due_at is not None and not facts.is_final and not facts.waits_for_applicant
            if runs != bool(found.if_late):
                silent.append(f"{name}: what if it is late?")
    assert silent == []
