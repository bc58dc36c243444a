"""Centers: the tenants of an installation, read from `tenants/`, and the one that the running task works for."""

from __future__ import annotations

from motcua.centers.center import (
    KINDS,
    LEADERSHIP,
    Agency,
    Center,
    Centers,
    Commune,
    FeeReceipts,
    Province,
    StaffRow,
    UnitName,
    key_of,
    schema_of,
)
from motcua.centers.current import NoCenter, current, entered, here
from motcua.centers.reading import read_center, read_centers

__all__ = [
    "KINDS",
    "LEADERSHIP",
    "Agency",
    "Center",
    "Centers",
    "Commune",
    "FeeReceipts",
    "NoCenter",
    "Province",
    "StaffRow",
    "UnitName",
    "current",
    "entered",
    "here",
    "key_of",
    "read_center",
    "read_centers",
    "schema_of",
]
