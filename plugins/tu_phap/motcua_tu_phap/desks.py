"""The desks of the justice office; who sits there is each center's data."""

from motcua.api.routes import Desk, at_agency

OFFICER = Desk("officer", "Chuyên viên Phòng Tư pháp")
HEAD = Desk("head", "Trưởng phòng Tư pháp", signs=True)
LEADER = at_agency("ubnd", "leader", "Lãnh đạo UBND huyện", signs=True)
