"""Phòng Nông nghiệp và Phát triển nông thôn: agriculture and rural development."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl
from motcua_nong_nghiep_ptnt.trang_trai import CAP_DOI_TRANG_TRAI, CAP_LAI_TRANG_TRAI, TRANG_TRAI

NAME = "Phòng Nông nghiệp và Phát triển nông thôn"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return (TRANG_TRAI, CAP_DOI_TRANG_TRAI, CAP_LAI_TRANG_TRAI)
