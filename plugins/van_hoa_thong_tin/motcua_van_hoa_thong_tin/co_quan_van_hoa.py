"""Công nhận, công nhận lại cơ quan, đơn vị, doanh nghiệp đạt chuẩn văn hóa (Thông tư 08/2014/TT-BVHTTDL)."""

from motcua.api import Procedure
from motcua.api.forms import Check, Choice, Date, Form, Integer, IssuedPaper, Paper, Part, Section, Text, YesNo, age
from motcua.api.routes import DISTRICT_LEADER, Route, Step, otherwise, when, working_days
from motcua_van_hoa_thong_tin.desks import HEAD, OFFICER
from motcua_van_hoa_thong_tin.facts import FACTS


class Workplace(Part):
    """Cơ quan, đơn vị, doanh nghiệp đề nghị công nhận."""

    kind = Choice(
        "Danh hiệu đề nghị",
        {
            "agency": "Cơ quan đạt chuẩn văn hóa",
            "unit": "Đơn vị đạt chuẩn văn hóa",
            "enterprise": "Doanh nghiệp đạt chuẩn văn hóa",
        },
    )
    staff = Integer("Số cán bộ, công chức, viên chức, người lao động", least=1, most=100_000, unit="người")
    has_union = YesNo("Đã có tổ chức công đoàn cơ sở")
    union = Text("Công đoàn cấp trên trực tiếp").shown_if(has_union.is_(True))
    pays_insurance = YesNo("Đóng bảo hiểm xã hội và bảo đảm lương cho người lao động theo hợp đồng").shown_if(
        kind.is_("enterprise")
    )

    # Thông tư 08/2014/TT-BVHTTDL, Điều 5 và Điều 6: doanh nghiệp bảo đảm quyền lợi của người lao động
    keeps_rights = Check(
        "Doanh nghiệp phải đóng bảo hiểm xã hội và bảo đảm lương cho người lao động mới được đề nghị công nhận.",
        pays_insurance.is_(True),
        at=pays_insurance,
    )


class FirstWorkplaceForm(Form):
    """Hồ sơ đề nghị công nhận lần đầu cơ quan, đơn vị, doanh nghiệp đạt chuẩn văn hóa."""

    workplace = Workplace.section("Cơ quan, đơn vị, doanh nghiệp")
    building = Section("Quá trình xây dựng danh hiệu")
    enrolled_on = Date("Ngày đăng ký xây dựng danh hiệu", not_future=True)
    enrolled_with = Text("Nơi đã đăng ký", hint="Ban Chỉ đạo, Liên đoàn Lao động huyện")
    finishes_tasks = YesNo("Hoàn thành nhiệm vụ chính trị, kế hoạch sản xuất hằng năm")
    is_smoke_free = YesNo("Có quy chế văn hóa công sở, nơi làm việc, không hút thuốc lá nơi công sở")
    has_violations = YesNo("Có người vi phạm pháp luật bị xử lý, khiếu kiện đông người trong thời gian xây dựng")
    violations = Text("Vi phạm và cách xử lý", longest=500).shown_if(has_violations.is_(True))

    papers = Section("Thành phần hồ sơ")
    request = Paper("Văn bản đề nghị công nhận của cơ quan, đơn vị, doanh nghiệp", originals=1)
    report = Paper("Báo cáo thành tích 02 năm xây dựng danh hiệu", originals=1)
    union_request = Paper("Văn bản đề nghị của công đoàn cấp trên trực tiếp", originals=1).shown_if(
        workplace["has_union"].is_(True)
    )
    handling = Paper("Văn bản xử lý vi phạm của cấp có thẩm quyền", copies=1).shown_if(has_violations.is_(True))

    # Thông tư 08/2014/TT-BVHTTDL, Điều 7: công nhận lần đầu sau 02 năm kể từ ngày đăng ký
    two_years = Check(
        "Công nhận lần đầu phải đủ 2 năm kể từ ngày đăng ký xây dựng danh hiệu.",
        age(enrolled_on) >= 2,
        at=enrolled_on,
    )
    # Thông tư 08/2014/TT-BVHTTDL, Điều 4: hoàn thành tốt nhiệm vụ
    did_its_work = Check(
        "Cơ quan, đơn vị, doanh nghiệp phải hoàn thành nhiệm vụ mới được đề nghị công nhận.",
        finishes_tasks.is_(True),
        at=finishes_tasks,
    )


class AgainWorkplaceForm(Form):
    """Hồ sơ đề nghị công nhận lại cơ quan, đơn vị, doanh nghiệp đạt chuẩn văn hóa."""

    workplace = Workplace.section("Cơ quan, đơn vị, doanh nghiệp")
    first = IssuedPaper.section("Quyết định công nhận lần trước", without=("about", "valid_until"))
    was_withdrawn = YesNo("Danh hiệu lần trước đã bị thu hồi")
    withdrawn_on = Date("Ngày quyết định thu hồi danh hiệu", not_future=True).shown_if(was_withdrawn.is_(True))
    keeping = Section("Giữ vững danh hiệu")
    was_renamed = YesNo("Đã sáp nhập, chia tách, đổi tên từ lần công nhận trước")
    former_name = Text("Tên khi được công nhận lần trước").shown_if(was_renamed.is_(True))
    kept_years = Integer("Số năm giữ vững danh hiệu liên tục", least=0, most=50, unit="năm")

    papers = Section("Thành phần hồ sơ")
    request = Paper("Văn bản đề nghị công nhận lại của cơ quan, đơn vị, doanh nghiệp", originals=1)
    report = Paper("Báo cáo thành tích 05 năm giữ vững danh hiệu", originals=1)
    union_request = Paper("Văn bản đề nghị của công đoàn cấp trên trực tiếp", originals=1).shown_if(
        workplace["has_union"].is_(True)
    )
    old_decision = Paper("Quyết định công nhận lần trước", copies=1)
    renaming = Paper("Quyết định sáp nhập, chia tách, đổi tên", copies=1).shown_if(was_renamed.is_(True))

    # Thông tư 08/2014/TT-BVHTTDL, Điều 7: công nhận lại sau 05 năm kể từ ngày được công nhận lần trước
    five_years = Check(
        "Công nhận lại phải đủ 5 năm kể từ ngày được công nhận lần trước.",
        age(first["issued_on"]) >= 5,
        at=first["issued_on"],
    )
    kept_five_years = Check("Danh hiệu phải được giữ vững liên tục từ 5 năm trở lên.", kept_years >= 5, at=kept_years)
    withdrawn_after = Check(
        "Ngày thu hồi không được trước ngày công nhận.",
        withdrawn_on >= first["issued_on"],
        at=withdrawn_on,
    )


check_first = Step("Thẩm định hồ sơ, kiểm tra tại cơ quan, đơn vị", OFFICER, working_days(6), key="tham-dinh")
check_again = Step("Thẩm định hồ sơ, đối chiếu lần công nhận trước", OFFICER, working_days(4), key="tham-dinh")
review = Step("Trưởng phòng duyệt, trình Chủ tịch UBND huyện", HEAD, working_days(1), key="duyet")
sign = Step("Ký quyết định công nhận", DISTRICT_LEADER, working_days(2), key="ky-quyet-dinh")

UNSURE = (
    "Các điều của Thông tư 08/2014/TT-BVHTTDL (thời gian 02 năm, 05 năm, tiêu chuẩn, hồ sơ) trích theo trí nhớ.",
    "Nơi tiếp nhận là Liên đoàn Lao động huyện hay Trung tâm Hành chính công chưa đối chiếu.",
)

CO_QUAN_LAN_DAU = Procedure(
    facts=FACTS["cong-nhan-lan-dau-co-quan-dat-chuan-van-hoa"],
    form=FirstWorkplaceForm,
    route=Route(otherwise(check_first, review, sign)),
    unconfirmed=UNSURE,
)
CO_QUAN_CONG_NHAN_LAI = Procedure(
    facts=FACTS["cong-nhan-lai-co-quan-dat-chuan-van-hoa"],
    form=AgainWorkplaceForm,
    route=Route(
        when(AgainWorkplaceForm.was_renamed.is_(True), check_first, review, sign),
        otherwise(check_again, review, sign),
    ),
    unconfirmed=(*UNSURE, "Kiểm tra tại chỗ khi đã sáp nhập, đổi tên là cách làm đề xuất, không phải điều luật."),
)
