"""Dossier codes and tracking secrets.

Thông tư 01/2018/TT-VPCP, Điều 19: `<unit code>-YYMMDD-NNNN`, numbered from 0001 each day at each receiving unit.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import date, datetime
from uuid import UUID

from motcua.domain.calendar import LOCAL
from motcua.domain.errors import Conflict
from motcua.store.secrets import Sealer

MOST_A_DAY = 9_999


def local_date(at: datetime) -> date:
    return at.astimezone(LOCAL).date()


def counter_key(on: date) -> str:
    return f"dossier.{on:%y%m%d}"


def dossier_code(unit_code: str, on: date, number: int) -> str:
    if number > MOST_A_DAY:
        raise Conflict(
            f"Trung tâm đã tiếp nhận {MOST_A_DAY} hồ sơ trong ngày, hết số theo quy định (4 chữ số). "
            "Hãy tiếp nhận tiếp vào ngày làm việc sau."
        )
    return f"{unit_code}-{on:%y%m%d}-{number:04}"


def tracking_secret(sealer: Sealer, center: str, dossier_id: UUID) -> str:
    """128 bits for the QR of the receipt, derived from the key file: a reprint shows the same, the database none of it."""
    whole = sealer.fingerprint(str(dossier_id), f"{center}\0tracking")
    return base64.urlsafe_b64encode(whole[:16]).decode().rstrip("=")


def secret_hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
