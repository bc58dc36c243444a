"""Payments and shifts at the cash desk. Amounts are whole đồng."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import row, rows, run, value

PAGE = 50

LIVE_CASH = "p.how = 'cash' AND p.cancelled_at IS NULL"


async def insert_payment(
    payment_id: UUID,
    dossier_id: UUID,
    *,
    agency: str,
    amount: int,
    how: str,
    by: UUID,
    by_name: str,
    at: datetime,
    shift_id: UUID | None,
    reference: str,
) -> None:
    await run(
        """INSERT INTO payment (id, dossier_id, agency, amount, how, at, taken_by, taken_by_name, shift_id, reference)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""",
        payment_id,
        dossier_id,
        agency,
        amount,
        how,
        at,
        by,
        by_name,
        shift_id,
        reference,
    )


async def payments_of(dossier_id: UUID) -> list[Row]:
    """The first first, each with its receipt that counts and how many of it were voided."""
    return await rows(
        """SELECT p.id, p.amount, p.how, p.at, p.taken_by_name, p.shift_id, p.reference, p.refunded, p.cancelled_at,
            r.id AS receipt_id, r.says AS receipt_number, r.book AS receipt_book, r.letter_id, l.occasion,
            s.closed_at AS shift_closed_at,
            (SELECT count(*) FROM fee_receipt v WHERE v.dossier_id = $1 AND v.payment_id = p.id
                AND v.voided_at IS NOT NULL) AS voided,
            (SELECT f.kind FROM refund f WHERE f.payment_id = p.id AND f.state IN ('asked', 'approved')) AS pending
        FROM payment p LEFT JOIN fee_receipt r ON r.payment_id = p.id AND r.voided_at IS NULL
        LEFT JOIN issued_letter l ON l.id = r.letter_id
        LEFT JOIN cash_shift s ON s.id = p.shift_id
        WHERE p.dossier_id = $1 ORDER BY p.at, p.id""",
        dossier_id,
    )


async def load_payment(payment_id: UUID) -> Row | None:
    return await row(
        """SELECT p.*, s.closed_at AS shift_closed_at FROM payment p LEFT JOIN cash_shift s ON s.id = p.shift_id
        WHERE p.id = $1""",
        payment_id,
    )


async def change_payment(payment_id: UUID, *, refunded: int = 0, cancelled_at: datetime | None = None) -> None:
    """Adds to what was given back of it, or says that it never was."""
    await run(
        "UPDATE payment SET refunded = refunded + $2, cancelled_at = coalesce($3, cancelled_at) WHERE id = $1",
        payment_id,
        refunded,
        cancelled_at,
    )


async def without_receipt(by: UUID | None, most: int) -> list[Row]:
    """Payments for which no receipt counts, the first first; `by`: those that this person took, and all transfers."""
    return await rows(
        """SELECT p.id, p.dossier_id, p.amount, p.how, p.at, p.taken_by_name, d.code FROM payment p
        JOIN dossier d ON d.id = p.dossier_id
        WHERE p.cancelled_at IS NULL AND p.refunded < p.amount
            AND NOT EXISTS (SELECT 1 FROM fee_receipt r WHERE r.payment_id = p.id AND r.voided_at IS NULL)
            AND ($1::uuid IS NULL OR p.taken_by = $1 OR p.how = 'transfer')
        ORDER BY p.at, p.id LIMIT $2""",
        by,
        most,
    )


async def open_shift(staff_id: UUID, on: date, *, lock: bool = False) -> Row | None:
    return await row(
        f"""SELECT * FROM cash_shift WHERE staff_id = $1 AND on_day = $2 AND closed_at IS NULL
        {"FOR NO KEY UPDATE" if lock else ""}""",  # noqa: S608
        staff_id,
        on,
    )


async def insert_shift(shift_id: UUID, staff_id: UUID, name: str, *, on: date, at: datetime, cash: int) -> None:
    """Nothing where somebody opened one for this person and day meanwhile."""
    await run(
        """INSERT INTO cash_shift (id, staff_id, staff_name, on_day, opened_at, opening_cash)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (staff_id, on_day) WHERE closed_at IS NULL DO NOTHING""",
        shift_id,
        staff_id,
        name,
        on,
        at,
        cash,
    )


async def load_shift(shift_id: UUID, *, lock: bool = False) -> Row | None:
    return await row(
        f"SELECT * FROM cash_shift WHERE id = $1 {'FOR NO KEY UPDATE' if lock else ''}",  # noqa: S608
        shift_id,
    )


async def shifts(staff_id: UUID | None, most: int) -> list[Row]:
    """The latest first; of one person, or everybody's."""
    return await rows(
        """SELECT * FROM cash_shift WHERE $1::uuid IS NULL OR staff_id = $1
        ORDER BY opened_at DESC, id LIMIT $2""",
        staff_id,
        most,
    )


async def sums_of_shift(shift_id: UUID) -> Mapping[str, Any]:
    """What came in and went out in a shift, and the span of its receipts by book."""
    found = await row(
        f"""SELECT coalesce(sum(p.amount) FILTER (WHERE {LIVE_CASH}), 0)::bigint AS taken,
            count(*) FILTER (WHERE {LIVE_CASH}) AS payments,
            count(*) FILTER (WHERE p.cancelled_at IS NOT NULL) AS cancelled,
            (SELECT coalesce(sum(f.amount), 0)::bigint FROM refund f WHERE f.shift_id = $1 AND f.state = 'paid')
                AS given
        FROM payment p WHERE p.shift_id = $1""",  # noqa: S608
        shift_id,
    )
    assert found is not None  # an aggregate
    return found


async def receipts_of_shift(shift_id: UUID) -> list[Row]:
    return await rows(
        """SELECT r.book, min(r.says) AS first, max(r.says) AS last, count(*) AS receipts,
            count(*) FILTER (WHERE r.voided_at IS NOT NULL) AS voided,
            coalesce(sum(r.amount) FILTER (WHERE r.voided_at IS NULL), 0)::bigint AS amount
        FROM fee_receipt r JOIN payment p ON p.id = r.payment_id
        WHERE p.shift_id = $1 GROUP BY r.book ORDER BY r.book""",
        shift_id,
    )


async def payments_of_shift(shift_id: UUID) -> list[Row]:
    return await rows(
        """SELECT p.id, p.dossier_id, p.amount, p.at, p.cancelled_at, p.agency, d.code, r.says AS receipt_number,
            r.book AS receipt_book
        FROM payment p JOIN dossier d ON d.id = p.dossier_id
        LEFT JOIN fee_receipt r ON r.payment_id = p.id AND r.voided_at IS NULL
        WHERE p.shift_id = $1 ORDER BY p.at, p.id""",
        shift_id,
    )


async def close_shift(
    shift_id: UUID, version: int, *, at: datetime, expected: int, counted: int, reason: str, number: str
) -> bool:
    """False when it was changed or closed since."""
    done = await value(
        """UPDATE cash_shift SET closed_at = $3, expected_cash = $4, counted_cash = $5, reason = $6, number = $7,
            version = version + 1
        WHERE id = $1 AND version = $2 AND closed_at IS NULL RETURNING true""",
        shift_id,
        version,
        at,
        expected,
        counted,
        reason,
        number,
    )
    return bool(done)


async def touch_shift(shift_id: UUID) -> None:
    """Money came or went: who counts on an older page is told."""
    await run("UPDATE cash_shift SET version = version + 1 WHERE id = $1", shift_id)


async def insert_exemption(
    dossier_id: UUID, *, ground: str, paper: str, was: int | None, now: int, by: UUID, by_name: str, at: datetime
) -> None:
    await run(
        """INSERT INTO fee_exemption (dossier_id, ground, paper, amount_was, amount_now, by_id, by_name, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""",
        dossier_id,
        ground,
        paper,
        was,
        now,
        by,
        by_name,
        at,
    )


async def exemptions_of(dossier_id: UUID) -> list[Row]:
    return await rows("SELECT * FROM fee_exemption WHERE dossier_id = $1 ORDER BY at, id", dossier_id)


async def taken_of(dossier_id: UUID) -> int:
    """What was taken and not given back, from the rows: what `dossier.fee_paid` must say."""
    return int(
        await value(
            """SELECT coalesce(sum(amount - refunded), 0)::bigint FROM payment
            WHERE dossier_id = $1 AND cancelled_at IS NULL""",
            dossier_id,
        )
    )


async def settled(since: datetime, until: datetime) -> list[Row]:
    """By agency: what was taken in cash and by transfer in these days, and what was given back in them."""
    return await rows(
        """SELECT agency, sum(payments)::bigint AS payments, sum(cash)::bigint AS cash,
            sum(transfer)::bigint AS transfer, sum(refunds)::bigint AS refunds, sum(given)::bigint AS given
        FROM (
            SELECT agency, count(*) AS payments, coalesce(sum(amount) FILTER (WHERE how = 'cash'), 0) AS cash,
                coalesce(sum(amount) FILTER (WHERE how = 'transfer'), 0) AS transfer, 0 AS refunds, 0 AS given
            FROM payment WHERE at >= $1 AND at < $2 AND cancelled_at IS NULL GROUP BY agency
            UNION ALL
            SELECT p.agency, 0, 0, 0, count(*), sum(f.amount)
            FROM refund f JOIN payment p ON p.id = f.payment_id
            WHERE f.paid_at >= $1 AND f.paid_at < $2 AND f.kind = 'refund' GROUP BY p.agency
        ) each GROUP BY agency ORDER BY agency""",
        since,
        until,
    )


async def receipts_between(since: datetime, until: datetime) -> list[Row]:
    """By book: the numbers used in these days, and how many of them were voided."""
    return await rows(
        """SELECT book, min(number) AS first, max(number) AS last, count(*) AS receipts,
            count(*) FILTER (WHERE voided_at IS NOT NULL) AS voided,
            coalesce(sum(amount) FILTER (WHERE voided_at IS NULL), 0)::bigint AS amount
        FROM fee_receipt WHERE at >= $1 AND at < $2 GROUP BY book ORDER BY book""",
        since,
        until,
    )


async def settled_rows(
    since: datetime,
    until: datetime,
    kinds: Sequence[str],
    agency: str | None,
    after: tuple[datetime, UUID] | None = None,
    limit: int = PAGE,
) -> list[Row]:
    """What `settled` adds up, the earliest first: payments by how they were made, and what was given back (`refund`,
    its `amount` below zero). Of one agency, or (None) of all."""
    args: list[Any] = [since, until, list(kinds), agency]
    later = ""
    if after is not None:
        args += after
        later = "AND (each.at, each.id) > ($5, $6)"
    args.append(limit)
    return await rows(
        f"""SELECT each.*, d.code FROM (
            SELECT p.id, p.at, p.dossier_id, p.agency, p.how AS kind, p.amount FROM payment p
            WHERE p.at >= $1 AND p.at < $2 AND p.cancelled_at IS NULL
            UNION ALL
            SELECT f.id, f.paid_at, f.dossier_id, p.agency, 'refund', -f.amount
            FROM refund f JOIN payment p ON p.id = f.payment_id
            WHERE f.paid_at >= $1 AND f.paid_at < $2 AND f.kind = 'refund'
        ) each LEFT JOIN dossier d ON d.id = each.dossier_id
        WHERE each.kind = ANY($3::text[]) AND ($4::text IS NULL OR each.agency = $4) {later}
        ORDER BY each.at, each.id LIMIT ${len(args)}""",  # noqa: S608
        *args,
    )


async def receipts_used(
    since: datetime, until: datetime, book: str, is_voided: bool | None, after: int, limit: int = PAGE
) -> list[Row]:
    """What `receipts_between` adds up of one book, by number: all, the voided, or the others."""
    return await rows(
        """SELECT r.id, r.number, r.says, r.at, r.dossier_id, r.amount, r.voided_at, r.void_reason, d.code
        FROM fee_receipt r LEFT JOIN dossier d ON d.id = r.dossier_id
        WHERE r.book = $1 AND r.at >= $2 AND r.at < $3 AND r.number > $4
            AND ($5::boolean IS NULL OR (r.voided_at IS NOT NULL) = $5)
        ORDER BY r.number LIMIT $6""",
        book,
        since,
        until,
        after,
        is_voided,
        limit,
    )
