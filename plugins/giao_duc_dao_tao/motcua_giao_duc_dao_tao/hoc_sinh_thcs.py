"""Học sinh trung học cơ sở: chuyển trường; tiếp nhận học sinh Việt Nam về nước và học sinh người nước ngoài."""

from motcua.api import Procedure
from motcua.api.forms import Check, Choice, Date, Form, Integer, Paper, Section, Student, Text, YesNo, age, filed_on
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_giao_duc_dao_tao.desks import HEAD, OFFICER
from motcua_giao_duc_dao_tao.facts import FACTS

GRADES = {"6": "Lớp 6", "7": "Lớp 7", "8": "Lớp 8", "9": "Lớp 9"}


class TransferForm(Form):
    """Đơn xin chuyển trường."""

    pupil = Student.section("Học sinh chuyển trường")

    move = Section("Việc chuyển trường")
    grade = Choice("Lớp đang học", GRADES)
    school_year = Integer("Năm học bắt đầu từ năm", least=2017, most=2099, unit="năm")
    time = Choice(
        "Thời điểm chuyển trường",
        {"term1": "Khi kết thúc học kỳ I", "summer": "Trong hè, trước năm học mới", "special": "Thời điểm khác"},
    )
    special_reason = Text("Lý do đặc biệt phải chuyển ngoài thời gian quy định", longest=300).shown_if(
        time.is_("special")
    )
    reason = Choice(
        "Lý do chuyển trường",
        {
            "moved": "Chuyển nơi cư trú theo cha, mẹ hoặc người giám hộ",
            "hardship": "Hoàn cảnh gia đình thật sự khó khăn",
            "other": "Có lý do khác thực sự cần thiết",
        },
    )
    residence_kind = Choice(
        "Nơi cư trú mới", {"permanent": "Đăng ký thường trú", "temporary": "Đăng ký tạm trú dài hạn"}
    ).shown_if(reason.is_("moved"))
    old_school = Text("Trường chuyển đi")
    new_school = Text("Trường xin chuyển đến", pattern=r".{5,}", example="Trường THCS Trần Phú")
    origin = Choice(
        "Trường chuyển đi ở",
        {"district": "Trong huyện", "province": "Huyện khác trong tỉnh", "other": "Tỉnh khác"},
    )
    foreign_language = Text("Ngoại ngữ đang học", longest=50)
    has_priority = YesNo("Được hưởng chế độ ưu tiên, khuyến khích trong học tập, thi tốt nghiệp")

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn xin chuyển trường do cha, mẹ hoặc người giám hộ ký", originals=1)
    record = Paper("Học bạ", originals=1, goes_back="always")
    primary = Paper("Bằng tốt nghiệp hoặc giấy xác nhận hoàn thành chương trình tiểu học", copies=1)
    birth = Paper("Bản sao giấy khai sinh", copies=1)
    leaving = Paper("Giấy giới thiệu chuyển trường do hiệu trưởng trường chuyển đi cấp", originals=1)
    office_letter = Paper(
        "Giấy giới thiệu chuyển trường do Trưởng phòng Giáo dục và Đào tạo nơi chuyển đi cấp", originals=1
    ).shown_if(origin.is_not("district"))
    priority = Paper("Giấy tờ hợp lệ để hưởng chế độ ưu tiên, khuyến khích", copies=1).shown_if(has_priority.is_(True))
    residence = Paper(
        "Hộ khẩu, giấy tạm trú dài hạn hoặc quyết định điều động công tác của cha, mẹ nơi sẽ chuyển đến", copies=1
    ).shown_if(reason.is_("moved"))
    circumstances = Paper("Giấy xác nhận hoàn cảnh của chính quyền địa phương nơi cư trú", originals=1).shown_if(
        reason.is_not("moved")
    )

    # Quyết định 51/2002/QĐ-BGDĐT, Điều 4
    another_school = Check(
        "Trường chuyển đến phải khác trường chuyển đi.", new_school.is_not(old_school), at=new_school
    )
    # Thông tư 12/2011/TT-BGDĐT (Điều lệ trường trung học), Điều 37: lớp 6 từ 11 tuổi
    has_the_age = Check(
        "Học sinh trung học cơ sở thường từ 10 tuổi (học vượt lớp) trở lên; kiểm tra lại ngày sinh.",
        age(pupil["born"]) >= 10,
        at=pupil["born"],
    )


class ReturningForm(Form):
    """Đơn xin học của học sinh Việt Nam về nước."""

    pupil = Student.section("Học sinh về nước")

    abroad = Section("Việc học ở nước ngoài")
    country = Text("Nước đã học", longest=100)
    left_on = Date("Ngày ra nước ngoài", not_future=True)
    came_back_on = Date("Ngày về nước", not_future=True)
    last_grade = Choice("Lớp cao nhất đã học xong ở trong nước trước khi đi", {"none": "Chưa học ở trong nước"} | {
        "primary": "Tiểu học", "6": "Lớp 6", "7": "Lớp 7", "8": "Lớp 8"})  # fmt: skip
    years_abroad = Integer("Số năm đã học ở nước ngoài", least=0, most=12, unit="năm")
    has_diploma = YesNo("Đã tốt nghiệp tiểu học ở nước ngoài")

    wish = Section("Trường, lớp xin học")
    grade = Choice("Lớp xin học", GRADES)
    school = Text("Trường xin học")
    years_over = Choice(
        "So với tuổi quy định của lớp xin học",
        {"equal": "Đúng hoặc chưa quá tuổi", "one": "Quá 1 tuổi", "two": "Quá 2 tuổi", "three": "Quá 3 tuổi"},
    )
    knows_vietnamese = YesNo("Đủ khả năng học bằng tiếng Việt")

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn xin học do cha, mẹ hoặc người giám hộ ký", originals=1)
    record = Paper("Học bạ của các lớp học ở nước ngoài (bản gốc kèm bản dịch tiếng Việt)", originals=1,
                   goes_back="always").shown_if(years_abroad > 0)  # fmt: skip
    diploma = Paper("Bằng tốt nghiệp của lớp hoặc bậc học dưới (kèm bản dịch tiếng Việt)", copies=1).shown_if(
        has_diploma.is_(True)
    )
    home_diploma = Paper(
        "Bằng tốt nghiệp hoặc xác nhận hoàn thành bậc học dưới tại Việt Nam, học bạ trước khi đi", copies=1
    ).shown_if(last_grade.is_not("none"))
    birth = Paper("Giấy khai sinh, kể cả học sinh được sinh ra ở nước ngoài", copies=1)
    household = Paper("Hộ khẩu hoặc giấy đăng ký tạm trú", copies=1)

    # Quyết định 51/2002/QĐ-BGDĐT, Điều 8
    came_back_after = Check("Ngày về nước phải sau ngày ra nước ngoài.", came_back_on > left_on, at=came_back_on)
    can_follow = Check(
        "Học sinh chưa đủ khả năng học bằng tiếng Việt phải học tiếng Việt trước khi được kiểm tra để vào lớp.",
        knows_vietnamese.is_(True),
        at=knows_vietnamese,
    )
    has_the_age = Check(
        "Người từ 18 tuổi xin học tại cơ sở giáo dục thường xuyên.", age(pupil["born"]) < 18, at=pupil["born"]
    )


class ForeignPupilForm(Form):
    """Đơn xin học của học sinh người nước ngoài."""

    pupil = Student.section("Học sinh người nước ngoài")

    stay = Section("Quốc tịch, cư trú")
    country = Text("Quốc tịch của học sinh", longest=100)
    passport = Text("Số hộ chiếu", longest=20)
    passport_until = Date("Hộ chiếu có giá trị đến ngày")
    ground = Choice(
        "Học tập tại Việt Nam theo",
        {
            "treaty": "Hiệp định, thỏa thuận giữa hai nước hoặc giữa tỉnh và đối tác",
            "parents": "Cha, mẹ làm việc, cư trú tại Việt Nam",
            "own": "Tự túc kinh phí",
        },
    )
    stay_until = Date("Thị thực, thẻ tạm trú có giá trị đến ngày")

    wish = Section("Việc học")
    studied = Choice("Đã học xong ở nước ngoài", {"primary": "Tiểu học", "6": "Lớp 6", "7": "Lớp 7", "8": "Lớp 8"})
    grade = Choice("Lớp xin vào học", GRADES)
    school = Text("Trường xin vào học")
    vietnamese = Choice(
        "Tiếng Việt", {"native": "Đã học ở trường Việt Nam", "certificate": "Có chứng nhận", "test": "Xin kiểm tra"}
    )
    is_healthy = YesNo("Có giấy chứng nhận đủ sức khỏe để học tập")

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn xin học do cha, mẹ hoặc người giám hộ ký", originals=1)
    record = Paper("Học bạ hoặc bảng kết quả học tập (kèm bản dịch tiếng Việt)", copies=1)
    diploma = Paper("Bằng tốt nghiệp bậc học dưới theo quy định tương đương (kèm bản dịch tiếng Việt)", copies=1)
    birth = Paper("Bản sao giấy khai sinh (kèm bản dịch tiếng Việt)", copies=1)
    passport_paper = Paper("Hộ chiếu, thị thực hoặc thẻ tạm trú", copies=1)
    health = Paper("Giấy chứng nhận sức khỏe do cơ quan y tế có thẩm quyền cấp", originals=1)
    photos = Paper("Ảnh cỡ 4 cm × 6 cm chụp không quá 6 tháng", originals=6)
    treaty = Paper("Văn bản cử đi học theo hiệp định, thỏa thuận", copies=1).shown_if(ground.is_("treaty"))
    language = Paper("Chứng nhận trình độ tiếng Việt", copies=1).shown_if(vietnamese.is_("certificate"))

    # Quyết định 51/2002/QĐ-BGDĐT, Điều 11 và Điều 12
    passport_is_valid = Check("Hộ chiếu phải còn giá trị.", passport_until > filed_on(), at=passport_until)
    stay_is_valid = Check("Thị thực, thẻ tạm trú phải còn giá trị.", stay_until > filed_on(), at=stay_until)
    is_fit = Check("Học sinh phải có giấy chứng nhận đủ sức khỏe để học tập.", is_healthy.is_(True), at=is_healthy)


check_transfer = Step("Kiểm tra hồ sơ chuyển trường", OFFICER, working_days(1), key="kiem-tra")
check_special = Step("Xem xét lý do đặc biệt, liên hệ trường nhận", OFFICER, working_days(1.5), key="kiem-tra")
sign_transfer = Step("Ký giấy giới thiệu chuyển trường", HEAD, working_days(0.5), key="ky-giay-gioi-thieu")

TRANSFER = Procedure(
    facts=FACTS["chuyen-truong-hoc-sinh-thcs"],
    form=TransferForm,
    route=Route(
        when(TransferForm.time.is_("special"), check_special, sign_transfer), otherwise(check_transfer, sign_transfer)
    ),
    unconfirmed=(
        "Thành phần hồ sơ và thời điểm chuyển theo Điều 4, 5, 6 Quyết định 51/2002/QĐ-BGDĐT trích theo trí nhớ.",
        "Mốc 10 tuổi (học vượt lớp, sớm hơn tuổi 11 vào lớp 6 của Điều 37 Thông tư 12/2011/TT-BGDĐT một năm) ghi theo "
        "trí nhớ, chưa đối chiếu.",
        "Chuyển trong huyện có thể chỉ cần hiệu trưởng trường nhận quyết định: cần xác nhận việc nào qua Phòng.",
    ),
)

check_return = Step("Đối chiếu học bạ, bằng cấp với lớp xin học", OFFICER, working_days(2), key="doi-chieu")
place_return = Step("Tổ chức kiểm tra trình độ, xếp lớp cùng trường nhận", OFFICER, working_days(3), key="xep-lop")
sign_return = Step("Ký quyết định tiếp nhận học sinh", HEAD, working_days(1), key="ky-tiep-nhan")

RETURNING = Procedure(
    facts=FACTS["tiep-nhan-hoc-sinh-thcs-viet-nam-ve-nuoc"],
    form=ReturningForm,
    route=Route(
        when(ReturningForm.years_abroad > 0, check_return, place_return, sign_return),
        otherwise(check_return, sign_return),
    ),
    unconfirmed=(
        "Điều kiện văn bằng, tuổi (quá không quá 3 tuổi) và hồ sơ theo Điều 7, 8, 9 Quyết định 51/2002/QĐ-BGDĐT "
        "trích theo trí nhớ.",
        "Mốc dưới 18 tuổi suy ra từ tuổi 14 của lớp 9 cộng 3 năm, chưa đối chiếu.",
        "Việc kiểm tra trình độ khi xếp lớp và số ngày từng bước do Phòng tự bố trí.",
    ),
)

check_foreign = Step("Kiểm tra giấy tờ cư trú, văn bằng tương đương", OFFICER, working_days(3), key="doi-chieu")
test_language = Step("Kiểm tra trình độ tiếng Việt", OFFICER, working_days(2), key="kiem-tra-tieng-viet")
sign_foreign = Step("Ký quyết định tiếp nhận học sinh nước ngoài", HEAD, working_days(1), key="ky-tiep-nhan")

FOREIGN_PUPIL = Procedure(
    facts=FACTS["tiep-nhan-hoc-sinh-thcs-nguoi-nuoc-ngoai"],
    form=ForeignPupilForm,
    route=Route(
        when(ForeignPupilForm.vietnamese.is_("test"), check_foreign, test_language, sign_foreign),
        otherwise(check_foreign, sign_foreign),
    ),
    unconfirmed=(
        "Điều kiện văn bằng, sức khỏe, hồ sơ (kể cả 6 ảnh) theo Điều 11, 12, 13 Quyết định 51/2002/QĐ-BGDĐT trích theo "
        "trí nhớ.",
        "Việc kiểm tra tiếng Việt do Phòng hay trường nhận tổ chức chưa xác nhận.",
    ),
)
