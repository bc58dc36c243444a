"""Giao đất, cho thuê đất; chuyển mục đích sử dụng đất; gia hạn, xác nhận tiếp tục sử dụng đất nông nghiệp."""

from motcua.api import Procedure
from motcua.api.fees import unconfirmed
from motcua.api.forms import (
    Check,
    Choice,
    Commune,
    Date,
    Decimal,
    Form,
    Integer,
    LandParcel,
    Paper,
    Section,
    Text,
    YesNo,
    filed_on,
)
from motcua.api.routes import (
    DISTRICT_LEADER,
    Route,
    Step,
    at_agency,
    consult,
    desk_of,
    financial_obligation,
    otherwise,
    when,
    working_days,
)
from motcua_tai_nguyen_moi_truong.desks import HEAD, OFFICER
from motcua_tai_nguyen_moi_truong.facts import FACTS

FROM_MEMORY = "Các điều, khoản nêu trong biểu mẫu và tên giấy tờ trích theo trí nhớ, chưa đối chiếu với văn bản."
LAND_FEE = unconfirmed(
    "Lệ phí địa chính, phí thẩm định do HĐND tỉnh quy định; chưa kể tiền sử dụng đất, tiền thuê đất."
)

tax = Step(
    "Xác định nghĩa vụ tài chính, ra thông báo nộp tiền",
    at_agency("chi_cuc_thue", "officer", "Cán bộ thuế"),
    within=working_days(3),
    key="nghia-vu-tai-chinh",
    awaits=financial_obligation(),
)
planning = consult(
    "Ý kiến về quy hoạch xây dựng",
    desk_of("kinh_te_ha_tang", "officer", "Phòng Kinh tế và Hạ tầng"),
    working_days(2),
)


class AllocationForm(Form):
    """Đơn xin giao đất, cho thuê đất (Mẫu số 01, Thông tư 30/2014/TT-BTNMT)."""

    wish = Section("Đất xin giao, thuê")
    kind = Choice(
        "Hình thức",
        {
            "farmland": "Giao đất nông nghiệp không thu tiền trong hạn mức",
            "housing": "Giao đất ở có thu tiền sử dụng đất",
            "lease": "Cho thuê đất",
            "community": "Giao đất cho cộng đồng dân cư không thu tiền sử dụng đất",
        },
    )
    commune = Commune("Xã, thị trấn nơi có đất xin giao, thuê")
    place = Text("Vị trí, khu đất, số tờ bản đồ, số thửa")
    area = Decimal("Diện tích xin giao, thuê", least=1, most=1_000_000, unit="m²", places=1)
    purpose = Text("Mục đích sử dụng đất", longest=300)
    years = Integer("Thời hạn thuê đề nghị", least=1, most=50, unit="năm").shown_if(kind.is_("lease"))
    pays = Choice("Trả tiền thuê đất", {"yearly": "Hằng năm", "once": "Một lần cho cả thời gian thuê"}).shown_if(
        kind.is_("lease")
    )

    right = Section("Điều kiện")
    in_plan = YesNo("Có trong kế hoạch sử dụng đất hằng năm của huyện đã được phê duyệt")
    has_house_land = YesNo("Hộ gia đình, cá nhân đã có đất ở hoặc đã được Nhà nước giao đất ở").shown_if(
        kind.is_("housing")
    )
    within_limit = YesNo("Tổng diện tích được giao nằm trong hạn mức giao đất").shown_if(
        kind.is_one_of("farmland", "housing")
    )
    works_the_land = YesNo("Trực tiếp sản xuất nông nghiệp, được UBND cấp xã xác nhận").shown_if(kind.is_("farmland"))
    keeps_custom = YesNo("Đất để bảo tồn bản sắc dân tộc gắn với phong tục, tập quán").shown_if(kind.is_("community"))
    broke_law = YesNo("Đang vi phạm pháp luật về đất đai ở dự án, thửa đất khác").shown_if(kind.is_("lease"))

    papers = Section("Thành phần hồ sơ")
    request = Paper("Đơn xin giao đất, cho thuê đất (Mẫu số 01)", originals=1)
    survey = Paper("Trích lục bản đồ địa chính hoặc trích đo địa chính thửa đất", originals=1)
    review = Paper("Ý kiến của Hội đồng tư vấn giao đất, UBND cấp xã", originals=1).shown_if(kind.is_("housing"))
    worker = Paper("Xác nhận trực tiếp sản xuất nông nghiệp của UBND cấp xã", originals=1).shown_if(
        kind.is_("farmland")
    )
    scheme = Paper("Phương án sử dụng đất thuê", originals=1).shown_if(kind.is_("lease"))
    minutes = Paper("Biên bản họp cộng đồng dân cư cử người đại diện", originals=1).shown_if(kind.is_("community"))

    # Luật Đất đai 2013, Điều 52 khoản 1
    is_planned = Check("Khu đất phải có trong kế hoạch sử dụng đất hằng năm của huyện.", in_plan.is_(True), at=in_plan)
    # Luật Đất đai 2013, Điều 54 khoản 1 và Điều 129
    is_within_limit = Check(
        "Phần vượt hạn mức giao đất phải chuyển sang thuê đất.", within_limit.is_(True), at=within_limit
    )
    is_a_farmer = Check(
        "Chỉ giao đất nông nghiệp không thu tiền cho người trực tiếp sản xuất nông nghiệp.",
        works_the_land.is_(True),
        at=works_the_land,
    )
    # Luật Đất đai 2013, Điều 131 khoản 3
    community_keeps_custom = Check(
        "Cộng đồng dân cư được giao đất để bảo tồn bản sắc dân tộc.", keeps_custom.is_(True), at=keeps_custom
    )
    # Luật Đất đai 2013, Điều 118 khoản 2: giao không đấu giá cho người chưa có đất ở, chưa được giao đất ở
    has_no_home = Check(
        "Chỉ giao đất ở không qua đấu giá cho người chưa có đất ở tại xã và chưa được giao đất ở.",
        has_house_land.is_(False),
        at=has_house_land,
    )
    # Luật Đất đai 2013, Điều 58 khoản 3 điểm c: only of who takes land for a project of investment
    obeys = Check(
        "Người đang vi phạm pháp luật về đất đai ở dự án, thửa đất khác chưa được thuê đất.",
        broke_law.is_(False),
        at=broke_law,
    )


appraise = Step("Thẩm định hồ sơ, kiểm tra thực địa", OFFICER, working_days(7), key="tham-dinh", consults=(planning,))
review = Step("Trưởng phòng duyệt, ký tờ trình", HEAD, working_days(1.5), key="duyet")
decide = Step("Ký quyết định giao đất, cho thuê đất", DISTRICT_LEADER, working_days(2), key="ky-quyet-dinh")
hand_land = Step("Giao đất trên thực địa, in giấy chứng nhận", OFFICER, working_days(2), key="giao-dat")
contract = Step("Ký hợp đồng thuê đất, giao đất thực địa", HEAD, working_days(1.5), key="hop-dong-thue")
certify = Step("Ký giấy chứng nhận", DISTRICT_LEADER, working_days(1), key="ky-giay-chung-nhan")

ALLOCATION = Procedure(
    facts=FACTS["giao-dat-cho-thue-dat-khong-qua-dau-gia"],
    form=AllocationForm,
    # Nghị định 43/2014/NĐ-CP, Điều 68
    route=Route(
        when(AllocationForm.kind.is_("lease"), appraise, review, decide, tax, contract, certify),
        when(AllocationForm.kind.is_("housing"), appraise, review, decide, tax, hand_land, certify),
        otherwise(appraise, review, decide, hand_land, certify),
    ),
    fee=LAND_FEE,
    book="QĐGĐ",
    unconfirmed=(
        FROM_MEMORY,
        "Điều 58 khoản 3 Luật Đất đai 2013 chỉ nói người thực hiện dự án đầu tư, đang hỏi mọi trường hợp thuê đất.",
        "Điều kiện giao đất ở không qua đấu giá và hạn mức do UBND tỉnh quy định cần xác nhận.",
    ),
)


PURPOSES = {
    "ont": "Đất ở tại nông thôn (ONT)",
    "odt": "Đất ở tại đô thị (ODT)",
    "tmd": "Đất thương mại, dịch vụ (TMD)",
    "skc": "Đất cơ sở sản xuất phi nông nghiệp (SKC)",
    "bhk": "Đất bằng trồng cây hàng năm khác (BHK)",
    "cln": "Đất trồng cây lâu năm (CLN)",
    "nts": "Đất nuôi trồng thủy sản (NTS)",
    "other": "Mục đích khác",
}


class PurposeForm(Form):
    """Đơn xin chuyển mục đích sử dụng đất (Mẫu số 01, Thông tư 30/2014/TT-BTNMT)."""

    land = LandParcel.section("Thửa đất xin chuyển mục đích")

    change = Section("Chuyển mục đích")
    to_kind = Choice("Mục đích xin chuyển sang", PURPOSES)
    to_other = Text("Nêu rõ mục đích xin chuyển sang").shown_if(to_kind.is_("other"))
    change_area = Decimal("Diện tích xin chuyển mục đích", least=1, most=1_000_000, unit="m²", places=1)
    is_garden = YesNo("Đất vườn, ao trong cùng thửa đất có nhà ở")
    in_plan = YesNo("Có trong kế hoạch sử dụng đất hằng năm của huyện")
    approval = Text("Số văn bản chấp thuận của UBND tỉnh", longest=100).shown_if(
        to_kind.is_("tmd") & (change_area >= 5000)
    )

    papers = Section("Thành phần hồ sơ")
    request = Paper("Đơn xin chuyển mục đích sử dụng đất (Mẫu số 01)", originals=1)
    certificate = Paper("Bản gốc Giấy chứng nhận", originals=1, goes_back="if_refused")
    survey = Paper("Trích đo phần diện tích xin chuyển mục đích", originals=1).shown_if(change_area < land["area"])
    # Luật Đất đai 2013, Điều 59 khoản 2 điểm a: từ 0,5 héc ta đất nông nghiệp sang thương mại, dịch vụ
    province_paper = Paper("Văn bản chấp thuận của UBND tỉnh", copies=1).shown_if(
        to_kind.is_("tmd") & (change_area >= 5000)
    )

    # Luật Đất đai 2013, Điều 52 và Điều 57
    is_planned = Check("Thửa đất phải có trong kế hoạch sử dụng đất hằng năm của huyện.", in_plan.is_(True), at=in_plan)
    is_part = Check(
        "Diện tích xin chuyển không được lớn hơn diện tích thửa đất.", change_area <= land["area"], at=change_area
    )

    something_changes = Check(
        "Đất ở đã đúng mục đích, không phải xin phép chuyển sang đất ở.",
        ~(land["land_kind"].is_one_of("ont", "odt") & to_kind.is_one_of("ont", "odt")),
        at=to_kind,
    )


sign_change = Step("Ký quyết định cho phép chuyển mục đích", DISTRICT_LEADER, working_days(2), key="ky-quyet-dinh")
appraise_change = Step(
    "Thẩm tra hồ sơ, xác minh thực địa", OFFICER, working_days(5), key="tham-tra", consults=(planning,)
)
appraise_farm = Step("Thẩm tra hồ sơ, xác minh thực địa", OFFICER, working_days(5), key="tham-tra")
update = Step("Chỉnh lý hồ sơ địa chính, trao quyết định", HEAD, working_days(1), key="trao-quyet-dinh")

PURPOSE = Procedure(
    facts=FACTS["chuyen-muc-dich-su-dung-dat"],
    form=PurposeForm,
    # Nghị định 43/2014/NĐ-CP, Điều 69
    route=Route(
        when(PurposeForm.to_kind.is_one_of("bhk", "cln", "nts"), appraise_farm, review, sign_change),
        otherwise(appraise_change, review, sign_change, tax, update),
    ),
    fee=LAND_FEE,
    book="QĐCMĐ",
    unconfirmed=(FROM_MEMORY, "Chuyển giữa các loại đất nông nghiệp đang coi là không có nghĩa vụ tài chính."),
)


class ExtensionForm(Form):
    """Đơn đăng ký biến động (Mẫu số 09/ĐK): gia hạn, xác nhận tiếp tục sử dụng đất nông nghiệp."""

    land = LandParcel.section("Thửa đất nông nghiệp")

    term = Section("Thời hạn sử dụng đất")
    origin = Choice(
        "Nguồn gốc sử dụng đất",
        {
            "given": "Được giao, công nhận, nhận chuyển quyền; trực tiếp sản xuất nông nghiệp",
            "leased": "Nhà nước cho thuê",
        },
    )
    ends_on = Date("Ngày hết thời hạn sử dụng đất")
    years = Integer("Số năm đề nghị gia hạn", least=1, most=50, unit="năm").shown_if(origin.is_("leased"))
    is_farming = YesNo("Đang trực tiếp sản xuất nông nghiệp trên thửa đất")
    is_recalled = YesNo("Đã có quyết định thu hồi đất hoặc thông báo không cho tiếp tục sử dụng")

    papers = Section("Thành phần hồ sơ")
    request = Paper("Đơn đăng ký biến động (Mẫu số 09/ĐK)", originals=1)
    certificate = Paper("Bản gốc Giấy chứng nhận đã cấp", originals=1, goes_back="if_refused")
    farmer = Paper("Xác nhận của UBND cấp xã về việc trực tiếp sản xuất nông nghiệp", originals=1).shown_if(
        origin.is_("given")
    )
    payment = Paper("Chứng từ đã nộp tiền thuê đất", copies=1).shown_if(origin.is_("leased"))

    # Luật Đất đai 2013, Điều 126 khoản 1 và khoản 2
    works_the_land = Check(
        "Chỉ xác nhận, gia hạn cho người đang trực tiếp sản xuất nông nghiệp.", is_farming.is_(True), at=is_farming
    )
    is_not_recalled = Check("Đất đã có quyết định thu hồi thì không gia hạn.", is_recalled.is_(False), at=is_recalled)
    # Nghị định 43/2014/NĐ-CP, Điều 74 khoản 1
    is_in_time = Check(
        "Đất thuê phải nộp hồ sơ gia hạn trước khi hết thời hạn.",
        ~origin.is_("leased") | (ends_on >= filed_on()),
        at=ends_on,
    )


verify = Step("Thẩm tra nhu cầu, đối chiếu hồ sơ", OFFICER, working_days(2), key="tham-tra")
propose = Step("Trưởng phòng ký trình", HEAD, working_days(0.5), key="duyet")
extend = Step("Ký quyết định gia hạn sử dụng đất", DISTRICT_LEADER, working_days(1), key="ky-gia-han")
confirm = Step("Ký xác nhận tiếp tục sử dụng đất", HEAD, working_days(1), key="ky-xac-nhan")

EXTENSION = Procedure(
    facts=FACTS["gia-han-su-dung-dat-nong-nghiep"],
    form=ExtensionForm,
    route=Route(
        when(ExtensionForm.origin.is_("leased"), verify, propose, tax, extend),
        otherwise(verify, confirm),
    ),
    fee=LAND_FEE,
    unconfirmed=(FROM_MEMORY, "Nghị định 43/2014/NĐ-CP, Điều 74 đòi nộp trước 06 tháng với đất thuê: chưa xác nhận."),
)
