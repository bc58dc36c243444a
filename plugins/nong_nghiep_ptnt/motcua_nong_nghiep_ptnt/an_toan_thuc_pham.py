"""Giấy chứng nhận đủ điều kiện an toàn thực phẩm nông, lâm, thủy sản: cấp, cấp lại (Thông tư 45/2014/TT-BNNPTNT)."""

from motcua.api import Procedure, TermRule
from motcua.api.fees import fixed, unconfirmed
from motcua.api.forms import (
    Business,
    Check,
    Choice,
    Commune,
    Date,
    Decimal,
    Form,
    Integer,
    IssuedPaper,
    Many,
    Paper,
    Part,
    Section,
    Text,
    YesNo,
    filed_on,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_nong_nghiep_ptnt.desks import HEAD, OFFICER
from motcua_nong_nghiep_ptnt.facts import FACTS


class Workers(Part):
    """Chủ cơ sở và người trực tiếp sản xuất, kinh doanh: numbers of people, the owner among them."""

    workers = Integer("Số người, kể cả chủ cơ sở", least=1, most=5_000, unit="người")
    trained = Integer("Số người có giấy xác nhận kiến thức còn giá trị", least=0, most=5_000, unit="người")
    healthy = Integer("Số người được cơ sở y tế xác nhận đủ sức khỏe", least=0, most=5_000, unit="người")

    # Thông tư 45/2014/TT-BNNPTNT, Điều 19; Luật An toàn thực phẩm 2010, Điều 34
    all_trained = Check(
        "Chủ cơ sở và mọi người trực tiếp sản xuất, kinh doanh phải có giấy xác nhận kiến thức về an toàn thực phẩm.",
        trained >= workers,
        at=trained,
    )
    all_healthy = Check(
        "Chủ cơ sở và mọi người trực tiếp sản xuất, kinh doanh phải được xác nhận đủ sức khỏe.",
        healthy >= workers,
        at=healthy,
    )


class FoodSafetyForm(Form):
    """Đơn đề nghị cấp Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm."""

    place = Business.section("Cơ sở sản xuất, kinh doanh")
    legal = Choice(
        "Giấy tờ thành lập của cơ sở",
        {
            "business": "Giấy chứng nhận đăng ký kinh doanh, đăng ký hộ kinh doanh",
            "investment": "Giấy chứng nhận đầu tư",
            "farm": "Giấy chứng nhận kinh tế trang trại",
        },
    )
    is_food = YesNo("Đã đăng ký ngành nghề sản xuất, kinh doanh thực phẩm").shown_if(legal.is_not("farm"))
    # Thông tư 45/2014/TT-BNNPTNT, Điều 2 khoản 3
    activity = Choice(
        "Loại hình cơ sở",
        {
            "primary": "Sản xuất ban đầu (trồng trọt, chăn nuôi, nuôi trồng, khai thác, làm muối)",
            "processing": "Thu gom, sơ chế, chế biến",
            "trade": "Kinh doanh thực phẩm nông, lâm, thủy sản",
            "ice": "Sản xuất, kinh doanh nước đá bảo quản, chế biến",
            "packing": "Sản xuất, kinh doanh dụng cụ, bao gói gắn liền cơ sở thực phẩm",
        },
    )
    is_small = YesNo("Sản xuất ban đầu nhỏ lẻ, không có giấy tờ thành lập nêu trên").shown_if(activity.is_("primary"))
    only_packed = YesNo("Chỉ bán thực phẩm bao gói sẵn không cần điều kiện bảo quản đặc biệt").shown_if(
        activity.is_("trade")
    )
    is_fixed = YesNo("Có địa điểm cố định")
    products = Many(
        "Sản phẩm",
        {
            "plants": "Rau, củ, quả, ngũ cốc, chè và sản phẩm từ thực vật",
            "meat": "Thịt, trứng, mật ong và sản phẩm động vật trên cạn",
            "fish": "Thủy sản và sản phẩm thủy sản",
            "salt": "Muối, gia vị, đường",
        },
    )
    area = Decimal("Diện tích nhà xưởng, khu sản xuất, kinh doanh", least=1, most=1_000_000, unit="m²", places=1)
    water = Choice(
        "Nguồn nước sử dụng", {"public": "Nước máy công cộng", "well": "Nước giếng khoan", "other": "Nguồn khác"}
    )
    system = Text("Hệ thống quản lý chất lượng đang áp dụng", optional=True, hint="HACCP, ISO 22000, VietGAP")

    people = Workers.section("Người trực tiếp sản xuất, kinh doanh")
    grading = Section("Kết quả kiểm tra, xếp loại")
    graded = Choice(
        "Lần kiểm tra gần nhất",
        {
            "none": "Chưa được kiểm tra, xếp loại",
            "good": "Đã xếp loại A (tốt) hoặc B (đạt)",
            "bad": "Đã xếp loại C (không đạt)",
        },
    )
    graded_on = Date("Ngày kiểm tra, xếp loại", not_future=True).shown_if(graded.is_not("none"))
    is_unchanged = YesNo("Từ lần xếp loại đến nay cơ sở không sửa chữa, mở rộng").shown_if(graded.is_("good"))
    is_repaired = YesNo("Đã khắc phục các sai lỗi nêu trong biên bản").shown_if(graded.is_("bad"))

    papers = Section("Thành phần hồ sơ")
    request = Paper("Đơn đề nghị cấp Giấy chứng nhận (Thông tư 45/2014/TT-BNNPTNT)", originals=1)
    description = Paper("Bản thuyết minh cơ sở vật chất, trang thiết bị bảo đảm an toàn thực phẩm", originals=1)
    business = Paper("Giấy chứng nhận đăng ký kinh doanh, giấy chứng nhận đầu tư", certified_copies=1).shown_if(
        legal.is_not("farm")
    )
    farm = Paper("Giấy chứng nhận kinh tế trang trại", certified_copies=1).shown_if(legal.is_("farm"))
    training = Paper("Danh sách người được cấp giấy xác nhận kiến thức về an toàn thực phẩm", originals=1)
    health = Paper("Danh sách người được cơ sở y tế cấp huyện trở lên xác nhận đủ sức khỏe", originals=1)
    repairs = Paper("Báo cáo khắc phục sai lỗi", originals=1).shown_if(graded.is_("bad"))

    # Luật An toàn thực phẩm 2010, Điều 34 khoản 1 điểm b
    is_registered = Check("Cơ sở phải đăng ký ngành nghề kinh doanh thực phẩm trước.", is_food.is_(True), at=is_food)
    # Nghị định 38/2012/NĐ-CP, Điều 12: cơ sở không thuộc diện cấp giấy
    not_small = Check(
        "Sản xuất ban đầu nhỏ lẻ không thuộc diện cấp giấy; cơ sở cam kết theo Thông tư 51/2014/TT-BNNPTNT.",
        is_small.is_(False),
        at=is_small,
    )
    not_only_packed = Check(
        "Cơ sở chỉ bán thực phẩm bao gói sẵn không cần bảo quản đặc biệt không thuộc diện cấp giấy.",
        only_packed.is_(False),
        at=only_packed,
    )
    stays = Check("Cơ sở không có địa điểm cố định không thuộc diện cấp giấy.", is_fixed.is_(True), at=is_fixed)
    # Thông tư 45/2014/TT-BNNPTNT, Điều 17 và Điều 18: loại C chỉ được cấp khi khắc phục xong và kiểm tra lại đạt
    was_repaired = Check(
        "Cơ sở xếp loại C phải khắc phục xong sai lỗi mới được đề nghị cấp giấy.", is_repaired.is_(True), at=is_repaired
    )


class FoodSafetyAgainForm(Form):
    """Đơn đề nghị cấp lại Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm."""

    held = IssuedPaper.section("Giấy chứng nhận đã cấp", without=("about", "valid_until"))
    until = Date("Giấy chứng nhận có hiệu lực đến ngày")
    commune = Commune("Xã, thị trấn nơi có cơ sở")
    why = Section("Lý do cấp lại")
    case = Choice(
        "Trường hợp cấp lại",
        {
            "lost": "Bị mất, thất lạc",
            "damaged": "Bị hỏng",
            "changed": "Thay đổi, bổ sung thông tin trên giấy",
            "expiring": "Sắp hết hiệu lực, tiếp tục sản xuất, kinh doanh",
        },
    )
    lost_on = Date("Ngày mất giấy", not_future=True).shown_if(case.is_("lost"))
    changes = Many(
        "Thông tin thay đổi",
        {"name": "Tên cơ sở", "owner": "Chủ cơ sở", "address": "Địa chỉ", "products": "Thêm sản phẩm"},
    ).shown_if(case.is_("changed"))
    before = Text("Thông tin ghi trên giấy", longest=300).shown_if(case.is_("changed"))
    after = Text("Thông tin đề nghị ghi lại", longest=300).shown_if(case.is_("changed"))
    same_place = YesNo("Chỉ đổi tên đường, đơn vị hành chính, cơ sở không chuyển chỗ").shown_if(
        changes.includes("address")
    )
    # Luật An toàn thực phẩm 2010, Điều 37 khoản 2: trước 06 tháng; nộp muộn vẫn nhận khi giấy còn hiệu lực
    why_late = Text("Lý do nộp sau mốc 06 tháng trước ngày hết hiệu lực", longest=300).shown_if(
        case.is_("expiring") & (until < filed_on() + 180)
    )
    people = Workers.section("Người trực tiếp sản xuất, kinh doanh").shown_if(case.is_("expiring"))

    papers = Section("Thành phần hồ sơ")
    request = Paper("Đơn đề nghị cấp lại Giấy chứng nhận (Thông tư 45/2014/TT-BNNPTNT)", originals=1)
    old = Paper("Giấy chứng nhận đã cấp", originals=1, goes_back="if_refused").shown_if(case.is_not("lost"))
    proof = Paper("Giấy chứng nhận đăng ký kinh doanh đã thay đổi", certified_copies=1).shown_if(
        changes.includes("name") | changes.includes("owner") | changes.includes("address")
    )
    description = Paper(
        "Bản thuyết minh cơ sở vật chất, trang thiết bị bảo đảm an toàn thực phẩm", originals=1
    ).shown_if(case.is_("expiring") | changes.includes("products"))
    training = Paper("Danh sách người được cấp giấy xác nhận kiến thức về an toàn thực phẩm", originals=1).shown_if(
        case.is_("expiring")
    )
    health = Paper("Danh sách người được cơ sở y tế xác nhận đủ sức khỏe", originals=1).shown_if(case.is_("expiring"))

    # Thông tư 45/2014/TT-BNNPTNT, Điều 18: chỉ cấp lại khi giấy còn thời hạn hiệu lực
    in_force = Check("Giấy chứng nhận đã hết hiệu lực thì phải đề nghị cấp như lần đầu.", until >= filed_on(), at=until)
    stays = Check(
        "Cơ sở chuyển sang địa điểm khác thì phải đề nghị cấp như lần đầu.", same_place.is_(True), at=same_place
    )
    after_issue = Check("Ngày mất không được trước ngày cấp giấy.", lost_on >= held["issued_on"], at=lost_on)
    says_something_new = Check("Thông tin đề nghị phải khác thông tin ghi trên giấy.", after.is_not(before), at=after)


read = Step("Thẩm tra hồ sơ và kết quả xếp loại A, B đã lưu", OFFICER, working_days(4), key="tham-tra")
team = Step(
    "Thẩm tra hồ sơ, trình quyết định thành lập đoàn, báo cơ sở lịch kiểm tra", OFFICER, working_days(2), key="lap-doan"
)
found = Step("Ký quyết định thành lập đoàn kiểm tra", HEAD, working_days(0.5), key="ky-thanh-lap-doan")
visit = Step(
    "Đoàn kiểm tra tại cơ sở, lập biên bản, đề nghị xếp loại A, B, C", OFFICER, working_days(7), key="kiem-tra"
)
grade = Step("Thẩm tra biên bản, công nhận xếp loại", OFFICER, working_days(3), key="xep-loai")
look_up = Step("Đối chiếu hồ sơ cấp giấy chứng nhận", OFFICER, working_days(2.5), key="doi-chieu")
sign = Step("Ký Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm", HEAD, working_days(1), key="ky-gcn")

UNSURE = (
    "Nội dung chi tiết của Thông tư 45/2014/TT-BNNPTNT (các khoản của Điều 17, Điều 18, hồ sơ) và của Nghị định "
    "38/2012/NĐ-CP, Điều 12 trích theo trí nhớ, chưa đối chiếu.",
    "Cơ quan kiểm tra, cấp giấy ở huyện do UBND tỉnh phân công (Điều 5, Điều 18): đang để Trưởng phòng ký, cần xác "
    "nhận loại cơ sở nào thuộc huyện.",
    "Thông tư 45/2014/TT-BNNPTNT được Thông tư 38/2018/TT-BNNPTNT thay thế từ ngày 07-02-2019.",
)

AN_TOAN_THUC_PHAM = Procedure(
    facts=FACTS["an-toan-thuc-pham-nong-lam-thuy-san"],
    form=FoodSafetyForm,
    route=Route(
        when(FoodSafetyForm.is_unchanged.is_(True), read, sign),
        otherwise(team, found, visit, grade, sign),
    ),
    # Thông tư 286/2016/TT-BTC: thẩm định cấp giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm
    fee=fixed(700_000, "Phí thẩm định"),
    legal_basis=("Nghị định 38/2012/NĐ-CP",),
    book="GCNATTP",
    # Luật An toàn thực phẩm 2010, Điều 37 khoản 1
    validity_months=36,
    unconfirmed=(
        *UNSURE,
        "Báo trước lịch kiểm tra 05 ngày làm việc (Điều 13) nằm trong thời hạn; cổng dịch vụ công ghi 15 ngày, bảng dữ "
        "kiện ghi 15 ngày làm việc.",
    ),
)
CAP_LAI_AN_TOAN_THUC_PHAM = Procedure(
    facts=FACTS["cap-lai-an-toan-thuc-pham-nong-lam-thuy-san"],
    form=FoodSafetyAgainForm,
    route=Route(
        when(FoodSafetyAgainForm.case.is_("expiring"), team, found, visit, grade, sign),
        otherwise(look_up, sign),
    ),
    # Thông tư 45/2014/TT-BNNPTNT, Điều 18: giấy sắp hết hiệu lực thì hồ sơ, trình tự như cấp lần đầu
    term=TermRule(working_days(5), (FoodSafetyAgainForm.case.is_("expiring"), working_days(15))),
    fee=unconfirmed(
        "Phí thẩm định chỉ thu khi phải kiểm tra lại cơ sở; mức tham khảo là mức cấp lần đầu.", reference=700_000
    ),
    legal_basis=("Luật An toàn thực phẩm 2010", "Thông tư 286/2016/TT-BTC"),
    book="GCNATTP",
    unconfirmed=(
        *UNSURE,
        "Mốc 06 tháng tính gần đúng là 180 ngày; thời hạn 15 ngày làm việc khi giấy sắp hết hiệu lực chưa đối chiếu.",
        "Giấy cấp lại do mất, hỏng, thay đổi giữ thời hạn của giấy cũ: người ký ghi ngày hết hiệu lực.",
    ),
)
