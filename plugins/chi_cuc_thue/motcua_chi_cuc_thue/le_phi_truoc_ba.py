"""Khai lệ phí trước bạ nhà, đất (Nghị định 140/2016/NĐ-CP, Mẫu số 01)."""

from motcua.api import Procedure
from motcua.api.fees import unconfirmed
from motcua.api.forms import (
    Check,
    Choice,
    Computed,
    Date,
    Form,
    Money,
    Paper,
    Part,
    Rows,
    Section,
    TaxCode,
    Text,
    YesNo,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_chi_cuc_thue.desks import HEAD, OFFICER
from motcua_chi_cuc_thue.facts import FACTS
from motcua_chi_cuc_thue.nha_dat import KIN, DeclaredHouse, DeclaredLand, land_office

# Điều 10 khoản 3: a copy of the register, a certified copy, or a plain one that is compared with the original
VALID = "Bản sao chứng thực, bản sao từ sổ gốc, hoặc bản sao kèm bản chính để đối chiếu"


class CoOwner(Part):
    """Một đồng chủ sở hữu nhà, đất (mục 5 của tờ khai)."""

    name = Text("Họ và tên, tên tổ chức đồng chủ sở hữu", longest=200)
    tax_code = TaxCode("Mã số thuế của đồng chủ sở hữu", optional=True)


class RegistrationFeeForm(Form):
    """Tờ khai lệ phí trước bạ nhà, đất (Mẫu số 01)."""

    payer = Section("Người nộp lệ phí trước bạ")
    name = Text("Tên người nộp lệ phí trước bạ", longest=200)
    tax_code = TaxCode("Mã số thuế", optional=True)

    thing = Section("Tài sản khai lệ phí trước bạ")
    what = Choice("Tài sản", {"land": "Đất", "house": "Nhà", "both": "Đất và nhà"})
    land = DeclaredLand.section("Đặc điểm đất")
    house = DeclaredHouse.section("Đặc điểm nhà").shown_if(what.is_not("land"))

    getting = Section("Nguồn gốc nhà, đất")
    origin = Choice(
        "Nguồn gốc",
        {
            "granted": "Nhà nước giao, cho thuê, công nhận quyền sử dụng đất",
            "bought": "Nhận chuyển nhượng, mua",
            "inherited": "Nhận thừa kế",
            "gift": "Nhận tặng cho",
            "auction": "Trúng đấu giá",
            "swapped": "Chuyển đổi đất nông nghiệp",
            "built": "Tự xây dựng nhà",
            "renewed": "Đã có giấy chứng nhận, nay cấp đổi, cấp lại, phân chia trong hộ",
        },
    )
    giver = Text("Tổ chức, cá nhân chuyển giao nhà, đất").shown_if(
        origin.is_one_of("bought", "inherited", "gift", "swapped")
    )
    giver_address = Text("Địa chỉ người giao nhà, đất", longest=300).shown_if(
        origin.is_one_of("bought", "inherited", "gift", "swapped")
    )
    handed_on = Date("Thời điểm làm giấy tờ chuyển giao", not_future=True).shown_if(
        origin.is_one_of("bought", "inherited", "gift", "auction", "swapped")
    )
    price = Money("Giá trị nhà, đất thực tế chuyển giao", least=1).shown_if(origin.is_one_of("bought", "auction"))
    has_slip = YesNo("Đã có Phiếu chuyển thông tin của cơ quan đăng ký đất đai")
    owners = Rows(CoOwner, "Đồng chủ sở hữu", least=0, most=20)

    relief = Section("Miễn, ghi nợ lệ phí trước bạ")
    is_exempt = YesNo("Tài sản thuộc diện được miễn lệ phí trước bạ")
    # Nghị định 140/2016/NĐ-CP, Điều 9
    ground = Choice(
        "Lý do miễn",
        {
            "family": "Thừa kế, quà tặng trong gia đình (khoản 10)",
            "farm": "Đất Nhà nước giao, thuê, công nhận để sản xuất nông, lâm, thủy sản, muối (khoản 4)",
            "swap": "Chuyển đổi đất nông nghiệp trong xã, thị trấn (khoản 5)",
            "cleared": "Đất nông nghiệp tự khai hoang (khoản 6)",
            "own_house": "Nhà ở riêng lẻ do hộ gia đình, cá nhân tạo lập (khoản 11)",
            "resettled": "Nhà, đất được bồi thường, tái định cư (khoản 15)",
            "renewed": "Đăng ký lại, không đổi chủ hoặc phân chia trong hộ (khoản 16)",
            "charity": "Nhà tình nghĩa, đại đoàn kết, nhân đạo (khoản 20)",
            "poor": "Nhà ở, đất ở của hộ nghèo (khoản 26)",
            "faith": "Nhà, đất dùng vào mục đích cộng đồng của tôn giáo, tín ngưỡng (khoản 8)",
            "yearly": "Đất thuê của Nhà nước trả tiền hằng năm (khoản 7)",
            "state": "Nhà, đất quốc phòng, an ninh, trụ sở cơ quan (khoản 13, khoản 14)",
            "capital": "Góp vốn, rút vốn, chia, tách, sáp nhập tổ chức (khoản 17, khoản 18)",
            "social": "Cơ sở xã hội hóa, ngoài công lập về giáo dục, y tế, văn hóa… (khoản 28, khoản 29)",
        },
    ).shown_if(is_exempt.is_(True))
    kin = Choice("Quan hệ giữa người cho và người nhận", KIN).shown_if(ground.is_("family"))
    with_money = YesNo("Nhà, đất mua bằng tiền được bồi thường, hỗ trợ").shown_if(ground.is_("resettled"))
    wants_debt = YesNo("Thuộc đối tượng được ghi nợ tiền sử dụng đất, đề nghị ghi nợ lệ phí trước bạ").shown_if(
        is_exempt.is_(False) & origin.is_("granted")
    )
    # Nghị định 140/2016/NĐ-CP, Điều 6, Điều 7: 0,5% of the price by the province's table, or the contract's if higher
    estimate = Computed(
        "Lệ phí trước bạ tạm tính theo giá kê khai (0,5%)", price / 200, unit="đồng", places=0
    ).shown_if(is_exempt.is_(False))

    # Điều 10 khoản 3 điểm a, khoản 7
    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai lệ phí trước bạ (Mẫu số 01)", originals=1)
    source = Paper("Giấy tờ chứng minh nhà, đất có nguồn gốc hợp pháp", copies=1, note=VALID)
    deed = Paper("Giấy tờ về việc chuyển giao tài sản giữa bên giao và bên nhận", copies=1, note=VALID).shown_if(
        origin.is_one_of("bought", "inherited", "gift", "swapped")
    )
    auction = Paper("Quyết định công nhận kết quả, hóa đơn trúng đấu giá", copies=1, note=VALID).shown_if(
        origin.is_("auction")
    )
    kinship = Paper(
        "Sổ hộ khẩu, giấy chứng nhận kết hôn, giấy khai sinh hoặc xác nhận quan hệ của UBND cấp xã",
        copies=1,
        note=VALID,
    ).shown_if(ground.is_("family"))
    slip = Paper("Phiếu chuyển thông tin có xác nhận về đất nông nghiệp được giao, thuê, công nhận", copies=1).shown_if(
        ground.is_("farm")
    )
    withdrawal = Paper("Quyết định thu hồi nhà, đất cũ và quyết định giao nhà, đất mới", copies=1, note=VALID).shown_if(
        ground.is_("resettled")
    )
    compensation = Paper("Chứng từ nhận tiền bồi thường, hỗ trợ", originals=1).shown_if(with_money.is_(True))
    old_certificate = Paper("Giấy chứng nhận quyền sở hữu, sử dụng đã cấp", copies=1, note=VALID).shown_if(
        ground.is_("renewed")
    )
    charity = Paper("Giấy tờ chuyển quyền giữa bên tặng và bên được tặng nhà", copies=1, note=VALID).shown_if(
        ground.is_("charity")
    )
    poverty = Paper("Giấy chứng nhận hộ nghèo", copies=1, note=VALID).shown_if(ground.is_("poor"))
    faith = Paper("Giấy tờ chứng minh cơ sở tôn giáo được phép hoạt động", copies=1, note=VALID).shown_if(
        ground.is_("faith")
    )
    approval = Paper("Quyết định giao tài sản hoặc xác nhận của cấp có thẩm quyền", copies=1, note=VALID).shown_if(
        ground.is_("state")
    )
    reform = Paper(
        "Giấy tờ góp vốn, quyết định chia, tách, sáp nhập và chứng từ đã nộp lệ phí trước bạ", copies=1, note=VALID
    ).shown_if(ground.is_("capital"))
    licence = Paper("Giấy phép, quyết định thành lập cơ sở xã hội hóa, ngoài công lập", copies=1, note=VALID).shown_if(
        ground.is_("social")
    )
    debt = Paper("Giấy tờ chứng minh thuộc đối tượng được ghi nợ tiền sử dụng đất", copies=1, note=VALID).shown_if(
        wants_debt.is_(True)
    )

    family_gives = Check(
        "Miễn trong gia đình chỉ áp dụng cho nhà, đất nhận thừa kế hoặc tặng cho.",
        ground.is_not("family") | origin.is_one_of("inherited", "gift"),
        at=ground,
    )
    state_gives_farmland = Check(
        "Miễn theo khoản 4 chỉ áp dụng cho đất nông nghiệp được Nhà nước giao, cho thuê, công nhận.",
        ground.is_not("farm") | (origin.is_("granted") & land["purpose"].is_("farm")),
        at=ground,
    )
    farmland_is_swapped = Check(
        "Miễn theo khoản 5 chỉ áp dụng cho đất nông nghiệp chuyển đổi.",
        ground.is_not("swap") | (origin.is_("swapped") & land["purpose"].is_("farm")),
        at=ground,
    )
    farmland_is_cleared = Check(
        "Miễn theo khoản 6 chỉ áp dụng cho đất nông nghiệp tự khai hoang được cấp giấy chứng nhận.",
        ground.is_not("cleared") | (origin.is_("granted") & land["purpose"].is_("farm")),
        at=ground,
    )
    lease_is_the_states = Check(
        "Miễn theo khoản 7 chỉ áp dụng cho đất Nhà nước cho thuê.",
        ground.is_not("yearly") | origin.is_("granted"),
        at=ground,
    )
    house_is_built = Check(
        "Miễn theo khoản 11 chỉ áp dụng cho nhà ở tự xây dựng.",
        ground.is_not("own_house") | (origin.is_("built") & what.is_not("land")),
        at=ground,
    )
    same_owner = Check(
        "Miễn theo khoản 16 chỉ áp dụng khi đăng ký lại tài sản đã có giấy chứng nhận.",
        ground.is_not("renewed") | origin.is_("renewed"),
        at=ground,
    )
    poor_live_there = Check(
        "Miễn cho hộ nghèo chỉ áp dụng với nhà ở, đất ở.",
        ground.is_not("poor") | land["purpose"].is_("home"),
        at=ground,
    )
    builds_a_house = Check(
        "Nguồn gốc “Tự xây dựng nhà” chỉ khai cho nhà.", origin.is_not("built") | what.is_not("land"), at=origin
    )


reckon = Step("Xác định giá, tính lệ phí trước bạ", OFFICER, working_days(1.5), key="tinh-le-phi")
ask_and_reckon = Step(
    "Lấy thông tin thửa đất, tính lệ phí trước bạ",
    OFFICER,
    working_days(1.5),
    key="tinh-le-phi",
    consults=(land_office,),
)
examine = Step("Kiểm tra điều kiện miễn lệ phí trước bạ", OFFICER, working_days(1.5), key="xet-mien")
sign = Step("Ký thông báo nộp lệ phí trước bạ (Mẫu số 03)", HEAD, working_days(1), key="ky-thong-bao")

LE_PHI_TRUOC_BA = Procedure(
    facts=FACTS["khai-le-phi-truoc-ba-nha-dat"],
    form=RegistrationFeeForm,
    route=Route(
        when(RegistrationFeeForm.is_exempt.is_(True), examine, sign),
        when(RegistrationFeeForm.has_slip.is_(False), ask_and_reckon, sign),
        otherwise(reckon, sign),
    ),
    fee=unconfirmed(
        "Không thu phí giải quyết hồ sơ (Cổng Dịch vụ công quốc gia). Lệ phí trước bạ 0,5% do Chi cục Thuế tính và ghi "
        "trong thông báo."
    ),
    unconfirmed=(
        "Nghị định 140/2016/NĐ-CP đọc ở bản đã sửa bởi Nghị định 20/2019/NĐ-CP; diện miễn ít gặp ở huyện (ngoại giao, "
        "hạ tầng, nghĩa trang, cho thuê tài chính, khoa học và công nghệ) không nêu trong tờ khai.",
        "Giấy tờ chứng minh của diện hộ nghèo, xã hội hóa không có trong Điều 10 khoản 7: tên giấy tờ là đề xuất.",
        "Số tạm tính theo giá kê khai, chưa so với bảng giá đất, giá nhà của UBND tỉnh và mức khống chế.",
        "Hồ sơ đi cùng đăng ký đất đai thì nộp một lần tại Chi nhánh Văn phòng Đăng ký đất đai.",
    ),
)
