"""`motcua plugin list`: what is installed, read from the packages alone, so that it works without a database.

With `--data`, also how each plugin stands at the centers of that installation.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from motcua.catalog import Catalog, build_catalog
from motcua.cli.administering import FOLDER, run, settings_for
from motcua.cli.plugin.standings import GONE, add_centers, standings_of, trouble
from motcua.cli.terminal import pairs, printed, table, words
from motcua.domain.doubts import doubts_of
from motcua.domain.fee_rules import Fee, Fixed, Free
from motcua.domain.procedures import ProcedureVersion

LOADED, BROKEN = "loaded", "broken"
SAYS = {LOADED: "dùng được", BROKEN: "không dùng được", GONE: "không còn cài"}
WHAT_TO_DO = {
    LOADED: "Phần này bị bỏ qua, các thủ tục của gói vẫn dùng được. Gửi câu trên cho người viết gói.",
    BROKEN: "Không thủ tục nào của gói dùng được, các gói khác vẫn chạy. Cài lại bản đã dùng được trước đó, "
    "hoặc gửi câu trên cho người viết gói.",
}


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="In JSON cho máy đọc.")
@click.option("--data", type=FOLDER, help="Xem thêm tình trạng tại các trung tâm của thư mục dữ liệu này.")
def command(as_json: bool, data: Path | None) -> None:
    """Các gói thủ tục đã cài, với số thủ tục và những gì còn vướng."""
    plugins = list(described(build_catalog()))
    if data is not None:
        add_centers(plugins, run(settings_for(data), standings_of))
    if as_json:
        click.echo(json.dumps(plugins, ensure_ascii=False, indent=2))
    else:
        printed(partial(shown, plugins))


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
            "procedures": [_procedure(catalog, version) for version in catalog.of_agency(key)],
        }


def _procedure(catalog: Catalog, version: ProcedureVersion) -> Mapping[str, Any]:
    """`term` as the law writes it (`3wd`, `15d`, `same_day`, `none`), `fee` in đồng; null where it is not known."""
    provenance, term = version.provenance, version.term.default
    facts = catalog.collected.facts.get(version.key)
    return {
        "key": version.key,
        "title": version.title,
        "codes": [code.code for code in version.codes],
        "sector": version.sector,
        "term": None if term.kind == "unknown" else str(term),
        "term_says": version.term.says,
        "fee": facts.fee if facts is not None else _plain_amount(version.fee),
        "fee_says": version.fee.says,
        "confidence": {"name": provenance.name, "term": provenance.term, "fee": provenance.fee},
        "unconfirmed": [doubt.sentence for doubt in doubts_of(version)],
    }


def _plain_amount(fee: Fee) -> int | None:
    """The one figure of a rule without a row of facts, where it has one."""
    return fee.amount if isinstance(fee, Fixed) else 0 if isinstance(fee, Free) else None


def shown(plugins: list[dict[str, Any]], out: Console) -> None:
    counted = ("Thủ tục", "Chưa xác nhận")
    made = table("Khóa", "Cơ quan", "Phiên bản", "Tình trạng", *counted, numbers=counted)
    for each in plugins:
        procedures = each["procedures"]
        unsure = sum(1 for procedure in procedures if procedure["unconfirmed"])
        row = (each["key"], each["agency"], each["version"], SAYS[each["status"]], str(len(procedures)), str(unsure))
        made.add_row(*(words(cell) for cell in row))
    out.print(made)
    total = sum(len(each["procedures"]) for each in plugins)
    out.print(words(f"{len(plugins)} gói, {total} thủ tục. Xem một thủ tục: motcua plugin show KHÓA_THỦ_TỤC"))
    for each in plugins:
        for at in each.get("centers", ()):
            if sentence := trouble(at):
                out.print(words(f"{each['key']}, {at['center']}: {sentence}"))
    told = [each for each in plugins if each["problems"]]
    if told:
        out.print(words("\nCòn vướng", "bold"))
        listed = pairs()
        for each in told:
            sentences = "\n".join((*each["problems"], WHAT_TO_DO[each["status"]]))
            listed.add_row(words(each["key"]), words(sentences))
        out.print(listed)
