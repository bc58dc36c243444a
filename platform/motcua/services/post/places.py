"""Where the post goes: the address given for it, else the applicant's own."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.services.dossiers import records
from motcua.services.letters.statutory import submitter_of

LONGEST_ADDRESS = 200


def place_of_delivery(kept: records.Kept) -> Mapping[str, str]:
    """`name`, `address`, `phone`, `email` of whom a result goes to."""
    to = submitter_of(kept)
    return {
        "name": kept.applicant_name,
        "address": str(kept.row["answers"].get("delivery_address") or to.address),
        "phone": to.phone,
        "email": to.email,
    }
