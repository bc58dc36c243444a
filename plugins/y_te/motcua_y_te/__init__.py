"""Phòng Y tế: food safety of catering."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl

NAME = "Phòng Y tế"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return ()
