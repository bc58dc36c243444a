"""Khi người có công từ trần: mai táng phí, trợ cấp một lần; trợ cấp tiền tuất hàng tháng."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Date,
    Form,
    IdNumber,
    Integer,
    Many,
    Paper,
    Part,
    PolicyBeneficiary,
    Rows,
    Section,
    Text,
    YesNo,
    age,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_lao_dong_tbxh.desks import HEAD, OFFICER
from motcua_lao_dong_tbxh.facts import FACTS


class DeathOfTheDeservingForm(Form):
    """Bản khai đề nghị mai táng phí và trợ cấp một lần khi người có công từ trần (Mẫu TT1)."""

    deserving = PolicyBeneficiary.section("Người có công từ trần")

    death = Section("Từ trần")
    died_on = Date("Ngày từ trần", not_future=True)
    death_certificate = Text("Số giấy chứng tử, trích lục khai tử", longest=50)
    paid_until = Date("Trợ cấp đã nhận đến hết ngày", hint="Để trống nếu không hưởng hàng tháng", optional=True)

    request = Section("Chế độ đề nghị")
    benefits = Many(
        "Đề nghị hưởng", {"funeral": "Mai táng phí", "lump": "Trợ cấp một lần bằng 03 tháng trợ cấp, phụ cấp"}
    )
    burier = Choice(
        "Người tổ chức mai táng",
        {"kin": "Thân nhân", "other": "Cá nhân khác", "body": "Cơ quan, tổ chức, UBND cấp xã"},
    ).shown_if(benefits.includes("funeral"))
    burier_name = Text("Tên cá nhân, tổ chức tổ chức mai táng").shown_if(
        benefits.includes("funeral") & burier.is_not("kin")
    )
    has_insurance_funeral = YesNo("Người từ trần hưởng lương hưu, trợ cấp bảo hiểm xã hội hàng tháng").shown_if(
        benefits.includes("funeral")
    )
    relation = Choice(
        "Quan hệ của người nhận trợ cấp một lần",
        {"parent": "Cha đẻ, mẹ đẻ", "spouse": "Vợ hoặc chồng", "child": "Con", "other": "Thân nhân khác"},
    ).shown_if(benefits.includes("lump"))
    kin_count = Integer("Số thân nhân cùng hàng còn sống", least=1, most=30, unit="người").shown_if(
        benefits.includes("lump")
    )

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Bản khai của đại diện thân nhân hoặc người tổ chức mai táng (Mẫu TT1)", originals=1)
    consent = Paper("Biên bản ủy quyền của các thân nhân", originals=1).shown_if(kin_count > 1)
    death_paper = Paper("Bản sao giấy chứng tử", copies=1)
    file = Paper("Hồ sơ của người có công với cách mạng", copies=1, note="Phòng rút hồ sơ đang quản lý")
    burier_paper = Paper("Giấy xác nhận việc tổ chức mai táng của UBND cấp xã", originals=1).shown_if(
        burier.is_not("kin")
    )

    is_recognised_alive = Check(
        "Liệt sĩ không thuộc thủ tục này: chọn đúng diện người có công đã từ trần.",
        deserving["kind"].is_not("martyr"),
        at=deserving["kind"],
    )
    # Thông tư 05/2013/TT-BLĐTBXH, Điều 39: mai táng phí do bảo hiểm xã hội chi thì không chi lần nữa
    funeral_is_paid_once = Check(
        "Người hưởng bảo hiểm xã hội hàng tháng thì mai táng phí do cơ quan bảo hiểm xã hội chi.",
        has_insurance_funeral.is_(False),
        at=has_insurance_funeral,
    )
    # Pháp lệnh 26/2005/PL-UBTVQH11 (sửa đổi 2012): trợ cấp một lần bằng 03 tháng trợ cấp, phụ cấp hiện hưởng
    lump_follows_a_monthly_sum = Check(
        "Trợ cấp một lần chỉ dành cho người đang hưởng trợ cấp, phụ cấp hàng tháng khi từ trần.",
        ~benefits.includes("lump") | deserving["has_monthly"].is_(True),
        at=benefits,
    )
    dies_after_birth = Check("Ngày từ trần không được trước ngày sinh.", died_on >= deserving["born"], at=died_on)


class Survivor(Part):
    """Một thân nhân đề nghị hưởng tuất."""

    name = Text("Họ và tên thân nhân", longest=100, words=2)
    born = Date("Ngày sinh của thân nhân", not_future=True)
    gender = Choice("Giới tính của thân nhân", {"male": "Nam", "female": "Nữ"})
    identity = IdNumber("Số giấy tờ tùy thân của thân nhân", optional=True)
    relation = Choice(
        "Quan hệ với người có công",
        {
            "parent": "Cha đẻ, mẹ đẻ",
            "spouse": "Vợ hoặc chồng",
            "child": "Con dưới 18 tuổi",
            "student": "Con từ đủ 18 tuổi đang đi học",
            "disabled": "Con từ đủ 18 tuổi khuyết tật nặng, đặc biệt nặng",
        },
    )
    lives_alone = YesNo("Sống cô đơn, không nơi nương tựa hoặc mồ côi cả cha mẹ")
    has_remarried = YesNo("Đã lấy chồng hoặc vợ khác").shown_if(relation.is_("spouse"))

    # Nghị định 31/2013/NĐ-CP: cha, mẹ, vợ, chồng hưởng tuất từ đủ 60 tuổi (nam), đủ 55 tuổi (nữ)
    is_old_enough = Check(
        "Cha, mẹ, vợ, chồng hưởng tuất khi nam từ đủ 60 tuổi, nữ từ đủ 55 tuổi.",
        ~relation.is_one_of("parent", "spouse") | (age(born) >= 60) | (gender.is_("female") & (age(born) >= 55)),
        at=born,
    )
    is_a_child = Check(
        "Con hưởng theo diện này phải dưới 18 tuổi.", relation.is_not("child") | (age(born) < 18), at=born
    )
    is_grown_up = Check(
        "Con hưởng theo diện này phải từ đủ 18 tuổi.",
        ~relation.is_one_of("student", "disabled") | (age(born) >= 18),
        at=born,
    )


class SurvivorsForm(Form):
    """Bản khai đề nghị trợ cấp tiền tuất hàng tháng (Mẫu TT1)."""

    deserving = PolicyBeneficiary.section("Người có công đã từ trần", without=("has_monthly",))

    death = Section("Căn cứ hưởng tuất")
    died_on = Date("Ngày người có công từ trần", not_future=True)
    loss = Integer("Tỷ lệ suy giảm khả năng lao động của người có công", least=0, most=100, unit="%").shown_if(
        deserving["kind"].is_one_of("invalid", "sick_soldier", "agent_orange")
    )
    lump_decision = Text("Số quyết định mai táng phí, trợ cấp một lần", longest=50, optional=True)

    kin = Section("Thân nhân")
    survivors = Rows(Survivor, "Thân nhân đề nghị hưởng tuất", least=1, most=10)

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Bản khai tình hình thân nhân (Mẫu TT1)", originals=1)
    death_paper = Paper("Bản sao giấy chứng tử", copies=1)
    file = Paper("Hồ sơ của người có công với cách mạng", copies=1, note="Phòng rút hồ sơ đang quản lý")
    birth = Paper("Bản sao giấy khai sinh của con", copies=1).shown_if(
        survivors.any_row(Survivor.relation.is_one_of("child", "student", "disabled"))
    )
    school = Paper("Giấy xác nhận đang học của cơ sở giáo dục", originals=1).shown_if(
        survivors.any_row(Survivor.relation.is_("student"))
    )
    disability = Paper("Bản sao giấy xác nhận khuyết tật, biên bản giám định y khoa", copies=1).shown_if(
        survivors.any_row(Survivor.relation.is_("disabled"))
    )
    alone = Paper("Xác nhận của UBND cấp xã về hoàn cảnh cô đơn, mồ côi", originals=1).shown_if(
        survivors.any_row(Survivor.lives_alone.is_(True))
    )

    # Pháp lệnh 26/2005/PL-UBTVQH11 (sửa đổi 2012): thương binh, bệnh binh, người nhiễm chất độc hóa học từ 61 %
    lost_enough = Check(
        "Thân nhân chỉ hưởng tuất hàng tháng khi người có công suy giảm khả năng lao động từ 61 % trở lên.",
        loss >= 61,
        at=loss,
    )
    leaves_a_pension = Check(
        "Diện người có công này không có chế độ tuất hàng tháng cho thân nhân.",
        deserving["kind"].is_one_of("revolutionary", "invalid", "sick_soldier", "agent_orange"),
        at=deserving["kind"],
    )
    has_not_remarried = Check(
        "Vợ hoặc chồng đã lấy chồng, vợ khác không hưởng tuất hàng tháng.",
        ~survivors.any_row(Survivor.has_remarried.is_(True)),
        at=survivors,
    )


check_file = Step("Rút hồ sơ, thẩm tra, lập phiếu trợ cấp", OFFICER, working_days(7), key="tham-tra")
sign_out = Step("Ký danh sách, chuyển Sở LĐTBXH", HEAD, working_days(2.5), key="ky-chuyen-so")
decide = Step("Theo dõi hồ sơ ở Sở, nhận quyết định", OFFICER, working_days(10), key="so-quyet-dinh")
bring_back = Step("Ký bàn giao quyết định của Sở", HEAD, working_days(1), key="ky-ban-giao")

DEATH_OF_THE_DESERVING = Procedure(
    facts=FACTS["mai-tang-phi-va-tro-cap-mot-lan-nguoi-co-cong"],
    form=DeathOfTheDeservingForm,
    route=Route(otherwise(check_file, sign_out, decide, bring_back)),
    unconfirmed=(
        "Quyết định do Giám đốc Sở Lao động - Thương binh và Xã hội ký; phòng thẩm tra 10 ngày làm việc rồi chuyển Sở.",
        "10 ngày làm việc ở Sở và Thông tư 05/2013/TT-BLĐTBXH, Điều 39 trích theo trí nhớ; việc không chi mai táng phí "
        "khi đã có bảo hiểm xã hội chi cần xác nhận.",
    ),
)

check_kin = Step("Rút hồ sơ, thẩm tra thân nhân", OFFICER, working_days(7), key="tham-tra")
check_disabled = Step(
    "Rút hồ sơ, thẩm tra thân nhân, giới thiệu giám định", OFFICER, working_days(10), key="tham-tra-giam-dinh"
)

SURVIVORS = Procedure(
    facts=FACTS["tro-cap-tuat-hang-thang-nguoi-co-cong"],
    form=SurvivorsForm,
    route=Route(
        when(
            SurvivorsForm.survivors.any_row(Survivor.relation.is_("disabled")),
            check_disabled,
            sign_out,
            decide,
            bring_back,
        ),
        otherwise(check_kin, sign_out, decide, bring_back),
    ),
    unconfirmed=(
        "Tuổi 60 (nam), 55 (nữ) và tỷ lệ 61 % trích theo trí nhớ từ Nghị định 31/2013/NĐ-CP và Pháp lệnh; ngoại lệ cho "
        "người chưa đủ tuổi cần xác nhận.",
        "Con bị khuyết tật nặng sau khi đủ 18 tuổi còn xét thu nhập hàng tháng (Nghị định 31/2013/NĐ-CP): cán bộ xem "
        "xét.",
        "Việc thôi hưởng khi vợ hoặc chồng đã lấy người khác cần xác nhận với từng diện người có công.",
        "Quyết định do Giám đốc Sở ký; thời gian ở Sở và giám định y khoa chưa đối chiếu.",
    ),
)
