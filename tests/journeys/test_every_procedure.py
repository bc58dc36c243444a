"""From the counter and back: dossiers of installed procedures, received, routed, decided and handed back."""

from __future__ import annotations

import pytest

from motcua.centers import Center
from motcua.domain.states import State
from motcua.services.office import Office
from motcua.testing import a_few, accept_dossier, at, catalog, walk

RECEIVED_AT = at("2017-11-08 08:00")
EVERY = sorted(catalog().procedures)


async def there_and_back(office: Office, centers: tuple[Center, ...], key: str, size: str) -> int:
    """Walks one dossier of `key` at each of the centers where its agency is on; how many those were."""
    walked = 0
    for here in centers:
        if catalog().procedures[key].plugin in here.plugins:
            case = await accept_dossier(office, here, key, at=RECEIVED_AT, size=size)
            await walk(case)
            assert (await case.dossier()).state is State.HANDED_BACK, (here.key, key)
            walked += 1
    return walked


@pytest.mark.parametrize("key", a_few())
async def test_a_dossier_of_every_agency_is_handed_back(
    office: Office, center: Center, neighbour: Center, key: str
) -> None:
    assert await there_and_back(office, (center, neighbour), key, "fullest")


@pytest.mark.slow
@pytest.mark.parametrize("size", ["shortest", "fullest"])
@pytest.mark.parametrize("key", EVERY)
async def test_a_dossier_of_every_procedure_is_handed_back(
    office: Office, center: Center, neighbour: Center, key: str, size: str
) -> None:
    assert await there_and_back(office, (center, neighbour), key, size)
