"""Gửi thang lương, bảng lương, định mức lao động của doanh nghiệp."""

from motcua.api import Procedure
from motcua.api.forms import (
    Business,
    Check,
    Choice,
    Date,
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
)
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_lao_dong_tbxh.desks import OFFICER
from motcua_lao_dong_tbxh.facts import FACTS


class Scale(Part):
    """Một thang lương, bảng lương: nhóm chức danh, bậc đầu, bậc cuối."""

    title = Text("Nhóm chức danh, công việc")
    is_trained = YesNo("Công việc đòi hỏi người đã qua đào tạo nghề")
    hazard = Choice(
        "Điều kiện lao động",
        {
            "normal": "Bình thường",
            "hard": "Nặng nhọc, độc hại, nguy hiểm",
            "extreme": "Đặc biệt nặng nhọc, độc hại, nguy hiểm",
        },
    )
    grades = Integer("Số bậc lương", least=1, most=30, unit="bậc")
    lowest = Money("Mức lương bậc 1", least=1_000_000, most=500_000_000)
    gap = Decimal("Chênh lệch nhỏ nhất giữa hai bậc liền kề", least=0, most=100, unit="%", places=2).shown_if(
        grades > 1
    )

    # Nghị định 49/2013/NĐ-CP, Điều 7 khoản 2: chênh lệch hai bậc liền kề ít nhất 5 %
    steps_are_wide_enough = Check("Chênh lệch giữa hai bậc lương liền kề phải từ 5 % trở lên.", gap >= 5, at=gap)


class WageScaleForm(Form):
    """Văn bản gửi hệ thống thang lương, bảng lương, định mức lao động."""

    firm = Business.section("Doanh nghiệp", without=("registration",))

    labour = Section("Lao động của doanh nghiệp")
    code = Text("Mã số doanh nghiệp", longest=20)
    workers = Integer("Tổng số lao động đang sử dụng", least=1, most=100_000, unit="người")
    trade = Text("Ngành nghề sản xuất, kinh doanh chính")
    is_branch = YesNo("Là chi nhánh, cơ sở sản xuất của doanh nghiệp có trụ sở ở huyện, tỉnh khác")

    sent = Section("Tài liệu gửi")
    kinds = Many(
        "Tài liệu gửi", {"scale": "Thang lương, bảng lương", "norm": "Định mức lao động", "bonus": "Quy chế thưởng"}
    )
    turn = Choice("Lần gửi", {"first": "Lần đầu", "again": "Sửa đổi, bổ sung"})
    changed = Text("Nhóm chức danh, định mức được sửa đổi", longest=300).shown_if(turn.is_("again"))
    applies_on = Date("Ngày bắt đầu áp dụng")
    region = Choice(
        "Vùng áp dụng mức lương tối thiểu", {"i": "Vùng I", "ii": "Vùng II", "iii": "Vùng III", "iv": "Vùng IV"}
    )
    minimum = Money(
        "Mức lương tối thiểu vùng doanh nghiệp áp dụng",
        least=1_000_000,
        most=20_000_000,
        hint="Theo nghị định đang có hiệu lực",
    )
    scales = Rows(Scale, "Các thang lương, bảng lương", least=1, most=30).shown_if(kinds.includes("scale"))
    norm_trial = Integer("Thời gian áp dụng thử định mức", least=0, most=24, unit="tháng").shown_if(
        kinds.includes("norm")
    )
    share_reaching = Decimal(
        "Tỷ lệ lao động thực hiện được định mức khi áp dụng thử", least=0, most=100, unit="%", places=1
    ).shown_if(kinds.includes("norm"))

    workplace = Section("Tham khảo ý kiến, công bố")
    has_union = YesNo("Có tổ chức công đoàn cơ sở")
    asked_on = Date("Ngày lấy ý kiến tổ chức đại diện tập thể lao động", not_future=True)
    is_posted = YesNo("Đã công bố công khai tại nơi làm việc")
    posted_on = Date("Ngày công bố tại nơi làm việc", not_future=True).shown_if(is_posted.is_(True))

    papers = Section("Thành phần hồ sơ")
    letter = Paper("Văn bản gửi hệ thống thang lương, bảng lương, định mức lao động", originals=1)
    scale_paper = Paper("Hệ thống thang lương, bảng lương", originals=1).shown_if(kinds.includes("scale"))
    norm_paper = Paper("Định mức lao động và kết quả áp dụng thử", originals=1).shown_if(kinds.includes("norm"))
    bonus_paper = Paper("Quy chế thưởng", originals=1).shown_if(kinds.includes("bonus"))
    union_paper = Paper("Biên bản tham khảo ý kiến của công đoàn cơ sở", originals=1).shown_if(has_union.is_(True))
    upper_union = Paper("Biên bản tham khảo ý kiến của công đoàn cấp trên trực tiếp", originals=1).shown_if(
        has_union.is_(False)
    )

    # Nghị định 49/2013/NĐ-CP, Điều 7 khoản 3: không thấp hơn mức lương tối thiểu vùng
    reaches_the_minimum = Check(
        "Mức lương bậc 1 không được thấp hơn mức lương tối thiểu vùng.",
        scales.all_rows(Scale.lowest >= minimum),
        at=scales,
    )
    # Nghị định 49/2013/NĐ-CP, Điều 7 khoản 3: công việc đã qua đào tạo cao hơn ít nhất 7 %
    pays_training = Check(
        "Công việc đòi hỏi đã qua đào tạo phải có mức lương bậc 1 cao hơn tối thiểu vùng ít nhất 7 %.",
        scales.all_rows(Scale.is_trained.is_(False) | (Scale.lowest * 100 >= minimum * 107)),
        at=scales,
    )
    # Bộ luật Lao động 2012, Điều 93 khoản 2
    is_known_at_work = Check(
        "Thang lương, bảng lương, định mức phải công bố công khai tại nơi làm việc trước khi thực hiện.",
        is_posted.is_(True),
        at=is_posted,
    )
    asks_before_it_applies = Check(
        "Phải tham khảo ý kiến tổ chức đại diện tập thể lao động trước ngày áp dụng.",
        asked_on < applies_on,
        at=applies_on,
    )
    is_posted_before_it_applies = Check(
        "Phải công bố tại nơi làm việc trước ngày áp dụng.", posted_on < applies_on, at=applies_on
    )
    # Nghị định 49/2013/NĐ-CP, Điều 8 khoản 4: áp dụng thử không quá 03 tháng
    trial_is_short = Check(
        "Định mức lao động mới phải được áp dụng thử, tối đa 03 tháng.",
        (norm_trial >= 1) & (norm_trial <= 3),
        at=norm_trial,
    )


receive = Step("Kiểm tra, vào sổ theo dõi", OFFICER, working_days(2), key="kiem-tra")
examine_norms = Step("Kiểm tra thang lương và định mức lao động", OFFICER, working_days(4), key="kiem-tra")

WAGE_SCALES = Procedure(
    facts=FACTS["gui-thang-luong-bang-luong-dinh-muc-lao-dong"],
    form=WageScaleForm,
    route=Route(when(WageScaleForm.kinds.includes("norm"), examine_norms), otherwise(receive)),
    result_is_signed=False,
    unconfirmed=(
        "Tỷ lệ 5 %, 7 % và thời gian áp dụng thử 03 tháng trích theo trí nhớ từ Nghị định 49/2013/NĐ-CP, Điều 7 và "
        "Điều 8; mức tăng thêm 5 %, 7 % cho công việc nặng nhọc, độc hại để cán bộ xem xét.",
        "Thủ tục bãi bỏ từ năm 2021 (Bộ luật Lao động 2019).",
    ),
)
