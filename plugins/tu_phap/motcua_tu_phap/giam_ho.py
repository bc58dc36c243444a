"""Đăng ký giám hộ và chấm dứt giám hộ có yếu tố nước ngoài."""

from motcua.api import Procedure
from motcua.api.forms import (
    NATIONALITIES,
    Check,
    Choice,
    CivilEntry,
    Date,
    Form,
    IdNumber,
    Integer,
    Paper,
    Part,
    Person,
    Section,
    Text,
    YesNo,
    age,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_tu_phap.desks import HEAD, OFFICER
from motcua_tu_phap.facts import FACTS
from motcua_tu_phap.ho_tich import FROM_MEMORY, FeeRelief, ForeignPapers, council_fee, sign, sign_now


class Ward(Part):
    """Người được giám hộ."""

    name = Text("Họ, chữ đệm, tên người được giám hộ", longest=100, words=2)
    born = Date("Ngày, tháng, năm sinh", not_future=True)
    nationality = Choice("Quốc tịch của người được giám hộ", NATIONALITIES)
    residence = Text("Nơi cư trú", longest=300)
    identity = IdNumber("Số giấy tờ tùy thân", optional=True)


class GuardianshipForm(Form):
    """Tờ khai đăng ký giám hộ."""

    ward = Ward.section("Người được giám hộ")
    why = Section("Lý do phải giám hộ")
    ward_kind = Choice(
        "Người được giám hộ là",
        {
            "child": "Người chưa thành niên không còn cha, mẹ hoặc cha, mẹ không thể chăm sóc, giáo dục",
            "incapable": "Người mất năng lực hành vi dân sự",
            "difficult": "Người có khó khăn trong nhận thức, làm chủ hành vi",
        },
    )
    judgment = Text("Số, ngày quyết định của Tòa án tuyên bố", longest=200).shown_if(ward_kind.is_not("child"))

    guardian = Person.section("Người giám hộ", without=("email",))
    about = Section("Việc giám hộ")
    guardian_nationality = Choice("Quốc tịch của người giám hộ", NATIONALITIES)
    kind = Choice("Hình thức giám hộ", {"appointed": "Giám hộ cử", "natural": "Giám hộ đương nhiên"})
    relation = Choice(
        "Người giám hộ là",
        {
            "sibling": "Anh, chị ruột",
            "grandparent": "Ông, bà nội hoặc ngoại",
            "uncle": "Bác, chú, cậu, cô, dì ruột",
            "spouse": "Vợ, chồng",
            "child": "Con đã thành niên",
            "parent": "Cha, mẹ",
        },
    ).shown_if(kind.is_("natural"))
    eligible = Integer("Số người cùng đủ điều kiện làm giám hộ đương nhiên", least=1, most=30, unit="người").shown_if(
        kind.is_("natural")
    )
    appointed_by = Text("UBND cấp xã hoặc Tòa án cử người giám hộ; số, ngày văn bản", longest=200).shown_if(
        kind.is_("appointed")
    )
    is_capable = YesNo("Người giám hộ có năng lực hành vi dân sự đầy đủ, đạo đức tốt, đủ điều kiện")
    is_barred = YesNo(
        "Người giám hộ đang bị truy cứu trách nhiệm hình sự, chưa được xóa án tích về tội xâm phạm tính mạng, "
        "sức khỏe, danh dự, nhân phẩm, tài sản, hoặc bị hạn chế quyền đối với con chưa thành niên"
    )
    supervisor = Text("Người giám sát việc giám hộ", longest=200, optional=True)
    both_here = YesNo("Hai bên cùng cư trú tại Việt Nam, trong đó có một bên cư trú tại huyện")
    foreign_papers = ForeignPapers.section("Giấy tờ do nước ngoài cấp")
    relief = FeeRelief.section("Miễn lệ phí")

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai đăng ký giám hộ", originals=1)
    appointment = Paper("Văn bản cử người giám hộ", originals=1).shown_if(kind.is_("appointed"))
    natural_proof = Paper("Giấy tờ chứng minh điều kiện giám hộ đương nhiên", originals=1, goes_back="always").shown_if(
        kind.is_("natural")
    )
    agreement = Paper("Văn bản thỏa thuận cử một người làm giám hộ đương nhiên", originals=1).shown_if(eligible > 1)
    court_paper = Paper("Quyết định của Tòa án tuyên bố", certified_copies=1).shown_if(ward_kind.is_not("child"))
    passport = Paper(
        "Hộ chiếu, giấy tờ chứng minh cư trú tại Việt Nam của người nước ngoài", originals=1, presented=True
    )
    relief_proof = Paper("Giấy tờ chứng minh thuộc diện được miễn lệ phí hộ tịch", copies=1).shown_if(
        relief["group"].is_not("none")
    )

    # Bộ luật Dân sự 2015, Điều 21 và Điều 47 khoản 1
    is_a_minor = Check(
        "Người từ đủ 18 tuổi chỉ được giám hộ khi Tòa án tuyên bố mất năng lực hoặc có khó khăn trong nhận thức.",
        ward_kind.is_not("child") | (age(ward["born"]) < 18),
        at=ward_kind,
    )
    # Bộ luật Dân sự 2015, Điều 49
    is_grown = Check("Người giám hộ phải đủ 18 tuổi.", age(guardian["born"]) >= 18, at=guardian["born"])
    guardian_is_capable = Check(
        "Người giám hộ chưa đủ điều kiện theo Điều 49 Bộ luật Dân sự.", is_capable.is_(True), at=is_capable
    )
    guardian_is_free = Check("Người này không được làm giám hộ.", is_barred.is_(False), at=is_barred)
    # Bộ luật Dân sự 2015, Điều 52 và Điều 53
    fits_a_child = Check(
        "Giám hộ đương nhiên của người chưa thành niên là anh, chị ruột; ông, bà; bác, chú, cậu, cô, dì ruột.",
        ward_kind.is_not("child") | relation.is_one_of("sibling", "grandparent", "uncle"),
        at=relation,
    )
    fits_an_adult = Check(
        "Giám hộ đương nhiên của người mất năng lực hành vi dân sự là vợ, chồng, con hoặc cha, mẹ.",
        ward_kind.is_("child") | relation.is_one_of("spouse", "child", "parent"),
        at=relation,
    )
    # Luật Hộ tịch 2014, Điều 39
    is_foreign_matter = Check(
        "UBND huyện đăng ký giám hộ giữa công dân Việt Nam và người nước ngoài; hai bên cùng quốc tịch Việt Nam thì "
        "đăng ký tại UBND cấp xã.",
        (ward["nationality"].is_("vn") & guardian_nationality.is_not("vn"))
        | (ward["nationality"].is_not("vn") & guardian_nationality.is_("vn")),
        at=guardian_nationality,
    )
    live_in_vietnam = Check(
        "Hai bên phải cùng cư trú tại Việt Nam, một bên cư trú tại huyện.", both_here.is_(True), at=both_here
    )


verify = Step("Xác minh điều kiện giám hộ, ghi Sổ hộ tịch", OFFICER, within=working_days(2.5), key="xac-minh")
review = Step("Trưởng phòng duyệt, báo cáo đề xuất", HEAD, within=working_days(1), key="duyet")

GUARDIANSHIP = Procedure(
    facts=FACTS["giam-ho-co-yeu-to-nuoc-ngoai"],
    form=GuardianshipForm,
    route=Route(otherwise(verify, review, sign)),
    fee=council_fee(GuardianshipForm.relief["group"]),
    legal_basis=("Bộ luật Dân sự 91/2015/QH13, Điều 46 đến Điều 63",),
    book="GH",
    unconfirmed=(
        FROM_MEMORY,
        "Giám hộ đương nhiên: Luật Hộ tịch 2014, Điều 41 dẫn về Điều 21 và khoản 2 Điều 20 (03 ngày làm việc); bảng dữ "
        "kiện ghi chung 05 ngày làm việc.",
        "Các điều của Bộ luật Dân sự 2015 được trích theo trí nhớ; người giám hộ là pháp nhân chưa có trong tờ khai.",
        "Việc miễn lệ phí giám hộ của công dân Việt Nam cư trú trong nước (Luật Hộ tịch 2014, Điều 11) có áp dụng "
        "khi một bên là người nước ngoài hay không: chưa xác nhận.",
    ),
)


class EndOfGuardianshipForm(Form):
    """Tờ khai đăng ký chấm dứt giám hộ."""

    entry = CivilEntry.section("Việc giám hộ đã đăng ký")
    who = Section("Các bên của việc giám hộ")
    registered_here = YesNo("Việc giám hộ đã đăng ký tại UBND huyện này")
    guardian_name = Text("Họ, chữ đệm, tên người giám hộ", longest=100, words=2)
    ward_name = Text("Họ, chữ đệm, tên người được giám hộ", longest=100, words=2)
    ward_born = Date("Ngày sinh của người được giám hộ", not_future=True)
    ward_was_minor = YesNo("Được giám hộ vì chưa thành niên")

    ending = Section("Căn cứ chấm dứt giám hộ")
    ground = Choice(
        "Chấm dứt giám hộ vì",
        {
            "capable": "Người được giám hộ đã có năng lực hành vi dân sự đầy đủ",
            "died": "Người được giám hộ chết",
            "parents": "Cha, mẹ đã đủ điều kiện thực hiện quyền, nghĩa vụ với con chưa thành niên",
            "adopted": "Người được giám hộ được nhận làm con nuôi",
            "replaced": "Thay đổi người giám hộ",
        },
    )
    ended_on = Date("Ngày có căn cứ chấm dứt", not_future=True)
    new_guardian = Text("Người nhận làm giám hộ mới", longest=100).shown_if(ground.is_("replaced"))
    has_property = YesNo("Người được giám hộ có tài sản do người giám hộ quản lý")
    property_is_settled = YesNo("Đã thanh toán, bàn giao tài sản của người được giám hộ").shown_if(
        has_property.is_(True)
    )
    relief = FeeRelief.section("Miễn lệ phí")

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai đăng ký chấm dứt giám hộ", originals=1)
    old_extract = Paper("Trích lục đăng ký giám hộ đã cấp", originals=1, goes_back="if_refused")
    court_paper = Paper(
        "Quyết định của Tòa án hủy bỏ tuyên bố mất năng lực hành vi dân sự", certified_copies=1
    ).shown_if(ground.is_("capable") & ward_was_minor.is_(False))
    death_extract = Paper("Trích lục khai tử của người được giám hộ", copies=1).shown_if(ground.is_("died"))
    parents_paper = Paper("Giấy tờ chứng minh cha, mẹ đã đủ điều kiện", certified_copies=1).shown_if(
        ground.is_("parents")
    )
    adoption = Paper("Giấy chứng nhận nuôi con nuôi", certified_copies=1).shown_if(ground.is_("adopted"))
    consent = Paper("Văn bản nhận làm giám hộ của người giám hộ mới", originals=1).shown_if(ground.is_("replaced"))
    settlement = Paper("Biên bản thanh toán, bàn giao tài sản", originals=1).shown_if(property_is_settled.is_(True))
    relief_proof = Paper("Giấy tờ chứng minh thuộc diện được miễn lệ phí hộ tịch", copies=1).shown_if(
        relief["group"].is_not("none")
    )

    # Luật Hộ tịch 2014, Điều 39 khoản 2
    is_our_book = Check(
        "Đăng ký chấm dứt giám hộ tại UBND huyện nơi đã đăng ký giám hộ.", registered_here.is_(True), at=registered_here
    )
    # Bộ luật Dân sự 2015, Điều 62 khoản 1
    is_grown = Check(
        "Người được giám hộ chưa đủ 18 tuổi, chưa có năng lực hành vi dân sự đầy đủ.",
        ground.is_not("capable") | ward_was_minor.is_(False) | (age(ward_born) >= 18),
        at=ground,
    )
    was_a_child = Check(
        "Căn cứ này chỉ áp dụng khi người được giám hộ chưa thành niên.",
        ground.is_not("parents") | ward_was_minor.is_(True),
        at=ground,
    )
    in_order = Check(
        "Ngày chấm dứt không được trước ngày đăng ký giám hộ.", ended_on >= entry["registered_on"], at=ended_on
    )
    # Bộ luật Dân sự 2015, Điều 63
    is_settled = Check(
        "Người giám hộ phải thanh toán, bàn giao tài sản của người được giám hộ.",
        property_is_settled.is_(True),
        at=property_is_settled,
    )


enter = Step("Kiểm tra căn cứ, ghi Sổ hộ tịch", OFFICER, within=working_days(0.5), key="ghi-so")
settle = Step("Đối chiếu việc bàn giao tài sản, ghi Sổ hộ tịch", OFFICER, within=working_days(0.75), key="ghi-so")
review_soon = Step("Trưởng phòng duyệt, ký trình", HEAD, within=working_days(0.25), key="duyet")

END_OF_GUARDIANSHIP = Procedure(
    facts=FACTS["cham-dut-giam-ho-co-yeu-to-nuoc-ngoai"],
    form=EndOfGuardianshipForm,
    route=Route(
        when(EndOfGuardianshipForm.has_property.is_(True), settle, review_soon, sign_now),
        otherwise(enter, review_soon, sign_now),
    ),
    fee=council_fee(EndOfGuardianshipForm.relief["group"]),
    legal_basis=("Bộ luật Dân sự 91/2015/QH13, Điều 62 và Điều 63",),
    book="CDGH",
    unconfirmed=(FROM_MEMORY, "Các điều của Bộ luật Dân sự 2015 được trích theo trí nhớ."),
)
