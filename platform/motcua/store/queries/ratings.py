"""Ratings, what they add up to, and the screens beside the counters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.domain.ratings import BY_STAFF, RatedStep, SumKey
from motcua.store.engine import Row
from motcua.store.rows import row, rows, run, value

_COLUMNS = (
    "dossier_id", "at", "month", "agency", "channel", "score", "reasons", "remark_sealed", "remark_state", "by_id",
    "by_name", "told_how", "screen_of", "opened_at",
)  # fmt: skip


async def is_rated(dossier_id: UUID) -> bool:
    return bool(await value("SELECT true FROM rating WHERE dossier_id = $1", dossier_id))


async def insert_rating(found: Mapping[str, Any], steps: Iterable[RatedStep], parts: Mapping[str, int]) -> bool:
    """False when the dossier has a rating; nothing is written then."""
    places = ", ".join(f"${number}" for number in range(1, len(_COLUMNS) + 1))
    made = await value(
        f"""INSERT INTO rating ({", ".join(_COLUMNS)}) VALUES ({places})
        ON CONFLICT (dossier_id) DO NOTHING RETURNING true""",  # noqa: S608
        *(found[name] for name in _COLUMNS),
    )
    if not made:
        return False
    for step in steps:
        if step.part in parts:
            await run(
                """INSERT INTO rating_part (dossier_id, part, step, staff_id, agency, score)
                VALUES ($1, $2, $3, $4, $5, $6)""",
                found["dossier_id"],
                step.part,
                step.step,
                step.staff_id,
                step.agency,
                parts[step.part],
            )
    return True


async def add_sums(sums: Mapping[SumKey, int], channel: str) -> None:
    """In the transaction of the rating. The keys come sorted: two ratings at once never wait for each other in turn."""
    for key, score in sums.items():
        column = "by_staff" if channel == BY_STAFF else f"score_{int(score)}"
        await run(
            f"""INSERT INTO rating_sum AS s (month, kind, subject, part, {column}) VALUES ($1, $2, $3, $4, 1)
            ON CONFLICT (month, kind, subject, part) DO UPDATE SET {column} = s.{column} + 1""",  # noqa: S608
            key.month,
            key.kind,
            key.subject,
            key.part,
        )


async def load_sums(kind: str, subjects: Iterable[str] | None, since: date, until: date) -> list[Row]:
    """Sums of months from `since` to `until`, both in; of these subjects, or of all."""
    return await rows(
        """SELECT subject, part, sum(score_0)::bigint AS score_0, sum(score_1)::bigint AS score_1,
            sum(score_2)::bigint AS score_2, sum(by_staff)::bigint AS by_staff
        FROM rating_sum WHERE kind = $1 AND ($2::text[] IS NULL OR subject = ANY($2::text[]))
            AND month BETWEEN $3 AND $4
        GROUP BY subject, part ORDER BY subject, part""",
        kind,
        None if subjects is None else list(subjects),
        since,
        until,
    )


async def who_stepped(dossier_id: UUID, kinds: Iterable[str]) -> list[Row]:
    """Who made these moves last: kind, actor_id."""
    return await rows(
        """SELECT DISTINCT ON (kind) kind, actor_id FROM event
        WHERE dossier_id = $1 AND kind = ANY($2::text[]) ORDER BY kind, seq DESC""",
        dossier_id,
        list(kinds),
    )


async def event_of(dossier_id: UUID, seq: int) -> Row | None:
    return await row("SELECT kind, at FROM event WHERE dossier_id = $1 AND seq = $2", dossier_id, seq)


async def when_made(dossier_id: UUID, kinds: Iterable[str]) -> datetime | None:
    """When the last of these moves was made."""
    found: datetime | None = await value(
        "SELECT max(at) FROM event WHERE dossier_id = $1 AND kind = ANY($2::text[])", dossier_id, list(kinds)
    )
    return found


# --- remarks


async def remarks(state: str, after: tuple[datetime, UUID] | None, limit: int) -> list[Row]:
    """Those that wait for the director, the longest waiting first; of the others the latest first."""
    is_waiting = state == "waiting"
    order, beyond = ("at, dossier_id", ">") if is_waiting else ("at DESC, dossier_id DESC", "<")
    return await rows(
        f"""SELECT r.dossier_id, r.at, r.agency, r.channel, r.score, r.reasons, r.remark_sealed, r.remark_state,
            r.remark_shown, r.moderated_by_name, r.moderated_at, r.by_name, d.code
        FROM rating r JOIN dossier d ON d.id = r.dossier_id
        WHERE r.remark_state = $1 AND ($2::timestamptz IS NULL OR (r.at, r.dossier_id) {beyond} ($2, $3::uuid))
        ORDER BY r.{order.replace(", ", ", r.")} LIMIT $4""",  # noqa: S608
        state,
        after[0] if after else None,
        after[1] if after else None,
        limit,
    )


async def remarks_about(staff_id: UUID, limit: int) -> list[Row]:
    """What was let stand of dossiers that this person had in hand, the latest first."""
    return await rows(
        """SELECT DISTINCT r.at, r.dossier_id, r.score, r.remark_shown FROM rating_part p
        JOIN rating r ON r.dossier_id = p.dossier_id
        WHERE p.staff_id = $1 AND r.remark_state = 'shown' ORDER BY r.at DESC, r.dossier_id LIMIT $2""",
        staff_id,
        limit,
    )


async def moderate(dossier_id: UUID, was: str, state: str, shown: str, *, by_name: str, at: datetime) -> bool:
    """False when somebody else has decided meanwhile."""
    done = await value(
        """UPDATE rating SET remark_state = $3, remark_shown = $4, moderated_by_name = $5, moderated_at = $6
        WHERE dossier_id = $1 AND remark_state = $2 RETURNING true""",
        dossier_id,
        was,
        state,
        shown,
        by_name,
        at,
    )
    return bool(done)


async def load_rating(dossier_id: UUID) -> Row | None:
    return await row(
        """SELECT at, channel, score, reasons, remark_state, by_name, told_how, moderated_by_name FROM rating
        WHERE dossier_id = $1""",
        dossier_id,
    )


# --- the screens


async def put_screen(staff_id: UUID, secret_hash: bytes, at: datetime, expires_at: datetime) -> None:
    """One screen for a person: the one before is forgotten."""
    await run(
        """INSERT INTO rating_screen AS s (staff_id, secret_hash, made_at, expires_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (staff_id) DO UPDATE SET secret_hash = excluded.secret_hash, made_at = excluded.made_at,
            expires_at = excluded.expires_at, turn = s.turn + 1, dossier_id = NULL, opened_at = NULL""",
        staff_id,
        secret_hash,
        at,
        expires_at,
    )


async def screen_of(staff_id: UUID, now: datetime) -> Row | None:
    return await row(
        "SELECT staff_id, turn, dossier_id, opened_at FROM rating_screen WHERE staff_id = $1 AND expires_at > $2",
        staff_id,
        now,
    )


async def screen_by_secret(secret_hash: bytes, now: datetime, *, lock: bool = False) -> Row | None:
    return await row(
        f"""SELECT staff_id, turn, dossier_id, opened_at FROM rating_screen
        WHERE secret_hash = $1 AND expires_at > $2 {"FOR UPDATE" if lock else ""}""",  # noqa: S608
        secret_hash,
        now,
    )


async def turn_screen(staff_id: UUID, dossier_id: UUID | None, now: datetime | None) -> bool:
    """To a dossier, or to nothing (None); whatever form stands on it now is of an earlier turn. False: no screen."""
    done = await value(
        """UPDATE rating_screen SET turn = turn + 1, dossier_id = $2, opened_at = $3 WHERE staff_id = $1
        RETURNING true""",
        staff_id,
        dossier_id,
        now,
    )
    return bool(done)


async def sweep_screens(now: datetime) -> None:
    await run("DELETE FROM rating_screen WHERE expires_at < $1", now)
