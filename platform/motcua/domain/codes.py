"""The codes by which lists name a procedure; its own key never changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

_NATIONAL = re.compile(r"[0-9]\.[0-9]{6}")


@dataclass(frozen=True, slots=True)
class ProcedureCode:
    """A code of a procedure in one list. Dates may be unknown: codes like 1.001612 did not exist in 2017."""

    scheme: str
    code: str
    valid_from: date | None = None
    valid_to: date | None = None

    def problems(self) -> Iterator[str]:
        if self.scheme == "national" and not _NATIONAL.fullmatch(self.code):
            yield f"mã quốc gia “{self.code}” không đúng dạng 1.001612."
        if self.valid_from and self.valid_to and self.valid_from > self.valid_to:
            yield f"mã “{self.code}” hết hiệu lực trước khi có hiệu lực."

    def to_data(self) -> dict[str, Any]:
        return {
            "scheme": self.scheme,
            "code": self.code,
            "valid_from": self.valid_from.isoformat() if self.valid_from else None,
            "valid_to": self.valid_to.isoformat() if self.valid_to else None,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> ProcedureCode:
        starts, ends = (date.fromisoformat(data[key]) if data[key] else None for key in ("valid_from", "valid_to"))
        return cls(data["scheme"], data["code"], starts, ends)


def national(code: str, valid_from: date | None = None, valid_to: date | None = None) -> ProcedureCode:
    """A code of the national database of procedures: `national("1.001612")`."""
    return ProcedureCode("national", code, valid_from, valid_to)


def local(code: str, valid_from: date | None = None, valid_to: date | None = None) -> ProcedureCode:
    """A code of the province's own list, as before 2018: `local("BNI-275123")`."""
    return ProcedureCode("local", code, valid_from, valid_to)
