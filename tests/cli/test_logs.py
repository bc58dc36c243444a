"""Lines for a machine: one object each, and an exception without its words."""

from __future__ import annotations

import json
import subprocess
import sys

PROGRAM = """
import asyncio, logging, sys
import structlog
from motcua.cli.logs import log_all

log_all(logging.INFO, sys.argv[1])
structlog.get_logger("motcua.web").info("request", route="/ho-so/{id}", status=200)
structlog.get_logger("motcua.web").debug("nobody asked")
logging.getLogger("motcua.background").error("round of %s failed", "que-vo")
logging.getLogger("some.library").info("chatter")
try:
    raise ValueError("Nguyen Van Kin 001199887766")
except ValueError:
    logging.getLogger("some.library").exception("it broke")

async def lost():
    async def fails():
        raise ValueError("Nguyen Van Kin 001199887766")
    task = asyncio.create_task(fails())
    await asyncio.sleep(0)
    del task

asyncio.run(lost())
"""


def said(form: str) -> str:
    done = subprocess.run([sys.executable, "-c", PROGRAM, form], capture_output=True, text=True, check=True, timeout=60)
    return done.stderr


def test_every_line_is_an_object_with_time_level_and_event() -> None:
    lines = [json.loads(line) for line in said("json").splitlines()]
    assert [(line["level"], line["event"]) for line in lines] == [
        ("info", "request"),
        ("error", "round of que-vo failed"),
        ("error", "it broke"),
        ("error", "Task exception was never retrieved"),
    ]
    assert all(line["timestamp"].endswith("Z") for line in lines)
    assert lines[0]["route"] == "/ho-so/{id}"
    assert lines[1]["logger"] == "motcua.background"


def test_the_words_of_an_exception_stay_out_and_its_kind_and_place_come_in() -> None:
    for form in ("json", "text"):
        text = said(form)
        assert "001199887766" not in text
        assert "ValueError (<string>:" in text


def test_text_is_for_eyes() -> None:
    first = said("text").splitlines()[0]
    assert "request" in first
    assert "route=/ho-so/{id}" in first
    assert not first.startswith("{")
