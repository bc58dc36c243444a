"""Điểm cung cấp dịch vụ trò chơi điện tử công cộng: cấp mới (Nghị định 72/2013/NĐ-CP, Điều 35)."""

from motcua.api import Procedure
from motcua.api.forms import Business, Check, Choice, Decimal, Form, Integer, Paper, Part, Rows, Section, Text, YesNo
from motcua.api.routes import DISTRICT_LEADER, Route, Step, otherwise, working_days
from motcua_van_hoa_thong_tin.desks import HEAD, OFFICER
from motcua_van_hoa_thong_tin.facts import FACTS

OWNERS = {"person": "Cá nhân", "organisation": "Tổ chức, doanh nghiệp"}


class Room(Part):
    """Một phòng máy."""

    name = Text("Tên hoặc vị trí phòng máy", longest=50)
    area = Decimal("Diện tích phòng máy", least=1, most=2_000, unit="m²", places=1)
    computers = Integer("Số máy tính trong phòng", least=1, most=500, unit="máy")


class GamePointForm(Form):
    """Đơn đề nghị cấp giấy chứng nhận đủ điều kiện hoạt động điểm cung cấp dịch vụ trò chơi điện tử công cộng."""

    place = Business.section("Điểm trò chơi điện tử")
    owner_kind = Choice("Chủ điểm", OWNERS)
    manager = Text("Họ và tên người quản lý trực tiếp", longest=100, words=2).shown_if(owner_kind.is_("organisation"))
    has_line_of_business = YesNo("Đăng ký kinh doanh có ngành nghề đại lý Internet, trò chơi điện tử")
    urban = Choice(
        "Khu vực đặt điểm",
        {
            "big": "Đô thị loại đặc biệt, loại I, loại II, loại III",
            "small": "Đô thị loại IV, loại V",
            "other": "Khu vực khác",
        },
    )
    school = Integer(
        "Khoảng cách đến cổng trường tiểu học, trung học gần nhất",
        least=0,
        most=100_000,
        unit="m",
        hint="Đường ngắn nhất từ cổng trường phổ thông đến điểm",
    )

    machines = Section("Phòng máy và thiết bị")
    rooms = Rows(Room, "Các phòng máy", least=1, most=50)
    provider = Text("Doanh nghiệp cung cấp dịch vụ truy nhập Internet")
    has_sign = YesNo("Có biển hiệu ghi tên điểm, địa chỉ, điện thoại, số đăng ký kinh doanh")
    has_rules = YesNo("Có niêm yết nội quy, bảng danh sách trò chơi G1 được phép, giờ hoạt động")
    has_light = YesNo("Bảo đảm đủ ánh sáng, độ chiếu sáng đồng đều trong phòng máy")
    has_fire_safety = YesNo("Có thiết bị và nội quy phòng cháy, chữa cháy")

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp giấy chứng nhận đủ điều kiện hoạt động", originals=1)
    registration = Paper("Giấy chứng nhận đăng ký kinh doanh điểm trò chơi điện tử công cộng", certified_copies=1)
    owner_id = Paper("Chứng minh nhân dân của chủ điểm", certified_copies=1).shown_if(owner_kind.is_("person"))
    manager_id = Paper("Chứng minh nhân dân của người quản lý trực tiếp", certified_copies=1).shown_if(
        owner_kind.is_("organisation")
    )

    # Nghị định 72/2013/NĐ-CP, Điều 35 khoản 2 điểm a
    is_registered = Check(
        "Điểm phải đăng ký kinh doanh ngành nghề trò chơi điện tử công cộng trước khi đề nghị cấp giấy.",
        has_line_of_business.is_(True),
        at=has_line_of_business,
    )
    # Nghị định 72/2013/NĐ-CP, Điều 35 khoản 2 điểm b
    far_from_school = Check(
        "Điểm phải cách cổng trường tiểu học, trung học cơ sở, trung học phổ thông từ 200 m trở lên.",
        school >= 200,
        at=school,
    )
    # Nghị định 72/2013/NĐ-CP, Điều 35 khoản 2 điểm c
    signed = Check("Điểm phải có biển hiệu theo quy định.", has_sign.is_(True), at=has_sign)
    # Nghị định 72/2013/NĐ-CP, Điều 35 khoản 2 điểm d
    large_in_city = Check(
        "Tổng diện tích phòng máy ở đô thị loại III trở lên phải từ 50 m².",
        urban.is_not("big") | (rooms.sum_of("area") >= 50),
        at=rooms,
    )
    large_in_town = Check(
        "Tổng diện tích phòng máy ở đô thị loại IV, loại V phải từ 40 m².",
        urban.is_not("small") | (rooms.sum_of("area") >= 40),
        at=rooms,
    )
    large_elsewhere = Check(
        "Tổng diện tích phòng máy ở khu vực khác phải từ 30 m².",
        urban.is_not("other") | (rooms.sum_of("area") >= 30),
        at=rooms,
    )
    # Nghị định 72/2013/NĐ-CP, Điều 35 khoản 2 điểm đ
    is_lit = Check("Phòng máy phải đủ ánh sáng, độ chiếu sáng đồng đều.", has_light.is_(True), at=has_light)
    # Nghị định 72/2013/NĐ-CP, Điều 36
    shows_rules = Check("Điểm phải niêm yết nội quy và danh sách trò chơi.", has_rules.is_(True), at=has_rules)
    # Nghị định 72/2013/NĐ-CP, Điều 35 khoản 2 điểm e
    fire_safe = Check(
        "Điểm phải có thiết bị và nội quy phòng cháy, chữa cháy.", has_fire_safety.is_(True), at=has_fire_safety
    )


DIEM_TRO_CHOI = Procedure(
    facts=FACTS["diem-tro-choi-dien-tu-cong-cong"],
    form=GamePointForm,
    route=Route(
        otherwise(
            Step("Thẩm định hồ sơ, kiểm tra thực tế tại điểm", OFFICER, working_days(6), key="tham-dinh"),
            Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(1), key="duyet"),
            Step("Ký giấy chứng nhận đủ điều kiện hoạt động", DISTRICT_LEADER, working_days(2), key="ky-gcn"),
        )
    ),
    book="GCNTC",
    # Nghị định 72/2013/NĐ-CP, Điều 35a (bổ sung bởi Nghị định 27/2018/NĐ-CP); Thông tư 23/2013/TT-BTTTT: 03 năm
    validity_months=36,
    unconfirmed=(
        "Đã đối chiếu với Nghị định 72/2013/NĐ-CP, Điều 35, 35a, 35b ở bản sửa bởi Nghị định 27/2018/NĐ-CP; Thông tư "
        "23/2013/TT-BTTTT áp dụng năm 2017 chưa đọc.",
        "Người ký là lãnh đạo UBND huyện hay phòng được ủy quyền, do UBND tỉnh giao (Điều 35 khoản 3), cần xác nhận.",
    ),
)
