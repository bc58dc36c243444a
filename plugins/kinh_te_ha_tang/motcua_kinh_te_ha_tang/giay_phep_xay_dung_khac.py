"""Giấy phép xây dựng sửa chữa cải tạo, di dời công trình, xây dựng có thời hạn."""

from motcua.api import Procedure
from motcua.api.forms import (
    BuildingWork,
    Check,
    Date,
    Decimal,
    Form,
    Integer,
    LandParcel,
    Many,
    Paper,
    Section,
    Text,
    YesNo,
    filed_on,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, consult, desk_of, otherwise, when, working_days
from motcua_kinh_te_ha_tang.desks import HEAD, OFFICER
from motcua_kinh_te_ha_tang.facts import FACTS
from motcua_kinh_te_ha_tang.giay_phep_da_cap import MEMORY, WORKS_TERM


class RepairForm(Form):
    """Đơn đề nghị cấp giấy phép sửa chữa, cải tạo công trình, nhà ở riêng lẻ."""

    place = Section("Công trình hiện có")
    address = Text("Địa điểm công trình sửa chữa", longest=300)
    ownership = Text("Số giấy tờ về quyền sở hữu, quản lý, sử dụng công trình", longest=100)
    is_owner = YesNo("Người đề nghị là chủ sở hữu công trình")
    in_relic_zone = YesNo("Công trình thuộc di tích đã xếp hạng")
    heritage_letter = Text("Số văn bản chấp thuận của cơ quan quản lý văn hóa", longest=100).shown_if(
        in_relic_zone.is_(True)
    )
    work = Section("Nội dung sửa chữa, cải tạo")
    items = Many(
        "Hạng mục sửa chữa, cải tạo",
        {
            "structure": "Thay đổi kết cấu chịu lực",
            "function": "Thay đổi công năng sử dụng",
            "outside": "Thay đổi kiến trúc mặt ngoài giáp đường đô thị",
            "inside": "Sửa chữa, lắp đặt bên trong không ảnh hưởng chịu lực",
        },
    )
    function_after = Text("Công năng sau cải tạo").shown_if(items.includes("function"))
    floors_before = Integer("Số tầng hiện có", least=1, most=30)
    floors_after = Integer("Số tầng sau cải tạo", least=1, most=30)

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp giấy phép sửa chữa, cải tạo công trình", originals=1)
    owner_paper = Paper("Bản sao giấy tờ chứng minh quyền sở hữu, quản lý, sử dụng công trình", certified_copies=1)
    # Luật Xây dựng 2014, Điều 96: papers of management or use do as well, so the owner's consent is not required
    consent = Paper("Văn bản đồng ý của chủ sở hữu công trình", originals=1, optional=True).shown_if(
        is_owner.is_(False)
    )
    drawings = Paper("Bản vẽ, ảnh chụp hiện trạng bộ phận, hạng mục đề nghị cải tạo", originals=2)
    survey = Paper("Báo cáo khảo sát, đánh giá khả năng chịu lực hiện trạng", originals=1).shown_if(
        items.includes("structure")
    )
    heritage_paper = Paper("Văn bản chấp thuận của cơ quan quản lý nhà nước về văn hóa", originals=1).shown_if(
        in_relic_zone.is_(True)
    )

    # Luật Xây dựng 2014, Điều 89 khoản 2 điểm g: sửa chữa bên trong được miễn giấy phép
    needs_a_permit = Check(
        "Sửa chữa bên trong không đổi kết cấu, công năng thì được miễn giấy phép xây dựng.",
        items.includes("structure") | items.includes("function") | items.includes("outside"),
        at=items,
    )
    # Luật Xây dựng 2014, Điều 96: thêm tầng là thay đổi kết cấu chịu lực
    more_floors_change_structure = Check(
        "Nâng tầng thì chọn thay đổi kết cấu chịu lực.",
        items.includes("structure") | (floors_after <= floors_before),
        at=floors_after,
    )


class MoveForm(Form):
    """Đơn đề nghị cấp giấy phép di dời công trình."""

    work = BuildingWork.section("Công trình di dời", without=("ground_level", "setback"))
    moving = Section("Di dời")
    from_address = Text("Địa điểm công trình hiện tại", longest=300)
    ownership = Text("Số giấy tờ sở hữu công trình", longest=100)
    land = LandParcel.section("Đất nơi di dời đến", without=("book_number", "issued_on"))
    plan = Section("Phương án di dời")
    contractor = Text("Đơn vị lập, thực hiện phương án di dời")
    is_qualified = YesNo("Đơn vị có đủ điều kiện năng lực thực hiện di dời")
    distance = Integer("Khoảng cách di dời", least=1, most=100_000, unit="m")
    starts_on = Date("Ngày bắt đầu di dời", not_past=True)
    ends_on = Date("Ngày hoàn thành di dời")
    on_road = YesNo("Di dời qua đường bộ đang khai thác")

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp giấy phép di dời công trình", originals=1)
    land_paper = Paper("Bản sao giấy tờ chứng minh quyền sử dụng đất nơi công trình sẽ di dời đến", certified_copies=1)
    owner_paper = Paper("Bản sao giấy tờ hợp pháp về sở hữu công trình", certified_copies=1)
    drawings = Paper("Bản vẽ hoàn công hoặc bản vẽ thiết kế mô tả hiện trạng công trình", originals=2)
    site_plan = Paper("Bản vẽ tổng mặt bằng, bản vẽ móng tại địa điểm mới", originals=2)
    survey = Paper("Báo cáo kết quả khảo sát đánh giá chất lượng hiện trạng công trình", originals=1)
    plan_paper = Paper("Phương án di dời do tổ chức, cá nhân đủ điều kiện năng lực thực hiện", originals=1)

    # Luật Xây dựng 2014, Điều 97 khoản 6
    mover_is_able = Check(
        "Phương án di dời phải do đơn vị đủ điều kiện năng lực thực hiện.", is_qualified.is_(True), at=is_qualified
    )
    in_order = Check("Ngày hoàn thành di dời phải sau ngày bắt đầu.", ends_on >= starts_on, at=ends_on)
    # Luật Xây dựng 2014, Điều 91, Điều 93: phù hợp với thửa đất
    fits_plot = Check(
        "Diện tích xây dựng không được lớn hơn thửa đất nơi di dời đến.",
        land["area"] >= work["ground_area"],
        at=land["area"],
    )


class TemporaryForm(Form):
    """Đơn đề nghị cấp giấy phép xây dựng có thời hạn."""

    land = LandParcel.section("Thửa đất trong vùng quy hoạch", without=("book_number", "issued_on"))
    planning = Section("Quy hoạch")
    plan = Text("Tên, số quyết định quy hoạch phân khu, quy hoạch chi tiết", longest=200)
    is_announced = YesNo("Quy hoạch đã được công bố")
    is_recovered = YesNo("Đã có quyết định thu hồi đất")
    work = BuildingWork.section("Công trình xây dựng có thời hạn", without=("ground_level", "setback"))
    period = Section("Thời hạn tồn tại")
    until = Date("Đề nghị tồn tại đến ngày")
    will_demolish = YesNo("Cam kết tự phá dỡ khi hết thời hạn và Nhà nước thu hồi đất")
    density = Decimal("Mật độ xây dựng", least=1, most=100, unit="%", places=1)

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp giấy phép xây dựng có thời hạn", originals=1)
    land_paper = Paper("Bản sao giấy tờ chứng minh quyền sử dụng đất", certified_copies=1)
    drawings = Paper("Bản vẽ thiết kế xây dựng công trình", originals=2)
    pledge = Paper("Bản cam kết tự phá dỡ công trình khi hết thời hạn", originals=1)
    appraisal = Paper("Báo cáo kết quả thẩm định thiết kế", certified_copies=1).shown_if(work["kind"].is_not("house"))

    # Luật Xây dựng 2014, Điều 94 khoản 1
    plan_is_announced = Check(
        "Chỉ cấp giấy phép có thời hạn nơi quy hoạch đã phê duyệt, công bố.", is_announced.is_(True), at=is_announced
    )
    not_recovered = Check(
        "Đất đã có quyết định thu hồi thì không cấp giấy phép có thời hạn.", is_recovered.is_(False), at=is_recovered
    )
    promises = Check("Chủ đầu tư phải cam kết tự phá dỡ khi hết thời hạn.", will_demolish.is_(True), at=will_demolish)
    in_the_future = Check("Thời hạn tồn tại phải sau ngày nộp hồ sơ.", until > filed_on(), at=until)


land_opinion = consult(
    "Ý kiến về kế hoạch sử dụng đất, thu hồi đất",
    desk_of("tai_nguyen_moi_truong", "officer", "Phòng Tài nguyên và Môi trường"),
    working_days(3),
    key="y-kien-dat-dai",
)
heritage = consult(
    "Ý kiến về bảo vệ di tích",
    desk_of("van_hoa_thong_tin", "officer", "Phòng Văn hóa và Thông tin"),
    working_days(2),
    key="y-kien-di-tich",
)
examine = Step("Thẩm định hiện trạng, thiết kế cải tạo", OFFICER, within=working_days(7), key="tham-dinh")
examine_relic = Step(
    "Thẩm định hiện trạng, thiết kế cải tạo", OFFICER, within=working_days(7), key="tham-dinh", consults=(heritage,)
)
examine_move = Step(
    "Thẩm định phương án di dời, kiểm tra hai địa điểm",
    OFFICER,
    within=working_days(10),
    key="tham-dinh",
    consults=(land_opinion,),
)
examine_temporary = Step(
    "Thẩm định quy hoạch, quy mô và thời hạn",
    OFFICER,
    within=working_days(10),
    key="tham-dinh",
    consults=(land_opinion,),
)
review = Step("Trưởng phòng duyệt, ký trình", HEAD, within=working_days(1.5), key="duyet")
sign = Step("Ký giấy phép xây dựng", DISTRICT_LEADER, within=working_days(1.5), key="ky-giay-phep")

REPAIR = Procedure(
    facts=FACTS["giay-phep-xay-dung-sua-chua-cai-tao"],
    form=RepairForm,
    route=Route(
        when(RepairForm.in_relic_zone.is_(True), examine_relic, review, sign), otherwise(examine, review, sign)
    ),
    book="GPXD",
    legal_basis=("Luật Xây dựng 2014, Điều 89, Điều 96",),
    unconfirmed=(MEMORY, WORKS_TERM, "Báo cáo khảo sát khả năng chịu lực khi đổi kết cấu chưa đối chiếu."),
)
MOVE = Procedure(
    facts=FACTS["giay-phep-di-doi-cong-trinh"],
    form=MoveForm,
    route=Route(otherwise(examine_move, review, sign)),
    book="GPXD",
    legal_basis=("Luật Xây dựng 2014, Điều 97",),
    unconfirmed=(MEMORY, WORKS_TERM),
)
TEMPORARY = Procedure(
    facts=FACTS["giay-phep-xay-dung-co-thoi-han"],
    form=TemporaryForm,
    route=Route(otherwise(examine_temporary, review, sign)),
    book="GPXD",
    legal_basis=("Luật Xây dựng 2014, Điều 94",),
    unconfirmed=(MEMORY, WORKS_TERM, "Thời hạn tối đa và quy mô công trình có thời hạn do UBND tỉnh quy định."),
)
