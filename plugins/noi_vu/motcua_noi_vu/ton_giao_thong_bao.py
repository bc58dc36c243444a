"""Tôn giáo, việc thông báo: mở lớp bồi dưỡng, danh mục hoạt động ở nhiều xã, quyên góp ngoài một xã."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Commune,
    Date,
    Form,
    Integer,
    LongText,
    Many,
    Money,
    Paper,
    Part,
    Rows,
    Section,
    Text,
    YesNo,
    filed_on,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, consult, desk_of, otherwise, when, working_days
from motcua_noi_vu.desks import HEAD, OFFICER
from motcua_noi_vu.facts import FACTS

RELIGIONS = {
    "buddhist": "Phật giáo",
    "catholic": "Công giáo",
    "protestant": "Tin lành",
    "cao_dai": "Cao Đài",
    "hoa_hao": "Phật giáo Hòa Hảo",
    "other": "Tôn giáo khác",
}

#: Until the law of 2016 comes into force the ordinance of 2004 holds.
OLD_LAW = (
    "Trước 01/01/2018 áp dụng Pháp lệnh 2004 và Nghị định 92/2012/NĐ-CP: tên việc, thời hạn, cơ quan nhận có thể khác."
)


class Lecturer(Part):
    """Một giảng viên của lớp."""

    name = Text("Họ và tên, pháp danh giảng viên", longest=150, words=2)
    post = Text("Phẩm vị, chức vụ, học vị", longest=150)
    subject = Text("Môn giảng dạy", longest=200)
    is_foreign = YesNo("Là người nước ngoài")


class ReligiousClassForm(Form):
    """Thông báo mở lớp bồi dưỡng về tôn giáo."""

    organiser = Section("Tổ chức mở lớp")
    religion = Choice("Tôn giáo của tổ chức mở lớp", RELIGIONS)
    level = Choice(
        "Tổ chức mở lớp là",
        {
            "church": "Tổ chức tôn giáo",
            "branch": "Tổ chức tôn giáo trực thuộc",
            "registered": "Tổ chức được cấp đăng ký hoạt động",
        },
    )
    representative = Text("Người đại diện tổ chức mở lớp", longest=150, words=2)

    course = Section("Lớp bồi dưỡng")
    name = Text("Tên lớp bồi dưỡng")
    learners = Choice(
        "Lớp mở cho",
        {
            "believers": "Tín đồ, người học giáo lý, bồi dưỡng không chuyên",
            "clergy": "Người chuyên hoạt động tôn giáo (chức sắc, chức việc, nhà tu hành)",
        },
    )
    reason = Text("Lý do mở lớp", longest=500)
    opens_on = Date("Ngày khai giảng")
    closes_on = Date("Ngày bế giảng")
    commune = Commune("Xã, thị trấn nơi mở lớp")
    place = Choice(
        "Địa điểm học", {"church": "Cơ sở tôn giáo", "registered": "Địa điểm hợp pháp đã đăng ký", "other": "Nơi khác"}
    )
    number = Integer("Số người dự học", least=1, most=2_000, unit="người")
    sessions = Integer("Tổng số buổi học", least=1, most=400, unit="buổi")
    teachers = Rows(Lecturer, "Danh sách giảng viên", least=1, most=30)

    papers = Section("Thành phần hồ sơ")
    notice = Paper("Văn bản thông báo mở lớp (tên lớp, địa điểm, lý do, thời gian, nội dung, thành phần)", originals=1)
    programme = Paper(
        "Chương trình, nội dung giảng dạy, danh sách giảng viên (nếu chưa ghi trong văn bản thông báo)",
        originals=1,
        optional=True,
    )
    place_consent = Paper("Văn bản đồng ý của người quản lý địa điểm", originals=1, optional=True).shown_if(
        place.is_("other")
    )
    foreign_teacher = Paper("Chấp thuận cho người nước ngoài giảng đạo", certified_copies=1).shown_if(
        teachers.any_row(Lecturer.is_foreign.is_(True))
    )

    # Luật Tín ngưỡng, tôn giáo 2016, Điều 41 khoản 2: chậm nhất là 20 ngày trước ngày khai giảng
    twenty_days = Check(
        "Phải thông báo trước ngày khai giảng ít nhất 20 ngày; lùi ngày khai giảng.",
        opens_on >= filed_on() + 20,
        at=opens_on,
    )
    in_order = Check("Ngày bế giảng không được trước ngày khai giảng.", closes_on >= opens_on, at=closes_on)
    # Luật Tín ngưỡng, tôn giáo 2016, Điều 41 khoản 1: lớp cho người chuyên hoạt động tôn giáo đăng ký ở cấp tỉnh
    is_not_for_clergy = Check(
        "Lớp bồi dưỡng người chuyên hoạt động tôn giáo phải đăng ký với cơ quan chuyên môn cấp tỉnh (Sở Nội vụ).",
        learners.is_("believers"),
        at=learners,
    )


class Activity(Part):
    """Một hoạt động tôn giáo trong danh mục."""

    name = Text("Tên hoạt động, ngày lễ", longest=200)
    commune = Commune("Xã, thị trấn nơi diễn ra")
    begins_on = Date("Ngày bắt đầu (dương lịch)")
    days = Integer("Số ngày diễn ra", least=1, most=60, unit="ngày")
    attendance = Integer("Số người dự kiến tham gia", least=1, most=100_000, unit="người")


class ActivityListForm(Form):
    """Thông báo danh mục hoạt động tôn giáo."""

    organisation = Section("Tổ chức thông báo")
    religion = Choice("Tôn giáo của tổ chức thông báo", RELIGIONS)
    representative = Text("Người đại diện, chức vụ, phẩm vị", longest=150, words=2)
    area = Many(
        "Loại cơ sở của tổ chức ở các xã",
        {"worship": "Cơ sở thờ tự", "group": "Điểm nhóm đăng ký sinh hoạt tập trung", "school": "Cơ sở đào tạo"},
    )

    list_of = Section("Danh mục")
    kind = Choice(
        "Lần thông báo",
        {"yearly": "Danh mục hoạt động diễn ra hằng năm", "added": "Bổ sung hoạt động ngoài danh mục đã thông báo"},
    )
    recognised_on = Date(
        "Ngày được công nhận, cấp đăng ký hoạt động hoặc thành lập trực thuộc", not_future=True
    ).shown_if(kind.is_("yearly"))
    earlier = Text("Số, ngày văn bản thông báo danh mục trước", longest=100).shown_if(kind.is_("added"))
    why_added = Text("Lý do phát sinh hoạt động", longest=300).shown_if(kind.is_("added"))
    first_on = Date("Ngày của hoạt động bổ sung sớm nhất").shown_if(kind.is_("added"))
    communes = Integer("Số xã, thị trấn có hoạt động của tổ chức", least=1, most=100, unit="xã")
    activities = Rows(Activity, "Các hoạt động tôn giáo", least=1, most=50)

    papers = Section("Thành phần hồ sơ")
    notice = Paper("Văn bản thông báo danh mục hoạt động tôn giáo", originals=1)
    earlier_copy = Paper("Văn bản thông báo danh mục trước", copies=1).shown_if(kind.is_("added"))

    # Luật Tín ngưỡng, tôn giáo 2016, Điều 43 khoản 1: ở một xã thông báo cho UBND xã, nhiều xã cho UBND huyện
    in_several_communes = Check(
        "Tổ chức chỉ hoạt động ở một xã thì thông báo với UBND xã đó.", communes >= 2, at=communes
    )
    # Luật Tín ngưỡng, tôn giáo 2016, Điều 43 khoản 3: hoạt động ngoài danh mục thông báo trước ít nhất 20 ngày
    twenty_days = Check(
        "Hoạt động ngoài danh mục phải thông báo trước ngày diễn ra ít nhất 20 ngày.",
        first_on >= filed_on() + 20,
        at=first_on,
    )


class CollectionForm(Form):
    """Thông báo tổ chức quyên góp."""

    organiser = Section("Cơ sở, tổ chức quyên góp")
    kind = Choice(
        "Bên tổ chức quyên góp",
        {"belief": "Cơ sở tín ngưỡng", "religion": "Tổ chức tôn giáo", "branch": "Tổ chức tôn giáo trực thuộc"},
    )
    religion = Choice("Tôn giáo của bên quyên góp", RELIGIONS).shown_if(kind.is_not("belief"))
    keeper = Text("Người đại diện chịu trách nhiệm quyên góp", longest=150, words=2)

    collection = Section("Việc quyên góp")
    purpose = Choice(
        "Mục đích quyên góp",
        {
            "building": "Xây dựng, tu bổ cơ sở tín ngưỡng, tôn giáo",
            "charity": "Từ thiện, nhân đạo",
            "rite": "Tổ chức lễ hội, cuộc lễ",
            "private": "Lợi ích của cá nhân",
        },
    )
    building_permit = YesNo("Công trình đã được phép xây dựng, tu bổ").shown_if(purpose.is_("building"))
    ways = Many(
        "Cách thức quyên góp",
        {
            "box": "Hòm công đức tại chỗ",
            "visit": "Vận động trực tiếp từng nhà",
            "bank": "Chuyển khoản",
            "event": "Buổi gây quỹ",
        },
    )
    area = Choice(
        "Địa bàn quyên góp",
        {"commune": "Trong một xã", "district": "Nhiều xã trong huyện", "more": "Nhiều huyện, nhiều tỉnh"},
    )
    area_list = Text("Tên các xã, thị trấn quyên góp", longest=500)
    begins_on = Date("Ngày bắt đầu quyên góp")
    ends_on = Date("Ngày kết thúc quyên góp")
    expected = Money("Số tiền, giá trị dự kiến quyên góp", least=1)
    use = LongText("Cơ chế quản lý, sử dụng tài sản quyên góp", longest=1500)

    papers = Section("Thành phần hồ sơ")
    notice = Paper("Văn bản thông báo tổ chức quyên góp", originals=1)
    permit = Paper("Giấy phép hoặc văn bản chấp thuận xây dựng, tu bổ", copies=1, optional=True).shown_if(
        building_permit.is_(True)
    )

    # Nghị định 162/2017/NĐ-CP, Điều 19 khoản 3: nhiều xã trong huyện thông báo với UBND huyện
    is_of_the_district = Check(
        "Quyên góp trong một xã thông báo với UBND xã; ngoài một huyện thông báo với UBND tỉnh.",
        area.is_("district"),
        at=area,
    )
    # Nghị định 162/2017/NĐ-CP, Điều 19 khoản 5; Pháp lệnh tín ngưỡng, tôn giáo 2004, Điều 28
    is_not_private = Check(
        "Không được quyên góp vì lợi ích cá nhân hoặc mục đích trái pháp luật.", purpose.is_not("private"), at=purpose
    )
    # Nghị định 162/2017/NĐ-CP, Điều 19 khoản 3 điểm b
    ten_days = Check(
        "Phải thông báo trước ngày bắt đầu quyên góp ít nhất 10 ngày.", begins_on >= filed_on() + 10, at=begins_on
    )
    in_order = Check("Ngày kết thúc không được trước ngày bắt đầu.", ends_on >= begins_on, at=ends_on)


culture = consult(
    "Ý kiến về nội dung lớp", desk_of("van_hoa_thong_tin", "officer", "Phòng Văn hóa và Thông tin"), working_days(3)
)
read_course = Step("Xem xét nội dung, giảng viên", OFFICER, working_days(6), key="xem-xet")
read_foreign = Step(
    "Xem xét nội dung, giảng viên nước ngoài", OFFICER, working_days(8), key="xem-xet", consults=(culture,)
)
review_course = Step("Trưởng phòng duyệt, ký trình", HEAD, working_days(1), key="duyet")
sign_course = Step("Ký văn bản trả lời", DISTRICT_LEADER, working_days(2), key="ky-van-ban")

RELIGIOUS_CLASS = Procedure(
    facts=FACTS["mo-lop-boi-duong-ton-giao"],
    form=ReligiousClassForm,
    route=Route(
        when(
            ReligiousClassForm.teachers.any_row(Lecturer.is_foreign.is_(True)), read_foreign, review_course, sign_course
        ),
        otherwise(read_course, review_course, sign_course),
    ),
    unconfirmed=(
        "Điều 41 không nêu tổ chức được cấp chứng nhận đăng ký hoạt động; việc tổ chức này mở lớp cần xác nhận.",
        "Ý kiến của Phòng Văn hóa và Thông tin khi có giảng viên nước ngoài là lệ làm việc, luật không nêu.",
        OLD_LAW,
    ),
)

take_list = Step("Tiếp nhận, vào sổ danh mục", OFFICER, working_days(1), key="vao-so")
tell_communes = Step("Đối chiếu, báo các xã có hoạt động", OFFICER, working_days(2), key="bao-cac-xa")

ACTIVITY_LIST = Procedure(
    facts=FACTS["danh-muc-hoat-dong-ton-giao-nhieu-xa"],
    form=ActivityListForm,
    route=Route(
        when(ActivityListForm.kind.is_("added"), take_list, tell_communes),
        otherwise(tell_communes),
    ),
    result_is_signed=False,
    unconfirmed=(
        "Danh mục hằng năm phải thông báo trong 30 ngày kể từ ngày được công nhận, cấp chứng nhận (Điều 43 khoản 1); "
        "gửi chậm không bị từ chối, chuyên viên xử lý.",
        OLD_LAW,
    ),
)

look_at_collection = Step("Kiểm tra mục đích, địa bàn quyên góp", OFFICER, working_days(2), key="kiem-tra")
look_at_building = Step(
    "Kiểm tra mục đích, việc xây dựng", OFFICER, working_days(3), key="kiem-tra",
    consults=(
        consult(
            "Ý kiến về công trình",
            desk_of("kinh_te_ha_tang", "officer", "Phòng Kinh tế và Hạ tầng"),
            working_days(2),
        ),
    ),
)  # fmt: skip

COLLECTION = Procedure(
    facts=FACTS["quyen-gop-ngoai-dia-ban-xa"],
    form=CollectionForm,
    route=Route(
        when(CollectionForm.purpose.is_("building"), look_at_building),
        otherwise(look_at_collection),
    ),
    result_is_signed=False,
    unconfirmed=(
        "Việc hỏi giấy phép xây dựng khi quyên góp để xây dựng là để chuyên viên tham khảo, luật không nêu.",
        OLD_LAW,
    ),
)
