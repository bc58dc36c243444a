"""One dossier as its page shows it: everything in words, and what this person may do with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.applicant import ApplicantForm
from motcua.domain.calendar import local, working_minutes_between
from motcua.domain.dossier import (
    OUTCOMES,
    PAUSE_REASONS,
    Dossier,
    StepRecord,
    why_not,
)
from motcua.domain.forms import Shown
from motcua.domain.moves import ASIDE, Move
from motcua.domain.papers import GOES_BACK
from motcua.domain.people import Acting
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.results import HOW_NAMES, Kind
from motcua.domain.routes import CENTER
from motcua.domain.standing import standing_of
from motcua.domain.states import STATES, State
from motcua.domain.terms import Term
from motcua.services.archive.gone import destroyed_says
from motcua.services.catalogue import version_for
from motcua.services.counter.reading import DELIVERIES, communes_of
from motcua.services.counter.receivers import ProxyReceiver
from motcua.services.deadlines.lateness import amount_of, is_late, is_overdue, must_end_says, outcome_in_time, time_left
from motcua.services.dossiers import records
from motcua.services.dossiers.answers import masked, opened_answers
from motcua.services.dossiers.naming import agency_name, desk_labels, desk_name
from motcua.services.dossiers.notices import notice_line
from motcua.services.dossiers.offered import OfferedMove, colleagues_of, offered_moves
from motcua.services.dossiers.page import DossierPage, NoteLine, Pairs, PaperLine, PauseLine, RouteLine
from motcua.services.dossiers.timeline import details_of, event_lines, reason_of
from motcua.services.dossiers.visibility import load_seen
from motcua.services.files.keeping import as_lines
from motcua.services.hall.day import number_of
from motcua.services.letters.paperwork import Paperwork, paperwork
from motcua.services.letters.statutory import Material
from motcua.services.messages.board import may_tell
from motcua.services.messages.lines import lines_of_dossier
from motcua.services.messages.telling import once_of
from motcua.services.money.payments import fee_says
from motcua.services.office import Office
from motcua.services.results.files import why_not_attach
from motcua.store.engine import transaction
from motcua.store.queries.effects import load_notes, load_notices
from motcua.store.queries.letters import letters_of_dossier
from motcua.store.queries.messages import choice_of, messages_of_dossier
from motcua.store.queries.payments import payments_of
from motcua.store.queries.trail import load_events
from motcua.store.queries.visible import staff_names
from motcua.store.queries.visits import dossiers_of_visit

__all__ = ["DossierPage", "NoteLine", "PaperLine", "PauseLine", "RouteLine", "open_dossier"]


async def open_dossier(office: Office, acting: Acting, dossier_id: UUID) -> DossierPage:
    """The dossier, to who may see it: NotHere if it is no dossier of this center, NotAllowed if it is not theirs."""
    async with transaction():
        kept = await load_seen(acting.staff, dossier_id)
        version = await version_for(office, kept.row)
        colleagues = await colleagues_of(kept.dossier, acting)
        events = await load_events(dossier_id)
        notes = await load_notes(dossier_id)
        notices = await load_notices(dossier_id)
        messages, told_by = await messages_of_dossier(dossier_id), await choice_of(dossier_id)
        done_by = {step.done_by for step in kept.dossier.steps if step.done_by is not None}
        assigned = {step.assignee_id for step in kept.dossier.steps if step.assignee_id is not None}
        names = await staff_names([*done_by, *assigned, kept.row["receiver_id"]])
        companions = tuple(await dossiers_of_visit(dossier_id))
        paid = tuple(await payments_of(dossier_id))
        material = Material(office, acting, kept, version, tuple(events), companions, paid)
        queue_number = await number_of(dossier_id)
        destroyed = await destroyed_says(kept.row)
        papers = Paperwork() if destroyed else paperwork(material, await letters_of_dossier(dossier_id))
    moves = offered_moves(kept, version, acting.staff, acting.at, colleagues)
    page = _page(office, acting, kept, version, moves, events, notes, names, papers)
    must_end = must_end_says(kept.row["risk_at"], kept.dossier.due_at, acting.at) if page.next_actor else ""
    carried = {row["once_key"] for row in messages}
    return replace(
        page,
        # What a message carries is told there, with what became of it.
        notices=tuple(notice_line(each) for each in notices if once_of(each["source_key"]) not in carried),
        messages=lines_of_dossier(office, kept, messages),
        told_by=told_by or "",
        may_tell=may_tell(acting, kept),
        must_end=must_end,
        queue_number=queue_number,
        destroyed=destroyed,
    )


def _page(
    office: Office,
    acting: Acting,
    kept: records.Kept,
    version: ProcedureVersion,
    moves: tuple[OfferedMove, ...],
    events: Sequence[Mapping[str, Any]],
    notes: Iterable[Mapping[str, Any]],
    names: Mapping[UUID, str],
    papers: Paperwork,
) -> DossierPage:
    center, dossier, row = here(), kept.dossier, kept.row
    labels = desk_labels(version)
    can_complete = dossier.state is State.INCOMPLETE and why_not(Move.ACCEPT, dossier, acting.staff) is None
    # Whole numbers only for who works on the dossier now: they compare them with the papers.
    is_working = can_complete or any(offered.is_open and offered.move not in ASIDE for offered in moves)
    communes = communes_of(center)
    form, applicant = version.form, ApplicantForm.definition
    stands = standing_of(dossier)
    actor = stands.actor
    due_at = None if stands.is_ended else row["actor_due_at"]
    return DossierPage(
        dossier=dossier,
        seen=dossier.version,
        code=dossier.code or "",
        version=version,
        procedure_title=version.title,
        state_name=STATES[dossier.state].name,
        status=dossier.status,
        applicant_name=kept.applicant_name,
        applicant=_shown(applicant.show(opened_answers(applicant, row["answers"]["applicant"]), communes), is_working),
        sections=_shown(form.show(opened_answers(form, row["answers"]["form"]), communes), is_working),
        papers=tuple(_paper(paper) for paper in kept.papers),
        files=as_lines(kept.files),
        route=tuple(_route_line(step, dossier, labels, names) for step in _in_order(dossier)),
        events=event_lines(events, {step.key: step.label for step in dossier.steps}),
        pauses=tuple(
            PauseLine(PAUSE_REASONS.get(p.kind, p.kind), p.reason, p.from_at, p.to_at, p.evidence)
            for p in dossier.pauses
        ),
        notes=tuple(NoteLine(note["at"], _plugin_name(office, note["plugin"]), note["text"]) for note in notes),
        moves=moves,
        next_actor=desk_name(center, labels, actor.agency, actor.desk) if actor is not None else "",
        next_due_at=due_at,
        sentence=stands.sentence,
        late_text=stands.waits or time_left(due_at, acting.at, center.calendar),
        is_late=is_late(due_at, acting.at) or is_overdue(dossier.state, dossier.due_at, acting.at),
        term_says=Term.parse(row["term"]).says,
        fee_text=fee_says(dossier, row["fee_note"]),
        delivery=DELIVERIES.get(row["answers"].get("delivery", ""), ""),
        old_number=row["old_number"] or "",
        arrival=details_of(kept.arrival, {}),
        result=_result(kept),
        results=kept.results,
        attachable=tuple(kind for kind in Kind if why_not_attach(kind, dossier, kept.results, acting.staff) is None),
        staying=kept.originals_staying,
        may_receive=_may_receive(kept, is_working),
        unchecked=tuple(row["answers"].get("unchecked", ())),
        received_by=names.get(row["receiver_id"], ""),
        reason=reason_of(events, dossier.state),
        can_complete=can_complete,
        has_receipt=dossier.code is not None,
        paperwork=papers,
    )


def _plugin_name(office: Office, key: str) -> str:
    if key == CENTER:
        return here().name
    plugin = office.catalog.plugins.by_key.get(key)
    return plugin.name if plugin is not None else agency_name(here(), key)


def _shown(sections: Iterable[Shown], is_whole: bool) -> tuple[tuple[str, Pairs], ...]:
    return tuple(
        (
            section.title,
            tuple(
                (line.label, masked(line.text) if line.is_sensitive and not is_whole else line.text)
                for line in section.lines
            ),
        )
        for section in sections
    )


def _paper(paper: Mapping[str, Any]) -> PaperLine:
    return PaperLine(
        paper["key"],
        paper["label"],
        paper["originals"],
        paper["certified_copies"],
        paper["copies"],
        paper["is_presented"],
        paper["originals_returned_at"],
        GOES_BACK[paper["goes_back"]] if paper["originals"] and not paper["is_presented"] else "",
    )


def _in_order(dossier: Dossier) -> Iterable[StepRecord]:
    """Each step followed by the opinions asked during it."""
    for step in dossier.route:
        yield step
        yield from (each for each in dossier.steps if each.kind == "opinion" and each.parent_id == step.id)


def _route_line(
    step: StepRecord, dossier: Dossier, labels: Mapping[tuple[str, str], str], names: Mapping[UUID, str]
) -> RouteLine:
    center = here()
    took = in_time = ""
    if step.handed_at is not None and step.done_at is not None:
        took = amount_of(working_minutes_between(center.calendar, step.handed_at, step.done_at))
        in_time = outcome_in_time(step.due_at, step.done_at)
    proposal = {"granted": OUTCOMES["granted"], "refused": OUTCOMES["refused"]}.get(step.proposal or "", "")
    return RouteLine(
        label=step.label,
        desk=desk_name(center, labels, step.agency, step.desk),
        kind=step.kind,
        state=step.state,
        within=Term.parse(step.within).says,
        handed_at=step.handed_at,
        confirmed_at=step.confirmed_at,
        due_at=step.due_at,
        done_at=step.done_at,
        done_by=names.get(step.done_by, "") if step.done_by is not None else "",
        took=took,
        in_time=in_time,
        proposal=proposal,
        note=step.note,
        is_current=dossier.current_step is not None and dossier.current_step.id == step.id,
    )


def _result(kept: records.Kept) -> Pairs:
    dossier, row, last = kept.dossier, kept.row, kept.results.last
    proxy = ProxyReceiver.unsealed(row["handed_back_proxy"]) if row["handed_back_proxy"] else None
    found = (
        ("Kết quả", OUTCOMES.get(dossier.outcome or "", "")),
        ("Số", row["result_number"] or ""),
        ("Sổ", row["result_book"] or ""),
        ("Ngày ký", f"{row['result_signed_on']:%d/%m/%Y}" if row["result_signed_on"] else ""),
        ("Người ký", last.signer if last is not None and row["result_signed_on"] else ""),
        ("Cách ký", HOW_NAMES[last.how] if last is not None and row["result_signed_on"] else ""),
        ("Ngày trả", f"{local(row['handed_back_at']):%H:%M %d/%m/%Y}" if row["handed_back_at"] else ""),
        ("Người nhận", row["handed_back_to"] or ""),
        ("Giấy tờ người nhận thay", masked(proxy.number) if proxy else ""),
        ("Giấy ủy quyền", f"số {proxy.document} ngày {proxy.document_on}" if proxy else ""),
    )
    return tuple((label, text) for label, text in found if text)


def _may_receive(kept: records.Kept, is_whole: bool) -> Pairs:
    """Whole numbers for who hands back: they compare them with the card in front of them."""
    answers = opened_answers(ApplicantForm.definition, kept.row["answers"]["applicant"])
    number = answers.get("applicant.id_number") or answers.get("applicant.tax_code") or ""
    found = [("Người nộp hồ sơ", kept.applicant_name), ("Số giấy tờ", number if is_whole else masked(number))]
    if answers.get("applicant.head_name"):
        found.append(("Người đứng đầu", answers["applicant.head_name"]))
    if answers.get("proxy.is_used"):
        other = answers.get("proxy.id_number", "")
        found += [
            ("Người nộp thay", answers.get("proxy.name", "")),
            ("Số giấy tờ người nộp thay", other if is_whole else masked(other)),
            ("Giấy ủy quyền khi nộp", answers.get("proxy.authority", "")),
        ]
    return tuple((label, text) for label, text in found if text)
