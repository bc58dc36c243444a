"""What the civil-status procedures share: papers of foreign authorities, relief from the fee, the usual steps."""

from typing import Any

from motcua.api.fees import Fee, unconfirmed
from motcua.api.forms import Check, Choice, Part, Text, YesNo
from motcua.api.routes import DISTRICT_LEADER, Step, hours, working_days
from motcua_tu_phap.desks import HEAD, OFFICER

FROM_MEMORY = (
    "Các điều của Nghị định 123/2015/NĐ-CP và Thông tư 15/2015/TT-BTP được trích theo trí nhớ, chưa đối chiếu văn bản; "
    "các điều của Luật Hộ tịch 2014 đã đối chiếu."
)


class ForeignPapers(Part):
    """Giấy tờ do cơ quan có thẩm quyền của nước ngoài cấp."""

    legalised = Choice(
        "Hợp pháp hóa lãnh sự",
        {
            "done": "Đã được hợp pháp hóa lãnh sự",
            "exempt": "Được miễn theo điều ước quốc tế",
            "ours": "Giấy tờ do Cơ quan đại diện hoặc cơ quan khác của Việt Nam cấp",
            "no": "Chưa được hợp pháp hóa lãnh sự",
        },
    )
    exempt_by = Text("Nước, điều ước được miễn hợp pháp hóa", longest=200).shown_if(legalised.is_("exempt"))
    is_in_vietnamese = YesNo("Giấy tờ lập bằng tiếng Việt")
    is_translated = YesNo("Có bản dịch ra tiếng Việt được công chứng hoặc chứng thực chữ ký người dịch").shown_if(
        is_in_vietnamese.is_(False)
    )

    # Luật Hộ tịch 2014, Điều 10
    is_legalised = Check(
        "Giấy tờ do nước ngoài cấp phải được hợp pháp hóa lãnh sự, trừ trường hợp được miễn theo điều ước quốc tế.",
        legalised.is_not("no"),
        at=legalised,
    )
    # Nghị định 123/2015/NĐ-CP, Điều 2
    can_be_read = Check(
        "Giấy tờ bằng tiếng nước ngoài phải có bản dịch ra tiếng Việt được công chứng hoặc chứng thực.",
        is_translated.is_(True),
        at=is_translated,
    )


class FeeRelief(Part):
    """Miễn lệ phí hộ tịch (Luật Hộ tịch 2014, Điều 11)."""

    group = Choice(
        "Người được đăng ký thuộc diện",
        {
            "none": "Không thuộc diện miễn lệ phí",
            "merit": "Gia đình có công với cách mạng",
            "poor": "Hộ nghèo",
            "disabled": "Người khuyết tật",
        },
    )


def council_fee(group: Any) -> Fee:
    """The fee of the provincial council, which the law lifts for three groups; `group`: the question of `FeeRelief`."""
    return unconfirmed("Lệ phí hộ tịch do HĐND tỉnh quy định.").exempt(
        group.is_not("none"), "người thuộc gia đình có công với cách mạng, hộ nghèo, người khuyết tật"
    )


review = Step("Trưởng phòng duyệt, ký trình", HEAD, within=working_days(0.5), key="duyet")
sign = Step("Ký trích lục", DISTRICT_LEADER, within=working_days(1), key="ky-trich-luc")

enter_now = Step("Kiểm tra hồ sơ, ghi Sổ hộ tịch", OFFICER, within=hours(3), key="ghi-so")
review_now = Step("Trưởng phòng duyệt, ký trình", HEAD, within=hours(1), key="duyet")
sign_now = Step("Ký trích lục", DISTRICT_LEADER, within=hours(3), key="ky-trich-luc")
