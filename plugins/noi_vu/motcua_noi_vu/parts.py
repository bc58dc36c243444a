"""What the procedures of associations share: fields of activity, and the offices that are asked about them."""

from dataclasses import replace

from motcua.api.forms import Choice, Date, Part, Text
from motcua.api.routes import Route, Step, consult, desk_of, otherwise, when, working_days

# Cơ quan quản lý nhà nước về ngành, lĩnh vực hoạt động chính của hội, quỹ (Nghị định 45/2010/NĐ-CP, Điều 6 khoản 5)
FIELDS = {
    "economy": "Kinh tế, công thương, xây dựng, giao thông",
    "farming": "Nông nghiệp, sinh vật cảnh, làng nghề nông thôn",
    "education": "Giáo dục, khuyến học, cựu giáo chức",
    "culture": "Văn hóa, thể thao, du lịch, truyền thông",
    "social": "Từ thiện, nhân đạo, xã hội, người có công",
    "health": "Y tế, đông y, chăm sóc sức khỏe",
}

FIELD_DESKS = {
    "economy": desk_of("kinh_te_ha_tang", "officer", "Phòng Kinh tế và Hạ tầng"),
    "farming": desk_of("nong_nghiep_ptnt", "officer", "Phòng Nông nghiệp và Phát triển nông thôn"),
    "education": desk_of("giao_duc_dao_tao", "officer", "Phòng Giáo dục và Đào tạo"),
    "culture": desk_of("van_hoa_thong_tin", "officer", "Phòng Văn hóa và Thông tin"),
    "social": desk_of("lao_dong_tbxh", "officer", "Phòng Lao động - Thương binh và Xã hội"),
    "health": desk_of("y_te", "officer", "Phòng Y tế"),
}


def asking_the_office_of(field: Choice, appraisal: Step, days: int, *rest: Step) -> Route:
    """The lanes by field of activity: during the appraisal the office of that field has `days` for its opinion."""

    def asked(key: str) -> Step:
        opinion = consult(
            "Ý kiến về lĩnh vực hoạt động chính", FIELD_DESKS[key], working_days(days), key="y-kien-linh-vuc"
        )
        return replace(appraisal, consults=(opinion,))

    *first, last = FIELDS
    return Route(*(when(field.is_(key), asked(key), *rest) for key in first), otherwise(asked(last), *rest))


#: Who may decide at the district: the text is narrower than the facts.
DELEGATED = (
    "Nghị định 45/2010/NĐ-CP, Điều 14 khoản 2: Chủ tịch UBND tỉnh chỉ ủy quyền cho Chủ tịch UBND huyện đối với hội có "
    "phạm vi hoạt động trong xã; hội phạm vi trong huyện phải đối chiếu quyết định ủy quyền của tỉnh."
)


class AssociationRecord(Part):
    """Hội đã được phép thành lập."""

    name = Text("Tên hội đang dùng")
    founded_by = Text("Số quyết định cho phép thành lập hội", longest=50)
    founded_on = Date("Ngày quyết định cho phép thành lập hội", not_future=True)
    address = Text("Nơi đặt trụ sở của hội", longest=300)
    chairman = Text("Họ và tên chủ tịch hội", longest=100, words=2)
