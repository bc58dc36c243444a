"""Chi nhánh, văn phòng đại diện, địa điểm kinh doanh của hợp tác xã: đăng ký, thay đổi."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Commune,
    Cooperative,
    Date,
    Form,
    IdNumber,
    Many,
    Paper,
    Section,
    Text,
    YesNo,
    age,
    check,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_tai_chinh_ke_hoach.desks import REGISTRAR
from motcua_tai_chinh_ke_hoach.facts import FACTS
from motcua_tai_chinh_ke_hoach.parts import (
    FEE,
    MEMORY,
    UNITS,
    cooperative_name,
    examine,
    look_up_name,
    plain,
    sign_certificate,
)

COOPERATIVE = "Hợp tác xã Nông nghiệp Phù Lương"
NAMES = (
    "Tên chi nhánh, văn phòng đại diện phải có tên hợp tác xã: trích theo trí nhớ, chưa đối chiếu; tuổi của người đại "
    "diện suy ra từ năng lực hành vi dân sự đầy đủ."
)


def branch_name(label: str) -> Text:
    """The question for the name of a branch, which begins with “Chi nhánh”."""
    return Text(label, longest=200, pattern=r"Chi nhánh \S.*", example=f"Chi nhánh {COOPERATIVE} tại Việt Hùng")


def office_name(label: str) -> Text:
    """The question for the name of a representative office."""
    return Text(
        label, longest=200, pattern=r"Văn phòng đại diện \S.*", example=f"Văn phòng đại diện {COOPERATIVE} tại Phố Mới"
    )


def carries(name: str, of_cooperative: str) -> bool:
    """Whether a unit's name holds the cooperative's, however it is capitalised."""
    return plain(of_cooperative) in plain(name)


class BranchForm(Form):
    """Giấy đề nghị đăng ký thành lập chi nhánh, văn phòng đại diện, địa điểm kinh doanh của hợp tác xã."""

    parent = Section("Hợp tác xã thành lập chi nhánh, văn phòng đại diện, địa điểm kinh doanh")
    parent_name = cooperative_name("Tên hợp tác xã thành lập", COOPERATIVE)
    cooperative = Cooperative.section(
        "Đăng ký của hợp tác xã", without=("name", "commune", "members", "capital", "head_title")
    )
    parent_elsewhere = YesNo("Trụ sở chính của hợp tác xã ở huyện, tỉnh khác")

    unit = Section("Chi nhánh, văn phòng đại diện, địa điểm kinh doanh")
    kind = Choice("Đăng ký thành lập", UNITS)
    branch = branch_name("Tên chi nhánh").shown_if(kind.is_("branch"))
    office = office_name("Tên văn phòng đại diện").shown_if(kind.is_("office"))
    place = Text("Tên địa điểm kinh doanh", longest=200).shown_if(kind.is_("place"))
    address = Text("Địa chỉ nơi đăng ký hoạt động", longest=300)
    commune = Commune("Xã, thị trấn nơi đăng ký hoạt động")
    trade = Text("Ngành, nghề kinh doanh đăng ký", longest=300).shown_if(kind.is_not("office"))
    is_within_trades = YesNo("Ngành, nghề phù hợp với ngành, nghề của hợp tác xã").shown_if(kind.is_not("office"))
    mandate = Text("Nội dung hoạt động được ủy quyền", longest=300).shown_if(kind.is_("office"))
    sells = YesNo("Văn phòng đại diện có trực tiếp kinh doanh").shown_if(kind.is_("office"))
    accounts = Choice("Hạch toán của chi nhánh", {"own": "Độc lập", "parent": "Phụ thuộc"}).shown_if(kind.is_("branch"))
    head_name = Text("Người đại diện chi nhánh, văn phòng, địa điểm", longest=100, words=2)
    head_born = Date("Ngày sinh của người đại diện", not_future=True)
    head_id = IdNumber("Số giấy tờ tùy thân của người đại diện")
    decided_on = Date("Ngày quyết định thành lập", not_future=True)

    papers = Section("Thành phần hồ sơ")
    request = Paper("Giấy đề nghị đăng ký chi nhánh, văn phòng đại diện, địa điểm kinh doanh", originals=1)
    decision = Paper("Nghị quyết, quyết định của hợp tác xã về việc thành lập", originals=1)
    appointment = Paper("Quyết định cử người đại diện và bản sao giấy tờ tùy thân", copies=1)
    certificate = Paper("Bản sao giấy chứng nhận đăng ký hợp tác xã", copies=1)
    parent_certificate = Paper(
        "Giấy chứng nhận đăng ký hợp tác xã do cơ quan đăng ký huyện khác cấp, bản sao chứng thực", certified_copies=1
    ).shown_if(parent_elsewhere.is_(True))
    authority = Paper("Văn bản ủy quyền nộp hồ sơ", originals=1, optional=True)

    # Luật Hợp tác xã 2012, Điều 27 khoản 3: ngành nghề của chi nhánh phù hợp với ngành nghề của hợp tác xã
    fits_the_trades = Check(
        "Ngành, nghề của chi nhánh, địa điểm kinh doanh phải phù hợp với ngành, nghề của hợp tác xã.",
        is_within_trades.is_(True),
        at=is_within_trades,
    )
    # Luật Hợp tác xã 2012, Điều 27 khoản 2: văn phòng đại diện chỉ đại diện theo ủy quyền
    office_sells_nothing = Check(
        "Văn phòng đại diện chỉ đại diện theo ủy quyền; có kinh doanh thì đăng ký chi nhánh hoặc địa điểm kinh doanh.",
        sells.is_(False),
        at=sells,
    )
    head_is_of_age = Check("Người đại diện phải đủ 18 tuổi.", age(head_born) >= 18, at=head_born)
    decided_after_registration = Check(
        "Ngày quyết định phải từ ngày cấp giấy chứng nhận đăng ký hợp tác xã trở đi.",
        decided_on >= cooperative["registered_on"],
        at=decided_on,
    )

    # Nghị định 193/2013/NĐ-CP, Điều 10
    @check("Tên chi nhánh phải có tên hợp tác xã.", branch)
    def branch_carries_the_name(self) -> bool:
        return carries(self.branch, self.parent_name)

    @check("Tên văn phòng đại diện phải có tên hợp tác xã.", office)
    def office_carries_the_name(self) -> bool:
        return carries(self.office, self.parent_name)


ask_parent = Step(
    "Đối chiếu với cơ quan đăng ký nơi hợp tác xã đặt trụ sở chính", REGISTRAR, working_days(1), key="doi-chieu"
)

BRANCH = Procedure(
    facts=FACTS["dang-ky-chi-nhanh-hop-tac-xa"],
    form=BranchForm,
    route=Route(
        when(BranchForm.parent_elsewhere.is_(True), ask_parent, examine, sign_certificate),
        otherwise(examine, sign_certificate),
    ),
    fee=FEE,
    legal_basis=("Luật Hợp tác xã 2012, Điều 27",),
    book="ĐKHTX",
    unconfirmed=(MEMORY, NAMES),
)


class BranchChangeForm(Form):
    """Giấy đề nghị đăng ký thay đổi nội dung đăng ký chi nhánh, văn phòng đại diện, địa điểm kinh doanh."""

    parent = Section("Hợp tác xã có chi nhánh, văn phòng đại diện, địa điểm kinh doanh")
    parent_name = cooperative_name("Tên hợp tác xã", COOPERATIVE)
    registration = Text("Số giấy chứng nhận đăng ký hợp tác xã", longest=30)

    unit = Section("Đơn vị thay đổi nội dung đăng ký")
    kind = Choice("Thay đổi nội dung đăng ký của", UNITS)
    old_name = Text("Tên đang đăng ký", longest=200)
    unit_registration = Text("Số giấy chứng nhận đăng ký của đơn vị", longest=30)
    registered_on = Date("Ngày cấp giấy chứng nhận đăng ký của đơn vị", not_future=True)
    items = Many(
        "Thay đổi về",
        {"head": "Người đại diện", "name": "Tên", "address": "Địa chỉ", "trade": "Ngành, nghề, nội dung hoạt động"},
    )
    branch = branch_name("Tên chi nhánh sau thay đổi").shown_if(items.includes("name") & kind.is_("branch"))
    office = office_name("Tên văn phòng đại diện sau thay đổi").shown_if(items.includes("name") & kind.is_("office"))
    place = Text("Tên địa điểm kinh doanh sau thay đổi", longest=200).shown_if(
        items.includes("name") & kind.is_("place")
    )
    from_elsewhere = YesNo("Chuyển từ huyện, tỉnh khác đến").shown_if(items.includes("address"))
    new_address = Text("Địa chỉ sau thay đổi", longest=300).shown_if(items.includes("address"))
    new_commune = Commune("Xã, thị trấn sau thay đổi").shown_if(items.includes("address"))
    new_trade = Text("Ngành, nghề, nội dung hoạt động sau thay đổi", longest=300).shown_if(items.includes("trade"))
    is_within_trades = YesNo("Nằm trong ngành, nghề đã đăng ký của hợp tác xã").shown_if(items.includes("trade"))
    new_head = Text("Người đại diện mới", longest=100, words=2).shown_if(items.includes("head"))
    new_head_born = Date("Ngày sinh của người đại diện mới", not_future=True).shown_if(items.includes("head"))
    decided_on = Date("Ngày hợp tác xã quyết định thay đổi", not_future=True)

    papers = Section("Thành phần hồ sơ")
    request = Paper("Giấy đề nghị đăng ký thay đổi của chi nhánh, văn phòng đại diện, địa điểm kinh doanh", originals=1)
    decision = Paper("Nghị quyết, quyết định của hợp tác xã về việc thay đổi", originals=1)
    certificate = Paper("Giấy chứng nhận đăng ký của đơn vị đã cấp", originals=1, goes_back="if_refused")
    appointment = Paper("Quyết định cử người đại diện mới và bản sao giấy tờ tùy thân", copies=1).shown_if(
        items.includes("head")
    )
    authority = Paper("Giấy giới thiệu hoặc văn bản ủy quyền nộp hồ sơ", originals=1, optional=True)

    fits_the_trades = Check(
        "Ngành, nghề của đơn vị phải phù hợp với ngành, nghề của hợp tác xã.",
        is_within_trades.is_(True),
        at=is_within_trades,
    )
    head_is_of_age = Check("Người đại diện phải đủ 18 tuổi.", age(new_head_born) >= 18, at=new_head_born)
    decided_after_registration = Check(
        "Ngày quyết định thay đổi phải sau ngày cấp giấy chứng nhận của đơn vị.",
        decided_on > registered_on,
        at=decided_on,
    )
    is_another_branch_name = Check("Tên sau thay đổi phải khác tên cũ.", branch.is_not(old_name), at=branch)
    is_another_office_name = Check("Tên sau thay đổi phải khác tên cũ.", office.is_not(old_name), at=office)
    is_another_place_name = Check("Tên sau thay đổi phải khác tên cũ.", place.is_not(old_name), at=place)

    @check("Tên chi nhánh phải có tên hợp tác xã.", branch)
    def branch_carries_the_name(self) -> bool:
        return carries(self.branch, self.parent_name)

    @check("Tên văn phòng đại diện phải có tên hợp tác xã.", office)
    def office_carries_the_name(self) -> bool:
        return carries(self.office, self.parent_name)


take_over = Step(
    "Đối chiếu hồ sơ do cơ quan đăng ký nơi cũ chuyển đến", REGISTRAR, working_days(1), key="tiep-nhan-ho-so-cu"
)

BRANCH_CHANGE = Procedure(
    facts=FACTS["dang-ky-thay-doi-chi-nhanh-hop-tac-xa"],
    form=BranchChangeForm,
    route=Route(
        when(BranchChangeForm.from_elsewhere.is_(True), take_over, examine, sign_certificate),
        when(BranchChangeForm.items.includes("name"), look_up_name, examine, sign_certificate),
        otherwise(examine, sign_certificate),
    ),
    fee=FEE,
    legal_basis=("Luật Hợp tác xã 2012, Điều 27-28",),
    book="ĐKHTX",
    unconfirmed=(MEMORY, NAMES),
)
