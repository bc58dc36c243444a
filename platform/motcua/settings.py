"""Everything an installation may set, read once from `MOTCUA_*` variables; and the clocks.

A misspelt variable would be ignored in silence by `os.environ.get`; here it stops the start with a sentence.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta, timezone
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from motcua import paths, providers
from motcua.domain.errors import DataError
from motcua.file_settings import FILE_READERS, FileSettings, gather_file_settings

Clock = Callable[[], datetime]
HANOI = timezone(timedelta(hours=7), "+07")  # settings stand below the calendar; Vietnam has no daylight saving time
LOOPBACK = ("127.0.0.1", "::1", "localhost")
MEGABYTE = 1024 * 1024
LOCKS_AFTER = timedelta(minutes=15)
PLUGIN_FAILURES = 5
PLUGIN_FAILURES_WITHIN = timedelta(minutes=60)


def wall_clock() -> datetime:
    """The present."""
    return datetime.now(UTC)


def shifted_clock(starts_at: datetime, began_at: datetime | None = None) -> Clock:
    """A clock that shows `starts_at` at the real instant `began_at` (now, if not given) and runs on from there."""
    if starts_at.tzinfo is None:
        starts_at = starts_at.replace(tzinfo=HANOI)
    shift = starts_at.astimezone(UTC) - (began_at or wall_clock())

    def shifted() -> datetime:
        return wall_clock() + shift

    return shifted


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A provider of OpenID Connect. `name` is what people call it; the secret stays in its file."""

    issuer: str
    client_id: str
    client_secret_file: Path
    name: str = "tài khoản công vụ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One installation. `owner_url` None means the embedded PostgreSQL under `data_dir`.

    `database_url` is the login role that serves requests (owns nothing); None means it is made at bootstrap with a
    generated password. `owner_url` runs the DDL.
    """

    data_dir: Path
    tenants_dir: Path
    key_file: Path
    database_url: str | None = None
    owner_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    base_url: str = "http://127.0.0.1:8000"
    console_host: str = "127.0.0.1"
    console_port: int = 8001
    """The province's console; beyond this machine only where a proxy elsewhere stands before it."""
    console_url: str = ""
    """Its address where a proxy stands before it; "" is the port on this machine."""
    pool_size: int = 16
    demo_clock: datetime | None = None
    allows_insecure_http: bool = False
    signing_roots: Path | None = None
    """A folder of certificates (PEM or DER) whose issuers are trusted to certify a signer; None: nothing is checked."""
    seal_file: Path | None = None
    """A PKCS#12 file with the installation's own key: issued letters are sealed with it. None: they are not."""
    seal_password_file: Path | None = None
    metrics_at: tuple[str, int] | None = None
    """Where Prometheus asks: host and port, beside the pages' own port. None: nobody listens."""
    pgbouncer_at: tuple[str, int] | None = None
    """PgBouncer in transaction mode before the database: requests go through it. None: there is none."""
    trusted_proxies: str = ""
    """Addresses or networks, with commas, whose X-Forwarded-For is believed. Empty: everybody is who connects."""
    log_format: str = "text"
    """`text` for eyes, `json` for a collector of logs."""
    locks_after: timedelta = LOCKS_AFTER
    """How long a screen may be left alone before it is locked."""
    plugin_failures: int = PLUGIN_FAILURES
    plugin_failures_within: timedelta = PLUGIN_FAILURES_WITHIN
    """On so many things a plugin's code may not fail within so long a time: it is not run any more (quarantine)."""
    backup_to: str = ""
    """Where backups go when a command does not say: a folder or s3://bucket/prefix."""
    backup_keep: tuple[int, int, int] = (7, 5, 12)
    """How many daily, weekly and monthly backups of a center are kept."""
    requires_codes: bool = False
    """Administrators, directors and whoever signs confirm their sign-in with a code. `read_settings` says yes."""
    oidc: Provider | None = None
    """Where people may sign in with an account of the province; None: with the center's own accounts only."""
    mail: providers.MailServer | None = None
    sms: providers.SmsGateway | None = None
    """Through whom messages leave; None: they are written into `outbox_dir`."""
    outbox: Path | None = None
    files: FileSettings = field(default_factory=FileSettings)
    citizen_oidc: Provider | None = None
    """The same for citizens, by a provider of their own; None: they sign in with one-time codes only."""
    webhook_networks: str = ""
    """Networks, with commas, in which agencies' systems may be told besides the open internet, there over http too."""
    max_file_bytes: int = 25 * MEGABYTE
    max_form_bytes: int = MEGABYTE

    @property
    def is_embedded(self) -> bool:
        return self.owner_url is None

    @property
    def secure_cookies(self) -> bool:
        """Browsers take Secure cookies from https only; loopback http is the demo."""
        return urlsplit(self.base_url).scheme == "https"

    @property
    def console_address(self) -> str:
        return self.console_url or f"http://127.0.0.1:{self.console_port}"

    @property
    def secrets_dir(self) -> Path:
        return self.data_dir / "secrets"

    @property
    def files_dir(self) -> Path:
        return self.data_dir / "files"

    @property
    def outbox_dir(self) -> Path:
        return self.outbox or self.data_dir / "outbox"

    @property
    def clock(self) -> Clock:
        """The business clock. Ask once at start: a shifted clock begins when it is made."""
        return shifted_clock(self.demo_clock) if self.demo_clock else wall_clock

    def check_bind(self) -> None:
        """Plain http leaves the machine only when somebody says so."""
        is_loopback = self.host in LOOPBACK
        if not is_loopback and not self.secure_cookies and not self.allows_insecure_http:
            raise _bad(
                "MOTCUA_HOST",
                f"không phục vụ http không mã hóa trên địa chỉ {self.host}.",
                "đặt MOTCUA_BASE_URL=https://… (đứng sau máy chủ có TLS), hoặc thêm --insecure-http nếu chấp nhận.",
            )
        is_loopback = self.console_host in LOOPBACK
        if not is_loopback and not self.console_url.startswith("https://") and not self.allows_insecure_http:
            raise _bad(
                "MOTCUA_CONSOLE_HOST",
                f"không phục vụ trang điều hành bằng http không mã hóa trên địa chỉ {self.console_host}.",
                "đặt MOTCUA_CONSOLE_URL=https://… (đứng sau máy chủ có TLS), hoặc bỏ MOTCUA_CONSOLE_HOST.",
            )


def _bad(name: str, sentence: str, remedy: str) -> DataError:
    return DataError("biến môi trường", name, sentence, remedy)


def _path(_: str, raw: str) -> Path:
    return Path(raw).expanduser().absolute()


def _url(name: str, raw: str) -> str:
    if urlsplit(raw).scheme not in ("postgresql", "postgres"):
        raise _bad(
            name, "không phải địa chỉ PostgreSQL.", "viết dạng postgresql://người_dùng:mật_khẩu@máy_chủ:5432/csdl."
        )
    return raw


def _port(name: str, raw: str) -> int:
    if raw.isascii() and raw.isdigit() and 0 < int(raw) < 65536:
        return int(raw)
    raise _bad(name, f"«{raw}» không phải số cổng.", "dùng một số từ 1 đến 65535.")


def _pool(name: str, raw: str) -> int:
    if raw.isascii() and raw.isdigit() and 1 <= int(raw) <= 20:
        return int(raw)
    # A backend that has visited every schema of a province holds about 68 MB: more connections cost memory, not speed.
    raise _bad(name, f"«{raw}» không hợp lệ.", "dùng một số từ 1 đến 20 cho mỗi tiến trình.")


def _base(name: str, raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme in ("http", "https") and parts.netloc:
        return raw.rstrip("/")
    raise _bad(name, f"«{raw}» không phải địa chỉ trang.", "viết dạng https://motcua.tinh.gov.vn.")


def _minutes(name: str, raw: str) -> timedelta:
    if raw.isascii() and raw.isdigit() and 1 <= int(raw) <= 120:
        return timedelta(minutes=int(raw))
    raise _bad(name, f"«{raw}» không hợp lệ.", "dùng một số phút từ 1 đến 120.")


def _failures(name: str, raw: str) -> int:
    if raw.isascii() and raw.isdigit() and 1 <= int(raw) <= 1000:
        return int(raw)
    raise _bad(name, f"«{raw}» không hợp lệ.", "dùng một số từ 1 đến 1000.")


def _flag(name: str, raw: str) -> bool:
    if raw in ("0", "1"):
        return raw == "1"
    raise _bad(name, f"«{raw}» không hợp lệ.", "dùng 1 (có) hoặc 0 (không).")


def _instant(name: str, raw: str) -> datetime:
    try:
        at = datetime.fromisoformat(raw)
    except ValueError:
        raise _bad(name, f"«{raw}» không phải thời điểm.", "viết dạng 2017-11-08T07:30.") from None
    return at if at.tzinfo else at.replace(tzinfo=HANOI)


def _issuer(name: str, raw: str) -> str:
    parts = urlsplit(raw)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if is_safe and parts.netloc and not (parts.query or parts.fragment):
        return raw  # to the letter: the provider's own name for itself may end with a stroke
    raise _bad(
        name, f"«{raw}» không dùng được.", "viết địa chỉ https:// của hệ thống đăng nhập, đúng như hệ thống đó công bố."
    )


def _text(_: str, raw: str) -> str:
    return raw


def _keep(name: str, raw: str) -> tuple[int, int, int]:
    parts = [part.strip() for part in raw.split(",")]
    if len(parts) == 3 and all(part.isascii() and part.isdigit() and int(part) <= 400 for part in parts):
        daily, weekly, monthly = map(int, parts)
        if daily:
            return daily, weekly, monthly
    raise _bad(name, f"«{raw}» không hợp lệ.", "viết số bản theo ngày, tuần, tháng, ví dụ 7,5,12; ngày ít nhất 1.")


def _place(name: str, raw: str) -> tuple[str, int]:
    host, _, port = raw.rpartition(":")
    if any(sign in host for sign in "/@ ?"):
        raise _bad(name, f"«{raw}» không phải máy và cổng.", "viết dạng 127.0.0.1:9464, hoặc chỉ số cổng.")
    return host.strip("[]") or "127.0.0.1", _port(name, port)


def _proxies(name: str, raw: str) -> str:
    try:
        return ",".join(str(ip_network(part.strip())) for part in raw.split(","))
    except ValueError:
        raise _bad(name, f"«{raw}» không phải địa chỉ mạng.", "viết dạng 127.0.0.1 hoặc 10.0.0.0/24,::1.") from None


def _log_format(name: str, raw: str) -> str:
    if raw in ("text", "json"):
        return raw
    raise _bad(name, f"«{raw}» không hợp lệ.", "dùng text hoặc json.")


# variable -> (setting, how to read it). MOTCUA_DATABASE_URL and MOTCUA_APP_URL are resolved in `_database`.
READERS: dict[str, tuple[str, Callable[[str, str], Any]]] = {
    "MOTCUA_DATA": ("data_dir", _path),
    "MOTCUA_TENANTS": ("tenants_dir", _path),
    "MOTCUA_KEY_FILE": ("key_file", _path),
    "MOTCUA_DATABASE_URL": ("database_url", _url),
    "MOTCUA_OWNER_URL": ("owner_url", _url),
    "MOTCUA_APP_URL": ("app_url", _url),
    "MOTCUA_HOST": ("host", _text),
    "MOTCUA_PORT": ("port", _port),
    "MOTCUA_BASE_URL": ("base_url", _base),
    "MOTCUA_CONSOLE_HOST": ("console_host", _text),
    "MOTCUA_CONSOLE_PORT": ("console_port", _port),
    "MOTCUA_CONSOLE_URL": ("console_url", _base),
    "MOTCUA_POOL": ("pool_size", _pool),
    "MOTCUA_CLOCK": ("demo_clock", _instant),
    "MOTCUA_SIGNING_ROOTS": ("signing_roots", _path),
    "MOTCUA_SEAL": ("seal_file", _path),
    "MOTCUA_SEAL_PASSWORD_FILE": ("seal_password_file", _path),
    "MOTCUA_METRICS": ("metrics_at", _place),
    "MOTCUA_PGBOUNCER": ("pgbouncer_at", _place),
    "MOTCUA_TRUSTED_PROXIES": ("trusted_proxies", _proxies),
    "MOTCUA_LOG": ("log_format", _log_format),
    "MOTCUA_LOCK_MINUTES": ("locks_after", _minutes),
    "MOTCUA_PLUGIN_FAILURES": ("plugin_failures", _failures),
    "MOTCUA_PLUGIN_FAILURE_MINUTES": ("plugin_failures_within", _minutes),
    "MOTCUA_BACKUP_TO": ("backup_to", _text),
    "MOTCUA_BACKUP_KEEP": ("backup_keep", _keep),
    "MOTCUA_REQUIRE_CODES": ("requires_codes", _flag),
    "MOTCUA_OIDC_ISSUER": ("oidc_issuer", _issuer),
    "MOTCUA_OIDC_CLIENT": ("oidc_client_id", _text),
    "MOTCUA_OIDC_SECRET_FILE": ("oidc_client_secret_file", _path),
    "MOTCUA_OIDC_NAME": ("oidc_name", _text),
    **providers.READERS,
    "MOTCUA_OUTBOX": ("outbox", _path),
    "MOTCUA_CITIZEN_OIDC_ISSUER": ("citizen_oidc_issuer", _issuer),
    "MOTCUA_CITIZEN_OIDC_CLIENT": ("citizen_oidc_client_id", _text),
    "MOTCUA_CITIZEN_OIDC_SECRET_FILE": ("citizen_oidc_client_secret_file", _path),
    "MOTCUA_CITIZEN_OIDC_NAME": ("citizen_oidc_name", _text),
    "MOTCUA_WEBHOOK_NETWORKS": ("webhook_networks", _proxies),
    "MOTCUA_INSECURE_HTTP": ("allows_insecure_http", _flag),
    **FILE_READERS,
}


def _provider(found: dict[str, Any], which: str) -> None:
    """The three that belong together, or none of them. `which`: `oidc`, or `citizen_oidc`."""
    given = {
        key: found.pop(f"{which}_{key}")
        for key in ("issuer", "client_id", "client_secret_file", "name")
        if f"{which}_{key}" in found
    }
    if not given:
        return
    names = {
        "issuer": f"MOTCUA_{which.upper()}_ISSUER",
        "client_id": f"MOTCUA_{which.upper()}_CLIENT",
        "client_secret_file": f"MOTCUA_{which.upper()}_SECRET_FILE",
    }
    for key, name in names.items():
        if key not in given:
            raise _bad(name, "thiếu, trong khi đã đặt biến khác cùng nhóm.", f"đặt cả {', '.join(names.values())}.")
    providers.check_secret(names["client_secret_file"], given["client_secret_file"])
    found[which] = Provider(**given)


def _database(found: dict[str, Any]) -> None:
    """One URL is the owner's and the login role is derived from it; two URLs say which is which."""
    app = found.pop("app_url", None)
    if app and "database_url" not in found and "owner_url" not in found:
        raise _bad("MOTCUA_APP_URL", "thiếu địa chỉ cơ sở dữ liệu.", "đặt thêm MOTCUA_DATABASE_URL của chủ sở hữu.")
    if "database_url" in found and "owner_url" not in found:
        found["owner_url"] = found.pop("database_url")
    if app:
        found["database_url"] = app


def read_settings(env: Mapping[str, str], **overrides: Any) -> Settings:
    """Settings from the environment; `overrides` (the command line) win when not None."""
    found: dict[str, Any] = {}
    for name in sorted(env):
        if not name.startswith("MOTCUA_"):
            continue
        if name not in READERS:
            near = difflib.get_close_matches(name, READERS, n=1)
            remedy = f"có phải ý bạn là {near[0]}?" if near else "xóa biến này, hoặc xem docs/operations.md."
            raise _bad(name, "không có biến cài đặt nào tên như vậy.", remedy)
        setting, read = READERS[name]
        if raw := env[name].strip():
            found[setting] = read(name, raw)
    _database(found)
    _provider(found, "oidc")
    _provider(found, "citizen_oidc")
    providers.gather(found)
    gather_file_settings(found)
    found.setdefault("requires_codes", True)
    found |= {key: value for key, value in overrides.items() if value is not None}
    data_dir = Path(found.setdefault("data_dir", Path(".motcua").absolute()))
    found.setdefault("tenants_dir", paths.tenants())
    found.setdefault("key_file", data_dir / "secrets" / "keys.json")
    host, port = found.get("host", "127.0.0.1"), found.get("port", 8000)
    shown = f"[{host}]" if ":" in host else host
    found.setdefault("base_url", f"http://{'127.0.0.1' if host == '0.0.0.0' else shown}:{port}")  # noqa: S104
    unknown = found.keys() - {each.name for each in fields(Settings)}
    if unknown:
        raise TypeError(f"no such setting: {', '.join(sorted(unknown))}")
    if found.get("pgbouncer_at") and not found.get("owner_url"):
        raise _bad(
            "MOTCUA_PGBOUNCER",
            "PostgreSQL đi kèm không đứng sau PgBouncer.",
            "đặt thêm MOTCUA_DATABASE_URL của máy chủ PostgreSQL, hoặc bỏ biến này.",
        )
    return Settings(**found)


def with_port(settings: Settings, port: int) -> Settings:
    """The same installation on another port (the base address follows when it was the default)."""
    base = settings.base_url
    if base == f"http://127.0.0.1:{settings.port}":
        base = f"http://127.0.0.1:{port}"
    return replace(settings, port=port, base_url=base)
