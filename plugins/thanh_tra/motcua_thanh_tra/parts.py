"""What the Inspectorate's procedures share: how people who write together are represented, the fields of matters."""

from motcua.api.forms import Check, Choice, Integer, Part, Text
from motcua.api.routes import Desk, desk_of

# Lĩnh vực của vụ việc: cơ quan chuyên môn được giao cung cấp hồ sơ, tài liệu
MATTERS = {
    "land": "Đất đai, bồi thường, giải phóng mặt bằng",
    "building": "Xây dựng, trật tự xây dựng",
    "social": "Chính sách người có công, bảo trợ xã hội",
    "civil_service": "Cán bộ, công chức, viên chức",
    "finance": "Tài chính, thu chi, đăng ký kinh doanh",
    "other": "Lĩnh vực khác",
}

MATTER_DESKS: dict[str, Desk] = {
    "land": desk_of("tai_nguyen_moi_truong", "officer", "Phòng Tài nguyên và Môi trường"),
    "building": desk_of("kinh_te_ha_tang", "officer", "Phòng Kinh tế và Hạ tầng"),
    "social": desk_of("lao_dong_tbxh", "officer", "Phòng Lao động - Thương binh và Xã hội"),
    "civil_service": desk_of("noi_vu", "officer", "Phòng Nội vụ"),
    "finance": desk_of("tai_chinh_ke_hoach", "officer", "Phòng Tài chính - Kế hoạch"),
}


class Crowd(Part):
    """Nhiều người cùng khiếu nại, tố cáo, phản ánh về một nội dung."""

    people = Integer("Số người cùng khiếu nại, tố cáo, kiến nghị", least=1, most=1_000, unit="người")
    speakers = Integer("Số người đại diện được cử", least=1, most=10, unit="người").shown_if(people > 1)
    names = Text("Họ và tên những người đại diện", longest=300).shown_if(people > 1)
    standing = Choice(
        "Tư cách của người đến",
        {
            "self": "Tự mình",
            "parent": "Người đại diện theo pháp luật của người chưa thành niên, người mất năng lực",
            "proxy": "Người được ủy quyền",
            "lawyer": "Luật sư, trợ giúp viên pháp lý được ủy quyền",
        },
    )

    # Nghị định 75/2012/NĐ-CP, Điều 5: từ 5 đến 10 người cử 1 hoặc 2 người đại diện; từ 10 người, không quá 5
    few_speak_for_few = Check(
        "Từ 5 đến dưới 10 người thì cử 1 hoặc 2 người đại diện.",
        (people < 5) | (people >= 10) | (speakers <= 2),
        at=speakers,
    )
    speakers_are_among_them = Check(
        "Người đại diện phải là người trong số những người cùng khiếu nại, tố cáo, kiến nghị.",
        speakers <= people,
        at=speakers,
    )
    five_speak_for_many = Check("Chỉ được cử không quá 5 người đại diện.", speakers <= 5, at=speakers)
