"""The counter's form between what was posted and what is drawn: applicant, answers, papers, channel, fee.

One HTML form holds the platform's questions about the applicant and the procedure's own. Names that begin with `_`
are the page's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

from motcua.centers import Center
from motcua.domain.applicant import ApplicantForm
from motcua.domain.conditions import CHANNELS
from motcua.domain.forms import Filled
from motcua.domain.papers import Paper
from motcua.domain.people import Acting
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.text import lower_first
from motcua.services.codes import local_date
from motcua.services.counter.earlier import number_of
from motcua.services.counter.reading import DELIVERIES, Counts, Intake, communes_of, read_answers, read_applicant
from motcua.services.office import Office
from motcua.web.form_view import FormView, SectionView, answers_of, form_view, row_numbers
from motcua.web.forms import Typed, only
from motcua.web.ids import uuid_of
from motcua.web.papers import COLUMNS, paper_name, read_papers
from motcua.web.widgets import Drawn, summary_of

KEY, VERSION, SEEN, FIND = "_key", "_version", "_seen", "_find"
CHANNEL, DELIVERY, NOTE = "_channel", "_delivery", "_note"
DELIVERY_ADDRESS = "_delivery_address"
FEE_COLLECTED, FEE_AMOUNT, SECOND = "_fee_collected", "_fee_amount", "_second"
SIGNER, RECEIVED_BY, RECEIPT_ASKED = "_signer", "_received_by", "_receipt_asked"
ARRIVAL_NUMBER, ARRIVAL_POSTED_ON = "_arrival_number", "_arrival_posted_on"
DRAFT_SEEN, BESIDE = "_draft_seen", "_beside"
# What the service calls a field -> what this page posts it as.
_POSTED: Mapping[str, str] = {
    "channel": CHANNEL,
    "delivery": DELIVERY,
    "delivery_address": DELIVERY_ADDRESS,
    "note": NOTE,
    "fee_amount": FEE_AMOUNT,
    "fee_collected": FEE_COLLECTED,
    "arrival_number": ARRIVAL_NUMBER,
    "arrival_posted_on": ARRIVAL_POSTED_ON,
    "signer": SIGNER,
    "received_by": RECEIVED_BY,
    "second": SECOND,
    "applicant.find": FIND,
}
# The questions of a dossier resolved at once, as the move names them -> as this page posts them.
AT_ONCE_ASKED: Mapping[str, str] = {
    "signer": SIGNER,
    "received_by": RECEIVED_BY,
    "receipt_asked": RECEIPT_ASKED,
    "fee_collected": FEE_COLLECTED,
    "fee_amount": FEE_AMOUNT,
}
LONGEST_MONEY = 13


@dataclass(frozen=True, slots=True)
class CounterForm:
    """One drawing of the counter: what was typed and what was understood of it."""

    version: ProcedureVersion
    typed: Typed
    channel: str
    delivery: str
    key: UUID
    has_key: bool
    applicant: Filled
    answers: Filled
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def note(self) -> str:
        return only(self.typed, NOTE)

    @property
    def id_number(self) -> str:
        """The number by which the applicant is known again."""
        return number_of(self.applicant.answers)

    @property
    def draft_seen(self) -> int:
        """The version of the draft on the page; 0 while nothing was saved."""
        text = only(self.typed, DRAFT_SEEN)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0

    @property
    def beside(self) -> UUID | None:
        return uuid_of(only(self.typed, BESIDE))


def split(typed: Typed) -> tuple[Typed, Typed]:
    """The applicant's answers and the procedure's."""
    mine = answers_of(typed)
    applicant = {name: texts for name, texts in mine.items() if ApplicantForm.definition.knows(name)}
    return applicant, {name: texts for name, texts in mine.items() if name not in applicant}


def read_counter(office: Office, acting: Acting, version: ProcedureVersion, typed: Typed) -> CounterForm:
    """What was typed, read by the version on the page; nothing is refused yet."""
    channel = only(typed, CHANNEL)
    channel = channel if channel in version.channels and channel in CHANNELS else next(iter(version.channels))
    # What came by post goes back by post, unless somebody says otherwise.
    delivery = only(typed, DELIVERY) or ("post" if channel == "post" else "")
    applicant, answers = split(typed)
    key = uuid_of(only(typed, KEY))
    return CounterForm(
        version=version,
        typed=typed,
        channel=channel,
        delivery=delivery if delivery in DELIVERIES else next(iter(DELIVERIES)),
        key=key or uuid4(),
        has_key=key is not None,
        applicant=read_applicant(applicant, acting.at, channel),
        answers=read_answers(office, version, answers, acting.at, channel),
    )


def papers_asked(form: CounterForm, acting: Acting) -> tuple[Paper, ...]:
    """The papers of the case as typed; one that a changed answer hides is not asked for and not counted."""
    shown = form.version.form.visible(form.answers.answers, filed_on=local_date(acting.at), channel=form.channel)
    return tuple(item for item in shown if isinstance(item, Paper))


def counts_of(form: CounterForm, acting: Acting) -> tuple[dict[str, Counts], dict[str, str]]:
    """How many of each paper were brought, and what is wrong with the numbers, by posted name."""
    brought, errors = read_papers(papers_asked(form, acting), form.typed)
    return {key: (each.originals, each.certified_copies, each.copies) for key, each in brought.items()}, errors


def intake_of(form: CounterForm, acting: Acting) -> tuple[Intake, dict[str, str]]:
    """The dossier as typed, for the services, and what can't even be read."""
    counts, errors = counts_of(form, acting)
    amount, fault = _money(only(form.typed, FEE_AMOUNT))
    if fault:
        errors[FEE_AMOUNT] = fault
    if not form.has_key:
        errors["*"] = "Trang này đã mở quá lâu. Nội dung đã nhập vẫn còn; hãy kiểm tra rồi gửi lại"
    applicant, answers = split(form.typed)
    intake = Intake(
        version_hash=form.version.hash,
        applicant=applicant,
        answers=answers,
        papers=counts,
        draft_key=form.key,
        channel=only(form.typed, CHANNEL) or form.channel,
        fee_collected=bool(only(form.typed, FEE_COLLECTED)),
        fee_amount=amount,
        note=only(form.typed, NOTE),
        delivery=only(form.typed, DELIVERY) or form.delivery,
        delivery_address=only(form.typed, DELIVERY_ADDRESS),
        is_second_meant=bool(only(form.typed, SECOND)),
        beside=form.beside,
        arrival_number=only(form.typed, ARRIVAL_NUMBER),
        arrival_posted_on=only(form.typed, ARRIVAL_POSTED_ON),
    )
    return intake, errors


def _money(text: str) -> tuple[int | None, str]:
    digits = text.replace(".", "").replace(" ", "")
    if not digits:
        return None, ""
    if digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_MONEY:
        return int(digits), ""
    return None, "Số tiền chỉ gồm chữ số, tính bằng đồng, ví dụ 100.000"


def posted_errors(
    errors: Mapping[str, str], reason_name: str, form: CounterForm, *, is_accepting: bool
) -> dict[str, str]:
    """The services' errors by the names that this page posts.

    A procedure may ask for a `reason` or a `note` of its own: when its answers were judged, that one is meant.
    """
    own = {name for name in errors if is_accepting and form.version.form.knows(name)}
    return {name if name in own else _posted(name, reason_name): sentence for name, sentence in errors.items()}


def _posted(name: str, reason_name: str) -> str:
    if name == "reason":
        return reason_name
    if name.startswith("paper."):
        return paper_name(name.removeprefix("paper."), next(iter(COLUMNS)))
    return _POSTED.get(name, name)


def with_errors(form: CounterForm, errors: Mapping[str, str]) -> CounterForm:
    return replace(form, errors=dict(errors))


def drawn(form: CounterForm, acting: Acting, center: Center, *, shows_errors: bool) -> FormView:
    """The applicant's sections and the procedure's, as one."""
    errors = form.errors if shows_errors else None
    filed_on, communes = local_date(acting.at), communes_of(center)
    applicant = form_view(
        ApplicantForm.definition,
        form.typed,
        form.applicant,
        filed_on=filed_on,
        channel=form.channel,
        communes=communes,
        errors=errors,
        shows_why=False,
    )
    own = form_view(
        form.version.form,
        form.typed,
        form.answers,
        filed_on=filed_on,
        channel=form.channel,
        communes=communes,
        errors=errors,
    )
    sections = (*applicant.sections, *own.sections)
    return FormView(
        sections=sections,
        errors=tuple(summary_of(_told_apart(form, sections))) if shows_errors else (),
        unchecked=own.unchecked,
        has_conditions=True,
    )


def _told_apart(form: CounterForm, sections: tuple[SectionView, ...]) -> dict[str, str]:
    """In a summary, twenty parties' errors would read the same: those of rows name their row, and where two sections
    ask for the same, each names its section."""
    said = dict(form.errors)
    for rows in form.version.form.groups:
        for place, number in enumerate(row_numbers(rows, form.typed), 1):
            for name in said:
                if name.startswith(f"{rows.key}.{number}."):
                    said[name] = f"{rows.label} {place}: {lower_first(said[name])}"
    times = Counter(said.values())
    for section in sections:
        for name in (item.name for item in section.items if isinstance(item, Drawn)):
            if section.title and times[said.get(name, "")] > 1:
                said[name] = f"{section.title}: {lower_first(said[name])}"
    return said


def choice(name: str, legend: str, options: Mapping[str, str], chosen: str, error: str = "") -> dict[str, Any]:
    """The values of `govuk.radios` for a question of the page's own; a change of it redraws the form."""
    params: dict[str, Any] = {
        "idPrefix": f"f-{name}",
        "name": name,
        "classes": "govuk-radios--small govuk-radios--inline",
        "fieldset": {"legend": {"text": legend}},
        "items": [
            {"value": key, "text": text, "checked": key == chosen, "attributes": {"data-asks": "1"}}
            for key, text in options.items()
        ],
    }
    if error:
        params["errorMessage"] = {"text": error}
    return params
