"""Đăng ký thành lập, đăng ký thay đổi, giải thể cơ sở trợ giúp xã hội ngoài công lập."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Date,
    Form,
    Integer,
    IssuedPaper,
    LongText,
    Many,
    Money,
    Paper,
    Part,
    Premises,
    Rows,
    Section,
    Text,
    YesNo,
    filed_on,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_lao_dong_tbxh.desks import HEAD, OFFICER
from motcua_lao_dong_tbxh.facts import FACTS

# Nghị định 103/2017/NĐ-CP, Điều 5: các loại hình cơ sở trợ giúp xã hội
FACILITY_KINDS = {
    "elderly": "Cơ sở bảo trợ xã hội chăm sóc người cao tuổi",
    "disabled": "Cơ sở bảo trợ xã hội chăm sóc người khuyết tật",
    "children": "Cơ sở bảo trợ xã hội chăm sóc trẻ em có hoàn cảnh đặc biệt",
    "mental": "Cơ sở chăm sóc, phục hồi chức năng người tâm thần, người rối nhiễu tâm trí",
    "general": "Cơ sở bảo trợ xã hội tổng hợp",
    "social_work": "Trung tâm công tác xã hội",
    "other": "Cơ sở trợ giúp xã hội khác",
}


class Founder(Part):
    """Một sáng lập viên."""

    name = Text("Họ và tên hoặc tên tổ chức sáng lập", longest=200)
    kind = Choice(
        "Sáng lập viên là",
        {"person": "Cá nhân trong nước", "body": "Tổ chức trong nước", "foreign": "Cá nhân, tổ chức nước ngoài"},
    )
    paper = Text("Số giấy tờ tùy thân hoặc quyết định thành lập", longest=50)
    capital = Money("Vốn góp", least=0)


class FoundingForm(Form):
    """Tờ khai đăng ký thành lập, đăng ký thay đổi nội dung đăng ký thành lập cơ sở trợ giúp xã hội."""

    request = Section("Việc đăng ký")
    work = Choice("Việc đề nghị đăng ký", {"found": "Đăng ký thành lập", "change": "Đăng ký thay đổi"})
    changes = Many(
        "Nội dung đăng ký thay đổi",
        {
            "name": "Tên cơ sở",
            "seat": "Trụ sở",
            "head": "Người đứng đầu",
            "task": "Loại hình, nhiệm vụ",
            "founders": "Sáng lập viên, vốn",
        },
    ).shown_if(work.is_("change"))
    before = LongText("Nội dung đã đăng ký trước khi thay đổi", longest=1000).shown_if(work.is_("change"))

    certificate = IssuedPaper.section("Giấy chứng nhận đăng ký thành lập đã cấp", without=("valid_until",)).shown_if(
        work.is_("change")
    )

    facility = Section("Cơ sở trợ giúp xã hội")
    name = Text("Tên cơ sở đăng ký", hint="Không trùng với cơ sở đã đăng ký trong tỉnh")
    kind = Choice("Loại hình cơ sở", FACILITY_KINDS)
    scope = Choice(
        "Phạm vi hoạt động", {"district": "Trong huyện", "province": "Trong tỉnh", "more": "Nhiều tỉnh, cả nước"}
    )
    capacity = Integer("Số đối tượng dự kiến chăm sóc cùng lúc", least=1, most=2_000, unit="người")
    head_name = Text("Họ và tên người đứng đầu cơ sở", longest=100, words=2)
    charter = Money("Vốn điều lệ", least=0)

    premises = Premises.section("Trụ sở, cơ sở vật chất").shown_if(work.is_("found") | changes.includes("seat"))

    founding = Section("Sáng lập viên").shown_if(work.is_("found") | changes.includes("founders"))
    founders = Rows(Founder, "Danh sách sáng lập viên", least=1, most=20)

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai đăng ký thành lập (Mẫu số 06)", originals=1).shown_if(work.is_("found"))
    plan = Paper("Phương án thành lập cơ sở", originals=1).shown_if(work.is_("found"))
    rules = Paper("Dự thảo quy chế hoạt động của cơ sở", originals=1).shown_if(work.is_("found"))
    land = Paper(
        "Bản sao giấy tờ về quyền sử dụng đất, quyền sở hữu hoặc hợp đồng thuê, mượn nhà", certified_copies=1
    ).shown_if(work.is_("found") | changes.includes("seat"))
    criminal_record = Paper("Phiếu lý lịch tư pháp của các sáng lập viên", originals=1).shown_if(
        work.is_("found") | changes.includes("founders")
    )
    identity = Paper(
        "Bản sao giấy tờ tùy thân, quyết định thành lập của sáng lập viên (tổ chức nước ngoài: đã hợp pháp hóa lãnh "
        "sự)",
        copies=1,
    ).shown_if(work.is_("found") | changes.includes("founders"))
    change_request = Paper("Văn bản đề nghị đăng ký thay đổi nội dung", originals=1).shown_if(work.is_("change"))
    change_proof = Paper("Giấy tờ chứng minh nội dung thay đổi", copies=1).shown_if(work.is_("change"))
    old = Paper("Giấy chứng nhận đăng ký thành lập đã cấp", originals=1, goes_back="if_refused").shown_if(
        work.is_("change")
    )

    # Nghị định 103/2017/NĐ-CP, Điều 19: by where the facility works, whoever founds it
    is_of_the_district = Check(
        "Cơ sở hoạt động ngoài phạm vi huyện đăng ký tại Sở Lao động - Thương binh và Xã hội.",
        scope.is_("district"),
        at=scope,
    )
    # Nghị định 103/2017/NĐ-CP, Điều 17 khoản 4: cơ sở dưới 10 đối tượng không phải đăng ký thành lập
    is_big_enough = Check(
        "Cơ sở chăm sóc dưới 10 đối tượng đăng ký với UBND cấp xã nơi đặt trụ sở.", capacity >= 10, at=capacity
    )
    parts_make_the_capital = Check(
        "Tổng vốn góp của các sáng lập viên phải bằng vốn điều lệ.",
        founders.sum_of("capital").is_(charter),
        at=charter,
    )


class DissolutionForm(Form):
    """Đơn đề nghị giải thể cơ sở trợ giúp xã hội."""

    certificate = IssuedPaper.section("Giấy chứng nhận đăng ký thành lập", without=("valid_until", "about"))

    facility = Section("Cơ sở giải thể")
    name = Text("Tên cơ sở đề nghị giải thể")
    license_number = Text("Số giấy phép hoạt động", longest=50, optional=True)
    reason = Choice(
        "Lý do giải thể",
        {
            "own": "Tổ chức, cá nhân thành lập cơ sở đề nghị",
            "term": "Hết thời hạn hoạt động ghi trong quyết định, điều lệ",
            "unfit": "Không bảo đảm điều kiện hoạt động, bị thu hồi giấy phép",
            "violation": "Vi phạm pháp luật, bị buộc giải thể",
        },
    )
    order = Text("Số văn bản thu hồi giấy phép hoặc buộc giải thể", longest=50).shown_if(
        reason.is_one_of("unfit", "violation")
    )
    ends_on = Date("Ngày dự kiến chấm dứt hoạt động")

    people = Section("Đối tượng và người lao động")
    residents = Integer("Số đối tượng đang chăm sóc", least=0, most=2_000, unit="người")
    to_family = Integer("Số đối tượng về gia đình, cộng đồng", least=0, most=2_000, unit="người").shown_if(
        residents > 0
    )
    to_facility = Integer("Số đối tượng chuyển sang cơ sở khác", least=0, most=2_000, unit="người").shown_if(
        residents > 0
    )
    new_facility = Text("Tên cơ sở nhận đối tượng").shown_if(to_facility > 0)
    workers = Integer("Số người lao động", least=0, most=500, unit="người")
    wages_owed = Money("Tiền lương, bảo hiểm xã hội còn nợ", least=0)

    money = Section("Tài sản, tài chính")
    assets = Money("Giá trị tài sản còn lại", least=0)
    debts = Money("Các khoản nợ khác", least=0)
    has_state_assets = YesNo("Có tài sản do Nhà nước giao hoặc do tài trợ")

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị giải thể, nêu rõ lý do", originals=1)
    inventory = Paper("Bản kê khai tài sản, tài chính và phương án xử lý", originals=1)
    residents_plan = Paper("Danh sách đối tượng và phương án giải quyết", originals=1).shown_if(residents > 0)
    acceptance = Paper("Văn bản đồng ý tiếp nhận của cơ sở nhận đối tượng", originals=1, optional=True).shown_if(
        to_facility > 0
    )
    workers_plan = Paper("Phương án giải quyết quyền lợi của người lao động", originals=1, optional=True).shown_if(
        workers > 0
    )
    order_copy = Paper("Văn bản thu hồi giấy phép hoặc buộc giải thể", copies=1).shown_if(
        reason.is_one_of("unfit", "violation")
    )
    old = Paper(
        "Giấy chứng nhận đăng ký thành lập, giấy phép hoạt động", originals=1, goes_back="if_refused", optional=True
    )

    # Nghị định 103/2017/NĐ-CP: chỉ giải thể khi đã có phương án cho đối tượng, tài sản
    everybody_has_a_place = Check(
        "Số đối tượng về gia đình và chuyển cơ sở khác phải bằng số đang chăm sóc.",
        (to_family + to_facility).is_(residents),
        at=to_family,
    )
    # Nghị định 103/2017/NĐ-CP, Điều 22 khoản 3 điểm b: không được tự giải thể trước quyết định
    ends_later = Check(
        "Ngày chấm dứt hoạt động phải sau ngày nộp hồ sơ để giải quyết xong quyền lợi của đối tượng.",
        ends_on > filed_on(),
        at=ends_on,
    )


appraise_found = Step("Thẩm định hồ sơ thành lập", OFFICER, working_days(3), key="tham-dinh")
appraise_change = Step("Đối chiếu nội dung thay đổi", OFFICER, working_days(2.5), key="tham-dinh")
sign_paper = Step("Ký giấy chứng nhận đăng ký thành lập", HEAD, working_days(1.5), key="ky-giay-chung-nhan")

FOUNDING = Procedure(
    facts=FACTS["dang-ky-thanh-lap-co-so-tro-giup-xa-hoi"],
    form=FoundingForm,
    route=Route(
        when(FoundingForm.work.is_("change"), appraise_change, sign_paper),
        otherwise(appraise_found, sign_paper),
    ),
    book="GCN-CSTGXH",
    unconfirmed=(
        "Hồ sơ đăng ký thay đổi (Điều 20 Nghị định 103/2017/NĐ-CP) đối chiếu theo bản đã sửa năm 2018: giấy chứng nhận "
        "đã cấp nay chỉ nộp bản chụp.",
        "Cơ sở lập theo Luật Doanh nghiệp, pháp luật về hội không phải đăng ký thành lập (Điều 17 khoản 4): cán bộ "
        "hướng dẫn.",
    ),
)

inspect = Step("Kiểm tra tại cơ sở, phương án cho đối tượng", OFFICER, working_days(10), key="kiem-tra")
inspect_papers = Step("Kiểm tra phương án tài sản, lao động", OFFICER, working_days(6), key="kiem-tra")
sign_end = Step("Ký quyết định giải thể", HEAD, working_days(4), key="ky-quyet-dinh")

DISSOLUTION = Procedure(
    facts=FACTS["giai-the-co-so-tro-giup-xa-hoi"],
    form=DissolutionForm,
    route=Route(
        when(DissolutionForm.residents.is_(0), inspect_papers, sign_end),
        otherwise(inspect, sign_end),
    ),
    unconfirmed=(
        "Phòng là cơ quan cấp giấy chứng nhận nên có thẩm quyền giải thể (Nghị định 103/2017/NĐ-CP, Điều 19 khoản 3); "
        "Trưởng phòng hay người được ủy quyền ký cần xác nhận.",
        "Nghị định không nói đến trường hợp tài sản không đủ trả nợ: phần mềm chỉ hỏi, không từ chối.",
    ),
)
