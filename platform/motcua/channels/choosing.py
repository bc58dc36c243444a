"""Which class stands behind which way, by what the installation has set. Another way is a class and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.channels.outbox import Outbox
from motcua.channels.port import Channel
from motcua.channels.sms import HttpSms
from motcua.channels.smtp import Smtp
from motcua.domain.messages import EMAIL, SMS
from motcua.settings import Settings

Channels = Mapping[str, Channel]


def channels_of(settings: Settings) -> Channels:
    """The way out for each kind of address; the folder where no provider is set."""
    mail: Channel = Smtp(settings.mail) if settings.mail else Outbox(EMAIL, settings.outbox_dir)
    sms: Channel = HttpSms(settings.sms) if settings.sms else Outbox(SMS, settings.outbox_dir)
    return {EMAIL: mail, SMS: sms}
