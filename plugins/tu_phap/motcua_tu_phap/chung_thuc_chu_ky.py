"""Chứng thực chữ ký, điểm chỉ; chứng thực chữ ký người dịch. One number of the book for each paper."""

from motcua.api import Procedure
from motcua.api.fees import per_unit
from motcua.api.forms import Check, Choice, Date, Form, Integer, Paper, Part, Rows, Section, Text, YesNo, filed_on
from motcua.api.routes import Route, Step, hours, otherwise, when
from motcua_tu_phap.desks import HEAD, OFFICER
from motcua_tu_phap.facts import FACTS

ONE_CASE = (
    "Thông tư 226/2016/TT-BTC, Điều 4: 10.000 đồng/trường hợp, là một hoặc nhiều chữ ký trong cùng một giấy tờ, văn "
    "bản; nhiều bản của cùng một giấy tờ được tính là một trường hợp: chưa xác nhận."
)


class SignedPaper(Part):
    """Một giấy tờ, văn bản cần chứng thực chữ ký."""

    title = Text("Tên giấy tờ, văn bản", longest=200)
    sort = Choice(
        "Thuộc loại",
        {
            "own": "Giấy tờ, văn bản do cá nhân tự lập theo quy định của pháp luật",
            "cv": "Tờ khai lý lịch cá nhân",
            "proxy": "Giấy ủy quyền",
            "contract": "Hợp đồng, giao dịch khác",
        },
    )
    is_simple_proxy = YesNo(
        "Ủy quyền không có thù lao, không có nghĩa vụ bồi thường, không liên quan đến chuyển quyền sở hữu tài sản, "
        "quyền sử dụng bất động sản"
    ).shown_if(sort.is_("proxy"))
    signers = Integer("Số người ký trong giấy tờ", least=1, most=100, unit="người")
    copies = Integer("Số bản", least=1, most=100, unit="bản")
    way = Choice(
        "Cách ký",
        {"sign": "Ký", "finger": "Điểm chỉ (không ký được)", "neither": "Không ký, không điểm chỉ được"},
    )
    is_foreign = YesNo("Giấy tờ viết bằng tiếng nước ngoài mà người tiếp nhận, người chứng thực không hiểu rõ nội dung")
    is_banned = YesNo("Nội dung trái pháp luật, đạo đức xã hội hoặc xâm phạm danh dự, nhân phẩm, quyền công dân")

    # Nghị định 23/2015/NĐ-CP, Điều 24 khoản 4 điểm d
    proxy_is_simple = Check(
        "Giấy ủy quyền này phải chứng thực hoặc công chứng theo thủ tục hợp đồng ủy quyền.",
        is_simple_proxy.is_(True),
        at=is_simple_proxy,
    )
    # Nghị định 23/2015/NĐ-CP, Điều 25 khoản 4
    is_no_contract = Check(
        "Không chứng thực chữ ký trong hợp đồng, giao dịch: làm thủ tục chứng thực hợp đồng.",
        sort.is_not("contract"),
        at=sort,
    )
    # Nghị định 23/2015/NĐ-CP, Điều 25 khoản 3 và Điều 22 khoản 4
    is_allowed = Check("Không chứng thực chữ ký trong giấy tờ có nội dung này.", is_banned.is_(False), at=is_banned)


class SignatureForm(Form):
    """Yêu cầu chứng thực chữ ký."""

    signer = Section("Người yêu cầu chứng thực")
    is_sound = YesNo("Người yêu cầu minh mẫn, nhận thức và làm chủ được hành vi của mình")
    paper_until = Date("Giấy tờ tùy thân có giá trị đến ngày", optional=True)
    signs_here = YesNo("Ký, điểm chỉ trước mặt người tiếp nhận hoặc người thực hiện chứng thực")

    request = Section("Giấy tờ, văn bản")
    document = Rows(SignedPaper, "Giấy tờ cần chứng thực chữ ký", least=1, most=30)

    papers = Section("Thành phần hồ sơ")
    identity = Paper(
        "Chứng minh nhân dân, căn cước công dân hoặc hộ chiếu còn giá trị sử dụng", originals=1, presented=True
    )
    to_sign = Paper("Giấy tờ, văn bản mà người yêu cầu sẽ ký", originals=1, presented=True)
    translation = Paper("Bản dịch ra tiếng Việt (không phải công chứng, chứng thực)", copies=1).shown_if(
        document.any_row(SignedPaper.is_foreign.is_(True))
    )

    # Nghị định 23/2015/NĐ-CP, Điều 25 khoản 1 và khoản 2
    knows_what_it_signs = Check(
        "Không chứng thực khi người yêu cầu không nhận thức, làm chủ được hành vi.", is_sound.is_(True), at=is_sound
    )
    identity_is_valid = Check("Giấy tờ tùy thân đã hết giá trị sử dụng.", paper_until >= filed_on(), at=paper_until)
    # Nghị định 23/2015/NĐ-CP, Điều 24 khoản 2 và khoản 3
    signs_in_sight = Check("Người yêu cầu phải ký trước mặt công chức.", signs_here.is_(True), at=signs_here)


examine = Step("Kiểm tra giấy tờ, chứng kiến việc ký, ghi lời chứng", OFFICER, within=hours(2), key="kiem-tra")
read = Step("Đối chiếu bản dịch, chứng kiến việc ký, ghi lời chứng", OFFICER, within=hours(4), key="kiem-tra")
sign = Step("Ký chứng thực", HEAD, within=hours(2), key="ky-chung-thuc")

SIGNATURE = Procedure(
    facts=FACTS["chung-thuc-chu-ky"],
    form=SignatureForm,
    route=Route(
        when(SignatureForm.document.any_row(SignedPaper.is_foreign.is_(True)), read, sign),
        otherwise(examine, sign),
    ),
    fee=per_unit(SignatureForm.document.count(), "trường hợp", 10_000),
    channels=("direct",),
    book="SCT/CK,ĐC",
    numbered_rows="document",
    is_at_once=True,
    unconfirmed=(
        ONE_CASE,
        "Bản dịch kèm giấy tờ tiếng nước ngoài: theo Thông tư 20/2015/TT-BTP, chưa đối chiếu số điều.",
    ),
)


class Translation(Part):
    """Một bản dịch."""

    title = Text("Tên, loại giấy tờ được dịch", longest=200)
    direction = Choice(
        "Dịch", {"to_vn": "Từ tiếng nước ngoài sang tiếng Việt", "from_vn": "Từ tiếng Việt sang tiếng nước ngoài"}
    )
    language = Text("Tiếng nước ngoài", longest=50)
    pages = Integer("Số trang bản dịch", least=1, most=1_000, unit="trang")
    copies = Integer("Số bản dịch cần chứng thực", least=1, most=100, unit="bản")
    has_defect = YesNo("Giấy tờ được dịch bị tẩy xóa, sửa chữa, hư hỏng, đóng dấu mật hoặc ghi không được dịch")

    # Nghị định 23/2015/NĐ-CP, Điều 32
    is_fit = Check("Giấy tờ này không được dịch để chứng thực chữ ký người dịch.", has_defect.is_(False), at=has_defect)


class CollaboratorForm(Form):
    """Yêu cầu chứng thực chữ ký người dịch là cộng tác viên."""

    translator = Section("Cộng tác viên dịch thuật")
    translator_name = Text("Họ và tên cộng tác viên", longest=100, words=2)
    listed = Text("Số thứ tự, quyết định của Sở Tư pháp phê duyệt danh sách", longest=100)
    listed_on = Date("Ngày quyết định phê duyệt danh sách", not_future=True)
    sample_on = Date("Ngày đăng ký chữ ký mẫu tại Phòng Tư pháp", not_future=True)
    listed_language = Text("Ngôn ngữ được phê duyệt", longest=200)
    speaks_it = YesNo("Tiếng cần dịch thuộc ngôn ngữ được phê duyệt")
    matches = Choice(
        "Chữ ký trên bản dịch",
        {
            "same": "Đúng với chữ ký mẫu",
            "again": "Có nghi ngờ; cộng tác viên ký lại trước mặt người chứng thực",
            "differs": "Khác chữ ký mẫu, không ký lại",
        },
    )

    request = Section("Các bản dịch cần chứng thực")
    translation = Rows(Translation, "Bản dịch", least=1, most=30)

    papers = Section("Thành phần hồ sơ")
    work = Paper("Bản dịch đính kèm giấy tờ, văn bản cần dịch", originals=1, presented=True)
    source = Paper("Giấy tờ, văn bản cần dịch", originals=1, presented=True)

    # Nghị định 23/2015/NĐ-CP, Điều 28 và Điều 29
    sample_after_listing = Check(
        "Chữ ký mẫu được đăng ký sau khi có tên trong danh sách cộng tác viên.",
        sample_on >= listed_on,
        at=sample_on,
    )
    # Nghị định 23/2015/NĐ-CP, Điều 27 khoản 2 và Điều 28
    is_able = Check("Cộng tác viên không được phê duyệt để dịch tiếng này.", speaks_it.is_(True), at=speaks_it)
    # Nghị định 23/2015/NĐ-CP, Điều 31 khoản 1
    is_the_signer = Check(
        "Nghi ngờ chữ ký thì người dịch phải ký lại trước mặt.", matches.is_not("differs"), at=matches
    )


compare = Step("Đối chiếu với chữ ký mẫu, ghi lời chứng", OFFICER, within=hours(2), key="doi-chieu")
witness = Step("Chứng kiến cộng tác viên ký lại, ghi lời chứng", OFFICER, within=hours(3), key="doi-chieu")

COLLABORATOR = Procedure(
    facts=FACTS["chung-thuc-chu-ky-nguoi-dich-la-cong-tac-vien"],
    form=CollaboratorForm,
    route=Route(when(CollaboratorForm.matches.is_("again"), witness, sign), otherwise(compare, sign)),
    fee=per_unit(CollaboratorForm.translation.count(), "trường hợp", 10_000),
    channels=("direct",),
    book="SCT/CKND",
    numbered_rows="translation",
    is_at_once=True,
    unconfirmed=(ONE_CASE,),
)


class OwnTranslationForm(Form):
    """Yêu cầu chứng thực chữ ký người dịch không phải là cộng tác viên."""

    translator = Section("Người dịch")
    is_capable = YesNo("Người dịch có năng lực hành vi dân sự đầy đủ")
    is_own = YesNo("Tự dịch giấy tờ, văn bản phục vụ mục đích cá nhân của mình")
    is_rare = YesNo("Ngôn ngữ cần dịch là ngôn ngữ không phổ biến")
    degree = Choice(
        "Trình độ ngoại ngữ",
        {
            "language": "Cử nhân ngoại ngữ trở lên về thứ tiếng cần dịch",
            "taught": "Tốt nghiệp đại học trở lên đối với thứ tiếng cần dịch",
            "fluent": "Không có bằng nhưng thông thạo ngôn ngữ cần dịch",
        },
    )
    diploma = Text("Bằng: tên, số, trường, năm cấp", longest=200).shown_if(degree.is_not("fluent"))
    signs_here = YesNo("Người dịch ký trước mặt công chức")

    request = Section("Các bản dịch cần chứng thực")
    translation = Rows(Translation, "Bản dịch", least=1, most=10)

    papers = Section("Thành phần hồ sơ")
    identity = Paper(
        "Chứng minh nhân dân, căn cước công dân hoặc hộ chiếu còn giá trị sử dụng", originals=1, presented=True
    )
    degree_paper = Paper("Bằng cử nhân ngoại ngữ hoặc bằng tốt nghiệp đại học", originals=1, presented=True).shown_if(
        degree.is_not("fluent")
    )
    transcript = Paper("Bảng điểm hoặc giấy tờ chứng minh ngôn ngữ học", originals=1, presented=True).shown_if(
        degree.is_("taught")
    )
    pledge = Paper("Bản cam kết thông thạo ngôn ngữ và chịu trách nhiệm về bản dịch", originals=1).shown_if(
        degree.is_("fluent")
    )
    work = Paper("Bản dịch đính kèm giấy tờ, văn bản cần dịch", originals=1, presented=True)

    # Nghị định 23/2015/NĐ-CP, Điều 27 khoản 1
    can_act = Check("Người dịch phải có năng lực hành vi dân sự đầy đủ.", is_capable.is_(True), at=is_capable)
    # Nghị định 23/2015/NĐ-CP, Điều 31 khoản 2
    for_oneself = Check(
        "Dịch cho người khác phải do cộng tác viên dịch thuật của Phòng Tư pháp thực hiện.",
        is_own.is_(True),
        at=is_own,
    )
    # Nghị định 23/2015/NĐ-CP, Điều 27 khoản 2 và Điều 31 khoản 2 điểm b
    rare_or_schooled = Check(
        "Chỉ ngôn ngữ không phổ biến mới được thay bằng tốt nghiệp bằng bản cam kết.",
        is_rare.is_(True) | degree.is_not("fluent"),
        at=degree,
    )
    signs_in_sight = Check("Người dịch phải ký trước mặt công chức.", signs_here.is_(True), at=signs_here)


check_degree = Step("Kiểm tra bằng cấp, chứng kiến việc ký, ghi lời chứng", OFFICER, within=hours(3), key="kiem-tra")

OWN_TRANSLATION = Procedure(
    facts=FACTS["chung-thuc-chu-ky-nguoi-dich-khong-phai-cong-tac-vien"],
    form=OwnTranslationForm,
    route=Route(otherwise(check_degree, sign)),
    fee=per_unit(OwnTranslationForm.translation.count(), "trường hợp", 10_000),
    channels=("direct",),
    book="SCT/CKND",
    numbered_rows="translation",
    is_at_once=True,
    unconfirmed=(
        ONE_CASE,
        "Bản cam kết và bảng điểm: theo hướng dẫn của Bộ Tư pháp (Thông tư 20/2015/TT-BTP), chưa đối chiếu số điều.",
    ),
)
