"""Phê duyệt kế hoạch hỗ trợ, can thiệp đối với trẻ em."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Child,
    Choice,
    Date,
    Form,
    LongText,
    Many,
    Money,
    Paper,
    Part,
    Rows,
    Section,
    Text,
    YesNo,
    age,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, consult, desk_of, otherwise, when, working_days
from motcua_lao_dong_tbxh.desks import HEAD, OFFICER
from motcua_lao_dong_tbxh.facts import FACTS

# Luật Trẻ em 2016, Điều 4 khoản 5 đến khoản 9
HARMS = {
    "violence": "Bạo lực trẻ em",
    "exploitation": "Bóc lột trẻ em",
    "sexual": "Xâm hại tình dục trẻ em",
    "neglect": "Bỏ rơi, bỏ mặc trẻ em",
    "trafficking": "Mua bán, bắt cóc, đánh tráo, chiếm đoạt trẻ em",
}


class Activity(Part):
    """Một hoạt động hỗ trợ, can thiệp trong kế hoạch."""

    kind = Choice(
        "Hoạt động hỗ trợ, can thiệp",
        {
            "shelter": "Bố trí nơi tạm trú an toàn",
            "health": "Chữa trị, chăm sóc y tế",
            "mind": "Tư vấn, trị liệu tâm lý",
            "legal": "Trợ giúp pháp lý",
            "school": "Hỗ trợ học tập, học nghề",
            "family": "Hỗ trợ, giáo dục cha mẹ, người chăm sóc",
            "care": "Chăm sóc thay thế",
            "other": "Hoạt động khác",
        },
    )
    doer = Text("Cơ quan, cá nhân thực hiện")
    from_on = Date("Bắt đầu ngày")
    to_on = Date("Kết thúc ngày")
    cost = Money("Kinh phí dự kiến", least=0)

    # Nghị định 56/2017/NĐ-CP, Mẫu số 05: thời gian thực hiện của từng hoạt động
    in_order = Check("Ngày kết thúc hoạt động không được trước ngày bắt đầu.", to_on >= from_on, at=to_on)


class ChildPlanForm(Form):
    """Kế hoạch hỗ trợ, can thiệp trẻ em (Mẫu số 05, Nghị định 56/2017/NĐ-CP)."""

    child = Child.section("Trẻ em cần hỗ trợ, can thiệp")

    case = Section("Tình trạng của trẻ em")
    group = Choice(
        "Trẻ em thuộc trường hợp",
        {
            "abused": "Bị xâm hại",
            "at_risk": "Có nguy cơ bị bạo lực, bóc lột, bỏ rơi",
            "special": "Có hoàn cảnh đặc biệt",
        },
    )
    harms = Many("Hành vi, nguy cơ xâm hại", HARMS).shown_if(group.is_not("special"))
    special = Choice(
        "Nhóm trẻ em có hoàn cảnh đặc biệt",
        {
            "orphan": "Mồ côi cả cha và mẹ",
            "abandoned": "Bị bỏ rơi",
            "homeless": "Không nơi nương tựa",
            "disabled": "Khuyết tật",
            "hiv": "Nhiễm HIV/AIDS",
            "law": "Vi phạm pháp luật",
            "drugs": "Nghiện ma túy",
            "out_of_school": "Phải bỏ học kiếm sống",
            "ill": "Mắc bệnh hiểm nghèo, phải điều trị dài ngày, thuộc hộ nghèo, cận nghèo",
            "migrant": "Di cư, lánh nạn, tị nạn chưa xác định được cha mẹ, người chăm sóc",
        },
    ).shown_if(group.is_("special"))
    reported_on = Date("Ngày tiếp nhận thông tin", not_future=True)
    assessed_on = Date("Ngày kết thúc xác minh, đánh giá nguy cơ cụ thể", not_future=True)
    danger = Choice("Mức độ tổn hại sau đánh giá", {"high": "Cao", "medium": "Trung bình", "low": "Thấp"})
    worker = Text("Người làm công tác bảo vệ trẻ em cấp xã", longest=100, words=2)

    views = Section("Ý kiến của trẻ em và cha mẹ")
    child_heard = YesNo("Đã hỏi ý kiến, nguyện vọng của trẻ em").shown_if(age(child["born"]) >= 7)
    parents_heard = YesNo("Cha, mẹ, người chăm sóc đã tham gia lập kế hoạch")
    why_not = Text("Lý do cha, mẹ, người chăm sóc không tham gia", longest=300).shown_if(parents_heard.is_(False))

    plan = Section("Kế hoạch hỗ trợ, can thiệp")
    goal = LongText("Mục tiêu hỗ trợ, can thiệp", longest=1000)
    activities = Rows(Activity, "Các hoạt động", least=1, most=20)
    budget = Money("Tổng kinh phí của kế hoạch", least=0)

    papers = Section("Thành phần hồ sơ")
    report = Paper("Báo cáo tiếp nhận thông tin (Mẫu số 01)", originals=1).shown_if(group.is_not("special"))
    first = Paper("Báo cáo đánh giá nguy cơ ban đầu, tình trạng của trẻ em (Mẫu số 02)", originals=1).shown_if(
        group.is_not("special")
    )
    assessment = Paper("Báo cáo thu thập thông tin, xác minh và đánh giá nguy cơ cụ thể (Mẫu số 04)", originals=1)
    meeting = Paper("Biên bản cuộc họp xác định nhu cầu cần hỗ trợ của trẻ em", originals=1)
    plan_paper = Paper("Dự thảo kế hoạch hỗ trợ, can thiệp (Mẫu số 05)", originals=1)
    proposal = Paper("Văn bản đề nghị của Chủ tịch UBND cấp xã", originals=1)

    # Luật Trẻ em 2016, Điều 5 khoản 3: tôn trọng, lắng nghe, xem xét ý kiến của trẻ em
    is_heard = Check(
        "Kế hoạch phải được lập sau khi hỏi ý kiến, nguyện vọng của trẻ em.", child_heard.is_(True), at=child_heard
    )
    assessed_after_report = Check(
        "Ngày đánh giá nguy cơ không được trước ngày tiếp nhận thông tin.",
        assessed_on >= reported_on,
        at=assessed_on,
    )
    budget_adds_up = Check(
        "Tổng kinh phí phải bằng cộng kinh phí các hoạt động.", activities.sum_of("cost").is_(budget), at=budget
    )


school = consult(
    "Ý kiến về hỗ trợ học tập", desk_of("giao_duc_dao_tao", "officer", "Phòng Giáo dục và Đào tạo"), working_days(1)
)
health = consult("Ý kiến về chăm sóc y tế", desk_of("y_te", "officer", "Phòng Y tế"), working_days(1))
justice = consult("Ý kiến về trợ giúp pháp lý", desk_of("tu_phap", "officer", "Phòng Tư pháp"), working_days(1))
appraise_abused = Step(
    "Thẩm định kế hoạch, lấy ý kiến các phòng", OFFICER, working_days(3), key="tham-dinh", consults=(health, justice)
)
appraise_special = Step(
    "Thẩm định kế hoạch, lấy ý kiến các phòng", OFFICER, working_days(3), key="tham-dinh", consults=(school,)
)
review = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(1), key="duyet")
sign_plan = Step("Ký quyết định phê duyệt kế hoạch", DISTRICT_LEADER, working_days(2), key="ky-quyet-dinh")

CHILD_PLAN = Procedure(
    facts=FACTS["ke-hoach-ho-tro-can-thiep-tre-em"],
    form=ChildPlanForm,
    route=Route(
        when(ChildPlanForm.group.is_("special"), appraise_special, review, sign_plan),
        otherwise(appraise_abused, review, sign_plan),
    ),
    unconfirmed=(
        "Luật Trẻ em 2016, Điều 52 khoản 2: UBND cấp xã phê duyệt kế hoạch; bảng dữ kiện ghi thủ tục của huyện, phải "
        "xác nhận trước khi công bố. Số mẫu của Nghị định 56/2017/NĐ-CP chưa đối chiếu.",
        "Lấy ý kiến các phòng Y tế, Tư pháp, Giáo dục và Đào tạo là cách làm nội bộ đề xuất.",
        "Mốc 7 tuổi khi hỏi ý kiến trẻ em lấy theo quy định về chăm sóc thay thế (Luật Trẻ em 2016, Điều 60).",
    ),
)
