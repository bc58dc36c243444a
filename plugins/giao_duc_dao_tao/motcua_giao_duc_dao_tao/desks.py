"""The desks of the office; who sits there is each center's data."""

from motcua.api.routes import Desk

OFFICER = Desk("officer", "Chuyên viên Phòng Giáo dục và Đào tạo")
HEAD = Desk("head", "Trưởng phòng Giáo dục và Đào tạo", signs=True)
