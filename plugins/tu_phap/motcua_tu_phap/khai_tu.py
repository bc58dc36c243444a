"""Đăng ký khai tử và đăng ký lại khai tử có yếu tố nước ngoài."""

from datetime import date

from motcua.api import Procedure, TermRule
from motcua.api.forms import (
    Check,
    Choice,
    CivilEntry,
    Computed,
    Deceased,
    Form,
    IdNumber,
    Paper,
    Section,
    Text,
    YesNo,
    filed_on,
)
from motcua.api.routes import Route, Step, calendar_days, otherwise, same_day, when, working_days
from motcua_tu_phap.desks import OFFICER
from motcua_tu_phap.facts import FACTS
from motcua_tu_phap.ho_tich import (
    FROM_MEMORY,
    FeeRelief,
    council_fee,
    enter_now,
    review,
    review_now,
    sign,
    sign_now,
)

WHO_DIED = {
    "foreign": "Người nước ngoài",
    "stateless": "Người không quốc tịch",
    "overseas": "Công dân Việt Nam định cư ở nước ngoài",
    "resident": "Công dân Việt Nam cư trú ở trong nước",
}
WHO_DECLARES = {
    "spouse": "Vợ, chồng",
    "child": "Con",
    "parent": "Cha, mẹ",
    "relative": "Người thân thích khác",
    "organisation": "Đại diện cơ quan, tổ chức, cá nhân liên quan (người chết không có người thân thích)",
}


class DeathForm(Form):
    """Tờ khai đăng ký khai tử."""

    declarer = Section("Người đi khai tử")
    relation = Choice("Quan hệ với người chết", WHO_DECLARES)

    deceased = Deceased.section("Người chết", without=("death_certificate", "certified_by"))
    about = Section("Về người chết và việc chết")
    citizenship = Choice("Người chết là", WHO_DIED)
    country = Text("Tên quốc gia", longest=100).shown_if(citizenship.is_one_of("foreign", "overseas"))
    passport = IdNumber("Số hộ chiếu hoặc giấy tờ tùy thân của người chết", optional=True)
    hour = Text(
        "Chết vào lúc (giờ, phút)", longest=20, pattern=r"[0-2]?[0-9]:[0-5][0-9]", example="14:30", optional=True
    )
    place = Text("Nơi chết", longest=300)
    in_vietnam = YesNo("Chết tại Việt Nam")
    why_here = Choice(
        "Nộp tại UBND huyện vì",
        {
            "residence": "Là nơi cư trú cuối cùng của người chết",
            "unknown": "Không xác định được nơi cư trú cuối cùng; người đó chết, được phát hiện thi thể trong huyện",
            "other": "Lý do khác",
        },
    )
    cause = Text("Nguyên nhân chết", longest=200)
    notice = Choice(
        "Giấy báo tử hoặc giấy tờ thay giấy báo tử",
        {
            "hospital": "Giấy báo tử của cơ sở y tế",
            "commune": "Giấy báo tử của UBND cấp xã nơi người đó chết",
            "police": "Văn bản của cơ quan công an hoặc kết quả giám định pháp y",
            "court": "Bản án, quyết định của Tòa án tuyên bố là đã chết",
            "execution": "Giấy xác nhận của Hội đồng thi hành án tử hình",
        },
    )
    notice_number = Text("Số, ngày, nơi cấp giấy báo tử hoặc giấy tờ thay thế", longest=200)
    days = Computed("Số ngày từ ngày chết đến ngày khai", filed_on() - deceased["died_on"], unit="ngày")
    needs_verification = YesNo("Việc chết phải xác minh trước khi ghi Sổ")
    relief = FeeRelief.section("Miễn lệ phí")

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai đăng ký khai tử", originals=1)
    death_notice = Paper("Giấy báo tử", originals=1).shown_if(notice.is_one_of("hospital", "commune"))
    police_paper = Paper("Văn bản xác nhận của cơ quan công an hoặc kết quả giám định pháp y", originals=1).shown_if(
        notice.is_("police")
    )
    judgment = Paper("Bản án, quyết định tuyên bố chết đã có hiệu lực pháp luật", certified_copies=1).shown_if(
        notice.is_("court")
    )
    execution_paper = Paper("Giấy xác nhận của Hội đồng thi hành án tử hình", originals=1).shown_if(
        notice.is_("execution")
    )
    residence = Paper("Giấy tờ chứng minh nơi cư trú cuối cùng của người chết", originals=1, presented=True).shown_if(
        why_here.is_("residence")
    )
    identity = Paper("Giấy tờ tùy thân của người đi khai tử", originals=1, presented=True)
    relief_proof = Paper("Giấy tờ chứng minh thuộc diện được miễn lệ phí hộ tịch", copies=1).shown_if(
        relief["group"].is_not("none")
    )

    # Luật Hộ tịch 2014, Điều 51 khoản 1
    is_foreign_matter = Check(
        "Khai tử cho công dân Việt Nam cư trú ở trong nước được đăng ký tại UBND cấp xã.",
        citizenship.is_not("resident"),
        at=citizenship,
    )
    died_here = Check(
        "Người chết ở nước ngoài: làm thủ tục ghi vào Sổ hộ tịch việc khai tử đã được giải quyết ở nước ngoài.",
        in_vietnam.is_(True),
        at=in_vietnam,
    )
    # Luật Hộ tịch 2014, Điều 51 khoản 1 và khoản 2
    is_our_district = Check(
        "Nộp tại UBND huyện nơi cư trú cuối cùng; không xác định được thì tại nơi chết hoặc nơi phát hiện thi thể.",
        why_here.is_not("other"),
        at=why_here,
    )


verify = Step("Xác minh việc chết, ghi Sổ hộ tịch", OFFICER, within=working_days(1), key="ghi-so")

DEATH = Procedure(
    facts=FACTS["khai-tu-co-yeu-to-nuoc-ngoai"],
    form=DeathForm,
    route=Route(
        when(DeathForm.needs_verification.is_(True), verify, review, sign),
        otherwise(enter_now, review_now, sign_now),
    ),
    # Luật Hộ tịch 2014, Điều 52 khoản 2
    term=TermRule(same_day(), (DeathForm.needs_verification.is_(True), working_days(3))),
    fee=council_fee(DeathForm.relief["group"]),
    book="KT",
    unconfirmed=(FROM_MEMORY,),
)


class DeathAgainForm(Form):
    """Tờ khai đăng ký lại khai tử."""

    declarer = Section("Người yêu cầu đăng ký lại")
    relation = Choice("Quan hệ với người đã chết", WHO_DECLARES)

    deceased = Deceased.section("Người đã chết", without=("death_certificate", "certified_by"))
    about = Section("Việc khai tử đã đăng ký")
    citizenship = Choice("Khi chết, người đó là", WHO_DIED)
    earlier = CivilEntry.section("Đăng ký khai tử trước đây")
    loss = Section("Việc mất Sổ hộ tịch và giấy tờ")
    registered_here = YesNo("Việc khai tử đã đăng ký tại UBND huyện hoặc cơ quan cấp tỉnh trước đây")
    book_is_lost = YesNo("Sổ đăng ký khai tử không còn lưu giữ được")
    certificate_is_lost = YesNo("Bản chính giấy chứng tử, trích lục khai tử bị mất")
    has_copy = YesNo("Còn bản sao giấy chứng tử hợp lệ")
    reason = Text("Đăng ký lại để", longest=300, hint="Ví dụ: làm thủ tục thừa kế, chuyển hài cốt")
    needs_verification = YesNo("Việc khai tử trước đây phải xác minh")
    relief = FeeRelief.section("Miễn lệ phí")

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai đăng ký lại khai tử", originals=1)
    old_copy = Paper("Bản sao giấy chứng tử được cấp hợp lệ trước đây", copies=1).shown_if(has_copy.is_(True))
    related = Paper("Bản sao hồ sơ, giấy tờ liên quan đến sự kiện chết", copies=1).shown_if(has_copy.is_(False))
    identity = Paper("Giấy tờ tùy thân của người yêu cầu", originals=1, presented=True)
    relief_proof = Paper("Giấy tờ chứng minh thuộc diện được miễn lệ phí hộ tịch", copies=1).shown_if(
        relief["group"].is_not("none")
    )

    # Nghị định 123/2015/NĐ-CP, Điều 24 khoản 1
    before_the_law = Check(
        "Chỉ đăng ký lại việc khai tử đã đăng ký trước ngày 01/01/2016.",
        earlier["registered_on"] < date(2016, 1, 1),
        at=earlier["registered_on"],
    )
    after_death = Check(
        "Ngày đăng ký khai tử trước đây không được trước ngày chết.",
        earlier["registered_on"] >= deceased["died_on"],
        at=earlier["registered_on"],
    )
    book_lost = Check(
        "Sổ đăng ký khai tử còn lưu giữ: xin cấp bản sao trích lục khai tử, không đăng ký lại.",
        book_is_lost.is_(True),
        at=book_is_lost,
    )
    certificate_lost = Check(
        "Chỉ đăng ký lại khi bản chính giấy tờ khai tử cũng bị mất.",
        certificate_is_lost.is_(True),
        at=certificate_is_lost,
    )
    # Nghị định 123/2015/NĐ-CP, Điều 40 khoản 2
    is_our_book = Check(
        "Đăng ký lại khai tử tại cơ quan đã đăng ký khai tử trước đây.", registered_here.is_(True), at=registered_here
    )
    is_foreign_matter = Check(
        "Khai tử của công dân Việt Nam cư trú ở trong nước được đăng ký lại tại UBND cấp xã.",
        citizenship.is_not("resident"),
        at=citizenship,
    )


appraise = Step("Kiểm tra hồ sơ, ghi Sổ hộ tịch", OFFICER, within=working_days(2.5), key="ghi-so")
verify_old = Step("Xác minh việc khai tử trước đây", OFFICER, within=working_days(3), key="xac-minh")

DEATH_AGAIN = Procedure(
    facts=FACTS["dang-ky-lai-khai-tu-co-yeu-to-nuoc-ngoai"],
    form=DeathAgainForm,
    route=Route(
        when(DeathAgainForm.needs_verification.is_(True), verify_old, appraise, review, sign),
        otherwise(appraise, review, sign),
    ),
    # Nghị định 123/2015/NĐ-CP, Điều 28 và Điều 42
    term=TermRule(working_days(5), (DeathAgainForm.needs_verification.is_(True), calendar_days(10))),
    fee=council_fee(DeathAgainForm.relief["group"]),
    book="KT",
    unconfirmed=(FROM_MEMORY, "Thời hạn khi phải xác minh (không quá 10 ngày): chưa rõ là ngày hay ngày làm việc."),
)
