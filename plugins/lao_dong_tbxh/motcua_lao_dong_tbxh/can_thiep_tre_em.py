"""Can thiệp khẩn cấp, tạm thời cách ly trẻ em; chấm dứt chăm sóc thay thế."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Child,
    Choice,
    Date,
    Form,
    IssuedPaper,
    Many,
    Paper,
    Section,
    Text,
    YesNo,
    age,
    filed_on,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, hours, otherwise, when, working_days
from motcua_lao_dong_tbxh.desks import HEAD, OFFICER
from motcua_lao_dong_tbxh.facts import FACTS
from motcua_lao_dong_tbxh.ke_hoach_tre_em import HARMS


class ChildEmergencyForm(Form):
    """Đề nghị áp dụng biện pháp can thiệp khẩn cấp hoặc tạm thời cách ly trẻ em."""

    child = Child.section("Trẻ em đang gặp nguy hiểm")

    report = Section("Thông tin, tố giác")
    source = Choice(
        "Nguồn thông tin",
        {
            "hotline": "Tổng đài điện thoại quốc gia bảo vệ trẻ em 111",
            "police": "Cơ quan công an",
            "commune": "UBND cấp xã, người làm công tác bảo vệ trẻ em",
            "people": "Cá nhân, gia đình, nhà trường",
        },
    )
    received_on = Date("Ngày nhận thông tin", not_future=True)
    received_at = Text("Giờ nhận thông tin", longest=5, pattern="([01][0-9]|2[0-3])[:h][0-5][0-9]", example="14:30")
    place = Text("Nơi xảy ra hành vi gây tổn hại", longest=300)
    harm = Choice("Hành vi gây tổn hại", HARMS)
    danger = Choice(
        "Nguy cơ với trẻ em",
        {
            "life": "Đe dọa tính mạng, sức khỏe, phải can thiệp ngay",
            "again": "Người gây tổn hại có khả năng tiếp tục xâm hại",
            "low": "Chưa thấy nguy cơ tức thời",
        },
    )

    harmer = Section("Người hoặc môi trường gây tổn hại")
    harmer_is = Choice(
        "Người gây tổn hại là",
        {"parent": "Cha, mẹ", "carer": "Người chăm sóc trẻ em", "other": "Người khác", "place": "Môi trường sống"},
    )
    harmer_name = Text("Họ và tên người gây tổn hại", longest=100, optional=True).shown_if(harmer_is.is_not("place"))
    lives_together = YesNo("Người gây tổn hại đang sống cùng trẻ em").shown_if(harmer_is.is_not("place"))

    measure = Section("Biện pháp đề nghị")
    measures = Many(
        "Biện pháp can thiệp",
        {
            "separate": "Tạm thời cách ly khỏi môi trường, người gây tổn hại",
            "shelter": "Bố trí nơi tạm trú an toàn",
            "medical": "Chăm sóc y tế, cấp cứu",
            "mind": "Trị liệu tâm lý",
            "police": "Đề nghị công an ngăn chặn hành vi",
        },
    )
    shelter = Text("Nơi chăm sóc trẻ em trong thời gian cách ly").shown_if(measures.includes("separate"))
    carer = Text("Người, cơ sở nhận chăm sóc tạm thời", longest=100).shown_if(measures.includes("separate"))
    until_on = Date("Dự kiến cách ly đến ngày").shown_if(measures.includes("separate"))
    ordered_by = Text(
        "Cơ quan có thẩm quyền yêu cầu tiếp tục cách ly quá 15 ngày, số văn bản", longest=200, optional=True
    ).shown_if(measures.includes("separate"))

    papers = Section("Thành phần hồ sơ")
    report_paper = Paper("Báo cáo tiếp nhận thông tin về trẻ em (Mẫu số 01)", originals=1)
    assessment = Paper("Báo cáo đánh giá nguy cơ ban đầu (Mẫu số 02)", originals=1)
    injury = Paper("Giấy tờ khám, cấp cứu của cơ sở y tế", copies=1).shown_if(measures.includes("medical"))
    shelter_paper = Paper("Văn bản đồng ý nhận chăm sóc tạm thời", originals=1).shown_if(measures.includes("separate"))

    # Nghị định 56/2017/NĐ-CP, Điều 31 khoản 1: in danger, or harmed by the very parent or carer
    is_urgent = Check(
        "Chưa có nguy cơ tức thời thì lập kế hoạch hỗ trợ, can thiệp, không áp dụng biện pháp khẩn cấp.",
        danger.is_not("low") | harmer_is.is_one_of("parent", "carer"),
        at=danger,
    )
    is_reported_after_birth = Check(
        "Ngày nhận thông tin không được trước ngày sinh của trẻ em.", received_on >= child["born"], at=received_on
    )
    # Nghị định 56/2017/NĐ-CP, Điều 32 khoản 3
    is_at_most_fifteen_days = Check(
        "Thời hạn tạm thời cách ly tối đa 15 ngày, trừ khi cơ quan có thẩm quyền yêu cầu tiếp tục cách ly.",
        ordered_by.answered() | (until_on <= filed_on() + 15),
        at=until_on,
    )
    ends_later = Check("Ngày hết thời gian cách ly phải sau ngày nộp hồ sơ.", until_on > filed_on(), at=until_on)


class EndOfCareForm(Form):
    """Đơn đề nghị chấm dứt việc chăm sóc thay thế cho trẻ em."""

    child = Child.section("Trẻ em đang được chăm sóc thay thế")
    decision = IssuedPaper.section("Quyết định giao chăm sóc thay thế", without=("valid_until", "about"))

    care = Section("Người chăm sóc thay thế")
    carer = Text("Họ và tên người, tên cơ sở chăm sóc thay thế")
    form = Choice(
        "Hình thức chăm sóc thay thế",
        {
            "kin": "Người thân thích chăm sóc",
            "family": "Cá nhân, gia đình không phải người thân thích",
            "adoption": "Nhận làm con nuôi",
            "facility": "Cơ sở trợ giúp xã hội",
        },
    )

    # Luật Trẻ em 2016, Điều 69 khoản 1
    ending = Section("Chấm dứt chăm sóc thay thế")
    asked_by = Choice(
        "Người đề nghị chấm dứt",
        {"carer": "Người chăm sóc thay thế", "child": "Trẻ em", "parent": "Cha, mẹ", "commune": "UBND cấp xã"},
    )
    reason = Choice(
        "Trường hợp chấm dứt",
        {
            "unfit": "Người chăm sóc thay thế không còn đủ điều kiện",
            "violation": "Người chăm sóc thay thế có hành vi bị nghiêm cấm với trẻ em",
            "wish": "Người chăm sóc thay thế đề nghị",
            "harm": "Trẻ em có hành vi cố ý xâm phạm nghiêm trọng người chăm sóc thay thế",
            "child": "Trẻ em muốn chấm dứt việc chăm sóc thay thế",
            "home": "Trẻ em trở về đoàn tụ gia đình khi gia đình đủ điều kiện bảo đảm an toàn",
        },
    )
    is_home_safe = YesNo("UBND cấp xã xác nhận gia đình bảo đảm an toàn cho trẻ em").shown_if(reason.is_("home"))
    next_care = Choice(
        "Nơi chăm sóc tiếp theo",
        {"family": "Gia đình của trẻ em", "carer": "Cá nhân, gia đình khác", "facility": "Cơ sở trợ giúp xã hội"},
    )
    next_carer = Text("Họ và tên người, tên cơ sở chăm sóc tiếp theo")
    child_opinion = YesNo("Đã có ý kiến của trẻ em từ đủ 7 tuổi").shown_if(age(child["born"]) >= 7)
    is_in_danger = YesNo("Trẻ em đang phải cách ly khẩn cấp khỏi người chăm sóc").shown_if(reason.is_("violation"))

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị chấm dứt việc chăm sóc thay thế", originals=1).shown_if(asked_by.is_not("commune"))
    commune_letter = Paper("Văn bản đề nghị của UBND cấp xã", originals=1).shown_if(asked_by.is_("commune"))
    old_decision = Paper("Bản sao quyết định giao chăm sóc thay thế", copies=1)
    opinion = Paper("Văn bản ghi ý kiến của trẻ em", originals=1).shown_if(child_opinion.is_(True))
    home_paper = Paper("Xác nhận về điều kiện an toàn của gia đình", originals=1).shown_if(reason.is_("home"))
    violation_paper = Paper("Biên bản, kết luận về hành vi vi phạm", copies=1).shown_if(reason.is_("violation"))
    next_paper = Paper("Văn bản đồng ý nhận chăm sóc tiếp theo", originals=1).shown_if(next_care.is_not("family"))

    goes_home_safely = Check(
        "Trẻ em chỉ về đoàn tụ khi UBND cấp xã xác nhận gia đình bảo đảm an toàn.",
        is_home_safe.is_(True),
        at=is_home_safe,
    )
    home_is_the_family = Check(
        "Đoàn tụ gia đình thì nơi chăm sóc tiếp theo phải là gia đình của trẻ em.",
        reason.is_not("home") | next_care.is_("family"),
        at=next_care,
    )
    # Luật Trẻ em 2016, Điều 60 khoản 3
    child_is_heard = Check(
        "Phải có ý kiến của trẻ em từ đủ 7 tuổi trước khi chấm dứt.", child_opinion.is_(True), at=child_opinion
    )
    # Luật Nuôi con nuôi 2010, Điều 25 và Điều 26: việc nuôi con nuôi do Tòa án chấm dứt
    adoption_ends_in_court = Check(
        "Việc nuôi con nuôi do Tòa án quyết định chấm dứt, không giải quyết theo thủ tục này.",
        form.is_not("adoption"),
        at=form,
    )


check_now = Step("Xác minh với UBND cấp xã, công an; trình ký ngay", OFFICER, hours(2), key="xac-minh-ngay")
approve_now = Step("Trưởng phòng duyệt", HEAD, hours(0.5), key="duyet")
sign_now = Step("Ký quyết định áp dụng biện pháp", DISTRICT_LEADER, hours(1), key="ky-quyet-dinh")

CHILD_EMERGENCY = Procedure(
    facts=FACTS["can-thiep-khan-cap-tam-thoi-cach-ly-tre-em"],
    form=ChildEmergencyForm,
    route=Route(
        when(ChildEmergencyForm.danger.is_("life"), check_now, sign_now),
        otherwise(check_now, approve_now, sign_now),
        reception=hours(0.5),
        hand_back=hours(0.5),
    ),
    channels=("direct",),
    unconfirmed=(
        "Hạn 12 giờ kể từ khi nhận thông tin tính cả ngoài giờ làm việc; các bước ở đây tính theo giờ làm việc, tổng "
        "không quá 4,5 giờ.",
        "Nghị định 56/2017/NĐ-CP, Điều 32 khoản 2: quyết định tạm thời cách ly do Chủ tịch UBND cấp xã ký; ở đây theo "
        "bảng dữ kiện, lãnh đạo UBND huyện ký: phải xác nhận trước khi công bố.",
        "Hạn chế quyền của cha, mẹ, cách ly theo quyết định của Tòa án (Luật Trẻ em 2016, Điều 52 khoản 3) không làm ở "
        "đây.",
    ),
)

review = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(1), key="duyet")
verify = Step("Xác minh điều kiện của nơi chăm sóc tiếp theo", OFFICER, working_days(5), key="xac-minh")
verify_danger = Step("Xác minh khẩn, bố trí nơi an toàn cho trẻ em", OFFICER, working_days(2), key="xac-minh")
sign_end = Step("Ký quyết định chấm dứt chăm sóc thay thế", DISTRICT_LEADER, working_days(3), key="ky-quyet-dinh")

END_OF_CARE = Procedure(
    facts=FACTS["cham-dut-cham-soc-thay-the-tre-em"],
    form=EndOfCareForm,
    route=Route(
        when(EndOfCareForm.is_in_danger.is_(True), verify_danger, review, sign_end),
        otherwise(verify, review, sign_end),
    ),
    unconfirmed=(
        "Luật Trẻ em 2016, Điều 69 khoản 4: người ra quyết định chăm sóc thay thế quyết định chấm dứt (UBND cấp xã, "
        "cấp huyện hoặc Sở tùy trường hợp); người ký ở đây cần xác nhận.",
    ),
)
