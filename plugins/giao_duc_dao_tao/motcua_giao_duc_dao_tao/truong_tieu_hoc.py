"""Trường tiểu học: thành lập trường công lập, cho phép thành lập trường tư thục; sáp nhập, chia, tách."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Date,
    Decimal,
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
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, otherwise, when, working_days
from motcua_giao_duc_dao_tao.desks import HEAD, OFFICER
from motcua_giao_duc_dao_tao.facts import FACTS
from motcua_giao_duc_dao_tao.truong import KINDS, TENURES, WAYS, Proposal, as_many_after, as_many_before, asked

PRIMARY_DEGREES = {
    "university": "Đại học sư phạm, giáo dục tiểu học",
    "college": "Cao đẳng sư phạm tiểu học",
    "middle": "Trung cấp sư phạm",
    "other": "Chưa có bằng sư phạm",
}


class Branch(Part):
    """Một điểm trường ngoài trụ sở chính."""

    name = Text("Tên điểm trường, thôn", longest=100)
    classes = Integer("Số lớp của điểm trường", least=1, most=30, unit="lớp")
    pupils = Integer("Số học sinh của điểm trường", least=1, most=1_000, unit="học sinh")

    # Điều lệ trường tiểu học (Thông tư 41/2010/TT-BGDĐT), Điều 17 khoản 1
    fits_its_classes = Check("Mỗi lớp của điểm trường không quá 35 học sinh.", pupils <= classes * 35, at=pupils)


class FoundingForm(Form):
    """Tờ trình về đề án thành lập, cho phép thành lập trường tiểu học."""

    school = Proposal.section("Trường tiểu học đề nghị thành lập")

    scheme = Section("Đề án thành lập trường tiểu học")
    area_served = Text("Địa bàn tuyển sinh (thôn, xóm, tổ dân phố)", longest=300)
    children = Integer("Số trẻ từ 6 đến 10 tuổi trên địa bàn", least=1, most=20_000, unit="trẻ")
    farthest = Decimal("Quãng đường đến trường xa nhất của học sinh", least=0, most=50, unit="km", places=1)
    in_plan = YesNo("Phù hợp quy hoạch mạng lưới trường tiểu học của huyện")
    classes = Integer("Số lớp dự kiến (lớp 1 đến lớp 5)", least=5, most=60, unit="lớp")
    pupils = Integer("Số học sinh tiểu học dự kiến", least=1, most=3_000, unit="học sinh")
    two_sessions = YesNo("Dự kiến dạy học 2 buổi/ngày")
    has_branches = YesNo("Có điểm trường ngoài trụ sở chính")
    branches = Rows(Branch, "Các điểm trường", least=1, most=10).shown_if(has_branches.is_(True))
    tenure = Choice("Đất xây dựng trường tiểu học", TENURES)

    head = Section("Người dự kiến làm hiệu trưởng trường tiểu học")
    head_name = Text("Họ và tên người dự kiến làm hiệu trưởng", longest=100, words=2)
    head_degree = Choice("Bằng cấp của người dự kiến làm hiệu trưởng", PRIMARY_DEGREES)

    opinions = Section("Ý kiến của các cơ quan liên quan")
    offices = Many(
        "Cơ quan đã có ý kiến bằng văn bản",
        {
            "land": "Tài nguyên và Môi trường",
            "building": "Xây dựng, quy hoạch",
            "money": "Tài chính",
            "staff": "Nội vụ",
        },
    )
    has_remarks = YesNo("Có cơ quan yêu cầu giải trình, tiếp thu")
    was_directed = YesNo("Ủy ban nhân dân huyện đã có ý kiến chỉ đạo bổ sung")

    papers = Section("Thành phần hồ sơ")
    scheme_paper = Paper("Đề án thành lập trường tiểu học", originals=1)
    request = Paper("Tờ trình về đề án thành lập trường, dự thảo quy chế hoạt động của trường", originals=1)
    head_record = Paper("Sơ yếu lý lịch của người dự kiến làm hiệu trưởng", originals=1)
    head_diploma = Paper("Văn bằng, chứng chỉ của người dự kiến làm hiệu trưởng", certified_copies=1)
    opinion_papers = Paper("Ý kiến bằng văn bản của các cơ quan có liên quan", originals=1)
    explanation = Paper("Báo cáo giải trình việc tiếp thu ý kiến của các cơ quan", originals=1).shown_if(
        has_remarks.is_(True)
    )
    supplement = Paper("Báo cáo bổ sung theo ý kiến chỉ đạo của Ủy ban nhân dân huyện", originals=1).shown_if(
        was_directed.is_(True)
    )

    # Nghị định 46/2017/NĐ-CP, Điều 15 khoản 1
    is_in_plan = Check(
        "Đề án phải phù hợp với quy hoạch mạng lưới cơ sở giáo dục của địa phương.", in_plan.is_(True), at=in_plan
    )
    # Điều lệ trường tiểu học, Điều 17 khoản 1: mỗi lớp không quá 35 học sinh
    classes_are_enough = Check("Mỗi lớp tiểu học không quá 35 học sinh.", pupils <= classes * 35, at=pupils)
    # Luật Giáo dục 2005, Điều 77 khoản 1
    head_is_trained = Check(
        "Hiệu trưởng trường tiểu học phải có bằng trung cấp sư phạm trở lên.",
        head_degree.is_not("other"),
        at=head_degree,
    )
    # Nghị định 46/2017/NĐ-CP, Điều 16 khoản 2: hồ sơ có ý kiến của cơ quan có liên quan
    land_was_asked = Check(
        "Xin giao đất, thuê đất thì phải có ý kiến của cơ quan tài nguyên và môi trường.",
        tenure.is_not("allot") | offices.includes("land"),
        at=offices,
    )


class Before(Part):
    """Một trường tiểu học trước khi sáp nhập, chia, tách."""

    name = Text("Tên trường tiểu học hiện nay")
    kind = Choice("Loại hình trường hiện nay", KINDS)
    classes = Integer("Số lớp hiện có", least=1, most=60, unit="lớp")
    pupils = Integer("Số học sinh hiện có", least=0, most=3_000, unit="học sinh")


class After(Part):
    """Một trường tiểu học hình thành."""

    name = Text("Tên trường tiểu học hình thành")
    address = Text("Trụ sở chính của trường hình thành", longest=300)
    classes = Integer("Số lớp sau khi sắp xếp", least=1, most=80, unit="lớp")
    pupils = Integer("Số học sinh tiếp nhận", least=1, most=4_000, unit="học sinh")

    # Điều lệ trường tiểu học, Điều 17 khoản 1
    fits_its_classes = Check("Sau khi sắp xếp, mỗi lớp vẫn không quá 35 học sinh.", pupils <= classes * 35, at=pupils)


class ReorganisationForm(Form):
    """Tờ trình về việc sáp nhập, chia, tách trường tiểu học."""

    request = Section("Việc sáp nhập, chia, tách trường tiểu học")
    way = Choice("Hình thức sắp xếp trường", WAYS)
    reason = LongText("Sự cần thiết sắp xếp trường tiểu học", longest=1000)
    plan_paper = Text("Số văn bản quy hoạch, kế hoạch sắp xếp mạng lưới trường", longest=80)
    starts_on = Date("Ngày dự kiến thực hiện sắp xếp", not_past=True)
    before = Rows(Before, "Các trường tiểu học hiện nay", least=1, most=6)
    after = Rows(After, "Các trường tiểu học hình thành", least=1, most=6)
    staying = Integer("Số học sinh ở lại trường cũ khi tách (còn lại: ghi 0)", least=0, most=3_000, unit="học sinh")

    effects = Section("Học sinh, giáo viên, tài sản sau sắp xếp")
    farther = YesNo("Có học sinh phải đi học xa hơn trước")
    keeps_branches = YesNo("Giữ lại điểm trường cũ làm điểm lẻ").shown_if(farther.is_(True))
    travel = Text("Biện pháp đưa đón, hỗ trợ học sinh đi học xa", longest=300).shown_if(keeps_branches.is_(False))
    surplus = Integer("Số giáo viên, nhân viên dôi dư", least=0, most=200, unit="người")
    debts = Money("Các khoản vay, nợ phải trả của các trường", least=0)

    papers = Section("Thành phần hồ sơ")
    letter = Paper("Tờ trình về việc sáp nhập, chia, tách", originals=1)
    scheme = Paper(
        "Đề án sáp nhập, chia, tách, có phương án bảo đảm quyền, lợi ích hợp pháp của học sinh, giáo viên, nhân viên",
        originals=1,
    )
    means = Paper("Văn bản xác nhận về tài chính, tài sản, đất đai, các khoản vay, nợ phải trả", originals=1)
    surplus_plan = Paper("Phương án sắp xếp giáo viên, nhân viên dôi dư", originals=1).shown_if(surplus > 0)

    # Nghị định 46/2017/NĐ-CP, Điều 19
    one_before, several_before = as_many_before(way, before)
    one_after, several_after = as_many_after(way, after)
    nobody_stays_in_a_closed_school = Check(
        "Chỉ khi tách trường mới có học sinh ở lại trường cũ.", way.is_("split") | staying.is_(0), at=staying
    )
    # Luật Giáo dục 2005, Điều 11: phổ cập; không học sinh tiểu học nào bị bỏ lại
    every_pupil_has_a_place = Check(
        "Số học sinh tiếp nhận và ở lại phải bằng số học sinh hiện có của các trường.",
        (after.sum_of("pupils") + staying).is_(before.sum_of("pupils")),
        at=after,
    )
    one_kind_only = Check(
        "Trường công lập và trường tư thục không sáp nhập với nhau.",
        before.all_rows(Before.kind.is_("public")) | before.all_rows(Before.kind.is_("private")),
        at=before,
    )


appraise_public = Step(
    "Thẩm định đề án, điều kiện thành lập", OFFICER, working_days(20), key="tham-dinh",
    consults=asked(10, "staff", "money"),
)  # fmt: skip
appraise_private = Step(
    "Thẩm định đề án, điều kiện thành lập", OFFICER, working_days(20), key="tham-dinh",
    consults=asked(10, "land", "building"),
)  # fmt: skip
appraise_lease = Step(
    "Thẩm định đề án, kiểm tra trụ sở thuê", OFFICER, working_days(16), key="tham-dinh", consults=asked(8, "building")
)
review = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(5), key="duyet")
sign = Step("Ký quyết định thành lập", DISTRICT_LEADER, working_days(14), key="ky-quyet-dinh")

PRIMARY_FOUNDING = Procedure(
    facts=FACTS["thanh-lap-truong-tieu-hoc"],
    form=FoundingForm,
    route=Route(
        when(FoundingForm.school["kind"].is_("public"), appraise_public, review, sign),
        when(FoundingForm.tenure.is_("lease"), appraise_lease, review, sign),
        otherwise(appraise_private, review, sign),
    ),
    unconfirmed=(
        "Điều 15, Điều 16 Nghị định 46/2017/NĐ-CP (điều kiện, hồ sơ, mỗi chặng 20 ngày) trích theo trí nhớ.",
        "Hồ sơ đã có ý kiến các cơ quan; Phòng lấy ý kiến thêm trong khi thẩm định là cách làm đề xuất.",
        "Mỗi lớp không quá 35 học sinh theo Điều 17 Điều lệ trường tiểu học trích theo trí nhớ.",
    ),
)

appraise_again = Step("Thẩm định đề án sắp xếp trường", OFFICER, working_days(9), key="tham-dinh")
appraise_surplus = Step(
    "Thẩm định đề án, phương án nhân sự dôi dư", OFFICER, working_days(11), key="tham-dinh", consults=asked(5, "staff")
)
review_again = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(3), key="duyet")
sign_again = Step("Ký quyết định sáp nhập, chia, tách", DISTRICT_LEADER, working_days(5), key="ky-quyet-dinh")

PRIMARY_REORGANISATION = Procedure(
    facts=FACTS["sap-nhap-chia-tach-truong-tieu-hoc"],
    form=ReorganisationForm,
    route=Route(
        when(ReorganisationForm.surplus > 0, appraise_surplus, review_again, sign_again),
        otherwise(appraise_again, review_again, sign_again),
    ),
    unconfirmed=(
        "Hồ sơ theo Điều 19 Nghị định 46/2017/NĐ-CP mới đối chiếu với bản niêm yết của nơi khác.",
        "Không cho công lập và tư thục sáp nhập với nhau suy từ Luật Giáo dục 2005, Điều 48, cần xác nhận.",
    ),
)
