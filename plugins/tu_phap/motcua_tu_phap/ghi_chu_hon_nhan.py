"""Ghi vào Sổ hộ tịch việc kết hôn; việc ly hôn, hủy việc kết hôn đã được giải quyết ở nước ngoài."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    CivilEntry,
    Date,
    Form,
    Paper,
    Partner,
    Section,
    Text,
    YesNo,
    age,
    filed_on,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_tu_phap.desks import HEAD, OFFICER
from motcua_tu_phap.facts import FACTS
from motcua_tu_phap.ho_tich import FROM_MEMORY, FeeRelief, ForeignPapers, council_fee, sign

TWELVE_DAYS = (
    "Luật Hộ tịch 2014, Điều 50 ghi 12 ngày; Nghị định 123/2015/NĐ-CP chia thời gian kiểm tra và xác minh (ngày làm "
    "việc): chưa đối chiếu."
)


class MarriageNoteForm(Form):
    """Tờ khai ghi chú kết hôn."""

    husband = Partner.section("Người chồng", without=("status", "times"))
    wife = Partner.section("Người vợ", without=("status", "times"))

    abroad = Section("Việc kết hôn ở nước ngoài")
    certificate = Text("Loại, số giấy tờ chứng nhận kết hôn", longest=100)
    issued_by = Text("Cơ quan nước ngoài đã cấp", longest=200)
    country = Text("Tên nước nơi kết hôn", longest=100)
    married_on = Date("Ngày kết hôn ghi trong giấy tờ", not_future=True)
    at_foreign_mission = YesNo("Kết hôn tại cơ quan đại diện của nước ngoài đặt tại Việt Nam")

    conditions = Section("Điều kiện ghi chú")
    lives_here = YesNo("Công dân Việt Nam cư trú tại huyện")
    is_banned = YesNo(
        "Việc kết hôn vi phạm điều cấm (đang có vợ, có chồng; có họ trong phạm vi ba đời; giả tạo; cưỡng ép)"
    )
    was_unmet = YesNo("Vào lúc kết hôn có bên chưa đáp ứng điều kiện kết hôn (ví dụ chưa đủ tuổi)")
    is_mended = Choice(
        "Nay",
        {
            "mended": "Hậu quả đã được khắc phục",
            "protects": "Ghi chú để bảo vệ quyền lợi của công dân Việt Nam, trẻ em",
            "no": "Không thuộc hai trường hợp trên",
        },
    ).shown_if(was_unmet.is_(True))
    earlier_divorce = YesNo("Công dân Việt Nam đã từng ly hôn, hủy việc kết hôn ở nước ngoài trước lần kết hôn này")
    needs_verification = YesNo("Giấy tờ hoặc việc kết hôn phải xác minh")
    foreign_papers = ForeignPapers.section("Giấy tờ kết hôn do nước ngoài cấp")
    relief = FeeRelief.section("Miễn lệ phí")

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai ghi chú kết hôn", originals=1)
    marriage_paper = Paper(
        "Bản sao có chứng thực giấy tờ chứng nhận việc kết hôn do nước ngoài cấp", certified_copies=1
    )
    divorce_note = Paper("Trích lục ghi chú việc ly hôn, hủy việc kết hôn trước đây", copies=1).shown_if(
        earlier_divorce.is_(True)
    )
    identity = Paper("Giấy tờ tùy thân của hai bên, giấy tờ chứng minh nơi cư trú", originals=1, presented=True)
    relief_proof = Paper("Giấy tờ chứng minh thuộc diện được miễn lệ phí hộ tịch", copies=1).shown_if(
        relief["group"].is_not("none")
    )

    # Luật Hộ tịch 2014, Điều 48 khoản 1
    has_citizen = Check(
        "Chỉ ghi chú việc kết hôn của công dân Việt Nam; hai bên đều không có quốc tịch Việt Nam.",
        husband["nationality"].is_("vn") | wife["nationality"].is_("vn"),
        at=wife["nationality"],
    )
    is_our_district = Check("Nộp tại UBND huyện nơi công dân Việt Nam cư trú.", lives_here.is_(True), at=lives_here)
    # Nghị định 123/2015/NĐ-CP, Điều 36 khoản 1
    is_allowed = Check("Việc kết hôn vi phạm điều cấm: từ chối ghi chú.", is_banned.is_(False), at=is_banned)
    was_abroad = Check(
        "Công dân Việt Nam kết hôn tại cơ quan đại diện của nước ngoài ở Việt Nam: từ chối ghi chú.",
        at_foreign_mission.is_(False),
        at=at_foreign_mission,
    )
    # Nghị định 123/2015/NĐ-CP, Điều 34; Luật Hôn nhân và gia đình 2014, Điều 8
    husband_was_of_age = Check(
        "Lúc kết hôn người chồng chưa đủ 20 tuổi: ghi rõ ở mục điều kiện kết hôn.",
        (age(husband["born"], on=married_on) >= 20) | was_unmet.is_(True),
        at=was_unmet,
    )
    wife_was_of_age = Check(
        "Lúc kết hôn người vợ chưa đủ 18 tuổi: ghi rõ ở mục điều kiện kết hôn.",
        (age(wife["born"], on=married_on) >= 18) | was_unmet.is_(True),
        at=was_unmet,
    )
    can_be_noted = Check(
        "Chưa đáp ứng điều kiện kết hôn và hậu quả chưa được khắc phục: không ghi chú.",
        is_mended.is_not("no"),
        at=is_mended,
    )


examine = Step("Kiểm tra hồ sơ, ghi Sổ hộ tịch", OFFICER, within=working_days(4), key="ghi-so")
verify = Step("Xác minh", OFFICER, within=working_days(2), key="xac-minh")
review = Step("Trưởng phòng duyệt, báo cáo đề xuất", HEAD, within=working_days(1), key="duyet")

MARRIAGE_NOTE = Procedure(
    facts=FACTS["ghi-chu-ket-hon-o-nuoc-ngoai"],
    form=MarriageNoteForm,
    route=Route(
        when(MarriageNoteForm.needs_verification.is_(True), verify, examine, review, sign),
        otherwise(examine, review, sign),
    ),
    fee=council_fee(MarriageNoteForm.relief["group"]),
    legal_basis=("Luật Hôn nhân và gia đình 52/2014/QH13",),
    book="GCKH",
    unconfirmed=(FROM_MEMORY, TWELVE_DAYS),
)


class DivorceNoteForm(Form):
    """Tờ khai ghi chú ly hôn, hủy việc kết hôn."""

    ending = Section("Bản án, quyết định, văn bản của nước ngoài")
    kind = Choice("Đề nghị ghi chú việc", {"divorce": "Ly hôn", "annulment": "Hủy việc kết hôn"})
    ruling_kind = Choice(
        "Hình thức giải quyết",
        {
            "judgment": "Bản án, quyết định của Tòa án",
            "agreement": "Văn bản thỏa thuận ly hôn do Tòa án, cơ quan có thẩm quyền công nhận",
            "other": "Giấy tờ khác do cơ quan có thẩm quyền của nước ngoài cấp",
        },
    )
    ruling = Text("Số của bản án, quyết định, giấy tờ ly hôn", longest=100)
    court = Text("Tên Tòa án, cơ quan nước ngoài đã giải quyết", longest=200)
    country = Text("Tên nước đã giải quyết việc ly hôn", longest=100)
    ruled_on = Date("Ngày ra bản án, quyết định", not_future=True)
    final_on = Date("Ngày có hiệu lực pháp luật")
    is_contested = YesNo("Có yêu cầu thi hành tại Việt Nam hoặc đơn yêu cầu không công nhận bản án, quyết định này")

    who = Section("Người ly hôn")
    vietnamese_name = Text("Họ, chữ đệm, tên công dân Việt Nam", longest=100, words=2)
    former_spouse = Text("Họ, chữ đệm, tên vợ hoặc chồng cũ", longest=100)
    former_country = Text("Quốc tịch của vợ hoặc chồng cũ", longest=100)
    purpose = Choice(
        "Ghi chú để",
        {
            "return": "Về nước thường trú",
            "remarry": "Đăng ký kết hôn mới tại cơ quan có thẩm quyền của Việt Nam",
            "other": "Mục đích khác",
        },
        hint="Về nước thường trú, kết hôn mới tại Việt Nam thì phải ghi chú ly hôn",
    )
    is_latest = YesNo("Đây là lần ly hôn, hủy việc kết hôn gần nhất")

    marriage = Section("Việc kết hôn đã chấm dứt")
    where_married = Choice(
        "Việc kết hôn đó",
        {
            "here": "Đã đăng ký hoặc đã ghi chú tại UBND huyện này",
            "commune": "Đã đăng ký tại UBND cấp xã trong huyện",
            "province": "Đã đăng ký hoặc ghi chú tại Sở Tư pháp; công dân cư trú tại huyện",
            "abroad": "Đăng ký ở nước ngoài, chưa ghi chú; công dân cư trú tại huyện",
            "elsewhere": "Đã đăng ký hoặc ghi chú tại huyện khác",
        },
    )
    entry = CivilEntry.section("Đăng ký hoặc ghi chú kết hôn trước đây").shown_if(where_married.is_not("abroad"))
    foreign_papers = ForeignPapers.section("Giấy tờ ly hôn do nước ngoài cấp")
    relief = FeeRelief.section("Miễn lệ phí")

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai ghi chú ly hôn, hủy việc kết hôn", originals=1)
    ruling_paper = Paper(
        "Bản sao có chứng thực giấy tờ ly hôn, hủy việc kết hôn đã có hiệu lực pháp luật", certified_copies=1
    )
    marriage_paper = Paper("Giấy chứng nhận kết hôn hoặc trích lục ghi chú kết hôn", copies=1).shown_if(
        where_married.is_not("abroad")
    )
    foreign_marriage = Paper("Bản sao giấy chứng nhận kết hôn do nước ngoài cấp", copies=1).shown_if(
        where_married.is_("abroad")
    )
    identity = Paper("Giấy tờ tùy thân, giấy tờ chứng minh nơi cư trú của người yêu cầu", originals=1, presented=True)
    relief_proof = Paper("Giấy tờ chứng minh thuộc diện được miễn lệ phí hộ tịch", copies=1).shown_if(
        relief["group"].is_not("none")
    )

    # Luật Hộ tịch 2014, Điều 48 khoản 2
    is_our_book = Check(
        "Ghi chú ly hôn tại UBND huyện nơi đã đăng ký kết hôn hoặc ghi chú việc kết hôn trước đây.",
        where_married.is_not("elsewhere"),
        at=where_married,
    )
    # Nghị định 123/2015/NĐ-CP, Điều 37 khoản 2: a duty before a return or another marriage, not a limit to these
    is_the_latest = Check(
        "Đã nhiều lần ly hôn, hủy việc kết hôn thì chỉ ghi chú lần gần nhất.", is_latest.is_(True), at=is_latest
    )
    is_undisputed = Check(
        "Bản án có yêu cầu thi hành hoặc yêu cầu không công nhận tại Việt Nam do Tòa án giải quyết, không ghi chú.",
        is_contested.is_(False),
        at=is_contested,
    )
    # Luật Hộ tịch 2014, Điều 50; Nghị định 123/2015/NĐ-CP, Điều 39: only what is final is entered
    is_final = Check("Bản án, quyết định chưa có hiệu lực pháp luật.", final_on <= filed_on(), at=final_on)
    in_order = Check("Ngày có hiệu lực không được trước ngày ra bản án, quyết định.", final_on >= ruled_on, at=final_on)
    after_marriage = Check(
        "Ngày ly hôn không được trước ngày đăng ký kết hôn.",
        ruled_on >= entry["registered_on"],
        at=entry["registered_on"],
    )


examine_divorce = Step("Kiểm tra giấy tờ ly hôn, ghi Sổ hộ tịch", OFFICER, within=working_days(5), key="ghi-so")
ask_province = Step("Đề nghị Sở Tư pháp kiểm tra sổ lưu", OFFICER, within=working_days(2), key="xac-minh")

DIVORCE_NOTE = Procedure(
    facts=FACTS["ghi-chu-ly-hon-o-nuoc-ngoai"],
    form=DivorceNoteForm,
    route=Route(
        when(DivorceNoteForm.where_married.is_("province"), ask_province, examine_divorce, review, sign),
        otherwise(examine_divorce, review, sign),
    ),
    fee=council_fee(DivorceNoteForm.relief["group"]),
    book="GCLH",
    unconfirmed=(
        FROM_MEMORY,
        TWELVE_DAYS,
        "Thẩm quyền khi việc kết hôn đăng ký ở cấp xã, ở Sở Tư pháp hoặc ở nước ngoài chưa ghi chú (Nghị định "
        "123/2015/NĐ-CP, Điều 38): chưa đối chiếu.",
        "Danh sách bản án, quyết định có yêu cầu không công nhận do Bộ Tư pháp đăng tải; cán bộ tự tra cứu.",
    ),
)
