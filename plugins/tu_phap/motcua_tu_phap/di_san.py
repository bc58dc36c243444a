"""Chứng thực văn bản thỏa thuận phân chia di sản và văn bản khai nhận di sản mà di sản là động sản."""

from motcua.api import Procedure
from motcua.api.fees import fixed
from motcua.api.forms import (
    Check,
    Choice,
    Date,
    Deceased,
    Form,
    Integer,
    LongText,
    Money,
    Paper,
    Part,
    Section,
    Text,
    YesNo,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_tu_phap.chung_thuc_hop_dong import LONGER, Signing
from motcua_tu_phap.desks import HEAD, OFFICER
from motcua_tu_phap.facts import FACTS

NO_POSTING = (
    "Nghị định 23/2015/NĐ-CP không buộc niêm yết trước khi chứng thực văn bản về di sản; có áp dụng niêm yết như "
    "pháp luật công chứng hay không: chưa xác nhận."
)
CODE_FROM_MEMORY = "Các điều của Bộ luật Dân sự 2015 về thừa kế được trích theo trí nhớ."


class Estate(Part):
    """Di sản là động sản."""

    kind = Choice(
        "Di sản gồm",
        {
            "vehicle": "Ô tô, xe máy, phương tiện giao thông",
            "money": "Tiền, tiền gửi tiết kiệm, giấy tờ có giá",
            "goods": "Máy móc, hàng hóa, tài sản khác",
            "land": "Có quyền sử dụng đất, nhà ở",
        },
    )
    what = Text("Liệt kê di sản", longest=500)
    value = Money("Giá trị di sản ước tính", optional=True)
    is_registered = YesNo("Có tài sản phải đăng ký quyền sở hữu hoặc sổ tiết kiệm, giấy tờ có giá")
    is_shared = YesNo("Là tài sản chung với vợ, chồng hoặc người khác")

    # Nghị định 23/2015/NĐ-CP, Điều 5 khoản 1 điểm đ và khoản 2 điểm h
    is_movable = Check(
        "Di sản có quyền sử dụng đất, nhà ở: chứng thực tại UBND cấp xã hoặc công chứng.", kind.is_not("land"), at=kind
    )


class DivisionForm(Form):
    """Văn bản thỏa thuận phân chia di sản."""

    deceased = Deceased.section("Người để lại di sản")
    estate = Estate.section("Di sản")

    inheritance = Section("Người hưởng di sản")
    by_will = YesNo("Thừa kế theo di chúc")
    will = Text("Di chúc: ngày lập, nơi công chứng, chứng thực", longest=200).shown_if(by_will.is_(True))
    heirs = Integer("Số người được hưởng di sản", least=2, most=50, unit="người")
    refusing = Integer("Số người từ chối nhận di sản", least=0, most=50, unit="người")
    agreeing = Integer("Số người ký thỏa thuận (tự mình hoặc qua người đại diện)", least=1, most=50, unit="người")
    heirs_named = LongText("Họ tên, năm sinh, quan hệ với người chết của từng người hưởng di sản")
    has_minor = YesNo("Có người hưởng di sản chưa thành niên hoặc mất năng lực hành vi dân sự")
    representative = Text("Người đại diện theo pháp luật của người đó", longest=200).shown_if(has_minor.is_(True))
    representative_is_heir = YesNo("Người đại diện cũng được hưởng di sản này").shown_if(has_minor.is_(True))
    shares = LongText("Phần di sản mỗi người nhận theo thỏa thuận")
    gives_all = YesNo("Có người tặng cho phần của mình cho người khác")
    signing = Signing.section("Việc giao kết")

    papers = Section("Thành phần hồ sơ")
    draft = Paper("Dự thảo văn bản thỏa thuận phân chia di sản", originals=1)
    death = Paper("Giấy chứng tử hoặc trích lục khai tử của người để lại di sản", copies=1)
    title_copy = Paper(
        "Bản sao giấy tờ quyền sở hữu tài sản, sổ tiết kiệm, kèm bản chính để đối chiếu", copies=1
    ).shown_if(estate["is_registered"].is_(True))
    share_paper = Paper("Giấy tờ xác định phần tài sản của người chết trong tài sản chung", copies=1).shown_if(
        estate["is_shared"].is_(True)
    )
    will_paper = Paper("Di chúc", copies=1).shown_if(by_will.is_(True))
    kinship = Paper("Giấy tờ chứng minh quan hệ với người để lại di sản", copies=1).shown_if(by_will.is_(False))
    refusal = Paper("Văn bản từ chối nhận di sản đã chứng thực hoặc công chứng", originals=1).shown_if(refusing > 0)
    representation = Paper("Giấy tờ chứng minh việc đại diện, giám hộ", copies=1).shown_if(has_minor.is_(True))
    identity = Paper("Giấy tờ tùy thân còn giá trị sử dụng của những người ký", originals=2, presented=True)

    # Bộ luật Dân sự 2015, Điều 656 và Điều 659
    everybody_signs = Check(
        "Mọi người được hưởng di sản, trừ người từ chối nhận, phải ký thỏa thuận.",
        (agreeing + refusing).is_(heirs),
        at=agreeing,
    )
    some_are_left = Check("Chỉ còn một người hưởng di sản: làm thủ tục khai nhận di sản.", agreeing >= 2, at=agreeing)
    # Bộ luật Dân sự 2015, Điều 141 khoản 3: nobody deals with himself on another's behalf
    no_conflict = Check(
        "Người đại diện cũng hưởng di sản: phải có người đại diện, người giám sát khác cho người chưa thành niên.",
        representative_is_heir.is_(False),
        at=representative_is_heir,
    )


examine = Step("Kiểm tra hồ sơ thừa kế, ghi lời chứng", OFFICER, within=working_days(0.75), key="kiem-tra")
examine_title = Step("Kiểm tra giấy tờ tài sản, hồ sơ thừa kế", OFFICER, within=working_days(1), key="kiem-tra")
sign = Step("Ký chứng thực", HEAD, within=working_days(0.5), key="ky-chung-thuc")

DIVISION = Procedure(
    facts=FACTS["chung-thuc-thoa-thuan-phan-chia-di-san-la-dong-san"],
    form=DivisionForm,
    route=Route(
        when(DivisionForm.estate["is_registered"].is_(True), examine_title, sign),
        otherwise(examine, sign),
    ),
    # Thông tư 226/2016/TT-BTC, Điều 4
    fee=fixed(50_000, "Phí chứng thực"),
    legal_basis=("Bộ luật Dân sự 91/2015/QH13, Phần thứ tư",),
    channels=("direct",),
    book="SCT/HĐ,GD",
    unconfirmed=(
        LONGER,
        NO_POSTING,
        CODE_FROM_MEMORY,
        "Người đại diện cũng hưởng di sản: không được giao dịch với chính mình (Bộ luật Dân sự 2015, Điều 141 khoản "
        "3); trường hợp thỏa thuận không thiệt cho người chưa thành niên cần xác nhận trước khi từ chối.",
    ),
)


class AcceptanceForm(Form):
    """Văn bản khai nhận di sản."""

    deceased = Deceased.section("Người để lại di sản")
    estate = Estate.section("Di sản")

    inheritance = Section("Người khai nhận di sản")
    ground = Choice(
        "Khai nhận vì",
        {
            "only": "Là người duy nhất được hưởng di sản",
            "undivided": "Tất cả những người cùng hưởng thỏa thuận không phân chia di sản",
            "refused": "Những người khác đã từ chối nhận di sản",
        },
    )
    by_will = YesNo("Khai nhận theo di chúc")
    relation = Choice(
        "Quan hệ với người để lại di sản",
        {
            "spouse": "Vợ, chồng",
            "child": "Con đẻ, con nuôi",
            "parent": "Cha, mẹ",
            "second": "Ông, bà; anh, chị, em ruột; cháu ruột",
            "third": "Cụ; bác, chú, cậu, cô, dì ruột; cháu, chắt",
            "substitute": "Cháu, chắt thừa kế thế vị của cha, mẹ hoặc ông, bà đã chết",
            "none": "Không có quan hệ thân thích",
        },
    )
    nearer_heirs = YesNo("Còn người thừa kế ở hàng trước chưa từ chối nhận di sản").shown_if(
        relation.is_one_of("second", "third") & by_will.is_(False)
    )
    people = Integer("Số người cùng khai nhận", least=1, most=50, unit="người")
    people_named = Text("Họ tên, năm sinh những người cùng khai nhận", longest=500).shown_if(people > 1)
    refused_on = Date("Ngày lập văn bản từ chối nhận di sản", not_future=True).shown_if(ground.is_("refused"))
    pledges = YesNo("Cam đoan không bỏ sót người thừa kế và chịu trách nhiệm về việc khai nhận")
    signing = Signing.section("Việc ký văn bản")

    papers = Section("Thành phần hồ sơ")
    draft = Paper("Dự thảo văn bản khai nhận di sản", originals=1)
    death = Paper("Giấy chứng tử hoặc trích lục khai tử của người để lại di sản", copies=1)
    title_copy = Paper(
        "Bản sao giấy tờ quyền sở hữu tài sản, sổ tiết kiệm, kèm bản chính để đối chiếu", copies=1
    ).shown_if(estate["is_registered"].is_(True))
    share_paper = Paper("Giấy tờ xác định phần tài sản của người chết trong tài sản chung", copies=1).shown_if(
        estate["is_shared"].is_(True)
    )
    will_paper = Paper("Di chúc", copies=1).shown_if(by_will.is_(True))
    kinship = Paper("Giấy tờ chứng minh quan hệ với người để lại di sản", copies=1).shown_if(by_will.is_(False))
    refusal = Paper("Văn bản từ chối nhận di sản của những người khác", originals=1).shown_if(ground.is_("refused"))
    identity = Paper("Giấy tờ tùy thân còn giá trị sử dụng của người khai nhận", originals=1, presented=True)

    one_alone = Check(
        "Khai là người duy nhất thì số người cùng khai nhận là 1.", ground.is_not("only") | people.is_(1), at=people
    )
    several_together = Check(
        "Thỏa thuận không phân chia phải có từ hai người cùng khai nhận.",
        ground.is_not("undivided") | (people >= 2),
        at=people,
    )
    # Bộ luật Dân sự 2015, Điều 651 và Điều 652: who stands in for a parent shares with the first rank
    is_an_heir = Check(
        "Không có di chúc và không có quan hệ thừa kế theo pháp luật thì không được khai nhận.",
        by_will.is_(True) | relation.is_not("none"),
        at=relation,
    )
    nobody_nearer = Check(
        "Người ở hàng thừa kế sau chỉ được hưởng khi không còn ai ở hàng thừa kế trước.",
        nearer_heirs.is_(False),
        at=nearer_heirs,
    )
    refused_after_death = Check(
        "Việc từ chối nhận di sản được lập sau khi người để lại di sản chết.",
        refused_on >= deceased["died_on"],
        at=refused_on,
    )
    has_pledged = Check("Người khai nhận phải cam đoan không bỏ sót người thừa kế.", pledges.is_(True), at=pledges)


check_heirs = Step("Kiểm tra hàng thừa kế, hồ sơ; ghi lời chứng", OFFICER, within=working_days(1), key="kiem-tra")

ACCEPTANCE = Procedure(
    facts=FACTS["chung-thuc-khai-nhan-di-san-la-dong-san"],
    form=AcceptanceForm,
    route=Route(
        when(AcceptanceForm.by_will.is_(False), check_heirs, sign),
        otherwise(examine, sign),
    ),
    # Thông tư 226/2016/TT-BTC, Điều 4
    fee=fixed(50_000, "Phí chứng thực"),
    legal_basis=("Bộ luật Dân sự 91/2015/QH13, Phần thứ tư",),
    channels=("direct",),
    book="SCT/HĐ,GD",
    unconfirmed=(LONGER, NO_POSTING, CODE_FROM_MEMORY),
)
