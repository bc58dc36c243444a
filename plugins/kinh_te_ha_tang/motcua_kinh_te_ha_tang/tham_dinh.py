"""Phần chung của các thủ tục thẩm định: nhà thầu tư vấn, thẩm tra, ý kiến phối hợp, bước ký thông báo."""

from motcua.api.forms import Check, Date, Part, Text, YesNo
from motcua.api.routes import Step, consult, desk_of, working_days
from motcua_kinh_te_ha_tang.desks import HEAD, OFFICER

MEMORY = "Điều, khoản của Luật Xây dựng 2014, Nghị định 59/2015, 42/2017 và 32/2015 trích theo trí nhớ, chưa đối chiếu."
AUTHORITY = "Phân cấp thẩm định cho phòng của UBND huyện theo quyết định của UBND tỉnh, chưa đối chiếu."
FIRE = "Văn bản thẩm duyệt hoặc ý kiến về giải pháp phòng cháy, chữa cháy"
STAGES = {"first": "Thẩm định lần đầu", "adjusted": "Thẩm định điều chỉnh"}


class Consultant(Part):
    """Nhà thầu tư vấn lập hồ sơ."""

    name = Text("Tên nhà thầu tư vấn")
    certificate = Text("Số chứng chỉ năng lực hoạt động xây dựng", longest=50)
    valid_until = Date("Chứng chỉ năng lực có giá trị đến ngày")
    chief = Text("Họ và tên chủ nhiệm, chủ trì thiết kế", longest=100, words=2)
    chief_certificate = Text("Số chứng chỉ hành nghề của chủ nhiệm, chủ trì", longest=50)
    done_on = Date("Ngày hoàn thành hồ sơ tư vấn", not_future=True)

    # Luật Xây dựng 2014, Điều 148 khoản 3; Nghị định 59/2015/NĐ-CP, Điều 57: đủ năng lực khi thực hiện công việc
    was_qualified = Check(
        "Chứng chỉ năng lực phải còn giá trị vào ngày hoàn thành hồ sơ tư vấn.", done_on <= valid_until, at=valid_until
    )


class Verifier(Part):
    """Tổ chức thẩm tra theo yêu cầu của cơ quan thẩm định."""

    name = Text("Tên tổ chức thẩm tra")
    report = Text("Số, ngày báo cáo kết quả thẩm tra", longest=100)
    is_independent = YesNo("Độc lập với chủ đầu tư và nhà thầu lập hồ sơ")

    # Nghị định 59/2015/NĐ-CP, Điều 11 và Điều 30: tổ chức thẩm tra độc lập về pháp lý, tài chính
    may_verify = Check(
        "Chọn tổ chức thẩm tra độc lập với chủ đầu tư và nhà thầu lập hồ sơ.",
        is_independent.is_(True),
        at=is_independent,
    )


land = consult(
    "Ý kiến về đất đai, môi trường",
    desk_of("tai_nguyen_moi_truong", "officer", "Phòng Tài nguyên và Môi trường"),
    working_days(5),
    key="y-kien-dat-dai",
)
capital = consult(
    "Ý kiến về nguồn vốn và khả năng cân đối vốn",
    desk_of("tai_chinh_ke_hoach", "officer", "Phòng Tài chính - Kế hoạch"),
    working_days(5),
    key="y-kien-nguon-von",
)
draft = Step("Tổng hợp, dự thảo thông báo kết quả", OFFICER, within=working_days(2), key="tong-hop")
sign = Step("Ký thông báo kết quả thẩm định", HEAD, within=working_days(2), key="ky-thong-bao")
