"""Phòng Văn hóa và Thông tin: culture and information."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl
from motcua_van_hoa_thong_tin.karaoke import KARAOKE

NAME = "Phòng Văn hóa và Thông tin"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return (KARAOKE,)
