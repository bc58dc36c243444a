"""Hỗ trợ ăn trưa cho trẻ em mẫu giáo."""

from datetime import date

from motcua.api import Procedure, TermRule
from motcua.api.forms import (
    BankAccount,
    Check,
    Choice,
    Computed,
    Date,
    Form,
    Integer,
    Money,
    Paper,
    Part,
    Rows,
    School,
    Section,
    Text,
    age,
    filed_on,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, otherwise, when, working_days
from motcua_giao_duc_dao_tao.desks import HEAD, OFFICER
from motcua_giao_duc_dao_tao.facts import FACTS

# Nghị định 06/2018/NĐ-CP có hiệu lực từ ngày này, thêm hộ cận nghèo vào đối tượng
NEAR_POOR_FROM = date(2018, 2, 20)


class LunchChild(Part):
    """Một trẻ em mẫu giáo đề nghị hỗ trợ ăn trưa."""

    name = Text("Họ và tên trẻ", longest=100, words=2)
    born = Date("Ngày sinh của trẻ", not_future=True)
    level = Choice(
        "Lớp mẫu giáo", {"small": "3 - 4 tuổi (bé)", "middle": "4 - 5 tuổi (nhỡ)", "big": "5 - 6 tuổi (lớn)"}
    )
    group = Choice(
        "Diện được hỗ trợ",
        {
            "commune": "Thường trú ở xã, thôn đặc biệt khó khăn, biên giới, hải đảo",
            "orphan": "Không có nguồn nuôi dưỡng (mồ côi, bị bỏ rơi)",
            "disabled": "Khuyết tật, khó khăn về kinh tế",
            "poor": "Hộ nghèo",
            "near_poor": "Hộ cận nghèo",
        },
    )
    proof = Text("Số giấy chứng nhận hoặc quyết định", longest=50).shown_if(group.is_not("commune"))
    years_had = Integer("Số năm học đã được hỗ trợ trước đó", least=0, most=5, unit="năm học")
    months = Integer("Số tháng học đề nghị hỗ trợ", least=1, most=12, unit="tháng")

    # Quyết định 60/2011/QĐ-TTg; Nghị định 06/2018/NĐ-CP, Điều 3: trẻ mẫu giáo 3, 4, 5 tuổi theo năm sinh
    is_of_the_age = Check(
        "Trẻ được hỗ trợ ở năm học có độ tuổi 3, 4, 5 theo năm sinh; kiểm tra lại ngày sinh.",
        (age(born) >= 2) & (age(born) <= 6),
        at=born,
    )
    # Thông tư liên tịch 09/2013/TTLT-BGDĐT-BTC-BNV: chỉ hộ nghèo; Nghị định 06/2018/NĐ-CP, Điều 3: cả hộ cận nghèo
    is_of_a_group = Check(
        "Trẻ em thuộc hộ cận nghèo được hỗ trợ từ ngày Nghị định 06/2018/NĐ-CP có hiệu lực (20/02/2018).",
        group.is_not("near_poor") | (filed_on() >= NEAR_POOR_FROM),
        at=group,
    )
    # Thông tư liên tịch 09/2013: theo số tháng thực học, không quá 9 tháng mỗi năm học, không quá 3 năm học
    is_of_a_school_year = Check("Mỗi năm học hỗ trợ không quá 9 tháng.", months <= 9, at=months)
    is_within_three_years = Check("Mỗi trẻ được hỗ trợ không quá 3 năm học.", years_had <= 2, at=years_had)


class LunchForm(Form):
    """Đơn đề nghị hỗ trợ tiền ăn trưa cho trẻ em mẫu giáo, danh sách trẻ em được hỗ trợ."""

    request = Section("Người đề nghị")
    filed_by = Choice(
        "Hồ sơ do ai nộp",
        {
            "school": "Cơ sở giáo dục mầm non, kèm danh sách đã xét",
            "parent": "Cha, mẹ hoặc người chăm sóc trẻ",
        },
    )
    parent = Text("Họ và tên cha, mẹ hoặc người chăm sóc", longest=100, words=2).shown_if(filed_by.is_("parent"))
    listed_on = Date("Ngày lập danh sách trẻ đề nghị hỗ trợ", not_future=True).shown_if(filed_by.is_("school"))

    school = School.section("Cơ sở giáo dục mầm non", without=("email",))
    support = Section("Đề nghị hỗ trợ")
    school_year = Integer("Năm học hỗ trợ bắt đầu từ năm", least=2011, most=2099)
    way = Choice(
        "Phương thức thực hiện",
        {"kitchen": "Cơ sở giữ kinh phí để nấu ăn trưa cho trẻ", "cash": "Chi trả bằng tiền mặt cho cha mẹ trẻ"},
    )
    cook = Text("Nơi tổ chức nấu ăn trưa").shown_if(way.is_("kitchen"))
    rate = Money("Mức hỗ trợ một tháng theo quy định hiện hành", least=50_000, most=2_000_000)
    children = Rows(LunchChild, "Trẻ em đề nghị hỗ trợ ăn trưa", least=1, most=50)
    months = Computed("Tổng số tháng đề nghị hỗ trợ", children.sum_of("months"), unit="tháng")
    money = Computed("Tổng kinh phí đề nghị", children.sum_of("months") * rate, unit="đồng")
    # Thông tư liên tịch 09/2013: Phòng chi trả cho trẻ ở cơ sở ngoài công lập
    account = BankAccount.section("Tài khoản của cơ sở ngoài công lập").shown_if(
        school["kind"].is_not("public") & way.is_("kitchen")
    )

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị hỗ trợ tiền ăn trưa của cha mẹ hoặc người chăm sóc từng trẻ", originals=1)
    list_paper = Paper("Danh sách trẻ em mẫu giáo được đề nghị hỗ trợ ăn trưa", originals=1).shown_if(
        filed_by.is_("school")
    )
    birth = Paper("Bản sao giấy khai sinh của trẻ", copies=1)
    household_book = Paper("Bản sao sổ hộ khẩu hoặc xác nhận thường trú của công an xã", copies=1).shown_if(
        children.any_row(LunchChild.group.is_("commune"))
    )
    orphan_paper = Paper("Quyết định trợ cấp xã hội hoặc xác nhận của UBND cấp xã", copies=1).shown_if(
        children.any_row(LunchChild.group.is_("orphan"))
    )
    disability_paper = Paper("Giấy xác nhận khuyết tật", copies=1).shown_if(
        children.any_row(LunchChild.group.is_("disabled"))
    )
    poverty_paper = Paper("Giấy chứng nhận hộ nghèo, hộ cận nghèo", copies=1).shown_if(
        children.any_row(LunchChild.group.is_one_of("poor", "near_poor"))
    )


at_school = Step("Chuyển cơ sở mầm non xét, lập danh sách; nhận lại danh sách", OFFICER, working_days(10),
                 key="xet-tai-truong")  # fmt: skip
appraise = Step("Thẩm định hồ sơ, tổng hợp danh sách và kinh phí", OFFICER, working_days(5.5), key="tham-dinh")
review = Step("Trưởng phòng duyệt, trình UBND huyện", HEAD, working_days(1), key="duyet")
sign = Step("Ký quyết định phê duyệt danh sách", DISTRICT_LEADER, working_days(7), key="ky-quyet-dinh")

LUNCH = Procedure(
    facts=FACTS["ho-tro-an-trua-cho-tre-em-mau-giao"],
    form=LunchForm,
    route=Route(
        when(LunchForm.filed_by.is_("school"), appraise, review, sign),
        otherwise(at_school, appraise, review, sign),
    ),
    # Nghị định 06/2018/NĐ-CP: trường 10 ngày làm việc, Phòng 7 ngày làm việc, UBND huyện 7 ngày làm việc
    term=TermRule(working_days(24), (LunchForm.filed_by.is_("school"), working_days(14))),
    legal_basis=("Quyết định 60/2011/QĐ-TTg",),
    unconfirmed=(
        "24 ngày làm việc được hiểu là 10 ngày ở trường, 7 ngày ở Phòng, 7 ngày ở UBND huyện; 14 ngày khi trường đã "
        "lập danh sách suy ra từ đó, chưa đối chiếu.",
        "Không quá 9 tháng mỗi năm học, không quá 3 năm học theo Thông tư liên tịch 09/2013, ghi theo trí nhớ.",
        "Tuổi được kiểm tra rộng hơn (từ đủ 2 đến 6 tuổi ngày nộp) vì luật tính theo năm sinh; cán bộ xem lại.",
        "Trẻ em khuyết tật là đối tượng theo Thông tư liên tịch 09/2013, không thấy ở Nghị định 06/2018/NĐ-CP, có lại "
        "ở Nghị định 105/2020/NĐ-CP: mẫu đơn không từ chối, cán bộ xem xét.",
        "Hiệu lực 20/02/2018 của Nghị định 06/2018/NĐ-CP và việc kéo dài Quyết định 60/2011/QĐ-TTg sau năm 2015 chưa "
        "đối chiếu.",
    ),
)
