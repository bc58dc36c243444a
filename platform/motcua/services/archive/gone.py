"""What is said of a dossier whose time to be kept has ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.services.codes import local_date
from motcua.store.queries.archive import disposal_of


async def destroyed_says(dossier: Mapping[str, Any]) -> str:
    """A sentence for its page, in the open transaction; "" for a dossier that is still kept (its row)."""
    at = dossier["destroyed_at"]
    if at is None:
        return ""
    found = await disposal_of(dossier["id"])
    minutes = f" theo biên bản số {found['minutes']}" if found is not None and found["minutes"] else ""
    return f"Hồ sơ hết thời hạn bảo quản, đã tiêu hủy ngày {local_date(at):%d/%m/%Y}{minutes}."
