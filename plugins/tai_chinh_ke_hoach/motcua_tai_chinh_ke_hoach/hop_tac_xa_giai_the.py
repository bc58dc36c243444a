"""Giải thể tự nguyện hợp tác xã."""

from motcua.api import Procedure
from motcua.api.forms import Check, Cooperative, Date, Form, Integer, Money, Paper, Section, Text, YesNo
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_tai_chinh_ke_hoach.desks import HEAD, REGISTRAR
from motcua_tai_chinh_ke_hoach.facts import FACTS
from motcua_tai_chinh_ke_hoach.parts import MEMORY, QUORUM, CharterMeeting


class DissolutionForm(Form):
    """Thông báo về việc giải thể tự nguyện hợp tác xã, do hội đồng giải thể gửi khi đã xử lý xong tài sản."""

    cooperative = Cooperative.section("Hợp tác xã giải thể", without=("members", "capital"))

    grounds = Section("Hội đồng giải thể tự nguyện")
    reason = Text("Lý do giải thể", longest=300)
    council_head = Text("Chủ tịch hội đồng giải thể tự nguyện", longest=100, words=2)
    has_board = YesNo("Hội đồng giải thể có đại diện hội đồng quản trị, ban kiểm soát, ban điều hành và thành viên")

    meeting = CharterMeeting.section("Nghị quyết giải thể")

    notices = Section("Thông báo, đăng báo")
    newspaper = Text("Báo địa phương đã đăng việc giải thể", longest=100)
    issues = Integer("Số kỳ báo đăng liên tiếp về việc giải thể", least=1, most=30, unit="số")
    last_issue_on = Date("Ngày đăng báo kỳ cuối", not_future=True)
    partners_told = YesNo("Đã thông báo cho tổ chức, cá nhân có quan hệ kinh tế về thời hạn thanh toán nợ")

    settlement = Section("Xử lý tài sản, vốn, nợ")
    settled_on = Date("Ngày xử lý xong tài sản, vốn", not_future=True)
    wages = Money("Nợ lương, trợ cấp, bảo hiểm xã hội còn lại", least=0, hint="Không nợ thì ghi 0")
    taxes = Money("Nợ thuế còn lại", least=0, hint="Không nợ thì ghi 0")
    debts = Money("Nợ khác còn lại", least=0, hint="Không nợ thì ghi 0")
    left_over = Money("Giá trị tài sản còn lại sau khi thanh toán nợ, trừ tài sản không chia", least=0)
    returned = Money("Giá trị trả lại cho thành viên theo vốn góp", least=0)
    undivided = Money("Giá trị phần tài sản không chia", least=0, hint="Không có thì ghi 0")
    is_handed_over = YesNo("Đã bàn giao, xử lý phần tài sản không chia").shown_if(undivided > 0)
    has_seal = YesNo("Còn con dấu phải nộp lại")
    has_certificate = YesNo("Còn giữ giấy chứng nhận đăng ký hợp tác xã bản gốc")

    papers = Section("Thành phần hồ sơ")
    notice = Paper("Thông báo về việc giải thể hợp tác xã", originals=1)
    resolution = Paper("Nghị quyết của đại hội thành viên về việc giải thể", originals=1)
    minutes = Paper("Biên bản hoàn thành việc giải thể của hội đồng giải thể", originals=1)
    tax_paper = Paper("Giấy xác nhận của cơ quan thuế về hoàn thành nghĩa vụ thuế", originals=1)
    newspapers = Paper("Các số báo đã đăng việc giải thể", copies=1)
    seal = Paper("Giấy xác nhận của cơ quan công an về việc nộp, hủy con dấu", originals=1).shown_if(has_seal.is_(True))
    certificate = Paper("Giấy chứng nhận đăng ký hợp tác xã bản gốc", originals=1, goes_back="if_refused").shown_if(
        has_certificate.is_(True)
    )
    loss = Paper("Văn bản giải trình về việc mất giấy chứng nhận", originals=1).shown_if(has_certificate.is_(False))
    handover = Paper("Biên bản bàn giao, xử lý phần tài sản không chia", originals=1).shown_if(undivided > 0)
    creditors = Paper("Danh sách chủ nợ và số nợ đã thanh toán", originals=1, optional=True)

    # Luật Hợp tác xã 2012, Điều 54 khoản 1
    council_is_whole = Check(
        "Hội đồng giải thể phải có đại diện hội đồng quản trị, kiểm soát, ban điều hành và thành viên.",
        has_board.is_(True),
        at=has_board,
    )
    three_issues = Check("Việc giải thể phải đăng báo địa phương 3 số liên tiếp.", issues >= 3, at=issues)
    published_after = Check(
        "Ngày đăng báo không được trước ngày đại hội thành viên ra nghị quyết giải thể.",
        last_issue_on >= meeting["held_on"],
        at=last_issue_on,
    )
    partners_are_told = Check(
        "Phải thông báo cho tổ chức, cá nhân có quan hệ kinh tế trước khi nộp hồ sơ.",
        partners_told.is_(True),
        at=partners_told,
    )
    settled_after = Check(
        "Ngày xử lý xong tài sản phải từ ngày có nghị quyết giải thể trở đi.",
        settled_on >= meeting["held_on"],
        at=settled_on,
    )
    # Luật Hợp tác xã 2012, Điều 49: thanh toán hết nợ rồi mới trả lại vốn góp
    wages_are_paid = Check("Phải trả hết lương, trợ cấp, bảo hiểm xã hội.", wages.is_(0), at=wages)
    taxes_are_paid = Check("Phải nộp hết thuế.", taxes.is_(0), at=taxes)
    debts_are_paid = Check("Phải thanh toán hết các khoản nợ.", debts.is_(0), at=debts)
    no_more_than_is_left = Check(
        "Giá trị trả lại cho thành viên không được quá giá trị tài sản còn lại.", returned <= left_over, at=returned
    )
    # Nghị định 193/2013/NĐ-CP, Điều 21
    undivided_is_settled = Check(
        "Phải bàn giao, xử lý xong phần tài sản không chia.", is_handed_over.is_(True), at=is_handed_over
    )


examine_council = Step("Thẩm định hồ sơ giải thể", REGISTRAR, working_days(3), key="tham-dinh")
check_undivided = Step(
    "Kiểm tra việc xử lý tài sản không chia", REGISTRAR, working_days(2), key="kiem-tra-tai-san-khong-chia"
)
sign = Step("Ký thông báo giải thể, xóa tên trong sổ đăng ký", HEAD, working_days(1), key="ky-thong-bao")

DISSOLUTION = Procedure(
    facts=FACTS["giai-the-tu-nguyen-hop-tac-xa"],
    form=DissolutionForm,
    route=Route(
        when(DissolutionForm.undivided > 0, examine_council, check_undivided, sign),
        otherwise(examine_council, sign),
    ),
    legal_basis=("Luật Hợp tác xã 2012, Điều 49, Điều 54", "Nghị định 193/2013/NĐ-CP, Điều 21"),
    unconfirmed=(
        MEMORY,
        QUORUM,
        "Hội đồng giải thể làm xong trong 60 ngày kể từ ngày có nghị quyết (Luật Hợp tác xã 2012, Điều 54): quá hạn "
        "không dùng để từ chối hồ sơ.",
    ),
)
