"""Bảo hiểm y tế cho người có công và thân nhân; sổ ưu đãi giáo dục, đào tạo cho con của người có công."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Date,
    Form,
    IdNumber,
    Integer,
    Paper,
    Part,
    PolicyBeneficiary,
    Rows,
    Section,
    Text,
    YesNo,
    age,
)
from motcua.api.routes import Route, Step, consult, desk_of, otherwise, when, working_days
from motcua_lao_dong_tbxh.desks import HEAD, OFFICER
from motcua_lao_dong_tbxh.facts import FACTS


class Insured(Part):
    """Một người đề nghị cấp thẻ bảo hiểm y tế."""

    name = Text("Họ và tên người tham gia bảo hiểm y tế", longest=100, words=2)
    born = Date("Ngày sinh người tham gia", not_future=True)
    identity = IdNumber("Số giấy tờ tùy thân người tham gia", optional=True)
    relation = Choice(
        "Người tham gia là",
        {
            "self": "Người có công",
            "parent": "Cha đẻ, mẹ đẻ của người có công",
            "spouse": "Vợ hoặc chồng của người có công",
            "child": "Con từ đủ 6 đến dưới 18 tuổi",
            "student": "Con từ đủ 18 tuổi đang đi học",
            "disabled": "Con từ đủ 18 tuổi khuyết tật nặng, đặc biệt nặng",
            "helper": "Người phục vụ người có công sống ở gia đình",
        },
    )
    clinic = Text("Nơi đăng ký khám chữa bệnh ban đầu")
    is_employed = YesNo("Đang đóng bảo hiểm y tế theo việc làm hoặc lương hưu")
    old_card = Text("Mã số thẻ bảo hiểm y tế đang có", longest=20, optional=True)

    # Luật Bảo hiểm y tế (sửa đổi 2014), Điều 12: trẻ em dưới 6 tuổi thuộc nhóm riêng
    is_a_child = Check(
        "Con hưởng theo diện này phải từ đủ 6 đến dưới 18 tuổi; trẻ dưới 6 tuổi có thẻ riêng.",
        relation.is_not("child") | ((age(born) >= 6) & (age(born) < 18)),
        at=born,
    )
    is_grown_up = Check(
        "Con đang đi học hoặc khuyết tật khai theo diện này phải từ đủ 18 tuổi.",
        ~relation.is_one_of("student", "disabled") | (age(born) >= 18),
        at=born,
    )
    # Luật Bảo hiểm y tế, Điều 13 khoản 7: thuộc nhiều nhóm thì tham gia theo nhóm đầu tiên
    is_not_insured_elsewhere = Check(
        "Người đã đóng bảo hiểm y tế theo việc làm, lương hưu thì tham gia theo nhóm đó.",
        is_employed.is_(False),
        at=is_employed,
    )


class HealthInsuranceForm(Form):
    """Bản khai tham gia bảo hiểm y tế của người có công và thân nhân."""

    deserving = PolicyBeneficiary.section("Người có công", without=("home_town",))

    request = Section("Đề nghị cấp thẻ")
    work = Choice(
        "Việc đề nghị về thẻ", {"new": "Cấp thẻ lần đầu", "renew": "Cấp tiếp khi hết hạn", "more": "Bổ sung người"}
    )
    loss = Integer("Tỷ lệ suy giảm khả năng lao động", least=0, most=100, unit="%").shown_if(
        deserving["kind"].is_one_of("invalid", "sick_soldier", "agent_orange")
    )
    valid_until = Date("Thẻ hiện có giá trị đến ngày").shown_if(work.is_("renew"))
    people = Rows(Insured, "Người đề nghị cấp thẻ", least=1, most=10)

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Bản khai cá nhân tham gia bảo hiểm y tế có xác nhận của UBND cấp xã", originals=1)
    decision = Paper("Bản sao quyết định công nhận, hưởng trợ cấp người có công", copies=1).shown_if(
        work.is_not("renew")
    )
    kinship = Paper("Bản sao giấy tờ chứng minh quan hệ thân nhân", copies=1).shown_if(
        work.is_not("renew") & people.any_row(Insured.relation.is_not("self"))
    )
    school = Paper("Giấy xác nhận đang học", originals=1).shown_if(people.any_row(Insured.relation.is_("student")))
    disability = Paper("Bản sao giấy xác nhận khuyết tật", copies=1).shown_if(
        people.any_row(Insured.relation.is_("disabled"))
    )
    old_cards = Paper("Bản sao thẻ bảo hiểm y tế đang có", copies=1).shown_if(work.is_("renew"))

    # Luật Bảo hiểm y tế, Điều 12; Nghị định 31/2013/NĐ-CP: thân nhân của người suy giảm từ 61 % trở lên
    kin_of_the_badly_hurt = Check(
        "Thân nhân chỉ được cấp thẻ khi người có công suy giảm khả năng lao động từ 61 % trở lên.",
        (loss >= 61) | people.all_rows(Insured.relation.is_("self")),
        at=loss,
    )
    the_dead_need_no_card = Check(
        "Liệt sĩ không tham gia bảo hiểm y tế; chỉ khai thân nhân.",
        deserving["kind"].is_not("martyr") | people.all_rows(Insured.relation.is_not("self")),
        at=people,
    )


class EducationBookForm(Form):
    """Tờ khai đề nghị cấp sổ ưu đãi giáo dục, đào tạo."""

    deserving = PolicyBeneficiary.section("Cha hoặc mẹ là người có công", without=("home_town", "has_monthly"))

    pupil = Section("Học sinh, sinh viên")
    name = Text("Họ và tên học sinh, sinh viên", longest=100, words=2)
    born = Date("Ngày sinh học sinh, sinh viên", not_future=True)
    is_own_child = Choice("Quan hệ cha mẹ, con", {"birth": "Con đẻ", "adopted": "Con nuôi hợp pháp"})
    is_harmed = YesNo("Con bị dị dạng, dị tật do chất độc hóa học").shown_if(deserving["kind"].is_("agent_orange"))

    study = Section("Việc học")
    level = Choice(
        "Cấp học đang theo học",
        {
            "nursery": "Mầm non",
            "school": "Phổ thông, giáo dục thường xuyên, dân tộc nội trú",
            "college": "Trung cấp, cao đẳng, đại học",
            "short": "Đào tạo dưới 01 năm",
        },
    )
    school = Text("Tên cơ sở giáo dục")
    year = Text("Năm học bắt đầu hưởng", longest=9, pattern="20[0-9]{2}-20[0-9]{2}", example="2017-2018")
    is_public = YesNo("Cơ sở giáo dục công lập")
    is_paid = YesNo("Đang hưởng lương hoặc sinh hoạt phí khi đi học").shown_if(level.is_("college"))
    had_same_level = YesNo("Đã hưởng ưu đãi ở cùng cấp, trình độ đào tạo này").shown_if(level.is_("college"))
    is_expelled = YesNo("Đang bị kỷ luật buộc thôi học")
    book = Choice("Đề nghị về sổ", {"new": "Cấp sổ mới", "lost": "Cấp lại sổ bị mất", "worn": "Đổi sổ hỏng, hết trang"})
    old_book = Text("Số sổ ưu đãi đã cấp", longest=50).shown_if(book.is_not("new"))

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai đề nghị giải quyết chế độ ưu đãi trong giáo dục (Mẫu số 01-ƯĐGD)", originals=1)
    birth = Paper("Bản sao giấy khai sinh", copies=1).shown_if(is_own_child.is_("birth") & book.is_("new"))
    adoption = Paper("Bản sao giấy chứng nhận nuôi con nuôi", copies=1).shown_if(
        is_own_child.is_("adopted") & book.is_("new")
    )
    school_paper = Paper("Giấy xác nhận của cơ sở giáo dục (Mẫu số 02-ƯĐGD)", originals=1)
    harm_paper = Paper("Bản sao quyết định trợ cấp của con bị nhiễm chất độc hóa học", copies=1).shown_if(
        is_harmed.is_(True)
    )
    worn_book = Paper("Sổ ưu đãi đã cấp", originals=1, goes_back="if_refused").shown_if(book.is_("worn"))

    # Thông tư liên tịch 36/2015/TTLT-BLĐTBXH-BGDĐT-BTC, Điều 2 và Điều 3
    is_not_paid = Check(
        "Người đang hưởng lương, sinh hoạt phí khi đi học không thuộc diện ưu đãi.", is_paid.is_(False), at=is_paid
    )
    once_a_level = Check(
        "Mỗi cấp, trình độ đào tạo chỉ được hưởng ưu đãi một lần.", had_same_level.is_(False), at=had_same_level
    )
    still_studies = Check(
        "Người bị kỷ luật buộc thôi học không được cấp sổ ưu đãi.", is_expelled.is_(False), at=is_expelled
    )
    # Pháp lệnh 26/2005/PL-UBTVQH11 (sửa đổi 2012): ưu đãi giáo dục cho con của những diện người có công này
    parent_gives_the_right = Check(
        "Con của diện người có công này không thuộc diện ưu đãi giáo dục, đào tạo.",
        deserving["kind"].is_one_of("revolutionary", "martyr", "hero", "invalid", "sick_soldier", "agent_orange"),
        at=deserving["kind"],
    )


cards = consult(
    "Cấp thẻ theo danh sách", desk_of("bao_hiem_xa_hoi", "officer", "Bảo hiểm xã hội huyện"), working_days(2.5)
)
check_people = Step("Thẩm tra diện hưởng, lập danh sách", OFFICER, working_days(2), key="lap-danh-sach")
renew_people = Step("Đối chiếu danh sách tăng, giảm", OFFICER, working_days(1), key="lap-danh-sach")
sign_list = Step("Ký danh sách gửi BHXH, bàn giao thẻ", HEAD, working_days(3), key="ky-danh-sach", consults=(cards,))

HEALTH_INSURANCE = Procedure(
    facts=FACTS["bao-hiem-y-te-nguoi-co-cong-va-than-nhan"],
    form=HealthInsuranceForm,
    route=Route(
        when(HealthInsuranceForm.work.is_("renew"), renew_people, sign_list),
        otherwise(check_people, sign_list),
    ),
    legal_basis=("Thông tư 25/2016/TT-BLĐTBXH",),
    unconfirmed=(
        "Nhóm thân nhân được cấp thẻ, mốc 61 % và độ tuổi của con trích theo trí nhớ từ Luật Bảo hiểm y tế, Nghị định "
        "31/2013/NĐ-CP.",
        "Thẻ do Bảo hiểm xã hội huyện cấp; thời gian phối hợp tham khảo 05 ngày làm việc của Đà Nẵng (2023).",
    ),
)

check_pupil = Step("Đối chiếu hồ sơ người có công, lập sổ", OFFICER, working_days(3), key="lap-so")
check_harm = Step("Đối chiếu hồ sơ trợ cấp của con, lập sổ", OFFICER, working_days(4), key="lap-so")
reissue = Step("Đối chiếu sổ gốc, lập lại sổ", OFFICER, working_days(1.5), key="lap-so")
sign_book = Step("Ký sổ ưu đãi", HEAD, working_days(1), key="ky-so")

EDUCATION_BOOK = Procedure(
    facts=FACTS["so-uu-dai-giao-duc-con-nguoi-co-cong"],
    form=EducationBookForm,
    route=Route(
        when(EducationBookForm.book.is_not("new"), reissue, sign_book),
        when(EducationBookForm.is_harmed.is_(True), check_harm, sign_book),
        otherwise(check_pupil, sign_book),
    ),
    book="SUĐGD",
    unconfirmed=(
        "Đối tượng, các trường hợp không được hưởng và số mẫu 01-ƯĐGD, 02-ƯĐGD trích theo trí nhớ từ Thông tư liên "
        "tịch 36/2015/TTLT-BLĐTBXH-BGDĐT-BTC.",
        "Việc cấp lại, đổi sổ ưu đãi chưa đối chiếu.",
    ),
)
