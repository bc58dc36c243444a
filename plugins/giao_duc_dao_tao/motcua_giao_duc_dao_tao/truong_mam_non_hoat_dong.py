"""Trường mẫu giáo, trường mầm non, nhà trẻ: cho phép hoạt động giáo dục, cho phép hoạt động giáo dục trở lại."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Decimal,
    Form,
    Integer,
    Many,
    Money,
    Paper,
    Part,
    Rows,
    Section,
    Text,
    YesNo,
    age,
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_giao_duc_dao_tao.desks import HEAD, OFFICER
from motcua_giao_duc_dao_tao.facts import FACTS
from motcua_giao_duc_dao_tao.truong import FoundingDecision, Suspended, asked
from motcua_giao_duc_dao_tao.truong_mam_non import PRESCHOOL_KINDS

REGIONS = {"plain": "Đồng bằng, trung du", "town": "Thành phố, thị xã", "remote": "Núi cao, hải đảo"}
DEGREES = {
    "college": "Cao đẳng, đại học sư phạm mầm non",
    "middle": "Trung cấp sư phạm mầm non",
    "other": "Bằng chuyên ngành khác",
}
BANDS = {
    "m12": "Nhóm trẻ 3-12 tháng",
    "m24": "Nhóm trẻ 13-24 tháng",
    "m36": "Nhóm trẻ 25-36 tháng",
    "y4": "Lớp mẫu giáo 3-4 tuổi",
    "y5": "Lớp mẫu giáo 4-5 tuổi",
    "y6": "Lớp mẫu giáo 5-6 tuổi",
}


class Group(Part):
    """Một nhóm trẻ hoặc lớp mẫu giáo."""

    name = Text("Tên nhóm, lớp", longest=50)
    band = Choice("Độ tuổi của nhóm, lớp", BANDS)
    children = Integer("Số trẻ của nhóm, lớp", least=1, most=60, unit="trẻ")
    teachers = Integer("Số giáo viên của nhóm, lớp", least=0, most=6, unit="người")

    # Điều lệ trường mầm non (Quyết định 14/2008/QĐ-BGDĐT), Điều 13 khoản 1: số trẻ tối đa của nhóm, lớp
    not_too_many_babies = Check(
        "Nhóm trẻ 3-12 tháng tối đa 15 trẻ.", band.is_not("m12") | (children <= 15), at=children
    )
    not_too_many_at_two = Check(
        "Nhóm trẻ 13-24 tháng tối đa 20 trẻ.", band.is_not("m24") | (children <= 20), at=children
    )
    not_too_many_at_three = Check(
        "Nhóm trẻ 25-36 tháng và lớp 3-4 tuổi tối đa 25 trẻ.",
        band.is_one_of("m12", "m24", "y5", "y6") | (children <= 25),
        at=children,
    )
    not_too_many_at_five = Check("Lớp 4-5 tuổi tối đa 30 trẻ.", band.is_not("y5") | (children <= 30), at=children)
    not_too_many_at_six = Check("Lớp 5-6 tuổi tối đa 35 trẻ.", band.is_not("y6") | (children <= 35), at=children)
    # Điều 13 khoản 3: mỗi nhóm trẻ, lớp mẫu giáo có đủ giáo viên
    has_a_teacher = Check("Mỗi nhóm, lớp phải có giáo viên.", teachers >= 1, at=teachers)


class OperationForm(Form):
    """Tờ trình đề nghị cho phép trường mẫu giáo, trường mầm non, nhà trẻ hoạt động giáo dục."""

    founding = FoundingDecision.section("Quyết định thành lập trường, nhà trẻ")

    site = Section("Khu đất, khuôn viên nuôi dạy trẻ")
    kind = Choice("Loại hình trường mầm non", PRESCHOOL_KINDS)
    region = Choice("Khu vực đặt trường", REGIONS)
    children = Integer("Tổng số trẻ", least=1, most=3_000, unit="trẻ")
    land_area = Decimal("Diện tích khu đất xây dựng", least=1, most=100_000, unit="m²", places=1)
    counts_floors = YesNo("Nơi khó khăn về đất đai, lấy diện tích sàn thay diện tích khu đất")
    floor_area = Decimal("Diện tích sàn xây dựng", least=1, most=100_000, unit="m²", places=1).shown_if(
        counts_floors.is_(True)
    )
    is_leased = YesNo("Trụ sở trường thuê của người khác")
    lease_years = Integer("Thời hạn hợp đồng thuê trụ sở", least=1, most=70, unit="năm").shown_if(is_leased.is_(True))
    is_fenced = YesNo("Khuôn viên có tường bao ngăn cách với bên ngoài")
    has_meals = YesNo("Tổ chức nấu ăn tại trường")
    is_one_way = YesNo("Bếp ăn tổ chức theo quy trình một chiều").shown_if(has_meals.is_(True))

    children_groups = Section("Nhóm trẻ, lớp mẫu giáo")
    groups = Rows(Group, "Danh sách nhóm trẻ, lớp mẫu giáo", least=1, most=40)

    head = Section("Hiệu trưởng")
    head_name = Text("Họ và tên hiệu trưởng", longest=100, words=2)
    head_degree = Choice("Trình độ đào tạo của hiệu trưởng", DEGREES)
    head_years = Integer("Số năm công tác liên tục trong giáo dục mầm non", least=0, most=45, unit="năm")

    money = Section("Nguồn lực tài chính")
    cash = Money("Số tiền hiện có do trường đang quản lý", least=0)

    papers = Section("Thành phần hồ sơ")
    request = Paper("Tờ trình đề nghị cho phép hoạt động giáo dục", originals=1)
    decision = Paper("Quyết định thành lập hoặc cho phép thành lập", certified_copies=1)
    staff = Paper("Danh sách đội ngũ cán bộ quản lý, giáo viên, nhân viên, kèm văn bằng, chứng chỉ", originals=1)
    programme = Paper("Chương trình chăm sóc, giáo dục, danh mục đồ dùng, đồ chơi, tài liệu", originals=1)
    land = Paper("Văn bản xác nhận quyền sử dụng đất", copies=1).shown_if(is_leased.is_(False))
    lease = Paper("Hợp đồng thuê trụ sở trường", certified_copies=1).shown_if(is_leased.is_(True))
    finance = Paper("Văn bản xác nhận số tiền hiện có, phương án huy động vốn", originals=1)
    rules = Paper("Quy chế tổ chức và hoạt động, quy chế thu chi nội bộ", originals=1)
    exception = Paper("Văn bản của cấp có thẩm quyền về hiệu trưởng công tác dưới 5 năm", copies=1).shown_if(
        kind.is_("public") & (head_years < 5)
    )

    # Nghị định 46/2017/NĐ-CP, Điều 4: quá 2 năm không được cho phép hoạt động thì quyết định thành lập bị hủy bỏ
    decision_is_fresh = Check(
        "Quyết định thành lập quá 2 năm mà trường chưa được cho phép hoạt động giáo dục thì bị hủy bỏ.",
        age(founding["issued_on"]) < 2,
        at=founding["issued_on"],
    )
    # Nghị định 46/2017/NĐ-CP, Điều 5 khoản 2
    has_land_in_the_plain = Check(
        "Ở đồng bằng, trung du phải có bình quân tối thiểu 12 m² khu đất cho một trẻ.",
        region.is_not("plain") | counts_floors.is_(True) | (land_area >= children * 12),
        at=land_area,
    )
    has_land_elsewhere = Check(
        "Ở thành phố, thị xã, núi cao, hải đảo phải có bình quân tối thiểu 8 m² khu đất cho một trẻ.",
        region.is_("plain") | counts_floors.is_(True) | (land_area >= children * 8),
        at=land_area,
    )
    has_floor_in_the_plain = Check(
        "Diện tích sàn thay khu đất cũng phải bình quân từ 12 m² cho một trẻ ở đồng bằng, trung du.",
        region.is_not("plain") | (floor_area >= children * 12),
        at=floor_area,
    )
    has_floor_elsewhere = Check(
        "Diện tích sàn thay khu đất cũng phải bình quân từ 8 m² cho một trẻ.",
        region.is_("plain") | (floor_area >= children * 8),
        at=floor_area,
    )
    has_a_wall = Check("Khuôn viên phải có tường bao ngăn cách với bên ngoài.", is_fenced.is_(True), at=is_fenced)
    kitchen_is_one_way = Check("Bếp ăn phải tổ chức theo quy trình một chiều.", is_one_way.is_(True), at=is_one_way)
    # Nghị định 46/2017/NĐ-CP, Điều 6: thuê trụ sở tối thiểu 5 năm
    lease_lasts = Check("Hợp đồng thuê trụ sở phải có thời hạn từ 5 năm.", lease_years >= 5, at=lease_years)
    every_child_has_a_group = Check(
        "Tổng số trẻ phải bằng số trẻ của các nhóm, lớp.", groups.sum_of("children").is_(children), at=children
    )
    # Luật Giáo dục 2005, Điều 77: trung cấp sư phạm trở lên
    head_is_trained = Check(
        "Hiệu trưởng phải có bằng trung cấp sư phạm mầm non trở lên.", head_degree.is_not("other"), at=head_degree
    )


class ReturnForm(Form):
    """Tờ trình đề nghị cho phép trường mẫu giáo, trường mầm non, nhà trẻ hoạt động giáo dục trở lại."""

    suspended = Suspended.section("Trường, nhà trẻ bị đình chỉ")

    fixed = Section("Việc đã khắc phục")
    lacking = Many(
        "Điều kiện nuôi dạy trẻ đã khắc phục",
        {
            "land": "Diện tích khu đất, phòng nuôi dạy trẻ",
            "wall": "Tường bao, sân chơi, an toàn cho trẻ",
            "kitchen": "Bếp ăn, nước sạch, vệ sinh",
            "teachers": "Giáo viên, người chăm sóc trẻ",
            "rules": "Tài chính, quy chế hoạt động",
        },
    ).shown_if(suspended["why"].is_("unfit"))
    region = Choice("Khu vực của trường bị đình chỉ", REGIONS).shown_if(lacking.includes("land"))
    area = Decimal("Diện tích khu đất hiện nay", least=1, most=100_000, unit="m²", places=1).shown_if(
        lacking.includes("land")
    )
    added_teachers = Integer("Số giáo viên tuyển thêm", least=1, most=100, unit="người").shown_if(
        lacking.includes("teachers")
    )
    fine_paid = YesNo("Đã thi hành xong quyết định xử phạt").shown_if(suspended["why"].is_("fined"))
    children = Integer("Số trẻ dự kiến nhận lại", least=1, most=3_000, unit="trẻ")
    were_hurt = YesNo("Đình chỉ do mất an toàn về thể chất, tinh thần của trẻ")
    safety = Text("Biện pháp bảo đảm an toàn cho trẻ đã thực hiện", longest=500).shown_if(were_hurt.is_(True))

    papers = Section("Thành phần hồ sơ")
    request = Paper("Tờ trình đề nghị cho phép hoạt động giáo dục trở lại", originals=1)
    order = Paper("Quyết định thành lập đoàn kiểm tra", copies=1)
    minutes = Paper("Biên bản kiểm tra việc khắc phục", originals=1)
    teachers = Paper("Hợp đồng, văn bằng của giáo viên tuyển thêm", copies=1).shown_if(lacking.includes("teachers"))
    food = Paper("Giấy tờ về an toàn thực phẩm của bếp ăn", copies=1).shown_if(lacking.includes("kitchen"))
    fine = Paper("Biên lai, văn bản thi hành quyết định xử phạt", copies=1).shown_if(suspended["why"].is_("fined"))

    # Nghị định 46/2017/NĐ-CP, Điều 8: nguyên nhân đình chỉ đã được khắc phục
    fine_is_paid = Check("Phải thi hành xong quyết định xử phạt.", fine_paid.is_(True), at=fine_paid)
    # Nghị định 46/2017/NĐ-CP, Điều 5 khoản 2
    has_land_again = Check(
        "Khu đất phải bình quân từ 12 m² cho một trẻ ở đồng bằng, trung du; 8 m² ở nơi khác.",
        (region.is_("plain") & (area >= children * 12)) | (region.is_not("plain") & (area >= children * 8)),
        at=area,
    )


inspect = Step("Thẩm định hồ sơ, kiểm tra thực tế", OFFICER, working_days(14), key="tham-dinh")
inspect_meals = Step(
    "Thẩm định hồ sơ, kiểm tra thực tế, bếp ăn", OFFICER, working_days(14), key="tham-dinh", consults=asked(5, "health")
)
sign = Step("Ký quyết định cho phép hoạt động giáo dục", HEAD, working_days(5), key="ky-quyet-dinh")

PRESCHOOL_OPERATION = Procedure(
    facts=FACTS["cho-phep-truong-mam-non-hoat-dong"],
    form=OperationForm,
    route=Route(when(OperationForm.has_meals.is_(True), inspect_meals, sign), otherwise(inspect, sign)),
    unconfirmed=(
        "Điều 5, Điều 6 Nghị định 46/2017/NĐ-CP (12 m² và 8 m² mỗi trẻ, thuê từ 5 năm, quá 2 năm thì hủy quyết định) "
        "trích theo trí nhớ.",
        "Số trẻ tối đa của nhóm, lớp (15, 20, 25, 25, 30, 35) theo Điều 13 Điều lệ trường mầm non trích theo trí nhớ.",
        "Hiệu trưởng trường công lập công tác dưới 5 năm (Điều lệ, Điều 16) cần văn bản riêng: cần xác nhận.",
    ),
)

check_papers = Step("Kiểm tra hồ sơ khắc phục", OFFICER, working_days(10), key="kiem-tra")
check_place = Step("Kiểm tra thực tế việc khắc phục", OFFICER, working_days(14), key="kiem-tra")
check_kitchen = Step(
    "Kiểm tra thực tế việc khắc phục, bếp ăn", OFFICER, working_days(14), key="kiem-tra", consults=asked(5, "health")
)
sign_return = Step("Ký quyết định cho phép hoạt động trở lại", HEAD, working_days(5), key="ky-quyet-dinh")

PRESCHOOL_RETURN = Procedure(
    facts=FACTS["cho-phep-truong-mam-non-hoat-dong-tro-lai"],
    form=ReturnForm,
    route=Route(
        when(ReturnForm.lacking.includes("kitchen"), check_kitchen, sign_return),
        when(
            ReturnForm.suspended["why"].is_one_of("unfit", "fined") | ReturnForm.were_hurt.is_(True),
            check_place,
            sign_return,
        ),
        otherwise(check_papers, sign_return),
    ),
    unconfirmed=(
        "Hồ sơ hoạt động trở lại (tờ trình, quyết định thành lập đoàn kiểm tra, biên bản) theo Điều 8 "
        "Nghị định 46/2017/NĐ-CP trích theo trí nhớ; các trường hợp đình chỉ đối chiếu với một bài hỏi đáp pháp luật.",
    ),
)
