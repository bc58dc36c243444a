"""The desks of the office; who sits there is each center's data."""

from motcua.api.routes import Desk

OFFICER = Desk("officer", "Chuyên viên thẩm tra hồ sơ đất đai")
CADASTRE = Desk("cadastre", "Chuyên viên chỉnh lý, in giấy chứng nhận")
HEAD = Desk("head", "Giám đốc Chi nhánh", signs=True)
