"""People in the situations that procedures are about: a child, a pupil, a person with a disability, one who died."""

from __future__ import annotations

from motcua.domain.checks import Check
from motcua.domain.conditions import age
from motcua.domain.contacts import IdNumber, Phone
from motcua.domain.fields import Choice, Commune, Text, YesNo
from motcua.domain.parts import Part
from motcua.domain.quantities import Date, Integer
from motcua.domain.sections.basic import GENDERS

NATIONALITIES = {"vn": "Việt Nam", "foreign": "Nước ngoài", "none": "Không quốc tịch"}


class Child(Part):
    """Trẻ em: người dưới 16 tuổi (Luật Trẻ em 2016, Điều 1)."""

    name = Text("Họ và tên trẻ em", longest=100, words=2)
    born = Date("Ngày sinh", not_future=True)
    gender = Choice("Giới tính", GENDERS)
    ethnicity = Text("Dân tộc", optional=True, longest=50)
    birth_certificate = Text("Số giấy khai sinh", optional=True, longest=50)
    residence = Text("Nơi cư trú", longest=300, hint="Số nhà, thôn, xã, huyện, tỉnh")

    is_child = Check("Trẻ em phải dưới 16 tuổi vào ngày nộp hồ sơ.", age(born) < 16, at=born)


class Student(Part):
    """Học sinh."""

    name = Text("Họ và tên học sinh", longest=100, words=2)
    born = Date("Ngày sinh", not_future=True)
    gender = Choice("Giới tính", GENDERS)
    birth_place = Text("Nơi sinh", optional=True)
    ethnicity = Text("Dân tộc", optional=True, longest=50)
    residence = Text("Nơi cư trú", longest=300, hint="Số nhà, thôn, xã, huyện, tỉnh")
    parent_name = Text("Họ và tên cha, mẹ hoặc người giám hộ", longest=100, words=2)
    parent_phone = Phone("Điện thoại của cha, mẹ hoặc người giám hộ", optional=True)


class Disability(Part):
    """Khuyết tật: dạng tật, mức độ và giấy xác nhận (Luật Người khuyết tật 2010, Điều 3 và Điều 19)."""

    kind = Choice(
        "Dạng khuyết tật",
        {
            "movement": "Khuyết tật vận động",
            "hearing": "Khuyết tật nghe, nói",
            "seeing": "Khuyết tật nhìn",
            "mental": "Khuyết tật thần kinh, tâm thần",
            "intellectual": "Khuyết tật trí tuệ",
            "other": "Khuyết tật khác",
        },
    )
    degree = Choice(
        "Mức độ khuyết tật",
        {"extreme": "Đặc biệt nặng", "severe": "Nặng", "mild": "Nhẹ"},
    )
    certificate = Text("Số giấy xác nhận khuyết tật", longest=50)
    issued_on = Date("Ngày cấp giấy xác nhận khuyết tật", not_future=True)
    issued_by = Text("Nơi cấp giấy xác nhận khuyết tật", optional=True, hint="UBND xã, phường, thị trấn")


class Deceased(Part):
    """Người đã chết."""

    name = Text("Họ và tên người chết", longest=100, words=2)
    born = Date("Ngày sinh", not_future=True)
    died_on = Date("Ngày chết", not_future=True)
    death_certificate = Text("Số trích lục khai tử hoặc giấy chứng tử", longest=50)
    certified_by = Text("Nơi cấp", hint="Nơi đăng ký khai tử")
    residence = Text("Nơi cư trú cuối cùng", longest=300)

    in_order = Check("Ngày chết không được trước ngày sinh.", died_on >= born, at=died_on)


class Partner(Part):
    """Một bên trong việc kết hôn, ly hôn."""

    name = Text("Họ, chữ đệm, tên", longest=100, words=2)
    born = Date("Ngày, tháng, năm sinh", not_future=True)
    ethnicity = Text("Dân tộc", optional=True, longest=50)
    nationality = Choice("Quốc tịch", NATIONALITIES)
    country = Text("Tên quốc gia").shown_if(nationality.is_("foreign"))
    residence = Text("Nơi cư trú", longest=300)
    identity = IdNumber("Số giấy tờ tùy thân hoặc hộ chiếu")
    status = Choice(
        "Tình trạng hôn nhân",
        {"single": "Chưa kết hôn", "divorced": "Đã ly hôn", "widowed": "Vợ hoặc chồng đã chết"},
    )
    times = Integer("Kết hôn lần thứ mấy", least=1, most=9)

    first_if_single = Check(
        "Người chưa kết hôn thì đây là lần kết hôn thứ nhất.", status.is_not("single") | (times < 2), at=times
    )
    later_if_not_single = Check(
        "Người đã từng kết hôn thì phải ghi từ lần thứ hai trở lên.",
        status.is_("single") | (times >= 2),
        at=times,
    )


class PolicyBeneficiary(Part):
    """Người có công với cách mạng (Pháp lệnh 26/2005/PL-UBTVQH11, Điều 2)."""

    name = Text("Họ và tên người có công", longest=100, words=2)
    born = Date("Ngày sinh", not_future=True)
    kind = Choice(
        "Diện người có công",
        {
            "revolutionary": "Người hoạt động cách mạng trước Tổng khởi nghĩa tháng Tám năm 1945",
            "martyr": "Liệt sĩ",
            "mother": "Bà mẹ Việt Nam anh hùng",
            "hero": "Anh hùng Lực lượng vũ trang nhân dân, Anh hùng Lao động trong kháng chiến",
            "invalid": "Thương binh, người hưởng chính sách như thương binh",
            "sick_soldier": "Bệnh binh",
            "agent_orange": "Người hoạt động kháng chiến bị nhiễm chất độc hóa học",
            "prisoner": "Người hoạt động cách mạng, kháng chiến bị địch bắt tù, đày",
            "resistance": "Người hoạt động kháng chiến giải phóng dân tộc",
            "helper": "Người có công giúp đỡ cách mạng",
        },
    )
    file_number = Text("Số hồ sơ người có công", longest=50)
    home_town = Text("Nguyên quán", optional=True)
    residence = Text("Nơi đăng ký thường trú", longest=300)
    commune = Commune("Xã, thị trấn đang quản lý chi trả")
    has_monthly = YesNo("Đang hưởng trợ cấp hằng tháng")


class Household(Part):
    """Hộ gia đình."""

    head_name = Text("Họ và tên chủ hộ", longest=100, words=2)
    book_number = Text("Số sổ hộ khẩu", longest=50, optional=True)
    address = Text("Địa chỉ của hộ", longest=300)
    commune = Commune("Xã, thị trấn")
    people = Integer("Số nhân khẩu", least=1, most=30)
    poverty = Choice(
        "Hộ thuộc diện",
        {"poor": "Hộ nghèo", "near_poor": "Hộ cận nghèo", "none": "Không thuộc hộ nghèo, hộ cận nghèo"},
    )
    poverty_code = Text("Số giấy chứng nhận hộ nghèo, hộ cận nghèo", longest=50).shown_if(poverty.is_not("none"))
