"""The desks of the office; who sits there is each center's data."""

from motcua.api.routes import Desk

OFFICER = Desk("officer", "Cán bộ thuế")
HEAD = Desk("head", "Chi cục trưởng Chi cục Thuế", signs=True)
