"""A finding, and a report of findings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from motcua.catalog.plugins import described
from motcua.domain.errors import MotCuaError


class Level(StrEnum):
    """`bad` is to be mended today and makes the exit code 1; `warn` is to be looked at."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """`area` groups the lines; `says` is what was found, `do` what to do about it (empty when all is well)."""

    area: str
    level: Level
    says: str
    do: str = ""

    def __post_init__(self) -> None:
        if (self.level is Level.OK) != (self.do == ""):
            raise ValueError(f"{self.area}: what is wrong says what to do, what is right does not")


@dataclass(frozen=True, slots=True)
class Report:
    findings: tuple[Finding, ...]

    @property
    def is_well(self) -> bool:
        return all(finding.level is not Level.BAD for finding in self.findings)

    def to_data(self) -> dict[str, Any]:
        return {"is_well": self.is_well, "findings": [asdict(finding) for finding in self.findings]}


def well(area: str, says: str) -> Finding:
    return Finding(area, Level.OK, says)


def warn(area: str, says: str, do: str) -> Finding:
    return Finding(area, Level.WARN, says, do)


def bad(area: str, says: str, do: str) -> Finding:
    return Finding(area, Level.BAD, says, do)


def some(keys: Iterable[str], most: int = 8) -> str:
    """`a, b, c và 4 nơi khác`."""
    listed = sorted(keys)
    rest = len(listed) - most
    return ", ".join(listed[:most]) + (f" và {rest} nơi khác" if rest > 0 else "")


async def examined(area: str, look: Callable[[], Awaitable[Iterable[Finding]]]) -> list[Finding]:
    """What `look` finds; what stops it is a finding too. A foreseen mistake says itself, with its remedy."""
    try:
        return list(await look())
    except MotCuaError as error:
        return [bad(area, str(error), "sửa theo câu trên rồi chạy lại motcua doctor.")]
    except Exception as error:
        return [bad(area, f"không kiểm tra được: {described(error)}.", "gửi dòng này cho người phụ trách kỹ thuật.")]
