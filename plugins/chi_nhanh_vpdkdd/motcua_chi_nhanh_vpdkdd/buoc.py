"""The steps that land registrations share, and what is said of all of them."""

from motcua.api.fees import unconfirmed
from motcua.api.routes import Step, at_agency, financial_obligation, working_days
from motcua_chi_nhanh_vpdkdd.desks import CADASTRE, HEAD, OFFICER

LAND_FEE = unconfirmed("Lệ phí địa chính, phí thẩm định hồ sơ do HĐND tỉnh quy định.")
FROM_MEMORY = "Các điều, khoản nêu trong biểu mẫu và tên giấy tờ trích theo trí nhớ, chưa đối chiếu với văn bản."
WHO_SIGNS = (
    "Giấy chứng nhận cấp mới do Sở Tài nguyên và Môi trường (hoặc Văn phòng Đăng ký đất đai được ủy quyền) ký; "
    "thời gian ở tỉnh là đề xuất."
)
DAYS = "Nghị định 01/2017/NĐ-CP ghi “ngày”; đang tính theo ngày làm việc như bảng dữ kiện, cần xác nhận."

examine = Step("Thẩm tra hồ sơ, trích lục bản đồ", OFFICER, within=working_days(3), key="tham-tra")
examine_soon = Step("Thẩm tra hồ sơ, trích lục bản đồ", OFFICER, within=working_days(2), key="tham-tra")
tax = Step(
    "Xác định nghĩa vụ tài chính, ra thông báo nộp thuế",
    at_agency("chi_cuc_thue", "officer", "Cán bộ thuế"),
    within=working_days(3),
    key="nghia-vu-tai-chinh",
    awaits=financial_obligation(),
)
update = Step("Chỉnh lý hồ sơ địa chính, in giấy chứng nhận", CADASTRE, within=working_days(2), key="chinh-ly")
update_soon = Step("Chỉnh lý hồ sơ địa chính, in giấy chứng nhận", CADASTRE, within=working_days(1.5), key="chinh-ly")
province = Step(
    "Sở Tài nguyên và Môi trường ký giấy chứng nhận",
    at_agency("province", "so", "Sở Tài nguyên và Môi trường"),
    within=working_days(2),
    key="so-ky-giay-chung-nhan",
)
confirm = Step("Ký xác nhận vào giấy chứng nhận đã cấp", HEAD, within=working_days(1.5), key="ky-xac-nhan")
deliver = Step("Ký cập nhật hồ sơ địa chính, chuyển trả kết quả", HEAD, within=working_days(0.5), key="ky-chuyen-tra")
