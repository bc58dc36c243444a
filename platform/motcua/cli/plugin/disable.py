"""`motcua plugin disable`: switches a plugin off at one center, unless open dossiers need it."""

from __future__ import annotations

from pathlib import Path

import click

from motcua.centers.switching import switch
from motcua.cli.administering import DATA_HELP, FOLDER, run, settings_for
from motcua.cli.plugin.at_centers import CENTER_HELP, center_file, center_in, needed_at, province_says, say_province
from motcua.domain.errors import NotHere
from motcua.services.office import Office
from motcua.services.plugins.life import switched_off


@click.command("disable")
@click.argument("agency", metavar="CƠ_QUAN")
@click.option("--center", "key", required=True, metavar="TRUNG_TÂM", help=CENTER_HELP)
@click.option("--data", type=FOLDER, help=DATA_HELP)
def command(agency: str, key: str, data: Path | None) -> None:
    """Tắt gói thủ tục của CƠ_QUAN tại một trung tâm. Còn hồ sơ chưa xong cần gói thì không tắt."""
    settings = settings_for(data)
    center, path = center_in(settings, key), center_file(settings, key)
    if agency not in center.plugins:
        if agency not in center.agencies:
            raise NotHere(f"{center.name} không có cơ quan “{agency}”.")
        click.echo(f"Gói {agency} không bật trong center.toml của {center.name}.")
        say_province(settings, center, agency)
        return

    async def work(office: Office) -> str:
        if need := (await needed_at(office, agency)).get(key):
            raise switched_off(key, agency, need)
        return await province_says(office, center, agency)

    says = run(settings, work)
    switch(path, agency, on=False)
    click.echo(f"Đã tắt gói {agency} tại {center.name}: {path}. Khởi động lại motcua serve để áp dụng.")
    if says:
        click.echo(says)
