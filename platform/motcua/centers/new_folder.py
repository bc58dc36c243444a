"""A new center's folder, written from one that works: what centers share is taken over, what is its own is asked.

Every setting stands in the new center.toml with a sentence that explains it; one that is not set stands as a comment.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from motcua.centers.center import KEY, KINDS, Agency, Center, Centers, UnitName
from motcua.centers.staff import COLUMNS
from motcua.domain.calendar import OpeningHours
from motcua.domain.errors import Conflict, DataError
from motcua.domain.regimes import REGIMES

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_KIND_SAYS = ", ".join(f"{key} ({says})" for key, says in KINDS.items())


@dataclass(frozen=True, slots=True)
class NewCenter:
    """What is a new center's own. `name`, `parent` and `short_name` "" are made from the model's, and marked so."""

    key: str
    since: date
    short_name: str = ""
    name: str = ""
    parent: str = ""
    kind: str = ""


def write_new_folder(tenants: Path, centers: Centers, model: Center, new: NewCenter) -> Path:
    """The folder with center.toml and staff.csv (its heading only); refused where there is one already."""
    if KEY.fullmatch(new.key) is None:
        raise DataError(
            "tenants", new.key, "khóa không dùng được.", "dùng 2 đến 31 chữ thường không dấu, số và gạch nối."
        )
    if new.kind and new.kind not in KINDS:
        raise DataError("tenants", "kind", f"không có cấp “{new.kind}”.", f"chọn {_KIND_SAYS}.")
    folder = tenants / new.key
    if folder.exists():
        raise Conflict(f"Thư mục {folder} đã có. Sửa center.toml trong đó, hoặc chọn khóa khác; không có gì bị ghi đè.")
    text = center_toml(centers, model, new)
    folder.mkdir(parents=True)
    (folder / "center.toml").write_text(text, encoding="utf-8")
    (folder / "staff.csv").write_text(",".join(COLUMNS) + "\n", encoding="utf-8")
    return folder


def free_unit_code(centers: Centers, key: str) -> str:
    """A code with two letters of its own, until the province has given the sub-code."""
    taken = {center.unit_code for center in centers.values()}
    letters = [part[0].upper() for part in key.split("-") if part[0].isalpha()] + ["X", "Y", "Z"]
    pairs = [letters[0] + letters[1], *(a + b for a in letters for b in letters)]
    pairs += [chr(65 + a) + chr(65 + b) for a in range(26) for b in range(26)]
    codes = (f"000.00.{pair}.{centers.province.code}" for pair in pairs)
    return next(code for code in codes if code not in taken)


def center_toml(centers: Centers, model: Center, new: NewCenter) -> str:
    short = new.short_name or " ".join(part.capitalize() for part in new.key.split("-"))
    kind = new.kind or model.kind
    name = _name(model, new, short)
    unconfirmed = {
        "unit_code": "Mã đơn vị tạm, chờ tỉnh cấp.",
        "name": "Tên, cơ quan chủ quản, chức danh người đứng đầu cần đối chiếu với quyết định thành lập.",
        "hours": f"Giờ làm việc chép từ {model.short_name}, cần đối chiếu.",
        "agency": f"Danh sách cơ quan chép từ {model.short_name}, cần đối chiếu.",
    }
    if not new.short_name:
        unconfirmed["short_name"] = "Tên ngắn được viết từ khóa, chưa có dấu: sửa short_name và [[name]]."
    swapped = [replace(each, name=_swap(each.name, model, short)) for each in model.agencies.values()]
    parts = (
        _head(new, short, kind, free_unit_code(centers, new.key), model),
        _name_block(name),
        _FEE_RECEIPT,
        _REPORTS,
        _hours(model),
        _HEARING,
        _HALL,
        _REGIME.format(regimes=", ".join(regime.key for regime in REGIMES)),
        *(_agency(each) for each in swapped),
        _COMMUNES,
        _outside(model, short),
        _PUBLICATION,
        _unconfirmed(unconfirmed),
    )
    return "\n".join(parts)


def _swap(text: str, model: Center, short: str) -> str:
    return text.replace(model.short_name, short)


def _name(model: Center, new: NewCenter, short: str) -> UnitName:
    last = model.names[-1]
    return UnitName(
        new.since,
        new.name or _swap(last.name, model, short),
        new.parent or _swap(last.parent, model, short),
        last.head_title,
    )


def _said(text: str) -> str:
    """A TOML basic string: JSON's escapes are among TOML's."""
    return json.dumps(text, ensure_ascii=False)


def _head(new: NewCenter, short: str, kind: str, code: str, model: Center) -> str:
    plugins = "".join(f"    {_said(key)},\n" for key in model.agencies if key in model.plugins)
    return f"""# Cấu hình của một trung tâm, tạo theo {model.key}. Dòng bắt đầu bằng # là giải thích,
# hoặc thiết lập chưa dùng: bỏ dấu # để dùng. Sửa xong chạy motcua tenant onboard {new.key} --dry-run,
# rồi motcua tenant check {new.key}.

# Tên thư mục, phần đầu của địa chỉ trang. Không đổi được sau khi đã đưa vào hoạt động.
key = {_said(new.key)}
# Chỉ ở trung tâm khôi phục từ bản sao lưu dưới một khóa khác: khóa cũ, để mở được dữ liệu đã niêm phong.
# sealed_as = ""
# Tên ngắn, dùng ở danh sách và thanh trên cùng.
short_name = {_said(short)}
# Cấp của trung tâm: {_KIND_SAYS}.
kind = {_said(kind)}
# Trung tâm thứ mấy của tỉnh, nếu biết.
# ordinal = 1
# Quyết định thành lập, ghi trên trang chủ.
decision = ""
# Mã đơn vị trong mã hồ sơ (QCVN 102:2016/BTTTT). Hai chữ cái giữ chỗ cho đến khi tỉnh cấp mã con.
unit_code = {_said(code)}
# Để trống thì trang công khai và giấy tờ ghi “chưa cập nhật”.
address = ""
phone = ""
email = ""
# Địa chỉ gửi thư của trung tâm, nếu khác địa chỉ chung (MOTCUA_MAIL_FROM); thư trả lời đến email.
# mail_from = "motcua@tinh.gov.vn"
# Loại thông báo không gửi cho người nộp, như nhắc phí (fee), hoàn trả (refund), mời đánh giá (rating).
# not_told = ["fee"]
# Biểu trưng in đầu giấy tiếp nhận: một tệp SVG, PNG hoặc JPG đặt cạnh tệp này.
# emblem = "quoc-huy.svg"
# Các cơ quan đã bật phần mềm xử lý thủ tục; khóa lấy ở các khối [[agency]] bên dưới.
plugins = [
{plugins}]
# Quá thời gian này mà người nộp chưa bổ sung thì hồ sơ được trả lại; để trống thì không tự trả.
supplement_for = {_said(model.supplement_for)}
# Nộp trực tuyến được yêu cầu hoàn thiện, quá thời gian này chưa nộp lại thì không tiếp nhận; để trống thì chờ mãi.
completion_for = {_said(model.completion_for)}
# Thủ tục mở nộp trực tuyến tại Trung tâm, ngoài thủ tục mức độ 3, 4.
# online = ["dang-ky-ho-kinh-doanh"]
# Thời gian phải trả lời hồ sơ nộp trực tuyến, theo giờ làm việc.
answer_online_within = {_said(model.answer_online_within)}
"""


def _name_block(name: UnitName) -> str:
    return f"""# Tên, cơ quan chủ quản và chức danh người đứng đầu kể từ một ngày. Đổi tên thì thêm một khối
# [[name]] nữa, không sửa khối cũ: hồ sơ và giấy tờ trước ngày đó giữ tên cũ.
[[name]]
valid_from = {name.valid_from:%Y-%m-%d}
name = {_said(name.name)}
parent = {_said(name.parent)}
head_title = {_said(name.head_title)}
"""


_REPORTS = """# Kỳ báo cáo bắt đầu từ ngày cutoff_day của tháng trước (1: từ đầu kỳ); có kết quả trong hạn đã hẹn lại
# thì vẫn tính quá hạn (true) hay đúng hạn (false). Không khai thì theo tỉnh (province.toml).
# [reports]
# cutoff_day = 15
# reappointed_is_late = true
"""
_FEE_RECEIPT = """# Biên lai thu phí, lệ phí kể từ một ngày; để trống thì in “chưa cấu hình”.
# [[fee_receipt]]
# valid_from = 2018-01-01
# unit = ""        # đơn vị thu; trống: chính trung tâm
# tax_code = ""    # mã số thuế của đơn vị thu
# form = ""        # mẫu số
# symbol = ""      # ký hiệu
# Tài khoản nhận chuyển khoản kể từ một ngày; không khai thì không ai được mời chuyển khoản.
# [[bank_account]]
# valid_from = 2018-01-01
# bank = "tên ngân hàng"
# code = "mã NAPAS sáu chữ số"
# number = "số tài khoản"
# holder = "tên tài khoản"
"""


def _hours(model: Center) -> str:
    start = model.calendar.start
    blocks = "".join(_block("hours", each) for each in model.calendar.hours if each.valid_to is None)
    reception = "".join(_block("reception", each) for each in model.calendar.reception)
    return f"""# Thời hạn tính từ thời điểm tiếp nhận (same_moment), hay từ ngày làm việc tiếp theo (next_day).
[working_time]
start = {_said(start)}

# Giờ làm việc: mỗi ngày chỉ một khối áp dụng. Có thể thêm season_from, season_to ("04-16"), valid_from,
# valid_to và document.
{blocks}
# Giờ tiếp nhận thêm mà thời hạn không chạy, như sáng thứ Bảy.
{
        reception
        or '''# [[reception]]
# days = ["sat"]
# spans = ["07:30-11:00"]
'''
    }
# Đóng cửa theo quyết định của trung tâm: cả ngày (on, hoặc first_on và last_on), hoặc một khoảng giờ (span).
# [[closure]]
# on = 2018-07-19
# span = "13:00-17:00"
# reason = "Phòng chống bão"
# document = "Thông báo của Trung tâm"

# Ngày nghỉ, ngày làm bù của riêng trung tâm này. Ngày lễ chung nằm ở tenants/calendar.
# [[holiday]]
# on = 2018-06-22
# name = "Kỷ niệm ngày thành lập"
# document = "Quyết định của UBND huyện"
# [[working_day]]
# on = 2018-06-23
# name = "Làm bù cho ngày 22-6-2018"
# document = "Quyết định của UBND huyện"
"""


def _block(key: str, hours: OpeningHours) -> str:
    days = ", ".join(_said(_DAYS[day]) for day in sorted(hours.weekdays))
    lines = [
        f"[[{key}]]",
        f"days = [{days}]",
        f"spans = [{', '.join(_said(str(span).replace('–', '-')) for span in hours.spans)}]",
    ]
    if hours.season is not None:
        begins, ends = ("{:02d}-{:02d}".format(*day) for day in hours.season)
        lines += [f"season_from = {_said(begins)}", f"season_to = {_said(ends)}"]
    return "\n".join(lines) + "\n\n"


_HEARING = """# Đánh giá và phản ánh, kiến nghị: thời hạn trả lời, không ghi thì không hứa; căn cứ; bao lâu sau khi xong
# hồ sơ thì còn được đánh giá.
# [hearing]
# answer_within = "5wd"
# answer_basis = "Văn bản (số, ngày), Điều …"
# rating_for = "30d"

# Bảng công khai và dữ liệu mở: nhóm ít hồ sơ hơn thì không nêu số; dòng giấy phép; trang được nhúng bảng.
# [board]
# least = 5
# licence = "…"
# embedded_by = ["https://tinh.gov.vn"]
"""


_HALL = """# Sảnh: số quầy, cách gọi số ưu tiên, giờ phát số, khung giờ hẹn, khổ giấy in số. Dòng nào không
# ghi thì như dưới đây.
# [hall]
# counters = 6
# priority_run = 2
# opens_before = 30
# closes_before = 0
# service_minutes = 10
# slot_minutes = 30
# days_ahead = 10
# early_minutes = 30
# late_minutes = 15
# ticket_mm = 80
# idle_seconds = 60
# Nhóm quầy, chữ cái của số thứ tự, số chỗ hẹn mỗi khung giờ; không khai thì mỗi cơ quan một nhóm.
# [[hall_group]]
# key = "tu-phap"
# name = "Hộ tịch, chứng thực"
# letter = "A"
# agencies = ["tu_phap"]
# places = 2
"""


_REGIME = """# Quy tắc một cửa khác với văn bản ({regimes}); điều đã có trong văn bản thì phải ghi document.
# [regime.nd61_2018]
# document = "Quyết định (số, ngày) của UBND tỉnh, Điều …"
# reappointments = 1

# Thủ tục mà văn bản chuyên ngành có thời hạn khác để yêu cầu bổ sung.
# [[sector_supplement]]
# procedures = ["khoa-cua-thu-tuc"]
# within = "10wd"
# basis = "Văn bản chuyên ngành (số, ngày), Điều …"

# Các cơ quan có thủ tục tiếp nhận tại trung tâm: specialised (phòng chuyên môn), branch (đơn vị thuộc sở), vertical
# (ngành dọc). Khóa là khóa của phần mềm cơ quan.
"""


def _agency(agency: Agency) -> str:
    return f"[[agency]]\nkey = {_said(agency.key)}\nname = {_said(agency.name)}\nkind = {_said(agency.kind)}\n"


_COMMUNES = """# Xã, phường, thị trấn theo mã của cơ quan thống kê; không khai thì biểu mẫu hỏi bằng ô chữ.
# [[commune]]
# code = "09247"
# name = "Thị trấn …"
"""


_NO_OUTSIDE = '# commune = "UBND xã, thị trấn"\n'


def _outside(model: Center, short: str) -> str:
    named = "".join(f"{key} = {_said(_swap(says, model, short))}\n" for key, says in model.outside.items())
    return (
        "# Nơi hồ sơ được chuyển đến khi quy trình có bước ở cấp tỉnh (province) hoặc cấp xã (commune).\n"
        f"[outside]\n{named or _NO_OUTSIDE}"
    )


_PUBLICATION = """# Quyết định công bố thủ tục được tiếp nhận tại trung tâm: thực hiện một lần khi đưa vào hoạt động.
# Không khai thì công bố từng thủ tục ở trang Rà soát TTHC.
# [publication]
# number = "Quyết định 01/QĐ-TTHCC"
# on = 2018-01-02
# signed_by = "Giám đốc Trung tâm"
# from = 2018-01-08
# to = 2020-12-31
"""


def _unconfirmed(sentences: dict[str, str]) -> str:
    lines = "".join(f"{key} = {_said(says)}\n" for key, says in sentences.items())
    return f"# Điều chưa xác nhận, mỗi khóa một câu; xong việc nào thì xóa dòng đó.\n[unconfirmed]\n{lines}"
