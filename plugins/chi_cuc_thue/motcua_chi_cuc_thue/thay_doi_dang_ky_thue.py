"""Đăng ký thay đổi thông tin đăng ký thuế (Thông tư 95/2016/TT-BTC, tờ khai mẫu 08-MST)."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Commune,
    Date,
    Form,
    Paper,
    Part,
    Rows,
    Section,
    TaxCode,
    Text,
    YesNo,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_chi_cuc_thue.desks import HEAD, OFFICER
from motcua_chi_cuc_thue.facts import FACTS


class ChangedLine(Part):
    """Một dòng của bảng chỉ tiêu thay đổi (mẫu 08-MST)."""

    item = Choice(
        "Chỉ tiêu thay đổi",
        {
            "contact": "Điện thoại, thư điện tử, tài khoản ngân hàng",
            "name": "Tên người nộp thuế",
            "identity": "Giấy tờ tùy thân",
            "address": "Địa chỉ trong huyện",
            "moving": "Địa chỉ sang huyện, tỉnh khác",
            "business": "Ngành nghề, vốn, chủ cơ sở",
        },
    )
    before = Text("Thông tin đăng ký trước khi thay đổi", longest=300)
    after = Text("Thông tin đăng ký mới", longest=300)

    says_something_new = Check("Thông tin mới phải khác thông tin cũ.", after.is_not(before), at=after)


class TaxChangeForm(Form):
    """Tờ khai điều chỉnh, bổ sung thông tin đăng ký thuế (mẫu 08-MST)."""

    taxpayer = Section("Người nộp thuế")
    kind = Choice(
        "Đối tượng đăng ký thuế",
        {
            "person": "Cá nhân có thu nhập chịu thuế thu nhập cá nhân",
            "dependant": "Người phụ thuộc",
            "trader": "Hộ kinh doanh, cá nhân kinh doanh",
            "organisation": "Tổ chức",
        },
    )
    name = Text("Tên người nộp thuế đã đăng ký")
    tax_code = TaxCode("Mã số thuế")
    supporter = Text("Họ và tên người nộp thuế đang kê khai người phụ thuộc", longest=100, words=2).shown_if(
        kind.is_("dependant")
    )
    by_registrar = YesNo("Đăng ký thuế cùng đăng ký doanh nghiệp, hợp tác xã").shown_if(kind.is_("organisation"))
    through_payer = YesNo("Đã ủy quyền cho nơi chi trả thu nhập đăng ký thay đổi").shown_if(
        kind.is_one_of("person", "dependant")
    )
    commune = Commune("Xã, thị trấn nơi cư trú, nơi có trụ sở")
    holds = Choice(
        "Giấy tờ đăng ký thuế đang giữ",
        {
            "notice": "Thông báo mã số thuế",
            "card": "Thẻ mã số thuế",
            "certificate": "Giấy chứng nhận đăng ký thuế",
        },
    )

    changes = Section("Nội dung thay đổi")
    changed_on = Date("Ngày phát sinh thay đổi", not_future=True)
    lines = Rows(ChangedLine, "Các chỉ tiêu thay đổi", least=1, most=20)
    moves_to = Text("Huyện, tỉnh nơi chuyển đến", longest=200).shown_if(lines.any_row(ChangedLine.item.is_("moving")))
    has_debt = YesNo("Còn nợ tiền thuế, tiền phạt hoặc hóa đơn chưa quyết toán").shown_if(
        kind.is_one_of("trader", "organisation") & lines.any_row(ChangedLine.item.is_("moving"))
    )
    debt = Text("Khoản còn nợ và cam kết nộp", longest=300).shown_if(has_debt.is_(True))

    papers = Section("Thành phần hồ sơ")
    request = Paper("Tờ khai điều chỉnh, bổ sung thông tin đăng ký thuế mẫu 08-MST", originals=1)
    identity = Paper("Thẻ căn cước công dân, chứng minh nhân dân hoặc hộ chiếu có thông tin mới", copies=1).shown_if(
        kind.is_not("organisation") & lines.any_row(ChangedLine.item.is_("identity") | ChangedLine.item.is_("name"))
    )
    business = Paper("Giấy chứng nhận đăng ký hộ kinh doanh có thông tin mới", copies=1).shown_if(
        kind.is_("trader")
        & lines.any_row(
            ChangedLine.item.is_("name")
            | ChangedLine.item.is_("address")
            | ChangedLine.item.is_("moving")
            | ChangedLine.item.is_("business")
        )
    )
    founding = Paper("Giấy phép thành lập, quyết định hoặc văn bản có thông tin mới", copies=1).shown_if(
        kind.is_("organisation")
        & lines.any_row(
            ChangedLine.item.is_("name")
            | ChangedLine.item.is_("address")
            | ChangedLine.item.is_("moving")
            | ChangedLine.item.is_("business")
        )
    )
    old = Paper("Giấy chứng nhận đăng ký thuế, thẻ mã số thuế đã cấp", originals=1, goes_back="if_refused").shown_if(
        holds.is_not("notice") & lines.any_row(ChangedLine.item.is_("name"))
    )

    # Luật Quản lý thuế; Thông tư 95/2016/TT-BTC: đăng ký doanh nghiệp, hợp tác xã thì đổi ở cơ quan đăng ký kinh doanh,
    # riêng chuyển địa chỉ sang huyện, tỉnh khác thì báo cơ quan thuế nơi đi trước
    at_the_registrar = Check(
        "Doanh nghiệp, hợp tác xã thay đổi tại cơ quan đăng ký kinh doanh, trừ chuyển trụ sở sang huyện, tỉnh khác.",
        by_registrar.is_(False) | lines.any_row(ChangedLine.item.is_("moving")),
        at=by_registrar,
    )
    at_the_payers = Check(
        "Đã ủy quyền thì nộp hồ sơ thay đổi tại nơi chi trả thu nhập.", through_payer.is_(False), at=through_payer
    )
    people_have_no_business = Check(
        "Ngành nghề, vốn chỉ khai cho hộ kinh doanh, cá nhân kinh doanh, tổ chức.",
        kind.is_one_of("trader", "organisation") | ~lines.any_row(ChangedLine.item.is_("business")),
        at=lines,
    )


enter = Step("Kiểm tra tờ khai, cập nhật thông tin đăng ký thuế", OFFICER, working_days(1.5), key="cap-nhat")
settle = Step(
    "Đối chiếu nợ thuế, hóa đơn, lập thông báo chuyển địa điểm", OFFICER, working_days(1.5), key="chuyen-dia-diem"
)
sign = Step("Ký thông báo, giấy chứng nhận đăng ký thuế", HEAD, working_days(1), key="ky-thong-bao")

THAY_DOI_DANG_KY_THUE = Procedure(
    facts=FACTS["thay-doi-thong-tin-dang-ky-thue"],
    form=TaxChangeForm,
    route=Route(
        when(
            TaxChangeForm.kind.is_one_of("trader", "organisation")
            & TaxChangeForm.lines.any_row(ChangedLine.item.is_("moving")),
            settle,
            sign,
        ),
        otherwise(enter, sign),
    ),
    unconfirmed=(
        "Hồ sơ thay đổi đối chiếu qua Thông tư 105/2020/TT-BTC, Điều 10 là văn bản thay thế; bản năm 2016 (Thông tư "
        "95/2016/TT-BTC) chưa đọc; việc nộp lại giấy chứng nhận, thẻ mã số thuế cũ trích theo trí nhớ.",
        "Hạn 10 ngày làm việc kể từ ngày thay đổi không kiểm tra vì nộp muộn vẫn nhận.",
        "Tổ chức do Cục Thuế tỉnh quản lý thì nộp tại Cục Thuế: phân công quản lý không hỏi ở đây.",
    ),
)
