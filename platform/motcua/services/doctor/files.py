"""Where files lie, and who looks for viruses in them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from motcua.domain.errors import Unavailable
from motcua.services.doctor.finding import Finding, bad, warn, well
from motcua.settings import Settings
from motcua.store.blobs import open_blobs
from motcua.store.clamd import Clamd, NotScanned
from motcua.store.inspection import Seen

STORE, SCANNER = "Kho tệp", "Diệt vi-rút"
SIGNATURES_OLD = timedelta(days=3)
WAITED_TOO_LONG = timedelta(hours=1)


async def store(set_: Settings) -> Iterable[Finding]:
    """Nothing is written: a folder that is not there yet is made by the first start."""
    if not set_.files.kept_at:
        folder = set_.files_dir
        if folder.exists() and not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            return [
                bad(STORE, f"Không ghi được vào {folder}.", f'chạy: chown --reference="{set_.data_dir}" "{folder}"')
            ]
        return [well(STORE, f"Tệp nằm ở {folder}.")]
    try:
        await open_blobs(set_).check()
    except Unavailable:
        do = "kiểm tra tên kho, đường mạng và các biến AWS_…, rồi chạy lại motcua doctor."
        return [bad(STORE, f"Kho {set_.files.kept_at} không trả lời: không nhận, không mở được tệp nào.", do)]
    return [well(STORE, f"Kho {set_.files.kept_at} trả lời.")]


async def scanner(set_: Settings, now: datetime) -> Iterable[Finding]:
    address = set_.files.scanner
    if not address:
        do = "cài clamav-daemon rồi đặt MOTCUA_CLAMD (docs/operations.md, mục Files and viruses)."
        return [warn(SCANNER, "Không ai quét vi-rút các tệp tải lên (MOTCUA_CLAMD không đặt).", do)]
    try:
        says = await Clamd(address).version()
    except NotScanned:
        meanwhile = "tệp mới phải chờ" if set_.files.waits_for_scanner else "tệp mới được nhận mà chưa quét"
        do = "chạy: systemctl start clamav-daemon"
        return [bad(SCANNER, f"clamd ở {address} không trả lời: {meanwhile}.", do)]
    return [of_signatures(address, says, now)]


def of_signatures(address: str, says: str, now: datetime) -> Finding:
    """`says`: what clamd answers to VERSION, engine/number/day of its signatures."""
    engine, _, rest = says.partition("/")
    _, _, day = rest.partition("/")
    try:
        made = datetime.strptime(day.strip(), "%a %b %d %H:%M:%S %Y").replace(tzinfo=UTC)
    except ValueError:
        return well(SCANNER, f"{engine} ở {address} trả lời; mẫu vi-rút của riêng cơ quan.")
    told = f"{engine} ở {address} trả lời; mẫu vi-rút ngày {made:%d/%m/%Y}."
    if now - made > SIGNATURES_OLD:
        return warn(SCANNER, told, "mẫu đã cũ; chạy: systemctl status clamav-freshclam")
    return well(SCANNER, told)


def waiting(seen: Seen, now: datetime) -> Iterator[Finding]:
    """Files that nobody may open yet. Nothing is said where none wait."""
    if seen.files_waiting and seen.files_since is not None:
        hours = (now - seen.files_since).total_seconds() / 3600
        level = bad if now - seen.files_since > WAITED_TOO_LONG else warn
        do = "làm cho clamd chạy lại; tệp tự được quét trong vòng 5 phút."
        yield level(SCANNER, f"{seen.files_waiting} tệp chờ quét, tệp lâu nhất {max(hours, 0):.0f} giờ.", do)
