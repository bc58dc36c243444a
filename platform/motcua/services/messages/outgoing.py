"""The one gate of what leaves an installation: mail, SMS, the portal, whatever is sent to anybody outside.

Whoever sends takes notices that wait. What a training twin writes is kept there instead, so it is never sent.
"""

from __future__ import annotations

from motcua.centers import here

WAITING, KEPT = "waiting", "kept"


def outgoing() -> str:
    """In which state a notice of the center entered is written down."""
    return WAITING if here().training is None else KEPT
