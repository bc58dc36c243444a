"""Thay đổi, cải chính, bổ sung thông tin hộ tịch, xác định lại dân tộc."""

from motcua.api import Procedure, TermRule
from motcua.api.forms import Check, Choice, Date, Form, LongText, Paper, Section, Text, YesNo, age, check
from motcua.api.routes import DISTRICT_LEADER, Route, Step, hours, otherwise, same_day, when, working_days
from motcua_tu_phap.desks import HEAD, OFFICER
from motcua_tu_phap.facts import FACTS
from motcua_tu_phap.ho_tich import FeeRelief, council_fee


class CorrectionForm(Form):
    """Tờ khai đăng ký thay đổi, cải chính, bổ sung thông tin hộ tịch, xác định lại dân tộc."""

    subject = Section("Người có thông tin hộ tịch cần thay đổi, cải chính")
    subject_name = Text("Họ, chữ đệm, tên")
    subject_born = Date("Ngày, tháng, năm sinh", not_future=True)
    subject_gender = Choice("Giới tính", {"male": "Nam", "female": "Nữ"})
    subject_ethnicity = Text("Dân tộc")
    subject_nationality = Text("Quốc tịch")
    side = Choice(
        "Người đó là",
        {
            "resident": "Công dân Việt Nam cư trú ở trong nước",
            "overseas": "Người Việt Nam định cư ở nước ngoài",
            "foreign": "Người nước ngoài",
        },
    )
    is_ours = YesNo("Đã đăng ký hộ tịch trước đây tại huyện hoặc đang cư trú tại huyện")

    request = Section("Nội dung đề nghị")
    work = Choice(
        "Loại việc",
        {
            "change": "Thay đổi hộ tịch",
            "correct": "Cải chính hộ tịch",
            "add": "Bổ sung thông tin hộ tịch",
            "ethnicity": "Xác định lại dân tộc",
        },
    )
    changed_item = Choice(
        "Nội dung thay đổi",
        {"name": "Họ, chữ đệm, tên", "parents": "Thông tin cha, mẹ nuôi", "other": "Nội dung khác"},
    ).shown_if(work.is_("change"))
    entry = Choice(
        "Đã đăng ký trong",
        {
            "birth": "Giấy khai sinh",
            "marriage": "Giấy chứng nhận kết hôn",
            "death": "Trích lục khai tử",
            "other": "Giấy tờ hộ tịch khác",
        },
    )
    entry_number = Text("Số đăng ký")
    entry_book = Text("Quyển số", optional=True)
    entry_on = Date("Ngày đăng ký", not_future=True)
    entry_place = Text("Nơi đăng ký")
    before = Text("Nội dung trước khi thay đổi, cải chính").shown_if(work.is_not("add"))
    after = Text("Nội dung đề nghị ghi")
    reason = LongText("Lý do")
    needs_verification = YesNo("Cơ quan giải quyết phải xác minh")

    consent = Section("Sự đồng ý")
    child_agrees = YesNo("Người từ đủ 9 tuổi trở lên đồng ý việc thay đổi họ, tên").shown_if(
        changed_item.is_("name") & (age(subject_born) >= 9) & (age(subject_born) < 18)
    )
    parents_agree = YesNo("Cha, mẹ đồng ý việc thay đổi họ, chữ đệm, tên của con dưới 18 tuổi").shown_if(
        changed_item.is_("name") & (age(subject_born) < 18)
    )
    minor_agrees = YesNo("Người từ đủ 15 đến dưới 18 tuổi đồng ý việc xác định lại dân tộc").shown_if(
        work.is_("ethnicity") & (age(subject_born) >= 15) & (age(subject_born) < 18)
    )

    relief = FeeRelief.section("Miễn lệ phí")

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai theo mẫu", originals=1)
    evidence = Paper("Giấy tờ liên quan đến việc thay đổi, cải chính", originals=1, goes_back="always")
    authority = Paper("Văn bản ủy quyền (nếu ủy quyền)", originals=1, optional=True)
    identity = Paper("Giấy tờ tùy thân, giấy tờ chứng minh nơi cư trú", originals=1, presented=True)

    relief_proof = Paper("Giấy tờ chứng minh thuộc diện được miễn lệ phí hộ tịch", copies=1).shown_if(
        relief["group"].is_not("none")
    )

    # Luật Hộ tịch 2014, Điều 7 khoản 1 điểm b và Điều 46 khoản 3
    is_fourteen = Check(
        "Thay đổi, cải chính hộ tịch cho người chưa đủ 14 tuổi cư trú trong nước: nộp tại UBND cấp xã.",
        side.is_not("resident") | ~work.is_one_of("change", "correct") | (age(subject_born) >= 14),
        at=work,
    )
    adds_at_the_commune = Check(
        "Bổ sung thông tin hộ tịch cho công dân Việt Nam cư trú trong nước: nộp tại UBND cấp xã.",
        side.is_not("resident") | work.is_not("add"),
        at=work,
    )
    # Luật Hộ tịch 2014, Điều 46 khoản 1
    foreigner_only_corrects = Check(
        "Người nước ngoài chỉ được cải chính, bổ sung thông tin hộ tịch đã đăng ký tại Việt Nam.",
        side.is_not("foreign") | work.is_one_of("correct", "add"),
        at=work,
    )
    is_our_district = Check(
        "Nộp tại UBND huyện nơi đã đăng ký hộ tịch trước đây hoặc nơi cư trú.", is_ours.is_(True), at=is_ours
    )
    # Nghị định 123/2015/NĐ-CP, Điều 7 khoản 1
    parents_have_agreed = Check(
        "Thay đổi họ, chữ đệm, tên cho người dưới 18 tuổi phải có sự đồng ý của cha, mẹ.",
        parents_agree.is_(True),
        at=parents_agree,
    )

    # Bộ luật Dân sự 2015, Điều 27 khoản 2; Điều 29 khoản 4
    @check("Thay đổi họ, tên cho người từ đủ 9 tuổi trở lên phải có sự đồng ý của người đó.", child_agrees)
    def child_has_agreed(self) -> bool:
        return self.child_agrees

    @check("Xác định lại dân tộc cho người từ đủ 15 đến dưới 18 tuổi phải có sự đồng ý của người đó.", minor_agrees)
    def minor_has_agreed(self) -> bool:
        return self.minor_agrees

    @check("Nội dung đề nghị ghi phải khác nội dung trước đó.", after)
    def something_changes(self) -> bool:
        return self.before.strip().casefold() != self.after.strip().casefold()

    @check("Ngày đăng ký không được trước ngày sinh.", entry_on)
    def registered_after_birth(self) -> bool:
        return self.entry_on >= self.subject_born


enter = Step("Kiểm tra, ghi sổ", OFFICER, within=hours(3), key="ghi-so")
appraise = Step("Thẩm tra hồ sơ, dự thảo trích lục", OFFICER, within=working_days(1), key="tham-tra")
review = Step("Trưởng phòng duyệt, ký trình", HEAD, within=working_days(0.5), key="duyet")
sign = Step("Ký trích lục", DISTRICT_LEADER, within=working_days(1), key="ky-trich-luc")
verify = Step("Xác minh", OFFICER, within=working_days(3), key="xac-minh")
sign_now = Step("Ký trích lục", DISTRICT_LEADER, within=hours(4), key="ky-trich-luc")

CORRECTION = Procedure(
    facts=FACTS["thay-doi-cai-chinh-ho-tich"],
    form=CorrectionForm,
    route=Route(
        when(CorrectionForm.work.is_("add"), enter, sign_now),
        when(CorrectionForm.needs_verification.is_(True), verify, appraise, review, sign),
        otherwise(appraise, review, sign),
    ),
    # Luật Hộ tịch 2014, Điều 28 và Điều 29: 3 ngày làm việc, phải xác minh thì thêm không quá 3; bổ sung: trong ngày
    term=TermRule(
        working_days(3),
        (CorrectionForm.work.is_("add"), same_day()),
        (CorrectionForm.needs_verification.is_(True), working_days(6)),
    ),
    fee=council_fee(CorrectionForm.relief["group"]),
    book="TĐCC",
    unconfirmed=(
        "Sự đồng ý của cha, mẹ khi thay đổi họ, chữ đệm, tên cho người dưới 18 tuổi: Nghị định 123/2015/NĐ-CP, Điều 7, "
        "trích theo trí nhớ; trường hợp cha hoặc mẹ đã chết, mất tích để cán bộ xem xét.",
        "Người Việt Nam định cư ở nước ngoài chỉ nộp tại nơi đã đăng ký hộ tịch trước đây (Luật Hộ tịch 2014, Điều 46 "
        "khoản 2): cán bộ đối chiếu.",
    ),
)
