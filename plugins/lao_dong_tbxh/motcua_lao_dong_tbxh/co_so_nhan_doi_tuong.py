"""Tiếp nhận đối tượng vào cơ sở trợ giúp xã hội: có hoàn cảnh đặc biệt khó khăn, hoặc cần bảo vệ khẩn cấp."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Commune,
    Date,
    Disability,
    Form,
    Paper,
    Section,
    Text,
    YesNo,
    age,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, hours, otherwise, when, working_days
from motcua_lao_dong_tbxh.desks import HEAD, OFFICER
from motcua_lao_dong_tbxh.facts import FACTS
from motcua_lao_dong_tbxh.parts import Beneficiary, Facility


class AdmissionForm(Form):
    """Tờ khai đề nghị tiếp nhận vào cơ sở trợ giúp xã hội."""

    subject = Beneficiary.section("Đối tượng đề nghị tiếp nhận")

    # Nghị định 136/2013/NĐ-CP, Điều 25 khoản 1
    situation = Section("Hoàn cảnh đặc biệt khó khăn")
    kind = Choice(
        "Đối tượng thuộc diện",
        {
            "child": "Trẻ em không có nguồn nuôi dưỡng, không có người nhận chăm sóc tại cộng đồng",
            "hiv": "Người nhiễm HIV thuộc hộ nghèo không tự lo được cuộc sống",
            "elderly": "Người cao tuổi thuộc hộ nghèo, không có người phụng dưỡng, không có điều kiện sống ở cộng đồng",
            "disabled": "Người khuyết tật đặc biệt nặng không nơi nương tựa",
        },
    )
    is_poor = YesNo("Đối tượng thuộc hộ nghèo").shown_if(kind.is_one_of("hiv", "elderly"))
    has_community_carer = YesNo("Có người nhận chăm sóc tại cộng đồng")
    has_supporter = YesNo("Có người có nghĩa vụ và quyền phụng dưỡng").shown_if(kind.is_("elderly"))
    agrees = YesNo("Người cao tuổi có nguyện vọng vào cơ sở").shown_if(kind.is_("elderly"))
    allowance = Text("Số quyết định trợ cấp xã hội đang hưởng", longest=50, optional=True)
    guardian = Text("Họ và tên người giám hộ", longest=100, words=2).shown_if(
        kind.is_("child") | (age(subject["born"]) < 18)
    )
    disability = Disability.section("Tình trạng khuyết tật").shown_if(kind.is_("disabled"))

    facility = Facility.section("Cơ sở đề nghị tiếp nhận")

    council = Section("Xét duyệt ở cấp xã")
    met_on = Date("Ngày Hội đồng xét duyệt trợ giúp xã hội họp", not_future=True)
    posted_on = Date("Ngày bắt đầu niêm yết công khai", not_future=True)
    objections = YesNo("Có khiếu nại, tố cáo trong thời gian niêm yết")

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai của đối tượng hoặc người giám hộ có đề nghị của UBND cấp xã", originals=1)
    life = Paper("Sơ yếu lý lịch của đối tượng có xác nhận của UBND cấp xã", originals=1)
    birth = Paper("Bản sao giấy khai sinh", copies=1).shown_if(kind.is_("child"))
    disability_paper = Paper("Bản sao giấy xác nhận khuyết tật", copies=1).shown_if(kind.is_("disabled"))
    hiv_paper = Paper("Giấy tờ xác nhận nhiễm HIV của cơ quan y tế", copies=1).shown_if(kind.is_("hiv"))
    poverty = Paper("Bản sao giấy chứng nhận hộ nghèo", copies=1).shown_if(is_poor.is_(True))
    minutes = Paper("Biên bản họp Hội đồng xét duyệt trợ giúp xã hội cấp xã", originals=1)
    answer = Paper("Kết luận về khiếu nại, tố cáo trong thời gian niêm yết", originals=1).shown_if(objections.is_(True))
    commune_letter = Paper("Văn bản đề nghị của Chủ tịch UBND cấp xã", originals=1)

    is_a_child = Check(
        "Trẻ em không có nguồn nuôi dưỡng phải dưới 16 tuổi.",
        kind.is_not("child") | (age(subject["born"]) < 16),
        at=subject["born"],
    )
    # Luật Người cao tuổi 2009, Điều 2 và Điều 18 khoản 1
    is_elderly = Check(
        "Người cao tuổi phải từ đủ 60 tuổi trở lên.",
        kind.is_not("elderly") | (age(subject["born"]) >= 60),
        at=subject["born"],
    )
    is_of_a_poor_household = Check("Diện đối tượng này phải thuộc hộ nghèo.", is_poor.is_(True), at=is_poor)
    nobody_else_cares = Check(
        "Có người nhận chăm sóc tại cộng đồng thì hưởng trợ cấp tại cộng đồng, không vào cơ sở.",
        has_community_carer.is_(False),
        at=has_community_carer,
    )
    nobody_must_care = Check(
        "Người cao tuổi có người phụng dưỡng không thuộc diện tiếp nhận.", has_supporter.is_(False), at=has_supporter
    )
    wishes_it = Check("Người cao tuổi phải có nguyện vọng vào cơ sở.", agrees.is_(True), at=agrees)
    # Luật Người khuyết tật 2010, Điều 45 khoản 1
    is_extreme = Check(
        "Chỉ tiếp nhận người khuyết tật đặc biệt nặng không nơi nương tựa.",
        disability["degree"].is_("extreme"),
        at=disability["degree"],
    )
    posted_after_meeting = Check("Ngày niêm yết không được trước ngày Hội đồng họp.", posted_on >= met_on, at=posted_on)


class UrgentAdmissionForm(Form):
    """Tờ khai đề nghị tiếp nhận đối tượng cần bảo vệ khẩn cấp vào cơ sở trợ giúp xã hội."""

    discovery = Section("Phát hiện đối tượng")
    kind = Choice(
        "Đối tượng cần bảo vệ khẩn cấp là",
        {
            "violence": "Nạn nhân của bạo lực gia đình",
            "abuse": "Nạn nhân bị xâm hại tình dục",
            "trafficked": "Nạn nhân bị buôn bán",
            "forced": "Nạn nhân bị cưỡng bức lao động",
            "wandering": "Trẻ em, người lang thang xin ăn chờ đưa về nơi cư trú",
            "decided": "Đối tượng khác do Chủ tịch UBND tỉnh quyết định",
        },
    )
    found_at = Text("Nơi phát hiện", longest=300)
    commune = Commune("Xã, thị trấn nơi phát hiện")
    found_on = Date("Ngày phát hiện", not_future=True)
    reporter = Choice(
        "Người báo tin, đưa đối tượng đến",
        {"self": "Đối tượng tự đến", "people": "Người dân", "police": "Công an", "commune": "UBND cấp xã"},
    )

    victim = Section("Đối tượng")
    is_identified = YesNo("Biết họ tên, nơi cư trú của đối tượng")
    name = Text("Họ và tên người cần bảo vệ", longest=100, words=2).shown_if(is_identified.is_(True))
    born = Date("Ngày sinh người cần bảo vệ", not_future=True).shown_if(is_identified.is_(True))
    home = Text("Nơi cư trú của người cần bảo vệ", longest=300).shown_if(is_identified.is_(True))
    marks = Text("Đặc điểm, giới tính, tuổi ước chừng", longest=300).shown_if(is_identified.is_(False))
    is_injured = YesNo("Bị thương tích hoặc tổn hại sức khỏe")
    is_harmer_near = YesNo("Người gây hại sống cùng hoặc còn đe dọa đối tượng").shown_if(
        kind.is_one_of("violence", "abuse", "trafficked", "forced")
    )

    facility = Facility.section("Cơ sở tiếp nhận")

    stay = Section("Thời gian ở cơ sở")
    taken_in_on = Date("Ngày cơ sở đã tiếp nhận", not_future=True)
    stays_until = Date("Dự kiến ở đến ngày")

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai của đối tượng hoặc người giám hộ", originals=1).shown_if(is_identified.is_(True))
    minutes = Paper("Biên bản tiếp nhận có chữ ký của người báo tin, chính quyền hoặc công an", originals=1)
    injury = Paper("Văn bản đánh giá mức độ tổn hại, giấy khám thương tích", copies=1).shown_if(is_injured.is_(True))
    victim_paper = Paper("Giấy tờ xác nhận là nạn nhân bị buôn bán", copies=1).shown_if(kind.is_("trafficked"))
    province = Paper("Quyết định của Chủ tịch UBND tỉnh về đối tượng", copies=1).shown_if(kind.is_("decided"))

    # Nghị định 136/2013/NĐ-CP, Điều 25 khoản 2: không quá 03 tháng
    is_at_most_three_months = Check(
        "Thời gian ở cơ sở của đối tượng cần bảo vệ khẩn cấp không quá 03 tháng.",
        stays_until <= taken_in_on + 92,
        at=stays_until,
    )
    leaves_after = Check("Ngày dự kiến ra phải sau ngày cơ sở tiếp nhận.", stays_until > taken_in_on, at=stays_until)
    taken_in_after_found = Check(
        "Ngày cơ sở tiếp nhận không được trước ngày phát hiện.", taken_in_on >= found_on, at=taken_in_on
    )
    somebody_answers = Check(
        "Đối tượng chưa rõ nhân thân thì phải có người báo tin, công an hoặc UBND cấp xã đưa đến.",
        is_identified.is_(True) | reporter.is_not("self"),
        at=reporter,
    )


appraise = Step("Thẩm định hồ sơ vào cơ sở", OFFICER, working_days(4), key="tham-dinh")
review = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(1), key="duyet")
sign = Step("Ký quyết định tiếp nhận", DISTRICT_LEADER, working_days(2), key="ky-quyet-dinh")
sign_letter = Step("Ký văn bản đề nghị cơ sở tiếp nhận", DISTRICT_LEADER, working_days(2), key="ky-de-nghi-tiep-nhan")
decide = Step("Theo dõi ở cơ sở, nhận quyết định tiếp nhận", OFFICER, working_days(7), key="co-so-quyet-dinh")
bring_back = Step("Ký bàn giao quyết định của cơ sở", HEAD, working_days(1), key="ky-ban-giao")

ADMISSION = Procedure(
    facts=FACTS["tiep-nhan-doi-tuong-dac-biet-kho-khan-vao-co-so-tro-giup"],
    form=AdmissionForm,
    route=Route(
        when(AdmissionForm.facility["level"].is_("district"), appraise, review, sign),
        when(AdmissionForm.facility["level"].is_("province"), appraise, review, sign_letter, decide, bring_back),
        otherwise(appraise, review, sign_letter),
    ),
    legal_basis=("Nghị định 136/2013/NĐ-CP, Chương V",),
    unconfirmed=(
        "Cơ sở không thuộc huyện: UBND huyện đề nghị, người đứng đầu cơ sở quyết định tiếp nhận; thời gian "
        "ở cơ sở chưa đối chiếu.",
        "Nghị định 136/2013/NĐ-CP, Điều 25 đến Điều 29 trích theo trí nhớ; phần nào đã thay bằng Nghị định "
        "103/2017/NĐ-CP cần xác nhận.",
    ),
)

verify_now = Step("Xác minh, đánh giá nhu cầu bảo vệ", OFFICER, hours(4), key="xac-minh-khan-cap")
complete = Step("Hoàn thiện hồ sơ, trình ký", HEAD, working_days(5), key="hoan-thien-ho-so")
sign_urgent = Step("Ký quyết định tiếp nhận khẩn cấp", DISTRICT_LEADER, working_days(1), key="ky-quyet-dinh")
trace = Step("Tìm nhân thân, nơi cư trú của đối tượng", OFFICER, working_days(3), key="tim-nhan-than")

URGENT_ADMISSION = Procedure(
    facts=FACTS["tiep-nhan-doi-tuong-can-bao-ve-khan-cap-vao-co-so-tro-giup"],
    form=UrgentAdmissionForm,
    route=Route(
        when(UrgentAdmissionForm.is_identified.is_(False), verify_now, trace, complete, sign_urgent),
        otherwise(verify_now, complete, sign_urgent),
    ),
    channels=("direct",),
    legal_basis=("Nghị định 136/2013/NĐ-CP, Chương V",),
    unconfirmed=(
        "Cơ sở tiếp nhận ngay, hồ sơ hoàn thiện trong 10 ngày làm việc (ghi chú của bảng dữ kiện); phần việc của phòng "
        "và UBND huyện trong thời gian đó chưa đối chiếu.",
        "Nghị định 136/2013/NĐ-CP, Điều 25 khoản 2 trích theo trí nhớ.",
    ),
)
