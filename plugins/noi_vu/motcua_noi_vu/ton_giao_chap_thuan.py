"""Tôn giáo, việc chấp thuận: đại hội, cuộc lễ ngoài cơ sở tôn giáo, giảng đạo ngoài địa bàn phụ trách."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Commune,
    Date,
    Form,
    Integer,
    Many,
    Paper,
    Part,
    Rows,
    Section,
    Text,
    YesNo,
    filed_on,
)
from motcua.api.routes import (
    DISTRICT_LEADER,
    Route,
    Step,
    at_agency,
    consult,
    desk_of,
    otherwise,
    when,
    working_days,
)
from motcua_noi_vu.desks import HEAD, OFFICER
from motcua_noi_vu.facts import FACTS
from motcua_noi_vu.ton_giao_thong_bao import OLD_LAW, RELIGIONS

# Luật Tín ngưỡng, tôn giáo 2016, Điều 45 khoản 3 điểm a, Điều 46 khoản 3 điểm a
ANSWERED_IN = "UBND huyện trả lời trong 25 ngày kể từ ngày nhận đủ hồ sơ hợp lệ"


class Candidate(Part):
    """Một người dự kiến vào ban lãnh đạo."""

    name = Text("Họ và tên, pháp danh người dự kiến", longest=150, words=2)
    born = Date("Ngày sinh của người dự kiến", not_future=True)
    post = Text("Chức vụ dự kiến", longest=100)
    residence = Text("Nơi cư trú của người dự kiến", longest=300)


class ReligiousCongressForm(Form):
    """Đề nghị tổ chức đại hội của tổ chức tôn giáo."""

    organisation = Section("Tổ chức đề nghị")
    religion = Choice("Tôn giáo của tổ chức đề nghị đại hội", RELIGIONS)
    level = Choice(
        "Tổ chức đề nghị là",
        {
            "branch": "Tổ chức tôn giáo trực thuộc",
            "church": "Tổ chức tôn giáo",
            "registered": "Tổ chức được cấp chứng nhận đăng ký hoạt động tôn giáo",
        },
    )
    area = Choice(
        "Địa bàn hoạt động của tổ chức",
        {"district": "Một xã hoặc một huyện", "province": "Nhiều huyện", "more": "Nhiều tỉnh"},
    )

    congress = Section("Đại hội")
    reason = Choice(
        "Lý do tổ chức đại hội", {"term": "Hết nhiệm kỳ", "founding": "Đại hội thành lập", "special": "Bất thường"}
    )
    why_special = Text("Lý do tổ chức đại hội bất thường", longest=500).shown_if(reason.is_("special"))
    opens_on = Date("Ngày khai mạc đại hội", hint=ANSWERED_IN)
    days = Integer("Số ngày đại hội", least=1, most=10, unit="ngày")
    place = Text("Địa điểm tổ chức đại hội", longest=300)
    delegates = Integer("Số đại biểu chính thức", least=1, most=5_000, unit="người")
    guests = Integer("Số khách mời", least=0, most=5_000, unit="người")
    has_foreigners = YesNo("Có khách là người nước ngoài")
    matters = Many(
        "Nội dung đại hội tôn giáo",
        {
            "review": "Tổng kết, phương hướng",
            "leaders": "Suy cử, bầu ban lãnh đạo",
            "charter": "Sửa hiến chương, điều lệ",
        },
    )
    candidates = Rows(Candidate, "Nhân sự dự kiến", least=1, most=40).shown_if(matters.includes("leaders"))

    papers = Section("Thành phần hồ sơ")
    request = Paper(
        "Văn bản đề nghị (tên tổ chức, lý do, thành phần, số người, nội dung, chương trình, thời gian, địa điểm)",
        originals=1,
    )
    report = Paper("Báo cáo tổng kết hoạt động của tổ chức", originals=1).shown_if(reason.is_not("founding"))
    charter = Paper("Dự thảo hiến chương, điều lệ hoặc bản sửa đổi", originals=1).shown_if(
        matters.includes("charter") | reason.is_("founding")
    )
    people = Paper("Danh sách nhân sự dự kiến", originals=1, optional=True).shown_if(matters.includes("leaders"))
    superior = Paper("Văn bản đồng ý của tổ chức tôn giáo quản lý trực tiếp", originals=1, optional=True)

    # Luật Tín ngưỡng, tôn giáo 2016, Điều 45 khoản 3 điểm a: tổ chức trực thuộc có địa bàn hoạt động ở một huyện
    is_a_branch = Check(
        "UBND huyện chỉ chấp thuận đại hội của tổ chức tôn giáo trực thuộc; tổ chức tôn giáo, tổ chức được cấp chứng "
        "nhận đăng ký hoạt động đề nghị với cơ quan cấp tỉnh hoặc trung ương.",
        level.is_("branch"),
        at=level,
    )
    is_of_the_district = Check(
        "Tổ chức hoạt động ở nhiều huyện đề nghị với UBND tỉnh; nhiều tỉnh đề nghị với Ban Tôn giáo Chính phủ.",
        area.is_("district"),
        at=area,
    )
    # Luật Tín ngưỡng, tôn giáo 2016, Điều 45 khoản 1: gửi hồ sơ trước khi tổ chức; luật không ấn định số ngày
    asked_before = Check("Phải đề nghị trước ngày khai mạc đại hội.", opens_on > filed_on(), at=opens_on)


class CeremonyForm(Form):
    """Đề nghị tổ chức cuộc lễ ngoài cơ sở tôn giáo, địa điểm hợp pháp đã đăng ký."""

    organisation = Section("Tổ chức, người đề nghị")
    religion = Choice("Tôn giáo của bên tổ chức cuộc lễ", RELIGIONS)
    asker = Choice(
        "Bên đề nghị",
        {
            "church": "Tổ chức tôn giáo",
            "branch": "Tổ chức tôn giáo trực thuộc",
            "registered": "Tổ chức được cấp chứng nhận đăng ký hoạt động tôn giáo",
            "group": "Nhóm sinh hoạt tôn giáo tập trung",
        },
    )
    leader = Text("Người chủ trì cuộc lễ, chức vụ, phẩm vị", longest=150, words=2)

    ceremony = Section("Cuộc lễ")
    name = Text("Tên cuộc lễ")
    scale = Choice(
        "Quy mô người tham dự",
        {"district": "Từ một xã, nhiều xã trong huyện", "province": "Từ nhiều huyện", "more": "Từ nhiều tỉnh"},
    )
    begins_on = Date("Ngày tổ chức cuộc lễ", hint=ANSWERED_IN)
    hours = Integer("Thời lượng cuộc lễ", least=1, most=72, unit="giờ")
    place = Choice(
        "Nơi tổ chức",
        {
            "public": "Nơi công cộng: sân vận động, nhà văn hóa, quảng trường",
            "road": "Đường giao thông (rước, diễu hành)",
            "private": "Nhà, đất của tổ chức, hộ gia đình",
        },
    )
    address = Text("Địa chỉ nơi tổ chức cuộc lễ", longest=300)
    commune = Commune("Xã, thị trấn nơi tổ chức")
    people = Integer("Số người dự kiến dự lễ", least=1, most=100_000, unit="người")
    has_stage = YesNo("Có dựng sân khấu, rạp, loa công suất lớn")
    route_text = Text("Tuyến đường rước", longest=500).shown_if(place.is_("road"))
    safety = Text("Người phụ trách an ninh, trật tự, phòng cháy", longest=150, words=2)

    papers = Section("Thành phần hồ sơ")
    request = Paper("Văn bản đề nghị (nội dung, chương trình, thời gian, địa điểm, quy mô, thành phần)", originals=1)
    place_consent = Paper("Văn bản đồng ý của người quản lý, chủ địa điểm", originals=1, optional=True).shown_if(
        place.is_not("road")
    )
    plan = Paper("Phương án bảo đảm an ninh, trật tự, giao thông", originals=1, optional=True).shown_if(
        place.is_("road")
    )

    # Luật Tín ngưỡng, tôn giáo 2016, Điều 46 khoản 1
    is_an_organisation = Check(
        "Nhóm sinh hoạt tôn giáo tập trung không đề nghị cuộc lễ ngoài địa điểm đã đăng ký; tổ chức quản lý đề nghị.",
        asker.is_not("group"),
        at=asker,
    )
    # Luật Tín ngưỡng, tôn giáo 2016, Điều 46 khoản 3 điểm a: quy mô một huyện do UBND huyện
    is_of_the_district = Check(
        "Cuộc lễ có người tham dự từ nhiều huyện, nhiều tỉnh đề nghị với UBND tỉnh.", scale.is_("district"), at=scale
    )
    # Luật Tín ngưỡng, tôn giáo 2016, Điều 46 khoản 1: trước khi tổ chức; luật không ấn định số ngày
    asked_before = Check("Phải đề nghị trước ngày tổ chức cuộc lễ.", begins_on > filed_on(), at=begins_on)


class PreachingForm(Form):
    """Đề nghị giảng đạo ngoài địa bàn phụ trách, cơ sở tôn giáo, địa điểm hợp pháp đã đăng ký."""

    preacher = Section("Người giảng đạo")
    name = Text("Họ và tên, pháp danh, tên thánh của người giảng đạo", longest=150, words=2)
    religion = Choice("Tôn giáo của người giảng đạo", RELIGIONS)
    post = Choice(
        "Người giảng đạo là",
        {"clergy": "Chức sắc", "official": "Chức việc", "monk": "Nhà tu hành", "other": "Người khác"},
    )
    nationality = Choice("Quốc tịch người giảng đạo", {"vn": "Việt Nam", "foreign": "Nước ngoài"})
    home_area = Text("Địa bàn đang phụ trách", longest=200)
    is_under_sentence = YesNo("Đang chấp hành án, quản chế hoặc bị cấm đảm nhiệm chức vụ")

    sermon = Section("Việc giảng đạo")
    outside = Choice(
        "Giảng đạo ngoài",
        {"area": "Địa bàn phụ trách, tại cơ sở tôn giáo khác", "church": "Cơ sở tôn giáo, địa điểm đã đăng ký"},
    )
    reason = Text("Lý do giảng đạo", longest=300)
    subject = Text("Chủ đề, nội dung bài giảng", longest=500)
    begins_on = Date("Ngày bắt đầu giảng đạo", hint=ANSWERED_IN)
    ends_on = Date("Ngày kết thúc giảng đạo")
    commune = Commune("Xã, thị trấn nơi giảng đạo")
    place = Text("Địa điểm giảng đạo", longest=300)
    organiser = Text("Tổ chức, người phụ trách việc giảng đạo", longest=200)
    companions = Text("Người đi cùng, giúp việc giảng đạo", longest=300, optional=True)
    listeners = Integer("Số người nghe dự kiến", least=1, most=50_000, unit="người")

    papers = Section("Thành phần hồ sơ")
    request = Paper(
        "Văn bản đề nghị (nội dung, chương trình, thời gian, địa điểm, người tổ chức, thành phần tham dự)", originals=1
    )
    superior = Paper("Ý kiến của tổ chức tôn giáo hoặc tổ chức tôn giáo trực thuộc quản lý", originals=1, optional=True)
    post_paper = Paper("Giấy tờ chứng minh chức sắc, chức việc, nhà tu hành", copies=1, optional=True)
    host = Paper("Văn bản đồng ý của cơ sở tôn giáo nơi giảng đạo", originals=1, optional=True).shown_if(
        outside.is_("area")
    )
    place_consent = Paper("Văn bản đồng ý của người quản lý địa điểm", originals=1, optional=True).shown_if(
        outside.is_("church")
    )

    # Luật Tín ngưỡng, tôn giáo 2016, Điều 46 khoản 2
    is_a_preacher = Check(
        "Người giảng đạo phải là chức sắc, chức việc hoặc nhà tu hành.", post.is_not("other"), at=post
    )
    # Luật Tín ngưỡng, tôn giáo 2016, Điều 48: mời chức sắc nước ngoài giảng đạo do cấp tỉnh, trung ương chấp thuận
    is_vietnamese = Check(
        "Mời người nước ngoài giảng đạo phải đề nghị với cơ quan cấp tỉnh hoặc trung ương.",
        nationality.is_("vn"),
        at=nationality,
    )
    # Pháp lệnh tín ngưỡng, tôn giáo 2004, Điều 13
    is_free = Check(
        "Người đang chấp hành án, bị quản chế không được giảng đạo, chủ trì lễ nghi.",
        is_under_sentence.is_(False),
        at=is_under_sentence,
    )
    asked_before = Check("Phải đề nghị trước ngày giảng đạo.", begins_on > filed_on(), at=begins_on)
    in_order = Check("Ngày kết thúc không được trước ngày bắt đầu.", ends_on >= begins_on, at=ends_on)


review = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(2), key="duyet")
sign = Step("Ký văn bản chấp thuận", DISTRICT_LEADER, working_days(3), key="ky-van-ban")

read_congress = Step("Xem xét báo cáo, chương trình đại hội", OFFICER, working_days(9), key="xem-xet")
read_leaders = Step("Xem xét nhân sự, hiến chương", OFFICER, working_days(11), key="xem-xet")

RELIGIOUS_CONGRESS = Procedure(
    facts=FACTS["dai-hoi-cua-to-chuc-ton-giao"],
    form=ReligiousCongressForm,
    route=Route(
        when(
            ReligiousCongressForm.matters.includes("leaders") | ReligiousCongressForm.matters.includes("charter"),
            read_leaders,
            review,
            sign,
        ),
        otherwise(read_congress, review, sign),
    ),
    unconfirmed=(
        "Danh sách nhân sự, văn bản đồng ý của tổ chức quản lý trực tiếp không có trong Điều 45 Luật Tín ngưỡng, tôn "
        "giáo 2016: chỉ nhận khi người nộp có kèm.",
        OLD_LAW,
    ),
)

ask_commune = Step(
    "UBND cấp xã xác nhận địa điểm, trật tự", at_agency("commune", "ubnd", "UBND xã, thị trấn"), working_days(3),
    key="y-kien-xa",
)  # fmt: skip
culture = consult(
    "Ý kiến về địa điểm, chương trình",
    desk_of("van_hoa_thong_tin", "officer", "Phòng Văn hóa và Thông tin"),
    working_days(3),
)
traffic = consult(
    "Ý kiến về giao thông", desk_of("kinh_te_ha_tang", "officer", "Phòng Kinh tế và Hạ tầng"), working_days(3)
)
read_public = Step("Xem xét, lấy ý kiến về cuộc lễ", OFFICER, working_days(7), key="xem-xet", consults=(culture,))
read_road = Step("Xem xét, lấy ý kiến về cuộc lễ", OFFICER, working_days(7), key="xem-xet", consults=(culture, traffic))
read_private = Step("Xem xét cuộc lễ", OFFICER, working_days(6), key="xem-xet")

CEREMONY = Procedure(
    facts=FACTS["cuoc-le-ngoai-co-so-ton-giao"],
    form=CeremonyForm,
    route=Route(
        when(CeremonyForm.place.is_("road"), ask_commune, read_road, review, sign),
        when(CeremonyForm.place.is_("public"), ask_commune, read_public, review, sign),
        otherwise(ask_commune, read_private, review, sign),
    ),
    unconfirmed=(
        "Văn bản đồng ý của chủ địa điểm, phương án trật tự và ý kiến các cơ quan là lệ làm việc, Điều 46 không nêu; ý "
        "kiến của công an huyện lấy ngoài hệ thống.",
        OLD_LAW,
    ),
)

read_church = Step("Xem xét nội dung, người giảng đạo", OFFICER, working_days(8), key="xem-xet")
read_outside = Step("Xem xét nội dung, địa điểm giảng đạo", OFFICER, working_days(7), key="xem-xet")

PREACHING = Procedure(
    facts=FACTS["giang-dao-ngoai-dia-ban"],
    form=PreachingForm,
    route=Route(
        when(PreachingForm.outside.is_("church"), ask_commune, read_outside, review, sign),
        otherwise(read_church, review, sign),
    ),
    unconfirmed=(
        "Từ 01/01/2018 Điều 46 chỉ đòi văn bản đề nghị; ý kiến của tổ chức quản lý, giấy tờ chứng minh chức sắc là hồ "
        "sơ theo Nghị định 92/2012/NĐ-CP, trích theo trí nhớ: nhận khi người nộp có kèm.",
        "Người đang chấp hành án, bị quản chế không được giảng đạo: theo Pháp lệnh 2004, Điều 13, trích theo trí nhớ.",
        OLD_LAW,
    ),
)
