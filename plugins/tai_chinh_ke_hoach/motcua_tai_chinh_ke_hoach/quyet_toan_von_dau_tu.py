"""Thẩm tra, phê duyệt quyết toán vốn đầu tư dự án hoàn thành."""

from motcua.api import Procedure
from motcua.api.fees import unconfirmed
from motcua.api.forms import (
    Check,
    Choice,
    Commune,
    Computed,
    Date,
    Form,
    Integer,
    LongText,
    Money,
    Paper,
    Part,
    Rows,
    Section,
    Text,
    YesNo,
)
from motcua.api.routes import DISTRICT_LEADER, Route, Step, consult, desk_of, otherwise, when, working_days
from motcua_tai_chinh_ke_hoach.desks import HEAD, OFFICER
from motcua_tai_chinh_ke_hoach.facts import FACTS


class Source(Part):
    """Một nguồn vốn của dự án."""

    kind = Choice(
        "Nguồn vốn",
        {
            "district": "Ngân sách huyện",
            "province": "Ngân sách tỉnh",
            "central": "Ngân sách trung ương, trái phiếu Chính phủ",
            "commune": "Ngân sách xã",
            "other": "Vốn khác",
        },
    )
    planned = Money("Kế hoạch vốn được giao", least=0)
    paid = Money("Vốn đã thanh toán", least=0)

    paid_as_planned = Check("Vốn đã thanh toán không được quá kế hoạch vốn được giao.", paid <= planned, at=paid)


class SettlementForm(Form):
    """Tờ trình và báo cáo quyết toán dự án hoàn thành của chủ đầu tư (Thông tư 09/2016/TT-BTC)."""

    project = Section("Dự án")
    project_name = Text("Tên dự án, công trình, hạng mục công trình", longest=300)
    investor = Text("Tên chủ đầu tư", longest=200)
    place = Commune("Xã, thị trấn nơi xây dựng")
    group = Choice(
        "Dự án thuộc",
        {"c": "Nhóm C", "b": "Nhóm B", "a": "Nhóm A", "report": "Chỉ lập báo cáo kinh tế - kỹ thuật"},
    )
    decided_by = Choice(
        "Người quyết định đầu tư",
        {"district": "Chủ tịch UBND huyện", "province": "Cấp tỉnh, bộ, ngành", "commune": "Chủ tịch UBND cấp xã"},
    )
    decision = Text("Số quyết định phê duyệt dự án hoặc báo cáo kinh tế - kỹ thuật", longest=50)
    decided_on = Date("Ngày quyết định phê duyệt", not_future=True)
    approved = Money("Tổng mức đầu tư được duyệt (lần điều chỉnh cuối)", least=1)
    outcome = Choice(
        "Đề nghị quyết toán",
        {
            "done": "Dự án hoàn thành",
            "part": "Công trình, hạng mục độc lập hoàn thành",
            "stopped": "Dự án dừng thực hiện vĩnh viễn",
        },
    )
    part_name = Text("Tên công trình, hạng mục độc lập đề nghị quyết toán", longest=300).shown_if(outcome.is_("part"))
    stopped_by = Text("Số, ngày văn bản cho phép dừng thực hiện vĩnh viễn", longest=100).shown_if(
        outcome.is_("stopped")
    )
    began_on = Date("Ngày khởi công", not_future=True)
    ended_on = Date("Ngày nghiệm thu hoàn thành hoặc dừng thực hiện", not_future=True)

    capital = Section("Nguồn vốn đầu tư")
    sources = Rows(Source, "Các nguồn vốn", least=1, most=10)
    paid = Computed("Tổng vốn đã thanh toán", sources.sum_of("paid"), unit="đồng")

    costs = Section("Chi phí đầu tư đề nghị quyết toán")
    compensation = Money("Bồi thường, hỗ trợ và tái định cư", least=0)
    construction = Money("Xây dựng", least=0)
    equipment = Money("Thiết bị", least=0)
    management = Money("Quản lý dự án", least=0)
    consulting = Money("Tư vấn", least=0)
    other = Money("Chi phí khác", least=0)
    requested = Money("Tổng chi phí đầu tư đề nghị quyết toán", least=1)

    assets = Section("Tài sản hình thành qua đầu tư")
    not_in_assets = Money("Chi phí không tính vào giá trị tài sản, thiệt hại được duyệt bỏ", least=0)
    long_term = Money("Giá trị tài sản dài hạn (cố định)", least=0)
    short_term = Money("Giá trị tài sản ngắn hạn", least=0)
    receiver = Text("Đơn vị tiếp nhận, sử dụng tài sản", longest=200).shown_if(outcome.is_not("stopped"))

    audit = Section("Kiểm toán, thanh tra")
    audited_by = Choice(
        "Báo cáo quyết toán",
        {
            "none": "Chưa kiểm toán",
            "independent": "Đã được kiểm toán độc lập",
            "state": "Đã được Kiểm toán nhà nước hoặc thanh tra kết luận",
        },
    )
    auditor = Text("Tên đơn vị kiểm toán, số báo cáo", longest=200).shown_if(audited_by.is_not("none"))
    audited = Money("Chi phí đầu tư theo kết quả kiểm toán, thanh tra", least=0).shown_if(audited_by.is_not("none"))
    difference = LongText("Giải trình phần chênh lệch với kết quả kiểm toán, thanh tra").shown_if(
        audited.is_not(requested)
    )
    contracts = Integer("Số hợp đồng đã ký của dự án", least=1, most=500, unit="hợp đồng")
    has_disputes = YesNo("Còn hợp đồng đang tranh chấp, chưa nghiệm thu")

    papers = Section("Thành phần hồ sơ")
    request = Paper("Tờ trình đề nghị phê duyệt quyết toán", originals=1)
    report = Paper("Báo cáo quyết toán dự án hoàn thành theo mẫu của Thông tư 09/2016/TT-BTC", originals=1)
    legal = Paper("Các văn bản pháp lý của dự án", copies=1)
    contract_papers = Paper("Hợp đồng, phụ lục hợp đồng và biên bản thanh lý hợp đồng", copies=1)
    acceptance = Paper("Biên bản nghiệm thu hoàn thành, đưa vào sử dụng", copies=1).shown_if(outcome.is_not("stopped"))
    settled_contracts = Paper("Quyết toán khối lượng A-B của từng hợp đồng", originals=1)
    treasury = Paper("Bảng đối chiếu số liệu thanh toán có xác nhận của Kho bạc Nhà nước", originals=1)
    stop_decision = Paper("Văn bản của người có thẩm quyền cho dừng thực hiện vĩnh viễn", copies=1).shown_if(
        outcome.is_("stopped")
    )
    audit_report = Paper("Báo cáo kiểm toán độc lập", originals=1).shown_if(audited_by.is_("independent"))
    conclusions = Paper("Kết luận thanh tra, kiểm toán nhà nước và báo cáo chấp hành", copies=1).shown_if(
        audited_by.is_("state")
    )
    drawings = Paper("Hồ sơ hoàn công, nhật ký thi công (khi cơ quan thẩm tra yêu cầu)", copies=1, optional=True)

    # Thông tư 09/2016/TT-BTC, Điều 1 khoản 1 điểm b
    not_of_a_commune = Check(
        "Dự án do Chủ tịch UBND cấp xã quyết định đầu tư thì quyết toán theo quy định về vốn đầu tư của xã.",
        decided_by.is_not("commune"),
        at=decided_by,
    )
    # Thông tư 09/2016/TT-BTC: người quyết định đầu tư là người phê duyệt quyết toán
    of_the_district = Check(
        "Dự án do cấp tỉnh, bộ, ngành quyết định đầu tư thì trình cơ quan thẩm tra của cấp đó.",
        decided_by.is_not("province"),
        at=decided_by,
    )
    adds_up = Check(
        "Tổng chi phí đề nghị quyết toán phải bằng tổng các khoản chi phí.",
        (compensation + construction + equipment + management + consulting + other).is_(requested),
        at=requested,
    )
    # Thông tư 09/2016/TT-BTC, Điều 3: chi phí được quyết toán nằm trong giới hạn tổng mức đầu tư được duyệt
    within_approved = Check(
        "Chi phí đề nghị quyết toán không được quá tổng mức đầu tư được duyệt.", requested <= approved, at=requested
    )
    assets_add_up = Check(
        "Tài sản dài hạn, tài sản ngắn hạn và chi phí không tính vào tài sản cộng lại phải bằng chi phí đề nghị quyết "
        "toán.",
        (not_in_assets + long_term + short_term).is_(requested),
        at=long_term,
    )
    # Thông tư 09/2016/TT-BTC: dự án nhóm A, nhóm B dùng vốn nhà nước phải kiểm toán trước khi thẩm tra
    is_audited = Check(
        "Báo cáo quyết toán dự án nhóm A, nhóm B phải được kiểm toán trước khi trình thẩm tra.",
        group.is_one_of("c", "report") | audited_by.is_not("none"),
        at=audited_by,
    )
    ended_after_beginning = Check(
        "Ngày nghiệm thu hoặc dừng thực hiện phải sau ngày khởi công.", ended_on > began_on, at=ended_on
    )
    began_after_decision = Check(
        "Ngày khởi công không được trước ngày phê duyệt dự án.", began_on >= decided_on, at=began_on
    )
    nothing_is_disputed = Check(
        "Dự án hoàn thành còn hợp đồng tranh chấp, chưa nghiệm thu thì chưa đủ điều kiện quyết toán.",
        outcome.is_("stopped") | has_disputes.is_(False),
        at=has_disputes,
    )


volume = consult(
    "Ý kiến về khối lượng, nghiệm thu công trình",
    desk_of("kinh_te_ha_tang", "officer", "Phòng Kinh tế và Hạ tầng"),
    working_days(5),
    key="y-kien-khoi-luong",
)
on_audit = Step("Thẩm tra trên cơ sở báo cáo kiểm toán", OFFICER, working_days(10), key="tham-tra")
on_conclusions = Step("Thẩm tra theo kết luận thanh tra, kiểm toán nhà nước", OFFICER, working_days(10), key="tham-tra")
in_detail = Step(
    "Thẩm tra chi tiết pháp lý, khối lượng, đơn giá", OFFICER, working_days(15), key="tham-tra", consults=(volume,)
)
review = Step("Trưởng phòng duyệt báo cáo kết quả thẩm tra", HEAD, working_days(2), key="duyet")
sign = Step("Ký quyết định phê duyệt quyết toán", DISTRICT_LEADER, working_days(3), key="ky-quyet-dinh")

SETTLEMENT = Procedure(
    facts=FACTS["quyet-toan-von-dau-tu-du-an-hoan-thanh"],
    form=SettlementForm,
    route=Route(
        when(SettlementForm.audited_by.is_("independent"), on_audit, review, sign),
        when(SettlementForm.audited_by.is_("state"), on_conclusions, review, sign),
        otherwise(in_detail, review, sign),
    ),
    fee=unconfirmed("Chi phí thẩm tra, phê duyệt quyết toán tính theo tỷ lệ của Thông tư 09/2016/TT-BTC, trong dự án."),
    unconfirmed=(
        "Thời gian thẩm tra, phê duyệt theo nhóm dự án của Thông tư 09/2016/TT-BTC chưa đối chiếu; thời gian từng bước "
        "là thời gian nội bộ tạm tính.",
        "Việc bắt buộc kiểm toán dự án nhóm A, nhóm B, giới hạn tổng mức đầu tư và thẩm quyền phê duyệt trích theo trí "
        "nhớ, chưa đối chiếu với Thông tư 09/2016/TT-BTC.",
        "Việc lấy ý kiến Phòng Kinh tế và Hạ tầng khi chưa kiểm toán là quy trình nội bộ, chưa có văn bản.",
        "Vốn đã thanh toán không quá kế hoạch vốn, không còn hợp đồng tranh chấp: chưa đối chiếu với Thông tư "
        "09/2016/TT-BTC.",
    ),
)
