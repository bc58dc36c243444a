"""Đăng ký kết hôn và đăng ký lại kết hôn có yếu tố nước ngoài."""

from datetime import date

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    CivilEntry,
    Date,
    Form,
    Integer,
    Paper,
    Partner,
    Section,
    Text,
    YesNo,
    age,
    filed_on,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, otherwise, when, working_days
from motcua_tu_phap.desks import HEAD, OFFICER
from motcua_tu_phap.facts import FACTS
from motcua_tu_phap.ho_tich import FROM_MEMORY, FeeRelief, ForeignPapers, council_fee

SIX_MONTHS = 184  # days: the longest that six months can be
LAW_IN_FORCE = date(2016, 1, 1)


class MarriageForm(Form):
    """Tờ khai đăng ký kết hôn."""

    groom = Partner.section("Bên nam", without=("times",))
    bride = Partner.section("Bên nữ", without=("times",))
    times = Section("Số lần kết hôn")
    groom_times = Integer("Bên nam kết hôn lần thứ mấy", least=1, most=9)
    bride_times = Integer("Bên nữ kết hôn lần thứ mấy", least=1, most=9)

    foreign = Section("Yếu tố nước ngoài")
    groom_overseas = YesNo("Bên nam định cư ở nước ngoài hoặc đồng thời có quốc tịch nước ngoài").shown_if(
        groom["nationality"].is_("vn")
    )
    bride_overseas = YesNo("Bên nữ định cư ở nước ngoài hoặc đồng thời có quốc tịch nước ngoài").shown_if(
        bride["nationality"].is_("vn")
    )
    lives_here = YesNo("Công dân Việt Nam, hoặc một trong hai bên nếu cùng là người nước ngoài, cư trú tại huyện")

    conditions = Section("Điều kiện kết hôn")
    is_kin = YesNo("Hai bên có quan hệ họ hàng, nuôi dưỡng, thông gia thuộc trường hợp cấm kết hôn")
    both_come = YesNo("Hai bên cam kết cùng có mặt để ký Sổ hộ tịch và nhận Giấy chứng nhận kết hôn")
    serves = YesNo("Bên Việt Nam là công chức, viên chức hoặc đang phục vụ trong lực lượng vũ trang")
    divorced_abroad = YesNo("Bên Việt Nam đã ly hôn hoặc hủy việc kết hôn ở nước ngoài").shown_if(
        groom["status"].is_("divorced") | bride["status"].is_("divorced")
    )
    needs_interview = YesNo("Hồ sơ phải xác minh, làm việc trực tiếp với hai bên về mục đích kết hôn")

    proofs = Section("Giấy tờ về sức khỏe và tình trạng hôn nhân")
    health_on = Date(
        "Ngày cấp giấy xác nhận của tổ chức y tế", not_future=True, hint="Hai giấy khác ngày thì ghi ngày sớm hơn"
    )
    status_has_end = YesNo("Giấy tờ chứng minh tình trạng hôn nhân có ghi thời hạn sử dụng")
    status_until = Date("Giấy tờ chứng minh tình trạng hôn nhân có giá trị đến ngày").shown_if(status_has_end.is_(True))
    status_on = Date("Ngày cấp giấy tờ chứng minh tình trạng hôn nhân", not_future=True).shown_if(
        status_has_end.is_(False)
    )
    foreign_papers = ForeignPapers.section("Giấy tờ của bên nước ngoài")
    relief = FeeRelief.section("Miễn lệ phí")

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai đăng ký kết hôn (hai bên có thể khai chung)", originals=1)
    health = Paper("Giấy xác nhận của tổ chức y tế về khả năng nhận thức, làm chủ hành vi của từng bên", originals=2)
    foreign_status = Paper(
        "Giấy tờ chứng minh tình trạng hôn nhân của từng bên là người nước ngoài, người Việt Nam định cư ở nước ngoài",
        originals=1,
    )
    vietnamese_status = Paper(
        "Giấy xác nhận tình trạng hôn nhân của bên Việt Nam cư trú trong nước", originals=1
    ).shown_if(groom_overseas.is_(False) | bride_overseas.is_(False))
    passport = Paper("Bản sao hộ chiếu hoặc giấy tờ có giá trị thay hộ chiếu của bên nước ngoài", copies=1)
    divorce_note = Paper("Trích lục ghi chú ly hôn", copies=1).shown_if(divorced_abroad.is_(True))
    unit_paper = Paper(
        "Văn bản của cơ quan, đơn vị xác nhận việc kết hôn với người nước ngoài không trái quy định của ngành",
        originals=1,
    ).shown_if(serves.is_(True))
    identity = Paper("Giấy tờ tùy thân, giấy tờ chứng minh nơi cư trú của hai bên", originals=1, presented=True)
    relief_proof = Paper("Giấy tờ chứng minh thuộc diện được miễn lệ phí hộ tịch", copies=1).shown_if(
        relief["group"].is_not("none")
    )

    # Luật Hôn nhân và gia đình 2014, Điều 8 khoản 1 điểm a
    groom_is_of_age = Check("Nam phải từ đủ 20 tuổi trở lên.", age(groom["born"]) >= 20, at=groom["born"])
    bride_is_of_age = Check("Nữ phải từ đủ 18 tuổi trở lên.", age(bride["born"]) >= 18, at=bride["born"])
    groom_counts = Check(
        "Bên nam: chưa kết hôn thì ghi lần thứ nhất, đã ly hôn hoặc vợ đã chết thì ghi từ lần thứ hai trở lên.",
        (groom["status"].is_("single") & groom_times.is_(1)) | (groom["status"].is_not("single") & (groom_times >= 2)),
        at=groom_times,
    )
    bride_counts = Check(
        "Bên nữ: chưa kết hôn thì ghi lần thứ nhất, đã ly hôn hoặc chồng đã chết thì ghi từ lần thứ hai trở lên.",
        (bride["status"].is_("single") & bride_times.is_(1)) | (bride["status"].is_not("single") & (bride_times >= 2)),
        at=bride_times,
    )
    # Luật Hôn nhân và gia đình 2014, Điều 5 khoản 2 điểm d
    not_kin = Check("Hai bên thuộc trường hợp cấm kết hôn.", is_kin.is_(False), at=is_kin)
    # Luật Hộ tịch 2014, Điều 37
    has_foreign_side = Check(
        "Hai bên đều là công dân Việt Nam cư trú trong nước: đăng ký kết hôn tại UBND cấp xã.",
        groom["nationality"].is_not("vn")
        | bride["nationality"].is_not("vn")
        | groom_overseas.is_(True)
        | bride_overseas.is_(True),
        at=bride_overseas,
    )
    is_our_district = Check(
        "Nộp hồ sơ tại UBND huyện nơi cư trú của công dân Việt Nam hoặc của một bên nước ngoài.",
        lives_here.is_(True),
        at=lives_here,
    )
    # Luật Hộ tịch 2014, Điều 6 khoản 2 và Điều 38 khoản 3
    in_person = Check("Hai bên nam, nữ phải cùng có mặt khi đăng ký kết hôn.", both_come.is_(True), at=both_come)
    # Nghị định 123/2015/NĐ-CP, Điều 30 khoản 1
    health_is_recent = Check(
        "Giấy xác nhận của tổ chức y tế chỉ có giá trị trong 6 tháng kể từ ngày cấp.",
        health_on >= filed_on() - SIX_MONTHS,
        at=health_on,
    )
    status_is_recent = Check(
        "Giấy tờ tình trạng hôn nhân không ghi thời hạn chỉ có giá trị trong 6 tháng kể từ ngày cấp.",
        status_on >= filed_on() - SIX_MONTHS,
        at=status_on,
    )
    status_is_valid = Check(
        "Giấy tờ chứng minh tình trạng hôn nhân đã hết thời hạn sử dụng.", status_until >= filed_on(), at=status_until
    )


examine = Step("Nghiên cứu, thẩm tra hồ sơ", OFFICER, within=working_days(5), key="tham-tra")
interview = Step("Xác minh, làm việc trực tiếp với hai bên", OFFICER, within=working_days(2), key="xac-minh")
report = Step("Trưởng phòng duyệt, báo cáo đề xuất", HEAD, within=working_days(1), key="duyet")
sign_marriage = Step("Ký Giấy chứng nhận kết hôn", DISTRICT_LEADER, within=working_days(1), key="ky-giay-ket-hon")

MARRIAGE = Procedure(
    facts=FACTS["ket-hon-co-yeu-to-nuoc-ngoai"],
    form=MarriageForm,
    route=Route(
        when(MarriageForm.needs_interview.is_(True), examine, interview, report, sign_marriage),
        otherwise(examine, report, sign_marriage),
        # Both sign the book and are given the certificate within three working days of the signature.
        hand_back=working_days(1),
    ),
    fee=council_fee(MarriageForm.relief["group"]),
    legal_basis=("Luật Hôn nhân và gia đình 52/2014/QH13",),
    channels=("direct",),
    book="KH",
    unconfirmed=(
        FROM_MEMORY,
        "Trao Giấy chứng nhận kết hôn trong 03 ngày làm việc từ ngày ký, gia hạn không quá 60 ngày khi một bên "
        "chưa thể có mặt (Nghị định 123/2015/NĐ-CP, Điều 32): chưa đối chiếu.",
        "Việc miễn lệ phí kết hôn của công dân Việt Nam cư trú trong nước có áp dụng khi bên kia là người nước ngoài "
        "hay không: chưa xác nhận.",
    ),
)


class MarriageAgainForm(Form):
    """Tờ khai đăng ký lại kết hôn."""

    husband = Partner.section("Người chồng", without=("status", "times"))
    wife = Partner.section("Người vợ", without=("status", "times"))

    earlier = CivilEntry.section("Đăng ký kết hôn trước đây")
    where = Choice(
        "Cơ quan đã đăng ký kết hôn trước đây",
        {
            "here": "UBND huyện nơi nộp hồ sơ",
            "province": "UBND tỉnh, Sở Tư pháp trước đây",
            "other": "Cơ quan đăng ký hộ tịch khác của Việt Nam",
        },
    )
    loss = Section("Việc mất Sổ hộ tịch và giấy tờ")
    book_is_lost = YesNo("Sổ đăng ký kết hôn không còn lưu giữ được")
    how_lost = Text("Giấy chứng nhận kết hôn bị mất, hư hỏng trong trường hợp nào", longest=300)
    original_is_lost = YesNo("Cả hai bản chính Giấy chứng nhận kết hôn đều bị mất")
    both_live = YesNo("Cả hai vợ chồng còn sống vào ngày nộp hồ sơ")
    still_married = YesNo("Hai người vẫn là vợ chồng, chưa ly hôn, chưa hủy việc kết hôn")
    has_copy = YesNo("Còn bản sao Giấy chứng nhận kết hôn được cấp trước đây")
    relief = FeeRelief.section("Miễn lệ phí")

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai đăng ký lại kết hôn", originals=1)
    old_copy = Paper("Bản sao Giấy chứng nhận kết hôn được cấp trước đây", copies=1).shown_if(has_copy.is_(True))
    personal = Paper("Bản sao hồ sơ, giấy tờ cá nhân có thông tin về việc kết hôn", copies=1).shown_if(
        has_copy.is_(False)
    )
    passport = Paper("Hộ chiếu hoặc giấy tờ tùy thân của hai vợ chồng", originals=1, presented=True)
    relief_proof = Paper("Giấy tờ chứng minh thuộc diện được miễn lệ phí hộ tịch", copies=1).shown_if(
        relief["group"].is_not("none")
    )

    # Nghị định 123/2015/NĐ-CP, Điều 24 khoản 1
    before_the_law = Check(
        "Chỉ đăng ký lại việc kết hôn đã đăng ký trước ngày 01/01/2016.",
        earlier["registered_on"] < LAW_IN_FORCE,
        at=earlier["registered_on"],
    )
    is_lost = Check(
        "Chỉ đăng ký lại khi cả Sổ hộ tịch và bản chính giấy tờ hộ tịch đều bị mất; còn Sổ thì xin bản sao trích lục.",
        book_is_lost.is_(True),
        at=book_is_lost,
    )
    originals_are_lost = Check(
        "Còn bản chính Giấy chứng nhận kết hôn thì không đăng ký lại.", original_is_lost.is_(True), at=original_is_lost
    )
    # Nghị định 123/2015/NĐ-CP, Điều 24 khoản 3
    live = Check("Chỉ đăng ký lại kết hôn khi cả hai vợ chồng còn sống.", both_live.is_(True), at=both_live)
    are_married = Check(
        "Quan hệ hôn nhân đã chấm dứt thì không đăng ký lại kết hôn.", still_married.is_(True), at=still_married
    )
    # Nghị định 123/2015/NĐ-CP, Điều 40
    has_foreign_side = Check(
        "Hai vợ chồng đều là công dân Việt Nam, đăng ký trước đây không tại huyện, tỉnh: nộp hồ sơ tại UBND cấp xã.",
        husband["nationality"].is_not("vn") | wife["nationality"].is_not("vn") | where.is_not("other"),
        at=where,
    )


ask_there = Step("Đề nghị nơi đăng ký trước đây kiểm tra, xác minh", OFFICER, within=working_days(1.5), key="xac-minh")
appraise = Step("Kiểm tra, xác minh hồ sơ", OFFICER, within=working_days(1.5), key="tham-tra")
review = Step("Trưởng phòng duyệt, ký trình", HEAD, within=working_days(0.5), key="duyet")

MARRIAGE_AGAIN = Procedure(
    facts=FACTS["dang-ky-lai-ket-hon-co-yeu-to-nuoc-ngoai"],
    form=MarriageAgainForm,
    route=Route(
        when(MarriageAgainForm.where.is_not("here"), ask_there, appraise, review, sign_marriage),
        otherwise(appraise, review, sign_marriage),
    ),
    fee=council_fee(MarriageAgainForm.relief["group"]),
    channels=("direct",),
    book="KH",
    unconfirmed=(
        FROM_MEMORY,
        "Khi phải xác minh ở nơi đăng ký trước đây, Nghị định 123/2015/NĐ-CP cho thêm thời gian; số ngày chưa "
        "đối chiếu nên chưa đưa vào thời hạn.",
        "Giấy chứng nhận kết hôn mới ghi quan hệ hôn nhân được công nhận từ ngày đăng ký trước đây (Điều 27): chưa "
        "đối chiếu.",
    ),
)
