"""Trường tiểu học: cho phép hoạt động giáo dục, cho phép hoạt động giáo dục trở lại."""

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
from motcua_giao_duc_dao_tao.truong_tieu_hoc import PRIMARY_DEGREES

# Nghị định 46/2017/NĐ-CP, Điều 17 và Điều 27: diện tích theo hai khu vực
AREAS = {"rural": "Nông thôn, miền núi", "town": "Thành phố, thị xã"}
PRIMARY_GRADES = {"1": "Lớp 1", "2": "Lớp 2", "3": "Lớp 3", "4": "Lớp 4", "5": "Lớp 5"}


class PrimaryClass(Part):
    """Một lớp tiểu học."""

    name = Text("Tên lớp tiểu học", longest=20)
    grade = Choice("Khối lớp tiểu học", PRIMARY_GRADES)
    pupils = Integer("Sĩ số lớp tiểu học", least=1, most=70, unit="học sinh")
    has_homeroom = YesNo("Lớp có giáo viên chủ nhiệm")

    # Điều lệ trường tiểu học (Thông tư 41/2010/TT-BGDĐT), Điều 17 khoản 1
    is_not_crowded = Check("Mỗi lớp tiểu học không quá 35 học sinh.", pupils <= 35, at=pupils)
    somebody_leads_it = Check("Mỗi lớp phải có một giáo viên chủ nhiệm.", has_homeroom.is_(True), at=has_homeroom)


class OperationForm(Form):
    """Tờ trình đề nghị cho phép trường tiểu học hoạt động giáo dục."""

    founding = FoundingDecision.section("Quyết định thành lập trường tiểu học")

    grounds = Section("Khu đất của trường tiểu học")
    region = Choice("Khu vực đặt trường tiểu học", AREAS)
    pupils = Integer("Tổng số học sinh tiểu học", least=1, most=3_000, unit="học sinh")
    land_area = Decimal("Diện tích khu đất xây dựng trường tiểu học", least=1, most=200_000, unit="m²", places=1)
    counts_floors = YesNo("Nơi khó khăn về đất đai, thay diện tích khu đất bằng diện tích sàn")
    floor_area = Decimal("Diện tích sàn xây dựng của trường", least=1, most=200_000, unit="m²", places=1).shown_if(
        counts_floors.is_(True)
    )
    right = Choice("Quyền đối với khu đất, trường sở", {"own": "Giấy chứng nhận, quyết định giao đất", "lease": "Thuê"})
    lease_until = Date("Hợp đồng thuê trường sở đến ngày").shown_if(right.is_("lease"))

    building = Section("Công trình của trường tiểu học")
    rooms = Integer("Số phòng học", least=1, most=100, unit="phòng")
    sessions = Choice("Số buổi học mỗi ngày", {"one": "1 buổi/ngày", "two": "2 buổi/ngày"})
    is_fenced = YesNo("Có hàng rào, cổng trường, biển trường")
    has_yard = YesNo("Có sân chơi, bãi tập an toàn cho học sinh")
    has_library = YesNo("Có thư viện, phòng thiết bị giáo dục")
    has_toilets = YesNo("Có khu vệ sinh riêng cho nam, nữ, giáo viên, học sinh")
    keeps_at_noon = YesNo("Tổ chức bán trú, nấu ăn cho học sinh")
    noon_pupils = Integer("Số học sinh bán trú", least=1, most=3_000, unit="học sinh").shown_if(keeps_at_noon.is_(True))

    teaching = Section("Lớp học, đội ngũ")
    classes = Rows(PrimaryClass, "Danh sách lớp tiểu học", least=1, most=50)
    teachers = Integer("Số giáo viên tiểu học", least=1, most=200, unit="người")
    head_name = Text("Họ và tên hiệu trưởng trường tiểu học", longest=100, words=2)
    head_degree = Choice("Bằng cấp của hiệu trưởng trường tiểu học", PRIMARY_DEGREES)
    money = Money("Kinh phí bảo đảm hoạt động của năm học", least=0)

    papers = Section("Thành phần hồ sơ")
    request = Paper("Tờ trình đề nghị cho phép hoạt động giáo dục", originals=1)
    decision = Paper("Quyết định thành lập hoặc cho phép thành lập trường", certified_copies=1)
    conditions = Paper("Báo cáo về đất đai, cơ sở vật chất, thiết bị, chương trình, tài liệu giáo dục", originals=1)
    staff = Paper("Danh sách cán bộ quản lý, giáo viên kèm văn bằng, chứng chỉ", originals=1)
    land = Paper("Giấy tờ về quyền sử dụng đất", copies=1).shown_if(right.is_("own"))
    lease = Paper("Hợp đồng thuê trường sở", certified_copies=1).shown_if(right.is_("lease"))
    finance = Paper("Văn bản xác nhận nguồn lực tài chính", originals=1)
    rules = Paper("Quy chế tổ chức và hoạt động của trường", originals=1)
    food = Paper("Phương án tổ chức bán trú, an toàn thực phẩm", originals=1).shown_if(keeps_at_noon.is_(True))

    # Nghị định 46/2017/NĐ-CP, Điều 16: quá 2 năm không được cho phép hoạt động thì quyết định thành lập bị hủy bỏ
    decision_is_fresh = Check(
        "Quyết định thành lập trường tiểu học quá 2 năm mà chưa được cho phép hoạt động thì bị hủy bỏ.",
        age(founding["issued_on"]) < 2,
        at=founding["issued_on"],
    )
    # Nghị định 46/2017/NĐ-CP, Điều 17 khoản 3
    has_land_in_the_country = Check(
        "Ở nông thôn, miền núi phải có bình quân tối thiểu 10 m² khu đất cho một học sinh.",
        region.is_("town") | counts_floors.is_(True) | (land_area >= pupils * 10),
        at=land_area,
    )
    has_land_in_town = Check(
        "Ở thành phố, thị xã phải có bình quân tối thiểu 6 m² khu đất cho một học sinh.",
        region.is_("rural") | counts_floors.is_(True) | (land_area >= pupils * 6),
        at=land_area,
    )
    has_floor_in_the_country = Check(
        "Diện tích sàn thay khu đất phải bình quân từ 10 m² cho một học sinh ở nông thôn, miền núi.",
        region.is_("town") | (floor_area >= pupils * 10),
        at=floor_area,
    )
    has_floor_in_town = Check(
        "Diện tích sàn thay khu đất phải bình quân từ 6 m² cho một học sinh ở thành phố, thị xã.",
        region.is_("rural") | (floor_area >= pupils * 6),
        at=floor_area,
    )
    lease_still_runs = Check("Hợp đồng thuê phải còn thời hạn.", lease_until > filed_on(), at=lease_until)
    room_for_two_sessions = Check(
        "Dạy 2 buổi/ngày thì mỗi lớp phải có một phòng học.",
        sessions.is_("one") | (rooms >= classes.count()),
        at=rooms,
    )
    room_for_one_session = Check(
        "Dạy 1 buổi/ngày thì hai lớp phải có ít nhất một phòng học.", rooms * 2 >= classes.count(), at=rooms
    )
    is_closed_off = Check("Trường phải có hàng rào, cổng, biển trường.", is_fenced.is_(True), at=is_fenced)
    has_a_yard = Check("Trường phải có sân chơi, bãi tập an toàn.", has_yard.is_(True), at=has_yard)
    has_books = Check("Trường phải có thư viện, phòng thiết bị giáo dục.", has_library.is_(True), at=has_library)
    has_clean_rooms = Check("Trường phải có khu vệ sinh riêng.", has_toilets.is_(True), at=has_toilets)
    every_pupil_has_a_class = Check(
        "Tổng số học sinh phải bằng sĩ số của các lớp.", classes.sum_of("pupils").is_(pupils), at=pupils
    )
    every_class_has_a_teacher = Check(
        "Số giáo viên không được ít hơn số lớp.", teachers >= classes.count(), at=teachers
    )
    some_at_noon = Check("Số học sinh bán trú không được nhiều hơn số học sinh.", noon_pupils <= pupils, at=noon_pupils)
    # Luật Giáo dục 2005, Điều 77 khoản 1
    head_is_trained = Check(
        "Hiệu trưởng phải có bằng trung cấp sư phạm trở lên.", head_degree.is_not("other"), at=head_degree
    )


class ReturnForm(Form):
    """Tờ trình đề nghị cho phép trường tiểu học hoạt động giáo dục trở lại."""

    suspended = Suspended.section("Trường tiểu học bị đình chỉ")

    fixed = Section("Việc khắc phục của trường tiểu học")
    lacking = Many(
        "Điều kiện của trường tiểu học đã khắc phục",
        {
            "rooms": "Phòng học",
            "safety": "Hàng rào, nhà vệ sinh, an toàn trường học",
            "teachers": "Giáo viên, hiệu trưởng",
            "noon": "Bán trú, bếp ăn",
            "rules": "Chương trình, tài chính, quy chế",
        },
    ).shown_if(suspended["why"].is_("unfit"))
    classes = Integer("Số lớp khi hoạt động trở lại", least=1, most=60, unit="lớp")
    rooms = Integer("Số phòng học hiện nay", least=1, most=100, unit="phòng").shown_if(lacking.includes("rooms"))
    teachers = Integer("Số giáo viên hiện nay", least=1, most=200, unit="người").shown_if(lacking.includes("teachers"))
    fine_paid = YesNo("Đã chấp hành xong quyết định xử phạt").shown_if(suspended["why"].is_("fined"))
    sent_away = Integer("Số học sinh đã chuyển tạm sang trường khác", least=0, most=3_000, unit="học sinh")
    host = Text("Trường đang nhận học sinh tạm thời").shown_if(sent_away > 0)
    back = Integer("Số học sinh đăng ký trở lại", least=0, most=3_000, unit="học sinh").shown_if(sent_away > 0)
    opens_on = Date("Ngày dự kiến dạy học trở lại", not_past=True)

    papers = Section("Thành phần hồ sơ")
    request = Paper("Tờ trình đề nghị cho phép hoạt động giáo dục trở lại", originals=1)
    order = Paper("Quyết định thành lập đoàn kiểm tra", copies=1)
    minutes = Paper("Biên bản kiểm tra việc khắc phục", originals=1)
    staff = Paper("Danh sách giáo viên hiện nay kèm văn bằng", originals=1).shown_if(lacking.includes("teachers"))
    pupils = Paper("Danh sách học sinh trở lại, có xác nhận của trường đang nhận", originals=1).shown_if(back > 0)
    fine = Paper("Văn bản chấp hành quyết định xử phạt", copies=1).shown_if(suspended["why"].is_("fined"))

    # Nghị định 46/2017/NĐ-CP, Điều 20: nguyên nhân đình chỉ đã được khắc phục
    fine_is_paid = Check("Phải chấp hành xong quyết định xử phạt.", fine_paid.is_(True), at=fine_paid)
    has_rooms = Check("Hai lớp phải có ít nhất một phòng học.", rooms * 2 >= classes, at=rooms)
    # Điều lệ trường tiểu học, Điều 17 khoản 1: mỗi lớp một giáo viên chủ nhiệm
    has_teachers = Check("Số giáo viên không được ít hơn số lớp.", teachers >= classes, at=teachers)
    only_those_sent_come_back = Check(
        "Số học sinh trở lại không được nhiều hơn số đã chuyển tạm.", back <= sent_away, at=back
    )
    opens_afterwards = Check("Ngày dạy học trở lại phải sau ngày nộp hồ sơ.", opens_on > filed_on(), at=opens_on)


inspect = Step("Thẩm định hồ sơ, kiểm tra thực tế trường", OFFICER, working_days(13), key="tham-dinh")
inspect_noon = Step(
    "Thẩm định hồ sơ, kiểm tra trường và bán trú", OFFICER, working_days(14), key="tham-dinh",
    consults=asked(6, "health"),
)  # fmt: skip
inspect_floors = Step(
    "Thẩm định hồ sơ, đối chiếu diện tích sàn", OFFICER, working_days(14), key="tham-dinh",
    consults=asked(6, "building"),
)  # fmt: skip
sign = Step("Ký quyết định cho phép hoạt động giáo dục", HEAD, working_days(5), key="ky-quyet-dinh")

PRIMARY_OPERATION = Procedure(
    facts=FACTS["cho-phep-truong-tieu-hoc-hoat-dong"],
    form=OperationForm,
    route=Route(
        when(OperationForm.keeps_at_noon.is_(True), inspect_noon, sign),
        when(OperationForm.counts_floors.is_(True), inspect_floors, sign),
        otherwise(inspect, sign),
    ),
    unconfirmed=(
        "Điều 16, 17, 18 Nghị định 46/2017/NĐ-CP (quá 2 năm thì hủy quyết định thành lập; 10 m² và 6 m² mỗi học sinh; "
        "công trình, hồ sơ) trích theo trí nhớ.",
        "Số phòng học theo số buổi, số giáo viên không ít hơn số lớp suy từ Điều lệ trường tiểu học, cần xác nhận.",
    ),
)

check_papers = Step("Kiểm tra hồ sơ khắc phục", OFFICER, working_days(9), key="kiem-tra")
check_place = Step("Kiểm tra thực tế việc khắc phục", OFFICER, working_days(13), key="kiem-tra")
check_noon = Step(
    "Kiểm tra thực tế việc khắc phục, bán trú", OFFICER, working_days(14), key="kiem-tra", consults=asked(6, "health")
)
sign_return = Step("Ký quyết định cho phép hoạt động trở lại", HEAD, working_days(5), key="ky-quyet-dinh")

PRIMARY_RETURN = Procedure(
    facts=FACTS["cho-phep-truong-tieu-hoc-hoat-dong-tro-lai"],
    form=ReturnForm,
    route=Route(
        when(ReturnForm.lacking.includes("noon"), check_noon, sign_return),
        when(ReturnForm.suspended["why"].is_one_of("unfit", "fined"), check_place, sign_return),
        otherwise(check_papers, sign_return),
    ),
    unconfirmed=(
        "Hồ sơ hoạt động trở lại và các trường hợp đình chỉ theo Điều 20 Nghị định 46/2017/NĐ-CP trích theo trí nhớ.",
    ),
)
