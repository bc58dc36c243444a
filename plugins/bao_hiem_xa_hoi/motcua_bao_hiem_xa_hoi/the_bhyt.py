"""Đăng ký đóng, cấp thẻ bảo hiểm y tế đối với người chỉ tham gia bảo hiểm y tế."""

from datetime import date

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Computed,
    Date,
    Form,
    Household,
    Integer,
    Money,
    Paper,
    Part,
    Rows,
    Section,
    Text,
    YesNo,
    age,
    filed_on,
)
from motcua.api.routes import Route, Step, consult, desk_of, otherwise, when, working_days
from motcua_bao_hiem_xa_hoi.desks import HEAD, OFFICER
from motcua_bao_hiem_xa_hoi.facts import FACTS
from motcua_bao_hiem_xa_hoi.parts import Participant, insurance_number

# Luật Bảo hiểm y tế (sửa đổi 2014), Điều 12 khoản 3, khoản 4 và khoản 5
GROUPS = {
    "household": "Hộ gia đình",
    "near_poor": "Người thuộc hộ cận nghèo",
    "average": "Hộ làm nông, lâm, ngư, diêm nghiệp có mức sống trung bình",
    "poor": "Người thuộc hộ nghèo",
    "social": "Người hưởng trợ cấp bảo trợ xã hội hằng tháng",
    "merit": "Người có công với cách mạng, thân nhân, cựu chiến binh",
    "child": "Trẻ em dưới 6 tuổi",
    "donor": "Người đã hiến bộ phận cơ thể người",
}


# Nghị định 146/2018/NĐ-CP, Điều 7 khoản 1 điểm e và Điều 9 khoản 7: từng thành viên có thể tự tham gia
ONE_BY_ONE_FROM = date(2018, 12, 1)


class Member(Part):
    """Một thành viên hộ gia đình tham gia đợt này (Mẫu DK01)."""

    name = Text("Họ và tên thành viên", longest=100, words=2)
    born = Date("Ngày sinh của thành viên", not_future=True)
    relation = Text("Mối quan hệ với chủ hộ", longest=50)
    number = Text("Mã số BHXH (nếu đã có)", longest=20, optional=True)
    rate = Integer(
        "Tỷ lệ so với mức đóng của người thứ nhất",
        least=40,
        most=100,
        unit="%",
        hint="Người thứ nhất 100, thứ hai 70, thứ ba 60, thứ tư 50, từ người thứ năm 40",
    )

    is_a_lawful_rate = Check(
        "Tỷ lệ đóng là 100 %, 70 %, 60 %, 50 % hoặc 40 %.", rate.is_one_of(100, 70, 60, 50, 40), at=rate
    )


class Other(Part):
    """Một thành viên hộ gia đình không tham gia theo hộ đợt này."""

    name = Text("Họ và tên người không tham gia theo hộ", longest=100, words=2)
    why = Choice("Lý do", {"card": "Đã có thẻ BHYT theo nhóm khác", "away": "Không còn cư trú cùng hộ"})
    card = Text("Mã thẻ BHYT đang có", longest=20).shown_if(why.is_("card"))


def place_pays(sentence: str, members: Rows[Member], earlier: Integer, *, place: int, rate: int) -> Check:
    """Whoever is the `place`-th of the household pays `rate` per cent, unless that one joined earlier or nobody is."""
    taken = (earlier >= place) | (earlier + members.count() < place) | members.any_row(Member.rate.is_(rate))
    return Check(sentence, taken, at=members)


def others_pay_forty(sentence: str, members: Rows[Member], earlier: Integer) -> Check:
    """The rates add up to those of the places that are taken now, by how many joined earlier; from five people on.

    Five people pay 100 + 70 + 60 + 50 + 40 = 5 × 40 + 120; whoever joined earlier has taken a rate away.
    """
    total, forty_each = members.sum_of("rate"), members.count() * 40
    adds_up = (
        (earlier + members.count() < 5)
        | (earlier.is_(0) & total.is_(forty_each + 120))
        | (earlier.is_(1) & total.is_(forty_each + 60))
        | (earlier.is_(2) & total.is_(forty_each + 30))
        | (earlier.is_(3) & total.is_(forty_each + 10))
        | ((earlier >= 4) & total.is_(forty_each))
    )
    return Check(sentence, adds_up, at=members)


class HealthCardForm(Form):
    """Tờ khai tham gia bảo hiểm y tế (Mẫu TK1-TS), kèm danh sách thành viên hộ gia đình (Mẫu DK01)."""

    request = Section("Nhóm tham gia")
    group = Choice("Tham gia BHYT theo nhóm", GROUPS)
    work = Choice("Đề nghị cấp thẻ", {"new": "Tham gia lần đầu", "renew": "Gia hạn, tham gia lại"})
    number = insurance_number("Mã số BHXH ghi trên thẻ cũ").shown_if(work.is_("renew"))
    old_until = Date("Thẻ BHYT cũ có giá trị đến ngày").shown_if(work.is_("renew"))

    person = Participant.section("Người đứng tên tờ khai")
    care = Section("Quyền lợi")
    guardian = Text("Họ và tên cha, mẹ hoặc người giám hộ của trẻ", longest=100, words=2).shown_if(
        age(person["born"]) < 6
    )
    hospital = Text("Nơi đăng ký khám bệnh, chữa bệnh ban đầu")
    is_higher = YesNo("Đề nghị hưởng mức quyền lợi BHYT cao hơn")
    certificate = Text("Số giấy chứng nhận hộ nghèo, cận nghèo, hộ có mức sống trung bình", longest=50).shown_if(
        group.is_one_of("near_poor", "average", "poor")
    )
    donated_on = Date("Ngày hiến bộ phận cơ thể", not_future=True).shown_if(group.is_("donor"))
    decision = Text("Số quyết định hưởng trợ cấp hoặc công nhận", longest=100).shown_if(
        group.is_one_of("social", "merit")
    )

    pay = Section("Tiền đóng").shown_if(group.is_one_of("household", "near_poor", "average"))
    period = Choice("Đóng cho thời hạn", {"12": "12 tháng", "6": "06 tháng", "3": "03 tháng"})
    base_wage = Money(
        "Mức lương cơ sở khi đóng", least=500_000, most=10_000_000, hint="Theo nghị định đang có hiệu lực"
    )
    # Nghị định 105/2014/NĐ-CP, Điều 2: 4,5 % mức lương cơ sở
    first_person = Computed(
        "Mức đóng một tháng của người thứ nhất (4,5 %)", base_wage * 45 / 1000, unit="đồng", places=0
    )

    home = Household.section("Hộ gia đình", without=("poverty", "poverty_code")).shown_if(group.is_("household"))
    list_of_members = Section("Danh sách thành viên hộ gia đình").shown_if(group.is_("household"))
    earlier = Integer("Số thành viên đã tham gia theo hộ từ trước trong năm tài chính", least=0, most=20, unit="người")
    members = Rows(Member, "Thành viên tham gia đợt này", least=1, most=20)
    others = Rows(Other, "Thành viên không tham gia theo hộ", least=0, most=20)
    total_rate = Computed("Tổng tỷ lệ đóng đợt này so với người thứ nhất", members.sum_of("rate"), unit="%")
    household_monthly = Computed(
        "Tiền đóng một tháng của những người tham gia đợt này",
        base_wage * members.sum_of("rate") * 45 / 100_000,
        unit="đồng",
        places=0,
    )

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai tham gia, điều chỉnh thông tin BHXH, BHYT (Mẫu TK1-TS)", originals=1)
    member_list = Paper("Danh sách thành viên hộ gia đình tham gia BHYT (Mẫu DK01)", originals=1).shown_if(
        group.is_("household")
    )
    household_book = Paper("Sổ hộ khẩu hoặc sổ tạm trú", presented=True).shown_if(group.is_("household"))
    certificate_paper = Paper("Giấy chứng nhận hộ nghèo, cận nghèo, hộ có mức sống trung bình", copies=1).shown_if(
        group.is_one_of("near_poor", "average", "poor")
    )
    decision_paper = Paper("Quyết định hưởng trợ cấp xã hội hoặc giấy tờ người có công", copies=1).shown_if(
        group.is_one_of("social", "merit")
    )
    birth_paper = Paper("Giấy khai sinh hoặc giấy chứng sinh của trẻ", copies=1).shown_if(group.is_("child"))
    donor_paper = Paper("Giấy ra viện ghi đã hiến bộ phận cơ thể", copies=1).shown_if(group.is_("donor"))
    higher_paper = Paper("Giấy tờ chứng minh được hưởng mức quyền lợi cao hơn (Phụ lục 03)", copies=1).shown_if(
        is_higher.is_(True)
    )

    # Luật Bảo hiểm y tế (sửa đổi 2014), Điều 12 khoản 3 điểm e
    is_a_small_child = Check(
        "Nhóm trẻ em phải dưới 6 tuổi.", group.is_not("child") | (age(person["born"]) < 6), at=person["born"]
    )
    # Luật Bảo hiểm y tế (sửa đổi 2014), Điều 12 khoản 5, Điều 13 khoản 3: mọi người thuộc hộ, trừ nhóm khác
    tells_of_everybody = Check(
        "Danh sách phải ghi đủ số nhân khẩu của hộ: người tham gia và người không tham gia theo hộ, có lý do.",
        (filed_on() >= ONE_BY_ONE_FROM) | home["people"].is_(earlier + members.count() + others.count()),
        at=home["people"],
    )
    # Luật Bảo hiểm y tế (sửa đổi 2014), Điều 13 khoản 3: mức đóng giảm dần từ thành viên thứ hai
    first = place_pays("Người thứ nhất của hộ đóng 100 %.", members, earlier, place=1, rate=100)
    second = place_pays("Người thứ hai của hộ đóng 70 %.", members, earlier, place=2, rate=70)
    third = place_pays("Người thứ ba của hộ đóng 60 %.", members, earlier, place=3, rate=60)
    fourth = place_pays("Người thứ tư của hộ đóng 50 %.", members, earlier, place=4, rate=50)
    fifth = others_pay_forty("Từ người thứ năm của hộ trở đi mỗi người đóng 40 %.", members, earlier)


# Thông tư 25/2016/TT-BLĐTBXH, Điều 4 khoản 1 điểm b: ba ngày làm việc cùng rà soát, đối chiếu danh sách
lists = consult(
    "Đối chiếu danh sách hộ nghèo, cận nghèo, người có công, bảo trợ xã hội",
    desk_of("lao_dong_tbxh", "officer", "Phòng Lao động - Thương binh và Xã hội"),
    working_days(3),
    key="doi-chieu-danh-sach",
)
check_group = Step("Kiểm tra nhóm, mức hưởng theo danh sách đã lập", OFFICER, working_days(3.25), key="kiem-tra",
                   consults=(lists,))  # fmt: skip
check_household = Step("Kiểm tra danh sách hộ, tính tiền đóng từng người", OFFICER, working_days(1.5), key="kiem-tra")
check_card = Step("Kiểm tra tờ khai, giấy tờ chứng minh", OFFICER, working_days(1.5), key="kiem-tra")
collect = Step("Thu tiền đóng, ghi thời hạn thẻ", OFFICER, working_days(0.5), key="ghi-thu")
sign = Step("In và ký thẻ BHYT", HEAD, working_days(0.75), key="ky-the", signs=True)

HEALTH_CARD = Procedure(
    facts=FACTS["the-bhyt-nguoi-chi-tham-gia-bhyt"],
    form=HealthCardForm,
    route=Route(
        when(HealthCardForm.group.is_("household"), check_household, collect, sign),
        when(HealthCardForm.group.is_one_of("near_poor", "average"), check_group, collect, sign),
        when(HealthCardForm.group.is_one_of("poor", "social", "merit"), check_group, sign),
        otherwise(check_card, sign),
    ),
    legal_basis=("Nghị định 105/2014/NĐ-CP",),
    unconfirmed=(
        "Mức đóng 4,5 % mức lương cơ sở theo Điều 2 Nghị định 105/2014/NĐ-CP trích theo trí nhớ; tỷ lệ 70 %, 60 %, "
        "50 %, 40 % đã đối chiếu với Điều 13 Luật Bảo hiểm y tế.",
        "Mức hỗ trợ tiền đóng cho hộ cận nghèo, hộ có mức sống trung bình không tính ở mẫu đơn.",
        "Thành phần hồ sơ, mẫu TK1-TS, DK01 theo Quyết định 595/QĐ-BHXH (Điều 25, Phụ lục 03) trích theo trí nhớ.",
        "Thông tư 25/2016/TT-BLĐTBXH cho thêm 10 ngày làm việc để cấp thẻ theo danh sách của xã, dài hơn thời hạn 5 "
        "ngày làm việc của bảng dữ kiện.",
    ),
)
