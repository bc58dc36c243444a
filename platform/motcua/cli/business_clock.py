"""The demo's business clock: it stands while the demo is off.

It shows Wednesday 8-11-2017, 07:30 (the opening day) when the first filling is done, and runs from there. If it ran on
while nobody is looking, the demo would be found closed, or every dossier late; so it only moves while the demo serves,
and goes on where it stopped. A start that falls outside office hours moves on to the next opening, a weekday 07:30.
It never goes back, not even after kill -9: what is on the disk is always a moment that has not been shown yet.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path

from motcua.domain.errors import Conflict
from motcua.settings import HANOI

OPENING_DAY = datetime(2017, 11, 8, 7, 30, tzinfo=HANOI)
OPENS, LAST_START = time_of_day(7, 30), time_of_day(16, 30)
SAVED_EVERY = 30.0  # seconds


def next_office_moment(at: datetime) -> datetime:
    """`at` itself in office hours, otherwise the next weekday's opening."""
    local = at.astimezone(HANOI)
    while local.weekday() >= 5 or local.time() >= LAST_START:
        local = datetime.combine(local.date() + timedelta(days=1), OPENS, HANOI)
    return max(local, datetime.combine(local.date(), OPENS, HANOI)).astimezone(UTC)


class BusinessClock:
    """A `Clock` that stands until `begin`, and remembers where it was."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._shown = next_office_moment(_read(file)) if file.exists() else OPENING_DAY.astimezone(UTC)
        self._began: float | None = None

    def __call__(self) -> datetime:
        if self._began is None:
            return self._shown
        return self._shown + timedelta(seconds=time.monotonic() - self._began)

    def begin(self) -> None:
        if self._began is None:
            self._began = time.monotonic()
            self.save(ahead=SAVED_EVERY)

    def save(self, *, ahead: float = 0.0) -> None:
        """Write down the moment from which a next start goes on."""
        text = json.dumps({"business_now": (self() + timedelta(seconds=ahead)).isoformat()})
        fresh = self._file.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as out:
            out.write(text + "\n")
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(self._file)

    async def keep_saving(self) -> None:
        """Until cancelled; then exactly."""
        try:
            while True:
                await asyncio.sleep(SAVED_EVERY / 2)
                self.save(ahead=SAVED_EVERY)
        finally:
            self.save()


def _read(file: Path) -> datetime:
    try:
        at = datetime.fromisoformat(json.loads(file.read_text("utf-8"))["business_now"])
    except (ValueError, KeyError, TypeError) as error:
        raise Conflict(f"Không đọc được đồng hồ mô phỏng trong {file}. Xóa tệp này để bắt đầu lại.") from error
    return at if at.tzinfo else at.replace(tzinfo=HANOI)
