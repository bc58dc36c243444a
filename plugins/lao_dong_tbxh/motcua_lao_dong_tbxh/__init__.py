"""Phòng Lao động - Thương binh và Xã hội: labour, invalids and social affairs."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl

NAME = "Phòng Lao động - Thương binh và Xã hội"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return ()
