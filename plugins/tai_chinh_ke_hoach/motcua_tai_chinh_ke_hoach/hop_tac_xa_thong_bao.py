"""Hợp tác xã thông báo: thay đổi điều lệ, thành viên, bộ máy; góp vốn vào doanh nghiệp."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Cooperative,
    Date,
    Form,
    Integer,
    Many,
    Money,
    Paper,
    Section,
    TaxCode,
    Text,
    YesNo,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_tai_chinh_ke_hoach.desks import REGISTRAR
from motcua_tai_chinh_ke_hoach.facts import FACTS
from motcua_tai_chinh_ke_hoach.parts import (
    MEMORY,
    QUORUM,
    OrdinaryMeeting,
    examine,
    sign_confirmation,
)


class NoticeForm(Form):
    """Thông báo về việc thay đổi điều lệ, số lượng thành viên, hội đồng quản trị, ban kiểm soát hoặc kiểm soát viên."""

    cooperative = Cooperative.section("Hợp tác xã thông báo", without=("members", "capital"))

    change = Section("Nội dung thông báo")
    items = Many(
        "Thông báo thay đổi về",
        {
            "members": "Số lượng thành viên",
            "board": "Thành viên hội đồng quản trị",
            "control": "Ban kiểm soát, kiểm soát viên",
            "charter": "Nội dung điều lệ",
        },
    )
    changed_on = Date("Ngày có thay đổi", not_future=True)
    decided_by = Choice(
        "Thay đổi do", {"meeting": "Đại hội thành viên quyết định", "board": "Hội đồng quản trị quyết định"}
    )
    before = Integer("Số thành viên trước thay đổi", least=1, most=100_000, unit="thành viên")
    joined = Integer("Số thành viên mới kết nạp", least=0, most=100_000, unit="thành viên").shown_if(
        items.includes("members")
    )
    left = Integer(
        "Số thành viên ra, bị khai trừ, chấm dứt tư cách", least=0, most=100_000, unit="thành viên"
    ).shown_if(items.includes("members"))
    after = Integer("Số thành viên sau thay đổi", least=1, most=100_000, unit="thành viên")
    board = Integer("Số thành viên hội đồng quản trị sau thay đổi", least=1, most=100, unit="người").shown_if(
        items.includes("board")
    )
    board_names = Text("Thành viên hội đồng quản trị được bầu mới", longest=500).shown_if(items.includes("board"))
    chairman_changes = YesNo("Chủ tịch hội đồng quản trị thay đổi").shown_if(items.includes("board"))
    control = Choice("Kiểm soát sau thay đổi", {"board": "Ban kiểm soát", "person": "Kiểm soát viên"}).shown_if(
        items.includes("control")
    )
    articles = Text("Các điều của điều lệ được sửa đổi", longest=300).shown_if(items.includes("charter"))
    touches_registration = YesNo("Điều lệ sửa đổi có tên, trụ sở, ngành nghề hoặc vốn điều lệ").shown_if(
        items.includes("charter")
    )

    meeting = OrdinaryMeeting.section("Nghị quyết về nội dung thông báo").shown_if(decided_by.is_("meeting"))

    papers = Section("Thành phần hồ sơ")
    notice = Paper("Thông báo về việc thay đổi nội dung đăng ký hợp tác xã", originals=1)
    resolution = Paper("Nghị quyết của đại hội thành viên về nội dung thay đổi", originals=1).shown_if(
        decided_by.is_("meeting")
    )
    decision = Paper("Quyết định của hội đồng quản trị về việc kết nạp, cho ra khỏi hợp tác xã", originals=1).shown_if(
        decided_by.is_("board")
    )
    member_list = Paper("Danh sách thành viên sau thay đổi", originals=1).shown_if(items.includes("members"))
    leader_list = Paper(
        "Danh sách hội đồng quản trị, ban kiểm soát, kiểm soát viên sau thay đổi", originals=1
    ).shown_if(items.includes("board") | items.includes("control"))
    charter = Paper("Điều lệ sửa đổi, bổ sung", originals=1).shown_if(items.includes("charter"))
    minutes = Paper("Biên bản bầu cử", copies=1, optional=True).shown_if(
        items.includes("board") | items.includes("control")
    )

    # Luật Hợp tác xã 2012, Điều 3 khoản 1; dưới 7 thành viên 12 tháng liên tục thì bị giải thể (Điều 54 khoản 2)
    seven_members = Check("Hợp tác xã phải còn ít nhất 7 thành viên.", after >= 7, at=after)
    adds_up = Check(
        "Số thành viên sau thay đổi phải bằng số trước thay đổi cộng kết nạp, trừ ra khỏi hợp tác xã.",
        (before + joined - left).is_(after),
        at=after,
    )
    is_unchanged = Check(
        "Không thông báo thay đổi số lượng thành viên thì số thành viên phải như cũ.",
        items.includes("members") | after.is_(before),
        at=after,
    )
    # Luật Hợp tác xã 2012, Điều 35 khoản 1, Điều 39 khoản 1
    three_to_fifteen = Check(
        "Hội đồng quản trị có ít nhất 3, nhiều nhất 15 thành viên.", (board >= 3) & (board <= 15), at=board
    )
    control_board = Check(
        "Hợp tác xã từ 30 thành viên trở lên phải bầu ban kiểm soát.", (after < 30) | control.is_("board"), at=control
    )
    # Luật Hợp tác xã 2012, Điều 28 khoản 1: những nội dung này phải đăng ký, không phải thông báo
    head_is_registered = Check(
        "Thay đổi chủ tịch hội đồng quản trị (người đại diện theo pháp luật) phải làm thủ tục đăng ký thay đổi.",
        chairman_changes.is_(False),
        at=chairman_changes,
    )
    charter_is_registered = Check(
        "Thay đổi tên, trụ sở, ngành nghề, vốn điều lệ phải làm thủ tục đăng ký thay đổi.",
        touches_registration.is_(False),
        at=touches_registration,
    )
    # Luật Hợp tác xã 2012, Điều 32: điều lệ, hội đồng quản trị, ban kiểm soát do đại hội; Điều 36: kết nạp thành viên
    decided_by_the_meeting = Check(
        "Điều lệ, hội đồng quản trị, ban kiểm soát, kiểm soát viên phải do đại hội thành viên quyết định.",
        decided_by.is_("meeting") | ~(items.includes("charter") | items.includes("board") | items.includes("control")),
        at=decided_by,
    )
    charter_is_carried = Check(
        "Sửa đổi điều lệ phải được ít nhất 75% số người có mặt tán thành.",
        ~items.includes("charter") | (meeting["in_favour"] * 4 >= meeting["present"] * 3),
        at=meeting["in_favour"],
    )


read_charter = Step("Đối chiếu điều lệ sửa đổi", REGISTRAR, working_days(3), key="doi-chieu-dieu-le")

NOTICE = Procedure(
    facts=FACTS["thong-bao-thay-doi-hop-tac-xa"],
    form=NoticeForm,
    route=Route(
        when(NoticeForm.items.includes("charter"), read_charter, sign_confirmation),
        otherwise(examine, sign_confirmation),
    ),
    unconfirmed=(
        MEMORY,
        QUORUM,
        "Thời hạn gửi thông báo kể từ ngày thay đổi chưa đối chiếu nên không dùng để từ chối hồ sơ.",
    ),
)


class InvestmentForm(Form):
    """Thông báo về việc góp vốn, mua cổ phần, thành lập doanh nghiệp của hợp tác xã."""

    cooperative = Cooperative.section("Hợp tác xã góp vốn", without=("members", "capital"))

    investment = Section("Góp vốn, mua cổ phần, thành lập doanh nghiệp")
    way = Choice(
        "Hợp tác xã",
        {"contribute": "Góp vốn vào doanh nghiệp", "buy": "Mua cổ phần", "found": "Thành lập doanh nghiệp"},
    )
    company = Text("Tên doanh nghiệp", longest=200)
    company_tax_code = TaxCode("Mã số doanh nghiệp").shown_if(way.is_not("found"))
    company_seat = Text("Địa chỉ trụ sở của doanh nghiệp", longest=300)
    company_trade = Text("Ngành, nghề của doanh nghiệp", longest=300)
    is_related = YesNo("Ngành, nghề của doanh nghiệp liên quan đến ngành, nghề của hợp tác xã")
    shares = Integer("Số cổ phần mua", least=1, most=1_000_000_000, unit="cổ phần").shown_if(way.is_("buy"))
    owner_share = Choice(
        "Hợp tác xã là", {"sole": "Chủ sở hữu toàn bộ vốn điều lệ", "partner": "Thành viên, cổ đông sáng lập"}
    ).shown_if(way.is_("found"))
    capital = Money("Vốn điều lệ của hợp tác xã ghi trong báo cáo tài chính gần nhất", least=1)
    invested = Money("Tổng mức đã góp vốn, mua cổ phần, thành lập doanh nghiệp trước đây", least=0)
    amount = Money("Giá trị góp vốn, mua cổ phần, thành lập doanh nghiệp lần này", least=1)
    uses_undivided = YesNo("Dùng phần tài sản không chia để góp vốn")

    meeting = OrdinaryMeeting.section("Nghị quyết về việc góp vốn")

    papers = Section("Thành phần hồ sơ")
    notice = Paper("Thông báo về việc góp vốn, mua cổ phần, thành lập doanh nghiệp", originals=1)
    resolution = Paper("Nghị quyết của đại hội thành viên về việc góp vốn", originals=1)
    statement = Paper("Báo cáo tài chính gần nhất", copies=1)
    draft_charter = Paper("Dự thảo điều lệ của doanh nghiệp", copies=1).shown_if(way.is_("found"))
    contract = Paper("Hợp đồng góp vốn hoặc mua cổ phần", copies=1, optional=True).shown_if(way.is_not("found"))

    # Nghị định 193/2013/NĐ-CP, Điều 20
    trade_is_related = Check(
        "Chỉ được góp vốn vào doanh nghiệp có ngành, nghề liên quan đến ngành, nghề của hợp tác xã.",
        is_related.is_(True),
        at=is_related,
    )
    half_of_the_capital = Check(
        "Tổng mức góp vốn, mua cổ phần, thành lập doanh nghiệp không được quá 50% vốn điều lệ của hợp tác xã.",
        (invested + amount) * 2 <= capital,
        at=amount,
    )
    # Luật Hợp tác xã 2012, Điều 48: tài sản không chia không được đem chia, chuyển quyền sở hữu
    undivided_stays = Check(
        "Không được dùng phần tài sản không chia để góp vốn vào doanh nghiệp.",
        uses_undivided.is_(False),
        at=uses_undivided,
    )


check_capital = Step("Đối chiếu báo cáo tài chính, mức góp vốn", REGISTRAR, working_days(3), key="doi-chieu-von")
check_company = Step(
    "Đối chiếu mức góp vốn và dự thảo điều lệ doanh nghiệp", REGISTRAR, working_days(3.5), key="doi-chieu-von"
)

INVESTMENT = Procedure(
    facts=FACTS["thong-bao-gop-von-mua-co-phan-hop-tac-xa"],
    form=InvestmentForm,
    route=Route(
        when(InvestmentForm.way.is_("found"), check_company, sign_confirmation),
        otherwise(check_capital, sign_confirmation),
    ),
    legal_basis=("Nghị định 193/2013/NĐ-CP, Điều 20", "Thông tư 83/2015/TT-BTC, Điều 6"),
    unconfirmed=(
        MEMORY,
        QUORUM,
        "Mức 50% vốn điều lệ (Nghị định 193/2013/NĐ-CP, Điều 20) và việc cấm dùng tài sản không chia trích theo trí "
        "nhớ, phải đối chiếu trước khi từ chối hồ sơ.",
    ),
)
