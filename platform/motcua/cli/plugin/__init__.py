"""`motcua plugin`: what an agency developer and the province do with plugins.

Each module in `MODULES` has a `command`. Adding a command is adding a name to the list.
"""

from __future__ import annotations

import importlib

import click

MODULES = ("list", "new", "tryout")


@click.group(name="plugin")
def plugin() -> None:
    """Gói thủ tục của các cơ quan: liệt kê, kiểm tra, xem, tạo mới, chạy thử."""


for _name in MODULES:
    plugin.add_command(importlib.import_module(f"motcua.cli.plugin.{_name}").command)

commands = (plugin,)
