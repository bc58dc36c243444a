"""Giải quyết hưởng bảo hiểm xã hội một lần."""

from datetime import date

from motcua.api import Procedure
from motcua.api.forms import (
    BankAccount,
    Check,
    Choice,
    Computed,
    Date,
    Form,
    Integer,
    Paper,
    Section,
    Text,
    YesNo,
    age,
    filed_on,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_bao_hiem_xa_hoi.desks import HEAD, OFFICER
from motcua_bao_hiem_xa_hoi.facts import FACTS
from motcua_bao_hiem_xa_hoi.parts import Participant, insurance_number

# Luật Bảo hiểm xã hội 2014, Điều 60 khoản 1, Điều 77 khoản 1; Nghị quyết 93/2015/QH13, Điều 1
GROUNDS = {
    "left": "Sau một năm nghỉ việc hoặc dừng đóng, có yêu cầu nhận một lần",
    "retired": "Đủ tuổi hưởng lương hưu nhưng chưa đủ 20 năm đóng, không đóng tiếp",
    "abroad": "Ra nước ngoài để định cư",
    "ill": "Đang mắc bệnh nguy hiểm đến tính mạng",
    "disabled": "Suy giảm khả năng lao động từ 81 %, không tự phục vụ được",
    "army": "Phục viên, xuất ngũ, thôi việc mà không đủ điều kiện hưởng lương hưu",
}
# Bộ luật Lao động 2019 nâng dần tuổi nghỉ hưu từ ngày 01 tháng 01 năm 2021
OTHER_AGES_FROM = date(2021, 1, 1)


class LumpSumForm(Form):
    """Đơn đề nghị hưởng bảo hiểm xã hội một lần (Mẫu số 14-HSB)."""

    person = Participant.section("Người đề nghị", without=("birth_place", "ethnicity"))

    paid = Section("Quá trình đóng BHXH")
    number = insurance_number("Mã số hoặc số sổ BHXH")
    kind = Choice(
        "Loại hình BHXH đã đóng", {"compulsory": "Bắt buộc", "voluntary": "Tự nguyện", "both": "Bắt buộc và tự nguyện"}
    )
    stopped_on = Date("Ngày nghỉ việc hoặc dừng đóng gần nhất", not_future=True)
    last_payer = Text("Đơn vị đóng sau cùng").shown_if(kind.is_not("voluntary"))
    months_before = Integer("Số tháng đã đóng trước năm 2014", least=0, most=600, unit="tháng")
    months_after = Integer("Số tháng đã đóng từ năm 2014 trở đi", least=0, most=600, unit="tháng")
    months = Computed("Tổng số tháng đã đóng", months_before + months_after, unit="tháng")
    is_paying = YesNo("Đang đóng BHXH bắt buộc hoặc tự nguyện")

    request = Section("Đề nghị hưởng")
    ground = Choice("Lý do đề nghị hưởng BHXH một lần", GROUNDS)
    age_ground = Choice(
        "Điều kiện tuổi hưởng lương hưu",
        {
            "normal": "Nam đủ 60 tuổi, nữ đủ 55 tuổi",
            "hard": "Nghề nặng nhọc, độc hại, khu vực hệ số 0,7 hoặc lực lượng vũ trang: nam đủ 55, nữ đủ 50 tuổi",
            "mine": "Khai thác than trong hầm lò: đủ 50 tuổi",
            "army_hard": "Lực lượng vũ trang làm nghề nặng nhọc, khu vực hệ số 0,7: nam đủ 50, nữ đủ 45 tuổi",
            "commune": "Nữ hoạt động ở xã, phường, thị trấn: đủ 55 tuổi, chưa đủ 15 năm đóng",
            "hiv": "Nhiễm HIV do tai nạn rủi ro nghề nghiệp",
        },
    ).shown_if(ground.is_("retired"))
    goes_on = YesNo("Tiếp tục đóng BHXH tự nguyện cho đủ thời gian").shown_if(ground.is_("retired"))
    country = Text("Nước đến định cư", longest=100).shown_if(ground.is_("abroad"))
    permit = Choice(
        "Giấy tờ định cư",
        {
            "renounced": "Giấy xác nhận thôi quốc tịch Việt Nam",
            "passport": "Hộ chiếu do nước ngoài cấp",
            "visa": "Thị thực xác nhận cho phép nhập cảnh với lý do định cư",
            "residence": "Giấy tờ đang làm thủ tục nhập quốc tịch, thẻ thường trú, cư trú từ 05 năm trở lên",
        },
    ).shown_if(ground.is_("abroad"))
    disease = Choice(
        "Bệnh đang mắc",
        {
            "cancer": "Ung thư",
            "polio": "Bại liệt",
            "cirrhosis": "Xơ gan cổ chướng",
            "leprosy": "Phong",
            "tb": "Lao nặng",
            "aids": "Nhiễm HIV đã chuyển sang giai đoạn AIDS",
            "other": "Bệnh khác theo quy định của Bộ Y tế",
        },
    ).shown_if(ground.is_("ill"))
    loss = Integer("Tỷ lệ suy giảm khả năng lao động", least=1, most=100, unit="%").shown_if(ground.is_("disabled"))
    is_served = YesNo("Không tự phục vụ nhu cầu sinh hoạt cá nhân hằng ngày").shown_if(ground.is_("disabled"))
    paid_by = Choice(
        "Hình thức nhận tiền",
        {"office": "Tiền mặt tại cơ quan BHXH", "post": "Tiền mặt qua bưu điện", "bank": "Qua tài khoản cá nhân"},
    )
    account = BankAccount.section("Tài khoản nhận trợ cấp").shown_if(paid_by.is_("bank"))

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị (Mẫu số 14-HSB)", originals=1)
    book = Paper("Sổ BHXH", originals=1, goes_back="if_refused")
    renunciation = Paper("Bản sao giấy xác nhận thôi quốc tịch Việt Nam", copies=1).shown_if(permit.is_("renounced"))
    translation = Paper(
        "Bản dịch tiếng Việt được chứng thực của hộ chiếu, thị thực hoặc giấy tờ cư trú ở nước ngoài",
        certified_copies=1,
    ).shown_if(permit.is_not("renounced"))
    medical = Paper("Trích sao hoặc tóm tắt hồ sơ bệnh án", originals=1).shown_if(ground.is_("ill"))
    assessment = Paper("Biên bản giám định của Hội đồng giám định y khoa", originals=1).shown_if(ground.is_("disabled"))
    discharge = Paper("Quyết định phục viên, xuất ngũ, thôi việc", copies=1, optional=True).shown_if(ground.is_("army"))
    leave_paper = Paper(
        "Quyết định thôi việc hoặc văn bản chấm dứt hợp đồng lao động", copies=1, optional=True
    ).shown_if(ground.is_("left") & kind.is_not("voluntary"))

    # Nghị quyết 93/2015/QH13, Điều 1
    has_left_for_a_year = Check(
        "Phải sau một năm kể từ ngày nghỉ việc hoặc dừng đóng.",
        ground.is_not("left") | (age(stopped_on) >= 1),
        at=stopped_on,
    )
    has_not_twenty_years = Check(
        "Người đã đủ 20 năm đóng BHXH không thuộc trường hợp này; thời gian đóng được bảo lưu để hưởng lương hưu.",
        ~ground.is_one_of("left", "retired") | (months < 240),
        at=months_after,
    )
    # Luật Bảo hiểm xã hội 2014, Điều 60 khoản 1 và Điều 77 khoản 1: không tiếp tục đóng
    has_stopped = Check(
        "Người đang đóng BHXH chưa được hưởng BHXH một lần theo lý do này.",
        ~ground.is_one_of("left", "retired", "army") | is_paying.is_(False),
        at=is_paying,
    )
    does_not_go_on = Check(
        "Người tiếp tục đóng BHXH tự nguyện không hưởng BHXH một lần.", goes_on.is_(False), at=goes_on
    )
    # Luật Bảo hiểm xã hội 2014, Điều 54 khoản 1, khoản 2 và Điều 73 khoản 1
    is_of_retirement_age = Check(
        "Chưa đủ tuổi hưởng lương hưu theo điều kiện đã chọn.",
        (filed_on() >= OTHER_AGES_FROM)
        | age_ground.is_("hiv")
        | (age(person["born"]) >= 60)
        | (person["gender"].is_("female") & (age(person["born"]) >= 55))
        | (age_ground.is_one_of("hard", "mine", "army_hard") & (age(person["born"]) >= 55))
        | (age_ground.is_("hard") & person["gender"].is_("female") & (age(person["born"]) >= 50))
        | (age_ground.is_one_of("mine", "army_hard") & (age(person["born"]) >= 50))
        | (age_ground.is_("army_hard") & person["gender"].is_("female") & (age(person["born"]) >= 45)),
        at=age_ground,
    )
    # Luật Bảo hiểm xã hội 2014, Điều 54 khoản 3 và Điều 60 khoản 1 điểm a
    commune_woman_lacks_fifteen = Check(
        "Lao động nữ ở xã, phường, thị trấn đã đủ 15 năm đóng được hưởng lương hưu, không hưởng một lần.",
        age_ground.is_not("commune") | (person["gender"].is_("female") & (months < 180)),
        at=age_ground,
    )
    # Luật Bảo hiểm xã hội 2014, Điều 73 khoản 1 và Điều 77 khoản 1: không có tuổi thấp hơn, phục viên, xuất ngũ
    voluntary_has_one_age = Check(
        "Người chỉ đóng BHXH tự nguyện hưởng lương hưu khi nam đủ 60 tuổi, nữ đủ 55 tuổi.",
        kind.is_not("voluntary") | age_ground.is_("normal"),
        at=age_ground,
    )
    voluntary_is_no_soldier = Check(
        "Lý do phục viên, xuất ngũ, thôi việc chỉ áp dụng với BHXH bắt buộc.",
        kind.is_not("voluntary") | ground.is_not("army"),
        at=ground,
    )
    # Thông tư 56/2017/TT-BYT, Điều 4: suy giảm từ 81 % và không tự phục vụ được
    has_lost_enough = Check("Tỷ lệ suy giảm khả năng lao động phải từ 81 % trở lên.", loss >= 81, at=loss)
    cannot_serve_oneself = Check(
        "Chỉ người không tự phục vụ được sinh hoạt cá nhân thuộc trường hợp này.", is_served.is_(True), at=is_served
    )
    has_paid = Check("Phải có thời gian đóng BHXH chưa hưởng.", months >= 1, at=months_after)


compare = Step("Đối chiếu sổ BHXH, chốt thời gian đóng", OFFICER, working_days(3), key="doi-chieu")
verify = Step("Đối chiếu sổ BHXH, xác minh giấy tờ định cư, bệnh án, giám định", OFFICER, working_days(4.5),
              key="doi-chieu")  # fmt: skip
reckon = Step("Tính mức hưởng, dự thảo quyết định", OFFICER, working_days(2.5), key="tinh-muc-huong")
sign = Step("Ký quyết định hưởng BHXH một lần", HEAD, working_days(2), key="ky-quyet-dinh")

LUMP_SUM = Procedure(
    facts=FACTS["bhxh-mot-lan"],
    form=LumpSumForm,
    route=Route(
        when(LumpSumForm.ground.is_one_of("abroad", "ill", "disabled"), verify, reckon, sign),
        otherwise(compare, reckon, sign),
    ),
    legal_basis=("Nghị quyết 93/2015/QH13",),
    book="QDBHXH",
    unconfirmed=(
        "Suy giảm khả năng lao động từ 81 % và không tự phục vụ được lấy theo trí nhớ từ Thông tư 56/2017/TT-BYT (hiệu "
        "lực từ 01/3/2018); trước đó theo Thông tư 14/2016/TT-BYT, chưa đối chiếu.",
        "Từ 01/01/2021 tuổi hưởng lương hưu theo Nghị định 135/2020/NĐ-CP: cán bộ tự đối chiếu, đơn không kiểm tra. "
        "Luật Bảo hiểm xã hội 2024 đổi điều kiện hưởng một lần từ 01/7/2025.",
        "Một năm nghỉ việc theo Nghị quyết 93/2015/QH13 trích theo trí nhớ; Mẫu số 14-HSB, thẩm quyền của BHXH huyện "
        "theo Quyết định 636/QĐ-BHXH chưa đối chiếu.",
        "Điều 110 Luật Bảo hiểm xã hội 2014 ghi 10 ngày (không ghi ngày làm việc).",
    ),
)
