"""Which centers are training twins, and what every act on one asks first."""

from __future__ import annotations

from motcua.centers import Center, here
from motcua.centers.training import Training
from motcua.domain.errors import Conflict, Refused
from motcua.services.office import Office

SUFFIX = "-tap-huan"
NOT_A_TWIN = (
    "Đây không phải trung tâm đào tạo nên không có bài tập. Người quản trị máy chủ mở bằng lệnh motcua training open."
)


def twin_key(of: str) -> str:
    return f"{of}{SUFFIX}"


def training_of(center: Center) -> Training:
    """Refuses every center at which real dossiers are."""
    if center.training is None:
        raise Conflict(f"{center.name} ({center.key}) không phải trung tâm đào tạo: không làm gì.")
    return center.training


def check_is_twin(office: Office) -> Center:
    """The center entered, as the installation knows it now; Refused where it is no twin."""
    center = office.centers.get(here().key, here())
    if center.training is None:
        raise Refused(NOT_A_TWIN)
    return center
