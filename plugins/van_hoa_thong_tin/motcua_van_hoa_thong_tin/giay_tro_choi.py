"""Sửa đổi, gia hạn, cấp lại giấy chứng nhận điểm trò chơi điện tử công cộng (Thông tư 23/2013/TT-BTTTT)."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Commune,
    Date,
    Form,
    Integer,
    IssuedPaper,
    Many,
    Paper,
    Section,
    Text,
    YesNo,
    filed_on,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, otherwise, when, working_days
from motcua_van_hoa_thong_tin.desks import HEAD, OFFICER
from motcua_van_hoa_thong_tin.diem_tro_choi import OWNERS
from motcua_van_hoa_thong_tin.facts import FACTS


class ChangePointForm(Form):
    """Đơn đề nghị sửa đổi, bổ sung giấy chứng nhận đủ điều kiện hoạt động điểm trò chơi điện tử công cộng."""

    held = IssuedPaper.section("Giấy chứng nhận đã cấp", without=("about", "valid_until"))
    until = Date("Giấy chứng nhận có giá trị đến ngày")
    changes = Section("Nội dung thay đổi")
    what = Many(
        "Thay đổi",
        {
            "name": "Tên điểm",
            "owner": "Chủ điểm (cá nhân)",
            "manager": "Người quản lý trực tiếp (tổ chức, doanh nghiệp)",
        },
    )
    moves = YesNo("Điểm chuyển sang địa chỉ khác")
    old_name = Text("Tên điểm trước khi thay đổi").shown_if(what.includes("name"))
    new_name = Text("Tên điểm sau khi thay đổi").shown_if(what.includes("name"))
    new_owner = Text("Họ và tên chủ điểm mới", longest=100, words=2).shown_if(what.includes("owner"))
    new_manager = Text("Họ và tên người quản lý trực tiếp mới", longest=100, words=2).shown_if(what.includes("manager"))
    changed_on = Date("Ngày thay đổi", not_future=True)

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị sửa đổi, bổ sung giấy chứng nhận", originals=1)
    old = Paper("Giấy chứng nhận đã cấp, để thay bằng giấy mới", originals=1, goes_back="if_refused", optional=True)
    registration = Paper("Giấy chứng nhận đăng ký kinh doanh đã thay đổi", certified_copies=1).shown_if(
        what.includes("name") | what.includes("owner")
    )
    new_id = Paper("Chứng minh nhân dân của chủ điểm hoặc người quản lý mới", certified_copies=1).shown_if(
        what.includes("owner") | what.includes("manager")
    )

    # Thông tư 23/2013/TT-BTTTT, Điều 7; Nghị định 72/2013/NĐ-CP, Điều 35c: sửa đổi trong thời hạn hiệu lực;
    # đổi địa điểm thì cấp mới
    still_valid = Check(
        "Giấy chứng nhận đã hết hạn thì phải đề nghị cấp mới, không sửa đổi, bổ sung.", until >= filed_on(), at=until
    )
    same_place = Check("Chuyển địa chỉ điểm thì phải làm thủ tục cấp mới giấy chứng nhận.", moves.is_(False), at=moves)
    after_issue = Check(
        "Ngày thay đổi không được trước ngày cấp giấy chứng nhận.", changed_on >= held["issued_on"], at=changed_on
    )


class ExtendPointForm(Form):
    """Đơn đề nghị gia hạn giấy chứng nhận đủ điều kiện hoạt động điểm trò chơi điện tử công cộng."""

    held = IssuedPaper.section("Giấy chứng nhận đề nghị gia hạn", without=("about", "valid_until"))
    ends_on = Date("Ngày hết hạn của giấy chứng nhận")
    was_extended = YesNo("Giấy chứng nhận đã được gia hạn một lần")
    wish = Section("Đề nghị gia hạn")
    owner_kind = Choice("Chủ điểm", OWNERS)
    months = Integer("Số tháng đề nghị gia hạn", least=1, most=120, unit="tháng")
    reason = Choice(
        "Lý do gia hạn",
        {
            "closing": "Hoạt động thêm đến hết hợp đồng thuê địa điểm",
            "moving": "Đang chuẩn bị địa điểm mới",
            "other": "Lý do khác",
        },
    )
    lease_until = Date("Hợp đồng thuê địa điểm đến ngày").shown_if(reason.is_("closing"))
    still_meets = YesNo("Điểm vẫn giữ đủ các điều kiện về địa điểm, diện tích, thiết bị")

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị gia hạn giấy chứng nhận", originals=1)
    owner_id = Paper("Chứng minh nhân dân, căn cước công dân, hộ chiếu của chủ điểm", certified_copies=1).shown_if(
        owner_kind.is_("person")
    )

    # Thông tư 23/2013/TT-BTTTT, Điều 8; Nghị định 72/2013/NĐ-CP, Điều 35d: nộp chậm nhất 20 ngày trước khi hết hạn,
    # một lần, không quá 06 tháng
    twenty_days = Check(
        "Đơn gia hạn phải nộp chậm nhất 20 ngày trước ngày giấy chứng nhận hết hạn.",
        ends_on >= filed_on() + 20,
        at=ends_on,
    )
    once = Check(
        "Giấy chứng nhận chỉ được gia hạn một lần; hết hạn thì đề nghị cấp mới.",
        was_extended.is_(False),
        at=was_extended,
    )
    six_months = Check("Thời gian gia hạn không quá 6 tháng.", months <= 6, at=months)
    conditions_kept = Check(
        "Điểm phải giữ đủ điều kiện hoạt động mới được gia hạn.", still_meets.is_(True), at=still_meets
    )


class LostPointForm(Form):
    """Đơn đề nghị cấp lại giấy chứng nhận đủ điều kiện hoạt động điểm trò chơi điện tử công cộng."""

    lost = IssuedPaper.section("Giấy chứng nhận đề nghị cấp lại", without=("about", "valid_until"))
    expires_on = Date("Giấy chứng nhận còn giá trị đến ngày")
    why = Section("Lý do cấp lại")
    cause = Choice("Giấy chứng nhận", {"lost": "Bị mất", "burnt": "Bị cháy, bị tiêu hủy", "torn": "Bị rách, hư hỏng"})
    lost_on = Date("Ngày mất giấy", not_future=True).shown_if(cause.is_("lost"))
    lost_where = Text("Nơi và hoàn cảnh mất giấy", longest=300).shown_if(cause.is_("lost"))
    burnt_how = Text("Ngày và hoàn cảnh giấy bị cháy, bị tiêu hủy", longest=300).shown_if(cause.is_("burnt"))
    unreadable = YesNo("Số giấy trên giấy hư hỏng không còn đọc được").shown_if(cause.is_("torn"))
    commune = Commune("Xã, thị trấn nơi đặt điểm")
    is_unchanged = YesNo("Thông tin của điểm không thay đổi so với giấy đã cấp")

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp lại giấy chứng nhận", originals=1)
    torn = Paper("Giấy chứng nhận bị rách, hư hỏng", originals=1, goes_back="if_refused", optional=True).shown_if(
        cause.is_("torn")
    )

    # Thông tư 23/2013/TT-BTTTT, Điều 9; Nghị định 72/2013/NĐ-CP, Điều 35d khoản 4:
    # giấy bị mất, bị rách, bị cháy, bị tiêu hủy
    in_force = Check("Giấy chứng nhận đã hết hạn thì phải đề nghị cấp mới.", expires_on >= filed_on(), at=expires_on)
    nothing_else = Check(
        "Có thay đổi thông tin thì phải làm thủ tục sửa đổi, bổ sung.", is_unchanged.is_(True), at=is_unchanged
    )
    after_issue = Check("Ngày mất không được trước ngày cấp giấy chứng nhận.", lost_on >= lost["issued_on"], at=lost_on)


review = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(0.5), key="duyet")
compare = Step("Thẩm định nội dung thay đổi", OFFICER, working_days(2), key="tham-dinh")
inspect = Step("Thẩm định hồ sơ, kiểm tra điều kiện tại điểm", OFFICER, working_days(2.5), key="tham-dinh")
look_up = Step("Đối chiếu sổ cấp giấy chứng nhận", OFFICER, working_days(1), key="doi-chieu")
search = Step("Đối chiếu sổ, xác minh việc mất, cháy giấy", OFFICER, working_days(2), key="doi-chieu")

UNSURE = (
    "Đã đối chiếu với Nghị định 72/2013/NĐ-CP, Điều 35c, 35d (bổ sung bởi Nghị định 27/2018/NĐ-CP); các điều của "
    "Thông tư 23/2013/TT-BTTTT áp dụng năm 2017 trích theo trí nhớ.",
)

SUA_DOI_TRO_CHOI = Procedure(
    facts=FACTS["sua-doi-diem-tro-choi-dien-tu-cong-cong"],
    form=ChangePointForm,
    route=Route(
        otherwise(compare, review, Step("Ký giấy chứng nhận sửa đổi", DISTRICT_LEADER, working_days(1), key="ky-gcn"))
    ),
    legal_basis=("Thông tư 23/2013/TT-BTTTT",),
    book="GCNTC",
    unconfirmed=(*UNSURE, "Luật ghi “tài liệu có liên quan đến thông tin thay đổi (nếu có)”: tên giấy tờ là đề xuất."),
)
GIA_HAN_TRO_CHOI = Procedure(
    facts=FACTS["gia-han-diem-tro-choi-dien-tu-cong-cong"],
    form=ExtendPointForm,
    route=Route(
        otherwise(inspect, review, Step("Ký quyết định gia hạn", DISTRICT_LEADER, working_days(1), key="ky-gia-han"))
    ),
    legal_basis=("Thông tư 23/2013/TT-BTTTT",),
    unconfirmed=UNSURE,
)
CAP_LAI_TRO_CHOI = Procedure(
    facts=FACTS["cap-lai-diem-tro-choi-dien-tu-cong-cong"],
    form=LostPointForm,
    route=Route(
        when(
            LostPointForm.cause.is_not("torn"),
            search,
            review,
            Step("Ký giấy chứng nhận cấp lại", DISTRICT_LEADER, working_days(1), key="ky-gcn"),
        ),
        otherwise(look_up, review, Step("Ký giấy chứng nhận cấp lại", DISTRICT_LEADER, working_days(1), key="ky-gcn")),
    ),
    legal_basis=("Thông tư 23/2013/TT-BTTTT",),
    book="GCNTC",
    unconfirmed=UNSURE,
)
