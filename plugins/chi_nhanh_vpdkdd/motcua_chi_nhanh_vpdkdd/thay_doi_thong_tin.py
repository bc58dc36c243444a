"""Đính chính Giấy chứng nhận; thay đổi thông tin, sạt lở, hạn chế quyền, nghĩa vụ tài chính."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Date,
    Decimal,
    Form,
    LandParcel,
    LongText,
    Many,
    Money,
    Paper,
    Section,
    Text,
    YesNo,
    check,
)
from motcua.api.routes import Route, Step, at_agency, otherwise, when, working_days
from motcua_chi_nhanh_vpdkdd.buoc import (
    DAYS,
    FROM_MEMORY,
    LAND_FEE,
    WHO_SIGNS,
    confirm,
    deliver,
    examine,
    province,
    update,
)
from motcua_chi_nhanh_vpdkdd.desks import OFFICER
from motcua_chi_nhanh_vpdkdd.facts import FACTS


class CorrectForm(Form):
    """Đơn đề nghị đính chính Giấy chứng nhận đã cấp."""

    land = LandParcel.section("Giấy chứng nhận có sai sót")

    error = Section("Sai sót")
    about = Choice(
        "Nội dung sai sót",
        {
            "person": "Tên, giấy tờ pháp nhân hoặc nhân thân, địa chỉ của người được cấp",
            "parcel": "Thông tin về thửa đất",
            "asset": "Thông tin về tài sản gắn liền với đất",
        },
    )
    written = Text("Thông tin đang ghi trên giấy chứng nhận", longest=500)
    right = Text("Thông tin đúng đề nghị ghi", longest=500)
    source = Choice(
        "Thông tin đúng căn cứ vào",
        {
            "identity": "Giấy tờ nhân thân, pháp nhân tại thời điểm cấp giấy",
            "file": "Hồ sơ kê khai đăng ký đã được kiểm tra, xác nhận",
            "changed": "Giấy tờ mới thay đổi sau khi cấp giấy",
        },
    )
    by_whom = Choice("Sai sót do", {"office": "Cơ quan in, viết giấy", "holder": "Người được cấp giấy kê khai"})
    transferred = YesNo("Thửa đất đã chuyển quyền cho người khác sau khi cấp giấy")
    wants_new = YesNo("Đề nghị cấp giấy chứng nhận mới thay cho xác nhận đính chính")

    papers = Section("Thành phần hồ sơ")
    request = Paper("Đơn đề nghị đính chính", originals=1).shown_if(by_whom.is_("holder"))
    certificate = Paper("Bản gốc Giấy chứng nhận đã cấp", originals=1, goes_back="if_refused")
    identity = Paper("Giấy tờ nhân thân, pháp nhân chứng minh thông tin đúng", copies=1).shown_if(about.is_("person"))
    renewal = Paper("Đơn đề nghị cấp đổi Giấy chứng nhận (Mẫu số 10/ĐK)", originals=1).shown_if(wants_new.is_(True))

    # Luật Đất đai 2013, Điều 106 khoản 1
    was_wrong_then = Check(
        "Thông tin thay đổi sau khi cấp giấy là biến động: làm thủ tục đăng ký biến động do thay đổi thông tin.",
        source.is_not("changed"),
        at=source,
    )
    identity_is_of_the_person = Check(
        "Sai sót về thửa đất, tài sản phải căn cứ hồ sơ kê khai đã được kiểm tra, xác nhận.",
        about.is_("person") | source.is_not("identity"),
        at=source,
    )
    # Luật Đất đai 2013, Điều 106; Nghị định 43/2014/NĐ-CP, Điều 86
    holder_is_the_same = Check(
        "Đất đã chuyển quyền: người đang đứng tên giấy chứng nhận mới đề nghị đính chính.",
        transferred.is_(False),
        at=transferred,
    )

    @check("Thông tin đúng phải khác thông tin đang ghi.", right)
    def something_is_corrected(self) -> bool:
        return self.written.strip().casefold() != self.right.strip().casefold()


conclude = Step("Kiểm tra, lập biên bản kết luận nguyên nhân sai sót", OFFICER, within=working_days(4), key="tham-tra")

CORRECT = Procedure(
    facts=FACTS["dinh-chinh-giay-chung-nhan-dat"],
    form=CorrectForm,
    route=Route(
        when(CorrectForm.wants_new.is_(True), conclude, update, province, deliver),
        otherwise(conclude, update, confirm),
    ),
    fee=LAND_FEE.exempt(CorrectForm.by_whom.is_("office"), "sai sót do cơ quan cấp giấy"),
    unconfirmed=(
        FROM_MEMORY,
        WHO_SIGNS,
        DAYS,
        "Việc miễn lệ phí khi cơ quan cấp giấy ghi sai do HĐND tỉnh quy định, chưa xác nhận.",
    ),
)


class InformationForm(Form):
    """Đơn đăng ký biến động đất đai, tài sản gắn liền với đất (Mẫu số 09/ĐK): thay đổi thông tin."""

    land = LandParcel.section("Giấy chứng nhận đã cấp")

    change = Section("Thay đổi")
    kind = Choice(
        "Loại thay đổi",
        {
            "person": "Thông tin về người được cấp giấy chứng nhận",
            "erosion": "Giảm diện tích thửa đất do sạt lở tự nhiên",
            "limits": "Hạn chế quyền sử dụng đất, quyền sở hữu tài sản",
            "money": "Nghĩa vụ tài chính về đất đai",
            "asset": "Tài sản gắn liền với đất đã ghi trên giấy chứng nhận",
        },
    )
    items = Many(
        "Thông tin thay đổi của người được cấp",
        {
            "name": "Họ, tên hoặc tên tổ chức",
            "identity": "Số giấy tờ nhân thân, pháp nhân",
            "address": "Địa chỉ",
            "head": "Chủ hộ hoặc thành viên đại diện hộ gia đình",
        },
    ).shown_if(kind.is_("person"))
    area_left = Decimal("Diện tích còn lại sau sạt lở", least=0, most=10_000_000, unit="m²", places=1).shown_if(
        kind.is_("erosion")
    )
    eroded_on = Date("Ngày sạt lở", not_future=True).shown_if(kind.is_("erosion"))
    limit_basis = Text("Văn bản quy định, chấm dứt hạn chế quyền (số, ngày, cơ quan)").shown_if(kind.is_("limits"))
    duty = Choice(
        "Nghĩa vụ tài chính thay đổi",
        {"paid": "Trả hết nợ tiền sử dụng đất đã ghi nợ", "relief": "Được miễn, giảm", "delay": "Được ghi nợ"},
    ).shown_if(kind.is_("money"))
    duty_amount = Money("Số tiền ghi trên chứng từ, quyết định", least=1).shown_if(kind.is_("money"))
    asset_change = Text("Thay đổi về diện tích, kết cấu, số tầng, công năng của tài sản").shown_if(kind.is_("asset"))
    needs_permit = YesNo("Việc xây dựng làm thay đổi tài sản thuộc diện phải xin phép").shown_if(kind.is_("asset"))
    before = LongText("Trước khi thay đổi, giấy chứng nhận ghi", longest=1000)
    after = LongText("Đề nghị ghi sau khi thay đổi", longest=1000)

    papers = Section("Thành phần hồ sơ")
    request = Paper("Đơn đăng ký biến động (Mẫu số 09/ĐK)", originals=1)
    certificate = Paper("Bản gốc Giấy chứng nhận đã cấp", originals=1, goes_back="if_refused")
    name_paper = Paper("Văn bản công nhận việc thay đổi họ, tên, tên tổ chức", copies=1).shown_if(
        items.includes("name")
    )
    identity_paper = Paper("Bản sao giấy tờ nhân thân, pháp nhân mới hoặc sổ hộ khẩu", copies=1).shown_if(
        items.includes("identity") | items.includes("address")
    )
    consent = Paper("Văn bản thỏa thuận của hộ gia đình được UBND cấp xã xác nhận", originals=1).shown_if(
        items.includes("head")
    )
    erosion_paper = Paper("Văn bản xác nhận của UBND cấp xã về tình trạng sạt lở tự nhiên", originals=1).shown_if(
        kind.is_("erosion")
    )
    duty_paper = Paper("Chứng từ nộp tiền, văn bản miễn, giảm, ghi nợ nghĩa vụ tài chính", copies=1).shown_if(
        kind.is_("money")
    )
    limit_paper = Paper("Văn bản của cơ quan có thẩm quyền về hạn chế quyền", copies=1).shown_if(kind.is_("limits"))
    permit = Paper("Bản sao giấy phép xây dựng", certified_copies=1).shown_if(needs_permit.is_(True))

    # Thông tư 24/2014/TT-BTNMT, Điều 9 khoản 5
    lost_some = Check(
        "Diện tích còn lại phải nhỏ hơn diện tích trên giấy chứng nhận.", area_left < land["area"], at=area_left
    )

    @check("Thông tin sau khi thay đổi phải khác thông tin trước đó.", after)
    def something_changes(self) -> bool:
        return self.before.strip().casefold() != self.after.strip().casefold()


look_at_bank = Step(
    "UBND xã xác nhận tình trạng sạt lở",
    at_agency("commune", "ubnd", "UBND xã, thị trấn"),
    within=working_days(2),
    key="xa-xac-nhan",
)

INFORMATION = Procedure(
    facts=FACTS["dang-ky-bien-dong-thay-doi-thong-tin"],
    form=InformationForm,
    route=Route(
        when(InformationForm.kind.is_("erosion"), look_at_bank, examine, update, confirm),
        otherwise(examine, update, confirm),
    ),
    fee=LAND_FEE,
    unconfirmed=(FROM_MEMORY, DAYS, "Trình tự lấy xác nhận sạt lở của UBND cấp xã chưa đối chiếu."),
)
