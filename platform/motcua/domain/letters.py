"""A printed form that a plugin brings: a Typst template in the plugin's folder `letters/`, named by the procedure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_TEMPLATE = re.compile(r"[a-z0-9][a-z0-9_-]*\.typ")
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Letter:
    """`Letter("giay-chung-nhan", "Giấy chứng nhận đăng ký hộ kinh doanh", "giay_chung_nhan.typ")`."""

    key: str
    title: str
    template: str

    def problems(self) -> Iterator[str]:
        if not _KEY.fullmatch(self.key):
            yield f"khóa mẫu in “{self.key}” không hợp lệ (chữ thường không dấu, gạch nối)."
        if not _TEMPLATE.fullmatch(self.template):
            yield f"mẫu in “{self.template}” phải là tên một tệp .typ trong thư mục letters/ của cơ quan."

    def to_data(self) -> dict[str, Any]:
        return {"key": self.key, "title": self.title, "template": self.template}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Letter:
        return cls(data["key"], data["title"], data["template"])
