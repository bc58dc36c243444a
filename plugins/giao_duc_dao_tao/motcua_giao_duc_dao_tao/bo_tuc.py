"""Bổ túc trung học cơ sở: tiếp nhận đối tượng vào học, thuyên chuyển đối tượng đang học."""

from motcua.api import Procedure
from motcua.api.forms import GENDERS, Check, Choice, Date, Form, Integer, Many, Paper, Part, Section, Text, YesNo, age
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_giao_duc_dao_tao.desks import HEAD, OFFICER
from motcua_giao_duc_dao_tao.facts import FACTS
from motcua_giao_duc_dao_tao.hoc_sinh_thcs import GRADES

MEMORY = "Thành phần hồ sơ theo Thông tư 17/2003/TT-BGDĐT trích theo trí nhớ, chưa đối chiếu."


class Learner(Part):
    """Người học bổ túc trung học cơ sở: a child or an adult."""

    name = Text("Họ và tên người học", longest=100, words=2)
    born = Date("Ngày sinh của người học", not_future=True)
    gender = Choice("Giới tính của người học", GENDERS)
    birth_place = Text("Nơi sinh", optional=True)
    residence = Text("Nơi cư trú của người học", longest=300, hint="Số nhà, thôn, xã, huyện, tỉnh")
    work = Text("Nghề nghiệp, nơi làm việc", optional=True)


class AdmissionForm(Form):
    """Đơn xin học bổ túc trung học cơ sở."""

    learner = Learner.section("Người xin học")
    guardian = Text("Họ và tên cha, mẹ hoặc người giám hộ", longest=100, words=2).shown_if(age(learner["born"]) < 18)

    past = Section("Quá trình học tập")
    done = Choice(
        "Lớp cao nhất đã học xong",
        {"primary": "Tiểu học", "6": "Lớp 6", "7": "Lớp 7", "8": "Lớp 8", "none": "Chưa học xong tiểu học"},
    )
    left_in = Integer("Năm thôi học ở trường phổ thông", least=1945, most=2099, optional=True)
    left_why = Choice(
        "Lý do không học phổ thông",
        {
            "hardship": "Hoàn cảnh gia đình khó khăn",
            "work": "Phải lao động sớm",
            "health": "Sức khỏe, khuyết tật",
            "age": "Quá tuổi học phổ thông",
        },
    )
    kept = Choice(
        "Giấy tờ học tập còn giữ",
        {
            "record": "Học bạ của lớp đã học xong",
            "certificate": "Chỉ còn bằng hoặc giấy xác nhận hoàn thành tiểu học",
            "nothing": "Không còn giấy tờ",
        },
    )

    wish = Section("Lớp, cơ sở xin học")
    grade = Choice("Lớp bổ túc xin học", GRADES)
    place_kind = Choice(
        "Loại cơ sở tổ chức lớp bổ túc",
        {
            "center": "Trung tâm giáo dục nghề nghiệp - giáo dục thường xuyên",
            "school": "Trường trung học cơ sở",
            "community": "Trung tâm học tập cộng đồng",
        },
    )
    place = Text("Tên cơ sở xin học")
    shift = Choice("Buổi học", {"evening": "Buổi tối", "day": "Ban ngày", "weekend": "Ngày nghỉ cuối tuần"})
    policies = Many(
        "Diện chính sách",
        {"poor": "Hộ nghèo", "orphan": "Mồ côi", "disabled": "Khuyết tật", "merit": "Con người có công"},
        optional=True,
    )

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn xin học bổ túc trung học cơ sở", originals=1)
    birth = Paper("Bản sao giấy khai sinh", copies=1)
    primary = Paper("Bằng tốt nghiệp hoặc giấy xác nhận hoàn thành chương trình tiểu học", copies=1).shown_if(
        kept.is_not("nothing")
    )
    record = Paper("Học bạ", originals=1, goes_back="always").shown_if(kept.is_("record"))
    statement = Paper("Giấy xác nhận trình độ của trường cũ hoặc UBND cấp xã", originals=1).shown_if(
        kept.is_("nothing")
    )
    policy = Paper("Giấy tờ chứng minh diện chính sách", copies=1).shown_if(policies.answered())

    # Nghị định 20/2014/NĐ-CP, Điều 12: phổ cập trung học cơ sở từ 11 tuổi, đã hoàn thành tiểu học
    is_old_enough = Check(
        "Người học bổ túc trung học cơ sở phải từ 11 tuổi trở lên.", age(learner["born"]) >= 11, at=learner["born"]
    )
    has_finished_primary = Check(
        "Người chưa học xong tiểu học vào lớp xóa mù chữ hoặc bổ túc tiểu học.", done.is_not("none"), at=done
    )
    # Luật Giáo dục 2005, Điều 26 khoản 1 điểm b: học lần lượt từ lớp sáu đến lớp chín
    does_not_skip_a_grade = Check(
        "Lớp xin học không được vượt quá lớp liền sau lớp đã học xong.",
        grade.is_("6") | done.is_("8") | (done.is_("7") & grade.is_not("9")) | (done.is_("6") & grade.is_("7")),
        at=grade,
    )


class MoveForm(Form):
    """Đơn xin thuyên chuyển nơi học bổ túc trung học cơ sở."""

    learner = Learner.section("Người học xin thuyên chuyển", without=("birth_place",))
    guardian = Text("Cha, mẹ hoặc người giám hộ đồng ý thuyên chuyển", longest=100, words=2).shown_if(
        age(learner["born"]) < 18
    )

    study = Section("Việc học hiện nay")
    grade = Choice("Lớp bổ túc đang học", GRADES)
    progress = Choice(
        "Đã học đến", {"begun": "Giữa học kỳ", "term1": "Hết học kỳ I", "year": "Hết năm học, được lên lớp"}
    )
    is_enrolled = YesNo("Đang có tên trong sổ theo dõi học viên của nơi chuyển đi")
    language = Text("Môn tự chọn, ngoại ngữ đang học", longest=100, optional=True)

    move = Section("Thuyên chuyển")
    direction = Choice(
        "Hướng thuyên chuyển",
        {"out": "Từ huyện này đi nơi khác", "within": "Giữa hai cơ sở trong huyện", "in": "Từ nơi khác về huyện này"},
    )
    old_place = Text("Cơ sở đang học")
    new_place = Text("Cơ sở xin chuyển đến", pattern=r".{5,}", example="Trung tâm GDTX Thuận Thành")
    other_office = Text("Phòng Giáo dục và Đào tạo nơi đi hoặc nơi đến").shown_if(direction.is_not("within"))
    letter = Text("Số giấy giới thiệu của Phòng nơi đi", longest=50).shown_if(direction.is_("in"))
    reason = Choice(
        "Lý do thuyên chuyển",
        {"moved": "Chuyển nơi cư trú", "job": "Chuyển nơi làm việc", "family": "Hoàn cảnh gia đình, sức khỏe"},
    )
    employer = Text("Nơi làm việc mới").shown_if(reason.is_("job"))
    from_on = Date("Xin học ở nơi mới từ ngày")

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn xin thuyên chuyển", originals=1)
    record = Paper("Học bạ bổ túc trung học cơ sở, kết quả học tập của năm đang học", originals=1, goes_back="always")
    birth = Paper("Bản sao giấy khai sinh", copies=1)
    leaving = Paper("Giấy giới thiệu của cơ sở đang học", originals=1)
    office_letter = Paper("Giấy giới thiệu của Phòng Giáo dục và Đào tạo nơi đi", originals=1).shown_if(
        direction.is_("in")
    )
    residence = Paper("Sổ hộ khẩu hoặc giấy xác nhận tạm trú nơi mới", copies=1).shown_if(reason.is_("moved"))
    job_paper = Paper("Hợp đồng lao động hoặc xác nhận của nơi làm việc mới", copies=1).shown_if(reason.is_("job"))
    circumstances = Paper("Giấy xác nhận hoàn cảnh của UBND cấp xã", originals=1).shown_if(reason.is_("family"))

    # Thông tư 17/2003/TT-BGDĐT: người đang học được chuyển hồ sơ đến nơi mới để học tiếp
    studies_now = Check(
        "Người không còn tên trong sổ theo dõi làm thủ tục tiếp nhận lại, không thuyên chuyển.",
        is_enrolled.is_(True),
        at=is_enrolled,
    )
    goes_elsewhere = Check("Cơ sở chuyển đến phải khác cơ sở đang học.", new_place.is_not(old_place), at=new_place)


read_record = Step("Kiểm tra hồ sơ, đối chiếu lớp đã học", OFFICER, working_days(1), key="kiem-tra")
place = Step("Kiểm tra trình độ, xếp lớp cùng cơ sở nhận", OFFICER, working_days(3), key="kiem-tra")
sign_admission = Step("Ký quyết định tiếp nhận", HEAD, working_days(1), key="ky-tiep-nhan")

ADMISSION = Procedure(
    facts=FACTS["tiep-nhan-doi-tuong-hoc-bo-tuc-thcs"],
    form=AdmissionForm,
    route=Route(when(AdmissionForm.kept.is_("nothing"), place, sign_admission), otherwise(read_record, sign_admission)),
    unconfirmed=(
        MEMORY,
        "Tuổi từ 11 lấy theo đối tượng phổ cập (11 đến 18 tuổi) của Nghị định 20/2014/NĐ-CP; người trên 18 tuổi vẫn "
        "được nhận, cần xác nhận.",
        "Việc kiểm tra trình độ khi mất giấy tờ và số ngày từng bước do Phòng tự bố trí.",
    ),
)

check_move = Step("Kiểm tra hồ sơ, kết quả học tập", OFFICER, working_days(1), key="kiem-tra")
find_place = Step("Kiểm tra hồ sơ, liên hệ cơ sở nhận để xếp lớp", OFFICER, working_days(2), key="kiem-tra")
sign_move = Step("Ký giấy giới thiệu", HEAD, working_days(0.5), key="ky-giay-gioi-thieu")

MOVE = Procedure(
    facts=FACTS["thuyen-chuyen-doi-tuong-hoc-bo-tuc-thcs"],
    form=MoveForm,
    route=Route(when(MoveForm.direction.is_("out"), check_move, sign_move), otherwise(find_place, sign_move)),
    unconfirmed=(
        MEMORY,
        "Thuyên chuyển trong huyện do hai cơ sở tự giải quyết hay qua Phòng chưa xác nhận.",
    ),
)
