"""Thành lập hội: công nhận ban vận động, cho phép thành lập, phê duyệt điều lệ."""

from motcua.api import Procedure
from motcua.api.forms import (
    Association,
    Check,
    Choice,
    Date,
    Form,
    Integer,
    IssuedPaper,
    Money,
    Paper,
    Part,
    Rows,
    Section,
    Text,
    YesNo,
    age,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, otherwise, when, working_days
from motcua_noi_vu.desks import HEAD, OFFICER
from motcua_noi_vu.facts import FACTS
from motcua_noi_vu.parts import DELEGATED, FIELDS, asking_the_office_of


class Campaigner(Part):
    """Một người trong ban vận động."""

    name = Text("Họ và tên thành viên", longest=100, words=2)
    born = Date("Ngày, tháng, năm sinh", not_future=True)
    is_head = YesNo("Là người đứng đầu (Trưởng ban) ban vận động")
    is_citizen = YesNo("Là công dân Việt Nam, sống thường trú tại Việt Nam").shown_if(is_head.is_(True))
    residence = Text("Trú quán", longest=300)
    schooling = Text("Trình độ văn hóa, chuyên môn", longest=200)

    # Nghị định 45/2010/NĐ-CP, Điều 6 khoản 2: the head only
    is_of_age = Check(
        "Người đứng đầu ban vận động phải có năng lực hành vi dân sự đầy đủ (đủ 18 tuổi).",
        is_head.is_(False) | (age(born) >= 18),
        at=born,
    )
    lives_here = Check(
        "Người đứng đầu ban vận động phải là công dân Việt Nam, sống thường trú tại Việt Nam.",
        is_citizen.is_(True),
        at=is_citizen,
    )


class CampaignForm(Form):
    """Đơn đề nghị công nhận ban vận động thành lập hội."""

    planned = Association.section("Hội dự kiến thành lập", without=("members", "head_name", "phone", "address"))

    preparation = Section("Việc trù bị")
    field = Choice("Ngành, lĩnh vực mà hội dự kiến hoạt động chính", FIELDS)
    is_new_in_district = YesNo("Trong huyện chưa có hội trùng tên gọi và lĩnh vực hoạt động chính")
    short_name = Text("Tên viết tắt dự kiến của hội", optional=True, longest=100)
    meeting_place = Text("Nơi tạm thời làm địa điểm hội họp của ban vận động", longest=300)
    months = Integer("Thời gian trù bị thành lập hội", least=1, most=24, unit="tháng")
    is_managed = YesNo("Người đứng đầu ban vận động thuộc diện quản lý theo phân cấp quản lý cán bộ")

    committee = Section("Ban vận động")
    # Nghị định 45/2010/NĐ-CP, Điều 6 khoản 3: hội trong huyện, xã có ít nhất ba thành viên
    campaigners = Rows(Campaigner, "Danh sách ban vận động", least=3, most=30)

    papers = Section("Thành phần hồ sơ (02 bộ)")
    application = Paper("Đơn đề nghị công nhận ban vận động thành lập hội", originals=2)
    list_of_people = Paper("Danh sách và trích ngang của những người trong ban vận động", originals=2)
    consent = Paper("Văn bản đồng ý của cơ quan quản lý cán bộ đối với người đứng đầu", originals=1).shown_if(
        is_managed.is_(True)
    )

    # Nghị định 45/2010/NĐ-CP, Điều 5 khoản 1
    nobody_has_the_name = Check(
        "Tên gọi và lĩnh vực hoạt động chính không được trùng với hội đã thành lập trong huyện.",
        is_new_in_district.is_(True),
        at=is_new_in_district,
    )
    has_head = Check(
        "Danh sách phải ghi rõ người đứng đầu ban vận động.",
        campaigners.any_row(Campaigner.is_head.is_(True)),
        at=campaigners,
    )


class FoundingForm(Form):
    """Đơn đề nghị thành lập hội."""

    recognised = IssuedPaper.section("Quyết định công nhận ban vận động", without=("valid_until", "about"))

    planned = Association.section("Hội đề nghị thành lập", without=("members", "phone"))

    founding = Section("Điều kiện thành lập")
    field = Choice("Ngành, lĩnh vực hoạt động chính", FIELDS)
    foreign_name = Text("Tên hội bằng tiếng nước ngoài, tên viết tắt", optional=True)
    kind = Choice(
        "Hội viên là", {"citizens": "Công dân", "both": "Công dân và tổ chức", "business": "Tổ chức kinh tế (hiệp hội)"}
    )
    citizens = Integer("Số công dân trong huyện đã có đơn đăng ký tham gia", least=0, most=20_000, unit="người")
    bodies = Integer("Số tổ chức trong huyện đã có đơn đăng ký tham gia", least=0, most=5_000, unit="tổ chức")
    has_special_trade = YesNo("Là hội nghề nghiệp có tính chất đặc thù chuyên môn")
    seat = Choice(
        "Nơi dự kiến đặt trụ sở",
        {"own": "Nhà của hội viên, sáng lập viên", "lease": "Thuê, mượn", "state": "Nhà do Nhà nước quản lý"},
    )
    assets = Money("Tài sản do sáng lập viên tự nguyện đóng góp", least=0)
    head_record_on = Date("Ngày cấp lý lịch tư pháp của người đứng đầu ban vận động", not_future=True)
    is_unlike_others = YesNo("Tên gọi và lĩnh vực hoạt động chính không trùng với hội đã thành lập trên địa bàn")

    # Nghị định 33/2012/NĐ-CP, Điều 1: one set; Điều 2: no plan of activities any more
    papers = Section("Thành phần hồ sơ (01 bộ)")
    application = Paper("Đơn xin phép thành lập hội", originals=1)
    charter = Paper("Dự thảo điều lệ hội", originals=1)
    committee = Paper("Danh sách những người trong ban vận động đã được công nhận", originals=1)
    head_record = Paper("Phiếu lý lịch tư pháp của người đứng đầu ban vận động", originals=1)
    seat_paper = Paper("Văn bản xác nhận nơi dự kiến đặt trụ sở của hội", originals=1)
    seat_lease = Paper("Hợp đồng thuê, mượn trụ sở", certified_copies=1, optional=True).shown_if(seat.is_("lease"))
    assets_paper = Paper("Bản kê khai tài sản do sáng lập viên tự nguyện đóng góp", originals=1).shown_if(assets > 0)
    registrations = Paper("Danh sách kèm đơn đăng ký tham gia hội", originals=1)

    # Nghị định 45/2010/NĐ-CP, Điều 5 khoản 1
    repeats_nobody = Check(
        "Hội không được trùng lặp về tên gọi và lĩnh vực hoạt động chính với hội đã thành lập trên địa bàn.",
        is_unlike_others.is_(True),
        at=is_unlike_others,
    )
    # Nghị định 45/2010/NĐ-CP, Điều 5 khoản 4 điểm c: hai mươi ở huyện; điểm d: mười ở xã
    enough_in_district = Check(
        "Hội trong huyện phải có ít nhất 20 công dân, tổ chức đăng ký tham gia.",
        planned["scope"].is_("commune") | has_special_trade.is_(True) | (citizens + bodies >= 20),
        at=citizens,
    )
    enough_in_commune = Check(
        "Hội trong xã phải có ít nhất 10 công dân, tổ chức đăng ký tham gia.",
        planned["scope"].is_("district") | has_special_trade.is_(True) | (citizens + bodies >= 10),
        at=citizens,
    )
    businesses_join = Check(
        "Hiệp hội của tổ chức kinh tế phải có tổ chức đăng ký tham gia.",
        kind.is_not("business") | (bodies > 0),
        at=bodies,
    )


class CharterForm(Form):
    """Công văn đề nghị phê duyệt điều lệ hội."""

    about = Section("Điều lệ đề nghị phê duyệt")
    association = Text("Tên hội đề nghị phê duyệt điều lệ")
    occasion = Choice(
        "Điều lệ được thông qua tại",
        {"founding": "Đại hội thành lập", "term": "Đại hội nhiệm kỳ", "special": "Đại hội bất thường"},
    )
    allowed = IssuedPaper.section("Quyết định cho phép thành lập hội", without=("valid_until", "about"))

    congress = Section("Đại hội thông qua điều lệ")
    held_on = Date("Ngày kết thúc đại hội", not_future=True)
    extended = YesNo("Đã được gia hạn thời gian tổ chức đại hội thành lập").shown_if(occasion.is_("founding"))
    present = Integer("Số đại biểu có mặt", least=1, most=5_000, unit="người")
    in_favour = Integer("Số đại biểu tán thành điều lệ", least=0, most=5_000, unit="người")
    opposed = Text("Ý kiến khác được bảo lưu trong biên bản", longest=500, optional=True)
    chairman = Text("Chủ tịch hội được bầu", longest=100, words=2)
    chairman_is_new = YesNo("Chủ tịch hội khác nhiệm kỳ trước").shown_if(occasion.is_not("founding"))
    changed_articles = Text("Các điều sửa đổi, bổ sung", longest=500).shown_if(occasion.is_not("founding"))

    papers = Section("Thành phần hồ sơ")
    request = Paper("Công văn báo cáo kết quả đại hội và đề nghị phê duyệt điều lệ", originals=1)
    charter = Paper("Điều lệ hội đã được đại hội thông qua, đóng dấu giáp lai", originals=2)
    charter_minutes = Paper("Biên bản thông qua điều lệ hội", originals=1)
    resolution = Paper("Nghị quyết đại hội", originals=1)
    leaders = Paper("Biên bản bầu và danh sách ban lãnh đạo, ban kiểm tra", originals=1)
    programme = Paper("Chương trình hoạt động của hội", originals=1).shown_if(occasion.is_("founding"))
    chairman_record = Paper("Sơ yếu lý lịch, phiếu lý lịch tư pháp của chủ tịch hội", originals=1).shown_if(
        occasion.is_("founding") | chairman_is_new.is_(True)
    )
    comparison = Paper("Bản so sánh điều lệ cũ và mới", originals=1, optional=True).shown_if(
        occasion.is_not("founding")
    )

    # Nghị định 45/2010/NĐ-CP, Điều 10: đại hội thành lập trong 90 ngày, được gia hạn không quá 30 ngày
    in_ninety_days = Check(
        "Đại hội thành lập phải tổ chức trong 90 ngày kể từ quyết định cho phép thành lập hội.",
        extended.is_(True) | (held_on <= allowed["issued_on"] + 90),
        at=held_on,
    )
    in_extended_time = Check(
        "Đại hội thành lập được gia hạn không quá 30 ngày (120 ngày kể từ quyết định cho phép).",
        extended.is_(False) | (held_on <= allowed["issued_on"] + 120),
        at=held_on,
    )
    held_after_permission = Check(
        "Đại hội phải họp sau ngày có quyết định cho phép thành lập hội.", held_on >= allowed["issued_on"], at=held_on
    )
    # Nghị định 45/2010/NĐ-CP, Điều 22 khoản 2: quá một nửa đại biểu chính thức có mặt tán thành
    is_carried = Check(
        "Điều lệ phải được trên một nửa số đại biểu có mặt tán thành.", in_favour * 2 > present, at=in_favour
    )
    votes_of_those_present = Check(
        "Số đại biểu tán thành không được nhiều hơn số có mặt.", in_favour <= present, at=in_favour
    )


appraise_campaign = Step("Thẩm định nhân sự, tôn chỉ, mục đích", OFFICER, working_days(12), key="tham-dinh")
review_campaign = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(2), key="duyet")
sign_campaign = Step("Ký quyết định công nhận", DISTRICT_LEADER, working_days(4), key="ky-quyet-dinh")

CAMPAIGN = Procedure(
    facts=FACTS["cong-nhan-ban-van-dong-thanh-lap-hoi"],
    form=CampaignForm,
    route=asking_the_office_of(CampaignForm.field, appraise_campaign, 5, review_campaign, sign_campaign),
    unconfirmed=(
        "Khi Chủ tịch UBND huyện được ủy quyền cho phép thành lập hội phạm vi trong xã thì phòng chuyên môn (không "
        "phải UBND huyện) công nhận ban vận động của hội đó (Nghị định 45/2010/NĐ-CP, Điều 6 khoản 5 điểm c): chưa "
        "tách.",
        "Trùng tên, lĩnh vực là điều kiện thành lập hội (Điều 5 khoản 1); xét ngay từ khi công nhận ban vận động cần "
        "xác nhận.",
    ),
)

appraise_founding = Step("Thẩm định hồ sơ, điều lệ", OFFICER, working_days(19), key="tham-dinh")
review_founding = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(4), key="duyet")
sign_founding = Step("Ký quyết định cho phép thành lập hội", DISTRICT_LEADER, working_days(6), key="ky-quyet-dinh")

FOUNDING = Procedure(
    facts=FACTS["thanh-lap-hoi"],
    form=FoundingForm,
    route=asking_the_office_of(FoundingForm.field, appraise_founding, 7, review_founding, sign_founding),
    unconfirmed=(
        DELEGATED,
        "Số người của hội nghề nghiệp đặc thù do cơ quan có thẩm quyền xem xét từng trường hợp (Điều 5 khoản 4).",
    ),
)

appraise_charter = Step("Thẩm định điều lệ, kết quả đại hội", OFFICER, working_days(20), key="tham-dinh")
compare_charter = Step("Đối chiếu các điều sửa đổi", OFFICER, working_days(15), key="tham-dinh")
review_charter = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(3), key="duyet")
sign_charter = Step("Ký quyết định phê duyệt điều lệ", DISTRICT_LEADER, working_days(6), key="ky-quyet-dinh")

CHARTER = Procedure(
    facts=FACTS["phe-duyet-dieu-le-hoi"],
    form=CharterForm,
    route=Route(
        when(CharterForm.occasion.is_("founding"), appraise_charter, review_charter, sign_charter),
        otherwise(compare_charter, review_charter, sign_charter),
    ),
    unconfirmed=(
        DELEGATED,
        "Hồ sơ phải gửi trong 30 ngày làm việc kể từ ngày đại hội kết thúc (Nghị định 45/2010/NĐ-CP, Điều 13 khoản 2); "
        "nghị định không nêu hậu quả khi gửi chậm nên không từ chối.",
    ),
)
