"""Danh hiệu thi đua: Lao động tiên tiến, Chiến sĩ thi đua cơ sở, Tập thể lao động tiên tiến."""

from motcua.api import Procedure
from motcua.api.forms import Check, Choice, Date, Form, Integer, LongText, Paper, Part, Rows, Section, Text, YesNo
from motcua.api.routes import (
    DISTRICT_LEADER,
    Route,
    Step,
    consult,
    desk_of,
    otherwise,
    when,
    working_days,
)
from motcua_noi_vu.desks import HEAD, OFFICER
from motcua_noi_vu.facts import FACTS

ASSESSMENTS = {
    "excellent": "Hoàn thành xuất sắc nhiệm vụ",
    "good": "Hoàn thành tốt nhiệm vụ",
    "limited": "Hoàn thành nhiệm vụ nhưng còn hạn chế",
    "failed": "Không hoàn thành nhiệm vụ",
}


class Unit(Part):
    """Đơn vị trình khen thưởng."""

    name = Text("Đơn vị trình danh hiệu")
    kind = Choice(
        "Loại đơn vị",
        {
            "office": "Phòng, ban của huyện",
            "school": "Trường học",
            "commune": "UBND xã, thị trấn",
            "business": "Doanh nghiệp, HTX",
        },
    )
    proposal = Text("Số tờ trình", longest=50)
    year = Integer("Năm (năm học) xét danh hiệu", least=2015, most=2100)
    registered = YesNo("Đã đăng ký danh hiệu thi đua từ đầu năm")
    council_on = Date("Ngày hội đồng thi đua, khen thưởng đơn vị họp", not_future=True)


class Worker(Part):
    """Một người được đề nghị Lao động tiên tiến."""

    name = Text("Họ và tên người được đề nghị", longest=100, words=2)
    position = Text("Chức vụ, công việc", longest=100)
    months = Integer("Số tháng làm việc trong năm, kể cả nghỉ thai sản", least=0, most=12, unit="tháng")
    assessment = Choice("Kết quả đánh giá, xếp loại", ASSESSMENTS)
    is_disciplined = YesNo("Bị kỷ luật từ khiển trách trở lên trong năm")

    # Nghị định 91/2017/NĐ-CP, Điều 10: không xét người làm việc dưới 10 tháng, người bị kỷ luật từ khiển trách
    ten_months = Check("Người được đề nghị phải làm việc từ 10 tháng trở lên trong năm.", months >= 10, at=months)
    clean = Check(
        "Không xét Lao động tiên tiến cho người bị kỷ luật từ khiển trách trở lên.",
        is_disciplined.is_(False),
        at=is_disciplined,
    )
    # Luật Thi đua, khen thưởng 2003, Điều 24: hoàn thành tốt nhiệm vụ
    did_well = Check(
        "Người được đề nghị phải hoàn thành tốt nhiệm vụ trở lên.",
        assessment.is_one_of("excellent", "good"),
        at=assessment,
    )


class ProgressiveWorkerForm(Form):
    """Tờ trình đề nghị tặng danh hiệu Lao động tiên tiến."""

    unit = Unit.section("Đơn vị trình")

    people = Section("Cá nhân được đề nghị")
    staff = Integer("Số cán bộ, công chức, viên chức, người lao động của đơn vị", least=1, most=2_000, unit="người")
    workers = Rows(Worker, "Danh sách đề nghị Lao động tiên tiến", least=1, most=50)
    has_transfers = YesNo("Có người chuyển công tác đến trong năm")
    has_long_courses = YesNo("Có người đi học tập trung từ một năm trở lên")

    papers = Section("Thành phần hồ sơ")
    proposal = Paper("Tờ trình kèm danh sách đề nghị tặng danh hiệu", originals=1)
    minutes = Paper("Biên bản bình xét của hội đồng thi đua, khen thưởng đơn vị", originals=1)
    reports = Paper("Báo cáo thành tích của cá nhân, có xác nhận của thủ trưởng đơn vị", originals=1)
    old_unit = Paper("Ý kiến nhận xét của đơn vị cũ", originals=1).shown_if(has_transfers.is_(True))
    course = Paper("Kết quả học tập từ loại khá trở lên", copies=1).shown_if(has_long_courses.is_(True))

    not_more_than_staff = Check(
        "Số người được đề nghị không được nhiều hơn số người của đơn vị.", workers.count() <= staff, at=workers
    )
    # Luật Thi đua, khen thưởng 2003, Điều 10: căn cứ xét danh hiệu là phong trào thi đua, đăng ký tham gia thi đua
    had_registered = Check(
        "Đơn vị không đăng ký thi đua từ đầu năm thì không xét danh hiệu thi đua.",
        unit["registered"].is_(True),
        at=unit["registered"],
    )


class Fighter(Part):
    """Một người được đề nghị Chiến sĩ thi đua cơ sở."""

    name = Text("Họ và tên người được đề nghị chiến sĩ thi đua", longest=100, words=2)
    position = Text("Chức vụ, đơn vị", longest=150)
    is_progressive = YesNo("Đạt danh hiệu Lao động tiên tiến trong năm")
    merit = Choice(
        "Thành tích làm căn cứ",
        {
            "initiative": "Có sáng kiến được công nhận và áp dụng",
            "research": "Có đề tài nghiên cứu đã nghiệm thu, được áp dụng",
            "courage": "Mưu trí, sáng tạo trong chiến đấu, phục vụ chiến đấu",
        },
    )
    merit_name = Text("Tên sáng kiến, đề tài", longest=300).shown_if(merit.is_not("courage"))
    recognised_by = Text("Số quyết định công nhận sáng kiến, nghiệm thu đề tài", longest=80).shown_if(
        merit.is_not("courage")
    )

    # Luật Thi đua, khen thưởng 2003, Điều 23; Nghị định 91/2017/NĐ-CP, Điều 9 khoản 3
    is_already_progressive = Check(
        "Chiến sĩ thi đua cơ sở phải là Lao động tiên tiến trong năm.", is_progressive.is_(True), at=is_progressive
    )


class EmulationFighterForm(Form):
    """Tờ trình đề nghị tặng danh hiệu Chiến sĩ thi đua cơ sở."""

    unit = Unit.section("Đơn vị trình")

    people = Section("Cá nhân được đề nghị Chiến sĩ thi đua cơ sở")
    progressive = Integer("Số Lao động tiên tiến của đơn vị trong năm", least=1, most=2_000, unit="người")
    fighters = Rows(Fighter, "Danh sách đề nghị Chiến sĩ thi đua cơ sở", least=1, most=50)
    council_members = Integer("Số thành viên hội đồng đơn vị", least=1, most=50, unit="người")
    lowest_vote = Integer("Số phiếu tán thành thấp nhất của một người", least=0, most=50, unit="phiếu")

    papers = Section("Thành phần hồ sơ")
    proposal = Paper("Tờ trình kèm danh sách đề nghị Chiến sĩ thi đua cơ sở", originals=1)
    minutes = Paper("Biên bản họp và kết quả bỏ phiếu của hội đồng thi đua, khen thưởng", originals=1)
    reports = Paper("Báo cáo thành tích cá nhân có xác nhận của cấp trình", originals=1)
    initiatives = Paper("Quyết định công nhận sáng kiến hoặc biên bản nghiệm thu đề tài", certified_copies=1).shown_if(
        fighters.any_row(Fighter.merit.is_not("courage"))
    )
    courage = Paper("Xác nhận của cơ quan quân sự, công an về thành tích", originals=1).shown_if(
        fighters.any_row(Fighter.merit.is_("courage"))
    )

    # Nghị định 91/2017/NĐ-CP, Điều 9 khoản 3: không quá 15% số Lao động tiên tiến của đơn vị
    fifteen_percent = Check(
        "Số Chiến sĩ thi đua cơ sở không quá 15% số Lao động tiên tiến của đơn vị.",
        progressive * 3 >= fighters.count() * 20,
        at=fighters,
    )
    votes_of_the_council = Check(
        "Số phiếu tán thành không được nhiều hơn số thành viên hội đồng.",
        lowest_vote <= council_members,
        at=lowest_vote,
    )


class ProgressiveGroupForm(Form):
    """Tờ trình đề nghị tặng danh hiệu Tập thể lao động tiên tiến."""

    unit = Unit.section("Đơn vị trình")

    group = Section("Tập thể được đề nghị")
    name = Text("Tên tập thể được đề nghị")
    head = Text("Người đứng đầu tập thể", longest=100, words=2)
    plan_result = Integer("Mức hoàn thành nhiệm vụ, kế hoạch năm", least=0, most=500, unit="%")
    movement = LongText("Phong trào thi đua đã tổ chức trong năm", longest=2000)
    staff = Integer("Số cá nhân trong tập thể", least=1, most=2_000, unit="người")
    progressive = Integer("Số cá nhân đạt Lao động tiên tiến", least=0, most=2_000, unit="người")
    warned = Integer("Số cá nhân bị kỷ luật từ cảnh cáo trở lên", least=0, most=2_000, unit="người")
    has_debts = YesNo("Còn nợ thuế, nợ bảo hiểm xã hội").shown_if(unit["kind"].is_("business"))

    papers = Section("Thành phần hồ sơ")
    proposal = Paper("Tờ trình đề nghị tặng danh hiệu tập thể", originals=1)
    report = Paper("Báo cáo thành tích của tập thể có xác nhận của cấp trình", originals=1)
    minutes = Paper("Biên bản bình xét của hội đồng thi đua, khen thưởng", originals=1)
    people = Paper("Quyết định, danh sách công nhận Lao động tiên tiến của tập thể", copies=1)
    duties = Paper("Xác nhận hoàn thành nghĩa vụ thuế, bảo hiểm xã hội", originals=1).shown_if(
        unit["kind"].is_("business")
    )

    # Luật Thi đua, khen thưởng 2003, Điều 28: hoàn thành kế hoạch; trên 50% là Lao động tiên tiến; không ai bị cảnh cáo
    plan_is_done = Check("Tập thể phải hoàn thành nhiệm vụ, kế hoạch được giao.", plan_result >= 100, at=plan_result)
    more_than_half = Check(
        "Tập thể phải có trên 50% cá nhân đạt Lao động tiên tiến.", progressive * 2 > staff, at=progressive
    )
    not_more_than_all = Check(
        "Số Lao động tiên tiến không được nhiều hơn số cá nhân.", progressive <= staff, at=progressive
    )
    nobody_is_warned = Check(
        "Tập thể có cá nhân bị kỷ luật từ cảnh cáo trở lên không được xét danh hiệu.", warned.is_(0), at=warned
    )
    business_pays = Check(
        "Doanh nghiệp, hợp tác xã còn nợ thuế, bảo hiểm xã hội chưa được xét.", has_debts.is_(False), at=has_debts
    )


# Nghị định 91/2017/NĐ-CP: hội đồng thi đua, khen thưởng huyện tư vấn trước khi trình
COUNCIL = "Tổng hợp, xin ý kiến Hội đồng Thi đua - Khen thưởng huyện"

check_list = Step("Thẩm định danh sách, thành tích", OFFICER, working_days(8), key="tham-dinh")
ask_council = Step(COUNCIL, OFFICER, working_days(5), key="hoi-dong")
propose = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(2), key="duyet")
award = Step("Ký quyết định tặng danh hiệu", DISTRICT_LEADER, working_days(3), key="ky-quyet-dinh")

schools = consult(
    "Ý kiến về danh sách của trường",
    desk_of("giao_duc_dao_tao", "officer", "Phòng Giáo dục và Đào tạo"),
    working_days(4),
)
check_school = Step("Thẩm định danh sách, thành tích", OFFICER, working_days(8), key="tham-dinh", consults=(schools,))

PROGRESSIVE_WORKER = Procedure(
    facts=FACTS["lao-dong-tien-tien"],
    form=ProgressiveWorkerForm,
    route=Route(
        when(ProgressiveWorkerForm.unit["kind"].is_("school"), check_school, propose, award),
        otherwise(check_list, propose, award),
    ),
    unconfirmed=(
        "Điều 10 Nghị định 91/2017/NĐ-CP (10 tháng, khiển trách, học tập trung) trích theo trí nhớ.",
        "Ý kiến của Phòng Giáo dục và Đào tạo với danh sách của trường là lệ làm việc, luật không nêu.",
    ),
)

EMULATION_FIGHTER = Procedure(
    facts=FACTS["chien-si-thi-dua-co-so"],
    form=EmulationFighterForm,
    route=Route(otherwise(check_list, ask_council, propose, award)),
    unconfirmed=(
        "Tỷ lệ 15% số Lao động tiên tiến theo Điều 9 khoản 3 Nghị định 91/2017/NĐ-CP trích theo trí nhớ.",
        "Tỷ lệ phiếu tối thiểu của hội đồng do quy chế của tỉnh, huyện quy định: chỉ hỏi số phiếu, không tự từ chối.",
    ),
)

check_group = Step("Thẩm định thành tích tập thể", OFFICER, working_days(7), key="tham-dinh")
duties = (
    consult("Ý kiến về nghĩa vụ thuế", desk_of("chi_cuc_thue", "officer", "Chi cục Thuế"), working_days(3)),
    consult(
        "Ý kiến về bảo hiểm xã hội", desk_of("bao_hiem_xa_hoi", "officer", "Bảo hiểm xã hội huyện"), working_days(3)
    ),
)
check_business = Step("Thẩm định thành tích tập thể", OFFICER, working_days(9), key="tham-dinh", consults=duties)

PROGRESSIVE_GROUP = Procedure(
    facts=FACTS["tap-the-lao-dong-tien-tien"],
    form=ProgressiveGroupForm,
    route=Route(
        when(ProgressiveGroupForm.unit["kind"].is_("business"), check_business, ask_council, propose, award),
        otherwise(check_group, ask_council, propose, award),
    ),
    unconfirmed=(
        "Xác nhận thuế, bảo hiểm xã hội của doanh nghiệp theo Nghị định 91/2017/NĐ-CP chưa đối chiếu có bắt buộc ở cấp "
        "huyện hay không.",
    ),
)
