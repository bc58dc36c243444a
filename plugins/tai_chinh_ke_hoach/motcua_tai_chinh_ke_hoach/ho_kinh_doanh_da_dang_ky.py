"""Hộ kinh doanh đã đăng ký: tạm ngừng, chấm dứt hoạt động, cấp lại giấy chứng nhận."""

from motcua.api import Procedure
from motcua.api.forms import (
    Business,
    Check,
    Choice,
    Date,
    Form,
    Integer,
    Money,
    Paper,
    Section,
    Text,
    YesNo,
    filed_on,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_tai_chinh_ke_hoach.desks import HEAD
from motcua_tai_chinh_ke_hoach.facts import FACTS
from motcua_tai_chinh_ke_hoach.ho_kinh_doanh import FEE, FOUNDERS, MEMORY, compare, sign, verify

confirm = Step("Ký giấy xác nhận", HEAD, within=working_days(1), key="ky-xac-nhan")


class PauseForm(Form):
    """Thông báo tạm ngừng kinh doanh, tiếp tục kinh doanh trước thời hạn của hộ kinh doanh."""

    business = Business.section("Hộ kinh doanh")

    pause = Section("Tạm ngừng, tiếp tục kinh doanh")
    kind = Choice(
        "Thông báo về việc", {"pause": "Tạm ngừng kinh doanh", "resume": "Tiếp tục kinh doanh trước thời hạn"}
    )
    pause_from = Date("Tạm ngừng từ ngày")
    pause_to = Date("Tạm ngừng đến ngày")
    notice_number = Text("Số giấy xác nhận tạm ngừng đã cấp", longest=50).shown_if(kind.is_("resume"))
    resume_on = Date("Kinh doanh trở lại từ ngày").shown_if(kind.is_("resume"))
    founder = Choice("Chủ thể thành lập hộ kinh doanh", FOUNDERS).shown_if(kind.is_("pause"))
    reason = Text("Lý do tạm ngừng", longest=300).shown_if(kind.is_("pause"))
    tax_told = YesNo("Đã thông báo với cơ quan thuế trực tiếp quản lý").shown_if(kind.is_("pause"))

    papers = Section("Thành phần hồ sơ")
    notice = Paper("Thông báo tạm ngừng kinh doanh của hộ kinh doanh", originals=1).shown_if(kind.is_("pause"))
    resume_notice = Paper("Thông báo tiếp tục kinh doanh trước thời hạn của hộ kinh doanh", originals=1).shown_if(
        kind.is_("resume")
    )
    # Nghị định 78/2015/NĐ-CP chỉ nói biên bản họp nhóm cá nhân; hộ gia đình có người đại diện
    minutes = Paper("Bản sao biên bản họp nhóm cá nhân về việc tạm ngừng", copies=1).shown_if(founder.is_("group"))

    # Nghị định 78/2015/NĐ-CP, Điều 76: báo trước 15 ngày, từ 30 ngày đến 01 năm
    told_before = Check(
        "Phải thông báo ít nhất 15 ngày trước ngày tạm ngừng.",
        kind.is_("resume") | (pause_from >= filed_on() + 15),
        at=pause_from,
    )
    thirty_days = Check(
        "Tạm ngừng dưới 30 ngày thì không phải thông báo; hãy kiểm tra lại ngày.",
        pause_to >= pause_from + 29,
        at=pause_to,
    )
    one_year = Check("Thời gian tạm ngừng không được quá 01 năm.", pause_to <= pause_from + 365, at=pause_to)
    within = Check(
        "Ngày kinh doanh trở lại phải sau ngày bắt đầu và không sau ngày hết thời hạn tạm ngừng.",
        (resume_on > pause_from) & (resume_on <= pause_to),
        at=resume_on,
    )


PAUSE = Procedure(
    facts=FACTS["tam-ngung-kinh-doanh-ho-kinh-doanh"],
    form=PauseForm,
    route=Route(when(PauseForm.kind.is_("resume"), compare, confirm), otherwise(verify, confirm)),
    legal_basis=("Nghị định 78/2015/NĐ-CP, Điều 76",),
    unconfirmed=(MEMORY, "Hồ sơ tiếp tục kinh doanh trước thời hạn chưa có mẫu trong Thông tư 20/2015/TT-BKHĐT."),
)


class EndForm(Form):
    """Thông báo về việc chấm dứt hoạt động hộ kinh doanh."""

    business = Business.section("Hộ kinh doanh chấm dứt hoạt động")

    end = Section("Chấm dứt hoạt động")
    ends_on = Date("Chấm dứt hoạt động từ ngày")
    reason = Text("Lý do chấm dứt", longest=300)
    tax_debt = Money("Nợ thuế còn phải nộp", least=0, hint="Không nợ thì ghi 0")
    other_debt = Money("Nợ khác và nghĩa vụ tài chính chưa thanh toán", least=0, hint="Không nợ thì ghi 0")
    creditors_agree = YesNo("Đã có thỏa thuận khác với chủ nợ").shown_if(other_debt > 0)
    workers = Integer("Số lao động còn chưa giải quyết quyền lợi", least=0, most=500, unit="người")
    certificate_kept = YesNo("Còn giữ bản gốc giấy chứng nhận đăng ký hộ kinh doanh")

    papers = Section("Thành phần hồ sơ")
    notice = Paper("Thông báo về việc chấm dứt hoạt động hộ kinh doanh", originals=1)
    certificate = Paper("Giấy chứng nhận đăng ký hộ kinh doanh", originals=1, goes_back="if_refused").shown_if(
        certificate_kept.is_(True)
    )
    loss = Paper("Bản giải trình về việc mất giấy chứng nhận", originals=1).shown_if(certificate_kept.is_(False))
    tax_paper = Paper("Giấy xác nhận của cơ quan thuế về việc hoàn thành nghĩa vụ thuế", originals=1, optional=True)
    agreement = Paper("Văn bản thỏa thuận với chủ nợ", copies=1).shown_if(creditors_agree.is_(True))

    # Nghị định 78/2015/NĐ-CP, Điều 77: thanh toán đầy đủ các khoản nợ, gồm nợ thuế
    no_tax_debt = Check("Phải nộp hết nợ thuế trước khi chấm dứt hoạt động.", tax_debt.is_(0), at=tax_debt)
    debts_settled = Check(
        "Phải thanh toán các khoản nợ hoặc có thỏa thuận khác với chủ nợ.",
        creditors_agree.is_(True),
        at=creditors_agree,
    )


END = Procedure(
    facts=FACTS["cham-dut-hoat-dong-ho-kinh-doanh"],
    form=EndForm,
    route=Route(otherwise(verify, Step("Ký thông báo", HEAD, within=working_days(1), key="ky-thong-bao"))),
    legal_basis=("Nghị định 78/2015/NĐ-CP, Điều 77",),
    unconfirmed=(
        MEMORY,
        "Giấy xác nhận của cơ quan thuế và bản giải trình mất giấy chưa đối chiếu với Thông tư 20/2015/TT-BKHĐT.",
        "Nghị định 78/2015/NĐ-CP buộc thanh toán đủ các khoản nợ; trường hợp có thỏa thuận khác với chủ nợ chưa đối "
        "chiếu.",
    ),
)


class ReissueForm(Form):
    """Giấy đề nghị cấp lại Giấy chứng nhận đăng ký hộ kinh doanh."""

    business = Business.section("Hộ kinh doanh")

    loss = Section("Giấy chứng nhận đề nghị cấp lại")
    why = Choice(
        "Giấy chứng nhận bị",
        {"lost": "Mất", "burnt": "Cháy", "torn": "Rách, nát", "destroyed": "Bị tiêu hủy dưới hình thức khác"},
    )
    issued_on = Date("Ngày cấp giấy chứng nhận", not_future=True)
    lost_on = Date("Ngày xảy ra mất, cháy, hỏng", not_future=True)
    happened = Text("Trường hợp mất, cháy, hỏng", longest=300)
    is_pledged = YesNo("Giấy chứng nhận đang bị cơ quan nhà nước thu giữ")

    papers = Section("Thành phần hồ sơ")
    request = Paper("Giấy đề nghị cấp lại Giấy chứng nhận đăng ký hộ kinh doanh", originals=1)
    torn = Paper("Giấy chứng nhận đăng ký hộ kinh doanh bị rách, nát", originals=1, goes_back="if_refused").shown_if(
        why.is_("torn")
    )
    identity = Paper("Giấy tờ tùy thân của chủ hộ kinh doanh", originals=1, presented=True)

    # Nghị định 78/2015/NĐ-CP: chỉ cấp lại giấy bị mất, cháy, rách, nát hoặc bị tiêu hủy
    in_order = Check("Ngày mất, cháy, hỏng không được trước ngày cấp.", lost_on >= issued_on, at=lost_on)
    not_held = Check(
        "Giấy chứng nhận đang bị thu giữ thì không được cấp lại; hãy làm việc với cơ quan thu giữ.",
        is_pledged.is_(False),
        at=is_pledged,
    )


REISSUE = Procedure(
    facts=FACTS["cap-lai-giay-chung-nhan-ho-kinh-doanh"],
    form=ReissueForm,
    route=Route(when(ReissueForm.why.is_("torn"), compare, sign), otherwise(verify, sign)),
    fee=FEE,
    book="ĐKHKD",
    unconfirmed=("Thành phần hồ sơ cấp lại chưa đối chiếu với Nghị định 78/2015/NĐ-CP, Thông tư 20/2015/TT-BKHĐT.",),
)
