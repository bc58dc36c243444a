"""Thanh tra huyện: petitions, complaints, denunciations and accountability."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl

NAME = "Thanh tra huyện"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return ()
