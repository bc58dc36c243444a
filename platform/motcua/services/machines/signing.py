"""How a delivery proves where it comes from: as Standard Webhooks (https://www.standardwebhooks.com) says."""

from __future__ import annotations

import base64
import hmac
import secrets
from hashlib import sha256

MARK = "whsec_"


def new_secret() -> str:
    return MARK + base64.b64encode(secrets.token_bytes(32)).decode()


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """HMAC-SHA256 over id, time and body, so that none can be exchanged and an old delivery can be told by its time."""
    key = base64.b64decode(secret.removeprefix(MARK))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, sha256).digest()).decode()
