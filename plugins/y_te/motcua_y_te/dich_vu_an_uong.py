"""Cấp Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm đối với cơ sở kinh doanh dịch vụ ăn uống."""

from motcua.api import Procedure
from motcua.api.fees import per_unit
from motcua.api.forms import (
    Business,
    Check,
    Choice,
    Date,
    Form,
    Integer,
    Paper,
    Part,
    Rows,
    Section,
    Text,
    YesNo,
    age,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, otherwise, working_days
from motcua_y_te.desks import HEAD, OFFICER
from motcua_y_te.facts import FACTS

MEMORY = "Thành phần hồ sơ, mẫu đơn theo Thông tư 47/2014/TT-BYT trích theo trí nhớ, chưa đối chiếu."
VALID_ONE_YEAR = "Kết quả khám sức khỏe không quá 12 tháng ghi theo trí nhớ (Thông tư 15/2012/TT-BYT), chưa đối chiếu."


class FoodWorker(Part):
    """Chủ cơ sở hoặc người trực tiếp chế biến, phục vụ."""

    name = Text("Họ và tên", longest=100, words=2)
    role = Choice(
        "Công việc tại cơ sở",
        {"owner": "Chủ cơ sở, người quản lý", "cook": "Trực tiếp chế biến", "server": "Trực tiếp phục vụ"},
    )
    examined_on = Date("Ngày khám sức khỏe gần nhất", not_future=True)
    is_fit = YesNo("Được xác nhận đủ sức khỏe để tiếp xúc trực tiếp với thực phẩm")
    knowledge = Text("Số giấy xác nhận kiến thức về an toàn thực phẩm", longest=50)
    knowledge_on = Date("Ngày cấp giấy xác nhận kiến thức", not_future=True)

    # Luật An toàn thực phẩm 2010, Điều 19 khoản 1 điểm đ; Thông tư 15/2012/TT-BYT: khám ít nhất mỗi năm một lần
    was_examined_this_year = Check(
        "Kết quả khám sức khỏe phải trong vòng 12 tháng trước ngày nộp hồ sơ.",
        age(examined_on) < 1,
        at=examined_on,
    )
    may_touch_food = Check(
        "Người không đủ sức khỏe không được trực tiếp chế biến, phục vụ ăn uống.", is_fit.is_(True), at=is_fit
    )
    # Thông tư liên tịch 13/2014/TTLT-BYT-BNNPTNT-BCT, Điều 12 khoản 1: giấy xác nhận có hiệu lực 03 năm
    knows_still = Check(
        "Giấy xác nhận kiến thức đã quá 03 năm, phải được xác nhận lại.", age(knowledge_on) < 3, at=knowledge_on
    )


class CateringForm(Form):
    """Đơn đề nghị cấp Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm (dịch vụ ăn uống)."""

    request = Section("Đề nghị cấp")
    turn = Choice("Trường hợp đề nghị", {"new": "Cấp lần đầu", "again": "Cấp lại khi hết thời hạn hiệu lực"})
    old_number = Text("Số giấy chứng nhận đã cấp", longest=50).shown_if(turn.is_("again"))
    old_until = Date("Giấy chứng nhận đã cấp có hiệu lực đến ngày").shown_if(turn.is_("again"))

    place = Business.section("Cơ sở kinh doanh dịch vụ ăn uống")

    scale = Section("Loại hình, quy mô")
    kind = Choice(
        "Loại hình cơ sở",
        {
            "eatery": "Cửa hàng, quán ăn",
            "restaurant": "Nhà hàng, nhà ăn khách sạn",
            "canteen": "Căng tin, bếp ăn tập thể",
            "catering": "Chế biến suất ăn sẵn",
        },
    )
    host = Text("Trường học, cơ quan, doanh nghiệp có bếp ăn").shown_if(kind.is_("canteen"))
    host_head = Text("Người đứng đầu đơn vị có bếp ăn tập thể", longest=100, words=2).shown_if(kind.is_("canteen"))
    meals = Integer("Số suất ăn mỗi lần phục vụ", least=1, most=50_000, unit="suất")
    # Thông tư 47/2014/TT-BYT, Điều 5: huyện cấp cho cơ sở từ 50 đến dưới 200 suất ăn; khác thì theo phân cấp của tỉnh
    delegation = Text(
        "Số văn bản phân cấp, ủy quyền cho UBND huyện cấp giấy chứng nhận",
        longest=100,
        hint="Ngoài quy mô từ 50 đến dưới 200 suất ăn mỗi lần phục vụ",
    ).shown_if((meals < 50) | (meals >= 200))

    kitchen = Section("Điều kiện nơi chế biến, bảo quản")
    is_one_way = YesNo("Bếp bố trí không nhiễm chéo giữa thực phẩm sống và thực phẩm chín")
    water = Choice(
        "Nguồn nước chế biến", {"piped": "Nước máy", "well": "Nước giếng", "other": "Nước mưa, nước sông, ao, hồ"}
    )
    is_water_tested = YesNo("Kết quả xét nghiệm nước đạt quy chuẩn kỹ thuật").shown_if(water.is_not("piped"))
    has_drains = YesNo("Cống rãnh thông thoát, có dụng cụ thu gom rác thải có nắp đậy")
    has_washing = YesNo("Có nhà vệ sinh, nơi rửa tay, thiết bị bảo quản và chống côn trùng, động vật gây hại")
    knows_sources = YesNo("Nguyên liệu có nguồn gốc rõ ràng, có sổ ghi chép")
    keeps_samples = YesNo("Thực hiện lưu mẫu thức ăn")

    people = Section("Chủ cơ sở và người trực tiếp kinh doanh")
    workers = Rows(FoodWorker, "Chủ cơ sở và người trực tiếp chế biến, phục vụ", least=1, most=50)

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm", originals=1)
    registration = Paper("Bản sao giấy chứng nhận đăng ký kinh doanh, đăng ký doanh nghiệp", copies=1)
    description = Paper(
        "Bản thuyết minh về cơ sở vật chất, trang thiết bị, dụng cụ, kèm sơ đồ mặt bằng và quy trình chế biến",
        originals=1,
    )
    health = Paper("Danh sách kết quả khám sức khỏe, giấy xác nhận đủ sức khỏe của từng người", copies=1)
    knowledge = Paper("Bản sao giấy xác nhận kiến thức về an toàn thực phẩm của từng người", copies=1)
    water_paper = Paper("Phiếu kết quả xét nghiệm nước", copies=1, optional=True).shown_if(water.is_not("piped"))
    contract = Paper("Hợp đồng cung cấp suất ăn hoặc quyết định lập bếp ăn tập thể", copies=1, optional=True).shown_if(
        kind.is_one_of("canteen", "catering")
    )
    old_certificate = Paper("Giấy chứng nhận đã cấp", copies=1).shown_if(turn.is_("again"))

    # Luật An toàn thực phẩm 2010, Điều 28 khoản 1
    does_not_mix = Check(
        "Bếp phải bố trí bảo đảm không nhiễm chéo giữa thực phẩm chưa chế biến và thực phẩm đã chế biến.",
        is_one_way.is_(True),
        at=is_one_way,
    )
    # Luật An toàn thực phẩm 2010, Điều 28 khoản 2
    has_clean_water = Check(
        "Nước dùng để chế biến phải đạt quy chuẩn kỹ thuật.", is_water_tested.is_(True), at=is_water_tested
    )
    # Luật An toàn thực phẩm 2010, Điều 28 khoản 3 và khoản 4
    drains_well = Check(
        "Cống rãnh phải thông thoát, rác thải phải được thu gom bảo đảm vệ sinh.",
        has_drains.is_(True),
        at=has_drains,
    )
    # Luật An toàn thực phẩm 2010, Điều 28 khoản 5 và khoản 6
    can_be_kept_clean = Check(
        "Phải có nhà vệ sinh, nơi rửa tay, thiết bị bảo quản và biện pháp phòng côn trùng, động vật gây hại.",
        has_washing.is_(True),
        at=has_washing,
    )
    # Luật An toàn thực phẩm 2010, Điều 30 khoản 1
    uses_known_food = Check(
        "Nguyên liệu thực phẩm phải có nguồn gốc rõ ràng.", knows_sources.is_(True), at=knows_sources
    )
    samples_are_kept = Check("Cơ sở phải thực hiện lưu mẫu thức ăn.", keeps_samples.is_(True), at=keeps_samples)
    # Luật An toàn thực phẩm 2010, Điều 19 khoản 1: cả chủ cơ sở phải có kiến thức
    names_its_owner = Check(
        "Danh sách phải có chủ cơ sở hoặc người quản lý.", workers.any_row(FoodWorker.role.is_("owner")), at=workers
    )


examine = Step("Thẩm xét hồ sơ", OFFICER, within=working_days(4.5), key="tham-xet")
inspect = Step("Đoàn thẩm định kiểm tra thực tế tại cơ sở", OFFICER, within=working_days(10), key="tham-dinh-co-so")
review = Step("Trưởng phòng duyệt biên bản thẩm định, trình ký", HEAD, within=working_days(2), key="duyet")
sign = Step("Ký giấy chứng nhận", DISTRICT_LEADER, within=working_days(3), key="ky-giay-chung-nhan")

CATERING = Procedure(
    facts=FACTS["an-toan-thuc-pham-dich-vu-an-uong"],
    form=CateringForm,
    route=Route(otherwise(examine, inspect, review, sign)),
    # Thông tư 279/2016/TT-BTC, Biểu phí: thẩm định cơ sở dịch vụ ăn uống dưới 200 suất, từ 200 suất
    fee=per_unit(CateringForm.meals, "suất ăn", brackets=((199, 700_000), (None, 1_000_000))),
    book="ATTP",
    # Luật An toàn thực phẩm 2010, Điều 37 khoản 1
    validity_months=36,
    unconfirmed=(
        MEMORY,
        VALID_ONE_YEAR,
        "Phiếu kết quả xét nghiệm nước không có trong hồ sơ của Điều 36 Luật An toàn thực phẩm 2010: nhận khi người "
        "nộp có kèm.",
        "Phân cấp theo quy mô (huyện: từ 50 đến dưới 200 suất ăn, Điều 5 Thông tư 47/2014/TT-BYT) ghi theo trí nhớ; "
        "ngoài quy mô này chỉ hỏi văn bản phân cấp, không từ chối.",
        "Mức 1.000.000 đồng từ 200 suất lấy theo ghi chú về Thông tư 279/2016/TT-BTC, chưa đối chiếu.",
        "Lãnh đạo UBND huyện hay Phòng Y tế (theo ủy quyền) ký giấy chứng nhận chưa xác nhận.",
        "Thời hạn khắc phục, kiểm tra lại khi cơ sở chưa đạt chưa đối chiếu với Thông tư 47/2014/TT-BYT.",
    ),
)
