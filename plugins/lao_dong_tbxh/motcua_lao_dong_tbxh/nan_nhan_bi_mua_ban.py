"""Hỗ trợ học văn hóa, học nghề, trợ cấp khó khăn ban đầu cho nạn nhân bị mua bán."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Date,
    Form,
    Household,
    Integer,
    Many,
    Money,
    Paper,
    Section,
    Text,
    YesNo,
    age,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, consult, desk_of, otherwise, when, working_days
from motcua_lao_dong_tbxh.desks import HEAD, OFFICER
from motcua_lao_dong_tbxh.facts import FACTS
from motcua_lao_dong_tbxh.parts import Beneficiary


class VictimForm(Form):
    """Đơn đề nghị hỗ trợ của nạn nhân bị mua bán."""

    victim = Beneficiary.section("Nạn nhân")

    # Luật Phòng, chống mua bán người 2011, Điều 28: giấy tờ, tài liệu chứng nhận nạn nhân
    proof = Section("Xác nhận nạn nhân và trở về")
    proved_by = Choice(
        "Giấy tờ chứng nhận nạn nhân",
        {
            "police": "Giấy xác nhận của công an cấp huyện",
            "rescue": "Giấy xác nhận của cơ quan giải cứu",
            "investigation": "Giấy xác nhận của cơ quan điều tra, viện kiểm sát, tòa án",
            "abroad": "Giấy tờ của cơ quan đại diện Việt Nam ở nước ngoài, cơ quan nước ngoài",
        },
    )
    proof_number = Text("Số giấy chứng nhận nạn nhân", longest=50)
    proof_on = Date("Ngày cấp giấy chứng nhận nạn nhân", not_future=True)
    was_abroad = YesNo("Bị mua bán ra nước ngoài")
    returned_on = Date("Ngày trở về nơi cư trú", not_future=True)
    had_help = YesNo("Đã được cơ sở hỗ trợ nạn nhân trợ giúp")
    helped_by = Text("Tên cơ sở hỗ trợ nạn nhân").shown_if(had_help.is_(True))

    household = Household.section("Hộ gia đình của nạn nhân", without=("address", "people"))

    request = Section("Hỗ trợ đề nghị")
    supports = Many(
        "Các khoản đề nghị hỗ trợ",
        {"school": "Học văn hóa", "trade": "Học nghề", "allowance": "Trợ cấp khó khăn ban đầu"},
    )
    school = Text("Trường xin học tiếp").shown_if(supports.includes("school"))
    grade = Integer("Lớp xin học", least=1, most=12).shown_if(supports.includes("school"))
    trade = Text("Nghề xin học").shown_if(supports.includes("trade"))
    months = Integer("Thời gian khóa học nghề", least=1, most=36, unit="tháng").shown_if(supports.includes("trade"))
    tuition = Money("Học phí học nghề", least=0).shown_if(supports.includes("trade"))
    had_trade = YesNo("Đã được Nhà nước hỗ trợ học nghề").shown_if(supports.includes("trade"))
    had_allowance = YesNo("Đã nhận trợ cấp khó khăn ban đầu").shown_if(supports.includes("allowance"))

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị hỗ trợ của nạn nhân hoặc gia đình nạn nhân", originals=1)
    victim_paper = Paper("Bản sao giấy xác nhận về việc nạn nhân bị mua bán", certified_copies=1)
    return_paper = Paper("Giấy xác nhận thời gian ở cơ sở hỗ trợ nạn nhân", copies=1).shown_if(had_help.is_(True))
    poverty = Paper("Bản sao giấy chứng nhận hộ nghèo", copies=1).shown_if(household["poverty"].is_("poor"))
    school_paper = Paper("Giấy tờ của trường về học lực, lớp đã học", copies=1).shown_if(supports.includes("school"))
    trade_paper = Paper("Giấy báo nhập học, biên lai học phí của cơ sở dạy nghề", originals=1).shown_if(
        supports.includes("trade") & (tuition > 0)
    )
    abroad_paper = Paper("Bản dịch giấy tờ của cơ quan nước ngoài", certified_copies=1).shown_if(
        proved_by.is_("abroad")
    )
    commune_letter = Paper("Văn bản đề nghị của UBND cấp xã nơi nạn nhân cư trú", originals=1)

    # Luật Phòng, chống mua bán người 2011, Điều 36 và Điều 37: hỗ trợ khi thuộc hộ nghèo; học văn hóa: cả người chưa
    # thành niên
    is_poor_for_trade = Check(
        "Hỗ trợ học nghề, trợ cấp khó khăn ban đầu chỉ dành cho nạn nhân thuộc hộ nghèo.",
        household["poverty"].is_("poor") | ~(supports.includes("trade") | supports.includes("allowance")),
        at=supports,
    )
    is_young_or_poor_for_school = Check(
        "Hỗ trợ học văn hóa dành cho người dưới 18 tuổi hoặc thuộc hộ nghèo.",
        ~supports.includes("school") | household["poverty"].is_("poor") | (age(victim["born"]) < 18),
        at=supports,
    )
    trade_once = Check("Mỗi nạn nhân chỉ được hỗ trợ học nghề một lần.", had_trade.is_(False), at=had_trade)
    allowance_once = Check("Trợ cấp khó khăn ban đầu chỉ nhận một lần.", had_allowance.is_(False), at=had_allowance)
    old_enough_for_a_trade = Check(
        "Học nghề dành cho người từ đủ 14 tuổi trở lên.",
        ~supports.includes("trade") | (age(victim["born"]) >= 14),
        at=victim["born"],
    )


school_office = consult(
    "Bố trí trường, lớp cho nạn nhân",
    desk_of("giao_duc_dao_tao", "officer", "Phòng Giáo dục và Đào tạo"),
    working_days(2),
)
appraise_school = Step(
    "Thẩm định hồ sơ, bố trí học văn hóa", OFFICER, working_days(4), key="tham-dinh", consults=(school_office,)
)
appraise = Step("Thẩm định hồ sơ, dự toán kinh phí hỗ trợ", OFFICER, working_days(3), key="tham-dinh")
review = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(1), key="duyet")
sign = Step("Ký quyết định hỗ trợ", DISTRICT_LEADER, working_days(2), key="ky-quyet-dinh")

VICTIM_SUPPORT = Procedure(
    facts=FACTS["ho-tro-nan-nhan-hoa-nhap-cong-dong"],
    form=VictimForm,
    route=Route(
        when(VictimForm.supports.includes("school"), appraise_school, review, sign),
        otherwise(appraise, review, sign),
    ),
    legal_basis=("Luật Phòng, chống mua bán người 2011", "Thông tư 35/2013/TT-BLĐTBXH"),
    unconfirmed=(
        "Luật Phòng, chống mua bán người 2011, Điều 28, 36, 37 và Nghị định 09/2013/NĐ-CP trích theo trí nhớ.",
        "Hạn nộp đơn kể từ khi trở về và thời gian giải quyết ở từng cấp chưa đối chiếu nên không kiểm tra.",
        "Tuổi 14 khi học nghề lấy theo Luật Giáo dục nghề nghiệp, cần xác nhận.",
    ),
)
