"""What the procedures of schools share: the school, who asks for it, earlier decisions, the offices that are asked."""

from typing import Any

from motcua.api.forms import Check, Choice, Commune, Date, Many, Money, Part, Rows, Text
from motcua.api.routes import Consult, consult, desk_of, working_days

# Luật Giáo dục 2005, Điều 48 (sửa đổi 2009): loại hình nhà trường; dân lập chỉ còn ở giáo dục mầm non
KINDS = {"public": "Công lập", "private": "Tư thục"}
ASKERS = {"commune": "Ủy ban nhân dân xã, thị trấn", "body": "Tổ chức", "person": "Cá nhân"}

TENURES = {"own": "Đất đã có quyền sử dụng", "allot": "Xin giao đất, thuê đất", "lease": "Thuê trụ sở, nhà có sẵn"}
SOURCES = {
    "state": "Ngân sách nhà nước",
    "own": "Vốn góp của bên thành lập",
    "loan": "Vốn vay",
    "gift": "Tài trợ, viện trợ",
}
WAYS = {"merge": "Sáp nhập", "divide": "Chia", "split": "Tách"}

# Nghị định 46/2017/NĐ-CP, Điều 8 khoản 1, Điều 20, Điều 30: các trường hợp bị đình chỉ hoạt động giáo dục
SUSPENSIONS = {
    "unfit": "Không bảo đảm một trong các điều kiện hoạt động giáo dục",
    "idle": "Không triển khai hoạt động giáo dục trong 1 năm kể từ ngày được phép",
    "fined": "Vi phạm hành chính trong lĩnh vực giáo dục ở mức độ phải đình chỉ",
    "fraud": "Có hành vi gian lận để được cho phép hoạt động",
    "power": "Người cho phép hoạt động giáo dục không đúng thẩm quyền",
}

_OFFICES = {
    "land": ("Ý kiến về đất đai, môi trường", "tai_nguyen_moi_truong", "Phòng Tài nguyên và Môi trường"),
    "building": ("Ý kiến về quy hoạch, công trình", "kinh_te_ha_tang", "Phòng Kinh tế và Hạ tầng"),
    "staff": ("Ý kiến về bộ máy, biên chế", "noi_vu", "Phòng Nội vụ"),
    "money": ("Ý kiến về ngân sách, tài sản", "tai_chinh_ke_hoach", "Phòng Tài chính - Kế hoạch"),
    "health": ("Ý kiến về vệ sinh, an toàn thực phẩm", "y_te", "Phòng Y tế"),
}


def asked(days: int, *offices: str) -> tuple[Consult, ...]:
    """The opinions of the offices concerned, each in `days` working days, while the education office appraises."""
    return tuple(
        consult(label, desk_of(agency, "officer", office), working_days(days))
        for label, agency, office in (_OFFICES[key] for key in offices)
    )


def as_many_before(way: Choice, before: "Rows[Any]") -> tuple[Check, Check]:
    """One school is divided or split; several are merged."""
    one = Check("Chia, tách thì chỉ ghi một trường hiện có.", way.is_("merge") | before.count().is_(1), at=before)
    several = Check("Sáp nhập phải từ hai trường trở lên.", way.is_not("merge") | (before.count() >= 2), at=before)
    return one, several


def as_many_after(way: Choice, after: "Rows[Any]") -> tuple[Check, Check]:
    """New schools only, so that one is enough when a school is split and the old one remains."""
    one = Check("Sáp nhập thì chỉ còn một trường.", way.is_not("merge") | after.count().is_(1), at=after)
    several = Check(
        "Chia thì trường cũ chấm dứt và có từ hai trường mới trở lên.",
        way.is_not("divide") | (after.count() >= 2),
        at=after,
    )
    return one, several


class Proposal(Part):
    """Trường phổ thông đề nghị thành lập và bên đề nghị."""

    name = Text("Tên trường đề nghị thành lập")
    kind = Choice("Loại hình trường đề nghị", KINDS)
    asker = Choice("Bên đề nghị thành lập", ASKERS)
    site = Text("Địa điểm dự kiến xây dựng trường", longest=300)
    commune = Commune("Xã, thị trấn dự kiến đặt trường")
    capital = Money("Tổng vốn đầu tư dự kiến của đề án", least=1_000_000)
    sources = Many("Nguồn vốn của đề án", SOURCES)

    # Nghị định 46/2017/NĐ-CP, Điều 16 và Điều 26: UBND cấp xã với trường công lập; tổ chức, cá nhân với trường tư thục
    is_for_the_commune_to_ask = Check(
        "Trường công lập do Ủy ban nhân dân cấp xã đề nghị thành lập.",
        kind.is_("private") | asker.is_("commune"),
        at=asker,
    )
    is_for_others_to_ask = Check(
        "Trường tư thục do tổ chức hoặc cá nhân đề nghị cho phép thành lập.",
        kind.is_("public") | asker.is_not("commune"),
        at=asker,
    )
    # Luật Giáo dục 2005, Điều 48 khoản 1: tư thục bảo đảm kinh phí bằng vốn ngoài ngân sách nhà nước
    is_off_budget = Check(
        "Trường tư thục thành lập bằng vốn ngoài ngân sách nhà nước.",
        kind.is_("public") | ~sources.includes("state"),
        at=sources,
    )


class FoundingDecision(Part):
    """Quyết định thành lập hoặc cho phép thành lập trường."""

    school = Text("Tên trường theo quyết định")
    number = Text("Số quyết định thành lập, cho phép thành lập", longest=50)
    issued_on = Date("Ngày quyết định thành lập, cho phép thành lập", not_future=True)


class Suspended(Part):
    """Trường đang bị đình chỉ và quyết định đình chỉ hoạt động giáo dục."""

    school = Text("Tên trường bị đình chỉ")
    commune = Commune("Xã, thị trấn nơi trường hoạt động")
    number = Text("Số quyết định đình chỉ hoạt động giáo dục", longest=50)
    from_on = Date("Đình chỉ từ ngày", not_future=True)
    until_on = Date("Thời hạn đình chỉ đến ngày")
    why = Choice("Nguyên nhân bị đình chỉ", SUSPENSIONS)
    fixed_on = Date("Ngày khắc phục xong nguyên nhân", not_future=True)

    # Nghị định 46/2017/NĐ-CP, Điều 8, Điều 20, Điều 30: quyết định đình chỉ ghi rõ thời hạn
    ends_later = Check("Thời hạn đình chỉ phải sau ngày bắt đầu đình chỉ.", until_on > from_on, at=until_on)
    # Cùng các điều: chỉ cho hoạt động trở lại khi nguyên nhân đã được khắc phục
    is_fixed_afterwards = Check("Ngày khắc phục phải từ ngày bị đình chỉ trở đi.", fixed_on >= from_on, at=fixed_on)
