"""One believable answer to one question: by its kind, and by what its label speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal as Dec
from random import Random
from typing import Any

from motcua.domain.fields import (
    Choice,
    Commune,
    Date,
    Email,
    Field,
    IdNumber,
    LongText,
    Many,
    Phone,
    TaxCode,
    Text,
    YesNo,
)
from motcua.domain.quantities import Decimal, Integer, Money, Number
from motcua.domain.text import fold
from motcua.domain.values import show_number
from motcua.services.samples import words
from motcua.services.samples.people import Person, Place, draw_person, draw_tax_code

_GENDERS = {"mother": "female", "me": "female", "wife": "female", "father": "male", "cha": "male", "husband": "male"}
_OWN = re.compile(r"(name|born|gender|id|identity|number|id_on|id_number|residence|address|phone|email)$")


@dataclass
class Scene:
    """What one dossier's answers share: the day, the place, and who is who (`cast`, by the start of the key)."""

    rng: Random
    place: Place
    filed_on: date
    size: str = "any"
    cast: dict[str, Person] = field(default_factory=dict)
    commune: str = ""

    def person(self, key: str) -> Person:
        """The one of whom `owner_name`, `mother.born` or `members.0.identity` speak."""
        prefix = prefix_of(key)
        if prefix not in self.cast:
            word = re.split(r"[._]", prefix)[0]
            ages = (1, 12) if word in ("child", "tre") else (22, 40) if word in _GENDERS else (22, 68)
            gender = _GENDERS.get(word)
            self.cast[prefix] = draw_person(self.rng, self.place, self.filed_on, gender=gender, ages=ages)
        return self.cast[prefix]

    def home(self) -> str:
        """The commune in which the matter lies: one for the whole dossier."""
        if not self.commune:
            known = [person.commune for person in self.cast.values()]
            self.commune = known[0] if known else self.rng.choice(tuple(self.place.communes))
        return self.commune


def prefix_of(key: str) -> str:
    if "." in key:
        return key.rpartition(".")[0]
    head, _, tail = key.partition("_")
    return head if tail and _OWN.search(tail) else ""


def draw(asked: Field[Any], name: str, scene: Scene, answers: Mapping[str, Any]) -> tuple[str, ...]:
    """What to post for `asked`, whose posted name is `name`; `answers` are those above it."""
    match asked:
        case Choice():
            return (_option(asked, name, scene),)
        case Many():
            options = tuple(asked.choices)
            return options if scene.size == "fullest" else options[:1]
        case YesNo():
            is_yes = scene.size == "fullest" or (scene.size == "any" and scene.rng.random() < 0.15)
            return ("yes" if is_yes else "no",)
        case Commune():
            return (scene.home() if scene.home() in scene.place.communes else next(iter(scene.place.communes)),)
        case IdNumber():
            return (scene.person(name).id_number,)
        case Phone():
            return (scene.person(name).phone,)
        case Email():
            return (scene.person(name).email,)
        case TaxCode():
            return (draw_tax_code(scene.rng),)
        case Date():
            return (f"{_day(asked, name, scene):%d/%m/%Y}",)
        case Number():
            return (_number(asked, scene),)
        case Text():
            return (_text(asked, name, scene),)
    return ("Có",)


def _option(asked: Choice, name: str, scene: Scene) -> str:
    options = tuple(asked.choices)
    if "gender" in name and scene.person(name).gender in options:
        return scene.person(name).gender
    if name.rpartition(".")[2] == "id_kind" and scene.person(name).id_kind in options:
        return scene.person(name).id_kind
    if scene.size == "shortest":
        return options[0]
    # The first option of a list is as a rule the usual case.
    return scene.rng.choices(options, [max(1, 6 - 2 * at) for at in range(len(options))])[0]


def _day(asked: Date, name: str, scene: Scene) -> date:
    about = fold(f"{name} {asked.label}")
    if "born" in about or "ngay sinh" in about or "nam sinh" in about:
        return scene.person(name).born
    if asked.not_past:
        return scene.filed_on + timedelta(days=scene.rng.randint(3, 60))
    if " id on" in f" {about}" or "cap giay to tuy than" in about:
        return scene.person(name).id_on
    return scene.filed_on - timedelta(days=scene.rng.randint(40, 2_500))


#: What a number of that name usually is; the field's own bounds come on top.
_USUAL: tuple[tuple[str, int, int], ...] = (
    ("so tang", 1, 4), ("trang", 1, 8), ("ban sao", 1, 6), ("lao dong", 1, 5), ("thang", 4, 12), ("phan quyen", 50, 50),
    ("chieu cao", 4, 13), ("khoang lui", 0, 3), ("cot nen", 0, 1), ("mat do", 55, 100), ("tong dien tich", 150, 320),
    ("tang 1", 60, 95), ("dien tich", 100, 360),
)  # fmt: skip


def _number(asked: Number[Any], scene: Scene) -> str:
    rng, about = scene.rng, fold(asked.label)
    low, high = next(((low, high) for part, low, high in _USUAL if part in about), (1, 9))
    if isinstance(asked, Money):
        return show_number(_bounded(asked, rng.randint(2, 60) * 5_000_000))
    if isinstance(asked, Decimal):
        value = Dec(rng.randint(low * 10, high * 10)) / 10
        return show_number(_bounded(asked, value))
    assert isinstance(asked, Integer)
    return show_number(_bounded(asked, rng.randint(low, high)))


def _bounded(asked: Number[Any], value: Any) -> Any:
    if asked.least is not None:
        value = max(value, asked.least)
    return min(value, asked.most) if asked.most is not None else value


Draw = Callable[[Scene, str], str]
_HINTS: tuple[tuple[str, Draw], ...] = (
    (r"ten ho kinh doanh", lambda s, n: f"Hộ kinh doanh {s.person('owner_name').name}"),
    (r"^ho va ten|^ho, chu dem|^ten chu|nguoi dai dien", lambda s, n: s.person(n).name),
    (r"ten to chuc|^ten co so", lambda s, n: s.rng.choice(words.ORGANISATIONS)),
    (r"ghi bang chu", lambda s, n: day_in_words(s.person(n.removesuffix("_in_words")).born)),
    (r"don vi thiet ke|thiet ke", lambda s, n: s.rng.choice(words.DESIGNERS)),
    (r"chung chi", lambda s, n: f"BAN-000{s.rng.randint(10_000, 99_999)}"),
    (r"dia chi thua dat|xu dong|thon, duong", lambda s, n: s.place.spot(s.rng, s.home())),
    (r"dia diem kinh doanh", lambda s, n: s.place.spot(s.rng, s.home())),
    (r"noi sinh", lambda s, n: s.rng.choice(words.HOSPITALS).format(district=s.place.district)),
    (r"co quan.*cap|noi dang ky$", lambda s, n: f"UBND {_commune_name(s)}"),
    (r"noi cap", lambda s, n: s.person(n).id_by),
    (r"dia chi|noi cu tru|thuong tru|que quan", lambda s, n: s.person(n).address),
    (r"dan toc", lambda s, n: s.rng.choice(words.ETHNICITIES)),
    (r"ten quoc gia", lambda s, n: s.rng.choice(words.COUNTRIES)),
    (r"quoc tich", lambda s, n: "Việt Nam"),
    (r"so vao so", lambda s, n: f"CH {s.rng.randint(1_000, 9_999):05}"),
    (r"thua dat so|thua so", lambda s, n: str(s.rng.randint(11, 640))),
    (r"to ban do", lambda s, n: str(s.rng.randint(2, 58))),
    (r"quyen so", lambda s, n: f"01/{s.filed_on.year - s.rng.randint(1, 25)}"),
    (r"so dang ky", lambda s, n: f"{s.rng.randint(4, 190)}/{s.filed_on.year - s.rng.randint(1, 25)}"),
    (r"mo ta tai san", lambda s, n: s.rng.choice(words.BUILDINGS)),
    (r"truoc khi", lambda s, n: f"Họ tên: {s.person('subject_name').name.upper()}"),
    (r"de nghi ghi", lambda s, n: f"Họ, chữ đệm, tên: {s.person('subject_name').name}"),
    (r"ly do", lambda s, n: s.rng.choice(words.REASONS)),
    (r"nganh, nghe", lambda s, n: s.rng.choice(("Sửa chữa xe máy", "Cắt tóc, gội đầu", "May đo quần áo"))),
    (r"loai dat", lambda s, n: "Đất trồng cây hàng năm khác (BHK)"),
    (r"ten giay to", lambda s, n: s.rng.choice(("Giấy phép lái xe", "Hợp đồng lao động", "Quyết định nghỉ hưu"))),
    (r"so, ky hieu|^so giay", lambda s, n: f"{s.rng.randint(100, 9_999)}/{s.filed_on.year - s.rng.randint(0, 9)}"),
    (r"chuc vu", lambda s, n: "Giám đốc"),
)


def _text(asked: Text, name: str, scene: Scene) -> str:
    if asked.pattern:
        return _like(asked, scene.rng)
    about = fold(asked.label)
    # Only letters and spaces are left of a folded label; the hints keep their commas for the reader.
    text = next((make(scene, name) for hint, make in _HINTS if re.search(hint.replace(",", ""), about)), "")
    if not text:
        text = "Theo hồ sơ kèm theo" if not isinstance(asked, LongText) else words.REASONS[0]
    return text[: asked.longest].strip()


def _like(asked: Text, rng: Random) -> str:
    """The example with other digits, as far as the pattern takes them."""
    made = "".join(str(rng.randint(1, 9)) if each.isdigit() else each for each in asked.example)
    return made if re.fullmatch(asked.pattern, made, re.ASCII) else asked.example


def _commune_name(scene: Scene) -> str:
    name = scene.place.communes[scene.home()]
    return name[0].lower() + name[1:]


def day_in_words(day: date) -> str:
    """`Ngày hai mươi mốt tháng mười một năm hai nghìn không trăm mười bảy`."""
    month = "tư" if day.month == 4 else words.in_words(day.month)
    return f"Ngày {words.in_words(day.day)} tháng {month} năm {words.in_words(day.year)}"
