"""Trợ cấp xã hội hàng tháng khi đối tượng thay đổi nơi cư trú: trong huyện, và giữa các huyện."""

from motcua.api import Procedure
from motcua.api.forms import BankAccount, Check, Choice, Commune, Date, Form, Paper, Section, Text, YesNo, filed_on
from motcua.api.routes import DISTRICT_LEADER, Route, Step, otherwise, when, working_days
from motcua_lao_dong_tbxh.desks import HEAD, OFFICER
from motcua_lao_dong_tbxh.facts import FACTS
from motcua_lao_dong_tbxh.parts import Beneficiary

BENEFITS = {
    "allowance": "Trợ cấp xã hội hàng tháng",
    "care": "Hỗ trợ kinh phí chăm sóc, nuôi dưỡng hàng tháng",
    "both": "Cả trợ cấp và hỗ trợ kinh phí chăm sóc, nuôi dưỡng",
}


class MoveWithinForm(Form):
    """Đơn đề nghị chi trả trợ cấp xã hội hàng tháng tại nơi cư trú mới trong huyện."""

    subject = Beneficiary.section("Đối tượng đang hưởng", hint="Nơi cư trú ghi theo nơi mới")

    benefit = Section("Chế độ đang hưởng")
    kind = Choice("Chế độ đang hưởng", BENEFITS)
    decision = Text("Số quyết định của Chủ tịch UBND huyện", longest=50)
    decided_on = Date("Ngày quyết định", not_future=True)

    move = Section("Thay đổi nơi cư trú")
    old_commune = Commune("Xã, thị trấn đang chi trả")
    moved_on = Date("Ngày chuyển đến nơi cư trú mới", not_future=True)
    is_whole_household = YesNo("Cả hộ cùng chuyển đi")
    new_receiver = Text("Họ và tên người nhận thay tại nơi mới", longest=100, words=2, optional=True)
    paid_until = Date("Nơi cũ đã chi trả đến hết ngày", hint="Ngày cuối của tháng đã nhận")

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị của đối tượng hoặc gia đình, người giám hộ", originals=1)
    household_book = Paper("Bản sao sổ hộ khẩu tại nơi cư trú mới", copies=1)
    household_move = Paper("Giấy tờ về việc tách hộ, nhập hộ của đối tượng", copies=1).shown_if(
        is_whole_household.is_(False)
    )
    old_decision = Paper("Bản sao quyết định hưởng trợ cấp", copies=1)
    authority = Paper("Giấy ủy quyền nhận thay có xác nhận của UBND cấp xã", originals=1).shown_if(
        new_receiver.answered()
    )
    commune_letter = Paper("Văn bản của UBND cấp xã nơi cư trú mới gửi phòng", originals=1)

    # Thông tư liên tịch 29/2014/TTLT-BLĐTBXH-BTC: chế độ đang hưởng mới chuyển nơi chi trả
    moved_while_entitled = Check(
        "Ngày chuyển đến phải sau ngày có quyết định hưởng trợ cấp.", moved_on > decided_on, at=moved_on
    )
    is_paid_for_no_more_than_a_month_ahead = Check(
        "Trợ cấp chi trả theo tháng: ngày đã chi trả đến không quá một tháng sau ngày nộp hồ sơ.",
        paid_until <= filed_on() + 31,
        at=paid_until,
    )


class MoveBetweenForm(Form):
    """Đơn đề nghị hưởng trợ cấp xã hội hàng tháng tại nơi cư trú mới khác huyện."""

    direction = Section("Chuyển đi hay chuyển đến")
    way = Choice(
        "Huyện tiếp nhận hồ sơ là",
        {"in": "Nơi cư trú mới (chuyển đến)", "out": "Nơi cư trú cũ (chuyển đi)"},
    )
    other_district = Text("Huyện, tỉnh ở đầu bên kia", longest=200, hint="Huyện cũ nếu chuyển đến, huyện mới nếu đi")
    is_other_province = YesNo("Hai huyện thuộc hai tỉnh khác nhau")

    subject = Beneficiary.section("Đối tượng chuyển nơi cư trú")

    benefit = Section("Quyết định của nơi cư trú cũ")
    kind = Choice("Chế độ hưởng ở nơi cư trú cũ", BENEFITS)
    decision = Text("Số quyết định hưởng trợ cấp ở nơi cũ", longest=50)
    decided_on = Date("Ngày quyết định hưởng ở nơi cũ", not_future=True)
    ended_on = Date("Ngày thôi chi trả tại nơi cư trú cũ")
    transfer_letter = Text("Số văn bản chuyển hồ sơ của phòng nơi cũ", longest=50).shown_if(way.is_("in"))
    transferred_on = Date("Ngày văn bản chuyển hồ sơ", not_future=True).shown_if(way.is_("in"))

    arrival = Section("Nơi cư trú mới")
    registered = Choice(
        "Đăng ký cư trú tại nơi mới", {"permanent": "Thường trú", "temporary": "Tạm trú", "not_yet": "Chưa đăng ký"}
    )
    registered_on = Date("Ngày đăng ký cư trú tại nơi mới", not_future=True).shown_if(registered.is_not("not_yet"))
    new_place = Text("Địa chỉ tại nơi cư trú mới", longest=300).shown_if(way.is_("out"))
    account = BankAccount.section("Tài khoản nhận trợ cấp ở nơi mới").shown_if(
        way.is_("in") & registered.is_("permanent")
    )

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị tiếp tục hưởng tại nơi cư trú mới", originals=1)
    household_book = Paper("Bản sao sổ hộ khẩu hoặc văn bản xác nhận cư trú tại nơi mới", copies=1).shown_if(
        way.is_("in")
    )
    file = Paper("Hồ sơ hưởng trợ cấp do phòng nơi cư trú cũ chuyển đến", originals=1).shown_if(way.is_("in"))
    stop_decision = Paper("Quyết định thôi chi trả của nơi cư trú cũ", originals=1).shown_if(way.is_("in"))
    new_commune = Paper("Xác nhận, chuyển hồ sơ của UBND cấp xã nơi cư trú mới", originals=1).shown_if(way.is_("in"))
    old_decision = Paper("Quyết định hưởng trợ cấp đang có hiệu lực", copies=1).shown_if(way.is_("out"))
    commune_letter = Paper("Văn bản của UBND cấp xã nơi cư trú cũ", originals=1).shown_if(way.is_("out"))

    # Nghị định 136/2013/NĐ-CP, Điều 8: nơi cư trú mới quyết định trên hồ sơ nơi cũ chuyển đến
    is_registered_here = Check(
        "Người chuyển đến phải đã đăng ký cư trú tại nơi mới.",
        way.is_("out") | registered.is_not("not_yet"),
        at=registered,
    )
    file_follows_the_decision = Check(
        "Ngày chuyển hồ sơ phải từ ngày có quyết định hưởng ở nơi cũ trở đi.",
        transferred_on >= decided_on,
        at=transferred_on,
    )
    ends_after_it_began = Check(
        "Ngày thôi chi trả phải sau ngày có quyết định hưởng.", ended_on > decided_on, at=ended_on
    )
    is_not_paid_twice = Check(
        "Nơi cư trú cũ phải thôi chi trả trước kỳ chi trả của nơi mới: ngày thôi chi trả không quá một tháng sau ngày "
        "nộp hồ sơ.",
        way.is_("out") | (ended_on <= filed_on() + 31),
        at=ended_on,
    )


check_within = Step("Kiểm tra, điều chỉnh danh sách chi trả của hai xã", OFFICER, working_days(4), key="dieu-chinh")
sign_within = Step("Trưởng phòng ký danh sách chi trả", HEAD, working_days(1.5), key="ky-danh-sach")

MOVE_WITHIN = Procedure(
    facts=FACTS["chi-tra-tro-cap-xa-hoi-khi-chuyen-noi-cu-tru-trong-huyen"],
    form=MoveWithinForm,
    route=Route(otherwise(check_within, sign_within)),
    unconfirmed=(
        "Đơn gửi UBND cấp xã nơi cư trú mới, xã có văn bản gửi phòng trong 03 ngày làm việc: đối chiếu theo Điều 8 "
        "Nghị định 20/2021/NĐ-CP; bản 2013 trích theo trí nhớ.",
        "Thành phần hồ sơ và người ký (Trưởng phòng ký danh sách chi trả) chưa đối chiếu với Thông tư liên tịch "
        "29/2014/TTLT-BLĐTBXH-BTC.",
    ),
)

check_arrival = Step("Thẩm định hồ sơ chuyển đến", OFFICER, working_days(3.5), key="tham-dinh")
check_leaving = Step("Kiểm tra, lập hồ sơ chuyển đi", OFFICER, working_days(3), key="lap-ho-so-chuyen")
review = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(1), key="duyet")
sign_new = Step("Ký quyết định trợ cấp", DISTRICT_LEADER, working_days(3), key="ky-quyet-dinh")
sign_stop = Step("Ký quyết định thôi chi trả", DISTRICT_LEADER, working_days(2), key="ky-thoi-chi-tra")

MOVE_BETWEEN = Procedure(
    facts=FACTS["tro-cap-xa-hoi-khi-chuyen-noi-cu-tru-giua-cac-huyen"],
    form=MoveBetweenForm,
    route=Route(
        when(MoveBetweenForm.way.is_("out"), check_leaving, review, sign_stop),
        otherwise(check_arrival, review, sign_new),
    ),
    unconfirmed=(
        "Nghị định 136/2013/NĐ-CP, Điều 8 trích theo trí nhớ; việc người tạm trú được hưởng ở nơi mới cần xác nhận.",
        "Kết quả khi chuyển đi là quyết định thôi chi trả kèm văn bản chuyển hồ sơ: chưa đối chiếu.",
    ),
)
