"""What the machine writes down: one line an event, with time, level and name, and nothing that a person typed.

Our own lines hold keys, ids and templates of routes. What a library says of an exception it says without the
exception's text: a database's message quotes values.
"""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog
from structlog.stdlib import ProcessorFormatter, add_logger_name
from structlog.types import EventDict, Processor

from motcua.catalog.plugins import described

OURS = "motcua"


def quiet_log(least: int, form: str = "text") -> None:
    """structlog to stderr, where the person's lines are too; nothing of ours below `least`. `form`: text or json."""
    structlog.configure(
        processors=[*_shared(), _renderer(form)],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def log_all(least: int, form: str) -> None:
    """For a serving process: structlog, and what goes by `logging` (background work, plugins, libraries), one way."""
    quiet_log(least, form)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=[*_shared(), add_logger_name, without_text],
            processors=[ProcessorFormatter.remove_processors_meta, _renderer(form)],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(least)


def without_text(_: Any, __: str, event: EventDict) -> EventDict:
    """Of an exception its kind and place stay; of what a library says of it, the first line.

    asyncio appends the failed task with its exception's words, on lines of their own.
    """
    found = event.pop("exc_info", None)
    record: logging.LogRecord | None = event.get("_record")
    if record is not None:
        found, record.exc_info, record.exc_text = found or record.exc_info, None, None
    error = found[1] if isinstance(found, tuple) else found if isinstance(found, BaseException) else None
    if error is not None:
        event["error"] = described(error)
    if not str(event.get("logger", "")).startswith(OURS):
        event["event"] = str(event["event"]).partition("\n")[0]
    return event


def _shared() -> list[Processor]:
    return [structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True)]


def _renderer(form: str) -> Processor:
    if form == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
