"""`motcua plugin list`: what is installed, read from the packages alone, so that it works without a database.

With `--data`, also how each plugin stands at the centers of that installation.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from motcua.catalog import Catalog, build_catalog
from motcua.centers import entered
from motcua.cli.administering import FOLDER, run, settings_for
from motcua.cli.plugin.at_centers import onboarded
from motcua.domain.procedures import ProcedureVersion
from motcua.services.office import Office
from motcua.services.plugin_life import moment
from motcua.store.engine import transaction
from motcua.store.queries import plugins as stored
from motcua.store.queries.plugins import MISSING, Need, Standing

#: The first level of a center's schema that knows how plugins stand.
KEPT_SINCE = "m0020"
LOADED, BROKEN, GONE = "loaded", "broken", "gone"
SAYS = {LOADED: "dùng được", BROKEN: "không dùng được", GONE: "không còn cài"}


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="In JSON cho máy đọc.")
@click.option("--data", type=FOLDER, help="Xem thêm tình trạng tại các trung tâm của thư mục dữ liệu này.")
def command(as_json: bool, data: Path | None) -> None:
    """Các gói thủ tục đã cài, với số thủ tục và những gì còn vướng."""
    catalog = build_catalog()
    plugins = list(described(catalog))
    if data is not None:
        _add_centers(plugins, run(settings_for(data), _standings))
    if as_json:
        click.echo(json.dumps(plugins, ensure_ascii=False, indent=2))
        return
    for each in plugins:
        click.echo(
            f"{each['key']:<22} {each['version']:<10} {SAYS[each['status']]:<16} {len(each['procedures']):>4} thủ tục"
        )
        for at in each.get("centers", ()):
            if sentence := _trouble(at):
                click.echo(f"  {at['center']}: {sentence}")
    for problem in catalog.problems:
        click.echo(f"  {problem}", err=True)


async def _standings(office: Office) -> dict[str, tuple[Mapping[str, Standing], Mapping[str, Need]]]:
    found = {}
    for center in await onboarded(office, KEPT_SINCE):
        with entered(center):
            async with transaction():
                standings = await stored.standings()
                found[center.key] = standings, await stored.needs(standings)
    return found


def _add_centers(
    plugins: list[dict[str, Any]], found: Mapping[str, tuple[Mapping[str, Standing], Mapping[str, Need]]]
) -> None:
    """A plugin that stands at a center and is not installed any more is in the list as well."""
    known = {each["key"] for each in plugins}
    for key in sorted({key for standings, _ in found.values() for key in standings} - known):
        plugins.append({"key": key, "agency": "", "version": "", "status": GONE, "problems": [], "procedures": []})
    for each in plugins:
        each["centers"] = [
            _at(center, standings[each["key"]], needs.get(each["key"], Need()))
            for center, (standings, needs) in found.items()
            if each["key"] in standings
        ]


def _at(center: str, stands: Standing, need: Need) -> dict[str, Any]:
    since = stands.quarantined_at
    return {
        "center": center,
        "standing": stands.standing,
        "version": stands.version,
        "quarantined_at": since.isoformat() if since else None,
        "hook": stands.hook,
        "problem": stands.problem,
        "failures": stands.failures,
        "open_dossiers": need.own,
        "open_dossiers_of_others": need.passing,
        "says": f"tạm ngưng chạy mã từ {moment(since)}" if since else "",
    }


def _trouble(at: Mapping[str, Any]) -> str:
    if at["quarantined_at"]:
        return f"{at['says']} – {at['hook']} lỗi {at['failures']} lần, lần cuối: {at['problem']}"
    if at["standing"] == MISSING:
        need = Need(at["open_dossiers"], at["open_dossiers_of_others"])
        return f"bật nhưng không còn trên máy chủ; {need.says}"
    return ""


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
