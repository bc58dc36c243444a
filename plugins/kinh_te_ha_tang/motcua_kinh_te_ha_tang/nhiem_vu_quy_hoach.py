"""Thẩm định nhiệm vụ quy hoạch chi tiết của dự án kinh doanh; UBND huyện phê duyệt."""

from motcua.api import Procedure
from motcua.api.fees import unconfirmed
from motcua.api.forms import Check, Choice, Date, Decimal, Form, Integer, IssuedPaper, Paper, Section, Text, YesNo
from motcua.api.routes import DISTRICT_LEADER, Route, Step, otherwise, working_days
from motcua_kinh_te_ha_tang.desks import OFFICER
from motcua_kinh_te_ha_tang.facts import FACTS
from motcua_kinh_te_ha_tang.quy_hoach import ADJUSTED_FOR, APPROVAL, COST, MEMORY, PlanArea, land, review


class TaskForm(Form):
    """Tờ trình đề nghị thẩm định, phê duyệt nhiệm vụ quy hoạch chi tiết."""

    area = PlanArea.section("Khu vực quy hoạch")
    task = Section("Nhiệm vụ quy hoạch")
    stage = Choice("Trình thẩm định nhiệm vụ", {"first": "Nhiệm vụ lập mới", "adjusted": "Nhiệm vụ điều chỉnh"})
    kind = Choice(
        "Loại dự án",
        {
            "urban": "Khu đô thị, khu nhà ở",
            "apartment": "Nhà ở chung cư",
            "service": "Thương mại, dịch vụ, du lịch",
            "industry": "Sản xuất, cụm công nghiệp",
        },
    )
    hectares = Decimal("Quy mô khu đất dự kiến", least=0, most=500, unit="ha", places=2)
    insists = YesNo("Chủ đầu tư vẫn đề nghị lập quy hoạch chi tiết cho khu đất nhỏ").shown_if(
        (kind.is_("apartment") & (hectares < 2)) | (kind.is_not("apartment") & (hectares < 5))
    )
    population = Integer("Dân số hoặc số lao động dự kiến", least=0, most=200_000, unit="người")
    upper_plan = Text("Tên, số quyết định quy hoạch chung, quy hoạch phân khu làm căn cứ", longest=300)
    density = Decimal("Mật độ xây dựng tối đa đề xuất", least=1, most=100, unit="%", places=1)
    floors = Integer("Tầng cao tối đa đề xuất", least=1, most=60, unit="tầng")
    months = Integer("Thời gian lập đồ án dự kiến", least=1, most=24, unit="tháng")
    asked_from = Date("Gửi lấy ý kiến cơ quan về nhiệm vụ từ ngày", not_future=True)
    asked_to = Date("Nhận ý kiến cơ quan về nhiệm vụ đến ngày", not_future=True)

    approved = IssuedPaper.section("Quyết định phê duyệt quy hoạch cần điều chỉnh", without=("valid_until",)).shown_if(
        stage.is_("adjusted")
    )
    adjustment = Section("Điều chỉnh quy hoạch").shown_if(stage.is_("adjusted"))
    extent = Choice("Mức độ điều chỉnh", {"whole": "Điều chỉnh tổng thể", "part": "Điều chỉnh cục bộ"})
    why = Choice("Điều kiện điều chỉnh nhiệm vụ", ADJUSTED_FOR)
    review = Text("Số, ngày báo cáo rà soát, đánh giá thực hiện quy hoạch", longest=100)

    papers = Section("Thành phần hồ sơ")
    submission = Paper("Tờ trình đề nghị thẩm định, phê duyệt nhiệm vụ quy hoạch chi tiết", originals=1)
    explanation = Paper("Thuyết minh nhiệm vụ quy hoạch chi tiết", originals=1)
    drawings = Paper("Bản vẽ in màu: sơ đồ vị trí khu vực, ranh giới và phạm vi nghiên cứu", originals=1)
    decision_draft = Paper("Dự thảo quyết định phê duyệt nhiệm vụ", originals=1)
    legal = Paper("Văn bản công nhận chủ đầu tư, chấp thuận đầu tư và các văn bản pháp lý liên quan", copies=1)
    opinions = Paper("Văn bản góp ý của cơ quan liên quan và báo cáo tiếp thu, giải trình", originals=1)
    old_plan = Paper("Quyết định phê duyệt và đồ án quy hoạch đã phê duyệt", copies=1).shown_if(stage.is_("adjusted"))
    review_paper = Paper("Báo cáo rà soát, đánh giá thực hiện quy hoạch đã phê duyệt", originals=1).shown_if(
        stage.is_("adjusted")
    )

    has_size = Check("Quy mô khu đất phải lớn hơn 0 ha.", hectares > 0, at=hectares)
    # Nghị định 37/2010/NĐ-CP, Điều 14 khoản 5: dưới 5 ha (chung cư dưới 2 ha) có thể không lập quy hoạch chi tiết
    needs_a_plan = Check(
        "Khu đất dưới 5 ha (nhà chung cư dưới 2 ha) do một chủ đầu tư thì được lập dự án mà không lập quy hoạch.",
        insists.is_(True),
        at=insists,
    )
    # Luật Quy hoạch đô thị 2009, Điều 21 khoản 4: cơ quan ít nhất 15 ngày
    agencies_had_time = Check("Thời gian lấy ý kiến cơ quan ít nhất 15 ngày.", asked_to >= asked_from + 15, at=asked_to)
    # Luật Quy hoạch đô thị 2009, Điều 50 và Điều 51: điều chỉnh cục bộ không lập nhiệm vụ
    whole_only = Check(
        "Điều chỉnh cục bộ thì không lập nhiệm vụ, nộp thẳng hồ sơ thẩm định đồ án điều chỉnh.",
        extent.is_("whole"),
        at=extent,
    )


examine_task = Step(
    "Thẩm định nhiệm vụ quy hoạch, kiểm tra thực địa",
    OFFICER,
    within=working_days(9),
    key="tham-dinh",
    consults=(land,),
)
sign_task = Step("Ký quyết định phê duyệt nhiệm vụ", DISTRICT_LEADER, within=working_days(2), key="ky-quyet-dinh")

TASK = Procedure(
    facts=FACTS["tham-dinh-nhiem-vu-quy-hoach-chi-tiet"],
    form=TaskForm,
    route=Route(otherwise(examine_task, review, sign_task)),
    fee=unconfirmed(COST),
    legal_basis=("Luật Quy hoạch đô thị 2009, Điều 19 đến Điều 21, Điều 44, Điều 45", "Thông tư 12/2016/TT-BXD"),
    unconfirmed=(
        MEMORY,
        APPROVAL,
        "Mức 5 ha, 2 ha (Nghị định 37/2010, Điều 14 khoản 5) và 15 ngày lấy ý kiến trích theo trí nhớ, chưa đối chiếu.",
    ),
)
