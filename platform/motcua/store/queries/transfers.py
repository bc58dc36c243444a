"""Transfers asked for, the bank's statements held against them, and what is given back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import row, rows, run, value


async def open_request(dossier_id: UUID) -> Row | None:
    return await row(
        "SELECT id, reference, amount, at FROM transfer_request WHERE dossier_id = $1 AND state = 'open'", dossier_id
    )


async def insert_request(request_id: UUID, dossier_id: UUID, reference: str, amount: int, at: datetime) -> None:
    await run(
        """INSERT INTO transfer_request (id, dossier_id, reference, amount, state, at)
        VALUES ($1, $2, $3, $4, 'open', $5)""",
        request_id,
        dossier_id,
        reference,
        amount,
        at,
    )


async def replace_request(dossier_id: UUID) -> None:
    """What was asked for is no longer what is owed; who pays it all the same is still known by its reference."""
    await run("UPDATE transfer_request SET state = 'replaced' WHERE dossier_id = $1 AND state = 'open'", dossier_id)


async def paid_request(request_id: UUID, payment_id: UUID) -> None:
    await run("UPDATE transfer_request SET state = 'paid', payment_id = $2 WHERE id = $1", request_id, payment_id)


async def requests_by(references: Sequence[str]) -> dict[str, Row]:
    found = await rows(
        """SELECT t.id, t.reference, t.amount, t.state, t.dossier_id, d.code, d.fee_paid_at FROM transfer_request t
        JOIN dossier d ON d.id = t.dossier_id WHERE t.reference = ANY($1::text[])""",
        list(references),
    )
    return {each["reference"]: each for each in found}


async def insert_statement(
    statement_id: UUID, name: str, *, body: str, lines: int, by: UUID, by_name: str, at: datetime
) -> None:
    await run(
        """INSERT INTO bank_statement (id, name, body, lines, uploaded_by, uploaded_by_name, uploaded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)""",
        statement_id,
        name,
        body,
        lines,
        by,
        by_name,
        at,
    )


async def load_statement(statement_id: UUID, *, lock: bool = False) -> Row | None:
    return await row(
        f"SELECT * FROM bank_statement WHERE id = $1 {'FOR NO KEY UPDATE' if lock else ''}",  # noqa: S608
        statement_id,
    )


async def latest_statements(most: int) -> list[Row]:
    """Without their content."""
    return await rows(
        """SELECT id, name, lines, uploaded_by_name, uploaded_at, taken, confirmed_at FROM bank_statement
        ORDER BY uploaded_at DESC, id LIMIT $1""",
        most,
    )


async def confirm_statement(statement_id: UUID, taken: int, at: datetime) -> None:
    await run(
        """UPDATE bank_statement SET taken = coalesce(taken, 0) + $2, confirmed_at = coalesce(confirmed_at, $3)
        WHERE id = $1""",
        statement_id,
        taken,
        at,
    )


async def marks_known(marks: Sequence[bytes]) -> dict[bytes, Row]:
    found = await rows(
        """SELECT l.mark, l.statement_id, l.at, s.name FROM bank_line l JOIN bank_statement s ON s.id = l.statement_id
        WHERE l.mark = ANY($1::bytea[])""",
        list(marks),
    )
    return {bytes(each["mark"]): each for each in found}


async def insert_line(mark: bytes, statement_id: UUID, payment_id: UUID, at: datetime) -> bool:
    """False when another confirmation has dealt with the line meanwhile."""
    made = await value(
        """INSERT INTO bank_line (mark, statement_id, payment_id, at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (mark) DO NOTHING RETURNING true""",
        mark,
        statement_id,
        payment_id,
        at,
    )
    return bool(made)


async def insert_refund(
    refund_id: UUID, *, payment_id: UUID, dossier_id: UUID, kind: str, amount: int, reason: str, by: UUID, by_name: str,
    at: datetime,
) -> bool:  # fmt: skip
    """False where something of this payment waits already."""
    made = await value(
        """INSERT INTO refund (id, payment_id, dossier_id, kind, amount, reason, state, asked_by, asked_by_name,
            asked_at)
        VALUES ($1, $2, $3, $4, $5, $6, 'asked', $7, $8, $9)
        ON CONFLICT (payment_id) WHERE state IN ('asked', 'approved') DO NOTHING RETURNING true""",
        refund_id,
        payment_id,
        dossier_id,
        kind,
        amount,
        reason,
        by,
        by_name,
        at,
    )
    return bool(made)


async def load_refund(refund_id: UUID) -> Row | None:
    return await row("SELECT * FROM refund WHERE id = $1", refund_id)


async def decide_refund(
    refund_id: UUID, version: int, state: str, *, answer: str, by_name: str, at: datetime, paid: bool = False
) -> bool:
    """`paid`: a cancelling is done with the decision."""
    done = await value(
        """UPDATE refund SET state = $3, answer = $4, decided_by_name = $5::text, decided_at = $6::timestamptz,
            version = version + 1,
            paid_at = CASE WHEN $7 THEN $6::timestamptz END, paid_by_name = CASE WHEN $7 THEN $5::text ELSE '' END
        WHERE id = $1 AND version = $2 AND state = 'asked' RETURNING true""",
        refund_id,
        version,
        state,
        answer,
        by_name,
        at,
        paid,
    )
    return bool(done)


async def pay_refund(
    refund_id: UUID, version: int, *, how: str, evidence: str, shift_id: UUID | None, by_name: str, at: datetime
) -> bool:
    done = await value(
        """UPDATE refund SET state = 'paid', how = $3, evidence = $4, shift_id = $5, paid_by_name = $6, paid_at = $7,
            version = version + 1 WHERE id = $1 AND version = $2 AND state = 'approved' RETURNING true""",
        refund_id,
        version,
        how,
        evidence,
        shift_id,
        by_name,
        at,
    )
    return bool(done)


async def refunds_in(states: Sequence[str], most: int) -> list[Row]:
    return await rows(
        """SELECT f.*, d.code, d.agency, p.how AS paid_how, p.at AS payment_at FROM refund f
        JOIN dossier d ON d.id = f.dossier_id JOIN payment p ON p.id = f.payment_id
        WHERE f.state = ANY($1::text[]) ORDER BY f.asked_at DESC, f.id LIMIT $2""",
        list(states),
        most,
    )


async def refunds_of(dossier_id: UUID) -> list[Row]:
    return await rows("SELECT * FROM refund WHERE dossier_id = $1 ORDER BY asked_at, id", dossier_id)
