"""Fixtures and builders for the platform's own tests and for agencies' plugins (loaded by pytest's entry point).

    from motcua.testing import accept_dossier, fill, walk

pytest loads this module in every project where motcua is installed, so it imports next to nothing: the builders come
when they are first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from motcua.testing.fixtures import center, cluster, neighbour, office, secrets_folder, workshop
from motcua.testing.selection import (
    chromium_path,
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_report_header,
)

if TYPE_CHECKING:
    from motcua.testing.answers import Filling, fill
    from motcua.testing.cases import Case, staff_at
    from motcua.testing.installed import a_few, catalog
    from motcua.testing.offices import at, fresh_office, publish
    from motcua.testing.reading import letter_text
    from motcua.testing.replaying import read_case, replay
    from motcua.testing.walking import accept_dossier, acts_of, case_intake, prepare, walk
    from motcua.testing.workshops import Workshop

_BUILDERS = {
    "Case": "cases",
    "Filling": "answers",
    "Workshop": "workshops",
    "a_few": "installed",
    "accept_dossier": "walking",
    "acts_of": "walking",
    "at": "offices",
    "case_intake": "walking",
    "catalog": "installed",
    "fill": "answers",
    "fresh_office": "offices",
    "letter_text": "reading",
    "prepare": "walking",
    "publish": "offices",
    "read_case": "replaying",
    "replay": "replaying",
    "staff_at": "cases",
    "walk": "walking",
}

__all__ = [
    "Case",
    "Filling",
    "Workshop",
    "a_few",
    "accept_dossier",
    "acts_of",
    "at",
    "case_intake",
    "catalog",
    "center",
    "chromium_path",
    "cluster",
    "fill",
    "fresh_office",
    "letter_text",
    "neighbour",
    "office",
    "prepare",
    "publish",
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_report_header",
    "read_case",
    "replay",
    "secrets_folder",
    "staff_at",
    "walk",
    "workshop",
]


def __getattr__(name: str) -> Any:
    if name not in _BUILDERS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"motcua.testing.{_BUILDERS[name]}"), name)
