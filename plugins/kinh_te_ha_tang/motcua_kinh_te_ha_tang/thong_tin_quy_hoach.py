"""Cung cấp thông tin về quy hoạch xây dựng."""

from motcua.api import Procedure
from motcua.api.forms import Check, Choice, Decimal, Form, LandParcel, Many, Paper, Section, Text
from motcua.api.routes import Route, Step, consult, desk_of, otherwise, when, working_days
from motcua_kinh_te_ha_tang.desks import HEAD, OFFICER
from motcua_kinh_te_ha_tang.facts import FACTS


class PlanningForm(Form):
    """Đơn đề nghị cung cấp thông tin quy hoạch xây dựng."""

    request = Section("Thông tin đề nghị cung cấp")
    way = Choice(
        "Hình thức cung cấp thông tin", {"written": "Bằng văn bản", "spoken": "Xem hồ sơ, nghe giải thích trực tiếp"}
    )
    zone = Choice(
        "Khu đất nằm trong",
        {
            "town": "Thị trấn, khu vực quy hoạch đô thị",
            "rural": "Xã, điểm dân cư nông thôn",
            "special": "Khu công nghiệp, khu chức năng do cơ quan của tỉnh quản lý",
        },
    )
    purpose = Choice(
        "Mục đích", {"house": "Xây dựng nhà ở", "project": "Lập dự án đầu tư", "transfer": "Giao dịch đất"}
    )
    project = Text("Tên dự án dự kiến").shown_if(purpose.is_("project"))
    project_area = Decimal("Phần khu đất dùng cho dự án", least=1, most=5_000_000, unit="m²", places=1).shown_if(
        purpose.is_("project")
    )
    items = Many(
        "Nội dung thông tin cần biết",
        {
            "use": "Chức năng sử dụng đất",
            "line": "Chỉ giới đường đỏ, chỉ giới xây dựng",
            "level": "Cốt xây dựng",
            "scale": "Mật độ xây dựng, tầng cao, hệ số sử dụng đất",
            "technical": "Hạ tầng kỹ thuật, hạ tầng xã hội",
        },
    )
    land = LandParcel.section("Khu đất cần thông tin", without=("certificate", "book_number", "issued_on"))

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cung cấp thông tin quy hoạch", originals=1)
    sketch = Paper("Sơ đồ vị trí khu đất", originals=1)
    survey = Paper("Bản đồ hiện trạng khu đất có tọa độ", originals=1).shown_if(purpose.is_("project"))

    # Luật Quy hoạch đô thị 2009, Điều 55: cung cấp trực tiếp thì không có văn bản trả lời
    wants_a_paper = Check(
        "Xem hồ sơ, nghe giải thích thì đến phòng trong giờ làm việc, không phải nộp hồ sơ.",
        way.is_("written"),
        at=way,
    )
    # Nghị định 44/2015/NĐ-CP, Điều 41: cơ quan quản lý quy hoạch của khu vực cung cấp
    is_ours_to_tell = Check(
        "Khu công nghiệp, khu chức năng do tỉnh quản lý thì hỏi Sở Xây dựng, Ban quản lý các khu công nghiệp.",
        zone.is_not("special"),
        at=zone,
    )
    project_fits = Check(
        "Phần đất dùng cho dự án không được lớn hơn diện tích khu đất.", project_area <= land["area"], at=land["area"]
    )


land_use = consult(
    "Ý kiến về quy hoạch, kế hoạch sử dụng đất",
    desk_of("tai_nguyen_moi_truong", "officer", "Phòng Tài nguyên và Môi trường"),
    working_days(4),
)
search = Step("Tra cứu đồ án quy hoạch", OFFICER, within=working_days(8), key="tra-cuu")
search_project = Step("Tra cứu đồ án quy hoạch", OFFICER, within=working_days(11), key="tra-cuu", consults=(land_use,))
sign = Step("Ký văn bản cung cấp thông tin", HEAD, within=working_days(3), key="ky-van-ban")

PLANNING_INFO = Procedure(
    facts=FACTS["cung-cap-thong-tin-quy-hoach-xay-dung"],
    form=PlanningForm,
    route=Route(when(PlanningForm.purpose.is_("project"), search_project, sign), otherwise(search, sign)),
    legal_basis=("Luật Quy hoạch đô thị 2009, Điều 55",),
    unconfirmed=(
        "Luật Quy hoạch đô thị 2009, Điều 55 và Nghị định 44/2015/NĐ-CP, Điều 41 trích theo trí nhớ, chưa đối chiếu.",
        "Nơi trả lời về đất trong khu công nghiệp, khu chức năng do tỉnh quản lý chưa đối chiếu.",
        "Bản đồ hiện trạng có tọa độ cho đất dự án là yêu cầu ghi theo trí nhớ, chưa đối chiếu.",
    ),
)
