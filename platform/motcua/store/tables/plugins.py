"""How each agency's plugin stands at the center."""

from __future__ import annotations

from piccolo.columns import BigInt, Text, Timestamptz
from piccolo.table import Table

from motcua.store.engine import DB


class PluginStanding(Table, tablename="plugin_standing", db=DB):
    plugin = Text(primary_key=True, default=None, null=False)
    name = Text(default="", null=False)
    version = Text(default="", null=False)
    standing = Text(default=None, null=False)
    quarantined_at = Timestamptz(default=None, null=True)
    hook = Text(default="", null=False)
    problem = Text(default="", null=False)
    failures = BigInt(default=0, null=False)
    seq = BigInt(default=1, null=False)
    changed_at = Timestamptz(default=None, null=False)
