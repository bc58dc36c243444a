"""Thẩm định thiết kế, dự toán xây dựng triển khai sau thiết kế cơ sở."""

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
from motcua.api.routes import Route, Step, calendar_days, consult, desk_of, otherwise, when, working_days
from motcua_kinh_te_ha_tang.desks import HEAD, OFFICER
from motcua_kinh_te_ha_tang.facts import FACTS
from motcua_kinh_te_ha_tang.tham_dinh import AUTHORITY, FIRE, MEMORY, STAGES, Consultant, Verifier


class DesignForm(Form):
    """Tờ trình thẩm định thiết kế, dự toán xây dựng (Mẫu số 06, Phụ lục II, Nghị định 59/2015/NĐ-CP)."""

    project = Project.section("Dự án, công trình", without=("group", "decision", "decided_on"))
    decision = IssuedPaper.section("Quyết định phê duyệt dự án", without=("about", "valid_until"))
    design = Section("Thiết kế trình thẩm định")
    stage = Choice("Lần thẩm định thiết kế", STAGES)
    step = Choice(
        "Bước thiết kế",
        {
            "technical": "Thiết kế kỹ thuật (thiết kế ba bước)",
            "drawings": "Thiết kế bản vẽ thi công (thiết kế hai bước)",
            "single": "Thiết kế bản vẽ thi công của báo cáo kinh tế - kỹ thuật (thiết kế một bước)",
        },
    )
    kind = Choice(
        "Loại công trình thiết kế",
        {
            "civil": "Dân dụng",
            "industrial": "Công nghiệp",
            "technical": "Hạ tầng kỹ thuật",
            "transport": "Giao thông",
            "irrigation": "Thủy lợi, đê điều, nông nghiệp và phát triển nông thôn",
        },
    )
    grade = Choice("Cấp công trình thiết kế", {"ii": "Cấp II", "iii": "Cấp III", "iv": "Cấp IV"})
    scale = Text("Quy mô, công suất, kích thước chính", longest=300)
    fits_basic = YesNo("Thiết kế phù hợp với thiết kế cơ sở đã phê duyệt")
    needs_fire = YesNo("Thiết kế thuộc diện thẩm duyệt về phòng cháy, chữa cháy")
    needs_impact = YesNo("Dự án phải có báo cáo đánh giá tác động môi trường")
    consultant = Consultant.section("Nhà thầu thiết kế")
    is_verified = YesNo("Cơ quan thẩm định yêu cầu thẩm tra")
    verifier = Verifier.section("Tổ chức thẩm tra thiết kế, dự toán").shown_if(is_verified.is_(True))

    estimate = Section("Dự toán xây dựng công trình").shown_if(project["capital"].is_not("other"))
    total = Money("Tổng dự toán trình thẩm định", least=1)
    construction = Money("Chi phí xây dựng trong dự toán", least=1)
    equipment = Money("Chi phí thiết bị trong dự toán")
    management = Money("Chi phí quản lý dự án trong dự toán")
    consulting = Money("Chi phí tư vấn trong dự toán")
    other = Money("Chi phí khác trong dự toán")
    contingency = Money("Chi phí dự phòng trong dự toán")

    adjustment = Section("Điều chỉnh thiết kế, dự toán").shown_if(stage.is_("adjusted"))
    notice = Text("Số, ngày thông báo kết quả thẩm định trước", longest=100)
    items = Many("Phần được điều chỉnh", {"design": "Thiết kế", "estimate": "Dự toán"})
    # Luật Xây dựng 2014, Điều 84 khoản 1
    why = Choice(
        "Lý do điều chỉnh thiết kế, dự toán",
        {
            "project": "Điều chỉnh dự án có yêu cầu điều chỉnh thiết kế",
            "quality": "Thi công có yêu cầu thay đổi để bảo đảm chất lượng, hiệu quả",
        },
    )
    project_decision = Text("Số, ngày quyết định điều chỉnh dự án", longest=100).shown_if(why.is_("project"))
    reason = LongText("Bộ phận, khối lượng thay đổi và giải trình").shown_if(why.is_("quality"))

    papers = Section("Thành phần hồ sơ")
    submission = Paper("Tờ trình thẩm định thiết kế, dự toán (Mẫu số 06)", originals=1)
    explanation = Paper("Thuyết minh thiết kế, các bản vẽ thiết kế, tài liệu khảo sát xây dựng", originals=1)
    decision_paper = Paper("Bản sao quyết định phê duyệt dự án kèm hồ sơ thiết kế cơ sở được duyệt", copies=1)
    capacity = Paper("Bản sao hồ sơ về điều kiện năng lực của chủ nhiệm, chủ trì khảo sát, thiết kế", copies=1)
    conformity = Paper("Báo cáo tổng hợp của chủ đầu tư về sự phù hợp của hồ sơ thiết kế", originals=1)
    fire_paper = Paper(FIRE, copies=1).shown_if(needs_fire.is_(True))
    impact_paper = Paper("Báo cáo đánh giá tác động môi trường", copies=1).shown_if(needs_impact.is_(True))
    estimate_paper = Paper("Dự toán xây dựng công trình", originals=1).shown_if(project["capital"].is_not("other"))
    verification = Paper("Báo cáo kết quả thẩm tra thiết kế, dự toán", originals=1).shown_if(is_verified.is_(True))
    old_notice = Paper("Thông báo kết quả thẩm định và hồ sơ thiết kế đã đóng dấu", copies=1).shown_if(
        stage.is_("adjusted")
    )
    project_paper = Paper("Bản sao quyết định điều chỉnh dự án", copies=1).shown_if(why.is_("project"))

    # Nghị định 59/2015/NĐ-CP, Điều 13, Điều 23: thiết kế một bước thẩm định trong báo cáo kinh tế - kỹ thuật
    has_two_steps = Check(
        "Thiết kế một bước thì nộp thủ tục thẩm định báo cáo kinh tế - kỹ thuật.", step.is_not("single"), at=step
    )
    # Luật Xây dựng 2014, Điều 78, Điều 83: thiết kế bước sau phù hợp thiết kế bước trước
    follows_basic_design = Check(
        "Thiết kế khác thiết kế cơ sở thì phải điều chỉnh thiết kế cơ sở trước.", fits_basic.is_(True), at=fits_basic
    )
    # Nghị định 32/2015/NĐ-CP, Điều 8: sáu khoản của dự toán
    estimate_adds_up = Check(
        "Sáu khoản chi phí cộng lại phải bằng tổng dự toán.",
        (construction + equipment + management + consulting + other + contingency).is_(total),
        at=contingency,
    )
    # Nghị định 32/2015/NĐ-CP, Điều 7, Điều 11: dự toán nằm trong tổng mức đầu tư được duyệt
    within_investment = Check(
        "Dự toán vượt tổng mức đầu tư đã duyệt thì phải điều chỉnh dự án trước.",
        total <= project["investment"],
        at=total,
    )


irrigation = consult(
    "Ý kiến về thủy lợi, đê điều",
    desk_of("nong_nghiep_ptnt", "officer", "Phòng Nông nghiệp và Phát triển nông thôn"),
    working_days(5),
)
EXAMINE = "Thẩm định thiết kế, dự toán"
examine = Step(EXAMINE, OFFICER, within=working_days(9), key="tham-dinh")
examine_long = Step(EXAMINE, OFFICER, within=working_days(15), key="tham-dinh")
examine_water = Step(EXAMINE, OFFICER, within=working_days(9), key="tham-dinh", consults=(irrigation,))
examine_water_long = Step(EXAMINE, OFFICER, within=working_days(15), key="tham-dinh", consults=(irrigation,))
draft = Step("Dự thảo thông báo, đối chiếu hồ sơ để đóng dấu", OFFICER, within=working_days(2), key="tong-hop")
sign = Step("Ký thông báo, đóng dấu thẩm định vào hồ sơ thiết kế", HEAD, within=working_days(2), key="ky-thong-bao")

is_higher = DesignForm.grade.is_one_of("ii", "iii")
is_water = DesignForm.kind.is_("irrigation")

DESIGN = Procedure(
    facts=FACTS["tham-dinh-thiet-ke-du-toan-xay-dung"],
    form=DesignForm,
    route=Route(
        when(is_higher & is_water, examine_water_long, draft, sign),
        when(is_higher, examine_long, draft, sign),
        when(is_water, examine_water, draft, sign),
        otherwise(examine, draft, sign),
    ),
    # Nghị định 59/2015/NĐ-CP, Điều 30 khoản 8: cấp II, cấp III 30 ngày; còn lại 20 ngày
    term=TermRule(calendar_days(20), (is_higher, calendar_days(30))),
    fee=unconfirmed("Phí thẩm định thiết kế, phí thẩm định dự toán theo Thông tư 210/2016/TT-BTC."),
    legal_basis=("Luật Xây dựng 2014, Điều 78, Điều 83, Điều 84", "Nghị định 59/2015/NĐ-CP, Điều 24 đến Điều 30"),
    unconfirmed=(
        MEMORY,
        AUTHORITY,
        "Thời hạn 30 ngày của công trình cấp II, cấp III chưa đối chiếu.",
        "Dự toán có được vượt tổng mức đầu tư khi còn dự phòng dự án hay không chưa đối chiếu.",
    ),
)
