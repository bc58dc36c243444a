"""Giấy chứng nhận kinh tế trang trại: cấp, cấp đổi, cấp lại (Thông tư 27/2011/TT-BNNPTNT)."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Commune,
    Date,
    Form,
    IdNumber,
    Integer,
    IssuedPaper,
    Many,
    Paper,
    Person,
    Section,
    Text,
    YesNo,
    age,
    filed_on,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, consult, desk_of, otherwise, when, working_days
from motcua_nong_nghiep_ptnt.desks import HEAD, OFFICER
from motcua_nong_nghiep_ptnt.facts import FACTS
from motcua_nong_nghiep_ptnt.san_xuat import LINES, Production


class NewFarmForm(Form):
    """Đơn đề nghị cấp Giấy chứng nhận kinh tế trang trại."""

    owner = Person.section("Chủ trang trại", without=("email",))
    by = Choice("Người đề nghị", {"person": "Cá nhân", "household": "Hộ gia đình"})
    members = Integer("Số thành viên của hộ cùng sản xuất", least=1, most=30, unit="người").shown_if(
        by.is_("household")
    )
    production = Production.section("Trang trại")
    land = Section("Đất của trang trại")
    commune = Commune("Xã, thị trấn nơi có trang trại")
    place = Text("Thôn, xứ đồng", longest=200)
    tenure = Choice(
        "Đất đang sử dụng",
        {
            "certificate": "Có giấy chứng nhận quyền sử dụng đất",
            "lease": "Thuê đất, mặt nước theo hợp đồng",
            "confirmed": "Chưa có giấy tờ, UBND cấp xã xác nhận không có tranh chấp",
        },
    )
    lease_until = Date("Hợp đồng thuê đến ngày").shown_if(tenure.is_("lease"))
    has_dispute = YesNo("Đất của trang trại đang có tranh chấp")
    confirmed_on = Date("Ngày UBND cấp xã xác nhận vào đơn", not_future=True)
    workers = Integer("Số lao động thường xuyên", least=0, most=1_000, unit="người")

    papers = Section("Thành phần hồ sơ")
    request = Paper("Đơn đề nghị cấp Giấy chứng nhận kinh tế trang trại, có xác nhận của UBND cấp xã", originals=1)
    certificate = Paper("Giấy chứng nhận quyền sử dụng đất", copies=1).shown_if(tenure.is_("certificate"))
    lease = Paper("Hợp đồng thuê đất, thuê mặt nước", copies=1).shown_if(tenure.is_("lease"))
    confirmation = Paper("Xác nhận của UBND cấp xã về đất không có tranh chấp", originals=1).shown_if(
        tenure.is_("confirmed")
    )

    is_adult = Check("Chủ trang trại phải đủ 18 tuổi.", age(owner["born"]) >= 18, at=owner["born"])
    # Thông tư 27/2011/TT-BNNPTNT: đất sử dụng hợp pháp hoặc được xác nhận không có tranh chấp
    is_undisputed = Check(
        "Đất đang có tranh chấp thì chưa cấp Giấy chứng nhận kinh tế trang trại.",
        has_dispute.is_(False),
        at=has_dispute,
    )
    is_leased_still = Check("Hợp đồng thuê đất đã hết hạn.", lease_until >= filed_on(), at=lease_until)


class ChangedFarmForm(Form):
    """Đơn đề nghị cấp đổi Giấy chứng nhận kinh tế trang trại."""

    held = IssuedPaper.section("Giấy chứng nhận kinh tế trang trại đã cấp", without=("about", "valid_until"))
    changes = Section("Nội dung thay đổi")
    commune = Commune("Xã, thị trấn nơi có trang trại")
    what = Many("Thay đổi", {"owner": "Tên chủ trang trại", "line": "Lĩnh vực sản xuất của trang trại"})
    changed_on = Date("Ngày thay đổi", not_future=True)
    former_name = Text("Tên chủ trang trại ghi trên giấy đã cấp", longest=100, words=2)
    successor_name = Text("Tên chủ trang trại mới", longest=100, words=2).shown_if(what.includes("owner"))
    successor_id = IdNumber("Số giấy tờ tùy thân của chủ trang trại mới").shown_if(what.includes("owner"))
    passed = Choice(
        "Lý do thay đổi chủ trang trại",
        {
            "transfer": "Chuyển nhượng, cho thuê đất trang trại",
            "inheritance": "Thừa kế",
            "gift": "Tặng cho",
            "renamed": "Chủ trang trại đổi họ, tên",
        },
    ).shown_if(what.includes("owner"))
    old_line = Choice("Lĩnh vực ghi trên giấy đã cấp", LINES).shown_if(what.includes("line"))
    production = Production.section("Trang trại sau khi thay đổi lĩnh vực").shown_if(what.includes("line"))

    papers = Section("Thành phần hồ sơ")
    request = Paper("Đơn đề nghị cấp đổi Giấy chứng nhận kinh tế trang trại", originals=1)
    old = Paper("Giấy chứng nhận kinh tế trang trại đã cấp", originals=1, goes_back="if_refused")
    deed = Paper("Giấy tờ chuyển quyền sử dụng đất trang trại cho chủ mới", copies=1).shown_if(
        passed.is_one_of("transfer", "inheritance", "gift")
    )
    name_paper = Paper("Quyết định, trích lục thay đổi họ, tên", copies=1).shown_if(passed.is_("renamed"))

    # Thông tư 27/2011/TT-BNNPTNT: cấp đổi khi thay đổi tên chủ trang trại hoặc lĩnh vực sản xuất
    another_owner = Check(
        "Tên chủ trang trại mới phải khác tên ghi trên giấy đã cấp.",
        successor_name.is_not(former_name),
        at=successor_name,
    )
    another_line = Check(
        "Lĩnh vực mới phải khác lĩnh vực ghi trên giấy đã cấp.",
        production["line"].is_not(old_line),
        at=production["line"],
    )
    after_issue = Check(
        "Ngày thay đổi không được trước ngày cấp giấy chứng nhận.", changed_on >= held["issued_on"], at=changed_on
    )


class LostFarmForm(Form):
    """Đơn đề nghị cấp lại Giấy chứng nhận kinh tế trang trại."""

    lost = IssuedPaper.section("Giấy chứng nhận đề nghị cấp lại", without=("about", "valid_until"))
    farm = Section("Trang trại")
    owner = Text("Tên chủ trang trại ghi trên giấy", longest=100, words=2)
    commune = Commune("Xã, thị trấn nơi có trang trại")
    is_unchanged = YesNo("Trang trại còn sản xuất, không đổi chủ và lĩnh vực sản xuất")
    was_revoked = YesNo("Giấy chứng nhận đã bị thu hồi")
    why = Section("Lý do cấp lại")
    cause = Choice("Giấy chứng nhận", {"torn": "Bị rách, nát", "burnt": "Bị cháy", "lost": "Bị mất"})
    lost_on = Date("Ngày mất, cháy giấy", not_future=True).shown_if(cause.is_not("torn"))
    lost_how = Text("Nơi và hoàn cảnh mất, cháy giấy", longest=300).shown_if(cause.is_not("torn"))
    confirmed_by = Text("Người xác nhận của UBND cấp xã", longest=100, words=2).shown_if(cause.is_not("torn"))

    papers = Section("Thành phần hồ sơ")
    request = Paper("Đơn đề nghị cấp lại Giấy chứng nhận kinh tế trang trại, có xác nhận của UBND cấp xã", originals=1)
    torn = Paper("Giấy chứng nhận bị rách, nát", originals=1, goes_back="if_refused").shown_if(cause.is_("torn"))

    # Thông tư 27/2011/TT-BNNPTNT: cấp lại khi bị mất, cháy, rách, nát; thay đổi thì cấp đổi; bị thu hồi thì cấp mới
    nothing_else = Check(
        "Trang trại đã đổi chủ hoặc lĩnh vực sản xuất thì làm thủ tục cấp đổi.", is_unchanged.is_(True), at=is_unchanged
    )
    in_force = Check("Giấy chứng nhận đã bị thu hồi thì phải đề nghị cấp mới.", was_revoked.is_(False), at=was_revoked)
    after_issue = Check("Ngày mất, cháy không được trước ngày cấp giấy.", lost_on >= lost["issued_on"], at=lost_on)


land = consult(
    "Ý kiến về nguồn gốc, tranh chấp đất trang trại",
    desk_of("tai_nguyen_moi_truong", "officer", "Phòng Tài nguyên và Môi trường"),
    working_days(1.5),
)
read = Step("Thẩm định tiêu chí trang trại theo hồ sơ", OFFICER, working_days(2), key="tham-dinh")
visit = Step("Thẩm định hồ sơ, kiểm tra tại trang trại", OFFICER, working_days(2.5), key="tham-dinh", consults=(land,))
see = Step("Thẩm định hồ sơ, kiểm tra quy mô lĩnh vực mới", OFFICER, working_days(2.5), key="tham-dinh")
look_up = Step("Đối chiếu sổ cấp giấy chứng nhận", OFFICER, working_days(1), key="doi-chieu")
ask = Step("Đối chiếu sổ, xác minh với UBND cấp xã việc mất giấy", OFFICER, working_days(2), key="doi-chieu")
review = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(0.5), key="duyet")
sign = Step("Ký Giấy chứng nhận kinh tế trang trại", DISTRICT_LEADER, working_days(1), key="ky-gcn")

UNSURE = (
    "Các điều của Thông tư 27/2011/TT-BNNPTNT, mức diện tích và giá trị sản lượng (2,1 ha; 31 ha; 700, 1.000, 500 "
    "triệu đồng) và thành phần hồ sơ trích theo trí nhớ, chưa đối chiếu.",
    "Thông tư 27/2011/TT-BNNPTNT đã được Thông tư 02/2020/TT-BNNPTNT thay thế từ ngày 14-4-2020: không còn cấp giấy.",
)

TRANG_TRAI = Procedure(
    facts=FACTS["giay-chung-nhan-kinh-te-trang-trai"],
    form=NewFarmForm,
    route=Route(
        when(NewFarmForm.tenure.is_("confirmed"), visit, review, sign),
        otherwise(read, review, sign),
    ),
    book="GCNTT",
    unconfirmed=(*UNSURE, "Kiểm tra tại chỗ và lấy ý kiến về đất chưa có giấy tờ là cách làm đề xuất."),
)
CAP_DOI_TRANG_TRAI = Procedure(
    facts=FACTS["cap-doi-giay-chung-nhan-kinh-te-trang-trai"],
    form=ChangedFarmForm,
    route=Route(
        when(ChangedFarmForm.what.includes("line"), see, review, sign),
        otherwise(look_up, review, sign),
    ),
    book="GCNTT",
    unconfirmed=UNSURE,
)
CAP_LAI_TRANG_TRAI = Procedure(
    facts=FACTS["cap-lai-giay-chung-nhan-kinh-te-trang-trai"],
    form=LostFarmForm,
    route=Route(
        when(LostFarmForm.cause.is_not("torn"), ask, review, sign),
        otherwise(look_up, review, sign),
    ),
    book="GCNTT",
    unconfirmed=UNSURE,
)
