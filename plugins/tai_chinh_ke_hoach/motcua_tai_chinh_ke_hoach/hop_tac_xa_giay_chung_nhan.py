"""Cấp đổi, cấp lại Giấy chứng nhận đăng ký hợp tác xã."""

from datetime import date

from motcua.api import Procedure
from motcua.api.forms import Check, Choice, Cooperative, Date, Form, Integer, Money, Paper, Section, Text, YesNo
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_tai_chinh_ke_hoach.desks import REGISTRAR
from motcua_tai_chinh_ke_hoach.facts import FACTS
from motcua_tai_chinh_ke_hoach.parts import FEE, MEMORY, cooperative_name, examine, sign_certificate

#: Ngày Luật Hợp tác xã 2012 có hiệu lực (Điều 63).
NEW_LAW = date(2013, 7, 1)


class ExchangeForm(Form):
    """Giấy đề nghị cấp đổi sang Giấy chứng nhận đăng ký hợp tác xã."""

    old = Section("Giấy đang giữ")
    why = Choice(
        "Đề nghị cấp đổi",
        {
            "old_law": "Giấy chứng nhận đăng ký kinh doanh cấp theo Luật Hợp tác xã 2003",
            "same_law": "Giấy chứng nhận đăng ký hợp tác xã theo Luật Hợp tác xã 2012, nội dung không đổi",
        },
    )
    old_name = cooperative_name("Tên hợp tác xã ghi trên giấy", "Hợp tác xã Nông nghiệp Chi Lăng")
    old_number = Text("Số giấy đang giữ", longest=50)
    old_issued_on = Date("Ngày cấp giấy đang giữ", not_future=True)
    seat = Text("Địa chỉ trụ sở ghi trên giấy", longest=300)
    head = Text("Người đại diện theo pháp luật ghi trên giấy", longest=100, words=2)
    changes = YesNo("Đồng thời thay đổi tên, trụ sở, ngành nghề, vốn điều lệ hoặc người đại diện")
    reason = Text("Lý do cấp đổi", longest=300).shown_if(why.is_("same_law"))

    adapted = Section("Tổ chức lại theo Luật Hợp tác xã 2012").shown_if(why.is_("old_law"))
    charter_on = Date("Ngày đại hội thông qua điều lệ mới", not_future=True)
    members = Integer("Số thành viên sau khi tổ chức lại", least=1, most=100_000, unit="thành viên")
    capital = Money("Vốn điều lệ", least=1)
    control = Choice("Kiểm soát", {"board": "Ban kiểm soát", "person": "Kiểm soát viên"})

    papers = Section("Thành phần hồ sơ")
    request = Paper("Giấy đề nghị cấp đổi giấy chứng nhận đăng ký hợp tác xã", originals=1)
    certificate = Paper("Giấy đang giữ, bản gốc", originals=1, goes_back="if_refused")
    charter = Paper("Điều lệ đã sửa đổi theo Luật Hợp tác xã 2012", originals=1).shown_if(why.is_("old_law"))
    resolution = Paper("Nghị quyết của đại hội thành viên thông qua điều lệ mới", originals=1).shown_if(
        why.is_("old_law")
    )
    member_list = Paper("Danh sách thành viên, hội đồng quản trị, kiểm soát", originals=1).shown_if(why.is_("old_law"))
    tax = Paper("Bản sao giấy chứng nhận đăng ký thuế", copies=1, optional=True)

    old_is_old = Check(
        "Giấy chứng nhận đăng ký kinh doanh theo Luật cũ phải cấp trước ngày 01/7/2013.",
        why.is_("same_law") | (old_issued_on < NEW_LAW),
        at=old_issued_on,
    )
    new_is_new = Check(
        "Giấy chứng nhận theo Luật Hợp tác xã 2012 phải cấp từ ngày 01/7/2013.",
        why.is_("old_law") | (old_issued_on >= NEW_LAW),
        at=old_issued_on,
    )
    # Luật Hợp tác xã 2012, Điều 28 khoản 1
    nothing_changes = Check(
        "Cấp đổi không làm thay đổi nội dung đăng ký; có thay đổi thì làm thủ tục đăng ký thay đổi.",
        changes.is_(False),
        at=changes,
    )
    # Luật Hợp tác xã 2012, Điều 62: hợp tác xã lập trước ngày Luật có hiệu lực phải tổ chức lại
    charter_is_of_the_new_law = Check(
        "Điều lệ mới phải được thông qua từ ngày Luật Hợp tác xã 2012 có hiệu lực (01/7/2013).",
        charter_on >= NEW_LAW,
        at=charter_on,
    )
    seven_members = Check("Hợp tác xã phải có ít nhất 7 thành viên.", members >= 7, at=members)
    control_board = Check(
        "Hợp tác xã từ 30 thành viên trở lên phải bầu ban kiểm soát.", (members < 30) | control.is_("board"), at=control
    )


compare = Step("Đối chiếu sổ đăng ký hợp tác xã", REGISTRAR, working_days(1), key="doi-chieu")
examine_charter = Step("Thẩm định điều lệ theo Luật Hợp tác xã 2012", REGISTRAR, working_days(3), key="tham-dinh")

EXCHANGE = Procedure(
    facts=FACTS["cap-doi-giay-chung-nhan-hop-tac-xa"],
    form=ExchangeForm,
    route=Route(
        when(ExchangeForm.why.is_("old_law"), examine_charter, sign_certificate),
        otherwise(compare, sign_certificate),
    ),
    fee=FEE,
    legal_basis=("Luật Hợp tác xã 2012, Điều 62", "Thông tư 03/2014/TT-BKHĐT"),
    book="ĐKHTX",
    unconfirmed=(
        MEMORY,
        "Thành phần hồ sơ cấp đổi và thời hạn 36 tháng để tổ chức lại (Luật Hợp tác xã 2012, Điều 62) chưa đối chiếu; "
        "quá hạn không dùng để từ chối.",
    ),
)


class ReissueForm(Form):
    """Giấy đề nghị cấp lại Giấy chứng nhận đăng ký hợp tác xã."""

    cooperative = Cooperative.section("Hợp tác xã đề nghị cấp lại", without=("members", "capital"))

    loss = Section("Giấy chứng nhận đề nghị cấp lại")
    why = Choice("Giấy chứng nhận", {"lost": "Bị mất", "damaged": "Bị hư hỏng"})
    times = Integer("Đề nghị cấp lại lần thứ", least=1, most=20)
    lost_on = Date("Ngày mất", not_future=True).shown_if(why.is_("lost"))
    lost_where = Text("Nơi mất, hoàn cảnh mất", longest=300).shown_if(why.is_("lost"))
    told_police = YesNo("Đã khai báo với cơ quan công an").shown_if(why.is_("lost"))
    damage = Choice(
        "Tình trạng hư hỏng", {"torn": "Rách, nát", "burnt": "Cháy", "faded": "Mờ, nhòe, không đọc được"}
    ).shown_if(why.is_("damaged"))
    is_held = YesNo("Giấy chứng nhận đang bị cơ quan nhà nước thu hồi hoặc tạm giữ")

    papers = Section("Thành phần hồ sơ")
    request = Paper("Giấy đề nghị cấp lại giấy chứng nhận đăng ký hợp tác xã", originals=1)
    damaged = Paper("Giấy chứng nhận đăng ký hợp tác xã bị hư hỏng", originals=1, goes_back="if_refused").shown_if(
        why.is_("damaged")
    )
    police = Paper("Xác nhận của cơ quan công an về việc khai báo mất", originals=1).shown_if(told_police.is_(True))
    identity = Paper("Giấy tờ tùy thân của người đại diện theo pháp luật", copies=1)
    authority = Paper("Văn bản ủy quyền nộp hồ sơ", originals=1, optional=True)

    # Thông tư 03/2014/TT-BKHĐT, Điều 18: chỉ cấp lại giấy bị mất hoặc bị hư hỏng
    lost_after_issue = Check(
        "Ngày mất không được trước ngày cấp giấy chứng nhận.", lost_on >= cooperative["registered_on"], at=lost_on
    )
    not_held = Check(
        "Giấy chứng nhận đang bị thu hồi hoặc tạm giữ thì không được cấp lại; hãy làm việc với cơ quan thu giữ.",
        is_held.is_(False),
        at=is_held,
    )


REISSUE = Procedure(
    facts=FACTS["cap-lai-giay-chung-nhan-hop-tac-xa"],
    form=ReissueForm,
    route=Route(
        when(ReissueForm.why.is_("damaged"), compare, sign_certificate),
        otherwise(compare, examine, sign_certificate),
    ),
    fee=FEE,
    legal_basis=("Thông tư 03/2014/TT-BKHĐT, Điều 18",),
    book="ĐKHTX",
    unconfirmed=(
        MEMORY,
        "Xác nhận của cơ quan công an khi mất giấy chứng nhận không bắt buộc: chưa đối chiếu.",
        "Không cấp lại giấy đang bị thu hồi, tạm giữ là suy ra từ việc chỉ cấp lại giấy bị mất, hư hỏng.",
    ),
)
