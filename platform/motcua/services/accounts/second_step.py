"""The second step of signing in: a code from a generator (RFC 6238), or one of ten recovery codes.

A code holds for its 30 seconds and the step before and after (clocks drift), and is taken once. Recovery codes are kept
as keyed fingerprints. Failures count per person, apart from those of the password. Times are real.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import pyotp
import zxingcpp

from motcua.centers import here
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.people import Acting, Permission, Staff, needs_code, who_may
from motcua.services.accounts.sign_ins import Door, note
from motcua.services.accounts.signing_in import CODE_WITHIN, SignedIn, check_rate, let_in, token_hash
from motcua.services.office import Office
from motcua.store.engine import Row, transaction
from motcua.store.queries import accounts
from motcua.store.queries import sign_ins as stored
from motcua.store.queries.views import note_account_act
from motcua.store.secrets import SealBroken, fingerprint, seal, unseal

STEP = 30
DRIFT = 1
RECOVERY_CODES = 10
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
WRONG = "Mã không đúng hoặc đã dùng. Chờ ứng dụng hiện mã mới rồi nhập lại; kiểm tra giờ trên điện thoại."


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the set-up page shows. `sealed` comes back with the first code; the database learns the secret only then."""

    secret: str
    sealed: str
    svg: str

    @property
    def in_groups(self) -> str:
        return " ".join(self.secret[i : i + 4] for i in range(0, len(self.secret), 4))


@dataclass(frozen=True, slots=True)
class CodeStanding:
    """Whether somebody has a generator, whether they must, and how many recovery codes are left."""

    set_up_at: datetime | None
    is_required: bool
    left: int = 0


def enrolment(staff: Staff, sealed: str = "") -> Enrolment:
    """A new secret, or the one that came back with a wrong code: the telephone has it already."""
    secret = _opened(staff.id, sealed) if sealed else pyotp.random_base32()
    uri = pyotp.TOTP(secret).provisioning_uri(name=staff.username, issuer_name=here().short_name)
    made = zxingcpp.create_barcode(uri, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return Enrolment(secret, seal(secret, _purpose(staff.id)), made.to_svg(add_quiet_zones=True))


async def standing_of(office: Office, staff: Staff) -> CodeStanding:
    is_required = office.settings.requires_codes and needs_code(staff.roles)
    async with transaction():
        found = await stored.code_generator(staff.id)
        left = await stored.recovery_codes_left(staff.id) if found is not None else 0
    return CodeStanding(found["set_up_at"] if found is not None else None, is_required, left)


async def set_up(acting: Acting, sealed: str, code: str, now: datetime) -> tuple[str, ...]:
    """Keeps the secret once its first code is right; the recovery codes, told here and nowhere else."""
    staff = acting.staff
    secret = _opened(staff.id, sealed)
    await _check_rate(staff, now)
    step = _step_of(secret, code, now)
    if step is None:
        await _fail(staff, now, Door())
        raise Refused(WRONG)
    codes = _new_codes()
    async with transaction():
        if not await stored.insert_code_generator(staff.id, seal(secret, _purpose(staff.id)), step=step, at=now):
            raise Conflict("Xác thực hai bước của tài khoản này đã bật.")
        await _keep_codes(staff.id, codes, now)
        await accounts.clear_failures(_mac(staff.username))
        await note_account_act(staff.id, "code_on", staff.id, acting.at)
    return codes


async def confirm(office: Office, token: str, code: str, door: Door, now: datetime) -> SignedIn:
    """The second half of a sign-in: half a session and a code make a whole one with a new token."""
    async with transaction():
        session = await accounts.load_session(token_hash(token), at=now, idle=CODE_WITHIN)
        found = await accounts.staff_by_id(session["id"]) if session is not None and session["awaits_code"] else None
    if found is None:
        raise NotHere("Phiên đăng nhập đã hết hạn. Hãy đăng nhập lại từ đầu.")
    staff = accounts.as_staff(found)
    kind = await _check(staff, code, now, door)
    async with transaction():
        await accounts.delete_session(token_hash(token))
        return await let_in(found, kind, door, now)


async def renew_recovery_codes(acting: Acting, code: str, now: datetime) -> tuple[str, ...]:
    """Ten new ones; the old ones open nothing any more."""
    await _check(acting.staff, code, now, Door())
    codes = _new_codes()
    async with transaction():
        await _keep_codes(acting.staff.id, codes, now)
        await note_account_act(acting.staff.id, "codes_new", acting.staff.id, acting.at)
    return codes


async def turn_off(office: Office, acting: Acting, code: str, now: datetime) -> None:
    """By the person, with a code, where it isn't required of them."""
    if (await standing_of(office, acting.staff)).is_required:
        raise NotAllowed("Nhiệm vụ của bạn bắt buộc xác thực hai bước nên không tắt được.")
    await _check(acting.staff, code, now, Door())
    async with transaction():
        await stored.forget_codes(acting.staff.id)
        await note_account_act(acting.staff.id, "code_off", acting.staff.id, acting.at)


async def reset(acting: Acting, staff_id: UUID) -> Staff:
    """By the administrator, for a lost telephone: the person signs in with the password and sets up anew."""
    if not acting.staff.may(Permission.MANAGE_ACCOUNTS):
        raise NotAllowed(f"Quản lý tài khoản là việc của: {who_may(Permission.MANAGE_ACCOUNTS)}.")
    if staff_id == acting.staff.id:
        raise Conflict("Đây là tài khoản của chính bạn: dùng mã dự phòng, hoặc nhờ quản trị khác đặt lại.")
    async with transaction():
        found = await accounts.staff_by_id(staff_id)
        if found is None:
            raise NotHere
        if not await forget_codes_of(found):
            raise Conflict(f"Tài khoản {found['username']} chưa bật xác thực hai bước.")
        await note_account_act(staff_id, "code_reset", acting.staff.id, acting.at)
    return accounts.as_staff(found)


async def reset_at_the_server(username: str, now: datetime) -> None:
    """By whoever runs the server, for the last administrator's lost telephone; noted as done there."""
    async with transaction():
        found = await accounts.staff_by_username(username)
        if found is None or not await forget_codes_of(found):
            raise NotHere(f"Không có tài khoản “{username}” bật xác thực hai bước ở đây.")
        await note_account_act(found["id"], "code_reset", found["id"], now, {"Nơi thực hiện": ["", "máy chủ"]})


async def forget_codes_of(found: Row) -> bool:
    """Inside a transaction: no generator, no recovery codes, signed out everywhere. False: there were none."""
    if not await stored.forget_codes(found["id"]):
        return False
    await accounts.delete_sessions_of(found["id"])
    await accounts.clear_failures(_mac(found["username"]))
    return True


async def _check(staff: Staff, typed: str, now: datetime, door: Door) -> str:
    """`code` or `recovery`, by what was typed; taken, so that it opens nothing a second time."""
    async with transaction():
        # One try at a time: guesses sent together count before the next is looked at.
        found = await stored.code_generator(staff.id, lock=True)
        if found is None:
            raise NotHere("Tài khoản này chưa bật xác thực hai bước.")
        await _check_rate(staff, now)
        step = _step_of(unseal(found["secret_sealed"], _purpose(staff.id)), typed, now)
        kind = ""
        if step is not None:
            kind = "code" if await stored.use_step(staff.id, step) else ""
        elif await stored.use_recovery_code(staff.id, _code_mac(staff.id, typed)):
            kind = "recovery"
        if kind:
            await accounts.clear_failures(_mac(staff.username))
            return kind
        await _fail(staff, now, door)
    raise Refused(WRONG)


def _step_of(secret: str, typed: str, now: datetime) -> int | None:
    """The 30-second step whose code this is; None: of none near now."""
    code = "".join(typed.split())
    if len(code) != 6 or not (code.isascii() and code.isdigit()):
        return None
    generator, current = pyotp.TOTP(secret), int(now.timestamp()) // STEP
    for step in range(current - DRIFT, current + DRIFT + 1):
        if hmac.compare_digest(generator.at(step * STEP), code):
            return step
    return None


def _new_codes() -> tuple[str, ...]:
    """About 49 bits each: tried out five in a quarter of an hour at most."""

    def half() -> str:
        return "".join(secrets.choice(_ALPHABET) for _ in range(5))

    return tuple(f"{half()}-{half()}" for _ in range(RECOVERY_CODES))


async def _keep_codes(staff_id: UUID, codes: tuple[str, ...], now: datetime) -> None:
    await stored.put_recovery_codes(staff_id, [_code_mac(staff_id, code) for code in codes], now)


def _code_mac(staff_id: UUID, typed: str) -> bytes:
    return fingerprint(typed.replace("-", ""), f"recovery code of {staff_id}")


def _purpose(staff_id: UUID) -> str:
    return f"code generator of {staff_id}"


def _opened(staff_id: UUID, sealed: str) -> str:
    try:
        return unseal(sealed, _purpose(staff_id))
    except SealBroken as broken:
        raise Refused("Trang này đã mở quá lâu. Hãy mở lại trang thiết lập.") from broken


def _mac(username: str) -> bytes:
    return fingerprint(username, "sign_in.code")


async def _check_rate(staff: Staff, now: datetime) -> None:
    async with transaction():
        await check_rate(_mac(staff.username), f"code of {staff.id}", now)


async def _fail(staff: Staff, now: datetime, door: Door) -> None:
    async with transaction():
        await accounts.add_failure(_mac(staff.username), f"code of {staff.id}", now)
        await note(staff.id, "refused_code", now, door)
