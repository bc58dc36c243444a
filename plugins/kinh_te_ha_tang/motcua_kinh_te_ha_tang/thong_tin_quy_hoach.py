"""Cung cấp thông tin về quy hoạch xây dựng."""

from motcua.api import Procedure
from motcua.api.forms import Check, Choice, Form, LandParcel, Many, Paper, Section, Text, YesNo
from motcua.api.routes import Route, Step, otherwise, working_days
from motcua_kinh_te_ha_tang.desks import HEAD, OFFICER
from motcua_kinh_te_ha_tang.facts import FACTS


class PlanningForm(Form):
    """Đơn đề nghị cung cấp thông tin quy hoạch xây dựng."""

    land = LandParcel.section("Khu đất cần thông tin", without=("certificate", "book_number", "issued_on"))
    request = Section("Thông tin đề nghị cung cấp")
    purpose = Choice("Mục đích", {"house": "Xây dựng nhà ở", "project": "Lập dự án đầu tư", "other": "Việc khác"})
    project = Text("Tên dự án dự kiến").shown_if(purpose.is_("project"))
    items = Many(
        "Nội dung thông tin", {"line": "Chỉ giới, lộ giới", "use": "Chức năng đất", "scale": "Mật độ, tầng cao"}
    )
    is_announced = YesNo("Quy hoạch khu đất đã được phê duyệt")

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cung cấp thông tin quy hoạch", originals=1)
    sketch = Paper("Sơ đồ vị trí khu đất", originals=1)
    idea = Paper("Thuyết minh sơ bộ ý định đầu tư", originals=1).shown_if(purpose.is_("project"))

    # Luật Quy hoạch đô thị 2009, Điều 55: theo đồ án quy hoạch đã được phê duyệt
    has_a_plan = Check(
        "Khu đất chưa có quy hoạch được phê duyệt thì không có thông tin để cung cấp.",
        is_announced.is_(True),
        at=is_announced,
    )


search = Step("Tra cứu đồ án quy hoạch", OFFICER, within=working_days(11), key="tra-cuu")
sign = Step("Ký văn bản cung cấp thông tin", HEAD, within=working_days(3), key="ky-van-ban")

PLANNING_INFO = Procedure(
    facts=FACTS["cung-cap-thong-tin-quy-hoach-xay-dung"],
    form=PlanningForm,
    route=Route(otherwise(search, sign)),
    unconfirmed=("Luật Quy hoạch đô thị 2009, Điều 55 trích theo trí nhớ, chưa đối chiếu.",),
)
