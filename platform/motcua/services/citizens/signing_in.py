"""Citizens sign up and sign in with a code sent to their e-mail or telephone. Times here are real time.

Signing up and signing in are one act: whoever types the code that was sent somewhere is whoever that address belongs
to. So no answer can tell whether there is an account: a code goes out either way, in the same words and time.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from motcua.domain.calendar import local
from motcua.domain.citizens import Citizen, Contact
from motcua.domain.errors import Conflict, Refused, TooMany
from motcua.services.accounts.sign_ins import Door
from motcua.services.accounts.signing_in import token_hash
from motcua.services.messages.queue import Recipient, queue_message
from motcua.store.engine import transaction
from motcua.store.queries import accounts as failures
from motcua.store.queries import citizens as stored
from motcua.store.secrets import fingerprint

IDLE, ABSOLUTE = timedelta(hours=2), timedelta(hours=12)
CODE_LASTS = timedelta(minutes=10)
WINDOW = timedelta(minutes=15)
CODES_KEPT = timedelta(days=1)
DIGITS = 6
MOST_TRIES = 5
MOST_CODES, MOST_CODES_FROM = 3, 40  # to one contact; from one address, which a whole hall may share
MOST_FAILED, MOST_FAILED_FROM = 10, 40
_WRONG = "Mã không đúng hoặc đã hết hiệu lực. Nhập lại, hoặc lấy mã khác."
_CODE, _CONTACT = "citizen.code", "citizen.contact"


@dataclass(frozen=True, slots=True)
class Sent:
    """A code is on its way. `to` is masked."""

    id: UUID
    to: str
    minutes: int = int(CODE_LASTS.total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class CitizenIn:
    """`token` goes into the cookie and nowhere else. `is_new`: the account was made by this."""

    token: str
    citizen_id: UUID
    is_new: bool


@dataclass(frozen=True, slots=True)
class SessionLine:
    at: datetime
    seen_at: datetime
    network: str
    device: str


def _mac(contact: Contact) -> bytes:
    return fingerprint(f"{contact.kind}:{contact.address}", _CONTACT)


def _code_mac(code_id: UUID, code: str) -> bytes:
    """Keyed and bound to its row: a stolen table of a million possible codes opens nothing."""
    return fingerprint(f"{code_id}:{code}", _CODE)


async def send_code(typed: str, door: Door, now: datetime, today: date | None = None) -> Sent:
    """Sends a code to an e-mail or telephone, whoever's it is."""
    contact = Contact.parse(typed, today)
    mac = _mac(contact)
    code_id, code = uuid4(), f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    async with transaction():
        before = await stored.codes_sent(mac, door.address, now - WINDOW)
        if before["to_contact"] >= MOST_CODES or before["by_address"] >= MOST_CODES_FROM:
            raise TooMany(
                "Đã gửi nhiều mã trong ít phút. Hãy dùng mã đã nhận, "
                f"hoặc chờ {WINDOW.seconds // 60} phút (sau {local(now + WINDOW):%H:%M}) rồi lấy mã khác."
            )
        await stored.insert_code(
            code_id,
            mac=mac,
            contact=f"{contact.kind}:{contact.address}",
            code_mac=_code_mac(code_id, code),
            address=door.address,
            at=now,
            expires_at=now + CODE_LASTS,
        )
        sent = Sent(code_id, contact.masked)
        values = {"secret": f"{code[:3]} {code[3:]}", "minutes": str(sent.minutes)}
        await queue_message(_recipient(contact), "one_time_code", values, once=f"citizen-code/{code_id}")
        await stored.sweep_citizens(now, now - CODES_KEPT)
    return sent


def _recipient(contact: Contact) -> Recipient:
    return Recipient(**{contact.kind: contact.address})


async def code_sent(code_id: UUID, now: datetime) -> Sent | None:
    """For the page that asks for the code; None once it is used, over, or was never sent."""
    async with transaction():
        found = await stored.load_code(code_id)
    if found is None or not _is_alive(found, now):
        return None
    return Sent(code_id, _contact_of(found["contact"]).masked)


def _contact_of(text: str) -> Contact:
    kind, _, address = text.partition(":")
    return Contact(kind, address)


def _is_alive(found: dict[str, object], now: datetime) -> bool:
    failed, expires_at = found["failed"], found["expires_at"]
    assert isinstance(failed, int)
    assert isinstance(expires_at, datetime)
    return found["used_at"] is None and expires_at > now and failed < MOST_TRIES


async def sign_in(code_id: UUID | None, typed: str, door: Door, now: datetime) -> CitizenIn:
    """Refuses in the same words whatever is wrong; a wrong try is counted though the answer is a refusal."""
    async with transaction():
        contact = await _confirmed(code_id, typed, door, now)
        if contact is not None:
            citizen_id = await stored.citizen_with(contact.kind, contact.address)
            is_new = citizen_id is None
            if citizen_id is None:
                citizen_id = await stored.insert_citizen(now)
                if not await stored.insert_contact(contact.kind, contact.address, citizen_id, now):
                    raise Conflict("Địa chỉ này vừa được dùng để đăng nhập ở nơi khác. Hãy lấy mã khác.")
            return CitizenIn(await open_session(citizen_id, door, now), citizen_id, is_new)
    raise Refused(_WRONG, {"code": _WRONG})


async def add_contact(citizen: Citizen, code_id: UUID | None, typed: str, door: Door, now: datetime) -> Contact:
    """A second way to be reached and to sign in, shown to be theirs by its code."""
    async with transaction():
        contact = await _confirmed(code_id, typed, door, now)
        if contact is not None:
            if not await stored.insert_contact(contact.kind, contact.address, citizen.id, now):
                raise Refused(
                    "Địa chỉ này đã gắn với một tài khoản.", {"code": "Địa chỉ này đã gắn với một tài khoản."}
                )
            return contact
    raise Refused(_WRONG, {"code": _WRONG})


async def _confirmed(code_id: UUID | None, typed: str, door: Door, now: datetime) -> Contact | None:
    """The contact whose code was typed. None: a wrong one, which is counted."""
    found = None if code_id is None else await stored.load_code(code_id, lock=True)
    mac = found["contact_mac"] if found is not None else _mac(Contact("none", door.address))
    failed = await failures.count_failures(mac, _at(door), now - WINDOW)
    if failed.by_name >= MOST_FAILED or failed.by_address >= MOST_FAILED_FROM:
        raise TooMany(f"Nhập sai mã quá nhiều lần. Hãy thử lại sau {WINDOW.seconds // 60} phút.")
    code = "".join(typed.split())
    is_right = found is not None and hmac.compare_digest(bytes(found["code_mac"]), _code_mac(found["id"], code))
    if found is None or not is_right or not _is_alive(found, now):
        await failures.add_failure(mac, _at(door), now)
        if found is not None:
            await stored.code_failed(found["id"])
        return None
    await stored.code_used(found["id"], now)
    await failures.clear_failures(mac)
    return _contact_of(found["contact"])


def _at(door: Door) -> str:
    """Citizens' failures are counted apart from those of staff at the same address."""
    return f"citizen {door.address}"


async def open_session(citizen_id: UUID, door: Door, now: datetime) -> str:
    """Inside a transaction."""
    token = secrets.token_urlsafe(32)
    await stored.insert_session(
        token_hash(token), citizen_id, at=now, expires_at=now + ABSOLUTE, network=door.network, device=door.device
    )
    return token


async def citizen_of(token: str, now: datetime) -> Citizen | None:
    """Who a cookie belongs to; a token we did not issue is nobody's."""
    async with transaction():
        found = await stored.session_of(token_hash(token), now, IDLE)
    if found is None:
        return None
    return Citizen(found["id"], found["name"], tuple(Contact(kind, at) for kind, at in found["contacts"] or ()))


async def sign_out(token: str) -> None:
    async with transaction():
        await stored.delete_session(token_hash(token))


async def sign_out_everywhere(citizen: Citizen) -> None:
    async with transaction():
        await stored.delete_sessions_of(citizen.id)


async def sessions_of(citizen: Citizen, now: datetime) -> tuple[SessionLine, ...]:
    async with transaction():
        found = await stored.sessions_of(citizen.id, now, 20)
    return tuple(SessionLine(each["created_at"], each["seen_at"], each["network"], each["device"]) for each in found)
