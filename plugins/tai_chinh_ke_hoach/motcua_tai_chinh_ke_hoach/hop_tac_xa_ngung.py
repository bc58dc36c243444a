"""Hợp tác xã tạm ngừng hoạt động; chi nhánh, văn phòng đại diện, địa điểm kinh doanh chấm dứt hoạt động."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Cooperative,
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
from motcua_tai_chinh_ke_hoach.desks import HEAD, REGISTRAR
from motcua_tai_chinh_ke_hoach.facts import FACTS
from motcua_tai_chinh_ke_hoach.parts import (
    MEMORY,
    QUORUM,
    UNITS,
    OrdinaryMeeting,
    examine,
    sign_confirmation,
)


class PauseForm(Form):
    """Thông báo về việc tạm ngừng hoạt động của hợp tác xã, chi nhánh, văn phòng đại diện, địa điểm kinh doanh."""

    cooperative = Cooperative.section("Hợp tác xã thông báo tạm ngừng", without=("commune", "members", "capital"))

    pause = Section("Tạm ngừng hoạt động")
    subject = Choice("Tạm ngừng hoạt động của", {"cooperative": "Hợp tác xã", **UNITS})
    unit_name = Text("Tên đơn vị tạm ngừng hoạt động", longest=200).shown_if(subject.is_not("cooperative"))
    unit_registration = Text("Số giấy chứng nhận đăng ký của đơn vị tạm ngừng", longest=30).shown_if(
        subject.is_not("cooperative")
    )
    pause_from = Date("Tạm ngừng hoạt động từ ngày")
    pause_to = Date("Tạm ngừng hoạt động đến ngày")
    is_longer = YesNo("Tiếp tục tạm ngừng sau thời hạn đã thông báo")
    first_from = Date("Ngày bắt đầu của lần tạm ngừng liền trước", not_future=True).shown_if(is_longer.is_(True))
    reason = Text("Lý do tạm ngừng hoạt động", longest=300)
    has_creditors = YesNo("Còn hợp đồng, khoản nợ đang thực hiện")
    arrangement = Text("Thỏa thuận với chủ nợ, khách hàng, người lao động", longest=300).shown_if(
        has_creditors.is_(True)
    )

    meeting = OrdinaryMeeting.section("Nghị quyết về việc tạm ngừng hoạt động").shown_if(subject.is_("cooperative"))

    papers = Section("Thành phần hồ sơ")
    notice = Paper("Thông báo về việc tạm ngừng hoạt động", originals=1)
    resolution = Paper("Nghị quyết của đại hội thành viên về việc tạm ngừng hoạt động", originals=1).shown_if(
        subject.is_("cooperative")
    )
    decision = Paper("Quyết định của hội đồng quản trị về việc tạm ngừng của đơn vị", originals=1).shown_if(
        subject.is_not("cooperative")
    )
    agreement = Paper("Văn bản thỏa thuận với chủ nợ, khách hàng", copies=1, optional=True).shown_if(
        has_creditors.is_(True)
    )

    # Thông báo gửi trước khi tạm ngừng (Thông tư 03/2014/TT-BKHĐT)
    told_before = Check("Thông báo phải gửi trước khi tạm ngừng hoạt động.", pause_from >= filed_on(), at=pause_from)
    in_order = Check("Ngày hết thời hạn tạm ngừng phải sau ngày bắt đầu.", pause_to > pause_from, at=pause_to)
    # Luật Hợp tác xã 2012, Điều 54 khoản 2: không hoạt động trong 12 tháng liên tục thì bị giải thể bắt buộc
    twelve_months = Check("Thời hạn tạm ngừng không được quá 12 tháng.", pause_to <= pause_from + 365, at=pause_to)
    twelve_months_together = Check(
        "Hợp tác xã không hoạt động 12 tháng liên tục thì bị giải thể: cộng cả lần trước không được quá 12 tháng.",
        subject.is_not("cooperative") | (pause_to <= first_from + 365),
        at=pause_to,
    )


compare = Step("Đối chiếu giấy chứng nhận đăng ký của đơn vị", REGISTRAR, working_days(2), key="doi-chieu")
acknowledge = Step("Ký giấy biên nhận thông báo", HEAD, working_days(1), key="ky-bien-nhan")

PAUSE = Procedure(
    facts=FACTS["tam-ngung-hoat-dong-hop-tac-xa"],
    form=PauseForm,
    route=Route(
        when(PauseForm.subject.is_("cooperative"), examine, acknowledge),
        otherwise(compare, acknowledge),
    ),
    legal_basis=("Luật Hợp tác xã 2012, Điều 54 khoản 2",),
    unconfirmed=(
        MEMORY,
        QUORUM,
        "Số ngày phải thông báo trước và thời hạn tạm ngừng tối đa 12 tháng mỗi lần chưa đối chiếu với Thông tư "
        "03/2014/TT-BKHĐT; việc cộng hai lần tạm ngừng liền nhau là suy ra từ Điều 54 của Luật.",
    ),
)


class BranchEndForm(Form):
    """Thông báo về việc chấm dứt hoạt động chi nhánh, văn phòng đại diện, địa điểm kinh doanh của hợp tác xã."""

    cooperative = Cooperative.section(
        "Hợp tác xã thông báo chấm dứt hoạt động của đơn vị", without=("commune", "members", "capital")
    )

    unit = Section("Đơn vị chấm dứt hoạt động")
    kind = Choice("Chấm dứt hoạt động của", UNITS)
    unit_name = Text("Tên đơn vị chấm dứt hoạt động", longest=200)
    unit_registration = Text("Số giấy chứng nhận đăng ký của đơn vị chấm dứt", longest=30)
    ends_on = Date("Chấm dứt hoạt động từ ngày")
    resolved_on = Date("Ngày nghị quyết của đại hội thành viên về việc chấm dứt", not_future=True)
    reason = Text("Lý do chấm dứt hoạt động", longest=300)
    debts = Money("Nợ và nghĩa vụ tài chính còn lại của đơn vị", least=0, hint="Không nợ thì ghi 0")
    parent_pays = YesNo("Hợp tác xã nhận trả các khoản nợ của đơn vị").shown_if(debts > 0)
    workers = Integer("Số lao động của đơn vị", least=0, most=5_000, unit="người")
    has_seal = YesNo("Đơn vị có con dấu riêng")
    has_tax_code = YesNo("Đơn vị có mã số thuế phụ thuộc").shown_if(kind.is_not("office"))
    has_certificate = YesNo("Còn giữ giấy chứng nhận đăng ký của đơn vị")

    papers = Section("Thành phần hồ sơ")
    notice = Paper("Thông báo về việc chấm dứt hoạt động của đơn vị", originals=1)
    resolution = Paper("Nghị quyết của đại hội thành viên về việc chấm dứt hoạt động của đơn vị", originals=1)
    seal = Paper("Giấy xác nhận của cơ quan công an về việc hủy con dấu", originals=1).shown_if(has_seal.is_(True))
    tax = Paper("Thông báo của cơ quan thuế về việc chấm dứt hiệu lực mã số thuế của đơn vị", copies=1).shown_if(
        has_tax_code.is_(True)
    )
    certificate = Paper("Giấy chứng nhận đăng ký của đơn vị", originals=1, goes_back="if_refused").shown_if(
        has_certificate.is_(True)
    )
    loss = Paper("Văn bản giải trình về việc mất giấy chứng nhận", originals=1).shown_if(has_certificate.is_(False))
    workers_list = Paper("Danh sách người lao động, phương án giải quyết quyền lợi", originals=1).shown_if(workers > 0)

    # Luật Hợp tác xã 2012, Điều 27: chi nhánh là đơn vị trực thuộc, hợp tác xã chịu trách nhiệm về nghĩa vụ của nó
    debts_are_taken = Check(
        "Còn nợ thì hợp tác xã phải nhận trả các khoản nợ của đơn vị.", parent_pays.is_(True), at=parent_pays
    )
    resolved_before_the_end = Check(
        "Đơn vị chỉ chấm dứt hoạt động sau khi đại hội thành viên có nghị quyết.", ends_on >= resolved_on, at=ends_on
    )


settle = Step("Kiểm tra nghĩa vụ tài chính, con dấu của đơn vị", REGISTRAR, working_days(1), key="kiem-tra-nghia-vu")

BRANCH_END = Procedure(
    facts=FACTS["cham-dut-chi-nhanh-hop-tac-xa"],
    form=BranchEndForm,
    route=Route(
        when(BranchEndForm.debts > 0, settle, examine, sign_confirmation),
        otherwise(examine, sign_confirmation),
    ),
    legal_basis=("Luật Hợp tác xã 2012, Điều 27",),
    unconfirmed=(
        MEMORY,
        "Giấy tờ về thuế, con dấu và giải trình mất giấy chứng nhận chưa đối chiếu với Thông tư 03/2014/TT-BKHĐT.",
    ),
)
