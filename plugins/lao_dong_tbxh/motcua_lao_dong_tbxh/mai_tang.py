"""Hỗ trợ chi phí mai táng: đối tượng bảo trợ xã hội đang hưởng, và trợ giúp đột xuất."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Commune,
    Date,
    Deceased,
    Form,
    Household,
    IdNumber,
    Integer,
    Paper,
    Section,
    Text,
    YesNo,
    age,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, otherwise, when, working_days
from motcua_lao_dong_tbxh.desks import HEAD, OFFICER
from motcua_lao_dong_tbxh.facts import FACTS

BURIERS = {"household": "Hộ gia đình, cá nhân", "body": "Cơ quan, tổ chức, đơn vị"}


class FuneralForm(Form):
    """Tờ khai đề nghị hỗ trợ chi phí mai táng."""

    burial = Section("Người đứng ra mai táng")
    burier = Choice("Người hoặc nơi đứng ra mai táng", BURIERS)
    relation = Text("Quan hệ với người chết", longest=100).shown_if(burier.is_("household"))
    body = Text("Tên cơ quan, tổ chức đứng ra mai táng").shown_if(burier.is_("body"))
    commune = Commune("Xã, thị trấn đã chi trả trợ cấp")
    buried_on = Date("Ngày mai táng", not_future=True)

    dead = Deceased.section("Người chết")

    # Nghị định 136/2013/NĐ-CP, Điều 11 khoản 1
    benefit = Section("Chế độ của người chết")
    kind = Choice(
        "Người chết thuộc diện",
        {
            "allowance": "Đang hưởng trợ cấp xã hội hàng tháng",
            "child": "Con của người đơn thân nghèo đang hưởng trợ cấp xã hội hàng tháng",
            "survivor": "Người từ đủ 80 tuổi đang hưởng tuất bảo hiểm xã hội, trợ cấp hàng tháng khác",
        },
    )
    decision = Text("Số quyết định hưởng trợ cấp xã hội hàng tháng", longest=50).shown_if(kind.is_not("survivor"))
    parent = Text("Họ và tên người đơn thân", longest=100, words=2).shown_if(kind.is_("child"))
    is_student = YesNo("Người con đang đi học khi chết").shown_if(
        kind.is_("child") & (age(dead["born"], on=dead["died_on"]) >= 16)
    )
    survivor_aid = Text("Tên và cơ quan chi trả trợ cấp hàng tháng").shown_if(kind.is_("survivor"))
    stopped_on = Date("Ngày thôi hưởng ghi trong quyết định, danh sách thôi hưởng").shown_if(kind.is_("survivor"))
    has_other_funeral = YesNo(
        "Đã hoặc sẽ được mai táng phí mức bằng hoặc cao hơn từ chế độ khác",
        hint="Bảo hiểm xã hội, ưu đãi người có công…",
    )

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai đề nghị hỗ trợ chi phí mai táng (Mẫu số 04)", originals=1)
    death_paper = Paper("Bản sao giấy chứng tử", copies=1)
    allowance_decision = Paper("Bản sao quyết định hưởng trợ cấp xã hội của người đơn thân nghèo", copies=1).shown_if(
        kind.is_("child")
    )
    child_birth = Paper("Bản sao giấy khai sinh của người con bị chết", copies=1).shown_if(kind.is_("child"))
    household_book = Paper("Bản sao sổ hộ khẩu của người chết", copies=1).shown_if(kind.is_("survivor"))
    stop_list = Paper("Bản sao quyết định hoặc danh sách thôi hưởng trợ cấp", copies=1).shown_if(kind.is_("survivor"))
    commune_letter = Paper("Văn bản đề nghị của Chủ tịch UBND cấp xã", originals=1)

    was_eighty = Check(
        "Người hưởng tuất, trợ cấp khác phải từ đủ 80 tuổi trở lên khi chết.",
        kind.is_not("survivor") | (age(dead["born"], on=dead["died_on"]) >= 80),
        at=dead["born"],
    )
    was_a_child = Check(
        "Con của người đơn thân nghèo phải dưới 16 tuổi, hoặc từ 16 đến 22 tuổi đang đi học.",
        kind.is_not("child")
        | (age(dead["born"], on=dead["died_on"]) < 16)
        | ((age(dead["born"], on=dead["died_on"]) <= 22) & is_student.is_(True)),
        at=dead["born"],
    )
    # Nghị định 136/2013/NĐ-CP, Điều 11: nhiều chế độ thì chỉ hưởng một mức cao nhất
    is_not_paid_twice = Check(
        "Đã được mai táng phí bằng hoặc cao hơn từ chế độ khác thì không được hỗ trợ theo thủ tục này.",
        has_other_funeral.is_(False),
        at=has_other_funeral,
    )
    is_buried_after_death = Check(
        "Ngày mai táng không được trước ngày chết.", buried_on >= dead["died_on"], at=dead["died_on"]
    )


class SuddenDeathForm(Form):
    """Tờ khai đề nghị trợ giúp xã hội đột xuất về chi phí mai táng."""

    event = Section("Sự việc")
    cause = Choice(
        "Nguyên nhân chết, mất tích",
        {
            "disaster": "Thiên tai",
            "fire": "Hỏa hoạn",
            "traffic": "Tai nạn giao thông đặc biệt nghiêm trọng",
            "work": "Tai nạn lao động đặc biệt nghiêm trọng",
            "other": "Lý do bất khả kháng khác",
        },
    )
    other_cause = Text("Nêu rõ lý do bất khả kháng").shown_if(cause.is_("other"))
    happened_on = Date("Ngày xảy ra sự việc", not_future=True)
    place = Text("Nơi xảy ra sự việc", longest=300)
    commune = Commune("Xã, thị trấn nơi mai táng, lập danh sách")

    victim = Section("Người chết, mất tích")
    is_identified = YesNo("Đã xác định được nhân thân")
    name = Text("Họ và tên người chết, mất tích", longest=100, words=2).shown_if(is_identified.is_(True))
    born = Date("Ngày sinh người chết, mất tích", not_future=True).shown_if(is_identified.is_(True))
    identity = IdNumber("Số giấy tờ tùy thân người chết, mất tích", optional=True).shown_if(is_identified.is_(True))
    signs = Text("Đặc điểm nhận dạng, giới tính, tuổi ước chừng", longest=300).shown_if(is_identified.is_(False))
    died_on = Date("Ngày chết hoặc ngày bị tuyên bố mất tích", not_future=True)
    burier = Choice("Nơi đứng ra mai táng", BURIERS)
    has_kin = YesNo("Người chết có gia đình, người thân nhận mai táng").shown_if(burier.is_("body"))
    dead_count = Integer("Số người của hộ chết, mất tích trong cùng sự việc", least=1, most=20, unit="người").shown_if(
        burier.is_("household")
    )

    household = Household.section("Hộ gia đình có người chết, mất tích").shown_if(burier.is_("household"))

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai đề nghị hỗ trợ chi phí mai táng của hộ gia đình (Mẫu số 04)", originals=1).shown_if(
        burier.is_("household")
    )
    body_letter = Paper("Văn bản đề nghị của cơ quan, tổ chức đứng ra mai táng", originals=1).shown_if(
        burier.is_("body")
    )
    death_paper = Paper("Giấy báo tử, trích lục khai tử hoặc quyết định tuyên bố mất tích", copies=1).shown_if(
        is_identified.is_(True)
    )
    police_minutes = Paper("Biên bản của công an về người chết không rõ tung tích", copies=1).shown_if(
        is_identified.is_(False)
    )
    event_minutes = Paper("Biên bản hoặc xác nhận của cơ quan có thẩm quyền về vụ việc", copies=1)
    commune_letter = Paper("Văn bản đề nghị của UBND cấp xã", originals=1).shown_if(burier.is_("household"))

    # Nghị định 136/2013/NĐ-CP, Điều 14 khoản 2: cơ quan, tổ chức mai táng khi không có người thân nhận
    nobody_takes_care = Check(
        "Có người thân nhận mai táng thì hộ gia đình đứng tên đề nghị, không phải cơ quan, tổ chức.",
        has_kin.is_(False),
        at=has_kin,
    )
    a_family_knows_its_dead = Check(
        "Hộ gia đình đề nghị thì phải xác định được nhân thân người chết.",
        burier.is_("body") | is_identified.is_(True),
        at=burier,
    )
    dies_in_the_event = Check("Ngày chết không được trước ngày xảy ra sự việc.", died_on >= happened_on, at=died_on)
    was_born_before = Check("Ngày sinh phải trước hoặc trùng ngày chết.", born <= died_on, at=died_on)


appraise = Step("Thẩm định hồ sơ, dự thảo quyết định", OFFICER, working_days(1.25), key="tham-dinh")
review = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(0.5), key="duyet")
sign = Step("Ký quyết định hỗ trợ", DISTRICT_LEADER, working_days(0.75), key="ky-quyet-dinh")
verify = Step(
    "Xác minh với công an, UBND cấp xã; dự thảo quyết định", OFFICER, working_days(1.25), key="xac-minh-vu-viec"
)

FUNERAL = Procedure(
    facts=FACTS["ho-tro-mai-tang-doi-tuong-bao-tro-xa-hoi"],
    form=FuneralForm,
    route=Route(otherwise(appraise, review, sign)),
    unconfirmed=(
        "Nghị định 136/2013/NĐ-CP, Điều 11 trích theo trí nhớ; văn bản đề nghị của UBND cấp xã theo hồ sơ của Đà Nẵng.",
    ),
)

SUDDEN_DEATH = Procedure(
    facts=FACTS["tro-giup-dot-xuat-chi-phi-mai-tang"],
    form=SuddenDeathForm,
    route=Route(
        when(SuddenDeathForm.is_identified.is_(False), verify, review, sign),
        otherwise(appraise, review, sign),
    ),
    unconfirmed=(
        "Nghị định 136/2013/NĐ-CP, Điều 14 trích theo trí nhớ; giấy tờ khi người chết không rõ tung tích cần xác nhận.",
    ),
)
