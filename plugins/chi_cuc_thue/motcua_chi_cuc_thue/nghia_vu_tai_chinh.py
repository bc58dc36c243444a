"""Xác định nghĩa vụ tài chính về đất đai: the tax office's step between examination and the new certificate."""

from motcua.api import Check, RoutingRule
from motcua.api.forms import answer
from motcua.api.routes import Step, financial_obligation, working_days
from motcua_chi_cuc_thue.desks import OFFICER

LAND = "dang-ky-bien-dong-dat-dai"

assess = Step(
    "Xác định nghĩa vụ tài chính, ra thông báo nộp thuế",
    OFFICER,
    within=working_days(3),
    key="nghia-vu-tai-chinh",
    awaits=financial_obligation(),
)

# Luật Thuế thu nhập cá nhân, Điều 4; Nghị định 140/2016/NĐ-CP: every change of hands is assessed, exempt or not.
NEEDS_A_TAX_STEP = RoutingRule(procedure=LAND, step=assess, after="tham-tra")

# Luật Đất đai 2013, Điều 190: only agricultural land is exchanged; residential land changes hands by a taxed transfer.
EXCHANGE_IS_FOR_FARMLAND = Check(
    "Chỉ chuyển đổi đất nông nghiệp; với đất ở hãy chọn “Chuyển nhượng” và ghi giá trị hợp đồng để tính thuế.",
    ~(answer("kind").is_("exchange") & answer("land_kind").is_one_of("ont", "odt")),
    at="kind",
    procedure=LAND,
)
