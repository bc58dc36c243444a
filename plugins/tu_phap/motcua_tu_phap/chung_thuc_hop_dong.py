"""Chứng thực hợp đồng, giao dịch liên quan đến tài sản là động sản."""

from motcua.api import Procedure
from motcua.api.fees import fixed
from motcua.api.forms import (
    Check,
    Choice,
    Form,
    IdNumber,
    Integer,
    Money,
    Paper,
    Part,
    Person,
    Section,
    Text,
    YesNo,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_tu_phap.desks import HEAD, OFFICER
from motcua_tu_phap.facts import FACTS

LONGER = (
    "Thời hạn có thể kéo dài hơn theo thỏa thuận bằng văn bản (Nghị định 23/2015/NĐ-CP, Điều 37); luật không ghi "
    "số ngày."
)


class Signing(Part):
    """Việc giao kết trước mặt người thực hiện chứng thực (Nghị định 23/2015/NĐ-CP, Điều 11 và Điều 36)."""

    are_sound = YesNo("Các bên tự nguyện, minh mẫn, nhận thức và làm chủ được hành vi của mình")
    sign_here = Choice(
        "Các bên ký",
        {
            "here": "Trước mặt người tiếp nhận hoặc người thực hiện chứng thực",
            "sample": "Một bên là tổ chức tín dụng, doanh nghiệp đã đăng ký chữ ký mẫu, ký trước",
            "before": "Đã ký trước, không thuộc trường hợp trên",
        },
    )
    cannot_read = YesNo("Có bên không đọc được, không nghe được, không ký, không điểm chỉ được")
    witnesses = Integer("Số người làm chứng", least=0, most=10, unit="người").shown_if(cannot_read.is_(True))
    speaks_no_vietnamese = YesNo("Có bên không thông thạo tiếng Việt")
    interpreter = Text("Họ và tên người phiên dịch", longest=100).shown_if(speaks_no_vietnamese.is_(True))
    interpreter_id = IdNumber("Số giấy tờ tùy thân của người phiên dịch").shown_if(speaks_no_vietnamese.is_(True))

    # Nghị định 23/2015/NĐ-CP, Điều 36 khoản 2 và khoản 3
    parties_are_sound = Check("Các bên phải tự nguyện và làm chủ được hành vi.", are_sound.is_(True), at=are_sound)
    sign_in_sight = Check(
        "Các bên phải ký trước mặt công chức, trừ bên đã đăng ký chữ ký mẫu.", sign_here.is_not("before"), at=sign_here
    )
    two_witnesses = Check("Trường hợp này phải có hai người làm chứng.", witnesses >= 2, at=witnesses)


class MovablesForm(Form):
    """Yêu cầu chứng thực hợp đồng, giao dịch liên quan đến tài sản là động sản."""

    contract = Section("Hợp đồng, giao dịch")
    kind = Choice(
        "Loại hợp đồng, giao dịch",
        {
            "sale": "Hợp đồng mua bán",
            "gift": "Hợp đồng tặng cho",
            "lease": "Hợp đồng thuê",
            "loan": "Hợp đồng vay, mượn",
            "mortgage": "Hợp đồng cầm cố, thế chấp",
            "proxy": "Hợp đồng ủy quyền",
            "other": "Hợp đồng, giao dịch khác",
        },
    )
    kind_detail = Text("Tên hợp đồng, giao dịch", longest=200).shown_if(kind.is_("other"))
    asset_kind = Choice(
        "Tài sản",
        {
            "vehicle": "Ô tô, xe máy, phương tiện giao thông phải đăng ký",
            "machine": "Máy móc, thiết bị",
            "money": "Tiền, giấy tờ có giá",
            "goods": "Hàng hóa, vật nuôi, tài sản khác",
            "land": "Quyền sử dụng đất, nhà ở, bất động sản",
        },
    )
    asset = Text("Mô tả tài sản", longest=300)
    is_registered = YesNo("Tài sản phải đăng ký quyền sở hữu, quyền sử dụng")
    registration = Text("Số giấy chứng nhận đăng ký, nơi cấp", longest=200).shown_if(is_registered.is_(True))
    value = Money("Giá trị hợp đồng", optional=True)
    in_dispute = YesNo("Tài sản đang tranh chấp, bị kê biên hoặc đã là đối tượng của giao dịch khác")
    is_farm_loan = YesNo("Bảo đảm khoản vay phục vụ phát triển nông nghiệp, nông thôn").shown_if(kind.is_("mortgage"))
    pages = Integer("Số trang của một bản hợp đồng", least=1, most=500, unit="trang")
    originals = Integer("Số bản chính", least=2, most=50, unit="bản")

    first = Person.section("Bên A (người ký)", without=("email", "phone"))
    second = Person.section("Bên B (người ký)", without=("email", "phone"))
    signing = Signing.section("Việc giao kết")

    papers = Section("Thành phần hồ sơ")
    draft = Paper("Dự thảo hợp đồng, giao dịch", originals=1)
    title_copy = Paper("Bản sao giấy chứng nhận quyền sở hữu, quyền sử dụng tài sản", copies=1).shown_if(
        is_registered.is_(True)
    )
    title = Paper(
        "Bản chính giấy chứng nhận quyền sở hữu, quyền sử dụng để đối chiếu", originals=1, presented=True
    ).shown_if(is_registered.is_(True))
    loan = Paper("Hợp đồng tín dụng, văn bản xác nhận vay theo Nghị định 55/2015/NĐ-CP", copies=1).shown_if(
        is_farm_loan.is_(True)
    )
    identity = Paper("Giấy tờ tùy thân còn giá trị sử dụng của các bên", originals=2, presented=True)

    # Nghị định 23/2015/NĐ-CP, Điều 5 khoản 1 điểm d và khoản 2
    is_movable = Check(
        "Hợp đồng về quyền sử dụng đất, nhà ở: chứng thực tại UBND cấp xã nơi có đất, có nhà hoặc công chứng.",
        asset_kind.is_not("land"),
        at=asset_kind,
    )
    # Nghị định 23/2015/NĐ-CP, Điều 36 khoản 1: a vehicle is registered (Luật Giao thông đường bộ 2008, Điều 54)
    vehicle_is_registered = Check(
        "Phương tiện giao thông phải có giấy chứng nhận đăng ký.",
        asset_kind.is_not("vehicle") | is_registered.is_(True),
        at=is_registered,
    )
    is_undisputed = Check(
        "Không chứng thực giao dịch về tài sản đang tranh chấp, đã là đối tượng của giao dịch khác.",
        in_dispute.is_(False),
        at=in_dispute,
    )
    two_people = Check(
        "Bên A và bên B không được cùng một người.",
        first["id_number"].is_not(second["id_number"]),
        at=second["id_number"],
    )


check_title = Step("Kiểm tra giấy tờ tài sản, hồ sơ; ghi lời chứng", OFFICER, within=working_days(1), key="kiem-tra")
examine = Step("Kiểm tra hồ sơ, ghi lời chứng", OFFICER, within=working_days(0.5), key="kiem-tra")
sign = Step("Ký chứng thực", HEAD, within=working_days(0.5), key="ky-chung-thuc")

MOVABLES = Procedure(
    facts=FACTS["chung-thuc-hop-dong-ve-dong-san"],
    form=MovablesForm,
    route=Route(when(MovablesForm.is_registered.is_(True), check_title, sign), otherwise(examine, sign)),
    # Thông tư 226/2016/TT-BTC, Điều 4 và Điều 5
    fee=fixed(50_000, "Phí chứng thực").exempt(
        MovablesForm.is_farm_loan.is_(True), "thế chấp để vay vốn phục vụ phát triển nông nghiệp, nông thôn"
    ),
    channels=("direct",),
    book="SCT/HĐ,GD",
    unconfirmed=(LONGER, "Hợp đồng có nhiều người ở một bên: phần mềm ghi người ký đại diện mỗi bên."),
)
