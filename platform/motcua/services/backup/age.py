"""How old a backup may be: the console, `motcua tenant check` and `motcua doctor` say the same of the same center."""

from __future__ import annotations

from datetime import datetime, timedelta

# One is made every night: after this a night was missed.
OLD = timedelta(hours=26)
TOO_OLD = timedelta(hours=74)
NEVER = "Chưa sao lưu lần nào"


def trouble(backed_up_at: datetime | None, now: datetime) -> str:
    """What is wrong with a center's last backup, as a sentence without its full stop; "" for nothing."""
    if backed_up_at is None:
        return NEVER
    return "Sao lưu đã cũ" if now - backed_up_at > OLD else ""
