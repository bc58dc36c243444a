"""`motcua tenant settings`: every setting of a center with where it comes from."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path

import click

from motcua.centers import entered
from motcua.cli.administering import DATA_HELP, FOLDER, center_named, run, settings_for
from motcua.cli.tenant import tenant
from motcua.domain.calendar import local
from motcua.services.office import Office
from motcua.services.setup.applied import SOURCES
from motcua.services.setup.provenance import SettingLine, settings_of
from motcua.store.engine import DB


@tenant.command("settings")
@click.argument("key", metavar="TRUNG_TÂM")
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON.")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def settings_command(key: str, as_json: bool, data: Path | None) -> None:
    """Mọi thiết lập của một trung tâm: giá trị, đặt ở đâu, ai đặt, khi nào."""

    async def work(office: Office) -> tuple[SettingLine, ...]:
        center = center_named(office, key)
        await DB.open_for(center)
        with entered(center):
            return await settings_of(office, office.settings.clock())

    found = run(settings_for(data), work)
    if as_json:
        click.echo(json.dumps([line.to_data() for line in found], ensure_ascii=False, indent=2))
        return
    for group, lines in groupby(found, key=lambda line: line.group):
        click.echo(click.style(group, bold=True))
        for line in lines:
            source = SOURCES[line.layer] + (f" ({line.source})" if line.source else "")
            who = f"; {line.set_by}, {local(line.set_at):%H:%M %d/%m/%Y}" if line.set_at is not None else ""
            click.echo(f"  {line.name}: {line.says or '–'}")
            click.echo(f"    {source}{who}")
            if line.covers:
                click.echo(f"    thay cho: {line.covers}")
            if line.unconfirmed:
                click.echo(f"    chưa xác nhận: {line.unconfirmed}")


commands = (tenant,)
