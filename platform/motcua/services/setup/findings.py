"""One line of a readiness report: how much it matters, what it is, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """How much a finding matters."""

    STOPS = "stops"
    WARNS = "warns"


WEIGHT_NAMES = {Weight.STOPS: "Chưa làm việc được", Weight.WARNS: "Cần làm thêm"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to be done. `topic` is a key for machines: people, desks, procedures, calendar, letters, mail, backup,
    data."""

    weight: Weight
    topic: str
    says: str
    remedy: str

    def to_data(self) -> dict[str, str]:
        return {"weight": self.weight.value, "topic": self.topic, "says": self.says, "remedy": self.remedy}


def stop(topic: str, says: str, remedy: str) -> Finding:
    return Finding(Weight.STOPS, topic, says, remedy)


def warn(topic: str, says: str, remedy: str) -> Finding:
    return Finding(Weight.WARNS, topic, says, remedy)
