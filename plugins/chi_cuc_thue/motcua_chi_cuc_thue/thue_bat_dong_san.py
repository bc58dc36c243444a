"""Khai thuế thu nhập cá nhân khi chuyển nhượng, nhận thừa kế, quà tặng là bất động sản (mẫu 03/BĐS-TNCN)."""

from motcua.api import Procedure
from motcua.api.fees import unconfirmed
from motcua.api.forms import (
    Check,
    Choice,
    Computed,
    Date,
    Decimal,
    Form,
    IdNumber,
    Money,
    Paper,
    Part,
    Rows,
    Section,
    TaxCode,
    Text,
    YesNo,
)
from motcua.api.routes import Route, Step, consult, desk_of, otherwise, when, working_days
from motcua_chi_cuc_thue.desks import HEAD, OFFICER
from motcua_chi_cuc_thue.facts import FACTS
from motcua_chi_cuc_thue.nha_dat import KIN, DeclaredLand


class Owner(Part):
    """Một người nộp thuế: each co-owner is taxed for a share (Thông tư 111/2013/TT-BTC, Điều 1)."""

    name = Text("Họ và tên người nộp thuế", longest=100, words=2)
    identity = IdNumber("Số chứng minh nhân dân, căn cước công dân, hộ chiếu")
    tax_code = TaxCode("Mã số thuế", optional=True)
    share = Decimal("Tỷ lệ sở hữu", least=1, most=100, unit="%", places=2)


class LandIncomeForm(Form):
    """Tờ khai thuế thu nhập cá nhân (mẫu 03/BĐS-TNCN, Thông tư 92/2015/TT-BTC)."""

    income = Section("Thu nhập chịu thuế")
    kind = Choice(
        "Loại thu nhập",
        {
            "transfer": "Chuyển nhượng bất động sản",
            "inheritance": "Nhận thừa kế là bất động sản",
            "gift": "Nhận quà tặng là bất động sản",
            "swap": "Chuyển đổi đất nông nghiệp",
        },
    )
    taxpayers = Rows(Owner, "Người chuyển nhượng, nhận thừa kế, nhận quà tặng", least=1, most=20)
    other = Text("Người nhận chuyển nhượng, người để lại thừa kế, người tặng", longest=200)
    buyer_pays = YesNo("Hợp đồng thỏa thuận người mua nộp thuế thay người bán").shown_if(kind.is_("transfer"))
    buyer_code = TaxCode("Mã số thuế của người mua nộp thay", optional=True).shown_if(buyer_pays.is_(True))

    deed = Section("Hợp đồng, văn bản thừa kế, tặng cho")
    number = Text("Số hợp đồng, văn bản", longest=50)
    made_at = Text("Nơi công chứng, chứng thực")
    made_on = Date("Ngày hợp đồng, văn bản có hiệu lực", not_future=True)

    property_kind = Choice(
        "Loại bất động sản",
        {
            "land": "Quyền sử dụng đất và tài sản gắn liền với đất",
            "home": "Quyền sở hữu, sử dụng nhà ở",
            "future": "Nhà ở, công trình hình thành trong tương lai",
            "lease": "Quyền thuê đất, thuê mặt nước",
        },
    )
    land = DeclaredLand.section("Đặc điểm bất động sản")
    certificate = Text("Số phát hành giấy chứng nhận", longest=20).shown_if(property_kind.is_not("future"))
    certificate_on = Date("Ngày cấp giấy chứng nhận lần đầu", not_future=True).shown_if(property_kind.is_not("future"))
    developer = Text("Chủ dự án cấp I, cấp II hoặc sàn giao dịch").shown_if(property_kind.is_("future"))
    value = Money("Giá trị chuyển nhượng, giá trị bất động sản nhận được", least=1).shown_if(kind.is_not("swap"))

    relief = Section("Thu nhập được miễn thuế")
    is_exempt = YesNo("Đề nghị miễn thuế")
    # Thông tư 111/2013/TT-BTC, Điều 3 khoản 1 điểm a, b, d, đ
    ground = Choice(
        "Lý do miễn thuế",
        {
            "family": "Giữa người trong gia đình (điểm a, điểm d)",
            "only_home": "Nhà ở, đất ở duy nhất tại Việt Nam (điểm b)",
            "divorce": "Chia tài sản chung của vợ chồng khi ly hôn (điểm a)",
            "swap": "Chuyển đổi đất nông nghiệp để hợp lý hóa sản xuất (điểm đ)",
        },
    ).shown_if(is_exempt.is_(True))
    kin = Choice("Quan hệ với bên kia", KIN).shown_if(ground.is_("family"))
    whole = YesNo("Chuyển nhượng toàn bộ nhà ở, đất ở").shown_if(ground.is_("only_home"))
    has_another = YesNo("Còn nhà ở, đất ở khác tại Việt Nam, kể cả sở hữu chung").shown_if(ground.is_("only_home"))
    judgment = Text("Số bản án, quyết định ly hôn", longest=100).shown_if(ground.is_("divorce"))

    # Thông tư 111/2013/TT-BTC, Điều 12 (sửa bởi Thông tư 92/2015/TT-BTC, Điều 17): 2%; Điều 16: 10% phần trên 10 triệu
    tax_of_transfer = Computed("Thuế tạm tính theo giá kê khai (2%)", value / 50, unit="đồng", places=0).shown_if(
        is_exempt.is_(False) & kind.is_("transfer")
    )
    tax_of_gift = Computed(
        "Thuế tạm tính theo giá kê khai (10% phần vượt 10 triệu đồng)", (value - 10_000_000) / 10, unit="đồng", places=0
    ).shown_if(is_exempt.is_(False) & kind.is_one_of("inheritance", "gift") & (value > 10_000_000))

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai thuế thu nhập cá nhân mẫu 03/BĐS-TNCN", originals=1)
    land_paper = Paper("Giấy chứng nhận quyền sử dụng đất, sở hữu nhà, người nộp thuế ký cam kết", copies=1).shown_if(
        property_kind.is_not("future")
    )
    purchase = Paper("Hợp đồng mua bán nhà hình thành trong tương lai ký với chủ dự án", copies=1).shown_if(
        property_kind.is_("future")
    )
    contract = Paper("Hợp đồng chuyển nhượng bất động sản", copies=1).shown_if(kind.is_("transfer"))
    swap_contract = Paper("Hợp đồng chuyển đổi đất nông nghiệp", copies=1).shown_if(kind.is_("swap"))
    right = Paper("Giấy tờ pháp lý chứng minh quyền được nhận thừa kế, quà tặng", copies=1).shown_if(
        kind.is_one_of("inheritance", "gift")
    )
    kinship = Paper("Giấy tờ chứng minh quan hệ gia đình (sổ hộ khẩu, giấy khai sinh, kết hôn)", copies=1).shown_if(
        ground.is_("family")
    )
    divorce = Paper("Bản án, quyết định ly hôn, thỏa thuận chia tài sản", copies=1).shown_if(ground.is_("divorce"))
    passport = Paper("Hộ chiếu của người không có quốc tịch Việt Nam", copies=1, optional=True)
    authority = Paper("Văn bản ủy quyền khai thuế thay", originals=1, optional=True)

    all_shares = Check(
        "Tổng tỷ lệ sở hữu của những người nộp thuế phải bằng 100 %.", taxpayers.sum_of("share").is_(100), at=taxpayers
    )
    # Thông tư 111/2013/TT-BTC, Điều 3 khoản 1 điểm b
    home_was_sold = Check(
        "Miễn nhà ở, đất ở duy nhất chỉ áp dụng khi chuyển nhượng nhà ở, đất ở đã có giấy chứng nhận.",
        ground.is_not("only_home")
        | (kind.is_("transfer") & land["purpose"].is_("home") & property_kind.is_one_of("land", "home")),
        at=ground,
    )
    held_half_a_year = Check(
        "Nhà ở, đất ở duy nhất phải có giấy chứng nhận ít nhất 183 ngày trước ngày chuyển nhượng.",
        ground.is_not("only_home") | (made_on >= certificate_on + 183),
        at=made_on,
    )
    sold_whole = Check("Chuyển nhượng một phần nhà ở, đất ở thì không được miễn thuế.", whole.is_(True), at=whole)
    has_no_other = Check("Còn nhà ở, đất ở khác thì không được miễn thuế.", has_another.is_(False), at=has_another)
    # Thông tư 111/2013/TT-BTC, Điều 3 khoản 1 điểm đ
    farmland_is_swapped = Check(
        "Miễn do chuyển đổi chỉ áp dụng cho đất nông nghiệp chuyển đổi.",
        ground.is_not("swap") | (kind.is_("swap") & land["purpose"].is_("farm")),
        at=ground,
    )
    married_before = Check(
        "Chia tài sản khi ly hôn khai theo loại “Chuyển nhượng bất động sản”.",
        ground.is_not("divorce") | kind.is_("transfer"),
        at=ground,
    )
    swap_is_free = Check(
        "Chuyển đổi đất nông nghiệp được miễn thuế: chọn miễn thuế; nếu đổi đất khác thì khai chuyển nhượng.",
        kind.is_not("swap") | is_exempt.is_(True),
        at=is_exempt,
    )


other_land = consult(
    "Tra cứu nhà ở, đất ở khác của người chuyển nhượng",
    desk_of("chi_nhanh_vpdkdd", "officer", "Chi nhánh Văn phòng Đăng ký đất đai"),
    working_days(1),
)
reckon = Step("Xác định giá, tính thuế thu nhập cá nhân", OFFICER, working_days(1.5), key="tinh-thue")
examine = Step("Kiểm tra điều kiện miễn thuế", OFFICER, working_days(1.5), key="xet-mien")
look_for_others = Step(
    "Kiểm tra nhà ở, đất ở duy nhất", OFFICER, working_days(1.5), key="xet-mien", consults=(other_land,)
)
sign = Step("Ký thông báo nộp thuế thu nhập cá nhân", HEAD, working_days(1), key="ky-thong-bao")

THUE_BAT_DONG_SAN = Procedure(
    facts=FACTS["khai-thue-thu-nhap-chuyen-nhuong-bat-dong-san"],
    form=LandIncomeForm,
    route=Route(
        when(LandIncomeForm.ground.is_("only_home"), look_for_others, sign),
        when(LandIncomeForm.is_exempt.is_(True), examine, sign),
        otherwise(reckon, sign),
    ),
    fee=unconfirmed(
        "Không thu phí giải quyết hồ sơ (Cổng Dịch vụ công quốc gia). Thuế do Chi cục Thuế tính và ghi trong thông báo."
    ),
    legal_basis=("Thông tư 92/2015/TT-BTC",),
    unconfirmed=(
        "Thuế suất 2%, 10% phần vượt 10 triệu đồng và mẫu 03/BĐS-TNCN trích theo trí nhớ; điều kiện miễn thuế đã đọc ở "
        "Thông tư 111/2013/TT-BTC, Điều 3.",
        "Hạn khai 10 ngày kể từ ngày hợp đồng có hiệu lực không kiểm tra vì nộp muộn vẫn nhận, xử lý chậm nộp riêng.",
        "Số tạm tính theo giá kê khai, chưa so với bảng giá của UBND tỉnh.",
        "Tra cứu nhà, đất khác là cách làm đề xuất: luật để người nộp thuế tự khai và chịu trách nhiệm.",
    ),
)
