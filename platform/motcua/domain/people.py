"""Who may do what: roles, permissions and the table that joins them.

A role says what kind of work somebody does at a center; a desk (held by name in `tenants/<center>/staff.csv`)
says whose dossiers they do it on. Rights on one dossier need both, see `why_not` in `motcua.domain.dossier`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from motcua.domain.province import (
    PROVINCE_PERMISSION_NAMES,
    PROVINCE_ROLE_NAMES,
    PROVINCE_ROLE_PERMISSIONS,
    ProvincePermission,
    ProvinceRole,
)


class Role(StrEnum):
    """What somebody does at a center; the Vietnamese title is `ROLE_NAMES[role]`."""

    RECEPTION = "reception"
    GUIDE = "guide"
    CASHIER = "cashier"
    CLERK = "clerk"
    OFFICER = "officer"
    HEAD = "head"
    LEADER = "leader"
    DIRECTOR = "director"
    DEPUTY_DIRECTOR = "deputy_director"
    ADMINISTRATOR = "administrator"
    POST_OFFICER = "post_officer"
    INSPECTOR = "inspector"


ROLE_NAMES: Mapping[Role, str] = {
    Role.RECEPTION: "Cán bộ tiếp nhận và trả kết quả",
    Role.GUIDE: "Cán bộ hướng dẫn",
    Role.CASHIER: "Cán bộ thu phí, lệ phí",
    Role.CLERK: "Văn thư",
    Role.OFFICER: "Cán bộ thụ lý",
    Role.HEAD: "Lãnh đạo phòng, cơ quan chuyên môn",
    Role.LEADER: "Lãnh đạo UBND huyện",
    Role.DIRECTOR: "Giám đốc Trung tâm",
    Role.DEPUTY_DIRECTOR: "Phó Giám đốc Trung tâm",
    Role.ADMINISTRATOR: "Quản trị Trung tâm",
    Role.POST_OFFICER: "Cán bộ bưu chính công ích",
    Role.INSPECTOR: "Thanh tra, kiểm tra",
}


class Permission(StrEnum):
    """One thing a person may do; routes and moves each name one."""

    RECEIVE = "receive"
    RESOLVE_AT_ONCE = "resolve_at_once"
    HAND_OVER = "hand_over"
    PROCESS = "process"
    SIGN = "sign"
    NUMBER = "number"
    TAKE_BACK = "take_back"
    HAND_BACK = "hand_back"
    COLLECT_FEE = "collect_fee"
    APPROVE_REFUND = "approve_refund"
    SETTLE_FEES = "settle_fees"
    KEEP_RECEIPT_BOOKS = "keep_receipt_books"
    ASSIGN = "assign"
    STOP = "stop"
    CANCEL_ACCEPTANCE = "cancel_acceptance"
    ASK_TO_REAPPOINT = "ask_to_reappoint"
    REAPPOINT = "reappoint"
    ALLOW_SUPPLEMENT = "allow_supplement"
    SEE_DOSSIERS = "see_dossiers"
    SEE_EVERY_DOSSIER = "see_every_dossier"
    SEE_BOOKS = "see_books"
    CLOSE_BOOKS = "close_books"
    SEE_STAFF = "see_staff"
    SEE_SETTINGS = "see_settings"
    APPROVE_OUTAGE = "approve_outage"
    MANAGE_ACCOUNTS = "manage_accounts"
    REVIEW_PROCEDURES = "review_procedures"
    PUBLISH_PROCEDURES = "publish_procedures"
    KEEP_PLUGINS = "keep_plugins"
    KEEP_MESSAGES = "keep_messages"
    HEAR_PEOPLE = "hear_people"
    TRAIN = "train"
    CARRY_POST = "carry_post"
    GIVE_NUMBERS = "give_numbers"
    RECORD_INCIDENT = "record_incident"
    ANSWER_INCIDENT = "answer_incident"
    SEE_REPORTS = "see_reports"
    DIRECT = "direct"
    INSPECT = "inspect"
    SEE_INSPECTIONS = "see_inspections"
    KEEP_ARCHIVE = "keep_archive"
    APPROVE_DISPOSAL = "approve_disposal"


PERMISSION_NAMES: Mapping[Permission, str] = {
    Permission.RECEIVE: "tiếp nhận hồ sơ",
    Permission.RESOLVE_AT_ONCE: "giải quyết ngay tại quầy",
    Permission.HAND_OVER: "chuyển hồ sơ đến cơ quan giải quyết",
    Permission.PROCESS: "thụ lý hồ sơ",
    Permission.SIGN: "ký kết quả",
    Permission.NUMBER: "vào số, phát hành kết quả",
    Permission.TAKE_BACK: "nhận kết quả về Trung tâm",
    Permission.HAND_BACK: "trả kết quả",
    Permission.COLLECT_FEE: "thu phí, lệ phí",
    Permission.APPROVE_REFUND: "duyệt hoàn, hủy khoản thu phí, lệ phí",
    Permission.SETTLE_FEES: "đối soát, quyết toán phí, lệ phí",
    Permission.KEEP_RECEIPT_BOOKS: "đăng ký, khóa quyển biên lai",
    Permission.ASSIGN: "phân công người xử lý",
    Permission.STOP: "dừng giải quyết hồ sơ",
    Permission.CANCEL_ACCEPTANCE: "hủy tiếp nhận trong ngày",
    Permission.ASK_TO_REAPPOINT: "đề nghị xin lỗi, hẹn lại ngày trả kết quả",
    Permission.REAPPOINT: "xin lỗi và hẹn lại ngày trả kết quả",
    Permission.ALLOW_SUPPLEMENT: "cho phép yêu cầu bổ sung hồ sơ lần nữa",
    Permission.SEE_DOSSIERS: "xem hồ sơ",
    Permission.SEE_EVERY_DOSSIER: "xem mọi hồ sơ của Trung tâm",
    Permission.SEE_BOOKS: "xem, in sổ theo dõi và sổ chứng thực",
    Permission.CLOSE_BOOKS: "khóa sổ theo dõi, sổ chứng thực cuối năm",
    Permission.SEE_STAFF: "xem danh sách cán bộ",
    Permission.SEE_SETTINGS: "xem cấu hình của Trung tâm",
    Permission.APPROVE_OUTAGE: "xác nhận hồ sơ tiếp nhận bằng phiếu dự phòng",
    Permission.MANAGE_ACCOUNTS: "quản lý tài khoản cán bộ",
    Permission.REVIEW_PROCEDURES: "rà soát thủ tục hành chính",
    Permission.PUBLISH_PROCEDURES: "công bố, tạm ngừng, bãi bỏ thủ tục tại Trung tâm",
    Permission.KEEP_PLUGINS: "cho chạy lại gói thủ tục đã tạm ngưng",
    Permission.KEEP_MESSAGES: "theo dõi thư, tin nhắn gửi ra ngoài",
    Permission.HEAR_PEOPLE: "tiếp nhận phản ánh, kiến nghị, xem đánh giá, niêm yết công khai",
    Permission.TRAIN: "điều khiển lớp tập huấn ở trung tâm đào tạo",
    Permission.CARRY_POST: "nhận, phát hồ sơ và kết quả qua bưu chính công ích",
    Permission.GIVE_NUMBERS: "phát số thứ tự cho người đến Trung tâm",
    Permission.RECORD_INCIDENT: "ghi nhận sự cố mất, hỏng, nhầm giấy tờ",
    Permission.ANSWER_INCIDENT: "xử lý sự cố giấy tờ, phát hành thư xin lỗi",
    Permission.SEE_REPORTS: "xem báo cáo thống kê",
    Permission.DIRECT: "điều hành Trung tâm, đôn đốc cơ quan giải quyết",
    Permission.INSPECT: "tra cứu nhật ký, trích xuất hồ sơ phục vụ thanh tra",
    Permission.SEE_INSPECTIONS: "xem việc thanh tra đã tra cứu, trích xuất",
    Permission.KEEP_ARCHIVE: "đặt thời hạn bảo quản, lập danh mục hồ sơ hết thời hạn",
    Permission.APPROVE_DISPOSAL: "duyệt tiêu hủy hồ sơ hết thời hạn bảo quản",
}

_P = Permission
# Whoever decides which procedures the center takes in; heads look through those of their own agency.
_BOARD = frozenset({_P.REVIEW_PROCEDURES, _P.PUBLISH_PROCEDURES})
_DIRECTOR = _BOARD | {
    _P.CANCEL_ACCEPTANCE,
    _P.REAPPOINT,
    _P.ALLOW_SUPPLEMENT,
    _P.SEE_DOSSIERS,
    _P.SEE_EVERY_DOSSIER,
    _P.SEE_BOOKS,
    _P.CLOSE_BOOKS,
    _P.SEE_STAFF,
    _P.SEE_SETTINGS,
    _P.APPROVE_OUTAGE,
    _P.APPROVE_REFUND,
    _P.SETTLE_FEES,
    _P.HEAR_PEOPLE,
    _P.RECORD_INCIDENT,
    _P.ANSWER_INCIDENT,
    _P.SEE_REPORTS,
    _P.DIRECT,
    _P.SEE_INSPECTIONS,
}
# Whoever can have a dossier in hand when its time runs out.
_HOLDER = frozenset({_P.ASK_TO_REAPPOINT, _P.RECORD_INCIDENT})
ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.RECEPTION: frozenset(
        {_P.RECEIVE, _P.RESOLVE_AT_ONCE, _P.HAND_OVER, _P.TAKE_BACK, _P.HAND_BACK, _P.COLLECT_FEE, _P.SEE_DOSSIERS}
        | {_P.GIVE_NUMBERS}
        | _HOLDER
    ),
    Role.GUIDE: frozenset({_P.GIVE_NUMBERS}),
    Role.CASHIER: frozenset({_P.COLLECT_FEE, _P.SEE_DOSSIERS, _P.SETTLE_FEES}),
    Role.CLERK: frozenset({_P.NUMBER, _P.SEE_DOSSIERS, _P.SEE_BOOKS, _P.CLOSE_BOOKS, _P.KEEP_ARCHIVE}) | _HOLDER,
    Role.OFFICER: frozenset({_P.PROCESS, _P.SEE_DOSSIERS}) | _HOLDER,
    Role.HEAD: frozenset(
        {
            _P.PROCESS,
            _P.SIGN,
            _P.ASSIGN,
            _P.STOP,
            _P.SEE_DOSSIERS,
            _P.SEE_BOOKS,
            _P.CLOSE_BOOKS,
            _P.REVIEW_PROCEDURES,
            _P.SEE_REPORTS,
        }
    )
    | _HOLDER,
    Role.LEADER: frozenset({_P.PROCESS, _P.SIGN, _P.ASSIGN, _P.STOP, _P.SEE_DOSSIERS}) | _HOLDER,
    # What is destroyed does not come back: only who answers for the center approves it.
    Role.DIRECTOR: _DIRECTOR | {_P.APPROVE_DISPOSAL},
    Role.DEPUTY_DIRECTOR: _DIRECTOR,
    # The administrator keeps accounts, not dossiers: least privilege (libraries §12, QĐ 742 list).
    Role.ADMINISTRATOR: _BOARD
    | {_P.SEE_STAFF, _P.SEE_SETTINGS, _P.MANAGE_ACCOUNTS, _P.KEEP_PLUGINS, _P.KEEP_MESSAGES, _P.TRAIN}
    | {_P.KEEP_RECEIPT_BOOKS},
    # Of the post's own staff: what it carries, and no dossier.
    Role.POST_OFFICER: frozenset({_P.CARRY_POST, _P.RECORD_INCIDENT}),
    # Reads everything, changes nothing; each look is written down.
    Role.INSPECTOR: frozenset({_P.INSPECT, _P.SEE_INSPECTIONS, _P.SEE_DOSSIERS, _P.SEE_BOOKS}),
}

AnyRole = Role | ProvinceRole
AnyPermission = Permission | ProvincePermission
# A guest from the province reads; what is posted is refused at the door, whatever a page declares.
_GUEST: frozenset[AnyPermission] = frozenset({_P.SEE_DOSSIERS, _P.SEE_EVERY_DOSSIER, _P.SEE_STAFF})


def permissions_of(role: AnyRole) -> frozenset[AnyPermission]:
    if isinstance(role, Role):
        return ROLE_PERMISSIONS[role]
    return _GUEST if role is ProvinceRole.GUEST else PROVINCE_ROLE_PERMISSIONS[role]


def role_of(text: str) -> AnyRole:
    """A role by its stored value, of a center or of the province."""
    return ProvinceRole(text) if text.startswith("province_") else Role(text)


def role_name(role: AnyRole) -> str:
    return PROVINCE_ROLE_NAMES[role] if isinstance(role, ProvinceRole) else ROLE_NAMES[role]


def permission_name(permission: AnyPermission) -> str:
    if isinstance(permission, ProvincePermission):
        return PROVINCE_PERMISSION_NAMES[permission]
    return PERMISSION_NAMES[permission]


RECEPTION_DESK = ("center", "reception")
CLERK_DESK = ("center", "clerk")
EVERY_AGENCY = "*"
# Steps at the province or at a commune: no desk of this center, so reception sends and receives.
OUTSIDE_AGENCIES: Mapping[str, str] = {"province": "Cơ quan cấp tỉnh", "commune": "UBND cấp xã"}


@dataclass(frozen=True, slots=True)
class Staff:
    """A signed-in person of one center, as the session knows them.

    `desks` are (agency key, desk key) pairs; `receives` the agencies whose procedures they take at the counter
    (`*` for all). `must_set_up_code`: the second step of signing in is required of them and not set up yet.
    `stands_in_for` are the people away whose place they take today: roles, desks and agencies hold theirs as well then,
    and `own` is the person without them (`motcua.domain.substitution`).
    """

    id: UUID
    username: str
    name: str
    title: str
    roles: frozenset[AnyRole]
    desks: frozenset[tuple[str, str]] = frozenset()
    receives: frozenset[str] = frozenset()
    agency: str | None = None
    phone: str = ""
    must_change_password: bool = False
    must_set_up_code: bool = False
    own: Staff | None = None
    stands_in_for: tuple[Staff, ...] = ()

    @property
    def permissions(self) -> frozenset[AnyPermission]:
        return frozenset().union(*(permissions_of(role) for role in self.roles))

    def may(self, permission: AnyPermission) -> bool:
        return any(permission in permissions_of(role) for role in self.roles)

    @property
    def is_guest(self) -> bool:
        """Somebody of the province, let into this center for a while."""
        return ProvinceRole.GUEST in self.roles

    @property
    def reads_every_dossier(self) -> bool:
        """Whoever oversees the center, and whoever inspects it."""
        return self.may(Permission.SEE_EVERY_DOSSIER) or self.may(Permission.INSPECT)

    def holds(self, agency: str, desk: str) -> bool:
        return (agency, desk) in self.desks

    def is_at(self, agency: str) -> bool:
        """Belongs to the agency, or holds one of its desks."""
        return self.agency == agency or any(at == agency for at, _ in self.desks)

    def receives_for(self, agency: str) -> bool:
        return EVERY_AGENCY in self.receives or agency in self.receives


# Whoever can change a dossier's outcome with a signature, a date or a right, read all of them or have them destroyed: a
# password alone is too little for that.
# At the province it is whoever opens a center to others: by an access, by its making, by an account.
_GUARDED: frozenset[AnyPermission] = frozenset(
    {
        *(_P.SIGN, _P.REAPPOINT, _P.MANAGE_ACCOUNTS),
        *(_P.INSPECT, _P.APPROVE_DISPOSAL),
        *(ProvincePermission.ASK_ACCESS, ProvincePermission.CONSENT_ACCESS),
        *(ProvincePermission.ADD_CENTER, ProvincePermission.KEEP_OFFICERS),
    }
)


def needs_code(roles: Collection[AnyRole]) -> bool:
    """Administrators, directors, inspectors, whoever signs and everybody of the province confirm with a code."""
    return any(permissions_of(role) & _GUARDED for role in roles)


def who_may(permission: AnyPermission) -> str:
    """The titles of the roles that hold `permission`, for a sentence that says whom to ask."""
    if isinstance(permission, ProvincePermission):
        holds = (role for role, what in PROVINCE_ROLE_PERMISSIONS.items() if permission in what)
        return ", ".join(PROVINCE_ROLE_NAMES[role] for role in holds)
    return ", ".join(ROLE_NAMES[role] for role in Role if permission in ROLE_PERMISSIONS[role])


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts, and at what business instant (aware, UTC): the first argument of every service."""

    staff: Staff
    at: datetime

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("acting.at must be timezone-aware")

    @property
    def as_data(self) -> Mapping[str, Any]:
        return {"id": str(self.staff.id), "name": self.staff.name}
