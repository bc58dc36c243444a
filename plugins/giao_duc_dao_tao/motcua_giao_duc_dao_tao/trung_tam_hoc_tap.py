"""Thành lập trung tâm học tập cộng đồng ở xã, thị trấn."""

from datetime import date

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Commune,
    Date,
    Decimal,
    Form,
    Integer,
    Many,
    Paper,
    Part,
    Rows,
    Section,
    Text,
    YesNo,
    age,
    filed_on,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, otherwise, when, working_days
from motcua_giao_duc_dao_tao.desks import HEAD, OFFICER
from motcua_giao_duc_dao_tao.facts import FACTS
from motcua_giao_duc_dao_tao.truong import ASKERS, asked

# Nghị định 135/2018/NĐ-CP: từ ngày này tổ chức, cá nhân cũng được đề nghị
OTHERS_MAY_ASK_FROM = date(2018, 11, 20)


class Deputy(Part):
    """Một phó giám đốc trung tâm."""

    name = Text("Họ và tên phó giám đốc trung tâm", longest=100, words=2)
    post = Choice(
        "Phó giám đốc trung tâm hiện là",
        {
            "learning": "Lãnh đạo Hội Khuyến học cấp xã",
            "school": "Hiệu trưởng trường trung học cơ sở hoặc tiểu học",
            "other": "Người khác",
        },
    )


class CommunityCenterForm(Form):
    """Tờ trình đề nghị thành lập trung tâm học tập cộng đồng."""

    center_itself = Section("Trung tâm đề nghị thành lập")
    name = Text("Tên trung tâm học tập cộng đồng", hint="Trung tâm học tập cộng đồng và tên riêng của xã, thị trấn")
    commune = Commune("Xã, thị trấn đặt trung tâm")
    asker = Choice("Bên đề nghị thành lập trung tâm", ASKERS)
    in_plan = YesNo("Phù hợp quy hoạch mạng lưới cơ sở giáo dục của địa phương")
    learners = Integer("Số lượt người học dự kiến mỗi năm", least=1, most=50_000, unit="lượt")
    needs = Many(
        "Nhu cầu học tập của cộng đồng",
        {
            "literacy": "Xóa mù chữ, giáo dục tiếp tục sau khi biết chữ",
            "skills": "Kỹ thuật sản xuất, nghề ngắn hạn",
            "law": "Pháp luật, thời sự, chính sách",
            "life": "Sức khỏe, kỹ năng sống, gia đình",
            "culture": "Văn hóa, văn nghệ, thể thao, tin học, ngoại ngữ",
        },
    )
    illiterate = Integer(
        "Số người chưa biết chữ trong độ tuổi xóa mù chữ", least=1, most=20_000, unit="người"
    ).shown_if(needs.includes("literacy"))

    site = Section("Địa điểm, thiết bị của trung tâm")
    place = Choice(
        "Trung tâm đặt tại",
        {
            "own": "Trụ sở riêng",
            "culture": "Nhà văn hóa, trung tâm văn hóa - thể thao xã",
            "school": "Trường học trong xã",
            "office": "Trụ sở Ủy ban nhân dân xã",
        },
    )
    host = Text("Tên đơn vị cho dùng chung địa điểm").shown_if(place.is_one_of("culture", "school"))
    address = Text("Địa chỉ của trung tâm", longest=300)
    area = Decimal("Diện tích phòng học, phòng sinh hoạt", least=1, most=10_000, unit="m²", places=1)
    wants_support = YesNo("Đề nghị ngân sách hỗ trợ trang bị ban đầu")

    people = Section("Giám đốc, phó giám đốc, giáo viên")
    director = Text("Họ và tên người dự kiến làm giám đốc trung tâm", longest=100, words=2)
    director_born = Date("Ngày sinh người dự kiến làm giám đốc", not_future=True)
    director_post = Choice(
        "Người dự kiến làm giám đốc hiện là",
        {
            "chairman": "Chủ tịch, Phó Chủ tịch Ủy ban nhân dân xã",
            "official": "Cán bộ quản lý khác của xã",
            "other": "Người khác",
        },
    )
    deputies = Rows(Deputy, "Phó giám đốc trung tâm dự kiến", least=1, most=2)
    teachers = Integer("Số giáo viên, báo cáo viên, hướng dẫn viên dự kiến", least=0, most=200, unit="người")
    has_seconded = YesNo("Có giáo viên của Phòng biệt phái về trung tâm")
    has_bookkeeper = YesNo("Có người kiêm nhiệm kế toán, thủ quỹ")

    papers = Section("Thành phần hồ sơ")
    letter = Paper("Tờ trình của Chủ tịch Ủy ban nhân dân xã đề nghị thành lập trung tâm", originals=1).shown_if(
        asker.is_("commune")
    )
    request = Paper("Văn bản của tổ chức, cá nhân đề nghị thành lập trung tâm", originals=1).shown_if(
        asker.is_not("commune")
    )
    records = Paper("Sơ yếu lý lịch của người dự kiến làm giám đốc, phó giám đốc", originals=1)
    diplomas = Paper("Bản sao văn bằng, chứng chỉ của người dự kiến làm giám đốc, phó giám đốc", certified_copies=1)
    consent = Paper("Văn bản đồng ý cho trung tâm dùng chung địa điểm", originals=1).shown_if(
        place.is_one_of("culture", "school")
    )
    estimate = Paper("Dự toán kinh phí trang bị ban đầu", originals=1).shown_if(wants_support.is_(True))

    # Quy chế kèm theo Quyết định 09/2008/QĐ-BGDĐT, Điều 7 khoản 1
    is_in_plan = Check(
        "Trung tâm phải phù hợp với quy hoạch mạng lưới cơ sở giáo dục của địa phương.", in_plan.is_(True), at=in_plan
    )
    has_staff = Check(
        "Trung tâm phải có giáo viên, báo cáo viên hoặc giáo viên biệt phái.",
        (teachers > 0) | has_seconded.is_(True),
        at=teachers,
    )
    has_accounts = Check("Trung tâm phải có kế toán, thủ quỹ.", has_bookkeeper.is_(True), at=has_bookkeeper)
    # Quyết định 09/2008/QĐ-BGDĐT, Điều 8; Nghị định 135/2018/NĐ-CP thêm tổ chức, cá nhân
    is_for_the_commune_to_ask = Check(
        "Trước ngày 20/11/2018 chỉ Ủy ban nhân dân cấp xã đề nghị thành lập trung tâm.",
        asker.is_("commune") | (filed_on() >= OTHERS_MAY_ASK_FROM),
        at=asker,
    )
    # Quyết định 09/2008/QĐ-BGDĐT (sửa đổi bởi Thông tư 40/2010/TT-BGDĐT): giám đốc là cán bộ quản lý cấp xã kiêm nhiệm
    director_is_of_the_commune = Check(
        "Giám đốc trung tâm của xã là cán bộ quản lý cấp xã kiêm nhiệm.",
        asker.is_not("commune") | director_post.is_not("other"),
        at=director_post,
    )
    # Bộ luật Dân sự 2015, Điều 20
    director_is_adult = Check("Người dự kiến làm giám đốc phải đủ 18 tuổi.", age(director_born) >= 18, at=director_born)


appraise = Step("Thẩm định điều kiện thành lập trung tâm", OFFICER, working_days(8), key="tham-dinh")
appraise_support = Step(
    "Thẩm định điều kiện, kinh phí trang bị ban đầu", OFFICER, working_days(8), key="tham-dinh",
    consults=asked(4, "money"),
)  # fmt: skip
appraise_seconded = Step(
    "Thẩm định điều kiện, giáo viên biệt phái", OFFICER, working_days(8), key="tham-dinh", consults=asked(4, "staff")
)
appraise_both = Step(
    "Thẩm định điều kiện, kinh phí, giáo viên biệt phái", OFFICER, working_days(8), key="tham-dinh",
    consults=asked(4, "money", "staff"),
)  # fmt: skip
review = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(1.5), key="duyet")
sign = Step("Ký quyết định thành lập trung tâm", DISTRICT_LEADER, working_days(5), key="ky-quyet-dinh")

has_support = CommunityCenterForm.wants_support.is_(True)
has_seconded = CommunityCenterForm.has_seconded.is_(True)

COMMUNITY_CENTER = Procedure(
    facts=FACTS["thanh-lap-trung-tam-hoc-tap-cong-dong"],
    form=CommunityCenterForm,
    route=Route(
        when(has_support & has_seconded, appraise_both, review, sign),
        when(has_support, appraise_support, review, sign),
        when(has_seconded, appraise_seconded, review, sign),
        otherwise(appraise, review, sign),
    ),
    legal_basis=("Quyết định 09/2008/QĐ-BGDĐT", "Thông tư 40/2010/TT-BGDĐT"),
    unconfirmed=(
        "Điều kiện, hồ sơ theo Điều 7, Điều 8 Quy chế (Quyết định 09/2008/QĐ-BGDĐT) đối chiếu với bản niêm yết của nơi "
        "khác; điều khoản trích theo trí nhớ.",
        "Trước Nghị định 135/2018/NĐ-CP (20/11/2018) chỉ Ủy ban nhân dân cấp xã đề nghị: cần xác nhận với Nghị định "
        "46/2017/NĐ-CP.",
        "Giám đốc là cán bộ quản lý cấp xã kiêm nhiệm, có kế toán, thủ quỹ trích theo trí nhớ; lấy ý kiến Phòng "
        "Tài chính - Kế hoạch, Phòng Nội vụ là cách làm đề xuất.",
    ),
)
