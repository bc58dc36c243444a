"""Cấp giấy phép xây dựng nhà ở riêng lẻ, lấy ý kiến cơ quan liên quan song song."""

from motcua.api import Procedure
from motcua.api.fees import unconfirmed
from motcua.api.forms import Check, Choice, Commune, Decimal, Form, Integer, Paper, Section, Text, YesNo
from motcua.api.routes import (
    DISTRICT_LEADER,
    Route,
    Step,
    calendar_days,
    consult,
    desk_of,
    otherwise,
    when,
    working_days,
)
from motcua_kinh_te_ha_tang.desks import HEAD, OFFICER
from motcua_kinh_te_ha_tang.facts import FACTS


class PermitForm(Form):
    """Đơn đề nghị cấp giấy phép xây dựng nhà ở riêng lẻ."""

    owner = Section("Chủ đầu tư")
    owner_name = Text("Tên chủ đầu tư (chủ hộ)")
    owner_address = Text("Địa chỉ liên hệ")

    land = Section("Địa điểm xây dựng")
    plot = Text("Lô đất, thửa đất số", longest=30)
    map_sheet = Text("Tờ bản đồ số", longest=30)
    plot_area = Decimal("Diện tích thửa đất (m²)", least=1, most=100000, places=1)
    commune = Commune("Xã, thị trấn")
    place = Text("Thôn, đường phố, số nhà")
    certificate = Text("Số giấy chứng nhận quyền sử dụng đất", pattern="[A-ZĐ]{1,2} ?[0-9]{6,8}", example="BK 123456")
    in_relic_zone = YesNo("Trong khu vực bảo vệ di tích, danh lam thắng cảnh")

    house = Section("Nội dung đề nghị cấp phép")
    house_kind = Choice(
        "Loại công trình",
        {"town": "Nhà ở riêng lẻ tại đô thị", "rural": "Nhà ở riêng lẻ tại nông thôn"},
        # Luật Xây dựng 2014, Điều 89 khoản 2 điểm k
        hint="Nhà ở riêng lẻ ở nông thôn ngoài khu bảo tồn, khu di tích được miễn giấy phép xây dựng",
    )
    grade = Choice("Cấp công trình", {"ii": "Cấp II", "iii": "Cấp III", "iv": "Cấp IV"})
    ground_area = Decimal("Diện tích xây dựng tầng 1 (m²)", least=1, most=100000, places=1)
    ground_level = Decimal("Cốt nền xây dựng (m)", least=-10, most=50, places=2)
    floor_area = Decimal("Tổng diện tích sàn (m²)", least=1, most=200000, places=1)
    floors = Integer("Số tầng", least=1, most=15)
    height = Decimal("Chiều cao công trình (m)", least=1, most=100, places=2)
    setback = Decimal("Khoảng lùi (m)", least=0, most=100, places=2, optional=True)
    density = Decimal("Mật độ xây dựng (%)", least=1, most=100, places=1)
    months = Integer("Thời gian dự kiến hoàn thành (tháng)", least=1, most=60)
    adjoins = YesNo("Có công trình liền kề")

    design = Section("Đơn vị thiết kế")
    designer = Text("Tên đơn vị, cá nhân thiết kế")
    # Luật Xây dựng 2014, Điều 79 khoản 7: a household draws its own house under 250 m², under 3 floors or under 12 m
    designer_certificate = Text("Số chứng chỉ năng lực, chứng chỉ hành nghề").shown_if(
        (floor_area >= 250) | (floors > 2)
    )

    papers = Section("Thành phần hồ sơ")
    request = Paper("Đơn đề nghị cấp giấy phép xây dựng", originals=1)
    land_paper = Paper("Giấy tờ chứng minh quyền sử dụng đất", certified_copies=1)
    drawings = Paper("Bản vẽ thiết kế: mặt bằng, mặt đứng, mặt cắt, móng, cấp thoát nước, điện", originals=2)
    pledge = Paper("Bản cam kết bảo đảm an toàn đối với công trình liền kề", originals=1).shown_if(adjoins.is_(True))
    survey = Paper("Báo cáo kết quả thẩm tra thiết kế, khảo sát địa chất", originals=1).shown_if(floors >= 7)

    # Luật Xây dựng 2014, Điều 90: nội dung giấy phép ghi diện tích tầng 1, tổng diện tích sàn
    total_covers_ground = Check(
        "Tổng diện tích sàn không được nhỏ hơn diện tích xây dựng tầng 1.", floor_area >= ground_area, at=floor_area
    )
    # Luật Xây dựng 2014, Điều 93: phù hợp với mục đích sử dụng đất, nằm trong thửa đất
    fits_plot = Check(
        "Diện tích xây dựng tầng 1 không được lớn hơn diện tích thửa đất.", ground_area <= plot_area, at=ground_area
    )


planning = consult(
    "Ý kiến về sử dụng đất",
    desk_of("tai_nguyen_moi_truong", "officer", "Phòng Tài nguyên và Môi trường"),
    working_days(2),
    key="y-kien-dat-dai",
)
heritage = consult(
    "Ý kiến về bảo vệ di tích",
    desk_of("van_hoa_thong_tin", "officer", "Phòng Văn hóa và Thông tin"),
    working_days(2),
    key="y-kien-di-tich",
)

appraise = Step(
    "Thẩm định hồ sơ, kiểm tra thực địa", OFFICER, within=working_days(7), key="tham-dinh", consults=(planning,)
)
appraise_relic = Step(
    "Thẩm định hồ sơ, kiểm tra thực địa",
    OFFICER,
    within=working_days(7),
    key="tham-dinh",
    consults=(planning, heritage),
)
review = Step("Trưởng phòng duyệt, ký trình", HEAD, within=working_days(1.5), key="duyet")
sign = Step("Ký giấy phép xây dựng", DISTRICT_LEADER, within=working_days(1.5), key="ky-giay-phep")

PERMIT = Procedure(
    facts=FACTS["giay-phep-xay-dung-nha-o-rieng-le"],
    form=PermitForm,
    route=Route(
        when(PermitForm.in_relic_zone.is_(True), appraise_relic, review, sign),
        otherwise(appraise, review, sign),
        reception=working_days(0.5),
        hand_back=working_days(0.5),
    ),
    # Luật Xây dựng 2014, Điều 102: 15 ngày đối với nhà ở riêng lẻ (ngày lịch)
    term=calendar_days(15),
    fee=unconfirmed("Lệ phí do HĐND tỉnh quy định; mức tham khảo chưa kiểm chứng.", reference=50_000),
    book="GPXD",
    legal_basis=("Luật Xây dựng 2014, Điều 89 đến Điều 95, Điều 102",),
    unconfirmed=(
        "Điều, khoản của Luật Xây dựng 2014 trích theo trí nhớ, chưa đối chiếu.",
        "Mức từ 250 m² sàn hoặc 03 tầng phải có chứng chỉ của đơn vị thiết kế (Điều 79 khoản 7, nhà cao dưới 12 m có "
        "được hộ gia đình tự thiết kế hay không) và từ 07 tầng phải thẩm tra chưa đối chiếu.",
        "Nghị định 53/2017/NĐ-CP nhận cả giấy tờ về đất khác giấy chứng nhận, biểu mẫu đang hỏi số giấy chứng nhận; "
        "giấy tờ về đất nộp bản sao thường hay bản sao chứng thực chưa đối chiếu.",
        "Nhà ở riêng lẻ ở nông thôn ngoài khu bảo tồn, di tích được miễn giấy phép (Điều 89 khoản 2 điểm k): chưa đối "
        "chiếu nên chỉ nhắc, không từ chối.",
        "Lấy ý kiến Phòng Tài nguyên và Môi trường với mọi hồ sơ là việc phối hợp trong huyện.",
    ),
)
