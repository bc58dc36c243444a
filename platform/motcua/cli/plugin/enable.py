"""`motcua plugin enable`: switches an installed plugin on at one center, in the center's own data."""

from __future__ import annotations

from pathlib import Path

import click

from motcua.catalog import Catalog, build_catalog
from motcua.centers import Center
from motcua.centers.switching import switch
from motcua.cli.administering import DATA_HELP, FOLDER, settings_for
from motcua.cli.plugin.at_centers import CENTER_HELP, center_file, center_in, say_province
from motcua.domain.errors import DataError, NotHere
from motcua.services.dossiers.naming import desk_labels


@click.command("enable")
@click.argument("agency", metavar="CƠ_QUAN")
@click.option("--center", "key", required=True, metavar="TRUNG_TÂM", help=CENTER_HELP)
@click.option("--data", type=FOLDER, help=DATA_HELP)
def command(agency: str, key: str, data: Path | None) -> None:
    """Bật gói thủ tục của CƠ_QUAN tại một trung tâm: ghi vào center.toml của trung tâm đó."""
    settings = settings_for(data)
    center, catalog = center_in(settings, key), build_catalog()
    path = center_file(settings, key)
    _check_installed(catalog, agency)
    if agency not in center.agencies:
        name = catalog.plugins.by_key[agency].name
        block = f'[[agency]] với key = "{agency}", name = "{name} …", kind = "specialised"'
        raise DataError(f"{key}/center.toml", "agency", f"chưa khai cơ quan “{agency}”.", f"thêm khối {block}.")
    if not switch(path, agency, on=True):
        click.echo(f"Gói {agency} đã bật tại {center.name} từ trước.")
        say_province(settings, center, agency)
        return
    click.echo(f"Đã bật gói {agency} tại {center.name}: {path}.")
    for desk in _unheld(catalog, center, agency):
        click.echo(f"  Chưa ai giữ vị trí {desk}: thêm vào cột desks của staff.csv.")
    click.echo(
        f"Chạy “motcua tenant onboard {path.parent}”: máy chủ đang chạy nhận sau vài giây. Thủ tục mới bật chờ công bố"
    )
    click.echo("ở trang Rà soát TTHC rồi mới tiếp nhận được.")
    say_province(settings, center, agency)


def _check_installed(catalog: Catalog, agency: str) -> None:
    if agency in catalog.plugins.by_key:
        return
    broken = [each.sentence for each in catalog.problems if each.plugin == agency]
    if broken:
        raise NotHere(f"Gói “{agency}” đã cài nhưng không nạp được: {broken[0]}")
    known = ", ".join(sorted(catalog.plugins.by_key)) or "chưa có gói nào"
    raise NotHere(f"Chưa cài gói “{agency}” trên máy này. Các gói đã cài: {known}.")


def _unheld(catalog: Catalog, center: Center, agency: str) -> list[str]:
    """The agency's own desks at which nobody of the center sits."""
    desks = {
        desk: label
        for version in catalog.of_agency(agency)
        for desk, label in desk_labels(version).items()
        if desk[0] == agency
    }
    return [f"{at}:{desk} ({label})" for (at, desk), label in sorted(desks.items()) if not center.holders(at, desk)]
