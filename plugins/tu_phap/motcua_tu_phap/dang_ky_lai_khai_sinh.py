"""Đăng ký lại khai sinh; đăng ký khai sinh cho người đã có hồ sơ, giấy tờ cá nhân, có yếu tố nước ngoài."""

from datetime import date

from motcua.api import Procedure, TermRule
from motcua.api.forms import (
    GENDERS,
    Check,
    Choice,
    CivilEntry,
    Date,
    Form,
    IdNumber,
    Many,
    Paper,
    Part,
    Section,
    Text,
    YesNo,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, calendar_days, otherwise, when, working_days
from motcua_tu_phap.desks import OFFICER
from motcua_tu_phap.facts import FACTS
from motcua_tu_phap.ho_tich import FROM_MEMORY, FeeRelief, council_fee, review

LAW_IN_FORCE = date(2016, 1, 1)

PERSONAL_PAPERS = {
    "household": "Sổ hộ khẩu, giấy tờ cư trú",
    "identity": "Chứng minh nhân dân, căn cước công dân, hộ chiếu",
    "diploma": "Bằng tốt nghiệp, học bạ, hồ sơ học tập",
    "party": "Lý lịch, hồ sơ cán bộ, đảng viên",
    "old_birth": "Bản sao giấy khai sinh cũ",
    "other": "Giấy tờ khác do cơ quan có thẩm quyền cấp",
}
SIDES = {
    "overseas": "Công dân Việt Nam định cư ở nước ngoài",
    "foreign": "Người nước ngoài",
    "stateless": "Người không quốc tịch",
    "resident": "Công dân Việt Nam cư trú ở trong nước",
}


class Subject(Part):
    """Người được đăng ký khai sinh."""

    name = Text("Họ, chữ đệm, tên", longest=100, words=2)
    born = Date("Ngày, tháng, năm sinh", not_future=True)
    gender = Choice("Giới tính", GENDERS)
    side = Choice("Người được khai sinh là", SIDES)
    birth_place = Text("Nơi sinh", longest=300)
    home_town = Text("Quê quán", longest=200, optional=True)
    identity = IdNumber("Số giấy tờ tùy thân hoặc hộ chiếu")
    mother_name = Text("Họ, chữ đệm, tên mẹ", longest=100, words=2)
    mother_born = Text("Năm sinh của mẹ", longest=4, pattern="(18|19|20)[0-9]{2}", example="1950", optional=True)
    father_name = Text("Họ, chữ đệm, tên cha", longest=100, words=2, optional=True)


class BirthAgainForm(Form):
    """Tờ khai đăng ký lại khai sinh."""

    subject = Subject.section("Người đăng ký lại khai sinh")
    earlier = CivilEntry.section("Đăng ký khai sinh trước đây")
    loss = Section("Việc mất Sổ hộ tịch và bản chính")
    where = Choice(
        "Nơi đã đăng ký khai sinh trước đây",
        {
            "here": "UBND huyện này",
            "province": "UBND tỉnh, Sở Tư pháp",
            "other": "Cơ quan đăng ký hộ tịch khác của Việt Nam",
        },
    )
    book_is_lost = YesNo("Sổ đăng ký khai sinh không còn lưu giữ được")
    original_is_lost = YesNo("Bản chính giấy khai sinh bị mất")
    pledges = YesNo("Cam đoan đã đăng ký khai sinh nhưng không lưu giữ được bản chính")
    is_alive = YesNo("Người được đăng ký lại còn sống vào ngày nộp hồ sơ")
    has_copy = YesNo("Còn bản sao giấy khai sinh do cơ quan có thẩm quyền cấp hợp lệ")
    documents = Many("Hồ sơ, giấy tờ có thông tin khai sinh", PERSONAL_PAPERS).shown_if(has_copy.is_(False))
    is_official = YesNo("Là cán bộ, công chức, viên chức, người đang công tác trong lực lượng vũ trang")
    needs_verification = YesNo("Nơi đăng ký trước đây phải kiểm tra, xác minh việc lưu giữ Sổ")
    relief = FeeRelief.section("Miễn lệ phí")

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai đăng ký lại khai sinh, có cam đoan", originals=1)
    old_copy = Paper("Bản sao giấy khai sinh được cấp trước đây", copies=1).shown_if(has_copy.is_(True))
    personal = Paper("Bản sao toàn bộ hồ sơ, giấy tờ có thông tin liên quan đến nội dung khai sinh", copies=1).shown_if(
        has_copy.is_(False)
    )
    head_paper = Paper("Văn bản xác nhận của Thủ trưởng cơ quan, đơn vị về nội dung khai sinh", originals=1).shown_if(
        is_official.is_(True)
    )
    identity = Paper("Hộ chiếu hoặc giấy tờ tùy thân; giấy tờ chứng minh nơi cư trú", originals=1, presented=True)
    relief_proof = Paper("Giấy tờ chứng minh thuộc diện được miễn lệ phí hộ tịch", copies=1).shown_if(
        relief["group"].is_not("none")
    )

    # Nghị định 123/2015/NĐ-CP, Điều 24 khoản 1
    before_the_law = Check(
        "Chỉ đăng ký lại việc khai sinh đã đăng ký trước ngày 01/01/2016.",
        earlier["registered_on"] < LAW_IN_FORCE,
        at=earlier["registered_on"],
    )
    after_birth = Check(
        "Ngày đăng ký khai sinh không được trước ngày sinh.",
        earlier["registered_on"] >= subject["born"],
        at=earlier["registered_on"],
    )
    book_lost = Check(
        "Sổ đăng ký khai sinh còn lưu giữ: xin cấp bản sao trích lục khai sinh.",
        book_is_lost.is_(True),
        at=book_is_lost,
    )
    original_lost = Check("Còn bản chính thì không đăng ký lại.", original_is_lost.is_(True), at=original_is_lost)
    # Nghị định 123/2015/NĐ-CP, Điều 24 khoản 3
    lives = Check("Chỉ đăng ký lại khai sinh cho người còn sống.", is_alive.is_(True), at=is_alive)
    # Nghị định 123/2015/NĐ-CP, Điều 26 khoản 1
    has_pledged = Check(
        "Tờ khai phải có cam đoan đã đăng ký khai sinh nhưng không lưu giữ được bản chính.",
        pledges.is_(True),
        at=pledges,
    )
    # Nghị định 123/2015/NĐ-CP, Điều 40
    is_foreign_matter = Check(
        "Công dân Việt Nam cư trú trong nước, đã đăng ký ở cấp xã: đăng ký lại tại UBND cấp xã.",
        subject["side"].is_not("resident") | where.is_not("other"),
        at=where,
    )


ask_there = Step(
    "Đề nghị nơi đăng ký trước đây kiểm tra, xác minh, chờ trả lời", OFFICER, within=working_days(12), key="xac-minh"
)
appraise = Step("Kiểm tra hồ sơ, ghi Sổ đăng ký khai sinh", OFFICER, within=working_days(2.5), key="ghi-so")
sign_birth = Step("Ký Giấy khai sinh", DISTRICT_LEADER, within=working_days(1), key="ky-giay-khai-sinh")

BIRTH_AGAIN = Procedure(
    facts=FACTS["dang-ky-lai-khai-sinh-co-yeu-to-nuoc-ngoai"],
    form=BirthAgainForm,
    route=Route(
        when(BirthAgainForm.needs_verification.is_(True), ask_there, appraise, review, sign_birth),
        otherwise(appraise, review, sign_birth),
    ),
    term=TermRule(working_days(5), (BirthAgainForm.needs_verification.is_(True), calendar_days(25))),
    fee=council_fee(BirthAgainForm.relief["group"]),
    book="KS",
    unconfirmed=(
        FROM_MEMORY,
        "Thời hạn khi phải xác minh (không quá 25 ngày) lấy theo Cổng DVCQG năm 2026: chưa đối chiếu với năm 2017.",
    ),
)


class LateBirthForm(Form):
    """Tờ khai đăng ký khai sinh cho người đã có hồ sơ, giấy tờ cá nhân."""

    subject = Subject.section("Người được đăng ký khai sinh")
    never = Section("Việc chưa đăng ký khai sinh")
    never_registered = YesNo("Cam đoan chưa đăng ký khai sinh tại bất kỳ cơ quan nào")
    why_not = Text("Vì sao trước đây chưa đăng ký khai sinh", longest=300)
    lives_here = YesNo("Người được khai sinh cư trú tại huyện")

    evidence = Section("Hồ sơ, giấy tờ cá nhân đã có")
    documents = Many("Các giấy tờ nộp kèm", PERSONAL_PAPERS)
    oldest = Text("Giấy tờ được cấp hợp lệ đầu tiên: tên, số, nơi cấp", longest=200)
    oldest_on = Date("Ngày cấp giấy tờ đầu tiên", not_future=True)
    names_agree = YesNo("Các giấy tờ thống nhất về họ tên, ngày sinh, nơi sinh, cha mẹ")
    kept_data = Text("Nội dung không thống nhất và nội dung ghi theo giấy tờ đầu tiên", longest=300).shown_if(
        names_agree.is_(False)
    )
    is_official = YesNo("Là cán bộ, công chức, viên chức, người đang công tác trong lực lượng vũ trang")
    proves_parents = YesNo("Giấy tờ có thông tin chứng minh quan hệ cha con, mẹ con")
    relief = FeeRelief.section("Miễn lệ phí")

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai đăng ký khai sinh, có cam đoan về việc chưa đăng ký khai sinh", originals=1)
    personal = Paper("Bản sao toàn bộ hồ sơ, giấy tờ cá nhân có thông tin về nội dung khai sinh", copies=1)
    parents_proof = Paper("Giấy tờ chứng minh quan hệ cha con, mẹ con", copies=1).shown_if(proves_parents.is_(True))
    head_paper = Paper("Văn bản xác nhận của Thủ trưởng cơ quan, đơn vị về nội dung khai sinh", originals=1).shown_if(
        is_official.is_(True)
    )
    identity = Paper("Hộ chiếu hoặc giấy tờ tùy thân; giấy tờ chứng minh nơi cư trú", originals=1, presented=True)
    relief_proof = Paper("Giấy tờ chứng minh thuộc diện được miễn lệ phí hộ tịch", copies=1).shown_if(
        relief["group"].is_not("none")
    )

    # Thông tư 15/2015/TT-BTP, quy định về khai sinh cho người đã có hồ sơ, giấy tờ cá nhân
    born_before = Check(
        "Thủ tục này dành cho người sinh trước ngày 01/01/2016; trẻ sinh sau đó đăng ký khai sinh theo thủ tục chung.",
        subject["born"] < LAW_IN_FORCE,
        at=subject["born"],
    )
    is_first = Check(
        "Đã đăng ký khai sinh thì đề nghị cấp bản sao trích lục hoặc đăng ký lại.",
        never_registered.is_(True),
        at=never_registered,
    )
    # Luật Hộ tịch 2014, Điều 35 và Điều 7 khoản 2
    is_foreign_matter = Check(
        "Công dân Việt Nam cư trú ở trong nước đăng ký khai sinh tại UBND cấp xã.",
        subject["side"].is_not("resident"),
        at=subject["side"],
    )
    is_our_district = Check("Nộp tại UBND huyện nơi người đó cư trú.", lives_here.is_(True), at=lives_here)
    paper_after_birth = Check(
        "Giấy tờ đầu tiên không thể được cấp trước ngày sinh.", oldest_on >= subject["born"], at=oldest_on
    )


LATE_BIRTH = Procedure(
    facts=FACTS["khai-sinh-co-yeu-to-nuoc-ngoai-cho-nguoi-da-co-giay-to"],
    form=LateBirthForm,
    route=Route(otherwise(appraise, review, sign_birth)),
    fee=council_fee(LateBirthForm.relief["group"]),
    book="KS",
    unconfirmed=(FROM_MEMORY, "Mốc sinh trước ngày 01/01/2016 được trích theo trí nhớ."),
)
