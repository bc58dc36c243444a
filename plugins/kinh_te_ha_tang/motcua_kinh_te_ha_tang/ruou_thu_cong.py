"""Giấy phép sản xuất rượu thủ công nhằm mục đích kinh doanh: cấp, sửa đổi bổ sung, cấp lại."""

from motcua.api import Procedure
from motcua.api.fees import unconfirmed
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
from motcua.api.routes import Route, Step, consult, desk_of, otherwise, when, working_days
from motcua_kinh_te_ha_tang.ban_le_ruou import MEMORY, TRADERS
from motcua_kinh_te_ha_tang.desks import HEAD, OFFICER
from motcua_kinh_te_ha_tang.facts import FACTS


class Liquor(Part):
    """Một sản phẩm rượu thủ công."""

    name = Text("Tên sản phẩm rượu")
    strength = Decimal("Nồng độ cồn", least=1, most=90, unit="% thể tích", places=1)
    volume = Integer("Sản lượng dự kiến mỗi năm", least=1, most=1_000_000, unit="lít")
    declaration = Text("Số bản công bố sản phẩm hoặc giấy tiếp nhận công bố", longest=100)
    has_label = YesNo("Có nhãn hàng hóa rượu")

    # Nghị định 105/2017/NĐ-CP, Điều 9: điều kiện sản xuất rượu thủ công nhằm mục đích kinh doanh
    is_labelled = Check("Rượu sản xuất để bán phải có nhãn hàng hóa.", has_label.is_(True), at=has_label)


class CraftForm(Form):
    """Đơn đề nghị cấp giấy phép sản xuất rượu thủ công nhằm mục đích kinh doanh (Mẫu số 01)."""

    maker = Section("Tổ chức, cá nhân sản xuất")
    trader = Choice("Loại hình cơ sở sản xuất", TRADERS)
    site = Business.section("Cơ sở sản xuất", without=("phone",))
    sells_to = Choice(
        "Rượu bán cho ai",
        {
            "public": "Bán ra thị trường dưới tên của cơ sở",
            "factory": "Chỉ bán cho doanh nghiệp có giấy phép sản xuất rượu công nghiệp để chế biến lại",
        },
    )
    in_village = YesNo("Cơ sở thuộc làng nghề")
    goods = Section("Sản phẩm rượu")
    liquors = Rows(Liquor, "Danh mục sản phẩm rượu", least=1, most=30)
    is_small = YesNo("Sản xuất ban đầu nhỏ lẻ, không thuộc diện cấp giấy chứng nhận an toàn thực phẩm")
    safety = Text("Số giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm", longest=100).shown_if(is_small.is_(False))
    safety_until = Date("Giấy chứng nhận an toàn thực phẩm có giá trị đến ngày").shown_if(is_small.is_(False))

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp giấy phép (Mẫu số 01, Nghị định 105/2017/NĐ-CP)", originals=1)
    registration = Paper("Bản sao giấy chứng nhận đăng ký kinh doanh", copies=1)
    declarations = Paper("Bản sao bản công bố sản phẩm rượu hoặc bản sao giấy tiếp nhận bản công bố", copies=1)
    safety_paper = Paper("Bản sao giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm", copies=1).shown_if(
        is_small.is_(False)
    )
    labels = Paper("Bản liệt kê tên hàng hóa rượu kèm bản sao nhãn hàng hóa", copies=1)

    # Nghị định 105/2017/NĐ-CP, Điều 10: bán cho doanh nghiệp chế biến lại thì chỉ đăng ký với UBND cấp xã
    needs_a_licence = Check(
        "Chỉ bán cho doanh nghiệp chế biến lại thì đăng ký với UBND xã, không phải xin giấy phép.",
        sells_to.is_("public"),
        at=sells_to,
    )
    # Nghị định 105/2017/NĐ-CP, Điều 20; Luật An toàn thực phẩm 2010, Điều 34
    safety_runs = Check(
        "Giấy chứng nhận an toàn thực phẩm đã hết hạn, phải cấp lại trước.",
        safety_until >= filed_on(),
        at=safety_until,
    )


class CraftChangeForm(Form):
    """Đơn đề nghị cấp sửa đổi, bổ sung giấy phép sản xuất rượu thủ công (Mẫu số 02)."""

    licence = IssuedPaper.section("Giấy phép sản xuất rượu thủ công đã cấp", without=("about", "valid_until"))
    valid_until = Date("Giấy phép sản xuất có giá trị đến ngày")
    change = Section("Nội dung thay đổi")
    items = Many(
        "Mục của giấy phép sản xuất cần thay đổi",
        {"name": "Tên cơ sở", "seat": "Địa chỉ trụ sở", "place": "Địa điểm sản xuất", "goods": "Sản phẩm, sản lượng"},
    )
    name_before = Text("Tên tổ chức, cơ sở ghi trên giấy phép").shown_if(items.includes("name"))
    name_after = Text("Tên của cơ sở sau thay đổi").shown_if(items.includes("name"))
    seat_after = Text("Trụ sở sau thay đổi", longest=300).shown_if(items.includes("seat"))
    place_after = Text("Địa điểm sản xuất sau thay đổi", longest=300).shown_if(items.includes("place"))
    place_is_safe = YesNo("Địa điểm mới đã có giấy chứng nhận hoặc cam kết an toàn thực phẩm").shown_if(
        items.includes("place")
    )
    goods = Section("Sản phẩm thay đổi, bổ sung").shown_if(items.includes("goods"))
    liquors = Rows(Liquor, "Sản phẩm rượu sau thay đổi", least=1, most=30)

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp sửa đổi, bổ sung giấy phép (Mẫu số 02)", originals=1)
    old_licence = Paper("Bản sao giấy phép sản xuất rượu thủ công đã cấp", copies=1)
    registration = Paper("Bản sao giấy chứng nhận đăng ký kinh doanh đã thay đổi", copies=1).shown_if(
        items.includes("name") | items.includes("seat")
    )
    safety_paper = Paper("Bản sao giấy tờ về an toàn thực phẩm của địa điểm mới", copies=1).shown_if(
        items.includes("place")
    )
    declarations = Paper("Bản sao bản công bố và nhãn của sản phẩm bổ sung", copies=1).shown_if(items.includes("goods"))

    # Nghị định 105/2017/NĐ-CP, Điều 26
    still_valid = Check(
        "Giấy phép sản xuất đã hết hạn, không sửa đổi, bổ sung được.", valid_until >= filed_on(), at=valid_until
    )
    name_changes = Check("Tên mới phải khác tên ghi trên giấy phép.", name_after.is_not(name_before), at=name_after)
    # Luật An toàn thực phẩm 2010, Điều 19 và Điều 34
    new_place_is_safe = Check(
        "Làm thủ tục an toàn thực phẩm cho địa điểm sản xuất mới trước.", place_is_safe.is_(True), at=place_is_safe
    )


class CraftAgainForm(Form):
    """Đơn đề nghị cấp lại giấy phép sản xuất rượu thủ công (Mẫu số 03; hết hạn: Mẫu số 01)."""

    licence = IssuedPaper.section("Giấy phép sản xuất rượu thủ công cũ", without=("about", "valid_until"))
    why = Choice("Lý do cấp lại giấy phép sản xuất", {"lost": "Mất", "damaged": "Hỏng", "expired": "Sắp hết thời hạn"})
    lost_on = Date("Ngày mất giấy phép sản xuất", not_future=True).shown_if(why.is_("lost"))
    damage = Choice(
        "Giấy phép hỏng thế nào", {"torn": "Rách, nát", "faded": "Mờ, không đọc được", "burnt": "Cháy một phần"}
    ).shown_if(why.is_("damaged"))
    expires_on = Date("Giấy phép sản xuất hết hạn ngày").shown_if(why.is_("expired"))
    renewal = Section("Sản xuất sau khi hết hạn").shown_if(why.is_("expired"))
    last_volume = Integer("Sản lượng năm gần nhất", least=0, most=1_000_000, unit="lít")
    liquors = Rows(Liquor, "Sản phẩm tiếp tục sản xuất", least=1, most=30)

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp lại giấy phép (Mẫu số 03)", originals=1).shown_if(why.is_not("expired"))
    # Nghị định 105/2017/NĐ-CP, Điều 27 khoản 1: an expired licence is asked for as a new one
    new_application = Paper("Đơn đề nghị cấp giấy phép (Mẫu số 01)", originals=1).shown_if(why.is_("expired"))
    # Điều 27 khoản 2 điểm a: the old licence, original or copy, "nếu có"
    old_licence = Paper(
        "Giấy phép sản xuất rượu thủ công bị hỏng", originals=1, goes_back="if_refused", optional=True
    ).shown_if(why.is_("damaged"))
    registration = Paper("Bản sao giấy chứng nhận đăng ký kinh doanh", copies=1).shown_if(why.is_("expired"))
    declarations = Paper("Bản sao bản công bố sản phẩm rượu còn giá trị", copies=1).shown_if(why.is_("expired"))
    safety_paper = Paper("Bản sao giấy chứng nhận an toàn thực phẩm (nếu có)", copies=1, optional=True).shown_if(
        why.is_("expired")
    )
    labels = Paper("Bản liệt kê tên hàng hóa rượu kèm bản sao nhãn hàng hóa", copies=1).shown_if(why.is_("expired"))

    # Nghị định 105/2017/NĐ-CP, Điều 27 khoản 1
    in_time = Check(
        "Nộp hồ sơ trước khi giấy phép hết hạn ít nhất 30 ngày; quá hạn thì làm hồ sơ cấp mới.",
        expires_on >= filed_on() + 30,
        at=expires_on,
    )
    lost_after_issue = Check(
        "Ngày mất không thể trước ngày cấp giấy phép.", lost_on >= licence["issued_on"], at=lost_on
    )


safety = consult("Ý kiến về an toàn thực phẩm", desk_of("y_te", "officer", "Phòng Y tế"), working_days(2))
examine = Step(
    "Thẩm định điều kiện sản xuất rượu", OFFICER, within=working_days(7), key="tham-dinh", consults=(safety,)
)
sign = Step("Ký giấy phép sản xuất rượu thủ công", HEAD, within=working_days(2), key="ky-giay-phep")
inspect_place = Step("Kiểm tra địa điểm sản xuất mới", OFFICER, within=working_days(5), key="kiem-tra")
compare = Step("Đối chiếu nội dung thay đổi", OFFICER, within=working_days(4), key="doi-chieu")
check_book = Step("Đối chiếu sổ cấp giấy phép sản xuất", OFFICER, within=working_days(2), key="doi-chieu")
examine_again = Step("Thẩm định lại điều kiện sản xuất", OFFICER, within=working_days(5), key="tham-dinh")
sign_again = Step("Ký giấy phép sản xuất", HEAD, within=working_days(1), key="ky-giay-phep")

CRAFT = Procedure(
    facts=FACTS["giay-phep-san-xuat-ruou-thu-cong"],
    form=CraftForm,
    route=Route(otherwise(examine, sign)),
    fee=unconfirmed("Phí thẩm định theo Thông tư 299/2016/TT-BTC, mức chưa đối chiếu.", reference=1_100_000),
    book="GPSXR",
    validity_months=60,
    legal_basis=("Nghị định 105/2017/NĐ-CP, Điều 9, Điều 20, Điều 25",),
    unconfirmed=(MEMORY, "Lấy ý kiến Phòng Y tế là việc phối hợp trong huyện, không phải bước luật định."),
)
CRAFT_CHANGE = Procedure(
    facts=FACTS["sua-doi-giay-phep-san-xuat-ruou-thu-cong"],
    form=CraftChangeForm,
    route=Route(
        when(CraftChangeForm.items.includes("place"), inspect_place, sign_again), otherwise(compare, sign_again)
    ),
    book="GPSXR",
    legal_basis=("Nghị định 105/2017/NĐ-CP, Điều 26",),
    unconfirmed=(MEMORY,),
)
CRAFT_AGAIN = Procedure(
    facts=FACTS["cap-lai-giay-phep-san-xuat-ruou-thu-cong"],
    form=CraftAgainForm,
    route=Route(when(CraftAgainForm.why.is_("expired"), examine_again, sign_again), otherwise(check_book, sign_again)),
    book="GPSXR",
    legal_basis=("Nghị định 105/2017/NĐ-CP, Điều 27, Điều 28",),
    unconfirmed=(
        MEMORY,
        "Cấp lại do hết hạn theo Điều 27 khoản 1 làm như cấp mới, tức 10 ngày làm việc (Điều 25 khoản 2); bảng dữ kiện "
        "chỉ ghi 07 ngày làm việc: cần xác nhận.",
    ),
)
