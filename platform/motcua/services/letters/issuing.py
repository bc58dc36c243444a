"""Issuing a letter, the one way that every printed form takes: look at it, issue it once, print it again with a reason.

Issued in one transaction: the number from the gapless book of the year, the bytes by their hash, what the letter says
and by which template, the event in the trail. What fails on the way gives the number back.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from motcua.centers import Center, here
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused, Unavailable
from motcua.domain.letter_kinds import LetterKind, number_says, official
from motcua.domain.people import Acting
from motcua.letters.data import Issue, Printable
from motcua.letters.handback import FeeReceiptData
from motcua.letters.rendering import LetterError
from motcua.services.catalogue import version_for
from motcua.services.codes import local_date
from motcua.services.deadlines.reappointing import approve
from motcua.services.dossiers import records
from motcua.services.dossiers.asked import clean_text, cleaned
from motcua.services.dossiers.stale import check_seen
from motcua.services.dossiers.timeline import ISSUED, REPRINTED
from motcua.services.dossiers.visibility import load_seen
from motcua.services.letters.statutory import Material
from motcua.services.letters.table import Entry, entries_of
from motcua.services.money import receipts
from motcua.services.money.receipts import ReceiptNumber
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.store.engine import Row, transaction
from motcua.store.queries import letters as stored
from motcua.store.queries.counters import next_number
from motcua.store.queries.payments import payments_of
from motcua.store.queries.trail import load_events
from motcua.store.queries.visits import dossiers_of_visit
from motcua.store.secrets import seal

log = logging.getLogger("motcua.letters")
LONGEST_REASON = 200
_BROKEN = "Mẫu in này bị lỗi nên chưa in được. Hồ sơ vẫn được lưu đầy đủ; vui lòng báo quản trị."
_NOT_WHOLE = "Tệp đã phát hành không còn nguyên vẹn trong kho. Vui lòng báo quản trị."


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF and the name under which a browser keeps it."""

    content: bytes
    name: str


async def material_of(office: Office, acting: Acting, dossier_id: UUID, *, lock: bool = False) -> Material:
    """Inside a transaction: what letters about the dossier are made of, for who may see it."""
    kept = await load_seen(acting.staff, dossier_id, lock=lock)
    if kept.row["destroyed_at"] is not None:
        raise Conflict("Hồ sơ đã tiêu hủy theo thời hạn bảo quản: không còn gì để in.")
    version = await version_for(office, kept.row)
    events = tuple(await load_events(dossier_id))
    companions = tuple(await dossiers_of_visit(dossier_id))
    return Material(office, acting, kept, version, events, companions, tuple(await payments_of(dossier_id)))


def _entry(of: Material, slug: str) -> Entry:
    found = next((entry for entry in entries_of(of) if entry.kind.slug == slug), None)
    if found is None:
        raise NotHere
    return found


async def preview(office: Office, acting: Acting, dossier_id: UUID, slug: str, typed: Mapping[str, str]) -> Printed:
    """How it would print; marked as such, without a number, and nothing is kept. What is not typed yet stays open."""
    async with transaction():
        of = await material_of(office, acting, dossier_id)
        entry = _entry(of, slug)
        if not entry.shows(of):
            raise Conflict(entry.refuses)
        given = cleaned(tuple(replace(asked, required=False) for asked in entry.asks), typed)
        letter = await entry.build(of, given)
    kind, on = entry.kind, local_date(acting.at)
    called = official(kind, local_date(of.kept.row["received_at"]))
    number = f"……/{kind.book}" if kind.book else of.kept.dossier.code or ""
    issue = Issue(called.title, called.form, number, is_preview=True)
    return Printed(await set_letter(office, letter, issue), f"xem-truoc-{slug}-{on:%Y%m%d}.pdf")


async def issue(
    office: Office, acting: Acting, dossier_id: UUID, slug: str, seen: int, typed: Mapping[str, str], key: UUID
) -> Printed:
    """Issues the letter, once for its occasion; the same form sent twice is answered with the same paper."""
    async with transaction(), once(key, acting, f"letter:{slug}:{dossier_id}") as told:
        if told.outcome is None:
            told.outcome = {"id": str(await issue_within(office, acting, dossier_id, slug, seen, typed))}
        return await read_issued(office, UUID(told.outcome["id"]))


async def issue_within(
    office: Office, acting: Acting, dossier_id: UUID, slug: str, seen: int, typed: Mapping[str, str]
) -> UUID:
    """The issuing itself, inside the caller's transaction; the id of the letter."""
    of = await material_of(office, acting, dossier_id, lock=True)
    entry, dossier = _entry(of, slug), of.kept.dossier
    if sentence := entry.why_not_by(acting.staff, dossier.agency):
        raise NotAllowed(sentence)
    occasion = entry.occasion(of)
    if not occasion:
        raise Conflict(entry.refuses)
    if earlier := await stored.letter_for(dossier_id, entry.kind.key, occasion):
        raise Conflict(_issued_already(earlier))
    await check_seen(of.kept, seen)
    if sentence := entry.why_not(of):
        raise Conflict(sentence)
    given = cleaned(entry.asks, typed)
    letter = await entry.build(of, given)
    called = official(entry.kind, local_date(of.kept.row["received_at"]))
    issue = Issue(called.title, called.form, dossier.code or "")
    number = None
    if isinstance(letter, FeeReceiptData):
        number = await receipts.take_number(acting.at)
        letter = receipts.on_paper(letter, number)
    made = await store_letter(office, acting, entry.kind, letter, issue, occasion, dossier_id, number)
    if isinstance(letter, FeeReceiptData) and number is not None:
        await receipts.keep_receipt(of, letter.amount, number, made.id)
    told: dict[str, Any] = {"letter": called.title, "letter_number": made.number, "sha256": made.sha256}
    if entry.kind.key == "apology":
        await approve(of.kept, acting, told)
    else:
        await records.record_beside(of.kept, acting, entry.like, ISSUED, told)
    return made.id


def _issued_already(earlier: Row) -> str:
    number = f" số {earlier['number']}" if earlier["number"] else ""
    return f"Giấy này đã phát hành{number} ({earlier['issued_by_name']}). Cần thêm bản thì in lại, có nêu lý do."


@dataclass(frozen=True, slots=True)
class Stored:
    """An issued letter as it was kept."""

    id: UUID
    number: str
    sha256: str


async def store_letter(
    office: Office,
    acting: Acting,
    kind: LetterKind,
    letter: Printable,
    issue: Issue,
    occasion: str,
    dossier_id: UUID | None,
    number: ReceiptNumber | None = None,
) -> Stored:
    """Inside a transaction: numbered (locks the book until it ends: call it late), set, sealed, kept with its row.

    `number`: one that was taken already, from a book of its own.
    """
    year, ordinal, book = local_date(acting.at).year, None, kind.book
    if number is not None:
        ordinal, issue = number.ordinal, replace(issue, number=number.says)
        book = book if number.book_id is None else number.book
    elif kind.book:
        ordinal = await next_number(f"letter/{kind.book}/{year}")
        issue = replace(issue, number=number_says(ordinal, kind.book))
    letter_id = uuid4()
    pdf = await set_letter(office, letter, issue)
    pdf = await office.letters.sealed(pdf, acting.at)
    digest = hashlib.sha256(pdf)
    # Its codes too, so that it can be set again where addresses have changed (`motcua drill`).
    said = {"letter": letter.to_data(), "issue": issue.to_data(), "qr": letter.qr_link, "qrs": letter.qr_links}
    storage_key = await office.blobs.put(here().key, pdf, at=acting.at, blob_id=letter_id)
    is_first = await stored.insert_letter(
        {
            "id": letter_id,
            "dossier_id": dossier_id,
            "kind": kind.key,
            "occasion": occasion,
            "title": issue.title,
            "number": issue.number,
            "book": book,
            "year": year,
            "ordinal": ordinal,
            "template": letter.template,
            "template_version": office.letters.template_version(letter),
            "data": seal(json.dumps(said, ensure_ascii=False), f"letter.{letter_id}"),
            "size": len(pdf),
            "sha256": digest.digest(),
            "storage_key": storage_key,
            "is_sealed": office.letters.seals,
            "issued_by": acting.staff.id,
            "issued_by_name": acting.staff.name,
            "at": acting.at,
        }
    )
    if not is_first:
        raise Conflict("Giấy này vừa được người khác phát hành. Hãy mở lại trang.")
    return Stored(letter_id, issue.number, digest.hexdigest())


async def set_letter(office: Office, letter: Printable, issue: Issue) -> bytes:
    """The PDF, or a sentence where a template (ours or an agency's) does not compile."""
    try:
        return await office.letters.print_letter(letter, issue, emblem=emblem_of(office, here()))
    except LetterError as error:
        log.error("letter %s: %s", letter.template, error)
        raise Unavailable(_BROKEN) from error


def emblem_of(office: Office, center: Center) -> bytes:
    return _read(office.settings.tenants_dir / center.key / center.emblem) if center.emblem else b""


@lru_cache(maxsize=128)
def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


async def reprint(office: Office, acting: Acting, dossier_id: UUID, letter_id: UUID, reason: str, key: UUID) -> Printed:
    """The stored bytes once more; why, by whom and when is recorded."""
    async with transaction(), once(key, acting, f"reprint:{letter_id}") as told:
        if told.outcome is None:
            of = await material_of(office, acting, dossier_id, lock=True)
            found = await stored.load_letter(letter_id)
            if found is None or found["dossier_id"] != dossier_id:
                raise NotHere
            entry = next((each for each in entries_of(of) if each.kind.key == found["kind"]), None)
            if entry is None or not entry.may_reprint(acting.staff, of.kept.dossier.agency):
                raise NotAllowed("Giấy này do nơi phát hành hoặc quầy tiếp nhận in lại.")
            if found["kind"] == "fee_receipt" and await receipts.is_void(letter_id):
                raise Conflict("Biên lai này đã hủy: không in lại nữa.")
            said = reason_of(reason)
            await stored.insert_reprint(letter_id, said, acting.staff.id, acting.staff.name, acting.at)
            about = {"letter": found["title"], "letter_number": found["number"], "reason": said}
            await records.record_beside(of.kept, acting, entry.like, REPRINTED, about)
            told.outcome = {"id": str(letter_id)}
        return await read_issued(office, letter_id)


def reason_of(raw: str) -> str:
    text = clean_text("Lý do in lại", raw, LONGEST_REASON)
    if not text:
        raise Refused("Hãy nêu lý do in lại.", {"reason": "Hãy nêu lý do in lại."})
    return text


async def read_issued(office: Office, letter_id: UUID) -> Printed:
    """The bytes as they were issued, checked against their hash."""
    found = await stored.load_letter(letter_id)
    if found is None:
        raise NotHere
    content = await office.blobs.read(here().key, found["storage_key"])
    if hashlib.sha256(content).digest() != found["sha256"]:
        log.error("letter %s: its stored bytes have changed", letter_id)
        raise Unavailable(_NOT_WHOLE)
    slug = found["kind"].replace(":", "-").replace("_", "-")
    return Printed(content, f"{slug}-{found['number'] or letter_id}.pdf".replace("/", "-"))
