"""The desks of the office; who sits there is each center's data."""

from motcua.api.routes import Desk

REGISTRAR = Desk("registrar", "Chuyên viên đăng ký kinh doanh")
OFFICER = Desk("officer", "Chuyên viên Phòng Tài chính - Kế hoạch")
HEAD = Desk("head", "Trưởng phòng Tài chính - Kế hoạch", signs=True)
