"""Cấp Giấy phép kinh doanh karaoke."""

from motcua.api import Procedure
from motcua.api.fees import by, per_unit
from motcua.api.forms import Business, Check, Choice, Decimal, Form, Integer, Paper, Part, Rows, Section, Text, YesNo
from motcua.api.routes import DISTRICT_LEADER, Route, Step, consult, desk_of, otherwise, when, working_days
from motcua_van_hoa_thong_tin.desks import HEAD, OFFICER
from motcua_van_hoa_thong_tin.facts import FACTS


class Room(Part):
    """Một phòng hát."""

    name = Text("Tên hoặc số phòng", longest=50)
    area = Decimal("Diện tích phòng (không kể công trình phụ)", least=1, most=1_000, unit="m²", places=1)
    has_clear_door = YesNo("Cửa phòng bằng kính không màu, không có khóa, chốt bên trong")

    # Nghị định 103/2009/NĐ-CP, Quy chế, Điều 30 khoản 1 và khoản 2
    is_large_enough = Check("Mỗi phòng hát phải rộng từ 20 m² trở lên.", area >= 20, at=area)
    can_be_seen_into = Check(
        "Cửa phòng hát phải bằng kính không màu, không đặt khóa, chốt bên trong.",
        has_clear_door.is_(True),
        at=has_clear_door,
    )


class KaraokeForm(Form):
    """Đơn đề nghị cấp giấy phép kinh doanh karaoke."""

    request = Section("Đề nghị cấp giấy phép")
    kind = Choice("Trường hợp đề nghị", {"new": "Cấp mới", "more_rooms": "Tăng thêm phòng ở cơ sở đã có giấy phép"})
    permit = Text("Số giấy phép đã cấp", longest=50).shown_if(kind.is_("more_rooms"))

    place = Business.section("Cơ sở kinh doanh")
    distance = Integer(
        "Khoảng cách đến trường học, bệnh viện, cơ sở tôn giáo, di tích, cơ quan hành chính gần nhất",
        least=0,
        most=100_000,
        hint="Tính bằng mét, đo theo đường bộ từ cửa phòng đến cổng",
    )
    in_housing = YesNo("Địa điểm nằm trong khu dân cư, có hộ liền kề")

    rooms = Section("Phòng hát")
    room = Rows(Room, "Các phòng đề nghị cấp giấy phép", least=1, most=50)
    security = Text("Số giấy chứng nhận đủ điều kiện về an ninh, trật tự", longest=50)
    fire_safety = Text("Số văn bản nghiệm thu hoặc chấp thuận về phòng cháy và chữa cháy", longest=50)

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp giấy phép kinh doanh karaoke", originals=1)
    registration = Paper("Bản sao giấy chứng nhận đăng ký kinh doanh", certified_copies=1)
    consent = Paper("Văn bản đồng ý của các hộ liền kề", originals=1).shown_if(in_housing.is_(True))
    security_paper = Paper("Giấy chứng nhận đủ điều kiện về an ninh, trật tự", certified_copies=1)
    old_permit = Paper("Giấy phép kinh doanh karaoke đã cấp", copies=1).shown_if(kind.is_("more_rooms"))

    # Nghị định 103/2009/NĐ-CP, Quy chế, Điều 30 khoản 4
    far_enough = Check(
        "Địa điểm phải cách trường học, bệnh viện, cơ sở tôn giáo, di tích, cơ quan hành chính từ 200 m trở lên.",
        distance >= 200,
        at=distance,
    )


planning = consult(
    "Ý kiến về quy hoạch, công trình",
    desk_of("kinh_te_ha_tang", "officer", "Phòng Kinh tế và Hạ tầng"),
    working_days(1),
)
inspect_new = Step(
    "Thẩm định hồ sơ, kiểm tra thực tế", OFFICER, within=working_days(3), key="tham-dinh", consults=(planning,)
)
inspect = Step("Thẩm định hồ sơ, kiểm tra thực tế", OFFICER, within=working_days(2), key="tham-dinh")
review = Step("Trưởng phòng duyệt, ký trình", HEAD, within=working_days(0.5), key="duyet")
sign = Step("Ký giấy phép", DISTRICT_LEADER, within=working_days(1), key="ky-giay-phep")

KARAOKE = Procedure(
    facts=FACTS["giay-phep-kinh-doanh-karaoke"],
    form=KaraokeForm,
    route=Route(
        when(KaraokeForm.kind.is_("new"), inspect_new, review, sign),
        otherwise(inspect, review, sign),
    ),
    # Thông tư 212/2016/TT-BTC, Điều 4 khoản 2, ngoài thành phố, thị xã
    fee=by(
        KaraokeForm.kind,
        {
            "new": per_unit(KaraokeForm.room.count(), "phòng", brackets=((5, 3_000_000), (None, 6_000_000))),
            "more_rooms": per_unit(KaraokeForm.room.count(), "phòng", 1_000_000),
        },
    ),
    book="GPKR",
    unconfirmed=(
        "Ghi chú của bảng dữ kiện nói mức 3.000.000 đồng cho 1-3 phòng; Thông tư 212/2016/TT-BTC, Điều 4 ghi từ 01 đến "
        "05 phòng: đang theo Thông tư.",
        "Các điều của Nghị định 103/2009/NĐ-CP trích theo trí nhớ, chưa đối chiếu.",
    ),
)
