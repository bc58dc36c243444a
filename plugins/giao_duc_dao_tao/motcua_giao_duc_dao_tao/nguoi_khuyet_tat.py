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
from motcua.api.routes import Route, Step, consult, desk_of, otherwise, when, working_days
from motcua_giao_duc_dao_tao.desks import HEAD, OFFICER
from motcua_giao_duc_dao_tao.facts import FACTS


class ScholarshipForm(Form):
    """Đơn đề nghị cấp học bổng và hỗ trợ kinh phí mua phương tiện, đồ dùng học tập (Thông tư liên tịch 42/2013)."""

    pupil = Student.section("Người khuyết tật đi học", without=("birth_place",))
    disability = Disability.section("Tình trạng khuyết tật")
    proof = Choice(
        "Giấy tờ chứng minh khuyết tật",
        {
            "certificate": "Giấy xác nhận khuyết tật",
            "allowance": "Quyết định trợ cấp xã hội của Chủ tịch UBND cấp huyện",
        },
    )
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
    takes_other = YesNo("Đang hưởng học bổng hoặc hỗ trợ cùng tính chất theo chính sách khác")

    request = Section("Đề nghị")
    wants = Many(
        "Khoản đề nghị",
        {"scholarship": "Học bổng", "equipment": "Kinh phí mua phương tiện, đồ dùng học tập dùng riêng"},
    )
    months = Integer("Số tháng học trong năm học", least=1, most=12, unit="tháng").shown_if(
        wants.includes("scholarship")
    )
    base_wage = Money(
        "Mức lương cơ sở để tính học bổng", least=500_000, most=10_000_000, hint="Theo nghị định đang có hiệu lực"
    ).shown_if(wants.includes("scholarship"))
    # Thông tư liên tịch 42/2013, Điều 7 khoản 1: 80 % mức lương cơ sở mỗi tháng
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
    account = BankAccount.section("Tài khoản nhận tiền").shown_if(school["kind"].is_not("public"))

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp học bổng và hỗ trợ kinh phí mua phương tiện, đồ dùng học tập", originals=1)
    certificate = Paper("Giấy xác nhận khuyết tật do UBND cấp xã cấp", certified_copies=1).shown_if(
        proof.is_("certificate")
    )
    allowance = Paper("Quyết định về việc trợ cấp xã hội của Chủ tịch UBND cấp huyện", certified_copies=1).shown_if(
        proof.is_("allowance")
    )
    poverty_paper = Paper("Giấy chứng nhận hộ nghèo, hộ cận nghèo", certified_copies=1).shown_if(poverty.is_not("none"))
    school_paper = Paper("Giấy xác nhận đang học của cơ sở giáo dục ngoài công lập", originals=1).shown_if(
        school["kind"].is_not("public")
    )

    # Thông tư liên tịch 42/2013/TTLT-BGDĐT-BLĐTBXH-BTC, Điều 7 khoản 1
    is_of_a_poor_household = Check(
        "Học bổng và kinh phí dành cho người khuyết tật thuộc hộ nghèo, hộ cận nghèo.",
        poverty.is_not("none"),
        at=poverty,
    )
    # Thông tư liên tịch 42/2013, Điều 7: nhiều chính sách cùng tính chất chỉ hưởng một mức cao nhất
    takes_one_only = Check(
        "Đang hưởng chính sách cùng tính chất thì không được cấp thêm; chỉ hưởng một chính sách ở mức cao nhất.",
        takes_other.is_(False),
        at=takes_other,
    )
    is_of_a_school_year = Check("Học bổng mầm non, phổ thông không quá 9 tháng mỗi năm học.", months <= 9, at=months)
    once_a_year = Check(
        "Kinh phí mua phương tiện, đồ dùng học tập cấp một lần mỗi năm học.",
        has_had_tools.is_(False),
        at=has_had_tools,
    )


lists = consult(
    "Đối chiếu danh sách hộ nghèo, cận nghèo và người khuyết tật",
    desk_of("lao_dong_tbxh", "officer", "Phòng Lao động - Thương binh và Xã hội"),
    working_days(2),
    key="doi-chieu-danh-sach",
)
appraise = Step("Thẩm định hồ sơ, lập dự toán chi trả cho người học", OFFICER, working_days(5), key="tham-dinh",
                consults=(lists,))  # fmt: skip
compile_list = Step("Kiểm tra danh sách của trường công lập, tổng hợp dự toán", OFFICER, working_days(4),
                    key="tham-dinh")  # fmt: skip
sign = Step("Ký quyết định cấp học bổng, hỗ trợ kinh phí", HEAD, working_days(2), key="ky-quyet-dinh")

SCHOLARSHIP = Procedure(
    facts=FACTS["hoc-bong-do-dung-hoc-tap-nguoi-khuyet-tat"],
    form=ScholarshipForm,
    route=Route(
        when(ScholarshipForm.school["kind"].is_not("public"), appraise, sign),
        otherwise(compile_list, sign),
    ),
    unconfirmed=(
        "Mức 80 % lương cơ sở, 9 tháng mỗi năm học, một lần mỗi năm học và thành phần hồ sơ theo Điều 7, Điều 8 Thông "
        "tư liên tịch 42/2013 trích theo trí nhớ; mức 1.000.000 đồng một năm học cho đồ dùng không ghi trong mẫu đơn.",
        "Trưởng phòng Giáo dục và Đào tạo hay Chủ tịch UBND huyện ký quyết định chưa xác nhận; học sinh trường công "
        "lập có thể nộp và nhận tiền tại trường.",
        "Việc đối chiếu với Phòng Lao động - Thương binh và Xã hội do Phòng tự bố trí trong thời hạn.",
    ),
)
