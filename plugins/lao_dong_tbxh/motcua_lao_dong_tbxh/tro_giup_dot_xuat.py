"""Người bị thương nặng ngoài nơi cư trú; người nhận nuôi dưỡng đối tượng cần bảo vệ khẩn cấp."""

from motcua.api import Procedure
from motcua.api.forms import (
    BankAccount,
    Check,
    Choice,
    Date,
    Form,
    IdNumber,
    Integer,
    Money,
    Paper,
    Section,
    Text,
    YesNo,
    age,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, consult, desk_of, hours, otherwise, when, working_days
from motcua_lao_dong_tbxh.desks import HEAD, OFFICER
from motcua_lao_dong_tbxh.facts import FACTS
from motcua_lao_dong_tbxh.parts import Beneficiary, Carer


class WoundedForm(Form):
    """Văn bản đề nghị hỗ trợ người bị thương nặng ngoài nơi cư trú."""

    rescuer = Section("Cơ quan, tổ chức cấp cứu, chữa trị")
    kind = Choice(
        "Nơi đề nghị",
        {
            "hospital": "Bệnh viện, cơ sở khám bệnh, chữa bệnh",
            "body": "Cơ quan, tổ chức khác trực tiếp cấp cứu, chăm sóc",
        },
    )
    name = Text("Tên nơi trực tiếp cấp cứu, chữa trị")
    admitted_on = Date("Ngày đưa vào cấp cứu", not_future=True)
    is_treated = YesNo("Đang còn điều trị")
    left_on = Date("Ngày ra viện, chuyển viện", not_future=True).shown_if(is_treated.is_(False))
    cost = Money("Chi phí cấp cứu, chữa trị chưa được thanh toán", least=0)

    event = Section("Sự việc")
    cause = Choice(
        "Nguyên nhân bị thương",
        {
            "disaster": "Thiên tai",
            "fire": "Hỏa hoạn",
            "traffic": "Tai nạn giao thông đặc biệt nghiêm trọng",
            "work": "Tai nạn lao động đặc biệt nghiêm trọng",
            "other": "Lý do bất khả kháng khác",
        },
    )
    happened_on = Date("Ngày bị thương", not_future=True)
    place = Text("Nơi bị thương", longest=300)

    victim = Section("Người bị thương nặng")
    is_identified = YesNo("Đã biết họ tên, nơi cư trú của người bị thương")
    victim_name = Text("Họ và tên người bị thương", longest=100, words=2).shown_if(is_identified.is_(True))
    victim_id = IdNumber("Số giấy tờ tùy thân của người bị thương", optional=True).shown_if(is_identified.is_(True))
    home = Text("Nơi cư trú của người bị thương", longest=300).shown_if(is_identified.is_(True))
    marks = Text("Đặc điểm nhận dạng của người bị thương", longest=300).shown_if(is_identified.is_(False))
    is_severe = YesNo("Cơ sở khám bệnh, chữa bệnh xác nhận bị thương nặng")
    has_kin = YesNo("Có người thân thích chăm sóc tại nơi điều trị")

    papers = Section("Thành phần hồ sơ")
    request = Paper("Văn bản đề nghị của cơ quan, tổ chức trực tiếp cấp cứu, chữa trị", originals=1)
    medical = Paper("Giấy xác nhận tình trạng bị thương của cơ sở khám bệnh, chữa bệnh", originals=1)
    bills = Paper("Bảng kê chi phí cấp cứu, chữa trị", originals=1).shown_if(cost > 0)
    minutes = Paper("Biên bản của công an về người bị thương chưa rõ nhân thân", copies=1).shown_if(
        is_identified.is_(False)
    )

    # Nghị định 136/2013/NĐ-CP, Điều 13 khoản 2
    is_badly_hurt = Check("Chỉ hỗ trợ người được xác nhận bị thương nặng.", is_severe.is_(True), at=is_severe)
    is_alone = Check(
        "Có người thân thích chăm sóc thì gia đình đề nghị tại UBND cấp xã nơi cư trú.", has_kin.is_(False), at=has_kin
    )
    is_hurt_first = Check(
        "Ngày bị thương không được sau ngày đưa vào cấp cứu.", happened_on <= admitted_on, at=happened_on
    )
    leaves_after = Check("Ngày ra viện không được trước ngày vào cấp cứu.", left_on >= admitted_on, at=left_on)


class EmergencyCareForm(Form):
    """Tờ khai nhận chăm sóc, nuôi dưỡng đối tượng cần bảo vệ khẩn cấp."""

    subject = Beneficiary.section("Đối tượng cần bảo vệ khẩn cấp", hint="Ghi nơi cư trú cuối cùng biết được")

    # Nghị định 136/2013/NĐ-CP, Điều 18 khoản 1
    situation = Section("Tình trạng khẩn cấp")
    kind = Choice(
        "Đối tượng là",
        {
            "orphan": "Trẻ em có cả cha và mẹ chết, mất tích, không có người thân thích chăm sóc",
            "violence": "Nạn nhân của bạo lực gia đình",
            "abuse": "Nạn nhân bị xâm hại tình dục",
            "trafficked": "Nạn nhân bị buôn bán",
            "forced": "Nạn nhân bị cưỡng bức lao động",
            "wandering": "Trẻ em, người lang thang xin ăn chờ đưa về nơi cư trú",
            "decided": "Đối tượng khác theo quyết định của Chủ tịch UBND tỉnh",
        },
    )
    found_on = Date("Ngày phát hiện, tiếp nhận đối tượng", not_future=True)
    needs_treatment = YesNo("Đối tượng phải điều trị y tế")
    kin = Text("Người thân thích đã tìm, liên hệ", longest=300, optional=True)

    carer = Carer.section("Người nhận chăm sóc, nuôi dưỡng")

    care = Section("Việc chăm sóc")
    from_on = Date("Nhận chăm sóc từ ngày", not_future=True)
    to_on = Date("Dự kiến chăm sóc đến ngày")
    others = Integer("Số đối tượng khác đang nhận chăm sóc", least=0, most=10, unit="người")
    has_home = YesNo("Có nơi ở ổn định, đủ chỗ cho đối tượng")
    has_record = YesNo("Đang bị truy cứu hoặc chưa được xóa án tích về xâm hại, ngược đãi người khác")
    transport = Money("Chi phí đưa đối tượng về nơi cư trú", least=0).shown_if(kind.is_("wandering"))
    account = BankAccount.section("Tài khoản nhận kinh phí hỗ trợ")

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai nhận chăm sóc, nuôi dưỡng có xác nhận của UBND cấp xã (Mẫu số 03)", originals=1)
    subject_form = Paper("Tờ khai thông tin của đối tượng", originals=1)
    household_book = Paper("Bản sao sổ hộ khẩu của người nhận chăm sóc", copies=1)
    minutes = Paper("Biên bản phát hiện, tiếp nhận đối tượng của UBND cấp xã hoặc công an", originals=1)
    deaths = Paper("Giấy tờ về việc cha, mẹ chết hoặc mất tích", copies=1).shown_if(kind.is_("orphan"))
    victim_paper = Paper("Giấy tờ xác nhận là nạn nhân bị buôn bán", copies=1).shown_if(kind.is_("trafficked"))
    province = Paper("Quyết định của Chủ tịch UBND tỉnh về đối tượng", copies=1).shown_if(kind.is_("decided"))
    medical = Paper("Giấy tờ điều trị của cơ sở y tế", copies=1).shown_if(needs_treatment.is_(True))
    tickets = Paper("Vé, hóa đơn tiền tàu xe", originals=1).shown_if(transport > 0)

    is_a_child = Check(
        "Trẻ em không có người thân thích chăm sóc phải dưới 16 tuổi.",
        kind.is_not("orphan") | (age(subject["born"]) < 16),
        at=subject["born"],
    )
    is_at_most_three_months = Check(
        "Thời gian chăm sóc đối tượng cần bảo vệ khẩn cấp không quá 03 tháng.", to_on <= from_on + 92, at=to_on
    )
    ends_after_it_begins = Check("Ngày kết thúc phải sau ngày nhận chăm sóc.", to_on > from_on, at=to_on)
    begins_after_found = Check(
        "Ngày nhận chăm sóc không được trước ngày phát hiện đối tượng.", from_on >= found_on, at=from_on
    )
    carer_is_adult = Check(
        "Người nhận chăm sóc phải có năng lực hành vi dân sự đầy đủ (từ đủ 18 tuổi).",
        age(carer["born"]) >= 18,
        at=carer["born"],
    )
    carer_is_fit = Check(
        "Người có án tích, đang bị truy cứu về xâm hại, ngược đãi không được nhận chăm sóc.",
        has_record.is_(False),
        at=has_record,
    )
    home_is_fit = Check("Người nhận chăm sóc phải có nơi ở ổn định.", has_home.is_(True), at=has_home)


confirm = Step("Xác minh với nơi cấp cứu, dự thảo quyết định", OFFICER, hours(5), key="xac-minh")
review_now = Step("Trưởng phòng duyệt, ký trình", HEAD, hours(2), key="duyet")
sign_now = Step("Ký quyết định hỗ trợ", DISTRICT_LEADER, hours(5), key="ky-quyet-dinh")

WOUNDED = Procedure(
    facts=FACTS["tro-giup-dot-xuat-nguoi-bi-thuong-nang"],
    form=WoundedForm,
    route=Route(otherwise(confirm, review_now, sign_now)),
    unconfirmed=("Nghị định 136/2013/NĐ-CP, Điều 13 và thành phần hồ sơ trích theo trí nhớ, chưa đối chiếu.",),
)

health = consult(
    "Ý kiến về tình trạng sức khỏe, điều trị", desk_of("y_te", "officer", "Phòng Y tế"), working_days(0.5), key="y-te"
)
appraise = Step("Thẩm định hồ sơ, dự thảo quyết định", OFFICER, working_days(1.25), key="tham-dinh")
appraise_treated = Step(
    "Thẩm định hồ sơ, dự thảo quyết định", OFFICER, working_days(1.25), key="tham-dinh", consults=(health,)
)
review = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(0.5), key="duyet")
sign = Step("Ký quyết định hỗ trợ kinh phí", DISTRICT_LEADER, working_days(0.75), key="ky-quyet-dinh")

EMERGENCY_CARE = Procedure(
    facts=FACTS["ho-tro-nhan-nuoi-duong-doi-tuong-can-bao-ve-khan-cap"],
    form=EmergencyCareForm,
    route=Route(
        when(EmergencyCareForm.needs_treatment.is_(True), appraise_treated, review, sign),
        otherwise(appraise, review, sign),
    ),
    unconfirmed=(
        "Nghị định 136/2013/NĐ-CP, Điều 18 và Điều 19 (diện đối tượng, 03 tháng, điều kiện người nhận chăm sóc) và số "
        "mẫu tờ khai trích theo trí nhớ.",
        "Việc hỏi ý kiến Phòng Y tế khi đối tượng phải điều trị là cách làm nội bộ đề xuất.",
    ),
)
