"""What helps while the counter's form is typed: who was here before, a card read by a scanner, and the scans."""

from __future__ import annotations

from motcua.domain.errors import Refused
from motcua.services.counter.applicants import FoundApplicant, find_applicant
from motcua.services.counter.id_card import IdCard, read_id_card
from motcua.web.forms import Typed, only
from motcua.web.page import Answer, WebRequest, acting, office_of
from motcua.web.pages import counter_form as forms
from motcua.web.pages.counter_page import Chosen, read, show
from motcua.web.pages.uploads import change_scans

REUSE = "_reuse"
NUMBER, KIND, ID_KIND = "applicant.id_number", "applicant.kind", "applicant.id_kind"
CONTACTS = ("applicant.phone", "applicant.email")
# What the length of a number says about the paper it stands on; the officer changes it where it differs.
ID_KIND_OF = {9: "cmnd", 12: "cccd"}


def applicant_name_typed(typed: Typed) -> str:
    return only(typed, "applicant.name") or only(typed, "applicant.organisation")


def with_card(typed: Typed) -> tuple[Typed, IdCard | None]:
    """A scanner types a card's QR where the cursor is: into the search box, or into the number's own box."""
    for box in (forms.FIND, NUMBER):
        card = read_id_card(only(typed, box))
        if card is not None:
            return {**_without_applicant(typed), **card.typed, forms.FIND: [card.number]}, card
    return typed, None


def _without_applicant(typed: Typed) -> Typed:
    return {name: texts for name, texts in typed.items() if not name.startswith("applicant.")}


async def find(request: WebRequest, chosen: Chosen, typed: Typed) -> Answer:
    """Somebody who was here before: found by the whole number, which never stands in an address."""
    typed, card = with_card(typed)
    try:
        found = await find_applicant(office_of(request), acting(request), only(typed, forms.FIND))
    except Refused as refused:
        form = forms.with_errors(read(request, chosen, typed), {forms.FIND: refused.sentence})
        return await show(request, chosen, form, status=422, find_error=refused.sentence)
    if card is not None:
        return await _show_card(request, chosen, typed, card, found)
    picked = only(typed, REUSE)
    if picked.isascii() and picked.isdigit() and len(picked) < 3 and int(picked) < len(found):
        return await _reused(request, chosen, typed, found[int(picked)])
    if found and not applicant_name_typed(typed) and len({person.name for person in found}) == 1:
        return await _reused(request, chosen, typed, found[0])
    if not found and not applicant_name_typed(typed):
        typed = {**typed, **_number_typed(only(typed, forms.FIND))}
    return await show(request, chosen, read(request, chosen, typed), found=found)


async def _reused(request: WebRequest, chosen: Chosen, typed: Typed, person: FoundApplicant) -> Answer:
    reused = {name: list(texts) for name, texts in person.typed.items()}
    form = read(request, chosen, {**_without_applicant(typed), **reused})
    return await show(request, chosen, form, says=f"Đã điền thông tin của {person.name} theo lần nộp gần nhất.")


async def _show_card(
    request: WebRequest, chosen: Chosen, typed: Typed, card: IdCard, found: tuple[FoundApplicant, ...]
) -> Answer:
    """The card says who it is; how to reach them is known from the last time."""
    before = found[0].typed if found else {}
    contacts = {name: list(before[name]) for name in CONTACTS if name in before}
    form = read(request, chosen, {**typed, **contacts})
    return await show(request, chosen, form, says=f"Đã điền thông tin từ thẻ căn cước của {card.name}.")


def _number_typed(text: str) -> Typed:
    """Nobody is known under it: at least the number need not be typed twice."""
    bare = "".join(text.split())
    if not bare.isdigit() or len(bare) not in ID_KIND_OF:
        return {}
    return {KIND: ["person"], ID_KIND: [ID_KIND_OF[len(bare)]], NUMBER: [bare]}


async def files(request: WebRequest, chosen: Chosen, typed: Typed) -> Answer:
    """Without JavaScript: the same form brings its scans along, and everything typed comes back with them."""
    form = read(request, chosen, typed)
    faults = await change_scans(request, form)
    return await show(request, chosen, form, status=422 if faults else 200, file_faults=faults)
