"""The desks of the office; who sits there is each center's data."""

from motcua.api.routes import Desk

OFFICER = Desk("officer", "Thanh tra viên")
HEAD = Desk("head", "Chánh Thanh tra huyện", signs=True)
