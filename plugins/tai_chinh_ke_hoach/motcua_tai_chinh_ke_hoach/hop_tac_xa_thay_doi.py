"""Đăng ký thay đổi nội dung đăng ký hợp tác xã."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Commune,
    Cooperative,
    Date,
    Form,
    IdNumber,
    Many,
    Money,
    Paper,
    Section,
    Text,
    YesNo,
    age,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_tai_chinh_ke_hoach.desks import REGISTRAR
from motcua_tai_chinh_ke_hoach.facts import FACTS
from motcua_tai_chinh_ke_hoach.parts import (
    FEE,
    MEMORY,
    QUORUM,
    OrdinaryMeeting,
    cooperative_name,
    examine,
    look_up_name,
    sign_certificate,
)


class ChangeForm(Form):
    """Giấy đề nghị đăng ký thay đổi nội dung đăng ký hợp tác xã."""

    cooperative = Cooperative.section("Hợp tác xã đăng ký thay đổi", without=("commune", "members", "capital"))

    change = Section("Nội dung đăng ký thay đổi")
    items = Many(
        "Đăng ký thay đổi về",
        {
            "head": "Người đại diện theo pháp luật",
            "name": "Tên hợp tác xã",
            "seat": "Địa chỉ trụ sở chính",
            "trade": "Ngành, nghề sản xuất, kinh doanh",
            "capital": "Vốn điều lệ",
        },
    )
    new_name = cooperative_name("Tên hợp tác xã sau thay đổi", "Hợp tác xã Dịch vụ nông nghiệp Đào Viên").shown_if(
        items.includes("name")
    )
    is_unused = YesNo("Tên mới không trùng, không gây nhầm lẫn với hợp tác xã khác").shown_if(items.includes("name"))
    from_elsewhere = YesNo("Chuyển trụ sở từ huyện, tỉnh khác đến").shown_if(items.includes("seat"))
    new_seat = Text("Địa chỉ trụ sở chính sau thay đổi", longest=300).shown_if(items.includes("seat"))
    new_commune = Commune("Xã, thị trấn đặt trụ sở mới").shown_if(items.includes("seat"))
    added_trade = Text("Ngành, nghề bổ sung", longest=300, optional=True).shown_if(items.includes("trade"))
    dropped_trade = Text("Ngành, nghề rút bớt", longest=300, optional=True).shown_if(items.includes("trade"))
    old_capital = Money("Vốn điều lệ đã đăng ký", least=1).shown_if(items.includes("capital"))
    new_capital = Money("Vốn điều lệ sau thay đổi", least=1).shown_if(items.includes("capital"))
    paid_in = Money("Vốn điều lệ thực góp", least=0).shown_if(items.includes("capital"))
    new_head = Text("Người đại diện theo pháp luật mới", longest=100, words=2).shown_if(items.includes("head"))
    new_head_born = Date("Ngày sinh của người đại diện mới", not_future=True).shown_if(items.includes("head"))
    new_head_identity = IdNumber("Số giấy tờ tùy thân của người đại diện mới").shown_if(items.includes("head"))

    meeting = OrdinaryMeeting.section("Nghị quyết về việc thay đổi")

    papers = Section("Thành phần hồ sơ")
    request = Paper("Giấy đề nghị đăng ký thay đổi nội dung đăng ký hợp tác xã", originals=1)
    resolution = Paper("Nghị quyết của đại hội thành viên về việc thay đổi", originals=1)
    old_certificate = Paper("Giấy chứng nhận đăng ký hợp tác xã đã cấp", originals=1, goes_back="if_refused")
    charter = Paper("Điều lệ đã sửa đổi, bổ sung", originals=1).shown_if(
        items.includes("name") | items.includes("seat") | items.includes("trade") | items.includes("capital")
    )
    leaders = Paper("Danh sách hội đồng quản trị, giám đốc, ban kiểm soát mới", originals=1).shown_if(
        items.includes("head")
    )
    head_identity = Paper("Bản sao giấy tờ tùy thân của người đại diện mới", copies=1).shown_if(items.includes("head"))
    statement = Paper("Báo cáo tài chính gần nhất", copies=1, optional=True).shown_if(items.includes("capital"))

    # Nghị định 193/2013/NĐ-CP, Điều 8 và Điều 9
    is_another_name = Check(
        "Tên sau thay đổi phải khác tên đã đăng ký.", new_name.is_not(cooperative["name"]), at=new_name
    )
    nobody_has_the_name = Check(
        "Tên mới không được trùng hoặc gây nhầm lẫn với hợp tác xã khác; chọn tên khác.",
        is_unused.is_(True),
        at=is_unused,
    )
    capital_differs = Check(
        "Vốn điều lệ sau thay đổi phải khác vốn đã đăng ký.", new_capital.is_not(old_capital), at=new_capital
    )
    head_is_another = Check(
        "Người đại diện mới phải khác người đại diện đang đăng ký.",
        new_head.is_not(cooperative["head_name"]),
        at=new_head,
    )
    head_is_of_age = Check("Người đại diện theo pháp luật phải đủ 18 tuổi.", age(new_head_born) >= 18, at=new_head_born)
    # Luật Hợp tác xã 2012, Điều 34 khoản 1: sửa đổi điều lệ cần 75%, bầu người đại diện cần trên 50%
    charter_is_carried = Check(
        "Thay đổi tên, trụ sở, ngành nghề, vốn là sửa đổi điều lệ: phải được ít nhất 75% số người có mặt tán thành.",
        ~(items.includes("name") | items.includes("seat") | items.includes("trade") | items.includes("capital"))
        | (meeting["in_favour"] * 4 >= meeting["present"] * 3),
        at=meeting["in_favour"],
    )
    decided_after_registration = Check(
        "Ngày đại hội phải sau ngày cấp giấy chứng nhận đăng ký.",
        meeting["held_on"] > cooperative["registered_on"],
        at=meeting["held_on"],
    )


take_over = Step(
    "Đối chiếu hồ sơ do cơ quan đăng ký nơi cũ chuyển đến", REGISTRAR, working_days(1), key="tiep-nhan-ho-so-cu"
)

CHANGE = Procedure(
    facts=FACTS["dang-ky-thay-doi-hop-tac-xa"],
    form=ChangeForm,
    route=Route(
        when(ChangeForm.from_elsewhere.is_(True), take_over, examine, sign_certificate),
        when(ChangeForm.items.includes("name"), look_up_name, examine, sign_certificate),
        otherwise(examine, sign_certificate),
    ),
    fee=FEE,
    legal_basis=("Luật Hợp tác xã 2012, Điều 28",),
    book="ĐKHTX",
    unconfirmed=(
        MEMORY,
        QUORUM,
        "Cách chuyển hồ sơ giữa hai cơ quan đăng ký khi chuyển trụ sở sang huyện khác chưa đối chiếu.",
    ),
)
