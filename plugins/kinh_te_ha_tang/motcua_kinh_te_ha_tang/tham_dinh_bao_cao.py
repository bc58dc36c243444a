"""Thẩm định báo cáo kinh tế - kỹ thuật: công trình dưới 15 tỷ đồng hoặc công trình tôn giáo."""

from motcua.api import Procedure
from motcua.api.fees import unconfirmed
from motcua.api.forms import Check, Choice, Form, IssuedPaper, Many, Money, Paper, Project, Section, Text, YesNo
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_kinh_te_ha_tang.desks import OFFICER
from motcua_kinh_te_ha_tang.facts import FACTS
from motcua_kinh_te_ha_tang.tham_dinh import AUTHORITY, FIRE, MEMORY, STAGES, Consultant, Verifier, capital, draft, sign


class ReportForm(Form):
    """Tờ trình thẩm định báo cáo kinh tế - kỹ thuật (Mẫu số 04, Phụ lục II, Nghị định 59/2015/NĐ-CP)."""

    project = Project.section("Công trình lập báo cáo kinh tế - kỹ thuật", without=("group", "decision", "decided_on"))
    request = Section("Báo cáo kinh tế - kỹ thuật")
    stage = Choice("Lần thẩm định báo cáo", STAGES)
    work = Choice(
        "Loại công trình lập báo cáo",
        {"new": "Xây dựng mới", "repair": "Sửa chữa, cải tạo, nâng cấp", "religious": "Công trình tôn giáo"},
    )
    decided_by = Choice(
        "Người quyết định đầu tư",
        {"district": "UBND huyện", "commune": "UBND xã, thị trấn", "other": "Chủ đầu tư khác"},
    )
    plan_number = Text("Số, ngày quyết định chủ trương hoặc kế hoạch vốn", longest=100).shown_if(
        project["capital"].is_("state")
    )
    congregation = Text("Số văn bản của UBND tỉnh về công trình tôn giáo", longest=100).shown_if(work.is_("religious"))
    needs_fire = YesNo("Công trình thuộc diện thẩm duyệt về phòng cháy, chữa cháy")

    costs = Section("Tổng mức đầu tư của công trình")
    estimate = Money("Dự toán xây dựng công trình", least=1)
    compensation = Money("Chi phí bồi thường, hỗ trợ, tái định cư")
    land_money = Money("Trong đó tiền sử dụng đất")

    consultant = Consultant.section("Nhà thầu lập báo cáo, thiết kế bản vẽ thi công")
    is_verified = YesNo("Có báo cáo thẩm tra thiết kế, dự toán")
    verifier = Verifier.section("Tổ chức thẩm tra").shown_if(is_verified.is_(True))

    approved = IssuedPaper.section("Quyết định phê duyệt báo cáo đã có", without=("about", "valid_until")).shown_if(
        stage.is_("adjusted")
    )
    adjustment = Section("Điều chỉnh báo cáo").shown_if(stage.is_("adjusted"))
    total_before = Money("Tổng mức đầu tư theo báo cáo đã phê duyệt", least=1)
    what = Many(
        "Phần của báo cáo được điều chỉnh",
        {"scale": "Quy mô, địa điểm", "drawings": "Thiết kế bản vẽ thi công", "estimate": "Dự toán, tổng mức đầu tư"},
    )

    papers = Section("Thành phần hồ sơ")
    submission = Paper("Tờ trình thẩm định báo cáo kinh tế - kỹ thuật (Mẫu số 04)", originals=1)
    policy_paper = Paper("Quyết định chủ trương đầu tư hoặc kế hoạch vốn", copies=1).shown_if(
        project["capital"].is_("state")
    )
    religion_paper = Paper(
        "Văn bản chấp thuận về sự cần thiết xây dựng và quy mô công trình tôn giáo", copies=1
    ).shown_if(work.is_("religious"))
    report = Paper("Thuyết minh báo cáo kinh tế - kỹ thuật", originals=1)
    drawings = Paper("Thiết kế bản vẽ thi công", originals=1)
    estimate_paper = Paper("Dự toán xây dựng công trình", originals=1)
    survey = Paper("Hồ sơ khảo sát xây dựng", originals=1)
    capacity = Paper("Thông tin năng lực nhà thầu khảo sát, thiết kế; chứng chỉ hành nghề", copies=1)
    verification = Paper("Báo cáo kết quả thẩm tra thiết kế, dự toán", originals=1).shown_if(is_verified.is_(True))
    fire_paper = Paper(FIRE, copies=1).shown_if(needs_fire.is_(True))
    old_decision = Paper("Quyết định phê duyệt và báo cáo kinh tế - kỹ thuật đã phê duyệt", copies=1).shown_if(
        stage.is_("adjusted")
    )

    # Nghị định 59/2015/NĐ-CP, Điều 5 khoản 3: tôn giáo, hoặc dưới 15 tỷ đồng không kể tiền sử dụng đất
    is_small = Check(
        "Từ 15 tỷ đồng (không kể tiền sử dụng đất) thì lập dự án, nộp thủ tục thẩm định dự án.",
        work.is_("religious") | (project["investment"] - land_money < 15_000_000_000),
        at=land_money,
    )
    # Nghị định 32/2015/NĐ-CP, Điều 4 khoản 3: dự toán và chi phí bồi thường, hỗ trợ, tái định cư
    costs_add_up = Check(
        "Tổng mức đầu tư phải bằng dự toán cộng chi phí bồi thường, hỗ trợ, tái định cư.",
        (estimate + compensation).is_(project["investment"]),
        at=compensation,
    )
    land_money_is_within = Check(
        "Tiền sử dụng đất không được lớn hơn tổng mức đầu tư.", land_money <= project["investment"], at=land_money
    )


report_state = Step(
    "Thẩm định báo cáo, thiết kế, dự toán", OFFICER, working_days(9), key="tham-dinh", consults=(capital,)
)
report_other = Step("Thẩm định báo cáo, thiết kế, dự toán", OFFICER, working_days(9), key="tham-dinh")

REPORT = Procedure(
    facts=FACTS["tham-dinh-bao-cao-kinh-te-ky-thuat"],
    form=ReportForm,
    route=Route(
        when(ReportForm.project["capital"].is_("state"), report_state, draft, sign),
        otherwise(report_other, draft, sign),
    ),
    fee=unconfirmed("Phí thẩm định thiết kế và dự toán theo Thông tư 210/2016/TT-BTC."),
    legal_basis=("Luật Xây dựng 2014, Điều 52, Điều 55, Điều 57", "Nghị định 59/2015/NĐ-CP, Điều 5, Điều 13"),
    unconfirmed=(
        MEMORY,
        AUTHORITY,
        "Mức 15 tỷ đồng không kể tiền sử dụng đất (Nghị định 59/2015, Điều 5 khoản 3) trích theo trí nhớ.",
        "Văn bản chấp thuận công trình tôn giáo là giấy tờ gì, của cơ quan nào chưa đối chiếu.",
    ),
)
