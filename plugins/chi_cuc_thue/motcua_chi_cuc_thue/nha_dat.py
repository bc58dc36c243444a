"""What the two returns of land share: the land, the house, kinship that exempts, the office that knows the land."""

from motcua.api.forms import Check, Choice, Commune, Decimal, Integer, Part, Text
from motcua.api.routes import consult, desk_of, working_days

# Nghị định 140/2016/NĐ-CP, Điều 9 khoản 10; Thông tư 111/2013/TT-BTC, Điều 3 khoản 1 điểm a, d: the same list
KIN = {
    "spouse": "Vợ với chồng",
    "parent": "Cha đẻ, mẹ đẻ với con đẻ",
    "adopted": "Cha nuôi, mẹ nuôi với con nuôi",
    "in_law": "Cha chồng, mẹ chồng với con dâu; cha vợ, mẹ vợ với con rể",
    "grandparent": "Ông nội, bà nội với cháu nội; ông ngoại, bà ngoại với cháu ngoại",
    "sibling": "Anh, chị, em ruột với nhau",
}


class DeclaredLand(Part):
    """Đặc điểm đất trên tờ khai: the area in square metres."""

    place = Text("Địa chỉ thửa đất", longest=300, hint="Thửa đất số, tờ bản đồ, thôn, xứ đồng")
    commune = Commune("Xã, thị trấn nơi có đất")
    position = Choice(
        "Vị trí thửa đất", {"front": "Mặt tiền đường phố, trục giao thông", "alley": "Ngõ, hẻm, trong thôn"}
    )
    purpose = Choice(
        "Mục đích sử dụng đất",
        {"home": "Đất ở", "farm": "Đất nông nghiệp", "trade": "Đất sản xuất, kinh doanh", "other": "Đất khác"},
    )
    area = Decimal("Diện tích đất", least=0, most=10_000_000, unit="m²", places=1)

    has_area = Check("Diện tích đất phải lớn hơn 0 m².", area > 0, at=area)


class DeclaredHouse(Part):
    """Đặc điểm nhà trên tờ khai: floor area in square metres."""

    grade = Choice(
        "Cấp nhà, hạng nhà",
        {"4": "Nhà cấp IV", "3": "Nhà cấp III", "2": "Nhà cấp II", "1": "Nhà cấp I", "villa": "Biệt thự"},
    )
    floor = Decimal("Diện tích sàn xây dựng", least=1, most=100_000, unit="m²", places=1)
    year = Integer("Năm hoàn công hoặc bắt đầu sử dụng nhà", least=1900, most=2100)


land_office = consult(
    "Xác nhận thông tin thửa đất để tính thuế, lệ phí",
    desk_of("chi_nhanh_vpdkdd", "officer", "Chi nhánh Văn phòng Đăng ký đất đai"),
    working_days(1),
)
