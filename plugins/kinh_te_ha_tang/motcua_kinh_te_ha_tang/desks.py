"""The desks of the office; who sits there is each center's data."""

from motcua.api.routes import Desk

OFFICER = Desk("officer", "Chuyên viên Phòng Kinh tế và Hạ tầng")
HEAD = Desk("head", "Trưởng phòng Kinh tế và Hạ tầng", signs=True)
