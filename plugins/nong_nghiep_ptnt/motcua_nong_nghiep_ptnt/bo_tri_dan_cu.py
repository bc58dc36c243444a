"""Bố trí, ổn định dân cư trong huyện (Quyết định 1776/QĐ-TTg năm 2012, Thông tư 14/2015/TT-BNNPTNT).

The commune that people leave sends the list of households; the district decides for all of them at once.
"""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Commune,
    Computed,
    Date,
    Form,
    IdNumber,
    Integer,
    Paper,
    Part,
    Rows,
    Section,
    Text,
    YesNo,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, consult, desk_of, otherwise, when, working_days
from motcua_nong_nghiep_ptnt.desks import HEAD, OFFICER
from motcua_nong_nghiep_ptnt.facts import FACTS


class MovedHousehold(Part):
    """Một dòng của danh sách trích ngang các hộ."""

    name = Text("Họ và tên chủ hộ", longest=100, words=2)
    identity = IdNumber("Số giấy tờ tùy thân của chủ hộ")
    people = Integer("Số nhân khẩu", least=1, most=30, unit="người")
    workers = Integer("Số lao động", least=0, most=30, unit="người")
    poverty = Choice("Diện hộ", {"none": "Không thuộc diện nghèo", "near_poor": "Hộ cận nghèo", "poor": "Hộ nghèo"})
    home = Text("Nơi ở hiện nay", longest=300)
    resides = YesNo("Đang cư trú hợp pháp tại xã nơi đi")
    has_asked = YesNo("Có đơn tự nguyện, cam kết chấp hành nội quy nơi định cư")

    not_more_workers = Check("Số lao động không được nhiều hơn số nhân khẩu.", workers <= people, at=workers)
    # Thông tư 14/2015/TT-BNNPTNT: hộ gia đình tự nguyện đăng ký
    is_willing = Check("Hộ chưa có đơn tự nguyện thì không đưa vào danh sách.", has_asked.is_(True), at=has_asked)


class ResettlementForm(Form):
    """Tờ trình đề nghị bố trí, ổn định dân cư trong huyện của UBND xã nơi đi."""

    matter = Section("Việc bố trí, ổn định dân cư")
    # Quyết định 1776/QĐ-TTg, Điều 1: đối tượng của Chương trình bố trí dân cư
    why = Choice(
        "Đối tượng",
        {
            "disaster": "Hộ ở vùng thiên tai (sạt lở, sụt lún đất, ngập lũ, lũ quét)",
            "hardship": "Hộ ở vùng đặc biệt khó khăn, thiếu đất, thiếu nước",
            "border": "Hộ đến vùng biên giới, hải đảo",
            "free": "Hộ di cư tự do không theo quy hoạch",
            "forest": "Hộ ở vùng lõi rừng đặc dụng, khu rừng cần bảo vệ nghiêm ngặt",
        },
    )
    loss = Choice(
        "Mức độ ảnh hưởng của thiên tai",
        {"lost": "Đã mất nhà ở, đất ở", "danger": "Có nguy cơ, chưa mất nhà ở, đất ở"},
    ).shown_if(why.is_("disaster"))
    happened_on = Date("Ngày xảy ra thiên tai", not_future=True).shown_if(loss.is_("lost"))
    urgent = YesNo("Phải di chuyển ngay để bảo đảm tính mạng").shown_if(why.is_("disaster"))
    manner = Choice(
        "Hình thức bố trí",
        {"together": "Tập trung", "among": "Xen ghép vào khu dân cư có sẵn", "in_place": "Ổn định tại chỗ"},
    )
    leaves = Commune("Xã, thị trấn nơi đi")
    comes = Commune("Xã, thị trấn nơi đến").shown_if(manner.is_not("in_place"))
    site = Text("Điểm dân cư, thôn nơi đến", longest=200).shown_if(manner.is_not("in_place"))
    project = Text("Số, ngày quyết định phê duyệt dự án, phương án bố trí dân cư", longest=200).shown_if(
        manner.is_("together")
    )
    has_land = YesNo("Nơi đến có đủ đất ở cho các hộ theo quy hoạch").shown_if(manner.is_not("in_place"))

    families = Section("Danh sách các hộ")
    households = Rows(MovedHousehold, "Hộ gia đình đề nghị bố trí, ổn định", least=1, most=50)
    people = Computed("Tổng số nhân khẩu", households.sum_of("people"), unit="người")
    met_on = Date("Ngày họp thôn bình xét", not_future=True)
    was_posted = YesNo("Danh sách đã niêm yết công khai tại thôn và trụ sở UBND xã")
    objections = Text("Ý kiến chưa thống nhất khi niêm yết và kết quả xem xét", longest=500, optional=True)

    papers = Section("Thành phần hồ sơ")
    request = Paper("Tờ trình của UBND xã nơi đi", originals=1)
    list_of_households = Paper("Danh sách trích ngang các hộ bố trí, ổn định dân cư", originals=1)
    applications = Paper("Đơn tự nguyện bố trí, ổn định dân cư của từng hộ", originals=1)
    minutes = Paper("Biên bản họp thôn bình xét các hộ", originals=1)
    damage = Paper("Biên bản kiểm tra, xác nhận thiệt hại, nguy cơ thiên tai", originals=1).shown_if(
        why.is_("disaster")
    )
    agreement = Paper("Văn bản đồng ý tiếp nhận của UBND xã nơi đến", originals=1).shown_if(comes.is_not(leaves))
    neighbours = Paper("Biên bản họp cộng đồng dân cư sở tại về việc nhận hộ xen ghép", originals=1).shown_if(
        manner.is_("among")
    )
    decision = Paper("Quyết định phê duyệt dự án, phương án bố trí dân cư", copies=1).shown_if(manner.is_("together"))

    # Quyết định 1776/QĐ-TTg: hộ cư trú hợp pháp; riêng hộ di cư tự do được sắp xếp dù chưa đăng ký cư trú
    residents = Check(
        "Hộ trong danh sách phải đang cư trú hợp pháp tại xã nơi đi, trừ hộ di cư tự do.",
        why.is_("free") | households.all_rows(MovedHousehold.resides.is_(True)),
        at=households,
    )
    # Thông tư 14/2015/TT-BNNPTNT: bình xét và công khai danh sách trước khi trình UBND huyện
    posted = Check("Danh sách phải được niêm yết công khai trước khi trình.", was_posted.is_(True), at=was_posted)
    land_is_there = Check("Nơi đến chưa có đất ở cho các hộ thì chưa bố trí được.", has_land.is_(True), at=has_land)
    after_the_disaster = Check("Họp thôn bình xét phải sau ngày xảy ra thiên tai.", met_on >= happened_on, at=met_on)


land = consult(
    "Ý kiến về quỹ đất ở, đất sản xuất nơi đến",
    desk_of("tai_nguyen_moi_truong", "officer", "Phòng Tài nguyên và Môi trường"),
    working_days(7),
)
land_now = consult(
    "Ý kiến về đất ở tạm thời nơi đến",
    desk_of("tai_nguyen_moi_truong", "officer", "Phòng Tài nguyên và Môi trường"),
    working_days(3),
)
works = consult(
    "Ý kiến về hạ tầng điểm dân cư",
    desk_of("kinh_te_ha_tang", "officer", "Phòng Kinh tế và Hạ tầng"),
    working_days(7),
)
money = consult(
    "Ý kiến về kinh phí hỗ trợ trực tiếp cho hộ",
    desk_of("tai_chinh_ke_hoach", "officer", "Phòng Tài chính - Kế hoạch"),
    working_days(7),
)
visit_now = Step(
    "Kiểm tra ngay nơi có nguy cơ, thẩm định danh sách", OFFICER, working_days(6), key="tham-dinh", consults=(land_now,)
)
visit_both = Step(
    "Thẩm định danh sách, kiểm tra nơi đi và nơi đến",
    OFFICER,
    working_days(18),
    key="tham-dinh",
    consults=(land, works, money),
)
visit_home = Step(
    "Thẩm định danh sách, kiểm tra nơi ở của các hộ", OFFICER, working_days(14), key="tham-dinh", consults=(money,)
)
review = Step("Trưởng phòng duyệt, trình UBND huyện", HEAD, working_days(3), key="duyet")
sign = Step("Ký quyết định bố trí, ổn định dân cư", DISTRICT_LEADER, working_days(5), key="ky-quyet-dinh")

BO_TRI_DAN_CU = Procedure(
    facts=FACTS["bo-tri-on-dinh-dan-cu-trong-huyen"],
    form=ResettlementForm,
    route=Route(
        when(ResettlementForm.urgent.is_(True), visit_now, review, sign),
        when(ResettlementForm.manner.is_("in_place"), visit_home, review, sign),
        otherwise(visit_both, review, sign),
    ),
    unconfirmed=(
        "Đối tượng, hình thức bố trí, thành phần hồ sơ của Quyết định 1776/QĐ-TTg và Thông tư 14/2015/TT-BNNPTNT trích "
        "theo trí nhớ, chưa đối chiếu.",
        "Việc lấy ý kiến các phòng, thời gian ngắn hơn khi phải di chuyển ngay là cách làm đề xuất.",
        "Mức hỗ trợ trực tiếp cho hộ không hỏi và không tính ở đây.",
    ),
)
