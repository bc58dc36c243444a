"""Đăng ký biến động: chuyển nhượng, thừa kế, tặng cho quyền sử dụng đất, with several parties on each side."""

from motcua.api import Procedure, national
from motcua.api.fees import unconfirmed
from motcua.api.forms import (
    Check,
    Choice,
    Commune,
    Date,
    Decimal,
    Form,
    IdNumber,
    Money,
    Paper,
    Part,
    Rows,
    Section,
    Text,
    YesNo,
    check,
)
from motcua.api.routes import Route, Step, otherwise, working_days
from motcua_chi_nhanh_vpdkdd.buoc import DAYS, FROM_MEMORY, WHO_SIGNS
from motcua_chi_nhanh_vpdkdd.desks import CADASTRE, HEAD, OFFICER
from motcua_chi_nhanh_vpdkdd.facts import FACTS

LAND_KINDS = {
    "ont": "Đất ở tại nông thôn (ONT)",
    "odt": "Đất ở tại đô thị (ODT)",
    "luc": "Đất chuyên trồng lúa nước (LUC)",
    "luk": "Đất trồng lúa nước còn lại (LUK)",
    "cln": "Đất trồng cây lâu năm (CLN)",
    "nts": "Đất nuôi trồng thủy sản (NTS)",
    "other": "Loại đất khác",
}


class Party(Part):
    """Một bên chuyển quyền hoặc nhận chuyển quyền."""

    name = Text("Họ và tên hoặc tên tổ chức")
    born = Date("Ngày sinh", not_future=True, optional=True)
    identity = IdNumber("Số giấy tờ tùy thân")
    address = Text("Địa chỉ")
    share = Decimal("Phần quyền (%)", least=1, most=100, places=2)


class LandChangeForm(Form):
    """Đơn đăng ký biến động đất đai, tài sản gắn liền với đất."""

    certificate = Section("Giấy chứng nhận đã cấp")
    certificate_number = Text("Số phát hành giấy chứng nhận", pattern="[A-ZĐ]{1,2} ?[0-9]{6,8}", example="BK 123456")
    register_number = Text("Số vào sổ cấp giấy chứng nhận", longest=30)
    certificate_on = Date("Ngày cấp giấy chứng nhận", not_future=True)

    land = Section("Thửa đất")
    plot = Text("Thửa đất số", longest=30)
    map_sheet = Text("Tờ bản đồ số", longest=30)
    area = Decimal("Diện tích (m²)", least=1, most=10000000, places=1)
    land_kind = Choice("Loại đất", LAND_KINDS)
    land_kind_detail = Text("Nêu rõ loại đất").shown_if(land_kind.is_("other"))
    commune = Commune("Xã, thị trấn")
    place = Text("Địa chỉ thửa đất (thôn, xứ đồng)")

    change = Section("Nội dung biến động")
    kind = Choice(
        "Hình thức biến động",
        {"transfer": "Chuyển nhượng", "inherit": "Thừa kế", "gift": "Tặng cho", "exchange": "Chuyển đổi"},
    )
    price = Money("Giá trị hợp đồng", least=1).shown_if(kind.is_("transfer"))
    close_kin = YesNo("Giữa vợ chồng, cha mẹ và con, ông bà và cháu, anh chị em ruột").shown_if(
        kind.is_one_of("inherit", "gift", "transfer")
    )
    givers = Rows(Party, "Bên chuyển quyền", least=1, most=20)
    receivers = Rows(Party, "Bên nhận chuyển quyền", least=1, most=20)

    assets = Section("Tài sản gắn liền với đất")
    has_buildings = YesNo("Có tài sản gắn liền với đất")
    buildings = Text("Mô tả tài sản gắn liền với đất").shown_if(has_buildings.is_(True))

    papers = Section("Thành phần hồ sơ")
    request = Paper("Đơn đăng ký biến động", originals=1)
    deed = Paper("Hợp đồng, văn bản chuyển quyền đã công chứng hoặc chứng thực", originals=1)
    land_paper = Paper("Bản gốc giấy chứng nhận đã cấp", originals=1, goes_back="if_refused")
    income_tax = Paper("Tờ khai thuế thu nhập cá nhân", originals=2)
    registration_fee = Paper("Tờ khai lệ phí trước bạ", originals=1)
    relief = Paper("Giấy tờ chứng minh được miễn, giảm thuế, lệ phí", copies=1, optional=True)

    receivers_hold_all = Check(
        "Tổng phần quyền của các bên nhận phải bằng 100 %.", receivers.sum_of("share").is_(100), at=receivers
    )
    givers_hold_all = Check(
        "Tổng phần quyền của các bên chuyển phải bằng 100 %.", givers.sum_of("share").is_(100), at=givers
    )

    @check("Một người không thể vừa chuyển vừa nhận quyền.", receivers)
    def nobody_on_both_sides(self) -> bool:
        return not {party.identity for party in self.givers} & {party.identity for party in self.receivers}


examine = Step("Thẩm tra hồ sơ, trích lục bản đồ", OFFICER, within=working_days(3), key="tham-tra")
update = Step("Chỉnh lý hồ sơ địa chính, in giấy chứng nhận", CADASTRE, within=working_days(3), key="chinh-ly")
sign = Step("Ký giấy chứng nhận", HEAD, within=working_days(2), key="ky-giay-chung-nhan")

TRANSFER = Procedure(
    facts=FACTS["dang-ky-bien-dong-dat-dai"],
    codes=(national("1.012765"),),
    form=LandChangeForm,
    route=Route(otherwise(examine, update, sign), reception=working_days(0.5), hand_back=working_days(0.5)),
    # Nghị định 43/2014/NĐ-CP, Điều 61 (sửa bởi Nghị định 01/2017/NĐ-CP): không quá 10 ngày, không kể thời gian nộp thuế
    term=working_days(10),
    fee=unconfirmed("Lệ phí địa chính và phí thẩm định do HĐND tỉnh quy định."),
    book="GCN",
    unconfirmed=(
        "Mã 1.012765 ban hành theo Luật Đất đai 2024, dùng làm bí danh; mã năm 2017 chưa tìm thấy.",
        FROM_MEMORY,
        WHO_SIGNS,
        DAYS,
        "Người thừa kế duy nhất nộp đơn đề nghị đăng ký thừa kế thay cho văn bản công chứng (Thông tư "
        "24/2014/TT-BTNMT, Điều 9): chưa đối chiếu.",
    ),
)
