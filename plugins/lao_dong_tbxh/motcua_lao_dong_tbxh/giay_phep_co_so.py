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
    is_healthy = YesNo("Có giấy khám sức khỏe đủ điều kiện")

    # Nghị định 103/2017/NĐ-CP, Điều 26: nhân viên có sức khỏe để thực hiện công việc
    can_work = Check("Nhân viên chăm sóc phải có đủ sức khỏe theo giấy khám.", is_healthy.is_(True), at=is_healthy)


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
    head_has_record = YesNo("Người đứng đầu đang bị truy cứu trách nhiệm hình sự hoặc có án tích")

    site = Section("Cơ sở vật chất").shown_if(cares.is_(True))
    region = Choice(
        "Khu vực đặt cơ sở", {"rural": "Nông thôn", "urban": "Thành thị (thị trấn, phường)", "mountain": "Miền núi"}
    )
    land_area = Decimal("Diện tích đất tự nhiên", least=1, most=1_000_000, unit="m²", places=1)
    room_area = Decimal("Tổng diện tích phòng ở của đối tượng", least=1, most=100_000, unit="m²", places=1)
    has_access = YesNo("Công trình bảo đảm người khuyết tật tiếp cận")

    staff = Section("Nhân viên")
    workers = Rows(Worker, "Nhân viên trực tiếp chăm sóc, tư vấn", least=1, most=50)

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp giấy phép hoạt động", originals=1)
    founding_paper = Paper("Bản sao quyết định thành lập hoặc giấy chứng nhận đăng ký thành lập", certified_copies=1)
    staff_papers = Paper("Danh sách, bản sao văn bằng, chứng chỉ của nhân viên", copies=1)
    site_papers = Paper("Bản vẽ mặt bằng, giấy tờ về nhà, đất của cơ sở", copies=1).shown_if(cares.is_(True))

    # Nghị định 103/2017/NĐ-CP, Điều 26: điều kiện cấp giấy phép hoạt động
    head_is_adult = Check(
        "Người đứng đầu phải có năng lực hành vi dân sự đầy đủ (từ đủ 18 tuổi).", age(head_born) >= 18, at=head_born
    )
    head_is_clean = Check(
        "Người đứng đầu không được đang bị truy cứu trách nhiệm hình sự hoặc có án tích.",
        head_has_record.is_(False),
        at=head_has_record,
    )
    # Nghị định 103/2017/NĐ-CP: cơ sở chăm sóc dưới 10 đối tượng chỉ đăng ký hoạt động với UBND cấp xã
    needs_a_licence = Check(
        "Cơ sở chăm sóc dưới 10 đối tượng đăng ký với UBND cấp xã, không phải xin giấy phép.",
        residents >= 10,
        at=residents,
    )
    # Nghị định 103/2017/NĐ-CP, Chương III: 30 m² đất mỗi đối tượng ở nông thôn, 10 m² ở thành thị
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
    has_rooms = Check("Phòng ở phải bình quân từ 6 m² cho mỗi đối tượng.", room_area >= residents * 6, at=room_area)
    has_rooms_day_and_night = Check(
        "Đối tượng chăm sóc 24/24 giờ phải có phòng ở bình quân từ 8 m² mỗi người.",
        full_time.is_(False) | (room_area >= residents * 8),
        at=room_area,
    )
    # Luật Người khuyết tật 2010, Điều 40
    is_accessible = Check(
        "Cơ sở chăm sóc người khuyết tật phải bảo đảm tiếp cận.",
        kind.is_not("disabled") | has_access.is_(True),
        at=has_access,
    )


class LicenceAgainForm(Form):
    """Đơn đề nghị cấp lại, điều chỉnh giấy phép hoạt động của cơ sở trợ giúp xã hội."""

    licence = IssuedPaper.section("Giấy phép hoạt động đã cấp", without=("about",))

    request = Section("Cấp lại hay điều chỉnh")
    work = Choice("Việc đề nghị về giấy phép", {"again": "Cấp lại giấy phép", "adjust": "Điều chỉnh giấy phép"})
    again_why = Choice(
        "Lý do cấp lại", {"lost": "Bị mất", "damaged": "Bị hư hỏng, rách nát", "wrong": "Có sai sót khi in"}
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
            "tasks": "Nhiệm vụ",
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
        work.is_("adjust") | again_why.is_one_of("damaged", "wrong")
    )
    proof = Paper("Giấy tờ chứng minh thay đổi tên, trụ sở, người đứng đầu, nhiệm vụ", copies=1).shown_if(
        work.is_("adjust")
    )
    site = Paper("Giấy tờ về nhà, đất của trụ sở mới", copies=1).shown_if(items.includes("seat"))

    # Nghị định 103/2017/NĐ-CP, Điều 28: cấp lại khi bị mất, hư hỏng; điều chỉnh khi đổi tên, trụ sở, người đứng đầu…
    is_lost_after_issue = Check(
        "Ngày mất không được trước ngày cấp giấy phép.", lost_on >= licence["issued_on"], at=lost_on
    )
    is_changed_after_issue = Check(
        "Ngày thay đổi phải từ ngày cấp giấy phép trở đi.", changed_on >= licence["issued_on"], at=changed_on
    )
    # Nghị định 103/2017/NĐ-CP, Chương III
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
        "Điều kiện và diện tích tối thiểu (30 m² đất ở nông thôn, 10 m² ở thành thị; 6 m² và 8 m² phòng ở) trích theo "
        "trí nhớ từ Nghị định 103/2017/NĐ-CP; diện tích ở miền núi để cán bộ xem xét.",
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
    unconfirmed=(
        "Các trường hợp cấp lại, điều chỉnh và giấy tờ kèm theo trích theo trí nhớ từ Nghị định 103/2017/NĐ-CP, "
        "Điều 28.",
        "Cấp lại do in sai sót không thuộc các trường hợp đã đối chiếu.",
    ),
)
