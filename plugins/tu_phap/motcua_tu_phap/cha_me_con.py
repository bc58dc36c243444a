"""Đăng ký nhận cha, mẹ, con có yếu tố nước ngoài."""

from motcua.api import Procedure
from motcua.api.forms import (
    GENDERS,
    NATIONALITIES,
    Check,
    Choice,
    Commune,
    Date,
    Form,
    IdNumber,
    Integer,
    Paper,
    Part,
    Section,
    Text,
    YesNo,
    age,
)
from motcua.api.routes import Route, Step, otherwise, working_days
from motcua_tu_phap.desks import HEAD, OFFICER
from motcua_tu_phap.facts import FACTS
from motcua_tu_phap.ho_tich import FROM_MEMORY, FeeRelief, ForeignPapers, council_fee, sign


class Relative(Part):
    """Người nhận hoặc người được nhận là cha, mẹ, con."""

    name = Text("Họ, chữ đệm, tên", longest=100, words=2)
    born = Date("Ngày, tháng, năm sinh", not_future=True)
    gender = Choice("Giới tính", GENDERS)
    ethnicity = Text("Dân tộc", longest=50, optional=True)
    nationality = Choice("Quốc tịch", NATIONALITIES)
    country = Text("Tên quốc gia").shown_if(nationality.is_("foreign"))
    residence = Text("Nơi cư trú", longest=300)
    identity = IdNumber("Số giấy tờ tùy thân hoặc hộ chiếu", optional=True)


class Evidence(Part):
    """Chứng cứ chứng minh quan hệ cha, mẹ, con (Thông tư 15/2015/TT-BTP, Điều 11)."""

    kind = Choice(
        "Chứng cứ chứng minh quan hệ",
        {
            "expert": "Văn bản của cơ quan y tế, cơ quan giám định hoặc cơ quan khác có thẩm quyền",
            "things": "Thư từ, phim ảnh, băng, đĩa, đồ dùng, vật dụng khác",
        },
    )
    expert = Text("Cơ quan kết luận, số và ngày văn bản", longest=200).shown_if(kind.is_("expert"))
    things = Text("Liệt kê thư từ, hình ảnh, đồ vật", longest=500).shown_if(kind.is_("things"))
    witnesses = Integer("Số người thân thích của cha, mẹ xác nhận", least=0, most=20, unit="người").shown_if(
        kind.is_("things")
    )
    # Thông tư 15/2015/TT-BTP, Điều 11 khoản 2
    two_witnesses = Check(
        "Không có văn bản giám định thì văn bản cam đoan phải có ít nhất hai người thân thích xác nhận.",
        witnesses >= 2,
        at=witnesses,
    )


class RecognitionForm(Form):
    """Tờ khai đăng ký nhận cha, mẹ, con."""

    request = Section("Việc nhận cha, mẹ, con")
    work = Choice(
        "Đề nghị công nhận",
        {
            "father_takes": "Cha nhận con",
            "mother_takes": "Mẹ nhận con",
            "child_takes_father": "Con nhận cha",
            "child_takes_mother": "Con nhận mẹ",
        },
    )
    parent = Relative.section("Cha hoặc mẹ")
    child = Relative.section("Con")
    birth_entry = Text("Số, ngày, nơi đăng ký khai sinh của con", longest=200)

    conditions = Section("Điều kiện đăng ký")
    overseas = YesNo("Một bên là công dân Việt Nam định cư ở nước ngoài hoặc có thêm quốc tịch nước ngoài").shown_if(
        parent["nationality"].is_("vn") & child["nationality"].is_("vn")
    )
    lives_here = YesNo("Người được nhận là cha, mẹ, con cư trú tại huyện")
    commune = Commune("Xã, thị trấn nơi người được nhận thường trú, để niêm yết")
    both_live = YesNo("Cả người nhận và người được nhận đều còn sống và sẽ có mặt khi đăng ký")
    in_dispute = YesNo("Việc nhận cha, mẹ, con đang có tranh chấp")
    other_parent = Choice(
        "Ý kiến của người hiện là cha hoặc mẹ của con chưa thành niên",
        {
            "agrees": "Đồng ý",
            "none": "Đã chết, mất tích, mất năng lực hành vi dân sự hoặc không xác định được",
            "disagrees": "Không đồng ý",
        },
    ).shown_if(work.is_one_of("father_takes", "mother_takes") & (age(child["born"]) < 18))
    evidence = Evidence.section("Chứng minh quan hệ cha, mẹ, con")
    foreign_papers = ForeignPapers.section("Giấy tờ do nước ngoài cấp").shown_if(
        parent["nationality"].is_not("vn") | child["nationality"].is_not("vn")
    )
    relief = FeeRelief.section("Miễn lệ phí")

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai đăng ký nhận cha, mẹ, con", originals=1)
    conclusion = Paper("Văn bản xác nhận quan hệ cha con, quan hệ mẹ con", originals=1).shown_if(
        evidence["kind"].is_("expert")
    )
    pledge = Paper(
        "Văn bản cam đoan về con chung có ít nhất hai người thân thích xác nhận, kèm đồ vật, hình ảnh", originals=1
    ).shown_if(evidence["kind"].is_("things"))
    passport = Paper("Bản sao hộ chiếu hoặc giấy tờ có giá trị thay hộ chiếu của người nước ngoài", copies=1).shown_if(
        parent["nationality"].is_not("vn") | child["nationality"].is_not("vn")
    )
    opinion = Paper(
        "Văn bản đồng ý của người hiện là cha hoặc mẹ (nếu chưa ghi ý kiến trong tờ khai)", originals=1, optional=True
    ).shown_if(other_parent.is_("agrees"))
    birth_certificate = Paper("Giấy khai sinh của con", originals=1, presented=True)
    identity = Paper("Giấy tờ tùy thân, giấy tờ chứng minh nơi cư trú của các bên", originals=1, presented=True)
    relief_proof = Paper("Giấy tờ chứng minh thuộc diện được miễn lệ phí hộ tịch", copies=1).shown_if(
        relief["group"].is_not("none")
    )

    parent_is_older = Check(
        "Cha, mẹ phải sinh trước con; kiểm tra lại ngày sinh.", parent["born"] < child["born"], at=child["born"]
    )
    # Luật Hộ tịch 2014, Điều 43
    is_foreign_matter = Check(
        "Hai bên đều là công dân Việt Nam cư trú trong nước: đăng ký tại UBND cấp xã.",
        parent["nationality"].is_not("vn") | child["nationality"].is_not("vn") | overseas.is_(True),
        at=overseas,
    )
    is_our_district = Check(
        "Nộp tại UBND huyện nơi cư trú của người được nhận là cha, mẹ, con.", lives_here.is_(True), at=lives_here
    )
    # Luật Hộ tịch 2014, Điều 44 khoản 4; Luật Hôn nhân và gia đình 2014, Điều 101
    are_present = Check(
        "Các bên phải có mặt khi đăng ký; một bên đã chết thì yêu cầu Tòa án giải quyết.",
        both_live.is_(True),
        at=both_live,
    )
    is_undisputed = Check("Có tranh chấp thì do Tòa án giải quyết.", in_dispute.is_(False), at=in_dispute)
    is_agreed = Check(
        "Người hiện là cha, mẹ không đồng ý: có tranh chấp, do Tòa án giải quyết.",
        other_parent.is_not("disagrees"),
        at=other_parent,
    )


# Luật Hộ tịch 2014, Điều 44 khoản 2: the posting runs within the fifteen days, so no step waits outside the clock.
examine = Step("Thẩm tra hồ sơ, xác minh", OFFICER, within=working_days(2), key="tham-tra")
post = Step(
    "Niêm yết 07 ngày liên tục tại UBND huyện, đề nghị UBND cấp xã niêm yết",
    OFFICER,
    within=working_days(5),
    key="niem-yet",
)
report = Step("Trưởng phòng duyệt, báo cáo đề xuất", HEAD, within=working_days(1), key="duyet")
POSTED_WITHIN = (
    "Niêm yết 07 ngày được hiểu là nằm trong thời hạn 15 ngày (Luật Hộ tịch 2014, Điều 44 khoản 2): chưa xác nhận."
)

RECOGNITION = Procedure(
    facts=FACTS["nhan-cha-me-con-co-yeu-to-nuoc-ngoai"],
    form=RecognitionForm,
    route=Route(otherwise(examine, post, report, sign)),
    fee=council_fee(RecognitionForm.relief["group"]),
    legal_basis=("Luật Hôn nhân và gia đình 52/2014/QH13",),
    channels=("direct",),
    book="NCMC",
    unconfirmed=(
        FROM_MEMORY,
        POSTED_WITHIN,
        "Ý kiến của người hiện là cha hoặc mẹ được hỏi theo tờ khai; Luật Hộ tịch 2014 chỉ nói việc không có tranh "
        "chấp.",
    ),
)
