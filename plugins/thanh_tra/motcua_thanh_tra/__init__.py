"""Thanh tra huyện: petitions, complaints, denunciations and accountability."""

from collections.abc import Iterable

from motcua.api import Procedure, hookimpl
from motcua_thanh_tra.don_thu import RECEPTION, SORTING
from motcua_thanh_tra.giai_trinh import ACCOUNT, ACCOUNT_REQUEST
from motcua_thanh_tra.khieu_nai import FIRST_COMPLAINT, SECOND_COMPLAINT
from motcua_thanh_tra.to_cao import DENUNCIATION

NAME = "Thanh tra huyện"


@hookimpl
def register_procedures() -> Iterable[Procedure]:
    return (
        RECEPTION,
        SORTING,
        FIRST_COMPLAINT,
        SECOND_COMPLAINT,
        DENUNCIATION,
        ACCOUNT_REQUEST,
        ACCOUNT,
    )
