"""Dossiers that came from another software, by the number that they had there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from motcua.store.rows import rows


async def known_numbers(numbers: Sequence[str]) -> Mapping[str, str]:
    """The code of each that is here already, by its old number in capitals."""
    found = await rows(
        "SELECT upper(old_number) AS old_number, code FROM dossier WHERE upper(old_number) = ANY($1::text[])",
        list(numbers),
    )
    return {each["old_number"]: each["code"] or "" for each in found}
