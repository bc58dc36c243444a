"""Tách thửa hoặc hợp thửa đất."""

from motcua.api import Procedure
from motcua.api.forms import Check, Choice, Decimal, Form, Integer, LandParcel, Paper, Part, Rows, Section, Text, YesNo
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_chi_nhanh_vpdkdd.buoc import DAYS, FROM_MEMORY, LAND_FEE, WHO_SIGNS, deliver, examine, province, tax, update
from motcua_chi_nhanh_vpdkdd.desks import CADASTRE
from motcua_chi_nhanh_vpdkdd.facts import FACTS


class NewPlot(Part):
    """Một thửa mới sau khi tách."""

    number = Text("Số hiệu tạm của thửa mới", longest=20)
    area = Decimal("Diện tích thửa mới", least=1, most=1_000_000, unit="m²", places=1)
    has_way = YesNo("Có lối đi ra đường công cộng")
    reaches_least = YesNo("Đạt diện tích tối thiểu theo quyết định của UBND tỉnh, hoặc hợp ngay với thửa liền kề")

    # Luật Đất đai 2013, Điều 143 khoản 2, Điều 144 khoản 4; Nghị định 43/2014/NĐ-CP, Điều 29
    is_large_enough = Check(
        "Thửa mới nhỏ hơn diện tích tối thiểu không được tách, trừ khi hợp ngay với thửa liền kề.",
        reaches_least.is_(True),
        at=reaches_least,
    )
    # Bộ luật Dân sự 2015, Điều 254 khoản 3: chia bất động sản phải dành lối đi cho phần phía trong
    can_be_reached = Check("Tách thửa phải dành lối đi cho thửa phía trong.", has_way.is_(True), at=has_way)


class OldPlot(Part):
    """Một thửa đem hợp với thửa đất đã khai."""

    certificate = Text("Số phát hành giấy chứng nhận của thửa hợp", longest=20)
    parcel = Text("Số thửa, số tờ bản đồ của thửa hợp", longest=50)
    area = Decimal("Diện tích thửa hợp", least=1, most=1_000_000, unit="m²", places=1)
    is_next = YesNo("Liền kề với thửa đã khai")
    same_use = YesNo("Cùng mục đích, thời hạn sử dụng đất")
    same_user = YesNo("Cùng người sử dụng đất")

    is_joined = Check("Chỉ hợp những thửa liền kề nhau.", is_next.is_(True), at=is_next)
    # Thông tư 25/2014/TT-BTNMT, Điều 3: thửa đất là phần diện tích cùng mục đích sử dụng
    is_alike = Check("Các thửa hợp lại phải cùng mục đích, thời hạn sử dụng đất.", same_use.is_(True), at=same_use)
    is_ones_own = Check(
        "Các thửa hợp lại phải của cùng người sử dụng đất; nhận chuyển quyền trước rồi hợp thửa.",
        same_user.is_(True),
        at=same_user,
    )


class DivideForm(Form):
    """Đơn đề nghị tách thửa đất, hợp thửa đất (Mẫu số 11/ĐK)."""

    land = LandParcel.section("Thửa đất hiện có")

    request_section = Section("Đề nghị tách, hợp thửa")
    kind = Choice("Đề nghị tách hay hợp", {"divide": "Tách thửa", "merge": "Hợp thửa"})
    why = Choice(
        "Lý do tách thửa",
        {
            "transfer": "Chuyển quyền một phần thửa đất",
            "share": "Chia tách hộ gia đình, nhóm người sử dụng đất",
            "ruling": "Kết quả hòa giải, bản án, quyết định thi hành án",
            "wish": "Theo nhu cầu của người sử dụng đất",
        },
    ).shown_if(kind.is_("divide"))
    measured = YesNo("Đã có bản trích đo địa chính các thửa mới").shown_if(kind.is_("divide"))
    has_dispute = YesNo("Đất đang tranh chấp, bị kê biên để thi hành án")
    is_announced = YesNo("Đất đã có thông báo thu hồi")
    new_plots = Rows(NewPlot, "Các thửa sau khi tách", least=2, most=30).shown_if(kind.is_("divide"))
    old_plots = Rows(OldPlot, "Các thửa hợp với thửa đã khai", least=1, most=20).shown_if(kind.is_("merge"))
    certificates = Integer("Số giấy chứng nhận đề nghị cấp", least=1, most=30, unit="giấy")

    papers = Section("Thành phần hồ sơ")
    request = Paper("Đơn đề nghị tách thửa đất, hợp thửa đất (Mẫu số 11/ĐK)", originals=1)
    certificate = Paper("Bản gốc Giấy chứng nhận đã cấp", originals=1, goes_back="if_refused")
    survey = Paper("Bản trích đo địa chính các thửa mới", originals=1).shown_if(measured.is_(True))
    deed = Paper("Hợp đồng, văn bản chuyển quyền đã công chứng, chứng thực", originals=1).shown_if(why.is_("transfer"))
    sharing = Paper("Văn bản thỏa thuận chia tách đã công chứng, chứng thực", originals=1).shown_if(why.is_("share"))
    ruling = Paper("Bản án, quyết định, văn bản công nhận hòa giải thành", copies=1).shown_if(why.is_("ruling"))
    others = Paper("Bản gốc Giấy chứng nhận của các thửa hợp", originals=1, goes_back="if_refused").shown_if(
        kind.is_("merge")
    )

    plots_fit = Check(
        "Tổng diện tích các thửa mới không được lớn hơn diện tích thửa đất hiện có.",
        new_plots.sum_of("area") <= land["area"],
        at=new_plots,
    )
    # Luật Đất đai 2013, Điều 188 khoản 1: đất không tranh chấp, không bị kê biên
    is_undisputed = Check(
        "Đất đang tranh chấp, bị kê biên thì chưa được tách, hợp thửa.", has_dispute.is_(False), at=has_dispute
    )
    stays = Check("Đất đã có thông báo thu hồi thì không tách, hợp thửa.", is_announced.is_(False), at=is_announced)


survey_step = Step("Trích đo địa chính các thửa mới", CADASTRE, within=working_days(5), key="trich-do")

DIVIDE = Procedure(
    facts=FACTS["tach-thua-hop-thua-dat"],
    form=DivideForm,
    route=Route(
        when(DivideForm.why.is_("transfer") & DivideForm.measured.is_(True), examine, tax, update, province, deliver),
        when(DivideForm.why.is_("transfer"), survey_step, examine, tax, update, province, deliver),
        when(DivideForm.measured.is_(False), survey_step, examine, update, province, deliver),
        otherwise(examine, update, province, deliver),
    ),
    # Nghị định 43/2014/NĐ-CP, Điều 61 và Điều 75
    fee=LAND_FEE,
    book="GCN",
    unconfirmed=(
        FROM_MEMORY,
        WHO_SIGNS,
        DAYS,
        "Diện tích tối thiểu theo từng loại đất và việc cấm tách khi có thông báo thu hồi do UBND tỉnh quy định.",
    ),
)
