"""The machine: secrets and who may read them, room on the disk, the address people use and its certificate."""

from __future__ import annotations

import json
import shutil
import socket
import ssl
import stat
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from motcua.letters.seal import read_seal
from motcua.services.backup.hidden import left_behind
from motcua.services.doctor.finding import Finding, bad, warn, well
from motcua.settings import Settings
from motcua.store.secrets import load_sealer

SETTINGS, SECRETS, DISK, SERVING, CERTIFICATE = "Cài đặt", "Khóa và mật khẩu", "Đĩa", "Phục vụ", "Chứng thư TLS"
GIGABYTE = 1024**3
LEAST_FREE, SCARCE = 2 * GIGABYTE, 10 * GIGABYTE
FULL, NEARLY_FULL = 0.95, 0.85
DAYS_LEFT, DAYS_SCARCE = 7, 21
SECONDS = 5.0


def settings(set_: Settings) -> Iterator[Finding]:
    """What reads well and is still unwise on a server that people use."""
    yield well(SETTINGS, f"Đọc được; dữ liệu ở {set_.data_dir}, trung tâm ở {set_.tenants_dir}.")
    if set_.demo_clock is not None:
        yield bad(SETTINGS, "MOTCUA_CLOCK đang đặt: đồng hồ mô phỏng, mọi hạn trả đều sai ngày.", "xóa biến này.")
    if (set_.data_dir / "demo.json").exists():
        yield warn(SETTINGS, f"{set_.data_dir} là dữ liệu mẫu.", "dùng thư mục khác (MOTCUA_DATA) cho dữ liệu thật.")
    if not set_.secure_cookies:
        yield warn(
            SETTINGS,
            f"Địa chỉ {set_.base_url} không mã hóa (http).",
            "đặt MOTCUA_BASE_URL=https://… khi đã có máy chủ TLS đứng trước (infra/caddy/Caddyfile).",
        )
    elif not set_.trusted_proxies:
        yield warn(
            SETTINGS,
            "Máy chủ TLS đứng trước nhưng không được tin: mọi người bị đếm chung một địa chỉ khi gõ sai.",
            "đặt MOTCUA_TRUSTED_PROXIES=127.0.0.1 (địa chỉ của Caddy).",
        )
    if set_.allows_insecure_http:
        yield bad(SETTINGS, "MOTCUA_INSECURE_HTTP=1: mật khẩu đi trên mạng không mã hóa.", "bỏ biến này, dùng TLS.")
    if set_.metrics_at and set_.metrics_at[0] not in ("127.0.0.1", "::1", "localhost"):
        yield warn(
            SETTINGS,
            f"Số liệu (MOTCUA_METRICS) mở trên {set_.metrics_at[0]}.",
            "chỉ cho máy Prometheus vào cổng này, hoặc dùng 127.0.0.1.",
        )


def secrets(set_: Settings) -> Iterator[Finding]:
    """Never makes what is missing: a new key would open nothing."""
    key = set_.key_file
    if not key.exists():
        yield bad(
            SECRETS,
            f"Không có tệp khóa {key}: số giấy tờ đã lưu không đọc được.",
            "nếu đã có dữ liệu: chép tệp khóa từ bản sao lưu về (xem docs/runbook.md, mục mất khóa); "
            "nếu là máy mới: chạy motcua serve một lần.",
        )
    else:
        sealer = load_sealer(key)
        yield well(SECRETS, f"Tệp khóa {key} đọc được, tên {sealer.name}. Giữ một bản ngoài máy này.")
        if set_.data_dir.exists() and key.stat().st_uid != set_.data_dir.stat().st_uid:
            yield bad(
                SECRETS,
                f"Tệp khóa {key} không thuộc tài khoản chạy dịch vụ.",
                f'chạy: chown --reference="{set_.data_dir}" "{key}"',
            )
    if set_.secrets_dir.exists():
        for path in (set_.secrets_dir, *sorted(set_.secrets_dir.iterdir())):
            if stat.S_IMODE(path.stat().st_mode) & 0o077:
                mode = "700" if path.is_dir() else "600"
                yield bad(SECRETS, f"{path} đang mở cho tài khoản khác.", f'chạy: chmod {mode} "{path}"')
        if first := sorted(path.name for path in set_.secrets_dir.glob("mat-khau-lan-dau-*.csv")):
            yield warn(
                SECRETS,
                f"Còn {len(first)} tệp mật khẩu lần đầu ({first[0]}…).",
                f"phát cho từng người rồi xóa trong {set_.secrets_dir}.",
            )
    if set_.seal_file is None:
        yield well(SECRETS, "Không đóng dấu điện tử lên văn bản (MOTCUA_SEAL không đặt).")
    else:
        read_seal(set_)
        yield well(SECRETS, f"Dấu điện tử {set_.seal_file} mở được và còn hạn.")


def disk(set_: Settings) -> Iterator[Finding]:
    place = next(path for path in (set_.data_dir, *set_.data_dir.parents) if path.exists())
    yield of_disk(place, *shutil.disk_usage(place))
    if left := left_behind(set_):
        yield warn(
            DISK,
            f"Lần phục hồi, nhập trung tâm bị ngắt giữa chừng còn để lại {', '.join(str(each) for each in left)}.",
            "chạy lại lệnh đó: nó tự dọn trước khi làm; không làm lại thì xóa bằng tay.",
        )


def of_disk(place: Path, total: int, used: int, free: int) -> Finding:
    """`used` and `total` in bytes; a database that finds no room stops every center at once."""
    says = f"Còn {free / GIGABYTE:.1f} GB trong {total / GIGABYTE:.0f} GB ({place})."
    share = (total - free) / total if total else 1
    do = "xem docs/runbook.md, mục đầy đĩa; việc đầu tiên: xóa bản sao lưu cũ đã có ở nơi khác."
    if free < LEAST_FREE or share > FULL:
        return bad(DISK, says, do)
    if free < SCARCE or share > NEARLY_FULL:
        return warn(DISK, says, do)
    return well(DISK, says)


def serving(set_: Settings) -> Iterator[Finding]:
    host = "127.0.0.1" if set_.host in ("0.0.0.0", "::") else set_.host  # noqa: S104
    address = f"http://{f'[{host}]' if ':' in host else host}:{set_.port}/health/ready"
    try:
        with urllib.request.urlopen(address, timeout=SECONDS) as answer:
            told = json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            told = json.load(error)
    except (OSError, ValueError):
        yield warn(SERVING, f"Không ai trả lời ở {address}.", "chạy: systemctl start motcua (hoặc motcua serve).")
        return
    if told.get("ready"):
        yield well(SERVING, f"Đang phục vụ {len(told.get('centers', {}))} trung tâm ở {set_.base_url}.")
    else:
        yield bad(
            SERVING, f"Chưa phục vụ được: {told.get('phase', '')}.", "chờ khởi động xong, hoặc: journalctl -u motcua."
        )


def certificate(set_: Settings) -> Iterator[Finding]:
    parts = urlsplit(set_.base_url)
    if parts.scheme != "https" or not parts.hostname:
        return
    name, port = parts.hostname, parts.port or 443
    try:
        with (
            socket.create_connection((name, port), SECONDS) as raw,
            ssl.create_default_context().wrap_socket(raw, server_hostname=name) as secured,
        ):
            ends = ssl.cert_time_to_seconds(str((secured.getpeercert() or {})["notAfter"]))
    except ssl.SSLCertVerificationError as error:
        yield bad(
            CERTIFICATE,
            f"Trình duyệt không tin chứng thư của {name}: {error.verify_message}.",
            "xem docs/runbook.md, mục chứng thư hết hạn.",
        )
        return
    except OSError as error:
        yield bad(CERTIFICATE, f"Không nối được {name}:{port}: {error}.", "kiểm tra Caddy: systemctl status caddy.")
        return
    yield of_certificate(name, datetime.fromtimestamp(ends, UTC), datetime.now(UTC))


def of_certificate(name: str, ends: datetime, now: datetime) -> Finding:
    left = (ends - now).days
    says = f"Chứng thư của {name} còn {left} ngày (đến {ends:%d/%m/%Y})."
    do = "xem docs/runbook.md, mục chứng thư hết hạn."
    if left < DAYS_LEFT:
        return bad(CERTIFICATE, says, do)
    return warn(CERTIFICATE, says, do) if left < DAYS_SCARCE else well(CERTIFICATE, says)
