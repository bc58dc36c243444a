"""Phòng Văn hóa và Thông tin: culture and information."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl

NAME = "Phòng Văn hóa và Thông tin"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return ()
