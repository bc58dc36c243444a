"""The province's own trail: each act of its console, chained, in the transaction of the act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.domain.people import Staff
from motcua.store.engine import transaction
from motcua.store.queries.province_trail import events_before
from motcua.store.queries.review import append_events, lock_review, review_faults

PAGE = 50
KINDS: Mapping[str, str] = {
    "announced": "Đăng thông báo",
    "announcement_ended": "Gỡ thông báo",
    "access_asked": "Đề nghị truy cập khẩn cấp",
    "access_given": "Đồng ý cho truy cập khẩn cấp",
    "access_refused": "Không đồng ý cho truy cập khẩn cấp",
    "access_used": "Vào trung tâm theo truy cập khẩn cấp",
    "access_ended": "Kết thúc truy cập khẩn cấp",
    "center_added": "Thêm trung tâm",
    "plugin_on": "Bật gói thủ tục tại trung tâm",
    "plugin_off": "Tắt gói thủ tục tại trung tâm",
    "calendar_decided": "Quyết định lịch chung",
    "officer_added": "Tạo tài khoản của tỉnh",
    "officer_reset": "Đặt lại mật khẩu",
    "officer_code_reset": "Bỏ xác thực hai bước",
    "officer_locked": "Khóa tài khoản",
    "officer_unlocked": "Mở khóa tài khoản",
}
LABELS: Mapping[str, str] = {
    "center": "Trung tâm",
    "plugin": "Gói thủ tục",
    "day": "Ngày",
    "kind": "Loại ngày",
    "title": "Tiêu đề",
    "document": "Văn bản",
    "reason": "Lý do",
    "answer": "Ý kiến",
    "officer": "Cán bộ",
    "length": "Thời gian",
    "ends_at": "Đến",
    "account": "Tài khoản",
    "roles": "Vai trò",
    "accounts": "Số tài khoản được tạo",
    "published": "Số thủ tục công bố",
}


@dataclass(frozen=True, slots=True)
class TrailLine:
    seq: int
    at: datetime
    says: str
    who: str
    details: tuple[tuple[str, str], ...]


async def note(
    actor: Staff | None, kind: str, at: datetime, data: Mapping[str, Any], *, about: str = "province"
) -> None:
    """Inside the province's transaction; `at` is real time."""
    if kind not in KINDS:
        raise ValueError(kind)
    await lock_review()
    await append_events([(about, kind, data)], actor, at)


async def trail(before: int | None = None) -> tuple[tuple[TrailLine, ...], int | None]:
    """A page, the newest first, and what the next one begins after."""
    async with transaction():
        found = await events_before(before, limit=PAGE + 1)
    lines = tuple(
        TrailLine(
            each["seq"],
            each["at"],
            KINDS.get(each["kind"], each["kind"]),
            each["actor_name"],
            tuple((LABELS[key], str(value)) for key, value in each["data"].items() if key in LABELS and value),
        )
        for each in found[:PAGE]
    )
    return lines, lines[-1].seq if len(found) > PAGE else None


async def faults() -> tuple[str, ...]:
    """What is broken in the chain, in sentences; none: whole."""
    async with transaction():
        return tuple(each.replace("Nhật ký rà soát", "Nhật ký của tỉnh") for each in await review_faults())
