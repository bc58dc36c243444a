"""Xác nhận liệt sĩ, giải quyết chế độ ưu đãi đối với thân nhân liệt sĩ."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Date,
    Form,
    Integer,
    LongText,
    Paper,
    Part,
    Rows,
    Section,
    Text,
    YesNo,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_lao_dong_tbxh.desks import HEAD, OFFICER
from motcua_lao_dong_tbxh.facts import FACTS
from motcua_lao_dong_tbxh.parts import MARTYR_KIN


class Witness(Part):
    """Người cùng đơn vị làm chứng."""

    name = Text("Họ và tên người làm chứng", longest=100, words=2)
    unit = Text("Đơn vị của người làm chứng")
    from_on = Date("Cùng đơn vị từ ngày", not_future=True)
    to_on = Date("Cùng đơn vị đến ngày", not_future=True)


class Relative(Part):
    """Một thân nhân liệt sĩ."""

    name = Text("Họ và tên thân nhân liệt sĩ", longest=100, words=2)
    born = Date("Ngày sinh thân nhân liệt sĩ", not_future=True)
    relation = Choice("Quan hệ với liệt sĩ", {key: MARTYR_KIN[key] for key in ("parent", "spouse", "child", "raiser")})
    address = Text("Nơi cư trú thân nhân liệt sĩ", longest=300)


class MartyrForm(Form):
    """Đề nghị xác nhận liệt sĩ, giải quyết chế độ ưu đãi đối với thân nhân liệt sĩ."""

    fallen = Section("Người hy sinh, mất tích")
    name = Text("Họ và tên người hy sinh", longest=100, words=2)
    born = Date("Ngày sinh người hy sinh", not_future=True)
    home_town = Text("Nguyên quán người hy sinh", longest=300)
    force = Choice(
        "Lực lượng",
        {"army": "Quân đội", "police": "Công an", "civil": "Dân, chính, đảng, thanh niên xung phong, dân quân"},
    )
    unit = Text("Cấp bậc, chức vụ, đơn vị khi hy sinh")
    joined_on = Date("Ngày nhập ngũ, tham gia công tác", not_future=True)
    died_on = Date("Ngày hy sinh hoặc mất tin, mất tích", not_future=True)
    place = Text("Nơi hy sinh", longest=300)

    # Nghị định 31/2013/NĐ-CP, Điều 17 khoản 1
    case = Section("Trường hợp hy sinh")
    circumstance = Choice(
        "Trường hợp xem xét xác nhận liệt sĩ",
        {
            "combat": "Chiến đấu, trực tiếp phục vụ chiến đấu",
            "captured": "Đấu tranh khi bị địch bắt, tù đày",
            "abroad": "Làm nghĩa vụ quốc tế",
            "crime": "Đấu tranh chống tội phạm",
            "rescue": "Dũng cảm cứu người, cứu tài sản của Nhà nước và nhân dân",
            "mission": "Nhiệm vụ quốc phòng, an ninh khẩn cấp, nguy hiểm",
            "wound": "Thương binh chết vì vết thương tái phát",
            "missing": "Mất tin, mất tích trong chiến tranh",
        },
    )
    happened = LongText("Tóm tắt trường hợp hy sinh", longest=2000)
    loss = Integer("Tỷ lệ thương tật khi còn sống", least=21, most=100, unit="%").shown_if(circumstance.is_("wound"))
    died_in_hospital = YesNo("Chết trong khi điều trị tại bệnh viện").shown_if(circumstance.is_("wound"))
    was_traitor = YesNo("Có kết luận phản bội, đầu hàng, chiêu hồi").shown_if(
        circumstance.is_one_of("captured", "missing")
    )
    has_papers = YesNo("Còn giấy tờ gốc về trường hợp hy sinh", hint="Giấy báo tử, danh sách, giấy xác nhận của đơn vị")
    witnesses = Rows(Witness, "Người làm chứng", least=1, most=5).shown_if(has_papers.is_(False))
    posted_until = Date("Ngày hết niêm yết, lấy ý kiến ở cấp xã", not_future=True).shown_if(has_papers.is_(False))

    kin = Section("Thân nhân")
    relatives = Rows(Relative, "Thân nhân đề nghị hưởng chế độ", least=0, most=15)
    worshipper = Text("Họ và tên người được ủy quyền thờ cúng", longest=100, words=2).shown_if(relatives.count().is_(0))

    papers = Section("Thành phần hồ sơ")
    notice = Paper("Giấy báo tử (Mẫu LS1)", originals=1).shown_if(has_papers.is_(True))
    evidence = Paper("Giấy xác nhận, giấy tờ gốc về trường hợp hy sinh", certified_copies=1).shown_if(
        has_papers.is_(True)
    )
    application = Paper("Đơn đề nghị xác nhận liệt sĩ của thân nhân", originals=1).shown_if(has_papers.is_(False))
    statements = Paper("Giấy làm chứng có xác nhận của UBND cấp xã", originals=1).shown_if(has_papers.is_(False))
    posting = Paper("Biên bản niêm yết, họp xét của UBND cấp xã", originals=1).shown_if(has_papers.is_(False))
    event = Paper("Biên bản xảy ra sự việc do cơ quan có thẩm quyền lập", originals=1).shown_if(
        circumstance.is_one_of("crime", "rescue", "mission")
    )
    wound = Paper("Hồ sơ thương binh, bệnh án và biên bản kiểm thảo tử vong", copies=1).shown_if(
        circumstance.is_("wound")
    )
    kin_form = Paper("Bản khai tình hình thân nhân liệt sĩ (Mẫu LS4)", originals=1)

    falls_in_service = Check(
        "Ngày hy sinh không được trước ngày nhập ngũ, tham gia công tác.",
        died_on >= joined_on,
        at=died_on,
    )
    is_posted_after_the_death = Check(
        "Ngày hết niêm yết phải sau ngày hy sinh.", posted_until > died_on, at=posted_until
    )
    parents_are_older = Check(
        "Cha, mẹ, người nuôi phải sinh trước người hy sinh; con phải sinh sau.",
        relatives.all_rows(
            Relative.relation.is_("spouse")
            | (Relative.relation.is_("child") & (Relative.born > born))
            | (Relative.relation.is_one_of("parent", "raiser") & (Relative.born < born))
        ),
        at=relatives,
    )
    is_no_traitor = Check(
        "Người có kết luận phản bội, đầu hàng, chiêu hồi không được xác nhận liệt sĩ.",
        was_traitor.is_(False),
        at=was_traitor,
    )
    # Thông tư liên tịch 28/2013/TTLT-BLĐTBXH-BQP: người làm chứng cùng đơn vị vào thời điểm hy sinh
    witnesses_were_there = Check(
        "Người làm chứng phải cùng đơn vị vào ngày hy sinh.",
        witnesses.all_rows((Witness.from_on <= died_on) & (Witness.to_on >= died_on)),
        at=witnesses,
    )


check_papers = Step("Thẩm tra giấy tờ, hồ sơ thân nhân", OFFICER, working_days(7), key="tham-tra")
check_witnesses = Step(
    "Thẩm tra lời làm chứng, phối hợp Ban chỉ huy quân sự huyện", OFFICER, working_days(12), key="tham-tra-lam-chung"
)
check_wound = Step("Thẩm tra hồ sơ thương binh, bệnh án", OFFICER, working_days(9), key="tham-tra-thuong-binh")
sign_out = Step("Ký văn bản, chuyển hồ sơ lên Sở LĐTBXH", HEAD, working_days(3), key="ky-chuyen-so")

MARTYR = Procedure(
    facts=FACTS["xac-nhan-liet-si"],
    form=MartyrForm,
    route=Route(
        when(MartyrForm.has_papers.is_(False), check_witnesses, sign_out),
        when(MartyrForm.circumstance.is_("wound"), check_wound, sign_out),
        otherwise(check_papers, sign_out),
    ),
    legal_basis=("Thông tư liên tịch 28/2013/TTLT-BLĐTBXH-BQP",),
    unconfirmed=(
        "Nghị định 31/2013/NĐ-CP, Điều 17 và các mẫu LS1, LS4 của Thông tư 05/2013/TT-BLĐTBXH trích theo trí nhớ.",
        "Số người làm chứng tối thiểu và thời gian niêm yết ở cấp xã theo Thông tư liên tịch 28/2013 chưa đối chiếu.",
        "Trường hợp thuộc quân đội, công an: hồ sơ do đơn vị lập và chuyển; phần việc của huyện cần xác nhận.",
        "Thời gian từng bước là đề xuất nội bộ; văn bản chưa đối chiếu.",
    ),
)
