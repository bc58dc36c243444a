"""The bank's statement: read in the capped worker, held against the transfers asked for, taken over once confirmed.

Nothing changes before somebody has read the report. Confirmed twice, or sent again in another file, a line counts once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import AsyncIterable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from motcua.domain.bank_statement import Asked, Judged, Outcome, Statement, judge, read_statement
from motcua.domain.errors import NotAllowed, NotHere, Refused
from motcua.domain.moves import Move
from motcua.domain.people import Acting, Permission
from motcua.domain.words import dong
from motcua.services.dossiers import records
from motcua.services.dossiers.timeline import TRANSFERRED
from motcua.services.messages.queue import queue_message
from motcua.services.messages.telling import applicant_of
from motcua.services.money.payments import TRANSFER, columns_after, keep_payment
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.store.engine import transaction
from motcua.store.queries import transfers as stored
from motcua.store.secrets import seal, unseal

MOST_LINES = 500
MOST_LISTED = 30
ASKED_FOR = frozenset({Outcome.WRONG_AMOUNT, Outcome.TWICE})


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report; `dossier_id` and `code` where its dossier is known."""

    judged: Judged
    dossier_id: UUID | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A statement against what was asked for, as things stand now."""

    id: UUID
    name: str
    uploaded_by: str
    confirmed_at: Any
    taken: int | None
    rows: tuple[Row, ...]
    unreadable: tuple[int, ...]

    @property
    def counts(self) -> Mapping[Outcome, int]:
        return Counter(row.judged.outcome for row in self.rows)

    @property
    def can_take(self) -> bool:
        return any(row.judged.counts for row in self.rows)


def _check(acting: Acting) -> None:
    if not (acting.staff.may(Permission.SETTLE_FEES) and acting.staff.may(Permission.COLLECT_FEE)):
        raise NotAllowed("Đối soát sao kê ngân hàng do cán bộ thu phí, lệ phí thực hiện.")


async def upload_statement(
    office: Office, acting: Acting, source: bytes | AsyncIterable[bytes], name: str, key: UUID
) -> UUID:
    """Reads a file (CSV or XLSX) and keeps its rows, sealed: they name people. The id of the statement."""
    _check(acting)
    clean, body = await office.files.read_list(source, name, counts_lines=True)
    return await keep_statement(acting, clean, body, key)


async def keep_statement(acting: Acting, name: str, body: Sequence[Sequence[str]], key: UUID) -> UUID:
    read = read_statement(body)
    if read is None:
        raise Refused("Không tìm thấy cột số tiền ghi có và cột nội dung trong 20 dòng đầu của tệp.")
    if not read.lines:
        raise Refused("Dưới tiêu đề không có dòng tiền vào nào.")
    if len(read.lines) > MOST_LINES:
        raise Refused(f"Tệp có hơn {MOST_LINES} dòng tiền vào. Hãy tách thành nhiều tệp theo ngày.")
    async with transaction(), once(key, acting, "bank_statement") as told:
        if told.outcome is None:
            await stored.insert_statement(
                key, name, body=seal(json.dumps(body, ensure_ascii=False), _purpose(key)), lines=len(read.lines),
                by=acting.staff.id, by_name=acting.staff.name, at=acting.at,
            )  # fmt: skip
            told.outcome = {"id": str(key)}
        return UUID(told.outcome["id"])


async def statements(acting: Acting) -> tuple[Mapping[str, Any], ...]:
    async with transaction():
        return tuple(await stored.latest_statements(MOST_LISTED))


async def report_of(acting: Acting, statement_id: UUID) -> Report:
    async with transaction():
        return await _report(statement_id)


async def _report(statement_id: UUID, *, lock: bool = False) -> Report:
    kept = await stored.load_statement(statement_id, lock=lock)
    if kept is None:
        raise NotHere
    statement = _opened(kept)
    known = await stored.requests_by([each for line in statement.lines for each in line.references])
    asked = {
        reference: Asked(reference, row["amount"], row["state"] == "paid" or row["fee_paid_at"] is not None)
        for reference, row in known.items()
    }
    seen = await stored.marks_known([line.mark for line in statement.lines])
    rows = []
    for judged in judge(statement.lines, asked, seen):
        request = known[judged.asked.reference] if judged.asked is not None else None
        rows.append(Row(judged, request["dossier_id"], request["code"] or "") if request else Row(judged))
    return Report(
        kept["id"],
        kept["name"],
        kept["uploaded_by_name"],
        kept["confirmed_at"],
        kept["taken"],
        tuple(rows),
        statement.unreadable,
    )


def _opened(kept: Mapping[str, Any]) -> Statement:
    statement = read_statement(json.loads(unseal(kept["body"], _purpose(kept["id"]))))
    assert statement is not None  # it was read before it was kept
    return statement


def _purpose(statement_id: UUID) -> str:
    return f"bank_statement.{statement_id}"


async def confirm_statement(acting: Acting, statement_id: UUID, chosen: Collection[str], key: UUID) -> str:
    """Every line that fits becomes a payment; of the others whose dossier is known, those `chosen` by their place in
    the file: the money is there, and is completed or given back afterwards. The sentence that says how many."""
    async with transaction(), once(key, acting, f"bank_statement:{statement_id}") as told:
        if told.outcome is None:
            report = await _report(statement_id, lock=True)
            _check(acting)
            taken = 0
            # In the order of their ids: two who confirm at a time never wait for each other crosswise.
            for row in sorted(report.rows, key=lambda each: (str(each.dossier_id), each.judged.line.place)):
                outcome = row.judged.outcome
                if outcome is Outcome.MATCHED or (outcome in ASKED_FOR and str(row.judged.line.place) in chosen):
                    taken += await _take(acting, statement_id, row)
            await stored.confirm_statement(statement_id, taken, acting.at)
            told.outcome = {"says": f"Đã ghi nhận {taken} khoản chuyển khoản vào hồ sơ."}
        return str(told.outcome["says"])


async def _take(acting: Acting, statement_id: UUID, row: Row) -> bool:
    """False where another confirmation took the line meanwhile."""
    line, asked = row.judged.line, row.judged.asked
    assert asked is not None
    assert row.dossier_id is not None
    kept = await records.locked(row.dossier_id)
    assert kept is not None  # a foreign key
    if line.mark in await stored.marks_known([line.mark]):
        return False
    request = (await stored.requests_by([asked.reference]))[asked.reference]
    reference = line.number or asked.reference
    payment_id = await keep_payment(kept.dossier, acting, line.amount, TRANSFER, reference=reference)
    if request["state"] != "paid":
        await stored.paid_request(request["id"], payment_id)
    await stored.insert_line(line.mark, statement_id, payment_id, acting.at)
    columns = columns_after(kept.dossier, acting.at, more=line.amount)
    about = {"fee_amount": line.amount, "evidence": f"Sao kê ngân hàng, giao dịch {reference}"}
    await records.record_beside(kept, acting, Move.COLLECT_FEE, TRANSFERRED, about, after=kept.dossier, columns=columns)
    said = {"code": kept.dossier.code or "", "amount": dong(line.amount), "link": ""}
    to, told = applicant_of(kept), f"paid/{payment_id}"
    await queue_message(to, "paid", said, once=told, dossier_id=kept.dossier.id, at=acting.at)
    return True
