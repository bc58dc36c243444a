"""Cấp bản sao trích lục hộ tịch; cấp bản sao từ sổ gốc."""

from motcua.api import Procedure
from motcua.api.fees import per_copy, unconfirmed
from motcua.api.forms import Check, Choice, Date, Form, Integer, Paper, Section, Text, YesNo, age, channel
from motcua.api.routes import Route, Step, hours, otherwise, when
from motcua_tu_phap.desks import HEAD, OFFICER
from motcua_tu_phap.facts import FACTS


class ExtractForm(Form):
    """Tờ khai cấp bản sao trích lục hộ tịch."""

    asker = Section("Người yêu cầu")
    relation = Choice(
        "Yêu cầu cấp bản sao trích lục của",
        {
            "self": "Chính mình",
            "ward": "Con chưa thành niên, người được giám hộ (là người đại diện theo pháp luật)",
            "proxy": "Người đã ủy quyền",
            "dead": "Vợ, chồng, cha, mẹ, con, anh, chị, em ruột đã chết",
            "office": "Cá nhân, theo đề nghị của cơ quan, tổ chức có thẩm quyền",
            "other": "Người khác",
        },
    )
    office_reason = Text("Lý do cơ quan, tổ chức đề nghị; số, ngày văn bản", longest=300).shown_if(
        relation.is_("office")
    )
    is_near_kin = YesNo("Người được ủy quyền là ông, bà, cha, mẹ, con, vợ, chồng, anh, chị, em ruột").shown_if(
        relation.is_("proxy")
    )

    subject = Section("Người có sự kiện hộ tịch")
    subject_name = Text("Họ, chữ đệm, tên người có sự kiện hộ tịch", longest=100, words=2)
    subject_born = Date("Ngày, tháng, năm sinh", not_future=True)
    event = Choice(
        "Sự kiện hộ tịch",
        {
            "birth": "Khai sinh",
            "marriage": "Kết hôn",
            "death": "Khai tử",
            "guardian": "Giám hộ, chấm dứt giám hộ",
            "recognition": "Nhận cha, mẹ, con",
            "change": "Thay đổi, cải chính, bổ sung hộ tịch, xác định lại dân tộc",
            "note": "Ghi chú việc đã giải quyết ở nước ngoài",
        },
    )
    spouse = Text("Họ, chữ đệm, tên vợ hoặc chồng", longest=100).shown_if(event.is_("marriage"))
    entry_number = Text("Số đăng ký, quyển số (nếu nhớ)", longest=50, optional=True)
    entry_year = Integer("Năm đăng ký", least=1900, most=2200)
    entry_on = Date("Ngày đăng ký (nếu nhớ)", not_future=True, optional=True)
    is_held = YesNo("Sự kiện có trong Sổ hộ tịch, cơ sở dữ liệu hộ tịch do huyện quản lý")
    copies = Integer("Số bản sao trích lục", least=1, most=100, unit="bản")

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai cấp bản sao trích lục hộ tịch", originals=1).shown_if(relation.is_not("office"))
    office_letter = Paper("Văn bản đề nghị nêu rõ lý do của cơ quan, tổ chức", originals=1).shown_if(
        relation.is_("office")
    )
    authority = Paper("Văn bản ủy quyền được công chứng, chứng thực", originals=1).shown_if(is_near_kin.is_(False))
    kin_authority = Paper("Văn bản ủy quyền và giấy tờ chứng minh quan hệ", originals=1).shown_if(is_near_kin.is_(True))
    representation = Paper("Giấy tờ chứng minh là người đại diện theo pháp luật", originals=1, presented=True).shown_if(
        relation.is_("ward")
    )
    kinship = Paper("Giấy tờ chứng minh quan hệ với người đã chết", originals=1, presented=True).shown_if(
        relation.is_("dead")
    )
    identity = Paper("Giấy tờ tùy thân của người yêu cầu", originals=1, presented=True)

    # Luật Hộ tịch 2014, Điều 63 và Điều 6 khoản 2
    may_ask = Check(
        "Chỉ cấp cho chính người đó, người đại diện, người được ủy quyền, cơ quan có thẩm quyền.",
        relation.is_not("other"),
        at=relation,
    )
    # Luật Hộ tịch 2014, Điều 6 khoản 3
    is_grown = Check(
        "Người chưa thành niên yêu cầu thông qua người đại diện theo pháp luật.",
        relation.is_not("self") | (age(subject_born) >= 18),
        at=relation,
    )
    # Luật Hộ tịch 2014, Điều 4 khoản 5 và Điều 63
    is_ours = Check(
        "Sự kiện không có trong sổ, dữ liệu của huyện: nộp tại cơ quan đang lưu Sổ hộ tịch.",
        is_held.is_(True),
        at=is_held,
    )
    was_alive = Check("Người đã chết không thể tự yêu cầu.", event.is_not("death") | relation.is_not("self"), at=event)


find = Step("Tra Sổ hộ tịch, in bản sao trích lục", OFFICER, within=hours(3), key="tra-so")
sign_copy = Step("Ký bản sao", HEAD, within=hours(2), key="ky-ban-sao")

EXTRACT_COPY = Procedure(
    facts=FACTS["cap-ban-sao-trich-luc-ho-tich"],
    form=ExtractForm,
    route=Route(otherwise(find, sign_copy)),
    # Thông tư 281/2016/TT-BTC, Điều 4: 8.000 đồng/bản sao trích lục/sự kiện hộ tịch đã đăng ký
    fee=per_copy(8_000, ExtractForm.copies),
    is_at_once=True,
    unconfirmed=(
        "Quy định về ủy quyền (Thông tư 15/2015/TT-BTP, Điều 2) được trích theo trí nhớ.",
        "Trưởng phòng Tư pháp hay lãnh đạo UBND huyện ký bản sao trích lục: chưa xác nhận.",
        "Quyền yêu cầu bản sao trích lục của người thân thích của người đã chết: theo thực tế, chưa đối chiếu.",
    ),
)


class RegisterCopyForm(Form):
    """Yêu cầu cấp bản sao từ sổ gốc."""

    asker = Section("Người yêu cầu cấp bản sao")
    right = Choice(
        "Người yêu cầu là",
        {
            "owner": "Cá nhân, tổ chức được cấp bản chính",
            "representative": "Người đại diện theo pháp luật, theo ủy quyền của người được cấp bản chính",
            "heir": "Cha, mẹ, con; vợ, chồng; anh, chị, em ruột; người thừa kế khác của người được cấp bản chính",
            "other": "Người khác",
        },
    )
    owner_is_dead = YesNo("Người được cấp bản chính đã chết").shown_if(right.is_("heir"))

    original = Section("Bản chính đã cấp")
    owner_name = Text("Họ tên cá nhân hoặc tên tổ chức được cấp bản chính", longest=200)
    title = Text("Tên văn bản, giấy tờ đã cấp", longest=200)
    number = Text("Số của bản chính (nếu nhớ)", longest=50, optional=True)
    issued_on = Date("Ngày cấp bản chính", not_future=True, optional=True)
    issued_year = Integer("Năm cấp bản chính", least=1945, most=2200)
    is_missing = YesNo("Không còn sổ gốc hoặc sổ gốc không có thông tin về nội dung yêu cầu")
    copies = Integer("Số bản sao yêu cầu cấp", least=1, most=100, unit="bản")
    purpose = Text("Mục đích sử dụng bản sao", longest=200, optional=True)

    papers = Section("Thành phần hồ sơ")
    identity = Paper(
        "Chứng minh nhân dân, căn cước công dân hoặc hộ chiếu còn giá trị sử dụng", originals=1, presented=True
    ).shown_if(channel().is_not("post"))
    posted_identity = Paper("Bản sao có chứng thực giấy tờ tùy thân", certified_copies=1).shown_if(
        channel().is_("post")
    )
    envelope = Paper("Phong bì dán tem ghi rõ họ tên, địa chỉ người nhận", originals=1).shown_if(channel().is_("post"))
    relation = Paper("Giấy tờ chứng minh quan hệ với người được cấp bản chính", originals=1, presented=True).shown_if(
        right.is_one_of("representative", "heir")
    )

    # Nghị định 23/2015/NĐ-CP, Điều 16
    may_ask = Check("Người này không có quyền yêu cầu cấp bản sao từ sổ gốc.", right.is_not("other"), at=right)
    heirs_after_death = Check(
        "Người thân chỉ được yêu cầu khi người được cấp bản chính đã chết; nếu còn sống thì phải được ủy quyền.",
        owner_is_dead.is_(True),
        at=owner_is_dead,
    )


copy = Step("Tra sổ gốc, lập bản sao", OFFICER, within=hours(4), key="tra-so")
answer = Step("Tra sổ gốc, dự thảo văn bản trả lời", OFFICER, within=hours(5), key="tra-so")
sign_answer = Step("Ký văn bản trả lời", HEAD, within=hours(2), key="ky-tra-loi")

REGISTER_COPY = Procedure(
    facts=FACTS["cap-ban-sao-tu-so-goc"],
    form=RegisterCopyForm,
    route=Route(
        # Nghị định 23/2015/NĐ-CP, Điều 17 khoản 2: what the register does not hold is answered in writing
        when(RegisterCopyForm.is_missing.is_(True), answer, sign_answer),
        otherwise(copy, sign_copy),
    ),
    fee=unconfirmed("Thông tư 226/2016/TT-BTC không ghi mức thu cho bản sao từ sổ gốc."),
    unconfirmed=(
        "Ai ký bản sao tùy cơ quan đang quản lý sổ gốc (Nghị định 23/2015/NĐ-CP, Điều 4); ở đây giả định là Phòng "
        "Tư pháp.",
    ),
)
