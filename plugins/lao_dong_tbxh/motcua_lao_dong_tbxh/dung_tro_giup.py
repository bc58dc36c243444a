"""Dừng trợ giúp xã hội tại cơ sở trợ giúp xã hội."""

from motcua.api import Procedure
from motcua.api.forms import Check, Choice, Date, Form, Money, Paper, Section, Text, YesNo, age
from motcua.api.routes import DISTRICT_LEADER, Route, Step, otherwise, when, working_days
from motcua_lao_dong_tbxh.desks import HEAD, OFFICER
from motcua_lao_dong_tbxh.facts import FACTS
from motcua_lao_dong_tbxh.parts import Beneficiary, Facility


class EndOfStayForm(Form):
    """Đơn đề nghị dừng trợ giúp xã hội tại cơ sở trợ giúp xã hội."""

    subject = Beneficiary.section("Đối tượng đang ở cơ sở")
    facility = Facility.section("Cơ sở đang trợ giúp")

    ending = Section("Dừng trợ giúp")
    admission = Text("Số quyết định tiếp nhận", longest=50)
    admitted_on = Date("Ngày quyết định tiếp nhận", not_future=True)
    asked_by = Choice(
        "Người đề nghị dừng trợ giúp",
        {"self": "Đối tượng", "guardian": "Người giám hộ, gia đình", "facility": "Người đứng đầu cơ sở"},
    )
    reason = Choice(
        "Lý do dừng trợ giúp",
        {
            "done": "Kết thúc quản lý trường hợp, không còn nhu cầu trợ giúp",
            "family": "Gia đình, người thân nhận về chăm sóc",
            "adopted": "Được nhận làm con nuôi",
            "adult": "Đủ 18 tuổi trở lên, tự lo được cuộc sống",
            "moved": "Chuyển sang cơ sở khác",
            "ended": "Cơ sở chấm dứt hoạt động",
            "dead": "Chết hoặc mất tích",
        },
    )
    is_studying = YesNo("Đang học phổ thông, học nghề, trung cấp, cao đẳng, đại học").shown_if(reason.is_("adult"))
    receiver = Text("Họ và tên người nhận đối tượng về", longest=100, words=2).shown_if(
        reason.is_one_of("family", "adopted")
    )
    new_facility = Text("Cơ sở nơi chuyển đến").shown_if(reason.is_one_of("moved", "ended"))
    last_day = Date("Ngày dừng trợ giúp")
    savings = Money("Tiền, tài sản của đối tượng cơ sở đang giữ", least=0)

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị dừng trợ giúp xã hội của đối tượng hoặc người giám hộ", originals=1).shown_if(
        asked_by.is_not("facility")
    )
    facility_letter = Paper("Văn bản đề nghị của người đứng đầu cơ sở", originals=1)
    handover = Paper("Biên bản bàn giao đối tượng về gia đình, cộng đồng", originals=1).shown_if(
        reason.is_one_of("family", "adopted", "adult", "done", "moved")
    )
    adoption = Paper("Bản sao giấy chứng nhận nuôi con nuôi", copies=1).shown_if(reason.is_("adopted"))
    acceptance = Paper("Văn bản đồng ý tiếp nhận của cơ sở nơi đến", originals=1).shown_if(
        reason.is_one_of("moved", "ended")
    )
    death = Paper("Giấy chứng tử hoặc quyết định tuyên bố mất tích", copies=1).shown_if(reason.is_("dead"))
    receipt = Paper("Biên bản bàn giao tiền, tài sản của đối tượng", originals=1).shown_if(savings > 0)

    # Nghị định 136/2013/NĐ-CP, Điều 25 khoản 3: trẻ em đủ 16 tuổi còn đi học được ở đến 22 tuổi
    is_adult = Check(
        "Lý do đủ 18 tuổi chỉ dùng khi đối tượng từ đủ 18 tuổi trở lên.",
        reason.is_not("adult") | (age(subject["born"]) >= 18),
        at=subject["born"],
    )
    stays_while_studying = Check(
        "Người đang học được tiếp tục ở cơ sở đến 22 tuổi; chưa dừng vì lý do đủ 18 tuổi.",
        is_studying.is_(False) | (age(subject["born"]) >= 22),
        at=is_studying,
    )
    ends_after_it_began = Check(
        "Ngày dừng trợ giúp phải sau ngày quyết định tiếp nhận.", last_day > admitted_on, at=last_day
    )
    the_dead_ask_nothing = Check(
        "Đối tượng đã chết hoặc mất tích thì người đề nghị phải là gia đình hoặc cơ sở.",
        reason.is_not("dead") | asked_by.is_not("self"),
        at=reason,
    )


assess = Step("Kiểm tra lý do, điều kiện sống khi trở về", OFFICER, working_days(3.5), key="kiem-tra-ly-do")
close = Step("Kiểm tra giấy tờ, dự thảo quyết định", OFFICER, working_days(2), key="kiem-tra-giay-to")
review = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(1), key="duyet")
sign_end = Step("Ký quyết định dừng trợ giúp", DISTRICT_LEADER, working_days(2), key="ky-quyet-dinh")

END_OF_STAY = Procedure(
    facts=FACTS["dung-tro-giup-tai-co-so-tro-giup-xa-hoi"],
    form=EndOfStayForm,
    route=Route(
        when(EndOfStayForm.reason.is_one_of("dead", "ended", "moved"), close, review, sign_end),
        otherwise(assess, review, sign_end),
    ),
    unconfirmed=(
        "Người ký quyết định dừng trợ giúp (UBND huyện hay người đứng đầu cơ sở) chưa đối chiếu.",
        "Các trường hợp dừng trợ giúp và mẫu đơn trích theo trí nhớ từ Nghị định 103/2017/NĐ-CP, Nghị định "
        "136/2013/NĐ-CP.",
    ),
)
