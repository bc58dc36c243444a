"""Phần chung của quy hoạch chi tiết: khu vực quy hoạch, điều kiện điều chỉnh, ý kiến đất đai, bước duyệt."""

from motcua.api.forms import Check, Commune, LongText, Part, Text, YesNo
from motcua.api.routes import Step, consult, desk_of, working_days
from motcua_kinh_te_ha_tang.desks import HEAD

MEMORY = "Điều, khoản của Luật Quy hoạch đô thị 2009 và Nghị định 37/2010/NĐ-CP trích theo trí nhớ, chưa đối chiếu."
APPROVAL = "Thời hạn nêu trên là thời hạn thẩm định; phê duyệt thêm 15 ngày theo Nghị định 37/2010, chưa đối chiếu."
# Luật Quy hoạch đô thị 2009, Điều 47: điều kiện điều chỉnh quy hoạch
ADJUSTED_FOR = {
    "strategy": "Thay đổi chiến lược, quy hoạch kinh tế - xã hội, địa giới ảnh hưởng lớn đến khu vực",
    "key_project": "Hình thành dự án trọng điểm quốc gia ảnh hưởng lớn đến môi trường, bố cục không gian",
    "unworkable": "Quy hoạch không thực hiện được hoặc gây ảnh hưởng xấu đến kinh tế - xã hội, môi trường",
    "nature": "Biến động về khí hậu, địa chất, thủy văn",
    "public": "Phục vụ lợi ích quốc gia và lợi ích cộng đồng",
}
COST = "Chi phí thẩm định tính theo tỷ lệ chi phí lập quy hoạch, Thông tư 05/2017/TT-BXD."


class PlanArea(Part):
    """Khu vực lập quy hoạch chi tiết tỷ lệ 1/500."""

    name = Text("Tên dự án, khu vực lập quy hoạch", longest=300)
    basis = Text("Số, ngày văn bản công nhận chủ đầu tư hoặc chấp thuận đầu tư", longest=100)
    place = Text("Địa điểm lập quy hoạch", longest=300)
    commune = Commune("Xã, thị trấn nơi lập quy hoạch")
    borders = LongText("Ranh giới khu vực: phía bắc, nam, đông, tây giáp")
    is_business = YesNo("Dự án đầu tư xây dựng theo hình thức kinh doanh")
    is_across = YesNo("Khu vực thuộc địa giới từ hai huyện trở lên")

    # Luật Quy hoạch đô thị 2009, Điều 19 khoản 7, Điều 44 và Điều 45: thẩm quyền của UBND huyện
    for_business = Check(
        "Dự án không kinh doanh thì quy hoạch chi tiết do UBND huyện tổ chức lập, không nộp thủ tục này.",
        is_business.is_(True),
        at=is_business,
    )
    in_the_district = Check(
        "Khu vực thuộc từ hai huyện trở lên thì nộp hồ sơ tại Sở Xây dựng để UBND tỉnh phê duyệt.",
        is_across.is_(False),
        at=is_across,
    )


land = consult(
    "Ý kiến về quy hoạch, kế hoạch sử dụng đất",
    desk_of("tai_nguyen_moi_truong", "officer", "Phòng Tài nguyên và Môi trường"),
    working_days(5),
    key="y-kien-dat-dai",
)
review = Step("Trưởng phòng duyệt báo cáo thẩm định", HEAD, within=working_days(2), key="duyet")
