"""The desks of the office; who sits there is each center's data."""

from motcua.api.routes import Desk

OFFICER = Desk("officer", "Chuyên viên Phòng Văn hóa và Thông tin")
HEAD = Desk("head", "Trưởng phòng Văn hóa và Thông tin", signs=True)
