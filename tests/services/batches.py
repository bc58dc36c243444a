"""A batch as a page does it: written down, done, looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from motcua.domain.moves import Move
from motcua.domain.people import Acting
from motcua.services.office import Office
from motcua.services.work.bulk import Picked, start
from motcua.services.work.bulk_results import Done, results
from motcua.services.work.bulk_work import work


async def together(
    office: Office, who: Acting, move: Move, picked: Sequence[Picked], data: Mapping[str, str], key: UUID
) -> tuple[Done, ...]:
    await start(who, move, picked, data, key)
    await work(office, who, key)
    return (await results(office, who, key)).items
