"""`motcua recount`: the proof that the sums are what the dossiers come to."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from motcua.centers import entered
from motcua.centers.business_time import business_now
from motcua.cli.administering import DATA_HELP, FOLDER, center_named, run, settings_for
from motcua.cli.bars import bars
from motcua.services.office import Office
from motcua.services.oversight import recount as proving
from motcua.services.oversight.keeping import count_waiting, keep_sums
from motcua.settings import wall_clock
from motcua.store.engine import DB


@click.command("recount")
@click.argument("center", metavar="TRUNG_TÂM")
@click.option("--mend", is_flag=True, help="Sửa số tổng hợp cho khớp với hồ sơ.")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def recount(center: str, mend: bool, data: Path | None) -> None:
    """Đếm lại mọi hồ sơ và so với số tổng hợp của báo cáo; nêu từng ô lệch, kết thúc với mã 1 nếu có."""

    async def work(office: Office) -> tuple[proving.Recount, tuple[str, ...]]:
        found = center_named(office, center)
        await DB.open_for(found)
        with entered(found), bars() as tell:
            at: datetime = business_now(found, wall_clock)
            await count_waiting(tell=tell)
            await keep_sums()
            seen = await proving.recount(tell)
            if mend and not seen.is_equal:
                await proving.mend(seen, at, tell)
                seen = await proving.recount(tell)
            await proving.note(seen, at)
            return seen, tuple(seen.sentences())  # agencies have their names here alone

    seen, sentences = run(settings_for(data), work)
    click.echo(f"Đã đếm lại {seen.dossiers} hồ sơ, so {seen.cells} ô.")
    for sentence in sentences:
        click.echo(f"  {sentence}", err=True)
    if not seen.is_equal:
        click.echo("Số tổng hợp không khớp với hồ sơ. Thêm --mend để sửa.", err=True)
        raise SystemExit(1)
    click.echo("Số tổng hợp khớp với hồ sơ.")


commands = (recount,)
