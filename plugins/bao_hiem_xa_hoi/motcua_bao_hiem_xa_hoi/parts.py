"""Sections that several procedures of this office ask for."""

from motcua.api.forms import NATIONALITIES, Choice, Date, IdNumber, Part, Phone, Text


class Participant(Part):
    """Người tham gia (phần chung của Tờ khai tham gia, điều chỉnh thông tin BHXH, BHYT, Mẫu TK1-TS): also a child
    without a paper of identity."""

    name = Text("Họ và tên người tham gia", longest=100, words=2)
    born = Date("Ngày, tháng, năm sinh", not_future=True)
    gender = Choice("Giới tính của người tham gia", {"male": "Nam", "female": "Nữ"})
    ethnicity = Text("Dân tộc", longest=50, optional=True)
    nationality = Choice("Quốc tịch của người tham gia", NATIONALITIES)
    birth_place = Text("Nơi cấp giấy khai sinh", hint="Xã, huyện, tỉnh", optional=True)
    identity = IdNumber("Số CMND, thẻ căn cước hoặc hộ chiếu", born=born, gender=gender, optional=True)
    address = Text("Địa chỉ nhận kết quả", longest=300, hint="Số nhà, thôn, xã, huyện, tỉnh")
    phone = Phone("Điện thoại liên hệ", optional=True)


def insurance_number(label: str = "Mã số bảo hiểm xã hội") -> Text:
    """Quyết định 595/QĐ-BHXH: mười chữ số."""
    return Text(label, longest=10, pattern=r"[0-9]{10}", example="2716004512")
