"""Thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hàng tháng, hỗ trợ kinh phí chăm sóc, nuôi dưỡng hàng tháng."""

from motcua.api import Procedure, TermRule
from motcua.api.forms import (
    BankAccount,
    Check,
    Choice,
    Date,
    Disability,
    Form,
    Integer,
    Paper,
    Section,
    Text,
    YesNo,
    age,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, otherwise, when, working_days
from motcua_lao_dong_tbxh.desks import HEAD, OFFICER
from motcua_lao_dong_tbxh.facts import FACTS
from motcua_lao_dong_tbxh.parts import Beneficiary, Carer

# Nghị định 136/2013/NĐ-CP, Điều 5 và Điều 20; Luật Người khuyết tật 2010, Điều 44
GROUPS = {
    "orphan": "Trẻ em dưới 16 tuổi không có nguồn nuôi dưỡng",
    "student": "Người từ 16 đến 22 tuổi không có nguồn nuôi dưỡng đang đi học",
    "hiv": "Người nhiễm HIV thuộc hộ nghèo",
    "single_parent": "Người đơn thân thuộc hộ nghèo đang nuôi con",
    "elderly_poor": "Người cao tuổi thuộc hộ nghèo không có người phụng dưỡng",
    "elderly_80": "Người từ đủ 80 tuổi không có lương hưu, trợ cấp hàng tháng",
    "elderly_care": "Người cao tuổi đủ điều kiện vào cơ sở trợ giúp xã hội nhưng có người nhận chăm sóc tại cộng đồng",
    "disabled": "Người khuyết tật nặng, đặc biệt nặng",
    "care_disabled": "Hộ gia đình, cá nhân chăm sóc người khuyết tật đặc biệt nặng",
    "foster": "Hộ gia đình, cá nhân nhận nuôi trẻ em không có nguồn nuôi dưỡng",
}


class MonthlyAllowanceForm(Form):
    """Tờ khai đề nghị trợ giúp xã hội."""

    request = Section("Đề nghị và diện đối tượng")
    work = Choice(
        "Việc đề nghị",
        {"new": "Hưởng trợ cấp, hỗ trợ lần đầu", "adjust": "Điều chỉnh mức hưởng", "stop": "Thôi hưởng"},
    )
    group = Choice("Diện đối tượng", GROUPS)
    decision = Text("Số quyết định trợ cấp đang hưởng", longest=50).shown_if(work.is_not("new"))
    decided_on = Date("Ngày quyết định trợ cấp đang hưởng", not_future=True).shown_if(work.is_not("new"))
    adjust_why = Choice(
        "Lý do điều chỉnh",
        {
            "degree": "Thay đổi dạng tật, mức độ khuyết tật",
            "age": "Sang nhóm tuổi có hệ số khác",
            "children": "Thay đổi số con đang nuôi",
            "group": "Chuyển sang diện đối tượng khác",
        },
    ).shown_if(work.is_("adjust"))
    stop_why = Choice(
        "Lý do thôi hưởng",
        {
            "dead": "Đối tượng chết hoặc mất tích",
            "not_poor": "Hộ không còn thuộc hộ nghèo",
            "age": "Hết độ tuổi hoặc thôi học",
            "pension": "Đã có lương hưu, trợ cấp bảo hiểm xã hội hàng tháng",
            "facility": "Đã vào cơ sở trợ giúp xã hội",
            "adopted": "Đã được nhận làm con nuôi hoặc có người nuôi dưỡng",
        },
    ).shown_if(work.is_("stop"))
    stopped_on = Date("Ngày không còn đủ điều kiện hưởng", not_future=True).shown_if(work.is_("stop"))
    is_approved = YesNo(
        "Đã có biên bản của Hội đồng xét duyệt trợ giúp xã hội cấp xã",
        hint="Chọn Có khi UBND cấp xã chuyển hồ sơ đã xét duyệt, niêm yết",
    )

    subject = Beneficiary.section("Đối tượng")

    right = Section("Điều kiện hưởng").shown_if(work.is_not("stop"))
    no_support = Choice(
        "Hoàn cảnh mất nguồn nuôi dưỡng",
        {
            "abandoned": "Bị bỏ rơi chưa có người nhận làm con nuôi",
            "both": "Mồ côi cả cha và mẹ",
            "one": "Mồ côi cha hoặc mẹ, người còn lại mất tích, đang ở tù hoặc ở cơ sở trợ giúp xã hội, cai nghiện",
            "neither": "Cả cha và mẹ mất tích, đang ở tù hoặc ở cơ sở trợ giúp xã hội, cai nghiện",
        },
    ).shown_if(group.is_one_of("orphan", "student", "foster"))
    school = Text("Trường đang học").shown_if(group.is_("student"))
    is_poor = YesNo("Hộ đang thuộc diện hộ nghèo").shown_if(
        group.is_one_of("hiv", "single_parent", "elderly_poor", "elderly_care")
    )
    poverty_code = Text("Số giấy chứng nhận hộ nghèo", longest=50).shown_if(is_poor.is_(True))
    can_work = YesNo("Còn khả năng lao động").shown_if(group.is_("hiv") & (age(subject["born"]) >= 16))
    has_supporter = YesNo("Có người có nghĩa vụ và quyền phụng dưỡng").shown_if(
        group.is_one_of("elderly_poor", "elderly_care")
    )
    supporter_has_aid = YesNo("Người phụng dưỡng đang hưởng trợ cấp xã hội hàng tháng").shown_if(
        has_supporter.is_(True)
    )
    has_pension = YesNo("Đang hưởng lương hưu, trợ cấp bảo hiểm xã hội hàng tháng").shown_if(
        group.is_("elderly_80") | (group.is_("hiv") & (age(subject["born"]) >= 16))
    )
    is_raising_baby = YesNo("Đang mang thai hoặc nuôi con dưới 36 tháng tuổi").shown_if(group.is_("disabled"))
    other_aid = Text("Trợ cấp hàng tháng khác đang hưởng", hint="Để trống nếu không hưởng", optional=True)
    alone_why = Choice(
        "Hoàn cảnh đơn thân",
        {"single": "Không có chồng hoặc vợ", "dead": "Chồng hoặc vợ đã chết", "missing": "Chồng hoặc vợ mất tích"},
    ).shown_if(group.is_("single_parent"))
    children = Integer("Số con đang nuôi", least=1, most=15, unit="con").shown_if(group.is_("single_parent"))
    youngest_born = Date("Ngày sinh của con nhỏ nhất", not_future=True).shown_if(group.is_("single_parent"))
    is_youngest_student = YesNo("Có con từ đủ 16 đến 22 tuổi đang đi học").shown_if(
        group.is_("single_parent") & (age(youngest_born) >= 16)
    )

    disability = Disability.section("Tình trạng khuyết tật").shown_if(
        work.is_not("stop") & group.is_one_of("disabled", "care_disabled")
    )
    carer = Carer.section("Người nhận chăm sóc, nuôi dưỡng").shown_if(
        work.is_not("stop") & group.is_one_of("elderly_care", "care_disabled", "foster")
    )

    payment = Section("Nhận trợ cấp").shown_if(work.is_not("stop"))
    paid_by = Choice(
        "Hình thức nhận trợ cấp",
        {"post": "Tiền mặt tại điểm chi trả bưu điện", "commune": "Tiền mặt tại UBND cấp xã", "bank": "Chuyển khoản"},
    )
    account = BankAccount.section("Tài khoản nhận trợ cấp").shown_if(work.is_not("stop") & paid_by.is_("bank"))

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai đề nghị trợ giúp xã hội (Mẫu số 1a, 1b, 1c, 1d hoặc 1đ)", originals=1).shown_if(
        work.is_not("stop") & group.is_not("care_disabled") & group.is_not("foster")
    )
    carer_declaration = Paper(
        "Tờ khai nhận chăm sóc, nuôi dưỡng đối tượng có xác nhận của UBND cấp xã", originals=1
    ).shown_if(work.is_not("stop") & group.is_one_of("elderly_care", "care_disabled", "foster"))
    household_book = Paper("Bản sao sổ hộ khẩu hoặc văn bản xác nhận cư trú của công an xã", copies=1).shown_if(
        work.is_("new")
    )
    birth_paper = Paper("Bản sao giấy khai sinh của trẻ em", copies=1).shown_if(
        work.is_("new") & (group.is_one_of("orphan", "foster") | (group.is_("hiv") & (age(subject["born"]) < 16)))
    )
    school_paper = Paper("Giấy xác nhận đang học của nhà trường", originals=1).shown_if(
        work.is_not("stop") & group.is_("student")
    )
    poverty_paper = Paper("Bản sao giấy chứng nhận hộ nghèo", copies=1).shown_if(work.is_("new") & is_poor.is_(True))
    hiv_paper = Paper("Giấy tờ xác nhận nhiễm HIV của cơ quan y tế có thẩm quyền", copies=1).shown_if(
        work.is_("new") & group.is_("hiv")
    )
    child_papers = Paper("Bản sao giấy khai sinh của con của người đơn thân", copies=1).shown_if(
        work.is_not("stop") & group.is_("single_parent")
    )
    baby_paper = Paper("Giấy xác nhận mang thai hoặc bản sao giấy khai sinh của con dưới 36 tháng", copies=1).shown_if(
        is_raising_baby.is_(True)
    )
    alone_paper = Paper("Bản sao giấy chứng tử hoặc quyết định tuyên bố mất tích của chồng, vợ", copies=1).shown_if(
        work.is_("new") & alone_why.is_not("single")
    )
    disability_paper = Paper("Bản sao giấy xác nhận khuyết tật", copies=1).shown_if(
        work.is_not("stop") & group.is_one_of("disabled", "care_disabled")
    )
    stop_paper = Paper("Giấy tờ chứng minh không còn đủ điều kiện hưởng", copies=1).shown_if(work.is_("stop"))
    minutes = Paper("Biên bản họp Hội đồng xét duyệt trợ giúp xã hội cấp xã", originals=1).shown_if(
        is_approved.is_(True)
    )
    proposal = Paper("Văn bản đề nghị của Chủ tịch UBND cấp xã", originals=1).shown_if(is_approved.is_(True))

    # Nghị định 136/2013/NĐ-CP, Điều 5 khoản 1
    is_a_child = Check(
        "Trẻ em không có nguồn nuôi dưỡng phải dưới 16 tuổi.",
        work.is_("stop") | ~group.is_one_of("orphan", "foster") | (age(subject["born"]) < 16),
        at=subject["born"],
    )
    # Nghị định 136/2013/NĐ-CP, Điều 5 khoản 2
    is_of_student_age = Check(
        "Người đang đi học hưởng trợ cấp phải từ đủ 16 đến 22 tuổi.",
        work.is_("stop") | group.is_not("student") | ((age(subject["born"]) >= 16) & (age(subject["born"]) <= 22)),
        at=subject["born"],
    )
    # Luật Người cao tuổi 2009, Điều 2 và Điều 17 khoản 1
    is_elderly = Check(
        "Người cao tuổi phải từ đủ 60 tuổi trở lên.",
        work.is_("stop") | ~group.is_one_of("elderly_poor", "elderly_care") | (age(subject["born"]) >= 60),
        at=subject["born"],
    )
    # Luật Người cao tuổi 2009, Điều 17 khoản 2; Nghị định 136/2013/NĐ-CP, Điều 5 khoản 5 điểm b
    is_eighty = Check(
        "Người hưởng theo diện này phải từ đủ 80 tuổi trở lên.",
        work.is_("stop") | group.is_not("elderly_80") | (age(subject["born"]) >= 80),
        at=subject["born"],
    )
    has_no_pension = Check(
        "Người đang có lương hưu, trợ cấp bảo hiểm xã hội hàng tháng không thuộc diện hưởng.",
        has_pension.is_(False),
        at=has_pension,
    )
    # Nghị định 136/2013/NĐ-CP, Điều 5 khoản 3, 4 và 5
    is_of_a_poor_household = Check("Diện đối tượng này phải thuộc hộ nghèo.", is_poor.is_(True), at=is_poor)
    cannot_work = Check(
        "Người nhiễm HIV từ đủ 16 tuổi phải không còn khả năng lao động.", can_work.is_(False), at=can_work
    )
    has_nobody = Check(
        "Có người phụng dưỡng thì người đó phải đang hưởng trợ cấp xã hội hàng tháng.",
        supporter_has_aid.is_(True),
        at=supporter_has_aid,
    )
    raises_a_child = Check(
        "Con đang nuôi phải dưới 16 tuổi, hoặc từ 16 đến 22 tuổi đang đi học.",
        (age(youngest_born) < 16) | ((age(youngest_born) <= 22) & is_youngest_student.is_(True)),
        at=youngest_born,
    )
    # Luật Người khuyết tật 2010, Điều 44 khoản 1 và khoản 2
    is_severe = Check(
        "Chỉ người khuyết tật nặng và đặc biệt nặng được hưởng trợ cấp xã hội hàng tháng.",
        disability["degree"].is_not("mild"),
        at=disability["degree"],
    )
    is_extreme_if_cared_for = Check(
        "Hỗ trợ kinh phí chăm sóc chỉ dành cho hộ chăm sóc người khuyết tật đặc biệt nặng.",
        group.is_not("care_disabled") | disability["degree"].is_("extreme"),
        at=disability["degree"],
    )
    stops_after_decision = Check(
        "Ngày không còn đủ điều kiện phải từ ngày có quyết định trở đi.", stopped_on >= decided_on, at=stopped_on
    )
    carer_is_adult = Check(
        "Người nhận chăm sóc, nuôi dưỡng phải có năng lực hành vi dân sự đầy đủ (từ đủ 18 tuổi).",
        age(carer["born"]) >= 18,
        at=carer["born"],
    )


at_commune = Step(
    "Chuyển UBND cấp xã xét duyệt, niêm yết; nhận lại biên bản",
    OFFICER,
    within=working_days(12),
    key="xet-duyet-cap-xa",
)
appraise = Step("Thẩm định hồ sơ, dự thảo quyết định", OFFICER, within=working_days(4.5), key="tham-dinh")
review = Step("Trưởng phòng duyệt, ký tờ trình", HEAD, within=working_days(2), key="duyet")
sign = Step("Ký quyết định", DISTRICT_LEADER, within=working_days(3), key="ky-quyet-dinh")

MONTHLY_ALLOWANCE = Procedure(
    facts=FACTS["tro-cap-xa-hoi-hang-thang"],
    form=MonthlyAllowanceForm,
    route=Route(
        when(MonthlyAllowanceForm.is_approved.is_(True), appraise, review, sign),
        otherwise(at_commune, appraise, review, sign),
    ),
    # Nghị định 136/2013/NĐ-CP, Điều 8: phòng thẩm định 7 ngày làm việc, Chủ tịch UBND huyện quyết định 3 ngày làm việc
    term=TermRule(working_days(22), (MonthlyAllowanceForm.is_approved.is_(True), working_days(10))),
    unconfirmed=(
        "Thời hạn 10 ngày làm việc khi UBND cấp xã đã xét duyệt (7 ngày ở phòng, 3 ngày ở UBND huyện) trích theo trí "
        "nhớ từ Nghị định 136/2013/NĐ-CP, Điều 8.",
        "12 ngày làm việc ở cấp xã lấy theo ghi chú về Nghị định 20/2021/NĐ-CP; Nghị định 136/2013/NĐ-CP: 15 ngày và "
        "niêm yết 07 ngày.",
        "Số điều, khoản và tên mẫu tờ khai của Nghị định 136/2013/NĐ-CP, Thông tư liên tịch 29/2014 chưa đối chiếu.",
        "Tuổi 22 được hiểu là còn hưởng cho đến khi đủ 23 tuổi; cách hiểu “đến 22 tuổi” cần xác nhận.",
    ),
)
