"""Giải thể trường mầm non, trường tiểu học, trường trung học cơ sở theo đề nghị của bên thành lập."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Commune,
    Date,
    Decimal,
    Form,
    Integer,
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
from motcua_giao_duc_dao_tao.truong import KINDS, asked
from motcua_giao_duc_dao_tao.truong_mam_non import PRESCHOOL_KINDS, TYPES


class Closing(Part):
    """Trường đề nghị giải thể."""

    name = Text("Tên trường đề nghị giải thể")
    commune = Commune("Xã, thị trấn nơi đặt trường giải thể")
    decision = Text("Số quyết định thành lập trường giải thể", longest=50)
    founded_on = Date("Ngày quyết định thành lập trường giải thể", not_future=True)
    is_by_founder = YesNo("Bên đề nghị là bên đã đề nghị thành lập trường (hoặc người kế thừa)")
    reason = Text("Lý do giải thể", longest=500)
    ends_on = Date("Ngày dự kiến chấm dứt hoạt động của trường")

    # Nghị định 46/2017/NĐ-CP, Điều 9 khoản 1 điểm d, Điều 21, Điều 31: theo yêu cầu của bên đề nghị thành lập
    is_asked_by_the_founder = Check(
        "Chỉ tổ chức, cá nhân đã đề nghị thành lập trường mới được đề nghị giải thể.",
        is_by_founder.is_(True),
        at=is_by_founder,
    )
    # Nghị định 46/2017/NĐ-CP, Điều 9, Điều 21, Điều 31: giải quyết xong quyền lợi rồi mới chấm dứt hoạt động
    ends_later = Check("Ngày chấm dứt hoạt động phải sau ngày nộp hồ sơ.", ends_on > filed_on(), at=ends_on)


class PreschoolForm(Form):
    """Tờ trình đề nghị giải thể trường mẫu giáo, trường mầm non, nhà trẻ."""

    school = Closing.section("Trường, nhà trẻ đề nghị giải thể")

    children_left = Section("Trẻ em đang học")
    type = Choice("Loại trường mầm non giải thể", TYPES)
    kind = Choice("Loại hình trường mầm non giải thể", PRESCHOOL_KINDS)
    has_children = YesNo("Trường còn trẻ đang học")
    children = Integer("Số trẻ đang học tại trường giải thể", least=1, most=2_000, unit="trẻ").shown_if(
        has_children.is_(True)
    )
    moved = Integer("Số trẻ chuyển sang trường, nhóm trẻ khác", least=0, most=2_000, unit="trẻ").shown_if(
        has_children.is_(True)
    )
    home = Integer("Số trẻ về gia đình", least=0, most=2_000, unit="trẻ").shown_if(has_children.is_(True))
    five = Integer("Số trẻ 5 tuổi", least=0, most=1_000, unit="trẻ").shown_if(has_children.is_(True))

    means = Section("Học phí, giáo viên, tài sản của trường mầm non")
    has_prepaid = YesNo("Đã thu trước học phí, tiền ăn chưa sử dụng")
    prepaid = Money("Số tiền đã thu trước phải trả lại", least=1_000).shown_if(has_prepaid.is_(True))
    refund_on = Date("Ngày trả lại tiền cho cha mẹ trẻ").shown_if(has_prepaid.is_(True))
    staff = Integer("Số giáo viên, nhân viên của trường mầm non", least=0, most=300, unit="người")
    owed = Money("Tiền lương, bảo hiểm xã hội còn nợ người lao động", least=0).shown_if(staff > 0)

    papers = Section("Thành phần hồ sơ")
    letter = Paper(
        "Tờ trình đề nghị giải thể, nêu lý do và biện pháp bảo đảm quyền lợi của trẻ, giáo viên", originals=1
    )
    means_plan = Paper("Phương án giải quyết tài chính, tài sản", originals=1)
    children_list = Paper("Danh sách trẻ và nơi tiếp nhận", originals=1).shown_if(has_children.is_(True))
    acceptance = Paper("Văn bản đồng ý tiếp nhận trẻ", originals=1).shown_if(moved > 0)
    staff_plan = Paper("Phương án giải quyết chế độ cho giáo viên, nhân viên", originals=1).shown_if(staff > 0)
    minutes = Paper("Quyết định thành lập đoàn kiểm tra, biên bản kiểm tra (nếu đã kiểm tra)", copies=1, optional=True)
    decision = Paper("Quyết định thành lập, quyết định cho phép hoạt động", originals=1, goes_back="if_refused")

    # Nghị định 46/2017/NĐ-CP, Điều 9 khoản 3: biện pháp giải quyết quyền, lợi ích hợp pháp của trẻ em
    every_child_has_a_place = Check(
        "Số trẻ chuyển trường và về gia đình phải bằng số trẻ đang học.", (moved + home).is_(children), at=moved
    )
    # Nghị định 20/2014/NĐ-CP, Chương II: phổ cập giáo dục mầm non cho trẻ em 5 tuổi
    five_year_olds_go_on = Check("Trẻ 5 tuổi phải được chuyển sang trường khác để học tiếp.", moved >= five, at=moved)
    is_refunded_in_time = Check(
        "Tiền thu trước phải được trả lại trước khi trường chấm dứt hoạt động.",
        refund_on <= school["ends_on"],
        at=refund_on,
    )


class Receiver(Part):
    """Một trường tiểu học nhận học sinh."""

    name = Text("Tên trường tiểu học tiếp nhận")
    pupils = Integer("Số học sinh trường này tiếp nhận", least=1, most=2_000, unit="học sinh")
    distance = Decimal("Quãng đường từ trường giải thể", least=0, most=50, unit="km", places=1)


class PrimaryForm(Form):
    """Tờ trình đề nghị giải thể trường tiểu học."""

    school = Closing.section("Trường tiểu học đề nghị giải thể")

    places = Section("Học sinh tiểu học")
    kind = Choice("Loại hình trường tiểu học giải thể", KINDS)
    pupils = Integer("Số học sinh của trường tiểu học giải thể", least=0, most=3_000, unit="học sinh")
    receivers = Rows(Receiver, "Các trường tiểu học tiếp nhận", least=1, most=10).shown_if(pupils > 0)
    after_year = YesNo("Giải thể sau khi kết thúc năm học")
    records_to = Text("Trường nhận bàn giao học bạ, sổ đăng bộ, hồ sơ phổ cập")

    means = Section("Đất đai, tài sản của trường tiểu học")
    land = Choice("Nguồn gốc đất của trường", {"state": "Nhà nước giao, cho thuê", "own": "Của bên thành lập, thuê"})
    land_use = Text("Đề nghị sử dụng, trả lại đất, trường sở", longest=300).shown_if(land.is_("state"))
    teachers = Integer("Số giáo viên, nhân viên trường tiểu học", least=0, most=300, unit="người")
    debts = Money("Các khoản nợ của trường tiểu học", least=0)

    papers = Section("Thành phần hồ sơ")
    letter = Paper(
        "Tờ trình đề nghị giải thể, nêu lý do và biện pháp bảo đảm quyền lợi của học sinh, giáo viên", originals=1
    )
    means_plan = Paper("Phương án giải quyết tài chính, tài sản, đất đai", originals=1)
    pupil_lists = Paper("Danh sách học sinh có xác nhận của trường tiếp nhận", originals=1).shown_if(pupils > 0)
    year_plan = Paper("Phương án học tiếp chương trình năm học của học sinh", originals=1).shown_if(
        after_year.is_(False)
    )
    staff_plan = Paper("Phương án bố trí, giải quyết chế độ cho giáo viên", originals=1).shown_if(teachers > 0)
    minutes = Paper("Biên bản kiểm tra của đoàn kiểm tra (nếu đã kiểm tra)", copies=1, optional=True)

    # Nghị định 46/2017/NĐ-CP, Điều 21; Luật Giáo dục 2005, Điều 11: phổ cập giáo dục tiểu học
    every_pupil_goes_on = Check(
        "Tất cả học sinh tiểu học phải có trường tiếp nhận.", receivers.sum_of("pupils").is_(pupils), at=receivers
    )


class LowerSecondaryForm(Form):
    """Tờ trình đề nghị giải thể trường trung học cơ sở."""

    school = Closing.section("Trường trung học cơ sở đề nghị giải thể")

    places = Section("Học sinh trung học cơ sở")
    kind = Choice("Loại hình trường trung học cơ sở giải thể", KINDS)
    pupils = Integer("Số học sinh của trường trung học cơ sở giải thể", least=0, most=4_000, unit="học sinh")
    to_schools = Integer("Số học sinh chuyển sang trường trung học cơ sở khác", least=0, most=4_000, unit="học sinh")
    to_centers = Integer(
        "Số học sinh chuyển sang giáo dục thường xuyên, học nghề", least=0, most=4_000, unit="học sinh"
    )
    grade9 = Integer("Số học sinh lớp 9 chưa xét tốt nghiệp", least=0, most=1_000, unit="học sinh")
    exam_school = Text("Trường tổ chức học tiếp, xét tốt nghiệp cho lớp 9").shown_if(grade9 > 0)
    diplomas = Integer("Số bằng tốt nghiệp trường còn giữ, chưa trao", least=0, most=5_000, unit="bằng")

    means = Section("Tài sản, thiết bị của trường trung học cơ sở")
    has_chemicals = YesNo("Còn hóa chất, thiết bị thí nghiệm phải bàn giao, tiêu hủy")
    assets = Money("Giá trị tài sản còn lại của trường", least=0)
    debts = Money("Tổng nợ phải trả, kể cả lương, bảo hiểm xã hội", least=0)

    papers = Section("Thành phần hồ sơ")
    letter = Paper("Tờ trình đề nghị giải thể, nêu lý do và biện pháp bảo đảm quyền lợi", originals=1)
    means_plan = Paper("Phương án giải quyết tài chính, tài sản, nhân sự", originals=1)
    pupil_lists = Paper("Danh sách học sinh và nơi tiếp nhận", originals=1).shown_if(pupils > 0)
    diploma_list = Paper("Danh sách bằng tốt nghiệp bàn giao cho Phòng Giáo dục và Đào tạo", originals=1).shown_if(
        diplomas > 0
    )
    chemicals = Paper("Biên bản kiểm kê hóa chất, thiết bị thí nghiệm", originals=1).shown_if(has_chemicals.is_(True))
    pledge = Paper("Cam kết trả nợ của bên thành lập trường", originals=1).shown_if(debts > assets)
    minutes = Paper("Kết luận kiểm tra, thanh tra gần nhất", copies=1, optional=True)

    # Nghị định 46/2017/NĐ-CP, Điều 31
    every_pupil_goes_on = Check(
        "Số học sinh chuyển trường và sang giáo dục thường xuyên, học nghề phải bằng số học sinh của trường.",
        (to_schools + to_centers).is_(pupils),
        at=to_schools,
    )
    grade_9_is_part = Check("Số học sinh lớp 9 không được nhiều hơn số học sinh.", grade9 <= pupils, at=grade9)


inspect = Step("Kiểm tra thực tế, thẩm định phương án giải thể", OFFICER, working_days(11), key="tham-dinh")
inspect_public = Step(
    "Kiểm tra thực tế, thẩm định phương án giải thể", OFFICER, working_days(12), key="tham-dinh",
    consults=asked(5, "staff", "money"),
)  # fmt: skip
inspect_land = Step(
    "Kiểm tra thực tế, thẩm định phương án giải thể", OFFICER, working_days(12), key="tham-dinh",
    consults=asked(5, "land"),
)  # fmt: skip
check_papers = Step("Thẩm định phương án giải thể", OFFICER, working_days(8), key="tham-dinh")
review = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(2), key="duyet")
sign = Step("Ký quyết định giải thể", DISTRICT_LEADER, working_days(5), key="ky-quyet-dinh")

PRESCHOOL_DISSOLUTION = Procedure(
    facts=FACTS["giai-the-truong-mam-non"],
    form=PreschoolForm,
    route=Route(
        when(PreschoolForm.kind.is_("public"), inspect_public, review, sign),
        when(PreschoolForm.has_children.is_(True), inspect, review, sign),
        otherwise(check_papers, review, sign),
    ),
    unconfirmed=(
        "Hồ sơ theo Điều 9 Nghị định 46/2017/NĐ-CP (có sửa đổi năm 2018) mới đối chiếu với trích dẫn của nơi khác; "
        "quyết định thành lập đoàn kiểm tra, biên bản do cơ quan lập nên không bắt buộc người dân nộp.",
        "Yêu cầu nơi học tiếp cho trẻ 5 tuổi suy từ phổ cập (Nghị định 20/2014/NĐ-CP), cần xác nhận.",
    ),
)

PRIMARY_DISSOLUTION = Procedure(
    facts=FACTS["giai-the-truong-tieu-hoc"],
    form=PrimaryForm,
    route=Route(
        when(PrimaryForm.kind.is_("public"), inspect_public, review, sign),
        when(PrimaryForm.land.is_("state"), inspect_land, review, sign),
        otherwise(inspect, review, sign),
    ),
    unconfirmed=(
        "Hồ sơ theo Điều 21 Nghị định 46/2017/NĐ-CP trích theo trí nhớ; giải thể giữa năm học không thấy bị cấm.",
    ),
)

LOWER_SECONDARY_DISSOLUTION = Procedure(
    facts=FACTS["giai-the-truong-thcs"],
    form=LowerSecondaryForm,
    route=Route(
        when(LowerSecondaryForm.kind.is_("public"), inspect_public, review, sign),
        when((LowerSecondaryForm.pupils > 0) | LowerSecondaryForm.has_chemicals.is_(True), inspect, review, sign),
        otherwise(check_papers, review, sign),
    ),
    unconfirmed=(
        "Hồ sơ theo Điều 31 Nghị định 46/2017/NĐ-CP, bàn giao bằng tốt nghiệp và cam kết trả nợ trích theo trí nhớ.",
    ),
)
