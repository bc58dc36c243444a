"""What makes an invented dossier of a known procedure believable: who the applicant is in it, what is usual.

A procedure without an entry gets its answers from its form alone (`sample_answers`). Wishes are only that: a check
that they break has them changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from motcua.services.samples import words
from motcua.services.samples.fields import Scene, day_in_words
from motcua.services.samples.people import Person, draw_person

Texts = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Wish:
    """Texts to begin with, and how often this procedure comes among a hundred dossiers."""

    texts: Callable[[Scene, Person], Texts]
    often: int = 8


def _one(**texts: str) -> Texts:
    return {name: (text,) for name, text in texts.items()}


_TRADES: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "retail": (("Tạp hóa", "4711", ""), ("Điện máy", "4759", ""), ("Vật liệu xây dựng", "4752", "")),
    "food": (("Phở bò", "5610", ""), ("Cơm bình dân", "5610", ""), ("Bún chả", "5610", "")),
    "craft": (("Gốm Phù Lãng", "2393", ""), ("Mộc dân dụng", "3100", ""), ("Cơ khí", "2592", "")),
    "service": (("Cắt tóc", "9631", "Cắt tóc, làm đầu"), ("Sửa xe", "4542", "Sửa chữa mô tô, xe máy")),
}
_DOCUMENTS: Mapping[str, tuple[str, str, int]] = {
    "diploma": ("Văn bằng, chứng chỉ", "school", 1),
    "identity": ("Giấy tờ tùy thân", "police", 1),
    "civil_status": ("Giấy tờ hộ tịch", "commune", 2),
    "land": ("Giấy chứng nhận", "district", 4),
    "business": ("Giấy chứng nhận đăng ký kinh doanh", "district", 2),
}


def _business(scene: Scene, person: Person) -> Texts:
    rng = scene.rng
    trade = rng.choices(tuple(_TRADES), (5, 3, 2, 2))[0]
    title, code, detail = rng.choice(_TRADES[trade])
    founder = rng.choices(("person", "family"), (5, 1))[0]
    scene.cast |= {"owner": person, "members.0": person}
    given = person.name.split()[-1]
    texts = _one(
        business_name=f"Hộ kinh doanh {title} {given}", trade=trade, trade_code=code, founder=founder,
        workers=str(rng.randint(1, 4)), business_phone=person.phone,
    )  # fmt: skip
    return texts | (_one(trade_detail=detail) if detail else {})


def _copies(scene: Scene, person: Person) -> Texts:
    rng = scene.rng
    kind = rng.choices(tuple(_DOCUMENTS), (6, 5, 3, 2, 2))[0]
    _, issuer, most = _DOCUMENTS[kind]
    issuers = {
        "school": rng.choice(words.SCHOOLS),
        "police": person.id_by,
        "commune": f"UBND {scene.place.communes[person.commune][0].lower()}{scene.place.communes[person.commune][1:]}",
        "district": f"UBND huyện {scene.place.district}",
    }
    return _one(
        kind=kind, issuer_kind="domestic", issuer=issuers[issuer], has_defect="no",
        pages=str(rng.randint(1, most + 1)), copies=str(rng.choice((1, 2, 2, 3, 5))),
    )  # fmt: skip


def _correction(scene: Scene, person: Person) -> Texts:
    rng = scene.rng
    subject = person if rng.random() < 0.6 else draw_person(rng, scene.place, scene.filed_on, ages=(14, 60))
    scene.cast["subject"] = subject
    work = rng.choices(("correct", "change", "add", "ethnicity"), (6, 2, 2, 1))[0]
    registered = subject.born + timedelta(days=rng.randint(3, 60))
    texts = _one(
        work=work, entry="birth", entry_on=f"{registered:%d/%m/%Y}", changed_item="name",
        entry_number=str(rng.randint(4, 190)), entry_book=f"01/{registered.year}",
        needs_verification="yes" if rng.random() < 0.2 else "no",
        subject_nationality="Việt Nam", child_agrees="yes", minor_agrees="yes",
    )  # fmt: skip
    texts |= _one(subject_ethnicity="Kinh") | _content(rng, work, subject)
    return texts


def _content(rng: Random, work: str, subject: Person) -> Texts:
    """What is to be written instead of what."""
    if work == "ethnicity":
        reason = "Cha đẻ là người dân tộc Tày, đề nghị xác định lại dân tộc theo dân tộc của cha."
        return _one(before="Dân tộc: Kinh", after="Dân tộc: Tày", reason=reason)
    if work == "add":
        reason = "Khi đăng ký khai sinh trước đây chưa ghi nội dung này."
        return _one(after=f"Quê quán: {subject.address}", reason=reason)
    if work == "change":
        given = words.MALE_GIVEN if subject.gender == "male" else words.FEMALE_GIVEN
        new = rng.choice([each for each in given if each != subject.name.split()[-1]])
        reason = "Tên gọi trùng với người trong họ, gây nhầm lẫn; gia đình đã thống nhất đổi tên."
        after = " ".join([*subject.name.split()[:-1], new])
        return _one(before=f"Họ, chữ đệm, tên: {subject.name}", after=f"Họ, chữ đệm, tên: {after}", reason=reason)
    wrong = subject.born - timedelta(days=rng.choice((1, 10, 30, 365)))
    return _one(
        before=f"Ngày, tháng, năm sinh: {wrong:%d/%m/%Y}", after=f"Ngày, tháng, năm sinh: {subject.born:%d/%m/%Y}"
    )


def _birth(scene: Scene, person: Person) -> Texts:
    rng, on = scene.rng, scene.filed_on
    is_mother = person.gender == "female"
    scene.cast["mother" if is_mother else "father"] = person
    other = draw_person(rng, scene.place, on, gender="male" if is_mother else "female", ages=(24, 40))
    scene.cast["father" if is_mother else "mother"] = other
    child = draw_person(rng, scene.place, on, ages=(0, 1))
    born = on - timedelta(days=rng.randint(10, 120))
    # The one who comes is Vietnamese; the child has that family name.
    family = person.name.split()[0]
    country, men, women = rng.choice(words.FOREIGNERS)
    foreigner, local_ = ("father", "mother") if is_mother else ("mother", "father")
    return {
        **_one(
            relation="mother" if is_mother else "father", child_gender=child.gender, has_father="yes",
            child_name=words.full_name(rng, child.gender, family), child_born=f"{born:%d/%m/%Y}",
            child_born_in_words=day_in_words(born), child_nationality="vn", parents_agree="yes",
            child_ethnicity="Kinh", home_town=person.address,
        ),
        f"{foreigner}.name": (rng.choice(men if is_mother else women),),
        f"{foreigner}.ethnicity": (),
        f"{foreigner}.nationality": ("foreign",),
        f"{foreigner}.nationality_name": (country,),
        f"{foreigner}.residence": (country,),
        f"{foreigner}.identity": (f"M{rng.randrange(10_000_000):08}",),
        f"{local_}.nationality": ("vn",),
        f"{local_}.ethnicity": ("Kinh",),
    }  # fmt: skip


def _land(scene: Scene, person: Person) -> Texts:
    rng = scene.rng
    scene.cast["receivers.0"] = person
    kind = rng.choices(("transfer", "gift", "inherit"), (6, 3, 1))[0]
    is_town = scene.place.communes[person.commune].startswith("Thị trấn")
    land_kind = "odt" if is_town else rng.choices(("ont", "cln", "luc"), (6, 1, 1))[0]
    price = rng.randint(16, 190) * 10_000_000
    texts = _one(
        kind=kind,
        land_kind=land_kind,
        price=f"{price:,}".replace(",", "."),
        close_kin="no" if kind == "transfer" else "yes",
    )
    if rng.random() < 0.4:
        spouse = draw_person(rng, scene.place, scene.filed_on, gender="male" if person.gender == "female" else "female")
        scene.cast["receivers.1"] = spouse
        texts |= {"receivers.0.share": ("50",), "receivers.1.share": ("50",)}
    return texts


def _permit(scene: Scene, person: Person) -> Texts:
    scene.cast["owner"] = person
    is_town = scene.place.communes[person.commune].startswith("Thị trấn")
    floors = scene.rng.choices((1, 2, 3, 4), (2, 5, 3, 1))[0]
    ground = scene.rng.randint(60, 95)
    plot = ground + scene.rng.randint(0, 120)
    return _one(
        plot_area=str(plot), density=f"{1000 * ground // plot / 10:.1f}".replace(".", ","),
        house_kind="town" if is_town else "rural", grade="iv" if floors == 1 else "iii", floors=str(floors),
        ground_area=str(ground), floor_area=str(ground * floors + scene.rng.randint(0, 20)),
        height=f"{3 * floors + 2},{scene.rng.randint(1, 9)}",
        in_relic_zone="yes" if scene.rng.random() < 0.25 else "no",
    )  # fmt: skip


WISHES: Mapping[str, Wish] = {
    "chung-thuc-ban-sao-tu-ban-chinh": Wish(_copies, 32),
    "dang-ky-ho-kinh-doanh": Wish(_business, 20),
    "thay-doi-cai-chinh-ho-tich": Wish(_correction, 14),
    "dang-ky-bien-dong-dat-dai": Wish(_land, 18),
    "giay-phep-xay-dung-nha-o-rieng-le": Wish(_permit, 10),
    "khai-sinh-co-yeu-to-nuoc-ngoai": Wish(_birth, 6),
}
_NOTHING = Wish(lambda scene, person: {})


def wish_for(procedure_key: str) -> Wish:
    return WISHES.get(procedure_key, _NOTHING)


def applicant_of(procedure_key: str, rng: Random, scene: Scene) -> Person:
    """Somebody of an age at which people come for this."""
    ages = (22, 40) if procedure_key == "khai-sinh-co-yeu-to-nuoc-ngoai" else (21, 64)
    return draw_person(rng, scene.place, scene.filed_on, ages=ages)


__all__ = ["WISHES", "Wish", "applicant_of", "wish_for"]
