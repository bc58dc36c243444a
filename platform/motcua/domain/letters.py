"""A printed form that a plugin brings: its Typst template, and the answers that the template reads.

The text of the template is stored with the procedure's version, so that a dossier prints by the form of its day after
the plugin has moved on.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.domain.letter_kinds import BY_SLUG

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST = 60_000


@dataclass(frozen=True, slots=True)
class Letter:
    """`source` is the template's text; `answers` the questions of the form, or groups of rows, that it may read."""

    key: str
    title: str
    source: str
    answers: tuple[str, ...] = ()

    def problems(self, form: Container[str]) -> Iterator[str]:
        """`form`: every key of the procedure's form."""
        if not _KEY.fullmatch(self.key):
            yield f"khóa mẫu in “{self.key}” không hợp lệ (chữ thường không dấu, gạch nối)."
        if self.key in BY_SLUG:
            yield f"khóa mẫu in “{self.key}” là tên của một giấy tờ chung."
        if not self.title.strip():
            yield f"mẫu in “{self.key}” chưa có tên."
        if not self.source.strip() or len(self.source) > LONGEST:
            yield f"mẫu in “{self.key}” phải có nội dung Typst, dài nhất {LONGEST} ký tự."
        if "@preview" in self.source or "@local" in self.source:
            yield f"mẫu in “{self.key}” không được dùng gói ngoài (@preview, @local)."
        for key in self.answers:
            if key not in form:
                yield f"mẫu in “{self.key}” đọc mục “{key}” không có trong tờ khai."

    def to_data(self) -> dict[str, Any]:
        return {"key": self.key, "title": self.title, "source": self.source, "answers": list(self.answers)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Letter:
        return cls(data["key"], data["title"], data["source"], tuple(data["answers"]))
