"""Đăng ký hoạt động thư viện tư nhân (Nghị định 02/2009/NĐ-CP)."""

from motcua.api import Procedure
from motcua.api.forms import Check, Choice, Form, Integer, Paper, Person, Premises, Section, Text, YesNo, age
from motcua.api.routes import DISTRICT_LEADER, Route, Step, otherwise, working_days
from motcua_van_hoa_thong_tin.desks import HEAD, OFFICER
from motcua_van_hoa_thong_tin.facts import FACTS


class LibraryForm(Form):
    """Đơn đăng ký hoạt động thư viện tư nhân (Mẫu 1, Nghị định 02/2009/NĐ-CP)."""

    library = Section("Thư viện")
    name = Text("Tên thư viện")
    books = Integer("Số bản sách ban đầu", least=1, most=1_000_000, unit="bản")
    papers_titles = Integer("Số tên báo, tạp chí", least=0, most=10_000, unit="tên")
    subjects = Text("Môn loại tài liệu chính", longest=300)
    serves = Choice("Đối tượng phục vụ", {"all": "Mọi người dân", "children": "Chủ yếu thiếu nhi"})

    site = Premises.section("Trụ sở thư viện", without=("rooms",))
    seats = Integer("Số chỗ ngồi đọc", least=1, most=1_000, unit="chỗ")
    has_fire_safety = YesNo("Có phương tiện phòng cháy, chữa cháy, bảo đảm vệ sinh môi trường")

    owner = Person.section("Người đứng tên thành lập thư viện", without=("email", "phone"))
    is_vietnamese = YesNo("Có quốc tịch Việt Nam, đủ năng lực hành vi dân sự")
    librarian = Section("Người làm việc trong thư viện")
    owner_works = YesNo("Người đứng tên trực tiếp làm chuyên môn thư viện")
    librarian_name = Text("Họ và tên người làm chuyên môn", longest=100, words=2).shown_if(owner_works.is_(False))
    schooling = Choice(
        "Trình độ của người làm chuyên môn",
        {
            "below": "Chưa tốt nghiệp trung học phổ thông",
            "upper": "Tốt nghiệp trung học phổ thông",
            "library": "Trung cấp thư viện trở lên",
        },
    )
    is_trained = YesNo("Đã được bồi dưỡng nghiệp vụ thư viện").shown_if(schooling.is_("upper"))

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đăng ký hoạt động thư viện", originals=1)
    list_of_books = Paper("Danh mục vốn tài liệu hiện có của thư viện", originals=1)
    history = Paper("Sơ yếu lý lịch của người đứng tên thành lập thư viện, có xác nhận của UBND cấp xã", originals=1)
    house_rules = Paper("Nội quy thư viện", originals=1)
    lease = Paper("Hợp đồng thuê, mượn địa điểm", copies=1).shown_if(site["tenure"].is_not("own"))

    # Nghị định 02/2009/NĐ-CP, Điều 8: dưới 1.000 bản do UBND xã, từ 2.000 bản do cấp tỉnh cấp
    in_district = Check(
        "UBND huyện chỉ đăng ký thư viện có từ 1.000 đến dưới 2.000 bản sách; ít hơn thì nộp tại UBND xã, "
        "từ 2.000 bản thì nộp tại Sở Văn hóa, Thể thao và Du lịch.",
        (books >= 1_000) & (books < 2_000),
        at=books,
    )
    # Nghị định 02/2009/NĐ-CP, Điều 6 khoản 1 và khoản 2
    one_journal = Check("Thư viện phải có ít nhất 1 tên báo, tạp chí.", papers_titles >= 1, at=papers_titles)
    ten_seats = Check("Thư viện phải có ít nhất 10 chỗ ngồi đọc.", seats >= 10, at=seats)
    is_safe = Check(
        "Thư viện phải có phương tiện phòng cháy, chữa cháy.", has_fire_safety.is_(True), at=has_fire_safety
    )
    # Nghị định 02/2009/NĐ-CP, Điều 6 khoản 4 và khoản 5
    is_adult = Check("Người đứng tên thành lập thư viện phải đủ 18 tuổi.", age(owner["born"]) >= 18, at=owner["born"])
    is_national = Check(
        "Người đứng tên phải có quốc tịch Việt Nam, đủ năng lực hành vi dân sự.",
        is_vietnamese.is_(True),
        at=is_vietnamese,
    )
    went_to_school = Check(
        "Người làm chuyên môn thư viện phải tốt nghiệp trung học phổ thông trở lên.",
        schooling.is_not("below"),
        at=schooling,
    )
    was_trained = Check(
        "Người làm chuyên môn phải được bồi dưỡng nghiệp vụ thư viện.", is_trained.is_(True), at=is_trained
    )


THU_VIEN_TU_NHAN = Procedure(
    facts=FACTS["dang-ky-thu-vien-tu-nhan"],
    form=LibraryForm,
    route=Route(
        otherwise(
            Step("Thẩm định hồ sơ, xem trụ sở thư viện", OFFICER, working_days(1), key="tham-dinh"),
            Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(0.5), key="duyet"),
            Step("Ký giấy chứng nhận đăng ký hoạt động thư viện", DISTRICT_LEADER, working_days(1), key="ky-gcn"),
        )
    ),
    book="GCNTV",
    unconfirmed=(
        "Các điều của Nghị định 02/2009/NĐ-CP (Điều 6, Điều 8, hồ sơ) trích theo trí nhớ, chưa đối chiếu.",
        "Hợp đồng thuê, mượn địa điểm có phải thành phần hồ sơ hay không chưa đối chiếu.",
        "Người ký giấy chứng nhận: lãnh đạo UBND huyện hay Phòng Văn hóa và Thông tin chưa đối chiếu.",
    ),
)
