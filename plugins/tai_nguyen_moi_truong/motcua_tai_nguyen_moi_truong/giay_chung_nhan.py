"""Cấp Giấy chứng nhận lần đầu; trả lại đất; thu hồi Giấy chứng nhận; giải quyết tranh chấp đất đai."""

from datetime import date

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Commune,
    Date,
    Decimal,
    Form,
    LandParcel,
    LongText,
    Many,
    Paper,
    Section,
    Text,
    YesNo,
)
from motcua.api.routes import (
    DISTRICT_LEADER,
    Route,
    Step,
    at_agency,
    consult,
    desk_of,
    otherwise,
    statutory_posting,
    when,
    working_days,
)
from motcua_tai_nguyen_moi_truong.desks import HEAD, OFFICER
from motcua_tai_nguyen_moi_truong.facts import FACTS
from motcua_tai_nguyen_moi_truong.giao_dat import FROM_MEMORY, LAND_FEE, tax

COMMUNE = at_agency("commune", "ubnd", "UBND xã, thị trấn")


class FirstForm(Form):
    """Đơn đăng ký, cấp Giấy chứng nhận (Mẫu số 04a/ĐK)."""

    land = LandParcel.section("Thửa đất", without=("certificate", "book_number", "issued_on"))

    use = Section("Nguồn gốc, quá trình sử dụng")
    used_since = Date("Sử dụng đất từ ngày", not_future=True)
    origin = Choice(
        "Nguồn gốc sử dụng đất",
        {
            "papers": "Có giấy tờ về quyền sử dụng đất",
            "none": "Sử dụng ổn định, không có giấy tờ",
            "allocated": "Được giao đất không đúng thẩm quyền",
            "encroached": "Lấn, chiếm, vi phạm pháp luật đất đai",
        },
    )
    in_hard_area = YesNo(
        "Thường trú tại địa phương và trực tiếp sản xuất nông nghiệp ở vùng có điều kiện kinh tế - xã hội khó khăn"
    ).shown_if(origin.is_("none"))
    has_dispute = YesNo("Đất đang có tranh chấp")
    # Luật Đất đai 2013, Điều 101 khoản 1: the plan is not asked of farmers in hard areas
    fits_plan = YesNo("Phù hợp quy hoạch sử dụng đất").shown_if(
        origin.is_one_of("allocated", "encroached") | in_hard_area.is_(False)
    )
    neighbours_sign = YesNo("Người sử dụng đất liền kề đã ký xác nhận ranh giới")
    has_asset = YesNo("Đề nghị chứng nhận cả nhà ở, tài sản gắn liền với đất")
    asset = Text("Nhà ở, tài sản đề nghị chứng nhận", longest=500).shown_if(has_asset.is_(True))
    owes = YesNo("Đề nghị ghi nợ nghĩa vụ tài chính")

    papers = Section("Thành phần hồ sơ")
    request = Paper("Đơn đăng ký, cấp Giấy chứng nhận (Mẫu số 04a/ĐK)", originals=1)
    # Thông tư 24/2014/TT-BTNMT, Điều 11: a copy compared with the original does as well as a certified one
    proof = Paper("Giấy tờ về quyền sử dụng đất theo Điều 100 Luật Đất đai", copies=1).shown_if(origin.is_("papers"))
    allocated_paper = Paper("Giấy tờ giao đất, thu tiền của cơ quan đã giao", copies=1).shown_if(
        origin.is_("allocated")
    )
    asset_paper = Paper("Giấy tờ về tài sản gắn liền với đất và sơ đồ tài sản", copies=1).shown_if(has_asset.is_(True))
    debt = Paper("Đơn đề nghị ghi nợ nghĩa vụ tài chính", originals=1).shown_if(owes.is_(True))

    # Luật Đất đai 2013, Điều 101: đất sử dụng ổn định, không tranh chấp
    is_undisputed = Check(
        "Đất đang có tranh chấp thì chưa cấp giấy chứng nhận.", has_dispute.is_(False), at=has_dispute
    )
    # Luật Đất đai 2013, Điều 101 khoản 2
    is_planned = Check("Đất không có giấy tờ phải phù hợp quy hoạch sử dụng đất.", fits_plan.is_(True), at=fits_plan)
    # Luật Đất đai 2013, Điều 101 khoản 1 (before the law) and khoản 2 (before 1 July 2004)
    is_used_since_2004 = Check(
        "Đất không có giấy tờ phải được sử dụng ổn định từ trước ngày 01-7-2004.",
        ~origin.is_("none") | in_hard_area.is_(True) | (used_since < date(2004, 7, 1)),
        at=used_since,
    )
    is_used_before_the_law = Check(
        "Đất không có giấy tờ phải được sử dụng từ trước ngày 01-7-2014.",
        ~origin.is_("none") | (used_since < date(2014, 7, 1)),
        at=used_since,
    )
    # Nghị định 43/2014/NĐ-CP, Điều 22: đất lấn, chiếm
    is_not_encroached = Check(
        "Đất lấn, chiếm, vi phạm: xử lý theo Điều 22 Nghị định 43/2014/NĐ-CP trước khi đề nghị cấp giấy.",
        origin.is_not("encroached"),
        at=origin,
    )


post = Step(
    "Lấy xác nhận nguồn gốc, niêm yết công khai tại UBND xã",
    OFFICER,
    within=working_days(6),
    key="xa-niem-yet",
    awaits=statutory_posting(15),
)
commune_sees = Step("UBND xã kiểm tra hiện trạng, xác nhận", COMMUNE, within=working_days(5), key="xa-xac-nhan")
opinion = consult(
    "Ý kiến về chứng nhận nhà ở, công trình",
    desk_of("kinh_te_ha_tang", "officer", "Phòng Kinh tế và Hạ tầng"),
    working_days(2),
)
check_file = Step("Thẩm tra hồ sơ, trích lục, in giấy chứng nhận", OFFICER, working_days(6), key="tham-tra")
check_with_asset = Step(
    "Thẩm tra hồ sơ đất và tài sản, in giấy chứng nhận", OFFICER, working_days(6), key="tham-tra", consults=(opinion,)
)
propose = Step("Trưởng phòng ký tờ trình", HEAD, working_days(2), key="duyet")
certify = Step("Ký giấy chứng nhận", DISTRICT_LEADER, working_days(2), key="ky-giay-chung-nhan")

FIRST = Procedure(
    facts=FACTS["cap-giay-chung-nhan-dat-lan-dau"],
    form=FirstForm,
    # Nghị định 43/2014/NĐ-CP, Điều 70: niêm yết 15 ngày khi không có giấy tờ
    route=Route(
        when(FirstForm.origin.is_not("papers"), post, check_with_asset, tax, propose, certify),
        when(FirstForm.has_asset.is_(True), commune_sees, check_with_asset, tax, propose, certify),
        otherwise(commune_sees, check_file, tax, propose, certify),
    ),
    fee=LAND_FEE,
    book="GCN",
    unconfirmed=(
        FROM_MEMORY,
        "Niêm yết 15 ngày cho mọi trường hợp không có giấy tờ cần đối chiếu với Điều 70.",
        "Mốc 01-7-2004 và 01-7-2014 của Luật Đất đai 2013, Điều 101 ghi theo trí nhớ, chưa đối chiếu.",
    ),
)


class ReturnForm(Form):
    """Đơn, thông báo trả lại đất, chấm dứt việc sử dụng đất."""

    land = LandParcel.section("Thửa đất trả lại, thu hồi")

    giving_back = Section("Chấm dứt sử dụng đất")
    ground = Choice(
        "Trường hợp",
        {
            "return": "Tự nguyện trả lại đất",
            "died": "Cá nhân sử dụng đất chết mà không có người thừa kế",
            "expired": "Hết thời hạn giao, cho thuê mà không được gia hạn",
            "less": "Giảm nhu cầu sử dụng đất",
        },
    )
    returned_area = Decimal("Diện tích trả lại, thu hồi", least=1, most=1_000_000, unit="m²", places=1)
    died_on = Date("Ngày người sử dụng đất chết", not_future=True).shown_if(ground.is_("died"))
    ended_on = Date("Ngày hết thời hạn sử dụng đất", not_future=True).shown_if(ground.is_("expired"))
    all_agree = YesNo("Mọi người cùng quyền sử dụng đất đồng ý trả lại").shown_if(ground.is_one_of("return", "less"))
    is_mortgaged = YesNo("Quyền sử dụng đất đang thế chấp")

    papers = Section("Thành phần hồ sơ")
    letter = Paper("Văn bản trả lại đất của người sử dụng đất", originals=1).shown_if(
        ground.is_one_of("return", "less")
    )
    report = Paper("Văn bản của UBND cấp xã về việc không có người thừa kế", originals=1).shown_if(ground.is_("died"))
    death = Paper("Giấy chứng tử", copies=1).shown_if(ground.is_("died"))
    certificate = Paper("Bản gốc Giấy chứng nhận", originals=1, goes_back="if_refused")

    # Luật Đất đai 2013, Điều 65 khoản 1
    everybody_agrees = Check(
        "Trả lại đất phải được mọi người cùng quyền sử dụng đất đồng ý.", all_agree.is_(True), at=all_agree
    )
    is_free = Check("Xóa đăng ký thế chấp trước khi trả lại đất.", is_mortgaged.is_(False), at=is_mortgaged)
    is_part = Check("Diện tích trả lại không lớn hơn thửa đất.", returned_area <= land["area"], at=returned_area)


verify = Step("Thẩm tra, xác minh thực địa", OFFICER, working_days(10), key="tham-tra")
report_up = Step("Trưởng phòng ký tờ trình thu hồi", HEAD, working_days(2), key="duyet")
recall = Step("Ký quyết định thu hồi đất", DISTRICT_LEADER, working_days(3), key="ky-thu-hoi")
commune_says = Step("UBND xã xác nhận không có người thừa kế", COMMUNE, working_days(5), key="xa-xac-nhan")

RETURN = Procedure(
    facts=FACTS["thu-hoi-dat-do-cham-dut-tu-nguyen-tra-lai"],
    form=ReturnForm,
    route=Route(
        when(ReturnForm.ground.is_("died"), commune_says, verify, report_up, recall),
        otherwise(verify, report_up, recall),
    ),
    book="QĐTH",
    unconfirmed=(FROM_MEMORY, "Thời gian từng bước là đề xuất; việc phải xóa thế chấp trước cần xác nhận."),
)


class RevokeForm(Form):
    """Đơn phản ánh việc cấp Giấy chứng nhận không đúng quy định."""

    land = LandParcel.section("Giấy chứng nhận bị phản ánh")

    fault = Section("Việc cấp không đúng")
    faults = Many(
        "Cấp không đúng về",
        {
            "power": "Thẩm quyền cấp",
            "person": "Đối tượng sử dụng đất",
            "area": "Diện tích đất",
            "terms": "Điều kiện được cấp",
            "purpose": "Mục đích, thời hạn, nguồn gốc sử dụng đất",
        },
    )
    found_on = Date("Ngày phát hiện", not_future=True)
    holder = Text("Người đứng tên giấy chứng nhận", longest=100)
    stands = Choice("Người phản ánh là", {"holder": "Người sử dụng đất, chủ sở hữu tài sản", "other": "Người khác"})
    evidence = LongText("Sự việc và chứng cứ", longest=2000)
    passed_on = YesNo("Người được cấp đã chuyển quyền, tài sản cho người khác theo pháp luật")

    papers = Section("Thành phần hồ sơ")
    letter = Paper("Đơn phản ánh của người sử dụng đất, chủ sở hữu tài sản", originals=1)
    certificate = Paper("Bản gốc Giấy chứng nhận đã cấp", originals=1, goes_back="if_refused").shown_if(
        stands.is_("holder")
    )
    proof = Paper("Giấy tờ chứng minh việc cấp không đúng", copies=1, optional=True)

    # Luật Đất đai 2013, Điều 106 khoản 3; Nghị định 43/2014/NĐ-CP, Điều 87 khoản 5
    was_not_passed_on = Check(
        "Đã chuyển quyền hợp pháp cho người khác thì không thu hồi giấy chứng nhận; thiệt hại xử lý theo bản án.",
        passed_on.is_(False),
        at=passed_on,
    )
    is_the_holder = Check(
        "Thủ tục này dành cho người sử dụng đất, chủ sở hữu tài sản; người khác khiếu nại, tố cáo.",
        stands.is_("holder"),
        at=stands,
    )
    in_order = Check("Ngày phát hiện không trước ngày cấp.", found_on >= land["issued_on"], at=found_on)


inspect = Step(
    "Kiểm tra, kết luận việc cấp giấy",
    OFFICER,
    working_days(15),
    key="kiem-tra",
    consults=(consult("Ý kiến thanh tra", desk_of("thanh_tra", "officer", "Thanh tra huyện"), working_days(5)),),
)
revoke = Step("Ký quyết định thu hồi Giấy chứng nhận", DISTRICT_LEADER, working_days(3), key="ky-thu-hoi")

REVOKE = Procedure(
    facts=FACTS["thu-hoi-giay-chung-nhan-cap-khong-dung-quy-dinh"],
    form=RevokeForm,
    route=Route(otherwise(inspect, report_up, revoke)),
    book="QĐTH",
    unconfirmed=(FROM_MEMORY, "Vai trò của Thanh tra huyện (Nghị định 43/2014/NĐ-CP, Điều 87) chưa đối chiếu."),
)


class DisputeForm(Form):
    """Đơn yêu cầu giải quyết tranh chấp đất đai."""

    dispute = Section("Tranh chấp")
    commune = Commune("Xã, thị trấn nơi có đất tranh chấp")
    place = Text("Vị trí, số thửa, số tờ bản đồ của đất tranh chấp")
    area = Decimal("Diện tích tranh chấp", least=1, most=1_000_000, unit="m²", places=1)
    about = Choice(
        "Tranh chấp về",
        {
            "who": "Ai là người có quyền sử dụng đất",
            "boundary": "Ranh giới thửa đất",
            "way": "Lối đi, công trình chung",
        },
    )
    other_party = Text("Bên tranh chấp")
    party_kind = Choice(
        "Các bên tranh chấp là",
        {"people": "Hộ gia đình, cá nhân, cộng đồng dân cư", "body": "Có tổ chức, cơ sở tôn giáo, người nước ngoài"},
    )
    has_papers = YesNo("Một bên có giấy chứng nhận hoặc giấy tờ theo Điều 100 Luật Đất đai")
    in_court = YesNo("Tòa án đã thụ lý vụ việc")
    mediated_on = Date("Ngày hòa giải không thành tại UBND cấp xã", not_future=True)
    was_allotted = YesNo("Nhà nước từng giao, cấp đất tranh chấp cho một bên")
    allotted_by = Text("Cơ quan, thời điểm và người được giao đất").shown_if(was_allotted.is_(True))

    papers = Section("Thành phần hồ sơ")
    letter = Paper("Đơn yêu cầu giải quyết tranh chấp đất đai", originals=1)
    minutes = Paper("Biên bản hòa giải không thành tại UBND cấp xã", copies=1)
    allotment = Paper("Giấy tờ về việc giao, cấp đất tranh chấp", copies=1).shown_if(was_allotted.is_(True))
    evidence = Paper("Chứng cứ về quá trình sử dụng đất", copies=1, optional=True)

    # Luật Đất đai 2013, Điều 203 khoản 1
    belongs_to_us = Check(
        "Một bên có giấy tờ về quyền sử dụng đất: do Tòa án giải quyết.", has_papers.is_(False), at=has_papers
    )
    # Luật Đất đai 2013, Điều 203 khoản 3 điểm b
    is_among_people = Check(
        "Tranh chấp có tổ chức, cơ sở tôn giáo do Chủ tịch UBND tỉnh giải quyết.",
        party_kind.is_("people"),
        at=party_kind,
    )
    is_not_in_court = Check("Tòa án đã thụ lý thì UBND không giải quyết.", in_court.is_(False), at=in_court)


gather = Step("Thẩm tra, trích lục bản đồ, tổ chức hòa giải", OFFICER, working_days(20), key="xac-minh")
propose_decision = Step("Trưởng phòng ký báo cáo, dự thảo quyết định", HEAD, working_days(5), key="duyet")
settle = Step("Ký quyết định giải quyết tranh chấp", DISTRICT_LEADER, working_days(4), key="ky-giai-quyet")

DISPUTE = Procedure(
    facts=FACTS["giai-quyet-tranh-chap-dat-dai"],
    form=DisputeForm,
    route=Route(otherwise(gather, propose_decision, settle)),
    book="QĐTC",
    unconfirmed=(FROM_MEMORY,),
)
