"""What the procedures of cooperatives share: names, the members' meeting and its majorities, steps, doubts."""

import unicodedata
from collections.abc import Iterable

from motcua.api.fees import unconfirmed
from motcua.api.forms import Check, Choice, Date, Integer, Part, Text
from motcua.api.routes import Step, working_days
from motcua_tai_chinh_ke_hoach.desks import HEAD, REGISTRAR

MEMORY = (
    "Các điều của Luật Hợp tác xã 2012, Nghị định 193/2013/NĐ-CP, 107/2017/NĐ-CP và Thông tư 03/2014/TT-BKHĐT trích "
    "theo trí nhớ, chưa đối chiếu từng khoản; số thứ tự mẫu ở Phụ lục I của Thông tư cũng vậy."
)
QUORUM = (
    "Tỷ lệ dự đại hội thành viên lần thứ nhất (ít nhất 75%) trích theo trí nhớ; tỷ lệ khi triệu tập lại chưa đối chiếu "
    "nên không dùng để từ chối."
)
COUNTED = (
    "Số thành viên, tài sản sau khi tổ chức lại khớp với số trước đó là suy ra từ phương án chia, tách, hợp nhất, sáp "
    "nhập; Luật không nêu thành điều kiện riêng."
)
FEE = unconfirmed("Lệ phí đăng ký hợp tác xã do HĐND tỉnh quy định.")

# Phần phụ thuộc hợp tác xã (Luật Hợp tác xã 2012, Điều 27)
UNITS = {"branch": "Chi nhánh", "office": "Văn phòng đại diện", "place": "Địa điểm kinh doanh"}

# Luật Hợp tác xã 2012, Điều 22; Nghị định 193/2013/NĐ-CP, Điều 7: bắt đầu bằng “Hợp tác xã”, sau đó là tên riêng.
# The names of unions begin otherwise: they register with the province.
NAME_OF_COOPERATIVE = r"[Hh][Ợợ][Pp] [Tt][Áá][Cc] [Xx][Ãã] \S.*"


def cooperative_name(label: str, example: str) -> Text:
    """The question for a cooperative's name."""
    return Text(label, hint="Gồm “Hợp tác xã” và tên riêng", longest=150, pattern=NAME_OF_COOPERATIVE, example=example)


def plain(name: str) -> str:
    """A name as names are compared: however it is capitalised, spaced or encoded."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def are_different(names: Iterable[str]) -> bool:
    """Whether no name stands twice."""
    seen = [plain(name) for name in names]
    return len(set(seen)) == len(seen)


class Meeting(Part):
    """Đại hội thành viên của hợp tác xã và nghị quyết của đại hội."""

    resolution = Text("Số nghị quyết của đại hội thành viên", longest=50)
    held_on = Date("Ngày đại hội thành viên ra nghị quyết", not_future=True)
    call = Choice("Đại hội họp theo giấy triệu tập", {"first": "Lần thứ nhất", "again": "Lần thứ hai, thứ ba"})
    entitled = Integer("Số thành viên hoặc đại biểu được triệu tập", least=1, most=100_000, unit="người")
    present = Integer("Số thành viên hoặc đại biểu có mặt", least=1, most=100_000, unit="người")
    in_favour = Integer("Số người biểu quyết tán thành", least=0, most=100_000, unit="người")

    present_are_entitled = Check(
        "Số người có mặt không được nhiều hơn số được triệu tập.", present <= entitled, at=present
    )
    voters_are_present = Check("Số người tán thành không được nhiều hơn số có mặt.", in_favour <= present, at=in_favour)
    # Luật Hợp tác xã 2012, Điều 31
    is_quorate = Check(
        "Đại hội lần thứ nhất phải có ít nhất 75% số thành viên hoặc đại biểu được triệu tập có mặt.",
        call.is_("again") | (present * 4 >= entitled * 3),
        at=present,
    )


# Luật Hợp tác xã 2012, Điều 34 khoản 1: sửa đổi điều lệ, chia, tách, hợp nhất, sáp nhập, giải thể
def three_quarters(present: Integer, in_favour: Integer) -> Check:
    """The decision needs three quarters of those present."""
    return Check(
        "Nội dung này phải được ít nhất 75% tổng số người có mặt biểu quyết tán thành.",
        in_favour * 4 >= present * 3,
        at=in_favour,
    )


# Luật Hợp tác xã 2012, Điều 34 khoản 1: các nội dung khác
def more_than_half(present: Integer, in_favour: Integer) -> Check:
    """The decision needs more than half of those present."""
    return Check(
        "Nội dung này phải được trên 50% tổng số người có mặt biểu quyết tán thành.",
        in_favour * 2 > present,
        at=in_favour,
    )


class OrdinaryMeeting(Meeting):
    """Đại hội thành viên quyết định theo đa số."""

    is_carried = more_than_half(Meeting.present, Meeting.in_favour)


class CharterMeeting(Meeting):
    """Đại hội thành viên quyết định sửa đổi điều lệ, tổ chức lại, giải thể."""

    is_carried = three_quarters(Meeting.present, Meeting.in_favour)


# Luật Hợp tác xã 2012, Điều 23 khoản 3: 05 ngày làm việc
look_up_name = Step("Tra cứu tên trùng, tên gây nhầm lẫn", REGISTRAR, working_days(1), key="tra-cuu-ten")
examine = Step("Thẩm định hồ sơ", REGISTRAR, working_days(2.5), key="tham-dinh")
sign_certificate = Step("Ký giấy chứng nhận", HEAD, working_days(1), key="ky-giay-chung-nhan")
sign_confirmation = Step("Ký giấy xác nhận", HEAD, working_days(1), key="ky-xac-nhan")
