"""What the procedures of household businesses share: who founded it, its name, steps, doubts."""

import re

from motcua.api.fees import unconfirmed
from motcua.api.routes import Step, working_days
from motcua_tai_chinh_ke_hoach.desks import HEAD, REGISTRAR
from motcua_tai_chinh_ke_hoach.parts import plain

# Nghị định 78/2015/NĐ-CP, Điều 66 khoản 1
FOUNDERS = {"person": "Cá nhân", "group": "Nhóm cá nhân", "family": "Hộ gia đình"}

FEE = unconfirmed("Lệ phí do HĐND tỉnh quy định.")
MEMORY = "Điều của Nghị định 78/2015/NĐ-CP trích theo trí nhớ, chưa đối chiếu."

# Nghị định 78/2015/NĐ-CP, Điều 71: 03 ngày làm việc
verify = Step("Thẩm định hồ sơ", REGISTRAR, within=working_days(1.5), key="tham-dinh")
compare = Step("Đối chiếu sổ đăng ký hộ kinh doanh", REGISTRAR, within=working_days(0.5), key="doi-chieu")
sign = Step("Ký giấy chứng nhận", HEAD, within=working_days(1), key="ky-giay-chung-nhan")


# Nghị định 78/2015/NĐ-CP, Điều 73 khoản 1
def has_two_parts(name: str) -> bool:
    """Whether the name is “Hộ kinh doanh” and a name of its own."""
    return re.fullmatch(r"hộ kinh doanh\s+\S.*", plain(name)) is not None


# Nghị định 78/2015/NĐ-CP, Điều 73 khoản 3
def names_a_company(name: str) -> bool:
    """Whether the name says “công ty” or “doanh nghiệp”."""
    return re.search(r"công ty|doanh nghiệp", plain(name)) is not None
