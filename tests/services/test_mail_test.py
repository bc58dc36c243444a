"""A letter sent on purpose makes a center's mail count as tested, as long as the server stays the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.channels.mail_server import Taken, mail_server
from tests.channels.test_smtp import server_at

from motcua.centers import Center, entered
from motcua.channels import NotTaken, channels_of
from motcua.domain.errors import Refused
from motcua.services.messages.mail_test import is_mail_tested, send_test
from motcua.services.office import Office
from motcua.settings import wall_clock
from motcua.store.engine import transaction


async def tested(office: Office, center: Center) -> bool:
    with entered(center):
        async with transaction():
            return await is_mail_tested(office)


async def test_a_letter_that_the_server_took_counts(office: Office, que_vo: Center) -> None:
    taken = Taken(answers={"RCPT": ["550 No"]})
    async with mail_server(taken) as port:
        office = replace(office, settings=replace(office.settings, mail=server_at(port)))
        channel = channels_of(office.settings)["email"]
        with pytest.raises(NotTaken):
            await send_test(office, channel, que_vo, "quan.tri@example.vn", wall_clock())
        assert not await tested(office, que_vo)
        await send_test(office, channel, que_vo, "quan.tri@example.vn", wall_clock())
    assert taken.mails[0]["Subject"] == f"Thư thử của {que_vo.name}"
    assert await tested(office, que_vo)
    other = replace(office.settings, mail=replace(server_at(port), host="thu.khac.vn"))
    assert not await tested(replace(office, settings=other), que_vo)


async def test_the_folder_tests_nothing(office: Office, que_vo: Center) -> None:
    channel = channels_of(office.settings)["email"]
    with pytest.raises(Refused, match="MOTCUA_MAIL"):
        await send_test(office, channel, que_vo, "quan.tri@example.vn", wall_clock())
    with pytest.raises(Refused, match="Địa chỉ thư"):
        await send_test(office, channel, que_vo, "quan.tri", wall_clock())
