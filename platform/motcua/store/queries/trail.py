"""The trail: what was done to a dossier, by whom, each event chained to the one before; and the daily seals.

An event's hash covers everything it says and the hash before it, so that changing, removing or inserting one breaks
the chain from there on; the head on the dossier's row shows a cut-off end. A seal covers the heads that moved since
the seal before and is keyed with the installation's key, which is not in the database: whoever owns the database can't
rewrite what was sealed, nor lose a dossier unseen.
"""

from __future__ import annotations

import hashlib
import secrets as random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.domain import trail_hash
from motcua.domain.people import Staff
from motcua.domain.trail_hash import FIRST, SALT_BYTES, remaining_digest
from motcua.store.engine import DB, Row
from motcua.store.folding import fold
from motcua.store.queries import counts
from motcua.store.rows import from_json, plain, row, rows, run, to_json, value
from motcua.store.secrets import fingerprint

SEAL, ERASED = "trail.seal", "trail.erased"
EVENT = "dossier_id, seq, at, kind, actor_id, actor_name, on_behalf, data, prev_hash, hash, salt"


MOST_FOLDED = 20_000
# Keys of machines, and numbers by which a person could be looked up: those are found by the whole number only.
NOT_FOUND_BY = frozenset({"from", "to", "step", "at", "due_at", "sha256", "proxy_number"})


def canonical_form(event: Mapping[str, Any]) -> str:
    """Everything an event says, in the one spelling that is hashed."""
    return trail_hash.canonical_form(dict(event) | {"data": plain(event["data"])})


def event_hash(event: Mapping[str, Any]) -> bytes:
    """SHA-256 over the canonical form of an event and the hash before it."""
    return trail_hash.event_hash(dict(event) | {"data": plain(event["data"])})


async def append_event(
    dossier_id: UUID,
    kind: str,
    at: datetime,
    actor: Staff | None,
    data: Mapping[str, Any],
    *,
    on_behalf: str | None = None,
) -> int:
    """One event in the transaction of the move it records; its number. `actor` None is the system itself.

    What the event tells of must be written before it: the dossier is counted here as it stands now. `data` holds ids
    and what changed, never a plain identity number. Floats are refused (see `plain`).
    """
    head = await row("SELECT event_seq, event_hash FROM dossier WHERE id = $1 FOR NO KEY UPDATE", dossier_id)
    if head is None:
        raise LookupError(f"no dossier {dossier_id}")
    event: Row = {
        "dossier_id": dossier_id,
        "seq": head["event_seq"] + 1,
        "at": at,
        "kind": str(kind),
        "actor_id": actor.id if actor else None,
        "actor_name": actor.name if actor else "Hệ thống",
        "on_behalf": on_behalf,
        "data": plain(data),
        "prev_hash": head["event_hash"] or FIRST,
        "salt": random.token_bytes(SALT_BYTES),
    }
    event["hash"] = event_hash(event)
    stored = event | {"data": to_json(event["data"])}
    await DB.fetch(
        f"""WITH added AS (
            INSERT INTO event ({EVENT}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING seq, hash
        ), found AS (
            INSERT INTO event_word (dossier_id, seq, at, kind, actor_id, folded) VALUES ($1, $2, $3, $4, $5, $12)
        ) UPDATE dossier SET event_seq = added.seq, event_hash = added.hash, counted_seq = added.seq
        FROM added WHERE dossier.id = $1""",  # noqa: S608
        *(stored[name] for name in EVENT.split(", ")),
        words_of(event),
    )
    # The one seam that every change of a dossier passes: the sums change in the same transaction.
    await counts.count([dossier_id])
    seq: int = event["seq"]
    return seq


def words_of(event: Mapping[str, Any]) -> str:
    """What an inspector finds an event by, folded: who acted and what was written down; no number of a person."""
    return fold(event["actor_name"], event["on_behalf"], *_texts(event["data"]))[:MOST_FOLDED]


def _texts(value: Any, key: str = "") -> Iterator[str]:
    if key in NOT_FOUND_BY:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from _texts(each, str(name))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each, key)


def erasure_mac(event: Mapping[str, Any], disposal_id: UUID) -> bytes:
    """The mark of an event that was destroyed, keyed: nobody without the installation's key can make one."""
    return fingerprint(remaining_digest(event, str(disposal_id)), ERASED)


async def event_at(dossier_id: UUID, seq: int) -> datetime | None:
    found: datetime | None = await value("SELECT at FROM event WHERE dossier_id = $1 AND seq = $2", dossier_id, seq)
    return found


async def load_event(dossier_id: UUID, seq: int) -> Row | None:
    return await row(
        f"SELECT {EVENT} FROM event WHERE dossier_id = $1 AND seq = $2",  # noqa: S608
        dossier_id,
        seq,
        json=("data",),
    )


async def load_events(dossier_id: UUID) -> list[Row]:
    """A dossier's trail, the first event first."""
    return await rows(
        f"SELECT {EVENT} FROM event WHERE dossier_id = $1 ORDER BY seq",  # noqa: S608
        dossier_id,
        json=("data",),
    )


async def seal_trail(on: date) -> bool:
    """Seals every dossier's head that moved since the last seal, under the day `on`; False when that day is sealed."""
    last = await row("SELECT on_date, hash FROM trail_seal ORDER BY on_date DESC LIMIT 1")
    if last is not None and last["on_date"] >= on:
        return False
    moved = await rows(
        "SELECT id, event_seq, event_hash FROM dossier WHERE sealed_seq < event_seq ORDER BY id FOR NO KEY UPDATE"
    )
    prev_hash = last["hash"] if last else FIRST
    head_hash = _heads_hash((m["id"], m["event_seq"], m["event_hash"]) for m in moved)
    await run(
        "INSERT INTO trail_seal (on_date, head_hash, dossiers, prev_hash, hash) VALUES ($1, $2, $3, $4, $5)",
        on,
        head_hash,
        len(moved),
        prev_hash,
        _seal_hash(on, head_hash, len(moved), prev_hash),
    )
    ids, seqs, hashes = ([m[name] for m in moved] for name in ("id", "event_seq", "event_hash"))
    await run(
        """INSERT INTO trail_seal_head (on_date, dossier_id, seq, hash)
        SELECT $1, h.id, h.seq, h.hash FROM unnest($2::uuid[], $3::bigint[], $4::bytea[]) AS h(id, seq, hash)""",
        on,
        ids,
        seqs,
        hashes,
    )
    await run(
        """UPDATE dossier SET sealed_seq = h.seq
        FROM unnest($1::uuid[], $2::bigint[]) AS h(id, seq) WHERE dossier.id = h.id""",
        ids,
        seqs,
    )
    return True


def _heads_hash(heads: Any) -> bytes:
    digest = hashlib.sha256()
    for dossier_id, seq, head in heads:
        digest.update(f"{dossier_id}/{seq}/{bytes(head).hex()}\n".encode())
    return digest.digest()


def _seal_hash(on: date, head_hash: bytes, dossiers: int, prev_hash: bytes) -> bytes:
    return fingerprint(f"{on:%Y-%m-%d}/{head_hash.hex()}/{dossiers}/{prev_hash.hex()}", SEAL)


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification saw. `faults` are sentences that name the dossier and the event, or the day of the seal."""

    dossiers: int
    events: int
    seals: int
    faults: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return not self.faults


async def verify_trail(page: int = 2_000) -> Verified:
    """Recomputes every chain and every seal of the center, in pages. Run it in a transaction of its own."""
    heads = {d["id"]: d for d in await rows("SELECT id, code, event_seq, event_hash FROM dossier")}
    faults: list[str] = []
    seen: dict[UUID, tuple[int, bytes]] = {}
    at: dict[tuple[UUID, int], bytes] = {}
    sealed = await rows("SELECT on_date, dossier_id, seq, hash FROM trail_seal_head ORDER BY on_date, dossier_id")
    wanted = {(head["dossier_id"], head["seq"]) for head in sealed}
    events = 0
    after: tuple[UUID, int] = (UUID(int=0), 0)
    columns = ", ".join(f"e.{name}" for name in EVENT.split(", "))
    while found := await DB.fetch(
        f"""SELECT {columns}, x.disposal_id, x.mac FROM event e
        LEFT JOIN event_erased x ON x.dossier_id = e.dossier_id AND x.seq = e.seq
        WHERE (e.dossier_id, e.seq) > ($1, $2) ORDER BY e.dossier_id, e.seq LIMIT $3""",  # noqa: S608
        *after,
        page,
    ):
        for record in found:
            event = dict(record) | {"data": from_json(record["data"])}
            key, seq = event["dossier_id"], event["seq"]
            name = _name(heads, key)
            last_seq, last_hash = seen.get(key, (0, FIRST))
            if seq != last_seq + 1:
                faults.append(f"{name}: thiếu sự kiện giữa số {last_seq} và số {seq}.")
            elif event["prev_hash"] != last_hash:
                faults.append(f"{name}: sự kiện số {seq} không nối với sự kiện trước.")
            if event["mac"] is not None:
                if erasure_mac(event, event["disposal_id"]) != event["mac"]:
                    faults.append(f"{name}: dấu tiêu hủy của sự kiện số {seq} không đúng (không theo biên bản nào).")
            elif event_hash(event) != event["hash"]:
                faults.append(f"{name}: nội dung sự kiện số {seq} đã bị sửa.")
            seen[key] = (seq, event["hash"])
            if (key, seq) in wanted:
                at[key, seq] = event["hash"]
            events += 1
        after = (found[-1]["dossier_id"], found[-1]["seq"])
    for key, dossier in heads.items():
        if seen.get(key, (0, FIRST)) != (dossier["event_seq"], dossier["event_hash"] or FIRST):
            faults.append(
                f"{_name(heads, key)}: cuối nhật ký không khớp với hồ sơ (có sự kiện bị cắt bỏ hoặc thêm vào)."
            )
    faults += [f"{_name(heads, key)}: hồ sơ đã bị xóa, nhật ký vẫn còn." for key in seen if key not in heads]
    seals = await _verify_seals(heads, sealed, at, faults)
    return Verified(len(heads), events, seals, tuple(faults))


def _name(heads: Mapping[UUID, Row], key: UUID) -> str:
    code = heads[key]["code"] if key in heads else None
    return f"Hồ sơ {code or key}"


async def _verify_seals(
    heads: Mapping[UUID, Row], sealed: list[Row], at: Mapping[tuple[UUID, int], bytes], faults: list[str]
) -> int:
    seals = await rows("SELECT on_date, head_hash, dossiers, prev_hash, hash FROM trail_seal ORDER BY on_date")
    by_day: dict[date, list[Row]] = {}
    for head in sealed:
        by_day.setdefault(head["on_date"], []).append(head)
    prev_hash = FIRST
    for seal in seals:
        day, own = f"Niêm phong ngày {seal['on_date']:%d/%m/%Y}", by_day.get(seal["on_date"], [])
        if seal["prev_hash"] != prev_hash:
            faults.append(f"{day}: không nối với lần niêm phong trước (có lần niêm phong bị xóa).")
        if seal["hash"] != _seal_hash(seal["on_date"], seal["head_hash"], seal["dossiers"], seal["prev_hash"]):
            faults.append(f"{day}: dấu niêm phong không đúng (đã bị sửa, hoặc không phải khóa của nơi này).")
        listed = _heads_hash((head["dossier_id"], head["seq"], head["hash"]) for head in own)
        if listed != seal["head_hash"] or len(own) != seal["dossiers"]:
            faults.append(f"{day}: danh sách hồ sơ đã niêm phong bị sửa.")
        faults += [
            f"{day}: {_name(heads, head['dossier_id'])} không còn như khi niêm phong (sự kiện số {head['seq']})."
            for head in own
            if at.get((head["dossier_id"], head["seq"])) != head["hash"]
        ]
        prev_hash = seal["hash"]
    return len(seals)
