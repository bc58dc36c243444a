"""Phòng Giáo dục và Đào tạo: education and training."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl

NAME = "Phòng Giáo dục và Đào tạo"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return ()
