"""Who works at the province's own console, and what each of them may do there.

The province sees numbers of its centers, never persons. Whoever must look into one center asks for it with a reason,
somebody else consents, and for that time they are a guest of that center: they read, and everything they open stands
in the center's trail.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum


class ProvinceRole(StrEnum):
    """What somebody does for the province. `GUEST` is what they are inside a center, and never a role of an account."""

    OFFICER = "province_officer"
    LEADER = "province_leader"
    ADMINISTRATOR = "province_administrator"
    GUEST = "province_guest"


PROVINCE_ROLE_NAMES: Mapping[ProvinceRole, str] = {
    ProvinceRole.OFFICER: "Cán bộ theo dõi của tỉnh",
    ProvinceRole.LEADER: "Lãnh đạo của tỉnh",
    ProvinceRole.ADMINISTRATOR: "Quản trị của tỉnh",
    ProvinceRole.GUEST: "Cán bộ tỉnh truy cập khẩn cấp",
}


class ProvincePermission(StrEnum):
    """One thing that may be done at the console; each of its pages names one."""

    OVERSEE = "oversee"
    ADD_CENTER = "add_center"
    ANNOUNCE = "announce"
    SWITCH_PLUGINS = "switch_plugins"
    DECIDE_CALENDAR = "decide_calendar"
    ASK_ACCESS = "ask_access"
    CONSENT_ACCESS = "consent_access"
    KEEP_OFFICERS = "keep_officers"


PROVINCE_PERMISSION_NAMES: Mapping[ProvincePermission, str] = {
    ProvincePermission.OVERSEE: "xem số liệu của các trung tâm",
    ProvincePermission.ADD_CENTER: "thêm trung tâm",
    ProvincePermission.ANNOUNCE: "đăng thông báo đến các trung tâm",
    ProvincePermission.SWITCH_PLUGINS: "bật, tắt gói thủ tục tại các trung tâm",
    ProvincePermission.DECIDE_CALENDAR: "quyết định ngày nghỉ, ngày làm bù chung của các trung tâm",
    ProvincePermission.ASK_ACCESS: "đề nghị truy cập khẩn cấp một trung tâm",
    ProvincePermission.CONSENT_ACCESS: "đồng ý cho truy cập khẩn cấp",
    ProvincePermission.KEEP_OFFICERS: "quản lý tài khoản của tỉnh",
}

_P = ProvincePermission
# Nobody holds both sides of an access: who asks never consents, whatever roles one account is given.
PROVINCE_ROLE_PERMISSIONS: Mapping[ProvinceRole, frozenset[ProvincePermission]] = {
    ProvinceRole.OFFICER: frozenset({_P.OVERSEE, _P.ANNOUNCE, _P.ASK_ACCESS}),
    ProvinceRole.LEADER: frozenset({_P.OVERSEE, _P.CONSENT_ACCESS}),
    ProvinceRole.ADMINISTRATOR: frozenset(
        {_P.OVERSEE, _P.ADD_CENTER, _P.ANNOUNCE, _P.SWITCH_PLUGINS, _P.DECIDE_CALENDAR, _P.KEEP_OFFICERS}
    ),
}
ACCOUNT_ROLES = (ProvinceRole.OFFICER, ProvinceRole.LEADER, ProvinceRole.ADMINISTRATOR)

SHORTEST_REASON = 20
LENGTHS: Mapping[int, str] = {30: "30 phút", 60: "1 giờ", 120: "2 giờ", 240: "4 giờ"}
# Unanswered for so long, a request is over: what was urgent yesterday is asked for again today.
ANSWERED_WITHIN = timedelta(hours=8)
TICKET_LASTS = timedelta(minutes=2)
