"""Giải quyết chế độ đối với người hoạt động kháng chiến bị nhiễm chất độc hóa học và con đẻ của họ."""

from datetime import date

from motcua.api import Procedure
from motcua.api.forms import Check, Choice, Date, Form, Paper, Part, Rows, Section, Text, YesNo
from motcua.api.routes import Route, Step, consult, desk_of, otherwise, when, working_days
from motcua_lao_dong_tbxh.desks import HEAD, OFFICER
from motcua_lao_dong_tbxh.facts import FACTS

SPRAYED_FROM, WAR_ENDED = date(1961, 8, 1), date(1975, 4, 30)


class Service(Part):
    """Một thời gian hoạt động ở vùng bị rải chất độc."""

    place = Text("Địa bàn hoạt động", longest=200, hint="Tỉnh, chiến trường B, C, K")
    unit = Text("Đơn vị, cơ quan", longest=200)
    from_on = Date("Hoạt động từ ngày", not_future=True)
    to_on = Date("Hoạt động đến ngày", not_future=True)

    in_order = Check("Ngày kết thúc hoạt động không được trước ngày bắt đầu.", to_on >= from_on, at=to_on)


class AgentOrangeForm(Form):
    """Bản khai người hoạt động kháng chiến bị nhiễm chất độc hóa học (Mẫu HH1)."""

    request = Section("Người đề nghị hưởng")
    who = Choice(
        "Chế độ đề nghị cho",
        {"self": "Người hoạt động kháng chiến", "child": "Con đẻ của người hoạt động kháng chiến"},
    )

    veteran = Section("Người hoạt động kháng chiến")
    name = Text("Họ và tên người hoạt động kháng chiến", longest=100, words=2)
    born = Date("Ngày sinh người hoạt động kháng chiến", not_future=True)
    home_town = Text("Nguyên quán", longest=300)
    is_alive = YesNo("Người hoạt động kháng chiến còn sống").shown_if(who.is_("child"))
    parent_decision = Text("Số quyết định trợ cấp của người hoạt động kháng chiến", longest=50, optional=True)

    war = Section("Quá trình tham gia kháng chiến")
    services = Rows(Service, "Thời gian ở vùng quân đội Mỹ sử dụng chất độc hóa học", least=1, most=10)
    proof = Choice(
        "Giấy tờ chứng minh thời gian, địa bàn",
        {
            "discharge": "Quyết định phục viên, xuất ngũ, giấy xác nhận hoạt động ở chiến trường",
            "transfer": "Giấy chuyển thương, chuyển viện, giấy điều trị",
            "biography": "Lý lịch cán bộ, đảng viên, hồ sơ bảo hiểm xã hội lập trước ngày 01/01/2000",
            "award": "Huân chương, huy chương, giấy tờ khen thưởng",
            "none": "Không còn giấy tờ",
        },
    )
    is_disciplined = YesNo("Đầu hàng địch, phản bội hoặc đang chấp hành án phạt tù chung thân").shown_if(
        who.is_("self")
    )

    # Nghị định 31/2013/NĐ-CP, Điều 38: mắc bệnh trong danh mục, vô sinh hoặc sinh con dị dạng, dị tật
    harm = Section("Hậu quả của chất độc hóa học").shown_if(who.is_("self"))
    result = Choice(
        "Tình trạng của người hoạt động kháng chiến",
        {
            "disease": "Mắc bệnh trong danh mục bệnh có liên quan đến phơi nhiễm",
            "infertile": "Vô sinh",
            "children": "Sinh con dị dạng, dị tật",
        },
    )
    disease = Text("Tên bệnh ghi trong bệnh án").shown_if(result.is_("disease"))
    married_on = Date("Ngày kết hôn", not_future=True).shown_if(result.is_("infertile"))
    had_children_before = YesNo(
        "Đã có con trước khi tham gia kháng chiến, sau khi trở về không sinh thêm con"
    ).shown_if(result.is_("infertile"))
    gets_other = Choice(
        "Chế độ đang hưởng do mất sức lao động",
        {"none": "Không hưởng", "invalid": "Thương binh, bệnh binh", "insurance": "Mất sức lao động, tai nạn lao động"},
    )

    child = Section("Con đẻ bị dị dạng, dị tật").shown_if(who.is_("child") | result.is_("children"))
    child_name = Text("Họ và tên con", longest=100, words=2)
    child_born = Date("Ngày sinh của con", not_future=True)
    deformity = Text("Dị dạng, dị tật của con", longest=300)
    can_care = Choice(
        "Khả năng tự lực của con",
        {"none": "Không tự lực được trong sinh hoạt", "less": "Suy giảm khả năng tự lực", "full": "Tự lực được"},
    )

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Bản khai cá nhân (Mẫu HH1) có xác nhận của UBND cấp xã", originals=1)
    war_papers = Paper("Giấy tờ chứng minh tham gia kháng chiến ở vùng bị rải chất độc", certified_copies=1).shown_if(
        proof.is_not("none")
    )
    medical = Paper("Bản tóm tắt bệnh án, giấy ra viện về bệnh trong danh mục", copies=1).shown_if(
        result.is_("disease")
    )
    infertility = Paper("Giấy xác nhận vô sinh của bệnh viện và xác nhận của UBND cấp xã", originals=1).shown_if(
        result.is_("infertile")
    )
    birth = Paper("Bản sao giấy khai sinh của con", copies=1).shown_if(who.is_("child") | result.is_("children"))
    deformity_paper = Paper("Giấy xác nhận của cơ sở y tế về dị dạng, dị tật của con", copies=1).shown_if(
        who.is_("child") | result.is_("children")
    )

    # Nghị định 31/2013/NĐ-CP, Điều 38: từ 01/8/1961 đến 30/4/1975
    was_there_in_time = Check(
        "Phải có thời gian ở vùng bị rải chất độc trong khoảng từ 01/8/1961 đến 30/4/1975.",
        services.any_row((Service.from_on <= WAR_ENDED) & (Service.to_on >= SPRAYED_FROM)),
        at=services,
    )
    was_born_before_the_end = Check(
        "Người hoạt động kháng chiến phải sinh trước ngày 30/4/1975.", born < WAR_ENDED, at=born
    )
    has_a_proof = Check(
        "Không còn giấy tờ chứng minh thì chưa đủ căn cứ lập hồ sơ; liên hệ đơn vị cũ để xin xác nhận.",
        proof.is_not("none"),
        at=proof,
    )
    was_loyal = Check("Người thuộc trường hợp này không được xét.", is_disciplined.is_(False), at=is_disciplined)
    child_is_born_after = Check(
        "Con phải sinh sau khi cha hoặc mẹ đã ở vùng bị rải chất độc.",
        services.any_row(Service.from_on < child_born),
        at=child_born,
    )
    needs_help = Check(
        "Con tự lực được trong sinh hoạt không thuộc diện hưởng.",
        who.is_("self") | can_care.is_not("full"),
        at=can_care,
    )


health = consult(
    "Ý kiến về bệnh án, danh mục bệnh", desk_of("y_te", "officer", "Phòng Y tế"), working_days(2), key="y-te"
)
check_ill = Step(
    "Thẩm tra hồ sơ, đối chiếu danh mục bệnh", OFFICER, working_days(7), key="tham-tra", consults=(health,)
)
check_others = Step("Thẩm tra hồ sơ, xác minh gia đình", OFFICER, working_days(7), key="tham-tra")
sign_out = Step("Ký danh sách, chuyển Sở LĐTBXH giới thiệu giám định", HEAD, working_days(2.5), key="ky-chuyen-so")

AGENT_ORANGE = Procedure(
    facts=FACTS["che-do-nguoi-nhiem-chat-doc-hoa-hoc"],
    form=AgentOrangeForm,
    route=Route(when(AgentOrangeForm.result.is_("disease"), check_ill, sign_out), otherwise(check_others, sign_out)),
    legal_basis=("Thông tư liên tịch 20/2016/TTLT-BYT-BLĐTBXH",),
    unconfirmed=(
        "Nghị định 31/2013/NĐ-CP, Điều 38, khoảng thời gian 01/8/1961 - 30/4/1975, Mẫu HH1 và các giấy tờ chứng minh "
        "trích theo trí nhớ.",
        "Giám định y khoa và quyết định do Sở thực hiện; việc hỏi ý kiến Phòng Y tế là cách làm nội bộ đề xuất.",
        "Người đã có con trước khi tham gia kháng chiến, sau đó không sinh thêm và đã hết tuổi lao động cũng được xét "
        "vô sinh (Thông tư 05/2013/TT-BLĐTBXH, trích theo trí nhớ): chỉ hỏi, không từ chối.",
        "Người không còn giấy tờ: hướng giải quyết riêng (nếu có) chưa đối chiếu.",
    ),
)
