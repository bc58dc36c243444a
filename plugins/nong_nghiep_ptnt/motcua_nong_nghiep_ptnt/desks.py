"""The desks of the office; who sits there is each center's data."""

from motcua.api.routes import Desk

OFFICER = Desk("officer", "Chuyên viên Phòng Nông nghiệp và Phát triển nông thôn")
HEAD = Desk("head", "Trưởng phòng Nông nghiệp và Phát triển nông thôn", signs=True)
