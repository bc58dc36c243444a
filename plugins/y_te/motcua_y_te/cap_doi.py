"""Cấp đổi Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm của cơ sở kinh doanh dịch vụ ăn uống."""

from motcua.api import Procedure
from motcua.api.forms import Check, Choice, Date, Form, IssuedPaper, Many, Paper, Section, Text, YesNo, age, filed_on
from motcua.api.routes import DISTRICT_LEADER, Route, Step, otherwise, when, working_days
from motcua_y_te.desks import HEAD, OFFICER
from motcua_y_te.dich_vu_an_uong import MEMORY, VALID_ONE_YEAR
from motcua_y_te.facts import FACTS


class CateringChangeForm(Form):
    """Đơn đề nghị cấp đổi Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm."""

    certificate = IssuedPaper.section("Giấy chứng nhận đề nghị cấp đổi", without=("about", "valid_until"))
    terms = Section("Nội dung ghi trên giấy chứng nhận")
    valid_until = Date("Giấy chứng nhận có hiệu lực đến ngày")
    old_name = Text("Tên cơ sở ghi trên giấy chứng nhận")
    old_owner_name = Text("Họ và tên chủ cơ sở ghi trên giấy chứng nhận", longest=100, words=2)

    change = Section("Thay đổi")
    items = Many(
        "Nội dung thay đổi",
        {"name": "Tên cơ sở", "owner": "Chủ cơ sở", "address": "Tên đường, địa giới hành chính của địa chỉ"},
    )
    is_same_place = YesNo("Không thay đổi vị trí và toàn bộ quy trình chế biến, kinh doanh")
    new_name = Text("Tên mới của cơ sở").shown_if(items.includes("name"))
    new_address = Text("Địa chỉ ghi theo tên đường, địa giới mới", longest=300).shown_if(items.includes("address"))
    takes_over = Choice(
        "Lý do đổi chủ cơ sở",
        {"transfer": "Chuyển nhượng, cho thuê lại", "inherit": "Thừa kế", "head": "Thay người đại diện"},
    ).shown_if(items.includes("owner"))
    new_owner_name = Text("Họ và tên chủ cơ sở mới", longest=100, words=2).shown_if(items.includes("owner"))
    examined_on = Date("Ngày khám sức khỏe của chủ cơ sở mới", not_future=True).shown_if(items.includes("owner"))
    knowledge_on = Date("Ngày cấp giấy xác nhận kiến thức của chủ cơ sở mới", not_future=True).shown_if(
        items.includes("owner")
    )

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp đổi giấy chứng nhận", originals=1)
    original = Paper("Giấy chứng nhận đang còn thời hạn", originals=1, goes_back="if_refused")
    registration = Paper("Bản sao giấy chứng nhận đăng ký kinh doanh đã thay đổi", copies=1).shown_if(
        items.includes("name") | items.includes("owner")
    )
    confirmation = Paper("Văn bản xác nhận thay đổi tên đường, địa giới hành chính", copies=1).shown_if(
        items.includes("address")
    )
    health = Paper("Bản sao giấy xác nhận đủ sức khỏe của chủ cơ sở mới", copies=1).shown_if(items.includes("owner"))
    knowledge = Paper("Bản sao giấy xác nhận kiến thức của chủ cơ sở mới", copies=1).shown_if(items.includes("owner"))

    # Luật An toàn thực phẩm 2010, Điều 37: hết hạn thì cấp lại, không cấp đổi
    is_valid = Check(
        "Giấy chứng nhận đã hết hiệu lực, phải nộp hồ sơ cấp lại.", valid_until >= filed_on(), at=valid_until
    )
    # Luật An toàn thực phẩm 2010, Điều 36: nơi và quy trình đã được thẩm định thực tế
    was_inspected = Check(
        "Thay đổi vị trí hoặc quy trình chế biến, kinh doanh phải nộp hồ sơ cấp mới để thẩm định.",
        is_same_place.is_(True),
        at=is_same_place,
    )
    name_changes = Check("Tên mới phải khác tên ghi trên giấy chứng nhận.", new_name.is_not(old_name), at=new_name)
    owner_changes = Check(
        "Chủ cơ sở mới phải khác chủ ghi trên giấy chứng nhận.",
        new_owner_name.is_not(old_owner_name),
        at=new_owner_name,
    )
    # Luật An toàn thực phẩm 2010, Điều 19 khoản 1 điểm đ
    owner_is_fit = Check(
        "Kết quả khám sức khỏe phải trong vòng 12 tháng trước ngày nộp hồ sơ.", age(examined_on) < 1, at=examined_on
    )
    owner_knows = Check(
        "Giấy xác nhận kiến thức đã quá 03 năm, phải được xác nhận lại.", age(knowledge_on) < 3, at=knowledge_on
    )


compare = Step("Đối chiếu nội dung thay đổi với hồ sơ đã cấp", OFFICER, within=working_days(2.5), key="doi-chieu")
compare_owner = Step(
    "Đối chiếu điều kiện của chủ cơ sở mới, xác minh việc đổi chủ", OFFICER, within=working_days(4), key="doi-chieu"
)
review_change = Step("Trưởng phòng duyệt, trình ký", HEAD, within=working_days(1), key="duyet")
sign_change = Step("Ký giấy chứng nhận cấp đổi", DISTRICT_LEADER, within=working_days(1.5), key="ky-giay-chung-nhan")

CATERING_CHANGE = Procedure(
    facts=FACTS["cap-doi-an-toan-thuc-pham-dich-vu-an-uong"],
    form=CateringChangeForm,
    route=Route(
        when(CateringChangeForm.items.includes("owner"), compare_owner, review_change, sign_change),
        otherwise(compare, review_change, sign_change),
    ),
    book="ATTP",
    unconfirmed=(
        MEMORY,
        VALID_ONE_YEAR,
        "Giấy chứng nhận cấp đổi giữ thời hạn của giấy cũ (không tính lại 03 năm) chưa đối chiếu.",
    ),
)
