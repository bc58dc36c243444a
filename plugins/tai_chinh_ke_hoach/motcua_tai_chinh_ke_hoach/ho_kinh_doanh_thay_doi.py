"""Đăng ký thay đổi nội dung đăng ký hộ kinh doanh."""

from motcua.api import Procedure
from motcua.api.forms import (
    Business,
    Check,
    Choice,
    Commune,
    Date,
    Form,
    Integer,
    Many,
    Money,
    Paper,
    Section,
    Text,
    YesNo,
    check,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_tai_chinh_ke_hoach.desks import REGISTRAR
from motcua_tai_chinh_ke_hoach.facts import FACTS
from motcua_tai_chinh_ke_hoach.ho_kinh_doanh import (
    FEE,
    FOUNDERS,
    MEMORY,
    has_two_parts,
    names_a_company,
    sign,
    verify,
)


class ChangeForm(Form):
    """Thông báo về việc thay đổi nội dung đăng ký hộ kinh doanh."""

    business = Business.section("Hộ kinh doanh đã đăng ký")

    change = Section("Nội dung thay đổi")
    items = Many(
        "Đăng ký thay đổi",
        {
            "name": "Tên hộ kinh doanh",
            "place": "Địa điểm kinh doanh",
            "trade": "Ngành, nghề kinh doanh",
            "capital": "Vốn kinh doanh",
            "workers": "Số lao động",
            "members": "Thành viên góp vốn",
        },
    )
    changed_on = Date("Ngày thay đổi", not_future=True)
    founder = Choice("Chủ thể thành lập hộ kinh doanh", FOUNDERS)
    new_name = Text("Tên hộ kinh doanh sau thay đổi", hint="Gồm “Hộ kinh doanh” và tên riêng", longest=150).shown_if(
        items.includes("name")
    )
    is_unused = YesNo("Tên mới không trùng với hộ kinh doanh đã đăng ký trong huyện").shown_if(items.includes("name"))
    from_elsewhere = YesNo("Chuyển đến từ quận, huyện, thị xã khác").shown_if(items.includes("place"))
    new_place = Text("Địa điểm kinh doanh mới", longest=300).shown_if(items.includes("place"))
    new_commune = Commune("Xã, thị trấn nơi kinh doanh mới").shown_if(items.includes("place"))
    added_trade = Text("Ngành, nghề bổ sung", longest=300, optional=True).shown_if(items.includes("trade"))
    dropped_trade = Text("Ngành, nghề rút bớt", longest=300, optional=True).shown_if(items.includes("trade"))
    old_capital = Money("Vốn kinh doanh đã đăng ký", least=1).shown_if(items.includes("capital"))
    new_capital = Money("Vốn kinh doanh sau thay đổi", least=1).shown_if(items.includes("capital"))
    workers = Integer("Số lao động sau thay đổi", least=1, most=500, unit="người").shown_if(items.includes("workers"))
    new_members = Text("Họ tên thành viên thêm vào, rút ra và phần vốn góp", longest=500).shown_if(
        items.includes("members")
    )

    papers = Section("Thành phần hồ sơ")
    notice = Paper("Thông báo thay đổi nội dung đăng ký hộ kinh doanh", originals=1)
    certificate = Paper("Giấy chứng nhận đăng ký hộ kinh doanh đã cấp", originals=1, goes_back="if_refused")
    # Nghị định 78/2015/NĐ-CP, Điều 75 chỉ nói biên bản họp nhóm cá nhân; hộ gia đình có người đại diện
    minutes = Paper("Bản sao biên bản họp nhóm cá nhân về việc thay đổi", copies=1).shown_if(founder.is_("group"))
    identity = Paper("Bản sao giấy tờ tùy thân của chủ hộ và các thành viên", copies=1).shown_if(
        from_elsewhere.is_(True) | items.includes("members")
    )

    # Nghị định 78/2015/NĐ-CP, Điều 66 khoản 3
    few_workers = Check("Từ 10 lao động trở lên phải đăng ký thành lập doanh nghiệp.", workers < 10, at=workers)
    capital_differs = Check(
        "Vốn sau thay đổi phải khác vốn đã đăng ký.", new_capital.is_not(old_capital), at=new_capital
    )
    # Một cá nhân không có thành viên góp vốn (Nghị định 78/2015/NĐ-CP, Điều 66 khoản 1)
    has_members = Check(
        "Hộ kinh doanh do một cá nhân thành lập không có thành viên góp vốn để thay đổi.",
        founder.is_not("person") | ~items.includes("members"),
        at=items,
    )
    # Nghị định 78/2015/NĐ-CP, Điều 73
    nobody_has_the_name = Check(
        "Tên riêng không được trùng với hộ kinh doanh khác trong huyện; chọn tên khác.",
        is_unused.is_(True),
        at=is_unused,
    )

    @check("Tên hộ kinh doanh phải gồm “Hộ kinh doanh” và tên riêng.", new_name)
    def name_has_two_parts(self) -> bool:
        return has_two_parts(self.new_name)

    @check("Tên riêng của hộ kinh doanh không được dùng từ “công ty”, “doanh nghiệp”.", new_name)
    def name_is_not_a_company(self) -> bool:
        return not names_a_company(self.new_name)


# Nghị định 78/2015/NĐ-CP, Điều 75: chuyển đến thì đăng ký ở nơi mới, nơi mới báo cho nơi cũ
ask_old_place = Step("Đối chiếu với nơi đăng ký cũ", REGISTRAR, working_days(0.5), key="doi-chieu-noi-cu")
verify_moved = Step("Thẩm định hồ sơ", REGISTRAR, working_days(1), key="tham-dinh")

CHANGE = Procedure(
    facts=FACTS["dang-ky-thay-doi-ho-kinh-doanh"],
    form=ChangeForm,
    route=Route(
        when(ChangeForm.from_elsewhere.is_(True), ask_old_place, verify_moved, sign),
        otherwise(verify, sign),
    ),
    fee=FEE,
    legal_basis=("Nghị định 78/2015/NĐ-CP, Điều 75",),
    book="ĐKHKD",
    unconfirmed=(MEMORY, "Hạn thông báo 10 ngày làm việc kể từ ngày thay đổi không dùng để từ chối hồ sơ."),
)
