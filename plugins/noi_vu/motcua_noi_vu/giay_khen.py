"""Giấy khen của Chủ tịch UBND huyện: nhiệm vụ chính trị, thi đua theo đợt, đột xuất, đối ngoại."""

from motcua.api import Procedure
from motcua.api.forms import (
    AwardSubject,
    Check,
    Choice,
    Commune,
    Date,
    Form,
    Integer,
    LongText,
    Many,
    Paper,
    Part,
    Rows,
    Section,
    Text,
    YesNo,
    filed_on,
)
from motcua.api.routes import (
    DISTRICT_LEADER,
    Route,
    Step,
    at_agency,
    consult,
    desk_of,
    otherwise,
    when,
    working_days,
)
from motcua_noi_vu.desks import HEAD, OFFICER
from motcua_noi_vu.facts import FACTS


class PoliticalTaskForm(Form):
    """Tờ trình đề nghị tặng Giấy khen về thực hiện nhiệm vụ chính trị."""

    subject = AwardSubject.section("Cá nhân, tập thể được đề nghị")

    task = Section("Kết quả thực hiện nhiệm vụ chính trị")
    year = Integer("Năm công tác xét khen", least=2015, most=2100)
    rank = Choice(
        "Kết quả đánh giá, xếp loại năm",
        {"excellent": "Hoàn thành xuất sắc", "good": "Hoàn thành tốt", "done": "Hoàn thành"},
    )
    title = Choice(
        "Danh hiệu thi đua của năm",
        {
            "progressive": "Lao động tiên tiến, Tập thể lao động tiên tiến",
            "fighter": "Chiến sĩ thi đua cơ sở, Tập thể lao động xuất sắc",
            "none": "Không thuộc đối tượng xét danh hiệu",
        },
    )
    last_award_on = Date("Ngày được tặng Giấy khen gần nhất", optional=True, not_future=True)
    is_business = YesNo("Là doanh nghiệp, hợp tác xã hoặc người đứng đầu")

    papers = Section("Thành phần hồ sơ")
    proposal = Paper("Tờ trình của cơ quan, đơn vị, UBND cấp xã kèm danh sách", originals=1)
    report = Paper("Báo cáo thành tích có xác nhận của cấp trình", originals=1)
    minutes = Paper("Biên bản xét khen thưởng của hội đồng thi đua, khen thưởng", originals=1)
    titles = Paper("Quyết định công nhận danh hiệu thi đua của năm", copies=1).shown_if(title.is_not("none"))
    duties = Paper("Xác nhận hoàn thành nghĩa vụ thuế, bảo hiểm xã hội", originals=1).shown_if(is_business.is_(True))

    # Luật Thi đua, khen thưởng 2003 (sửa đổi 2013), Điều 75: hoàn thành tốt nhiệm vụ được giao
    did_well = Check("Giấy khen tặng cho người, tập thể hoàn thành tốt nhiệm vụ trở lên.", rank.is_not("done"), at=rank)
    # Nghị định 91/2017/NĐ-CP, Điều 3: không khen nhiều lần một thành tích
    is_another_merit = Check(
        "Thành tích đã được tặng Giấy khen rồi thì không khen lần nữa; ghi thành tích sau lần khen trước.",
        subject["to_on"] > last_award_on,
        at=last_award_on,
    )
    # Luật Thi đua, khen thưởng 2003, Điều 75: chấp hành tốt chủ trương, pháp luật, nội quy, quy chế
    is_clean = Check(
        "Chưa xét khen thưởng người, tập thể đang bị xem xét hoặc thi hành kỷ luật.",
        subject["is_disciplined"].is_(False),
        at=subject["is_disciplined"],
    )


class CampaignAward(Part):
    """Một cá nhân, tập thể trong phong trào thi đua."""

    kind = Choice(
        "Đối tượng",
        {
            "worker": "Người lao động trực tiếp",
            "leader": "Cán bộ lãnh đạo",
            "group": "Tập thể",
            "household": "Hộ gia đình",
        },
    )
    name = Text("Họ tên hoặc tên tập thể, hộ")
    unit = Text("Đơn vị, nơi cư trú", longest=200)
    result = Text("Kết quả so với chỉ tiêu thi đua", longest=300)


class CampaignAwardForm(Form):
    """Tờ trình đề nghị tặng Giấy khen về thành tích thi đua theo đợt, chuyên đề."""

    drive = Section("Đợt, chuyên đề thi đua")
    name = Text("Tên phong trào, chuyên đề thi đua")
    launched_by = Text("Số kế hoạch, văn bản phát động", longest=100)
    launched_on = Date("Ngày phát động", not_future=True)
    ended_on = Date("Ngày tổng kết", not_future=True)
    has_joined = YesNo("Đơn vị trình đã đăng ký tham gia phong trào")
    quota = Integer("Số cá nhân, tập thể được đề nghị theo kế hoạch", least=1, most=500, unit="đề nghị")

    people = Section("Danh sách đề nghị")
    nominees = Rows(CampaignAward, "Cá nhân, tập thể đề nghị tặng Giấy khen", least=1, most=50)

    papers = Section("Thành phần hồ sơ")
    proposal = Paper("Tờ trình kèm danh sách đề nghị khen thưởng", originals=1)
    summary = Paper("Báo cáo tổng kết phong trào thi đua", originals=1)
    reports = Paper("Báo cáo tóm tắt thành tích của từng cá nhân, tập thể", originals=1)
    minutes = Paper("Biên bản xét khen thưởng", originals=1)
    households = Paper("Xác nhận của UBND cấp xã đối với hộ gia đình", originals=1).shown_if(
        nominees.any_row(CampaignAward.kind.is_("household"))
    )

    in_order = Check("Ngày tổng kết phải sau ngày phát động.", ended_on > launched_on, at=ended_on)
    # Luật Thi đua, khen thưởng 2003, Điều 10: khen thưởng căn cứ phong trào thi đua đã phát động, đăng ký tham gia
    joined = Check(
        "Chỉ khen theo đợt cho đơn vị đã đăng ký tham gia phong trào; nếu không thì đề nghị loại khen thưởng khác.",
        has_joined.is_(True),
        at=has_joined,
    )
    within_quota = Check(
        "Số đề nghị không được vượt số lượng theo kế hoạch tổng kết.", nominees.count() <= quota, at=nominees
    )
    # Nghị định 91/2017/NĐ-CP, Điều 3: chú trọng khen cá nhân trực tiếp lao động, công tác
    not_leaders_only = Check(
        "Danh sách phải có người lao động trực tiếp, tập thể hoặc hộ gia đình, không chỉ có cán bộ lãnh đạo.",
        nominees.any_row(CampaignAward.kind.is_not("leader")),
        at=nominees,
    )


class SuddenMeritForm(Form):
    """Tờ trình đề nghị tặng Giấy khen về thành tích đột xuất."""

    subject = AwardSubject.section(
        "Cá nhân, tập thể lập thành tích", without=("from_on", "to_on", "achievement", "title")
    )

    merit = Section("Thành tích đột xuất")
    deed = Choice(
        "Thành tích",
        {
            "rescue": "Dũng cảm cứu người, cứu tài sản",
            "crime": "Bắt, tố giác tội phạm; giữ gìn an ninh, trật tự",
            "disaster": "Phòng, chống thiên tai, cháy nổ, dịch bệnh",
            "prize": "Đoạt giải trong kỳ thi, hội diễn, giải thể thao",
            "work": "Thành tích xuất sắc trong lao động, chiến đấu",
        },
    )
    happened_on = Date("Ngày lập thành tích", not_future=True)
    place = Commune("Nơi lập thành tích").shown_if(deed.is_not("prize"))
    told = LongText("Diễn biến và kết quả việc làm", longest=2000)
    late = Text("Lý do đề nghị khen chậm", longest=300).shown_if(filed_on() - happened_on > 30)
    crew = Integer("Số người cùng lập thành tích", least=1, most=500, unit="người").shown_if(
        subject["kind"].is_("group")
    )
    saved = Integer("Số người được cứu", least=0, most=500, unit="người").shown_if(deed.is_("rescue"))
    prize = Text("Tên cuộc thi, giải đạt được").shown_if(deed.is_("prize"))
    is_hurt = YesNo("Người lập thành tích bị thương hoặc hy sinh").shown_if(
        deed.is_not("prize") & subject["kind"].is_("person")
    )
    is_planned = YesNo("Thành tích nằm trong chương trình, kế hoạch được giao")

    papers = Section("Thành phần hồ sơ (thủ tục đơn giản)")
    proposal = Paper("Tờ trình của cơ quan, đơn vị quản lý trực tiếp hoặc UBND cấp xã", originals=1)
    summary = Paper("Bản tóm tắt thành tích do cấp trình lập", originals=1)
    police = Paper("Xác nhận của cơ quan công an về vụ việc", originals=1).shown_if(deed.is_("crime"))
    prize_paper = Paper("Bản sao giấy chứng nhận giải, quyết định trao giải", copies=1).shown_if(deed.is_("prize"))
    hospital = Paper("Giấy tờ của cơ sở y tế về thương tích", copies=1).shown_if(is_hurt.is_(True))

    # Nghị định 91/2017/NĐ-CP, Điều 2: thành tích đột xuất lập ngoài chương trình, kế hoạch
    is_sudden = Check(
        "Thành tích trong kế hoạch được giao thì đề nghị khen theo công trạng hoặc theo đợt, không khen đột xuất.",
        is_planned.is_(False),
        at=is_planned,
    )
    # Luật Thi đua, khen thưởng 2003, Điều 75: tập thể thì từ hai người trở lên
    group_is_more_than_one = Check(
        "Một người lập thành tích thì đề nghị khen cá nhân, không khen tập thể.", crew >= 2, at=crew
    )


class ForeignAwardForm(Form):
    """Tờ trình đề nghị tặng Giấy khen về khen thưởng đối ngoại."""

    person = Section("Cá nhân, tập thể nước ngoài")
    kind = Choice(
        "Người được đề nghị là",
        {
            "foreigner": "Cá nhân người nước ngoài",
            "body": "Tổ chức nước ngoài, doanh nghiệp có vốn nước ngoài",
            "overseas": "Người Việt Nam định cư ở nước ngoài",
        },
    )
    name = Text("Họ tên hoặc tên tổ chức, đúng như hộ chiếu hoặc giấy đăng ký")
    country = Text("Quốc tịch hoặc nước đặt trụ sở", longest=100)
    passport = Text("Số hộ chiếu", longest=30).shown_if(kind.is_not("body"))
    stays_until = Date("Thị thực, thẻ tạm trú có giá trị đến ngày").shown_if(kind.is_("foreigner"))
    investment = Text("Số giấy chứng nhận đăng ký đầu tư, hoạt động", longest=50).shown_if(kind.is_("body"))

    merit = Section("Đóng góp cho huyện")
    fields = Many(
        "Lĩnh vực đóng góp",
        {
            "economy": "Đầu tư, phát triển kinh tế",
            "charity": "Từ thiện, an sinh xã hội",
            "education": "Giáo dục, y tế",
            "friendship": "Hữu nghị, hợp tác",
        },
    )
    contribution = LongText("Kết quả đóng góp cụ thể", longest=3000)
    since = Date("Bắt đầu đóng góp từ ngày", not_future=True)
    occasion = Choice(
        "Dịp trao tặng",
        {"term_end": "Kết thúc nhiệm kỳ công tác", "anniversary": "Ngày lễ, kỷ niệm", "visit": "Dịp thăm, làm việc"},
    )
    given_on = Date("Ngày dự kiến trao tặng")
    violates = YesNo("Đang bị điều tra, xử lý vi phạm pháp luật Việt Nam")

    papers = Section("Thành phần hồ sơ")
    proposal = Paper("Tờ trình của cơ quan, đơn vị làm việc với người được khen", originals=1)
    report = Paper("Báo cáo thành tích do đơn vị trình lập", originals=1)
    passport_copy = Paper("Bản sao hộ chiếu", copies=1).shown_if(kind.is_not("body"))
    registration = Paper("Bản sao giấy chứng nhận đăng ký đầu tư, hoạt động", copies=1).shown_if(kind.is_("body"))
    duties = Paper("Xác nhận thực hiện nghĩa vụ thuế, bảo hiểm xã hội", originals=1).shown_if(kind.is_("body"))
    translation = Paper("Bản dịch ra tiếng Việt tài liệu bằng tiếng nước ngoài", originals=1, optional=True)

    # Luật Thi đua, khen thưởng 2003, Điều 75 và Nghị định 91/2017/NĐ-CP: tôn trọng pháp luật Việt Nam
    obeys_the_law = Check(
        "Chưa xét khen thưởng khi đang bị điều tra, xử lý vi phạm pháp luật.", violates.is_(False), at=violates
    )
    given_later = Check("Ngày trao tặng phải sau ngày nộp hồ sơ.", given_on > filed_on(), at=given_on)


COUNCIL = "Tổng hợp, xin ý kiến Hội đồng Thi đua - Khen thưởng huyện"

examine = Step("Thẩm định thành tích", OFFICER, working_days(7), key="tham-dinh")
tax_and_insurance = (
    consult("Ý kiến về nghĩa vụ thuế", desk_of("chi_cuc_thue", "officer", "Chi cục Thuế"), working_days(3)),
    consult(
        "Ý kiến về bảo hiểm xã hội", desk_of("bao_hiem_xa_hoi", "officer", "Bảo hiểm xã hội huyện"), working_days(3)
    ),
)
examine_business = Step("Thẩm định thành tích", OFFICER, working_days(9), key="tham-dinh", consults=tax_and_insurance)
ask_council = Step(COUNCIL, OFFICER, working_days(5), key="hoi-dong")
propose = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(2), key="duyet")
sign = Step("Ký quyết định tặng Giấy khen", DISTRICT_LEADER, working_days(3), key="ky-quyet-dinh")

POLITICAL_TASK = Procedure(
    facts=FACTS["giay-khen-nhiem-vu-chinh-tri"],
    form=PoliticalTaskForm,
    route=Route(
        when(PoliticalTaskForm.is_business.is_(True), examine_business, ask_council, propose, sign),
        otherwise(examine, ask_council, propose, sign),
    ),
    unconfirmed=(
        "Điều 75 Luật Thi đua, khen thưởng và Điều 3 Nghị định 91/2017/NĐ-CP trích theo trí nhớ; việc đòi xác nhận "
        "thuế, bảo hiểm xã hội với Giấy khen cấp huyện chưa đối chiếu.",
    ),
)

examine_list = Step("Đối chiếu kết quả với kế hoạch thi đua", OFFICER, working_days(8), key="tham-dinh")

CAMPAIGN_AWARD = Procedure(
    facts=FACTS["giay-khen-thi-dua-theo-dot-chuyen-de"],
    form=CampaignAwardForm,
    route=Route(otherwise(examine_list, ask_council, propose, sign)),
    unconfirmed=(
        "Yêu cầu có người lao động trực tiếp trong danh sách suy ra từ nguyên tắc khen thưởng (Nghị định "
        "91/2017/NĐ-CP, Điều 3), cần xác nhận trước khi dùng để từ chối.",
    ),
)

verify_deed = Step("Xác minh nhanh, thẩm định thành tích", OFFICER, working_days(3), key="tham-dinh")
verify_prize = Step("Đối chiếu giải thưởng", OFFICER, working_days(2), key="tham-dinh")
propose_soon = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(1), key="duyet")
sign_soon = Step("Ký quyết định tặng Giấy khen", DISTRICT_LEADER, working_days(2), key="ky-quyet-dinh")

SUDDEN_MERIT = Procedure(
    facts=FACTS["giay-khen-thanh-tich-dot-xuat"],
    form=SuddenMeritForm,
    route=Route(
        when(SuddenMeritForm.deed.is_("prize"), verify_prize, propose_soon, sign_soon),
        otherwise(verify_deed, propose_soon, sign_soon),
    ),
    unconfirmed=(
        "Mốc 30 ngày để hỏi lý do đề nghị chậm đặt theo nghĩa “kịp thời” của Điều 85, luật không ấn định.",
        "Điều 85 và Điều 2 Nghị định 91/2017/NĐ-CP trích theo trí nhớ.",
    ),
)

ask_province = Step(
    "Sở Ngoại vụ cho ý kiến", at_agency("province", "so", "Sở Ngoại vụ"), working_days(5), key="y-kien-so-ngoai-vu"
)
examine_foreign = Step("Thẩm định thành tích, đóng góp", OFFICER, working_days(7), key="tham-dinh")
examine_overseas = Step("Thẩm định đóng góp của kiều bào", OFFICER, working_days(9), key="tham-dinh")

FOREIGN_AWARD = Procedure(
    facts=FACTS["giay-khen-doi-ngoai"],
    form=ForeignAwardForm,
    route=Route(
        when(ForeignAwardForm.kind.is_("overseas"), examine_overseas, propose, sign),
        when(ForeignAwardForm.kind.is_("body"), examine_business, ask_province, propose, sign),
        otherwise(examine_foreign, ask_province, propose, sign),
    ),
    unconfirmed=(
        "Ý kiến của Sở Ngoại vụ và cơ quan công an trước khi khen thưởng đối ngoại ở cấp huyện chưa đối chiếu văn bản; "
        "5 ngày chờ ý kiến là dự kiến.",
    ),
)
