"""Trường trung học cơ sở: cho phép hoạt động giáo dục, cho phép hoạt động trở lại."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Date,
    Decimal,
    Form,
    Integer,
    Many,
    Money,
    Paper,
    Part,
    Rows,
    Section,
    Text,
    YesNo,
    age,
    filed_on,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_giao_duc_dao_tao.desks import HEAD, OFFICER
from motcua_giao_duc_dao_tao.facts import FACTS
from motcua_giao_duc_dao_tao.truong import FoundingDecision, Suspended, asked
from motcua_giao_duc_dao_tao.truong_thcs import LOWER_DEGREES, SUBJECT_ROOMS
from motcua_giao_duc_dao_tao.truong_tieu_hoc_hoat_dong import AREAS


class GradeClass(Part):
    """Một lớp trung học cơ sở."""

    name = Text("Tên lớp trung học cơ sở", longest=20)
    grade = Choice("Khối lớp trung học cơ sở", {"6": "Lớp 6", "7": "Lớp 7", "8": "Lớp 8", "9": "Lớp 9"})
    pupils = Integer("Sĩ số lớp trung học cơ sở", least=1, most=80, unit="học sinh")

    # Điều lệ trường trung học (Thông tư 12/2011/TT-BGDĐT), Điều 15
    is_not_crowded = Check("Mỗi lớp trung học cơ sở không quá 45 học sinh.", pupils <= 45, at=pupils)


class OperationForm(Form):
    """Tờ trình đề nghị cho phép trường trung học cơ sở hoạt động giáo dục."""

    founding = FoundingDecision.section("Quyết định thành lập trường trung học cơ sở")

    grounds = Section("Trường sở của trường trung học cơ sở")
    region = Choice("Khu vực đặt trường trung học cơ sở", AREAS)
    pupils = Integer("Tổng số học sinh trung học cơ sở", least=1, most=4_000, unit="học sinh")
    plot = Decimal("Diện tích sử dụng của trường trung học cơ sở", least=1, most=200_000, unit="m²", places=1)
    is_separate = YesNo("Khuôn viên riêng biệt, có tường bao, cổng và biển trường")
    building = Choice("Trường sở xây dựng", {"new": "Mới xây dựng, đã nghiệm thu", "old": "Có sẵn", "rent": "Thuê"})
    accepted_on = Date("Ngày nghiệm thu công trình", not_future=True).shown_if(building.is_("new"))
    rent_until = Date("Thời hạn thuê trường sở đến ngày").shown_if(building.is_("rent"))
    rooms = Integer("Số phòng học của trường", least=1, most=120, unit="phòng")
    shifts = Choice("Số ca học trong ngày", {"one": "Một ca", "two": "Hai ca"})
    labs = Many("Phòng học bộ môn đã có", SUBJECT_ROOMS)
    chemicals_are_safe = YesNo("Kho hóa chất, thiết bị thí nghiệm bảo đảm an toàn").shown_if(labs.includes("chemistry"))
    has_library = YesNo("Có thư viện, phòng thiết bị, khu luyện tập thể dục thể thao")

    teaching = Section("Lớp học, giáo viên bộ môn")
    classes = Rows(GradeClass, "Danh sách lớp trung học cơ sở", least=1, most=50)
    teachers = Integer("Số giáo viên bộ môn", least=1, most=300, unit="người")
    below = Integer("Số giáo viên chưa đạt trình độ cao đẳng sư phạm hoặc tương đương", least=0, most=300, unit="người")
    every_subject = YesNo("Có giáo viên cho tất cả các môn học")
    guests = YesNo("Có giáo viên thỉnh giảng")
    guest_subjects = Text("Môn do giáo viên thỉnh giảng dạy", longest=200).shown_if(guests.is_(True))
    head_name = Text("Họ và tên hiệu trưởng trường trung học cơ sở", longest=100, words=2)
    head_degree = Choice("Trình độ của hiệu trưởng", LOWER_DEGREES)
    cash = Money("Nguồn tài chính bảo đảm hoạt động của trường", least=0)

    papers = Section("Thành phần hồ sơ")
    request = Paper("Tờ trình đề nghị cho phép hoạt động giáo dục", originals=1)
    decision = Paper("Quyết định thành lập hoặc cho phép thành lập trường", certified_copies=1)
    conditions = Paper("Báo cáo về trường sở, phòng học bộ môn, thiết bị, chương trình giáo dục", originals=1)
    staff = Paper("Danh sách cán bộ quản lý, giáo viên theo môn kèm văn bằng, chứng chỉ", originals=1)
    guest_contracts = Paper("Hợp đồng thỉnh giảng", copies=1).shown_if(guests.is_(True))
    land = Paper("Giấy tờ về quyền sử dụng đất", copies=1).shown_if(building.is_not("rent"))
    acceptance = Paper("Biên bản nghiệm thu công trình", copies=1).shown_if(building.is_("new"))
    rent = Paper("Hợp đồng thuê trường sở", certified_copies=1).shown_if(building.is_("rent"))
    finance = Paper("Văn bản xác nhận nguồn lực tài chính", originals=1)
    rules = Paper("Quy chế tổ chức và hoạt động của trường", originals=1)

    # Nghị định 46/2017/NĐ-CP, Điều 26: quá 2 năm không được cho phép hoạt động thì quyết định thành lập bị hủy bỏ
    decision_is_fresh = Check(
        "Quyết định thành lập trường trung học cơ sở quá 2 năm mà chưa được cho phép hoạt động thì bị hủy bỏ.",
        age(founding["issued_on"]) < 2,
        at=founding["issued_on"],
    )
    # Nghị định 46/2017/NĐ-CP, Điều 27; Điều lệ trường trung học, Điều 42: 6 m² ở đô thị, 10 m² ở nông thôn
    has_land_in_the_country = Check(
        "Ở nông thôn, miền núi phải có ít nhất 10 m² cho một học sinh.",
        region.is_("town") | (plot >= pupils * 10),
        at=plot,
    )
    has_land_in_town = Check(
        "Ở thành phố, thị xã phải có ít nhất 6 m² cho một học sinh.",
        region.is_("rural") | (plot >= pupils * 6),
        at=plot,
    )
    is_on_its_own = Check("Trường phải là khu riêng biệt, có tường bao, cổng.", is_separate.is_(True), at=is_separate)
    built_after_founding = Check(
        "Ngày nghiệm thu phải từ ngày thành lập trường trở đi.", accepted_on >= founding["issued_on"], at=accepted_on
    )
    rent_still_runs = Check("Hợp đồng thuê phải còn thời hạn.", rent_until > filed_on(), at=rent_until)
    # Điều lệ trường trung học, Điều 43: đủ phòng học để học nhiều nhất hai ca một ngày; có phòng học bộ môn
    room_for_two_shifts = Check(
        "Phải đủ phòng học để học nhiều nhất hai ca trong một ngày.", rooms * 2 >= classes.count(), at=rooms
    )
    room_for_one_shift = Check(
        "Học một ca thì mỗi lớp phải có một phòng học.", shifts.is_("two") | (rooms >= classes.count()), at=rooms
    )
    has_labs = Check(
        "Trường phải có phòng học bộ môn Vật lí, Hóa học hoặc Sinh học.",
        labs.includes("physics") | labs.includes("chemistry") | labs.includes("biology"),
        at=labs,
    )
    has_safe_chemicals = Check(
        "Kho hóa chất phải bảo đảm an toàn.", chemicals_are_safe.is_(True), at=chemicals_are_safe
    )
    has_a_library = Check("Trường phải có thư viện, khu luyện tập.", has_library.is_(True), at=has_library)
    every_pupil_has_a_class = Check(
        "Tổng số học sinh phải bằng sĩ số của các lớp.", classes.sum_of("pupils").is_(pupils), at=pupils
    )
    # Luật Giáo dục 2005, Điều 77 khoản 1; Nghị định 46/2017/NĐ-CP, Điều 27
    teachers_are_trained = Check("Giáo viên phải đạt trình độ chuẩn của cấp học.", below.is_(0), at=below)
    no_subject_is_left_out = Check(
        "Phải có giáo viên cho tất cả các môn học.", every_subject.is_(True), at=every_subject
    )
    head_is_trained = Check("Hiệu trưởng phải đạt trình độ chuẩn.", head_degree.is_not("other"), at=head_degree)


class ReturnForm(Form):
    """Tờ trình đề nghị cho phép trường trung học cơ sở hoạt động trở lại."""

    suspended = Suspended.section("Trường trung học cơ sở bị đình chỉ")

    fixed = Section("Việc khắc phục của trường trung học cơ sở")
    lacking = Many(
        "Điều kiện của trường trung học cơ sở đã khắc phục",
        {
            "grounds": "Diện tích, khuôn viên, phòng học",
            "labs": "Phòng học bộ môn, thí nghiệm",
            "teachers": "Giáo viên bộ môn",
            "rules": "Chương trình, tài chính, quy chế",
        },
    ).shown_if(suspended["why"].is_("unfit"))
    labs = Many("Phòng học bộ môn hiện có", SUBJECT_ROOMS).shown_if(lacking.includes("labs"))
    hired = Integer("Số giáo viên bộ môn tuyển mới", least=1, most=200, unit="người").shown_if(
        lacking.includes("teachers")
    )
    trained = Integer("Trong đó đạt trình độ chuẩn", least=0, most=200, unit="người").shown_if(
        lacking.includes("teachers")
    )
    fine_paid = YesNo("Đã nộp phạt, chấp hành biện pháp khắc phục hậu quả").shown_if(suspended["why"].is_("fined"))
    starts_year = Choice("Thời điểm hoạt động trở lại", {"year": "Đầu năm học", "term": "Đầu học kỳ II", "now": "Ngay"})
    starts_on = Date("Ngày hoạt động trở lại", not_past=True)
    grade9 = Integer(
        "Số học sinh lớp 9 học ở trường khác trong thời gian đình chỉ", least=0, most=1_000, unit="học sinh"
    )
    makes_up = YesNo("Có dạy bù chương trình").shown_if(starts_year.is_("now"))
    weeks = Integer("Số tuần dạy bù", least=1, most=35, unit="tuần").shown_if(makes_up.is_(True))

    papers = Section("Thành phần hồ sơ")
    request = Paper("Tờ trình đề nghị cho phép hoạt động trở lại", originals=1)
    order = Paper("Quyết định thành lập đoàn kiểm tra", copies=1)
    minutes = Paper("Biên bản kiểm tra việc khắc phục", originals=1)
    staff = Paper("Hợp đồng, văn bằng của giáo viên tuyển mới", copies=1).shown_if(lacking.includes("teachers"))
    lab_list = Paper("Danh mục thiết bị phòng học bộ môn", originals=1).shown_if(lacking.includes("labs"))
    plan = Paper("Kế hoạch dạy bù chương trình", originals=1).shown_if(makes_up.is_(True))
    fine = Paper("Chứng từ nộp phạt, văn bản khắc phục hậu quả", copies=1).shown_if(suspended["why"].is_("fined"))

    # Nghị định 46/2017/NĐ-CP, Điều 30: nguyên nhân đình chỉ đã được khắc phục
    fine_is_paid = Check("Phải chấp hành xong quyết định xử phạt.", fine_paid.is_(True), at=fine_paid)
    # Luật Giáo dục 2005, Điều 77 khoản 1
    hired_are_trained = Check(
        "Giáo viên tuyển mới phải đạt trình độ chuẩn của cấp học.", trained.is_(hired), at=trained
    )
    # Điều lệ trường trung học, Điều 43
    has_labs = Check(
        "Trường phải có phòng học bộ môn Vật lí, Hóa học hoặc Sinh học.",
        labs.includes("physics") | labs.includes("chemistry") | labs.includes("biology"),
        at=labs,
    )
    starts_afterwards = Check("Ngày hoạt động trở lại phải sau ngày nộp hồ sơ.", starts_on > filed_on(), at=starts_on)


inspect = Step("Thẩm định hồ sơ, kiểm tra thực tế trường", OFFICER, working_days(13), key="tham-dinh")
inspect_new = Step(
    "Thẩm định hồ sơ, kiểm tra công trình mới",
    OFFICER,
    working_days(14),
    key="tham-dinh",
    consults=asked(6, "building"),
)
inspect_rent = Step(
    "Thẩm định hồ sơ, kiểm tra trường sở thuê", OFFICER, working_days(14), key="tham-dinh", consults=asked(6, "land")
)
sign = Step("Ký quyết định cho phép hoạt động giáo dục", HEAD, working_days(5), key="ky-quyet-dinh")

LOWER_SECONDARY_OPERATION = Procedure(
    facts=FACTS["cho-phep-truong-thcs-hoat-dong"],
    form=OperationForm,
    route=Route(
        when(OperationForm.building.is_("new"), inspect_new, sign),
        when(OperationForm.building.is_("rent"), inspect_rent, sign),
        otherwise(inspect, sign),
    ),
    unconfirmed=(
        "Điều 26, 27, 28 Nghị định 46/2017/NĐ-CP (quá 2 năm thì hủy quyết định thành lập; điều kiện, hồ sơ) trích theo "
        "trí nhớ.",
        "10 m² và 6 m² mỗi học sinh, phòng học cho hai ca, phòng học bộ môn theo Điều 42, Điều 43 Thông tư "
        "12/2011/TT-BGDĐT trích theo trí nhớ.",
    ),
)

check_papers = Step("Kiểm tra hồ sơ khắc phục", OFFICER, working_days(8), key="kiem-tra")
check_place = Step("Kiểm tra thực tế việc khắc phục", OFFICER, working_days(13), key="kiem-tra")
check_grounds = Step(
    "Kiểm tra thực tế trường sở sau khắc phục", OFFICER, working_days(14), key="kiem-tra", consults=asked(6, "building")
)
sign_return = Step("Ký quyết định cho phép hoạt động trở lại", HEAD, working_days(5), key="ky-quyet-dinh")

LOWER_SECONDARY_RETURN = Procedure(
    facts=FACTS["cho-phep-truong-thcs-hoat-dong-tro-lai"],
    form=ReturnForm,
    route=Route(
        when(ReturnForm.lacking.includes("grounds"), check_grounds, sign_return),
        when(ReturnForm.suspended["why"].is_one_of("unfit", "fined"), check_place, sign_return),
        otherwise(check_papers, sign_return),
    ),
    unconfirmed=("Hồ sơ hoạt động trở lại theo Điều 30 Nghị định 46/2017/NĐ-CP trích theo trí nhớ.",),
)
