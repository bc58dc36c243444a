"""What the administrator does with accounts: a new first password, told once; locking and unlocking. All noted."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from motcua.domain.errors import Conflict, NotAllowed, NotHere
from motcua.domain.people import Acting, Permission, who_may
from motcua.services.accounts import passwords
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.settings import wall_clock
from motcua.store.engine import Row, transaction
from motcua.store.queries import accounts
from motcua.store.queries import views as stored
from motcua.store.secrets import fingerprint

ACT_NAMES = {
    "reset": "Đặt lại mật khẩu",
    "lock": "Khóa tài khoản",
    "unlock": "Mở khóa tài khoản",
    "made": "Tạo tài khoản",
    "changed": "Sửa tài khoản",
    "seconded": "Ghi thời hạn biệt phái",
    "signed_out": "Đăng xuất mọi nơi",
    "code_on": "Bật xác thực hai bước",
    "code_off": "Tắt xác thực hai bước",
    "code_reset": "Đặt lại xác thực hai bước",
    "codes_new": "Tạo mã dự phòng mới",
    "linked": "Gắn tài khoản dùng chung",
    "unlinked": "Bỏ gắn tài khoản dùng chung",
}


@dataclass(frozen=True, slots=True)
class Changed:
    """What was done, said once. `password` is empty when the form came a second time: nothing keeps it."""

    name: str
    username: str
    password: str = ""
    is_repeat: bool = False


async def reset_password(office: Office, acting: Acting, staff_id: UUID, key: UUID) -> Changed:
    """A random first password, to be changed at the first sign-in; the person is signed out everywhere."""
    check_keeps(acting, staff_id)
    password = passwords.first_password()
    hashed = await passwords.hashed(password)  # slow on purpose, so before the transaction
    async with transaction(), once(key, acting, f"reset:{staff_id}") as told:
        found = await _account(staff_id)
        if told.outcome is not None:
            return Changed(found["name"], found["username"], is_repeat=True)
        now = wall_clock()
        await accounts.set_password(staff_id, hashed, must_change=True, at=now)
        await accounts.delete_sessions_of(staff_id)
        await accounts.clear_failures(fingerprint(found["username"], "sign_in.username"))
        await stored.note_account_act(staff_id, "reset", acting.staff.id, acting.at)
        told.outcome = "done"
    return Changed(found["name"], found["username"], password)


async def lock(office: Office, acting: Acting, staff_id: UUID) -> Changed:
    """Nobody signs in with it any more, and who is signed in is out; taking over the list again keeps it locked."""
    return await _set_locked(acting, staff_id, to_locked=True)


async def unlock(office: Office, acting: Acting, staff_id: UUID) -> Changed:
    return await _set_locked(acting, staff_id, to_locked=False)


async def _set_locked(acting: Acting, staff_id: UUID, *, to_locked: bool) -> Changed:
    check_keeps(acting, staff_id)
    async with transaction():
        found = await _account(staff_id)
        if found["is_locked"] is to_locked:  # a second click changes nothing and notes nothing
            return Changed(found["name"], found["username"], is_repeat=True)
        await stored.set_locked(staff_id, by=acting.staff.id if to_locked else None, at=wall_clock())
        await stored.note_account_act(staff_id, "lock" if to_locked else "unlock", acting.staff.id, acting.at)
    return Changed(found["name"], found["username"])


async def sign_out_everywhere(office: Office, acting: Acting, staff_id: UUID) -> Changed:
    """Ends every session of somebody whose telephone or computer is lost; the password stays."""
    check_keeps(acting, staff_id)
    async with transaction():
        found = await _account(staff_id)
        ended = await accounts.delete_sessions_of(staff_id)
        if ended:
            await stored.note_account_act(staff_id, "signed_out", acting.staff.id, acting.at)
    return Changed(found["name"], found["username"], is_repeat=not ended)


async def _account(staff_id: UUID) -> Row:
    found = await accounts.staff_by_id(staff_id)
    if found is None:
        raise NotHere
    return found


def check_keeps(acting: Acting, staff_id: UUID | None = None) -> None:
    """Accounts are the administrator's, their own apart: nobody gives themselves rights, or locks themselves out."""
    if not acting.staff.may(Permission.MANAGE_ACCOUNTS):
        raise NotAllowed(f"Quản lý tài khoản là việc của: {who_may(Permission.MANAGE_ACCOUNTS)}.")
    if staff_id == acting.staff.id:
        raise Conflict(
            "Đây là tài khoản của chính bạn: hãy dùng “Đổi mật khẩu” và “Tài khoản của tôi”; "
            "việc khóa, sửa nhiệm vụ do quản trị khác thực hiện."
        )
