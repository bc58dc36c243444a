"""Phê duyệt hỗ trợ chi phí học tập, miễn, giảm học phí cho trẻ em mẫu giáo và học sinh phổ thông."""

from motcua.api import Procedure
from motcua.api.forms import (
    BankAccount,
    Check,
    Choice,
    Computed,
    Form,
    Integer,
    Many,
    Money,
    Paper,
    School,
    Section,
    Student,
    Text,
    YesNo,
    age,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_giao_duc_dao_tao.desks import HEAD, OFFICER
from motcua_giao_duc_dao_tao.facts import FACTS

# Nghị định 86/2015/NĐ-CP, Điều 7, Điều 8 và Điều 10
GROUNDS = {
    "poor": "Cha mẹ thuộc hộ nghèo",
    "near_poor": "Cha mẹ thuộc hộ cận nghèo",
    "orphan": "Dưới 16 tuổi không có nguồn nuôi dưỡng",
    "disabled": "Khuyết tật, thuộc hộ nghèo hoặc hộ cận nghèo",
    "merit": "Con của người có công với cách mạng",
    "soldier": "Con của hạ sĩ quan, binh sĩ, chiến sĩ đang phục vụ có thời hạn",
    "minority": "Dân tộc thiểu số ở thôn, xã đặc biệt khó khăn",
    "accident": "Con cán bộ, công nhân, viên chức bị tai nạn lao động, bệnh nghề nghiệp hưởng trợ cấp thường xuyên",
}


class TuitionForm(Form):
    """Đơn đề nghị miễn, giảm học phí, hỗ trợ chi phí học tập (phụ lục Thông tư liên tịch 09/2016)."""

    pupil = Student.section("Trẻ em, học sinh")
    school = School.section("Cơ sở giáo dục", without=("email", "head_name"))

    study = Section("Lớp đang học")
    level = Choice("Bậc học đang học", {"preschool": "Mẫu giáo", "primary": "Tiểu học", "lower": "Trung học cơ sở"})
    grade = Text("Lớp", longest=20)
    school_year = Integer("Năm học xin miễn, giảm, hỗ trợ bắt đầu từ năm", least=2015, most=2099)

    request = Section("Đối tượng, nội dung đề nghị")
    ground = Choice("Thuộc đối tượng", GROUNDS)
    wants = Many("Chính sách đề nghị", {"waiver": "Miễn, giảm học phí", "support": "Hỗ trợ chi phí học tập"})
    relief = Choice(
        "Mức miễn, giảm đề nghị", {"all": "Miễn học phí", "less70": "Giảm 70 %", "less50": "Giảm 50 %"}
    ).shown_if(wants.includes("waiver"))
    tuition = Money("Mức học phí một tháng nhà trường thu", least=0, most=100_000_000).shown_if(
        wants.includes("waiver") & school["kind"].is_not("public")
    )
    months = Integer("Số tháng đề nghị hỗ trợ chi phí học tập", least=1, most=12, unit="tháng").shown_if(
        wants.includes("support")
    )
    # Nghị định 86/2015/NĐ-CP, Điều 10: 100.000 đồng mỗi tháng để mua sách, vở và đồ dùng
    support = Computed("Tiền hỗ trợ chi phí học tập cả năm học", months * 100_000, unit="đồng").shown_if(
        wants.includes("support")
    )
    takes_other = YesNo("Đang hưởng chính sách miễn, giảm, hỗ trợ khác cùng loại")

    right = Section("Chi tiết về đối tượng")
    poverty = Choice(
        "Gia đình thuộc diện", {"poor": "Hộ nghèo", "near_poor": "Hộ cận nghèo", "none": "Không thuộc hai diện này"}
    ).shown_if(ground.is_("disabled"))
    poverty_code = Text("Số giấy chứng nhận hộ nghèo, hộ cận nghèo của gia đình", longest=50).shown_if(
        ground.is_one_of("poor", "near_poor", "disabled")
    )
    file_number = Text("Số hồ sơ người có công", longest=50).shown_if(ground.is_("merit"))
    unit = Text("Đơn vị quân đội, công an nơi cha hoặc mẹ phục vụ").shown_if(ground.is_("soldier"))
    hamlet = Text("Thôn, xã đặc biệt khó khăn và số quyết định công nhận").shown_if(ground.is_("minority"))
    allowance = Text("Số sổ trợ cấp tai nạn lao động, bệnh nghề nghiệp", longest=50).shown_if(ground.is_("accident"))
    account = BankAccount.section("Tài khoản của cha mẹ học sinh").shown_if(school["kind"].is_not("public"))

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị miễn, giảm học phí, hỗ trợ chi phí học tập", originals=1)
    school_paper = Paper("Xác nhận của cơ sở giáo dục ngoài công lập (theo đơn)", originals=1).shown_if(
        school["kind"].is_not("public")
    )
    poverty_paper = Paper("Giấy chứng nhận hộ nghèo, hộ cận nghèo", certified_copies=1).shown_if(
        ground.is_one_of("poor", "near_poor", "disabled")
    )
    disability_paper = Paper("Giấy xác nhận khuyết tật hoặc quyết định trợ cấp xã hội", certified_copies=1).shown_if(
        ground.is_("disabled")
    )
    orphan_paper = Paper("Quyết định trợ cấp xã hội của Chủ tịch UBND cấp huyện", certified_copies=1).shown_if(
        ground.is_("orphan")
    )
    merit_paper = Paper("Giấy xác nhận của cơ quan quản lý đối tượng người có công", certified_copies=1).shown_if(
        ground.is_("merit")
    )
    soldier_paper = Paper("Giấy xác nhận của đơn vị quân đội, công an", originals=1).shown_if(ground.is_("soldier"))
    minority_paper = Paper("Giấy khai sinh và sổ hộ khẩu hoặc giấy đăng ký tạm trú", certified_copies=1).shown_if(
        ground.is_("minority")
    )
    accident_paper = Paper("Sổ hưởng trợ cấp hằng tháng do tổ chức bảo hiểm xã hội cấp", certified_copies=1).shown_if(
        ground.is_("accident")
    )

    # Nghị định 86/2015/NĐ-CP, Điều 7 (miễn), Điều 8 khoản 1 (giảm 70 %) và khoản 2 (giảm 50 %)
    is_the_lawful_relief = Check(
        "Mức đề nghị không đúng với đối tượng: hộ cận nghèo, tai nạn lao động giảm 50 %; dân tộc thiểu số ở nơi đặc "
        "biệt khó khăn giảm 70 %; đối tượng khác được miễn.",
        (relief.is_("less50") & ground.is_one_of("near_poor", "accident"))
        | (relief.is_("less70") & ground.is_("minority"))
        | (relief.is_("all") & ground.is_one_of("poor", "orphan", "disabled", "merit", "soldier")),
        at=relief,
    )
    # Nghị định 86/2015/NĐ-CP, Điều 6 khoản 1
    pays_at_all = Check(
        "Học sinh tiểu học trường công lập không phải đóng học phí nên không xét miễn, giảm.",
        ~wants.includes("waiver") | level.is_not("primary") | school["kind"].is_not("public"),
        at=wants,
    )
    # Nghị định 86/2015/NĐ-CP, Điều 10
    may_have_support = Check(
        "Hỗ trợ chi phí học tập dành cho hộ nghèo, trẻ không có nguồn nuôi dưỡng, trẻ khuyết tật hộ nghèo, cận nghèo.",
        ~wants.includes("support") | ground.is_one_of("poor", "orphan", "disabled"),
        at=ground,
    )
    is_of_a_school_year = Check("Hỗ trợ chi phí học tập không quá 9 tháng mỗi năm học.", months <= 9, at=months)
    # Nghị định 86/2015/NĐ-CP, Điều 7 khoản 2 và khoản 3
    disabled_is_poor = Check(
        "Trẻ em, học sinh khuyết tật phải thuộc hộ nghèo hoặc hộ cận nghèo.", poverty.is_not("none"), at=poverty
    )
    is_under_sixteen = Check(
        "Diện không có nguồn nuôi dưỡng phải dưới 16 tuổi.",
        ground.is_not("orphan") | (age(pupil["born"]) < 16),
        at=pupil["born"],
    )
    takes_one_only = Check(
        "Thuộc nhiều chính sách cùng loại chỉ được hưởng một chính sách ở mức cao nhất.",
        takes_other.is_(False),
        at=takes_other,
    )


check_list = Step("Đối chiếu hồ sơ với danh sách của trường, tổng hợp kinh phí cấp bù", OFFICER, working_days(5),
                  key="tham-dinh")  # fmt: skip
appraise = Step("Thẩm định hồ sơ, xác minh với trường ngoài công lập", OFFICER, working_days(4), key="tham-dinh")
budget = Step("Lập dự toán chi trả trực tiếp cho gia đình", OFFICER, working_days(2), key="lap-du-toan")
sign = Step("Ký quyết định phê duyệt danh sách", HEAD, working_days(2), key="ky-quyet-dinh")

TUITION = Procedure(
    facts=FACTS["ho-tro-chi-phi-hoc-tap-mien-giam-hoc-phi"],
    form=TuitionForm,
    # Thông tư liên tịch 09/2016: Phòng chi trả cho người học ở cơ sở ngoài công lập
    route=Route(
        when(TuitionForm.school["kind"].is_not("public"), appraise, budget, sign),
        otherwise(check_list, sign),
    ),
    unconfirmed=(
        "Đối tượng, mức giảm 70 %, 50 %, mức hỗ trợ 100.000 đồng mỗi tháng không quá 9 tháng (Nghị định 86/2015/NĐ-CP) "
        "và thành phần hồ sơ (Thông tư liên tịch 09/2016) trích theo trí nhớ; từ năm học 2021-2022 theo Nghị định "
        "81/2021/NĐ-CP.",
        "Miễn, giảm học phí ở trường tiểu học ngoài công lập và thời hạn nộp đơn 45 ngày kể từ ngày khai giảng chưa "
        "đối chiếu, mẫu đơn không từ chối.",
        "Học sinh trường công lập do hiệu trưởng quyết định hay qua Phòng chưa xác nhận.",
    ),
)
