"""What completes a dossier that was accepted, sent online: the applicant hands in, reception takes it for the agency.

The agency's one request stands (NĐ 61/2018/NĐ-CP, Điều 19.4); this is the way back, and it may be sent again until
reception says that it is complete.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from motcua.domain.citizens import Applying
from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.domain.filings import OTHER, OTHER_LABEL, SUPPLEMENT, WAITING, AskedFor, FilingState
from motcua.domain.moves import Move
from motcua.domain.people import Acting
from motcua.domain.states import State
from motcua.services.catalogue import version_for
from motcua.services.citizens.my_dossiers import own
from motcua.services.codes import local_date
from motcua.services.counter.reading import check_receives
from motcua.services.deadlines.lateness import is_late
from motcua.services.dossiers import moves, records
from motcua.services.dossiers.asked import LONGEST, clean_text
from motcua.services.messages.outgoing import outgoing
from motcua.services.messages.queue import queue_message
from motcua.services.messages.telling import applicant_of
from motcua.services.office import Office
from motcua.services.online.files import files_of
from motcua.services.online.filings import Filing, as_filing, own_filing
from motcua.services.online.procedures import answer_due
from motcua.store.engine import transaction
from motcua.store.queries import counters
from motcua.store.queries import filings as stored
from motcua.store.queries.effects import add_notice

NOTE = "_note"


async def supplement_of(office: Office, applying: Applying, dossier_id: UUID) -> Filing:
    """The one of this request; begun when it is first opened."""
    async with transaction():
        await own(applying, dossier_id, is_to_change=True)
        kept = await records.load(dossier_id)
        if kept is None:
            raise NotHere
        if kept.dossier.state is not State.SUPPLEMENT:
            raise Conflict("Hồ sơ này không chờ bổ sung.")
        filing_id = uuid5(dossier_id, f"supplement/{len(kept.dossier.pauses)}")
        version = await version_for(office, kept.row)
        await stored.insert_filing(
            filing_id,
            applying.citizen.id,
            kind=SUPPLEMENT,
            procedure_key=version.key,
            version_hash=version.hash,
            agency=version.agency,
            typed={},
            applicant_name=kept.applicant_name,
            at=applying.at,
            dossier_id=dossier_id,
        )
        return await own_filing(office, applying, filing_id)


def papers_of(filing: Filing) -> dict[str, str]:
    """Labels of the papers that may be sent, by key."""
    return {paper.key: paper.label for paper in filing.version.papers} | {OTHER: OTHER_LABEL}


async def send(office: Office, applying: Applying, dossier_id: UUID, seen: int, note: str) -> Filing:
    """Sent twice, it is sent once."""
    said = clean_text("Lời nhắn", note, LONGEST["long_text"])
    filing = await supplement_of(office, applying, dossier_id)
    async with transaction():
        filing = await own_filing(office, applying, filing.id, lock=True)
        if filing.state in WAITING:
            return filing
        if not filing.can_edit:
            raise Conflict("Phần bổ sung này đã được nhận.")
        if filing.seen != seen:
            raise Conflict("Nội dung vừa được sửa ở nơi khác. Tải lại trang rồi gửi.")
        if all(file.is_refused for file in await files_of(filing.id)):
            raise Refused("Gửi ít nhất một tệp.", {"file": "Chưa có tệp nào. Tải giấy tờ bổ sung lên trước."})
        await stored.save_typed(
            filing.id, applying.citizen.id, {NOTE: [said]}, None, filing.applicant_name, applying.at
        )
        is_first = filing.state is FilingState.DRAFT
        on = local_date(applying.at)
        changes: dict[str, Any] = {
            "state": (FilingState.SUBMITTED if is_first else FilingState.COMPLETED).value,
            "due_at": answer_due(applying.at),
            "submitted_at": applying.at,
        }
        if is_first:
            changes["number"] = f"BS-{on:%y%m%d}-{await counters.next_number(f'supplement/{on:%Y-%m-%d}'):04d}"
        await stored.change_filing(filing.id, changes, applying.at)
        sent = await own_filing(office, applying, filing.id)
        await _tell_counter(sent, applying.at)
        return sent


async def _waiting(office: Office, acting: Acting, filing_id: UUID, seen: int) -> Filing:
    row = await stored.load_filing(filing_id, lock=True)
    if row is None or row["kind"] != SUPPLEMENT:
        raise NotHere
    filing = await as_filing(office, row)
    check_receives(acting, filing.version, is_old=True)
    if filing.state not in WAITING:
        raise Conflict(f"Phần bổ sung này không chờ nhận nữa: {filing.state_name.lower()}.")
    if filing.seen != seen:
        raise Conflict("Người nộp vừa gửi thêm. Tải lại trang, xem lại rồi nhận.")
    return filing


async def receive(office: Office, acting: Acting, filing_id: UUID, seen: int) -> moves.Made:
    """Takes it in: the very move of the counter, so that the clock goes on as the regime says."""
    async with transaction():
        filing = await _waiting(office, acting, filing_id, seen)
        assert filing.dossier_id is not None
        kept = await records.locked(filing.dossier_id)
        assert kept is not None
        labels = papers_of(filing)
        names = [
            f"{labels.get(file.paper_key or OTHER, OTHER_LABEL)} ({file.name})"
            for file in await files_of(filing_id)
            if not file.is_refused
        ]
        if not names:
            raise Refused("Các tệp đã gửi đều có mã độc nên bị loại. Hãy báo người nộp gửi lại bản khác.")
        received = "; ".join(dict.fromkeys(names))[: LONGEST["long_text"]]
        data = {"received": f"Gửi trực tuyến số {filing.number}: {received}"[: LONGEST["text"]]}
        key = uuid5(filing.id, f"receive/{filing.seen}")
        made = await moves.make(
            office, acting, Move.RECEIVE_SUPPLEMENT, filing.dossier_id, kept.dossier.version, data, key
        )
        await stored.bind_scans(filing.id, filing.dossier_id)
        await _answered(acting, filing, FilingState.ACCEPTED, "")
    return made


async def _tell_counter(filing: Filing, at: datetime) -> None:
    """Whoever asked for it, and the counter that takes it in, see that it is there."""
    assert filing.dossier_id is not None
    kept = await records.load(filing.dossier_id)
    assert kept is not None
    text = f"Người nộp đã gửi bổ sung trực tuyến số {filing.number} cho hồ sơ {kept.dossier.code}: quầy kiểm tra, nhận."
    for channel in ("reception", f"agency:{kept.dossier.agency}"):
        await add_notice(
            filing.dossier_id,
            at=at,
            event="supplement_sent",
            channel=channel,
            text=text,
            state=outgoing(),
            source_key=f"supplement/{filing.id}/{filing.seen}/{channel}",
        )


async def send_back(office: Office, acting: Acting, filing_id: UUID, seen: int, reason: str, link: str = "") -> None:
    """Not yet what was asked for: it may be sent again."""
    said = clean_text("Lý do", reason, LONGEST["text"])
    if not said:
        raise Refused("Ghi còn thiếu gì.", {"refusal": "Ghi còn thiếu gì so với phiếu yêu cầu bổ sung."})
    async with transaction():
        filing = await _waiting(office, acting, filing_id, seen)
        await stored.change_filing(filing.id, {"asked": AskedFor(said).to_data(), "asked_at": acting.at}, acting.at)
        await _answered(acting, filing, FilingState.ASKED, said)
        assert filing.dossier_id is not None
        kept = await records.load(filing.dossier_id)
        assert kept is not None
        values = {"code": kept.dossier.code or "", "procedure": filing.version.title, "what": said, "link": link}
        once = f"supplement/{filing.id}/{seen}/returned"
        await queue_message(
            applicant_of(kept), "returned", values, once=once, dossier_id=filing.dossier_id, at=acting.at
        )


async def _answered(acting: Acting, filing: Filing, state: FilingState, reason: str) -> None:
    changes = {
        "state": state.value,
        "answered_at": acting.at,
        "answered_by": acting.staff.id,
        "answered_by_name": acting.staff.name,
        "reason": reason,
        "late_answers": filing.late_answers + is_late(filing.due_at, acting.at),
    }
    await stored.change_filing(filing.id, changes, acting.at)
