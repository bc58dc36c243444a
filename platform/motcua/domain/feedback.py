"""Phản ánh, kiến nghị: what kinds there are, where one stands, and what its trail tells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum


class FeedbackState(StrEnum):
    """Where one stands: nobody was named yet, somebody was, it was answered, or it is not for this center to answer."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    DECLINED = "declined"


STATE_NAMES: Mapping[FeedbackState, str] = {
    FeedbackState.RECEIVED: "Đã tiếp nhận",
    FeedbackState.ASSIGNED: "Đang xử lý",
    FeedbackState.ANSWERED: "Đã trả lời",
    FeedbackState.DECLINED: "Không thuộc trường hợp xử lý",
}
OPEN = frozenset({FeedbackState.RECEIVED, FeedbackState.ASSIGNED})

KINDS: Mapping[str, str] = {
    "conduct": "Phản ánh việc làm, thái độ của cán bộ",
    "rules": "Phản ánh quy định, thủ tục chưa hợp lý",
    "proposal": "Kiến nghị, góp ý",
}

ACTS: Mapping[str, str] = {
    "sent": "Người gửi gửi đến",
    "assigned": "Giao người trả lời",
    "answered": "Trả lời",
    "declined": "Trả lời: không thuộc trường hợp xử lý",
    "near": "Sắp hết hạn trả lời",
    "expired": "Quá hạn trả lời",
    "published": "Công khai câu hỏi và trả lời",
    "withdrawn": "Gỡ khỏi trang công khai",
}

LONGEST = 5_000
# What looks like a person's own number, address or mail: asked about once more before it is published, never cut out
# by itself, since a machine would both miss some and spoil others.
_SUSPECT = (
    (re.compile(r"(?<!\d)(?:\d{9}|\d{12})(?!\d)"), "số giấy tờ tùy thân"),
    (re.compile(r"(?<!\d)(?:0|\+84)(?:[ .]?\d){9,10}(?!\d)"), "số điện thoại"),
    (re.compile(r"[^\s@<>]+@[^\s@<>]+\.[a-z]+", re.IGNORECASE), "thư điện tử"),
    (re.compile(r"\d{3}\.\d{2}\.\w{2}\.H\d{2}-\d{6}-\d{4}"), "mã hồ sơ"),
)
_HONORIFIC = re.compile(r"\b(?:ông|bà|anh|chị|cô|chú)\s+(\w)", re.IGNORECASE)


def suspects(text: str) -> tuple[str, ...]:
    """Kinds of personal data that seem to stand in a text that is about to be published."""
    found = [says for pattern, says in _SUSPECT if pattern.search(text)]
    is_named = any(match[1].isupper() for match in _HONORIFIC.finditer(text))
    return tuple([*found, "họ tên người"] if is_named else found)
