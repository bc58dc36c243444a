"""`motcua plugin check`: what is wrong with the installed plugins, each mistake with its file and line.

Reads the packages and `tenants/` alone, so that it works without a database.
"""

from __future__ import annotations

import contextlib
import difflib
import json
import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import entry_points
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from motcua.catalog.lint.inspection import Inspected, inspect
from motcua.catalog.lint.said import Finding
from motcua.catalog.plugins import GROUP
from motcua.domain.procedures import ProcedureVersion
from motcua.settings import read_settings

#: From so many procedures on, somebody waits long enough to want to see how far it is.
MANY = 30
MISTAKE, WARNING = "lỗi", "lưu ý"


@click.command("check")
@click.argument("agencies", nargs=-1, metavar="[CƠ_QUAN]…")
@click.option("--json", "as_json", is_flag=True, help="In JSON cho máy đọc.")
def command(agencies: tuple[str, ...], as_json: bool) -> None:
    """Kiểm tra các gói thủ tục: nhánh, câu hỏi, giấy tờ không bao giờ tới; kiểm tra vô nghĩa; vị trí không ai giữ…

    CƠ_QUAN là khóa cơ quan như tu_phap; không ghi thì kiểm tra mọi gói. Mỗi lỗi một dòng “tệp:dòng: câu”; có lỗi thì
    mã thoát là 1.
    """
    _must_be_installed(agencies)
    folder = read_settings(os.environ).tenants_dir
    with _without_log():
        seen = inspect(only=agencies, tenants=folder if folder.is_dir() else None, watch=_watched)
    if as_json:
        click.echo(json.dumps(described(seen, Path.cwd()), ensure_ascii=False, indent=2))
    else:
        for each in seen.findings:
            click.echo(said(each, Path.cwd()))
        click.echo(summary(seen), err=bool(seen.findings))
    if seen.mistakes:
        raise SystemExit(1)


def said(finding: Finding, base: Path) -> str:
    """`plugins/y_te/motcua_y_te/an_toan.py:31: câu`, a warning marked as such."""
    mark = f"{WARNING}: " if finding.is_warning else ""
    return f"{finding.path_from(base)}:{finding.place.line}: {mark}{finding.sentence}"


def summary(seen: Inspected) -> str:
    looked_at = f"{len(seen.plugins)} gói, {seen.procedures} thủ tục"
    warnings = len(seen.findings) - len(seen.mistakes)
    noted = f", {warnings} {WARNING}" if warnings else ""
    if seen.mistakes:
        return f"{looked_at}: {len(seen.mistakes)} {MISTAKE}{noted}."
    return f"{looked_at}: không có {MISTAKE} nào{noted}."


def described(seen: Inspected, base: Path) -> dict[str, object]:
    return {
        "plugins": list(seen.plugins),
        "procedures": seen.procedures,
        "findings": [
            {
                "kind": "warning" if each.is_warning else "mistake",
                "fact": each.fact,
                "plugin": each.plugin,
                "procedure": each.procedure,
                "path": each.path_from(base),
                "line": each.place.line,
                "sentence": each.sentence,
            }
            for each in seen.findings
        ],
    }


def _must_be_installed(agencies: Iterable[str]) -> None:
    known = sorted({entry.name for entry in entry_points(group=GROUP)})
    for agency in agencies:
        if agency not in known:
            near = ", ".join(difflib.get_close_matches(agency, known, 3, 0.5)) or ", ".join(known)
            raise click.BadParameter(f"không có gói của cơ quan “{agency}”; có: {near}.", param_hint="CƠ_QUAN")


def _watched(versions: Sequence[ProcedureVersion]) -> Iterable[ProcedureVersion]:
    console = Console(stderr=True)
    if len(versions) < MANY or not console.is_terminal:
        return versions
    return track(versions, "Kiểm tra thủ tục", console=console, transient=True)


@contextlib.contextmanager
def _without_log() -> Iterator[None]:
    """What the start would log is among the findings."""
    log = logging.getLogger("motcua.catalog")
    was = log.disabled
    log.disabled = True
    try:
        yield
    finally:
        log.disabled = was
