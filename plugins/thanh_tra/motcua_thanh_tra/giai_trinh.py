"""Trách nhiệm giải trình: tiếp nhận yêu cầu, thực hiện việc giải trình."""

from motcua.api import Procedure, TermRule
from motcua.api.forms import (
    Check,
    Choice,
    Date,
    Form,
    Integer,
    IssuedPaper,
    LongText,
    Many,
    Paper,
    Section,
    Text,
    YesNo,
    filed_on,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, calendar_days, otherwise, when, working_days
from motcua_thanh_tra.desks import HEAD, OFFICER
from motcua_thanh_tra.facts import FACTS


class AccountRequestForm(Form):
    """Văn bản yêu cầu giải trình."""

    about = Section("Quyết định, hành vi cần giải trình")
    kind = Choice("Yêu cầu giải trình về", {"decision": "Quyết định hành chính", "act": "Hành vi hành chính"})
    made_by = Choice(
        "Cơ quan ban hành, thực hiện",
        {"district": "UBND huyện", "office": "Phòng, ban của huyện", "commune": "UBND xã", "other": "Cơ quan khác"},
    )
    number = Text("Số, ngày quyết định cần giải trình", longest=100).shown_if(kind.is_("decision"))
    act = LongText("Hành vi cần giải trình", longest=1000).shown_if(kind.is_("act"))
    happened_on = Date("Ngày ban hành quyết định hoặc thực hiện hành vi", not_future=True)
    points = Many(
        "Cần giải trình về",
        {
            "ground": "Cơ sở pháp lý",
            "competence": "Thẩm quyền",
            "procedure": "Trình tự, thủ tục",
            "substance": "Nội dung quyết định, hành vi",
        },
    )

    wanted = Text("Văn bản, tài liệu đề nghị cung cấp kèm giải trình", longest=300, optional=True)

    right = Section("Quyền yêu cầu")
    interest = LongText("Quyền, lợi ích hợp pháp bị tác động trực tiếp", longest=1500)
    is_direct = YesNo("Quyết định, hành vi tác động trực tiếp đến người yêu cầu")
    people = Integer("Số người cùng yêu cầu", least=1, most=500, unit="người")
    speaker = Text("Người đại diện của những người cùng yêu cầu", longest=100, words=2).shown_if(people > 1)
    by_proxy = YesNo("Người yêu cầu ủy quyền cho người khác")
    scope = Choice(
        "Nội dung yêu cầu thuộc",
        {
            "open": "Không thuộc các trường hợp sau",
            "secret": "Bí mật nhà nước, bí mật đời tư, bí mật kinh doanh",
            "internal": "Chỉ đạo, điều hành nội bộ chưa ban hành",
            "explained": "Đã được giải trình hoặc đang giải trình",
            "dispute": "Đang khiếu nại, tố cáo, khởi kiện",
        },
    )

    papers = Section("Thành phần hồ sơ")
    request = Paper("Văn bản yêu cầu giải trình có chữ ký hoặc điểm chỉ, con dấu", originals=1)
    decision = Paper("Bản sao quyết định cần giải trình", copies=1).shown_if(kind.is_("decision"))
    interest_paper = Paper("Giấy tờ chứng minh quyền, lợi ích bị tác động", copies=1, optional=True)
    authority = Paper("Văn bản ủy quyền", originals=1).shown_if(by_proxy.is_(True))
    representatives = Paper("Văn bản cử người đại diện", originals=1).shown_if(people > 1)

    # Nghị định 90/2013/NĐ-CP, Điều 3 khoản 3 và Điều 9: người yêu cầu chịu tác động trực tiếp
    is_concerned = Check(
        "Chỉ người có quyền, lợi ích bị tác động trực tiếp được yêu cầu giải trình.", is_direct.is_(True), at=is_direct
    )
    # Nghị định 90/2013/NĐ-CP, Điều 5: nội dung không thuộc phạm vi giải trình
    is_in_scope = Check(
        "Nội dung này không thuộc phạm vi giải trình; trả lời bằng văn bản, nêu rõ lý do từ chối.",
        scope.is_one_of("open", "dispute"),
        at=scope,
    )
    is_not_disputed = Check(
        "Việc đang khiếu nại, tố cáo, khởi kiện thì giải quyết theo thủ tục đó.", scope.is_not("dispute"), at=scope
    )
    is_of_the_district = Check(
        "Yêu cầu giải trình phải gửi cơ quan đã ban hành quyết định hoặc có người thực hiện hành vi.",
        made_by.is_one_of("district", "office"),
        at=made_by,
    )


class AccountForm(Form):
    """Hồ sơ thực hiện việc giải trình."""

    accepted = IssuedPaper.section("Thông báo tiếp nhận yêu cầu giải trình", without=("valid_until", "about"))

    account = Section("Việc giải trình")
    responsible = Choice(
        "Người có trách nhiệm giải trình",
        {"chairman": "Chủ tịch UBND huyện", "delegate": "Người được Chủ tịch giao hoặc ủy quyền"},
    )
    delegate = Text("Họ và tên, chức vụ người được giao giải trình", longest=200).shown_if(responsible.is_("delegate"))
    summary = LongText("Nội dung yêu cầu đã tiếp nhận", longest=2000)
    offices = Many(
        "Cơ quan phải cung cấp thông tin",
        {
            "land": "Tài nguyên, đất đai",
            "finance": "Tài chính",
            "building": "Xây dựng",
            "communes": "UBND xã",
            "none": "Không",
        },
    )
    is_extended = YesNo("Đã gia hạn giải trình bằng văn bản (vụ việc phức tạp)")
    meets = YesNo("Làm việc trực tiếp với người yêu cầu để làm rõ")
    met_on = Date("Ngày dự kiến làm việc trực tiếp").shown_if(meets.is_(True))
    state = Choice(
        "Tình trạng của việc giải trình",
        {
            "going": "Đang thực hiện",
            "suspended": "Tạm đình chỉ: người yêu cầu chết, mất năng lực chưa xác định người kế thừa",
            "withdrawn": "Người yêu cầu rút yêu cầu",
        },
    )
    state_on = Date("Ngày xảy ra việc làm tạm đình chỉ hoặc rút yêu cầu", not_future=True).shown_if(
        state.is_not("going")
    )
    answer_by = Choice("Nhận văn bản giải trình", {"counter": "Tại bộ phận một cửa", "post": "Qua bưu chính"})

    papers = Section("Thành phần hồ sơ")
    notice = Paper("Thông báo tiếp nhận yêu cầu giải trình", copies=1)
    request = Paper("Văn bản yêu cầu giải trình", copies=1)
    assignment = Paper("Văn bản giao, ủy quyền giải trình", originals=1).shown_if(responsible.is_("delegate"))
    withdrawal = Paper("Văn bản rút yêu cầu giải trình", originals=1).shown_if(state.is_("withdrawn"))
    heir = Paper("Giấy tờ về việc người yêu cầu chết, mất năng lực hành vi", copies=1).shown_if(state.is_("suspended"))

    # Nghị định 90/2013/NĐ-CP, Điều 12: giải trình trong 15 ngày kể từ ngày thông báo tiếp nhận
    is_in_time = Check(
        "Đã quá 15 ngày kể từ thông báo tiếp nhận: ghi lý do và gia hạn bằng văn bản trước khi lập hồ sơ giải trình.",
        is_extended.is_(True) | (accepted["issued_on"] >= filed_on() - 15),
        at=accepted["issued_on"],
    )
    is_in_extended_time = Check(
        "Gia hạn giải trình không quá 15 ngày: đã quá 30 ngày kể từ thông báo tiếp nhận.",
        is_extended.is_(False) | (accepted["issued_on"] >= filed_on() - 30),
        at=accepted["issued_on"],
    )
    meets_in_time = Check(
        "Buổi làm việc phải từ ngày lập hồ sơ và trong 15 ngày giải trình.",
        (met_on >= filed_on()) & (met_on <= filed_on() + 15),
        at=met_on,
    )
    happens_later = Check(
        "Ngày tạm đình chỉ, rút yêu cầu không được trước ngày thông báo tiếp nhận.",
        state_on >= accepted["issued_on"],
        at=state_on,
    )


examine = Step("Kiểm tra quyền yêu cầu, phạm vi giải trình", OFFICER, working_days(2.5), key="kiem-tra")
examine_act = Step("Kiểm tra hành vi, hỏi cơ quan có người thực hiện", OFFICER, working_days(3), key="kiem-tra")
notify = Step("Ký thông báo tiếp nhận hoặc từ chối", HEAD, working_days(1), key="ky-thong-bao")

ACCOUNT_REQUEST = Procedure(
    facts=FACTS["tiep-nhan-yeu-cau-giai-trinh"],
    form=AccountRequestForm,
    route=Route(
        when(AccountRequestForm.kind.is_("act"), examine_act, notify),
        otherwise(examine, notify),
    ),
    unconfirmed=(
        "Điều 3, 5, 9 Nghị định 90/2013/NĐ-CP trích theo trí nhớ; việc từ chối khi đang khiếu nại, khởi kiện phải đối "
        "chiếu.",
        "Chánh Thanh tra ký thông báo thay người đứng đầu cơ quan phải có ủy quyền của Chủ tịch UBND huyện.",
    ),
)

gather = Step("Thu thập, xác minh thông tin, dự thảo giải trình", OFFICER, working_days(5), key="thu-thap")
meet = Step("Làm việc trực tiếp với người yêu cầu", OFFICER, working_days(1), key="lam-viec")
review = Step("Chánh Thanh tra duyệt dự thảo", HEAD, working_days(1), key="duyet")
explain = Step("Ký văn bản giải trình", DISTRICT_LEADER, working_days(2), key="ky-van-ban")
draft_stop = Step("Kiểm tra căn cứ, dự thảo quyết định", OFFICER, working_days(2), key="thu-thap")
stop = Step("Ký quyết định tạm đình chỉ, đình chỉ giải trình", DISTRICT_LEADER, working_days(1), key="ky-van-ban")

ACCOUNT = Procedure(
    facts=FACTS["thuc-hien-giai-trinh"],
    form=AccountForm,
    route=Route(
        when(AccountForm.state.is_not("going"), draft_stop, stop),
        when(AccountForm.meets.is_(True), gather, meet, review, explain),
        otherwise(gather, review, explain),
    ),
    # Nghị định 90/2013/NĐ-CP, Điều 12: 15 ngày, phức tạp gia hạn một lần không quá 15 ngày
    term=TermRule(calendar_days(15), extendable_by=calendar_days(15)),
    unconfirmed=(
        "Điều 11, 12, 13 Nghị định 90/2013/NĐ-CP (15 ngày, gia hạn 15 ngày, tạm đình chỉ) trích theo trí nhớ.",
        "Hồ sơ do cơ quan lập sau thông báo tiếp nhận; người nộp ghi là người yêu cầu giải trình.",
    ),
)
