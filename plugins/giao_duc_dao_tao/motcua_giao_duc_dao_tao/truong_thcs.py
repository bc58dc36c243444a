"""Trường trung học cơ sở: thành lập trường công lập, cho phép thành lập trường tư thục; sáp nhập, chia, tách."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Date,
    Decimal,
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
from motcua_giao_duc_dao_tao.desks import HEAD, OFFICER
from motcua_giao_duc_dao_tao.facts import FACTS
from motcua_giao_duc_dao_tao.truong import KINDS, TENURES, WAYS, Proposal, as_many_after, as_many_before, asked

# Luật Giáo dục 2005, Điều 77 khoản 1: giáo viên trung học cơ sở có bằng cao đẳng sư phạm
LOWER_DEGREES = {
    "university": "Đại học sư phạm",
    "college": "Cao đẳng sư phạm",
    "certificate": "Cao đẳng, đại học khác và chứng chỉ nghiệp vụ sư phạm",
    "other": "Chưa đạt trình độ trên",
}
SUBJECT_ROOMS = {
    "physics": "Vật lí",
    "chemistry": "Hóa học",
    "biology": "Sinh học",
    "it": "Tin học",
    "language": "Ngoại ngữ",
    "technology": "Công nghệ",
}


class FoundingForm(Form):
    """Tờ trình về đề án thành lập, cho phép thành lập trường trung học cơ sở."""

    school = Proposal.section("Trường trung học cơ sở đề nghị thành lập")

    scheme = Section("Đề án thành lập trường trung học cơ sở")
    levels = Choice(
        "Cấp học của trường",
        {
            "lower": "Trung học cơ sở",
            "primary": "Tiểu học và trung học cơ sở",
            "upper": "Có cấp trung học phổ thông",
        },
    )
    feeders = Text("Các trường tiểu học có học sinh vào lớp 6", longest=300)
    leavers = Integer("Số học sinh hoàn thành tiểu học mỗi năm trên địa bàn", least=1, most=5_000, unit="học sinh")
    in_plan = YesNo("Phù hợp quy hoạch mạng lưới trường trung học cơ sở")
    classes = Integer("Số lớp trung học cơ sở dự kiến (lớp 6 đến lớp 9)", least=4, most=80, unit="lớp")
    pupils = Integer("Số học sinh trung học cơ sở dự kiến", least=1, most=4_000, unit="học sinh")
    primary_classes = Integer("Số lớp tiểu học trong trường", least=1, most=60, unit="lớp").shown_if(
        levels.is_("primary")
    )
    rooms = Many("Phòng học bộ môn dự kiến xây dựng", SUBJECT_ROOMS)
    tenure = Choice("Đất xây dựng trường trung học cơ sở", TENURES)
    plot = Decimal("Diện tích đất dự kiến", least=1, most=200_000, unit="m²", places=1)

    head = Section("Người dự kiến làm hiệu trưởng trường trung học cơ sở")
    head_name = Text("Họ và tên hiệu trưởng dự kiến", longest=100, words=2)
    head_degree = Choice("Trình độ của hiệu trưởng dự kiến", LOWER_DEGREES)
    head_years = Integer("Số năm hiệu trưởng dự kiến đã dạy học ở cấp học", least=0, most=45, unit="năm")
    is_remote = YesNo("Trường ở miền núi, vùng dân tộc thiểu số, vùng đặc biệt khó khăn")

    opinions = Section("Ý kiến về đề án")
    asked_on = Date("Ngày của văn bản góp ý gần nhất", not_future=True)
    disagrees = YesNo("Có ý kiến chưa thống nhất với đề án")
    was_directed = YesNo("Ủy ban nhân dân huyện đã yêu cầu bổ sung đề án")

    papers = Section("Thành phần hồ sơ")
    scheme_paper = Paper("Đề án thành lập trường trung học cơ sở", originals=1)
    request = Paper("Tờ trình về đề án, dự thảo quy chế tổ chức và hoạt động của trường", originals=1)
    head_record = Paper("Sơ yếu lý lịch của người dự kiến làm hiệu trưởng", originals=1)
    head_diploma = Paper("Văn bằng, chứng chỉ của người dự kiến làm hiệu trưởng", certified_copies=1)
    opinion_papers = Paper("Ý kiến bằng văn bản của các cơ quan có liên quan", originals=1)
    explanation = Paper("Báo cáo giải trình việc tiếp thu ý kiến", originals=1).shown_if(disagrees.is_(True))
    supplement = Paper("Báo cáo bổ sung theo chỉ đạo của Ủy ban nhân dân huyện", originals=1).shown_if(
        was_directed.is_(True)
    )

    # Nghị định 46/2017/NĐ-CP, Điều 25 khoản 1
    is_in_plan = Check("Đề án phải phù hợp với quy hoạch mạng lưới trường học.", in_plan.is_(True), at=in_plan)
    # Nghị định 46/2017/NĐ-CP, Điều 26 khoản 1: trường có cấp trung học phổ thông do Chủ tịch UBND cấp tỉnh quyết định
    is_for_the_district = Check(
        "Trường có cấp trung học phổ thông do Ủy ban nhân dân tỉnh quyết định: nộp tại Sở Giáo dục và Đào tạo.",
        levels.is_not("upper"),
        at=levels,
    )
    # Điều lệ trường trung học (Thông tư 12/2011/TT-BGDĐT), Điều 15: mỗi lớp không quá 45 học sinh
    classes_are_enough = Check("Mỗi lớp trung học cơ sở không quá 45 học sinh.", pupils <= classes * 45, at=pupils)
    # Điều lệ trường trung học, Điều 18: đạt chuẩn đào tạo; dạy học ít nhất 5 năm, nơi khó khăn 4 năm
    head_is_trained = Check(
        "Hiệu trưởng phải đạt trình độ chuẩn (cao đẳng sư phạm trở lên hoặc tương đương).",
        head_degree.is_not("other"),
        at=head_degree,
    )
    head_has_taught = Check(
        "Hiệu trưởng phải đã dạy học ít nhất 5 năm ở cấp học.",
        is_remote.is_(True) | (head_years >= 5),
        at=head_years,
    )
    head_has_taught_in_hard_places = Check(
        "Ở miền núi, vùng khó khăn hiệu trưởng phải đã dạy học ít nhất 4 năm ở cấp học.",
        is_remote.is_(False) | (head_years >= 4),
        at=head_years,
    )


class Before(Part):
    """Một trường trước khi sáp nhập, chia, tách."""

    name = Text("Tên trường tham gia sáp nhập, chia, tách")
    kind = Choice("Loại hình của trường tham gia", KINDS)
    level = Choice(
        "Cấp học của trường tham gia",
        {"lower": "Trung học cơ sở", "both": "Tiểu học và trung học cơ sở", "upper": "Trung học phổ thông"},
    )
    pupils = Integer("Số học sinh của trường tham gia", least=0, most=4_000, unit="học sinh")


class After(Part):
    """Một trường hình thành."""

    name = Text("Tên trường trung học cơ sở mới hình thành")
    classes = Integer("Số lớp của trường hình thành", least=1, most=100, unit="lớp")
    pupils = Integer("Số học sinh của trường hình thành", least=1, most=6_000, unit="học sinh")

    # Điều lệ trường trung học, Điều 15
    fits_its_classes = Check("Mỗi lớp không quá 45 học sinh.", pupils <= classes * 45, at=pupils)


class ReorganisationForm(Form):
    """Tờ trình về việc sáp nhập, chia, tách trường trung học cơ sở."""

    request = Section("Việc sáp nhập, chia, tách trường trung học cơ sở")
    way = Choice("Hình thức sáp nhập, chia, tách", WAYS)
    purpose = LongText("Mục tiêu, lý do sáp nhập, chia, tách trường trung học cơ sở", longest=1000)
    in_plan = YesNo("Phù hợp quy hoạch, yêu cầu phát triển giáo dục của huyện")
    before = Rows(Before, "Các trường tham gia", least=1, most=6)
    after = Rows(After, "Các trường trung học cơ sở hình thành", least=1, most=6)
    staying = Integer("Số học sinh trường cũ giữ lại khi tách (còn lại: ghi 0)", least=0, most=4_000, unit="học sinh")
    starts_on = Date("Ngày dự kiến sáp nhập, chia, tách", not_past=True)
    in_term = YesNo("Thực hiện giữa năm học")
    grade9 = Integer("Số học sinh lớp 9 chuyển trường", least=0, most=1_000, unit="học sinh").shown_if(
        in_term.is_(True)
    )

    means = Section("Giáo viên bộ môn, thiết bị, tài sản")
    teachers = Integer("Tổng số giáo viên của các trường", least=1, most=500, unit="người")
    lacking = Many("Bộ môn thiếu giáo viên sau sắp xếp", SUBJECT_ROOMS, optional=True)
    moves_labs = YesNo("Có di chuyển phòng thí nghiệm, hóa chất, thiết bị")
    debts = Money("Vốn vay, nợ phải trả của các trường", least=0)

    papers = Section("Thành phần hồ sơ")
    letter = Paper("Tờ trình về việc sáp nhập, chia, tách", originals=1)
    scheme = Paper(
        "Đề án sáp nhập, chia, tách, có phương án bảo đảm quyền, lợi ích hợp pháp của học sinh, giáo viên, nhân viên",
        originals=1,
    )
    confirmations = Paper("Văn bản xác nhận về tài chính, tài sản, đất đai, các khoản vay, nợ phải trả", originals=1)
    grade9_plan = Paper("Phương án dạy học, xét tốt nghiệp cho học sinh lớp 9 chuyển trường", originals=1).shown_if(
        grade9 > 0
    )
    labs = Paper("Biên bản kiểm kê thiết bị, hóa chất thí nghiệm", originals=1).shown_if(moves_labs.is_(True))

    # Nghị định 46/2017/NĐ-CP, Điều 29
    one_before, several_before = as_many_before(way, before)
    one_after, several_after = as_many_after(way, after)
    is_in_plan = Check("Việc sáp nhập, chia, tách phải phù hợp với quy hoạch.", in_plan.is_(True), at=in_plan)
    is_for_the_district = Check(
        "Có trường trung học phổ thông tham gia thì Ủy ban nhân dân tỉnh quyết định: nộp tại Sở Giáo dục và Đào tạo.",
        before.all_rows(Before.level.is_not("upper")),
        at=before,
    )
    one_kind_only = Check(
        "Trường công lập và trường tư thục không sáp nhập với nhau.",
        before.all_rows(Before.kind.is_("public")) | before.all_rows(Before.kind.is_("private")),
        at=before,
    )
    nobody_stays_in_a_closed_school = Check(
        "Sáp nhập, chia thì không còn học sinh ở trường cũ.", way.is_("split") | staying.is_(0), at=staying
    )
    every_pupil_has_a_place = Check(
        "Tổng số học sinh sau sáp nhập, chia, tách phải bằng số học sinh của các trường tham gia.",
        (after.sum_of("pupils") + staying).is_(before.sum_of("pupils")),
        at=after,
    )
    has_time = Check("Ngày thực hiện phải sau ngày nộp hồ sơ.", starts_on > filed_on(), at=starts_on)


appraise_public = Step(
    "Thẩm định đề án thành lập", OFFICER, working_days(12), key="tham-dinh", consults=asked(6, "staff", "money")
)
appraise_land = Step(
    "Thẩm định đề án thành lập", OFFICER, working_days(12), key="tham-dinh", consults=asked(6, "land", "building")
)
appraise_plain = Step("Thẩm định đề án thành lập", OFFICER, working_days(10), key="tham-dinh")
review = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(3), key="duyet")
sign = Step("Ký quyết định thành lập", DISTRICT_LEADER, working_days(9), key="ky-quyet-dinh")

LOWER_SECONDARY_FOUNDING = Procedure(
    facts=FACTS["thanh-lap-truong-thcs"],
    form=FoundingForm,
    route=Route(
        when(FoundingForm.school["kind"].is_("public"), appraise_public, review, sign),
        when(FoundingForm.tenure.is_("allot"), appraise_land, review, sign),
        otherwise(appraise_plain, review, sign),
    ),
    unconfirmed=(
        "Điều 25, Điều 26 Nghị định 46/2017/NĐ-CP (điều kiện, hồ sơ, thẩm quyền theo cấp học) trích theo trí nhớ.",
        "45 học sinh mỗi lớp, hiệu trưởng dạy học 5 năm (nơi khó khăn 4 năm) theo Điều 15, Điều 18 Thông tư "
        "12/2011/TT-BGDĐT trích theo trí nhớ.",
        "Phòng lấy thêm ý kiến các phòng trong khi thẩm định là cách làm đề xuất.",
    ),
)

appraise_again = Step("Thẩm định đề án sáp nhập, chia, tách", OFFICER, working_days(12), key="tham-dinh")
appraise_in_term = Step(
    "Thẩm định đề án, phương án cho lớp 9", OFFICER, working_days(15), key="tham-dinh", consults=asked(6, "staff")
)
review_again = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(3), key="duyet")
sign_again = Step("Ký quyết định sáp nhập, chia, tách", DISTRICT_LEADER, working_days(6), key="ky-quyet-dinh")

LOWER_SECONDARY_REORGANISATION = Procedure(
    facts=FACTS["sap-nhap-chia-tach-truong-thcs"],
    form=ReorganisationForm,
    route=Route(
        when(ReorganisationForm.in_term.is_(True), appraise_in_term, review_again, sign_again),
        otherwise(appraise_again, review_again, sign_again),
    ),
    unconfirmed=(
        "Điều 29 Nghị định 46/2017/NĐ-CP (hồ sơ, thẩm quyền khi có trường trung học phổ thông) trích theo trí nhớ.",
        "Không cho công lập và tư thục sáp nhập với nhau suy từ Luật Giáo dục 2005, Điều 48; phương án cho lớp 9 là "
        "phần của đề án, nhận thành giấy riêng hay không cần xác nhận.",
    ),
)
