"""Sections that several procedures of this office ask for."""

from motcua.api.forms import GENDERS, Choice, Commune, Date, IdNumber, Part, Text


class Beneficiary(Part):
    """Đối tượng bảo trợ xã hội: also a child or somebody without papers, so that papers of identity are not a must."""

    name = Text("Họ và tên đối tượng", longest=100, words=2)
    born = Date("Ngày sinh của đối tượng", not_future=True)
    gender = Choice("Giới tính của đối tượng", GENDERS)
    ethnicity = Text("Dân tộc của đối tượng", longest=50, optional=True)
    identity = IdNumber("Số giấy tờ tùy thân của đối tượng", optional=True)
    address = Text("Nơi cư trú của đối tượng", longest=300, hint="Số nhà, thôn")
    commune = Commune("Xã, thị trấn nơi đối tượng cư trú")


class Carer(Part):
    """Người nhận chăm sóc, nuôi dưỡng đối tượng tại cộng đồng."""

    name = Text("Họ và tên người nhận chăm sóc", longest=100, words=2)
    born = Date("Ngày sinh của người nhận chăm sóc", not_future=True)
    identity = IdNumber("Số giấy tờ tùy thân của người nhận chăm sóc")
    address = Text("Nơi ở của người nhận chăm sóc", longest=300, hint="Số nhà, thôn, xã")
    relation = Text("Quan hệ với đối tượng", longest=100)


LEVELS = {
    "district": "Cơ sở thuộc huyện quản lý",
    "province": "Cơ sở thuộc tỉnh quản lý",
    "private": "Cơ sở ngoài công lập",
}


class Facility(Part):
    """Cơ sở trợ giúp xã hội nơi đối tượng vào hoặc đang ở."""

    name = Text("Tên cơ sở trợ giúp xã hội")
    level = Choice("Cấp quản lý cơ sở", LEVELS)
    address = Text("Địa chỉ của cơ sở", longest=300)


MARTYR_KIN = {
    "parent": "Cha đẻ, mẹ đẻ",
    "spouse": "Vợ hoặc chồng",
    "child": "Con",
    "raiser": "Người có công nuôi liệt sĩ",
    "sibling": "Anh, chị, em ruột",
    "worshipper": "Người thờ cúng khác được ủy quyền",
}


class Martyr(Part):
    """Liệt sĩ đã được công nhận."""

    name = Text("Họ và tên liệt sĩ", longest=100, words=2)
    certificate = Text("Số bằng Tổ quốc ghi công", longest=50)
    decision = Text("Số quyết định cấp bằng Tổ quốc ghi công", longest=50, optional=True)
    file_number = Text("Số hồ sơ liệt sĩ", longest=50, optional=True)
    died_on = Date("Ngày hy sinh", not_future=True)
