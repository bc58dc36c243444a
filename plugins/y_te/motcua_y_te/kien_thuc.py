"""Xác nhận kiến thức về an toàn thực phẩm cho chủ cơ sở và người trực tiếp sản xuất, kinh doanh."""

from motcua.api import Procedure
from motcua.api.fees import per_unit
from motcua.api.forms import Check, Choice, Date, Form, IdNumber, Many, Paper, Part, Rows, Section, Text
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_y_te.desks import HEAD, OFFICER
from motcua_y_te.facts import FACTS


class Examinee(Part):
    """Một người đề nghị xác nhận kiến thức (Mẫu số 01b)."""

    name = Text("Họ và tên", longest=100, words=2)
    born = Date("Ngày sinh", not_future=True)
    identity = IdNumber("Số chứng minh nhân dân, căn cước công dân", born=born)
    job = Choice(
        "Vai trò tại cơ sở", {"owner": "Chủ cơ sở", "direct": "Người trực tiếp sản xuất, chế biến, kinh doanh"}
    )
    work = Text("Công đoạn, công việc đang làm", longest=100, optional=True)


class KnowledgeForm(Form):
    """Đơn đề nghị xác nhận kiến thức về an toàn thực phẩm (Mẫu số 01a, Thông tư liên tịch 13/2014)."""

    request = Section("Đề nghị xác nhận")
    who = Choice("Người đề nghị", {"person": "Cá nhân", "business": "Tổ chức, cơ sở kinh doanh lập danh sách"})
    business = Text("Tên cơ sở sản xuất, kinh doanh").shown_if(who.is_("business"))
    registration = Text("Số đăng ký kinh doanh của cơ sở", longest=20).shown_if(who.is_("business"))
    foods = Many(
        "Loại thực phẩm, dịch vụ đang sản xuất, kinh doanh",
        {
            "catering": "Dịch vụ ăn uống",
            "street": "Thức ăn đường phố",
            "water": "Nước uống đóng chai, nước khoáng, nước đá dùng liền",
            "health": "Thực phẩm chức năng, vi chất, phụ gia thực phẩm",
            "farm": "Thực phẩm thuộc ngành Nông nghiệp quản lý",
            "trade": "Thực phẩm thuộc ngành Công Thương quản lý",
        },
    )
    turn = Choice(
        "Lần đề nghị",
        {
            "first": "Lần đầu",
            "expired": "Giấy xác nhận đã hoặc sắp hết hiệu lực",
            "failed": "Đánh giá lại sau lần không đạt",
        },
    )
    old_number = Text("Số giấy xác nhận đã cấp", longest=50).shown_if(turn.is_("expired"))
    old_on = Date("Ngày cấp giấy xác nhận cũ", not_future=True).shown_if(turn.is_("expired"))
    failed_on = Date("Ngày đánh giá không đạt", not_future=True).shown_if(turn.is_("failed"))

    examinees = Section("Người được đánh giá kiến thức")
    people = Rows(Examinee, "Danh sách đề nghị xác nhận kiến thức", least=1, most=50)

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị xác nhận kiến thức về an toàn thực phẩm (Mẫu số 01a)", originals=1)
    list_paper = Paper("Danh sách các đối tượng tham gia xác nhận kiến thức (Mẫu số 01b)", originals=1).shown_if(
        who.is_("business")
    )
    registration_paper = Paper("Bản sao giấy chứng nhận đăng ký kinh doanh (có xác nhận của cơ sở)", copies=1).shown_if(
        who.is_("business")
    )
    identity_paper = Paper("Bản sao chứng minh nhân dân hoặc căn cước công dân", copies=1).shown_if(who.is_("person"))
    old_paper = Paper("Bản sao giấy xác nhận kiến thức đã cấp", copies=1).shown_if(turn.is_("expired"))
    receipt = Paper("Giấy tờ chứng minh đã nộp phí", copies=1)

    # Thông tư liên tịch 13/2014/TTLT-BYT-BNNPTNT-BCT, Điều 9: ngành, cấp nào cấp giấy chứng nhận cho cơ sở thì xác nhận
    is_of_the_health_sector = Check(
        "Phải có loại thực phẩm, dịch vụ thuộc ngành Y tế; ngành Nông nghiệp, Công Thương xác nhận cho ngành mình.",
        foods.includes("catering") | foods.includes("street") | foods.includes("water") | foods.includes("health"),
        at=foods,
    )
    # Thông tư liên tịch 13/2014, Mẫu số 01a và 01b: danh sách chỉ đi kèm đơn của tổ chức
    stands_for_oneself = Check(
        "Cá nhân chỉ đề nghị cho chính mình; nhiều người thì cơ sở lập danh sách.",
        who.is_("business") | people.count().is_(1),
        at=people,
    )


check_list = Step("Kiểm tra hồ sơ, lập kế hoạch đánh giá theo danh sách", OFFICER, working_days(4), key="kiem-tra")
check_person = Step("Kiểm tra hồ sơ, xếp lịch đánh giá", OFFICER, working_days(2), key="kiem-tra")
test = Step("Tổ chức đánh giá bằng bộ câu hỏi trắc nghiệm, chấm bài", OFFICER, working_days(3), key="danh-gia")
sign = Step("Ký giấy xác nhận kiến thức", HEAD, working_days(2), key="ky-giay-xac-nhan")

KNOWLEDGE = Procedure(
    facts=FACTS["xac-nhan-kien-thuc-an-toan-thuc-pham"],
    form=KnowledgeForm,
    route=Route(when(KnowledgeForm.who.is_("business"), check_list, test, sign), otherwise(check_person, test, sign)),
    # Thông tư 279/2016/TT-BTC, Biểu phí: xác nhận kiến thức, mỗi người
    fee=per_unit(KnowledgeForm.people.count(), "người", 30_000),
    book="XNKT",
    # Thông tư liên tịch 13/2014/TTLT-BYT-BNNPTNT-BCT, Điều 12 khoản 1: hiệu lực 03 năm kể từ ngày cấp
    validity_months=36,
    unconfirmed=(
        "Mẫu đơn, thành phần hồ sơ (Điều 10) và cách đánh giá của Thông tư liên tịch 13/2014 trích theo trí nhớ.",
        "Điều 11 Thông tư liên tịch 13/2014 cho 10 ngày làm việc để lập kế hoạch, thông báo; thời hạn 10 ngày làm việc "
        "cho cả thủ tục cần xác nhận.",
        "Cơ quan cấp huyện được xác nhận cho loại thực phẩm nào (ngoài dịch vụ ăn uống, thức ăn đường phố) chưa "
        "đối chiếu với văn bản phân cấp của tỉnh.",
        "Đánh giá lại sau lần không đạt có phải nộp phí lần nữa không chưa xác nhận.",
    ),
)
