"""Notices as a page lists them: written down with the act they are about.

What the applicant is told leaves as a message (`services.messages.queue`). The others are for people who work here:
they are read on the dossier and in the worklists, and are sent nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.centers import here
from motcua.domain.events import RECIPIENTS
from motcua.services.dossiers.naming import agency_name
from motcua.services.dossiers.page import NoticeLine
from motcua.services.messages.outgoing import KEPT, WAITING

STATES: Mapping[str, str] = {WAITING: "ghi tại hồ sơ", KEPT: "giữ lại, không gửi đi (đào tạo)"}
#: Written before messages left this installation, or about what was no news any more.
NOT_SENT = "không gửi đi"


def notice_line(row: Mapping[str, Any]) -> NoticeLine:
    to, _, agency = str(row["channel"]).partition(":")
    name = agency_name(here(), agency) if agency else RECIPIENTS.get(to, to)
    state = NOT_SENT if (to, row["state"]) == ("applicant", WAITING) else STATES.get(row["state"], row["state"])
    return NoticeLine(row["at"], f"{name[:1].upper()}{name[1:]}", row["text"], state)
