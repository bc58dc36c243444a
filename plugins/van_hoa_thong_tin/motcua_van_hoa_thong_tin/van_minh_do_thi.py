"""Phường, thị trấn đạt chuẩn văn minh đô thị, lần đầu và công nhận lại (Thông tư 02/2013/TT-BVHTTDL)."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
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
    age,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, consult, desk_of, otherwise, working_days
from motcua_van_hoa_thong_tin.desks import HEAD, OFFICER
from motcua_van_hoa_thong_tin.facts import FACTS


class Town(Part):
    """Phường, thị trấn đề nghị công nhận."""

    town = Commune("Phường, thị trấn đề nghị công nhận")
    streets = Integer("Tổng số tổ dân phố, khu phố", least=1, most=200, unit="tổ")
    cultural_streets = Integer("Số tổ dân phố, khu phố đạt chuẩn văn hóa", least=0, most=200, unit="tổ")
    families = Decimal("Tỷ lệ gia đình văn hóa", least=0, most=100, unit="%", places=1)
    planned = Decimal("Tỷ lệ công trình xây dựng đúng quy hoạch, có giấy phép", least=0, most=100, unit="%", places=1)
    collected = Decimal("Tỷ lệ rác thải sinh hoạt được thu gom", least=0, most=100, unit="%", places=1)

    not_more = Check(
        "Số tổ dân phố văn hóa không được nhiều hơn tổng số tổ dân phố.",
        cultural_streets <= streets,
        at=cultural_streets,
    )


class FirstTownForm(Form):
    """Tờ trình đề nghị công nhận lần đầu phường, thị trấn đạt chuẩn văn minh đô thị."""

    place = Town.section("Phường, thị trấn")
    building = Section("Quá trình xây dựng")
    enrolled_on = Date("Ngày đăng ký xây dựng danh hiệu", not_future=True)
    has_plan = YesNo("Có quy hoạch xây dựng được phê duyệt và công bố công khai")
    plan = Text("Số quyết định phê duyệt quy hoạch", longest=100).shown_if(has_plan.is_(True))
    has_regulations = YesNo("Tổ dân phố có quy ước nếp sống văn minh đô thị được phê duyệt")
    regulations = Text("Số quyết định phê duyệt quy ước", longest=100).shown_if(has_regulations.is_(True))
    sidewalks_clear = YesNo("Không có tụ điểm lấn chiếm lòng đường, vỉa hè, chợ tự phát")
    clearing = Text("Tụ điểm còn lại, biện pháp và thời hạn giải tỏa", longest=500).shown_if(sidewalks_clear.is_(False))

    papers = Section("Thành phần hồ sơ")
    request = Paper("Công văn đề nghị công nhận của UBND phường, thị trấn", originals=1)
    report = Paper("Báo cáo thành tích 02 năm xây dựng phường, thị trấn đạt chuẩn văn minh đô thị", originals=1)
    minutes = Paper("Biên bản kiểm tra của Ban Chỉ đạo phong trào huyện", originals=1)
    plan_paper = Paper("Quyết định phê duyệt quy hoạch xây dựng", copies=1).shown_if(has_plan.is_(True))

    # Thông tư 02/2013/TT-BVHTTDL, Điều 6: lần đầu sau 02 năm kể từ ngày đăng ký
    two_years = Check(
        "Công nhận lần đầu phải đủ 2 năm kể từ ngày đăng ký xây dựng danh hiệu.", age(enrolled_on) >= 2, at=enrolled_on
    )
    # Thông tư 02/2013/TT-BVHTTDL, Điều 5 khoản 1: quản lý đô thị theo quy hoạch
    is_planned = Check(
        "Phường, thị trấn phải có quy hoạch xây dựng được phê duyệt và công bố.", has_plan.is_(True), at=has_plan
    )


class AgainTownForm(Form):
    """Tờ trình đề nghị công nhận lại phường, thị trấn đạt chuẩn văn minh đô thị."""

    place = Town.section("Phường, thị trấn")
    former = IssuedPaper.section("Quyết định công nhận lần trước", without=("about", "valid_until"))
    keeping = Section("Kết quả giữ vững danh hiệu")
    planned_before = Decimal(
        "Tỷ lệ công trình đúng quy hoạch khi công nhận lần trước", least=0, most=100, unit="%", places=1
    )
    decline = Text("Lý do tỷ lệ giảm so với lần trước", longest=300).shown_if(place["planned"] < planned_before)
    boundary_changed = YesNo("Địa giới hoặc số tổ dân phố đã thay đổi từ lần công nhận trước")
    improved = Many(
        "Lĩnh vực nâng cao chất lượng trong 5 năm",
        {
            "streets": "Đường phố, chiếu sáng, cây xanh",
            "environment": "Vệ sinh môi trường, thu gom rác",
            "order": "An ninh, trật tự, an toàn giao thông",
            "culture": "Thiết chế văn hóa, thể thao",
            "lifestyle": "Nếp sống văn minh trong cưới, tang, lễ hội",
        },
    )

    papers = Section("Thành phần hồ sơ")
    request = Paper("Công văn đề nghị công nhận lại của UBND phường, thị trấn", originals=1)
    report = Paper("Báo cáo thành tích 05 năm giữ vững danh hiệu", originals=1)
    minutes = Paper("Biên bản kiểm tra của Ban Chỉ đạo phong trào huyện", originals=1)
    old_decision = Paper("Quyết định công nhận lần trước", copies=1)
    boundary = Paper("Văn bản về thay đổi địa giới, chia tách, sáp nhập tổ dân phố", copies=1).shown_if(
        boundary_changed.is_(True)
    )

    # Thông tư 02/2013/TT-BVHTTDL, Điều 6: công nhận lại sau 05 năm kể từ lần công nhận trước
    five_years = Check(
        "Công nhận lại phải đủ 5 năm kể từ ngày công nhận lần trước.",
        age(former["issued_on"]) >= 5,
        at=former["issued_on"],
    )


planning = consult(
    "Ý kiến về quản lý quy hoạch, trật tự đô thị",
    desk_of("kinh_te_ha_tang", "officer", "Phòng Kinh tế và Hạ tầng"),
    working_days(2),
)
environment = consult(
    "Ý kiến về vệ sinh môi trường",
    desk_of("tai_nguyen_moi_truong", "officer", "Phòng Tài nguyên và Môi trường"),
    working_days(2),
)
inspect = Step(
    "Thẩm định hồ sơ, kiểm tra tại phường, thị trấn",
    OFFICER,
    working_days(6),
    key="tham-dinh",
    consults=(planning, environment),
)
inspect_again = Step(
    "Thẩm định việc giữ vững danh hiệu", OFFICER, working_days(5), key="tham-dinh", consults=(planning,)
)
review = Step("Trưởng phòng duyệt, trình Chủ tịch UBND huyện", HEAD, working_days(1), key="duyet")
sign = Step("Ký quyết định công nhận phường, thị trấn", DISTRICT_LEADER, working_days(2), key="ky-quyet-dinh")

UNSURE = (
    "Các điều của Thông tư 02/2013/TT-BVHTTDL (02 năm, 05 năm, tiêu chuẩn, hồ sơ) trích theo trí nhớ, chưa đối chiếu.",
    "Các tỷ lệ phải đạt chưa đối chiếu: chỉ hỏi, người thẩm định xét.",
    "Việc lấy ý kiến phòng khác là cách làm đề xuất.",
)

VAN_MINH_LAN_DAU = Procedure(
    facts=FACTS["cong-nhan-lan-dau-thi-tran-van-minh-do-thi"],
    form=FirstTownForm,
    route=Route(otherwise(inspect, review, sign)),
    unconfirmed=UNSURE,
)
VAN_MINH_CONG_NHAN_LAI = Procedure(
    facts=FACTS["cong-nhan-lai-thi-tran-van-minh-do-thi"],
    form=AgainTownForm,
    route=Route(otherwise(inspect_again, review, sign)),
    unconfirmed=UNSURE,
)
