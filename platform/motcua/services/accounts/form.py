"""What an account's form offers and how what was typed is read: every mistake by its box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from motcua.centers import LEADERSHIP, StaffRow, here
from motcua.centers.staff import is_username
from motcua.domain import identity, secondment
from motcua.domain.errors import Refused
from motcua.domain.people import EVERY_AGENCY, ROLE_NAMES, Role
from motcua.services.accounts.absence import day_of
from motcua.services.accounts.people import desk_titles
from motcua.services.dossiers.asked import clean_text
from motcua.services.dossiers.naming import CENTER_DESKS, agency_name
from motcua.services.office import Office

Typed = Mapping[str, Sequence[str]]
KINDS: Mapping[str, str] = {
    "own": "Biên chế của Trung tâm",
    "seconded": "Cơ quan chuyên môn cử đến (biệt phái)",
    "agency": "Người của cơ quan chuyên môn",
    "post": "Người của doanh nghiệp bưu chính công ích",
}
AT_DESKS = frozenset({Role.OFFICER, Role.HEAD, Role.LEADER})
FIRST_YEAR, LAST_YEAR = 2000, 2100
SENTENCE = "Chưa lưu được tài khoản."


@dataclass(frozen=True, slots=True)
class Choices:
    """The lists of the form, each as (key, words)."""

    kinds: tuple[tuple[str, str], ...]
    agencies: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, str], ...]
    desks: tuple[tuple[str, str], ...]
    receives: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AccountTyped:
    """An account as it is to be. `document` is what a secondment rests on."""

    person: StaffRow
    email: str
    is_reserve: bool
    document: str


def choices(office: Office, besides: Sequence[str] = ()) -> Choices:
    """`besides`: desks (`agency/desk`) that the account holds already, whatever the procedures say now."""
    center = here()
    agencies = sorted((agency.name, key) for key, agency in center.agencies.items())
    named = [(LEADERSHIP, agency_name(center, LEADERSHIP)), *((key, name) for name, key in agencies)]
    titles = desk_titles(office)
    known = {key for key, _ in named}
    found = {
        f"{agency}/{desk}": f"{label} – {agency_name(center, agency)}"
        for (agency, desk), label in titles.items()
        if agency in known and (agency, desk) not in CENTER_DESKS
    }
    for seat in besides:
        found.setdefault(seat, f"Vị trí xử lý tại {agency_name(center, seat.partition('/')[0])}")
    return Choices(
        kinds=tuple(KINDS.items()),
        agencies=tuple(named),
        roles=tuple((role.value, ROLE_NAMES[role]) for role in Role),
        desks=tuple(sorted(found.items(), key=lambda item: (item[0].partition("/")[0], item[1]))),
        receives=((EVERY_AGENCY, "Mọi cơ quan"), *((key, name) for name, key in agencies)),
    )


def read_account(
    offered: Choices, typed: Typed, *, username: str = "", term: tuple[date | None, date | None] = (None, None)
) -> AccountTyped:
    """`username` and `term` (of secondment) of an account that exists. Refuses by box."""
    errors: dict[str, str] = {}

    def line(name: str, label: str, *, must: bool = False, longest: int = 200) -> str:
        try:
            text = " ".join(clean_text(label, _last(typed, name), longest).split())
        except Refused as refusal:
            errors[name] = refusal.sentence
            return ""
        if must and not text:
            errors[name] = f"Nhập {label[0].lower()}{label[1:]}."
        return text

    def some(name: str, among: Sequence[tuple[str, str]], says: str) -> tuple[str, ...]:
        known = dict(among)
        given = tuple(dict.fromkeys(text for text in typed.get(name, ()) if text))
        if any(text not in known for text in given):
            errors[name] = says
        return given

    if not username:
        username = line("username", "Tên đăng nhập", must=True).casefold()
        if "username" not in errors and not is_username(username):
            errors["username"] = "Tên đăng nhập gồm 3 đến 40 chữ thường không dấu, số, dấu chấm, ví dụ nga.nt."
    name, title = line("name", "Họ và tên", must=True), line("title", "Chức danh", must=True)
    phone, email = line("phone", "Điện thoại", longest=30), line("email", "Thư điện tử", longest=254).casefold()
    if email and not identity.EMAIL.fullmatch(email):
        errors["email"] = "Thư điện tử có dạng ten@donvi.gov.vn."
    kind = (some("kind", offered.kinds, "Chọn một trong các loại có sẵn.") or ("",))[-1]
    agency = (some("agency", offered.agencies, "Chọn một cơ quan của Trung tâm.") or ("",))[-1]
    roles = some("roles", offered.roles, "Chọn nhiệm vụ trong danh sách.")
    desks = some("desks", offered.desks, "Chọn vị trí trong danh sách.")
    receives = some("receives", offered.receives, "Chọn cơ quan trong danh sách.")
    if not kind and "kind" not in errors:
        errors["kind"] = "Chọn loại cán bộ."
    if kind in ("seconded", "agency") and not agency and "agency" not in errors:
        errors["agency"] = "Chọn cơ quan mà người này thuộc về."
    is_of_post = kind == "post" or Role.POST_OFFICER in roles
    if is_of_post and (kind != "post" or roles != (Role.POST_OFFICER.value,)) and not errors.keys() & {"kind", "roles"}:
        errors["roles"] = "Người của bưu chính chỉ làm, và chỉ người của bưu chính làm, nhiệm vụ bưu chính công ích."
    if not roles and "roles" not in errors:
        errors["roles"] = "Chọn ít nhất một nhiệm vụ."
    if Role.RECEPTION in roles and not receives:
        errors.setdefault("receives", "Cán bộ tiếp nhận phải có cơ quan mà mình nhận thủ tục.")
    if AT_DESKS & set(roles) and not desks:
        errors.setdefault("desks", "Người thụ lý, lãnh đạo phải có ít nhất một vị trí xử lý.")
    if EVERY_AGENCY in receives:
        receives = (EVERY_AGENCY,)
    is_reserve = "yes" in typed.get("is_reserve", ())
    if is_reserve and kind != "agency" and "kind" not in errors:
        errors["is_reserve"] = "Cán bộ dự bị là người đang làm việc tại cơ quan chuyên môn; chọn loại đó."
    from_on, to_on, document = _term(kind, typed, term, errors)
    if errors:
        raise Refused(SENTENCE, errors)
    person = StaffRow(
        username=username,
        name=name,
        title=title,
        phone=phone,
        kind=kind,
        agency=agency or None,
        roles=roles,
        desks=tuple((seat.partition("/")[0], seat.partition("/")[2]) for seat in desks),
        receives=receives,
        seconded_from=from_on,
        seconded_to=to_on,
    )
    return AccountTyped(person, email, is_reserve, document)


def _term(
    kind: str, typed: Typed, term: tuple[date | None, date | None], errors: dict[str, str]
) -> tuple[date | None, date | None, str]:
    """The days of a secondment and its document; a term that nobody touched is not judged again."""
    if kind != "seconded":
        return None, None, ""
    days: list[date | None] = []
    for name, example in (("from_on", "6/11/2017"), ("to_on", "5/11/2019")):
        text = _last(typed, name)
        day = day_of(text) if text else None
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            day = None
        if day is None and (text or name == "from_on" or term[1] is not None or term[0] is None):
            errors[name] = f"Nhập ngày, ví dụ {example}."
        days.append(day)
    from_on, to_on = days
    try:
        document = clean_text("Văn bản", _last(typed, "document"), 200)
    except Refused as refusal:
        document, errors["document"] = "", refusal.sentence
    if (from_on, to_on) == term or "from_on" in errors or "to_on" in errors:
        return from_on, to_on, document
    said = secondment.why_not(from_on, to_on) if from_on and to_on else None
    if said:
        errors["to_on"] = said
    if not document and "document" not in errors:
        errors["document"] = "Ghi số, ngày văn bản cử hoặc gia hạn."
    return from_on, to_on, document


def _last(typed: Typed, name: str) -> str:
    values = typed.get(name, ())
    return values[-1].strip() if values else ""
