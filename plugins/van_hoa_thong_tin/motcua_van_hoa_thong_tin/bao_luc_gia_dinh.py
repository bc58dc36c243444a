"""Cơ sở hỗ trợ nạn nhân và cơ sở tư vấn về phòng, chống bạo lực gia đình (Luật 2007, Thông tư 02/2010/TT-BVHTTDL)."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Date,
    Form,
    Integer,
    Many,
    Money,
    Paper,
    Part,
    Person,
    Premises,
    Rows,
    Section,
    Text,
    YesNo,
    age,
)
from motcua.api.routes import DISTRICT_LEADER, Consult, Route, Step, consult, desk_of, otherwise, when, working_days
from motcua_van_hoa_thong_tin.desks import HEAD, OFFICER
from motcua_van_hoa_thong_tin.facts import FACTS


class Worker(Part):
    """Nhân viên tư vấn, chăm sóc."""

    name = Text("Họ và tên nhân viên", longest=100, words=2)
    born = Date("Ngày sinh", not_future=True)
    certificate = Text("Số chứng chỉ nghiệp vụ về phòng, chống bạo lực gia đình", longest=50)
    issued_on = Date("Ngày cấp chứng chỉ", not_future=True)

    # Thông tư 02/2010/TT-BVHTTDL: nhân viên từ đủ 18 tuổi, có chứng chỉ nghiệp vụ
    is_adult = Check("Nhân viên tư vấn, chăm sóc phải đủ 18 tuổi.", age(born) >= 18, at=born)


FOUNDERS = {"organisation": "Tổ chức trong nước", "person": "Cá nhân là công dân Việt Nam"}


class ShelterForm(Form):
    """Đơn đề nghị cấp giấy chứng nhận đăng ký hoạt động cơ sở hỗ trợ nạn nhân bạo lực gia đình."""

    house = Section("Cơ sở hỗ trợ nạn nhân")
    name = Text("Tên cơ sở hỗ trợ")
    founder = Choice("Người thành lập", FOUNDERS)
    services = Many(
        "Nội dung hỗ trợ nạn nhân",
        {
            "care": "Chăm sóc sức khỏe",
            "counsel": "Tư vấn tâm lý, pháp luật",
            "stay": "Bố trí nơi tạm lánh",
            "needs": "Hỗ trợ nhu cầu thiết yếu",
        },
    )
    site = Premises.section("Địa điểm của cơ sở hỗ trợ")
    beds = Integer("Số người tạm lánh nhận được cùng lúc", least=1, most=200, unit="người").shown_if(
        services.includes("stay")
    )
    separates = YesNo("Nơi tạm lánh bố trí riêng nam, nữ, giữ bí mật nơi ở của nạn nhân").shown_if(
        services.includes("stay")
    )
    has_health_licence = YesNo("Có giấy phép hoạt động khám bệnh, chữa bệnh").shown_if(services.includes("care"))

    head = Person.section("Người đứng đầu cơ sở hỗ trợ", without=("email",))
    has_violence = YesNo("Người đứng đầu đã bị xử lý về hành vi bạo lực gia đình hoặc đang bị truy cứu hình sự")
    staff = Section("Nhân viên và kinh phí")
    workers = Rows(Worker, "Nhân viên tư vấn, chăm sóc nạn nhân", least=1, most=50)
    funds = Money("Kinh phí bảo đảm hoạt động năm đầu", least=1)

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị đăng ký hoạt động cơ sở hỗ trợ nạn nhân bạo lực gia đình", originals=1)
    rules = Paper("Dự thảo Quy chế hoạt động của cơ sở", originals=1)
    history = Paper("Sơ yếu lý lịch của người đứng đầu, có xác nhận của UBND cấp xã", originals=1)
    list_of_workers = Paper("Danh sách nhân viên tư vấn, chăm sóc nạn nhân", originals=1)
    certificates = Paper("Chứng chỉ nghiệp vụ của nhân viên", certified_copies=1)
    site_paper = Paper("Giấy tờ chứng minh địa điểm hoạt động", certified_copies=1)
    founding = Paper("Quyết định thành lập của tổ chức", certified_copies=1).shown_if(founder.is_("organisation"))
    health_licence = Paper("Giấy phép hoạt động khám bệnh, chữa bệnh", certified_copies=1).shown_if(
        has_health_licence.is_(True)
    )

    # Luật Phòng, chống bạo lực gia đình 2007, Điều 8: nghiêm cấm; Nghị định 08/2009/NĐ-CP, Điều 15
    is_clean = Check(
        "Người đứng đầu không được là người đã bị xử lý về bạo lực gia đình hoặc đang bị truy cứu hình sự.",
        has_violence.is_(False),
        at=has_violence,
    )
    is_adult = Check("Người đứng đầu cơ sở phải đủ 18 tuổi.", age(head["born"]) >= 18, at=head["born"])
    # Luật Phòng, chống bạo lực gia đình 2007, Điều 5: giữ bí mật, tôn trọng nạn nhân
    is_safe = Check(
        "Nơi tạm lánh phải bố trí riêng nam, nữ và giữ bí mật nơi ở của nạn nhân.",
        separates.is_(True),
        at=separates,
    )
    # Luật Khám bệnh, chữa bệnh 2009, Điều 42
    may_heal = Check(
        "Chăm sóc sức khỏe phải có giấy phép hoạt động khám bệnh, chữa bệnh.",
        has_health_licence.is_(True),
        at=has_health_licence,
    )


class CounselForm(Form):
    """Đơn đề nghị cấp giấy chứng nhận đăng ký hoạt động cơ sở tư vấn về phòng, chống bạo lực gia đình."""

    office = Section("Cơ sở tư vấn")
    name = Text("Tên cơ sở tư vấn")
    founder = Choice("Tổ chức, cá nhân thành lập", FOUNDERS)
    fields = Many(
        "Lĩnh vực tư vấn",
        {"law": "Pháp luật", "mind": "Tâm lý", "health": "Sức khỏe", "skill": "Kỹ năng ứng xử trong gia đình"},
    )
    by = Many("Hình thức tư vấn", {"direct": "Trực tiếp tại cơ sở", "phone": "Qua điện thoại", "mobile": "Lưu động"})
    hotline = Text("Số điện thoại tư vấn", longest=20, pattern=r"[0-9 ]{8,20}", example="0222 386 3100").shown_if(
        by.includes("phone")
    )
    site = Premises.section("Địa điểm tư vấn")
    has_private_room = YesNo("Có phòng tư vấn riêng, bảo đảm kín đáo cho người được tư vấn")
    head = Person.section("Người đứng đầu cơ sở tư vấn", without=("email",))
    has_record = YesNo("Đã bị xử phạt về phòng, chống bạo lực gia đình hoặc đang bị truy cứu hình sự")
    staff = Section("Người tư vấn")
    counsellors = Rows(Worker, "Nhân viên tư vấn", least=1, most=50)
    has_lawyer = YesNo("Có người tư vấn pháp luật là luật sư, tư vấn viên pháp luật").shown_if(fields.includes("law"))

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị đăng ký hoạt động cơ sở tư vấn về phòng, chống bạo lực gia đình", originals=1)
    rules = Paper("Dự thảo Quy chế hoạt động của cơ sở tư vấn", originals=1)
    history = Paper("Sơ yếu lý lịch của người đứng đầu, có xác nhận của UBND cấp xã", originals=1)
    list_of_workers = Paper("Danh sách nhân viên tư vấn", originals=1)
    certificates = Paper("Chứng chỉ nghiệp vụ tư vấn của nhân viên", certified_copies=1)
    lawyer = Paper("Thẻ luật sư hoặc thẻ tư vấn viên pháp luật", certified_copies=1).shown_if(has_lawyer.is_(True))
    founding = Paper("Quyết định thành lập của tổ chức", certified_copies=1).shown_if(founder.is_("organisation"))

    # Nghị định 08/2009/NĐ-CP, Điều 15
    is_clean = Check(
        "Người đứng đầu không được là người đã bị xử phạt về bạo lực gia đình hoặc đang bị truy cứu hình sự.",
        has_record.is_(False),
        at=has_record,
    )
    is_adult = Check("Người đứng đầu cơ sở tư vấn phải đủ 18 tuổi.", age(head["born"]) >= 18, at=head["born"])
    # Luật Phòng, chống bạo lực gia đình 2007, Điều 5: giữ bí mật thông tin của nạn nhân
    is_private = Check(
        "Tư vấn trực tiếp phải có phòng riêng, kín đáo.",
        ~by.includes("direct") | has_private_room.is_(True),
        at=has_private_room,
    )


care = consult(
    "Ý kiến về điều kiện chăm sóc, tạm lánh",
    desk_of("lao_dong_tbxh", "officer", "Phòng Lao động - Thương binh và Xã hội"),
    working_days(5),
)
health = consult("Ý kiến về chăm sóc sức khỏe", desk_of("y_te", "officer", "Phòng Y tế"), working_days(5))
law = consult("Ý kiến về người tư vấn pháp luật", desk_of("tu_phap", "officer", "Phòng Tư pháp"), working_days(5))
INSPECT = "Thẩm định hồ sơ, kiểm tra cơ sở"
review = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(3), key="duyet")
sign = Step("Ký giấy chứng nhận đăng ký hoạt động", DISTRICT_LEADER, working_days(5), key="ky-gcn")


def inspect(*opinions: Consult) -> Step:
    """Working days: 15 of the 30; opinions run meanwhile."""
    return Step(INSPECT, OFFICER, working_days(15), key="tham-dinh", consults=opinions)


UNSURE = (
    "Các điều của Luật Phòng, chống bạo lực gia đình 2007, Nghị định 08/2009/NĐ-CP và Thông tư 02/2010/TT-BVHTTDL "
    "trích theo trí nhớ, chưa đối chiếu.",
    "Phân cấp giữa UBND huyện và UBND tỉnh theo người thành lập, và việc lấy ý kiến phòng khác, chưa đối chiếu.",
)

HO_TRO_NAN_NHAN = Procedure(
    facts=FACTS["co-so-ho-tro-nan-nhan-bao-luc-gia-dinh"],
    form=ShelterForm,
    route=Route(
        when(ShelterForm.services.includes("care"), inspect(care, health), review, sign),
        otherwise(inspect(care), review, sign),
    ),
    legal_basis=("Nghị định 08/2009/NĐ-CP",),
    book="GCNHT",
    unconfirmed=UNSURE,
)
TU_VAN_BAO_LUC = Procedure(
    facts=FACTS["co-so-tu-van-phong-chong-bao-luc-gia-dinh"],
    form=CounselForm,
    route=Route(
        when(CounselForm.fields.includes("law"), inspect(law), review, sign),
        otherwise(inspect(), review, sign),
    ),
    legal_basis=("Luật Phòng, chống bạo lực gia đình 2007", "Nghị định 08/2009/NĐ-CP"),
    book="GCNTVBL",
    unconfirmed=UNSURE,
)
