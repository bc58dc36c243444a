"""Công nhận và miễn nhiệm báo cáo viên pháp luật huyện."""

from motcua.api import Procedure
from motcua.api.fees import free
from motcua.api.forms import (
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
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, otherwise, when, working_days
from motcua_tu_phap.desks import HEAD, OFFICER
from motcua_tu_phap.facts import FACTS

PROPOSERS = {
    "office": "Cơ quan chuyên môn, cơ quan nhà nước cấp huyện",
    "front": "Ủy ban Mặt trận Tổ quốc Việt Nam, tổ chức thành viên cấp huyện",
    "justice": "Công an, Viện kiểm sát, Tòa án, Thi hành án dân sự, Ban chỉ huy quân sự huyện",
    "other": "Cơ quan, tổ chức khác",
}


class Speaker(Part):
    """Một người được đề nghị công nhận báo cáo viên pháp luật."""

    name = Text("Họ và tên", longest=100, words=2)
    position = Text("Chức vụ, chức danh (nếu có)", longest=100, optional=True)
    workplace = Text("Cơ quan, tổ chức, đơn vị công tác", longest=200)
    status = Choice(
        "Đang là",
        {
            "official": "Cán bộ, công chức, viên chức",
            "officer": "Sĩ quan trong lực lượng vũ trang nhân dân",
            "none": "Không thuộc hai diện trên",
        },
    )
    degree = Choice(
        "Trình độ chuyên môn",
        {"law": "Đại học luật trở lên", "other": "Đại học chuyên ngành khác", "none": "Chưa tốt nghiệp đại học"},
    )
    years = Integer(
        "Thời gian công tác trong lĩnh vực pháp luật, liên quan đến pháp luật", least=0, most=60, unit="năm"
    )
    field = Text("Lĩnh vực pháp luật chuyên sâu dự kiến kiêm nhiệm", longest=200)
    can_speak = YesNo("Có phẩm chất đạo đức tốt, có uy tín trong công tác và khả năng truyền đạt")

    # Luật Phổ biến, giáo dục pháp luật 2012, Điều 35 khoản 1
    is_in_service = Check(
        "Báo cáo viên pháp luật là cán bộ, công chức, viên chức, sĩ quan trong lực lượng vũ trang.",
        status.is_not("none"),
        at=status,
    )
    # Luật Phổ biến, giáo dục pháp luật 2012, Điều 35 khoản 2
    has_degree = Check("Phải có bằng tốt nghiệp đại học.", degree.is_not("none"), at=degree)
    two_years = Check(
        "Người có bằng đại học luật phải công tác trong lĩnh vực pháp luật ít nhất 2 năm.",
        degree.is_not("law") | (years >= 2),
        at=years,
    )
    three_years = Check(
        "Người có bằng đại học khác phải công tác liên quan đến pháp luật ít nhất 3 năm.",
        degree.is_not("other") | (years >= 3),
        at=years,
    )
    is_fit = Check(
        "Người được đề nghị phải đủ tiêu chuẩn về phẩm chất và truyền đạt.", can_speak.is_(True), at=can_speak
    )


class RecognitionForm(Form):
    """Văn bản đề nghị công nhận báo cáo viên pháp luật."""

    proposer = Section("Cơ quan đề nghị")
    proposer_kind = Choice("Cơ quan, tổ chức đề nghị là", PROPOSERS)
    is_of_district = YesNo("Cơ quan, tổ chức thuộc cấp huyện")
    letter = Text("Số văn bản đề nghị", longest=50)
    letter_on = Date("Ngày văn bản đề nghị", not_future=True)

    people = Section("Danh sách đề nghị")
    speaker = Rows(Speaker, "Người được đề nghị công nhận", least=1, most=30)

    papers = Section("Thành phần hồ sơ")
    request = Paper("Văn bản đề nghị công nhận báo cáo viên pháp luật", originals=1)

    # Thông tư 10/2016/TT-BTP, Điều 3 khoản 3; Luật Phổ biến, giáo dục pháp luật 2012, Điều 35 khoản 3 điểm c
    is_our_level = Check(
        "Chủ tịch UBND huyện chỉ công nhận báo cáo viên do cơ quan, tổ chức cấp huyện đề nghị.",
        is_of_district.is_(True),
        at=is_of_district,
    )


appraise = Step("Thẩm tra tiêu chuẩn, dự thảo quyết định", OFFICER, within=working_days(2), key="tham-tra")
review = Step("Trưởng phòng duyệt, trình ký", HEAD, within=working_days(1), key="duyet")
sign = Step("Ký quyết định", DISTRICT_LEADER, within=working_days(1.5), key="ky-quyet-dinh")

SPEAKER = Procedure(
    facts=FACTS["cong-nhan-bao-cao-vien-phap-luat-huyen"],
    form=RecognitionForm,
    route=Route(otherwise(appraise, review, sign)),
    fee=free(),
    legal_basis=("Luật Phổ biến, giáo dục pháp luật 14/2012/QH13, Điều 35",),
    unconfirmed=(
        "Văn bản thiếu thông tin thì đề nghị bổ sung trong 02 ngày làm việc (Thông tư 10/2016/TT-BTP, Điều 3).",
    ),
)


class DismissalForm(Form):
    """Văn bản đề nghị miễn nhiệm báo cáo viên pháp luật."""

    proposer = Section("Cơ quan đề nghị miễn nhiệm")
    is_the_proposer = YesNo("Là cơ quan, tổ chức đã đề nghị công nhận báo cáo viên này")
    letter = Text("Số, ngày văn bản đề nghị miễn nhiệm", longest=100)

    who = Section("Báo cáo viên được đề nghị miễn nhiệm")
    name = Text("Họ và tên báo cáo viên", longest=100, words=2)
    position = Text("Chức vụ, chức danh; cơ quan, đơn vị công tác", longest=200)
    decision = IssuedPaper.section("Quyết định công nhận", without=("valid_until", "about"))

    reason = Section("Lý do miễn nhiệm")
    grounds = Many(
        "Trường hợp miễn nhiệm",
        {
            "wish": "Tự nguyện xin thôi",
            "left": "Không còn là cán bộ, công chức, viên chức, sĩ quan hoặc chuyển công tác khỏi cơ quan đề nghị",
            "unfit": "Không còn đủ tiêu chuẩn",
            "refuses": "Từ chối hoạt động theo phân công mà không có lý do chính đáng",
            "banned": "Thực hiện hành vi bị cấm trong phổ biến, giáo dục pháp luật",
            "convicted": "Bị Tòa án kết án, bản án đã có hiệu lực pháp luật",
            "incapable": "Mất, hạn chế năng lực hành vi dân sự hoặc có khó khăn trong nhận thức",
        },
    )
    wish_reason = Choice(
        "Xin thôi vì", {"health": "Lý do sức khỏe", "family": "Hoàn cảnh gia đình", "other": "Lý do chính đáng khác"}
    ).shown_if(grounds.includes("wish"))
    refusals = Integer("Số lần từ chối không có lý do chính đáng", least=1, most=100, unit="lần").shown_if(
        grounds.includes("refuses")
    )
    told_on = Date("Ngày thông báo cho báo cáo viên về việc đề nghị miễn nhiệm", not_future=True)
    objects = YesNo("Báo cáo viên có kiến nghị với Thủ trưởng cơ quan đề nghị")
    final_answer = Text("Quyết định của Thủ trưởng về kiến nghị (ý kiến cuối cùng): số, ngày", longest=200).shown_if(
        objects.is_(True)
    )

    papers = Section("Thành phần hồ sơ")
    request = Paper("Văn bản đề nghị miễn nhiệm báo cáo viên pháp luật", originals=1)
    resignation = Paper("Đơn xin thôi làm báo cáo viên pháp luật", originals=1).shown_if(grounds.includes("wish"))
    judgment = Paper("Trích lục bản án đã có hiệu lực pháp luật", copies=1).shown_if(grounds.includes("convicted"))
    court_paper = Paper("Quyết định của Tòa án về năng lực hành vi dân sự", copies=1).shown_if(
        grounds.includes("incapable")
    )
    answer = Paper("Quyết định của Thủ trưởng về kiến nghị của báo cáo viên", copies=1).shown_if(objects.is_(True))

    # Thông tư 10/2016/TT-BTP, Điều 4 khoản 1 điểm d
    three_refusals = Check("Từ chối phải từ 03 lần trở lên.", refusals >= 3, at=refusals)
    # Thông tư 10/2016/TT-BTP, Điều 4 khoản 2
    is_theirs = Check(
        "Văn bản đề nghị do Thủ trưởng cơ quan, tổ chức đã đề nghị công nhận ký.",
        is_the_proposer.is_(True),
        at=is_the_proposer,
    )
    after_recognition = Check(
        "Ngày thông báo miễn nhiệm không được trước ngày quyết định công nhận.",
        told_on >= decision["issued_on"],
        at=told_on,
    )


appraise_end = Step("Đối chiếu lý do miễn nhiệm, dự thảo quyết định", OFFICER, within=working_days(1.5), key="tham-tra")
hear = Step("Xem kiến nghị của báo cáo viên, dự thảo quyết định", OFFICER, within=working_days(2), key="tham-tra")

DISMISSAL = Procedure(
    facts=FACTS["mien-nhiem-bao-cao-vien-phap-luat-huyen"],
    form=DismissalForm,
    route=Route(
        when(DismissalForm.objects.is_(True), hear, review, sign),
        otherwise(appraise_end, review, sign),
    ),
    fee=free(),
    unconfirmed=(
        "Báo cáo viên được kiến nghị trong 03 ngày làm việc từ ngày nhận thông báo (Thông tư 10/2016/TT-BTP, Điều 4 "
        "khoản 5); phần mềm không chờ hết hạn này.",
        "Đơn xin thôi, bản án, quyết định của Tòa án: Thông tư chỉ đòi văn bản đề nghị; giấy tờ kèm theo là đề xuất.",
    ),
)
