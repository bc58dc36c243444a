"""Giải quyết khiếu nại lần đầu, lần hai của Chủ tịch UBND huyện."""

from dataclasses import replace

from motcua.api import Procedure, TermRule
from motcua.api.forms import (
    Check,
    Choice,
    Date,
    Form,
    IssuedPaper,
    LongText,
    Many,
    Paper,
    Section,
    Text,
    YesNo,
    filed_on,
)
from motcua.api.routes import (
    DISTRICT_LEADER,
    Route,
    Step,
    calendar_days,
    consult,
    otherwise,
    when,
    working_days,
)
from motcua_thanh_tra.desks import HEAD, OFFICER
from motcua_thanh_tra.facts import FACTS
from motcua_thanh_tra.parts import MATTER_DESKS, MATTERS, Crowd

UNLESS_STOPPED = "Chọn Không khi đã có quyết định đình chỉ, tạm đình chỉ giải quyết vụ án hành chính"


class FirstComplaintForm(Form):
    """Đơn khiếu nại (lần đầu)."""

    about = Section("Quyết định, hành vi bị khiếu nại")
    object_kind = Choice(
        "Khiếu nại về",
        {
            "decision": "Quyết định hành chính",
            "act": "Hành vi hành chính",
            "discipline": "Quyết định kỷ luật cán bộ, công chức",
        },
    )
    made_by = Choice(
        "Của ai",
        {
            "chairman": "Chủ tịch, Phó Chủ tịch UBND huyện",
            "committee": "UBND huyện",
            "commune": "UBND xã, Chủ tịch UBND xã, cán bộ xã",
            "office": "Phòng, ban thuộc UBND huyện",
            "others": "Cơ quan khác",
        },
    )
    matter = Choice("Lĩnh vực khiếu nại", MATTERS)
    decision_number = Text("Số quyết định bị khiếu nại", longest=50).shown_if(object_kind.is_not("act"))
    act = LongText("Hành vi hành chính bị khiếu nại", longest=1000).shown_if(object_kind.is_("act"))
    known_on = Date("Ngày nhận hoặc biết được quyết định, hành vi", not_future=True)
    obstacle = Text(
        "Trở ngại khách quan làm quá thời hiệu",
        optional=True,
        longest=300,
        hint="Ốm đau, thiên tai, địch họa, đi công tác, học tập ở nơi xa",
    )

    crowd = Crowd.section("Người khiếu nại")

    complaint = Section("Nội dung khiếu nại")
    is_affected = YesNo("Quyết định, hành vi ảnh hưởng trực tiếp đến quyền, lợi ích của người khiếu nại")
    harm = LongText("Thiệt hại, lý do cho là trái pháp luật", longest=3000)
    demand = LongText("Yêu cầu giải quyết", longest=1000)
    at_court = YesNo("Tòa án đã thụ lý hoặc đã giải quyết bằng bản án, quyết định", hint=UNLESS_STOPPED)
    is_excluded = YesNo(
        "Quyết định, hành vi nội bộ để chỉ đạo, điều hành; văn bản quy phạm pháp luật; thuộc bí mật nhà nước; hoặc đã "
        "có quyết định giải quyết khiếu nại lần hai"
    )
    wants_meeting = YesNo("Đề nghị đối thoại")
    is_remote = YesNo("Vụ việc ở vùng sâu, vùng xa đi lại khó khăn")

    papers = Section("Thành phần hồ sơ")
    letter = Paper("Đơn khiếu nại hoặc bản ghi lời khiếu nại có chữ ký, điểm chỉ", originals=1)
    decision = Paper("Bản sao quyết định bị khiếu nại", copies=1).shown_if(object_kind.is_not("act"))
    authority = Paper("Giấy ủy quyền", originals=1).shown_if(crowd["standing"].is_one_of("proxy", "lawyer"))
    representatives = Paper("Văn bản cử người đại diện, có chữ ký của những người khiếu nại", originals=1).shown_if(
        crowd["people"] > 1
    )
    evidence = Paper("Giấy tờ, tài liệu, chứng cứ liên quan", copies=1, optional=True)
    obstacle_proof = Paper("Giấy tờ chứng minh trở ngại khách quan", copies=1).shown_if(obstacle.answered())

    # Luật Khiếu nại 2011, Điều 18 khoản 1: lần đầu với quyết định, hành vi của mình
    is_of_the_district = Check(
        "Quyết định, hành vi của xã, phòng, ban phải khiếu nại lần đầu với chính nơi đã ban hành, thực hiện.",
        made_by.is_one_of("chairman", "committee"),
        at=made_by,
    )
    # Luật Khiếu nại 2011, Điều 9: thời hiệu 90 ngày; Điều 48: quyết định kỷ luật 15 ngày
    in_ninety_days = Check(
        "Thời hiệu khiếu nại là 90 ngày; quá hạn phải nêu trở ngại khách quan.",
        object_kind.is_("discipline") | obstacle.answered() | (known_on >= filed_on() - 90),
        at=known_on,
    )
    in_fifteen_days = Check(
        "Thời hiệu khiếu nại quyết định kỷ luật là 15 ngày; quá hạn phải nêu trở ngại khách quan.",
        object_kind.is_not("discipline") | obstacle.answered() | (known_on >= filed_on() - 15),
        at=known_on,
    )
    # Luật Khiếu nại 2011, Điều 11: các khiếu nại không được thụ lý giải quyết
    is_affected_directly = Check(
        "Chỉ thụ lý khiếu nại của người có quyền, lợi ích bị ảnh hưởng trực tiếp.",
        is_affected.is_(True),
        at=is_affected,
    )
    is_no_other_matter = Check(
        "Quyết định, hành vi này thuộc trường hợp không được thụ lý giải quyết khiếu nại.",
        is_excluded.is_(False),
        at=is_excluded,
    )
    is_not_at_court = Check(
        "Việc đã được Tòa án thụ lý hoặc đã có bản án thì không thụ lý khiếu nại.", at_court.is_(False), at=at_court
    )


class SecondComplaintForm(Form):
    """Đơn khiếu nại (lần hai)."""

    first = Section("Việc giải quyết lần đầu")
    about = Choice(
        "Khiếu nại lần hai về",
        {
            "matter": "Quyết định hành chính, hành vi hành chính",
            "discipline": "Quyết định kỷ luật cán bộ, công chức",
            "dismissal": "Quyết định kỷ luật buộc thôi việc",
        },
    )
    solved_by = Choice(
        "Người có trách nhiệm giải quyết lần đầu",
        {
            "commune": "Chủ tịch UBND xã, thị trấn",
            "office": "Thủ trưởng cơ quan thuộc UBND huyện",
            "chairman": "Chủ tịch UBND huyện",
            "others": "Người khác",
        },
    )
    outcome = Choice(
        "Kết quả giải quyết lần đầu",
        {"decided": "Đã có quyết định, người khiếu nại không đồng ý", "silent": "Hết thời hạn mà chưa được giải quyết"},
    )
    first_decision = IssuedPaper.section("Quyết định giải quyết khiếu nại lần đầu", without=("valid_until",)).shown_if(
        outcome.is_("decided")
    )

    time = Section("Thời hạn, nội dung")
    received_on = Date("Ngày nhận quyết định giải quyết lần đầu", not_future=True).shown_if(outcome.is_("decided"))
    expired_on = Date("Ngày hết thời hạn giải quyết lần đầu", not_future=True).shown_if(outcome.is_("silent"))
    is_remote = YesNo("Người khiếu nại ở vùng sâu, vùng xa đi lại khó khăn")
    obstacle = Text("Trở ngại khách quan làm chậm khiếu nại lần hai", optional=True, longest=300)
    matter = Choice("Lĩnh vực khiếu nại lần hai", MATTERS)
    disagrees = Many(
        "Không đồng ý về",
        {
            "facts": "Tình tiết, chứng cứ",
            "law": "Căn cứ pháp luật",
            "remedy": "Bồi thường, khôi phục quyền lợi",
            "way": "Trình tự giải quyết",
        },
    )
    why = LongText("Lý do tiếp tục khiếu nại", longest=3000)
    has_new_evidence = YesNo("Có tài liệu, chứng cứ mới")
    at_court = YesNo("Tòa án đã thụ lý hoặc đã giải quyết bằng bản án, quyết định", hint=UNLESS_STOPPED)

    crowd = Crowd.section("Người khiếu nại lần hai")

    papers = Section("Thành phần hồ sơ")
    letter = Paper("Đơn khiếu nại lần hai", originals=1)
    decision = Paper("Quyết định giải quyết khiếu nại lần đầu", copies=1).shown_if(outcome.is_("decided"))
    notice = Paper("Thông báo thụ lý hoặc giấy tờ chứng minh đã khiếu nại lần đầu", copies=1).shown_if(
        outcome.is_("silent")
    )
    documents = Paper("Các tài liệu khác có liên quan", copies=1, optional=True)
    new_evidence = Paper("Tài liệu, chứng cứ mới", copies=1).shown_if(has_new_evidence.is_(True))
    authority = Paper("Giấy ủy quyền", originals=1).shown_if(crowd["standing"].is_one_of("proxy", "lawyer"))

    # Luật Khiếu nại 2011, Điều 18 khoản 2: lần hai với chủ tịch xã, thủ trưởng cơ quan thuộc UBND huyện
    is_of_the_district = Check(
        "Chủ tịch UBND huyện giải quyết lần hai việc của xã, phòng, ban; việc huyện đã giải quyết thì gửi tỉnh.",
        solved_by.is_one_of("commune", "office"),
        at=solved_by,
    )
    # Luật Khiếu nại 2011, Điều 33: trong 30 ngày; vùng sâu, vùng xa không quá 45 ngày
    in_time = Check(
        "Phải khiếu nại lần hai trong 30 ngày kể từ ngày nhận quyết định lần đầu, hoặc nêu trở ngại khách quan.",
        is_remote.is_(True) | obstacle.answered() | (received_on >= filed_on() - 30),
        at=received_on,
    )
    # Luật Khiếu nại 2011, Điều 48 khoản 2
    in_ten_days = Check(
        "Thời hiệu khiếu nại lần hai về quyết định kỷ luật (trừ buộc thôi việc) là 10 ngày, hoặc nêu trở ngại khách "
        "quan.",
        about.is_not("discipline") | obstacle.answered() | (received_on >= filed_on() - 10),
        at=received_on,
    )
    in_time_remote = Check(
        "Người ở vùng sâu, vùng xa phải khiếu nại lần hai trong 45 ngày, hoặc nêu trở ngại khách quan.",
        is_remote.is_(False) | obstacle.answered() | (received_on >= filed_on() - 45),
        at=received_on,
    )
    in_time_unanswered = Check(
        "Phải khiếu nại lần hai trong 30 ngày kể từ ngày hết hạn giải quyết lần đầu, hoặc nêu trở ngại khách quan.",
        is_remote.is_(True) | obstacle.answered() | (expired_on >= filed_on() - 30),
        at=expired_on,
    )
    in_time_unanswered_remote = Check(
        "Người ở vùng sâu, vùng xa phải khiếu nại lần hai trong 45 ngày kể từ ngày hết thời hạn giải quyết lần đầu.",
        is_remote.is_(False) | obstacle.answered() | (expired_on >= filed_on() - 45),
        at=expired_on,
    )
    # Luật Khiếu nại 2011, Điều 11
    is_not_at_court = Check(
        "Tòa án đã thụ lý hoặc đã có bản án thì không thụ lý khiếu nại lần hai.", at_court.is_(False), at=at_court
    )
    received_after = Check(
        "Ngày nhận không được trước ngày ký quyết định lần đầu.",
        received_on >= first_decision["issued_on"],
        at=received_on,
    )


def asking_for_files(verify: Step, days: int, form_matter: Choice, *rest: Step) -> Route:
    """Lanes by field: the office of that field hands in its files while the matter is verified."""
    lanes = (
        when(
            form_matter.is_(key),
            replace(
                verify,
                consults=(
                    consult(
                        "Cung cấp hồ sơ, giải trình của cơ quan chuyên môn", desk, working_days(days), key="cung-cap"
                    ),
                ),
            ),
            *rest,
        )
        for key, desk in MATTER_DESKS.items()
    )
    return Route(*lanes, otherwise(verify, *rest))


verify_first = Step("Thụ lý, xác minh nội dung khiếu nại", OFFICER, working_days(12), key="xac-minh")
meet_first = Step("Tổ chức đối thoại, báo cáo kết quả xác minh", HEAD, working_days(4), key="doi-thoai")
sign_first = Step("Ký quyết định giải quyết khiếu nại", DISTRICT_LEADER, working_days(3), key="ky-quyet-dinh")

FIRST_COMPLAINT = Procedure(
    facts=FACTS["giai-quyet-khieu-nai-lan-dau"],
    form=FirstComplaintForm,
    route=asking_for_files(verify_first, 5, FirstComplaintForm.matter, meet_first, sign_first),
    # Luật Khiếu nại 2011, Điều 28: 30 ngày, phức tạp 45; vùng sâu, vùng xa 45 ngày, phức tạp 60
    term=TermRule(
        calendar_days(30),
        (FirstComplaintForm.is_remote.is_(True), calendar_days(45)),
        extendable_by=calendar_days(15),
    ),
    unconfirmed=(
        "Thời hạn tính từ ngày thụ lý (trong 10 ngày kể từ ngày nhận đơn, Điều 27); hệ thống tính từ ngày tiếp nhận.",
        "Đối thoại lần đầu chỉ bắt buộc khi yêu cầu và kết quả xác minh khác nhau (Điều 30); ở đây luôn có bước đối "
        "thoại.",
        "Khiếu nại quyết định kỷ luật: thời hạn 30 ngày, phức tạp 45 ngày, không có mức riêng cho vùng sâu, vùng xa "
        "(Điều 50).",
    ),
)

verify_second = Step("Thụ lý, xác minh, thu thập hồ sơ lần đầu", OFFICER, working_days(18), key="xac-minh")
meet_second = Step("Tổ chức đối thoại với các bên", DISTRICT_LEADER, working_days(4), key="doi-thoai", signs=False)
report_second = Step("Chánh Thanh tra báo cáo, dự thảo quyết định", HEAD, working_days(4), key="bao-cao")
sign_second = Step("Ký quyết định giải quyết khiếu nại lần hai", DISTRICT_LEADER, working_days(3), key="ky-quyet-dinh")

SECOND_COMPLAINT = Procedure(
    facts=FACTS["giai-quyet-khieu-nai-lan-hai"],
    form=SecondComplaintForm,
    route=asking_for_files(verify_second, 7, SecondComplaintForm.matter, meet_second, report_second, sign_second),
    # Luật Khiếu nại 2011, Điều 37: 45 ngày, phức tạp 60; vùng sâu, vùng xa 60 ngày, phức tạp 70
    term=TermRule(
        calendar_days(45),
        (SecondComplaintForm.is_remote.is_(True), calendar_days(60)),
        extendable_by=calendar_days(15),
    ),
    unconfirmed=(
        "Vùng sâu, vùng xa phức tạp chỉ gia hạn được đến 70 ngày (10 ngày), ít hơn mức gia hạn chung 15 ngày ở đây.",
        "Thời hạn tính từ ngày thụ lý; Điều 39 Luật Khiếu nại 2011 (đối thoại lần hai) trích theo trí nhớ.",
        "Khiếu nại lần hai về quyết định kỷ luật phải giải quyết trong 30 ngày, phức tạp 45 ngày (Điều 50); ở đây đặt "
        "chung thời hạn 45 ngày của bảng dữ kiện.",
        "Nghị định 75/2012/NĐ-CP: hội đồng tư vấn với việc phức tạp do Chủ tịch quyết định, không có bước riêng ở đây.",
    ),
)
