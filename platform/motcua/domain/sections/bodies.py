"""Bodies and places that procedures are about: a school, a cooperative, an association, premises."""

from __future__ import annotations

from motcua.domain.checks import Check
from motcua.domain.contacts import Email, Phone, TaxCode
from motcua.domain.fields import Choice, Commune, Text
from motcua.domain.parts import Part
from motcua.domain.quantities import Date, Decimal, Integer, Money


class School(Part):
    """Trường, cơ sở giáo dục."""

    name = Text("Tên trường")
    kind = Choice("Loại hình trường", {"public": "Công lập", "people": "Dân lập", "private": "Tư thục"})
    address = Text("Địa chỉ của trường", longest=300)
    commune = Commune("Xã, thị trấn nơi đặt trường")
    head_name = Text("Họ và tên hiệu trưởng hoặc người phụ trách", longest=100, words=2, optional=True)
    phone = Phone("Điện thoại của trường", optional=True)
    email = Email("Thư điện tử của trường", optional=True)


class Cooperative(Part):
    """Hợp tác xã đã đăng ký (Luật Hợp tác xã 2012)."""

    name = Text("Tên hợp tác xã", hint="Bắt đầu bằng “Hợp tác xã” hoặc “Liên hiệp hợp tác xã”")
    registration = Text("Số giấy chứng nhận đăng ký hợp tác xã", longest=30)
    registered_on = Date("Ngày cấp giấy chứng nhận đăng ký", not_future=True)
    tax_code = TaxCode("Mã số thuế", optional=True)
    address = Text("Địa chỉ trụ sở chính", longest=300)
    commune = Commune("Xã, thị trấn nơi đặt trụ sở")
    head_name = Text("Họ và tên người đại diện theo pháp luật", longest=100, words=2)
    head_title = Text("Chức danh người đại diện", longest=100, optional=True)
    members = Integer("Số thành viên", least=1, most=100_000, optional=True)
    capital = Money("Vốn điều lệ", least=1, optional=True)
    phone = Phone("Điện thoại của hợp tác xã", optional=True)

    # Luật Hợp tác xã 2012, Điều 3 khoản 1: ít nhất 07 thành viên
    seven_members = Check("Hợp tác xã phải có ít nhất 7 thành viên.", members >= 7, at=members)


class Association(Part):
    """Hội hoạt động trong phạm vi huyện (Nghị định 45/2010/NĐ-CP)."""

    name = Text("Tên hội")
    purpose = Text("Tôn chỉ, mục đích", longest=500)
    activity = Text("Lĩnh vực hoạt động chính", longest=300)
    scope = Choice("Phạm vi hoạt động", {"district": "Trong huyện", "commune": "Trong xã, thị trấn"})
    address = Text("Nơi đặt trụ sở", longest=300)
    members = Integer("Số hội viên", least=1, most=100_000, optional=True)
    head_name = Text("Họ và tên người đứng đầu", longest=100, words=2)
    phone = Phone("Điện thoại của hội", optional=True)


class Premises(Part):
    """Địa điểm, cơ sở vật chất."""

    address = Text("Địa chỉ của địa điểm", longest=300)
    commune = Commune("Xã, thị trấn nơi có địa điểm")
    area = Decimal("Diện tích sử dụng", least=0, unit="m²", places=1)
    tenure = Choice(
        "Quyền sử dụng địa điểm",
        {"own": "Thuộc sở hữu, quyền sử dụng của người đề nghị", "lease": "Thuê", "borrow": "Mượn"},
    )
    lease_until = Date("Thuê, mượn đến ngày").shown_if(tenure.is_not("own"))
    rooms = Integer("Số phòng", least=1, most=500, optional=True)

    has_area = Check("Diện tích phải lớn hơn 0 m².", area > 0, at=area)
