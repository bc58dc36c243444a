"""One letter sent on purpose, past the queue: does mail leave this installation, and from which address?"""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from motcua.centers import Center, entered
from motcua.channels import Channel, Letter
from motcua.domain.errors import Refused
from motcua.domain.identity import EMAIL
from motcua.services.messages.texts import written
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.queries.effects import get_setting, put_setting

TESTED = "mail.tested"


async def send_test(office: Office, channel: Channel, center: Center, address: str, now: datetime) -> str:
    """The provider's words; what it refuses raises `NotTaken`. From then on the center's mail counts as tested.

    A letter into the folder tests nothing, and a training twin sends none.
    """
    if EMAIL.fullmatch(address) is None:
        raise Refused("Địa chỉ thư có dạng ten@vidu.vn.")
    if center.training is not None:
        raise Refused("Trung tâm đào tạo không gửi gì ra ngoài.")
    if office.settings.mail is None:
        raise Refused("Chưa đặt máy chủ thư: đặt MOTCUA_MAIL và MOTCUA_MAIL_FROM (docs/operations.md) rồi gửi thử lại.")
    text = written(center, "test", {})
    says = await channel.give(
        Letter(
            uuid4(), center.key, address, "", text.subject, text.text, text.short, now,
            sender_name=center.name, sender=center.mail_from, reply_to=center.email,
        ),
        _nothing,
    )  # fmt: skip
    with entered(center):
        async with transaction():
            await put_setting(TESTED, {"server": office.settings.mail.host}, set_by=None, at=now)
    return says


async def _nothing() -> None:
    """Nobody else could send this letter."""


async def is_mail_tested(office: Office) -> bool:
    """At the center entered, through the server that is set now."""
    tested, mail = await get_setting(TESTED), office.settings.mail
    return bool(tested) and mail is not None and tested["server"] == mail.host
