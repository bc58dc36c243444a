"""Giấy phép xây dựng đã cấp: điều chỉnh, gia hạn, cấp lại."""

from motcua.api import Procedure
from motcua.api.forms import (
    Check,
    Choice,
    Date,
    Decimal,
    Form,
    Integer,
    IssuedPaper,
    Many,
    Paper,
    Section,
    Text,
    YesNo,
    filed_on,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, otherwise, when, working_days
from motcua_kinh_te_ha_tang.desks import HEAD, OFFICER
from motcua_kinh_te_ha_tang.facts import FACTS

MEMORY = "Điều, khoản của Luật Xây dựng 2014 và Thông tư 15/2016/TT-BXD trích theo trí nhớ, chưa đối chiếu."
WORKS_TERM = (
    "Luật Xây dựng 2014, Điều 102 khoản 1 (bản năm 2014) ghi 15 ngày với nhà ở riêng lẻ, 30 ngày với công trình kể cả "
    "có thời hạn, điều chỉnh, di dời; bảng dữ kiện ghi một mức ngắn hơn hoặc chung cho mọi loại: cần xác nhận."
)


class AdjustForm(Form):
    """Đơn đề nghị điều chỉnh giấy phép xây dựng."""

    permit = IssuedPaper.section("Giấy phép xây dựng đã cấp", without=("valid_until",))
    work = Section("Nội dung điều chỉnh")
    kind = Choice("Công trình theo giấy phép", {"house": "Nhà ở riêng lẻ", "other": "Công trình khác"})
    items = Many(
        "Nội dung thiết kế thay đổi",
        {
            "outside": "Hình thức kiến trúc mặt ngoài",
            "scale": "Vị trí, diện tích xây dựng, quy mô, chiều cao, số tầng",
            "structure": "Bên trong, có thay đổi kết cấu chịu lực chính",
            "function": "Bên trong, đổi công năng ảnh hưởng đến an toàn, phòng cháy, chữa cháy, môi trường",
            "inside": "Chỉ bố trí bên trong, không ảnh hưởng chịu lực, công năng",
        },
    )
    floor_before = Decimal("Tổng diện tích sàn theo giấy phép", least=1, most=500_000, unit="m²", places=1)
    floor_after = Decimal("Tổng diện tích sàn sau điều chỉnh", least=1, most=500_000, unit="m²", places=1)
    built = YesNo("Đã xây dựng phần thay đổi")
    fined = Text("Số quyết định xử phạt, biên bản đã chấp hành").shown_if(built.is_(True))

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị điều chỉnh giấy phép xây dựng", originals=1)
    old_permit = Paper("Bản chính giấy phép xây dựng đã được cấp", originals=1, goes_back="if_refused")
    drawings = Paper("Bản vẽ thiết kế đã được cấp phép và bản vẽ đề nghị điều chỉnh", originals=2)
    # Luật Xây dựng 2014, Điều 98 khoản 2 điểm d: not asked of a house
    appraisal = Paper("Báo cáo kết quả thẩm định, phê duyệt thiết kế điều chỉnh", certified_copies=1).shown_if(
        kind.is_("other") & (items.includes("scale") | items.includes("structure") | items.includes("function"))
    )
    fine_paper = Paper("Quyết định xử phạt và chứng từ đã chấp hành", copies=1).shown_if(built.is_(True))

    # Luật Xây dựng 2014, Điều 98 khoản 1: đô thị mặt ngoài; quy mô, kết cấu chịu lực; công năng
    needs_adjusting = Check(
        "Chỉ thay đổi bố trí bên trong thì không phải điều chỉnh giấy phép.",
        items.includes("outside") | items.includes("scale") | items.includes("structure") | items.includes("function"),
        at=items,
    )
    area_changes_with_scale = Check(
        "Diện tích sàn thay đổi thì chọn cả nội dung quy mô.",
        items.includes("scale") | (floor_after <= floor_before),
        at=floor_after,
    )


class ExtendForm(Form):
    """Đơn đề nghị gia hạn giấy phép xây dựng."""

    permit = IssuedPaper.section("Giấy phép xây dựng đề nghị gia hạn", without=("about", "valid_until"))
    kind = Choice(
        "Loại giấy phép gia hạn",
        {"normal": "Chưa khởi công trong thời hạn", "temporary": "Có thời hạn, sắp hết thời hạn tồn tại"},
    )
    start = Section("Gia hạn thời hạn khởi công").shown_if(kind.is_("normal"))
    start_by = Date("Giấy phép có hiệu lực khởi công đến ngày")
    started = YesNo("Công trình đã khởi công")
    times = Integer("Số lần đã gia hạn", least=0, most=5)
    why = Choice("Lý do chưa khởi công", {"money": "Chưa đủ vốn", "site": "Vướng mặt bằng", "other": "Lý do khác"})
    why_other = Text("Nêu rõ lý do chưa khởi công", longest=300).shown_if(why.is_("other"))
    months = Integer("Thời gian đề nghị gia hạn khởi công", least=1, most=12, unit="tháng")
    stay = Section("Gia hạn thời hạn tồn tại").shown_if(kind.is_("temporary"))
    exists_until = Date("Công trình được tồn tại đến ngày")
    plan_started = YesNo("Quy hoạch xây dựng tại khu đất đã được triển khai")
    stay_until = Date("Đề nghị tồn tại thêm đến ngày")

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị gia hạn giấy phép xây dựng", originals=1)
    old_permit = Paper("Bản chính giấy phép xây dựng đã được cấp", originals=1, goes_back="if_refused")

    # Luật Xây dựng 2014, Điều 99 khoản 1: trước khi hết hiệu lực, chưa khởi công, tối đa 02 lần
    in_time = Check("Giấy phép đã hết hiệu lực thì nộp hồ sơ xin giấy phép mới.", start_by >= filed_on(), at=start_by)
    not_started = Check("Công trình đã khởi công thì không phải gia hạn giấy phép.", started.is_(False), at=started)
    at_most_twice = Check("Giấy phép đã gia hạn 02 lần thì phải xin giấy phép mới.", times < 2, at=times)
    # Luật Xây dựng 2014, Điều 99 khoản 3: hết thời hạn tồn tại mà quy hoạch chưa thực hiện thì được gia hạn
    plan_waits = Check(
        "Quy hoạch đã triển khai thì chủ đầu tư phải tự phá dỡ, không được gia hạn.",
        plan_started.is_(False),
        at=plan_started,
    )
    stays_longer = Check(
        "Thời hạn tồn tại đề nghị phải sau thời hạn ghi trên giấy phép.", stay_until > exists_until, at=stay_until
    )


class AgainForm(Form):
    """Đơn đề nghị cấp lại giấy phép xây dựng."""

    permit = IssuedPaper.section("Giấy phép xây dựng bị mất, rách, nát", without=("valid_until",))
    request = Section("Lý do cấp lại")
    why = Choice("Giấy phép xây dựng bị", {"lost": "Mất", "torn": "Rách, nát"})
    lost_on = Date("Ngày mất giấy phép xây dựng", not_future=True).shown_if(why.is_("lost"))
    lost_how = Text("Hoàn cảnh mất giấy phép", longest=300).shown_if(why.is_("lost"))
    progress = Choice(
        "Tình trạng công trình", {"before": "Chưa khởi công", "building": "Đang xây dựng", "done": "Đã hoàn thành"}
    )

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp lại giấy phép xây dựng", originals=1)
    pledge = Paper("Bản cam kết tự chịu trách nhiệm về việc mất giấy phép", originals=1).shown_if(why.is_("lost"))
    old_permit = Paper("Bản chính giấy phép xây dựng bị rách, nát", originals=1, goes_back="if_refused").shown_if(
        why.is_("torn")
    )

    # Luật Xây dựng 2014, Điều 100: giấy phép bị rách, nát hoặc bị mất
    lost_after_issue = Check(
        "Ngày mất không thể trước ngày cấp giấy phép xây dựng.", lost_on >= permit["issued_on"], at=lost_on
    )


inspect = Step("Thẩm định thiết kế điều chỉnh, kiểm tra thực địa", OFFICER, within=working_days(7), key="tham-dinh")
inspect_outside = Step("Thẩm định kiến trúc mặt ngoài điều chỉnh", OFFICER, within=working_days(6), key="tham-dinh")
review = Step("Trưởng phòng duyệt, ký trình", HEAD, within=working_days(1.5), key="duyet")
sign = Step("Ký giấy phép xây dựng điều chỉnh", DISTRICT_LEADER, within=working_days(1.5), key="ky-giay-phep")
visit = Step("Kiểm tra công trình chưa khởi công", OFFICER, within=working_days(2.5), key="kiem-tra")
visit_plan = Step("Kiểm tra công trình, tình hình thực hiện quy hoạch", OFFICER, working_days(2.5), key="kiem-tra")
compare = Step("Đối chiếu hồ sơ lưu giấy phép", OFFICER, within=working_days(2.5), key="doi-chieu")
review_short = Step("Trưởng phòng duyệt, ký trình", HEAD, within=working_days(1), key="duyet")
sign_short = Step("Ký giấy phép xây dựng", DISTRICT_LEADER, within=working_days(1), key="ky-giay-phep")

ADJUST = Procedure(
    facts=FACTS["dieu-chinh-giay-phep-xay-dung"],
    form=AdjustForm,
    route=Route(
        when(
            AdjustForm.items.includes("scale")
            | AdjustForm.items.includes("structure")
            | AdjustForm.items.includes("function"),
            inspect,
            review,
            sign,
        ),
        otherwise(inspect_outside, review, sign),
    ),
    book="GPXD",
    legal_basis=("Luật Xây dựng 2014, Điều 98",),
    unconfirmed=(
        MEMORY,
        WORKS_TERM,
        "Việc phải nộp quyết định xử phạt khi đã xây dựng phần thay đổi chưa đối chiếu.",
    ),
)
EXTEND = Procedure(
    facts=FACTS["gia-han-giay-phep-xay-dung"],
    form=ExtendForm,
    route=Route(
        when(ExtendForm.kind.is_("temporary"), visit_plan, review_short, sign_short),
        otherwise(visit, review_short, sign_short),
    ),
    book="GPXD",
    legal_basis=("Luật Xây dựng 2014, Điều 99",),
    unconfirmed=(
        MEMORY,
        "Gia hạn tối đa 02 lần, mỗi lần tối đa 12 tháng ghi theo trí nhớ, chưa đối chiếu.",
        "Gia hạn thời hạn tồn tại của giấy phép có thời hạn theo Điều 99 khoản 3 chưa đối chiếu.",
    ),
)
AGAIN = Procedure(
    facts=FACTS["cap-lai-giay-phep-xay-dung"],
    form=AgainForm,
    route=Route(otherwise(compare, review_short, sign_short)),
    book="GPXD",
    legal_basis=("Luật Xây dựng 2014, Điều 100",),
    unconfirmed=(MEMORY,),
)
