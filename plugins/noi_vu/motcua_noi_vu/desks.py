"""The desks of the office; who sits there is each center's data."""

from motcua.api.routes import Desk

OFFICER = Desk("officer", "Chuyên viên Phòng Nội vụ")
HEAD = Desk("head", "Trưởng phòng Nội vụ", signs=True)
