"""The links at the top of every page, by what the person may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.domain.people import AnyPermission, Permission, Role, Staff
from motcua.domain.province import ProvincePermission, ProvinceRole


@dataclass(frozen=True, slots=True)
class NavLink:
    """A link; with `links`, a shelf that opens to them and leads nowhere itself."""

    text: str
    path: str
    is_here: bool = False
    links: tuple[NavLink, ...] = ()


PUBLIC_LINKS = (
    ("Trang chủ", "/"),
    ("Thủ tục hành chính", "/thu-tuc"),
    ("Tra cứu hồ sơ", "/tra-cuu"),
    ("Nộp trực tuyến", "/cong-dan"),
    ("Phản ánh, kiến nghị", "/phan-anh"),
    ("Công khai", "/cong-khai"),
    ("Đặt lịch hẹn", "/dat-lich"),
)
CITIZEN_LINKS = (
    ("Hồ sơ của tôi", "/cong-dan"),
    ("Nộp hồ sơ mới", "/cong-dan/nop"),
    ("Tài khoản", "/cong-dan/tai-khoan"),
    ("Thủ tục hành chính", "/thu-tuc"),
)
# text, path, who sees it (any of; None: everybody who works here). The first is where a day begins: the home.
STAFF_LINKS: tuple[tuple[str, str, frozenset[Permission] | None], ...] = (
    ("Việc của tôi", "/viec", None),
    ("Tiếp nhận", "/tiep-nhan", frozenset({Permission.RECEIVE})),
    ("Nộp trực tuyến", "/nop-truc-tuyen", frozenset({Permission.RECEIVE, Permission.SEE_EVERY_DOSSIER})),
    ("Gọi số", "/quay", frozenset({Permission.RECEIVE})),
    ("Phát số", "/phat-so", frozenset({Permission.GIVE_NUMBERS})),
    ("Trả kết quả", "/tra-ket-qua", frozenset({Permission.HAND_BACK})),
    ("Hồ sơ", "/ho-so", frozenset({Permission.SEE_DOSSIERS})),
    (
        "Bàn giao",
        "/ban-giao",
        frozenset({Permission.HAND_OVER, Permission.PROCESS, Permission.SEE_EVERY_DOSSIER}),
    ),
    (
        "Tính hạn",
        "/thoi-han",
        frozenset({Permission.RECEIVE, Permission.PROCESS, Permission.REAPPOINT}),
    ),
    ("Bưu chính", "/buu-chinh", frozenset({Permission.CARRY_POST, Permission.RECEIVE, Permission.SEE_EVERY_DOSSIER})),
    ("Sự cố", "/su-co", frozenset({Permission.RECORD_INCIDENT, Permission.ANSWER_INCIDENT})),
    ("Điều hành", "/dieu-hanh", frozenset({Permission.DIRECT})),
    ("Tóm tắt", "/tom-tat", frozenset({Permission.SEE_EVERY_DOSSIER})),
    (
        "Thu phí",
        "/thu-phi",
        frozenset({Permission.COLLECT_FEE, Permission.APPROVE_REFUND, Permission.KEEP_RECEIPT_BOOKS}),
    ),
    ("Thời gian chờ", "/thoi-gian-cho", frozenset({Permission.SEE_EVERY_DOSSIER})),
    ("Sổ", "/so", frozenset({Permission.SEE_BOOKS})),
    ("Phản ánh", "/tiep-thu", frozenset({Permission.HEAR_PEOPLE, Permission.SEE_DOSSIERS})),
    ("Đánh giá", "/danh-gia", None),
    ("Báo cáo", "/bao-cao", frozenset({Permission.SEE_REPORTS})),
    ("Thanh tra", "/thanh-tra", frozenset({Permission.INSPECT})),
    ("Lưu trữ", "/luu-tru", frozenset({Permission.KEEP_ARCHIVE, Permission.APPROVE_DISPOSAL})),
    ("Rà soát TTHC", "/ra-soat", frozenset({Permission.REVIEW_PROCEDURES})),
    ("Gói thủ tục", "/goi-thu-tuc", frozenset({Permission.KEEP_PLUGINS})),
    ("Thư gửi", "/thu-gui", frozenset({Permission.KEEP_MESSAGES})),
    ("Cán bộ", "/can-bo", frozenset({Permission.SEE_STAFF})),
    ("Thiết bị sảnh", "/thiet-bi/quan-ly", frozenset({Permission.MANAGE_ACCOUNTS})),
    ("Cấu hình", "/cau-hinh", frozenset({Permission.SEE_SETTINGS})),
    ("Thủ tục", "/thu-tuc", None),
)
#: Where somebody has more links than this, those of a shelf stand folded under its name.
MOST_IN_LINE = 12
#: Shelves by their names: what is opened a few times a day at most.
SHELVES: Mapping[str, tuple[str, ...]] = {
    "Giám sát": ("/tom-tat", "/thoi-gian-cho", "/so", "/tiep-thu", "/danh-gia", "/thanh-tra", "/luu-tru"),
    "Quản trị": ("/ra-soat", "/goi-thu-tuc", "/thu-gui", "/can-bo", "/thiet-bi/quan-ly", "/cau-hinh"),
}
# At the province's console; the first is what its day begins with.
PROVINCE_LINKS: tuple[tuple[str, str, ProvincePermission], ...] = (
    ("Toàn tỉnh", "/", ProvincePermission.OVERSEE),
    ("Báo cáo", "/bao-cao", ProvincePermission.OVERSEE),
    ("Thủ tục", "/thu-tuc", ProvincePermission.OVERSEE),
    ("Gói thủ tục", "/goi-thu-tuc", ProvincePermission.OVERSEE),
    ("Lịch làm việc", "/lich", ProvincePermission.OVERSEE),
    ("Thông báo", "/thong-bao", ProvincePermission.OVERSEE),
    ("Truy cập khẩn cấp", "/truy-cap", ProvincePermission.OVERSEE),
    ("Thêm trung tâm", "/them-trung-tam", ProvincePermission.ADD_CENTER),
    ("Cán bộ", "/can-bo", ProvincePermission.KEEP_OFFICERS),
    ("Nhật ký", "/nhat-ky", ProvincePermission.OVERSEE),
)


#: Pages at an address of their own that are reached from a page of the menu.
WITHIN: Mapping[str, tuple[str, ...]] = {"/dieu-hanh": ("/don-doc",)}
#: At a training twin before all others.
TRAINING_LINKS: tuple[tuple[str, str, frozenset[Permission] | None], ...] = (
    ("Bài tập", "/tap-huan", None),
    ("Lớp tập huấn", "/tap-huan/lop", frozenset({Permission.TRAIN})),
)


def navigation_of(
    staff: Staff | None, path: str, *, is_console: bool = False, is_training: bool = False, is_citizen: bool = False
) -> tuple[NavLink, ...]:
    links: tuple[tuple[str, str], ...]
    if staff is None:
        links = () if is_console else CITIZEN_LINKS if is_citizen else PUBLIC_LINKS
    elif staff.must_change_password or staff.must_set_up_code:
        links = ()
    else:
        mine: frozenset[AnyPermission] = staff.permissions
        if is_console:
            links = tuple((text, at) for text, at, wanted in PROVINCE_LINKS if wanted in mine)
            return tuple(NavLink(text, at, _is_here(at, path)) for text, at in links)
        every = (*TRAINING_LINKS, *STAFF_LINKS) if is_training else STAFF_LINKS
        links = tuple((text, at) for text, at, wanted in every if wanted is None or wanted & mine)
    return _shelved(tuple(NavLink(text, at, _is_here(at, path)) for text, at in links))


def _shelved(links: tuple[NavLink, ...]) -> tuple[NavLink, ...]:
    """Few links as they are; of many, each shelf with two or more folded behind the others."""
    if len(links) <= MOST_IN_LINE:
        return links
    shelves = []
    for name, paths in SHELVES.items():
        theirs = tuple(link for link in links if link.path in paths)
        if len(theirs) > 1:
            shelves.append(NavLink(name, "", any(link.is_here for link in theirs), theirs))
    folded = {link.path for shelf in shelves for link in shelf.links}
    return (*(link for link in links if link.path not in folded), *shelves)


def _is_here(at: str, path: str) -> bool:
    if at in ("/tap-huan", "/cong-dan"):
        return path == at
    return any(path == each or (each != "/" and path.startswith(f"{each}/")) for each in (at, *WITHIN.get(at, ())))


def first_page_of(staff: Staff) -> str:
    """Where somebody's day begins: at their home, which says what to do next."""
    if any(isinstance(role, ProvinceRole) for role in staff.roles) and not staff.is_guest:
        return PROVINCE_LINKS[0][1]
    if staff.roles == {Role.INSPECTOR}:
        return "/thanh-tra"
    return STAFF_LINKS[0][1]
