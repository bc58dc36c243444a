"""The desks of the office; who sits there is each center's data."""

from motcua.api.routes import Desk

OFFICER = Desk("officer", "Chuyên viên Phòng Lao động - Thương binh và Xã hội")
HEAD = Desk("head", "Trưởng phòng Lao động - Thương binh và Xã hội", signs=True)
