"""Giải quyết tố cáo của Chủ tịch UBND huyện."""

from motcua.api import Procedure, TermRule
from motcua.api.forms import Check, Choice, Date, Form, Integer, LongText, Many, Paper, Part, Rows, Section, Text, YesNo
from motcua.api.routes import (
    DISTRICT_LEADER,
    Route,
    Step,
    calendar_days,
    consult,
    desk_of,
    otherwise,
    when,
    working_days,
)
from motcua_thanh_tra.desks import HEAD, OFFICER
from motcua_thanh_tra.facts import FACTS


class Accused(Part):
    """Một người bị tố cáo."""

    name = Text("Họ và tên người bị tố cáo", longest=100, words=2)
    office = Choice(
        "Người bị tố cáo là",
        {
            "commune_head": "Chủ tịch, Phó Chủ tịch UBND xã, thị trấn",
            "office_head": "Trưởng, phó phòng, ban, đơn vị thuộc UBND huyện",
            "district_staff": "Cán bộ, công chức do Chủ tịch UBND huyện bổ nhiệm, quản lý",
            "commune_staff": "Công chức, người lao động của xã",
            "district_head": "Chủ tịch, Phó Chủ tịch UBND huyện",
            "other": "Người khác",
        },
    )
    unit = Text("Chức vụ, cơ quan, đơn vị", longest=200)


class DenunciationForm(Form):
    """Đơn tố cáo."""

    kind = Section("Loại tố cáo")
    about = Choice(
        "Tố cáo về",
        {
            "duty": "Vi phạm trong thực hiện nhiệm vụ, công vụ",
            "field": "Vi phạm quản lý nhà nước trong một lĩnh vực",
            "crime": "Hành vi có dấu hiệu tội phạm",
        },
    )
    accused = Rows(Accused, "Những người bị tố cáo", least=1, most=20)
    is_named = YesNo("Đơn ghi rõ họ tên, địa chỉ của người tố cáo và có chữ ký, điểm chỉ")
    accusers = Integer("Số người cùng tố cáo", least=1, most=500, unit="người")
    speaker = Text("Người đại diện cho những người tố cáo", longest=100, words=2).shown_if(accusers > 1)
    by_proxy = YesNo("Người nộp đơn tố cáo thay, theo ủy quyền")

    content = Section("Hành vi bị tố cáo")
    acts = LongText("Hành vi vi phạm, diễn biến", longest=4000)
    happened_on = Date("Ngày xảy ra hành vi (sớm nhất)", not_future=True)
    known_how = Choice(
        "Vì sao biết", {"saw": "Trực tiếp chứng kiến", "told": "Nghe người khác kể", "paper": "Qua tài liệu, hồ sơ"}
    )
    harmed = Many(
        "Thiệt hại do hành vi gây ra",
        {
            "state": "Tài sản nhà nước",
            "people": "Quyền lợi của công dân",
            "land": "Đất đai, tài nguyên",
            "order": "Trật tự, kỷ cương",
        },
    )
    was_solved = YesNo("Nội dung này đã có kết luận giải quyết tố cáo")
    has_new_facts = YesNo("Có tình tiết, chứng cứ mới so với kết luận đó").shown_if(was_solved.is_(True))
    needs_protection = YesNo("Đề nghị bảo vệ người tố cáo, người thân thích")
    protection = Text("Nguy cơ và biện pháp đề nghị", longest=500).shown_if(needs_protection.is_(True))
    needs_expert = YesNo("Phải giám định, kiểm tra sổ sách tài chính")
    is_complex = YesNo("Vụ việc phức tạp: nhiều nội dung, nhiều nơi, phải giám định (thanh tra viên ghi)")

    papers = Section("Thành phần hồ sơ")
    letter = Paper("Đơn tố cáo hoặc biên bản ghi nội dung tố cáo có chữ ký", originals=1)
    representatives = Paper("Văn bản cử người đại diện", originals=1).shown_if(accusers > 1)
    evidence = Paper("Tài liệu, bằng chứng liên quan", copies=1, optional=True)
    conclusion = Paper("Kết luận giải quyết tố cáo trước đó", copies=1).shown_if(was_solved.is_(True))
    new_facts = Paper("Tài liệu về tình tiết mới", copies=1).shown_if(has_new_facts.is_(True))

    # Luật Tố cáo 2011, Điều 12 và Điều 13: người đứng đầu giải quyết tố cáo người mình bổ nhiệm, quản lý trực tiếp;
    # Điều 31: in a field of administration, whoever administers that field, and against anybody
    is_of_the_district = Check(
        "Tố cáo công chức xã gửi Chủ tịch UBND xã; tố cáo lãnh đạo UBND huyện gửi Chủ tịch UBND tỉnh; người khác gửi "
        "cơ quan quản lý người đó.",
        accused.all_rows(
            Accused.office.is_one_of("commune_head", "office_head", "district_staff")
            | (Accused.office.is_("other") & about.is_("field"))
        ),
        at=accused,
    )
    # Luật Tố cáo 2011, Điều 31 và Điều 20 khoản 4: dấu hiệu tội phạm chuyển cơ quan điều tra
    is_no_crime = Check(
        "Hành vi có dấu hiệu tội phạm: chuyển đơn đến cơ quan điều tra, Viện kiểm sát.", about.is_not("crime"), at=about
    )
    # Luật Tố cáo 2011, Điều 19 khoản 2: đơn ghi rõ họ tên, địa chỉ, có chữ ký hoặc điểm chỉ
    has_a_name = Check(
        "Tố cáo không rõ họ tên, địa chỉ, không ký tên thì không thụ lý theo thủ tục này.",
        is_named.is_(True),
        at=is_named,
    )
    # Luật Tố cáo 2011, Điều 2 và Điều 9: công dân tự mình tố cáo
    is_in_person = Check("Người tố cáo phải tự mình tố cáo, không ủy quyền.", by_proxy.is_(False), at=by_proxy)
    # Luật Tố cáo 2011, Điều 20 khoản 2: đã giải quyết mà không có tình tiết mới thì không thụ lý
    tells_something_new = Check(
        "Tố cáo đã được giải quyết mà không có tình tiết mới thì không thụ lý lại.",
        has_new_facts.is_(True),
        at=has_new_facts,
    )


accept = Step("Kiểm tra điều kiện, xác minh nhân thân, đề xuất thụ lý", OFFICER, working_days(7), key="thu-ly")
protect = Step("Áp dụng biện pháp bảo vệ người tố cáo", DISTRICT_LEADER, working_days(1), key="bao-ve", signs=False)
verify = Step("Xác minh nội dung tố cáo", OFFICER, working_days(20), key="xac-minh")
verify_books = Step(
    "Xác minh nội dung tố cáo", OFFICER, working_days(20), key="xac-minh",
    consults=(
        consult(
            "Kiểm tra sổ sách, định giá",
            desk_of("tai_chinh_ke_hoach", "officer", "Phòng Tài chính - Kế hoạch"),
            working_days(10),
        ),
    ),
)  # fmt: skip
report = Step("Chánh Thanh tra báo cáo kết quả xác minh", HEAD, working_days(5), key="bao-cao")
conclude = Step("Ký kết luận nội dung tố cáo", DISTRICT_LEADER, working_days(5), key="ky-ket-luan")

DENUNCIATION = Procedure(
    facts=FACTS["giai-quyet-to-cao"],
    form=DenunciationForm,
    route=Route(
        when(
            DenunciationForm.needs_protection.is_(True) & DenunciationForm.needs_expert.is_(True),
            accept,
            protect,
            verify_books,
            report,
            conclude,
        ),
        when(DenunciationForm.needs_protection.is_(True), accept, protect, verify, report, conclude),
        when(DenunciationForm.needs_expert.is_(True), accept, verify_books, report, conclude),
        otherwise(accept, verify, report, conclude),
    ),
    # Luật Tố cáo 2011, Điều 21: 60 ngày, phức tạp 90 ngày; gia hạn không quá 30 ngày
    term=TermRule(
        calendar_days(60),
        (DenunciationForm.is_complex.is_(True), calendar_days(90)),
        extendable_by=calendar_days(30),
    ),
    unconfirmed=(
        "Thời hạn tính từ ngày thụ lý (10 ngày kể từ ngày nhận đơn, phải kiểm tra nhiều nơi thì 15 ngày); hệ thống "
        "tính từ ngày tiếp nhận. Việc phức tạp có thể gia hạn đến 60 ngày, ở đây chỉ 30.",
        "Các điều của Luật Tố cáo 2011 trích theo trí nhớ; từ 01/01/2019 Luật Tố cáo 2018 thay thế.",
        "Họ tên, địa chỉ, bút tích người tố cáo phải giữ bí mật: cần quy định ai trong trung tâm được xem hồ sơ này.",
    ),
)
