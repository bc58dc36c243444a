"""Trường mẫu giáo, trường mầm non, nhà trẻ: thành lập hoặc cho phép thành lập; sáp nhập, chia, tách."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Commune,
    Date,
    Form,
    Integer,
    LongText,
    Many,
    Money,
    Paper,
    Part,
    Rows,
    Section,
    Text,
    YesNo,
    filed_on,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, otherwise, when, working_days
from motcua_giao_duc_dao_tao.desks import HEAD, OFFICER
from motcua_giao_duc_dao_tao.facts import FACTS
from motcua_giao_duc_dao_tao.truong import ASKERS, KINDS, SOURCES, TENURES, WAYS, as_many_after, as_many_before, asked

# Luật Giáo dục 2005, Điều 25: cơ sở giáo dục mầm non nhận trẻ từ 3 tháng đến 6 tuổi
TYPES = {
    "nursery": "Nhà trẻ (3 tháng đến 3 tuổi)",
    "kindergarten": "Trường mẫu giáo (3 đến 6 tuổi)",
    "preschool": "Trường mầm non (3 tháng đến 6 tuổi)",
}
PRESCHOOL_KINDS = KINDS | {"people": "Dân lập"}


class FoundingForm(Form):
    """Tờ trình đề nghị thành lập, cho phép thành lập trường mẫu giáo, trường mầm non, nhà trẻ."""

    school = Section("Trường, nhà trẻ đề nghị thành lập")
    name = Text("Tên trường, nhà trẻ")
    type = Choice("Loại trường mầm non", TYPES)
    kind = Choice("Loại hình", PRESCHOOL_KINDS)
    asker = Choice("Bên trình đề nghị", ASKERS | {"community": "Cộng đồng dân cư ở cơ sở"})
    need = LongText("Sự cần thiết thành lập", longest=1000)
    site = Text("Địa điểm dự kiến làm trụ sở nuôi dưỡng, chăm sóc, giáo dục trẻ em", longest=300)
    commune = Commune("Xã, thị trấn dự kiến đặt trụ sở")
    in_plan = YesNo("Đề án phù hợp quy hoạch mạng lưới cơ sở giáo dục đã được phê duyệt")
    plan_decision = Text("Số quyết định phê duyệt quy hoạch mạng lưới", longest=80)

    scheme = Section("Đề án thành lập")
    toddlers = Integer("Số trẻ nhà trẻ dự kiến nhận", least=1, most=1_000, unit="trẻ").shown_if(
        type.is_not("kindergarten")
    )
    pupils = Integer("Số trẻ mẫu giáo dự kiến nhận", least=1, most=2_000, unit="trẻ").shown_if(type.is_not("nursery"))
    tenure = Choice("Đất, trụ sở dự kiến", TENURES)
    capital = Money("Tổng số vốn dự kiến", least=1_000_000)
    build = Money("Trong đó vốn xây dựng, mua sắm ban đầu", least=0)
    three_years = Money("Trong đó kinh phí bảo đảm hoạt động 3 năm đầu", least=1_000_000)
    sources = Many("Nguồn vốn đầu tư", SOURCES)
    lender = Text("Bên cho vay, số văn bản cam kết cho vay").shown_if(sources.includes("loan"))

    papers = Section("Thành phần hồ sơ")
    public_request = Paper("Tờ trình đề nghị thành lập của Ủy ban nhân dân cấp xã", originals=1).shown_if(
        kind.is_("public")
    )
    request = Paper("Tờ trình đề nghị cho phép thành lập của tổ chức, cá nhân", originals=1).shown_if(
        kind.is_not("public")
    )
    scheme_paper = Paper("Đề án thành lập trường mẫu giáo, trường mầm non, nhà trẻ", originals=1)
    loan_paper = Paper("Thuyết minh tính khả thi, hợp pháp của vốn vay", originals=1).shown_if(sources.includes("loan"))

    # Nghị định 46/2017/NĐ-CP, Điều 3 khoản 1
    is_in_plan = Check(
        "Đề án thành lập phải phù hợp với quy hoạch mạng lưới cơ sở giáo dục đã được phê duyệt.",
        in_plan.is_(True),
        at=in_plan,
    )
    # Luật Giáo dục 2005, Điều 48 khoản 1; Nghị định 46/2017/NĐ-CP, Điều 4 khoản 3
    public_is_asked_by_the_commune = Check(
        "Trường công lập do Ủy ban nhân dân cấp xã trình.", kind.is_not("public") | asker.is_("commune"), at=asker
    )
    peoples_is_asked_by_the_community = Check(
        "Trường dân lập do cộng đồng dân cư ở cơ sở trình.", kind.is_not("people") | asker.is_("community"), at=asker
    )
    private_is_asked_by_others = Check(
        "Trường tư thục do tổ chức hoặc cá nhân trình.",
        kind.is_not("private") | asker.is_one_of("body", "person"),
        at=asker,
    )
    # Luật Giáo dục 2005, Điều 48 khoản 1: tư thục bảo đảm kinh phí bằng vốn ngoài ngân sách nhà nước
    private_is_off_budget = Check(
        "Trường tư thục thành lập bằng vốn ngoài ngân sách nhà nước.",
        kind.is_not("private") | ~sources.includes("state"),
        at=sources,
    )
    # Nghị định 46/2017/NĐ-CP, Điều 4 khoản 2 điểm b
    capital_lasts_three_years = Check(
        "Tổng số vốn phải đủ cho xây dựng, mua sắm và hoạt động trong 3 năm đầu.",
        capital >= build + three_years,
        at=capital,
    )


class Before(Part):
    """Một trường trước khi sáp nhập, chia, tách."""

    name = Text("Tên trường, nhà trẻ trước khi sáp nhập, chia, tách")
    type = Choice("Thuộc loại trường", TYPES)
    kind = Choice("Thuộc loại hình", PRESCHOOL_KINDS)
    children = Integer("Số trẻ đang học", least=0, most=2_000, unit="trẻ")
    staff = Integer("Số cán bộ, giáo viên, nhân viên hiện có", least=1, most=300, unit="người")


class After(Part):
    """Một trường sau khi sáp nhập, chia, tách."""

    name = Text("Tên trường, nhà trẻ sau khi sáp nhập, chia, tách")
    address = Text("Nơi đặt trụ sở, điểm trường", longest=300)
    children = Integer("Số trẻ tiếp nhận", least=1, most=4_000, unit="trẻ")
    staff = Integer("Số cán bộ, giáo viên, nhân viên tiếp nhận", least=1, most=600, unit="người")


class ReorganisationForm(Form):
    """Tờ trình về việc sáp nhập, chia, tách trường mẫu giáo, trường mầm non, nhà trẻ."""

    request = Section("Việc sáp nhập, chia, tách trường mầm non")
    way = Choice("Hình thức tổ chức lại", WAYS)
    reason = LongText("Sự cần thiết, mục đích nâng cao chất lượng nuôi dưỡng, chăm sóc trẻ", longest=1000)
    in_plan = YesNo("Phương án phù hợp quy hoạch mạng lưới cơ sở giáo dục")
    starts_on = Date("Ngày dự kiến thực hiện", not_past=True)
    before = Rows(Before, "Trường, nhà trẻ hiện nay", least=1, most=6)
    after = Rows(After, "Trường, nhà trẻ hình thành", least=1, most=6)
    staying = Integer("Số trẻ ở lại trường cũ khi tách (sáp nhập, chia: ghi 0)", least=0, most=2_000, unit="trẻ")
    elsewhere = Integer("Số trẻ chuyển sang trường, nhóm trẻ khác", least=0, most=2_000, unit="trẻ")
    receiver = Text("Tên trường, nhóm trẻ tiếp nhận").shown_if(elsewhere > 0)

    means = Section("Tài chính, tài sản, đất đai")
    debts = Money("Các khoản vay, nợ phải trả", least=0)
    moves_site = YesNo("Có thay đổi địa điểm nuôi dạy trẻ")
    has_new_land = YesNo("Phải điều chỉnh quyền sử dụng đất").shown_if(moves_site.is_(True))

    papers = Section("Thành phần hồ sơ")
    letter = Paper("Tờ trình về việc sáp nhập, chia, tách", originals=1)
    scheme = Paper(
        "Đề án sáp nhập, chia, tách, có phương án bảo đảm quyền, lợi ích hợp pháp của trẻ em, giáo viên, nhân viên",
        originals=1,
    )
    means_paper = Paper("Văn bản xác nhận về tài chính, tài sản, đất đai, các khoản vay, nợ phải trả", originals=1)
    creditors = Paper("Văn bản thỏa thuận với chủ nợ về việc kế thừa nợ", copies=1, optional=True).shown_if(debts > 0)
    acceptance = Paper("Văn bản đồng ý tiếp nhận trẻ", originals=1).shown_if(elsewhere > 0)

    # Nghị định 46/2017/NĐ-CP, Điều 7
    one_before, several_before = as_many_before(way, before)
    one_after, several_after = as_many_after(way, after)
    is_in_plan = Check("Phương án phải phù hợp với quy hoạch mạng lưới.", in_plan.is_(True), at=in_plan)
    # Điều 7 khoản 1: bảo đảm quyền, lợi ích của trẻ em, giáo viên, nhân viên
    every_child_has_a_place = Check(
        "Số trẻ của các trường hình thành, ở lại trường cũ và chuyển nơi khác phải bằng số trẻ đang học.",
        (after.sum_of("children") + staying + elsewhere).is_(before.sum_of("children")),
        at=elsewhere,
    )
    nobody_stays_in_a_closed_school = Check(
        "Chỉ khi tách trường mới có trẻ ở lại trường cũ.", way.is_("split") | staying.is_(0), at=staying
    )
    # Luật Giáo dục 2005, Điều 48: công lập không nhập với trường ngoài công lập
    one_kind_only = Check(
        "Chỉ sáp nhập trường cùng loại hình (công lập, dân lập, tư thục).",
        before.all_rows(Before.kind.is_("public"))
        | before.all_rows(Before.kind.is_("people"))
        | before.all_rows(Before.kind.is_("private")),
        at=before,
    )
    has_time = Check("Ngày thực hiện phải sau ngày nộp hồ sơ.", starts_on > filed_on(), at=starts_on)


appraise_public = Step(
    "Thẩm định điều kiện thành lập", OFFICER, working_days(14), key="tham-dinh", consults=asked(7, "staff", "land")
)
appraise_land = Step(
    "Thẩm định điều kiện thành lập", OFFICER, working_days(14), key="tham-dinh", consults=asked(7, "land", "building")
)
appraise_lease = Step(
    "Thẩm định điều kiện thành lập", OFFICER, working_days(14), key="tham-dinh", consults=asked(7, "building")
)
review = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(4), key="duyet")
sign = Step("Ký quyết định thành lập", DISTRICT_LEADER, working_days(5), key="ky-quyet-dinh")

PRESCHOOL_FOUNDING = Procedure(
    facts=FACTS["thanh-lap-truong-mam-non"],
    form=FoundingForm,
    route=Route(
        when(FoundingForm.kind.is_("public"), appraise_public, review, sign),
        when(FoundingForm.tenure.is_("lease"), appraise_lease, review, sign),
        otherwise(appraise_land, review, sign),
    ),
    unconfirmed=(
        "Điều 3, Điều 4 Nghị định 46/2017/NĐ-CP (hồ sơ, 3 năm đầu) mới đối chiếu với bản niêm yết của nơi khác.",
        "Luật chỉ ghi “phòng chuyên môn có liên quan”: các phòng được lấy ý kiến ở đây là cách làm đề xuất.",
        "Thuyết minh vốn vay là phần của đề án; nhận thành giấy riêng hay không cần xác nhận.",
    ),
)

appraise_again = Step(
    "Thẩm định đề án sáp nhập, chia, tách", OFFICER, working_days(13), key="tham-dinh", consults=asked(6, "staff")
)
appraise_site = Step(
    "Thẩm định đề án, kiểm tra địa điểm mới", OFFICER, working_days(15), key="tham-dinh",
    consults=asked(7, "staff", "land"),
)  # fmt: skip
review_again = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(3), key="duyet")
sign_again = Step("Ký quyết định sáp nhập, chia, tách", DISTRICT_LEADER, working_days(5), key="ky-quyet-dinh")

PRESCHOOL_REORGANISATION = Procedure(
    facts=FACTS["sap-nhap-chia-tach-truong-mam-non"],
    form=ReorganisationForm,
    route=Route(
        when(ReorganisationForm.moves_site.is_(True), appraise_site, review_again, sign_again),
        otherwise(appraise_again, review_again, sign_again),
    ),
    unconfirmed=(
        "Yêu cầu cùng loại hình khi sáp nhập suy từ Luật Giáo dục 2005, Điều 48; Điều 7 Nghị định 46/2017/NĐ-CP trích "
        "theo trí nhớ.",
    ),
)
