"""The history of signing in: what is noted at the door, and how a person and the administrator read it."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.domain.errors import NotAllowed
from motcua.domain.people import Acting, Permission, who_may
from motcua.store.engine import transaction
from motcua.store.queries import sign_ins as stored

SHOWN = 50
KINDS: Mapping[str, str] = {
    "password": "Đăng nhập bằng mật khẩu",
    "code": "Đăng nhập bằng mật khẩu và mã xác thực",
    "recovery": "Đăng nhập bằng mật khẩu và mã dự phòng",
    "oidc": "Đăng nhập bằng tài khoản dùng chung",
    "refused": "Sai mật khẩu",
    "refused_code": "Sai mã xác thực",
    "over": "Bị từ chối: tài khoản khóa hoặc ngoài thời hạn biệt phái",
    "out": "Đăng xuất",
}
FAILURES = ("refused", "refused_code", "over")
_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("coc_coc", "Cốc Cốc"), ("Firefox", "Firefox"), ("Chrome", "Chrome"))
_SYSTEMS = (("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "macOS"))


@dataclass(frozen=True, slots=True)
class Door:
    """Where somebody knocks: the client's address and what its browser calls itself."""

    address: str = ""
    agent: str = ""

    @property
    def network(self) -> str:
        """The network and not the machine: `10.0.12.0/24`; empty where the address is none."""
        try:
            found = ipaddress.ip_address(self.address)
        except ValueError:
            return ""
        wide = 24 if found.version == 4 else 48
        return str(ipaddress.ip_network(f"{found}/{wide}", strict=False))

    @property
    def device(self) -> str:
        """`Chrome, Windows`: what people recognise their own machine by, and no more."""
        agent = self.agent.replace("\x00", "")
        browser = next((name for mark, name in _BROWSERS if mark in agent), "Safari" if "Safari/" in agent else "")
        system = next((name for mark, name in _SYSTEMS if mark in agent), "Linux" if "Linux" in agent else "")
        return ", ".join(name for name in (browser, system) if name)


@dataclass(frozen=True, slots=True)
class SignInLine:
    id: int
    says: str
    at: datetime
    network: str
    device: str
    is_failure: bool
    who: tuple[UUID, str] | None = None


@dataclass(frozen=True, slots=True)
class SignIns:
    """One page of somebody's history; `next_key` leads to the older ones, 0: there are none."""

    lines: tuple[SignInLine, ...]
    next_key: int = 0


async def note(staff_id: UUID, kind: str, at: datetime, door: Door) -> None:
    """In the open transaction; times are real."""
    await stored.note_sign_in(staff_id, kind, at, network=door.network, device=door.device)


async def sign_ins_of(acting: Acting, staff_id: UUID, before: int | None = None) -> SignIns:
    """One's own; the administrator reads everybody's. The center of the account is the caller's to check."""
    if staff_id != acting.staff.id and not acting.staff.may(Permission.MANAGE_ACCOUNTS):
        raise NotAllowed(f"Lịch sử đăng nhập của người khác do {who_may(Permission.MANAGE_ACCOUNTS)} xem.")
    async with transaction():
        found = await stored.sign_ins_of(staff_id, before=before, limit=SHOWN + 1)
    return _page(found)


async def sign_ins_here(
    acting: Acting, *, staff_id: UUID | None = None, is_failed: bool = False, before: int | None = None
) -> SignIns:
    """Everybody's at the center entered, for its administrator, or one person's; each line says whose it is."""
    if not acting.staff.may(Permission.MANAGE_ACCOUNTS):
        raise NotAllowed(f"Lịch sử đăng nhập của cả Trung tâm do {who_may(Permission.MANAGE_ACCOUNTS)} xem.")
    async with transaction():
        return _page(await stored.sign_ins_here(staff_id=staff_id, is_failed=is_failed, before=before, limit=SHOWN + 1))


def _page(found: Sequence[Mapping[str, Any]]) -> SignIns:
    """`found`: one line more than is shown, where there are older ones."""
    lines = tuple(
        SignInLine(
            each["id"],
            KINDS[each["kind"]],
            each["at"],
            each["network"],
            each["device"],
            each["kind"] in FAILURES,
            (each["staff_id"], each["name"]) if "name" in each else None,
        )
        for each in found[:SHOWN]
    )
    return SignIns(lines, lines[-1].id if len(found) > SHOWN else 0)
