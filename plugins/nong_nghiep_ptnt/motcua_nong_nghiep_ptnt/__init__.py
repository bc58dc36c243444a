"""Phòng Nông nghiệp và Phát triển nông thôn: agriculture and rural development."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl

NAME = "Phòng Nông nghiệp và Phát triển nông thôn"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return ()
