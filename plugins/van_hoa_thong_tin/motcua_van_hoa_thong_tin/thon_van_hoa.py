"""Công nhận thôn, làng, tổ dân phố văn hóa (Thông tư 12/2011/TT-BVHTTDL)."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Commune,
    Date,
    Decimal,
    Form,
    Integer,
    IssuedPaper,
    Paper,
    Section,
    Text,
    YesNo,
    age,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, otherwise, when, working_days
from motcua_van_hoa_thong_tin.desks import HEAD, OFFICER
from motcua_van_hoa_thong_tin.facts import FACTS


class VillageForm(Form):
    """Hồ sơ đề nghị công nhận thôn, làng, tổ dân phố văn hóa."""

    village = Section("Khu dân cư")
    turn = Choice("Lần công nhận", {"first": "Công nhận lần đầu", "again": "Công nhận lại"})
    kind = Choice("Danh hiệu", {"hamlet": "Thôn văn hóa", "village": "Làng văn hóa", "street": "Tổ dân phố văn hóa"})
    name = Text("Tên thôn, làng, tổ dân phố")
    commune = Commune("Thuộc xã, thị trấn")
    households = Integer("Tổng số hộ", least=1, most=10_000, unit="hộ")
    cultural = Integer("Số hộ được công nhận gia đình văn hóa", least=0, most=10_000, unit="hộ")
    poverty = Decimal("Tỷ lệ hộ nghèo của khu dân cư", least=0, most=100, unit="%", places=1)
    has_house = YesNo("Có nhà văn hóa, nơi sinh hoạt cộng đồng")
    has_rules = YesNo("Có quy ước, hương ước được UBND huyện phê duyệt")
    rules = Text("Số quyết định phê duyệt quy ước, hương ước", longest=100).shown_if(has_rules.is_(True))
    enrolled_on = Date("Ngày đăng ký với UBND xã, thị trấn", not_future=True).shown_if(turn.is_("first"))

    former = IssuedPaper.section("Quyết định công nhận lần trước", without=("about", "valid_until")).shown_if(
        turn.is_("again")
    )

    papers = Section("Thành phần hồ sơ")
    request = Paper("Văn bản đề nghị của UBND xã, thị trấn kèm danh sách đủ tiêu chuẩn", originals=1)
    report_first = Paper("Báo cáo thành tích 02 năm xây dựng danh hiệu", originals=1).shown_if(turn.is_("first"))
    report_again = Paper("Báo cáo thành tích 03 năm giữ vững danh hiệu", originals=1).shown_if(turn.is_("again"))
    minutes = Paper("Biên bản họp bình xét của khu dân cư", originals=1)
    old_decision = Paper("Quyết định công nhận lần trước", copies=1).shown_if(turn.is_("again"))

    not_more = Check("Số gia đình văn hóa không được nhiều hơn tổng số hộ.", cultural <= households, at=cultural)
    # Thông tư 12/2011/TT-BVHTTDL, Điều 7: lần đầu 02 năm kể từ ngày đăng ký
    two_years = Check(
        "Công nhận lần đầu phải đủ 2 năm kể từ ngày đăng ký với UBND xã, thị trấn.",
        age(enrolled_on) >= 2,
        at=enrolled_on,
    )
    # Thông tư 12/2011/TT-BVHTTDL, Điều 7: công nhận lại 03 năm kể từ lần trước
    three_years = Check(
        "Công nhận lại phải đủ 3 năm kể từ ngày công nhận lần trước.",
        age(former["issued_on"]) >= 3,
        at=former["issued_on"],
    )


first = Step("Thẩm định hồ sơ, kiểm tra tại khu dân cư", OFFICER, working_days(6), key="tham-dinh")
again = Step("Thẩm định hồ sơ, đối chiếu lần công nhận trước", OFFICER, working_days(4), key="tham-dinh")
review = Step("Trưởng phòng duyệt, trình Chủ tịch UBND huyện", HEAD, working_days(1), key="duyet")
sign = Step("Ký quyết định công nhận, giấy công nhận", DISTRICT_LEADER, working_days(2), key="ky-quyet-dinh")

THON_VAN_HOA = Procedure(
    facts=FACTS["cong-nhan-thon-lang-to-dan-pho-van-hoa"],
    form=VillageForm,
    route=Route(when(VillageForm.turn.is_("first"), first, review, sign), otherwise(again, review, sign)),
    unconfirmed=(
        "Các điều của Thông tư 12/2011/TT-BVHTTDL (02 năm, 03 năm, hồ sơ) trích theo trí nhớ, chưa đối chiếu.",
        "Tỷ lệ gia đình văn hóa phải đạt ở vùng đồng bằng chưa đối chiếu: chỉ hỏi, người thẩm định xét.",
    ),
)
