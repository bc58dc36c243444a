"""A person, an organisation, a land parcel, a business: what most procedures ask for."""

from __future__ import annotations

from motcua.domain.checks import Check
from motcua.domain.conditions import age
from motcua.domain.contacts import Email, IdNumber, Phone, TaxCode
from motcua.domain.fields import Choice, Commune, Text
from motcua.domain.parts import Part
from motcua.domain.quantities import Date, Decimal

GENDERS = {"male": "Nam", "female": "Nữ", "other": "Khác"}

ID_KINDS = {"cmnd": "Chứng minh nhân dân", "cccd": "Căn cước công dân", "passport": "Hộ chiếu", "other": "Giấy tờ khác"}

# The land categories that the district office writes on certificates (Thông tư 25/2014/TT-BTNMT, phụ lục).
LAND_KINDS = {
    "ont": "Đất ở tại nông thôn (ONT)",
    "odt": "Đất ở tại đô thị (ODT)",
    "luc": "Đất chuyên trồng lúa nước (LUC)",
    "luk": "Đất trồng lúa nước còn lại (LUK)",
    "bhk": "Đất bằng trồng cây hàng năm khác (BHK)",
    "cln": "Đất trồng cây lâu năm (CLN)",
    "nts": "Đất nuôi trồng thủy sản (NTS)",
    "skc": "Đất cơ sở sản xuất phi nông nghiệp (SKC)",
    "tmd": "Đất thương mại, dịch vụ (TMD)",
    "other": "Loại đất khác",
}


class Person(Part):
    """Cá nhân."""

    name = Text("Họ và tên", longest=100, words=2)
    born = Date("Ngày sinh", not_future=True)
    gender = Choice("Giới tính", GENDERS, optional=True)
    id_kind = Choice("Loại giấy tờ tùy thân", ID_KINDS)
    id_number = IdNumber("Số giấy tờ tùy thân", kind_of=id_kind, born=born, gender=gender)
    id_issued_on = Date("Ngày cấp", optional=True, not_future=True)
    id_issued_by = Text("Nơi cấp", optional=True)
    address = Text("Địa chỉ thường trú", longest=300, hint="Số nhà, thôn, xã, huyện, tỉnh")
    phone = Phone("Số điện thoại", optional=True)
    email = Email("Thư điện tử", optional=True)

    # Papers of identity are issued from the age of 14 (Nghị định 05/1999/NĐ-CP, Điều 3; Luật Căn cước công dân 2014,
    # Điều 19). Passports and other papers are issued to children too.
    issued_to_fourteen = Check(
        "Ngày cấp giấy tờ tùy thân phải sau ngày người đó đủ 14 tuổi",
        id_kind.is_one_of("passport", "other") | (age(born, on=id_issued_on) >= 14),
        at=id_issued_on,
    )


class Organisation(Part):
    """Tổ chức."""

    name = Text("Tên tổ chức")
    tax_code = TaxCode("Mã số thuế")
    address = Text("Địa chỉ trụ sở", longest=300)
    head_name = Text("Người đại diện theo pháp luật", longest=100, words=2)
    head_title = Text("Chức vụ", optional=True, longest=100)
    phone = Phone("Số điện thoại")
    email = Email("Thư điện tử", optional=True)


class LandParcel(Part):
    """Thửa đất."""

    certificate = Text(
        "Số phát hành giấy chứng nhận",
        pattern=r"[A-ZĐ]{1,2} ?[0-9]{6,8}",
        example="BG 123456",
        uppercase=True,
        hint="Một hoặc hai chữ cái và 6 đến 8 chữ số in ở bìa giấy chứng nhận",
    )
    book_number = Text("Số vào sổ cấp giấy chứng nhận", longest=50)
    issued_on = Date("Ngày cấp giấy chứng nhận", optional=True, not_future=True)
    # Numbers with a suffix exist: "12a", "1 phần 15" (domain rule for parcels that were divided).
    map_sheet = Text("Tờ bản đồ số", longest=20, pattern=r"(?=.*[1-9])[\w /.\-]+", example="12")
    parcel = Text("Thửa đất số", longest=20, pattern=r"(?=.*[1-9])[^\x00-\x1f<>]+", example="1 phần 15")
    area = Decimal("Diện tích", least=0, unit="m²", places=1)
    land_kind = Choice("Loại đất", LAND_KINDS)
    commune = Commune("Xã, thị trấn nơi có đất")
    place = Text("Xứ đồng, thôn, số nhà", optional=True)

    has_area = Check("Diện tích phải lớn hơn 0 m²", area > 0, at=area)


class Business(Part):
    """Cơ sở kinh doanh."""

    name = Text("Tên cơ sở")
    registration = Text("Số giấy chứng nhận đăng ký kinh doanh", longest=20)
    tax_code = TaxCode("Mã số thuế", optional=True)
    address = Text("Địa điểm kinh doanh", longest=300)
    commune = Commune("Xã, thị trấn nơi kinh doanh")
    phone = Phone("Số điện thoại", optional=True)
