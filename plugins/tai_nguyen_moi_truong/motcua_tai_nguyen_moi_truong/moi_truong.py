"""Kế hoạch bảo vệ môi trường; đăng ký khai thác nước dưới đất; phí bảo vệ môi trường đối với nước thải."""

from motcua.api import Procedure
from motcua.api.fees import unconfirmed
from motcua.api.forms import (
    Business,
    Check,
    Choice,
    Commune,
    Date,
    Decimal,
    Form,
    Integer,
    Many,
    Paper,
    Section,
    Text,
    YesNo,
    filed_on,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, at_agency, otherwise, when, working_days
from motcua_tai_nguyen_moi_truong.desks import HEAD, OFFICER
from motcua_tai_nguyen_moi_truong.facts import FACTS
from motcua_tai_nguyen_moi_truong.giao_dat import FROM_MEMORY


class EnvironmentPlanForm(Form):
    """Kế hoạch bảo vệ môi trường (Mẫu phụ lục 5, Thông tư 27/2015/TT-BTNMT)."""

    site = Business.section("Cơ sở, dự án", without=("tax_code",))

    plan = Section("Dự án, phương án sản xuất, kinh doanh")
    kind = Choice("Loại hình", {"project": "Dự án đầu tư", "business": "Phương án sản xuất, kinh doanh, dịch vụ"})
    needs_assessment = YesNo("Thuộc danh mục phải lập báo cáo đánh giá tác động môi trường")
    is_provincial = YesNo("Nằm trên từ hai huyện trở lên hoặc thuộc thẩm quyền xác nhận của Sở")
    starts_on = Date("Ngày dự kiến khởi công, hoạt động")
    wastewater = Decimal("Lưu lượng nước thải", least=0, most=10_000, unit="m³/ngày đêm", places=2)
    treatment = Text("Công trình thu gom, xử lý nước thải", longest=300).shown_if(wastewater > 0)
    solid_waste = Decimal("Chất thải rắn phát sinh", least=0, most=100_000, unit="kg/ngày", places=1)
    hazardous = YesNo("Phát sinh chất thải nguy hại")
    emissions = Many(
        "Tác động khác",
        {"noise": "Tiếng ồn, độ rung", "dust": "Bụi, khí thải", "none": "Không đáng kể"},
    )

    papers = Section("Thành phần hồ sơ")
    plans = Paper("Bản kế hoạch bảo vệ môi trường", originals=3)
    study = Paper("Báo cáo đầu tư hoặc phương án sản xuất, kinh doanh", copies=1)

    # Luật Bảo vệ môi trường 2014, Điều 29: không thuộc diện lập báo cáo đánh giá tác động môi trường
    is_not_assessed = Check(
        "Dự án phải lập báo cáo đánh giá tác động môi trường thì không đăng ký kế hoạch.",
        needs_assessment.is_(False),
        at=needs_assessment,
    )
    # Luật Bảo vệ môi trường 2014, Điều 32 khoản 1
    is_our_district = Check(
        "Dự án thuộc thẩm quyền của Sở nộp tại Sở Tài nguyên và Môi trường.", is_provincial.is_(False), at=is_provincial
    )
    # Luật Bảo vệ môi trường 2014, Điều 31: trước khi triển khai
    is_before_start = Check(
        "Kế hoạch phải được xác nhận trước khi khởi công, hoạt động.", starts_on > filed_on(), at=starts_on
    )


assess = Step("Thẩm tra kế hoạch, kiểm tra địa điểm", OFFICER, working_days(6), key="tham-tra")
assess_small = Step("Thẩm tra kế hoạch bảo vệ môi trường", OFFICER, working_days(4), key="tham-tra")
propose = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(1), key="duyet")
confirm = Step("Ký xác nhận kế hoạch bảo vệ môi trường", DISTRICT_LEADER, working_days(1.5), key="ky-xac-nhan")

ENVIRONMENT_PLAN = Procedure(
    facts=FACTS["ke-hoach-bao-ve-moi-truong"],
    form=EnvironmentPlanForm,
    route=Route(
        when(EnvironmentPlanForm.hazardous.is_(True) | (EnvironmentPlanForm.wastewater > 0), assess, propose, confirm),
        otherwise(assess_small, propose, confirm),
    ),
    book="XNKHBVMT",
    unconfirmed=(FROM_MEMORY, "Phân cấp giữa Sở và UBND huyện, ủy quyền cho UBND xã chưa đối chiếu."),
)


class GroundwaterForm(Form):
    """Tờ khai đăng ký công trình khai thác nước dưới đất (Mẫu số 38, Thông tư 27/2014/TT-BTNMT)."""

    well = Section("Công trình khai thác")
    commune = Commune("Xã, thị trấn nơi đặt giếng")
    place = Text("Vị trí giếng, tọa độ")
    wells = Integer("Số giếng khai thác", least=1, most=20, unit="giếng")
    depth = Decimal("Chiều sâu giếng", least=1, most=500, unit="m", places=1)
    drilled_on = Date("Ngày khoan, hoàn thành giếng", not_future=True)
    purpose = Choice("Mục đích khai thác", {"home": "Sinh hoạt hộ gia đình", "trade": "Sản xuất, kinh doanh, dịch vụ"})
    trade = Text("Ngành nghề, cơ sở sử dụng nước").shown_if(purpose.is_("trade"))
    users = Integer("Số người dùng nước", least=1, most=100, unit="người").shown_if(purpose.is_("home"))
    flow = Decimal("Lưu lượng khai thác", least=0, most=100_000, unit="m³/ngày đêm", places=2)
    in_zone = YesNo("Nằm trong khu vực phải đăng ký do UBND tỉnh công bố")
    was_licensed = YesNo("Trước đây đã đăng ký hoặc có giấy phép khai thác")
    license_number = Text("Số giấy phép, tờ khai đã đăng ký", longest=50).shown_if(was_licensed.is_(True))
    driller = Text("Đơn vị, người hành nghề khoan")

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai đăng ký khai thác nước dưới đất", originals=2)

    # Nghị định 201/2013/NĐ-CP, Điều 16 khoản 2: kinh doanh không quá 10 m³/ngày đêm
    is_small = Check(
        "Khai thác cho sản xuất, kinh doanh trên 10 m³/ngày đêm phải xin giấy phép, không đăng ký.",
        ~purpose.is_("trade") | (flow <= 10),
        at=flow,
    )
    # Luật Tài nguyên nước 2012, Điều 44 khoản 2; Thông tư 27/2014/TT-BTNMT, Điều 6: giếng sâu hơn 20 m
    must_register = Check("Ngoài khu vực phải đăng ký thì không phải đăng ký khai thác.", in_zone.is_(True), at=in_zone)
    home_well_is_deep = Check(
        "Giếng sinh hoạt của hộ gia đình sâu từ 20 m trở xuống không phải đăng ký.",
        ~purpose.is_("home") | (depth > 20),
        at=depth,
    )


look = Step("Kiểm tra thực tế giếng khai thác", OFFICER, working_days(4), key="kiem-tra")
village = Step(
    "UBND xã xác nhận vị trí giếng", at_agency("commune", "ubnd", "UBND xã, thị trấn"), working_days(3), key="xa"
)
sign_declaration = Step("Ký xác nhận tờ khai đăng ký", DISTRICT_LEADER, working_days(1.5), key="ky-xac-nhan")

GROUNDWATER = Procedure(
    facts=FACTS["dang-ky-khai-thac-nuoc-duoi-dat"],
    form=GroundwaterForm,
    route=Route(
        when(GroundwaterForm.purpose.is_("home"), village, look, sign_declaration),
        otherwise(look, propose, sign_declaration),
    ),
    unconfirmed=(FROM_MEMORY, "Ngưỡng 10 m³/ngày đêm và 20 m cần đối chiếu; số mẫu tờ khai cần xác nhận."),
)


class WastewaterForm(Form):
    """Tờ khai nộp phí bảo vệ môi trường đối với nước thải công nghiệp (Mẫu số 02, Nghị định 154/2016/NĐ-CP)."""

    site = Business.section("Cơ sở có nước thải")

    declared = Section("Kỳ kê khai")
    year = Integer("Năm kê khai", least=2017, most=2100)
    period = Choice("Kỳ", {"q1": "Quý I", "q2": "Quý II", "q3": "Quý III", "q4": "Quý IV", "year": "Cả năm"})
    source = Choice(
        "Nguồn nước thải", {"industrial": "Sản xuất, chế biến công nghiệp", "domestic": "Nước thải sinh hoạt"}
    )
    volume = Decimal("Lượng nước thải", least=0, most=1_000_000, unit="m³/ngày đêm", places=2)
    intake = Decimal("Lượng nước sạch sử dụng trong kỳ", least=0, most=10_000_000, unit="m³", places=1)
    pollutants = Many(
        "Chất ô nhiễm trong nước thải",
        {
            "cod": "COD",
            "tss": "Chất rắn lơ lửng (TSS)",
            "hg": "Thủy ngân",
            "pb": "Chì",
            "as": "Asen",
            "cd": "Cadimi",
        },
        optional=True,
    ).shown_if(volume >= 20)
    has_analysis = YesNo("Có kết quả phân tích mẫu nước thải").shown_if(volume >= 20)

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai nộp phí bảo vệ môi trường (Mẫu số 02)", originals=1)
    analysis = Paper("Kết quả phân tích chất lượng nước thải", copies=1).shown_if(has_analysis.is_(True))
    bills = Paper("Hóa đơn sử dụng nước", copies=1, optional=True)

    # Nghị định 154/2016/NĐ-CP, Điều 2: nước thải sinh hoạt nộp theo hóa đơn nước sạch
    is_industrial = Check(
        "Nước thải sinh hoạt nộp phí cùng hóa đơn tiền nước, không kê khai tại đây.",
        source.is_("industrial"),
        at=source,
    )
    # Nghị định 154/2016/NĐ-CP, Điều 6 khoản 2: dưới 20 m³/ngày đêm nộp phí cố định theo năm
    small_pays_by_year = Check(
        "Cơ sở dưới 20 m³/ngày đêm kê khai và nộp phí theo năm.", (volume >= 20) | period.is_("year"), at=period
    )
    large_pays_by_quarter = Check(
        "Cơ sở từ 20 m³/ngày đêm kê khai theo quý.", (volume < 20) | period.is_not("year"), at=period
    )


appraise = Step("Thẩm định tờ khai, đối chiếu lượng nước thải", OFFICER, working_days(6), key="tham-dinh")
appraise_fixed = Step("Kiểm tra tờ khai mức phí cố định", OFFICER, working_days(3), key="tham-dinh")
notice = Step("Ký thông báo nộp phí", HEAD, working_days(1.5), key="ky-thong-bao")

WASTEWATER = Procedure(
    facts=FACTS["phi-bao-ve-moi-truong-nuoc-thai"],
    form=WastewaterForm,
    route=Route(
        when(WastewaterForm.volume >= 20, appraise, notice),
        otherwise(appraise_fixed, notice),
    ),
    fee=unconfirmed(
        "Phí theo Nghị định 154/2016/NĐ-CP, Điều 6: phí cố định và phí biến đổi; phòng tính trong thông báo."
    ),
    unconfirmed=(FROM_MEMORY, "Ngưỡng 20 m³/ngày đêm và phân cấp Phòng, Sở chưa đối chiếu."),
)
