"""Putting right what was written down wrong at the counter: one question at a time, the old and the new kept.

What would change the dossier's way, term or papers is no correction: that is another acceptance. Where the right
answer makes another fee due, the fee changes with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.centers import here
from motcua.domain.applicant import ApplicantForm, applicant_name
from motcua.domain.definition import FormDefinition
from motcua.domain.errors import Conflict, Refused
from motcua.domain.items import Field
from motcua.domain.papers import Paper
from motcua.domain.people import Acting
from motcua.domain.procedures import ProcedureVersion
from motcua.services.codes import local_date
from motcua.services.counter.applicants import file_applicant
from motcua.services.counter.planning import Planned, planned
from motcua.services.counter.reading import communes_of, read_answers, read_applicant
from motcua.services.dossiers.answers import masked, opened_answers, sealed_answers
from motcua.services.dossiers.records import Kept
from motcua.services.money.payments import columns_after
from motcua.services.office import Office
from motcua.store.folding import fold

APPLICANT, FORM = "applicant", "form"
OTHER_DOSSIER = (
    "Nội dung này làm thay đổi quy trình, thời hạn hoặc thành phần hồ sơ nên không đính chính được; "
    "hãy rút hoặc hủy tiếp nhận rồi tiếp nhận lại."
)
OTHER_FEE = (
    "Nội dung này làm thay đổi mức phí, lệ phí đã xác định riêng cho hồ sơ (miễn, giảm hoặc mức chưa xác nhận) "
    "nên không đính chính được; hãy xử lý khoản phí trước."
)


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction writes on the dossier, and what its event tells."""

    columns: Mapping[str, Any]
    told: Mapping[str, Any]


def correctable(version: ProcedureVersion, kept: Kept) -> tuple[tuple[str, str], ...]:
    """The questions that were answered, as (part/key, words); rows of groups and papers are not among them."""
    found = []
    for part, form in ((APPLICANT, ApplicantForm.definition), (FORM, version.form)):
        answered = kept.row["answers"][part]
        found += [(f"{part}/{field.key}", field.label) for field in form.fields if field.key in answered]
    return tuple(found)


async def corrected(
    office: Office, acting: Acting, kept: Kept, version: ProcedureVersion, given: Mapping[str, Any]
) -> Corrected:
    part, _, key = given["field"].partition("/")
    form = ApplicantForm.definition if part == APPLICANT else version.form
    field = form.field(key)
    assert isinstance(field, Field)
    stored = kept.row["answers"]
    before = opened_answers(form, stored[part])
    after = _after(office, kept, version, part, form, before, field, given["value"])
    answers = {**stored, part: sealed_answers(form, after)}
    columns: dict[str, Any] = {"answers": answers}
    if part == FORM:
        columns |= _fee_columns(kept, acting, *_plans_of_same_dossier(kept, version, before, after))
    else:
        columns |= await _applicant_columns(kept, version, after, acting)
    fee = {}
    if columns.get("fee_due", kept.dossier.fee_due) != kept.dossier.fee_due:
        fee = {"fee_was": kept.dossier.fee_due, "fee_now": columns["fee_due"]}
    told = {"field": field.label, "old": _says(field, before.get(key)), "new": _says(field, after.get(key))}
    if told["old"] == told["new"] and before.get(key) == after.get(key):
        sentence = "Nội dung đúng trùng với nội dung đang ghi."
        raise Refused(sentence, {"value": sentence})
    return Corrected(columns, told | fee)


def _after(
    office: Office,
    kept: Kept,
    version: ProcedureVersion,
    part: str,
    form: FormDefinition,
    before: Mapping[str, Any],
    field: Field[Any],
    typed: str,
) -> dict[str, Any]:
    """The whole form again with the one answer changed, judged as on the day it was filed."""
    raw = dict(form.typed(before)) | {field.key: (_as_posted(field, typed),)}
    received_at, channel = kept.row["received_at"], kept.row["channel"]
    if part == APPLICANT:
        filled = read_applicant(raw, received_at, channel)
    else:
        filled = read_answers(office, version, raw, received_at, channel)
    if filled.errors:
        own = filled.errors.get(field.key)
        sentence = own or next(iter(filled.errors.values()))
        raise Refused(sentence, {"value": sentence})
    return dict(filled.answers)


def _as_posted(field: Field[Any], typed: str) -> str:
    """An option is typed as it is read; the form posts its key."""
    keys = {text.casefold(): key for key, text in field.choices.items()}
    return keys.get(typed.casefold(), typed)


def _plans_of_same_dossier(
    kept: Kept, version: ProcedureVersion, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[Planned, Planned]:
    """What was planned and what would be now, where the way, the term and the papers stay the same."""
    received_at, channel = kept.row["received_at"], kept.row["channel"]
    was, now = (planned(here(), version, each, received_at, channel) for each in (before, after))
    if _essence(was) != _essence(now) or _papers(kept, version, before) != _papers(kept, version, after):
        raise Conflict(OTHER_DOSSIER)
    return was, now


def _essence(plan: Planned) -> tuple[Any, ...]:
    return plan.term, tuple((step.key, step.agency, step.desk) for step in plan.steps)


def _fee_columns(kept: Kept, acting: Acting, was: Planned, now: Planned) -> dict[str, Any]:
    """Another amount is owed by the right answer; what was paid stays paid, the rest is asked for or given back."""
    if was.fee.amount == now.fee.amount:
        return {}
    if now.fee.amount is None or kept.dossier.fee_due != was.fee.amount:
        raise Conflict(OTHER_FEE)
    note = f"Miễn: {now.fee.exemption}" if now.fee.exemption and not now.fee.amount else now.fee.note
    return {**columns_after(kept.dossier, acting.at, due=now.fee.amount), "fee_note": note}


def _papers(kept: Kept, version: ProcedureVersion, answers: Mapping[str, Any]) -> frozenset[str]:
    filed_on = local_date(kept.row["received_at"])
    shown = version.form.visible(answers, filed_on=filed_on, channel=kept.row["channel"])
    return frozenset(item.key for item in shown if isinstance(item, Paper))


async def _applicant_columns(
    kept: Kept, version: ProcedureVersion, answers: Mapping[str, Any], acting: Acting
) -> dict[str, Any]:
    name = applicant_name(dict(answers))
    is_proxy = answers.get("proxy.is_used") is True
    return {
        "applicant_id": await file_applicant(answers, acting.at),
        "folded": fold(
            kept.row["code"] or "", kept.row["old_number"], name, answers.get("applicant.address"), version.title
        ),
        "proxy": {"name": answers["proxy.name"], "authority": answers.get("proxy.authority", "")} if is_proxy else None,
    }


def _says(field: Field[Any], value: Any) -> str:
    if value is None:
        return "(để trống)"
    text = field.show(value, communes_of(here()))
    return masked(text) if field.is_sensitive else text
