"""Giấy phép hoạt động của cơ sở trợ giúp xã hội: cấp, cấp lại, điều chỉnh."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Date,
    Decimal,
    Form,
    Integer,
    IssuedPaper,
    Many,
    Paper,
    Part,
    Rows,
    Section,
    Text,
    YesNo,
    age,
)
from motcua.api.routes import Route, Step, consult, desk_of, otherwise, when, working_days
from motcua_lao_dong_tbxh.desks import HEAD, OFFICER
from motcua_lao_dong_tbxh.facts import FACTS
from motcua_lao_dong_tbxh.thanh_lap_co_so import FACILITY_KINDS

TASKS = {
    "urgent": "Tiếp nhận, chăm sóc đối tượng cần bảo vệ khẩn cấp",
    "nurture": "Chăm sóc, nuôi dưỡng đối tượng",
    "rehabilitation": "Phục hồi chức năng, trợ giúp y tế",
    "counsel": "Tư vấn, trị liệu rối nhiễu tâm trí",
    "teaching": "Dạy văn hóa, dạy nghề, giáo dục hướng nghiệp",
    "management": "Quản lý trường hợp",
}


class Worker(Part):
    """Một nhân viên trực tiếp chăm sóc, tư vấn."""

    name = Text("Họ và tên nhân viên", longest=100, words=2)
    work = Choice(
        "Công việc của nhân viên",
        {"care": "Chăm sóc trực tiếp", "medical": "Y tế", "social": "Công tác xã hội", "other": "Việc khác"},
    )
    certificate = Text("Bằng cấp, chứng chỉ", longest=200)
    is_healthy = YesNo("Có sức khỏe để thực hiện trợ giúp xã hội đối tượng")

    # Nghị định 103/2017/NĐ-CP, Điều 25 khoản 1 điểm a
    can_work = Check("Nhân viên trợ giúp xã hội phải có đủ sức khỏe.", is_healthy.is_(True), at=is_healthy)


class LicenceForm(Form):
    """Đơn đề nghị cấp giấy phép hoạt động của cơ sở trợ giúp xã hội."""

    founded = IssuedPaper.section(
        "Quyết định thành lập hoặc giấy chứng nhận đăng ký thành lập", without=("valid_until", "about")
    )

    facility = Section("Cơ sở đề nghị cấp phép")
    name = Text("Tên cơ sở đề nghị cấp phép")
    kind = Choice("Loại hình cơ sở trợ giúp", FACILITY_KINDS)
    tasks = Many("Nhiệm vụ đề nghị cấp phép", TASKS)
    starts_on = Date("Ngày dự kiến bắt đầu hoạt động", not_past=True)
    cares = YesNo("Có chăm sóc, nuôi dưỡng đối tượng tại cơ sở")
    residents = Integer("Số đối tượng chăm sóc tối đa", least=1, most=2_000, unit="người").shown_if(cares.is_(True))
    full_time = YesNo("Đối tượng phải chăm sóc 24/24 giờ").shown_if(cares.is_(True))

    head = Section("Người đứng đầu cơ sở")
    head_name = Text("Họ và tên người đứng đầu", longest=100, words=2)
    head_born = Date("Ngày sinh người đứng đầu", not_future=True)
    head_has_record = YesNo("Người đứng đầu bị truy cứu trách nhiệm hình sự hoặc chưa được xóa án tích")

    site = Section("Cơ sở vật chất").shown_if(cares.is_(True))
    region = Choice(
        "Khu vực đặt cơ sở", {"rural": "Nông thôn", "urban": "Thành thị (thị trấn, phường)", "mountain": "Miền núi"}
    )
    land_area = Decimal("Diện tích đất tự nhiên", least=1, most=1_000_000, unit="m²", places=1)
    room_area = Decimal("Tổng diện tích phòng ở của đối tượng", least=1, most=100_000, unit="m²", places=1)
    has_access = YesNo("Công trình bảo đảm người cao tuổi, người khuyết tật, trẻ em tiếp cận, sử dụng thuận tiện")

    staff = Section("Nhân viên")
    workers = Rows(Worker, "Nhân viên trực tiếp chăm sóc, tư vấn", least=1, most=50)

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp giấy phép hoạt động", originals=1)
    founding_paper = Paper("Bản sao quyết định thành lập hoặc giấy chứng nhận đăng ký thành lập", certified_copies=1)
    staff_papers = Paper("Danh sách, bản sao văn bằng, chứng chỉ của nhân viên", copies=1, optional=True)
    site_papers = Paper("Bản vẽ mặt bằng, giấy tờ về nhà, đất của cơ sở", copies=1, optional=True).shown_if(
        cares.is_(True)
    )

    # Nghị định 103/2017/NĐ-CP, Điều 26: điều kiện cấp giấy phép hoạt động
    head_is_adult = Check(
        "Người đứng đầu phải có năng lực hành vi dân sự đầy đủ (từ đủ 18 tuổi).", age(head_born) >= 18, at=head_born
    )
    head_is_clean = Check(
        "Người đứng đầu không được bị truy cứu trách nhiệm hình sự hoặc chưa được xóa án tích.",
        head_has_record.is_(False),
        at=head_has_record,
    )
    # Nghị định 103/2017/NĐ-CP: cơ sở chăm sóc dưới 10 đối tượng chỉ đăng ký hoạt động với UBND cấp xã
    needs_a_licence = Check(
        "Cơ sở chăm sóc dưới 10 đối tượng đăng ký với UBND cấp xã, không phải xin giấy phép.",
        residents >= 10,
        at=residents,
    )
    # Nghị định 103/2017/NĐ-CP, Điều 24 khoản 1
    has_land_in_the_country = Check(
        "Ở nông thôn phải có từ 30 m² đất cho mỗi đối tượng.",
        region.is_not("rural") | (land_area >= residents * 30),
        at=land_area,
    )
    has_land_in_town = Check(
        "Ở thành thị phải có từ 10 m² đất cho mỗi đối tượng.",
        region.is_not("urban") | (land_area >= residents * 10),
        at=land_area,
    )
    has_land_for_the_mentally_ill = Check(
        "Cơ sở chăm sóc người tâm thần phải có từ 80 m² đất cho mỗi đối tượng ở thành thị, 100 m² ở nông thôn, 120 m² "
        "ở miền núi.",
        kind.is_not("mental")
        | (region.is_("urban") & (land_area >= residents * 80))
        | (region.is_("rural") & (land_area >= residents * 100))
        | (land_area >= residents * 120),
        at=land_area,
    )
    # Nghị định 103/2017/NĐ-CP, Điều 24 khoản 2
    has_rooms = Check("Phòng ở phải bình quân từ 6 m² cho mỗi đối tượng.", room_area >= residents * 6, at=room_area)
    has_rooms_day_and_night = Check(
        "Đối tượng chăm sóc 24/24 giờ phải có phòng ở bình quân từ 8 m² mỗi người.",
        full_time.is_(False) | (room_area >= residents * 8),
        at=room_area,
    )
    # Nghị định 103/2017/NĐ-CP, Điều 24 khoản 4: every facility that takes people in
    is_accessible = Check(
        "Công trình phải bảo đảm cho người cao tuổi, người khuyết tật và trẻ em tiếp cận, sử dụng thuận tiện.",
        has_access.is_(True),
        at=has_access,
    )


class LicenceAgainForm(Form):
    """Đơn đề nghị cấp lại, điều chỉnh giấy phép hoạt động của cơ sở trợ giúp xã hội."""

    licence = IssuedPaper.section("Giấy phép hoạt động đã cấp", without=("about",))

    request = Section("Cấp lại hay điều chỉnh")
    work = Choice("Việc đề nghị về giấy phép", {"again": "Cấp lại giấy phép", "adjust": "Điều chỉnh giấy phép"})
    again_why = Choice(
        "Lý do cấp lại",
        {
            "lost": "Bị mất",
            "damaged": "Bị hư hỏng, rách nát",
            "reorganised": "Thay đổi hình thức tổ chức, chia, tách, hợp nhất, sáp nhập",
            "wrong": "Có sai sót khi in",
        },
    ).shown_if(work.is_("again"))
    lost_on = Date("Ngày phát hiện mất giấy phép", not_future=True).shown_if(again_why.is_("lost"))
    reported_to = Text("Nơi đã báo mất").shown_if(again_why.is_("lost"))
    wrong_item = Text("Mục in sai và nội dung đúng").shown_if(again_why.is_("wrong"))

    adjust = Section("Nội dung điều chỉnh").shown_if(work.is_("adjust"))
    items = Many(
        "Mục điều chỉnh",
        {
            "name": "Tên gọi",
            "seat": "Trụ sở",
            "head": "Người đứng đầu",
            "kind": "Loại hình cơ sở",
            "tasks": "Nhiệm vụ",
            "area": "Địa bàn hoạt động",
            "size": "Quy mô, đối tượng",
        },
    )
    old_text = Text("Ghi trên giấy phép hiện nay", longest=500)
    new_text = Text("Đề nghị ghi thành", longest=500)
    decided_by = Text("Số, ngày văn bản cho phép thay đổi", longest=100)
    changed_on = Date("Ngày thay đổi có hiệu lực", not_future=True)
    new_residents = Integer("Số đối tượng sau điều chỉnh", least=1, most=2_000, unit="người").shown_if(
        items.includes("size") | items.includes("seat")
    )
    new_room_area = Decimal("Diện tích phòng ở sau điều chỉnh", least=1, most=100_000, unit="m²", places=1).shown_if(
        items.includes("size") | items.includes("seat")
    )

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp lại, điều chỉnh giấy phép hoạt động", originals=1)
    old = Paper("Giấy phép hoạt động đã cấp", originals=1, goes_back="if_refused").shown_if(
        work.is_("adjust") | again_why.is_one_of("damaged", "wrong", "reorganised")
    )
    proof = Paper(
        "Giấy tờ chứng minh thay đổi tên, trụ sở, người đứng đầu, loại hình, nhiệm vụ, địa bàn hoạt động", copies=1
    ).shown_if(work.is_("adjust") | again_why.is_("reorganised"))
    site = Paper("Giấy tờ về nhà, đất của trụ sở mới", copies=1).shown_if(items.includes("seat"))

    # Nghị định 103/2017/NĐ-CP, Điều 27 khoản 2 và khoản 3
    is_lost_after_issue = Check(
        "Ngày mất không được trước ngày cấp giấy phép.", lost_on >= licence["issued_on"], at=lost_on
    )
    is_changed_after_issue = Check(
        "Ngày thay đổi phải từ ngày cấp giấy phép trở đi.", changed_on >= licence["issued_on"], at=changed_on
    )
    # Nghị định 103/2017/NĐ-CP, Điều 24 khoản 2
    still_has_rooms = Check(
        "Sau điều chỉnh, phòng ở vẫn phải bình quân từ 6 m² cho mỗi đối tượng.",
        new_room_area >= new_residents * 6,
        at=new_room_area,
    )


fire_and_building = consult(
    "Ý kiến về công trình", desk_of("kinh_te_ha_tang", "officer", "Phòng Kinh tế và Hạ tầng"), working_days(3)
)
medical = consult("Ý kiến về điều kiện y tế", desk_of("y_te", "officer", "Phòng Y tế"), working_days(3))
inspect = Step(
    "Thẩm định, kiểm tra thực tế tại cơ sở",
    OFFICER,
    working_days(10),
    key="tham-dinh",
    consults=(fire_and_building, medical),
)
appraise = Step("Thẩm định hồ sơ, nhân sự", OFFICER, working_days(8), key="tham-dinh")
sign = Step("Ký giấy phép hoạt động", HEAD, working_days(4), key="ky-giay-phep")

LICENCE = Procedure(
    facts=FACTS["giay-phep-hoat-dong-co-so-tro-giup-xa-hoi"],
    form=LicenceForm,
    route=Route(when(LicenceForm.cares.is_(True), inspect, sign), otherwise(appraise, sign)),
    book="GPHĐ",
    unconfirmed=(
        "Diện tích đất ở miền núi chỉ được quy định cho cơ sở chăm sóc người tâm thần; cơ sở khác ở miền núi để cán bộ "
        "xem xét.",
        "Giấy tờ về nhân viên, nhà, đất không có trong Điều 29 Nghị định 103/2017/NĐ-CP (bản đã sửa năm 2018): chỉ "
        "nhận khi người nộp có kèm.",
        "Lấy ý kiến Phòng Kinh tế và Hạ tầng, Phòng Y tế khi kiểm tra thực tế là cách làm nội bộ đề xuất.",
    ),
)

check_loss = Step("Kiểm tra sổ cấp giấy phép", OFFICER, working_days(4), key="kiem-tra")
check_change = Step("Thẩm định nội dung điều chỉnh", OFFICER, working_days(8), key="kiem-tra")
inspect_again = Step(
    "Thẩm định, kiểm tra trụ sở và quy mô mới", OFFICER, working_days(10), key="kiem-tra", consults=(fire_and_building,)
)
sign_again = Step("Ký giấy phép cấp lại, điều chỉnh", HEAD, working_days(3), key="ky-giay-phep")
changes_site = LicenceAgainForm.items.includes("seat") | LicenceAgainForm.items.includes("size")

LICENCE_AGAIN = Procedure(
    facts=FACTS["cap-lai-giay-phep-hoat-dong-co-so-tro-giup-xa-hoi"],
    form=LicenceAgainForm,
    route=Route(
        when(LicenceAgainForm.work.is_("again"), check_loss, sign_again),
        when(changes_site, inspect_again, sign_again),
        otherwise(check_change, sign_again),
    ),
    book="GPHĐ",
    unconfirmed=("Cấp lại do in sai sót không thuộc các trường hợp đã đối chiếu.",),
)
