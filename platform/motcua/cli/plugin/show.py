"""`motcua plugin show KEY`: one procedure in full, so that a lawyer who has never seen its code can approve it."""

from __future__ import annotations

import difflib
import json
from functools import partial
from pathlib import Path

import click

from motcua.catalog import Catalog, build_catalog
from motcua.cli.plugin.showing import shown
from motcua.cli.terminal import printed
from motcua.domain.errors import NotHere, Refused
from motcua.domain.people import OUTSIDE_AGENCIES
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.route_drawing import route_svg
from motcua.domain.routes import CENTER, DISTRICT_LEADER
from motcua.domain.text import fold
from motcua.domain.ways import Named

NEAREST = 5
NAMES = {CENTER: "Trung tâm", DISTRICT_LEADER.agency: "UBND huyện", **OUTSIDE_AGENCIES}


@click.command("show")
@click.argument("key", metavar="KHÓA_THỦ_TỤC")
@click.option(
    "--svg",
    metavar="TỆP",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Vẽ quy trình ra tệp SVG, vừa khổ A4, thay cho in lời.",
)
@click.option("--json", "as_json", is_flag=True, help="In JSON cho máy đọc: mọi dữ liệu của phiên bản thủ tục.")
def command(key: str, svg: Path | None, as_json: bool) -> None:
    """In tờ khai, bảng quyết định và quy trình của một thủ tục để người hiểu luật đọc và duyệt."""
    catalog = build_catalog()
    version = found(catalog, key)
    named = names_of(catalog)
    if svg is not None:
        written(svg, route_svg(version, named, on_paper=True))
        click.echo(f"Đã vẽ quy trình vào {svg}.", err=as_json)
    if as_json:
        click.echo(json.dumps({"hash": version.hash, **version.to_data()}, ensure_ascii=False, indent=2))
    elif svg is None:
        printed(partial(shown, version, named))


def found(catalog: Catalog, key: str) -> ProcedureVersion:
    """By key, or by a code; an unknown one is refused with the nearest keys."""
    version = catalog.get(key) or next(
        (each for each in catalog.procedures.values() if key in {code.code for code in each.codes}), None
    )
    if version is None:
        near = nearest(catalog, key)
        says = f"Gần giống: {', '.join(near)}." if near else "Xem mọi thủ tục bằng “motcua plugin list --json”."
        raise NotHere(f"Không có thủ tục “{key}” trong các gói đã cài. {says}")
    return version


def nearest(catalog: Catalog, key: str) -> list[str]:
    """Keys spelled nearly so, else those whose title has the words."""
    typed = fold(key).replace(" ", "-")
    near = difflib.get_close_matches(typed, catalog.procedures, NEAREST, 0.5)
    words = typed.split("-")
    holding = [each for each in sorted(catalog.procedures) if all(word in each.split("-") for word in words)]
    return list(dict.fromkeys((*holding, *near)))[:NEAREST]


def names_of(catalog: Catalog) -> Named:
    """Agencies as their plugins call themselves; what is not installed goes by its key."""

    def named(key: str) -> str:
        plugin = catalog.plugins.by_key.get(key)
        return plugin.name if plugin is not None else NAMES.get(key, f"cơ quan “{key}”")

    return named


def written(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as why:
        raise Refused(f"Không ghi được tệp {path}: {why.strerror}.") from None
