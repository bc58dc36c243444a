"""The matrix is asked once; several tests read its answers."""

from __future__ import annotations

import pytest
from tests.web.isolation.asking import Cell, every_cell
from tests.web.live import Live


@pytest.fixture(scope="session")
async def asked(live: Live) -> dict[str, list[Cell]]:
    """The answers by center."""
    return {house.center.key: cells async for house, cells in every_cell(live)}


@pytest.fixture(scope="session")
def cells(asked: dict[str, list[Cell]]) -> list[Cell]:
    return [cell for found in asked.values() for cell in found]
