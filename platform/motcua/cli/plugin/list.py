"""`motcua plugin list`: what is installed, read from the packages alone, so that it works without a database."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import click

from motcua.catalog import Catalog, build_catalog
from motcua.domain.procedures import ProcedureVersion

LOADED, BROKEN = "loaded", "broken"
SAYS = {LOADED: "dùng được", BROKEN: "không dùng được"}


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="In JSON cho máy đọc.")
def command(as_json: bool) -> None:
    """Các gói thủ tục đã cài, với số thủ tục và những gì còn vướng."""
    catalog = build_catalog()
    if as_json:
        click.echo(json.dumps(list(described(catalog)), ensure_ascii=False, indent=2))
        return
    for each in described(catalog):
        click.echo(
            f"{each['key']:<22} {each['version']:<10} {SAYS[each['status']]:<16} {len(each['procedures']):>4} thủ tục"
        )
    for problem in catalog.problems:
        click.echo(f"  {problem}", err=True)


def described(catalog: Catalog) -> Iterator[dict[str, Any]]:
    """Every plugin with its procedures; one that could not be loaded too, with none."""
    broken = {problem.plugin for problem in catalog.problems} - set(catalog.plugins.by_key)
    for key in sorted({*catalog.plugins.by_key, *broken}):
        plugin = catalog.plugins.by_key.get(key)
        yield {
            "key": key,
            "agency": plugin.name if plugin else "",
            "version": plugin.version if plugin else "",
            "status": LOADED if plugin else BROKEN,
            "problems": [f"{each.what}: {each.sentence}" for each in catalog.problems if each.plugin == key],
            "procedures": [_procedure(version) for version in catalog.of_agency(key)],
        }


def _procedure(version: ProcedureVersion) -> Mapping[str, Any]:
    """`term` and `fee` as the law writes them and in words; `confidence` of name, term and fee."""
    provenance = version.provenance
    return {
        "key": version.key,
        "title": version.title,
        "codes": [code.code for code in version.codes],
        "sector": version.sector,
        "term": str(version.term.default) if hasattr(version.term, "default") else str(version.term),
        "term_says": version.term.says,
        "fee": version.fee.says,
        "confidence": {"name": provenance.name, "term": provenance.term, "fee": provenance.fee},
    }
