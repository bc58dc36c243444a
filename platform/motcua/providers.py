"""Through whom messages leave the installation: a mail server and a gateway for SMS, read from `MOTCUA_*` variables.

Where neither is set, messages are written into the folder of what goes out, and leave the machine on no way.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from motcua.domain.errors import DataError

LOOPBACK = ("127.0.0.1", "::1", "localhost")
# Scheme of MOTCUA_MAIL -> the port where none is written.
PORTS: Mapping[str, int] = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """`security` is a key of `PORTS`; `sender` the address mail comes from where a center has none of its own."""

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    password_file: Path | None = None
    ca_file: Path | None = None
    """Certificates that vouch for the server, where the system's do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsGateway:
    """`repeats_safely`: the gateway promises to send one `Idempotency-Key` once, however often it comes."""

    url: str
    token_file: Path | None = None
    repeats_safely: bool = False


def bad(name: str, sentence: str, remedy: str) -> DataError:
    return DataError("biến môi trường", name, sentence, remedy)


def _server(name: str, raw: str) -> tuple[str, str, int]:
    parts = urlsplit(raw)
    try:
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        port = 0
    if parts.scheme in PORTS and parts.hostname and port and not (parts.path or parts.query or parts.username):
        return parts.scheme, parts.hostname, port
    raise bad(
        name,
        f"«{raw}» không phải địa chỉ máy chủ thư.",
        "viết dạng smtp+starttls://thu.tinh.gov.vn:587, smtps://thu.tinh.gov.vn:465, hoặc smtp://127.0.0.1:25; "
        "tên đăng nhập ghi ở MOTCUA_MAIL_USER.",
    )


def _gateway(name: str, raw: str) -> str:
    parts = urlsplit(raw)
    if parts.netloc and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)):
        return raw
    raise bad(name, f"«{raw}» không dùng được.", "viết địa chỉ https:// của tổng đài tin nhắn.")


def _address(name: str, raw: str) -> str:
    local, at, place = raw.rpartition("@")
    if at and local and "." in place and not set(raw) & set(" <>,;\"'"):
        return raw
    raise bad(name, f"«{raw}» không phải địa chỉ thư.", "viết dạng motcua@tinh.gov.vn.")


def _file(_: str, raw: str) -> Path:
    return Path(raw).expanduser().absolute()


def _text(_: str, raw: str) -> str:
    return raw


def _flag(name: str, raw: str) -> bool:
    if raw in ("0", "1"):
        return raw == "1"
    raise bad(name, f"«{raw}» không hợp lệ.", "dùng 1 (có) hoặc 0 (không).")


# variable -> (where it is gathered, how to read it); see `settings.READERS`.
READERS: Mapping[str, tuple[str, Callable[[str, str], Any]]] = {
    "MOTCUA_MAIL": ("mail_server", _server),
    "MOTCUA_MAIL_FROM": ("mail_sender", _address),
    "MOTCUA_MAIL_USER": ("mail_user", _text),
    "MOTCUA_MAIL_PASSWORD_FILE": ("mail_password_file", _file),
    "MOTCUA_MAIL_CA": ("mail_ca_file", _file),
    "MOTCUA_SMS": ("sms_url", _gateway),
    "MOTCUA_SMS_TOKEN_FILE": ("sms_token_file", _file),
    "MOTCUA_SMS_REPEATS": ("sms_repeats_safely", _flag),
}


def gather(found: dict[str, Any]) -> None:
    """Puts `mail` and `sms` together from what was read of them; what lacks its other half stops the start."""
    mail = {name: found.pop(f"mail_{name}") for name in _parts("mail_") if f"mail_{name}" in found}
    sms = {name: found.pop(f"sms_{name}") for name in _parts("sms_") if f"sms_{name}" in found}
    if mail:
        if "server" not in mail:
            raise bad("MOTCUA_MAIL", "thiếu, trong khi đã đặt biến MOTCUA_MAIL khác.", "ghi máy chủ thư, hoặc bỏ cả.")
        if "sender" not in mail:
            raise bad("MOTCUA_MAIL_FROM", "chưa có địa chỉ gửi.", "ghi địa chỉ thư của đơn vị, như motcua@tinh.gov.vn.")
        found["mail"] = _mail(mail)
    if sms:
        if "url" not in sms:
            raise bad("MOTCUA_SMS", "thiếu, trong khi đã đặt biến MOTCUA_SMS khác.", "ghi địa chỉ tổng đài, hoặc bỏ.")
        check_secret("MOTCUA_SMS_TOKEN_FILE", sms.get("token_file"))
        found["sms"] = SmsGateway(**sms)


def _parts(prefix: str) -> list[str]:
    return [key.removeprefix(prefix) for key, _ in READERS.values() if key.startswith(prefix)]


def _mail(given: dict[str, Any]) -> MailServer:
    security, host, port = given.pop("server")
    if ("user" in given) != ("password_file" in given):
        lacking = "MOTCUA_MAIL_PASSWORD_FILE" if "user" in given else "MOTCUA_MAIL_USER"
        raise bad(lacking, "thiếu một trong hai.", "đặt cả MOTCUA_MAIL_USER và MOTCUA_MAIL_PASSWORD_FILE.")
    if "user" in given and security == "smtp" and host not in LOOPBACK:
        raise bad("MOTCUA_MAIL", "mật khẩu sẽ đi không mã hóa.", "dùng smtp+starttls:// hoặc smtps://.")
    check_secret("MOTCUA_MAIL_PASSWORD_FILE", given.get("password_file"))
    return MailServer(security=security, host=host, port=port, **given)


def check_secret(name: str, path: Path | None) -> None:
    """A file with a secret can be read, and by nobody else."""
    if path is None:
        return
    if not path.is_file() or not os.access(path, os.R_OK):
        raise bad(name, f"không đọc được tệp {path}.", "đặt đường dẫn của tệp chứa bí mật.")
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise bad(name, f"tệp {path} đang mở cho người khác đọc.", f"chạy: chmod 600 {path}")
