"""Quy mô sản xuất của trang trại và tiêu chí kinh tế trang trại (Thông tư 27/2011/TT-BNNPTNT)."""

from decimal import Decimal as Number

from motcua.api.forms import Check, Choice, Decimal, Money, Part

LINES = {
    "crops": "Trồng trọt",
    "livestock": "Chăn nuôi",
    "forestry": "Lâm nghiệp",
    "fish": "Nuôi trồng thủy sản",
    "mixed": "Tổng hợp",
}


class Production(Part):
    """Quy mô sản xuất: area in hectares, values in đồng of one year."""

    line = Choice("Lĩnh vực sản xuất của trang trại", LINES)
    area = Decimal("Diện tích đất sản xuất của trang trại", least=0, most=10_000, unit="ha", places=2)
    value = Money("Giá trị sản lượng hàng hóa của trang trại trong năm", least=1)
    largest = Money("Giá trị sản lượng hàng hóa của ngành lớn nhất trong năm", least=1)

    part_of_whole = Check(
        "Giá trị của ngành lớn nhất không được nhiều hơn giá trị của cả trang trại.", largest <= value, at=largest
    )
    # Thông tư 27/2011/TT-BNNPTNT, Điều 4: trang trại chuyên ngành có ngành chiếm trên 50% giá trị sản lượng
    one_line_leads = Check(
        "Trang trại chuyên ngành phải có ngành đó chiếm trên 50% giá trị sản lượng; nếu không thì ghi “Tổng hợp”.",
        line.is_("mixed") | (largest * 2 > value),
        at=largest,
    )
    no_line_leads = Check(
        "Có ngành chiếm trên 50% giá trị sản lượng thì ghi lĩnh vực của ngành đó, không ghi “Tổng hợp”.",
        line.is_not("mixed") | (largest * 2 <= value),
        at=line,
    )
    # Thông tư 27/2011/TT-BNNPTNT, Điều 5 khoản 1: ngoài Đông Nam Bộ và Đồng bằng sông Cửu Long
    has_land = Check(
        "Trang trại trồng trọt, nuôi trồng thủy sản, tổng hợp phải có từ 2,1 ha trở lên.",
        line.is_one_of("livestock", "forestry") | (area >= Number("2.1")),
        at=area,
    )
    sells_enough = Check(
        "Trang trại trồng trọt, nuôi trồng thủy sản, tổng hợp phải đạt từ 700 triệu đồng/năm.",
        line.is_one_of("livestock", "forestry") | (value >= 700_000_000),
        at=value,
    )
    # Thông tư 27/2011/TT-BNNPTNT, Điều 5 khoản 2
    sells_animals = Check(
        "Trang trại chăn nuôi phải đạt từ 1.000 triệu đồng/năm.",
        line.is_not("livestock") | (value >= 1_000_000_000),
        at=value,
    )
    # Thông tư 27/2011/TT-BNNPTNT, Điều 5 khoản 3
    has_forest = Check(
        "Trang trại lâm nghiệp phải có từ 31 ha trở lên.", line.is_not("forestry") | (area >= 31), at=area
    )
    sells_timber = Check(
        "Trang trại lâm nghiệp phải đạt bình quân từ 500 triệu đồng/năm.",
        line.is_not("forestry") | (value >= 500_000_000),
        at=value,
    )
