"""The demo's people of the province: one of each role, so that an access has two sides."""

from __future__ import annotations

from motcua.centers import StaffRow
from motcua.domain.province import ProvinceRole

OFFICERS = (
    StaffRow("minh.nv", "Nguyễn Văn Minh", "Chuyên viên theo dõi", "", "own", None, (ProvinceRole.OFFICER.value,)),
    StaffRow("hoa.tt", "Trần Thị Hòa", "Phó Chánh Văn phòng", "", "own", None, (ProvinceRole.LEADER.value,)),
    StaffRow("son.dv", "Đỗ Văn Sơn", "Quản trị hệ thống", "", "own", None, (ProvinceRole.ADMINISTRATOR.value,)),
)
