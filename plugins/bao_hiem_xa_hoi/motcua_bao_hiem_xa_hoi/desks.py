"""The desks of the office; who sits there is each center's data."""

from motcua.api.routes import Desk

OFFICER = Desk("officer", "Chuyên viên Bảo hiểm xã hội huyện")
HEAD = Desk("head", "Giám đốc Bảo hiểm xã hội huyện", signs=True)
