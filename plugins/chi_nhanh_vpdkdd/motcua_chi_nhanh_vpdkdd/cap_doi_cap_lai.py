"""Cấp đổi Giấy chứng nhận; cấp lại Giấy chứng nhận, trang bổ sung bị mất."""

from datetime import date

from motcua.api import Procedure, TermRule
from motcua.api.forms import (
    Check,
    Choice,
    Date,
    Decimal,
    Form,
    IdNumber,
    LandParcel,
    LongText,
    Paper,
    Section,
    Text,
    YesNo,
    filed_on,
)
from motcua.api.routes import Route, Step, calendar_days, otherwise, when, working_days
from motcua_chi_nhanh_vpdkdd.buoc import (
    DAYS,
    FROM_MEMORY,
    LAND_FEE,
    WHO_SIGNS,
    deliver,
    examine,
    examine_soon,
    province,
    update,
    update_soon,
)
from motcua_chi_nhanh_vpdkdd.desks import OFFICER
from motcua_chi_nhanh_vpdkdd.facts import FACTS

# Nghị định 88/2009/NĐ-CP: one kind of certificate from this day
NEW_KIND_FROM = date(2009, 12, 10)


class ExchangeForm(Form):
    """Đơn đề nghị cấp lại, cấp đổi Giấy chứng nhận (Mẫu số 10/ĐK): cấp đổi."""

    land = LandParcel.section("Giấy chứng nhận đề nghị cấp đổi")

    why = Section("Lý do cấp đổi")
    reason = Choice(
        "Trường hợp cấp đổi",
        {
            "old_kind": "Đổi giấy chứng nhận cấp theo mẫu trước ngày 10-12-2009 sang mẫu mới",
            "worn": "Giấy chứng nhận bị ố, nhòe, rách, hư hỏng",
            "measured": "Dồn điền đổi thửa, đo đạc xác định lại diện tích, kích thước thửa đất",
            "spouses": "Quyền chung của vợ và chồng nhưng giấy chứng nhận chỉ ghi một người",
        },
    )
    old_issued_on = Date("Ngày ký giấy chứng nhận mẫu cũ", not_future=True).shown_if(reason.is_("old_kind"))
    damage = Text("Trang bị hư hỏng và mức độ hư hỏng").shown_if(reason.is_("worn"))
    measured_area = Decimal("Diện tích theo bản đồ đo vẽ lại", least=1, most=10_000_000, unit="m²", places=1).shown_if(
        reason.is_("measured")
    )
    in_project = YesNo("Cấp đổi đồng loạt cho nhiều người do đo vẽ lại bản đồ địa chính").shown_if(
        reason.is_("measured")
    )
    boundary_changed = YesNo("Ranh giới thửa đất đã thay đổi so với khi cấp giấy chứng nhận").shown_if(
        reason.is_("measured")
    )
    spouse = Text("Họ và tên vợ hoặc chồng được ghi thêm", longest=100, words=2).shown_if(reason.is_("spouses"))
    spouse_identity = IdNumber("Số giấy tờ tùy thân của vợ hoặc chồng").shown_if(reason.is_("spouses"))
    is_mortgaged = YesNo("Giấy chứng nhận đang thế chấp tại tổ chức tín dụng")

    papers = Section("Thành phần hồ sơ")
    request = Paper("Đơn đề nghị cấp lại, cấp đổi Giấy chứng nhận (Mẫu số 10/ĐK)", originals=1)
    old = Paper("Bản gốc Giấy chứng nhận đã cấp", originals=1, goes_back="if_refused").shown_if(is_mortgaged.is_(False))
    mortgage = Paper("Bản sao hợp đồng thế chấp quyền sử dụng đất thay cho bản gốc Giấy chứng nhận", copies=1).shown_if(
        is_mortgaged.is_(True)
    )
    marriage = Paper("Giấy chứng nhận kết hôn hoặc giấy tờ chứng minh tài sản chung", copies=1).shown_if(
        reason.is_("spouses")
    )

    # Nghị định 43/2014/NĐ-CP, Điều 76 khoản 1 điểm a: giấy cấp trước ngày 10-12-2009
    is_old_kind = Check(
        "Chỉ đổi sang mẫu mới giấy chứng nhận cấp trước ngày 10-12-2009.",
        ~reason.is_("old_kind") | (old_issued_on < NEW_KIND_FROM),
        at=old_issued_on,
    )
    # Thông tư 24/2014/TT-BTNMT, Điều 10 khoản 1 điểm c: only a remeasured parcel may be exchanged while mortgaged
    original_is_here = Check(
        "Giấy chứng nhận đang thế chấp chỉ được cấp đổi khi dồn điền đổi thửa, đo đạc lại; hãy nộp bản gốc.",
        reason.is_("measured") | is_mortgaged.is_(False),
        at=is_mortgaged,
    )
    # Nghị định 43/2014/NĐ-CP, Điều 20 khoản 5
    boundary_is_kept = Check(
        "Ranh giới thửa đất đã thay đổi: làm thủ tục về phần diện tích tăng thêm trước khi cấp đổi.",
        boundary_changed.is_(False),
        at=boundary_changed,
    )


measure_all = Step(
    "Lập danh sách, đối chiếu bản đồ đo vẽ lại, thẩm tra hồ sơ", OFFICER, within=working_days(20), key="tham-tra-do-ve"
)

EXCHANGE = Procedure(
    facts=FACTS["cap-doi-giay-chung-nhan-dat"],
    form=ExchangeForm,
    route=Route(
        when(ExchangeForm.in_project.is_(True), measure_all, update, province, deliver),
        otherwise(examine_soon, update_soon, province, deliver),
    ),
    # Nghị định 43/2014/NĐ-CP, Điều 61 (sửa bởi Nghị định 01/2017/NĐ-CP)
    term=TermRule(working_days(7), (ExchangeForm.in_project.is_(True), calendar_days(50))),
    fee=LAND_FEE,
    book="GCN",
    unconfirmed=(FROM_MEMORY, WHO_SIGNS, DAYS),
)


class LostForm(Form):
    """Đơn đề nghị cấp lại, cấp đổi Giấy chứng nhận (Mẫu số 10/ĐK): cấp lại do bị mất."""

    land = LandParcel.section("Giấy chứng nhận bị mất")

    loss = Section("Việc mất giấy")
    lost = Choice("Giấy bị mất", {"whole": "Giấy chứng nhận", "page": "Trang bổ sung của Giấy chứng nhận"})
    page_number = Text("Số trang bổ sung bị mất", longest=20).shown_if(lost.is_("page"))
    cause = Choice("Mất do", {"lost": "Thất lạc, mất cắp", "disaster": "Thiên tai, hỏa hoạn"})
    found_out_on = Date("Ngày phát hiện bị mất", not_future=True)
    circumstances = LongText("Hoàn cảnh mất giấy", longest=1000)
    is_pledged = YesNo("Quyền sử dụng đất đang thế chấp, kê biên hoặc tranh chấp")

    notice = Section("Khai báo và niêm yết")
    holder = Choice(
        "Người được cấp giấy chứng nhận",
        {
            "household": "Hộ gia đình, cá nhân, cộng đồng dân cư",
            "organisation": "Tổ chức, cơ sở tôn giáo, cá nhân nước ngoài",
        },
    )
    reported_on = Date("Ngày khai báo với UBND cấp xã", not_future=True).shown_if(holder.is_("household"))
    posted_on = Date("Ngày bắt đầu niêm yết tại UBND cấp xã", not_future=True).shown_if(
        holder.is_("household") & cause.is_("lost")
    )
    printed_on = Date(
        "Ngày đăng tin lần đầu trên phương tiện thông tin đại chúng ở địa phương", not_future=True
    ).shown_if(holder.is_("organisation"))

    papers = Section("Thành phần hồ sơ")
    request = Paper("Đơn đề nghị cấp lại, cấp đổi Giấy chứng nhận (Mẫu số 10/ĐK)", originals=1)
    posting_paper = Paper("Giấy xác nhận của UBND cấp xã về việc đã niêm yết thông báo mất giấy", originals=1).shown_if(
        holder.is_("household") & cause.is_("lost")
    )
    disaster_paper = Paper("Giấy xác nhận của UBND cấp xã về việc thiên tai, hỏa hoạn", originals=1).shown_if(
        cause.is_("disaster")
    )
    newspaper = Paper("Giấy tờ chứng minh đã đăng tin 03 lần về việc mất giấy", originals=1).shown_if(
        holder.is_("organisation")
    )
    rest = Paper("Bản gốc Giấy chứng nhận còn lại", originals=1, goes_back="if_refused").shown_if(lost.is_("page"))

    # Nghị định 43/2014/NĐ-CP, Điều 77 khoản 2: sau 30 ngày kể từ ngày niêm yết, đăng tin lần đầu
    posted_for_thirty_days = Check(
        "Nộp hồ sơ sau 30 ngày kể từ ngày niêm yết thông báo mất giấy.", posted_on + 30 <= filed_on(), at=posted_on
    )
    printed_for_thirty_days = Check(
        "Nộp hồ sơ sau 30 ngày kể từ ngày đăng tin lần đầu.", printed_on + 30 <= filed_on(), at=printed_on
    )
    reported_after_loss = Check(
        "Ngày khai báo không được trước ngày phát hiện mất.", reported_on >= found_out_on, at=reported_on
    )
    posted_after_report = Check("Ngày niêm yết không được trước ngày khai báo.", posted_on >= reported_on, at=posted_on)


cancel = Step(
    "Kiểm tra hồ sơ, trích lục, lập hồ sơ trình hủy giấy bị mất", OFFICER, within=working_days(3), key="tham-tra"
)

LOST = Procedure(
    facts=FACTS["cap-lai-giay-chung-nhan-dat-bi-mat"],
    form=LostForm,
    route=Route(
        when(LostForm.lost.is_("page"), examine, update, deliver),
        otherwise(cancel, update, province, deliver),
    ),
    fee=LAND_FEE,
    book="GCN",
    unconfirmed=(
        FROM_MEMORY,
        WHO_SIGNS,
        "Niêm yết 15 ngày tại UBND cấp xã, nộp hồ sơ sau 30 ngày: chưa đối chiếu với Nghị định 43/2014/NĐ-CP, Điều 77.",
        "Điều 77 không từ chối cấp lại khi đất đang thế chấp, kê biên, tranh chấp; cán bộ ghi việc đó vào hồ sơ: cần "
        "người hiểu luật xác nhận.",
    ),
)
