"""Chứng thực bản sao từ bản chính."""

from motcua.api import Procedure, TermRule
from motcua.api.fees import per_page
from motcua.api.forms import Check, Choice, Computed, Date, Form, Integer, Paper, Section, Text, YesNo
from motcua.api.routes import Route, Step, hours, otherwise, same_day, working_days
from motcua_tu_phap.desks import HEAD, OFFICER
from motcua_tu_phap.facts import FACTS


class CertifiedCopyForm(Form):
    """Yêu cầu chứng thực bản sao từ bản chính."""

    document = Section("Giấy tờ, văn bản cần chứng thực")
    kind = Choice(
        "Loại giấy tờ, văn bản",
        {
            "diploma": "Văn bằng, chứng chỉ",
            "identity": "Giấy tờ tùy thân",
            "civil_status": "Giấy tờ hộ tịch",
            "land": "Giấy chứng nhận quyền sử dụng đất",
            "business": "Giấy chứng nhận đăng ký kinh doanh",
            "other": "Giấy tờ khác",
        },
    )
    kind_detail = Text("Tên giấy tờ, văn bản").shown_if(kind.is_("other"))
    number = Text("Số, ký hiệu của giấy tờ", optional=True)
    issuer_kind = Choice(
        "Nơi cấp",
        {
            "domestic": "Cơ quan, tổ chức của Việt Nam",
            "foreign": "Cơ quan, tổ chức của nước ngoài",
            "joint": "Cơ quan, tổ chức của Việt Nam liên kết với nước ngoài",
        },
    )
    issuer = Text("Tên cơ quan, tổ chức cấp")
    issued_on = Date("Ngày cấp", not_future=True, optional=True)
    # Hộ chiếu, thẻ, bằng tốt nghiệp, chứng chỉ do nước ngoài cấp cho cá nhân: không phải hợp pháp hóa
    is_legalised = YesNo("Bản chính đã được hợp pháp hóa lãnh sự hoặc được miễn").shown_if(
        issuer_kind.is_("foreign") & ~kind.is_one_of("diploma", "identity")
    )

    request = Section("Yêu cầu chứng thực")
    pages = Integer("Số trang của bản chính", least=1, most=2_000)
    copies = Integer("Số bản sao cần chứng thực", least=1, most=500)
    certified_pages = Computed("Tổng số trang chứng thực", pages * copies)
    has_defect = YesNo(
        "Bản chính bị tẩy xóa, sửa chữa, thêm bớt, hư hỏng hoặc đóng dấu mật",
        hint="Cũng chọn Có khi ghi rõ không được sao chụp, nội dung trái pháp luật, đạo đức xã hội, hoặc do cá nhân tự "
        "lập mà không có xác nhận, đóng dấu của cơ quan, tổ chức có thẩm quyền",
    )

    papers = Section("Thành phần hồ sơ")
    original = Paper("Bản chính giấy tờ, văn bản", originals=1, presented=True, note="Xuất trình để đối chiếu")
    copy = Paper("Bản sao cần chứng thực (nếu đã chụp sẵn)", copies=1, optional=True)

    # Nghị định 23/2015/NĐ-CP, Điều 20 và Điều 22
    legalised = Check(
        "Giấy tờ do nước ngoài cấp phải được hợp pháp hóa lãnh sự trước khi chứng thực bản sao.",
        is_legalised.is_(True),
        at=is_legalised,
    )
    sound = Check(
        "Không chứng thực bản sao từ bản chính bị tẩy xóa, sửa chữa, hư hỏng, có dấu mật hoặc thuộc trường hợp khác "
        "không được dùng để chứng thực.",
        has_defect.is_(False),
        at=has_defect,
    )


compare = Step("Đối chiếu bản chính, đóng lời chứng", OFFICER, within=hours(2), key="doi-chieu")
sign = Step("Ký chứng thực", HEAD, within=hours(2), key="ky-chung-thuc")

CERTIFIED_COPY = Procedure(
    facts=FACTS["chung-thuc-ban-sao-tu-ban-chinh"],
    form=CertifiedCopyForm,
    route=Route(otherwise(compare, sign)),
    # Nghị định 23/2015/NĐ-CP, Điều 7; thỏa thuận kéo dài với người yêu cầu: Điều 21
    term=TermRule(same_day(), extendable_by=working_days(2)),
    # Thông tư 226/2016/TT-BTC
    fee=per_page(
        2_000, up_to=2, then=1_000, cap=200_000, pages=CertifiedCopyForm.pages, copies=CertifiedCopyForm.copies
    ),
    book="SCT/BS",
    is_at_once=True,
    unconfirmed=(
        "Giấy tờ tùy thân, bằng tốt nghiệp, chứng chỉ do nước ngoài cấp không phải hợp pháp hóa lãnh sự khi chứng thực "
        "bản sao: Thông tư 20/2015/TT-BTP, trích theo trí nhớ (đã đối chiếu Điều 6 Thông tư 01/2020/TT-BTP).",
    ),
)
