"""The command line: `motcua <command>`.

Each module in `MODULES` has a `commands`, the click commands it adds. They are imported only here, so that adding one
is adding a name to the list.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback

import click

from motcua.cli import vietnamese
from motcua.domain.errors import MotCuaError

MODULES = (
    "serve",
    "demo",
    "console",
    "tenant",
    "tenant_settings",
    "takeover",
    "leaving",
    "outage",
    "staff",
    "mail",
    "trail",
    "verify",
    "calendar",
    "due",
    "plugin",
    "doctor",
    "bench",
    "backup",
    "moving",
    "restoring",
    "upgrade",
    "training",
    "recount",
)


@click.group(
    name="motcua",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar="[TÙY CHỌN]",
    subcommand_metavar="LỆNH …",
)
@click.version_option(package_name="motcua", message="motcua %(version)s", help="In phiên bản rồi thoát.")
def motcua() -> None:
    """Một Cửa: trung tâm hành chính công của một tỉnh."""


def register() -> click.Group:
    """The group with every module's commands."""
    for name in MODULES:
        for command in importlib.import_module(f"motcua.cli.{name}").commands:
            _in_vietnamese(command)
            motcua.add_command(command)
    return motcua


def _in_vietnamese(command: click.Command) -> None:
    """The placeholders of the usage line, which click does not pass through its translation."""
    command.options_metavar = "[TÙY CHỌN]"
    if isinstance(command, click.Group):
        command.subcommand_metavar = "LỆNH …"
        for child in command.commands.values():
            _in_vietnamese(child)


def main() -> None:
    """Entry point. A mistake we foresaw is one Vietnamese sentence, never a traceback."""
    vietnamese.speak()
    try:
        sys.exit(register().main(standalone_mode=True))
    except MotCuaError as error:
        click.echo(f"Lỗi: {error}", err=True)
        sys.exit(1)
    except Exception:
        if os.environ.get("MOTCUA_TRACEBACK"):
            raise
        click.echo(traceback.format_exc(), err=True)
        click.echo("Lỗi ngoài dự kiến. Gửi đoạn trên cho người phụ trách kỹ thuật.", err=True)
        sys.exit(70)
