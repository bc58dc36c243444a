"""Đăng ký thế chấp quyền sử dụng đất, tài sản gắn liền với đất; thay đổi; xóa đăng ký."""

from motcua.api import Procedure, TermRule
from motcua.api.fees import unconfirmed
from motcua.api.forms import (
    Check,
    Choice,
    Date,
    Form,
    LandParcel,
    Many,
    Money,
    Organisation,
    Paper,
    Section,
    Text,
    YesNo,
)
from motcua.api.routes import Route, Step, hours, otherwise, working_days
from motcua_chi_nhanh_vpdkdd.buoc import FROM_MEMORY
from motcua_chi_nhanh_vpdkdd.desks import CADASTRE, HEAD, OFFICER
from motcua_chi_nhanh_vpdkdd.facts import FACTS

# Nghị định 102/2017/NĐ-CP, Điều 16: trong ngày; sau 15 giờ thì ngày làm việc tiếp theo; không quá 03 ngày làm việc
ONE_DAY = TermRule(working_days(1), extendable_by=working_days(2))
LATE = (
    "Hồ sơ nhận sau 15 giờ trả trong ngày làm việc tiếp theo, kéo dài không quá 03 ngày làm việc (Nghị định "
    "102/2017/NĐ-CP, Điều 16): chưa đối chiếu."
)


def route(entry: str, signature: str) -> Route:
    """Examination, entry and signature within one working day, as the three registrations share it."""
    return Route(
        otherwise(
            Step("Kiểm tra hồ sơ đăng ký thế chấp", OFFICER, within=hours(3), key="tham-tra"),
            Step(entry, CADASTRE, within=hours(2), key="ghi-so"),
            Step(signature, HEAD, within=hours(1), key="ky-chung-nhan"),
        ),
        reception=hours(1),
        hand_back=hours(1),
    )


class MortgageForm(Form):
    """Phiếu yêu cầu đăng ký thế chấp quyền sử dụng đất, tài sản gắn liền với đất (Mẫu số 01/ĐKTC)."""

    lender = Organisation.section("Bên nhận thế chấp")
    land = LandParcel.section("Quyền sử dụng đất thế chấp")

    contract = Section("Hợp đồng thế chấp")
    number = Text("Số hợp đồng thế chấp", longest=50)
    signed_on = Date("Ngày ký hợp đồng thế chấp", not_future=True)
    notarised = YesNo("Hợp đồng đã công chứng, chứng thực")
    property = Choice(
        "Tài sản thế chấp",
        {
            "land": "Quyền sử dụng đất",
            "both": "Quyền sử dụng đất và tài sản gắn liền với đất đã ghi trên giấy chứng nhận",
            "uncertified": "Tài sản gắn liền với đất chưa được chứng nhận quyền sở hữu",
            "future": "Nhà ở, tài sản hình thành trong tương lai",
        },
    )
    from_project = YesNo("Nhà ở mua trong dự án đầu tư xây dựng nhà ở").shown_if(property.is_("future"))
    for_farming = YesNo("Cá nhân, hộ gia đình vay vốn phục vụ nông nghiệp, nông thôn")
    has_dispute = YesNo("Đất, tài sản đang tranh chấp hoặc bị kê biên")

    papers = Section("Thành phần hồ sơ")
    request = Paper("Phiếu yêu cầu đăng ký (Mẫu số 01/ĐKTC)", originals=1)
    deed = Paper("Hợp đồng thế chấp đã công chứng, chứng thực", originals=1)
    certificate = Paper("Bản chính Giấy chứng nhận", originals=1, goes_back="always").shown_if(
        ~property.is_("future") | from_project.is_(False)
    )
    permit = Paper("Giấy phép xây dựng hoặc bản vẽ thiết kế", copies=1).shown_if(property.is_("future"))
    purchase = Paper("Hợp đồng mua bán nhà ở ký với chủ đầu tư", certified_copies=1).shown_if(from_project.is_(True))
    farming = Paper("Giấy tờ chứng minh được miễn phí đăng ký", copies=1).shown_if(for_farming.is_(True))

    # Luật Đất đai 2013, Điều 167 khoản 3 điểm a
    deed_is_notarised = Check(
        "Hợp đồng thế chấp quyền sử dụng đất phải được công chứng hoặc chứng thực.",
        notarised.is_(True),
        at=notarised,
    )
    # Luật Đất đai 2013, Điều 188 khoản 1
    is_undisputed = Check(
        "Đất đang tranh chấp, bị kê biên thì không được thế chấp.", has_dispute.is_(False), at=has_dispute
    )


MORTGAGE = Procedure(
    facts=FACTS["dang-ky-the-chap-quyen-su-dung-dat"],
    form=MortgageForm,
    route=route("Ghi sổ địa chính, ghi việc thế chấp vào giấy chứng nhận", "Ký chứng nhận đăng ký thế chấp"),
    term=ONE_DAY,
    fee=unconfirmed("Phí đăng ký thế chấp do HĐND tỉnh quy định.", reference=80_000).exempt(
        MortgageForm.for_farming.is_(True), "cá nhân, hộ gia đình vay vốn phục vụ nông nghiệp, nông thôn"
    ),
    unconfirmed=(FROM_MEMORY, LATE, "Việc miễn phí cho người vay vốn theo Nghị định 55/2015/NĐ-CP chưa đối chiếu."),
)


class MortgageChangeForm(Form):
    """Phiếu yêu cầu đăng ký thay đổi nội dung thế chấp đã đăng ký (Mẫu số 02/ĐKTĐ)."""

    lender = Organisation.section("Bên nhận thế chấp đã đăng ký")
    land = LandParcel.section("Quyền sử dụng đất đang thế chấp")

    registered = Section("Đăng ký trước đây")
    registered_on = Date("Thời điểm đăng ký thế chấp lần đầu", not_future=True)
    is_lifted = YesNo("Đăng ký thế chấp đã được xóa")

    change = Section("Nội dung thay đổi")
    kinds = Many(
        "Thay đổi",
        {
            "party": "Rút bớt, bổ sung, thay thế bên thế chấp hoặc bên nhận thế chấp",
            "name": "Tên hoặc loại hình doanh nghiệp của một bên",
            "less": "Rút bớt tài sản thế chấp",
            "more": "Bổ sung tài sản thế chấp mà không ký hợp đồng mới",
            "formed": "Tài sản hình thành trong tương lai đã hình thành",
        },
    )
    new_party = Text("Bên thế chấp hoặc bên nhận thế chấp mới").shown_if(kinds.includes("party"))
    new_name = Text("Tên mới của một bên").shown_if(kinds.includes("name"))
    assets = Text("Tài sản rút bớt hoặc bổ sung", longest=500).shown_if(kinds.includes("less") | kinds.includes("more"))
    amended_on = Date("Ngày ký văn bản sửa đổi hợp đồng thế chấp", not_future=True).shown_if(
        kinds.includes("party") | kinds.includes("less") | kinds.includes("more")
    )

    papers = Section("Thành phần hồ sơ")
    request = Paper("Phiếu yêu cầu đăng ký thay đổi (Mẫu số 02/ĐKTĐ)", originals=1)
    amendment = Paper("Hợp đồng, văn bản sửa đổi, bổ sung hợp đồng thế chấp", originals=1).shown_if(
        kinds.includes("party") | kinds.includes("less") | kinds.includes("more")
    )
    name_paper = Paper("Văn bản xác nhận của cơ quan có thẩm quyền về thay đổi tên", copies=1).shown_if(
        kinds.includes("name")
    )
    certificate = Paper("Bản chính Giấy chứng nhận", originals=1, goes_back="always")

    # Nghị định 102/2017/NĐ-CP, Điều 18: only what is still registered can change
    still_registered = Check(
        "Đăng ký thế chấp đã được xóa: nộp hồ sơ đăng ký thế chấp mới.", is_lifted.is_(False), at=is_lifted
    )
    in_order = Check(
        "Văn bản sửa đổi không được ký trước khi đăng ký thế chấp lần đầu.",
        amended_on >= registered_on,
        at=amended_on,
    )


MORTGAGE_CHANGE = Procedure(
    facts=FACTS["dang-ky-thay-doi-noi-dung-the-chap"],
    form=MortgageChangeForm,
    route=route("Ghi nội dung thay đổi vào sổ và giấy chứng nhận", "Ký chứng nhận đăng ký thay đổi"),
    term=ONE_DAY,
    fee=unconfirmed("Phí đăng ký thay đổi do HĐND tỉnh quy định."),
    unconfirmed=(FROM_MEMORY, LATE),
)


class MortgageReleaseForm(Form):
    """Phiếu yêu cầu xóa đăng ký thế chấp (Mẫu số 03/XĐK)."""

    land = LandParcel.section("Quyền sử dụng đất đang thế chấp")

    release = Section("Xóa đăng ký")
    lender = Text("Tên bên nhận thế chấp")
    registered_on = Date("Ngày đăng ký thế chấp", not_future=True)
    ground = Choice(
        "Căn cứ xóa đăng ký",
        {
            "repaid": "Chấm dứt nghĩa vụ được bảo đảm",
            "cancelled": "Hủy bỏ, thay thế biện pháp thế chấp",
            "enforced": "Đã xử lý xong toàn bộ tài sản thế chấp",
            "destroyed": "Tài sản bị tiêu hủy, tổn thất toàn bộ, bị phá dỡ, tịch thu",
            "auctioned": "Cơ quan thi hành án đã kê biên, xử lý xong tài sản",
            "ruling": "Theo bản án, quyết định của Tòa án",
        },
    )
    ended_on = Date("Ngày chấm dứt, xử lý xong hoặc có quyết định", not_future=True)
    debt = Money("Nghĩa vụ còn phải trả cho bên nhận thế chấp", least=0).shown_if(ground.is_("repaid"))
    asked_by = Choice(
        "Người yêu cầu xóa đăng ký",
        {"lender": "Bên nhận thế chấp", "owner": "Bên thế chấp", "bailiff": "Cơ quan thi hành án, người mua tài sản"},
    )

    papers = Section("Thành phần hồ sơ")
    request = Paper("Phiếu yêu cầu xóa đăng ký (Mẫu số 03/XĐK)", originals=1)
    consent = Paper("Văn bản đồng ý xóa đăng ký của bên nhận thế chấp", originals=1).shown_if(asked_by.is_("owner"))
    decision = Paper("Quyết định kê biên, văn bản xác nhận kết quả xử lý tài sản", certified_copies=1).shown_if(
        ground.is_("auctioned")
    )
    judgment = Paper("Bản án, quyết định có hiệu lực của Tòa án", certified_copies=1).shown_if(ground.is_("ruling"))
    certificate = Paper("Bản chính Giấy chứng nhận", originals=1, goes_back="always")

    # Nghị định 102/2017/NĐ-CP, Điều 21 khoản 1
    is_repaid = Check("Nghĩa vụ chưa chấm dứt: chưa được xóa đăng ký theo căn cứ này.", debt.is_(0), at=debt)
    in_order = Check("Ngày chấm dứt không được trước ngày đăng ký thế chấp.", ended_on >= registered_on, at=ended_on)
    bailiff_has_a_ground = Check(
        "Cơ quan thi hành án, người mua tài sản chỉ yêu cầu xóa khi tài sản đã được kê biên, xử lý hoặc có bản án.",
        ~asked_by.is_("bailiff") | ground.is_one_of("auctioned", "ruling", "enforced"),
        at=ground,
    )


MORTGAGE_RELEASE = Procedure(
    facts=FACTS["xoa-dang-ky-the-chap"],
    form=MortgageReleaseForm,
    route=route("Ghi việc xóa đăng ký vào sổ và giấy chứng nhận", "Ký chứng nhận xóa đăng ký thế chấp"),
    term=ONE_DAY,
    fee=unconfirmed("Phí xóa đăng ký do HĐND tỉnh quy định."),
    unconfirmed=(FROM_MEMORY, LATE),
)
