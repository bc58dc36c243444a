"""Ghi vào Sổ hộ tịch việc hộ tịch khác của công dân Việt Nam đã được giải quyết ở nước ngoài."""

from motcua.api import Procedure, TermRule
from motcua.api.forms import Check, Choice, Date, Form, IssuedPaper, Paper, Section, Text, YesNo
from motcua.api.routes import Route, Step, otherwise, same_day, when, working_days
from motcua_tu_phap.desks import OFFICER
from motcua_tu_phap.facts import FACTS
from motcua_tu_phap.ho_tich import (
    FROM_MEMORY,
    FeeRelief,
    ForeignPapers,
    council_fee,
    enter_now,
    review,
    review_now,
    sign,
    sign_now,
)


class OtherNoteForm(Form):
    """Tờ khai ghi vào Sổ hộ tịch việc hộ tịch đã được giải quyết ở nước ngoài."""

    request = Section("Việc hộ tịch đã giải quyết ở nước ngoài")
    kind = Choice(
        "Đề nghị ghi vào Sổ việc",
        {
            "birth": "Khai sinh",
            "guardian": "Giám hộ",
            "recognition": "Nhận cha, mẹ, con",
            "parentage": "Xác định cha, mẹ, con",
            "adoption": "Nuôi con nuôi",
            "change": "Thay đổi hộ tịch",
            "death": "Khai tử",
        },
    )
    subject_name = Text("Họ, chữ đệm, tên của người có việc hộ tịch", longest=100)
    subject_born = Date("Ngày, tháng, năm sinh của người đó", not_future=True)
    is_citizen = YesNo("Vào lúc giải quyết, người đó là công dân Việt Nam")
    happened_on = Date("Ngày xảy ra sự kiện hoặc ngày việc hộ tịch có hiệu lực", not_future=True)
    other_party = Text(
        "Người kia của việc hộ tịch (người giám hộ; cha, mẹ, con; người nhận nuôi)", longest=200
    ).shown_if(kind.is_one_of("guardian", "recognition", "parentage", "adoption"))
    parents = Text("Họ tên cha, mẹ ghi trong giấy khai sinh nước ngoài", longest=200).shown_if(kind.is_("birth"))
    nationality_proof = Choice(
        "Quốc tịch Việt Nam của trẻ thể hiện ở",
        {
            "agreement": "Văn bản thỏa thuận của cha, mẹ chọn quốc tịch Việt Nam",
            "parents": "Cha và mẹ đều là công dân Việt Nam",
            "passport": "Hộ chiếu Việt Nam, giấy xác nhận có quốc tịch Việt Nam",
        },
    ).shown_if(kind.is_("birth"))
    changed = Text("Thông tin thay đổi: trước và sau khi thay đổi", longest=300).shown_if(kind.is_("change"))
    first_entry = Text("Nơi đã đăng ký khai sinh, kết hôn có thông tin thay đổi", longest=200).shown_if(
        kind.is_("change")
    )
    declarer = Choice(
        "Người yêu cầu là",
        {
            "spouse": "Vợ, chồng của người chết",
            "child": "Con của người chết",
            "parent": "Cha, mẹ của người chết",
            "relative": "Người thân thích khác của người chết",
        },
    ).shown_if(kind.is_("death"))
    lives_here = YesNo("Công dân Việt Nam (nếu khai tử: người có trách nhiệm khai tử) cư trú tại huyện")
    needs_verification = YesNo("Giấy tờ hoặc việc hộ tịch phải xác minh")

    paper = IssuedPaper.section("Giấy tờ do nước ngoài cấp", without=("valid_until", "about"))
    foreign_papers = ForeignPapers.section("Hợp pháp hóa, dịch giấy tờ")
    relief = FeeRelief.section("Miễn lệ phí")

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai ghi vào Sổ hộ tịch việc hộ tịch đã giải quyết ở nước ngoài", originals=1)
    proof = Paper("Bản sao có chứng thực giấy tờ chứng minh việc hộ tịch đã được giải quyết", certified_copies=1)
    agreement = Paper("Văn bản thỏa thuận của cha, mẹ chọn quốc tịch Việt Nam cho con", originals=1).shown_if(
        nationality_proof.is_("agreement")
    )
    citizenship = Paper("Giấy tờ chứng minh trẻ hoặc cha, mẹ có quốc tịch Việt Nam", copies=1).shown_if(
        nationality_proof.is_one_of("parents", "passport")
    )
    first_paper = Paper(
        "Giấy khai sinh, Giấy chứng nhận kết hôn có thông tin thay đổi", originals=1, presented=True
    ).shown_if(kind.is_("change"))
    identity = Paper("Giấy tờ tùy thân, giấy tờ chứng minh nơi cư trú của người yêu cầu", originals=1, presented=True)
    relief_proof = Paper("Giấy tờ chứng minh thuộc diện được miễn lệ phí hộ tịch", copies=1).shown_if(
        relief["group"].is_not("none")
    )

    # Luật Hộ tịch 2014, Điều 3 khoản 3 và Điều 48
    is_of_a_citizen = Check("Chỉ ghi vào Sổ việc hộ tịch của công dân Việt Nam.", is_citizen.is_(True), at=is_citizen)
    is_our_district = Check(
        "Nộp tại UBND huyện nơi công dân cư trú; khai tử: nơi cư trú của người có trách nhiệm khai tử.",
        lives_here.is_(True),
        at=lives_here,
    )
    # A child may be recognised before birth abroad; a ruling may take effect after the day it is written.
    after_birth = Check(
        "Sự kiện không thể xảy ra trước ngày sinh.",
        kind.is_one_of("recognition", "parentage") | (happened_on >= subject_born),
        at=happened_on,
    )
    paper_after_event = Check(
        "Giấy khai sinh, giấy tờ khai tử không thể được cấp trước ngày xảy ra sự kiện.",
        ~kind.is_one_of("birth", "death") | (paper["issued_on"] >= happened_on),
        at=paper["issued_on"],
    )


verify = Step("Xác minh, ghi Sổ hộ tịch", OFFICER, within=working_days(1), key="ghi-so")

OTHER_NOTE = Procedure(
    facts=FACTS["ghi-chu-ho-tich-khac-o-nuoc-ngoai"],
    form=OtherNoteForm,
    route=Route(
        when(OtherNoteForm.needs_verification.is_(True), verify, review, sign),
        otherwise(enter_now, review_now, sign_now),
    ),
    # Luật Hộ tịch 2014, Điều 49 khoản 2
    term=TermRule(same_day(), (OtherNoteForm.needs_verification.is_(True), working_days(3))),
    fee=council_fee(OtherNoteForm.relief["group"]),
    unconfirmed=(
        FROM_MEMORY,
        "Mỗi loại việc được ghi vào sổ riêng (khai sinh, giám hộ, nhận cha, mẹ, con…); ở đây số lấy chung một dãy.",
        "Việc nuôi con nuôi được giải quyết theo pháp luật nước ngoài; điều kiện của con nuôi do cán bộ xem xét.",
    ),
)
