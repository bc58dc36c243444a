"""One port through which messages go out, and the ways behind it: a folder, a mail server, a gateway for SMS."""

from motcua.channels.choosing import Channels, channels_of
from motcua.channels.port import Channel, Letter, NotTaken, Rejected, TryLater, Unanswered

__all__ = ["Channel", "Channels", "Letter", "NotTaken", "Rejected", "TryLater", "Unanswered", "channels_of"]
