"""Đăng ký thuế lần đầu của cá nhân, người phụ thuộc (Thông tư 95/2016/TT-BTC, mẫu 05-ĐK-TCT, 20-ĐK-TCT)."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Commune,
    Date,
    Form,
    IdNumber,
    Money,
    Paper,
    Part,
    Person,
    Rows,
    Section,
    TaxCode,
    Text,
    YesNo,
    age,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_chi_cuc_thue.desks import HEAD, OFFICER
from motcua_chi_cuc_thue.facts import FACTS

NATIONALITY = {
    "vn": "Việt Nam, sinh sống trong nước",
    "overseas": "Việt Nam, sinh sống ở nước ngoài",
    "foreign": "Nước ngoài",
}


class Dependant(Part):
    """Một dòng của tờ khai mẫu 20-ĐK-TCT: income is the average of a month in the year, from all sources."""

    name = Text("Họ và tên người phụ thuộc", longest=100, words=2)
    born = Date("Ngày sinh", not_future=True)
    nationality = Choice("Quốc tịch, nơi sinh sống", NATIONALITY)
    identity = IdNumber("Số giấy tờ tùy thân, hộ chiếu", optional=True)
    birth_entry = Text("Số giấy khai sinh, quyển số", longest=50, optional=True)
    kin = Choice(
        "Quan hệ với người nộp thuế",
        {"child": "Con", "spouse": "Vợ hoặc chồng", "parent": "Cha, mẹ", "other": "Cá nhân khác trực tiếp nuôi dưỡng"},
    )
    ground = Choice(
        "Diện người phụ thuộc",
        {
            "minor": "Dưới 18 tuổi",
            "student": "Từ 18 tuổi đang học đại học, cao đẳng, trung học chuyên nghiệp, học nghề",
            "disabled": "Khuyết tật, không có khả năng lao động",
            "old": "Ngoài độ tuổi lao động",
        },
    )
    income = Money("Thu nhập bình quân tháng trong năm", least=0).shown_if(ground.is_not("minor"))
    from_on = Date("Thời điểm bắt đầu tính giảm trừ", hint="Ghi ngày đầu của tháng")

    # Thông tư 95/2016/TT-BTC, Điều 7 khoản 10: từ đủ 14 tuổi nộp giấy tờ tùy thân, dưới 14 tuổi nộp giấy khai sinh
    has_identity = Check(
        "Người phụ thuộc từ đủ 14 tuổi phải ghi số chứng minh nhân dân, căn cước công dân hoặc hộ chiếu.",
        (age(born) < 14) | identity.answered(),
        at=identity,
    )
    has_entry = Check(
        "Người phụ thuộc dưới 14 tuổi phải ghi số giấy khai sinh hoặc số hộ chiếu.",
        (age(born) >= 14) | birth_entry.answered() | identity.answered(),
        at=birth_entry,
    )
    foreigner_has_passport = Check(
        "Người có quốc tịch nước ngoài hoặc sinh sống ở nước ngoài phải ghi số hộ chiếu.",
        nationality.is_("vn") | identity.answered(),
        at=identity,
    )
    # Thông tư 111/2013/TT-BTC, Điều 9 khoản 1 điểm d
    is_minor = Check(
        "Diện “Dưới 18 tuổi” chỉ ghi cho người dưới 18 tuổi.", ground.is_not("minor") | (age(born) < 18), at=ground
    )
    is_student = Check(
        "Diện đang đi học chỉ ghi cho con từ đủ 18 tuổi.",
        ground.is_not("student") | (kin.is_("child") & (age(born) >= 18)),
        at=ground,
    )
    spouse_is_adult = Check(
        "Vợ, chồng, cha, mẹ không thuộc diện “Dưới 18 tuổi”.",
        ground.is_not("minor") | kin.is_one_of("child", "other"),
        at=kin,
    )
    # Thông tư 111/2013/TT-BTC, Điều 9 khoản 1 điểm đ: không quá 1.000.000 đồng/tháng
    has_little = Check(
        "Người phụ thuộc không được có thu nhập bình quân tháng vượt quá 1.000.000 đồng.",
        income <= 1_000_000,
        at=income,
    )


class TaxRegistrationForm(Form):
    """Tờ khai đăng ký thuế của cá nhân (mẫu 05-ĐK-TCT), của người phụ thuộc (mẫu 20-ĐK-TCT)."""

    matter = Section("Việc đăng ký thuế")
    whom = Choice(
        "Đăng ký thuế cho",
        {
            "self": "Bản thân (mẫu 05-ĐK-TCT)",
            "dependants": "Người phụ thuộc (mẫu 20-ĐK-TCT)",
            "both": "Bản thân và người phụ thuộc",
        },
    )
    taxpayer = Person.section("Người nộp thuế", without=("email",))
    nationality = Choice("Quốc tịch, nơi sinh sống của người nộp thuế", NATIONALITY)
    residence = Text("Địa chỉ hiện tại", longest=300)
    commune = Commune("Xã, thị trấn nơi cư trú")
    has_code = YesNo("Đã từng được cấp mã số thuế").shown_if(whom.is_not("dependants"))
    own_code = TaxCode("Mã số thuế của người nộp thuế").shown_if(whom.is_("dependants"))

    income = Section("Thu nhập và nơi đăng ký")
    source = Choice(
        "Nghĩa vụ thuế phát sinh từ",
        {
            "direct": "Thu nhập tự khai, nộp trực tiếp",
            "employer": "Tiền lương, tiền công ở nơi chi trả thu nhập trong nước",
            "declaration": "Hồ sơ khai thuế đất, chuyển nhượng nhà đất, lệ phí trước bạ",
            "embassy": "Tiền lương của tổ chức quốc tế, đại sứ quán, lãnh sự quán chưa khấu trừ thuế",
            "abroad": "Tiền lương do tổ chức, cá nhân trả từ nước ngoài",
        },
    )
    payer = Text("Tên nơi chi trả thu nhập").shown_if(source.is_("employer"))
    payer_code = TaxCode("Mã số thuế của nơi chi trả thu nhập", optional=True).shown_if(source.is_("employer"))
    is_delegated = YesNo("Đã ủy quyền cho nơi chi trả thu nhập đăng ký thuế thay").shown_if(source.is_("employer"))
    arose_on = Date("Ngày phát sinh nghĩa vụ thuế", not_future=True)

    family = Section("Người phụ thuộc").shown_if(whom.is_not("self"))
    dependants = Rows(Dependant, "Người phụ thuộc đăng ký", least=1, most=20).shown_if(whom.is_not("self"))

    papers = Section("Thành phần hồ sơ")
    own_form = Paper("Tờ khai đăng ký thuế mẫu 05-ĐK-TCT", originals=1).shown_if(
        whom.is_not("dependants") & source.is_not("declaration")
    )
    return_form = Paper("Hồ sơ khai thuế, lệ phí trước bạ lần phát sinh", originals=1).shown_if(
        whom.is_not("dependants") & source.is_("declaration")
    )
    own_id = Paper("Thẻ căn cước công dân hoặc chứng minh nhân dân của người nộp thuế", copies=1).shown_if(
        whom.is_not("dependants") & nationality.is_("vn")
    )
    passport = Paper("Hộ chiếu của người nộp thuế", copies=1).shown_if(
        whom.is_not("dependants") & nationality.is_not("vn")
    )
    family_form = Paper("Tờ khai đăng ký thuế mẫu 20-ĐK-TCT", originals=1).shown_if(whom.is_not("self"))
    family_ids = Paper("Thẻ căn cước công dân, chứng minh nhân dân của người phụ thuộc từ 14 tuổi", copies=1).shown_if(
        dependants.any_row(Dependant.nationality.is_("vn") & (age(Dependant.born) >= 14))
    )
    birth_papers = Paper("Giấy khai sinh hoặc hộ chiếu của người phụ thuộc dưới 14 tuổi", copies=1).shown_if(
        dependants.any_row(Dependant.nationality.is_("vn") & (age(Dependant.born) < 14))
    )
    family_passports = Paper("Hộ chiếu của người phụ thuộc ở nước ngoài, quốc tịch nước ngoài", copies=1).shown_if(
        dependants.any_row(Dependant.nationality.is_not("vn"))
    )

    # Luật Quản lý thuế; Thông tư 95/2016/TT-BTC, Điều 5: mỗi cá nhân một mã số thuế duy nhất trong suốt cuộc đời
    one_code = Check(
        "Mỗi cá nhân chỉ có một mã số thuế; đã được cấp thì làm thủ tục thay đổi thông tin đăng ký thuế.",
        has_code.is_(False),
        at=has_code,
    )
    # Thông tư 95/2016/TT-BTC, Điều 7 khoản 9
    not_at_the_payers = Check(
        "Đã ủy quyền thì nộp hồ sơ tại nơi chi trả thu nhập.", is_delegated.is_(False), at=is_delegated
    )
    in_the_district = Check(
        "Thu nhập do tổ chức quốc tế, đại sứ quán hoặc từ nước ngoài trả thì đăng ký thuế tại Cục Thuế tỉnh.",
        source.is_one_of("direct", "employer", "declaration"),
        at=source,
    )
    nobody_depends_on_self = Check(
        "Người nộp thuế không đăng ký làm người phụ thuộc của chính mình.",
        dependants.all_rows(~Dependant.identity.is_(taxpayer["id_number"])),
        at=dependants,
    )


issue = Step("Kiểm tra tờ khai, cấp mã số thuế", OFFICER, working_days(1.5), key="cap-ma")
compare = Step(
    "Kiểm tra tờ khai, đối chiếu người phụ thuộc đã đăng ký nơi khác, cấp mã số thuế",
    OFFICER,
    working_days(1.5),
    key="cap-ma",
)
sign = Step("Ký thông báo mã số thuế, thẻ mã số thuế", HEAD, working_days(1), key="ky-thong-bao")

DANG_KY_THUE = Procedure(
    facts=FACTS["dang-ky-thue-lan-dau-ca-nhan"],
    form=TaxRegistrationForm,
    route=Route(
        when(TaxRegistrationForm.whom.is_("self"), issue, sign),
        otherwise(compare, sign),
    ),
    unconfirmed=(
        "Thông tư 95/2016/TT-BTC, Điều 7 đối chiếu qua Thông tư 105/2020/TT-BTC là văn bản thay thế cùng bố cục; bản "
        "năm 2016 chưa đọc.",
        "Diện người phụ thuộc và mức 1.000.000 đồng/tháng của Thông tư 111/2013/TT-BTC, Điều 9 trích theo trí nhớ.",
        "Giấy tờ chứng minh người phụ thuộc nộp cùng đăng ký giảm trừ gia cảnh, không hỏi ở đây: cần xác nhận.",
    ),
)
