"""Đăng ký khi hợp tác xã hợp nhất, khi hợp tác xã sáp nhập."""

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
    Person,
    Rows,
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
    COUNTED,
    FEE,
    MEMORY,
    QUORUM,
    CharterMeeting,
    are_different,
    cooperative_name,
    look_up_name,
    sign_certificate,
    three_quarters,
)


class Joining(Part):
    """Một hợp tác xã bị hợp nhất hoặc bị sáp nhập, với nghị quyết của đại hội thành viên của mình."""

    name = cooperative_name("Tên hợp tác xã tham gia", "Hợp tác xã Nông nghiệp số 35 Ngọc Xá")
    registration = Text("Số giấy chứng nhận đăng ký", longest=30)
    members = Integer("Số thành viên", least=1, most=100_000, unit="thành viên")
    capital = Money("Vốn điều lệ", least=1)
    resolution = Text("Số nghị quyết của đại hội thành viên", longest=50)
    resolved_on = Date("Ngày nghị quyết", not_future=True)
    present = Integer("Số người có mặt tại đại hội", least=1, most=100_000, unit="người")
    in_favour = Integer("Số người tán thành", least=0, most=100_000, unit="người")

    is_carried = three_quarters(present, in_favour)
    voters_are_present = Check("Số người tán thành không được nhiều hơn số có mặt.", in_favour <= present, at=in_favour)


class UnionForm(Form):
    """Giấy đề nghị đăng ký của hợp tác xã hợp nhất."""

    plan = Section("Các hợp tác xã hợp nhất")
    joining = Rows(Joining, "Hợp tác xã bị hợp nhất", least=2, most=10)
    from_elsewhere = YesNo("Có hợp tác xã đăng ký ở huyện, tỉnh khác")
    council_on = Date("Ngày lập hội đồng hợp nhất", not_future=True)
    agreed_on = Date("Ngày các hợp tác xã thông qua phương án hợp nhất", not_future=True)
    creditors_told = YesNo("Đã thông báo bằng văn bản cho chủ nợ, tổ chức, cá nhân có quan hệ về việc hợp nhất")

    united = Section("Hợp tác xã hợp nhất")
    new_name = cooperative_name("Tên hợp tác xã hợp nhất", "Hợp tác xã Dịch vụ nông nghiệp Quế Võ")
    is_unused = YesNo("Tên không trùng, không gây nhầm lẫn với hợp tác xã đang hoạt động khác")
    seat = Text("Địa chỉ trụ sở chính của hợp tác xã hợp nhất", longest=300)
    seat_commune = Commune("Xã, thị trấn đặt trụ sở chính")
    trade = Text("Ngành, nghề sản xuất, kinh doanh", longest=300)
    members = Integer("Số thành viên của hợp tác xã hợp nhất", least=1, most=100_000, unit="thành viên")
    capital = Money("Vốn điều lệ của hợp tác xã hợp nhất", least=1)
    head = Person.section("Người đại diện theo pháp luật của hợp tác xã hợp nhất")

    papers = Section("Thành phần hồ sơ")
    request = Paper("Giấy đề nghị đăng ký thành lập hợp tác xã", originals=1)
    resolutions = Paper("Nghị quyết của đại hội thành viên từng hợp tác xã về việc hợp nhất", originals=1)
    union_plan = Paper("Phương án hợp nhất (tài sản, vốn, thành viên, lao động, nghĩa vụ)", originals=1)
    charter = Paper("Điều lệ, phương án sản xuất, kinh doanh của hợp tác xã hợp nhất", originals=1)
    member_list = Paper("Danh sách thành viên, hội đồng quản trị, giám đốc, kiểm soát", originals=1)
    certificates = Paper("Giấy chứng nhận đăng ký của các hợp tác xã bị hợp nhất", originals=1, goes_back="if_refused")
    confirmation = Paper("Xác nhận của cơ quan đăng ký nơi khác về hợp tác xã bị hợp nhất", originals=1).shown_if(
        from_elsewhere.is_(True)
    )
    authority = Paper("Văn bản ủy quyền nộp hồ sơ", originals=1, optional=True)

    # Luật Hợp tác xã 2012, Điều 53 khoản 1
    creditors_are_told = Check(
        "Phải thông báo bằng văn bản cho chủ nợ, tổ chức, cá nhân có quan hệ kinh tế về việc hợp nhất.",
        creditors_told.is_(True),
        at=creditors_told,
    )
    council_before_plan = Check(
        "Hội đồng hợp nhất phải lập trước khi phương án hợp nhất được thông qua.", agreed_on >= council_on, at=agreed_on
    )
    nobody_has_the_name = Check(
        "Tên không được trùng hoặc gây nhầm lẫn với hợp tác xã khác; chọn tên khác.",
        is_unused.is_(True),
        at=is_unused,
    )
    seven_members = Check("Hợp tác xã hợp nhất phải có ít nhất 7 thành viên.", members >= 7, at=members)
    members_fit = Check(
        "Số thành viên không được nhiều hơn tổng số thành viên của các hợp tác xã bị hợp nhất.",
        members <= joining.sum_of("members"),
        at=members,
    )
    head_is_of_age = Check("Người đại diện theo pháp luật phải đủ 18 tuổi.", age(head["born"]) >= 18, at=head["born"])

    @check("Một hợp tác xã không được ghi hai lần.", joining)
    def each_joins_once(self) -> bool:
        return are_different(each.name for each in self.joining)


class MergerForm(Form):
    """Giấy đề nghị đăng ký của hợp tác xã nhận sáp nhập."""

    cooperative = Cooperative.section("Hợp tác xã nhận sáp nhập", without=("members", "capital"))

    plan = Section("Phương án sáp nhập")
    joining = Rows(Joining, "Hợp tác xã bị sáp nhập", least=1, most=10)
    other_place = YesNo("Có hợp tác xã bị sáp nhập đăng ký ở huyện, tỉnh khác")
    members_before = Integer("Số thành viên của hợp tác xã nhận sáp nhập", least=1, most=100_000, unit="thành viên")
    members_after = Integer("Số thành viên sau sáp nhập", least=1, most=200_000, unit="thành viên")
    capital_before = Money("Vốn điều lệ trước sáp nhập", least=1)
    capital_after = Money("Vốn điều lệ sau sáp nhập", least=1)
    effective_on = Date("Ngày sáp nhập theo thỏa thuận")
    takes_debts = YesNo("Hợp tác xã nhận sáp nhập nhận toàn bộ quyền, nghĩa vụ của hợp tác xã bị sáp nhập")
    changes_trade = YesNo("Có bổ sung, thay đổi ngành, nghề sau sáp nhập")
    new_trade = Text("Ngành, nghề sau sáp nhập", longest=300).shown_if(changes_trade.is_(True))
    creditors_told = YesNo("Đã thông báo bằng văn bản cho chủ nợ, tổ chức, cá nhân có quan hệ về việc sáp nhập")

    meeting = CharterMeeting.section("Nghị quyết của hợp tác xã nhận sáp nhập")

    papers = Section("Thành phần hồ sơ")
    request = Paper("Giấy đề nghị đăng ký thay đổi nội dung đăng ký hợp tác xã", originals=1)
    resolutions = Paper("Nghị quyết của đại hội thành viên từng hợp tác xã về việc sáp nhập", originals=1)
    merger_plan = Paper("Phương án sáp nhập (tài sản, vốn, thành viên, lao động, nghĩa vụ)", originals=1)
    charter = Paper("Điều lệ sửa đổi của hợp tác xã nhận sáp nhập", originals=1)
    member_list = Paper("Danh sách thành viên sau sáp nhập", originals=1)
    own_certificate = Paper("Giấy chứng nhận đăng ký của hợp tác xã nhận sáp nhập", originals=1, goes_back="if_refused")
    certificates = Paper("Giấy chứng nhận đăng ký của các hợp tác xã bị sáp nhập", originals=1, goes_back="if_refused")
    confirmation = Paper("Xác nhận của cơ quan đăng ký nơi khác về hợp tác xã bị sáp nhập", originals=1).shown_if(
        other_place.is_(True)
    )
    trade_plan = Paper("Phương án sản xuất, kinh doanh sau sáp nhập", originals=1).shown_if(changes_trade.is_(True))
    authority = Paper("Văn bản ủy quyền nộp hồ sơ", originals=1, optional=True)

    # Luật Hợp tác xã 2012, Điều 53 khoản 2
    creditors_are_told = Check(
        "Phải thông báo bằng văn bản cho chủ nợ, tổ chức, cá nhân có quan hệ kinh tế về việc sáp nhập.",
        creditors_told.is_(True),
        at=creditors_told,
    )
    takes_everything = Check(
        "Hợp tác xã nhận sáp nhập phải nhận toàn bộ quyền, nghĩa vụ của hợp tác xã bị sáp nhập.",
        takes_debts.is_(True),
        at=takes_debts,
    )
    members_fit = Check(
        "Số thành viên sau sáp nhập không được nhiều hơn tổng số thành viên của các hợp tác xã.",
        members_after <= members_before + joining.sum_of("members"),
        at=members_after,
    )
    seven_members = Check("Hợp tác xã phải có ít nhất 7 thành viên.", members_after >= 7, at=members_after)
    effective_after = Check(
        "Ngày sáp nhập không được trước ngày nghị quyết của hợp tác xã nhận sáp nhập.",
        effective_on >= meeting["held_on"],
        at=effective_on,
    )

    @check("Một hợp tác xã không được ghi hai lần.", joining)
    def each_joins_once(self) -> bool:
        return are_different(each.name for each in self.joining)


UNITED = ("Luật Hợp tác xã 2012, Điều 53", "Nghị định 193/2013/NĐ-CP")
ask_elsewhere = Step("Đối chiếu với cơ quan đăng ký nơi khác", REGISTRAR, working_days(1), key="doi-chieu-noi-khac")
examine_union = Step("Thẩm định hồ sơ, phương án hợp nhất", REGISTRAR, working_days(1.5), key="tham-dinh")
examine_merger = Step("Thẩm định hồ sơ, phương án sáp nhập", REGISTRAR, working_days(2.5), key="tham-dinh")

UNION = Procedure(
    facts=FACTS["dang-ky-khi-hop-tac-xa-hop-nhat"],
    form=UnionForm,
    route=Route(
        when(UnionForm.from_elsewhere.is_(True), look_up_name, ask_elsewhere, examine_union, sign_certificate),
        otherwise(look_up_name, examine_union, sign_certificate),
    ),
    fee=FEE,
    legal_basis=UNITED,
    book="ĐKHTX",
    unconfirmed=(MEMORY, QUORUM, COUNTED, "Xác nhận của cơ quan đăng ký nơi khác chưa rõ căn cứ; phải đối chiếu."),
)

MERGER = Procedure(
    facts=FACTS["dang-ky-khi-hop-tac-xa-sap-nhap"],
    form=MergerForm,
    route=Route(
        when(MergerForm.other_place.is_(True), ask_elsewhere, examine_merger, sign_certificate),
        otherwise(examine_merger, sign_certificate),
    ),
    fee=FEE,
    legal_basis=UNITED,
    book="ĐKHTX",
    unconfirmed=(
        MEMORY,
        QUORUM,
        COUNTED,
        "Hợp tác xã nhận sáp nhập dùng mẫu đăng ký thay đổi hay mẫu đăng ký thành lập chưa đối chiếu; xác nhận của cơ "
        "quan đăng ký nơi khác chưa rõ căn cứ.",
    ),
)
