"""The desks of the office; who sits there is each center's data."""

from motcua.api.routes import Desk

OFFICER = Desk("officer", "Chuyên viên Phòng Tài nguyên và Môi trường")
HEAD = Desk("head", "Trưởng phòng Tài nguyên và Môi trường", signs=True)
