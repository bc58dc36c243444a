"""Progress on the terminal: one line that changes, or plain lines where the output is a file."""

from __future__ import annotations

import contextlib
import shutil
import sys
import threading
from typing import TextIO

import click

from motcua.readiness import Standing

_EVERY = 4  # plain lines: a quarter at a time
_WIDTH = 24


class Terminal:
    """Listens to a `Readiness` and writes to stderr."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stderr
        self._is_tty = self._out.isatty()
        self._lock = threading.Lock()
        self._last: tuple[str, int] = ("", -1)
        self._is_line_open = False

    def __call__(self, standing: Standing) -> None:
        if standing.is_started and standing.trouble is None:
            return
        sentence = standing.trouble or standing.phase
        with self._lock:
            if self._is_tty and standing.trouble is None:
                self._redraw(sentence, standing.done, standing.total)
            else:
                self._say_once(sentence, standing.done, standing.total)

    def _say_once(self, sentence: str, done: int, total: int) -> None:
        quarter = done * _EVERY // total if total else 0
        if (sentence, quarter) == self._last:
            return
        self._last = (sentence, quarter)
        self.line(f"{sentence} ({done}/{total})" if total else sentence)

    def _redraw(self, sentence: str, done: int, total: int) -> None:
        if self._last[0] not in ("", sentence):
            self._write("\n")
        self._last = (sentence, 0)
        bar = ""
        if total:
            full = min(done, total) * _WIDTH // total
            bar = f" [{'█' * full}{'·' * (_WIDTH - full)}] {done}/{total}"
        width = shutil.get_terminal_size().columns - 1
        self._write(f"\r\x1b[K{(sentence + bar)[:width]}")
        self._is_line_open = True

    def line(self, text: str = "") -> None:
        """A whole line, below whatever was being redrawn."""
        if self._is_line_open:
            self._write("\n")
            self._is_line_open = False
        self._write((text if self._is_tty else click.unstyle(text)) + "\n")

    def _write(self, text: str) -> None:
        # The terminal may be closed, the pipe's reader gone (`motcua demo 2>&1 | head`): the server goes on, and stops
        # when told to.
        with contextlib.suppress(OSError):
            self._out.write(text)
            self._out.flush()
