"""Quỹ xã hội, quỹ từ thiện trong huyện: giấy phép thành lập, công nhận đủ điều kiện hoạt động."""

from motcua.api import Procedure
from motcua.api.forms import (
    BankAccount,
    Check,
    Choice,
    Date,
    Form,
    Integer,
    IssuedPaper,
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
    filed_on,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, consult, desk_of, otherwise, when, working_days
from motcua_noi_vu.desks import HEAD, OFFICER
from motcua_noi_vu.facts import FACTS
from motcua_noi_vu.parts import FIELDS, asking_the_office_of


class FundFounder(Part):
    """Một sáng lập viên của quỹ."""

    name = Text("Tên sáng lập viên")
    kind = Choice("Sáng lập viên quỹ là", {"citizen": "Công dân Việt Nam", "body": "Tổ chức Việt Nam"})
    office = Choice(
        "Chức vụ trong ban sáng lập", {"head": "Trưởng ban", "deputy": "Phó Trưởng ban", "member": "Thành viên"}
    )
    born = Date("Ngày sinh của công dân sáng lập", not_future=True).shown_if(kind.is_("citizen"))
    delegate = Text("Người đại diện của tổ chức", longest=100, words=2).shown_if(kind.is_("body"))
    money = Money("Số tiền cam kết chuyển vào tài khoản của quỹ", least=0)
    goods = Money("Tài sản khác cam kết đóng góp, quy ra tiền", least=0)

    # Nghị định 30/2012/NĐ-CP, Điều 9: công dân sáng lập có đủ năng lực hành vi dân sự
    is_of_age = Check("Công dân sáng lập quỹ phải đủ 18 tuổi.", age(born) >= 18, at=born)


class FundForm(Form):
    """Đơn đề nghị thành lập quỹ."""

    fund = Section("Quỹ đề nghị thành lập")
    kind = Choice("Loại quỹ", {"social": "Quỹ xã hội", "charity": "Quỹ từ thiện"})
    name = Text("Tên quỹ bằng tiếng Việt", hint="Không trùng với quỹ đã đăng ký")
    foreign_name = Text("Tên quỹ bằng tiếng nước ngoài, tên viết tắt, biểu tượng", optional=True)
    scope = Choice("Phạm vi hoạt động của quỹ", {"district": "Trong huyện", "commune": "Trong một xã, thị trấn"})
    field = Choice("Lĩnh vực hỗ trợ chính của quỹ", FIELDS)
    purpose = LongText("Tôn chỉ, mục đích của quỹ", longest=1000)
    basis = Choice(
        "Quỹ được thành lập từ",
        {
            "gift": "Tài sản sáng lập viên tự nguyện đóng góp",
            "will": "Di chúc, hiến tặng",
            "contract": "Hợp đồng ủy quyền",
        },
    )
    has_foreign_money = YesNo("Có công dân, tổ chức nước ngoài góp tài sản")
    seat = Choice("Trụ sở của quỹ", {"own": "Nhà của sáng lập viên", "lease": "Nhà thuê, mượn"})

    founding = Section("Ban sáng lập quỹ")
    # Nghị định 30/2012/NĐ-CP, Điều 11: ban sáng lập có ít nhất ba sáng lập viên, trong đó có Trưởng ban
    founders = Rows(FundFounder, "Sáng lập viên", least=3, most=30)

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị thành lập quỹ", originals=1)
    charter = Paper("Dự thảo điều lệ quỹ", originals=1)
    commitment = Paper("Bản cam kết đóng góp tài sản thành lập quỹ, tài liệu chứng minh tài sản đóng góp", originals=1)
    plan = Paper("Dự kiến phương hướng hoạt động của quỹ", originals=1)
    records = Paper("Sơ yếu lý lịch, phiếu lý lịch tư pháp của các thành viên ban sáng lập", originals=1)
    delegates = Paper("Quyết định cử người đại diện của tổ chức tham gia ban sáng lập", originals=1).shown_if(
        founders.any_row(FundFounder.kind.is_("body"))
    )
    seat_paper = Paper("Văn bản xác nhận nơi dự kiến đặt trụ sở của quỹ", originals=1)
    lease = Paper("Hợp đồng thuê, mượn trụ sở", certified_copies=1).shown_if(seat.is_("lease"))
    will = Paper("Di chúc, văn bản hiến tặng hoặc hợp đồng ủy quyền", certified_copies=1).shown_if(basis.is_not("gift"))

    has_head = Check("Ban sáng lập phải có Trưởng ban.", founders.any_row(FundFounder.office.is_("head")), at=founders)
    # Nghị định 30/2012/NĐ-CP, Điều 12 khoản 1: 100 triệu đồng ở huyện, 20 triệu đồng ở xã; ít nhất một nửa là tiền
    enough_in_district = Check(
        "Quỹ hoạt động trong huyện phải có tài sản đóng góp từ 100 triệu đồng trở lên.",
        scope.is_("commune") | (founders.sum_of("money") + founders.sum_of("goods") >= 100_000_000),
        at=founders,
    )
    enough_in_commune = Check(
        "Quỹ hoạt động trong xã phải có tài sản đóng góp từ 20 triệu đồng trở lên.",
        scope.is_("district") | (founders.sum_of("money") + founders.sum_of("goods") >= 20_000_000),
        at=founders,
    )
    half_is_money = Check(
        "Số tiền chuyển vào tài khoản phải bằng ít nhất 50% tổng giá trị tài sản đóng góp.",
        founders.sum_of("money") >= founders.sum_of("goods"),
        at=founders,
    )
    # Nghị định 30/2012/NĐ-CP, Điều 18: quỹ có tài sản nước ngoài góp thuộc Chủ tịch UBND tỉnh
    is_of_the_district = Check(
        "Quỹ có tài sản góp của nước ngoài nộp hồ sơ tại Sở Nội vụ.",
        has_foreign_money.is_(False),
        at=has_foreign_money,
    )


class BoardMember(Part):
    """Một thành viên hội đồng quản lý quỹ."""

    name = Text("Họ và tên thành viên hội đồng", longest=100, words=2)
    office = Choice("Chức danh", {"chair": "Chủ tịch", "deputy": "Phó Chủ tịch", "member": "Ủy viên"})
    residence = Text("Nơi thường trú của thành viên", longest=300)
    is_chief_accountant = YesNo("Đồng thời là kế toán trưởng của quỹ")


class OperationForm(Form):
    """Văn bản đề nghị công nhận quỹ đủ điều kiện hoạt động và công nhận thành viên hội đồng quản lý quỹ."""

    licence = IssuedPaper.section("Giấy phép thành lập và công nhận điều lệ quỹ", without=("valid_until", "about"))

    conditions = Section("Điều kiện hoạt động")
    fund_name = Text("Tên quỹ theo giấy phép")
    seat_is_ready = YesNo("Đã có trụ sở giao dịch theo điều lệ")
    pledged = Money("Tổng tài sản cam kết đóng góp theo giấy phép", least=1)
    paid_money = Money("Số tiền đã chuyển vào tài khoản của quỹ", least=0)
    goods = Money("Tài sản khác đã chuyển quyền sở hữu, quy ra tiền", least=0)
    transferred_on = Date("Ngày hoàn thành chuyển quyền sở hữu tài sản", not_future=True)
    announced_in = Many(
        "Đã công bố việc thành lập quỹ trên",
        {"written": "Báo viết", "electronic": "Báo điện tử", "broadcast": "Đài phát thanh, truyền hình"},
    )
    issues = Integer("Số lần công bố liên tiếp", least=0, most=20, unit="số")

    account = BankAccount.section("Tài khoản của quỹ")

    board = Section("Hội đồng quản lý quỹ")
    years = Integer("Nhiệm kỳ hội đồng", least=1, most=10, unit="năm")
    members = Rows(BoardMember, "Thành viên hội đồng quản lý", least=3, most=30)
    accountant = Text("Phụ trách kế toán dự kiến", longest=100, words=2, optional=True)
    director = Text("Giám đốc quỹ dự kiến", longest=100, words=2)

    papers = Section("Thành phần hồ sơ")
    request = Paper("Văn bản của ban sáng lập đề nghị công nhận quỹ đủ điều kiện hoạt động", originals=1)
    bank_paper = Paper("Xác nhận của ngân hàng về số tiền đã gửi vào tài khoản của quỹ", originals=1)
    goods_paper = Paper("Biên bản, giấy tờ chuyển quyền sở hữu tài sản cho quỹ", certified_copies=1).shown_if(goods > 0)
    newspapers = Paper("Bản sao các số báo, chứng từ công bố thành lập quỹ", copies=1)
    board_list = Paper("Danh sách, sơ yếu lý lịch thành viên hội đồng quản lý quỹ", originals=1)
    minutes = Paper("Biên bản bầu, văn bản đề nghị của ban sáng lập về hội đồng quản lý quỹ", originals=1)

    # Nghị định 30/2012/NĐ-CP, Điều 23: điều kiện để quỹ được hoạt động
    has_seat = Check("Quỹ phải có trụ sở giao dịch trước khi hoạt động.", seat_is_ready.is_(True), at=seat_is_ready)
    all_is_paid = Check(
        "Tài sản đã chuyển cho quỹ phải đủ mức các sáng lập viên cam kết.", paid_money + goods >= pledged, at=paid_money
    )
    three_issues = Check("Việc thành lập quỹ phải công bố trên 3 số báo liên tiếp.", issues >= 3, at=issues)
    # Nghị định 30/2012/NĐ-CP, Điều 13: tài sản cam kết được chuyển quyền sở hữu sau khi có giấy phép
    transferred_after_licence = Check(
        "Ngày hoàn thành chuyển tài sản không được trước ngày cấp giấy phép.",
        transferred_on >= licence["issued_on"],
        at=transferred_on,
    )
    # Nghị định 30/2012/NĐ-CP, Điều 26: hội đồng có ít nhất ba thành viên, nhiệm kỳ không quá 05 năm
    five_years = Check("Nhiệm kỳ hội đồng quản lý quỹ không quá 5 năm.", years <= 5, at=years)
    has_chair = Check(
        "Hội đồng quản lý quỹ phải có Chủ tịch.", members.any_row(BoardMember.office.is_("chair")), at=members
    )
    # Nghị định 30/2012/NĐ-CP, Điều 37: quỹ không hoạt động liên tục 12 tháng kể từ ngày được cấp giấy phép
    licence_lives = Check(
        "Giấy phép đã cấp quá 12 tháng mà quỹ chưa hoạt động: hỏi Phòng Nội vụ về việc thu hồi trước khi nộp.",
        licence["issued_on"] >= filed_on() - 366,
        at=licence["issued_on"],
    )


appraise = Step("Thẩm định điều lệ, tài sản, ban sáng lập", OFFICER, working_days(26), key="tham-dinh")
review = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(5), key="duyet")
sign = Step("Ký giấy phép thành lập và công nhận điều lệ quỹ", DISTRICT_LEADER, working_days(8), key="ky-giay-phep")

FUND = Procedure(
    facts=FACTS["thanh-lap-quy-va-cong-nhan-dieu-le"],
    form=FundForm,
    route=asking_the_office_of(FundForm.field, appraise, 10, review, sign),
    book="GPTLQ",
    unconfirmed=(
        "Chủ tịch UBND huyện cấp giấy phép theo ủy quyền của Chủ tịch UBND tỉnh: quyết định ủy quyền phải đối chiếu.",
        "Số điều của Nghị định 30/2012/NĐ-CP trích theo trí nhớ; mức 100 triệu, 20 triệu đồng và 50% bằng tiền lấy từ "
        "bài giới thiệu nghị định.",
    ),
)

finance = consult(
    "Ý kiến về tài sản đã góp",
    desk_of("tai_chinh_ke_hoach", "officer", "Phòng Tài chính - Kế hoạch"),
    working_days(7),
)
check_goods = Step(
    "Kiểm tra điều kiện hoạt động, tài sản đã góp", OFFICER, working_days(19), key="kiem-tra", consults=(finance,)
)
check_money = Step("Kiểm tra điều kiện hoạt động", OFFICER, working_days(15), key="kiem-tra")
review_board = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(4), key="duyet")
sign_board = Step("Ký quyết định công nhận", DISTRICT_LEADER, working_days(6), key="ky-quyet-dinh")

OPERATION = Procedure(
    facts=FACTS["cong-nhan-quy-du-dieu-kien-hoat-dong"],
    form=OperationForm,
    route=Route(
        when(OperationForm.goods > 0, check_goods, review_board, sign_board),
        otherwise(check_money, review_board, sign_board),
    ),
    unconfirmed=(
        "Ba số báo liên tiếp, nhiệm kỳ 5 năm, ba thành viên và 12 tháng không hoạt động trích theo trí nhớ từ Nghị "
        "định 30/2012/NĐ-CP; thời hạn 45 ngày làm việc để chuyển tài sản để chuyên viên đối chiếu.",
        "Ý kiến của Phòng Tài chính - Kế hoạch khi góp bằng hiện vật là lệ làm việc, luật không nêu.",
    ),
)
