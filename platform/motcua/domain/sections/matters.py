"""Matters that procedures are about: a paper issued before, a civil entry, a building, a project, a petition."""

from __future__ import annotations

from motcua.domain.checks import Check
from motcua.domain.fields import Choice, Commune, LongText, Text, YesNo
from motcua.domain.parts import Part
from motcua.domain.quantities import Date, Decimal, Integer, Money


class IssuedPaper(Part):
    """Giấy phép, giấy chứng nhận, quyết định đã cấp: which paper a renewal, change, appeal or revocation is about."""

    number = Text("Số giấy đã cấp", longest=50)
    issued_on = Date("Ngày cấp", not_future=True)
    issued_by = Text("Cơ quan cấp")
    about = Text("Trích yếu, nội dung", longest=300, optional=True)
    valid_until = Date("Có giá trị đến ngày", optional=True)

    in_order = Check("Ngày hết giá trị phải sau ngày cấp.", valid_until > issued_on, at=valid_until)


class CivilEntry(Part):
    """Việc hộ tịch đã đăng ký trong sổ."""

    number = Text("Số đăng ký", longest=50)
    book = Text("Quyển số", longest=50, optional=True)
    registered_on = Date("Ngày đăng ký", not_future=True)
    place = Text("Nơi đăng ký", longest=300)


class BankAccount(Part):
    """Tài khoản nhận tiền."""

    holder = Text("Chủ tài khoản", longest=100, words=2)
    number = Text("Số tài khoản", longest=30, pattern=r"[0-9 ]{6,30}", example="2600 2050 1234")
    bank = Text("Ngân hàng, chi nhánh")


class BuildingWork(Part):
    """Quy mô công trình xây dựng."""

    kind = Choice(
        "Loại công trình",
        {
            "house": "Nhà ở riêng lẻ",
            "civil": "Công trình dân dụng khác",
            "industrial": "Công trình công nghiệp",
            "infrastructure": "Công trình hạ tầng kỹ thuật",
            "transport": "Công trình giao thông",
            "other": "Công trình khác",
        },
    )
    grade = Choice("Cấp công trình", {"ii": "Cấp II", "iii": "Cấp III", "iv": "Cấp IV"})
    ground_area = Decimal("Diện tích xây dựng tầng 1", least=1, most=100_000, unit="m²", places=1)
    floor_area = Decimal("Tổng diện tích sàn", least=1, most=500_000, unit="m²", places=1)
    floors = Integer("Số tầng", least=1, most=30)
    height = Decimal("Chiều cao công trình", least=1, most=200, unit="m", places=2)
    ground_level = Decimal("Cốt nền xây dựng", least=-10, most=50, unit="m", places=2, optional=True)
    setback = Decimal("Khoảng lùi", least=0, most=100, unit="m", places=2, optional=True)

    floors_cover_ground = Check(
        "Tổng diện tích sàn không được nhỏ hơn diện tích xây dựng tầng 1.", floor_area >= ground_area, at=floor_area
    )


class Project(Part):
    """Dự án đầu tư xây dựng."""

    name = Text("Tên dự án, công trình", longest=300)
    investor = Text("Chủ đầu tư")
    place = Text("Địa điểm xây dựng", longest=300)
    commune = Commune("Xã, thị trấn nơi có dự án")
    group = Choice("Nhóm dự án", {"b": "Nhóm B", "c": "Nhóm C", "report": "Chỉ lập báo cáo kinh tế - kỹ thuật"})
    investment = Money("Tổng mức đầu tư", least=1)
    capital = Choice(
        "Nguồn vốn",
        {"state": "Ngân sách nhà nước", "off_budget": "Vốn nhà nước ngoài ngân sách", "other": "Vốn khác"},
    )
    decision = Text("Số quyết định phê duyệt, chấp thuận chủ trương đầu tư", longest=100, optional=True)
    decided_on = Date("Ngày quyết định", not_future=True, optional=True)


class AwardSubject(Part):
    """Cá nhân hoặc tập thể được đề nghị khen thưởng (Luật Thi đua, khen thưởng 2003)."""

    kind = Choice(
        "Đối tượng đề nghị khen thưởng", {"person": "Cá nhân", "group": "Tập thể", "household": "Hộ gia đình"}
    )
    name = Text("Họ và tên cá nhân hoặc tên tập thể")
    born = Date("Ngày sinh", not_future=True).shown_if(kind.is_("person"))
    title = Text("Chức vụ", longest=100, optional=True).shown_if(kind.is_("person"))
    workplace = Text("Đơn vị công tác hoặc nơi cư trú", longest=300)
    achievement = LongText("Tóm tắt thành tích")
    from_on = Date("Thành tích từ ngày", not_future=True)
    to_on = Date("Thành tích đến ngày", not_future=True)
    is_disciplined = YesNo("Đang bị xem xét hoặc đang trong thời gian thi hành kỷ luật")

    in_order = Check("Ngày kết thúc thành tích không được trước ngày bắt đầu.", to_on >= from_on, at=to_on)


class Petition(Part):
    """Đơn của công dân: khiếu nại, tố cáo, kiến nghị, phản ánh."""

    written_on = Date("Ngày viết đơn", not_future=True)
    people = Integer("Số người đứng tên trong đơn", least=1, most=500)
    speaker = Text("Họ và tên người đại diện", longest=100, words=2).shown_if(people > 1)
    against = Text("Cơ quan, tổ chức, người bị khiếu nại, tố cáo, kiến nghị", longest=300)
    happened = LongText("Tóm tắt sự việc")
    wish = LongText("Yêu cầu của người viết đơn")
    has_been_decided = YesNo("Đã có cơ quan giải quyết")
    decided_by = Text("Cơ quan đã giải quyết").shown_if(has_been_decided.is_(True))
    decision = Text("Số, ngày văn bản giải quyết").shown_if(has_been_decided.is_(True))
