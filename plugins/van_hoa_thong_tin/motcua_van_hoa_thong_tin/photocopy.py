"""Khai báo, thay đổi khai báo hoạt động cơ sở dịch vụ photocopy (Nghị định 60/2014/NĐ-CP)."""

from motcua.api import Procedure
from motcua.api.forms import (
    Business,
    Check,
    Choice,
    Date,
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
from motcua.api.routes import DISTRICT_LEADER, Route, Step, otherwise, when, working_days
from motcua_van_hoa_thong_tin.desks import HEAD, OFFICER
from motcua_van_hoa_thong_tin.facts import FACTS


class Copier(Part):
    """Một máy photocopy."""

    model = Text("Tên máy, hãng, số máy", longest=100)
    made_in = Integer("Năm sản xuất của máy", least=1970, most=2100, unit="năm")
    colour = Choice("Loại máy", {"black": "Đen trắng", "colour": "Photocopy màu"})
    registered = Text("Số giấy đăng ký sử dụng máy photocopy màu", longest=50, optional=True).shown_if(
        colour.is_("colour")
    )

    # Nghị định 60/2014/NĐ-CP, Điều 30: máy photocopy màu phải đăng ký với Sở Thông tin và Truyền thông
    is_registered = Check(
        "Máy photocopy màu phải đăng ký sử dụng với Sở Thông tin và Truyền thông trước khi hoạt động.",
        colour.is_("black") | registered.answered(),
        at=colour,
    )


class CopyShopForm(Form):
    """Tờ khai hoạt động cơ sở dịch vụ photocopy."""

    shop = Business.section("Cơ sở dịch vụ photocopy")
    head = Text("Họ và tên người đứng đầu cơ sở", longest=100, words=2)
    resides = YesNo("Người đứng đầu thường trú hợp pháp tại Việt Nam, đủ năng lực hành vi dân sự")
    opens_on = Date("Ngày dự kiến bắt đầu hoạt động")
    machines = Section("Máy photocopy")
    copiers = Rows(Copier, "Các máy photocopy", least=1, most=50)
    tenure = Choice("Mặt bằng của cơ sở", {"own": "Thuộc sở hữu", "lease": "Thuê, mượn"})

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai hoạt động cơ sở dịch vụ photocopy", originals=2)
    registrations = Paper("Giấy xác nhận đăng ký máy photocopy màu", copies=1).shown_if(
        copiers.any_row(Copier.colour.is_("colour"))
    )

    # Nghị định 60/2014/NĐ-CP, Điều 25 khoản 2: trước khi hoạt động 10 ngày
    ten_days = Check(
        "Tờ khai phải gửi trước ngày bắt đầu hoạt động ít nhất 10 ngày.", opens_on >= filed_on() + 10, at=opens_on
    )
    # Nghị định 60/2014/NĐ-CP, Điều 25 khoản 1
    may_head = Check(
        "Người đứng đầu cơ sở phải thường trú hợp pháp tại Việt Nam, đủ năng lực hành vi dân sự.",
        resides.is_(True),
        at=resides,
    )


class ChangeCopyShopForm(Form):
    """Tờ khai thay đổi thông tin hoạt động cơ sở dịch vụ photocopy."""

    declared = IssuedPaper.section("Xác nhận khai báo đã cấp", without=("about", "valid_until"))
    changes = Section("Nội dung thay đổi")
    closes = YesNo("Ngừng hoạt động")
    what = Many(
        "Thông tin thay đổi",
        {
            "name": "Tên cơ sở",
            "address": "Địa chỉ cơ sở",
            "head": "Người đứng đầu",
            "machines": "Máy photocopy",
        },
    ).shown_if(closes.is_(False))
    changed_on = Date("Ngày có thay đổi", not_future=True)
    new_name = Text("Tên cơ sở mới").shown_if(what.includes("name"))
    new_address = Text("Địa chỉ cơ sở mới", longest=300).shown_if(what.includes("address"))
    new_head = Text("Họ và tên người đứng đầu mới", longest=100, words=2).shown_if(what.includes("head"))
    added = Rows(Copier, "Máy photocopy thêm hoặc thay", least=1, most=50).shown_if(what.includes("machines"))
    removed = Integer("Số máy đã thanh lý", least=0, most=50, unit="máy").shown_if(what.includes("machines"))

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai thay đổi thông tin hoạt động cơ sở dịch vụ photocopy", originals=2)
    registration = Paper("Giấy chứng nhận đăng ký kinh doanh đã thay đổi", copies=1).shown_if(
        what.includes("name") | what.includes("address") | what.includes("head")
    )

    after_first = Check(
        "Ngày thay đổi không được trước ngày xác nhận khai báo.", changed_on >= declared["issued_on"], at=changed_on
    )


check = Step("Kiểm tra tờ khai, xem thực tế cơ sở", OFFICER, working_days(2.5), key="kiem-tra")
compare = Step("Đối chiếu với khai báo trước", OFFICER, working_days(1.5), key="kiem-tra")
review = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(0.5), key="duyet")
sign = Step("Ký xác nhận khai báo", DISTRICT_LEADER, working_days(1), key="ky-xac-nhan")

UNSURE = (
    "Các điều của Nghị định 60/2014/NĐ-CP và mẫu tờ khai (Thông tư 03/2015/TT-BTTTT) trích theo trí nhớ.",
    "Người ký là lãnh đạo UBND huyện hay Trưởng phòng chưa đối chiếu.",
)

KHAI_BAO_PHOTOCOPY = Procedure(
    facts=FACTS["khai-bao-dich-vu-photocopy"],
    form=CopyShopForm,
    route=Route(otherwise(check, review, sign)),
    legal_basis=("Thông tư 03/2015/TT-BTTTT",),
    unconfirmed=UNSURE,
)
THAY_DOI_PHOTOCOPY = Procedure(
    facts=FACTS["thay-doi-khai-bao-dich-vu-photocopy"],
    form=ChangeCopyShopForm,
    route=Route(
        when(
            ChangeCopyShopForm.what.includes("address") | ChangeCopyShopForm.what.includes("machines"),
            check,
            review,
            sign,
        ),
        otherwise(compare, review, sign),
    ),
    legal_basis=("Thông tư 03/2015/TT-BTTTT",),
    unconfirmed=(*UNSURE, "Thời hạn phải khai báo sau khi thay đổi (05 ngày) không kiểm tra vì nộp muộn vẫn nhận."),
)
