"""Chặt hạ cây xanh, thi công trên đường huyện, sử dụng tạm thời lòng đường, vỉa hè."""

from motcua.api import Procedure
from motcua.api.forms import Check, Choice, Date, Decimal, Form, Integer, IssuedPaper, Paper, Section, Text, YesNo
from motcua.api.routes import DISTRICT_LEADER, Route, Step, otherwise, when, working_days
from motcua_kinh_te_ha_tang.desks import HEAD, OFFICER
from motcua_kinh_te_ha_tang.facts import FACTS

MEMORY = "Điều, khoản và người ký giấy phép ghi theo trí nhớ, chưa đối chiếu; tỉnh có thể phân cấp khác."


class TreeForm(Form):
    """Đơn đề nghị cấp giấy phép chặt hạ, dịch chuyển cây xanh đô thị."""

    tree = Section("Cây xanh")
    work = Choice("Việc đề nghị với cây xanh", {"fell": "Chặt hạ", "move": "Dịch chuyển"})
    place = Choice("Cây trồng ở đâu", {"street": "Đường phố, công viên", "ground": "Khuôn viên tổ chức, cá nhân"})
    address = Text("Vị trí cây", longest=300)
    species = Text("Loại cây", longest=100)
    count = Integer("Số cây", least=1, most=500, unit="cây")
    height = Decimal("Chiều cao cây cao nhất", least=1, most=60, unit="m", places=1)
    is_protected = YesNo("Cây thuộc danh mục cây bảo tồn")
    # Nghị định 64/2010/NĐ-CP, Điều 14 khoản 1
    why = Choice(
        "Lý do chặt hạ, dịch chuyển",
        {
            "danger": "Nguy hiểm, đổ gãy",
            "dead": "Đã chết",
            "sick": "Bị bệnh, già cỗi không bảo đảm an toàn",
            "works": "Có công trình",
        },
    )
    works_permit = Text("Số giấy phép, quyết định của công trình").shown_if(why.is_("works"))
    target = Text("Nơi dịch chuyển cây đến", longest=300).shown_if(work.is_("move"))

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp giấy phép chặt hạ, dịch chuyển cây xanh", originals=1)
    sketch = Paper("Sơ đồ vị trí cây xanh đề nghị chặt hạ, dịch chuyển", originals=1)
    photo = Paper("Ảnh chụp hiện trạng cây xanh", originals=1)
    works_paper = Paper("Bản sao giấy phép xây dựng hoặc quyết định dự án", copies=1).shown_if(why.is_("works"))

    # Nghị định 64/2010/NĐ-CP, Điều 14: cây trong khuôn viên cao từ 10 m hoặc cây bảo tồn
    needs_a_permit = Check(
        "Cây trong khuôn viên dưới 10 m, không thuộc danh mục bảo tồn thì không phải xin giấy phép.",
        place.is_("street") | is_protected.is_(True) | (height >= 10),
        at=height,
    )


class RoadWorkForm(Form):
    """Đơn đề nghị cấp phép thi công trên đường huyện đang khai thác."""

    approval = IssuedPaper.section("Văn bản chấp thuận xây dựng, đấu nối", without=("about", "valid_until"))
    approved_until = Date("Văn bản chấp thuận có giá trị đến ngày")
    work = Section("Công trình trên đường huyện")
    kind = Choice("Loại công trình thi công", {"utility": "Công trình thiết yếu", "junction": "Nút giao, đấu nối"})
    road = Text("Tên đường huyện, lý trình", longest=200)
    digs = YesNo("Có đào mặt đường, lề đường")
    dug_area = Decimal("Diện tích đào", least=1, most=100_000, unit="m²", places=1).shown_if(digs.is_(True))
    from_on = Date("Thi công từ ngày", not_past=True)
    to_on = Date("Thi công đến ngày")

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp phép thi công", originals=1)
    approval_paper = Paper("Bản sao văn bản chấp thuận xây dựng hoặc đấu nối", copies=1)
    drawings = Paper("Hồ sơ thiết kế bản vẽ thi công, biện pháp tổ chức thi công bảo đảm giao thông", originals=2)
    restore = Paper("Cam kết hoàn trả mặt đường", originals=1).shown_if(digs.is_(True))

    # Thông tư 50/2015/TT-BGTVT, Điều 13, Điều 14: khởi công trong hạn của văn bản chấp thuận
    approval_runs = Check(
        "Văn bản chấp thuận hết hạn thì phải gia hạn trước.", approved_until >= from_on, at=approved_until
    )
    # Nghị định 11/2010/NĐ-CP, Điều 18: giấy phép ghi thời gian thi công
    in_order = Check("Ngày kết thúc thi công phải sau ngày bắt đầu.", to_on >= from_on, at=to_on)


class PavementForm(Form):
    """Đơn đề nghị cấp giấy phép sử dụng tạm thời lòng đường, vỉa hè."""

    use = Section("Sử dụng tạm thời")
    where = Choice("Phần đường sử dụng", {"pavement": "Vỉa hè", "roadway": "Lòng đường"})
    purpose = Choice(
        "Mục đích sử dụng",
        {"event": "Tuyên truyền, lễ hội", "parking": "Trông giữ xe phục vụ sự kiện", "materials": "Vật liệu xây dựng"},
    )
    street = Text("Tuyến đường, số nhà", longest=300)
    width_left = Decimal("Bề rộng vỉa hè còn lại cho người đi bộ", least=0, most=50, unit="m", places=1).shown_if(
        where.is_("pavement")
    )
    lanes_left = Integer("Số làn xe cơ giới còn lại một chiều", least=0, most=10).shown_if(where.is_("roadway"))
    permit = Text("Số giấy phép xây dựng công trình").shown_if(purpose.is_("materials"))
    from_on = Date("Sử dụng từ ngày", not_past=True)
    to_on = Date("Sử dụng đến ngày")

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị sử dụng tạm thời lòng đường, vỉa hè", originals=1)
    sketch = Paper("Sơ đồ vị trí, phạm vi sử dụng, phương án bảo đảm giao thông", originals=1)
    works_paper = Paper("Bản sao giấy phép xây dựng", copies=1).shown_if(purpose.is_("materials"))
    event_paper = Paper("Bản sao văn bản cho phép tổ chức sự kiện", copies=1).shown_if(purpose.is_not("materials"))

    # Nghị định 100/2013/NĐ-CP, Điều 1 (Điều 25b, 25c Nghị định 11/2010/NĐ-CP)
    leaves_a_path = Check("Vỉa hè còn lại cho người đi bộ phải từ 1,5 m.", width_left * 2 >= 3, at=width_left)
    leaves_lanes = Check("Lòng đường còn lại phải đủ 02 làn xe cơ giới một chiều.", lanes_left >= 2, at=lanes_left)
    # Nghị định 100/2013/NĐ-CP, Điều 1: sử dụng tạm thời có thời hạn
    in_order = Check("Ngày kết thúc sử dụng phải sau ngày bắt đầu.", to_on >= from_on, at=to_on)


look = Step("Kiểm tra hiện trạng cây xanh", OFFICER, within=working_days(10), key="kiem-tra")
look_danger = Step("Kiểm tra ngay cây nguy hiểm", OFFICER, within=working_days(3), key="kiem-tra")
review_tree = Step("Trưởng phòng duyệt, ký trình", HEAD, within=working_days(2), key="duyet")
sign_tree = Step("Ký giấy phép chặt hạ, dịch chuyển", DISTRICT_LEADER, within=working_days(2), key="ky-giay-phep")
examine = Step("Thẩm định biện pháp thi công, kiểm tra đường", OFFICER, within=working_days(4.5), key="tham-dinh")
sign_road = Step("Ký giấy phép thi công", HEAD, within=working_days(2), key="ky-giay-phep")
visit = Step("Kiểm tra phạm vi sử dụng", OFFICER, within=working_days(2.5), key="kiem-tra")
review = Step("Trưởng phòng duyệt, ký trình", HEAD, within=working_days(1), key="duyet")
sign = Step("Ký giấy phép sử dụng tạm thời", DISTRICT_LEADER, within=working_days(1), key="ky-giay-phep")

TREE = Procedure(
    facts=FACTS["giay-phep-chat-ha-dich-chuyen-cay-xanh"],
    form=TreeForm,
    route=Route(
        when(TreeForm.why.is_("danger"), look_danger, review_tree, sign_tree), otherwise(look, review_tree, sign_tree)
    ),
    unconfirmed=(MEMORY, "Mức cao từ 10 m của cây trong khuôn viên ghi theo trí nhớ, chưa đối chiếu."),
)
ROAD_WORK = Procedure(
    facts=FACTS["giay-phep-thi-cong-tren-duong-huyen"],
    form=RoadWorkForm,
    route=Route(otherwise(examine, sign_road)),
    unconfirmed=(MEMORY, "Thời hạn hiệu lực của văn bản chấp thuận, chấp thuận gia hạn chưa đối chiếu."),
)
PAVEMENT = Procedure(
    facts=FACTS["su-dung-tam-thoi-long-duong-via-he"],
    form=PavementForm,
    route=Route(otherwise(visit, review, sign)),
    unconfirmed=(MEMORY, "Mức 1,5 m vỉa hè và 02 làn xe còn lại ghi theo trí nhớ, chưa đối chiếu."),
)
