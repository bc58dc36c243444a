"""What each act of the post asks of who does it: one definition that the page shows and the server checks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from motcua.domain.calendar import LOCAL, local
from motcua.domain.errors import Refused
from motcua.domain.post import PostAct
from motcua.services.dossiers.asked import MoveField, cleaned
from motcua.services.post.tasks import PostTask

RELATIONS = (
    ("applicant", "Chính người nộp hồ sơ"),
    ("family", "Người thân cùng địa chỉ"),
    ("proxy", "Người được ủy quyền"),
)
SHORTEST_ID, LONGEST_ID = 6, 20
_TIME = re.compile(r"([0-9]{1,2})[:hg]([0-9]{2})")
_NOTE = MoveField("note", "Ghi chú", "text")
_POSTAGE = MoveField(
    "postage",
    "Cước bưu chính (đồng)",
    "money",
    hint="Do bưu chính thu, không tính vào phí, lệ phí của thủ tục. Bỏ trống nếu không thu.",
)


def fields_of(act: PostAct, task: PostTask, now: datetime) -> tuple[MoveField, ...]:
    number = MoveField("posting_number", "Số hiệu bưu gửi", "text", required=True, initial=task.posting_number)
    match act:
        case PostAct.COLLECT:
            papers = MoveField("papers", "Giấy tờ đã nhận", required=True, hint="Mỗi dòng một loại, ghi rõ số bản.")
            return papers, number, _POSTAGE
        case PostAct.MISS | PostAct.FAIL | PostAct.BRING_BACK | PostAct.CANCEL:
            return (MoveField("reason", "Lý do", "text", required=True),)
        case PostAct.DELIVER:
            at = local(now)
            return (
                MoveField("received_by", "Họ và tên người nhận", "text", required=True),
                MoveField("relation", "Người nhận là", "choice", required=True, options=RELATIONS),
                MoveField("id_number", "Số giấy tờ tùy thân của người nhận", "text", required=True),
                MoveField("delivered_on", "Ngày phát", "date", required=True, initial=f"{at:%d/%m/%Y}"),
                MoveField("delivered_time", "Giờ phát", "text", required=True, hint="Ví dụ 14:30."),
                number,
                _POSTAGE,
            )
        case _:
            return (_NOTE,)


def read(act: PostAct, task: PostTask, data: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """What was typed, cleaned. With `delivered_at` (aware) where something was delivered."""
    given = cleaned(fields_of(act, task, now), data)
    if act is PostAct.DELIVER:
        given["id_number"] = _id_number(given["id_number"])
        given["delivered_at"] = _instant(given.pop("delivered_on"), given.pop("delivered_time"), task.changed_at, now)
    return given


def _id_number(text: str) -> str:
    number = "".join(text.split()).upper()
    if not (number.isascii() and number.isalnum() and SHORTEST_ID <= len(number) <= LONGEST_ID):
        says = f"Số giấy tờ tùy thân gồm {SHORTEST_ID} đến {LONGEST_ID} chữ số hoặc chữ cái không dấu."
        raise Refused(says, {"id_number": says})
    return number


def _instant(on: date, text: str, since: datetime, now: datetime) -> datetime:
    match = _TIME.fullmatch("".join(text.split()).lower())
    hour, minute = (int(match[1]), int(match[2])) if match else (24, 0)
    if hour > 23 or minute > 59:
        raise Refused("Giờ phát viết như 14:30.", {"delivered_time": "Giờ phát viết như 14:30."})
    at = datetime.combine(on, time(hour, minute), LOCAL)
    if at > now:
        raise Refused("Lúc phát không thể ở sau lúc này.", {"delivered_time": "Lúc phát không thể ở sau lúc này."})
    if at < since.replace(second=0, microsecond=0):
        says = "Lúc phát không thể trước khi bưu chính nhận kết quả, hoặc trước lần phát không được gần nhất."
        raise Refused(says, {"delivered_time": says})
    return at
