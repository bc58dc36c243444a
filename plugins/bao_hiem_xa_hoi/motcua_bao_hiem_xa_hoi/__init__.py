"""Bảo hiểm xã hội huyện: social and health insurance."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl
from motcua_bao_hiem_xa_hoi.bhxh_mot_lan import LUMP_SUM
from motcua_bao_hiem_xa_hoi.bhxh_tu_nguyen import VOLUNTARY
from motcua_bao_hiem_xa_hoi.the_bhyt import HEALTH_CARD

NAME = "Bảo hiểm xã hội huyện"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return (VOLUNTARY, HEALTH_CARD, LUMP_SUM)
