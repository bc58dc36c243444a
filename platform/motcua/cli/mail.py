"""`motcua mail`: a letter sent on purpose, to see that mail leaves."""

from __future__ import annotations

from pathlib import Path

import click

from motcua.channels import NotTaken, channels_of
from motcua.cli.administering import DATA_HELP, FOLDER, center_named, run, settings_for
from motcua.domain.errors import Refused
from motcua.domain.messages import EMAIL
from motcua.services.messages.mail_test import send_test
from motcua.services.office import Office
from motcua.settings import wall_clock
from motcua.store.engine import DB


@click.group()
def mail() -> None:
    """Thư điện tử gửi ra ngoài."""


@mail.command("test")
@click.argument("key", metavar="TRUNG_TÂM")
@click.argument("address", metavar="ĐỊA_CHỈ")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def test_command(key: str, address: str, data: Path | None) -> None:
    """Gửi một thư thử từ trung tâm đến địa chỉ; gửi được thì trung tâm được ghi là đã thử."""

    async def work(office: Office) -> str:
        center = center_named(office, key)
        await DB.open_for(center)
        try:
            return await send_test(office, channels_of(office.settings)[EMAIL], center, address, wall_clock())
        except NotTaken as failure:
            raise Refused(f"Chưa gửi được thư thử. {failure}") from failure

    says = run(settings_for(data), work)
    click.echo(f"Máy chủ thư đã nhận: {says}")
    click.echo("Hãy mở hộp thư xem thư đã đến chưa, kể cả mục thư rác.")


commands = (mail,)
