"""What a center says to people in words of its own, and of what it tells nobody."""

from __future__ import annotations

from pathlib import Path

from motcua.centers.tables import Table
from motcua.domain.errors import DataError
from motcua.domain.messages import OCCASIONS


def read_messages(folder: Path) -> dict[str, str]:
    """The center's own templates of messages: `messages/<occasion>.txt`. What they say is examined by the check."""
    found = {}
    for path in sorted(folder.glob("*.txt")):
        if path.stem not in OCCASIONS:
            raise DataError(
                str(path),
                "tên tệp",
                f"không có loại thông báo “{path.stem}”.",
                f"đặt tên theo một trong: {', '.join(OCCASIONS)}.",
            )
        found[path.stem] = path.read_text(encoding="utf-8")
    return found


def read_not_told(table: Table) -> frozenset[str]:
    """The occasions that are switched off here. What is owed to people can't be: the law asks for it."""
    free = [key for key, occasion in OCCASIONS.items() if not occasion.is_owed]
    for key in (named := table.texts("not_told", ())):
        if key not in free:
            raise table.wrong("not_told", f"“{key}” không tắt được.", f"chỉ tắt được: {', '.join(free)}.")
    return frozenset(named)
