"""Đăng ký, đăng ký lại, điều chỉnh đóng bảo hiểm xã hội tự nguyện; cấp sổ bảo hiểm xã hội."""

from datetime import date

from motcua.api import Procedure, TermRule
from motcua.api.forms import (
    Check,
    Choice,
    Computed,
    Date,
    Form,
    Integer,
    Money,
    Paper,
    Section,
    Text,
    YesNo,
    age,
    filed_on,
)
from motcua.api.routes import Route, Step, hours, otherwise, same_day, when, working_days
from motcua_bao_hiem_xa_hoi.desks import HEAD, OFFICER
from motcua_bao_hiem_xa_hoi.facts import FACTS
from motcua_bao_hiem_xa_hoi.parts import Participant, insurance_number

# Luật Bảo hiểm xã hội 2014, Điều 87 khoản 2; Nghị định 134/2015/NĐ-CP, Điều 9
METHODS = {
    "m1": "Hằng tháng",
    "m3": "03 tháng một lần",
    "m6": "06 tháng một lần",
    "m12": "12 tháng một lần",
    "ahead": "Một lần cho nhiều năm về sau",
    "missing": "Một lần cho những năm còn thiếu",
}
# Nghị định 134/2015/NĐ-CP, Điều 14 và Điều 17 khoản 2: Nhà nước hỗ trợ tiền đóng từ ngày 01 tháng 01 năm 2018
SUPPORTED_FROM = date(2018, 1, 1)
# Bộ luật Lao động 2019 nâng dần tuổi nghỉ hưu từ ngày 01 tháng 01 năm 2021
OTHER_AGES_FROM = date(2021, 1, 1)


class VoluntaryForm(Form):
    """Tờ khai tham gia bảo hiểm xã hội tự nguyện (Mẫu TK1-TS)."""

    request = Section("Nội dung đề nghị")
    work = Choice(
        "Việc đề nghị về BHXH tự nguyện",
        {
            "first": "Đăng ký tham gia lần đầu, cấp sổ",
            "again": "Đăng ký lại sau khi tạm dừng đóng",
            "adjust": "Thay đổi phương thức đóng hoặc mức thu nhập tháng",
        },
    )
    has_book = YesNo("Đã có sổ BHXH từ khi đóng BHXH bắt buộc").shown_if(work.is_("first"))
    number = insurance_number().shown_if(work.is_not("first") | has_book.is_(True))
    stopped_on = Date("Tạm dừng đóng từ ngày", not_future=True).shown_if(work.is_("again"))
    old_method = Choice("Phương thức đóng đã chọn trước đó", METHODS).shown_if(work.is_("adjust"))
    is_done = YesNo("Đã thực hiện xong phương thức đóng đã chọn trước đó").shown_if(work.is_("adjust"))

    person = Participant.section("Người tham gia BHXH tự nguyện")

    right = Section("Điều kiện tham gia")
    is_compulsory = YesNo("Đang thuộc đối tượng tham gia BHXH bắt buộc")
    last_employer = Text("Đơn vị đóng BHXH bắt buộc gần nhất", optional=True)

    pay = Section("Mức đóng và phương thức đóng")
    poverty_line = Money(
        "Mức chuẩn hộ nghèo khu vực nông thôn",
        least=100_000,
        most=5_000_000,
        hint="Theo quyết định của Thủ tướng Chính phủ tại thời điểm đóng",
    )
    base_wage = Money(
        "Mức lương cơ sở", least=500_000, most=10_000_000, hint="Theo nghị định có hiệu lực tại thời điểm đóng"
    )
    steps = Integer("Số bậc 50.000 đồng chọn thêm trên mức chuẩn", least=0, most=5_000, unit="bậc")
    income = Computed("Mức thu nhập tháng làm căn cứ đóng", poverty_line + steps * 50_000, unit="đồng")
    # Luật Bảo hiểm xã hội 2014, Điều 87 khoản 1: 22 % mức thu nhập tháng
    monthly = Computed("Mức đóng hằng tháng (22 %)", income * 22 / 100, unit="đồng", places=0)
    method = Choice("Phương thức đóng", METHODS)
    years_ahead = Integer("Số năm đóng một lần về sau", least=1, most=40, unit="năm").shown_if(method.is_("ahead"))
    paid_months = Integer("Số tháng đã đóng BHXH", least=0, most=600, unit="tháng").shown_if(method.is_("missing"))
    missing_months = Computed("Số tháng còn thiếu để đủ 20 năm", 240 - paid_months, unit="tháng").shown_if(
        method.is_("missing")
    )

    support = Section("Hỗ trợ tiền đóng của Nhà nước").shown_if(filed_on() >= SUPPORTED_FROM)
    support_group = Choice(
        "Nhóm được hỗ trợ tiền đóng",
        {
            "other": "Đối tượng khác (10 %)",
            "near_poor": "Hộ cận nghèo (25 %)",
            "poor": "Hộ nghèo (30 %)",
            "none": "Không đề nghị hoặc đã được hỗ trợ đủ 10 năm",
        },
    )
    supported_months = Integer("Số tháng đã được Nhà nước hỗ trợ", least=0, most=120, unit="tháng")

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai tham gia, điều chỉnh thông tin BHXH, BHYT (Mẫu TK1-TS)", originals=1)
    identity_paper = Paper("Chứng minh nhân dân, thẻ căn cước hoặc hộ chiếu", presented=True, optional=True)
    # Nghị định 134/2015/NĐ-CP, Điều 13 khoản 1; hộ nghèo, cận nghèo được đối chiếu theo danh sách (Điều 18 khoản 5)
    book_paper = Paper("Sổ BHXH", originals=1, goes_back="always").shown_if(work.is_not("first"))

    # Luật Bảo hiểm xã hội 2014, Điều 2 khoản 4
    is_a_citizen = Check(
        "Người tham gia BHXH tự nguyện phải là công dân Việt Nam.",
        person["nationality"].is_("vn"),
        at=person["nationality"],
    )
    is_fifteen = Check(
        "Người tham gia BHXH tự nguyện phải từ đủ 15 tuổi trở lên.", age(person["born"]) >= 15, at=person["born"]
    )
    is_not_compulsory = Check(
        "Người thuộc đối tượng BHXH bắt buộc không tham gia BHXH tự nguyện.",
        is_compulsory.is_(False),
        at=is_compulsory,
    )
    # Luật Bảo hiểm xã hội 2014, Điều 87 khoản 1: cao nhất bằng 20 lần mức lương cơ sở
    is_not_above_the_cap = Check(
        "Mức thu nhập lựa chọn cao nhất bằng 20 lần mức lương cơ sở.", income <= base_wage * 20, at=steps
    )
    # Nghị định 134/2015/NĐ-CP, Điều 9 khoản 1 điểm đ
    at_most_five_years = Check(
        "Đóng một lần cho những năm về sau không quá 5 năm một lần.", years_ahead <= 5, at=years_ahead
    )
    # Nghị định 134/2015/NĐ-CP, Điều 9 khoản 1 điểm e
    lacks_at_most_ten_years = Check(
        "Chỉ được đóng một lần khi thời gian còn thiếu không quá 10 năm (120 tháng).",
        paid_months >= 120,
        at=paid_months,
    )
    lacks_something = Check("Đã đủ 20 năm đóng, không còn năm thiếu.", paid_months < 240, at=paid_months)
    is_of_retirement_age = Check(
        "Đóng cho những năm còn thiếu khi đã đủ tuổi nghỉ hưu: nam đủ 60 tuổi, nữ đủ 55 tuổi.",
        method.is_not("missing")
        | (filed_on() >= OTHER_AGES_FROM)
        | (age(person["born"]) >= 60)
        | (person["gender"].is_("female") & (age(person["born"]) >= 55)),
        at=method,
    )
    # Nghị định 134/2015/NĐ-CP, Điều 11
    has_paid_as_chosen = Check(
        "Chỉ được đổi phương thức, mức thu nhập sau khi thực hiện xong phương thức đóng đã chọn.",
        is_done.is_(True),
        at=is_done,
    )
    # Nghị định 134/2015/NĐ-CP, Điều 14 khoản 2
    is_helped_ten_years = Check(
        "Nhà nước hỗ trợ tiền đóng không quá 10 năm (120 tháng).",
        support_group.is_("none") | (supported_months < 120),
        at=supported_months,
    )


register = Step("Kiểm tra tờ khai, tra trùng và cấp mã số BHXH", OFFICER, working_days(1.5), key="kiem-tra")
confirm = Step("Xác nhận thời gian đã đóng, tính tiền đóng một lần", OFFICER, working_days(2), key="kiem-tra")
collect = Step("Thông báo, ghi thu tiền đóng", OFFICER, working_days(1), key="ghi-thu")
sign = Step("In và ký sổ BHXH, tờ rời", HEAD, working_days(1), key="ky-so", signs=True)
compare = Step("Kiểm tra sổ BHXH, đăng ký lại mức và phương thức đóng", OFFICER, hours(2), key="kiem-tra")
collect_today = Step("Thông báo, ghi thu tiền đóng trong ngày", OFFICER, hours(1), key="ghi-thu")
sign_today = Step("In và ký tờ rời sổ BHXH", HEAD, hours(1), key="ky-so", signs=True)

VOLUNTARY = Procedure(
    facts=FACTS["bhxh-tu-nguyen"],
    form=VoluntaryForm,
    route=Route(
        when(VoluntaryForm.work.is_not("first"), compare, collect_today, sign_today),
        when(VoluntaryForm.method.is_one_of("ahead", "missing"), confirm, collect, sign),
        otherwise(register, collect, sign),
    ),
    # Nghị định 134/2015/NĐ-CP, Điều 13 khoản 2: đăng ký lại được giải quyết trong ngày
    term=TermRule(working_days(5), (VoluntaryForm.work.is_not("first"), same_day())),
    legal_basis=("Nghị định 134/2015/NĐ-CP",),
    book="SBHXH",
    unconfirmed=(
        "Đăng ký lại giải quyết trong ngày theo Điều 13 Nghị định 134/2015/NĐ-CP, ngắn hơn 5 ngày làm việc của bảng dữ "
        "kiện; Điều 99 Luật Bảo hiểm xã hội 2014 cho 07 ngày khi cấp sổ lần đầu: cần xác nhận thời hạn niêm yết.",
        "Mẫu TK1-TS theo Quyết định 595/QĐ-BHXH trích theo trí nhớ.",
        "Từ 01/01/2021 tuổi nghỉ hưu theo Nghị định 135/2020/NĐ-CP: cán bộ tự đối chiếu, mẫu đơn không kiểm tra.",
        "Mức chuẩn hộ nghèo, mức lương cơ sở do cán bộ ghi theo văn bản đang có hiệu lực; mức đóng chỉ để tham khảo, "
        "số tiền đóng một lần (có chiết khấu hoặc lãi) do phần mềm nghiệp vụ của cơ quan BHXH tính.",
        "Luật Bảo hiểm xã hội 2024 thay đổi điều kiện và thời gian đóng tối thiểu từ 01/7/2025.",
    ),
)
