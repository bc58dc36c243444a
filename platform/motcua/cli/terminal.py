"""What a person reads on the terminal: tables and wrapped text, as wide as the terminal; in a file, plain text."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

#: Columns where there is no terminal, and the most that a line is comfortably read in.
PIPED, MOST = 100, 160


def console() -> Console:
    """Writes to what is standard output now. Nothing in a text is taken for markup."""
    width = min(shutil.get_terminal_size((PIPED, 24)).columns, MOST)
    return Console(width=width, markup=False, highlight=False, emoji=False)


def printed(shown: Callable[[Console], None]) -> None:
    """What `shown` draws, without the spaces that fill its lines up."""
    out = console()
    with out.capture() as drawn:
        shown(out)
    click.echo("\n".join(line.rstrip() for line in drawn.get().splitlines()))


def table(*columns: str, numbers: Iterable[str] = (), lines: bool = False) -> Table:
    """`numbers` are the columns that hold counts; `lines` between rows whose cells are several lines long."""
    shape = box.SQUARE if lines else box.SIMPLE_HEAD
    made = Table(box=shape, show_lines=lines, header_style="bold", pad_edge=lines, collapse_padding=not lines)
    for name in columns:
        made.add_column(name, justify="right" if name in numbers else "left", overflow="fold")
    return made


def pairs() -> Table:
    """Names beside what they say."""
    made = Table.grid(padding=(0, 2))
    made.add_column(style="bold", overflow="fold", max_width=26)
    made.add_column(overflow="fold", ratio=1)
    return made


def agreed(question: str) -> None:
    """Stops unless somebody types that they mean it."""
    said = click.prompt(f"{question} (gõ “có” để đồng ý)", default="", show_default=False)
    if said.strip().lower() not in ("có", "co", "c", "y", "yes"):
        raise click.Abort


def tenths(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def words(text: str, style: str = "") -> Text:
    return Text(text, style=style)
