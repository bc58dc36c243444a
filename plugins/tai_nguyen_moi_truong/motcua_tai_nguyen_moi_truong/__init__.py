"""Phòng Tài nguyên và Môi trường: natural resources and environment."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl

NAME = "Phòng Tài nguyên và Môi trường"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return ()
