"""Trợ cấp thờ cúng liệt sĩ; giới thiệu và hỗ trợ thăm viếng mộ liệt sĩ."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Date,
    Decimal,
    Form,
    IdNumber,
    Integer,
    Paper,
    Part,
    Rows,
    Section,
    Text,
    YesNo,
    check,
    filed_on,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_lao_dong_tbxh.desks import HEAD, OFFICER
from motcua_lao_dong_tbxh.facts import FACTS
from motcua_lao_dong_tbxh.parts import MARTYR_KIN, Martyr


class WorshipForm(Form):
    """Đơn đề nghị giải quyết chế độ trợ cấp thờ cúng liệt sĩ."""

    martyr = Martyr.section("Liệt sĩ được thờ cúng", without=("file_number",))

    worship = Section("Người thờ cúng")
    relation = Choice("Quan hệ của người thờ cúng với liệt sĩ", MARTYR_KIN)
    kin_with_pension = YesNo("Còn thân nhân đang hưởng trợ cấp tiền tuất liệt sĩ hàng tháng")
    kin_alive = Integer("Số thân nhân, người trong gia tộc cùng bàn ủy quyền", least=1, most=50, unit="người")
    is_agreed = YesNo("Những người đó thống nhất ủy quyền cho người đề nghị").shown_if(kin_alive > 1)
    place = Text("Nơi thờ cúng", longest=300)
    is_first = YesNo("Đề nghị lần đầu", hint="Chọn Không khi thay người thờ cúng khác")
    old_worshipper = Text("Họ và tên người thờ cúng trước", longest=100, words=2).shown_if(is_first.is_(False))
    why_changed = Choice(
        "Lý do thay người thờ cúng",
        {"dead": "Người trước đã chết", "moved": "Người trước chuyển đi", "agreed": "Gia tộc thống nhất thay"},
    ).shown_if(is_first.is_(False))

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị giải quyết chế độ thờ cúng liệt sĩ", originals=1)
    consent = Paper("Biên bản ủy quyền thờ cúng liệt sĩ có xác nhận của UBND cấp xã", originals=1).shown_if(
        kin_alive > 1
    )
    certificate = Paper("Bản sao bằng Tổ quốc ghi công", copies=1)
    death = Paper("Bản sao giấy chứng tử của người thờ cúng trước", copies=1).shown_if(why_changed.is_("dead"))

    # Nghị định 31/2013/NĐ-CP, Điều 20: trợ cấp thờ cúng khi không còn thân nhân hưởng tuất hàng tháng
    nobody_has_a_pension = Check(
        "Còn thân nhân hưởng tuất liệt sĩ hàng tháng thì chưa giải quyết trợ cấp thờ cúng.",
        kin_with_pension.is_(False),
        at=kin_with_pension,
    )
    everybody_agrees = Check(
        "Các thân nhân phải thống nhất ủy quyền cho một người thờ cúng.", is_agreed.is_(True), at=is_agreed
    )


class Visitor(Part):
    """Một người đi thăm viếng."""

    name = Text("Họ và tên người đi thăm viếng", longest=100, words=2)
    identity = IdNumber("Số giấy tờ tùy thân người đi thăm viếng")
    relation = Choice("Quan hệ của người đi với liệt sĩ", MARTYR_KIN)


class GraveVisitForm(Form):
    """Đơn đề nghị thăm viếng mộ liệt sĩ."""

    martyr = Martyr.section("Liệt sĩ có mộ cần thăm viếng", without=("decision", "died_on"))

    request = Section("Đề nghị và nơi có mộ")
    work = Choice(
        "Việc đề nghị giải quyết",
        {"letter": "Cấp giấy giới thiệu đi thăm viếng", "support": "Hỗ trợ sau khi đã thăm viếng"},
    )
    cemetery = Text("Nghĩa trang hoặc nơi có mộ", longest=300)
    district = Text("Huyện, tỉnh nơi có mộ", longest=200)
    is_named = YesNo("Mộ đã có tên liệt sĩ")
    news = Text("Số giấy báo tin, giấy xác nhận mộ liệt sĩ", longest=50).shown_if(is_named.is_(True))
    distance = Decimal("Khoảng cách từ nơi cư trú đến nơi có mộ", least=1, most=3_000, unit="km", places=1)
    leaves_on = Date("Ngày đi")
    returns_on = Date("Ngày về")
    last_visit_on = Date("Lần được hỗ trợ gần nhất", not_future=True, optional=True)
    letter = Text("Số giấy giới thiệu đã cấp", longest=50).shown_if(work.is_("support"))
    is_confirmed = YesNo("Giấy giới thiệu đã có xác nhận của phòng nơi có mộ").shown_if(work.is_("support"))

    people = Section("Người đi thăm viếng")
    visitors = Rows(Visitor, "Danh sách người đi", least=1, most=3, hint="Tối đa 03 người được hỗ trợ")

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị thăm viếng mộ liệt sĩ", originals=1).shown_if(work.is_("letter"))
    news_paper = Paper("Bản sao giấy báo tin hoặc giấy xác nhận mộ liệt sĩ", copies=1).shown_if(
        work.is_("letter") & is_named.is_(True)
    )
    consent = Paper("Giấy ủy quyền của thân nhân liệt sĩ", originals=1).shown_if(
        visitors.any_row(Visitor.relation.is_("worshipper"))
    )
    confirmed = Paper("Giấy giới thiệu có xác nhận của phòng nơi có mộ liệt sĩ", originals=1).shown_if(
        work.is_("support")
    )

    returns_later = Check("Ngày về không được trước ngày đi.", returns_on >= leaves_on, at=returns_on)
    letter_comes_first = Check(
        "Giấy giới thiệu phải được cấp trước khi đi thăm viếng.",
        work.is_("support") | (leaves_on >= filed_on()),
        at=leaves_on,
    )
    support_comes_after = Check(
        "Hỗ trợ chỉ giải quyết sau khi đã thăm viếng về.",
        work.is_("letter") | (returns_on <= filed_on()),
        at=returns_on,
    )
    visit_is_confirmed = Check(
        "Giấy giới thiệu phải có xác nhận của phòng nơi có mộ liệt sĩ.", is_confirmed.is_(True), at=is_confirmed
    )

    # Thông tư liên tịch 13/2014/TTLT-BLĐTBXH-BTC: mỗi năm hỗ trợ một lần
    @check("Mỗi năm chỉ hỗ trợ thăm viếng một lần; năm nay đã được hỗ trợ.", leaves_on)
    def is_once_a_year(self) -> bool:
        return self.last_visit_on is None or self.leaves_on.year > self.last_visit_on.year


check_first = Step("Thẩm tra hồ sơ liệt sĩ, biên bản ủy quyền", OFFICER, working_days(5), key="tham-tra")
check_change = Step("Thẩm tra việc thay người thờ cúng", OFFICER, working_days(3), key="tham-tra")
sign_out = Step("Ký danh sách, chuyển Sở LĐTBXH", HEAD, working_days(2), key="ky-chuyen-so")
decide = Step("Theo dõi hồ sơ ở Sở, nhận quyết định", OFFICER, working_days(10), key="so-quyet-dinh")
bring_back = Step("Ký bàn giao quyết định của Sở", HEAD, working_days(1), key="ky-ban-giao")

WORSHIP = Procedure(
    facts=FACTS["tro-cap-tho-cung-liet-si"],
    form=WorshipForm,
    route=Route(
        when(WorshipForm.is_first.is_(False), check_change, sign_out, decide, bring_back),
        otherwise(check_first, sign_out, decide, bring_back),
    ),
    unconfirmed=(
        "Điều kiện không còn thân nhân hưởng tuất hàng tháng và số điều của Nghị định 31/2013/NĐ-CP trích theo "
        "trí nhớ.",
        "Quyết định do Giám đốc Sở ký; thời gian ở Sở chưa đối chiếu. Mức trợ cấp hàng năm không ghi ở đây.",
    ),
)

check_grave = Step("Đối chiếu thông tin mộ, dự thảo giấy giới thiệu", OFFICER, working_days(1), key="doi-chieu")
check_claim = Step("Tính tiền tàu xe, tiền ăn; lập phiếu chi", OFFICER, working_days(2), key="tinh-ho-tro")
sign_letter = Step("Ký giấy giới thiệu", HEAD, working_days(0.5), key="ky-giay-gioi-thieu")
sign_claim = Step("Ký quyết định hỗ trợ", HEAD, working_days(1), key="ky-ho-tro")

GRAVE_VISIT = Procedure(
    facts=FACTS["gioi-thieu-tham-vieng-mo-liet-si"],
    form=GraveVisitForm,
    route=Route(
        when(GraveVisitForm.work.is_("support"), check_claim, sign_claim),
        otherwise(check_grave, sign_letter),
    ),
    unconfirmed=(
        "Tối đa 03 người và mỗi năm một lần trích theo trí nhớ từ Thông tư liên tịch 13/2014/TTLT-BLĐTBXH-BTC; “mỗi "
        "năm” được hiểu là năm dương lịch.",
        "Anh, chị, em ruột đi thăm viếng được hỗ trợ trong trường hợp nào chưa đối chiếu.",
    ),
)
