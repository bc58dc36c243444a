"""How long a letter and a due date take on this machine, for docs/performance.md: `uv run infra/measure/run.py`.

Letters are those of `tests/letters` (their usual content) by one warm worker, each time for another person: Typst keeps
what it has already set, and the same letter twice would be measured too well. Due dates are reckoned on the calendar of
Quế Võ, whose tables are ready, over all its days of 2018 to 2026.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.letters.letters_of import every_letter, issue_of  # noqa: E402

from motcua import paths  # noqa: E402
from motcua.centers import read_centers  # noqa: E402
from motcua.domain.calendar import LOCAL, Calendar, due, reckon  # noqa: E402
from motcua.domain.regimes import regime_on  # noqa: E402
from motcua.domain.terms import Term  # noqa: E402
from motcua.letters.rendering import Letters, letters_pool  # noqa: E402

TERMS = [Term.parse(spelled) for spelled in ("0.5wd", "3wd", "10wd", "15d", "4h", "same_day")]
CENTER = "que-vo"


class Took(NamedTuple):
    """Milliseconds of the first printing, of the quickest, of the middle one, and of the 95th in a hundred."""

    kind: str
    first: float
    least: float
    median: float
    p95: float


async def letters(times: int) -> list[Took]:
    found = []
    async with letters_pool(size=1) as pool:
        printer = Letters(pool, paths.templates() / "letters")
        for kind, letter in ((kind, letter) for kind, size, letter in every_letter() if size == "usual"):
            issue, took = issue_of(kind), []
            for number in range(times):
                another = for_another(letter, number)
                began = time.perf_counter()
                await printer.print_letter(another, issue)
                took.append((time.perf_counter() - began) * 1000)
            warm = sorted(took[1:])
            found.append(Took(kind, took[0], warm[0], statistics.median(warm), warm[int(len(warm) * 0.95)]))
    return found


def for_another(letter: Any, number: int) -> Any:
    """The letter with another name, address, code, link and reason."""
    known = {each.name for each in fields(letter)}
    changed = {
        name: f"{getattr(letter, name)} {number}" for name in ("request", "reason", "tracking_link") if name in known
    }
    if "code" in known and letter.code:
        changed["code"] = f"{letter.code[:-4]}{number:04d}"
    if "submitter" in known:
        name, address = (f"{text} {number}" for text in (letter.submitter.name, letter.submitter.address))
        changed["submitter"] = replace(letter.submitter, name=name, dossier_of=name, address=address)
    return replace(letter, **changed)


def starts(how_many: int) -> list[datetime]:
    dice, first = random.Random(7), datetime(2018, 1, 1, tzinfo=LOCAL)  # noqa: S311
    return [first + timedelta(minutes=dice.randrange(9 * 365 * 1440)) for _ in range(how_many)]


def a_second(one: Callable[[datetime, Term], object], how_many: int) -> float:
    """How many of these are done in a second: the middle of five runs."""
    rates, given = [], starts(how_many)
    for _ in range(5):
        began = time.perf_counter()
        for place, start in enumerate(given):
            one(start, TERMS[place % len(TERMS)])
        rates.append(how_many / (time.perf_counter() - began))
    return statistics.median(rates)


def explained(start: datetime, term: Term, calendar: Calendar) -> object:
    return reckon(start, term, calendar, regime=regime_on(start.date())).lines


def batch(how_many: int) -> float:
    """Seconds of `motcua due --batch`, its start included."""
    lines = "".join(
        json.dumps({"received": start.isoformat(), "term": str(TERMS[place % len(TERMS)])}) + "\n"
        for place, start in enumerate(starts(how_many))
    )
    began = time.perf_counter()
    command = [sys.executable, "-c", "from motcua.cli import main; main()", "due", "--center", CENTER, "--batch"]
    told = subprocess.run(command, input=lines, capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603
    seconds = time.perf_counter() - began
    assert len(told.stdout.splitlines()) == how_many
    return seconds


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--times", type=int, default=60, help="printings of each kind of letter")
    given = asked.parse_args()
    print(f"load before: {os.getloadavg()[0]:.1f}")
    calendar = read_centers(paths.tenants())[CENTER].calendar
    for year in range(2017, 2028):
        calendar.table(year)
    print(f"bare due dates a second: {a_second(lambda start, term: due(start, term, calendar), 20_000):,.0f}")
    print(f"explained a second: {a_second(lambda start, term: explained(start, term, calendar), 2_000):,.0f}")
    print(f"motcua due --batch, 10,000 lines: {batch(10_000):.1f} s")
    print("| letter | first ms | least ms | median ms | p95 ms |\n|---|---|---|---|---|")
    for took in asyncio.run(letters(given.times)):
        print(f"| {took.kind} | {took.first:.1f} | {took.least:.1f} | {took.median:.1f} | {took.p95:.1f} |")
    print(f"load after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
