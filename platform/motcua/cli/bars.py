"""A bar for long work on a terminal; a line for each phase where the output is a file."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from motcua.readiness import Progress


@contextlib.contextmanager
def bars() -> Iterator[Progress]:
    """Says on stderr what is being done and how far it is."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _lines()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    tasks: dict[str, TaskID] = {}
    with Bars(*columns, console=console) as shown:

        def tell(sentence: str, done: int, total: int) -> None:
            if sentence not in tasks:
                tasks[sentence] = shown.add_task(sentence, total=total or None)
            shown.update(tasks[sentence], completed=done, total=total or None)

        yield tell


def _lines() -> Progress:
    said: set[str] = set()

    def tell(sentence: str, done: int, total: int) -> None:
        if sentence not in said:
            said.add(sentence)
            click.echo(f"{sentence} …", err=True)

    return tell
