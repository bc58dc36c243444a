"""Thẩm định đồ án quy hoạch chi tiết của dự án kinh doanh; UBND huyện phê duyệt."""

from motcua.api import Procedure
from motcua.api.fees import unconfirmed
from motcua.api.forms import (
    Check,
    Choice,
    Date,
    Decimal,
    Form,
    Integer,
    IssuedPaper,
    LongText,
    Paper,
    Part,
    Rows,
    Section,
    Text,
    YesNo,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, consult, desk_of, otherwise, when, working_days
from motcua_kinh_te_ha_tang.desks import OFFICER
from motcua_kinh_te_ha_tang.facts import FACTS
from motcua_kinh_te_ha_tang.quy_hoach import ADJUSTED_FOR, APPROVAL, COST, MEMORY, PlanArea, land, review

LAND_USES = {
    "house": "Đất ở",
    "public": "Đất công trình công cộng",
    "trade": "Đất thương mại, dịch vụ",
    "green": "Đất cây xanh, mặt nước",
    "technical": "Đất hạ tầng kỹ thuật",
    "road": "Đất giao thông",
    "parking": "Bãi đỗ xe",
    "other": "Đất khác",
}


class LandUse(Part):
    """Một loại đất trong bảng cân bằng sử dụng đất."""

    use = Choice("Chức năng sử dụng đất", LAND_USES)
    area = Decimal("Diện tích loại đất", least=0, most=5_000_000, unit="m²", places=1)
    density = Decimal("Mật độ xây dựng của loại đất", least=0, most=100, unit="%", places=1)
    floors = Integer("Tầng cao của loại đất", least=0, most=60, unit="tầng")

    has_area = Check("Diện tích loại đất phải lớn hơn 0 m².", area > 0, at=area)
    roads_are_open = Check(
        "Đất giao thông không có mật độ xây dựng, ghi 0.", use.is_not("road") | density.is_(0), at=density
    )


class DraftForm(Form):
    """Tờ trình đề nghị thẩm định, phê duyệt đồ án quy hoạch chi tiết."""

    area = PlanArea.section("Khu vực của đồ án", without=("basis",))
    plan = Section("Đồ án trình thẩm định")
    stage = Choice(
        "Trình thẩm định đồ án",
        {"first": "Đồ án lập mới", "whole": "Đồ án điều chỉnh tổng thể", "part": "Đồ án điều chỉnh cục bộ"},
    )
    task = IssuedPaper.section("Quyết định phê duyệt nhiệm vụ quy hoạch", without=("about", "valid_until")).shown_if(
        stage.is_not("part")
    )
    team = Section("Tổ chức tư vấn lập đồ án")
    planner = Text("Tên tổ chức tư vấn lập quy hoạch")
    planner_certificate = Text("Số chứng chỉ năng lực thiết kế quy hoạch", longest=50)
    chief = Text("Họ và tên chủ nhiệm đồ án", longest=100, words=2)
    chief_certificate = Text("Số chứng chỉ hành nghề thiết kế quy hoạch của chủ nhiệm", longest=50)

    balance = Section("Cân bằng sử dụng đất")
    total = Decimal("Tổng diện tích lập quy hoạch", least=1, most=5_000_000, unit="m²", places=1)
    uses = Rows(LandUse, "Bảng cân bằng sử dụng đất", least=2, most=30)
    people = Integer("Quy mô dân số hoặc lao động theo đồ án", least=0, most=200_000, unit="người")

    community = Section("Lấy ý kiến về đồ án")
    way = Choice(
        "Hình thức lấy ý kiến cộng đồng dân cư",
        {"display": "Trưng bày công khai, phiếu góp ý", "meeting": "Họp đại diện cộng đồng, phiếu góp ý"},
    )
    asked_from = Date("Bắt đầu lấy ý kiến cộng đồng dân cư", not_future=True)
    asked_to = Date("Kết thúc lấy ý kiến cộng đồng dân cư", not_future=True)
    asked = Integer("Số phiếu góp ý phát ra", least=1, most=100_000, unit="phiếu")
    against = Integer("Số phiếu không đồng ý", least=0, most=100_000, unit="phiếu")
    answered = LongText("Tiếp thu, giải trình ý kiến không đồng ý").shown_if(against > 0)

    approved = IssuedPaper.section("Quyết định phê duyệt đồ án cần điều chỉnh", without=("valid_until",)).shown_if(
        stage.is_not("first")
    )
    adjustment = Section("Nội dung đồ án điều chỉnh").shown_if(stage.is_not("first"))
    why = Choice("Điều kiện điều chỉnh đồ án", ADJUSTED_FOR)
    changed = LongText("Lô đất, chỉ tiêu trước và sau điều chỉnh")
    is_large = YesNo("Ảnh hưởng lớn đến tính chất, chức năng, quy mô và giải pháp chính của quy hoạch").shown_if(
        stage.is_("part")
    )

    papers = Section("Thành phần hồ sơ")
    submission = Paper("Tờ trình đề nghị thẩm định, phê duyệt đồ án quy hoạch chi tiết", originals=1)
    explanation = Paper("Thuyết minh tổng hợp kèm bản vẽ in màu thu nhỏ và phụ lục tính toán", originals=1)
    drawings = Paper("Các bản vẽ in màu đúng tỷ lệ theo quy định", originals=1)
    rules = Paper("Dự thảo quy định quản lý theo đồ án quy hoạch chi tiết", originals=1)
    decision_draft = Paper("Dự thảo quyết định phê duyệt đồ án", originals=1)
    disc = Paper("Đĩa CD lưu toàn bộ hồ sơ đồ án", originals=1)
    task_paper = Paper("Quyết định phê duyệt nhiệm vụ quy hoạch", copies=1).shown_if(stage.is_not("part"))
    opinions = Paper("Văn bản góp ý, biên bản và tổng hợp ý kiến cơ quan, cộng đồng dân cư", originals=1)
    capacity = Paper("Hồ sơ năng lực của tổ chức tư vấn, chứng chỉ của chủ nhiệm đồ án", copies=1)
    old_plan = Paper("Quyết định phê duyệt và bản vẽ đồ án đã phê duyệt", copies=1).shown_if(stage.is_not("first"))
    part_report = Paper("Báo cáo nội dung và sự cần thiết điều chỉnh cục bộ", originals=1).shown_if(stage.is_("part"))

    # Nghị định 37/2010/NĐ-CP, Điều 20: quy hoạch sử dụng đất đến từng lô đất
    land_adds_up = Check(
        "Diện tích các loại đất cộng lại phải bằng tổng diện tích lập quy hoạch.",
        uses.sum_of("area").is_(total),
        at=total,
    )
    # Luật Quy hoạch đô thị 2009, Điều 21 khoản 4: cộng đồng dân cư ít nhất 30 ngày
    people_had_time = Check(
        "Thời gian lấy ý kiến cộng đồng dân cư ít nhất 30 ngày.", asked_to >= asked_from + 30, at=asked_to
    )
    counted_right = Check("Số phiếu không đồng ý không được lớn hơn số phiếu phát ra.", against <= asked, at=against)
    # Luật Quy hoạch đô thị 2009, Điều 49 khoản 2
    is_only_a_part = Check(
        "Điều chỉnh ảnh hưởng lớn đến quy hoạch thì phải điều chỉnh tổng thể.", is_large.is_(False), at=is_large
    )


finance = consult(
    "Ý kiến về hiệu quả đầu tư và kinh phí hạ tầng",
    desk_of("tai_chinh_ke_hoach", "officer", "Phòng Tài chính - Kế hoạch"),
    working_days(5),
    key="y-kien-dau-tu",
)
examine_part = Step(
    "Thẩm định nội dung điều chỉnh cục bộ", OFFICER, within=working_days(12), key="tham-dinh", consults=(land,)
)
examine_draft = Step(
    "Thẩm định đồ án, kiểm tra thực địa",
    OFFICER,
    within=working_days(12),
    key="tham-dinh",
    consults=(land, finance),
)
sign_draft = Step("Ký quyết định phê duyệt đồ án", DISTRICT_LEADER, within=working_days(2), key="ky-quyet-dinh")

DRAFT = Procedure(
    facts=FACTS["tham-dinh-do-an-quy-hoach-chi-tiet"],
    form=DraftForm,
    route=Route(
        when(DraftForm.stage.is_("part"), examine_part, review, sign_draft),
        otherwise(examine_draft, review, sign_draft),
    ),
    fee=unconfirmed(COST),
    legal_basis=("Luật Quy hoạch đô thị 2009, Điều 21, Điều 44 đến Điều 51", "Thông tư 12/2016/TT-BXD"),
    unconfirmed=(
        MEMORY,
        APPROVAL,
        "Thời gian lấy ý kiến cộng đồng dân cư 30 ngày (Luật Quy hoạch đô thị 2009, Điều 21) chưa đối chiếu.",
        "Điều chỉnh cục bộ có phải lấy ý kiến đủ 30 ngày và có thời hạn thẩm định riêng hay không chưa đối chiếu.",
    ),
)
