"""A tenant: one one-stop center of the province, everything about it being data from `tenants/<key>/`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from motcua.centers.hearing import Board, Hearing
from motcua.centers.payments import BankAccount
from motcua.centers.training import BusinessTime, Training
from motcua.domain.calendar import Calendar
from motcua.domain.decisions import Decision
from motcua.domain.hall import NO_HALL, Hall
from motcua.domain.needs import NO_SIGNPOSTS, Signposts
from motcua.domain.overrides import Override
from motcua.domain.people import OUTSIDE_AGENCIES
from motcua.domain.regimes import REGIMES, Regime, SectorRule, regime_on
from motcua.domain.reports.periods import ReportRules

#: A center's key is seen in addresses and, with underscores, in the name of its schema and role.
KEY = re.compile(r"[a-z][a-z0-9-]{1,30}")
_SCHEMA_OF_A_CENTER = "c_"

KINDS: Mapping[str, str] = MappingProxyType({"province": "cấp tỉnh", "district": "cấp huyện", "commune": "cấp xã"})

#: The desk of the People's Committee itself (chủ tịch, phó chủ tịch): it signs, but is no agency with procedures.
LEADERSHIP = "ubnd"


def schema_of(key: str) -> str:
    """The PostgreSQL schema of the center of that key, which is also the name of its role."""
    return _SCHEMA_OF_A_CENTER + key.replace("-", "_")


def key_of(schema: str) -> str | None:
    """The key of the center whose schema that is; None where it is no center's: the way back from `schema_of`."""
    key = schema.removeprefix(_SCHEMA_OF_A_CENTER).replace("_", "-")
    return key if schema_of(key) == schema else None


@dataclass(frozen=True, slots=True)
class Agency:
    """A specialised office, or a vertical-sector body, whose procedures the center takes."""

    key: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune-level unit of the center's territory, by its code in the statistical office's list."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class UnitName:
    """What the unit is called from a day on. Nghị định 61/2018 renamed the 2017 pilot centers, so names have dates."""

    valid_from: date
    name: str
    parent: str
    head_title: str


@dataclass(frozen=True, slots=True)
class FeeReceipts:
    """What stands on fee receipts from a day on: who collects, under which tax code, on which form and symbol.

    "" is what nobody has set: it is printed so, never made up.
    """

    valid_from: date
    unit: str = ""
    tax_code: str = ""
    form: str = ""
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One line of staff.csv: who works at or for the center, in which roles, at which desks."""

    username: str
    name: str
    title: str
    phone: str
    kind: str
    agency: str | None
    roles: tuple[str, ...]
    desks: tuple[tuple[str, str], ...] = ()
    #: Agency keys whose procedures this officer receives; `("*",)` for all of them.
    receives: tuple[str, ...] = ()
    seconded_from: date | None = None
    seconded_to: date | None = None

    def receives_for(self, agency: str) -> bool:
        return "*" in self.receives or agency in self.receives


@dataclass(frozen=True, slots=True)
class Province:
    """The province that the centers belong to; `code` is its part of every unit code (H05)."""

    name: str
    short_name: str
    kind: str
    code: str
    statistics_code: str
    unconfirmed: Mapping[str, str] = field(default_factory=dict, hash=False)
    #: Names of bodies that no center holds a desk for, by the key of their steps: province, commune.
    outside: Mapping[str, str] = field(default_factory=dict, hash=False)
    #: What the province has decided over procedures' own facts.
    overrides: tuple[Override, ...] = field(default=(), hash=False)
    #: The three texts with what the province has set, and until when the law of a sector lets an agency ask.
    regimes: tuple[Regime, ...] = field(default=REGIMES, hash=False)
    sector_rules: tuple[SectorRule, ...] = field(default=(), hash=False)
    #: What leads people to procedures, in their own words.
    signposts: Signposts = field(default=NO_SIGNPOSTS, hash=False)
    #: When the periods of reports end, and what counts as late in them.
    reports: ReportRules = field(default_factory=ReportRules, hash=False)


@dataclass(frozen=True)
class Center:
    """One tenant. It differs from another by what is written here, never by a template or a branch in code."""

    key: str
    short_name: str
    kind: str
    province: Province
    unit_code: str
    names: tuple[UnitName, ...]
    calendar: Calendar
    ordinal: int | None = None
    decision: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    agencies: Mapping[str, Agency] = field(default_factory=dict)
    #: Keys of the agencies whose plugin is switched on here.
    plugins: frozenset[str] = frozenset()
    communes: tuple[Commune, ...] = ()
    staff: tuple[StaffRow, ...] = ()
    #: Settings nobody has confirmed yet, by key, each with a sentence that says so.
    unconfirmed: Mapping[str, str] = field(default_factory=dict)
    #: The emblem printed on receipts: a file beside center.toml, or "" where the center has none.
    emblem: str = ""
    #: The three texts, with what the province and this center have set.
    regimes: tuple[Regime, ...] = REGIMES
    #: The center's own first, then the province's; the first that names a procedure counts.
    sector_rules: tuple[SectorRule, ...] = ()
    #: How long the applicant has to complete a dossier, as a term; "" where nobody has set it and nothing lapses.
    supplement_for: str = ""
    #: Keys of procedures that may be filed online here, besides those that say so themselves.
    online: tuple[str, ...] = ()
    #: Within what the center answers what was filed online, as a term of working time.
    answer_online_within: str = "8h"
    completion_for: str = ""
    #: What fee receipts say, the earliest first; none where nothing was set.
    fee_receipts: tuple[FeeReceipts, ...] = ()
    #: Where transfers go, the earliest first; none: nobody pays by transfer here.
    bank_accounts: tuple[BankAccount, ...] = ()
    #: Whether a result waits until what is owed has been paid; else it is taken as the result is handed over.
    pays_before_hand_back: bool = False
    #: What the province calls otherwise here, or not at all: the communes of this district.
    outside: Mapping[str, str] = field(default_factory=dict)
    #: By which decision what was switched on is received; None where the board publishes everything itself.
    publication: Decision | None = None
    #: Groups of counters and the rules of the hall.
    hall: Hall = NO_HALL
    #: The key under which its data were sealed, where that is another one: a copy restored beside the center.
    sealed_as: str = ""
    #: Set at a training twin: whose. What is done there leaves it on no way.
    training: Training | None = None
    #: How it listens to people, and what it posts in public.
    hearing: Hearing = field(default_factory=Hearing, hash=False)
    board: Board = field(default_factory=Board, hash=False)
    #: Where its mail comes from; "": from the installation's own address.
    mail_from: str = ""
    #: Its own templates of messages, by occasion, in place of the shipped ones.
    messages: Mapping[str, str] = field(default_factory=dict, hash=False)
    #: Occasions of messages that are switched off here.
    not_told: frozenset[str] = frozenset()
    #: The province's rules for reports, with what this center sets otherwise.
    reports: ReportRules = field(default_factory=ReportRules, hash=False)
    #: The center's own business time, where it has one (a setting in its schema); None: the installation's.
    time: BusinessTime | None = None

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def schema(self) -> str:
        """The center's PostgreSQL schema, which is also the name of its role."""
        return schema_of(self.key)

    def regime_on(self, on: date) -> Regime:
        """The rules that a dossier received that day keeps."""
        return regime_on(on, self.regimes)

    def sector_rule(self, procedure: str) -> SectorRule | None:
        """The law of the sector on supplements, where it says otherwise than the regime."""
        return next((rule for rule in self.sector_rules if procedure in rule.procedures), None)

    def named_on(self, on: date) -> UnitName:
        """The name in force that day; before the first, the first."""
        in_force = [name for name in self.names if name.valid_from <= on]
        return in_force[-1] if in_force else self.names[0]

    def fee_receipts_on(self, on: date) -> FeeReceipts:
        """What fee receipts say that day; nothing before the first setting."""
        in_force = [each for each in self.fee_receipts if each.valid_from <= on]
        return in_force[-1] if in_force else FeeReceipts(on)

    def name_on(self, on: date) -> str:
        return self.named_on(on).name

    @property
    def name(self) -> str:
        return self.names[-1].name

    @property
    def parent(self) -> str:
        return self.names[-1].parent

    @property
    def head_title(self) -> str:
        return self.names[-1].head_title

    def agency_name(self, key: str) -> str:
        """The name of an agency, of the People's Committee for its own desk, or of a body outside the center."""
        if key == LEADERSHIP:
            return self.parent
        if key in OUTSIDE_AGENCIES:
            return self.outside.get(key) or self.province.outside.get(key) or OUTSIDE_AGENCIES[key]
        return self.agencies[key].name

    def commune(self, code: str) -> Commune | None:
        return next((commune for commune in self.communes if commune.code == code), None)

    def staff_member(self, username: str) -> StaffRow | None:
        return next((row for row in self.staff if row.username == username), None)

    def holders(self, agency: str, desk: str) -> tuple[StaffRow, ...]:
        """Who sits at a desk."""
        return tuple(row for row in self.staff if (agency, desk) in row.desks)


class Centers(dict[str, Center]):
    """The centers found, by key, in the order of their keys; and the province they share."""

    def __init__(self, province: Province, centers: Mapping[str, Center]) -> None:
        super().__init__(centers)
        self.province = province

    def add(self, center: Center) -> None:
        """One more, or one anew, in its place in the order."""
        known = {**self, center.key: center}
        self.clear()
        self.update((key, known[key]) for key in sorted(known))

    def change(self, seen: Center, **fields: Any) -> Center:
        """Sets these fields of a center in place, beside whatever else of it changed since `seen` was read from here;
        the center as it stands then. A field that changed itself meanwhile is newer than what we know: it stays. A
        center that has gone meanwhile is not brought back."""
        stands = self.get(seen.key)
        if stands is None:
            return replace(seen, **fields)
        known = {name: each for name, each in fields.items() if getattr(stands, name) == getattr(seen, name)}
        if known:
            stands = self[seen.key] = replace(stands, **known)
        return stands
