"""Giấy phép bán lẻ rượu: cấp, sửa đổi bổ sung, cấp lại. Phòng Kinh tế và Hạ tầng cấp."""

from motcua.api import Procedure
from motcua.api.fees import by
from motcua.api.forms import (
    Business,
    Check,
    Choice,
    Date,
    Form,
    IssuedPaper,
    Many,
    Paper,
    Part,
    Premises,
    Rows,
    Section,
    Text,
    YesNo,
    filed_on,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_kinh_te_ha_tang.desks import HEAD, OFFICER
from motcua_kinh_te_ha_tang.facts import FACTS

TRADERS = {
    "company": "Doanh nghiệp",
    "cooperative": "Hợp tác xã, liên hiệp hợp tác xã",
    "household": "Hộ kinh doanh",
}
MEMORY = (
    "Nghị định 105/2017/NĐ-CP đối chiếu theo bản pháp điển, không còn ghi phần bị bãi bỏ năm 2020; số mẫu đơn và nội "
    "dung đã bãi bỏ trích theo trí nhớ."
)


SAFETY = (
    "Bản sao giấy tiếp nhận công bố hợp quy hoặc giấy xác nhận công bố phù hợp quy định an toàn thực phẩm của rượu dự "
    "kiến kinh doanh"
)
COMMITMENT = "Bản cam kết tuân thủ quy định về phòng cháy, chữa cháy và bảo vệ môi trường"
FOUR_PAPERS = (
    "Giấy tờ công bố an toàn thực phẩm của rượu và bản cam kết phòng cháy, bảo vệ môi trường (Điều 23 khi ban hành, "
    "bãi bỏ năm 2020) ghi theo trí nhớ."
)


class Supplier(Part):
    """Một nhà cung cấp rượu."""

    name = Text("Tên nhà cung cấp rượu")
    kind = Choice(
        "Loại thương nhân cung cấp",
        {"maker": "Sản xuất rượu", "distributor": "Phân phối rượu", "wholesaler": "Bán buôn rượu"},
    )
    permit = Text("Số giấy phép của nhà cung cấp", longest=50)
    permit_until = Date("Giấy phép của nhà cung cấp có giá trị đến ngày")
    contract = Text("Số, ngày văn bản giới thiệu hoặc hợp đồng nguyên tắc", longest=100)

    # Nghị định 105/2017/NĐ-CP, Điều 13: văn bản giới thiệu của thương nhân đang có giấy phép
    is_licensed = Check(
        "Giấy phép của nhà cung cấp đã hết hạn, phải có nhà cung cấp khác hoặc giấy phép mới.",
        permit_until >= filed_on(),
        at=permit_until,
    )


class RetailForm(Form):
    """Giấy đề nghị cấp giấy phép bán lẻ rượu (Mẫu số 01, Nghị định 105/2017/NĐ-CP)."""

    business = Section("Thương nhân")
    trader = Choice("Loại hình thương nhân", TRADERS)
    shop = Business.section("Điểm bán lẻ", without=("phone",))
    is_registered = YesNo("Được thành lập, đăng ký theo quy định của pháp luật")
    tenure = Choice("Quyền sử dụng địa điểm", {"own": "Của thương nhân", "lease": "Thuê", "borrow": "Mượn"})
    lease_until = Date("Hợp đồng thuê, mượn đến ngày").shown_if(tenure.is_not("own"))
    is_fixed = YesNo("Địa điểm cố định, có địa chỉ rõ ràng")

    goods = Section("Rượu dự kiến kinh doanh")
    kinds = Many(
        "Loại rượu bán lẻ",
        {"imported": "Rượu nhập khẩu", "industrial": "Rượu sản xuất công nghiệp", "craft": "Rượu thủ công"},
    )
    suppliers = Rows(Supplier, "Nhà cung cấp rượu", least=1, most=20)
    has_labels = YesNo("Rượu có nhãn và tem theo quy định")

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp giấy phép bán lẻ rượu (Mẫu số 01)", originals=1)
    registration = Paper(
        "Bản sao giấy chứng nhận đăng ký doanh nghiệp, đăng ký hợp tác xã hoặc đăng ký hộ kinh doanh", copies=1
    )
    place_paper = Paper("Bản sao tài liệu chứng minh quyền sử dụng hợp pháp địa điểm bán lẻ", copies=1).shown_if(
        tenure.is_("own")
    )
    lease_paper = Paper("Bản sao hợp đồng thuê, mượn địa điểm bán lẻ", copies=1).shown_if(tenure.is_not("own"))
    introduction = Paper("Bản sao văn bản giới thiệu hoặc hợp đồng nguyên tắc của nhà cung cấp rượu", copies=1)
    # Nghị định 105/2017/NĐ-CP, Điều 23: asked until Nghị định 17/2020/NĐ-CP took them away
    safety = Paper(SAFETY, copies=1)
    commitment = Paper(COMMITMENT, originals=1)

    # Nghị định 105/2017/NĐ-CP, Điều 13: điều kiện bán lẻ rượu
    may_sell = Check(
        "Doanh nghiệp, hợp tác xã, hộ kinh doanh phải được thành lập, đăng ký trước khi xin giấy phép.",
        is_registered.is_(True),
        at=is_registered,
    )
    has_fixed_place = Check(
        "Bán lẻ rượu phải tại địa điểm cố định, có địa chỉ rõ ràng.", is_fixed.is_(True), at=is_fixed
    )
    lease_runs = Check("Hợp đồng thuê, mượn địa điểm đã hết hạn.", lease_until >= filed_on(), at=lease_until)
    # Nghị định 105/2017/NĐ-CP, Điều 6 khoản 1: rượu tiêu thụ trong nước phải có nhãn, dán tem
    is_labelled = Check("Rượu bán lẻ phải có nhãn và tem theo quy định.", has_labels.is_(True), at=has_labels)


class RetailChangeForm(Form):
    """Giấy đề nghị cấp sửa đổi, bổ sung giấy phép bán lẻ rượu (Mẫu số 02, Nghị định 105/2017/NĐ-CP)."""

    licence = IssuedPaper.section("Giấy phép bán lẻ rượu đã cấp", without=("about", "valid_until"))
    valid_until = Date("Giấy phép bán lẻ rượu có giá trị đến ngày")

    change = Section("Nội dung sửa đổi, bổ sung")
    items = Many(
        "Mục của giấy phép cần sửa đổi",
        {"name": "Tên thương nhân", "seat": "Địa chỉ trụ sở", "place": "Địa điểm bán lẻ", "supplier": "Nhà cung cấp"},
    )
    name_before = Text("Tên tổ chức, hộ kinh doanh ghi trên giấy phép").shown_if(items.includes("name"))
    name_after = Text("Tên thương nhân mới").shown_if(items.includes("name"))
    seat_after = Text("Địa chỉ trụ sở mới", longest=300).shown_if(items.includes("seat"))
    place = Premises.section("Điểm bán lẻ mới", without=("rooms", "area")).shown_if(items.includes("place"))
    supply = Section("Nhà cung cấp thay đổi, bổ sung").shown_if(items.includes("supplier"))
    suppliers = Rows(Supplier, "Nhà cung cấp mới", least=1, most=20)

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp sửa đổi, bổ sung giấy phép bán lẻ rượu (Mẫu số 02)", originals=1)
    old_licence = Paper("Bản sao giấy phép bán lẻ rượu đã cấp", copies=1)
    registration = Paper("Bản sao giấy chứng nhận đăng ký kinh doanh đã thay đổi", copies=1).shown_if(
        items.includes("name") | items.includes("seat")
    )
    place_paper = Paper("Bản sao giấy tờ về quyền sử dụng điểm bán lẻ mới", copies=1).shown_if(items.includes("place"))
    introduction = Paper("Bản sao văn bản giới thiệu hoặc hợp đồng nguyên tắc mới", copies=1).shown_if(
        items.includes("supplier")
    )

    # Nghị định 105/2017/NĐ-CP, Điều 26: chỉ sửa đổi giấy phép còn hiệu lực
    still_valid = Check(
        "Giấy phép đã hết hạn, nộp hồ sơ cấp lại thay cho sửa đổi, bổ sung.",
        valid_until >= filed_on(),
        at=valid_until,
    )
    # Nghị định 105/2017/NĐ-CP, Điều 26 khoản 1: sửa đổi khi có thay đổi các nội dung của giấy phép
    name_changes = Check(
        "Tên thương nhân mới phải khác tên ghi trên giấy phép.", name_after.is_not(name_before), at=name_after
    )


class RetailAgainForm(Form):
    """Đơn đề nghị cấp lại giấy phép bán lẻ rượu (Mẫu số 03; hết hạn: Mẫu số 01, Nghị định 105/2017/NĐ-CP)."""

    licence = IssuedPaper.section("Giấy phép bán lẻ rượu cũ", without=("about", "valid_until"))
    why = Choice("Lý do cấp lại", {"lost": "Bị mất", "damaged": "Bị hỏng", "expired": "Sắp hết thời hạn"})
    lost_on = Date("Ngày phát hiện mất", not_future=True).shown_if(why.is_("lost"))
    lost_how = Text("Mất trong trường hợp nào", longest=300).shown_if(why.is_("lost"))
    damage = Text("Tình trạng hư hỏng", longest=300).shown_if(why.is_("damaged"))
    expires_on = Date("Giấy phép bán lẻ hết hạn ngày").shown_if(why.is_("expired"))
    renewal = Section("Điều kiện bán lẻ sau khi hết hạn").shown_if(why.is_("expired"))
    trader = Choice("Loại hình thương nhân", TRADERS)
    address = Text("Địa điểm tiếp tục bán lẻ", longest=300)
    suppliers = Rows(Supplier, "Nhà cung cấp tiếp tục cung cấp rượu", least=1, most=20)

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp lại giấy phép bán lẻ rượu (Mẫu số 03)", originals=1).shown_if(
        why.is_not("expired")
    )
    # Nghị định 105/2017/NĐ-CP, Điều 27 khoản 1: an expired licence is asked for as a new one
    new_application = Paper("Đơn đề nghị cấp giấy phép bán lẻ rượu (Mẫu số 01)", originals=1).shown_if(
        why.is_("expired")
    )
    # Điều 27 khoản 2 điểm a: the old licence, original or copy, "nếu có"
    old_licence = Paper("Giấy phép bán lẻ rượu bị hỏng", originals=1, goes_back="if_refused", optional=True).shown_if(
        why.is_("damaged")
    )
    licence_copy = Paper("Bản sao giấy phép bán lẻ rượu đã cấp", copies=1, optional=True).shown_if(why.is_("lost"))
    registration = Paper("Bản sao giấy chứng nhận đăng ký kinh doanh", copies=1).shown_if(why.is_("expired"))
    place_paper = Paper("Bản sao giấy tờ về quyền sử dụng địa điểm bán lẻ", copies=1).shown_if(why.is_("expired"))
    introduction = Paper("Bản sao văn bản giới thiệu hoặc hợp đồng nguyên tắc", copies=1).shown_if(why.is_("expired"))
    safety = Paper(SAFETY, copies=1).shown_if(why.is_("expired"))
    commitment = Paper(COMMITMENT, originals=1).shown_if(why.is_("expired"))

    # Nghị định 105/2017/NĐ-CP, Điều 27 khoản 1: nộp hồ sơ trước khi hết hạn 30 ngày
    in_time = Check(
        "Giấy phép sắp hết hạn thì nộp hồ sơ cấp lại trước ít nhất 30 ngày; quá hạn thì làm hồ sơ cấp mới.",
        expires_on >= filed_on() + 30,
        at=expires_on,
    )
    # Nghị định 105/2017/NĐ-CP, Điều 27 khoản 2: cấp lại giấy phép bị mất
    lost_after_issue = Check("Ngày mất không thể trước ngày cấp.", lost_on >= licence["issued_on"], at=lost_on)


examine = Step("Thẩm định điều kiện bán lẻ rượu", OFFICER, within=working_days(7), key="tham-dinh")
sign = Step("Ký giấy phép bán lẻ rượu", HEAD, within=working_days(2), key="ky-giay-phep")
compare = Step("Đối chiếu giấy phép đã cấp, nội dung thay đổi", OFFICER, within=working_days(5), key="doi-chieu")
sign_change = Step("Ký giấy phép sửa đổi, bổ sung", HEAD, within=working_days(1), key="ky-giay-phep")
check_book = Step("Đối chiếu sổ cấp giấy phép", OFFICER, within=working_days(2), key="doi-chieu")
examine_again = Step("Thẩm định lại điều kiện bán lẻ", OFFICER, within=working_days(5), key="tham-dinh")
sign_again = Step("Ký giấy phép cấp lại", HEAD, within=working_days(1), key="ky-giay-phep")

RETAIL = Procedure(
    facts=FACTS["giay-phep-ban-le-ruou"],
    form=RetailForm,
    route=Route(otherwise(examine, sign)),
    # Thông tư 168/2016/TT-BTC, Điều 4: khu vực ngoài thành phố, thị xã
    fee=by(RetailForm.trader, {"company": 600_000, "cooperative": 600_000, "household": 200_000}),
    book="GPBLR",
    validity_months=60,
    legal_basis=("Nghị định 105/2017/NĐ-CP, Điều 13, Điều 23, Điều 25",),
    unconfirmed=(
        MEMORY,
        FOUR_PAPERS,
        "Mức phí của hợp tác xã và địa bàn áp dụng mức 600.000 đồng, 200.000 đồng chưa đối chiếu.",
    ),
)
RETAIL_CHANGE = Procedure(
    facts=FACTS["sua-doi-giay-phep-ban-le-ruou"],
    form=RetailChangeForm,
    route=Route(otherwise(compare, sign_change)),
    book="GPBLR",
    legal_basis=("Nghị định 105/2017/NĐ-CP, Điều 26",),
    unconfirmed=(MEMORY,),
)
RETAIL_AGAIN = Procedure(
    facts=FACTS["cap-lai-giay-phep-ban-le-ruou"],
    form=RetailAgainForm,
    route=Route(when(RetailAgainForm.why.is_("expired"), examine_again, sign_again), otherwise(check_book, sign_again)),
    book="GPBLR",
    legal_basis=("Nghị định 105/2017/NĐ-CP, Điều 27, Điều 28",),
    unconfirmed=(
        MEMORY,
        FOUR_PAPERS,
        "Cấp lại do hết hạn theo Điều 27 khoản 1 làm như cấp mới, tức 10 ngày làm việc (Điều 25 khoản 2); bảng dữ kiện "
        "chỉ ghi 07 ngày làm việc: cần xác nhận.",
    ),
)
