"""Cấp học bổng và hỗ trợ kinh phí mua phương tiện, đồ dùng học tập dùng riêng cho người khuyết tật."""

from motcua.api import Procedure
from motcua.api.forms import (
    BankAccount,
    Check,
    Choice,
    Computed,
    Disability,
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
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_giao_duc_dao_tao.desks import HEAD, OFFICER
from motcua_giao_duc_dao_tao.facts import FACTS


class ScholarshipForm(Form):
    """Đơn đề nghị cấp học bổng và hỗ trợ kinh phí mua phương tiện, đồ dùng học tập (Thông tư liên tịch 42/2013)."""

    pupil = Student.section("Người khuyết tật đi học", without=("birth_place",))
    disability = Disability.section("Tình trạng khuyết tật")
    poverty = Choice(
        "Hộ của người khuyết tật",
        {"poor": "Hộ nghèo", "near_poor": "Hộ cận nghèo", "none": "Không thuộc hộ nghèo, hộ cận nghèo"},
    )
    poverty_code = Text("Số giấy chứng nhận hộ nghèo hoặc cận nghèo", longest=50).shown_if(poverty.is_not("none"))

    school = School.section("Cơ sở giáo dục đang học", without=("email", "head_name"))
    study = Section("Việc học")
    level = Choice("Cấp học", {"preschool": "Mầm non", "primary": "Tiểu học", "lower": "Trung học cơ sở"})
    mode = Choice(
        "Phương thức giáo dục",
        {"inclusive": "Hòa nhập", "half": "Bán hòa nhập", "special": "Chuyên biệt"},
    )
    school_year = Integer("Năm học đề nghị bắt đầu từ năm", least=2013, most=2099)

    request = Section("Đề nghị")
    wants = Many(
        "Khoản đề nghị",
        {"scholarship": "Học bổng", "equipment": "Kinh phí mua phương tiện, đồ dùng học tập dùng riêng"},
    )
    has_policy_scholarship = YesNo("Đã hưởng học bổng chính sách theo Quyết định 152/2007/QĐ-TTg").shown_if(
        wants.includes("scholarship")
    )
    months = Integer("Số tháng học trong năm học", least=1, most=12, unit="tháng").shown_if(
        wants.includes("scholarship")
    )
    base_wage = Money(
        "Mức lương cơ sở để tính học bổng", least=500_000, most=10_000_000, hint="Theo nghị định đang có hiệu lực"
    ).shown_if(wants.includes("scholarship"))
    # Thông tư liên tịch 42/2013, Điều 7 khoản 1: 9 tháng mỗi năm học, 80 % mức lương cơ sở mỗi tháng
    scholarship = Computed("Học bổng cả năm học", base_wage * months * 80 / 100, unit="đồng", places=0).shown_if(
        wants.includes("scholarship")
    )
    tools = Many(
        "Phương tiện, đồ dùng cần mua",
        {
            "braille": "Sách, bảng và dụng cụ chữ nổi",
            "hearing": "Thiết bị trợ thính, đồ dùng ngôn ngữ ký hiệu",
            "desk": "Bàn ghế, dụng cụ viết phù hợp",
            "computer": "Phần mềm, thiết bị hỗ trợ đọc, viết",
            "other": "Đồ dùng khác",
        },
    ).shown_if(wants.includes("equipment"))
    other_tool = Text("Tên đồ dùng khác").shown_if(tools.includes("other"))
    has_had_tools = YesNo("Đã nhận kinh phí mua đồ dùng trong năm học này").shown_if(wants.includes("equipment"))
    takes_other_tools = YesNo("Đang hưởng hỗ trợ phương tiện, đồ dùng học tập cao hơn theo chính sách khác").shown_if(
        wants.includes("equipment")
    )
    account = BankAccount.section("Tài khoản nhận tiền").shown_if(school["kind"].is_not("public"))

    papers = Section("Thành phần hồ sơ")
    # Thông tư liên tịch 42/2013, Điều 8: trường công lập lập danh sách; trường ngoài công lập xác nhận vào đơn
    list_paper = Paper("Danh sách và dự toán kinh phí của cơ sở giáo dục công lập", originals=1).shown_if(
        school["kind"].is_("public")
    )
    application = Paper("Đơn đề nghị có xác nhận của nhà trường (mẫu phụ lục)", originals=1).shown_if(
        school["kind"].is_not("public")
    )
    certificate = Paper("Giấy chứng nhận về khuyết tật do cơ quan có thẩm quyền cấp", certified_copies=1)
    poverty_paper = Paper("Giấy chứng nhận hộ nghèo hoặc hộ cận nghèo do UBND cấp xã cấp", certified_copies=1)

    # Thông tư liên tịch 42/2013/TTLT-BGDĐT-BLĐTBXH-BTC, Điều 7 khoản 1
    is_of_a_poor_household = Check(
        "Học bổng và kinh phí dành cho người khuyết tật thuộc hộ nghèo, hộ cận nghèo.",
        poverty.is_not("none"),
        at=poverty,
    )
    has_no_policy_scholarship = Check(
        "Người đã hưởng học bổng chính sách theo Quyết định 152/2007/QĐ-TTg không hưởng học bổng này.",
        has_policy_scholarship.is_(False),
        at=has_policy_scholarship,
    )
    is_of_a_school_year = Check("Học bổng mầm non, phổ thông không quá 9 tháng mỗi năm học.", months <= 9, at=months)
    # Thông tư liên tịch 42/2013, Điều 7 khoản 2: 1.000.000 đồng mỗi người mỗi năm học; chỉ hưởng một chế độ cao nhất
    once_a_year = Check(
        "Kinh phí mua phương tiện, đồ dùng học tập cấp một lần mỗi năm học.",
        has_had_tools.is_(False),
        at=has_had_tools,
    )
    takes_the_highest = Check(
        "Cùng lúc thuộc nhiều chính sách hỗ trợ phương tiện, đồ dùng thì chỉ được hưởng một chế độ cao nhất.",
        takes_other_tools.is_(False),
        at=takes_other_tools,
    )


appraise = Step("Thẩm định hồ sơ, lập dự toán chi trả cho người học", OFFICER, working_days(5), key="tham-dinh")
compile_list = Step("Thẩm định danh sách, dự toán của trường công lập", OFFICER, working_days(4), key="tham-dinh")
sign = Step("Ký quyết định cấp học bổng, hỗ trợ kinh phí", HEAD, working_days(2), key="ky-quyet-dinh")

SCHOLARSHIP = Procedure(
    facts=FACTS["hoc-bong-do-dung-hoc-tap-nguoi-khuyet-tat"],
    form=ScholarshipForm,
    # Thông tư liên tịch 42/2013, Điều 8: Phòng chi trả cho người học ngoài công lập, trường công lập tự chi trả
    route=Route(
        when(ScholarshipForm.school["kind"].is_not("public"), appraise, sign),
        otherwise(compile_list, sign),
    ),
    unconfirmed=(
        "Trưởng phòng Giáo dục và Đào tạo hay Chủ tịch UBND huyện ký quyết định chưa xác nhận; Thông tư liên tịch "
        "42/2013 chỉ ghi cơ quan quản lý cấp trên thẩm định, phê duyệt.",
        "Mỗi năm học một lần được suy ra từ mức 1.000.000 đồng/người/năm học của Điều 7 khoản 2.",
        "Thông báo, nộp hồ sơ trong 30 ngày làm việc từ đầu năm học (Điều 8): mẫu đơn không từ chối hồ sơ nộp sau.",
    ),
)
