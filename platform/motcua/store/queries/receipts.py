"""Fee receipts and the books that their numbers come from."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.store.engine import Row
from motcua.store.rows import row, rows, run, value


async def take_from_open_book() -> Row | None:
    """The next number of the open book, held until the transaction ends; the next waiting book opens where it was the
    last. None where no book is open."""
    taken = await row(
        """UPDATE receipt_book SET next = next + 1, version = version + 1,
            state = CASE WHEN next = last THEN 'full' ELSE 'open' END
        WHERE state = 'open' RETURNING id, form, symbol, volume, first, last, next - 1 AS number, state"""
    )
    if taken is not None and taken["state"] == "full":
        await open_next_book()
    return taken


async def open_next_book() -> None:
    await run(
        """UPDATE receipt_book SET state = 'open', version = version + 1 WHERE id = (
            SELECT id FROM receipt_book WHERE state = 'waiting' ORDER BY at, id LIMIT 1 FOR UPDATE
        ) AND NOT EXISTS (SELECT 1 FROM receipt_book WHERE state = 'open')"""
    )


async def has_books() -> bool:
    return bool(await value("SELECT EXISTS (SELECT 1 FROM receipt_book)"))


async def insert_book(
    book_id: UUID, *, form: str, symbol: str, volume: str, first: int, last: int, by_name: str, at: datetime
) -> bool:
    """False where the volume is registered."""
    made = await value(
        """INSERT INTO receipt_book (id, form, symbol, volume, first, last, next, state, registered_by_name, at)
        VALUES ($1, $2, $3, $4, $5, $6, $5, 'waiting', $7, $8)
        ON CONFLICT (symbol, volume) DO NOTHING RETURNING true""",
        book_id,
        form,
        symbol,
        volume,
        first,
        last,
        by_name,
        at,
    )
    return bool(made)


async def overlapping(symbol: str, first: int, last: int) -> Row | None:
    """A book of the same symbol that has one of these numbers."""
    return await row(
        "SELECT volume, first, last FROM receipt_book WHERE symbol = $1 AND first <= $3 AND last >= $2 LIMIT 1",
        symbol,
        first,
        last,
    )


async def lock_books() -> None:
    """Who registers waits for who registers: two ranges must not grow into each other."""
    await run("SELECT pg_advisory_xact_lock(hashtext('receipt_book'), hashtext(current_schema()))")


async def load_book(book_id: UUID) -> Row | None:
    return await row("SELECT * FROM receipt_book WHERE id = $1 FOR NO KEY UPDATE", book_id)


async def close_book(book_id: UUID, version: int, reason: str) -> bool:
    """False when it was changed since."""
    done = await value(
        """UPDATE receipt_book SET state = 'closed', closed_reason = $3, version = version + 1
        WHERE id = $1 AND version = $2 AND state IN ('waiting', 'open') RETURNING true""",
        book_id,
        version,
        reason,
    )
    return bool(done)


async def books(most: int) -> list[Row]:
    """The latest registered first, with how many of its numbers were used and voided."""
    return await rows(
        """SELECT b.*, (SELECT count(*) FROM fee_receipt r WHERE r.book_id = b.id) AS used,
            (SELECT count(*) FROM fee_receipt r WHERE r.book_id = b.id AND r.voided_at IS NOT NULL) AS voided
        FROM receipt_book b ORDER BY b.at DESC, b.id LIMIT $1""",
        most,
    )


async def insert_receipt(
    receipt_id: UUID,
    *,
    payment_id: UUID | None,
    dossier_id: UUID,
    book: str,
    book_id: UUID | None,
    number: int,
    says: str,
    amount: int,
    by_name: str,
    at: datetime,
    letter_id: UUID,
) -> None:
    await run(
        """INSERT INTO fee_receipt (id, payment_id, dossier_id, book, book_id, number, says, amount, issued_by_name, at,
            letter_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)""",
        receipt_id,
        payment_id,
        dossier_id,
        book,
        book_id,
        number,
        says,
        amount,
        by_name,
        at,
        letter_id,
    )


async def load_receipt(receipt_id: UUID) -> Row | None:
    return await row("SELECT * FROM fee_receipt WHERE id = $1 FOR NO KEY UPDATE", receipt_id)


async def void_receipt(receipt_id: UUID, reason: str, by_name: str, at: datetime) -> bool:
    """Its number stays used. False when it was voided before."""
    done = await value(
        """UPDATE fee_receipt SET voided_at = $4, void_reason = $2, voided_by_name = $3
        WHERE id = $1 AND voided_at IS NULL RETURNING true""",
        receipt_id,
        reason,
        by_name,
        at,
    )
    return bool(done)


async def void_receipts_of(payment_id: UUID, reason: str, by_name: str, at: datetime) -> None:
    await run(
        """UPDATE fee_receipt SET voided_at = $4, void_reason = $2, voided_by_name = $3
        WHERE payment_id = $1 AND voided_at IS NULL""",
        payment_id,
        reason,
        by_name,
        at,
    )


async def receipts_of(dossier_id: UUID) -> list[Row]:
    return await rows("SELECT * FROM fee_receipt WHERE dossier_id = $1 ORDER BY at, number", dossier_id)


async def void_letters(dossier_id: UUID) -> set[UUID]:
    found = await rows("SELECT letter_id FROM fee_receipt WHERE dossier_id = $1 AND voided_at IS NOT NULL", dossier_id)
    return {row["letter_id"] for row in found}


async def is_void(letter_id: UUID) -> bool:
    sql = "SELECT EXISTS (SELECT 1 FROM fee_receipt WHERE letter_id = $1 AND voided_at IS NOT NULL)"
    return bool(await value(sql, letter_id))
