"""The tracking secret of a receipt, and the day an instant falls on here."""

from __future__ import annotations

import base64
import hashlib
from datetime import date, datetime
from uuid import UUID

from motcua.domain.calendar import local
from motcua.store.secrets import fingerprint


def local_date(at: datetime) -> date:
    return local(at).date()


def tracking_secret(dossier_id: UUID) -> str:
    """128 bits for the receipt's QR, derived with the key file: a reprint shows the same, the database only a hash."""
    return base64.urlsafe_b64encode(fingerprint(str(dossier_id), "dossier.tracking")[:16]).decode().rstrip("=")


def secret_hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
