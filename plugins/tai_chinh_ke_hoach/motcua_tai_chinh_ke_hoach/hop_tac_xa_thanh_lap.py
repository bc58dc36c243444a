"""Đăng ký thành lập hợp tác xã."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Commune,
    Computed,
    Date,
    Email,
    Form,
    IdNumber,
    Integer,
    Money,
    Paper,
    Part,
    Person,
    Phone,
    Rows,
    Section,
    Text,
    YesNo,
    age,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_tai_chinh_ke_hoach.desks import REGISTRAR
from motcua_tai_chinh_ke_hoach.facts import FACTS
from motcua_tai_chinh_ke_hoach.parts import (
    FEE,
    MEMORY,
    cooperative_name,
    examine,
    look_up_name,
    more_than_half,
    sign_certificate,
)


class Founder(Part):
    """Sáng lập viên (Luật Hợp tác xã 2012, Điều 19)."""

    kind = Choice("Sáng lập viên là", {"person": "Cá nhân", "household": "Hộ gia đình", "body": "Pháp nhân"})
    name = Text("Họ và tên hoặc tên pháp nhân", longest=150)
    born = Date("Ngày sinh", not_future=True).shown_if(kind.is_("person"))
    identity = IdNumber("Số giấy tờ tùy thân").shown_if(kind.is_not("body"))
    registration = Text("Số quyết định thành lập hoặc đăng ký của pháp nhân", longest=50).shown_if(kind.is_("body"))

    # Luật Hợp tác xã 2012, Điều 13 khoản 1
    is_of_age = Check("Sáng lập viên là cá nhân phải đủ 18 tuổi.", age(born) >= 18, at=born)


class FoundingForm(Form):
    """Giấy đề nghị đăng ký thành lập hợp tác xã (Thông tư 03/2014/TT-BKHĐT, Phụ lục I-1)."""

    cooperative = Section("Hợp tác xã đăng ký thành lập")
    kind = Choice(
        "Loại hình đăng ký",
        {"cooperative": "Hợp tác xã", "credit": "Quỹ tín dụng nhân dân", "union": "Liên hiệp hợp tác xã"},
    )
    coop_name = cooperative_name("Tên hợp tác xã bằng tiếng Việt", "Hợp tác xã Nông nghiệp Phù Lương")
    foreign_name = Text("Tên bằng tiếng nước ngoài, tên viết tắt", longest=150, optional=True)
    is_unused = YesNo("Tên không trùng, không gây nhầm lẫn với hợp tác xã đã đăng ký")
    has_symbol = YesNo("Đăng ký biểu tượng hợp tác xã")
    seat = Text("Địa chỉ trụ sở chính (số nhà, đường, thôn)", longest=300)
    seat_commune = Commune("Xã, thị trấn đặt trụ sở chính")
    coop_phone = Phone("Điện thoại của hợp tác xã", optional=True)
    coop_email = Email("Thư điện tử của hợp tác xã", optional=True)
    trade = Text("Ngành, nghề sản xuất, kinh doanh chính", longest=300)
    trade_code = Text("Mã ngành kinh tế (4 chữ số)", pattern="[0-9]{4}", example="0161", optional=True)
    jobs_or_services = Choice(
        "Hợp tác xã hoạt động nhằm",
        {
            "services": "Cung ứng sản phẩm, dịch vụ cho thành viên",
            "jobs": "Tạo việc làm cho thành viên",
            "both": "Cả hai mục đích",
        },
    )

    people = Section("Thành viên, vốn điều lệ")
    persons = Integer("Số thành viên là cá nhân", least=0, most=50_000, unit="thành viên")
    households = Integer("Số thành viên là hộ gia đình", least=0, most=50_000, unit="thành viên")
    bodies = Integer("Số thành viên là pháp nhân", least=0, most=5_000, unit="thành viên")
    members = Computed("Tổng số thành viên", persons + households + bodies, unit="thành viên")
    has_foreigners = YesNo("Có thành viên là người nước ngoài cư trú hợp pháp tại Việt Nam")
    founders = Rows(Founder, "Sáng lập viên", least=1, most=30)
    capital = Money("Vốn điều lệ", least=1)
    largest_share = Money("Phần vốn góp lớn nhất của một thành viên", least=1)

    conference = Section("Hội nghị thành lập")
    held_on = Date("Ngày hội nghị thành lập", not_future=True)
    present = Integer("Số người dự hội nghị thành lập", least=1, most=100_000, unit="người")
    in_favour = Integer("Số người tán thành điều lệ", least=0, most=100_000, unit="người")
    board = Integer("Số thành viên hội đồng quản trị", least=1, most=100, unit="người")
    control = Choice("Kiểm soát", {"board": "Ban kiểm soát", "person": "Kiểm soát viên"})

    head = Person.section("Người đại diện theo pháp luật (chủ tịch hội đồng quản trị)")

    papers = Section("Thành phần hồ sơ")
    request = Paper("Giấy đề nghị đăng ký thành lập hợp tác xã", originals=1)
    charter = Paper("Điều lệ hợp tác xã", originals=1)
    plan = Paper("Phương án sản xuất, kinh doanh", originals=1)
    member_list = Paper("Danh sách thành viên", originals=1)
    leader_list = Paper("Danh sách hội đồng quản trị, giám đốc, ban kiểm soát hoặc kiểm soát viên", originals=1)
    resolution = Paper("Nghị quyết của hội nghị thành lập", originals=1)
    symbol = Paper("Mẫu biểu tượng của hợp tác xã", originals=1).shown_if(has_symbol.is_(True))
    envoys = Paper("Đơn gia nhập và văn bản cử người đại diện của pháp nhân", originals=1).shown_if(bodies > 0)
    residence = Paper("Giấy tờ chứng minh người nước ngoài cư trú hợp pháp", certified_copies=1).shown_if(
        has_foreigners.is_(True)
    )
    identity = Paper("Giấy tờ tùy thân của người đại diện theo pháp luật", originals=1, presented=True)
    authority = Paper("Văn bản ủy quyền nộp hồ sơ", originals=1, optional=True)

    # Nghị định 193/2013/NĐ-CP, Điều 6: liên hiệp hợp tác xã, quỹ tín dụng nhân dân đăng ký ở Sở Kế hoạch và Đầu tư
    is_of_the_district = Check(
        "Liên hiệp hợp tác xã, quỹ tín dụng nhân dân đăng ký tại Phòng Đăng ký kinh doanh, Sở Kế hoạch và Đầu tư.",
        kind.is_("cooperative"),
        at=kind,
    )
    # Nghị định 193/2013/NĐ-CP, Điều 8 và Điều 9
    nobody_has_the_name = Check(
        "Tên không được trùng hoặc gây nhầm lẫn với hợp tác xã khác; chọn tên khác.",
        is_unused.is_(True),
        at=is_unused,
    )
    # Luật Hợp tác xã 2012, Điều 3 khoản 1
    seven_members = Check("Hợp tác xã phải có ít nhất 7 thành viên.", members >= 7, at=persons)
    # Luật Hợp tác xã 2012, Điều 17 khoản 1
    fifth_of_the_capital = Check(
        "Phần vốn góp của một thành viên không được quá 20% vốn điều lệ.",
        largest_share * 5 <= capital,
        at=largest_share,
    )
    # Luật Hợp tác xã 2012, Điều 20: hội nghị thành lập biểu quyết theo đa số
    is_carried = more_than_half(present, in_favour)
    voters_are_present = Check(
        "Số người tán thành không được nhiều hơn số người dự hội nghị.", in_favour <= present, at=in_favour
    )
    # Luật Hợp tác xã 2012, Điều 35 khoản 1
    three_to_fifteen = Check(
        "Hội đồng quản trị có ít nhất 3, nhiều nhất 15 thành viên.", (board >= 3) & (board <= 15), at=board
    )
    # Luật Hợp tác xã 2012, Điều 39 khoản 1
    control_board = Check(
        "Hợp tác xã từ 30 thành viên trở lên phải bầu ban kiểm soát.", (members < 30) | control.is_("board"), at=control
    )
    head_is_of_age = Check("Người đại diện theo pháp luật phải đủ 18 tuổi.", age(head["born"]) >= 18, at=head["born"])


look_into_members = Step(
    "Thẩm định hồ sơ, tư cách thành viên là người nước ngoài", REGISTRAR, working_days(2.5), key="tham-dinh"
)

FOUNDING = Procedure(
    facts=FACTS["dang-ky-thanh-lap-hop-tac-xa"],
    form=FoundingForm,
    route=Route(
        when(FoundingForm.has_foreigners.is_(True), look_up_name, look_into_members, sign_certificate),
        otherwise(look_up_name, examine, sign_certificate),
    ),
    fee=FEE,
    legal_basis=("Luật Hợp tác xã 2012, Điều 19-24", "Nghị định 193/2013/NĐ-CP, Điều 6-9", "Nghị định 107/2017/NĐ-CP"),
    book="ĐKHTX",
    unconfirmed=(
        MEMORY,
        "Cách đếm khoản 1 Điều 17 (20% vốn điều lệ), Điều 35 (3 đến 15 người) và Điều 39 (30 thành viên) trích theo "
        "trí nhớ.",
    ),
)
