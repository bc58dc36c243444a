"""Notices as a page lists them: written down with the act they are about, waiting to be sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.centers import here
from motcua.domain.events import RECIPIENTS
from motcua.services.dossier_page import NoticeLine
from motcua.services.naming import agency_name
from motcua.services.outgoing import KEPT, WAITING

STATES: Mapping[str, str] = {WAITING: "chờ gửi", KEPT: "giữ lại, không gửi đi (đào tạo)"}


def notice_line(row: Mapping[str, Any]) -> NoticeLine:
    to, _, agency = str(row["channel"]).partition(":")
    name = agency_name(here(), agency) if agency else RECIPIENTS.get(to, to)
    return NoticeLine(row["at"], f"{name[:1].upper()}{name[1:]}", row["text"], STATES.get(row["state"], row["state"]))
