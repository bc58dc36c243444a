"""Tiếp công dân; xử lý đơn."""

from motcua.api import Procedure
from motcua.api.forms import Check, Choice, Form, LongText, Many, Paper, Petition, Section, Text, YesNo
from motcua.api.routes import DISTRICT_LEADER, Route, Step, otherwise, when, working_days
from motcua_thanh_tra.desks import HEAD, OFFICER
from motcua_thanh_tra.facts import FACTS
from motcua_thanh_tra.parts import MATTERS, Crowd


class ReceptionForm(Form):
    """Phiếu tiếp công dân."""

    visit = Section("Việc tiếp công dân")
    kind = Choice(
        "Công dân đến để",
        {
            "complaint": "Khiếu nại",
            "denunciation": "Tố cáo",
            "proposal": "Kiến nghị, phản ánh",
            "several": "Nhiều nội dung",
        },
    )
    occasion = Choice(
        "Buổi tiếp",
        {"daily": "Tiếp thường xuyên", "leader": "Chủ tịch UBND huyện tiếp định kỳ", "urgent": "Tiếp đột xuất"},
    )
    has_paper = YesNo("Có đơn kèm theo")
    matter = Choice("Lĩnh vực của vụ việc", MATTERS)

    crowd = Crowd.section("Người đến nơi tiếp công dân")

    told = Section("Nội dung trình bày")
    story = LongText("Nội dung công dân trình bày", longest=4000)
    wish = LongText("Yêu cầu, đề nghị của công dân", longest=1000)
    happened_at = Text("Nơi xảy ra vụ việc", longest=300)
    decided = YesNo("Vụ việc đã có cơ quan giải quyết")
    decided_by = Text("Cơ quan giải quyết, số và ngày văn bản").shown_if(decided.is_(True))
    final_notice = YesNo("Đã có thông báo bằng văn bản về việc từ chối tiếp, chấm dứt giải quyết").shown_if(
        decided.is_(True)
    )
    wants_secrecy = YesNo("Yêu cầu giữ bí mật họ tên, địa chỉ").shown_if(kind.is_one_of("denunciation", "several"))
    is_drunk = YesNo("Đang say, mất khả năng nhận thức hoặc gây rối nơi tiếp công dân")
    competence = Choice(
        "Thẩm quyền giải quyết",
        {
            "ours": "Chủ tịch UBND huyện",
            "commune": "Chủ tịch UBND xã",
            "office": "Thủ trưởng phòng, ban huyện",
            "others": "Cơ quan khác",
        },
    )

    papers = Section("Giấy tờ mang theo")
    # Luật Tiếp công dân 2013, Điều 25 khoản 1: name and address, or papers
    identity = Paper("Giấy tờ tùy thân của người đến", originals=1, presented=True, optional=True)
    petition = Paper("Đơn khiếu nại, tố cáo, kiến nghị, phản ánh", originals=1).shown_if(has_paper.is_(True))
    authority = Paper("Giấy ủy quyền có xác nhận hoặc chứng thực", originals=1).shown_if(
        crowd["standing"].is_one_of("proxy", "lawyer")
    )
    guardian = Paper("Giấy tờ chứng minh là người đại diện theo pháp luật", certified_copies=1).shown_if(
        crowd["standing"].is_("parent")
    )
    minutes = Paper("Văn bản cử người đại diện", originals=1).shown_if(crowd["people"] > 1)
    evidence = Paper("Thông tin, tài liệu, bằng chứng liên quan", copies=1, optional=True)
    earlier = Paper("Văn bản đã giải quyết", copies=1, optional=True).shown_if(decided.is_(True))

    # Luật Tiếp công dân 2013, Điều 9 khoản 1 đến khoản 3: trường hợp được từ chối tiếp
    is_not_closed = Check(
        "Vụ việc đã giải quyết đúng, đã có thông báo chấm dứt: từ chối tiếp, giải thích lý do cho công dân.",
        final_notice.is_(False),
        at=final_notice,
    )
    behaves = Check(
        "Từ chối tiếp người say, mất khả năng nhận thức, vi phạm nội quy nơi tiếp công dân.",
        is_drunk.is_(False),
        at=is_drunk,
    )
    # Luật Tố cáo 2011, Điều 18: tự mình tố cáo, không ủy quyền
    no_proxy_denounces = Check(
        "Người tố cáo phải tự mình tố cáo, không được ủy quyền cho người khác.",
        kind.is_not("denunciation") | crowd["standing"].is_one_of("self", "parent"),
        at=kind,
    )


class SortingForm(Form):
    """Phiếu đề xuất xử lý đơn."""

    petition = Petition.section("Đơn", without=("people", "speaker"))

    sorting = Section("Phân loại đơn")
    kind = Choice(
        "Loại đơn",
        {
            "complaint": "Đơn khiếu nại",
            "denunciation": "Đơn tố cáo",
            "proposal": "Đơn kiến nghị, phản ánh",
            "mixed": "Đơn có nhiều nội dung khác nhau",
        },
    )
    source = Choice(
        "Nguồn đơn",
        {"self": "Công dân nộp trực tiếp", "post": "Qua bưu chính", "forwarded": "Cơ quan, đại biểu dân cử chuyển đến"},
    )
    forwarded_by = Text("Cơ quan, đại biểu chuyển đơn; số, ngày văn bản").shown_if(source.is_("forwarded"))
    is_signed = YesNo("Đơn ghi ngày, tháng, năm viết; có họ tên, địa chỉ và chữ ký hoặc điểm chỉ của người viết")
    is_readable = YesNo("Đơn viết bằng tiếng Việt (hoặc có bản dịch), đọc được, nội dung rõ")
    sent_to = Many(
        "Đơn đã gửi đến",
        {"us": "Chỉ gửi UBND huyện", "competent": "Cơ quan có thẩm quyền giải quyết", "others": "Cơ quan khác"},
    )
    is_repeated = YesNo("Đơn trùng nội dung với đơn đã xử lý, không có tình tiết mới")
    earlier = Text("Số, ngày văn bản xử lý đơn trước").shown_if(is_repeated.is_(True))
    competence = Choice(
        "Thẩm quyền giải quyết đơn",
        {"chairman": "Chủ tịch UBND huyện", "below": "UBND xã, phòng, ban", "elsewhere": "Cơ quan khác, Tòa án"},
    )
    competent_office = Text("Cơ quan, người có thẩm quyền giải quyết").shown_if(competence.is_not("chairman"))
    has_originals = YesNo("Gửi kèm giấy tờ, tài liệu gốc")

    papers = Section("Đơn và tài liệu")
    letter = Paper("Đơn", originals=1)
    cover = Paper("Văn bản chuyển đơn", originals=1).shown_if(source.is_("forwarded"))
    originals = Paper("Giấy tờ, tài liệu gốc gửi kèm", originals=1, goes_back="always").shown_if(
        has_originals.is_(True)
    )
    decision = Paper("Quyết định, văn bản đã giải quyết", copies=1).shown_if(petition["has_been_decided"].is_(True))

    # Thông tư 07/2014/TT-TTCP, Điều 6: đơn đủ điều kiện xử lý
    is_complete = Check(
        "Đơn phải ghi họ tên, địa chỉ và có chữ ký hoặc điểm chỉ; mời người viết bổ sung.",
        is_signed.is_(True),
        at=is_signed,
    )
    can_be_read = Check(
        "Đơn phải bằng tiếng Việt hoặc có bản dịch được công chứng, nội dung rõ.", is_readable.is_(True), at=is_readable
    )
    # Thông tư 07/2014/TT-TTCP, Điều 6 khoản 2: đơn đã xử lý, không có tình tiết mới thì lưu
    is_new = Check(
        "Đơn trùng với đơn đã xử lý thì lưu theo đơn trước, không vào sổ mới.", is_repeated.is_(False), at=is_repeated
    )
    is_not_elsewhere = Check(
        "Đơn đã gửi đúng cơ quan có thẩm quyền thì lưu, không xử lý.",
        competence.is_("chairman") | ~sent_to.includes("competent"),
        at=sent_to,
    )


record = Step("Ghi sổ, nghiên cứu nội dung trình bày", OFFICER, working_days(3), key="nghien-cuu")
study = Step("Kiểm tra thẩm quyền, điều kiện thụ lý", OFFICER, working_days(5), key="thu-ly")
guide = Step("Ký phiếu hướng dẫn, văn bản trả lời", HEAD, working_days(1), key="ky-van-ban")
answer = Step("Ký thông báo thụ lý, văn bản trả lời", DISTRICT_LEADER, working_days(1), key="ky-van-ban")

RECEPTION = Procedure(
    facts=FACTS["tiep-cong-dan"],
    form=ReceptionForm,
    route=Route(
        when(ReceptionForm.competence.is_("ours"), record, study, answer),
        when(ReceptionForm.occasion.is_("leader"), record, answer),
        otherwise(record, guide),
    ),
    channels=("direct",),
    unconfirmed=(
        "Các điều của Luật Tố cáo 2011 trích theo trí nhớ.",
        "Nơi tiếp là Ban Tiếp công dân huyện (thuộc Văn phòng HĐND và UBND); ở đây Thanh tra huyện làm đầu mối.",
    ),
)

sort = Step("Đọc, phân loại, đề xuất xử lý đơn", OFFICER, working_days(4), key="phan-loai")
sort_mixed = Step("Tách, phân loại từng nội dung đơn", OFFICER, working_days(6), key="phan-loai")
approve = Step("Chánh Thanh tra duyệt phiếu đề xuất", HEAD, working_days(1), key="duyet")
take_up = Step("Ký thông báo thụ lý", DISTRICT_LEADER, working_days(2), key="ky-van-ban")
forward = Step("Ký văn bản chuyển đơn, hướng dẫn, trả đơn", HEAD, working_days(1), key="ky-van-ban")

SORTING = Procedure(
    facts=FACTS["xu-ly-don"],
    form=SortingForm,
    route=Route(
        when(SortingForm.competence.is_not("chairman"), sort, forward),
        when(SortingForm.kind.is_("mixed"), sort_mixed, approve, take_up),
        otherwise(sort, approve, take_up),
    ),
    unconfirmed=(
        "Bản dịch của đơn bằng tiếng nước ngoài: Điều 6 Thông tư 07/2014/TT-TTCP chỉ nói đơn viết bằng tiếng Việt; đơn "
        "nặc danh có chứng cứ rõ ràng vẫn được xem xét theo Luật Tố cáo nhưng không qua thủ tục này.",
    ),
)
