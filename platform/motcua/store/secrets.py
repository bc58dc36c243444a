"""Sealing: identity numbers and sensitive answers at rest, and the keyed fingerprint they are found by.

The keys live in a 0600 file outside the database, so a stolen dump opens nothing. Every value is bound to its center
and purpose: moved elsewhere, it does not open. A fingerprint finds only the whole number (no prefix search).
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import json
import os
import secrets as random
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from motcua.centers import here
from motcua.domain.errors import Conflict, DataError, MotCuaError

KEY_BYTES = 32
NONCE_BYTES = 12


class SealBroken(MotCuaError):
    """A sealed value was altered, belongs elsewhere, or its key is not in the key file."""


@dataclass(frozen=True, slots=True)
class Sealer:
    """The keys of one installation. Seals with `current`, opens with any of `keys`."""

    current: str
    keys: Mapping[str, bytes] = field(repr=False)
    mac_key: bytes = field(repr=False)
    macs: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """Of centers that moved here from an installation with other keys, by the name they are sealed as."""

    def seal(self, plain: str, context: str) -> str:
        nonce = random.token_bytes(NONCE_BYTES)
        box = AESGCM(self.keys[self.current]).encrypt(nonce, plain.encode(), context.encode())
        return f"{self.current}.{base64.urlsafe_b64encode(nonce + box).decode()}"

    def unseal(self, sealed: str, context: str) -> str:
        key_id, _, packed = sealed.partition(".")
        if key_id not in self.keys:
            raise SealBroken(f"key {key_id!r} is not in the key file")
        try:
            raw = base64.urlsafe_b64decode(packed)
            return AESGCM(self.keys[key_id]).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], context.encode()).decode()
        except (InvalidTag, ValueError) as error:
            raise SealBroken("sealed value does not open here") from error

    def fingerprint(self, plain: str, context: str) -> bytes:
        mac_key = self.macs.get(context.partition("\0")[0], self.mac_key)
        return hmac.digest(mac_key, f"{context}\0{plain}".encode(), "sha256")

    def derived(self, purpose: str) -> bytes:
        """A key of 32 bytes for one purpose of the installation itself; says nothing of the keys it comes from."""
        return HKDF(SHA256(), KEY_BYTES, None, f"motcua {purpose}".encode()).derive(self.mac_key)

    def adopting(self, other: Sealer, sealed_as: str) -> Sealer:
        """These keys and what it takes to read a center that was sealed with `other`."""
        mac = other.macs.get(sealed_as, other.mac_key)
        macs = dict(self.macs) if mac == self.mac_key else {**self.macs, sealed_as: mac}
        return Sealer(self.current, {**other.keys, **self.keys}, self.mac_key, macs)

    @property
    def name(self) -> str:
        """Says which keys a database was sealed with, without telling them: written in the catalog and in backups."""
        return hashlib.sha256(b"motcua key file\0" + self.mac_key).hexdigest()[:16]


def _key_id(key: bytes) -> str:
    return "k" + hashlib.sha256(key).hexdigest()[:8]


ABOUT = "Khóa niêm phong dữ liệu cá nhân của Một Cửa. Mất tệp này là mất số giấy tờ đã lưu; sao lưu riêng."


def _create(path: Path) -> None:
    key, mac = random.token_bytes(KEY_BYTES), random.token_bytes(KEY_BYTES)
    _write(path, Sealer(_key_id(key), {_key_id(key): key}, mac), replaces=False)


def keep_sealer(path: Path, sealer: Sealer) -> None:
    """Writes the key file anew, whole or not at all; the keys it had must be among those of `sealer`."""
    had = load_sealer(path)
    if had.mac_key != sealer.mac_key or not had.keys.items() <= sealer.keys.items():
        raise ValueError("a key file never loses a key")
    _write(path, sealer, replaces=True)


def _write(path: Path, sealer: Sealer, *, replaces: bool) -> None:
    """Writes a whole file beside `path` and links it: of two processes starting at once one wins, none reads half."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    data: dict[str, Any] = {
        "about": ABOUT,
        "current": sealer.current,
        "keys": {key_id: _text(key) for key_id, key in sealer.keys.items()},
        "mac": _text(sealer.mac_key),
    }
    if sealer.macs:
        data["macs"] = {name: _text(mac) for name, mac in sealer.macs.items()}
    draft = path.with_name(f".{path.name}.{os.getpid()}.{random.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        if replaces:
            draft.replace(path)
        else:
            with contextlib.suppress(FileExistsError):
                os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def take_keys(path: Path, given: Path) -> None:
    """Makes another server's key file this one's, where there is none yet."""
    theirs = load_sealer(given)
    if path.exists():
        if load_sealer(path).name != theirs.name:
            raise Conflict(
                f"Máy này đã có tệp khóa khác ({path}) và không thay nó; dựng lại một máy đã mất thì dùng thư mục dữ "
                "liệu mới (--data)."
            )
        return
    _write(path, theirs, replaces=False)


def load_sealer(path: Path) -> Sealer:
    """The installation's keys; the file is made on the first start."""
    if not path.exists():
        _create(path)
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise DataError(str(path), "quyền", "tệp khóa đang mở cho người khác đọc.", f'chạy: chmod 600 "{path}"')
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        keys = {key_id: base64.b64decode(key) for key_id, key in data["keys"].items()}
        macs = {name: base64.b64decode(mac) for name, mac in data.get("macs", {}).items()}
        sealer = Sealer(data["current"], keys, base64.b64decode(data["mac"]), macs)
        AESGCM(keys[sealer.current])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(str(path), "nội dung", "tệp khóa hỏng.", "khôi phục tệp này từ bản sao lưu.") from error
    return sealer


_sealer: Sealer | None = None


def use_sealer(sealer: Sealer | None) -> None:
    """The process's keys, set once at start."""
    global _sealer
    _sealer = sealer


def the_sealer() -> Sealer:
    if _sealer is None:
        raise RuntimeError("use_sealer() was not called at start")
    return _sealer


def _context(purpose: str) -> str:
    return f"{here().sealed_as or here().key}\0{purpose}"


def seal(plain: str, purpose: str) -> str:
    """Sealed for the current center and `purpose` (e.g. "applicant.id_number")."""
    return the_sealer().seal(plain, _context(purpose))


def unseal(sealed: str, purpose: str) -> str:
    return the_sealer().unseal(sealed, _context(purpose))


def fingerprint(plain: str, purpose: str) -> bytes:
    """Equal for equal values of the same center and purpose; says nothing to who has no key."""
    return the_sealer().fingerprint("".join(plain.split()).upper(), _context(purpose))
