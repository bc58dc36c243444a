"""Xã đạt chuẩn văn hóa nông thôn mới, công nhận lần đầu và công nhận lại (Thông tư 17/2011/TT-BVHTTDL)."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Commune,
    Date,
    Decimal,
    Form,
    Integer,
    IssuedPaper,
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


class RuralCommune(Part):
    """Xã đề nghị công nhận."""

    commune = Commune("Xã đề nghị công nhận")
    villages = Integer("Tổng số thôn, làng", least=1, most=100, unit="thôn")
    cultural_villages = Integer("Số thôn, làng đang giữ danh hiệu văn hóa", least=0, most=100, unit="thôn")
    families = Decimal("Tỷ lệ gia đình văn hóa giữ danh hiệu 3 năm trở lên", least=0, most=100, unit="%", places=1)
    poverty = Decimal("Tỷ lệ hộ nghèo", least=0, most=100, unit="%", places=1)
    has_centre = YesNo("Trung tâm văn hóa - thể thao xã có trụ sở, trang thiết bị, hoạt động thường xuyên")
    village_houses = Integer("Số thôn có nhà văn hóa, khu thể thao", least=0, most=100, unit="thôn")

    not_more_titles = Check(
        "Số thôn văn hóa không được nhiều hơn tổng số thôn.", cultural_villages <= villages, at=cultural_villages
    )
    not_more_houses = Check(
        "Số thôn có nhà văn hóa không được nhiều hơn tổng số thôn.", village_houses <= villages, at=village_houses
    )
    # Thông tư 17/2011/TT-BVHTTDL, Điều 5 khoản 3: thiết chế văn hóa, thể thao của xã
    centre_works = Check(
        "Xã phải có trung tâm văn hóa - thể thao hoạt động thường xuyên.", has_centre.is_(True), at=has_centre
    )


class FirstCommuneForm(Form):
    """Tờ trình đề nghị công nhận lần đầu xã đạt chuẩn văn hóa nông thôn mới."""

    place = RuralCommune.section("Xã")
    building = Section("Quá trình xây dựng")
    enrolled_on = Date("Ngày đăng ký với UBND huyện", not_future=True)
    new_rural = YesNo("Đã phát động, có kế hoạch xây dựng xã đạt chuẩn văn hóa nông thôn mới được phê duyệt")
    plan = Text("Số, ngày kế hoạch", longest=100).shown_if(new_rural.is_(True))
    village_rules = YesNo("Các thôn có quy ước được phê duyệt, thực hiện nếp sống văn minh trong cưới, tang, lễ hội")

    papers = Section("Thành phần hồ sơ")
    request = Paper("Công văn đề nghị công nhận của UBND xã", originals=1)
    report = Paper("Báo cáo thành tích 02 năm xây dựng xã đạt chuẩn văn hóa nông thôn mới", originals=1)
    minutes = Paper("Biên bản kiểm tra của Ban Chỉ đạo phong trào huyện", originals=1)
    plan_paper = Paper("Kế hoạch xây dựng xã đạt chuẩn văn hóa nông thôn mới", copies=1).shown_if(new_rural.is_(True))

    # Thông tư 17/2011/TT-BVHTTDL, Điều 6: công nhận lần đầu sau 02 năm kể từ ngày đăng ký
    two_years = Check(
        "Công nhận lần đầu phải đủ 2 năm kể từ ngày xã đăng ký với UBND huyện.", age(enrolled_on) >= 2, at=enrolled_on
    )


class AgainCommuneForm(Form):
    """Tờ trình đề nghị công nhận lại xã đạt chuẩn văn hóa nông thôn mới."""

    place = RuralCommune.section("Xã")
    former = IssuedPaper.section("Quyết định công nhận lần trước", without=("about", "valid_until"))
    keeping = Section("Kết quả giữ vững danh hiệu")
    villages_lost = Integer("Số thôn bị thu hồi danh hiệu từ lần công nhận trước", least=0, most=100, unit="thôn")
    poverty_before = Decimal("Tỷ lệ hộ nghèo khi công nhận lần trước", least=0, most=100, unit="%", places=1)
    poverty_reason = Text("Lý do hộ nghèo tăng", longest=300).shown_if(place["poverty"] > poverty_before)
    had_serious_case = YesNo("Có vụ việc nghiêm trọng về an ninh, trật tự, khiếu kiện vượt cấp trong 5 năm")
    serious_case = Text("Vụ việc và kết quả giải quyết", longest=500).shown_if(had_serious_case.is_(True))

    papers = Section("Thành phần hồ sơ")
    request = Paper("Công văn đề nghị công nhận lại của UBND xã", originals=1)
    report = Paper("Báo cáo thành tích 05 năm giữ vững danh hiệu", originals=1)
    minutes = Paper("Biên bản kiểm tra của Ban Chỉ đạo phong trào huyện", originals=1)
    old_decision = Paper("Quyết định công nhận lần trước", copies=1)
    settled = Paper("Văn bản kết quả giải quyết vụ việc", copies=1).shown_if(had_serious_case.is_(True))

    # Thông tư 17/2011/TT-BVHTTDL, Điều 6: công nhận lại sau 05 năm kể từ lần công nhận trước
    five_years = Check(
        "Công nhận lại phải đủ 5 năm kể từ ngày công nhận lần trước.",
        age(former["issued_on"]) >= 5,
        at=former["issued_on"],
    )
    lost_within = Check(
        "Số thôn bị thu hồi danh hiệu không được nhiều hơn tổng số thôn.",
        villages_lost <= place["villages"],
        at=villages_lost,
    )


rural = consult(
    "Ý kiến về kết quả xây dựng nông thôn mới",
    desk_of("nong_nghiep_ptnt", "officer", "Phòng Nông nghiệp và Phát triển nông thôn"),
    working_days(2),
)
poverty = consult(
    "Ý kiến về tỷ lệ hộ nghèo",
    desk_of("lao_dong_tbxh", "officer", "Phòng Lao động - Thương binh và Xã hội"),
    working_days(2),
)
inspect_first = Step(
    "Thẩm định hồ sơ, kiểm tra tại xã", OFFICER, working_days(6), key="tham-dinh", consults=(rural, poverty)
)
inspect_again = Step(
    "Thẩm định việc giữ vững danh hiệu của xã", OFFICER, working_days(5), key="tham-dinh", consults=(poverty,)
)
review = Step("Trưởng phòng duyệt, trình Chủ tịch UBND huyện", HEAD, working_days(1), key="duyet")
sign = Step("Ký quyết định công nhận xã", DISTRICT_LEADER, working_days(2), key="ky-quyet-dinh")

UNSURE = (
    "Các điều của Thông tư 17/2011/TT-BVHTTDL (02 năm, 05 năm, tiêu chuẩn, hồ sơ) trích theo trí nhớ, chưa đối chiếu.",
    "Tỷ lệ gia đình văn hóa, thôn văn hóa phải đạt chưa đối chiếu: chỉ hỏi, người thẩm định xét.",
    "Việc lấy ý kiến phòng khác là cách làm đề xuất.",
)

XA_LAN_DAU = Procedure(
    facts=FACTS["cong-nhan-lan-dau-xa-van-hoa-nong-thon-moi"],
    form=FirstCommuneForm,
    route=Route(otherwise(inspect_first, review, sign)),
    unconfirmed=UNSURE,
)
XA_CONG_NHAN_LAI = Procedure(
    facts=FACTS["cong-nhan-lai-xa-van-hoa-nong-thon-moi"],
    form=AgainCommuneForm,
    route=Route(otherwise(inspect_again, review, sign)),
    unconfirmed=UNSURE,
)
