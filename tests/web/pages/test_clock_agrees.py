"""The what-if page and `motcua due` answer the same for any date of 2017–2027: both real ways, line by line.

300 cases a run; with `-m slow` every day of the eleven years. A mismatch prints its question; runs are the same every
time. A pause that is still open is left out: it is counted to the present moment, and each way has its own.
"""

from __future__ import annotations

import html
import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner

from motcua.cli.due import due_command
from motcua.domain.calendar import PAUSE_SAYS
from motcua.domain.regimes import REGIMES
from motcua.domain.states import PAUSE_REASONS
from motcua.services.deadlines import why

FIRST, DAYS = datetime(2017, 1, 1), (datetime(2028, 1, 1) - datetime(2017, 1, 1)).days
AMOUNTS = {"wd": ("0,5", "1", "1,5", "2,5", "3", "10", "30"), "d": ("1", "7", "15", "30", "60"), "h": ("1", "4", "7")}
EDGES = ((7, 29), (7, 30), (11, 30), (12, 0), (13, 0), (15, 0), (15, 1), (17, 0), (23, 59))
ROW = re.compile(
    r'<th scope="row">(.*?)</th>\s*<td data-label="Phút làm việc">(.*?)</td>\s*<td data-label="Căn cứ">(.*?)</td>', re.S
)


@dataclass(frozen=True)
class Question:
    """One question as a person types it on the page, and as a line of `--batch`."""

    received: datetime
    amount: str
    unit: str
    regime: str
    kind: str = ""
    from_at: datetime | None = None
    to_at: datetime | None = None

    @property
    def address(self) -> str:
        typed = {"amount": self.amount, "unit": self.unit, "regime": self.regime, "kind": self.kind}
        for name, at in (("", self.received), ("from_", self.from_at), ("to_", self.to_at)):
            if at is not None:
                typed |= {f"{name}on": f"{at.day}/{at.month}/{at.year}", f"{name}at": f"{at:%H:%M}"}
        return f"/thoi-han?{urlencode(typed)}"

    @property
    def line(self) -> str:
        asked: dict[str, Any] = {
            "received": f"{self.received:%Y-%m-%dT%H:%M}",
            "term": self.unit if self.unit in ("same_day", "none") else f"{self.amount.replace(',', '.')}{self.unit}",
        }
        if self.regime:
            asked["regime"] = self.regime
        if self.from_at is not None and self.to_at is not None:
            asked["pauses"] = [
                {
                    "from": f"{self.from_at:%Y-%m-%dT%H:%M}",
                    "to": f"{self.to_at:%Y-%m-%dT%H:%M}",
                    "kind": self.kind,
                }
            ]
        return json.dumps(asked)


def questions(days: Iterable[int], seed: int) -> Iterator[Question]:
    dice = random.Random(seed)
    for day in days:
        received = FIRST + timedelta(days=day, minutes=dice.randrange(1440))
        if dice.random() < 1 / 3:
            hour, minute = dice.choice(EDGES)
            received = received.replace(hour=hour, minute=minute)
        unit = dice.choice(("wd", "wd", "wd", "d", "d", "h", "same_day", "none"))
        amount = dice.choice(AMOUNTS.get(unit, ("",)))
        regime = dice.choice(("", *(each.key for each in REGIMES)))
        if dice.random() < 0.5:
            yield Question(received, amount, unit, regime)
            continue
        from_at = received + timedelta(minutes=dice.randrange(20 * 1440))
        to_at = from_at + timedelta(minutes=dice.randrange(15 * 1440))
        yield Question(received, amount, unit, regime, dice.choice(("supplement", *PAUSE_REASONS)), from_at, to_at)


def on_page(text: str) -> list[tuple[str, int, str]]:
    """(what is said, minutes, document), a row a line; the page begins a line with a capital."""
    plain = [tuple(html.unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in row) for row in ROW.findall(text)]
    return [(says[:1].lower() + says[1:], int(minutes or 0), document) for says, minutes, document in plain]


def commanded(asked: list[Question]) -> list[list[tuple[str, int, str]]]:
    answer = CliRunner().invoke(
        due_command, ["--center", "que-vo", "--batch"], input="".join(f"{each.line}\n" for each in asked)
    )
    assert answer.exit_code == 0, answer.output[-2000:]
    return [
        [
            (line["says"][:1].lower() + line["says"][1:], line["minutes"], line["document"] or "")
            for line in json.loads(found)["explanation"]
        ]
        for found in answer.output.splitlines()
    ]


async def differing(reception: Any, asked: list[Question]) -> list[Question]:
    told = commanded(asked)
    assert len(told) == len(asked)
    different = []
    for question, lines in zip(asked, told, strict=True):
        page = await reception.see(question.address)
        assert page.status_code == 200, (question, page.text[:2000])
        if on_page(page.text) != lines:
            different.append(question)
    return different


async def test_three_hundred_random_questions_are_answered_the_same(reception: Any) -> None:
    dice = random.Random(7)
    asked = list(questions((dice.randrange(DAYS) for _ in range(300)), 71))
    assert await differing(reception, asked) == []
    assert {each.regime for each in asked} == {"", *(regime.key for regime in REGIMES)}
    assert {each.unit for each in asked} == {"wd", "d", "h", "same_day", "none"}
    assert {each.kind for each in asked} >= {"", *PAUSE_REASONS}


@pytest.mark.slow
async def test_every_day_of_eleven_years_is_answered_the_same(reception: Any) -> None:
    assert await differing(reception, list(questions(range(DAYS), 72))) == []


async def test_a_page_that_counts_otherwise_is_found(reception: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: the page takes every regime for the first."""
    asked = [
        Question(
            datetime(2019, 3, 4, 9),
            "10",
            "wd",
            "nd61_2018",
            "supplement",
            datetime(2019, 3, 5, 9),
            datetime(2019, 3, 8, 9),
        )
    ]
    assert await differing(reception, asked) == []
    monkeypatch.setattr(why, "regime_named", lambda key, regimes: regimes[0])
    assert await differing(reception, asked) == asked


def test_both_ways_know_the_same_pauses() -> None:
    assert set(PAUSE_SAYS) == set(PAUSE_REASONS)
