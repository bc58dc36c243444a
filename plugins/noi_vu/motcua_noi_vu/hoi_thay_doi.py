"""Hội đang hoạt động: chia, tách, sáp nhập, hợp nhất; đổi tên; tự giải thể; báo cáo đại hội."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Date,
    Form,
    Integer,
    LongText,
    Many,
    Money,
    Paper,
    Part,
    Rows,
    Section,
    Text,
    YesNo,
    filed_on,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, otherwise, when, working_days
from motcua_noi_vu.desks import HEAD, OFFICER
from motcua_noi_vu.facts import FACTS
from motcua_noi_vu.parts import DELEGATED, FIELDS, AssociationRecord, asking_the_office_of


class Before(Part):
    """Một hội trước khi tổ chức lại."""

    name = Text("Tên hội tham gia")
    decision = Text("Số, ngày quyết định cho phép thành lập", longest=80)
    members = Integer("Số hội viên của hội tham gia", least=1, most=100_000, unit="người")
    resolved_on = Date("Ngày đại hội thông qua nghị quyết tổ chức lại", not_future=True)


class After(Part):
    """Một hội sau khi tổ chức lại."""

    name = Text("Tên hội sau khi tổ chức lại")
    scope = Choice("Phạm vi hoạt động của hội sau tổ chức lại", {"district": "Trong huyện", "commune": "Trong xã"})
    members = Integer("Số hội viên dự kiến", least=1, most=100_000, unit="người")
    head = Text("Người đứng đầu lâm thời", longest=100, words=2)
    seat = Text("Nơi dự kiến đặt trụ sở", longest=300)

    # Nghị định 45/2010/NĐ-CP, Điều 5 khoản 4: mỗi hội mới cũng phải đủ số hội viên
    enough_in_district = Check(
        "Hội trong huyện phải có ít nhất 20 hội viên.", scope.is_("commune") | (members >= 20), at=members
    )
    enough_in_commune = Check(
        "Hội trong xã phải có ít nhất 10 hội viên.", scope.is_("district") | (members >= 10), at=members
    )


class ReorganisationForm(Form):
    """Đơn đề nghị chia, tách, sáp nhập, hợp nhất hội."""

    request = Section("Hình thức tổ chức lại")
    way = Choice(
        "Việc đề nghị",
        {"divide": "Chia hội", "split": "Tách hội", "merge": "Sáp nhập hội", "unite": "Hợp nhất hội"},
    )
    reason = LongText("Lý do, sự cần thiết phải tổ chức lại", longest=1000)
    before = Rows(Before, "Các hội trước khi tổ chức lại", least=1, most=10)
    receiving = Text("Hội nhận sáp nhập").shown_if(way.is_("merge"))
    after = Rows(After, "Các hội mới hình thành", least=1, most=10).shown_if(way.is_not("merge"))

    means = Section("Tài sản, lao động, nghĩa vụ")
    assets = Money("Tổng giá trị tài sản phải chuyển giao", least=0)
    debts = Money("Các khoản nợ phải chuyển giao", least=0)
    workers = Integer("Số người lao động chuyên trách", least=0, most=500, unit="người")
    field = Choice("Lĩnh vực hoạt động chính sau khi tổ chức lại", FIELDS)

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị chia, tách, sáp nhập, hợp nhất hội", originals=1)
    plan = Paper("Đề án, có phương án giải quyết tài sản, tài chính, lao động, nghĩa vụ phải thực hiện", originals=1)
    resolution = Paper("Nghị quyết đại hội của từng hội về việc tổ chức lại", originals=1)
    charter = Paper("Dự thảo điều lệ của hội mới", originals=1).shown_if(way.is_not("merge"))
    amended = Paper("Dự thảo điều lệ sửa đổi của hội nhận sáp nhập", originals=1).shown_if(way.is_("merge"))
    leaders = Paper("Danh sách ban lãnh đạo lâm thời của hội mới", originals=1).shown_if(way.is_not("merge"))
    head_record = Paper(
        "Sơ yếu lý lịch, phiếu lý lịch tư pháp của người đứng đầu ban lãnh đạo lâm thời", originals=1
    ).shown_if(way.is_not("merge"))
    seat_paper = Paper("Văn bản xác nhận nơi dự kiến đặt trụ sở của hội mới", originals=1).shown_if(way.is_not("merge"))
    workers_plan = Paper("Danh sách người lao động và phương án sử dụng", originals=1, optional=True).shown_if(
        workers > 0
    )

    # Nghị định 45/2010/NĐ-CP, Điều 25a: chia, tách từ một hội; sáp nhập, hợp nhất từ hai hội trở lên
    from_one = Check(
        "Chia, tách hội chỉ có một hội trước khi tổ chức lại.",
        way.is_one_of("merge", "unite") | before.count().is_(1),
        at=before,
    )
    from_several = Check(
        "Sáp nhập, hợp nhất phải có từ hai hội trở lên.",
        way.is_one_of("divide", "split") | (before.count() >= 2),
        at=before,
    )
    into_several = Check(
        "Chia hội thì hội cũ chấm dứt và phải có từ hai hội mới trở lên.",
        way.is_not("divide") | (after.count() >= 2),
        at=after,
    )
    into_one = Check("Hợp nhất thì chỉ có một hội mới.", way.is_not("unite") | after.count().is_(1), at=after)


class RenamingForm(Form):
    """Đơn đề nghị đổi tên hội."""

    association = AssociationRecord.section("Hội đề nghị đổi tên")

    names = Section("Tên mới")
    new_name = Text("Tên hội đề nghị đổi", pattern=r".{5,}", example="Hội Sinh vật cảnh")
    foreign_name = Text("Tên mới bằng tiếng nước ngoài, tên viết tắt", optional=True)
    reason = Choice(
        "Lý do đổi tên",
        {
            "field": "Thay đổi lĩnh vực hoạt động",
            "area": "Thay đổi địa giới, phạm vi hoạt động",
            "superior": "Theo tên của hội cấp trên",
            "other": "Tên cũ không còn phù hợp",
        },
    )
    new_field = Choice("Lĩnh vực hoạt động chính mang tên mới", FIELDS).shown_if(reason.is_("field"))
    resolved_on = Date("Ngày đại hội thông qua việc đổi tên", not_future=True)
    is_unused = YesNo("Tên mới không trùng, không gây nhầm lẫn với hội khác trong huyện")
    amends_charter = YesNo("Đồng thời sửa đổi nội dung khác của điều lệ")
    leaders_change = YesNo("Có thay đổi ban lãnh đạo hội")

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị đổi tên hội", originals=1)
    resolution = Paper("Nghị quyết đại hội của hội về việc đổi tên hội", originals=1)
    charter = Paper("Dự thảo điều lệ sửa đổi, bổ sung", originals=1)
    comparison = Paper("Bản so sánh nội dung điều lệ sửa đổi", originals=1, optional=True).shown_if(
        amends_charter.is_(True)
    )
    leaders = Paper("Biên bản bầu, danh sách ban lãnh đạo mới, lý lịch tư pháp người đứng đầu", originals=1).shown_if(
        leaders_change.is_(True)
    )

    # Nghị định 45/2010/NĐ-CP, Điều 4: tên hội không trùng, không gây nhầm lẫn
    is_another_name = Check("Tên mới phải khác tên hội đang dùng.", new_name.is_not(association["name"]), at=new_name)
    nobody_has_it = Check(
        "Tên mới không được trùng hoặc gây nhầm lẫn với hội khác; chọn tên khác.", is_unused.is_(True), at=is_unused
    )
    resolved_after_founding = Check(
        "Ngày đại hội phải sau ngày thành lập hội.", resolved_on > association["founded_on"], at=resolved_on
    )


class DissolutionForm(Form):
    """Đơn đề nghị giải thể hội."""

    association = AssociationRecord.section("Hội tự giải thể")

    grounds = Section("Căn cứ tự giải thể")
    ground = Choice(
        "Hội tự giải thể vì",
        {
            "expired": "Hết thời hạn hoạt động",
            "members": "Theo đề nghị của trên một nửa số hội viên chính thức",
            "done": "Mục đích đã hoàn thành",
        },
    )
    members = Integer("Số hội viên chính thức", least=1, most=100_000, unit="người").shown_if(ground.is_("members"))
    asking = Integer("Số hội viên chính thức đề nghị giải thể", least=1, most=100_000, unit="người").shown_if(
        ground.is_("members")
    )
    resolved_on = Date("Ngày có nghị quyết giải thể", not_future=True)

    settlement = Section("Thanh lý tài sản, thanh toán nợ")
    assets = Money("Giá trị tài sản, tài chính còn lại", least=0)
    has_debts = YesNo("Còn khoản nợ phải thanh toán")
    debts = Money("Tổng số nợ phải thanh toán", least=1).shown_if(has_debts.is_(True))
    newspaper = Text("Báo địa phương đã đăng thông báo", longest=100).shown_if(has_debts.is_(True))
    issues = Integer("Số kỳ báo đăng liên tiếp", least=1, most=20, unit="số").shown_if(has_debts.is_(True))
    settled_by = Date("Ngày hết hạn thanh toán nợ, thanh lý tài sản ghi trong thông báo").shown_if(has_debts.is_(True))
    complaint = YesNo("Có đơn khiếu nại về việc thanh lý, thanh toán")

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị giải thể hội", originals=1)
    resolution = Paper("Nghị quyết giải thể hội", originals=1)
    inventory = Paper("Bản kê tài sản, tài chính", originals=1)
    settlement_plan = Paper(
        "Dự kiến phương thức xử lý tài sản, tài chính, lao động và thời hạn thanh toán các khoản nợ", originals=1
    )
    notice = Paper("Bản sao các số báo đăng thông báo", copies=1).shown_if(has_debts.is_(True))
    debts_paid = Paper("Giấy tờ chứng minh đã thanh toán nợ", copies=1, optional=True).shown_if(has_debts.is_(True))
    member_requests = Paper("Danh sách, chữ ký hội viên đề nghị giải thể", originals=1).shown_if(ground.is_("members"))
    seal = Paper("Quyết định thành lập và giấy chứng nhận mẫu dấu", originals=1, goes_back="if_refused", optional=True)

    # Nghị định 45/2010/NĐ-CP, Điều 26 khoản 2
    most_members_ask = Check(
        "Phải có trên một nửa số hội viên chính thức đề nghị giải thể.", asking * 2 > members, at=asking
    )
    asked_by_members = Check(
        "Số hội viên đề nghị không được nhiều hơn số hội viên chính thức.", asking <= members, at=asking
    )
    # Nghị định 45/2010/NĐ-CP, Điều 27 khoản 2: only debts are announced
    five_issues = Check("Thời hạn thanh toán nợ phải được thông báo trên 5 số báo liên tiếp.", issues >= 5, at=issues)
    # Nghị định 45/2010/NĐ-CP, Điều 28
    nobody_complains = Check(
        "Đang có khiếu nại về thanh lý, thanh toán: giải quyết xong khiếu nại rồi mới đề nghị giải thể.",
        complaint.is_(False),
        at=complaint,
    )


class CongressForm(Form):
    """Báo cáo về việc tổ chức đại hội của hội."""

    association = AssociationRecord.section("Hội báo cáo")

    congress = Section("Đại hội")
    kind = Choice("Loại đại hội", {"term": "Đại hội nhiệm kỳ", "special": "Đại hội bất thường"})
    last_on = Date("Ngày đại hội nhiệm kỳ gần nhất", not_future=True)
    opens_on = Date("Ngày dự kiến tổ chức đại hội", hint="Hội tổ chức đại hội sau khi có ý kiến bằng văn bản")
    place = Text("Địa điểm tổ chức đại hội", longest=300)
    delegates = Integer("Số đại biểu mời và triệu tập", least=1, most=2_000, unit="người")
    asked_by = Choice(
        "Đại hội bất thường do",
        {
            "committee": "Ít nhất hai phần ba tổng số ủy viên ban lãnh đạo",
            "members": "Ít nhất một nửa hội viên chính thức",
        },
    ).shown_if(kind.is_("special"))
    entitled = Integer("Tổng số ủy viên hoặc hội viên chính thức", least=1, most=100_000, unit="người").shown_if(
        kind.is_("special")
    )
    asking = Integer("Số người đề nghị họp bất thường", least=1, most=100_000, unit="người").shown_if(
        kind.is_("special")
    )
    matters = Many(
        "Đại hội sẽ quyết định",
        {"charter": "Sửa đổi điều lệ", "leaders": "Bầu ban lãnh đạo", "name": "Đổi tên hội", "plan": "Phương hướng"},
    )
    has_foreigners = YesNo("Mời người nước ngoài dự")

    papers = Section("Thành phần hồ sơ")
    report = Paper("Văn bản báo cáo tổ chức đại hội (thời gian, địa điểm, thành phần, chương trình)", originals=1)
    resolution = Paper("Nghị quyết của ban lãnh đạo hội về việc tổ chức đại hội", originals=1)
    review = Paper("Dự thảo báo cáo tổng kết nhiệm kỳ và phương hướng hoạt động", originals=1).shown_if(
        kind.is_("term")
    )
    self_review = Paper("Báo cáo kiểm điểm của ban lãnh đạo, ban kiểm tra và báo cáo tài chính", originals=1).shown_if(
        kind.is_("term")
    )
    members_report = Paper("Báo cáo số lượng hội viên, nêu rõ số hội viên chính thức", originals=1).shown_if(
        kind.is_("term")
    )
    drafts = Paper("Dự thảo những nội dung thảo luận và quyết định tại đại hội", originals=1).shown_if(
        kind.is_("special")
    )
    requests = Paper("Văn bản đề nghị triệu tập đại hội bất thường, có chữ ký", originals=1).shown_if(
        kind.is_("special")
    )
    charter = Paper("Dự thảo điều lệ sửa đổi, bổ sung", originals=1).shown_if(matters.includes("charter"))
    staff = Paper(
        "Danh sách dự kiến nhân sự ban lãnh đạo, ban kiểm tra; lý lịch, phiếu lý lịch tư pháp người dự kiến đứng đầu",
        originals=1,
    ).shown_if(matters.includes("leaders"))
    head_consent = Paper("Ý kiến của cơ quan quản lý cán bộ về nhân sự", originals=1, optional=True).shown_if(
        matters.includes("leaders")
    )

    # Thông tư 03/2013/TT-BNV, Điều 2 khoản 5: the congress waits for the written opinion; no number of days is set
    told_before = Check("Phải báo cáo trước ngày tổ chức đại hội.", opens_on > filed_on(), at=opens_on)
    # Nghị định 45/2010/NĐ-CP, Điều 20 khoản 4
    enough_of_the_committee = Check(
        "Phải có ít nhất hai phần ba tổng số ủy viên ban lãnh đạo đề nghị.",
        asked_by.is_("members") | (asking * 3 >= entitled * 2),
        at=asking,
    )
    enough_of_the_members = Check(
        "Phải có ít nhất một nửa số hội viên chính thức đề nghị.",
        asked_by.is_("committee") | (asking * 2 >= entitled),
        at=asking,
    )
    asked_by_those_entitled = Check("Số người đề nghị không được nhiều hơn tổng số.", asking <= entitled, at=asking)


appraise = Step("Thẩm định đề án, phương án tổ chức lại", OFFICER, working_days(19), key="tham-dinh")
review = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(4), key="duyet")
sign = Step("Ký quyết định", DISTRICT_LEADER, working_days(6), key="ky-quyet-dinh")

REORGANISATION = Procedure(
    facts=FACTS["chia-tach-sap-nhap-hop-nhat-hoi"],
    form=ReorganisationForm,
    route=asking_the_office_of(ReorganisationForm.field, appraise, 7, review, sign),
    unconfirmed=(
        DELEGATED,
        "Mỗi hội mới cũng phải đủ số hội viên của Điều 5 khoản 4: suy ra từ điều kiện thành lập, Điều 25a không nêu, "
        "cần xác nhận trước khi dùng để từ chối.",
    ),
)

appraise_name = Step("Đối chiếu tên hội, điều lệ sửa đổi", OFFICER, working_days(12), key="tham-dinh")
appraise_field = Step("Thẩm định lĩnh vực mới, điều lệ sửa đổi", OFFICER, working_days(20), key="tham-dinh")
review_name = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(3), key="duyet")
sign_name = Step("Ký quyết định đổi tên", DISTRICT_LEADER, working_days(6), key="ky-quyet-dinh")

RENAMING = Procedure(
    facts=FACTS["doi-ten-hoi"],
    form=RenamingForm,
    route=Route(
        when(RenamingForm.reason.is_("field"), appraise_field, review_name, sign_name),
        otherwise(appraise_name, review_name, sign_name),
    ),
    unconfirmed=(
        DELEGATED,
        "Thông tư 03/2013/TT-BNV, Điều 10 khoản 3 ghi 30 ngày, không ghi 30 ngày làm việc như bảng dữ kiện.",
    ),
)

appraise_end = Step("Kiểm tra thanh lý tài sản, thanh toán nợ", OFFICER, working_days(9), key="tham-dinh")
appraise_plain_end = Step("Kiểm tra bản kê tài sản", OFFICER, working_days(6), key="tham-dinh")
review_end = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(2), key="duyet")
sign_end = Step("Ký quyết định giải thể", DISTRICT_LEADER, working_days(3), key="ky-quyet-dinh")

DISSOLUTION = Procedure(
    facts=FACTS["hoi-tu-giai-the"],
    form=DissolutionForm,
    route=Route(
        when(DissolutionForm.has_debts.is_(True), appraise_end, review_end, sign_end),
        otherwise(appraise_plain_end, review_end, sign_end),
    ),
    unconfirmed=(
        DELEGATED,
        "Điều 28 Nghị định 45/2010/NĐ-CP: quyết định giải thể sau 15 ngày (không ghi ngày làm việc) kể từ ngày kết "
        "thúc thời hạn thanh toán nợ; hồ sơ nộp trước ngày đó thì chuyên viên phải chờ, phần mềm không tự tính.",
        "Điều 27 khoản 2 chỉ nói báo địa phương đối với hội phạm vi trong tỉnh: áp dụng cho hội ở huyện, xã cần xác "
        "nhận.",
        "Luật không nói nộp lại con dấu cho Phòng Nội vụ hay cơ quan công an: ở đây chỉ nhận giấy chứng nhận mẫu dấu.",
    ),
)

read_term = Step("Xem xét văn kiện, nhân sự đại hội", OFFICER, working_days(16), key="xem-xet")
read_special = Step("Xem xét căn cứ triệu tập bất thường", OFFICER, working_days(12), key="xem-xet")
review_congress = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(3), key="duyet")
sign_congress = Step("Ký văn bản trả lời", DISTRICT_LEADER, working_days(5), key="ky-van-ban")

CONGRESS = Procedure(
    facts=FACTS["bao-cao-dai-hoi-cua-hoi"],
    form=CongressForm,
    route=Route(
        when(CongressForm.kind.is_("special"), read_special, review_congress, sign_congress),
        otherwise(read_term, review_congress, sign_congress),
    ),
    unconfirmed=(
        "Thông tư 03/2013/TT-BNV, Điều 2: hội phạm vi trong huyện báo cáo UBND tỉnh (Sở Nội vụ); chỉ hội phạm vi trong "
        "xã, khi Chủ tịch UBND huyện được ủy quyền, báo cáo UBND huyện.",
        "Điều 2 khoản 4 ghi 15 ngày, phải lấy ý kiến cơ quan liên quan thì 25 ngày (không ghi ngày làm việc): khác 25 "
        "ngày làm việc của bảng dữ kiện.",
        "Khoảng cách giữa hai đại hội nhiệm kỳ (không quá 5 năm) để chuyên viên đối chiếu điều lệ.",
    ),
)
