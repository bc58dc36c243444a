"""Giấy phép bán lẻ sản phẩm thuốc lá: cấp, sửa đổi bổ sung, cấp lại."""

from motcua.api import Procedure
from motcua.api.fees import by
from motcua.api.forms import (
    Business,
    Check,
    Choice,
    Date,
    Decimal,
    Form,
    Integer,
    IssuedPaper,
    Many,
    Paper,
    Part,
    Rows,
    Section,
    Text,
    YesNo,
    filed_on,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_kinh_te_ha_tang.ban_le_ruou import TRADERS
from motcua_kinh_te_ha_tang.desks import HEAD, OFFICER
from motcua_kinh_te_ha_tang.facts import FACTS

MEMORY = "Các điều của Nghị định 67/2013/NĐ-CP, Nghị định 106/2017/NĐ-CP trích theo trí nhớ, chưa đối chiếu."


class Wholesaler(Part):
    """Một thương nhân bán buôn hoặc phân phối sản phẩm thuốc lá."""

    name = Text("Tên thương nhân bán buôn, phân phối")
    permit = Text("Số giấy phép phân phối, bán buôn thuốc lá", longest=50)
    area = Choice("Địa bàn được phép bán buôn", {"here": "Có tỉnh này", "elsewhere": "Chỉ tỉnh khác"})
    introduction = Text("Số, ngày văn bản giới thiệu mua bán", longest=100)

    # Nghị định 67/2013/NĐ-CP, Điều 26: thuộc hệ thống của thương nhân bán buôn trên địa bàn
    covers_the_province = Check("Chọn nhà bán buôn có giấy phép trên địa bàn tỉnh.", area.is_("here"), at=area)


class TobaccoForm(Form):
    """Đơn đề nghị cấp giấy phép bán lẻ sản phẩm thuốc lá."""

    business = Section("Thương nhân bán lẻ")
    trader = Choice("Loại hình thương nhân", TRADERS)
    shop = Business.section("Điểm bán lẻ thuốc lá", without=("phone",))
    is_registered = YesNo("Đăng ký kinh doanh có mặt hàng bán lẻ sản phẩm thuốc lá")
    site = Section("Địa điểm bán")
    distance = Integer(
        "Khoảng cách đến nhà trẻ, trường học, bệnh viện, trạm y tế gần nhất",
        least=0,
        most=100_000,
        unit="m",
        hint="Đo từ điểm bán đến ranh giới khuôn viên gần nhất",
    )
    counter_area = Decimal("Diện tích dành cho bán thuốc lá", least=0, most=10_000, unit="m²", places=1)
    by_machine = YesNo("Bán bằng máy bán thuốc lá tự động")
    has_sign = YesNo("Có biển thông báo không bán thuốc lá cho người chưa đủ 18 tuổi")
    supply = Section("Nguồn cung cấp")
    wholesalers = Rows(Wholesaler, "Thương nhân cung cấp sản phẩm thuốc lá", least=1, most=20)

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp giấy phép bán lẻ sản phẩm thuốc lá", originals=1)
    registration = Paper("Bản sao giấy chứng nhận đăng ký kinh doanh và mã số thuế", copies=1)
    introduction = Paper("Bản sao văn bản giới thiệu, hợp đồng mua bán với nhà bán buôn, phân phối", copies=1)
    place_paper = Paper("Bản sao giấy tờ chứng minh quyền sử dụng địa điểm bán lẻ", copies=1)

    # Nghị định 67/2013/NĐ-CP, Điều 26
    may_sell = Check(
        "Đăng ký bổ sung mặt hàng bán lẻ thuốc lá trước khi xin giấy phép.", is_registered.is_(True), at=is_registered
    )
    # Luật Phòng, chống tác hại của thuốc lá 2012, Điều 25 khoản 2
    far_from_schools = Check(
        "Không bán thuốc lá trong phạm vi 100 m ngoài cổng trường học, cơ sở y tế.", distance > 100, at=distance
    )
    # Luật Phòng, chống tác hại của thuốc lá 2012, Điều 25 khoản 1
    warns_the_young = Check(
        "Điểm bán phải treo biển không bán thuốc lá cho người chưa đủ 18 tuổi.", has_sign.is_(True), at=has_sign
    )
    # Luật Phòng, chống tác hại của thuốc lá 2012, Điều 24
    no_open_machine = Check(
        "Máy bán thuốc lá tự động không thuộc giấy phép bán lẻ này.", by_machine.is_(False), at=by_machine
    )


class TobaccoChangeForm(Form):
    """Đơn đề nghị cấp sửa đổi, bổ sung giấy phép bán lẻ sản phẩm thuốc lá."""

    licence = IssuedPaper.section("Giấy phép bán lẻ thuốc lá đã cấp", without=("about", "valid_until"))
    valid_until = Date("Giấy phép bán lẻ thuốc lá có giá trị đến ngày")
    change = Section("Nội dung sửa đổi")
    items = Many(
        "Mục sửa đổi, bổ sung của giấy phép thuốc lá",
        {"name": "Tên thương nhân", "place": "Địa điểm bán lẻ", "supplier": "Nhà cung cấp thuốc lá"},
    )
    name_before = Text("Tên tổ chức, hộ kinh doanh trên giấy phép thuốc lá").shown_if(items.includes("name"))
    name_after = Text("Tên thương nhân sau sửa đổi").shown_if(items.includes("name"))
    moved_on = Date("Ngày bắt đầu bán tại địa điểm mới").shown_if(items.includes("place"))
    place_after = Text("Địa điểm bán lẻ sau sửa đổi", longest=300).shown_if(items.includes("place"))
    distance = Integer(
        "Khoảng cách từ địa điểm mới đến trường học, cơ sở y tế gần nhất", least=0, most=100_000, unit="m"
    ).shown_if(items.includes("place"))
    supply = Section("Nhà cung cấp bổ sung").shown_if(items.includes("supplier"))
    wholesalers = Rows(Wholesaler, "Nhà cung cấp thuốc lá mới", least=1, most=20)

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp sửa đổi, bổ sung giấy phép bán lẻ sản phẩm thuốc lá", originals=1)
    old_licence = Paper("Bản sao giấy phép bán lẻ sản phẩm thuốc lá đã cấp", copies=1)
    registration = Paper("Bản sao giấy chứng nhận đăng ký kinh doanh đã thay đổi", copies=1).shown_if(
        items.includes("name") | items.includes("place")
    )
    introduction = Paper("Bản sao văn bản giới thiệu của nhà cung cấp mới", copies=1).shown_if(
        items.includes("supplier")
    )

    # Nghị định 67/2013/NĐ-CP, Điều 29: sửa đổi giấy phép còn hiệu lực khi thay đổi nội dung
    still_valid = Check(
        "Giấy phép thuốc lá đã hết hạn, không sửa đổi, bổ sung được.", valid_until >= filed_on(), at=valid_until
    )
    name_changes = Check("Tên mới phải khác tên ghi trên giấy phép.", name_after.is_not(name_before), at=name_after)
    # Luật Phòng, chống tác hại của thuốc lá 2012, Điều 25 khoản 2
    far_from_schools = Check("Địa điểm mới phải cách trường học, cơ sở y tế trên 100 m.", distance > 100, at=distance)


class TobaccoAgainForm(Form):
    """Đơn đề nghị cấp lại giấy phép bán lẻ sản phẩm thuốc lá."""

    licence = IssuedPaper.section("Giấy phép bán lẻ thuốc lá cũ", without=("about", "valid_until"))
    why = Choice(
        "Cấp lại giấy phép thuốc lá vì", {"lost": "Mất", "damaged": "Rách, nát, cháy", "expired": "Sắp hết hiệu lực"}
    )
    lost_on = Date("Ngày mất giấy phép thuốc lá", not_future=True).shown_if(why.is_("lost"))
    has_remains = YesNo("Còn phần giấy phép bị rách, cháy để nộp lại").shown_if(why.is_("damaged"))
    expires_on = Date("Giấy phép thuốc lá hết hiệu lực ngày").shown_if(why.is_("expired"))
    renewal = Section("Tình hình kinh doanh thuốc lá").shown_if(why.is_("expired"))
    last_packs = Integer("Lượng bán năm gần nhất", least=0, most=100_000_000, unit="bao")
    distance = Integer("Khoảng cách hiện nay đến trường học, cơ sở y tế", least=0, most=100_000, unit="m")
    wholesalers = Rows(Wholesaler, "Nhà cung cấp tiếp tục bán hàng", least=1, most=20)

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp lại giấy phép bán lẻ sản phẩm thuốc lá", originals=1)
    remains = Paper("Giấy phép bị rách, nát, cháy", originals=1, goes_back="if_refused").shown_if(has_remains.is_(True))
    registration = Paper("Bản sao giấy chứng nhận đăng ký kinh doanh", copies=1).shown_if(why.is_("expired"))
    introduction = Paper("Bản sao văn bản giới thiệu, hợp đồng mua bán còn hiệu lực", copies=1).shown_if(
        why.is_("expired")
    )

    # Nghị định 67/2013/NĐ-CP, Điều 30: nộp trước 30 ngày khi giấy phép hết thời hạn hiệu lực
    in_time = Check(
        "Nộp hồ sơ trước khi giấy phép hết hiệu lực ít nhất 30 ngày.", expires_on >= filed_on() + 30, at=expires_on
    )
    # Luật Phòng, chống tác hại của thuốc lá 2012, Điều 25 khoản 2
    far_from_schools = Check("Điểm bán phải cách trường học, cơ sở y tế trên 100 m.", distance > 100, at=distance)


inspect = Step("Thẩm định, kiểm tra địa điểm bán thuốc lá", OFFICER, within=working_days(11), key="tham-dinh")
compare = Step("Đối chiếu giấy phép, nội dung sửa đổi", OFFICER, within=working_days(8), key="doi-chieu")
check_book = Step("Đối chiếu sổ cấp giấy phép thuốc lá", OFFICER, within=working_days(5), key="doi-chieu")
sign = Step("Ký giấy phép bán lẻ sản phẩm thuốc lá", HEAD, within=working_days(3), key="ky-giay-phep")

TOBACCO = Procedure(
    facts=FACTS["giay-phep-ban-le-thuoc-la"],
    form=TobaccoForm,
    route=Route(otherwise(inspect, sign)),
    # Thông tư 168/2016/TT-BTC, Điều 4: khu vực ngoài thành phố, thị xã
    fee=by(TobaccoForm.trader, {"company": 600_000, "cooperative": 600_000, "household": 200_000}),
    book="GPBLTL",
    validity_months=60,
    unconfirmed=(
        MEMORY,
        "Điều kiện đăng ký mặt hàng bán lẻ thuốc lá và địa bàn của nhà bán buôn theo Nghị định 106/2017/NĐ-CP chưa đối "
        "chiếu.",
        "Diện tích tối thiểu dành cho bán thuốc lá còn là điều kiện hay đã bãi bỏ chưa đối chiếu.",
        "Cách đo 100 m đến trường học, cơ sở y tế chưa đối chiếu.",
    ),
)
TOBACCO_CHANGE = Procedure(
    facts=FACTS["sua-doi-giay-phep-ban-le-thuoc-la"],
    form=TobaccoChangeForm,
    route=Route(when(TobaccoChangeForm.items.includes("place"), inspect, sign), otherwise(compare, sign)),
    book="GPBLTL",
    unconfirmed=(MEMORY, "Cách đo 100 m đến trường học, cơ sở y tế chưa đối chiếu."),
)
TOBACCO_AGAIN = Procedure(
    facts=FACTS["cap-lai-giay-phep-ban-le-thuoc-la"],
    form=TobaccoAgainForm,
    route=Route(when(TobaccoAgainForm.why.is_("expired"), inspect, sign), otherwise(check_book, sign)),
    book="GPBLTL",
    unconfirmed=(
        MEMORY,
        "Nộp trước khi hết hiệu lực ít nhất 30 ngày ghi theo trí nhớ, chưa đối chiếu.",
        "Cách đo 100 m đến trường học, cơ sở y tế chưa đối chiếu.",
    ),
)
