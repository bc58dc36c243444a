"""Since when each name of `motcua.api` is offered, and which names are on their way out.

An agency's plugin is written for a range of versions (`motcua>=0.1,<0.2`) and installed with cores that its author
never saw. So a name of the API never goes at once: it is listed in `LEAVING`, still works for one minor version with a
`DeprecationWarning` that names what takes its place, and leaves in the version that was announced.

To let a name go: move its import in the API's module under `if TYPE_CHECKING:` (type checkers still know it), keep it
in `__all__`, add a line to `LEAVING`. When the announced version comes, `tests/hooks/test_api_versions.py` fails until
the name is gone from everywhere.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

_FIRST = "0.1"


def _first(names: str) -> dict[str, str]:
    """Names that were there from the beginning."""
    return dict.fromkeys(names.split(), _FIRST)


#: module → name → the minor version that first offered it.
SINCE: Mapping[str, Mapping[str, str]] = {
    "motcua.api": _first(
        "Check DossierChanged Effect Procedure RoutingRule TermRule hookimpl local national read_facts"
    ),
    "motcua.api.events": _first("AddNote DossierChanged Effect Move Notify State"),
    "motcua.api.fees": _first("Fee by fixed free per_copy per_page per_unit unconfirmed"),
    "motcua.api.forms": _first(
        "GENDERS NATIONALITIES Association AwardSubject BankAccount BuildingWork Business Check Child Choice "
        "CivilEntry Commune Computed Cooperative Date Deceased Decimal Disability Email Form Household "
        "IdNumber Integer IssuedPaper LandParcel LongText Many Money Organisation Paper Part Partner Person "
        "Petition Phone PolicyBeneficiary Premises Project Rows School Section Student TaxCode Text YesNo age "
        "answer channel check filed_on"
    ),
    "motcua.api.letters": _first("Letter"),
    "motcua.api.routes": _first(
        "DISTRICT_LEADER Consult Desk Route Step TermRule at_agency by_channel calendar_days consult desk_of "
        "financial_obligation hours no_term otherwise same_day statutory_posting unknown_term when working_days"
    ),
}


@dataclass(frozen=True, slots=True)
class Leaving:
    """A name that works once more. `deprecated_in` and `leaves_in` are minor versions, `instead` the name to use, and
    `stands_at` where it is until then (`motcua.domain.fields:Choice`)."""

    deprecated_in: str
    leaves_in: str
    instead: str
    stands_at: str


#: `motcua.api.forms.OldName` → how it leaves.
LEAVING: Mapping[str, Leaving] = {}


def minor(version: str) -> tuple[int, int]:
    """`0.10.3` → (0, 10)."""
    major, second, *_ = version.split(".")
    return int(major), int(second)


def lend_leaving(module: str, leaving: Mapping[str, Leaving] | None = None) -> None:
    """Makes the names that are leaving `module` importable from it still, with a warning.

    A function and no `__getattr__` in the module itself: with one there, type checkers would believe in every name.
    """
    listed = LEAVING if leaving is None else leaving

    def lent(name: str) -> Any:
        going = listed.get(f"{module}.{name}")
        if going is None:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        warnings.warn(
            f"{module}.{name} is deprecated since {going.deprecated_in} and leaves in {going.leaves_in}; "
            f"use {going.instead}",
            DeprecationWarning,
            stacklevel=2,
        )
        place, _, stands_as = going.stands_at.partition(":")
        return getattr(import_module(place), stands_as)

    vars(sys.modules[module])["__getattr__"] = lent


def departure_problems(leaving: Mapping[str, Leaving], running: str) -> Iterator[str]:
    """What is wrong with the list in this version of the core; each sentence fails the build."""
    for name, going in leaving.items():
        module, _, own = name.rpartition(".")
        if own not in SINCE.get(module, {}):
            yield f"{name} leaves but was never offered: name it in SINCE"
        if minor(going.leaves_in) <= minor(going.deprecated_in):
            yield f"{name} must work for one whole minor version after {going.deprecated_in}"
        if minor(running) >= minor(going.leaves_in):
            yield f"{name} was to leave in {going.leaves_in}, and this is {running}: take it out, or say later"
