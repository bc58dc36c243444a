"""Phòng Y tế: food safety of catering."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl
from motcua_y_te.cap_doi import CATERING_CHANGE
from motcua_y_te.dich_vu_an_uong import CATERING
from motcua_y_te.kien_thuc import KNOWLEDGE

NAME = "Phòng Y tế"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return (CATERING, CATERING_CHANGE, KNOWLEDGE)
