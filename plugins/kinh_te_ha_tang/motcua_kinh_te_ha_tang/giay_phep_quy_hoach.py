"""Cấp giấy phép quy hoạch dự án đầu tư xây dựng công trình."""

from motcua.api import Procedure
from motcua.api.fees import unconfirmed
from motcua.api.forms import (
    Check,
    Choice,
    Commune,
    Decimal,
    Form,
    Integer,
    LongText,
    Many,
    Money,
    Paper,
    Section,
    Text,
    YesNo,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, consult, desk_of, otherwise, when, working_days
from motcua_kinh_te_ha_tang.desks import HEAD, OFFICER
from motcua_kinh_te_ha_tang.facts import FACTS


class PlanningPermitForm(Form):
    """Đơn đề nghị cấp giấy phép quy hoạch."""

    project = Section("Dự án đầu tư xây dựng")
    name = Text("Tên dự án đầu tư", longest=300)
    kind = Choice(
        "Loại công trình của dự án",
        {
            "complex": "Công trình tập trung (nhiều công trình trong một khu)",
            "single": "Công trình riêng lẻ",
            "house": "Nhà ở riêng lẻ",
        },
    )
    aim = LongText("Nội dung đầu tư, chức năng công trình dự kiến")
    investment = Money("Tổng mức đầu tư dự kiến", least=1)
    equity = Money("Vốn tự có của chủ đầu tư", least=1).shown_if(kind.is_("complex"))

    site = Section("Khu đất")
    place = Text("Địa điểm, ranh giới khu đất", longest=300)
    commune = Commune("Xã, thị trấn nơi có khu đất")
    zone = Choice(
        "Khu đất nằm trong",
        {"urban": "Đô thị", "special": "Khu chức năng đặc thù", "rural": "Nông thôn, ngoài các khu trên"},
    )
    is_across = YesNo("Khu đất thuộc địa giới từ hai huyện trở lên")
    plan = Choice(
        "Tình trạng quy hoạch của khu vực",
        {
            "none": "Chưa có quy hoạch phân khu, quy hoạch chi tiết",
            "zoning": "Đã có quy hoạch phân khu, chưa có quy hoạch chi tiết",
            "detail": "Đã có quy hoạch chi tiết hoặc thiết kế đô thị",
        },
    )
    plan_number = Text("Số, ngày quyết định phê duyệt quy hoạch", longest=100).shown_if(plan.is_not("none"))
    changes = Many(
        "Nội dung quy hoạch chi tiết đề nghị điều chỉnh",
        {
            "border": "Ranh giới lô đất",
            "indices": "Chỉ tiêu sử dụng đất của lô đất",
            "none": "Không điều chỉnh, làm đúng quy hoạch chi tiết",
        },
    ).shown_if(plan.is_("detail"))

    indices = Section("Chỉ tiêu sử dụng đất đề xuất")
    land = Decimal("Diện tích khu đất đề xuất", least=1, most=5_000_000, unit="m²", places=1)
    built = Decimal("Diện tích xây dựng công trình đề xuất", least=1, most=5_000_000, unit="m²", places=1)
    floor_area = Decimal("Tổng diện tích sàn đề xuất", least=1, most=20_000_000, unit="m²", places=1)
    floors = Integer("Tầng cao đề xuất", least=1, most=60, unit="tầng")
    basement = Integer("Số tầng hầm", least=0, most=5, unit="tầng")
    people = Integer("Dân số, lao động của dự án", least=0, most=200_000, unit="người")

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp giấy phép quy hoạch", originals=1)
    sketch = Paper("Sơ đồ vị trí, địa điểm đề nghị cấp giấy phép quy hoạch", originals=1)
    border_paper = Paper("Dự kiến phạm vi, ranh giới khu đất, chỉ tiêu sử dụng đất đô thị", originals=1)
    idea = Paper("Dự kiến nội dung đầu tư, quy mô dự án và tổng mức đầu tư", originals=1)
    capacity = Paper("Báo cáo về pháp nhân và năng lực tài chính để triển khai dự án", originals=1).shown_if(
        kind.is_("complex")
    )
    old_plan = Paper("Bản vẽ và quyết định quy hoạch chi tiết đã phê duyệt", copies=1).shown_if(plan.is_("detail"))

    # Nghị định 37/2010/NĐ-CP, Điều 36: trừ nhà ở riêng lẻ
    is_no_house = Check(
        "Nhà ở riêng lẻ không phải xin giấy phép quy hoạch, nộp hồ sơ cấp giấy phép xây dựng.",
        kind.is_not("house"),
        at=kind,
    )
    # Luật Quy hoạch đô thị 2009, Điều 71; Luật Xây dựng 2014, Điều 47: trong đô thị, khu chức năng đặc thù
    in_a_planned_zone = Check(
        "Ngoài đô thị và khu chức năng đặc thù thì không cấp giấy phép quy hoạch.", zone.is_not("rural"), at=zone
    )
    in_the_district = Check(
        "Khu đất thuộc từ hai huyện trở lên thì nộp hồ sơ tại Sở Xây dựng.", is_across.is_(False), at=is_across
    )
    # Nghị định 37/2010/NĐ-CP, Điều 35 và Điều 36: đã có quy hoạch chi tiết thì chỉ cấp khi điều chỉnh
    needs_a_permit = Check(
        "Dự án làm đúng quy hoạch chi tiết đã duyệt thì lập dự án ngay, không phải xin giấy phép quy hoạch.",
        ~changes.includes("none"),
        at=changes,
    )
    # Nghị định 37/2010/NĐ-CP, Điều 37: chỉ tiêu đề xuất phải tính được mật độ và hệ số sử dụng đất
    built_fits_land = Check("Diện tích xây dựng không được lớn hơn diện tích khu đất.", built <= land, at=built)
    floors_fit = Check(
        "Tổng diện tích sàn không được lớn hơn diện tích xây dựng nhân với số tầng kể cả tầng hầm.",
        floor_area <= built * (floors + basement),
        at=floor_area,
    )
    equity_fits = Check("Vốn tự có không được lớn hơn tổng mức đầu tư.", equity <= investment, at=equity)


land_use = consult(
    "Ý kiến về quy hoạch, kế hoạch sử dụng đất",
    desk_of("tai_nguyen_moi_truong", "officer", "Phòng Tài nguyên và Môi trường"),
    working_days(4),
    key="y-kien-dat-dai",
)
investment = consult(
    "Ý kiến về năng lực tài chính của chủ đầu tư",
    desk_of("tai_chinh_ke_hoach", "officer", "Phòng Tài chính - Kế hoạch"),
    working_days(4),
    key="y-kien-tai-chinh",
)
EXAMINE = "Thẩm định hồ sơ, kiểm tra khu đất"
examine_complex = Step(EXAMINE, OFFICER, within=working_days(9), key="tham-dinh", consults=(land_use, investment))
examine_single = Step(EXAMINE, OFFICER, within=working_days(7), key="tham-dinh", consults=(land_use,))
review = Step("Trưởng phòng duyệt, ký trình", HEAD, within=working_days(2), key="duyet")
sign = Step("Ký giấy phép quy hoạch", DISTRICT_LEADER, within=working_days(2), key="ky-giay-phep")

PLANNING_PERMIT = Procedure(
    facts=FACTS["giay-phep-quy-hoach"],
    form=PlanningPermitForm,
    route=Route(
        when(PlanningPermitForm.kind.is_("complex"), examine_complex, review, sign),
        otherwise(examine_single, review, sign),
    ),
    fee=unconfirmed("Lệ phí cấp giấy phép quy hoạch theo Thông tư của Bộ Tài chính, chưa đối chiếu."),
    book="GPQH",
    legal_basis=("Luật Quy hoạch đô thị 2009, Điều 71", "Nghị định 37/2010/NĐ-CP, Điều 35 đến Điều 41"),
    unconfirmed=(
        "Điều, khoản của Luật Quy hoạch đô thị 2009, Luật Xây dựng 2014, Nghị định 37/2010 trích theo trí nhớ.",
        "Có nguồn ghi 45 ngày theo Nghị định 37/2010 (30 ngày thẩm định và 15 ngày cấp giấy phép), chưa đối chiếu.",
        "Thẩm quyền của UBND huyện so với UBND tỉnh theo quy mô, vị trí dự án chưa đối chiếu.",
        "Thời hạn hiệu lực của giấy phép quy hoạch (12 hoặc 24 tháng) chưa đối chiếu.",
    ),
)
