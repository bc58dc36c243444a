"""`motcua plugin removable`: whether a plugin's package may be uninstalled, and with which line."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

import click

from motcua.catalog.plugins import GROUP
from motcua.centers import read_centers
from motcua.cli.administering import DATA_HELP, FOLDER, run, settings_for
from motcua.cli.plugin.at_centers import needed_at
from motcua.domain.errors import Conflict, NotHere
from motcua.services.office import Office
from motcua.services.plugins.life import WAIT


@click.command("removable")
@click.argument("agency", metavar="CƠ_QUAN")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def command(agency: str, data: Path | None) -> None:
    """Gói của CƠ_QUAN đã gỡ khỏi máy chủ được chưa; được thì in lệnh gỡ."""
    settings = settings_for(data)
    packages = {each.name: each.dist.name for each in entry_points(group=GROUP) if each.dist is not None}
    if agency not in packages:
        raise NotHere(f"Chưa cài gói “{agency}” trên máy này.")

    async def work(office: Office) -> dict[str, str]:
        return {center: need.says for center, need in (await needed_at(office, agency)).items()}

    needed = run(settings, work)
    if needed:
        where = "; ".join(f"tại {center}: {says}" for center, says in needed.items())
        raise Conflict(f"Chưa gỡ được gói “{agency}”: {where}. Cách làm: {WAIT}")
    on = [key for key, center in read_centers(settings.tenants_dir).items() if agency in center.plugins]
    if on:
        line = f"motcua plugin disable {agency} --center {on[0]}"
        raise Conflict(f"Gói “{agency}” đang bật tại {', '.join(on)}. Tắt trước bằng lệnh: {line}")
    click.echo(f"Không còn gì cần gói {agency}. Lệnh gỡ: uv pip uninstall {packages[agency]}")
