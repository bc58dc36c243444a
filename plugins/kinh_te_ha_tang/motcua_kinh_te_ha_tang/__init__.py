"""Phòng Kinh tế và Hạ tầng: building permits for single houses."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl
from motcua_kinh_te_ha_tang.giay_phep_xay_dung import PERMIT

NAME = "Phòng Kinh tế và Hạ tầng"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return (PERMIT,)
