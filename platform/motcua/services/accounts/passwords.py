"""Argon2id passwords, hashed off the event loop with limited concurrency: each costs tens of megabytes."""

from __future__ import annotations

import asyncio
import secrets
import unicodedata
from typing import NoReturn

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from motcua.domain.errors import Refused

SHORTEST, LONGEST = 12, 128
AT_ONCE = 2
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # no look-alikes: first passwords are read from paper

# RFC 9106's second recommendation is 64 MiB; OWASP's 19 MiB / 2 passes keeps a counter's PC and a small server alive.
_HASHER = PasswordHash((Argon2Hasher(memory_cost=19_456, time_cost=2, parallelism=1),))
_gate: dict[asyncio.AbstractEventLoop, asyncio.Semaphore] = {}
_no_one: list[str] = []


def _normal(password: str) -> str:
    """NFC: the same Vietnamese letters typed on two keyboards are the same password."""
    return unicodedata.normalize("NFC", password)


def _gated() -> asyncio.Semaphore:
    loop = asyncio.get_running_loop()
    if loop not in _gate:
        _gate.clear()
        _gate[loop] = asyncio.Semaphore(AT_ONCE)
    return _gate[loop]


async def hashed(password: str) -> str:
    async with _gated():
        return await asyncio.to_thread(_HASHER.hash, _normal(password))


async def is_password(password: str, stored: str | None) -> bool:
    """Checks in the same time whether or not the account exists (`stored` None)."""
    async with _gated():
        return await asyncio.to_thread(_matches, _normal(password)[: LONGEST * 4], stored)


def _matches(password: str, stored: str | None) -> bool:
    if stored is None:
        if not _no_one:
            _no_one.append(_HASHER.hash(secrets.token_urlsafe(24)))
        _HASHER.verify(password, _no_one[0])
        return False
    return _HASHER.verify(password, stored)


def check_new(new: str, *, username: str, old: str | None = None) -> None:
    """Length is what protects (no composition rules, NIST SP 800-63B); never the old one or the name."""
    password = _normal(new)
    if len(password) < SHORTEST:
        _refuse(f"Mật khẩu phải có ít nhất {SHORTEST} ký tự.")
    if len(password) > LONGEST:
        _refuse(f"Mật khẩu dài nhất là {LONGEST} ký tự.")
    if "\x00" in password:
        _refuse("Mật khẩu có ký tự không hợp lệ.")
    if old is not None and password == _normal(old):
        _refuse("Mật khẩu mới phải khác mật khẩu đang dùng.")
    if password.casefold() == username.casefold() or len(set(password)) < 4:
        _refuse("Mật khẩu quá dễ đoán. Hãy chọn mật khẩu khác.")


def _refuse(sentence: str) -> NoReturn:
    raise Refused(sentence, {"new": sentence})


def first_password() -> str:
    """Sixteen letters in groups of four, about 78 bits; whoever receives it must change it at once."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(16))
    return "-".join(letters[i : i + 4] for i in range(0, 16, 4))
