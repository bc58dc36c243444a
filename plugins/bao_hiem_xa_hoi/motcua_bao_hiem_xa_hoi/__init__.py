"""Bảo hiểm xã hội huyện: social and health insurance."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl

NAME = "Bảo hiểm xã hội huyện"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return ()
