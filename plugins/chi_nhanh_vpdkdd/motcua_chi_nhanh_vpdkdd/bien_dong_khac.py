"""Biến động theo kết quả giải quyết tranh chấp, thế chấp, đấu giá; chuyển quyền chưa làm thủ tục; dồn điền đổi thửa."""

from datetime import date

from motcua.api import Procedure, TermRule
from motcua.api.forms import (
    Check,
    Choice,
    Date,
    Decimal,
    Form,
    LandParcel,
    Money,
    Paper,
    Part,
    Rows,
    Section,
    Text,
    YesNo,
)
from motcua.api.routes import Route, Step, calendar_days, otherwise, statutory_posting, when, working_days
from motcua_chi_nhanh_vpdkdd.buoc import DAYS, FROM_MEMORY, LAND_FEE, WHO_SIGNS, deliver, examine, province, tax, update
from motcua_chi_nhanh_vpdkdd.desks import OFFICER
from motcua_chi_nhanh_vpdkdd.facts import FACTS


class OutcomeForm(Form):
    """Đơn đăng ký biến động (Mẫu số 09/ĐK): theo kết quả giải quyết, xử lý, thỏa thuận."""

    land = LandParcel.section("Thửa đất")

    outcome = Section("Căn cứ chuyển quyền")
    kind = Choice(
        "Căn cứ",
        {
            "mediated": "Hòa giải thành về tranh chấp đất đai được UBND công nhận",
            "decided": "Quyết định giải quyết tranh chấp, khiếu nại, tố cáo",
            "court": "Bản án, quyết định của Tòa án, quyết định thi hành án",
            "mortgage": "Thỏa thuận xử lý nợ theo hợp đồng thế chấp, góp vốn",
            "auction": "Kê biên, bán đấu giá quyền sử dụng đất",
            "family": "Hợp nhất, phân chia quyền sử dụng đất của hộ gia đình, vợ chồng, nhóm người",
        },
    )
    number = Text("Số văn bản làm căn cứ", longest=100)
    made_by = Text("Cơ quan ban hành hoặc nơi công chứng, chứng thực")
    made_on = Date("Ngày của văn bản làm căn cứ", not_future=True)
    is_final = YesNo("Văn bản đã có hiệu lực thi hành")
    price = Money("Giá trúng đấu giá, giá trị tài sản xử lý", least=1).shown_if(kind.is_one_of("mortgage", "auction"))
    receiver = Text("Người được nhận quyền sử dụng đất theo văn bản")
    certificate_kept = YesNo("Không thu được bản gốc giấy chứng nhận").shown_if(
        kind.is_one_of("decided", "court", "auction")
    )
    shares_agreed = YesNo("Các thành viên có quyền đều ký văn bản thỏa thuận").shown_if(kind.is_("family"))

    papers = Section("Thành phần hồ sơ")
    request = Paper("Đơn đăng ký biến động (Mẫu số 09/ĐK)", originals=1)
    certificate = Paper("Bản gốc Giấy chứng nhận đã cấp", originals=1, goes_back="if_refused").shown_if(
        kind.is_one_of("mediated", "mortgage", "family") | certificate_kept.is_(False)
    )
    mediation = Paper("Biên bản hòa giải thành và quyết định công nhận", copies=1).shown_if(kind.is_("mediated"))
    decision = Paper("Quyết định, bản án đã có hiệu lực", certified_copies=1).shown_if(
        kind.is_one_of("decided", "court")
    )
    debt = Paper("Hợp đồng thế chấp, văn bản thỏa thuận xử lý nợ, bàn giao tài sản", originals=1).shown_if(
        kind.is_("mortgage")
    )
    auction = Paper("Văn bản công nhận kết quả đấu giá, hợp đồng mua bán tài sản đấu giá", originals=1).shown_if(
        kind.is_("auction")
    )
    agreement = Paper("Văn bản hợp nhất, phân chia đã công chứng, chứng thực", originals=1).shown_if(kind.is_("family"))
    income_tax = Paper("Tờ khai thuế thu nhập cá nhân", originals=2).shown_if(kind.is_one_of("mortgage", "auction"))
    registration_fee = Paper("Tờ khai lệ phí trước bạ", originals=1)

    # Thông tư 24/2014/TT-BTNMT, Điều 9 khoản 4; Luật Đất đai 2013, Điều 95 khoản 4
    is_in_force = Check("Văn bản chưa có hiệu lực thi hành thì chưa đăng ký.", is_final.is_(True), at=is_final)
    # Luật Đất đai 2013, Điều 167 khoản 3; Bộ luật Dân sự 2015, Điều 212 khoản 2
    all_agree = Check(
        "Văn bản hợp nhất, phân chia phải có chữ ký của mọi thành viên có quyền sử dụng đất.",
        shares_agreed.is_(True),
        at=shares_agreed,
    )


cancel_old = Step(
    "Thẩm tra hồ sơ, lập hồ sơ hủy giấy chứng nhận không thu được", OFFICER, within=working_days(3), key="tham-tra"
)

OUTCOME = Procedure(
    facts=FACTS["dang-ky-bien-dong-theo-ket-qua-tranh-chap-the-chap-dau-gia"],
    form=OutcomeForm,
    route=Route(
        when(OutcomeForm.certificate_kept.is_(True), cancel_old, tax, update, province, deliver),
        otherwise(examine, tax, update, province, deliver),
    ),
    fee=LAND_FEE,
    book="GCN",
    unconfirmed=(FROM_MEMORY, WHO_SIGNS, DAYS),
)


class UnregisteredTransferForm(Form):
    """Đơn đăng ký, cấp Giấy chứng nhận khi đã chuyển quyền mà chưa làm thủ tục (Mẫu số 09/ĐK)."""

    land = LandParcel.section("Giấy chứng nhận đứng tên bên chuyển quyền")

    transfer = Section("Việc chuyển quyền")
    giver = Text("Họ và tên bên chuyển quyền ghi trên giấy chứng nhận", longest=100)
    giver_found = YesNo("Biết địa chỉ của bên chuyển quyền")
    giver_address = Text("Địa chỉ của bên chuyển quyền", longest=300).shown_if(giver_found.is_(True))
    manner = Choice("Nhận quyền do", {"bought": "Nhận chuyển nhượng", "given": "Nhận tặng cho", "inherited": "Thừa kế"})
    transferred_on = Date("Ngày chuyển quyền trên thực tế", not_future=True)
    evidence = Choice(
        "Giấy tờ hiện có",
        {
            "deed": "Giấy tờ chuyển quyền có chữ ký hai bên, chưa công chứng, chứng thực",
            "certificate": "Chỉ có giấy chứng nhận của bên chuyển quyền",
            "notarised": "Hợp đồng chuyển quyền đã công chứng, chứng thực",
        },
    )
    holds_certificate = YesNo("Bên chuyển quyền đã giao bản gốc giấy chứng nhận").shown_if(
        evidence.is_not("certificate")
    )
    in_use = YesNo("Người đề nghị đang trực tiếp sử dụng đất, được UBND cấp xã xác nhận")
    has_dispute = YesNo("Thửa đất đang có tranh chấp")

    papers = Section("Thành phần hồ sơ")
    request = Paper("Đơn đăng ký biến động (Mẫu số 09/ĐK)", originals=1)
    # Điều 82 khoản 2: the certificate of the giver, or the deed, is enough
    certificate = Paper("Bản gốc Giấy chứng nhận của bên chuyển quyền", originals=1, goes_back="if_refused").shown_if(
        evidence.is_("certificate") | holds_certificate.is_(True)
    )
    deed = Paper("Hợp đồng, giấy tờ về việc chuyển quyền sử dụng đất", originals=1).shown_if(
        evidence.is_not("certificate")
    )
    registration_fee = Paper("Tờ khai lệ phí trước bạ", originals=1)

    # Nghị định 43/2014/NĐ-CP, Điều 82 khoản 2
    before_the_law = Check(
        "Chỉ áp dụng với việc chuyển quyền trước ngày 01-7-2014.", transferred_on < date(2014, 7, 1), at=transferred_on
    )
    is_not_ordinary = Check(
        "Có hợp đồng đã công chứng, chứng thực và bản gốc giấy chứng nhận: làm thủ tục đăng ký biến động chuyển "
        "nhượng, thừa kế, tặng cho.",
        evidence.is_not("notarised") | holds_certificate.is_(False),
        at=holds_certificate,
    )
    is_undisputed = Check(
        "Đất đang có tranh chấp: các bên được hướng dẫn giải quyết tranh chấp trước.",
        has_dispute.is_(False),
        at=has_dispute,
    )
    is_used = Check("Người đề nghị phải đang sử dụng đất.", in_use.is_(True), at=in_use)


notify = Step(
    "Thông báo cho bên chuyển quyền, niêm yết tại UBND xã",
    OFFICER,
    within=working_days(1),
    key="niem-yet",
    awaits=statutory_posting(30),
)
publish = Step(
    "Đăng tin 03 số báo địa phương, niêm yết tại UBND xã",
    OFFICER,
    within=working_days(1),
    key="niem-yet",
    awaits=statutory_posting(30),
)

UNREGISTERED_TRANSFER = Procedure(
    facts=FACTS["cap-giay-chung-nhan-da-chuyen-quyen-chua-lam-thu-tuc"],
    form=UnregisteredTransferForm,
    route=Route(
        when(UnregisteredTransferForm.giver_found.is_(False), publish, examine, tax, update, province, deliver),
        otherwise(notify, examine, tax, update, province, deliver),
    ),
    fee=LAND_FEE,
    book="GCN",
    unconfirmed=(
        FROM_MEMORY,
        WHO_SIGNS,
        DAYS,
        "Việc niêm yết 30 ngày không tính vào thời hạn giải quyết: cần xác nhận.",
        "Điều 82 khoản 2 không phân biệt trước, sau ngày 01-01-2008 (mốc của khoản 1): chưa đối chiếu.",
    ),
)


class FieldSwap(Part):
    """Một thửa đất nông nghiệp đem đổi."""

    holder = Text("Chủ sử dụng thửa đất đổi", longest=100)
    parcel = Text("Số thửa, số tờ bản đồ đem đổi", longest=50)
    area = Decimal("Diện tích đem đổi", least=1, most=1_000_000, unit="m²", places=1)
    is_farmland = YesNo("Là đất nông nghiệp")
    same_commune = YesNo("Cùng xã, thị trấn với người đề nghị")

    # Luật Đất đai 2013, Điều 190
    is_agricultural = Check("Chỉ chuyển đổi quyền sử dụng đất nông nghiệp.", is_farmland.is_(True), at=is_farmland)
    is_in_the_commune = Check(
        "Chỉ chuyển đổi cho hộ gia đình, cá nhân trong cùng xã, thị trấn.", same_commune.is_(True), at=same_commune
    )


class FieldSwapForm(Form):
    """Đơn đề nghị cấp lại, cấp đổi Giấy chứng nhận (Mẫu số 10/ĐK): dồn điền đổi thửa."""

    land = LandParcel.section("Thửa đất nông nghiệp của người đề nghị")

    swap = Section("Việc chuyển đổi")
    manner = Choice(
        "Cách chuyển đổi",
        {"plan": "Theo phương án dồn điền đổi thửa của xã", "pair": "Các hộ tự thỏa thuận"},
    )
    plan_decision = Text("Số, ngày quyết định phê duyệt phương án của UBND huyện", longest=100).shown_if(
        manner.is_("plan")
    )
    all_together = YesNo("Cấp giấy đồng loạt cho nhiều hộ").shown_if(manner.is_("plan"))
    swaps = Rows(FieldSwap, "Các thửa nhận về", least=1, most=20)
    area_after = Decimal("Tổng diện tích sau dồn điền đổi thửa", least=1, most=10_000_000, unit="m²", places=1)
    handed_over_on = Date("Ngày giao nhận ruộng đất trên thực địa", not_future=True)
    is_mortgaged = YesNo("Giấy chứng nhận đang thế chấp")

    papers = Section("Thành phần hồ sơ")
    request = Paper("Đơn đề nghị cấp lại, cấp đổi Giấy chứng nhận (Mẫu số 10/ĐK)", originals=1)
    certificate = Paper("Bản gốc Giấy chứng nhận đã cấp", originals=1, goes_back="if_refused").shown_if(
        is_mortgaged.is_(False)
    )
    mortgage = Paper("Bản sao hợp đồng thế chấp quyền sử dụng đất", copies=1).shown_if(is_mortgaged.is_(True))
    agreement = Paper("Văn bản thỏa thuận chuyển đổi của các hộ gia đình, cá nhân", originals=1)
    plan = Paper("Phương án dồn điền đổi thửa đã được UBND huyện phê duyệt", copies=1).shown_if(manner.is_("plan"))
    handover = Paper("Biên bản giao nhận ruộng đất theo phương án", originals=1).shown_if(manner.is_("plan"))

    # Luật Đất đai 2013, Điều 190: only agricultural land is exchanged
    own_is_farmland = Check(
        "Thửa đất của người đề nghị phải là đất nông nghiệp.",
        land["land_kind"].is_one_of("luc", "luk", "bhk", "cln", "nts", "other"),
        at=land["land_kind"],
    )
    area_adds_up = Check(
        "Tổng diện tích sau dồn đổi không được nhỏ hơn tổng diện tích các thửa nhận về.",
        area_after >= swaps.sum_of("area"),
        at=area_after,
    )


examine_many = Step(
    "Thẩm tra hồ sơ đồng loạt, đối chiếu phương án", OFFICER, working_days(18), key="tham-tra-dong-loat"
)

FIELD_SWAP = Procedure(
    facts=FACTS["chuyen-doi-dat-nong-nghiep-don-dien-doi-thua"],
    form=FieldSwapForm,
    # Luật Đất đai 2013, Điều 190: không phải nộp thuế thu nhập và lệ phí trước bạ, nên không có bước của cơ quan thuế
    route=Route(
        when(FieldSwapForm.all_together.is_(True), examine_many, update, province, deliver),
        otherwise(examine, update, province, deliver),
    ),
    term=TermRule(working_days(10), (FieldSwapForm.all_together.is_(True), calendar_days(50))),
    fee=LAND_FEE,
    book="GCN",
    unconfirmed=(FROM_MEMORY, WHO_SIGNS, "Thời hạn 50 ngày khi làm đồng loạt lấy từ bộ thủ tục của một tỉnh khác."),
)
