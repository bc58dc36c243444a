"""Invented people who hold together: name by gender, number of the identity paper by year, address in the center."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from motcua.centers import Center
from motcua.domain.identity import OLD_MOBILES_END_ON
from motcua.domain.text import fold, lower_first
from motcua.services.samples import words

#: Căn cước công dân was issued in the pilot provinces from 2016 (Luật Căn cước công dân 2014); CMND before.
CCCD_SINCE = date(2016, 1, 1)
_MOBILES = ("091", "094", "090", "093", "096", "097", "098", "086", "088", "089")
_OLD_MOBILES = ("0163", "0164", "0165", "0166", "0167", "0168", "0169", "0123", "0125")
_NEW_MOBILES = ("033", "034", "035", "036", "037", "038", "039", "083", "085")
_MST_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)

# Where a center has not said its communes, forms ask for a name; so the name is the code as well.
UNSAID: Mapping[str, str] = {name: name for name in ("Thị trấn Hòa Bình", "Xã An Bình", "Xã Tân Lập")}


@dataclass(frozen=True, slots=True)
class Place:
    """Where invented people live: the communes of one center, by code."""

    district: str
    province: str
    communes: Mapping[str, str]

    @classmethod
    def of(cls, center: Center) -> Place:
        communes = {commune.code: commune.name for commune in center.communes} or UNSAID
        return cls(center.short_name, center.province.short_name, communes)

    def address(self, rng: Random, commune: str) -> str:
        """`Thôn Đông, xã Việt Hùng, huyện Quế Võ, tỉnh Bắc Ninh`."""
        name = lower_first(self.communes[commune])
        spot = self.spot(rng, commune)
        return f"{spot}, {name}, huyện {self.district}, tỉnh {self.province}"

    def spot(self, rng: Random, commune: str) -> str:
        """The part of an address inside the commune."""
        if self.communes[commune].startswith("Thị trấn"):
            return f"Số {rng.randint(2, 180)}, khu {rng.randint(1, 7)}"
        return f"Thôn {rng.choice(words.HAMLETS)}"


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person; every field fits the others."""

    name: str
    gender: str
    born: date
    id_kind: str
    id_number: str
    id_on: date
    id_by: str
    commune: str
    address: str
    phone: str

    @property
    def email(self) -> str:
        return fold(self.name).replace(" ", ".") + f"{self.born.year % 100:02}@gmail.com"


def draw_person(
    rng: Random, place: Place, on: date, *, gender: str | None = None, ages: tuple[int, int] = (22, 68)
) -> Person:
    """Somebody of that age on that day. Without `gender`, either."""
    sex = gender if gender in ("male", "female") else rng.choice(("male", "female"))
    born = on - timedelta(days=rng.randint(ages[0] * 366, max(ages[0] * 366 + 1, ages[1] * 365)))
    commune = rng.choice(tuple(place.communes))
    kind, number, issued = _identity(rng, sex, born, on)
    by = "Cục Cảnh sát ĐKQL cư trú và DLQG về dân cư" if kind == "cccd" else f"Công an tỉnh {place.province}"
    return Person(
        words.full_name(rng, sex, words.family(rng)), sex, born, kind, number, issued, by, commune,
        place.address(rng, commune), draw_phone(rng, on),
    )  # fmt: skip


def _identity(rng: Random, gender: str, born: date, on: date) -> tuple[str, str, date]:
    fourteenth = born + timedelta(days=14 * 366)
    if on > CCCD_SINCE + timedelta(days=90) and rng.random() < 0.35:
        century = (born.year // 100 - 19) * 2 + (gender == "female")
        number = f"027{century}{born.year % 100:02}{rng.randrange(1_000_000):06}"
        return "cccd", number, _day_between(rng, max(CCCD_SINCE, fourteenth), on)
    earliest = max(fourteenth, on - timedelta(days=14 * 365))
    return "cmnd", f"125{rng.randrange(1_000_000):06}", _day_between(rng, earliest, on)


def _day_between(rng: Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randint(0, max(0, (last - first).days - 1)))


def draw_phone(rng: Random, on: date) -> str:
    """A mobile number that could be dialled on that day: eleven digits for some until 15-9-2018."""
    if rng.random() < 0.7:
        return rng.choice(_MOBILES) + f"{rng.randrange(10_000_000):07}"
    # Weeks ahead of the change: a demo's people are drawn for its first day and come on any of ten.
    old = on < OLD_MOBILES_END_ON - timedelta(days=28)
    return rng.choice(_OLD_MOBILES if old else _NEW_MOBILES) + f"{rng.randrange(10_000_000):07}"


def draw_tax_code(rng: Random) -> str:
    """Ten digits of Bắc Ninh (23…), the last one computed."""
    while True:
        nine = f"2300{rng.randrange(100_000):05}"
        check = 10 - sum(weight * int(digit) for weight, digit in zip(_MST_WEIGHTS, nine, strict=True)) % 11
        if check < 10:
            return f"{nine}{check}"


def applicant_answers(person: Person) -> dict[str, list[str]]:
    """The counter's own block (`ApplicantForm`), for somebody who comes in person."""
    return {
        "applicant.kind": ["person"],
        "applicant.name": [person.name],
        "applicant.born": [f"{person.born:%d/%m/%Y}"],
        "applicant.id_kind": [person.id_kind],
        "applicant.id_number": [person.id_number],
        "applicant.address": [person.address],
        "applicant.phone": [person.phone],
        "proxy.is_used": ["no"],
    }


def organisation_answers(rng: Random, head: Person, names: Sequence[str] = words.ORGANISATIONS) -> dict[str, list[str]]:
    """The same for a company or a cooperative."""
    return {
        "applicant.kind": ["organisation"],
        "applicant.organisation": [rng.choice(names)],
        "applicant.tax_code": [draw_tax_code(rng)],
        "applicant.head_name": [head.name],
        "applicant.head_title": ["Giám đốc"],
        "applicant.address": [head.address],
        "applicant.phone": [head.phone],
        "proxy.is_used": ["no"],
    }
