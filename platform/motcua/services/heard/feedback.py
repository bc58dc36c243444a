"""Phản ánh, kiến nghị from the outside: sending one, following it by its number and secret, reading what was published.

What somebody writes, who they are and where they can be reached is sealed. Nobody need say who they are.
"""

from __future__ import annotations

import base64
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from motcua.centers import here
from motcua.domain.calendar import day_says, due, local
from motcua.domain.errors import Conflict, NotHere, Refused
from motcua.domain.feedback import KINDS, LONGEST, OPEN, STATE_NAMES, FeedbackState
from motcua.domain.terms import Term
from motcua.services.codes import secret_hash
from motcua.services.dossiers.naming import agency_name
from motcua.services.office import Office
from motcua.store.engine import Row, transaction
from motcua.store.queries import feedback as stored
from motcua.store.queries.counters import next_number
from motcua.store.secrets import fingerprint, seal, unseal

CONTENT, ANSWER = "feedback.content", "feedback.answer"
LONGEST_LINE = 200
LONGEST_NUMBER = 40
NO_TERM = "Trung tâm chưa ấn định thời hạn trả lời"
PAGE = 20
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+?[0-9][0-9 .]{7,16}")


@dataclass(frozen=True, slots=True)
class Receipt:
    """Told once, on the page that answers the form: the number and the secret by which it is followed."""

    number: str
    secret: str
    due_says: str


@dataclass(frozen=True, slots=True)
class Followed:
    """What the holder of the receipt reads."""

    number: str
    kind: str
    agency: str
    received_at: datetime
    due_says: str
    state: str
    text: str
    answer: str
    answered_at: datetime | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class Published:
    """A question and its answer in the words that were let stand."""

    id: UUID
    kind: str
    agency: str
    question: str
    answer: str
    at: datetime


BOXES = ("kind", "agency", "text", "name", "phone", "email")


def read_feedback(typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed, box by box; refused by box."""
    given = {name: typed.get(name, "").strip() for name in BOXES}
    errors = {}
    if given["kind"] not in KINDS:
        errors["kind"] = "Hãy chọn loại nội dung."
    if given["agency"] and given["agency"] not in here().agencies:
        errors["agency"] = "Hãy chọn cơ quan trong danh sách."
    if not given["text"]:
        errors["text"] = "Hãy viết nội dung phản ánh, kiến nghị."
    elif len(given["text"]) > LONGEST:
        errors["text"] = f"Nội dung dài quá {LONGEST} ký tự. Hãy viết ngắn lại."
    for name in ("name", "phone", "email"):
        if len(given[name]) > LONGEST_LINE or "\n" in given[name]:
            errors[name] = f"Hãy viết trên một dòng, không quá {LONGEST_LINE} ký tự."
    if given["phone"] and _PHONE.fullmatch(given["phone"]) is None:
        errors["phone"] = "Số điện thoại chỉ gồm chữ số, ví dụ 0912 345 678."
    if given["email"] and _EMAIL.fullmatch(given["email"]) is None:
        errors["email"] = "Hãy viết đủ địa chỉ, ví dụ ten@example.vn."
    if errors:
        raise Refused(next(iter(errors.values())), errors)
    return given


async def send_feedback(given: Mapping[str, str], key: UUID, at: datetime) -> tuple[Receipt, bool]:
    """Keeps it and says by when it is answered. Sent twice it is one, and both times the same receipt; the second
    value is whether it is new."""
    content = json.dumps({name: given[name] for name in BOXES}, ensure_ascii=False, sort_keys=True)
    mac = fingerprint(content, CONTENT)
    async with transaction():
        before = await stored.by_request_key(key)
        if before is None:
            before = await _keep(given, content, mac, key, at)
            is_new = before is not None
            before = before or await stored.by_request_key(key)
        else:
            is_new = False
        assert before is not None
        if not hmac.compare_digest(bytes(before["content_mac"]), mac):
            # The key of a form that was sent with other words is somebody else's, or a page gone back to.
            raise Conflict("Biểu mẫu này đã gửi một nội dung khác. Mở lại trang để gửi nội dung mới.")
        row = await stored.load_feedback(before["id"])
        assert row is not None
    return Receipt(row["number"], feedback_secret(row["id"]), row["due_says"]), is_new


async def _keep(given: Mapping[str, str], content: str, mac: bytes, key: UUID, at: datetime) -> Row | None:
    # From the form's own key: the same form is the same feedback, whoever is faster.
    feedback_id, on = uuid5(key, here().key), local(at).date()
    due_at, due_says = due_of(at)
    ordinal = await next_number(f"feedback/{on:%Y-%m-%d}")
    found: Row = {
        "id": feedback_id,
        "number": f"PA-{on:%y%m%d}-{ordinal:04d}",
        "secret_hash": secret_hash(feedback_secret(feedback_id)),
        "request_key": key,
        "content_mac": mac,
        "kind": given["kind"],
        "agency": given["agency"],
        "sealed": seal(content, CONTENT),
        "month": on.replace(day=1),
        "received_at": at,
        "due_at": due_at,
        "due_says": due_says,
        "state": FeedbackState.RECEIVED.value,
    }
    if not await stored.insert_feedback(found):
        return None
    await stored.append_event(feedback_id, "sent", at, None, stored.CITIZEN, {"kind": given["kind"], "due_at": due_at})
    await stored.add_sums(found["month"], received=1)
    return found


def due_of(received_at: datetime) -> tuple[datetime | None, str]:
    """By when it must be answered, by the center's working time and the term that it has set; and that in words."""
    hearing = here().hearing
    if not hearing.answer_within:
        return None, NO_TERM
    term = Term.parse(hearing.answer_within)
    at = due(received_at, term, here().calendar).at
    assert at is not None
    basis = f", theo {hearing.answer_basis}" if hearing.answer_basis else ""
    doubt = f" ({note[0].lower()}{note[1:].rstrip('.')})" if (note := here().unconfirmed.get("answer_within")) else ""
    return at, f"Trả lời trong {term.says}, trước {local(at):%H:%M} {day_says(local(at).date())}{basis}{doubt}"


def feedback_secret(feedback_id: UUID) -> str:
    """Derived with the key file: the database has only its hash, and the letter with the answer can name it again."""
    return base64.urlsafe_b64encode(fingerprint(str(feedback_id), "feedback.secret")[:16]).decode().rstrip("=")


def feedback_link(office: Office, row: Mapping[str, Any]) -> str:
    return f"{office.settings.base_url}/{here().key}/phan-anh/{row['number']}/{feedback_secret(row['id'])}"


async def follow(number: str, secret: str, at: datetime) -> Followed | None:
    """None for an unknown number, another center's and a wrong secret: one answer for all three."""
    bare = "".join(number.split()).upper()
    if not bare or len(bare) > LONGEST_NUMBER or "\x00" in bare:
        return None
    async with transaction():
        row = await stored.find_by_number(bare)
    kept = bytes(row["secret_hash"]) if row is not None else bytes(32)
    if not hmac.compare_digest(kept, secret_hash(secret)) or row is None:
        return None
    content, state = opened(row), FeedbackState(row["state"])
    return Followed(
        row["number"],
        KINDS[row["kind"]],
        agency_name(here(), row["agency"]) if row["agency"] else "",
        row["received_at"],
        row["due_says"],
        STATE_NAMES[state],
        content["text"],
        answer_of(row),
        row["answered_at"],
        is_late(row, at),
    )


def opened(row: Mapping[str, Any]) -> dict[str, str]:
    """What was written, by the names of the boxes."""
    content: dict[str, str] = json.loads(unseal(row["sealed"], CONTENT))
    return content


def answer_of(row: Mapping[str, Any]) -> str:
    return unseal(row["answer_sealed"], ANSWER) if row["answer_sealed"] else ""


def is_late(row: Mapping[str, Any], at: datetime) -> bool:
    """Past its date and not answered, or answered after it."""
    end = row["answered_at"] if FeedbackState(row["state"]) not in OPEN else at
    return row["due_at"] is not None and end > row["due_at"]


async def published(after: str = "") -> tuple[tuple[Published, ...], str]:
    """A page of what everybody may read, and where the next begins."""
    async with transaction():
        found = await stored.published_feedback(place_of(after), PAGE)
    last = found[-1] if len(found) == PAGE else None
    where = place_after(last["published_at"], last["id"]) if last is not None else ""
    return tuple(
        Published(
            row["id"],
            KINDS[row["kind"]],
            agency_name(here(), row["agency"]) if row["agency"] else "",
            row["public_question"],
            row["public_answer"],
            row["published_at"],
        )
        for row in found
    ), where


def place_after(at: datetime | None, key: UUID) -> str:
    """Where the next page begins: an instant, nothing for what has no date, and the id."""
    return f"{at.isoformat() if at is not None else ''}~{key}"


def place_of(after: str) -> tuple[datetime | None, UUID] | None:
    """NotHere for what is no such place."""
    if not after:
        return None
    text, _, key = after.partition("~")
    try:
        at = datetime.fromisoformat(text) if text else None
        place = at, UUID(key)
    except ValueError:
        raise NotHere from None
    if at is not None and at.tzinfo is None:
        raise NotHere
    return place
