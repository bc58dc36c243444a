"""Phòng Nội vụ: home affairs: associations, funds, awards, religion."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl

NAME = "Phòng Nội vụ"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return ()
