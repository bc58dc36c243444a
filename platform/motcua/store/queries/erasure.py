"""Everything that a dossier says of people, taken away for good; what is counted of it stays.

`ERASED` names every column that is emptied, `KEPT` every table with dossiers in it of which nothing needs to go, and
why: a test compares both with the database, so that a new table is thought of.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from motcua.domain.keeping import GONE
from motcua.store.folding import fold
from motcua.store.queries.applicants import NUMBER
from motcua.store.queries.trail import EVENT, erasure_mac, words_of
from motcua.store.rows import row, rows, run, to_json
from motcua.store.secrets import unseal

HASH = 64  # letters of a hash in the name of what people sent
NOTHING = "decode(repeat('00', 32), 'hex')"
# What reports are made of: where it went, when, how much, with which outcome. Told by the platform, typed by nobody.
COUNTED = frozenset(
    {"from", "to", "step", "at", "due_at", "due_was", "due_now", "asked_due", "first_due_at", "received_was"}
    | {"received_now", "kind", "told_by", "proposal", "outcome", "how", "receiver", "result_book", "letter"}
    | {"letter_number", "signed_on", "field_count", "to_desk", "rule"}
)
# About the center's books and about the destruction itself, not about anybody.
NOT_ERASED = frozenset({"close_book", "destroyed"})
KEPT: Mapping[str, str] = {
    "dossier_paper": "kinds and numbers of papers, as the procedure names them",
    "visit": "which dossiers came together",
    "reused_scan": "which scan was which",
    "presence": "who has a page open now",
    "result_signature": "which official signed, and when",
    "book_entry": "numbers of books, which are archived by themselves",
    "closed_line": "lines of closed books, which are archived by themselves",
    "trail_seal_head": "hashes",
    "event_erased": "marks of this very destruction",
    "message_choice": "a channel, without the address",
    "disposal_item": "the list of what was destroyed",
    "viewed": "which officials looked at it",
    "training_task": "dossiers of a class, at a center where nobody is real",
    "rating_part": "how officials were rated",
    "rating_screen": "which dossier a counter's screen shows now",
    "payment": "money, which is kept as the law on accounting says: amounts, and who took them",
    "transfer_request": "amounts and references of transfers",
    "hall_ticket_dossier": "numbers of the queue, which name nobody",
    "event_feed": "positions",
    "forecast": "what was foretold, and what came",
    "reminder_dossier": "which dossiers an agency was reminded of, as the letter lists them",
    "bulk_item": "gone a month after the batch",
    "dossier_count": "what it counts for in the sums",
}
ERASED: Mapping[str, tuple[str, ...]] = {
    "dossier": ("answers", "folded", "tsv", "secret_hash", "proxy", "handed_back_to", "handed_back_proxy",
                "refusal_reason", "fee_note", "posting_number", "old_number", "applicant_id"),
    "file": ("name", "sha256", "storage_key", "refused_for"),
    "step": ("note",),
    "pause": ("reason", "evidence"),
    "reappointment": ("reason", "late_says", "answer"),
    "event": ("data", "salt", "actor_name"),
    "event_word": ("folded", "tsv"),
    "note": ("text",),
    "notice": ("text",),
    "result_file": ("name", "sha256", "storage_key", "signature"),
    "bound_result": ("sha256",),
    "issued_letter": ("data", "sha256", "storage_key"),
    "draft": ("sealed",),
    "message": ("sealed", "address_shown", "problem", "provider_says"),
    "outage_sheet": ("reason",),
    "dossier_bundle": ("reason", "storage_key", "digest"),
    "filing": ("sealed", "applicant_name", "asked", "reason"),
    "citizen_dossier": ("citizen_id",),
    "rating": ("remark_sealed", "remark_shown"),
    "fee_receipt": ("void_reason",),
    "fee_exemption": ("paper",),
    "refund": ("reason", "answer", "evidence"),
    "post_task": ("sealed", "citizen_id", "filing_id", "papers", "posting_number"),
    "post_step": ("note",),
    "incident": ("story", "sealed", "cost"),
    "incident_step": ("text",),
    "supplement_wish": ("reason", "answer"),
}  # fmt: skip
# No word of anybody in them: S608 is about texts that come from outside.
_PLAIN = (
    f"UPDATE file SET name = '{GONE}', sha256 = {NOTHING}, storage_key = '', refused_for = '', awaits_scan = false",  # noqa: S608
    f"UPDATE result_file SET name = '{GONE}', sha256 = {NOTHING}, storage_key = '', signature = NULL",  # noqa: S608
    f"UPDATE issued_letter SET data = '', sha256 = {NOTHING}, storage_key = ''",  # noqa: S608
    "UPDATE step SET note = ''",
    "UPDATE pause SET reason = '', evidence = ''",
    "UPDATE reappointment SET reason = '', late_says = '', answer = ''",
    "UPDATE note SET text = ''",
    "UPDATE notice SET text = ''",
    "UPDATE message SET sealed = '', address_shown = '', problem = '', provider_says = ''",
    "UPDATE outage_sheet SET reason = ''",
    "UPDATE dossier_bundle SET reason = '', storage_key = NULL, digest = NULL",
    "UPDATE rating SET remark_sealed = '', remark_shown = '', remark_state = 'none'",
    f"UPDATE fee_receipt SET void_reason = CASE void_reason WHEN '' THEN '' ELSE '{GONE}' END",  # noqa: S608
    "UPDATE fee_exemption SET paper = ''",
    "UPDATE refund SET reason = '', answer = '', evidence = ''",
    "UPDATE post_task SET sealed = '', papers = '', posting_number = '', citizen_id = NULL, filing_id = NULL",
    "UPDATE incident SET story = '', sealed = '', cost = ''",
    "UPDATE supplement_wish SET reason = '', answer = ''",
    "DELETE FROM bound_result",
    "DELETE FROM draft",
    "DELETE FROM citizen_dossier",
    "DELETE FROM filing",
)
_SENT_BEFORE = "SELECT id FROM filing WHERE dossier_id = $1 UNION SELECT id FROM post_task WHERE dossier_id = $1"
# What belongs to something of the dossier's.
_BELOW = (
    "UPDATE letter_reprint SET reason = '' WHERE letter_id IN (SELECT id FROM issued_letter WHERE dossier_id = $1)",
    "UPDATE post_step SET note = '' WHERE task_id IN (SELECT id FROM post_task WHERE dossier_id = $1)",
    "UPDATE incident_step SET text = '' WHERE incident_id IN (SELECT id FROM incident WHERE dossier_id = $1)",
)


async def erase(dossier_id: UUID, disposal_id: UUID, at: datetime, kept_events: Collection[int]) -> list[str]:
    """In one transaction, the dossier locked: empties everything; the keys of the bytes that nothing names any more
    come back. `kept_events`: those that tell of the destruction."""
    keys = await _keys_of(dossier_id)
    keys += await _lists_with(dossier_id)
    # Scans that were sent online and never became the dossier's lie under what was filed, the post's photographs under
    # what it carried.
    await run(
        f"{_PLAIN[0]} WHERE dossier_id IS NULL AND draft_key IN ({_SENT_BEFORE})",
        dossier_id,
    )
    for sql in _BELOW:
        await run(sql, dossier_id)
    for sql in _PLAIN:
        await run(f"{sql} WHERE dossier_id = $1", dossier_id)
    await _erase_events(dossier_id, disposal_id, kept_events)
    await _leave_applicant(dossier_id, at)
    await _erase_dossier(dossier_id, at)
    return keys


async def _keys_of(dossier_id: UUID) -> list[str]:
    found = await rows(
        f"""SELECT storage_key FROM file WHERE dossier_id = $1
        UNION SELECT storage_key FROM file WHERE dossier_id IS NULL AND draft_key IN ({_SENT_BEFORE})
        UNION SELECT storage_key FROM result_file WHERE dossier_id = $1
        UNION SELECT storage_key FROM issued_letter WHERE dossier_id = $1
        UNION SELECT storage_key FROM dossier_bundle WHERE dossier_id = $1 AND storage_key IS NOT NULL""",  # noqa: S608
        dossier_id,
    )
    return [each["storage_key"] for each in found if each["storage_key"]]


async def _lists_with(dossier_id: UUID) -> list[str]:
    """Hand-over lists that name the dossier's people go with the first of its dossiers that does: when the others
    changed hands stands in the trail of each."""
    lists = await rows(
        """SELECT l.id, l.storage_key FROM issued_letter l JOIN event e ON e.dossier_id = $1
            AND e.kind = 'issue_letter' AND e.data->>'letter_number' = l.number
            AND e.data->>'sha256' = encode(l.sha256, 'hex')
        WHERE l.dossier_id IS NULL AND l.kind = 'handover_list'""",
        dossier_id,
    )
    ids = [each["id"] for each in lists]
    if ids:
        await run(
            f"UPDATE issued_letter SET data = '', sha256 = {NOTHING}, storage_key = '' WHERE id = ANY($1::uuid[])",  # noqa: S608
            ids,
        )
        await run("UPDATE letter_reprint SET reason = '' WHERE letter_id = ANY($1::uuid[])", ids)
    return [each["storage_key"] for each in lists if each["storage_key"]]


def remaining(kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """What may stay of what an event told: what is counted, and numbers."""
    if kind in NOT_ERASED:
        return dict(data)
    return {key: each for key, each in data.items() if key in COUNTED or each is None or isinstance(each, bool | int)}


async def _erase_events(dossier_id: UUID, disposal_id: UUID, kept_events: Collection[int]) -> None:
    columns = ", ".join(f"e.{name}" for name in EVENT.split(", "))
    found = await rows(
        f"""SELECT {columns}, e.actor_id IS NULL OR s.id IS NULL AS is_no_official FROM event e
        LEFT JOIN staff s ON s.id = e.actor_id WHERE e.dossier_id = $1 ORDER BY e.seq""",  # noqa: S608
        dossier_id,
        json=("data",),
    )
    gone = [each for each in found if each["seq"] not in kept_events and each["kind"] not in NOT_ERASED]
    for event in gone:
        event["data"], event["salt"] = remaining(event["kind"], event["data"]), None
        if event["is_no_official"] and event["actor_name"] != "Hệ thống":
            event["actor_name"] = GONE
    seqs = [event["seq"] for event in gone]
    await run(
        """UPDATE event e SET data = g.data::jsonb, salt = NULL, actor_name = g.actor_name
        FROM unnest($2::bigint[], $3::text[], $4::text[]) AS g(seq, data, actor_name)
        WHERE e.dossier_id = $1 AND e.seq = g.seq""",
        dossier_id,
        seqs,
        [to_json(event["data"]) for event in gone],
        [event["actor_name"] for event in gone],
    )
    await run(
        """INSERT INTO event_erased (dossier_id, seq, disposal_id, mac)
        SELECT $1, g.seq, $2, g.mac FROM unnest($3::bigint[], $4::bytea[]) AS g(seq, mac)""",
        dossier_id,
        disposal_id,
        seqs,
        [erasure_mac(event, disposal_id) for event in gone],
    )
    await run(
        """UPDATE event_word w SET folded = g.folded FROM unnest($2::bigint[], $3::text[]) AS g(seq, folded)
        WHERE w.dossier_id = $1 AND w.seq = g.seq""",
        dossier_id,
        seqs,
        [words_of(event) for event in gone],
    )


async def _leave_applicant(dossier_id: UUID, at: datetime) -> None:
    """Nobody's, where this was the applicant's last dossier here; else the dossier leaves them for a nameless one of
    the same kind."""
    applicant = await row(
        """SELECT a.id, a.kind, EXISTS (SELECT FROM dossier o WHERE o.applicant_id = a.id AND o.id <> d.id
            AND o.destroyed_at IS NULL) AS has_others
        FROM dossier d JOIN applicant a ON a.id = d.applicant_id WHERE d.id = $1 FOR UPDATE OF a""",
        dossier_id,
    )
    assert applicant is not None
    if not applicant["has_others"]:
        await run(
            """UPDATE applicant SET name = $2, name_folded = '', name_key = '', id_kind = NULL,
                id_number_sealed = NULL, id_number_mac = NULL, phone = '', email = '', address = '', born_on = NULL,
                changed_at = $3 WHERE id = $1""",
            applicant["id"],
            GONE,
            at,
        )
        return
    nameless = uuid4()
    await run(
        """INSERT INTO applicant (id, kind, name, name_folded, name_key, created_at, changed_at)
        VALUES ($1, $2, $3, '', '', $4, $4)""",
        nameless,
        applicant["kind"],
        GONE,
        at,
    )
    await run("UPDATE dossier SET applicant_id = $2 WHERE id = $1", dossier_id, nameless)


async def _erase_dossier(dossier_id: UUID, at: datetime) -> None:
    found = await row("SELECT code, answers->>'delivery' AS delivery FROM dossier WHERE id = $1", dossier_id)
    assert found is not None
    answers = {"form": {}, "applicant": {}, **({"delivery": found["delivery"]} if found["delivery"] else {})}
    await run(
        """UPDATE dossier SET answers = $2, folded = $3, secret_hash = NULL, proxy = NULL, refusal_reason = '',
            fee_note = '', posting_number = NULL, old_number = NULL,
            handed_back_to = CASE WHEN handed_back_to IS NULL THEN NULL ELSE $4 END,
            handed_back_proxy = CASE WHEN handed_back_proxy IS NULL THEN NULL ELSE $4 END,
            destroyed_at = $5, version = version + 1 WHERE id = $1""",
        dossier_id,
        to_json(answers),
        fold(found["code"]),
        GONE,
        at,
    )


async def named_still(keys: Sequence[str]) -> frozenset[str]:
    """Of these bytes those that a row names: what lies under its hash may belong to another dossier as well. Under an
    id of its own it belongs to one alone."""
    hashes = [bytes.fromhex(name) for key in keys if len(name := key.rpartition("/")[2]) == HASH]
    found = await rows(
        """SELECT storage_key FROM file WHERE sha256 = ANY($1::bytea[]) AND storage_key <> ''
        UNION SELECT storage_key FROM result_file WHERE sha256 = ANY($1::bytea[]) AND storage_key <> ''""",
        hashes,
    )
    return frozenset(each["storage_key"] for each in found)


async def names_of(dossier_id: UUID) -> list[str]:
    """The code, the applicant's name and number: by which somebody may have looked for them."""
    found = await row(
        """SELECT d.code, a.name, a.id_number_sealed FROM dossier d JOIN applicant a ON a.id = d.applicant_id
        WHERE d.id = $1""",
        dossier_id,
    )
    assert found is not None
    number = unseal(found["id_number_sealed"], NUMBER) if found["id_number_sealed"] else ""
    return [text for text in (found["code"], found["name"], number) if text]
