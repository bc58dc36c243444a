"""The installation's own seal: a PKCS#12 file, read once at the start so that a wrong one is told before any letter."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs7, pkcs12

from motcua.domain.errors import DataError
from motcua.settings import Settings

_VARIABLE = "MOTCUA_SEAL"


@dataclass(frozen=True, slots=True)
class PlatformSeal:
    """The key with which issued letters are sealed; never a person's."""

    pkcs12: bytes
    password: str


def read_seal(settings: Settings, now: datetime | None = None) -> PlatformSeal | None:
    """The seal that is configured, if there is one; refused with a sentence where it can't seal anything."""
    path = settings.seal_file
    if path is None:
        return None
    password = _read(settings.seal_password_file).decode().strip() if settings.seal_password_file else ""
    body = _read(path)
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(body, password.encode() or None)
    except ValueError as error:
        raise _bad(path, "không mở được (sai mật khẩu, hoặc không phải PKCS#12).") from error
    if key is None or certificate is None:
        raise _bad(path, "thiếu khóa hoặc chứng thư.")
    if certificate.not_valid_after_utc < (now or datetime.now(UTC)):
        raise _bad(path, f"chứng thư đã hết hạn ngày {certificate.not_valid_after_utc:%d/%m/%Y}.")
    return PlatformSeal(body, password)


def sign_beside(seal: PlatformSeal, body: bytes) -> bytes:
    """A detached signature over `body` (CMS, DER), with the certificate in it: `openssl cms -verify` reads it too."""
    key, certificate, _ = pkcs12.load_key_and_certificates(seal.pkcs12, seal.password.encode() or None)
    if certificate is None or not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise ValueError("the seal's key signs nothing")
    made = pkcs7.PKCS7SignatureBuilder().set_data(body).add_signer(certificate, key, hashes.SHA256())
    how = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    return made.sign(serialization.Encoding.DER, how)


def _read(path: Path) -> bytes:
    """Nobody but the service may read either file."""
    try:
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise DataError(
                str(path), "quyền", "tệp dấu điện tử đang mở cho người khác đọc.", f'chạy: chmod 600 "{path}"'
            )
        return path.read_bytes()
    except OSError as error:
        raise _bad(path, "không đọc được.") from error


def _bad(path: Path, sentence: str) -> DataError:
    remedy = "đặt MOTCUA_SEAL là tệp PKCS#12 (.p12) và MOTCUA_SEAL_PASSWORD_FILE là tệp chứa mật khẩu của nó."
    return DataError(str(path), _VARIABLE, sentence, remedy)
