"""Đăng ký khi hợp tác xã chia, khi hợp tác xã tách."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Commune,
    Cooperative,
    Date,
    Form,
    Integer,
    Money,
    Paper,
    Part,
    Rows,
    Section,
    Text,
    YesNo,
    check,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_tai_chinh_ke_hoach.desks import REGISTRAR
from motcua_tai_chinh_ke_hoach.facts import FACTS
from motcua_tai_chinh_ke_hoach.parts import (
    COUNTED,
    FEE,
    MEMORY,
    QUORUM,
    CharterMeeting,
    are_different,
    cooperative_name,
    look_up_name,
    sign_certificate,
)


class NewCooperative(Part):
    """Một hợp tác xã mới hình thành từ việc chia, tách."""

    name = cooperative_name("Tên hợp tác xã mới", "Hợp tác xã Nông nghiệp số 27 Bồng Lai")
    seat = Text("Địa chỉ trụ sở chính", longest=300)
    commune = Commune("Xã, thị trấn đặt trụ sở")
    trade = Text("Ngành, nghề sản xuất, kinh doanh", longest=300)
    members = Integer("Số thành viên", least=1, most=100_000, unit="thành viên")
    capital = Money("Vốn điều lệ", least=1)
    assets = Money("Giá trị tài sản được chia", least=0)
    head = Text("Người đại diện theo pháp luật", longest=100, words=2)

    # Luật Hợp tác xã 2012, Điều 3 khoản 1
    seven_members = Check("Mỗi hợp tác xã mới phải có ít nhất 7 thành viên.", members >= 7, at=members)


class DivisionForm(Form):
    """Giấy đề nghị đăng ký của các hợp tác xã mới khi hợp tác xã chia."""

    cooperative = Cooperative.section("Hợp tác xã bị chia", without=("members", "capital"))

    plan = Section("Phương án chia")
    reason = Text("Lý do chia hợp tác xã", longest=300)
    members_before = Integer("Số thành viên của hợp tác xã bị chia", least=1, most=100_000, unit="thành viên")
    assets_before = Money("Tổng giá trị tài sản đem chia", least=0)
    undivided = Money("Giá trị phần tài sản không chia chuyển cho các hợp tác xã mới", least=0)
    debts = Money("Tổng số nợ tại ngày chia", least=0, hint="Không nợ thì ghi 0")
    creditors_told = YesNo("Đã thông báo bằng văn bản cho chủ nợ, tổ chức, cá nhân có quan hệ kinh tế")
    has_branches = YesNo("Hợp tác xã bị chia có chi nhánh, văn phòng đại diện, địa điểm kinh doanh")
    after = Rows(NewCooperative, "Các hợp tác xã mới", least=2, most=10)

    meeting = CharterMeeting.section("Nghị quyết chia hợp tác xã")

    papers = Section("Thành phần hồ sơ")
    request = Paper("Giấy đề nghị đăng ký thành lập của từng hợp tác xã mới", originals=1)
    resolution = Paper("Nghị quyết của đại hội thành viên về việc chia hợp tác xã", originals=1)
    division_plan = Paper("Phương án chia tài sản, vốn, thành viên, lao động, nghĩa vụ", originals=1)
    charter = Paper("Điều lệ, phương án sản xuất, kinh doanh của từng hợp tác xã mới", originals=1)
    member_list = Paper("Danh sách thành viên, hội đồng quản trị, kiểm soát của từng hợp tác xã mới", originals=1)
    certificate = Paper("Giấy chứng nhận đăng ký của hợp tác xã bị chia", originals=1, goes_back="if_refused")
    debts_plan = Paper("Danh sách chủ nợ và phân chia nghĩa vụ trả nợ", originals=1).shown_if(debts > 0)
    branches = Paper("Danh sách chi nhánh, văn phòng đại diện và nơi nhận quản lý", originals=1).shown_if(
        has_branches.is_(True)
    )
    authority = Paper("Văn bản ủy quyền nộp hồ sơ", originals=1, optional=True)

    # Luật Hợp tác xã 2012, Điều 52
    creditors_are_told = Check(
        "Phải thông báo bằng văn bản cho chủ nợ, tổ chức, cá nhân có quan hệ kinh tế về việc chia.",
        creditors_told.is_(True),
        at=creditors_told,
    )
    members_fit = Check(
        "Tổng số thành viên các hợp tác xã mới không được nhiều hơn số thành viên của hợp tác xã bị chia.",
        after.sum_of("members") <= members_before,
        at=members_before,
    )
    assets_are_shared_out = Check(
        "Tài sản chia cho các hợp tác xã mới phải bằng tổng giá trị tài sản đem chia.",
        after.sum_of("assets").is_(assets_before),
        at=assets_before,
    )

    # Nghị định 193/2013/NĐ-CP, Điều 8 và Điều 9
    @check("Các hợp tác xã mới không được trùng tên nhau.", after)
    def names_differ(self) -> bool:
        return are_different(each.name for each in self.after)


class SplitForm(Form):
    """Giấy đề nghị đăng ký của hợp tác xã được tách và hợp tác xã bị tách."""

    cooperative = Cooperative.section("Hợp tác xã bị tách, tiếp tục hoạt động", without=("members", "capital"))

    plan = Section("Phương án tách")
    members_before = Integer("Số thành viên trước khi tách", least=1, most=100_000, unit="thành viên")
    members_staying = Integer("Số thành viên ở lại hợp tác xã bị tách", least=1, most=100_000, unit="thành viên")
    capital_staying = Money("Vốn điều lệ còn lại của hợp tác xã bị tách", least=1)
    assets_before = Money("Tổng giá trị tài sản trước khi tách", least=0)
    assets_staying = Money("Giá trị tài sản để lại hợp tác xã bị tách", least=0)
    shares_debts = YesNo("Có thỏa thuận với chủ nợ khác với việc liên đới trả nợ")
    agreed_on = Date("Ngày thỏa thuận với chủ nợ", not_future=True).shown_if(shares_debts.is_(True))
    creditors_told = YesNo("Đã thông báo bằng văn bản cho chủ nợ, tổ chức, cá nhân có quan hệ về việc tách")
    changes_name = YesNo("Hợp tác xã bị tách đổi tên sau khi tách")
    new_name = cooperative_name("Tên mới của hợp tác xã bị tách", "Hợp tác xã Dịch vụ tổng hợp Phù Lương").shown_if(
        changes_name.is_(True)
    )
    after = Rows(NewCooperative, "Các hợp tác xã được tách", least=1, most=10)

    meeting = CharterMeeting.section("Nghị quyết tách hợp tác xã")

    papers = Section("Thành phần hồ sơ")
    request = Paper("Giấy đề nghị đăng ký thành lập của từng hợp tác xã được tách", originals=1)
    change_request = Paper("Giấy đề nghị đăng ký thay đổi của hợp tác xã bị tách", originals=1)
    resolution = Paper("Nghị quyết của đại hội thành viên về việc tách hợp tác xã", originals=1)
    split_plan = Paper("Phương án tách tài sản, vốn, thành viên, lao động, nghĩa vụ", originals=1)
    charter = Paper("Điều lệ, phương án sản xuất, kinh doanh của từng hợp tác xã được tách", originals=1)
    member_list = Paper("Danh sách thành viên, hội đồng quản trị, kiểm soát sau khi tách", originals=1)
    certificate = Paper("Giấy chứng nhận đăng ký của hợp tác xã bị tách", originals=1, goes_back="if_refused")
    agreement = Paper("Văn bản thỏa thuận với chủ nợ", copies=1).shown_if(shares_debts.is_(True))
    amended = Paper("Điều lệ sửa đổi của hợp tác xã bị tách", originals=1).shown_if(changes_name.is_(True))
    authority = Paper("Văn bản ủy quyền nộp hồ sơ", originals=1, optional=True)

    # Luật Hợp tác xã 2012, Điều 3 khoản 1: hợp tác xã bị tách cũng phải đủ thành viên
    seven_stay = Check("Hợp tác xã bị tách phải còn ít nhất 7 thành viên.", members_staying >= 7, at=members_staying)
    # Luật Hợp tác xã 2012, Điều 52
    creditors_are_told = Check(
        "Phải thông báo bằng văn bản cho chủ nợ, tổ chức, cá nhân có quan hệ kinh tế về việc tách.",
        creditors_told.is_(True),
        at=creditors_told,
    )
    members_fit = Check(
        "Số thành viên ở lại cộng số thành viên được tách không được nhiều hơn số thành viên trước khi tách.",
        members_staying + after.sum_of("members") <= members_before,
        at=members_before,
    )
    assets_are_shared_out = Check(
        "Tài sản để lại cộng tài sản chia cho các hợp tác xã được tách phải bằng tổng tài sản trước khi tách.",
        (assets_staying + after.sum_of("assets")).is_(assets_before),
        at=assets_before,
    )
    is_another_name = Check("Tên mới phải khác tên đã đăng ký.", new_name.is_not(cooperative["name"]), at=new_name)

    # Nghị định 193/2013/NĐ-CP, Điều 8 và Điều 9
    @check("Các hợp tác xã mới không được trùng tên nhau.", after)
    def names_differ(self) -> bool:
        return are_different(each.name for each in self.after)


REORGANISED = ("Luật Hợp tác xã 2012, Điều 52", "Nghị định 193/2013/NĐ-CP")
examine_plan = Step("Thẩm định hồ sơ, phương án chia, tách", REGISTRAR, working_days(2), key="tham-dinh")
check_debts = Step("Kiểm tra phân chia nghĩa vụ trả nợ", REGISTRAR, working_days(0.5), key="kiem-tra-nghia-vu")

DIVISION = Procedure(
    facts=FACTS["dang-ky-khi-hop-tac-xa-chia"],
    form=DivisionForm,
    route=Route(
        when(DivisionForm.debts > 0, look_up_name, examine_plan, check_debts, sign_certificate),
        otherwise(look_up_name, examine_plan, sign_certificate),
    ),
    fee=FEE,
    legal_basis=REORGANISED,
    book="ĐKHTX",
    numbered_rows="after",
    unconfirmed=(MEMORY, QUORUM, COUNTED, "Cách xử lý phần tài sản không chia khi chia hợp tác xã chưa đối chiếu."),
)

SPLIT = Procedure(
    facts=FACTS["dang-ky-khi-hop-tac-xa-tach"],
    form=SplitForm,
    route=Route(
        when(SplitForm.shares_debts.is_(True), look_up_name, examine_plan, check_debts, sign_certificate),
        otherwise(look_up_name, examine_plan, sign_certificate),
    ),
    fee=FEE,
    legal_basis=REORGANISED,
    book="ĐKHTX",
    numbered_rows="after",
    unconfirmed=(
        MEMORY,
        QUORUM,
        COUNTED,
        "Hợp tác xã bị tách đăng ký thay đổi trong cùng hồ sơ hay hồ sơ riêng chưa đối chiếu.",
    ),
)
