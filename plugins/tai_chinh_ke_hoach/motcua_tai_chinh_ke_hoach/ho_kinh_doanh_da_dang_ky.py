"""Hộ kinh doanh đã đăng ký: thay đổi, tạm ngừng, chấm dứt, cấp lại giấy chứng nhận."""

from motcua.api import Procedure
from motcua.api.fees import unconfirmed
from motcua.api.forms import (
    Business,
    Check,
    Choice,
    Commune,
    Date,
    Form,
    Integer,
    Many,
    Money,
    Paper,
    Section,
    Text,
    YesNo,
    filed_on,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_tai_chinh_ke_hoach.desks import HEAD, REGISTRAR
from motcua_tai_chinh_ke_hoach.facts import FACTS

verify = Step("Thẩm định hồ sơ", REGISTRAR, within=working_days(1.5), key="tham-dinh")
compare = Step("Đối chiếu sổ đăng ký hộ kinh doanh", REGISTRAR, within=working_days(0.5), key="doi-chieu")
sign = Step("Ký giấy chứng nhận", HEAD, within=working_days(1), key="ky-giay-chung-nhan")
confirm = Step("Ký giấy xác nhận", HEAD, within=working_days(1), key="ky-xac-nhan")

FEE = unconfirmed("Lệ phí do HĐND tỉnh quy định.")
MEMORY = "Điều của Nghị định 78/2015/NĐ-CP trích theo trí nhớ, chưa đối chiếu."


class ChangeForm(Form):
    """Thông báo về việc thay đổi nội dung đăng ký hộ kinh doanh."""

    business = Business.section("Hộ kinh doanh đã đăng ký")

    change = Section("Nội dung thay đổi")
    items = Many(
        "Đăng ký thay đổi",
        {
            "name": "Tên hộ kinh doanh",
            "place": "Địa điểm kinh doanh",
            "trade": "Ngành, nghề kinh doanh",
            "capital": "Vốn kinh doanh",
            "workers": "Số lao động",
            "members": "Thành viên góp vốn",
        },
    )
    changed_on = Date("Ngày thay đổi", not_future=True)
    founder = Choice(
        "Chủ thể thành lập hộ kinh doanh", {"person": "Cá nhân", "group": "Nhóm cá nhân", "family": "Hộ gia đình"}
    )
    new_name = Text("Tên mới của hộ kinh doanh", hint="Gồm “Hộ kinh doanh” và tên riêng", longest=150).shown_if(
        items.includes("name")
    )
    from_elsewhere = YesNo("Chuyển đến từ quận, huyện, thị xã khác").shown_if(items.includes("place"))
    new_place = Text("Địa điểm kinh doanh mới", longest=300).shown_if(items.includes("place"))
    new_commune = Commune("Xã, thị trấn nơi kinh doanh mới").shown_if(items.includes("place"))
    added_trade = Text("Ngành, nghề bổ sung", longest=300, optional=True).shown_if(items.includes("trade"))
    dropped_trade = Text("Ngành, nghề rút bớt", longest=300, optional=True).shown_if(items.includes("trade"))
    old_capital = Money("Vốn kinh doanh đã đăng ký", least=1).shown_if(items.includes("capital"))
    new_capital = Money("Vốn kinh doanh sau thay đổi", least=1).shown_if(items.includes("capital"))
    workers = Integer("Số lao động sau thay đổi", least=1, most=500, unit="người").shown_if(items.includes("workers"))
    new_members = Text("Họ tên thành viên thêm vào, rút ra và phần vốn góp", longest=500).shown_if(
        items.includes("members")
    )

    papers = Section("Thành phần hồ sơ")
    notice = Paper("Thông báo thay đổi nội dung đăng ký hộ kinh doanh", originals=1)
    certificate = Paper("Giấy chứng nhận đăng ký hộ kinh doanh đã cấp", originals=1, goes_back="if_refused")
    minutes = Paper(
        "Bản sao biên bản họp về việc thay đổi của nhóm cá nhân, các thành viên hộ gia đình", copies=1
    ).shown_if(founder.is_not("person"))
    identity = Paper("Bản sao giấy tờ tùy thân của chủ hộ và các thành viên", copies=1).shown_if(
        from_elsewhere.is_(True) | items.includes("members")
    )

    # Nghị định 78/2015/NĐ-CP, Điều 66 khoản 3
    few_workers = Check("Từ 10 lao động trở lên phải đăng ký thành lập doanh nghiệp.", workers < 10, at=workers)
    capital_differs = Check(
        "Vốn sau thay đổi phải khác vốn đã đăng ký.", new_capital.is_not(old_capital), at=new_capital
    )
    # Một cá nhân không có thành viên góp vốn (Nghị định 78/2015/NĐ-CP, Điều 66 khoản 1)
    has_members = Check(
        "Hộ kinh doanh do một cá nhân thành lập không có thành viên góp vốn để thay đổi.",
        founder.is_not("person") | ~items.includes("members"),
        at=items,
    )


CHANGE = Procedure(
    facts=FACTS["dang-ky-thay-doi-ho-kinh-doanh"],
    form=ChangeForm,
    route=Route(otherwise(verify, sign)),
    fee=FEE,
    legal_basis=("Nghị định 78/2015/NĐ-CP, Điều 75",),
    book="ĐKHKD",
    unconfirmed=(MEMORY, "Hạn thông báo 10 ngày làm việc kể từ ngày thay đổi không dùng để từ chối hồ sơ."),
)


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
    founder = Choice(
        "Chủ thể thành lập hộ kinh doanh", {"person": "Cá nhân", "group": "Nhóm cá nhân", "family": "Hộ gia đình"}
    )
    reason = Text("Lý do tạm ngừng", longest=300).shown_if(kind.is_("pause"))
    tax_told = YesNo("Đã thông báo với cơ quan thuế trực tiếp quản lý").shown_if(kind.is_("pause"))

    papers = Section("Thành phần hồ sơ")
    notice = Paper("Thông báo tạm ngừng kinh doanh của hộ kinh doanh", originals=1).shown_if(kind.is_("pause"))
    resume_notice = Paper("Thông báo tiếp tục kinh doanh trước thời hạn của hộ kinh doanh", originals=1).shown_if(
        kind.is_("resume")
    )
    minutes = Paper(
        "Bản sao biên bản họp của nhóm cá nhân, các thành viên hộ gia đình về việc tạm ngừng", copies=1
    ).shown_if(kind.is_("pause") & founder.is_not("person"))

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
        "Ngày kinh doanh trở lại phải sau ngày bắt đầu và trước ngày hết thời hạn tạm ngừng.",
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
        "Giấy xác nhận của cơ quan thuế và bản giải trình mất giấy chưa đối chiếu với Thông tư 20/2015.",
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
