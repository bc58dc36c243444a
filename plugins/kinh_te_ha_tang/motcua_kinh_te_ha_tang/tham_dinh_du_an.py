"""Thẩm định dự án (vốn ngân sách) hoặc thiết kế cơ sở (vốn khác). Phòng ký thông báo kết quả."""

from motcua.api import Procedure, TermRule
from motcua.api.fees import unconfirmed
from motcua.api.forms import (
    Check,
    Choice,
    Form,
    IssuedPaper,
    LongText,
    Many,
    Money,
    Paper,
    Project,
    Section,
    Text,
    YesNo,
)
from motcua.api.routes import Route, Step, calendar_days, otherwise, when, working_days
from motcua_kinh_te_ha_tang.desks import OFFICER
from motcua_kinh_te_ha_tang.facts import FACTS
from motcua_kinh_te_ha_tang.tham_dinh import AUTHORITY, FIRE, MEMORY, STAGES, Consultant, capital, draft, land, sign


class ProjectForm(Form):
    """Tờ trình thẩm định dự án, thiết kế cơ sở (Mẫu số 01, Phụ lục II, Nghị định 59/2015/NĐ-CP)."""

    project = Project.section("Dự án đầu tư xây dựng", without=("decision", "decided_on"))
    request = Section("Đề nghị thẩm định")
    matter = Choice("Đối tượng thẩm định", {"project": "Dự án đầu tư xây dựng", "design": "Thiết kế cơ sở của dự án"})
    stage = Choice("Lần thẩm định dự án", STAGES)
    policy = Text("Số, ngày văn bản chủ trương đầu tư hoặc giấy chứng nhận đăng ký đầu tư", longest=100)
    policy_limit = Money("Tổng mức đầu tư dự kiến theo văn bản chủ trương", least=1)
    grade = Choice("Cấp của công trình chính", {"i": "Cấp I", "ii": "Cấp II", "iii": "Cấp III", "iv": "Cấp IV"})

    costs = Section("Tổng mức đầu tư").shown_if(matter.is_("project"))
    resettlement = Money("Bồi thường, hỗ trợ, tái định cư")
    construction = Money("Chi phí xây dựng", least=1)
    equipment = Money("Chi phí thiết bị")
    management = Money("Chi phí quản lý dự án")
    consulting = Money("Chi phí tư vấn đầu tư xây dựng")
    other = Money("Chi phí khác")
    contingency = Money("Chi phí dự phòng")

    site = Section("Quy hoạch, môi trường, an toàn")
    plan_basis = Choice(
        "Căn cứ quy hoạch của dự án",
        {
            "detail": "Quy hoạch chi tiết đã phê duyệt",
            "permit": "Giấy phép quy hoạch",
            "line": "Phương án tuyến, vị trí công trình được chấp thuận",
        },
    )
    plan_number = Text("Số, ngày quyết định, giấy phép hoặc văn bản về quy hoạch", longest=100)
    environment = Choice(
        "Thủ tục môi trường của dự án",
        {
            "report": "Báo cáo đánh giá tác động môi trường",
            "plan": "Kế hoạch bảo vệ môi trường",
            "none": "Không phải lập",
        },
    )
    needs_fire = YesNo("Thuộc diện thẩm duyệt về phòng cháy, chữa cháy")

    consultant = Consultant.section("Nhà thầu lập dự án, thiết kế cơ sở")
    approved = IssuedPaper.section("Quyết định phê duyệt dự án đã có", without=("about", "valid_until")).shown_if(
        stage.is_("adjusted")
    )
    adjustment = Section("Điều chỉnh dự án").shown_if(stage.is_("adjusted"))
    total_before = Money("Tổng mức đầu tư đã phê duyệt", least=1)
    items = Many(
        "Nội dung dự án được điều chỉnh",
        {
            "aim": "Mục tiêu, quy mô đầu tư",
            "place": "Địa điểm xây dựng",
            "design": "Thiết kế cơ sở",
            "total": "Tổng mức đầu tư",
            "time": "Tiến độ thực hiện",
        },
    )
    # Luật Xây dựng 2014, Điều 61 khoản 1: các trường hợp được điều chỉnh dự án dùng vốn nhà nước
    why = Choice(
        "Trường hợp được điều chỉnh",
        {
            "force": "Thiên tai, sự cố môi trường, địch họa, hỏa hoạn, bất khả kháng khác",
            "better": "Có yếu tố đem lại hiệu quả cao hơn cho dự án",
            "plan": "Quy hoạch xây dựng thay đổi ảnh hưởng trực tiếp đến dự án",
            "prices": "Chỉ số giá xây dựng cao hơn chỉ số đã dùng tính dự phòng trượt giá",
        },
    ).shown_if(project["capital"].is_not("other"))
    reason = LongText("Giải trình từng nội dung điều chỉnh")

    papers = Section("Thành phần hồ sơ")
    submission = Paper("Tờ trình thẩm định dự án hoặc thiết kế cơ sở (Mẫu số 01)", originals=1)
    policy_paper = Paper("Văn bản chủ trương đầu tư hoặc giấy chứng nhận đăng ký đầu tư", copies=1)
    plan_paper = Paper("Quyết định quy hoạch chi tiết, giấy phép quy hoạch hoặc văn bản chấp thuận tuyến", copies=1)
    study = Paper("Thuyết minh báo cáo nghiên cứu khả thi", originals=1)
    basic_design = Paper("Thiết kế cơ sở: thuyết minh và bản vẽ", originals=1)
    survey = Paper("Hồ sơ khảo sát xây dựng phục vụ lập dự án", originals=1)
    capacity = Paper("Thông tin năng lực nhà thầu, chứng chỉ hành nghề của chủ nhiệm, chủ trì", copies=1)
    environment_paper = Paper("Quyết định phê duyệt báo cáo đánh giá tác động môi trường", copies=1).shown_if(
        environment.is_("report")
    )
    fire_paper = Paper(FIRE, copies=1).shown_if(needs_fire.is_(True))
    old_decision = Paper("Quyết định phê duyệt và hồ sơ dự án đã được phê duyệt", copies=1).shown_if(
        stage.is_("adjusted")
    )
    progress = Paper("Báo cáo tình hình thực hiện dự án đến lúc điều chỉnh", originals=1).shown_if(
        stage.is_("adjusted")
    )

    # Luật Xây dựng 2014, Điều 52 khoản 3
    is_a_project = Check(
        "Dự án chỉ lập báo cáo kinh tế - kỹ thuật thì nộp thủ tục thẩm định báo cáo kinh tế - kỹ thuật.",
        project["group"].is_not("report"),
        at=project["group"],
    )
    # Luật Xây dựng 2014, Điều 57 khoản 2, 3 và 4: ngân sách thẩm định dự án, vốn khác thẩm định thiết kế cơ sở
    matter_follows_capital = Check(
        "Dự án dùng ngân sách nhà nước thì đề nghị thẩm định dự án; vốn khác thì thẩm định thiết kế cơ sở.",
        (matter.is_("project") & project["capital"].is_("state"))
        | (matter.is_("design") & project["capital"].is_not("state")),
        at=matter,
    )
    # Nghị định 32/2015/NĐ-CP, Điều 4 khoản 1: bảy khoản của tổng mức đầu tư
    costs_add_up = Check(
        "Bảy khoản chi phí cộng lại phải bằng tổng mức đầu tư.",
        (resettlement + construction + equipment + management + consulting + other + contingency).is_(
            project["investment"]
        ),
        at=contingency,
    )
    # Luật Đầu tư công 2014, Điều 34, Điều 46: vượt mức của chủ trương thì điều chỉnh chủ trương trước
    within_policy = Check(
        "Tổng mức đầu tư vượt mức của chủ trương thì phải điều chỉnh chủ trương đầu tư trước.",
        project["capital"].is_not("state") | (project["investment"] <= policy_limit),
        at=policy_limit,
    )


APPRAISE = "Thẩm định, lấy ý kiến phối hợp"
project_b = Step(APPRAISE, OFFICER, within=working_days(15), key="tham-dinh", consults=(land, capital))
project_c = Step(APPRAISE, OFFICER, within=working_days(9), key="tham-dinh", consults=(land, capital))
design_b = Step(APPRAISE, OFFICER, within=working_days(9), key="tham-dinh", consults=(land,))
design_c = Step(APPRAISE, OFFICER, within=working_days(6), key="tham-dinh", consults=(land,))

is_b_project = ProjectForm.matter.is_("project") & ProjectForm.project["group"].is_("b")
is_c_design = ProjectForm.matter.is_("design") & ProjectForm.project["group"].is_("c")

PROJECT = Procedure(
    facts=FACTS["tham-dinh-du-an-thiet-ke-co-so"],
    form=ProjectForm,
    route=Route(
        when(is_b_project, project_b, draft, sign),
        when(is_c_design, design_c, draft, sign),
        when(ProjectForm.matter.is_("design"), design_b, draft, sign),
        otherwise(project_c, draft, sign),
    ),
    # Luật Xây dựng 2014, Điều 59: nhóm B 30 ngày, nhóm C 20 ngày; Nghị định 59/2015/NĐ-CP, Điều 11: thiết kế cơ sở
    # nhóm B 20 ngày, nhóm C 15 ngày
    term=TermRule(calendar_days(20), (is_b_project, calendar_days(30)), (is_c_design, calendar_days(15))),
    fee=unconfirmed("Phí thẩm định tính theo tỷ lệ trên tổng mức đầu tư, Thông tư 209/2016/TT-BTC."),
    legal_basis=("Luật Xây dựng 2014, Điều 56, Điều 57, Điều 59, Điều 61", "Nghị định 59/2015/NĐ-CP, Điều 10, Điều 11"),
    unconfirmed=(
        MEMORY,
        AUTHORITY,
        "Thời hạn 30 ngày của dự án nhóm B và 15 ngày của thiết kế cơ sở nhóm C chưa đối chiếu.",
        "Điều 34, Điều 46 Luật Đầu tư công 2014 về mức vốn của chủ trương trích theo trí nhớ, chưa đối chiếu.",
    ),
)
