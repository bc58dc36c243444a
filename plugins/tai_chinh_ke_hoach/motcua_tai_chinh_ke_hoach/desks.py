"""The desks of the office; who sits there is each center's data."""

from motcua.api.routes import Desk

REGISTRAR = Desk("registrar", "Chuyên viên đăng ký kinh doanh")
HEAD = Desk("head", "Trưởng phòng Tài chính - Kế hoạch", signs=True)
