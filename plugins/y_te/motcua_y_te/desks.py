"""The desks of the office; who sits there is each center's data."""

from motcua.api.routes import Desk

OFFICER = Desk("officer", "Chuyên viên Phòng Y tế")
HEAD = Desk("head", "Trưởng phòng Y tế", signs=True)
